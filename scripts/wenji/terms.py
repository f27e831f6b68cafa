"""Key terms of Chinese text without a dictionary.

A term is a string of 2 to 8 Han characters that recurs, holds together (its parts meet far
more often than chance: pointwise mutual information) and is free at both ends (what stands
left and right of it varies: branching entropy). A string that always stands inside the same
longer one has no freedom at that end and drops out by itself.

All counting is done on arrays of code points, length by length: an n-gram can only recur
where both its (n-1)-grams do, so each round looks at fewer places than the last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from wenji.stopwords import (
    BREAK_WORDS,
    EMPTY_TERMS,
    HARD_CHARS,
    JOINING_CHARS,
    LATIN_STOP,
    NO_END_CHARS,
    NO_START_CHARS,
    SOUND_ENDS,
    SOUND_STARTS,
)

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]

MAX_LENGTH = 8
"""Longest term in characters: names of campaigns and bodies end here, sentences begin."""

MIN_FREEDOM = 0.8
"""Least branching entropy at each end, in bits: three neighbours alike out of four fall just
inside. Tuned on development texts of 1,000 to 6,000 characters."""

MIN_COHESION = 2.0
"""Least pointwise mutual information, in bits, of the weakest joint of a term."""

MAX_STRADDLE = 0.5
"""Most occurrences whose first or last character may hold more firmly to the neighbour outside
than to the term: `理诉求` out of `合理诉求`. Above half, the string is a fragment."""

MIN_EXPECTED = 0.25
"""Least number of chance meetings reckoned with: in a short text nearly all pairs look firm."""

FULL_FREEDOM = 2.5
"""Entropy beyond this adds nothing to a term's strength, in bits."""

# Strength of a term: `(count - LESS_COUNT) * (length - LESS_LENGTH) ** LENGTH_POWER`, half of it
# for a term that is not free.
LESS_COUNT, LESS_LENGTH, LENGTH_POWER = 0.5, 0.8, 0.8
LATIN_WEIGHT = 1.5
"""What an occurrence of a Latin word weighs, where one of a Chinese term weighs 1."""

HAN_RANGES = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+#.-]{1,24}(?<![.-])")
_HAN, _START, _END, _JOIN = 1, 2, 4, 8
_CODE_BITS = 21


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


@dataclass(frozen=True, slots=True)
class _Found:
    """Recurring strings of one length: representative place, measures, all places."""

    length: int
    first: Ints
    count: Ints
    cohesion: Floats
    freedom: Floats
    places: Ints
    owner: Ints


@cache
def _char_classes() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x110000, dtype=np.uint8)
    for low, high in HAN_RANGES:
        table[low : high + 1] = _HAN | _START | _END
    table[[ord(c) for c in JOINING_CHARS]] |= _JOIN
    table[[ord(c) for c in HARD_CHARS]] = 0
    table[[ord(c) for c in NO_START_CHARS]] &= ~np.uint8(_START)
    table[[ord(c) for c in NO_END_CHARS]] &= ~np.uint8(_END)
    return table


@cache
def _word_keys(words: frozenset[str], length: int) -> Ints:
    keys = [_key_of(w) for w in words if len(w) == length]
    return np.array(sorted(keys), dtype=np.int64)


def _key_of(word: str) -> int:
    key = 0
    for char in word:
        key = key << _CODE_BITS | ord(char)
    return key


def _codes(text: str) -> Ints:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def _member(keys: Ints, table: Ints) -> Bools:
    at = np.searchsorted(table, keys)
    at[at == len(table)] = 0
    found: Bools = table[at] == keys
    return found


@cache
def _first_chars(words: frozenset[str], length: int) -> Bools:
    """For each code point whether a word of so many characters begins with it."""
    table = np.zeros(0x110000, dtype=np.bool_)
    table[[ord(w[0]) for w in words if len(w) == length]] = True
    return table


def _places(codes: Ints, words: frozenset[str], length: int) -> Ints:
    """Where those of the `words` stand that have so many characters."""
    at = np.flatnonzero(_first_chars(words, length)[codes[: len(codes) - length + 1]])
    keys = codes[at]
    for shift in range(1, length):
        keys = keys << _CODE_BITS | codes[at + shift]
    return at[_member(keys, _word_keys(words, length))]


def _inside(codes: Ints) -> tuple[Bools, Bools, Bools]:
    """Where a term may run, open and close."""
    classes = _char_classes()[codes]
    run = (classes & _HAN) != 0
    start = (classes & _START) != 0
    end = (classes & _END) != 0
    opens = _places(codes, SOUND_STARTS, 2)
    closes = _places(codes, SOUND_ENDS, 2)
    joins = (classes & _JOIN) != 0
    for at in (opens, closes):
        joins[at] = False
        joins[at + 1] = False
    run &= ~joins
    start[opens] = True
    end[closes + 1] = True
    end[_places(codes, SOUND_ENDS, 3) + 2] = True
    for length in (2, 3):
        at = _places(codes, BREAK_WORDS, length)
        for shift in range(length):
            run[at + shift] = False
    return run, start & run, end & run


