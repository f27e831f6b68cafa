"""Key terms of Chinese text without a dictionary: recurring strings (`ngrams`), by strength."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wenji.ngrams import Found, Ints, codes_of, recurring
from wenji.stopwords import EMPTY_TERMS, LATIN_STOP

FULL_FREEDOM = 2.5
"""Entropy beyond this adds nothing to a term's strength, in bits."""

# Strength of a term: `(count - LESS_COUNT) * (length - LESS_LENGTH) ** LENGTH_POWER`, half of it
# for a term that is not free.
LESS_COUNT, LESS_LENGTH, LENGTH_POWER = 0.5, 0.8, 0.8
LATIN_WEIGHT = 1.5
"""What an occurrence of a Latin word weighs; it has no length or freedom to be weighed by."""

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+#.-]{1,24}(?<![.-])")


@dataclass(frozen=True, slots=True)
class Term:
    """A recurring string: how often, how firm (`cohesion`), how free (`freedom`), in bits.

    `first` is the offset of its first occurrence.
    """

    text: str
    count: int
    cohesion: float
    freedom: float
    first: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a collection, and where they stand.

    Entry i says: text `texts[i]` holds term `ids[i]` `counts[i]` times. Sorted by text.
    """

    terms: tuple[Term, ...]
    texts: Ints
    ids: Ints
    counts: Ints


def mine(text: str, least: int = 2) -> tuple[Term, ...]:
    """Every recurring, firm and free string of Han characters in `text`, in order of place.

    `least` is the number of occurrences asked for. Function words are not terms.

    >>> [t.text for t in mine("种茶树要有耐心。茶树怕涝，老茶树更怕涝。")]
    ['茶树', '怕涝']
    """
    if len(text) < 2 * least:
        return ()
    terms = [term for part in recurring(codes_of(text), least) for term in _strings(text, part)]
    return tuple(sorted(terms, key=lambda t: (t.first, t.text)))


def _strings(text: str, part: Found) -> Iterable[Term]:
    rows = zip(
        part.first.tolist(),
        part.count.tolist(),
        part.cohesion.tolist(),
        part.freedom.tolist(),
        strict=True,
    )
    for first, count, cohesion, freedom in rows:
        yield Term(text[first : first + part.length], count, cohesion, freedom, first)


def strength(term: Term) -> float:
    """How much a term stands out by itself: recurrence, length and freedom."""
    free = min(term.freedom, FULL_FREEDOM) / FULL_FREEDOM
    length = (len(term.text) - LESS_LENGTH) ** LENGTH_POWER
    return float((term.count - LESS_COUNT) * length * (0.5 + 0.5 * free))


def _latin(text: str) -> Counter[str]:
    words = (w for w in _LATIN.findall(text) if w.lower() not in LATIN_STOP)
    return Counter({w: n for w, n in Counter(words).items() if n > 1})


def key_terms(
    text: str, background: Mapping[str, int] | None = None, limit: int = 10
) -> tuple[str, ...]:
    """The words that tell what `text` is about, strongest first, at most `limit`.

    `background` maps a term to the number of other texts that hold it: the more, the less
    it tells. The same text gives the same terms, in the same order, everywhere.

    >>> key_terms("秋茶开采，采茶要看天。采茶歌响起，村里秋茶飘香，学采茶的人多了。", limit=1)
    ('采茶',)
    """
    known = background or {}
    scores: dict[str, tuple[float, int]] = {}
    for term in mine(text):
        if term.text not in EMPTY_TERMS:
            scores[term.text] = (
                strength(term) / (1 + np.log1p(known.get(term.text, 0))),
                term.count,
            )
    for word, count in _latin(text).items():
        scores[word] = (count * LATIN_WEIGHT / (1 + np.log1p(known.get(word, 0))), count)
    ranked = sorted(scores, key=lambda w: (-scores[w][0], w))
    return tuple(_without_parts(ranked, {w: n for w, (_, n) in scores.items()}, limit))


def _without_parts(ranked: Sequence[str], counts: Mapping[str, int], limit: int) -> list[str]:
    """Leave out a word that mostly stands inside one already chosen, or holds one."""
    chosen: list[str] = []
    for word in ranked:
        inside = sum(counts[c] for c in chosen if word in c)
        holds = any(c in word for c in chosen)
        if counts[word] > 2 * inside and not (holds and counts[word] < 3):
            chosen.append(word)
        if len(chosen) == limit:
            break
    return chosen


def vocabulary(texts: Sequence[str], least: int = 3) -> Vocabulary:
    """The terms of a whole collection and in which texts they stand.

    Terms are found over all texts together, so that even a short text's words are known.
    """
    joined = "\n".join(texts)
    if len(joined) < 2 * least:
        empty = np.zeros(0, dtype=np.int64)
        return Vocabulary((), empty, empty, empty)
    begins = np.cumsum([0, *(len(t) + 1 for t in texts)])
    terms: list[Term] = []
    rows: list[Ints] = []
    columns: list[Ints] = []
    for part in recurring(codes_of(joined), least):
        columns.append(part.owner + len(terms))
        rows.append(np.searchsorted(begins, part.places, side="right") - 1)
        terms.extend(_strings(joined, part))
    if not terms:
        empty = np.zeros(0, dtype=np.int64)
        return Vocabulary((), empty, empty, empty)
    cells, counts = np.unique(
        np.concatenate(rows) << 32 | np.concatenate(columns), return_counts=True
    )
    return Vocabulary(tuple(terms), cells >> 32, cells & 0xFFFFFFFF, counts)
