"""Rules about single characters: line ends, control characters, entities, damaged glyphs."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from wenji.clean.vocabulary import (
    GLYPHS,
    LIVING_GLYPHS,
    RADICALS,
    SHIFTED_GLYPHS,
    VERTICAL_SIGNS,
)
from wenji.lines import LINE_ENDS, turned_twice
from wenji.model import Edit, Role
from wenji.unseen import UNSEEN, unseen_in

_LINE_END = re.compile(f"\r\n|[{LINE_ENDS[1:]}]")  # but for what is one already
_LINE_END_TWICE = re.compile(f"\r\r\n|{_LINE_END.pattern}")

# `&` itself may be escaped again, as an entity or as a URL does it: &amp;lt; %26lt;
_ENTITY = re.compile(
    r"(?:&|%26)(?:(?:amp|#38|#x26);)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
_ESCAPED_AND = re.compile("(?:&|%26)(?:(?:amp|#38|#x26);)*")

_GLYPH = re.compile("|".join(sorted(map(re.escape, GLYPHS), key=len, reverse=True)))
_SIGN = re.compile(f"[{''.join({glyph[0] for glyph in GLYPHS})}]")
_SHIFTED = re.compile(f"[{''.join(SHIFTED_GLYPHS)}](?<![彳钥汤].)")  # 彳亍, 钥匙
_VERTICAL = re.compile(f"[{''.join(VERTICAL_SIGNS)}]")
# Where a text is about radicals, they are what is shown.
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufad9]")
_ON_RADICALS = re.compile("偏旁|部首(?![先要都席])|radicals?(?![a-z])", re.IGNORECASE)
_CLOSED = re.compile('[“”"\n]')
_HAN = re.compile("[\u4e00-\u9fff]")
LONGEST_QUOTED = 200
LEAST_VERTICAL = 3  # such signs behind words: one alone may be what is shown
LEAST_SHIFTED = 2  # different ones, so that a name or an old word is not taken for damage


def newlines(text: str) -> Iterator[Edit]:
    """Every line end becomes a line feed: CR CR LF one, in a text turned to CR LF twice."""
    twice = turned_twice(text)
    for m in _LINE_END_TWICE.finditer(text) if twice else _LINE_END.finditer(text):
        if m[0][-1] == "\n":
            yield Edit(m.start(), m.end() - 1, "", "newline", Role.BREAK)
        else:
            yield Edit(m.start(), m.end(), "\n", "newline")


def controls(text: str) -> Iterator[Edit]:
    """Control characters and other invisible ones go; no-break spaces become spaces."""
    for m in unseen_in(text):
        yield Edit(m.start(), m.end(), "", "control", Role.NOISE)


def entities(text: str) -> Iterator[Edit]:
    """HTML entities become the characters they stand for, however often they were escaped.

    Only entities closed by `;` that HTML knows: `AT&T;` and `%26` alone stay. One that stands for
    a character that shows nothing goes as the character itself does.
    """
    for m in _ENTITY.finditer(text):
        name = _ESCAPED_AND.sub("", m[0], count=1)
        whole = "&" + name
        char = html.unescape(whole)
        if char == whole or "\N{REPLACEMENT CHARACTER}" in char:
            continue
        if UNSEEN.fullmatch(char):
            yield Edit(m.start(), m.end(), "", "control", Role.NOISE)
            continue
        if char in "\r\n\N{NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}\N{THIN SPACE}":
            char = " "
        yield Edit(m.start(), m.end(), char, "entity")


def glyphs(text: str) -> Iterator[Edit]:
    """Characters that a font table replaced (see `GLYPHS`, `SHIFTED_GLYPHS`).

    >>> [e.new for e in glyphs("积枀推迚，幵丏抓实")], list(glyphs("任弼时"))
    (['极', '进', '并', '且'], [])
    """
    if _SIGN.search(text) is not None:
        german = "“" in text and "”" not in text  # „German quotes“
        for m in _GLYPH.finditer(text):
            if m[0] == "„" and _opens(text, m, "“" if german else "”"):
                yield Edit(m.start(), m.end(), "“", "quote")
            elif not (german and "„" in m[0]):
                yield Edit(m.start(), m.end(), GLYPHS[m[0]], "font-glyph")
    shifted = list(_SHIFTED.finditer(text))
    found = {m[0] for m in shifted}
    if len(found) >= LEAST_SHIFTED and not found <= LIVING_GLYPHS:
        for m in shifted:
            yield Edit(m.start(), m.end(), SHIFTED_GLYPHS[m[0]], "font-glyph")


def vertical_signs(text: str) -> Iterator[Edit]:
    """The signs of a page that was set in columns, as those of a line.

    >>> [e.new for e in vertical_signs("渠水到了︐田里有水︐人人都说好︒")]
    ['，', '，', '。']
    >>> list(vertical_signs("渠︐︒︑︓"))
    []
    """
    found = list(_VERTICAL.finditer(text))
    behind_words = sum(_HAN.match(text, m.start() - 1) is not None for m in found if m.start())
    if behind_words >= LEAST_VERTICAL:
        for m in found:
            yield Edit(m.start(), m.end(), VERTICAL_SIGNS[m[0]], "vertical-sign")


def _opens(text: str, m: re.Match[str], closing: str) -> bool:
    """Whether a low mark opens a quotation of Chinese words, which the next mark closes."""
    before = text[max(0, m.start() - LONGEST_QUOTED) : m.start()].rpartition("\n")[2]
    if before.count("“") > before.count("”") and closing == "”":
        return False
    end = _CLOSED.search(text, m.end(), m.end() + LONGEST_QUOTED)
    return (
        end is not None
        and end[0] == closing
        and _HAN.search(text, m.end(), end.start()) is not None
    )


def radicals(text: str) -> Iterator[Edit]:
    """Radicals and compatibility ideographs that stand for the characters they look like.

    >>> [e.new for e in radicals("⼀个⼈，⺠兵，\uf967在")]
    ['一', '人', '民', '不']
    >>> list(radicals("部首“⼈”"))
    []
    """
    found = list(_RADICAL.finditer(text))
    if not found or _ON_RADICALS.search(text):
        return
    for m in found:
        char = RADICALS.get(m[0]) or unicodedata.normalize("NFKC", m[0])
        if char != m[0]:
            yield Edit(m.start(), m.end(), char, "radical")
