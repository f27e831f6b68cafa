"""A reader of the index: the same answers as the engine in the browser, for commands and tests.

It reads only the files that a query needs, as the browser does, and counts their bytes.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from wenji.search.folding import fold, folded_places
from wenji.search.frame import Damaged, unframed, unpacked, unpacked_text
from wenji.search.segment import Lengths, Partition
from wenji.search.varint import Ints, decode

_COLUMNS = ("title", "heads", "text")  # the first of a sheet; the others no one here needs


class BrokenIndex(Exception):
    """The index is missing or damaged; the text names the file."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds all phrases: its number, and where the first phrase stands in it.

    Places are positions in the folded title followed by a gap and the folded text. `headings`
    are how many of those in the text lie in a heading.
    """

    number: int
    places: tuple[int, ...]
    headings: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some articles of a segment: the number of the first, their lengths and stream starts."""

    first: int
    lengths: Lengths
    starts: Ints


class Index:
    """The index in a folder `search/` of a built site.

    `load` gives the bytes of a file by its name (without `.js`); the default reads the folder.
    """

    def __init__(self, folder: Path, load: Callable[[str], bytes] | None = None) -> None:
        self._load = load or (lambda name: (folder / f"{name}.js").read_bytes())
        self.bytes_read = 0
        self._payload = lru_cache(maxsize=256)(self._read)
        self._sheet = lru_cache(maxsize=4096)(self._opened)
        manifest = json.loads(unpacked(self._payload("manifest")))
        self._index: dict[str, Any] = manifest["indexes"][0]
        heavy = sorted((ord(c), parts) for c, parts in self._index["heavy"].items())
        self._partition = Partition(self._index["buckets"], tuple(heavy))
        segments = self._index["segments"]
        self._firsts = [0, *accumulate(s["docs"] for s in segments)]
        self._sheets = [0, *accumulate(len(s["sheets"]) for s in segments)]

    def __len__(self) -> int:
        return int(self._firsts[-1])

    def _read(self, name: str) -> bytes:
        try:
            data = self._load(name)
        except OSError as error:
            raise BrokenIndex(f"{name}.js: {error.strerror or error}") from error
        self.bytes_read += len(data)
        try:
            return unframed(name, data)
        except Damaged as error:
            raise BrokenIndex(f"{name}.js") from error

    def _bytes(self, name: str) -> bytes:
        return self._payload(f"{self._index['path']}/{name}")

    def _opened(self, segment: int, place: int) -> Sheet:
        """One sheet of a segment."""
        told = self._index["segments"][segment]
        size = self._index["sheet"]
        number = min(size, told["docs"] - place * size)
        raw = np.frombuffer(unpacked(self._bytes(f"d/{self._sheets[segment] + place}")), np.uint8)
        length, at = _one(raw, 0)
        columns = decode(raw[at + length :]).reshape(-1, number)
        lengths = Lengths(*columns[: len(_COLUMNS)])
        return Sheet(
            self._firsts[segment] + place * size, lengths, lengths.starts() + told["sheets"][place]
        )

    # --- positions ---------------------------------------------------------------------------

    def _terms(self, bucket: str, first: int) -> Iterator[tuple[int, int, Ints]]:
        """Segment, second code and positions of the pairs in a bucket that begin with `first`."""
        try:
            data = self._bytes(bucket)
        except BrokenIndex as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return  # no such pair in the collection
            raise
        raw = np.frombuffer(data, dtype=np.uint8)
        at = 0
        while at < len(raw):
            segment, at = _one(raw, at)
            length, at = _one(raw, at)
            values = decode(raw[at : at + length])
            at += length
            yield from ((segment, second, p) for c, second, p in _pairs(values) if c == first)

    def _pair(self, first: int, second: int) -> dict[int, Ints]:
        key = self._partition.keys(np.array([first]), np.array([second]))[0]
        found = self._terms(Partition.name(int(key)), first)
        return {segment: p for segment, c, p in found if c == second}

    def _single(self, char: int) -> dict[int, Ints]:
        """All positions of one character: those of every pair that begins with it."""
        parts = dict(self._partition.heavy).get(char)
        if parts is None:
            key = self._partition.keys(np.array([char]), np.array([0]))[0]
            names = [Partition.name(int(key))]
        else:
            names = [f"h/{char:x}-{part:x}" for part in range(parts)]
        gathered: dict[int, list[Ints]] = {}
        for name in names:
            for segment, _, positions in self._terms(name, char):
                gathered.setdefault(segment, []).append(positions)
        # Where what follows has a second spelling, one place stands under two pairs.
        return {s: np.unique(np.concatenate(found)) for s, found in gathered.items()}

    def positions(self, phrase: str) -> dict[int, Ints]:
        """Segment → stream positions of a folded phrase."""
        codes = [ord(c) for c in phrase]
        if len(codes) == 1:
            return self._single(codes[0])
        offsets = [*range(0, len(codes) - 2, 2), len(codes) - 2]
        found: dict[int, Ints] | None = None
        for offset in offsets:
            pair = self._pair(codes[offset], codes[offset + 1])
            moved = {s: p - offset for s, p in pair.items()}
            if found is None:
                found = moved
            else:
                common = found.keys() & moved.keys()
                found = {s: np.intersect1d(found[s], moved[s], assume_unique=True) for s in common}
            found = {s: p for s, p in found.items() if len(p)}
            if not found:
                return {}
        return found or {}

    def articles(self, phrase: str) -> dict[int, list[int]]:
        """Article number → places of a phrase (as typed) in it."""
        return {number: hit[0] for number, hit in self._found(fold(phrase)).items() if hit[0]}

    def _found(self, folded: str) -> dict[int, tuple[list[int], int]]:
        """Article number → places of a folded phrase, and how many of them lie in headings."""
        out: dict[int, tuple[list[int], int]] = {}
        found = self.positions(folded) if folded else {}
        for segment, positions in found.items():
            starts = self._index["segments"][segment]["sheets"]
            for position in positions.tolist():
                sheet = self._sheet(segment, bisect_right(starts, position) - 1)
                row = int(np.searchsorted(sheet.starts, position, side="right")) - 1
                places, headings = out.get(sheet.first + row, ([], 0))
                at, title = position - int(sheet.starts[row]), int(sheet.lengths.title[row])
                skipped = int(sheet.lengths.heads[row]) + 1
                if at <= title:
                    places.append(at)
                elif at <= title + skipped:
                    headings += 1
                else:
                    places.append(at - skipped)
                out[sheet.first + row] = places, headings
        return out

    def search(self, words: str) -> list[Hit]:
        """Articles that hold every space-separated piece of `words`, best first: those with the
        first in their title, then in a heading, then those that hold it most often."""
        phrases = [p for p in map(fold, words.split()) if p]
        if not phrases:
            return []
        found = [self._found(p) for p in phrases]
        common = set.intersection(*({n for n, (places, _) in f.items() if places} for f in found))
        hits = [Hit(n, tuple(found[0][n][0]), found[0][n][1]) for n in common]
        return sorted(hits, key=self._order)

    def _order(self, hit: Hit) -> tuple[bool, bool, int, int]:
        in_title = min(hit.places) < self._title(hit.number)
        return not in_title, not hit.headings, -len(hit.places), hit.number

    def _title(self, number: int) -> int:
        """The folded length of an article's title."""
        segment = bisect_right(self._firsts, number) - 1
        place, row = divmod(number - self._firsts[segment], self._index["sheet"])
        return int(self._sheet(segment, place).lengths.title[row])

    # --- what a result shows -------------------------------------------------------------------

    def line(self, number: int) -> Mapping[str, Any]:
        """What a result line shows of an article."""
        size = self._index["lines"]
        lines = json.loads(unpacked(self._bytes(f"m/{number // size}")))
        line: Mapping[str, Any] = lines[number % size]
        return line

    def text(self, number: int) -> str:
        """An article's plain text."""
        _, _, text = unpacked_text(self._bytes(f"x/{number:x}")).partition("\n")
        return text

    def passage(self, hit: Hit, phrase: str, around: int = 20) -> str:
        """The first place of a phrase in an article's text, with `around` characters beside it."""
        title = self._title(hit.number)
        places = [p - title - 1 for p in hit.places if p > title]
        text = self.text(hit.number)
        if not places:
            return text[: 2 * around].replace("\n", " ")
        _, origins = folded_places(text)
        a = origins[places[0]]
        b = origins[places[0] + len(fold(phrase)) - 1] + 1
        before, after = text[max(0, a - around) : a], text[b : b + around]
        return f"{before}【{text[a:b]}】{after}".replace("\n", " ")


def _one(raw: np.ndarray[Any, np.dtype[np.uint8]], at: int) -> tuple[int, int]:
    """The integer at a place, and the place behind it."""
    value = shift = 0
    while True:
        byte = int(raw[at])
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _pairs(values: Ints) -> Iterator[tuple[int, int, Ints]]:
    """The terms of a block: first code, second code, positions."""
    at = first = second = 0
    while at < len(values):
        head = int(values[at])
        at += 1
        step = head >> 2
        if head & 2:
            first += int(values[at])
            at += 1
            second = 0
        second += step
        number = 1
        if head & 1:
            number = int(values[at]) + 2
            at += 1
        yield first, second, np.cumsum(values[at : at + number]) - 1
        at += number
