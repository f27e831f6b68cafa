"""Reading damaged bytes: faults are collected, and the characters after a lost byte are saved."""

from __future__ import annotations

import codecs
import threading
from dataclasses import dataclass

import numpy as np

from wenji.decode.plausible import BROKEN, weights

# A fault is marked by a lone surrogate while a text is in work, since U+FFFD may stand in the
# source itself; no decoder used here yields one.
_MARK = "\udfff"
_HANDLER = "wenji-collect-faults"

# Encodings in which one lost byte shifts all characters up to the next plain one.
_SHIFTING = ("gb18030", "big5", "cp950", "big5hkscs")
# How far before a fault its cause is looked for, in bytes: by trying, and at all.
REACH = 240
SYNC_REACH = 4096
# Faults beyond this number are left where the decoder saw them.
MAX_REALIGNED = 500
# What a shifted reading must gain in weight over the plain one (a frequent character: 3).
MIN_GAIN = 6.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in work, and the byte spans of the faults that its marks stand for, in order."""

    text: str
    faults: tuple[tuple[int, int], ...]

    def visible(self) -> str:
        """The text with U+FFFD for each fault."""
        return self.text.replace(_MARK, "\N{REPLACEMENT CHARACTER}") if self.faults else self.text

    def places(self) -> list[int]:
        """The code points at which the faults stand."""
        found: list[int] = []
        at = -1
        for _ in self.faults:
            at = self.text.index(_MARK, at + 1)
            found.append(at)
        return found


class _Collected(threading.local):
    """The faults of the decoding that runs in this thread."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int]] = []


_collected = _Collected()


def _collect(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _collected.spans.append((error.start, error.end))
    return _MARK, error.end


codecs.register_error(_HANDLER, _collect)


def read(data: bytes, encoding: str) -> Reading:
    """`data` read in `encoding`, every minimal invalid sequence a fault; never raises."""
    _collected.spans = []
    text = data.decode(encoding, _HANDLER)
    return Reading(text, tuple(_collected.spans))


def realigned(data: bytes, encoding: str) -> Reading:
    """As `read`; in double-byte encodings a lost or added byte costs one character only.

    A byte lost in a run of double-byte characters shifts the reading of the rest, and the
    decoder sees a fault only where the run ends. The fault is put where the text on both sides
    of it is the most plausible.
    """
    reading = read(data, encoding)
    if encoding not in _SHIFTING or not reading.faults:
        return reading
    texts: list[str] = []
    spans: list[tuple[int, int]] = []

    def take(low: int, high: int) -> int:
        part = read(data[low:high], encoding)
        texts.append(part.text)
        spans.extend((low + start, low + end) for start, end in part.faults)
        return high

    at = after = 0
    for start, end in reading.faults[:MAX_REALIGNED]:
        cause = _cause(data, after, start, end, encoding) if start >= after else None
        if cause is not None:
            at = take(at, cause) + 1
            texts.append(_MARK)
            spans.append((cause, at))
        after = max(at, end)
    take(at, len(data))
    return Reading("".join(texts), tuple(spans))


def _plain_before(data: bytes, low: int, high: int) -> int:
    """The end of the last byte in `low` … `high` that is no part of any other character."""
    window = np.frombuffer(data, np.uint8)[max(low, high - SYNC_REACH - 1) : high]
    plain = np.flatnonzero(window < 0x30)
    return max(low, high - SYNC_REACH - 1) + int(plain[-1]) + 1 if plain.size else low


def _cause(data: bytes, begin: int, start: int, end: int, encoding: str) -> int | None:
    """The place before the fault at `start` whose loss explains the text best, None if it is it."""
    sync = _plain_before(data, begin, start)
    if start - sync >= SYNC_REACH:
        return None
    here = weights(read(data[sync:start], encoding).text)
    shifted = weights(read(data[sync + 1 : start + 1], encoding).text)
    if 2 * len(here) == 2 * len(shifted) == start - sync:  # nothing but double bytes
        gains = np.cumsum((shifted - here)[::-1], dtype=np.float64)[::-1]
        best = int(gains.argmax()) if gains.size else 0
        return sync + 2 * best if gains.size and gains[best] > MIN_GAIN else None
    return _tried_cause(data, sync, start, end, encoding)


def _tried_cause(data: bytes, sync: int, start: int, end: int, encoding: str) -> int | None:
    """As `_cause`, by trying, for text in which characters of several lengths stand."""
    places = [p for p in _characters(data, sync, start) if p >= start - REACH]
    low, tail = places[0] if places else start, min(len(data), end + 1)
    best, gain = None, _weight(data[low:tail], encoding) + MIN_GAIN
    for place in places:
        value = _weight(data[low:place], encoding) + BROKEN
        value += _weight(data[place + 1 : tail], encoding)
        if value > gain:
            best, gain = place, value
    return best


def _characters(data: bytes, low: int, high: int) -> list[int]:
    """Where the characters of the double-byte text `data[low:high]` begin."""
    places: list[int] = []
    while low < high:
        places.append(low)
        four = data[low] >= 0x80 and 0x30 <= data[min(low + 1, high - 1)] <= 0x39
        low += 4 if four else 2 if data[low] >= 0x80 else 1
    return places


def _weight(data: bytes, encoding: str) -> float:
    return float(weights(read(data, encoding).text).sum())
