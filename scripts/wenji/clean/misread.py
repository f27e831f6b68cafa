"""Signs of punctuation read in a wrong encoding, in a text that was read in the right one.

A program that takes UTF-8 for Windows-1252 makes `â€œ` of `“`; where the words came another way,
the signs alone are so. What three such characters lead back to is certain: bytes of UTF-8 that are
a sign of Chinese. (A whole text that was misread is read anew: `decode.mojibake`.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.model import Edit

# Windows-1252 leaves five bytes free; programs read them as control characters, as Latin-1 does.
_OF_BYTES = {n: (bytes((n,)).decode("cp1252", "ignore") or chr(n)) for n in range(0x80, 0xC0)}
_BYTES = {char: n for n, char in _OF_BYTES.items()} | {chr(n): n for n in range(0x80, 0xC0)}
_GOES_ON = f"[{''.join(map(re.escape, _BYTES))}]"
_LEADS = "âãïÂ"  # of general and CJK punctuation, of full width, of the middle dot
_MISREAD = re.compile(rf"[âãï]{_GOES_ON}{{2}}|Â{_GOES_ON}")
_CUT_OFF = re.compile(rf"â€(?!{_GOES_ON})")  # its last byte was free, and has gone since: ”
_SIGN = re.compile("[\u00b7\u2013\u2014\u2018-\u201d\u2022\u2026\u3001-\u301b\uff01-\uff5e]")
# A text about such signs shows them.
_ON_ENCODINGS = re.compile("乱码|亂碼|字符集|(?i:mojibake|windows-?1252|latin-?1|utf-?8)")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def misread_signs(text: str) -> Iterator[Edit]:
    """The signs that were meant.

    >>> [e.new for e in misread_signs("渠长说：â€œ要抓落实â€\x9dâ€”â€”都听见了")]
    ['“', '”', '—', '—']
    >>> list(misread_signs("â la carte，渠边的château"))
    []
    """
    if not any(lead in text for lead in _LEADS) or _HAN.search(text) is None:
        return
    found = [(m.span(), _meant(m[0])) for m in _MISREAD.finditer(text)]
    signs = [(span, char) for span, char in found if char and _SIGN.fullmatch(char)]
    if signs and _ON_ENCODINGS.search(text) is not None:
        return
    if signs:
        signs += [(m.span(), "”") for m in _CUT_OFF.finditer(text)]
    for (start, end), char in sorted(signs):
        yield Edit(start, end, char, "misread-sign")


def _meant(chars: str) -> str:
    """The character whose bytes were read so; "" if they are none's."""
    data = bytes((ord(chars[0]), *(_BYTES[char] for char in chars[1:])))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
