"""Page numbers, also in mid-sentence, told apart from numbers that belong to the text.

One number alone says nothing. The evidence is a sequence: numbers that grow by one at
roughly even distances through the whole text. Every number that could be a page number is
a candidate with a weight for its form; a dynamic programme finds the heaviest sequence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from wenji.clean.gaps import cuts_sentence
from wenji.lines import lines_with
from wenji.model import Edit, Role
from wenji.numbering import value
from wenji.sentences import ended

SHORT_LINE = 40  # characters of a line that may be the head or the foot of a page
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
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
_FRAMED = re.compile(
    rf"(?<=[{_HAN}，、])[ ]?(?:[-—–~～·]{{1,2}} ?([0-9]{{1,4}}) ?[-—–~～·]{{1,2}})[ ]?(?=[{_HAN}])"
)
_FRAME = re.compile("[-—–~～·]")
_NUMBER = re.compile("[0-9]+|[一二三四五六七八九十]+")
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
    "星比季小楼室寸尺角毛美英夜代口％%℃"
)

# Weights by form, tuned on the development collections (noise_left against numbers lost).
WEIGHT_LINE = 3.0  # a line of its own
WEIGHT_SPACED = 2.5  # spaces on both sides, Han characters beyond them
WEIGHT_HALF_SPACED = 1.2  # a space on one side
WEIGHT_GLUED = 1.3  # between two Han characters
WEIGHT_COUNTED = 0.25  # the same, before a word that counts things
WEIGHT_PREFIX = 0.15  # at the head of a longer number
# The last two are never evidence: they only fill a gap between two found pages. A number that
# counts nothing does so wherever it stands, if none of its value stands beside it in the gap;
# any other only within this share of a page around the place where the number is due.
DOUBTFUL_PLACE = 0.2
SKIP_PENALTY = 0.5  # for each number that the sequence leaves out
LATE_START_PENALTY = 0.8  # for each number that the sequence lacks at its beginning, up to 4
LEAST_RISING = 2  # lines of one form that are page numbers by their places
MIDDLE, MIDDLE_ALONE = 0.5, 0.8  # share of them that cut sentences
ACCEPT = 4.5  # a sequence lighter than this is chance
# How far the distance between two pages may depart from the typical one.
NEAREST, FARTHEST = 0.35, 2.6
# Distances to try when no strong candidates give one: characters on a page.
PAGE_SIZES = tuple(round(180 * 1.2**i) for i in range(16))
LONGEST_SKIP = 5
CAPTIONS = frozenset("图表式例第")  # words that a number follows
HEAD, TITLE = 8, 45  # a number so near the head of a line so short belongs to a title
CROWD = 20  # where one number stands more often than that, those nearest its place are looked at
# So many spaced numbers before counting words, closer together than pages can be, make
# spaces a habit of the text.
SPACED_HABIT, SPACED_DISTANCE = 3, 350


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    start: int
    end: int
    value: int
    weight: float
    middle: bool  # stands inside a sentence
    sure: bool = False  # a line of a form that only page numbers have
    form: str = ""  # a line of its own: the signs around its number
    page: bool = False  # it says that it is a page's: 第3页 共12页
    loose: bool = False  # between a word and a sign or a word that counts nothing: 准则16。


def page_numbers(text: str) -> Iterator[Edit]:
    """Drop the numbers of the page sequence, if there is one."""
    candidates = list(_candidates(text))
    sequence = _sequence(list(candidates), len(text))
    if all(_numbers_a_title(text, c) for c in sequence):
        sequence = ()
    taken = {c.start for c in sequence}
    end = 0
    for c in sorted(
        (*sequence, *(c for c in _rising([*candidates, *_others(text)]) if c.start not in taken))
    ):
        if c.start >= end:
            yield Edit(c.start, c.end, "", "page-number", Role.NOISE)
            end = c.end


def _rising(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Lines of one form whose numbers rise by one and cut sentences, at whatever distances.

    Numbers of sections stand on lines of their own as well, but never in mid-sentence.
    """
    forms: dict[str, list[_Candidate]] = {}
    for c in candidates:
        if c.form:
            forms.setdefault(c.form, []).append(c)
    for found in forms.values():
        sure = any(c.page for c in found)
        middle = sum(c.middle for c in found)
        placed = any(c.weight == 0 for c in found)  # told by their places alone
        share = MIDDLE_ALONE if placed else MIDDLE
        if not sure and (len(found) < LEAST_RISING + placed or middle < share * len(found)):
            continue
        steps = [b.value - a.value for a, b in pairwise(found)]
        if all(step == 1 for step in steps) or (sure and all(step >= 0 for step in steps)):
            yield from found


