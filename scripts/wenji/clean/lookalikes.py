"""Signs that stand for signs of Chinese which they look like: ∶ for ：, ── for ——, ﹐ for ，.

Old newspaper files, tables of Big5 and typesetting programs have them. Each is folded only where
its neighbours leave nothing else to be meant; ratios, drawn lines and tables keep theirs, and so
does a text that shows the signs themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean.vocabulary import SMALL_SIGNS
from wenji.model import Edit

LONGEST = 120  # characters on each side that are looked at
SAID = 4  # characters before each of several such signs, where none of them is a ratio's

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RATIO = "\N{RATIO}"
_SAID = re.compile(
    rf"(?<=[{_HAN}”’》」』）)\]】〕]){_RATIO}(?=[ \u3000]?[{_HAN}“‘《「『（<]|\s*$)", re.M
)
_STOPS = "，。；！？（）《》\n"
_CLAUSE = re.compile(f"[^{_STOPS}]*")
_COMPARED = re.compile(
    "[=＝≈]|[0-9０-９]\\s?\N{RATIO}|\N{RATIO}\\s?[0-9０-９]|[比率例]\\s?[为是约]|之比"
)
_DASH = re.compile(rf"(?<=[{_HAN}”’》」』）)。！？，…])[─━]{{2}}(?=[{_HAN}“‘《「『（])")
_OF_TABLES = re.compile("[│┃┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋]")
_SMALL = re.compile(f"[{''.join(SMALL_SIGNS)}]")
_BESIDE = re.compile(rf"[{_HAN}”’》」』）)\]】〕0-9A-Za-z%％…﹚﹞]")
_OPENING = frozenset("﹙﹛﹝")
_ROW = re.compile(rf".?(?:{_SMALL.pattern}){{3}}")
_TWICE = re.compile("(?<!‘)‘‘(?!‘)|(?<!’)’’(?!’)")


def lookalikes(text: str) -> Iterator[Edit]:
    """The signs that are meant.

    >>> [e.new for e in lookalikes("老林说∶渠通了──从东岭到渡口﹐人人都来看﹗")]
    ['：', '——', '，', '！']
    >>> list(lookalikes("水∶灰∶沙按1∶2∶3来配，比是3∶1"))
    []
    """
    yield from _colons(text)
    yield from _dashes(text)
    yield from _small_signs(text)


def _colons(text: str) -> Iterator[Edit]:
    if _RATIO not in text:
        return
    for m in _SAID.finditer(text):
        first = max(0, m.start() - LONGEST)
        start = max(first, *(text.rfind(stop, first, m.start()) + 1 for stop in _STOPS))
        clause = _CLAUSE.match(text, start, m.end() + LONGEST)
        words = clause[0] if clause else ""
        short = min(map(len, words.split(_RATIO)[:-1]))  # 水∶灰∶沙
        if (words.count(_RATIO) == 1 or short >= SAID) and _COMPARED.search(words) is None:
            yield Edit(m.start(), m.end(), "：", "lookalike")


def _dashes(text: str) -> Iterator[Edit]:
    """Not in tables, whose lines are drawn so."""
    if "──" not in text and "━━" not in text:
        return
    for m in _DASH.finditer(text):
        before = text[max(0, m.start() - LONGEST) : m.start()].rpartition("\n")[2]
        after = text[m.end() : m.end() + LONGEST].partition("\n")[0]
        if _OF_TABLES.search(before + after) is None:
            yield Edit(m.start(), m.end(), "——", "lookalike")


def _small_signs(text: str) -> Iterator[Edit]:
    """Behind a word, and alone there: a row of them is shown. What opens stands before a word."""
    for m in _SMALL.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        beside = _BESIDE.match(after if m[0] in _OPENING else before)
        if beside is not None and _ROW.match(text, max(0, m.start() - 1)) is None:
            yield Edit(m.start(), m.end(), SMALL_SIGNS[m[0]], "lookalike")


def doubled_quotes(text: str) -> Iterator[Edit]:
    """‘‘…’’ for “…”, where they open and close in turn on their line.

    >>> [e.new for e in doubled_quotes("他说‘‘水来了’’，又说‘‘好’’。")]
    ['“', '”', '“', '”']
    >>> list(doubled_quotes("‘好’’是错的写法")), list(doubled_quotes("“他说：‘‘好’！”"))
    ([], [])
    """
    if "‘‘" not in text:
        return
    at = 0
    for line in text.split("\n"):
        found = list(_TWICE.finditer(line)) if "‘‘" in line else []
        turns = "".join(m[0][0] for m in found)
        if turns and turns == "‘’" * (len(turns) // 2):
            for m in found:
                yield Edit(at + m.start(), at + m.end(), "“" if m[0] == "‘‘" else "”", "quote")
        at += len(line) + 1
