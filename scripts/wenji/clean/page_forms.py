"""Numbers that could be page numbers, each with a weight for its form and its place.

A number on a line of its own, between spaces, between two words; before a word that counts, or at
the head of a longer number, it fills a gap at most. Numbers in tables, below captions, with the
word that they count are the text's own, whatever they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from wenji.clean.gaps import cuts_sentence
from wenji.numbering import value
from wenji.sentences import ended

SHORT_LINE = 40  # characters of a line that may be the head or the foot of a page
_SPACE = "[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
_GAP = f"{_SPACE}{{0,12}}"  # wider gaps are columns; a bound keeps long runs of spaces fast
_LINE_NUMBER = re.compile(
    rf"^{_SPACE}*(?:[-—–·•~～*|｜\[【]{{1,5}}{_GAP})?(?:第{_GAP}|页码{_GAP}[:：]?{_GAP}|(?i:page|p)\b{_GAP}[.:：]?{_GAP})?"
    rf"([0-9]{{1,4}}|(?<=第)[一二三四五六七八九十]{{1,3}}(?=页)"
    rf"|(?<=- )[一二三四五六七八九十]{{1,3}}(?= -)"
    rf"|(?<=[-—–~～·•])[一二三四五六七八九十]{{1,3}}(?=[-—–~～·•])){_GAP}页?"
    rf"(?:{_GAP}(?:/|／|共|(?i:of)){_GAP}(?:共{_GAP})?[0-9]{{1,4}}{_GAP}页?)?{_SPACE}*"
    rf"(?:[-—–·•~～*|｜\]】]{{1,5}}{_SPACE}*)?$",
    re.MULTILINE,
)
# A line that can be nothing but a page number's: no other number is written so.
_SURE_NUMBER = re.compile(
    rf"页|(?i:page)|[-—–~～·]{_GAP}[0-9一二三四五六七八九十]+{_GAP}[-—–~～·]|[0-9]{_GAP}[/／]{_GAP}[0-9]"
)
# … and one that says so itself: 第3页 共12页, Page 3 of 12
_PAGE_OF = re.compile(
    rf"第{_GAP}[0-9]+{_GAP}页{_GAP}[/／,，]?{_GAP}共|(?i:page){_GAP}[0-9]+{_GAP}(?:/|(?i:of)){_GAP}[0-9]"
)
_NUMBERED_LINE = re.compile(r"[^0-9\n]*(?:[0-9]+[^0-9\n]+)*?([0-9]{1,4})[^0-9\n]*$", re.MULTILINE)
_DIGIT = re.compile("[0-9]")
_DIGITS = re.compile("[0-9]+")
_BRACKETED = re.compile(r"\s*[（(\[【][0-9]+[）)\]】]\s*")
# The digit stands first and is looked back from: so the search leaps from digit to digit.
_INLINE_NUMBER = re.compile(
    rf"([0-9](?<![0-9０-９.．:：/／%％+＋-].)[0-9]{{0,3}}){_SPACE}*", re.DOTALL
)
_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
WIDEST_GAP = 12  # of spaces before a number, as above
# With one of these a line of `_LINE_NUMBER` begins.
_LINE_LEADS = frozenset(f"{_SPACES}-—–·•~～*|｜[【第页pP0123456789")
_SENTENCE_END = "。！？!?；;…”’」』）)》.:："

# Words that count things: a number before one of them most likely belongs to it.
COUNTERS = frozenset(
    "年月日号时点分秒个名次位人条项件家户村镇乡县市区省国所座台套辆艘只头亩公万亿千百十元吨克斤米里"
    "平立度倍成岁届期批轮场课节章部篇页册本份张届级层种类样处栋间片块段支队组班线路步大多余几来周天"
    "星比季小楼室寸尺角毛美英夜代口架枚挺颗粒株棵匹尾艇幅宗桩％%℃"
)

# Weights by form, tuned on the development collections (noise_left against numbers lost).
WEIGHT_LINE = 3.0  # a line of its own
WEIGHT_SPACED = 2.5  # spaces on both sides, Han characters beyond them
WEIGHT_HALF_SPACED = 1.2  # a space on one side
WEIGHT_GLUED = 1.3  # between two Han characters
WEIGHT_COUNTED = 0.25  # the same, before a word that counts things
WEIGHT_PREFIX = 0.15  # at the head of a longer number
CAPTIONS = frozenset("图表式例第")  # words that a number follows
# What stands before such a word where it is one of its own: 如图 2, and 代表 2 is none.
_BEFORE_CAPTION = frozenset("如见附上下由据从在按与和及、，。；：（(\n \u3000")
# A line that is nothing but the name of what its number counts, on the line below.
_CAPTION_LINE = re.compile(
    r"\s*[^\s，。；：！？]{0,4}(?:专栏|专题|[图表式例框题课讲]|附件|附录|照片|方框|链接|Fig\.?|Table|Box)\s*"
)
CAPTION_LINE = 8  # characters of it
CELL = 2  # a line so short that is no sentence's end is a cell, as one of figures is
_FIGURES = re.compile(r"[0-9.,，．—–\-+±%％×/~～()（）]*[0-9][0-9.,，．—–\-+±%％×/~～()（）]*")
_OF_ALL = re.compile(rf"([0-9]{{1,4}}){_GAP}[/／]{_GAP}([0-9]{{1,4}})")
# A number behind the number, which goes on with its word: 共有 5 642件 is no row of a table.
_NUMBER_AND_WORD = re.compile(r"[0-9][0-9.,]*[^0-9.,\s]")
COLUMN = 3  # spaces on both sides of a cell
# So many spaced numbers before counting words, closer together than pages can be, make
# spaces a habit of the text.
SPACED_HABIT, SPACED_DISTANCE = 3, 350


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    start: int
    end: int
    value: int
    weight: float
    middle: bool  # stands inside a sentence
    sure: bool = False  # a line of a form that only page numbers have
    form: str = ""  # a line of its own: the signs around its number
    page: bool = False  # it says that it is a page's: 第3页 共12页
    loose: bool = False  # between a word and a sign or a word that counts nothing: 准则16。


def candidates(text: str) -> Iterator[Candidate]:
    taken: set[int] = set()
    at = 0
    for line in text.split("\n"):
        if line and line[0] in _LINE_LEADS and (m := _LINE_NUMBER.match(text, at)):
            taken.add(m.start(1))
            if (found := _placed_line(text, m)) is not None:
                yield found
        at += len(line) + 1
    inline = [n for n in _inline_numbers(text) if n.first not in taken]
    spaced = [n for n in inline if n.start < n.first and n.last < n.end]
    # A text that sets every number off with spaces: then spaces are no evidence.
    belonging = sum(_after(text, n) in COUNTERS for n in spaced)
    habit = belonging >= SPACED_HABIT and len(spaced) * SPACED_DISTANCE > len(text)
    for n in inline:
        yield from _inline_candidates(text, n, habit)


class _Inline(NamedTuple):
    """A number in running text, from `first` to `last`, and the spaces round it."""

    start: int
    first: int
    last: int
    end: int


def _inline_numbers(text: str) -> Iterator[_Inline]:
    free = 0
    for m in _INLINE_NUMBER.finditer(text):
        first, last = m.span(1)
        start, least = first, max(free, first - WIDEST_GAP)
        while start > least and text[start - 1] in _SPACES:
            start -= 1
        free = m.end()
        yield _Inline(start, first, last, free)


def _placed_line(text: str, m: re.Match[str]) -> Candidate | None:
    """A number on its own line, where it is no caption's and no part of a whole; a cell fills."""
    part = _OF_ALL.search(m[0])
    if part is not None and not 0 < int(part[1]) <= int(part[2]):
        return None
    head, after = _around(text, m)
    above = text[text.rfind("\n", 0, head) + 1 : head]
    if len(above) <= CAPTION_LINE and _CAPTION_LINE.fullmatch(above):
        return None
    found = _line_candidate(text, m)
    if not m[0].strip().isdecimal():
        return found
    end = text.find("\n", after)
    below = text[after : end if end >= 0 else len(text)]
    if _is_cell(above.strip()) or _is_cell(below.strip()):
        return replace(found, weight=WEIGHT_COUNTED, form="")
    return found


