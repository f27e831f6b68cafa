"""Bytes → text: `encoding` says in which one, here the whole file is read.

What no encoding explains becomes U+FFFD and a `Fault`; parts in another encoding than the
rest are read in that one and reported as `Foreign`. Line ends stay as they are.

`encoding` compares the readings that are possible, by how `plausible` each is as Chinese (`hanzi`:
the most frequent characters); `damage` reads on behind bytes that are wrong; `mojibake` undoes a
wrong reading that was saved as text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from wenji.decode.damage import read, realigned
from wenji.decode.encoding import (
    BIG5_FAMILY,
    GB,
    UTF8,
    Guess,
    NotText,
    best_big5,
    guess,
    is_utf8,
    text_in,
)
from wenji.decode.mojibake import looks_like_mojibake, undone
from wenji.decode.plausible import SURE, hanzi, score
from wenji.decode.runs import runs_of_other
from wenji.lines import LineTable
from wenji.model import Finding, SourceId

__all__ = ["Decoded", "Fault", "Foreign", "NotText", "decode", "findings"]

# Share of faults above which nothing is readable. Texts damaged in many places stay below 10 %.
FAULT_SHARE = 0.25
MIN_FAULTS = 8
# A part of a line counts as foreign from this many Chinese characters on: two by chance in a
# wrong reading are frequent ones less than once in two hundred cases.
MIN_FOREIGN = 2
# A run of bytes within GB or Big5 is UTF-8 from this many Chinese characters on (two or three
# arise by chance in one of ten long texts), or from `MIN_FOREIGN` on if it is a whole line.
MIN_UTF8 = 4
FINDINGS_SHOWN = 20

_UTF8_CHAR = rb"[\xe2-\xe9\xef][\x80-\xbf]{2}"
_UTF8_BETWEEN = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc2\xc3][\x80-\xbf]){0,12}"
_UTF8_RUN = re.compile(_UTF8_CHAR + rb"(?:" + _UTF8_BETWEEN + _UTF8_CHAR + rb")+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes that no encoding explains: `offset` in bytes; `start` is the place of its U+FFFD."""

    offset: int
    data: bytes
    start: int


@dataclass(frozen=True, slots=True)
class Foreign:
    """A part in another encoding than the rest: `offset`, `length` in bytes, place in the text."""

    offset: int
    length: int
    encoding: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, how it was read, and what is uncertain about that.

    `doubt` names another encoding that is nearly as plausible, None if there is none.
    `misread` names the encoding in which the text had been read wrongly before it was saved;
    that is undone in `text`.
    """

    text: str
    encoding: str
    faults: tuple[Fault, ...]
    doubt: str | None
    foreign: tuple[Foreign, ...] = ()
    misread: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """Bytes `start` … `end` of a file, to be read in `encoding`."""

    start: int
    end: int
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of `data`; a byte order mark is no part of it. Raises `NotText`.

    >>> decode("学习材料汇编".encode("gb18030")).encoding
    'gb18030'
    >>> decode(b"\\xe5\\xad\\xa6\\xff\\xe4\\xb9\\xa0").faults
    (Fault(offset=3, data=b'\\xff', start=1),)
    """
    found = guess(data)
    decoded = _finished(data, *_settled(data, found, _parts(data, found)))
    if len(decoded.faults) > max(MIN_FAULTS, FAULT_SHARE * len(decoded.text)):
        raise NotText("no encoding explains the bytes")
    if not decoded.faults and not decoded.foreign and (meant := undone(decoded.text)):
        return replace(decoded, text=meant.text, doubt=None, misread=meant.misread)
    return decoded


