"""Recurring strings of Chinese text that hold together: n-grams, told by counting alone.

A string of 2 to 8 Han characters counts that recurs, holds together (its parts meet far more often
than chance: pointwise mutual information) and is free at both ends (what stands left and right of
it varies: branching entropy). A string that always stands inside the same longer one has no freedom
at that end and drops out by itself.

All counting is done on arrays of code points, length by length: an n-gram can only recur
where both its (n-1)-grams do, so each round looks at fewer places than the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from wenji.stopwords import (
    BREAK_WORDS,
    HARD_CHARS,
    JOINING_CHARS,
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

HAN_RANGES = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))
_HAN, _START, _END, _JOIN = 1, 2, 4, 8
_CODE_BITS = 21


@dataclass(frozen=True, slots=True)
class Found:
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


def codes_of(text: str) -> Ints:
    """The code points of a text."""
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


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside each place of a text: what the measures of all lengths look at.

    `around` are the code points with a break at either end, so that the character before place i
    is number i; `bonds` how often the pair stands that ends there, 0 at a break; `tallies` how
    often the strings of 1, 2 … characters stand that begin at each place.
    """

    around: Ints
    bonds: Ints
    tallies: Sequence[Ints]


def recurring(codes: Ints, least: int) -> list[Found]:
    """The recurring strings of each length, those of `least` occurrences and more.

    A string of n characters is told by two of n - 1 that overlap: `ids` numbers, at each place, the
    string that begins there, -1 for one that does not recur.
    """
    run, start, end = _inside(codes)
    size = len(codes)
    pairs = run[:-1] & run[1:]
    around = np.concatenate(([1 << 31], _neighbours(codes, run), [(1 << 31) + 1]))
    ids = np.where(run, codes, -1)
    tallies = [np.bincount(codes.clip(0, 0xFFFF))[codes.clip(0, 0xFFFF)]]
    found: list[Found] = []
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
            beside = _Beside(around, bonds, tallies)
            found.append(_measure(length, places, sizes, sound, beside))
    return found


def _measure(length: int, places: Ints, sizes: Ints, sound: Bools, beside: _Beside) -> Found:
    """Keep the strings that are sound and free at both ends, with their cohesion.

    `places` are those of all strings of this `length`, string by string, `sizes` how many each
    has, `sound` which strings may begin and end where they do.
    """
    chosen = np.repeat(sound, sizes)
    around, bonds, tallies = beside.around, beside.bonds, beside.tallies
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
    return Found(
        length,
        first[good],
        sizes,
        cohesion[good],
        freedom[good],
        places[kept],
        np.repeat(np.arange(len(sizes)), sizes),
    )