def _is_cell(line: str) -> bool:
    """Whether a line can only stand in a table: a figure, a word of a character or two."""
    if len(line) <= CELL:
        return line != "" and not ended(line)
    return _FIGURES.fullmatch(line) is not None and _SURE_NUMBER.search(line) is None


def _around(text: str, m: re.Match[str]) -> tuple[int, int]:
    """Where the text before a line ends, and where it goes on behind the line."""
    head, after = m.span()
    while head > 0 and text[head - 1].isspace():
        head -= 1
    while after < len(text) and text[after].isspace():
        after += 1
    return head, after


def _line_candidate(text: str, m: re.Match[str]) -> Candidate:
    """A number on its own line; inside a sentence it takes the line breaks around it along."""
    head, after = _around(text, m)
    middle = (
        head > 0
        and text[head - 1] not in _SENTENCE_END
        and after < len(text)
        and not text[m.end() + 1 : after].endswith(("\N{IDEOGRAPHIC SPACE}", "  "))
    )
    number = value(m[1]) or 0
    around = text[m.start() : m.start(1)] + "0" + text[m.end(1) : m.end()]
    form = _DIGITS.sub("0", "".join(around.split()))  # other numbers may change: 档号：1204-003
    page = bool(_PAGE_OF.search(m[0]))
    if middle:
        return Candidate(head, after, number, WEIGHT_LINE, True, False, form, page)
    sure = bool(_SURE_NUMBER.search(m[0]))
    end = min(m.end() + 1, len(text))
    return Candidate(m.start(), end, number, WEIGHT_LINE, False, sure, form, page)


