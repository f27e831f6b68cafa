"""The figures of a collection: what it holds, what it was made from, what was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from wenji.model import Collection, Finding, Op


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers about a collection; the counters are by suffix, encoding, finding and rule.

    `chars` leaves white space out, `raw` is the length of the decoded sources. `edits` counts
    changes and `edited` the characters of the sources that they concern.
    """

    sources: int
    articles: int
    chars: int
    raw: int
    dated: int
    signed: int
    copies: int
    formats: Counter[str]
    encodings: Counter[str]
    findings: Counter[str]
    edits: Counter[str]
    edited: Counter[str]


def figures(collection: Collection, findings: Iterable[Finding]) -> Figures:
    """The figures of `collection`; `findings` are all there are about it."""
    sources, articles = collection.sources, collection.articles
    edits: Counter[str] = Counter()
    edited: Counter[str] = Counter()
    for source in sources:
        changed = [(p.rule, p.end - p.start) for p in source.pieces if p.op is not Op.KEEP]
        edits.update(rule for rule, _ in changed)
        for rule, length in changed:
            edited[rule] += length
    return Figures(
        len(sources),
        len(articles),
        sum(a.chars for a in articles),
        sum(len(s.text) for s in sources),
        sum(a.facts.date is not None for a in articles),
        sum(a.facts.author is not None for a in articles),
        sum(any(d.article < a.id for d in a.duplicates) for a in articles),
        Counter(PurePosixPath(s.path).suffix.lower().lstrip(".") for s in sources),
        Counter(s.encoding or "" for s in sources),
        Counter(f.code for f in findings),
        edits,
        edited,
    )


def ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """The entries of a counter, the largest first, equals in alphabetical order.

    >>> ranked(Counter("banana"))
    [('a', 3), ('n', 2), ('b', 1)]
    """
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
