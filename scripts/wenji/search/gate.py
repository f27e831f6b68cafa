"""The gate: a build whose index misses a phrase, or finds one that is not there, fails.

Random substrings of random articles are asked of the finished files; the truth is a plain
search through the folded texts in both spellings. The choice depends on the collection alone
(law 4).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenji.model import Article
from wenji.search.folding import fold
from wenji.search.forms import Form, Forms
from wenji.search.reader import BrokenIndex, Index

SHORTEST, LONGEST = 2, 12
QUERIES = 60  # of them a quarter from the ends of paragraphs, an eighth from ends of articles
SECOND = 4  # with a character of the second spelling, as far as there are any
RARE = 8  # single characters beyond the basic plane, as far as there are any
_Spelled = tuple[str, str]
# Asking the truth costs a search through every text: with many articles fewer queries.
MOST_WORK = 250_000_000  # characters looked through


@dataclass(frozen=True, slots=True)
class Failure:
    """A query whose answer is wrong: articles missed, and articles that do not hold it."""

    query: str
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def check_index(
    files: Mapping[str, bytes], articles: Sequence[Article], forms: Forms
) -> tuple[Failure, ...]:
    """Ask the index in `files` (see `build.build_index`); empty when every answer is right."""
    if not articles:
        return ()
    folded = [
        (a.id, _spelled(a.title, forms.of(a.title)), _spelled(a.text, forms.of_article(a)))
        for a in articles
    ]
    index = Index(Path(), lambda name: _file(files, name))
    number = _ids(index, len(articles))
    failures = []
    total = sum(len(text) for _, _, (text, _) in folded)
    for query in list(_queries(folded))[: max(4, MOST_WORK // max(total, 1))]:
        found = {number[n] for n in index.articles(query)}
        truth = {i for i, title, text in folded if stands(query, *title) or stands(query, *text)}
        if found != truth:
            missed, wrong = tuple(sorted(truth - found)), tuple(sorted(found - truth))
            failures.append(Failure(query, missed, wrong))
    return tuple(failures)


def stands(query: str, first: str, second: str) -> bool:
    """Whether a folded query stands in a folded text, each character in either spelling.

    >>> stands("明瞭答复", "明了答复", "明瞭答覆"), stands("瞭答", "了答", "了答")
    (True, False)
    """
    if query in first or (first != second and query in second):
        return True
    places = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    starts = {i - n for i in places for n in range(len(query)) if i - n >= 0}
    pairs = [(first[i : i + len(query)], second[i : i + len(query)]) for i in sorted(starts)]
    return any(
        len(one) == len(query) and all(c in both for c, *both in zip(query, one, two, strict=True))
        for one, two in pairs
    )


def _spelled(text: str, form: Form) -> _Spelled:
    """The folded text in both spellings."""
    first = fold(text)
    return first, first if form.second == text else fold(form.second)


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    try:
        return files[f"{name}.js"]
    except KeyError:
        raise FileNotFoundError(name) from None


def _ids(index: Index, count: int) -> list[str]:
    if len(index) != count:
        raise BrokenIndex("manifest.js")
    return [str(index.line(n)["id"]) for n in range(count)]


def _queries(folded: Sequence[tuple[str, _Spelled, _Spelled]]) -> Iterator[str]:
    """Substrings to ask for, the same for the same collection."""
    seed = hashlib.sha256("".join(i for i, _, _ in folded).encode()).digest()
    chance = random.Random(seed)
    texts = [text for _, _, (text, _) in folded if text]
    if not texts:
        return
    rare = sorted({c for text in texts for c in set(text) if ord(c) > 0xFFFF})
    yield from chance.sample(rare, min(RARE, len(rare)))
    for first, second in [text for _, _, text in folded if text[0] != text[1]][:SECOND]:
        at = next(i for i, c in enumerate(first) if c != second[i])
        yield second[max(0, at - 1) : at + 2]
    for n in range(QUERIES):
        text = chance.choice(texts)
        length = min(len(text), chance.randint(SHORTEST, LONGEST))
        start = chance.randint(0, len(text) - length)
        yield text[-length:] if n % 8 == 0 else text[start : start + length]