def _group(keys: Ints) -> tuple[Ints, Ints]:
    """For equal keys: the order that brings them together, and the group sizes."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return order, np.diff(np.append(starts, len(keys)))


def _entropy(owner: Ints, neighbour: Ints, groups: int) -> Floats:
    """Branching entropy in bits of each group's neighbours."""
    keys = owner << 32 | neighbour
    keys.sort()
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    runs = np.diff(np.append(starts, len(keys))).astype(np.float64)
    owners = keys[starts] >> 32
    total = np.bincount(owner, minlength=groups).astype(np.float64)
    spread = np.bincount(owners, weights=runs * np.log2(runs), minlength=groups)
    return np.log2(total) - spread / total


def _neighbours(codes: Ints, run: Bools) -> Ints:
    """Code points; a break is unlike any other neighbour, each one of its own."""
    return np.where(run, codes, (1 << _CODE_BITS) + np.arange(len(codes), dtype=np.int64))


def _recurring(codes: Ints, least: int) -> list[_Found]:
    run, start, end = _inside(codes)
    size = len(codes)
    pairs = run[:-1] & run[1:]
    around = np.concatenate(([1 << 31], _neighbours(codes, run), [(1 << 31) + 1]))
    ids = np.where(run, codes, -1)
    tallies = [np.bincount(codes.clip(0, 0xFFFF))[codes.clip(0, 0xFFFF)]]
    found: list[_Found] = []
    for length in range(2, MAX_LENGTH + 1):
        left, right = ids[:-1], ids[1:]
        places = np.flatnonzero((left >= 0) & (right >= 0))
        ids = np.full(len(left), -1, dtype=np.int64)
        tally = np.ones(size, dtype=np.int64)
        if not len(places):
            break
        order, sizes = _group(left[places] << 32 | right[places])
        keep = np.repeat(sizes >= least, sizes)
        sizes = sizes[sizes >= least]
        places = places[order[keep]]
        if not len(places):
            break
        owner = np.repeat(np.arange(len(sizes)), sizes)
        ids[places] = owner
        tally[places] = np.repeat(sizes, sizes)
        if length == 2:
            bonds = np.concatenate(([0], np.where(pairs, tally[:-1], 0), [0, 0]))
        tallies.append(tally)
        head = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        first = places[head]
        sound = start[first] & end[first + length - 1]
        if sound.any():
            found.append(_measure(length, places, owner, sizes, sound, around, bonds, tallies))
    return found


def _measure(
    length: int,
    places: Ints,
    owner: Ints,
    sizes: Ints,
    sound: Bools,
    around: Ints,
    bonds: Ints,
    tallies: Sequence[Ints],
) -> _Found:
    """Keep the strings that are sound and free at both ends, with their cohesion."""
    chosen = sound[owner]
    places = places[chosen]
    sizes = sizes[sound]
    owner = np.repeat(np.arange(len(sizes)), sizes)
    freedom = np.minimum(
        _entropy(owner, around[places], len(sizes)),
        _entropy(owner, around[places + length + 1], len(sizes)),
    )
    first = places[np.concatenate(([0], np.cumsum(sizes)[:-1]))]
    total = len(tallies[0])
    expected = np.full(len(sizes), MIN_EXPECTED)
    for cut in range(1, length):
        parts = tallies[cut - 1][first] * tallies[length - cut - 1][first + cut]
        expected = np.maximum(expected, parts / total)
    cohesion = np.log2(sizes / expected)
    torn = np.maximum(
        np.bincount(owner, bonds[places] >= bonds[places + 1], len(sizes)),
        np.bincount(owner, bonds[places + length] >= bonds[places + length - 1], len(sizes)),
    )
    good = (freedom >= MIN_FREEDOM) & (cohesion >= MIN_COHESION) & (torn <= MAX_STRADDLE * sizes)
    kept = good[owner]
    sizes = sizes[good]
    return _Found(
        length,
        first[good],
        sizes,
        cohesion[good],
        freedom[good],
        places[kept],
        np.repeat(np.arange(len(sizes)), sizes),
    )


def mine(text: str, least: int = 2) -> tuple[Term, ...]:
    """Every recurring, firm and free string of Han characters in `text`, in order of place.

    `least` is the number of occurrences asked for. Function words are not terms.

    >>> [t.text for t in mine("种茶树要有耐心。茶树怕涝，老茶树更怕涝。")]
    ['茶树', '怕涝']
    """
    if len(text) < 2 * least:
        return ()
    terms = [term for part in _recurring(_codes(text), least) for term in _strings(text, part)]
    return tuple(sorted(terms, key=lambda t: (t.first, t.text)))


def _strings(text: str, part: _Found) -> Iterable[Term]:
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
    for part in _recurring(_codes(joined), least):
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
