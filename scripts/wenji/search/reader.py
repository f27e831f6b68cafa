"""A reader of the index: the same answers as the engine in the browser, for commands and tests.

It reads only the files that a query needs, as the browser does, and counts their bytes.
"""

from __future__ import annotations

import base64
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from wenji.search.folding import fold, folded_places
from wenji.search.segment import Partition
from wenji.search.tables import META_BLOCK, unpacked, unpacked_text
from wenji.search.varint import Ints, decode


class BrokenIndex(Exception):
    """The index is missing or damaged; the text names the file."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds all phrases: its number, and where the first phrase stands in it.

    Places are positions in the folded title followed by a gap and the folded text.
    """

    number: int
    places: tuple[int, ...]


class Index:
    """The index in a folder `search/` of a built site.

    `load` gives the bytes of a file by its name (without `.js`); the default reads the folder.
    """

    def __init__(self, folder: Path, load: Callable[[str], bytes] | None = None) -> None:
        self._load = load or (lambda name: (folder / f"{name}.js").read_bytes())
        self.bytes_read = 0
        self._payload = lru_cache(maxsize=256)(self._read)
        manifest = json.loads(unpacked(self._payload("manifest")))
        self._index: dict[str, Any] = manifest["indexes"][0]
        heavy = sorted((ord(c), parts) for c, parts in self._index["heavy"].items())
        self._partition = Partition(self._index["buckets"], tuple(heavy))

    def _read(self, name: str) -> bytes:
        try:
            data = self._load(name)
        except OSError as error:
            raise BrokenIndex(f"{name}.js: {error.strerror or error}") from error
        self.bytes_read += len(data)
        start = data.find(b'","')
        if start < 0 or not data.endswith(b'")\n'):
            raise BrokenIndex(f"{name}.js")
        return data[start + 3 : -3]

    def _packed(self, name: str) -> bytes:
        return unpacked(self._payload(f"{self._index['path']}/{name}"))

    @cached_property
    def columns(self) -> dict[str, Any]:
        """`docs.js`: the articles' data in columns."""
        found: dict[str, Any] = json.loads(self._packed("docs"))
        return found

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """For each segment the number of its first article, and each article's stream start."""
        numbers = list(accumulate((s["docs"] for s in self._index["segments"]), initial=0))
        lengths = [
            a + b + 2 for a, b in zip(self.columns["title"], self.columns["text"], strict=True)
        ]
        starts: list[int] = []
        for a, b in pairwise(numbers):
            starts += list(accumulate(lengths[a:b], initial=0))[: b - a]
        return numbers, starts

    # --- positions ---------------------------------------------------------------------------

    def _terms(self, bucket: str, first: int) -> Iterator[tuple[int, int, Ints]]:
        """Segment, second code and positions of the pairs in a bucket that begin with `first`."""
        try:
            data = base64.b64decode(self._payload(f"{self._index['path']}/{bucket}"), validate=True)
        except BrokenIndex as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return  # no such pair in the collection
            raise
        raw = np.frombuffer(data, dtype=np.uint8)
        at = 0
        while at < len(raw):
            (segment, length), used = _two(raw, at)
            at += used
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
        return {s: np.sort(np.concatenate(found)) for s, found in gathered.items()}

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
        folded = fold(phrase)
        if not folded:
            return {}
        numbers, starts = self._starts
        out: dict[int, list[int]] = {}
        for segment, positions in self.positions(folded).items():
            a, b = numbers[segment], numbers[segment + 1]
            for position in positions.tolist():
                number = bisect_right(starts, position, a, b) - 1
                out.setdefault(number, []).append(position - starts[number])
        return out

    def search(self, words: str) -> list[Hit]:
        """Articles that hold every space-separated piece of `words`, the most hits first."""
        phrases = [p for p in words.split() if fold(p)]
        if not phrases:
            return []
        found = [self.articles(p) for p in phrases]
        common = set(found[0]).intersection(*found[1:])
        hits = [Hit(n, tuple(found[0][n])) for n in common]
        titles = self.columns["title"]
        return sorted(
            hits, key=lambda h: (-(min(h.places) < titles[h.number]), -len(h.places), h.number)
        )

    # --- what a result shows -------------------------------------------------------------------

    def line(self, number: int) -> dict[str, Any]:
        """What a result line shows of an article."""
        block = json.loads(self._packed(f"m/{number // META_BLOCK}"))
        found: dict[str, Any] = block[number % META_BLOCK]
        return found

    def text(self, number: int) -> str:
        """An article's plain text."""
        name = f"{self._index['path']}/x/{self.line(number)['id']}"
        return unpacked_text(self._payload(name))

    def passage(self, hit: Hit, phrase: str, around: int = 20) -> str:
        """The first place of a phrase in an article's text, with `around` characters beside it."""
        title = self.columns["title"][hit.number]
        places = [p - title - 1 for p in hit.places if p > title]
        text = self.text(hit.number)
        if not places:
            return text[: 2 * around].replace("\n", " ")
        _, origins = folded_places(text)
        a = origins[places[0]]
        b = origins[places[0] + len(fold(phrase)) - 1] + 1
        before, after = text[max(0, a - around) : a], text[b : b + around]
        return f"{before}【{text[a:b]}】{after}".replace("\n", " ")


def _two(raw: np.ndarray[Any, np.dtype[np.uint8]], at: int) -> tuple[tuple[int, int], int]:
    """Two integers at a place, and how many bytes they take."""
    values, used = [], 0
    for _ in range(2):
        value = shift = 0
        while True:
            byte = int(raw[at + used])
            used += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        values.append(value)
    return (values[0], values[1]), used


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
