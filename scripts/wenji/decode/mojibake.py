"""Text that was read in a wrong encoding and saved again: recognised, and undone where certain.

`我们` in UTF-8, read as Latin-1 and saved as UTF-8, is `æ\x88\x91ä»¬`. Undoing is certain when
every character leads back to bytes, those bytes are whole in the encoding that was meant, the
way forward gives the same text again, and what comes out is Chinese beyond doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenji.decode.encoding import GB, UTF8, text_in
from wenji.decode.plausible import PLAUSIBLE, SURE, hanzi, score

# Characters that stand in no Chinese prose and come of UTF-8 read as GBK: the lead bytes of
# 。，“ and of the replacement character.
_GBK_SIGNS = re.compile("[锛銆鈥锟]")
MOJIBAKE_SIGNS = 3
MOJIBAKE_SHARE = 0.01
CLEAR = 1.0  # how much more plausible the text must be when the wrong reading is undone
LEAST = 2  # Chinese characters that make a reading of a few bytes Chinese
CERTAIN = 8  # … and an undone reading of a whole text
LATIN = ("cp1252", "latin-1")


@dataclass(frozen=True, slots=True)
class Undone:
    """The text that was meant, and the encoding in which it had been read."""

    text: str
    misread: str


def undone(text: str) -> Undone | None:
    """The text that was meant, where that is certain; None otherwise.

    >>> undone("我们学习，我们工作。".encode().decode("latin-1")).text
    '我们学习，我们工作。'
    >>> undone("我们学习，我们工作。") is None
    True
    """
    if score(text).mean >= SURE:
        return None
    for misread in (*LATIN, GB):
        data = _bytes(text, misread)
        if data is None:
            continue
        for meant in (UTF8, GB) if misread in LATIN else (UTF8,):
            try:
                again = data.decode(meant)
            except UnicodeDecodeError:
                continue
            sure = hanzi(again) >= CERTAIN and score(again).mean >= SURE
            if sure and again.encode(meant) == data:
                return Undone(again, misread)
    return None


def _bytes(text: str, misread: str) -> bytes | None:
    """The bytes that were read as `text`; None where it cannot have come of any.

    Programs read the five bytes that Windows-1252 leaves free as control characters.
    """
    try:
        return text.encode(misread)
    except UnicodeEncodeError:
        if misread != "cp1252":
            return None
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) not in _FREE:
                return None
            out.append(ord(char))
    return bytes(out)


_FREE = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))


def looks_like_mojibake(text: str) -> bool:
    """Whether `text` surely is UTF-8 that was read as GBK or Latin-1 before it was saved.

    >>> looks_like_mojibake("我们学习，我们工作，生活很好。".encode().decode("gb18030", "replace"))
    True
    >>> looks_like_mojibake("我们在这里工作，生活很好。")
    False
    """
    signs = len(_GBK_SIGNS.findall(text))
    if signs >= MOJIBAKE_SIGNS and signs >= MOJIBAKE_SHARE * len(text):
        return True
    now = score(text)
    if now.mean >= SURE or not now.evidence:
        return False
    kept = text.replace("\N{REPLACEMENT CHARACTER}", "")
    for codec in ("latin-1", "cp1252", GB):
        again = text_in(kept.encode(codec, "ignore"), UTF8)
        if hanzi(again) >= LEAST and score(again).mean >= max(PLAUSIBLE, now.mean + CLEAR):
            return True
    return False
