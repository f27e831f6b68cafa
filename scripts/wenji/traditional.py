"""Simplified to Traditional Chinese, phrase by phrase: the one converter of the project.

OpenCC's standard `s2tw`: the character forms of Taiwan's Ministry of Education, which every
Traditional font shows and most readers know (為, 群, 裡; `s2t` has 爲, 羣, 裏), with the words left
as they are (`s2twp` would put 軟體 for 軟件). See notes/decisions/0012-traditional-pages.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from opencc import OpenCC

STANDARD = "s2tw"
PHRASES = ".traditional.json"
"""In the docs folder: the editor's own phrases, Simplified → Traditional. MkDocs publishes no file
whose name begins with a dot."""

# Where OpenCC 1.4 takes the end of one word and the beginning of the next for a word.
MENDED = {"违背": "違背"}  # 违背我: 背我 is 揹我 elsewhere

# What no text holds (XML and HTML forbid it): keeps phrases apart that do not stand together.
_BETWEEN = "\N{INFORMATION SEPARATOR ONE}"

_KEPT = 'translate="no"'
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
# Attributes whose values are read or heard.
_SPOKEN = re.compile(
    r"(?<=[\s\"'])((?:title|alt|aria-label|aria-description|placeholder|label|content"
    r"|data-title|data-words)=\")([^\"]*[^\x00-\x7f\"][^\"]*)(?=\")"
)


class Converter:
    """Texts and pages in Traditional characters, with the editor's own `phrases` first.

    >>> Converter({"里弄": "里弄"}).text("为了里弄的群众")
    '為了里弄的群眾'
    """

    def __init__(self, phrases: Mapping[str, str] | None = None) -> None:
        self.phrases = {**MENDED, **(phrases or {})}
        self._opencc: Callable[[str], str] = OpenCC(STANDARD).convert
        longest = sorted(filter(None, self.phrases), key=lambda p: (-len(p), p))
        self._own = re.compile("|".join(map(re.escape, longest)))
        self._as_html = {a: escape(b) for a, b in self.phrases.items()}

    def text(self, text: str) -> str:
        """`text` in Traditional characters."""
        return self._converted(text, self.phrases)

    def _converted(self, text: str, phrases: Mapping[str, str]) -> str:
        pieces, at = [], 0
        for match in self._own.finditer(text):
            pieces += [self._convert(text[at : match.start()]), phrases[match[0]]]
            at = match.end()
        return "".join([*pieces, self._convert(text[at:])])

    def _convert(self, text: str) -> str:
        """OpenCC ends at the first NUL without a word, as C does."""
        if "\0" in text:
            return "\0".join(map(self._opencc, text.split("\0")))
        return self._opencc(text)

    def html(self, page: str) -> str:
        """A page of HTML with its visible and spoken texts in Traditional characters.

        Addresses and ids stay, and so does every element marked `translate="no"` (such an
        element holds none of its own kind). A page is cut at `<`; most pieces are plain ASCII
        and cost nothing more, and OpenCC is called once. What the editor's phrases give is text
        here as well, whatever signs it holds.

        >>> print(Converter().html('<a href="#总" title="总">总</a> <b translate="no">总</b>'))
        <a href="#总" title="總">總</a> <b translate="no">总</b>
        """
        pieces = page.split("<")
        found: list[tuple[int, int, int]] = []  # piece, and from where to where in it
        until = ""  # the end tag of an element that stays as it is
        for n, piece in enumerate(pieces):
            if until:
                if not piece.startswith(until):
                    continue
                until = ""
            if not piece.isascii():  # (a look at one bit)
                tag = piece.find(">") + 1
                found += [(n, *m.span(2)) for m in _SPOKEN.finditer(piece, 0, tag)]
                if _KEPT not in piece[:tag]:
                    found.append((n, tag, len(piece)))
            if _KEPT in piece:
                until = "/" + _NAME.match(piece)[0]  # type: ignore[index] # a tag has a name
        if not found:
            return page
        texts = _BETWEEN.join(pieces[n][start:end] for n, start, end in found)
        changed = self._converted(texts, self._as_html).split(_BETWEEN)
        for (n, start, end), text in zip(reversed(found), reversed(changed), strict=True):
            pieces[n] = f"{pieces[n][:start]}{text}{pieces[n][end:]}"
        return "<".join(pieces)


@cache
def _plain() -> Converter:
    return Converter()


def to_traditional(text: str) -> str:
    """`text` in Traditional characters, without any editor's phrases: for the program's own words.

    >>> to_traditional("后来，皇后的头发")
    '後來，皇后的頭髮'
    """
    return _plain().text(text)


def converter_for(docs: Path) -> Converter:
    """The converter of a docs folder, with the phrases that the editor has given for it."""
    try:
        return Converter(json.loads((docs / PHRASES).read_text("utf-8")))
    except FileNotFoundError:
        return _plain()