def findings(decoded: Decoded, source: SourceId) -> tuple[Finding, ...]:
    """What the editor must know about how `source` was read; many faults end in a count."""
    found: list[Finding] = []
    if decoded.doubt:
        args = {"encoding": decoded.encoding, "other": decoded.doubt}
        found.append(Finding("encoding-doubtful", source, args=args))
    lines = LineTable(decoded.text if decoded.foreign or decoded.faults else "")
    for part in decoded.foreign[:FINDINGS_SHOWN]:
        args = {
            "line": str(lines.line(part.start)),
            "last": str(lines.line(part.end - 1)),
            "offset": str(part.offset),
            "length": str(part.length),
            "encoding": decoded.encoding,
            "other": part.encoding,
        }
        found.append(Finding("encoding-mixed", source, part.start, part.end, args))
    for fault in decoded.faults[:FINDINGS_SHOWN]:
        args = {
            "line": str(lines.line(fault.start)),
            "offset": str(fault.offset),
            "bytes": fault.data.hex(" ").upper(),
        }
        found.append(Finding("bytes-undecodable", source, fault.start, fault.start + 1, args))
    rest = len(decoded.faults[FINDINGS_SHOWN:]) + len(decoded.foreign[FINDINGS_SHOWN:])
    if rest:
        found.append(Finding("bytes-undecodable-more", source, args={"count": str(rest)}))
    if decoded.misread:
        args = {"encoding": decoded.misread}
        found.append(Finding("text-mojibake-undone", source, args=args))
    elif looks_like_mojibake(decoded.text):
        found.append(Finding("text-mojibake", source))
    return tuple(found)


# --- parts in another encoding ---------------------------------------------------------------


def _parts(data: bytes, found: Guess) -> list[_Part]:
    """`data` behind its mark, cut where the encoding changes."""
    main = _bare(found.encoding)
    if main == UTF8:
        return _with_utf8(data, found.mark, main)
    if main not in (GB, *BIG5_FAMILY):
        return [_Part(found.mark, len(data), main)]
    parts: list[_Part] = []
    for part in _with_utf8(data, found.mark, main):
        at = part.start
        for start, end, name in _others(data, part) if part.encoding == main else ():
            parts += _Part(at, start, main), _Part(start, end, name)
            at = end
        parts.append(_Part(at, part.end, part.encoding))
    return _merged(data, parts)


def _bare(encoding: str) -> str:
    """An encoding without the mark that a file in it begins with."""
    return UTF8 if encoding == "utf-8-sig" else encoding


def _others(data: bytes, part: _Part) -> Iterator[tuple[int, int, str]]:
    """Where the other one of GB and Big5 stands within a part in one of them, and its name."""
    for run in runs_of_other(data[part.start : part.end], part.encoding):
        yield part.start + run.start, part.start + run.end, run.encoding


def _settled(
    data: bytes, found: Guess, parts: Sequence[_Part]
) -> tuple[Sequence[_Part], str, str | None]:
    """The parts, the main encoding and the doubt about it, now that the other parts are known.

    They made the file look like what it is not: a wider member of Big5, or like the encoding that
    they are in themselves.
    """
    main = _bare(found.encoding)
    others = {part.encoding for part in parts} - {main}
    if not others:
        return parts, found.encoding, found.doubt
    rest = b"\n".join(data[part.start : part.end] for part in parts if part.encoding == main)
    encoding, doubt = found.encoding, found.doubt
    if main in BIG5_FAMILY and GB in others:
        encoding = best_big5(rest)[0]
        names = {main: encoding}
        parts = [replace(p, encoding=names.get(p.encoding, p.encoding)) for p in parts]
    of_others = {*others, *(BIG5_FAMILY if others.intersection(BIG5_FAMILY) else ())}
    sure = doubt in of_others and score(text_in(rest, _bare(encoding))).mean >= SURE
    if sure or doubt == encoding:
        doubt = None
    return parts, encoding, doubt


def _with_utf8(data: bytes, begin: int, main: str) -> list[_Part]:
    """`data` from `begin` on, cut where UTF-8 stands within another encoding, or another in it."""
    lines = _suspicious_lines(data, begin, main)
    if not lines:
        return [_Part(begin, len(data), main)]
    other = main if main != UTF8 else _other_than_utf8(data, lines)
    parts: list[_Part] = []
    at = begin
    for start, end in lines:
        parts.append(_Part(at, start, main))
        parts.extend(_line_parts(data, start, end, main, other))
        at = end
    parts.append(_Part(at, len(data), main))
    return _merged(data, parts)


