"""Numbers as Chinese texts write them, and the labels that sections carry.

A label is a number in a *style*: 一、 and （一） and 1. are three styles. What a label means
is never decided here: `outline` and `split` look at sequences of labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import numeric

from wenji.lines import REMEMBERED

_VALUES = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
           "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
           "柒": 7, "捌": 8, "玖": 9}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000}
# One character that is a number: ① ⑴ ⒈ ㈠ Ⅰ ❶ (Unicode knows what they are worth).
SINGLE_NUMBERS = "[①-⒛㈠-㈩㊀-㊉Ⅰ-Ⅻⅰ-ⅻ❶-❿⓫-⓾➀-➓㉑-㉟㊱-㊿]"
_SINGLE = re.compile(SINGLE_NUMBERS)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

HAN_NUMBER = "[〇零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾廿卅]{1,6}"
ARABIC = "[0-9０-９]{1,3}"
NUMBER = f"(?:{HAN_NUMBER}|{ARABIC})"


def value(number: str) -> int | None:
    """The number as an integer; None when it is none.

    Han digits count by place (二十三, 一百零五) or by digit (二〇一九); Arabic digits of both
    widths, numbers that are one character (⑫ ㈢ Ⅳ) and Roman numerals are read too.

    >>> [value(n) for n in ("十二", "二〇一九", "１２", "⑫", "㈢", "IV", "甲")]
    [12, 2019, 12, 12, 3, 4, None]
    """
    if not number:
        return None
    if number.isdecimal():
        return int(number)
    if _SINGLE.fullmatch(number):
        return int(numeric(number))
    if all(c in _ROMAN for c in number):
        return _roman(number)
    if any(c in _UNITS for c in number):
        return _by_place(number)
    if all(c in _VALUES for c in number):
        return int("".join(str(_VALUES[c]) for c in number))
    return None


def _roman(number: str) -> int:
    values = [_ROMAN[c] for c in number]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _by_place(number: str) -> int | None:
    total, digit = 0, 0
    for c in number:
        if c in _VALUES:
            digit = _VALUES[c]
        elif c in ("廿", "卅"):
            total += _UNITS[c]
        elif c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            return None
    return total + digit


@dataclass(frozen=True, slots=True)
class Label:
    """A section number at a paragraph's start: `length` is what it takes up, spaces included."""

    style: str
    value: int
    text: str
    length: int


# Style, and what stands before, in and after its number. The first style that fits is taken. In
# their order: 第一编, 第一部分, 第一章, 第一节, 第十二条 (of a law), 第一，, （一）, （1）,
# 一、, 其一，, 一是, 1）, 1、 or 1., ①, II..
STYLES: tuple[tuple[str, str, str, str], ...] = (
    ("volume", "第", NUMBER, "[编卷]"),
    ("part", "第", NUMBER, "(?:部分|单元|讲)[:：、．.]?"),
    ("chapter", "第", NUMBER, "章"),
    ("section", "第", NUMBER, "节"),
    ("clause", "第", NUMBER, "条"),
    ("first", "第", HAN_NUMBER, "(?:[,，、:：]|(?=是))"),
    ("han_paren", "[（(]", HAN_NUMBER, "[)）][、，,.．]?"),
    ("arabic_paren", "[（(]", "[0-9０-９]{1,2}", "[)）][、，,.．]?"),
    ("han", "", HAN_NUMBER, "(?:、|[.．:：](?![0-9]))"),
    ("han_step", "[其之]", HAN_NUMBER, "(?:[,，、:：]|(?=是))"),
    ("one_is", "", "[一二三四五六七八九十]", "(?=[是要])"),
    ("arabic_half_paren", "", "[0-9０-９]{1,2}", "[)）]"),
    ("arabic", "", "[0-9０-９]{1,3}", r"(?:、|[.．](?![0-9０-９])|[,，](?=\D))"),
    ("circled", "", "[①-⑳]", ""),
    ("roman", "", "[IVX]{1,5}", "[、.．](?![0-9A-Za-z])"),
)
_LABEL = re.compile("|".join(f"{a}(?P<{name}>{n}){b}" for name, a, n, b in STYLES))
# With one of these a label begins: most lines are told by it to have none.
_FIRST = frozenset(
    "第（(其之〇零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾廿卅"
    "0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳IVX"
)
_SPACE = re.compile(r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*")


def label_at(text: str, position: int = 0) -> Label | None:
    """The label that stands at `position`, or None.

    >>> label_at("（三） 加强领导")
    Label(style='han_paren', value=3, text='（三）', length=4)
    >>> label_at("3.14 是圆周率") is None
    True
    """
    return _label(text, position) if text[position : position + 1] in _FIRST else None


@lru_cache(REMEMBERED)
def _label(text: str, position: int) -> Label | None:
    match = _LABEL.match(text, position)
    if match is None or match.lastgroup is None:
        return None
    number = value(match[match.lastgroup])
    space = _SPACE.match(text, match.end())
    if number is None or space is None:
        return None
    return Label(match.lastgroup, number, match[0], space.end() - position)
