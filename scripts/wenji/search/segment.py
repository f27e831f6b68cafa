"""One segment of the index: from the texts of its articles to blocks of encoded pairs.

numpy works on whole segments; no loop runs over characters or positions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from wenji.search.folding import fold_char
from wenji.search.varint import Ints, encode

Words = tuple[str, Sequence[str], str]  # title, headings and text of an article
PARTS = 3  # of an article in the stream: title, headings, text; a gap closes each
# Noncharacters: they stand for gaps while folding, the second for those between headings.
GAP, _BREAK = "\uffff", "\ufffe"
_DROPPED, _BROKEN = -1, -2
_CODES = 0x110000
# Second codes have at most 21 bits, so that a pair fits into one integer.
PAIR_SHIFT = 21
_MULTIPLIER, _MASK = 2654435761, 0xFFFFFFFF
_HEAVY = 1 << 40  # keys of heavy buckets begin here


@dataclass(frozen=True, slots=True)
class Partition:
    """How pairs are dealt to buckets: `buckets` shared ones, and parts for frequent characters."""

    buckets: int
    heavy: tuple[tuple[int, int], ...]  # (character code, parts), by code

    def keys(self, first: Ints, second: Ints) -> Ints:
        """The bucket of each pair: its number, or `_HEAVY` + character · 256 + part."""
        keys = ((first * _MULTIPLIER & _MASK) >> 12) % self.buckets
        if self.heavy:
            codes = np.array([c for c, _ in self.heavy])
            parts = np.array([p for _, p in self.heavy])
            at = np.minimum(np.searchsorted(codes, first), len(codes) - 1)
            chosen = codes[at] == first
            part = ((second * _MULTIPLIER & _MASK) >> 16) % parts[at]
            keys = np.where(chosen, _HEAVY + (first << 8) + part, keys)
        return keys

    def heavy_names(self) -> list[str]:
        """The files of all parts of the frequent characters; all are written, empty ones too."""
        return [f"h/{c:x}-{part:x}" for c, parts in self.heavy for part in range(parts)]

    @staticmethod
    def name(key: int) -> str:
        """The file of a bucket, below the index's folder, without `.js`."""
        if key < _HEAVY:
            return f"b/{key:x}"
        return f"h/{(key - _HEAVY) >> 8:x}-{key & 0xFF:x}"


@dataclass(frozen=True, slots=True)
class Lengths:
    """Folded lengths of the parts of articles, an array for each part."""

    title: Ints
    heads: Ints
    text: Ints

    @staticmethod
    def of(table: Ints) -> Lengths:
        """From a table of three rows."""
        return Lengths(*table)

    def table(self) -> Ints:
        """The inverse of `of`."""
        return np.stack((self.title, self.heads, self.text))

    def __len__(self) -> int:
        return len(self.title)

    def part(self, rows: slice) -> Lengths:
        """Those of some articles."""
        return Lengths(self.title[rows], self.heads[rows], self.text[rows])

    def starts(self) -> Ints:
        """Where each article begins in the stream; one more at the end."""
        whole = self.title + self.heads + self.text + PARTS
        return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(whole)))


@dataclass(frozen=True, slots=True)
class Streams:
    """The folded articles of a segment in one row, gaps as 0, and the folded lengths.

    `others` are the places where the second spelling differs, ascending, and its codes there.
    """

    codes: npt.NDArray[np.uint32]
    others: Ints  # two rows
    lengths: Lengths


@dataclass(frozen=True, slots=True)
class Blocks:
    """The encoded pairs of a segment: `data` from `starts[i]` to `starts[i + 1]` is the block
    of bucket `keys[i]`, keys ascending."""

    ARRAYS: ClassVar = ("keys", "starts", "data")

    keys: Ints
    starts: Ints
    data: npt.NDArray[np.uint8]


def streams(first: Sequence[Words], second: Sequence[Words]) -> Streams:
    """Fold articles into one row of codes, with what their second spelling (`forms`) changes.

    A gap closes each of the three parts; headings are parted by gaps as well, which belong to
    them.
    """
    codes, lengths = _row(first)
    others = np.zeros((2, 0), dtype=np.int64)
    if first != second:
        other, _ = _row(second)
        at = np.flatnonzero(codes != other)
        others = np.stack((at, other[at].astype(np.int64)))
    return Streams(codes, others, lengths)


