"""Which encoding a file is in, from evidence over the whole of it.

A byte order mark says it; then the pattern of NULs and of Chinese in UTF-16 and UTF-32; strict
UTF-8; then the readings in the Chinese encodings, compared by how plausible their text is.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from wenji.decode.damage import read
from wenji.decode.plausible import PLAUSIBLE, SURE, score

# The first candidate that reads without a fault stands for the family.
BIG5_FAMILY = ("big5", "cp950", "big5hkscs")
GB = "gb18030"
UTF8 = "utf-8"

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", GB),
)
_BINARY_STARTS = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x7fELF",
    b"OggS\x00",
    b"ID3\x03",
    b"SQLite format 3\x00",
)
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"

# Share of control bytes above which a file is no text. Texts copied from terminals or damaged
# by transfer hold below 1 %; a compressed or executable file about 10 %.
CONTROL_SHARE = 0.04
# Share of NULs from which text may be UTF-16 or UTF-32 that holds hardly any Chinese (English
# in UTF-16: one half).
WIDE_NULS = 0.4
# Western text: so many bytes above ASCII, no more than one byte in so many, and so many of them
# within words.
LEAST_HIGH, HIGH_IN, IN_WORDS = 3, 8, 0.8
# Readings nearer to each other than this leave a doubt.
CLOSE = 0.5
# Fewer characters of evidence than this cannot exclude the other reading.
MIN_EVIDENCE = 2
# Chinese with no larger share of faults than this is UTF-8 beyond doubt: bytes of another
# encoding are hardly ever valid.
FEW_FAULTS = 0.01
# Fewer characters than this from an extension of Big5 may as well be damage.
MIN_EXTENDED = 3

_THREE_BYTE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2}")
_HIGH = bytes(range(0x80, 0x100))
_LATIN_WORD = re.compile(r"[A-Za-z][À-ÿŒœŠšŸ]|[À-ÿŒœŠšŸ][a-z]")


class NotText(ValueError):
    """The bytes are no text in any encoding known here (an image, an archive, a program …)."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, the length of the mark that says so (0 without), and what else it may be."""

    encoding: str
    mark: int = 0
    doubt: str | None = None


def guess(data: bytes) -> Guess:
    """The encoding of `data`. Raises `NotText` for what holds no text.

    Damage and a second encoding in parts of the file do not matter: the best one wins.

    >>> guess("学习材料".encode("gb18030"))
    Guess(encoding='gb18030', mark=0, doubt=None)
    """
    if data.startswith(_BINARY_STARTS):
        raise NotText("the file begins like an image, an archive or another binary format")
    for mark, encoding in _MARKS:
        if _marked(data, mark):
            return Guess(encoding, len(mark))
    wide = _wide(data)
    if wide:
        return Guess(wide)
    _refuse_controls(data)
    return _narrow(data)


def _marked(data: bytes, mark: bytes) -> bool:
    """Whether `data` begins with the byte order mark `mark`, and not by chance."""
    if not data.startswith(mark):
        return False
    if mark == codecs.BOM_UTF32_LE:  # also a UTF-16 mark and a NUL
        return len(data) % 4 == 0 and not read(data, "utf-32-le").faults
    return True


def _wide(data: bytes) -> str | None:
    """The UTF-16 or UTF-32 in which `data` is written without a mark, None if in neither."""
    if len(data) < 2 or (b"\0" not in data and is_utf8(data)):
        return None
    best: tuple[float, str] | None = None
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        unit = 4 if encoding.startswith("utf-32") else 2
        if unit == 4 and (len(data) % 4 or data.count(0) < len(data) // 4):
            continue
        text = text_in(data, encoding)
        if faults_in(text) > max(1, len(text) // 100):
            continue
        if text.count("\0") * 20 > len(text):
            continue
        found = score(text)
        plain = sum(text.count(c) for c in "\n e") / len(text)
        latin = data.count(0) >= len(data) * WIDE_NULS
        if (found.mean >= PLAUSIBLE and found.evidence >= MIN_EVIDENCE) or (
            latin and (found.mean >= 0 or found.evidence * 20 < len(text))
        ):
            rank = (found.mean + plain, encoding)
            best = rank if best is None or rank[0] > best[0] else best
    return best[1] if best else None


def _narrow(data: bytes) -> Guess:
    """The encoding of text in bytes, and another one that is nearly as plausible."""
    if is_utf8(data):
        return Guess(GB, doubt=UTF8) if _rather_gb(data) else Guess(UTF8)
    as_utf8 = text_in(data, UTF8)
    if score(as_utf8).mean >= SURE and faults_in(as_utf8) <= FEW_FAULTS * len(as_utf8):
        return Guess(UTF8)
    texts = {UTF8: as_utf8, GB: text_in(data, GB)}
    texts.update([best_big5(data)])
    scores = {name: score(text) for name, text in texts.items()}
    if _is_western(data):
        return Guess("cp1252", doubt=GB)
    ranked = sorted(scores, key=lambda name: -scores[name].mean)
    first, second = ranked[0], ranked[1]
    if scores[first].mean - scores[second].mean >= CLOSE:
        few = first in BIG5_FAMILY[1:] and faults_in(text_in(data, BIG5_FAMILY[0])) < MIN_EXTENDED
        return Guess(first, doubt=BIG5_FAMILY[0] if few else None)
    return _second_opinion(data, first, second)


def _second_opinion(data: bytes, first: str, second: str) -> Guess:
    """`first` and `second` in the order that charset-normalizer supports, else as they are."""
    guess = charset_normalizer.from_bytes(data, cp_isolation=[first, second]).best()
    if guess is not None and guess.encoding.replace("_", "-") == second:
        return Guess(second, doubt=first)
    return Guess(first, doubt=second)


def _rather_gb(data: bytes) -> bool:
    """Whether a short valid UTF-8 is rather GB: its few letters would make no word.

    Only two-byte characters can arise so; what reads as frequent Chinese is then no chance.
    """
    if data.isascii() or _THREE_BYTE.search(data):
        return False
    text = text_in(data, GB)
    found = score(text)
    return not faults_in(text) and found.evidence >= MIN_EVIDENCE and found.mean >= SURE


def _is_western(data: bytes) -> bool:
    """Whether the bytes above ASCII are letters inside Western words."""
    high = len(data) - len(data.translate(None, _HIGH))
    if high < LEAST_HIGH or len(data) < HIGH_IN * high:
        return False
    text = text_in(data, "cp1252")
    return not faults_in(text) and len(_LATIN_WORD.findall(text)) >= IN_WORDS * high


def best_big5(data: bytes) -> tuple[str, str]:
    """The member of the Big5 family that reads `data` with the fewest faults, and its text."""
    found = [(BIG5_FAMILY[0], text_in(data, BIG5_FAMILY[0]))]
    if faults_in(found[0][1]):
        found += [(name, text_in(data, name)) for name in BIG5_FAMILY[1:]]
    return min(found, key=lambda pair: faults_in(pair[1]))


def text_in(data: bytes, encoding: str) -> str:
    """A trial reading of `data`."""
    return data.decode(encoding, "replace")


def faults_in(text: str) -> int:
    return text.count("\N{REPLACEMENT CHARACTER}")


def is_utf8(data: bytes) -> bool:
    try:
        data.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_controls(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    nuls = data.count(0)
    if controls > CONTROL_SHARE * len(data) or nuls * 2 > len(data):
        raise NotText("too many control characters for a text")
