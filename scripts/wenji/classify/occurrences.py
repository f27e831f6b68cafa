"""Many words looked for in many texts at once.

To ask each text for each word reads everything once for every word. Here all texts are read once:
a word can only stand where its first two characters meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.uint32]

_SHIFT = 21  # bits of a code point
_LOW = np.uint32((1 << _SHIFT) - 1)
_BLOCK = 1 << 18  # characters that are looked at together: they stay near the processor


def occurrences(words: Sequence[str], texts: Sequence[str]) -> tuple[Ints, Ints, Ints]:
    """How often each of `words` (two characters and longer) stands in each of `texts`.

    Three arrays: number of the word, number of the text, count; by word, then text. All words
    are looked for at once: their places are where their first two characters meet.

    >>> [a.tolist() for a in occurrences(["水渠", "水渠边"], ["水渠边的水渠", "水边"])]
    [[0, 1], [0, 0], [2, 1]]
    """
    empty = np.zeros(0, dtype=np.int64)
    if not words or not texts:
        return empty, empty, empty
    codes = _codes("\n".join(texts))
    begins = np.cumsum([0, *(len(t) + 1 for t in texts)])
    keys = np.array([_pair(w) for w in words], dtype=np.int64)
    heads = np.unique(keys)
    at, head = _met(codes, heads)
    texts_of = np.searchsorted(begins, at, side="right") - 1  # fast, since the places ascend
    order = np.argsort(head, kind="stable")
    bounds = np.searchsorted(head[order], np.arange(len(heads) + 1))
    at, texts_of = at[order], texts_of[order]
    cells: list[Ints] = [empty]
    for number, (word, one) in enumerate(
        zip(words, np.searchsorted(heads, keys).tolist(), strict=True)
    ):
        places = at[bounds[one] : bounds[one + 1]]
        rows = texts_of[bounds[one] : bounds[one + 1]]
        for shift, char in enumerate(word[2:], 2):
            stands = codes[np.minimum(places + shift, len(codes) - 1)] == ord(char)
            stands &= places + shift < len(codes)
            places, rows = places[stands], rows[stands]
        cells.append(rows | number << 32)
    held = np.concatenate(cells)  # in order already
    first = np.flatnonzero(np.diff(held, prepend=-1))
    held, counts = held[first], np.diff(first, append=len(held))
    return held >> 32, held & 0xFFFFFFFF, counts


def _met(codes: Codes, heads: Ints) -> tuple[Ints, Ints]:
    """Where one of the pairs `heads` stands, in order, and its number."""
    likely = np.zeros(1 << 16, dtype=np.bool_)
    likely[_bucket((heads >> _SHIFT).astype(np.uint32), heads.astype(np.uint32) & _LOW)] = True
    places: list[Ints] = [heads[:0]]
    numbers: list[Ints] = [heads[:0]]
    for begin in range(0, len(codes), _BLOCK):
        block = codes[begin : begin + _BLOCK + 1]
        at = np.flatnonzero(likely[_bucket(block[:-1], block[1:])])
        pairs = block[at].astype(np.int64) << _SHIFT | block[at + 1]
        head = np.minimum(np.searchsorted(heads, pairs), len(heads) - 1)
        meant = heads[head] == pairs
        places.append(at[meant] + begin)
        numbers.append(head[meant])
    return np.concatenate(places), np.concatenate(numbers)


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _pair(word: str) -> int:
    return ord(word[0]) << _SHIFT | ord(word[1])


def _bucket(first: Codes, second: Codes) -> Codes:
    """The class of each pair, 0 … 65,535: what is left of a product without its low digits."""
    mixed: Codes = (first * np.uint32(2654435761) + second * np.uint32(2246822519)) >> np.uint32(16)
    return mixed