def _row(articles: Sequence[Words]) -> tuple[npt.NDArray[np.uint32], Lengths]:
    parts = [
        _without_gaps(part) if part is not None else _BREAK.join(map(_without_gaps, headings))
        for title, headings, text in articles
        for part in (title, None, text)
    ]
    row = "".join(f"{part}{GAP}" for part in parts)
    folded = {c: fold_char(c) for c in set(row)}
    for several in [c for c, f in folded.items() if len(f) > 1]:
        row = row.replace(several, folded[several])
    table = np.full(_CODES, _DROPPED, dtype=np.int32)
    for c in set(row):
        if one := fold_char(c):
            table[ord(c)] = ord(one)
    table[ord(GAP)], table[ord(_BREAK)] = 0, _BROKEN
    raw = np.frombuffer(row.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = table[raw]
    codes = codes[codes != _DROPPED]
    gaps = np.flatnonzero(codes == 0)
    lengths = (np.diff(gaps, prepend=-1) - 1).astype(np.int64)
    codes[codes == _BROKEN] = 0
    return codes.astype(np.uint32), Lengths(lengths[::3], lengths[1::3], lengths[2::3])


def _without_gaps(text: str) -> str:
    return text.replace(GAP, "").replace(_BREAK, "")


def counts(codes: npt.NDArray[np.uint32], others: Ints) -> tuple[Ints, Ints]:
    """The folded characters that occur, ascending, and how often each does."""
    found = np.bincount(np.concatenate((codes[codes != 0].astype(np.int64), others[1])))
    chars = np.flatnonzero(found)
    return chars, found[chars]


def blocks(codes: npt.NDArray[np.uint32], others: Ints, partition: Partition) -> Blocks:
    """All pairs of a stream with their positions, encoded as the format says."""
    pairs, at = _pairs(codes.astype(np.int64), others)
    order = np.argsort(pairs, kind="stable")
    pairs, positions = pairs[order], at[order]
    begins = np.flatnonzero(np.diff(pairs, prepend=-1))
    numbers = np.diff(begins, append=len(pairs))
    first, second = pairs[begins] >> PAIR_SHIFT, pairs[begins] & ((1 << PAIR_SHIFT) - 1)
    keys = partition.keys(first, second)
    by_bucket = np.argsort(keys, kind="stable")  # pairs stay in order within a bucket
    return _encoded(
        keys[by_bucket], first[by_bucket], second[by_bucket], numbers[by_bucket],
        begins[by_bucket], positions,
    )  # fmt: skip


def _pairs(codes: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Each pair of a stream and its position, positions ascending, in both spellings."""
    following = np.append(codes[1:], 0)
    at = np.flatnonzero(codes != 0)
    pairs = (codes[at] << PAIR_SHIFT) | following[at]
    places, chars = others
    if not len(places):
        return pairs, at
    second = codes.copy()
    second[places] = chars
    after = np.append(second[1:], 0)
    # The second character differs, the first one, or both; none stands at a gap.
    before = np.intersect1d(places - 1, at)
    both = np.intersect1d(before, places)
    more = (
        (codes[before] << PAIR_SHIFT) | after[before],
        (second[places] << PAIR_SHIFT) | following[places],
        (second[both] << PAIR_SHIFT) | after[both],
    )
    pairs = np.concatenate((pairs, *more))
    at = np.concatenate((at, before, places, both))
    order = np.argsort(at, kind="stable")
    return pairs[order], at[order]


def _encoded(
    keys: Ints, first: Ints, second: Ints, numbers: Ints, begins: Ints, positions: Ints
) -> Blocks:
    """Terms in the order of buckets, each as one run of integers, encoded in one go."""
    if not len(keys):
        empty = np.zeros(0, dtype=np.int64)
        return Blocks(empty, np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.uint8))
    opens = np.diff(keys, prepend=-1) != 0
    fresh = opens | (np.diff(first, prepend=-1) != 0)
    many = numbers > 1
    sizes = 1 + fresh + many + numbers
    ends = np.cumsum(sizes)
    starts = ends - sizes
    values = np.zeros(int(ends[-1]), dtype=np.int64)
    step = np.where(fresh, second, np.diff(second, prepend=0))
    values[starts] = step << 2 | fresh.astype(np.int64) << 1 | many
    values[starts[fresh] + 1] = np.where(opens, first, np.diff(first, prepend=0))[fresh]
    values[(starts + 1 + fresh)[many]] = numbers[many] - 2
    # Where each position comes from, and where it goes.
    offsets = np.arange(int(numbers.sum())) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    taken = positions[np.repeat(begins, numbers) + offsets]
    steps = np.diff(taken, prepend=0)
    opening = offsets == 0
    steps[opening] = taken[opening] + 1
    values[np.repeat(ends - numbers, numbers) + offsets] = steps
    data, places = encode(values)
    return Blocks(keys[opens], np.append(places[starts[opens]], len(data)), data)