def _suspicious_lines(data: bytes, begin: int, main: str) -> list[tuple[int, int]]:
    """The lines of `data` that `main` may not explain.

    Those that hold faults; all that are not ASCII, where UTF-8 stands within another encoding.
    """
    places = [begin + start for start, _ in read(data[begin:], main).faults]
    mixed = main != UTF8 and any(_sure_utf8(data, m, main) for m in _UTF8_RUN.finditer(data, begin))
    if not places and not mixed:
        return []
    newlines = np.flatnonzero(np.frombuffer(data, np.uint8)[begin:] == 0x0A) + begin + 1
    starts = [begin, *newlines.tolist()]
    lines = list(pairwise([*starts, len(data)]))
    if mixed:
        return [(start, end) for start, end in lines if not data[start:end].isascii()]
    rows = Counter(bisect_right(starts, place) - 1 for place in places)
    # A single fault is damage: a foreign part is never valid but for one sequence.
    return [lines[row] for row, count in sorted(rows.items()) if count > 1 or main != UTF8]


def _other_than_utf8(data: bytes, lines: Sequence[tuple[int, int]]) -> str:
    """The Chinese encoding that explains best what is no UTF-8 in `lines`."""
    rest = b"\n".join(_UTF8_RUN.sub(b"\n", data[start:end]) for start, end in lines)
    name, text = best_big5(rest)
    return GB if score(text_in(rest, GB)).mean >= score(text).mean else name


def _line_parts(data: bytes, start: int, end: int, main: str, other: str) -> list[_Part]:
    """One line, cut into its runs of UTF-8 and what stands between them."""
    line = data[start:end]
    if main != UTF8 and is_utf8(line) and _rather_utf8(line, main):
        return [_Part(start, end, UTF8)]
    parts: list[_Part] = []
    at = start
    for run in _UTF8_RUN.finditer(data, start, end):
        if _sure_utf8(data, run, main):
            parts.append(_rest(data, at, run.start(), main, other))
            parts.append(_Part(run.start(), run.end(), UTF8))
            at = run.end()
    parts.append(_rest(data, at, end, main, other))
    return parts


def _rest(data: bytes, start: int, end: int, main: str, other: str) -> _Part:
    """What stands between runs of UTF-8: in `other` if that makes Chinese of it, else in `main`."""
    if main == UTF8:
        reading = read(data[start:end], other)
        found = score(reading.text)
        enough = hanzi(reading.text) >= MIN_FOREIGN and found.mean >= SURE
        if enough and len(reading.faults) <= 1 + len(reading.text) // 50:
            return _Part(start, end, other)
    return _Part(start, end, main)


def _sure_utf8(data: bytes, run: re.Match[bytes], main: str) -> bool:
    """Whether `run`, which is valid as UTF-8, is Chinese as such and not as GB."""
    around = data[max(0, run.start() - 1) : run.start()] + data[run.end() : run.end() + 1]
    enough = MIN_FOREIGN if main == UTF8 or not around.strip(b"\r\n") else MIN_UTF8
    text = text_in(run.group(), UTF8)
    return hanzi(text) >= enough and score(text).mean >= SURE and _rather_utf8(run.group(), GB)


def _rather_utf8(data: bytes, other: str) -> bool:
    """Whether `data` is more plausible in UTF-8 than in `other`."""
    return score(text_in(data, UTF8)).mean > score(text_in(data, other)).mean


def _merged(data: bytes, parts: Sequence[_Part]) -> list[_Part]:
    """`parts` without empty ones; what is plain ASCII takes the encoding before it."""
    merged: list[_Part] = []
    for part in parts:
        if part.start == part.end:
            continue
        last = merged[-1] if merged else None
        if last and (last.encoding == part.encoding or data[part.start : part.end].isascii()):
            merged[-1] = _Part(last.start, part.end, last.encoding)
        else:
            merged.append(part)
    return merged


def _finished(data: bytes, parts: Sequence[_Part], encoding: str, doubt: str | None) -> Decoded:
    """The parts read and put together, with their places in the file and in the text."""
    texts: list[str] = []
    faults: list[Fault] = []
    foreign: list[Foreign] = []
    main = _bare(encoding)
    at = 0
    for part in parts:
        piece = data[part.start : part.end]
        reading = realigned(piece, part.encoding)
        for (start, end), place in zip(reading.faults, reading.places(), strict=True):
            faults.append(Fault(part.start + start, piece[start:end], at + place))
        text = reading.visible()
        if part.encoding != main:
            length = part.end - part.start
            foreign.append(Foreign(part.start, length, part.encoding, at, at + len(text)))
        texts.append(text)
        at += len(text)
    return Decoded("".join(texts), encoding, tuple(faults), doubt, tuple(foreign))
