"""Where texts laid end to end meet: equal hashes of runs of characters, sparsely kept.

Of the hashes of all runs of `GRAM` characters, winnowing keeps about one in fifteen, such that
two texts that share a passage of `PASSAGE` characters always keep a hash of it in common.
Hashes are evidence only; `relate` compares the texts themselves at each meeting.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.uint32]
Hashes: TypeAlias = npt.NDArray[np.uint64]

# Codes from here on are gaps between texts; no hash goes across one.
GAP = 0x110000
# Folded characters in one hash. Shorter ones meet by chance and in set phrases, longer ones
# miss the versions of a law, where changes stand close together.
GRAM = 12
# Shortest passage worth telling, in folded characters: about one and a half sentences. Shorter
# ones are quotations and set phrases.
PASSAGE = 40
# A hash in more places than this is boilerplate: no evidence for shared passages, though its
# texts are still compared with the next `NEIGHBOURS` of them as possible copies.
MAX_PLACES = 48
NEIGHBOURS = 6
# What a text repeats more often than this (rows of a table) is looked at this often only.
MAX_REPEATED = 3
_BLOCK = 1 << 18  # characters that are hashed together: they stay near the processor
_WINDOW = PASSAGE - GRAM + 1
_BASE = np.uint64(0x9E3779B97F4A7C15)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


def meetings(codes: Codes, starts: Ints) -> tuple[Ints, Ints, Ints]:
    """Where the same stands in different texts, in order of text pairs and of distance.

    `codes` are the texts between gaps, `starts` says where each begins.
    Gives the places on the left and on the right; then all places of boilerplate, ascending.
    """
    places, hashes = _kept(codes)
    if not len(places):
        return places, places, places
    return _met(hashes, places, starts)


def owners(places: Ints, starts: Ints) -> Ints:
    """The numbers of the texts, beginning at `starts`, to which the places belong."""
    return np.searchsorted(starts, places, side="right") - 1


def _kept(codes: Codes) -> tuple[Ints, Hashes]:
    """The places of the hashes that winnowing keeps, and these.

    Whether one is kept depends on its `_WINDOW` neighbours on either side alone, so blocks that
    overlap by so much give what the whole would, in a fraction of its memory.
    """
    places: list[Ints] = [np.zeros(0, dtype=np.int64)]
    hashes: list[Hashes] = [np.zeros(0, dtype=np.uint64)]
    for begin in range(0, len(codes), _BLOCK):
        low = max(0, begin - _WINDOW)
        found = _hashes(codes[low : begin + _BLOCK + _WINDOW + GRAM])
        kept = _winnowed(found)
        kept = kept[(kept >= begin - low) & (kept < begin - low + _BLOCK)]
        places.append(kept + low)
        hashes.append(found[kept])
    return np.concatenate(places), np.concatenate(hashes)


def _hashes(codes: Codes) -> Hashes:
    """A hash of every `GRAM` characters in a row; the greatest number where a gap is in it."""
    count = len(codes) - GRAM + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for shift in range(GRAM):
        found *= _BASE
        found += wide[shift : shift + count]
    found ^= found >> np.uint64(31)
    found *= np.uint64(0xBF58476D1CE4E5B9)
    found ^= found >> np.uint64(29)
    gaps = np.concatenate(([0], np.cumsum(codes >= GAP)))
    found[gaps[GRAM:] != gaps[:-GRAM]] = _NONE
    return found


def _winnowed(hashes: Hashes) -> Ints:
    """Where the hashes stand that are the least of some `_WINDOW` neighbours."""
    if len(hashes) < _WINDOW:
        return np.zeros(0, dtype=np.int64)
    least = _sliding(hashes, np.minimum)
    edge = np.zeros(_WINDOW - 1, dtype=np.uint64)
    chosen = _sliding(np.concatenate((edge, least, edge)), np.maximum) == hashes
    return np.flatnonzero(chosen & (hashes != _NONE))


def _sliding(values: Hashes, best: np.ufunc) -> Hashes:
    """`best` of every `_WINDOW` neighbours, by doubling."""
    found, width = values, 1
    while width < _WINDOW:
        step = min(width, _WINDOW - width)
        found = best(found[:-step], found[step:])
        width += step
    return found


def _met(hashes: Hashes, kept: Ints, begins: Ints) -> tuple[Ints, Ints, Ints]:
    """As `meetings`, of the `hashes` at the places `kept`, which ascend."""
    order = np.argsort(hashes, kind="stable")
    places, hashes = kept[order], hashes[order]
    owner = owners(kept, begins)[order]
    again = np.zeros(len(places), dtype=bool)
    again[MAX_REPEATED:] = (hashes[MAX_REPEATED:] == hashes[:-MAX_REPEATED]) & (
        owner[MAX_REPEATED:] == owner[:-MAX_REPEATED]
    )
    places, hashes, owner = places[~again], hashes[~again], owner[~again]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.concatenate((starts, [len(hashes)])))
    size = np.repeat(sizes, sizes)
    rank = np.arange(len(hashes)) - np.repeat(starts, sizes)
    firsts: list[Ints] = []
    lasts: list[Ints] = []
    for step in range(1, MAX_PLACES):
        reach = np.where(size <= MAX_PLACES, step, step if step <= NEIGHBOURS else len(hashes))
        first = np.flatnonzero(rank + reach < size)
        if not len(first):
            break
        firsts.append(first)
        lasts.append(first + step)
    first, last = np.concatenate(firsts or [kept[:0]]), np.concatenate(lasts or [kept[:0]])
    apart = owner[first] != owner[last]
    first, last = first[apart], last[apart]
    left, right = places[first], places[last]
    order = np.lexsort((left, right - left, owner[last], owner[first]))
    return left[order], right[order], np.sort(places[size > MAX_PLACES])
