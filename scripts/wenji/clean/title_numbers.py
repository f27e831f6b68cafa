"""Numbers of titles, which look like page numbers: 材料1 春耕纪事, or -- 1 -- above a title.

Pages end wherever they end, titles stand where texts begin. So numbers of one form that all
stand at lines that may be titles, each below a text's end, and that count from one, are no
pages' numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wenji.clean.page_forms import Candidate
from wenji.sentences import ended

# --- thresholds; origin: made collections --------------------------------------------------------
TITLE = 45  # characters of a line that may be a title
HEAD = 8  # characters before a number at a title's head
SIGNATURE = 20  # characters of a line that ends a text without a stop
FIRST = 2  # the highest number with which titles begin to count
MOSTLY = 0.8  # share of the numbers with a title, unlike those of others: heads of pages are alike

_WORDS = re.compile("[\u3400-\u9fff].*[\u3400-\u9fff]")
_STOP = re.compile("[。！？…”）)]")
_PAGE = re.compile("页|(?i:page|p)|/")  # what says that it counts pages, or how many there are
_DIGIT = re.compile("[0-9]")


class _Place(NamedTuple):
    """A number at a line that may be a title; `title` is "" where it can be none.

    `behind` says whether a text may end before it.
    """

    start: int
    value: int
    title: str
    behind: bool


def numbers_of_titles(text: str, candidates: Sequence[Candidate]) -> frozenset[int]:
    """Where the candidates begin that are the numbers of titles."""
    forms: dict[tuple[str, str], list[_Place]] = {}
    for c in candidates:
        if c.form:  # a line of its own
            if not c.page and _PAGE.search(c.form) is None:
                forms.setdefault(("above", c.form), []).append(_above(text, c))
        else:
            for form, place in _at_head(text, c):
                forms.setdefault(("head", form), []).append(place)
    return frozenset(
        place.start for found in forms.values() if _count_titles(found) for place in found
    )


def _count_titles(found: Sequence[_Place]) -> bool:
    """Whether numbers of one form count titles, each another one."""
    titles = {place.title for place in found if place.title}
    several = len(found) > 1 and len(titles) >= max(2, MOSTLY * len(found))
    if not several or not all(place.behind for place in found):
        return False
    values = [place.value for place in found]
    return values[0] <= FIRST and all(0 < b - a <= 2 for a, b in pairwise(values))


def _above(text: str, c: Candidate) -> _Place:
    """A number on a line of its own, and the line below it."""
    number = c.start
    while text[number].isspace():
        number += 1
    end = number + len(text[number : c.end].rstrip())
    begin = end
    while begin < len(text) and text[begin].isspace():
        begin += 1
    title = _line(text, begin)
    return _Place(
        c.start, c.value, title if _may_be_title(title) else "", _is_behind_text(text, number)
    )


def _at_head(text: str, c: Candidate) -> Iterator[tuple[str, _Place]]:
    """A number near the head of a line, by what stands before it, and what is behind it."""
    near = max(0, c.start - 4 * HEAD)  # a line of millions is not looked through for each number
    start = text.rfind("\n", near, c.start + 1) + 1 or near
    ends = [m.end() for m in _STOP.finditer(text, max(start, c.start - 2 * HEAD), c.start)]
    start = ends[-1] if ends else start  # glued to the text above: …。　文稿3　护渠小结
    before = text[start : c.start].strip()
    if not 0 < len(before) <= HEAD or _DIGIT.search(before):
        return
    line = _line(text, c.start)
    title = line[c.end - c.start :].strip()
    if _may_be_title(line) and len(title) >= 2:
        behind = bool(ends) or _is_behind_text(text, start)
        yield before, _Place(c.start, c.value, title, behind)


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].rstrip()


def _may_be_title(line: str) -> bool:
    return (
        len(line) <= TITLE
        and _WORDS.search(line) is not None
        and (not ended(line) or line[-1] in "？！?!”》）)")
    )


def _is_behind_text(text: str, start: int) -> bool:
    """Whether the line above is complete, or a name or a date below a text."""
    head = text[:start].rstrip() if start < 2 * TITLE else text[start - 2 * TITLE : start].rstrip()
    above = head[head.rfind("\n") + 1 :].strip()
    return not above or ended(above) or above[-1] in "）)】》" or len(above) <= SIGNATURE