def _numbers_a_title(text: str, c: _Candidate) -> bool:
    """Whether a number stands at the head of a short line that is no sentence: 材料1 春耕纪事."""
    start = text.rfind("\n", 0, c.start + 1) + 1
    end = text.find("\n", c.end)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    inline = start < c.start and "\n" not in text[c.start : c.end]
    return (
        inline
        and c.start - start <= HEAD
        and c.end < end
        and len(line) <= TITLE
        and not ended(line)
    )


def _candidates(text: str) -> Iterator[_Candidate]:
    taken: set[int] = set()
    at = 0
    for line in text.split("\n"):
        if line and line[0] in _LINE_LEADS and (m := _LINE_NUMBER.match(text, at)):
            taken.add(m.start(1))
            yield _line_candidate(text, m)
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


def _line_candidate(text: str, m: re.Match[str]) -> _Candidate:
    """A number on its own line; inside a sentence it takes the line breaks around it along."""
    head, after = m.span()
    while head > 0 and text[head - 1].isspace():
        head -= 1
    while after < len(text) and text[after].isspace():
        after += 1
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
        return _Candidate(head, after, number, WEIGHT_LINE, True, False, form, page)
    sure = bool(_SURE_NUMBER.search(m[0]))
    end = min(m.end() + 1, len(text))
    return _Candidate(m.start(), end, number, WEIGHT_LINE, False, sure, form, page)