def others(text: str) -> Iterator[Candidate]:
    """Numbers in forms that are page numbers' by their places alone: the last number of a short
    line, whatever stands before it: 内部资料 3, P3, （3）.
    """
    for start in _short_lines(text):
        m = _NUMBERED_LINE.match(text, start)
        if m is None or _LINE_NUMBER.match(m[0]) or _BRACKETED.fullmatch(m[0]):
            continue
        found = replace(_line_candidate(text, m), weight=0.0, sure=False, page=False)
        if found.middle and not cuts_sentence(text, m.start(), m.end(), indented=False):
            end = min(m.end() + 1, len(text))
            found = replace(found, start=m.start(), end=end, middle=False)
        yield found


def _short_lines(text: str) -> Iterator[int]:
    """Where the lines begin that are short and hold a digit."""
    at = 0
    for line in text.split("\n"):
        if 0 < len(line) <= SHORT_LINE and _DIGIT.search(line):
            yield at
        at += len(line) + 1


def _after(text: str, m: _Inline) -> str:
    return text[m.end] if m.end < len(text) else "\n"


def _is_placed(text: str, m: _Inline, before: str, after: str) -> bool:
    """Whether a number in a line is the text's by what stands beside it, whatever it says."""
    if before in CAPTIONS and (
        m.start == m.first or text[max(0, m.start - 2) : m.start - 1] in _BEFORE_CAPTION
    ):
        return True
    if min(m.first - m.start, m.end - m.last) >= COLUMN:
        return True
    return before == "\n" or after == "\n" or after in ".．、)）:：%％-—~～/"


def _inline_candidates(text: str, m: _Inline, habit: bool) -> Iterator[Candidate]:
    before = text[m.start - 1] if m.start else "\n"
    after = _after(text, m)
    number = text[m.first : m.last]
    space_before, space_after = m.start < m.first, m.last < m.end
    if _is_placed(text, m, before, after):
        return
    if after.isdecimal():  # 共有 5 642件: a page number before a number
        if space_before and space_after and not habit and _NUMBER_AND_WORD.match(text, m.end):
            yield Candidate(m.start, m.end, int(number), WEIGHT_HALF_SPACED, True)
        return
    if _is_han(before) or before in "，。；：、！？”）,;":
        spaces = 0 if habit else space_before + space_after
        belongs = after in COUNTERS
        if spaces == 2:
            weight = WEIGHT_SPACED if not belongs else WEIGHT_HALF_SPACED
        elif spaces == 1:
            weight = WEIGHT_HALF_SPACED if not belongs else WEIGHT_COUNTED
        elif _is_han(after) or after in "“《":
            weight = WEIGHT_COUNTED if belongs else WEIGHT_GLUED
        elif after in "，。；、！？”》":
            weight = WEIGHT_COUNTED
        else:
            return
        yield Candidate(m.start, m.end, int(number), weight, True, loose=not belongs)
        for cut in range(1, len(number) - 1):
            if not space_before and number[cut] != "0":
                yield Candidate(m.first, m.first + cut, int(number[:cut]), WEIGHT_PREFIX, True)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"
