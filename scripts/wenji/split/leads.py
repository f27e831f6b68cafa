"""What stands before the title of every article: 内部参考, 第3期, 索引号：…, 发件人：….

Programs and offices begin each text with the same few lines. They say when, where and by whom,
and none of them is its title: lines that are alike at the head of all articles are a lead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from wenji.facts import is_date_line, is_fact_line, is_name
from wenji.marks import Mark, title_span
from wenji.paras import Para
from wenji.split.choice import STATED
from wenji.split.decorations import is_title_field
from wenji.split.edges import is_body, shape
from wenji.split.habits import LEAST_MARKED, is_line, reads_as_title
from wenji.split.wholes import LONGEST_PREFACE, takes_leave

MOST_LINES = 6  # of a lead, on each side of the line by which articles were found
ALIKE = 0.8  # share of the articles whose lines at one place are alike
DRAWN = frozenset({"decorated", "boxed"})  # how columns are written
LONGEST_NAME = 4  # characters
LEAST_ISSUES = 3  # numbered heads of one name
COLUMN = 4  # characters of a column's name
LONGEST = 60  # characters of such a line

_COUNTED = re.compile("0|日期")  # numbers and dates in a shape: no title's
_DIGITS = re.compile("[0-9]+")
_POSTED = re.compile(
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ \u3000]*"
    r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?$|[0-9]{1,2}(?:[:：][0-9]{2}){2}$"
)
_FRAME = re.compile(r"[\w ]{0,8}[:：] *|[\[【（(〔][\w ]{1,8}[\]】）)〕] *")  # before each title
_KEY = re.compile(r"([\u3400-\u9fff \u3000]{2,8}|[A-Za-z -]{2,16})[:：=]")


def with_leads(paras: Sequence[Para], marks: Mapping[int, Mark]) -> tuple[dict[int, Mark], int]:
    """The marks at the lines that hold the titles, and how many lines before each belong to it."""
    starts = sorted(marks)
    if marks[starts[0]].form == STATED:  # told by their leads
        return dict(marks), 0
    up = 0
    while up < MOST_LINES and starts[0] > up and _led(paras, [i - up - 1 for i in starts]):
        up += 1
    skip = _skipped(paras, marks, starts)
    if not skip and _are_no_titles(paras, marks) and _titles(paras, [i - 1 for i in starts]):
        return {i - 1: _retitled(mark, paras[i - 1].text, 0) for i, mark in marks.items()}, 0
    if not skip:
        return dict(marks), up
    places = [i + skip for i in starts]
    frames = Counter(m[0] for i in places if (m := _FRAME.match(paras[i].text)))
    frame, count = frames.most_common(1)[0] if frames else ("", 0)
    frame = frame if count >= ALIKE * len(starts) else ""
    moved = {}
    for i in starts:
        text = paras[i + skip].text
        at = len(frame) if text.startswith(frame) else 0
        if is_line(text):
            moved[i + skip] = _retitled(marks[i], text, at)
        else:  # its title is lost
            moved[i + skip] = replace(marks[i], title="", title_start=0)
    return moved, up + skip


def top(paras: Sequence[Para], starts: Sequence[int]) -> int:
    """The first beginning, without lines above it that stand above the others as well."""
    first = starts[0]
    if not 1 < first <= LONGEST_PREFACE + MOST_LINES:
        return first
    up = 0
    while up < min(MOST_LINES, first) and _led(paras, [i - up - 1 for i in starts]):
        up += 1
    return first - up


def _skipped(paras: Sequence[Para], marks: Mapping[int, Mark], starts: Sequence[int]) -> int:
    """How many lines from the beginnings on are not the titles."""
    if _are_columns(paras, marks):
        return 1
    issues = _are_issues(marks)
    untitled = issues or _are_no_titles(paras, marks)
    if (named := _field_below(paras, starts)) and not any(
        map(is_title_field, _said(paras, starts))
    ):
        return named
    if not untitled and any(marks[i].title != paras[i].text for i in starts):
        return 0
    skip = int(untitled)
    while skip < MOST_LINES and _alike(paras, [i + skip for i in starts]):
        skip += 1
    below = [i + skip for i in starts]
    if not _titles(paras, below) or (untitled and any(is_name(paras[i].text) for i in below)):
        return 0
    alone = not any(mark.title for mark in marks.values())  # a number with the title below it
    return 0 if alone and skip == 1 else skip


def _said(paras: Sequence[Para], places: Sequence[int]) -> list[str]:
    return [paras[i].text for i in places]


def _field_below(paras: Sequence[Para], starts: Sequence[int]) -> int:
    """How far below the beginnings a field says the title: 作品编号：001, 作品名称：护渠小结."""
    for skip in range(1, MOST_LINES):
        if starts[-1] + skip >= len(paras):
            break
        below = _said(paras, [i + skip for i in starts])
        if sum(map(is_title_field, below)) >= ALIKE * len(starts):
            return skip
        if not _alike(paras, [i + skip for i in starts]):
            break
    return 0


def _led(paras: Sequence[Para], places: Sequence[int]) -> bool:
    """Whether the lines right above articles are a lead: the first one too, and no text's end.

    What stands above the first article ends no text; a date or a name above the others does.
    """
    first = paras[places[0]].text
    others = {_kind(paras[i].text) for i in places[1:]}
    ending = takes_leave(first) or is_name(first)
    return not ending and _kind(first) in others and _alike(paras, places)


def _are_columns(paras: Sequence[Para], marks: Mapping[int, Mark]) -> bool:
    """Whether the marks say a column alone, 要闻, 副刊, and the lines below them the titles."""
    names = {mark.title for mark in marks.values()}
    drawn = all(mark.form in DRAWN for mark in marks.values())
    short = drawn and len(names) > 1 and all(len(name) <= COLUMN for name in names)
    below = [i + 1 for i in sorted(marks)]
    longer = all(
        len(paras[i + 1].text) > len(m.title) for i, m in marks.items() if i + 1 < len(paras)
    )
    return short and longer and _titles(paras, below)


def _are_issues(marks: Mapping[int, Mark]) -> bool:
    """Whether numbered marks all say one thing beside their number: 〔渠讯〕第3期."""
    kinds = {_kind(mark.title) for mark in marks.values()}
    numbered = all(mark.form == "sequence" and mark.title for mark in marks.values())
    return numbered and len(kinds) == 1 and "" not in kinds and len(marks) >= LEAST_ISSUES


def _are_no_titles(paras: Sequence[Para], marks: Mapping[int, Mark]) -> bool:
    """Whether the marks say who wrote, or when, or nothing but a number: the titles are beside."""
    said = [mark.title for mark in marks.values()]
    named = sum(map(is_name, said))
    if 2 * named >= len(said) and all(0 < len(t) <= LONGEST_NAME for t in said):
        named = len(said)  # no list has all family names
    bare = named + sum(not t or is_date_line(t) for t in said)
    posted = sum(
        _states(paras[i].text) or _POSTED.search(f"{paras[i].text} {paras[i + 1].text}") is not None
        for i in marks if i + 1 < len(paras)
    )  # fmt: skip
    same = len({_DIGITS.sub("0", t) for t in said}) == 1 and said[0].isascii()  # SAMPLE 1, 2. row
    return same or max(bare, posted) >= ALIKE * len(said)


def _states(text: str) -> bool:
    """Whether a line says when something was posted, or who speaks: no title."""
    return _POSTED.search(text) is not None or (is_fact_line(text) and not is_title_field(text))


def _alike(paras: Sequence[Para], places: Sequence[int]) -> bool:
    """Whether the lines at some places are alike: in words, in shape, in what they name."""
    if len(places) < 2 or places[-1] >= len(paras):
        return False
    kinds = Counter(_kind(paras[i].text) for i in places)
    kind, count = kinds.most_common(1)[0]
    if not kind or count < ALIKE * len(places):
        return False
    by_shape = kind == shape(paras[places[0]].text) and not _COUNTED.search(kind)
    return not (by_shape and _titles(paras, places))  # 读《…》有感


def _kind(text: str) -> str:
    """What is the same in lines that are alike; "" for prose."""
    if len(text) > LONGEST or text.endswith(("。", "！", "？", "；", "，")):
        return ""
    if is_body(text):
        return "body"
    if _POSTED.search(text):
        return "posted"
    key = _KEY.match(text)
    return f"{key[1]}:" if key is not None else shape(text) or _DIGITS.sub("0", text)


def _titles(paras: Sequence[Para], places: Sequence[int]) -> bool:
    if places[0] < 0 or places[-1] >= len(paras):
        return False
    good = sum(reads_as_title(text, LEAST_MARKED) for text in _said(paras, places))
    return good >= ALIKE * len(places) and len({paras[i].text for i in places}) > 1


def _retitled(mark: Mark, text: str, at: int) -> Mark:
    start, end = title_span(text[at:])
    return replace(mark, title=text[at:][start:end], title_start=at + start)