def _others(text: str) -> Iterator[_Candidate]:
    """Numbers in forms that are page numbers' by their places alone.

    They are the last number of a short line, whatever stands before it, or between two signs
    within a line: 内部资料 3, P3, （3）, 北-3-渡口.
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
    framed = (
        m for at, line in lines_with(text, _FRAME)
        for m in _FRAMED.finditer(text, at, at + len(line))
    )  # fmt: skip
    for m in framed:
        around = text[m.start() - 1 : m.start()] + text[m.end() : m.end() + 1]
        if len(around) == 2 and all(_is_han(c) or c in "，、" for c in around):
            form = "\n" + _NUMBER.sub("0", "".join(m[0].split()))
            yield _Candidate(m.start(), m.end(), int(m[1]), 0.0, True, form=form)


def _short_lines(text: str) -> Iterator[int]:
    """Where the lines begin that are short and hold a digit."""
    at = 0
    for line in text.split("\n"):
        if 0 < len(line) <= SHORT_LINE and _DIGIT.search(line):
            yield at
        at += len(line) + 1


def _after(text: str, m: _Inline) -> str:
    return text[m.end] if m.end < len(text) else "\n"


def _inline_candidates(text: str, m: _Inline, habit: bool) -> Iterator[_Candidate]:
    before = text[m.start - 1] if m.start else "\n"
    after = _after(text, m)
    number = text[m.first : m.last]
    space_before, space_after = m.start < m.first, m.last < m.end
    if before in CAPTIONS and not space_before:
        return
    if before == "\n" or after == "\n" or after in ".．、)）:：%％-—~～/":
        return
    if after.isdecimal():  # 共有 5 642件: a page number before a number
        if space_before and space_after and not habit:
            yield _Candidate(m.start, m.end, int(number), WEIGHT_HALF_SPACED, True)
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
        yield _Candidate(m.start, m.end, int(number), weight, True, loose=not belongs)
        for cut in range(1, len(number) - 1):
            if not space_before and number[cut] != "0":
                yield _Candidate(m.first, m.first + cut, int(number[:cut]), WEIGHT_PREFIX, True)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def _sequence(candidates: list[_Candidate], length: int) -> tuple[_Candidate, ...]:
    """The heaviest sequence of candidates, or nothing when it is no heavier than chance."""
    candidates.sort(key=lambda c: (c.start, c.end))
    strong = [c for c in candidates if c.weight >= WEIGHT_SPACED]
    sound = [c for c in candidates if c.weight > WEIGHT_COUNTED]
    best = 0.0
    chosen: tuple[_Candidate, ...] = ()
    for size in _page_sizes(strong, length):
        weight, chain = _heaviest(sound, size)
        if chain:
            weight -= LATE_START_PENALTY * min(chain[0].value - 1, 4)
        if weight > best:
            best, chosen = weight, chain
    if best < ACCEPT or not any(c.middle or c.sure for c in chosen):
        return ()
    return tuple(_filled(chosen, candidates))


def _filled(chain: tuple[_Candidate, ...], candidates: list[_Candidate]) -> Iterator[_Candidate]:
    """The sequence with its gaps filled by numbers that stand where a page may end."""
    due = {number for a, b in pairwise(chain) for number in range(a.value + 1, b.value)}
    at: dict[int, list[_Candidate]] = {}
    for c in candidates:
        if c.value in due:
            at.setdefault(c.value, []).append(c)
    for a, b in pairwise(chain):
        yield a
        step = (b.start - a.start) / (b.value - a.value)
        after = a
        for number in range(a.value + 1, b.value):
            place = a.start + step * (number - a.value)
            found = [c for c in at.get(number, ()) if after.end <= c.start and c.end <= b.start]
            loose = [c for c in found if c.loose]
            near = [c for c in found if abs(c.start - place) <= step * DOUBTFUL_PLACE]
            if len(loose) == 1 or near:
                near = loose if len(loose) == 1 else near
                after = min(near, key=lambda c: (abs(c.start - place), -c.weight))
                yield after
    yield chain[-1]


def _page_sizes(strong: list[_Candidate], length: int) -> Iterable[int]:
    gaps = [
        b.start - a.start
        for a, b in pairwise(strong)
        if b.value == a.value + 1 and b.start - a.start >= PAGE_SIZES[0]
    ]
    if len(gaps) >= 2:
        return (round(median(gaps)),)
    return tuple(size for size in PAGE_SIZES if size < length)


def _heaviest(candidates: list[_Candidate], size: int) -> tuple[float, tuple[_Candidate, ...]]:
    """Dynamic programme over (value, place): each page follows the one before at `size`."""
    by_value: dict[int, list[tuple[int, int]]] = {}
    total = [0.0] * len(candidates)
    back = [-1] * len(candidates)
    for i, c in enumerate(candidates):
        score, previous = 0.0, -1
        for skip in range(1, LONGEST_SKIP + 1):
            row = by_value.get(c.value - skip, [])
            low = bisect_left(row, (c.start - int(size * FARTHEST * skip), -1))
            due = bisect_left(row, (c.start - size * skip, -1))
            for start, j in row[max(low, due - CROWD) : due + CROWD]:
                gap = c.start - start
                if gap < size * NEAREST * skip:
                    break
                bend = abs(gap / (size * skip) - 1)
                value = total[j] - SKIP_PENALTY * (skip - 1) - bend * 0.5
                if value > score:
                    score, previous = value, j
        total[i] = score + c.weight
        back[i] = previous
        by_value.setdefault(c.value, []).append((c.start, i))
    if not candidates:
        return 0.0, ()
    i = max(range(len(candidates)), key=lambda k: (total[k], -k))
    weight, chain = total[i], []
    while i >= 0:
        chain.append(candidates[i])
        i = back[i]
    return weight, tuple(reversed(chain))
