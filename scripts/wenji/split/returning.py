"""Habits of titles that are told by lines which come back in every text, whatever these say.

Minutes begin with 时间： and 地点：, lessons with 教学目标; below each exercise stands who marked
it, at the end of each notice to whom a copy goes. Lines that all begin with one name and a colon,
that are one and the same, that differ by their numbers alone, that are names or begin with a day
stand in the same place of each text: right below the title, or right above the next one. Two or
more of them, one below the other, do not stand there by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.facts import is_date_line, is_name
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.edges import DATE, is_body
from wenji.split.habits import (
    LEAST_MARKED,
    Habit,
    in_order,
    is_chinese,
    is_line,
    may_be_last,
    reads_as_title,
)
from wenji.split.wholes import LONGEST_FRONT

LONGEST = 60  # characters of a line that comes back as it is
MOST_LINES = 6  # of them, one below the other
BESIDE = 0.8  # share of the lines that stand beside titles
SURELY = 0.6  # … beside lines that are surely titles, where several come back
LONGEST_DATED = 24  # … of one that begins with a date: 2015年7月16日于石桥
LEAST_OFTEN = 3  # lines of one text each
MOST_NUMBERS = 2  # in a line that is no row of a table

# --- points ---------------------------------------------------------------------------------------
ONE_LINE, SEVERAL_LINES = 3, 5

_DIGITS = re.compile("[0-9]+")
_NAME = r"[\u3400-\u9fff](?:[ \u3000]{0,2}[\u3400-\u9fff]){1,5}"
_FIELD = re.compile(rf"(?P<name>\W{{0,2}}{_NAME}[ \u3000]*[:：／/])")
_SHORT_FIELD = re.compile(r"(?P<name>[\u3400-\u9fff]{2,6})[ \t\u3000]+[^\s，。；][^，。；]{1,11}")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile("[\u3400-\u9fff]{2}")


def returning(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles above lines that come back below each, or below lines that come back above each."""
    places: dict[str, list[int]] = {}
    for i, p in enumerate(paras):
        for kind in _kinds(p.text):
            places.setdefault(kind, []).append(i)
    groups = [found for found in places.values() if len(found) > 1]
    back = {i for found in groups for i in found}
    seen: set[tuple[int, ...]] = set()
    for found in groups:
        for heads, lines in (_above(paras, found, back), _below(paras, found, back)):
            if len(heads) >= LEAST_OFTEN and tuple(heads) not in seen:
                seen.add(tuple(heads))
                worth = SEVERAL_LINES if lines > 1 else ONE_LINE
                yield from in_order("returning", worth, ((i, paras[i].text, 0) for i in heads))


def _kinds(text: str) -> Iterator[str]:
    """What a line has in common with others that come back: its field, its words, its form."""
    if is_name(text):
        yield "name"
    elif is_body(text):
        yield "body"
    elif is_date_line(text):
        yield "date"
    elif len(text) <= LONGEST_DATED and DATE.match(text):
        yield "date …"
    field = _FIELD.match(text) or _SHORT_FIELD.fullmatch(text)
    if field is not None and field.end("name") < len(text):
        yield _SPACES.sub("", field["name"])
    if len(text) > LONGEST or label_at(text) is not None or not _WORDS.search(text):
        return
    words = _SPACES.sub("", text)
    yield "=" + words
    numbers = len(_DIGITS.findall(words))
    if 0 < numbers <= MOST_NUMBERS and not ended(text):
        yield "0" + _DIGITS.sub("0", words)


def _above(paras: Sequence[Para], found: Sequence[int], back: set[int]) -> tuple[list[int], int]:
    """The titles above lines that come back, and how many of these stand below each at least."""
    heads = [i - 1 for i in found if i and _may_begin(paras, i - 1, back)]
    heads = [i for i in heads if i not in back and is_line(paras[i].text)]
    heads = [i for i in heads if not (i and is_body(paras[i].text))]  # a signature, its day
    titles = sum(_is_title(paras[i].text) for i in heads)
    least = min((_length(paras, i + 1, back, 1) for i in heads), default=0)
    share = SURELY if least > 1 else BESIDE  # of one kind: 1987年9月例会记录 reads as a date
    if len(heads) < BESIDE * len(found) or titles < share * len(found):
        return [], 0
    return heads, least


def _below(paras: Sequence[Para], found: Sequence[int], back: set[int]) -> tuple[list[int], int]:
    """The titles below lines that come back, the one at the top, and how many lines at least."""
    inner = [i + 1 for i in found if i + 1 < len(paras)]
    heads = [i for i in inner if i not in back and _is_title(paras[i].text)]
    if len(found) < LEAST_OFTEN or len(heads) < BESIDE * len(inner):
        return [], 0
    least = min(_length(paras, i - 1, back, -1) for i in heads)
    if least == 1 and sum(_may_begin(paras, i, back) for i in heads) < BESIDE * len(inner):
        return [], 0
    at_top = found[0] >= LONGEST_FRONT and _is_title(paras[0].text)
    return [0] * at_top + heads, least


def _length(paras: Sequence[Para], i: int, back: set[int], step: int) -> int:
    """How many lines that come back stand one below the other, from `i` on."""
    count = 0
    while i in back and count < MOST_LINES:
        count, i = count + 1, i + step
    return count


def _is_title(text: str) -> bool:
    """Whether a line may be a title, and is words: no row of a table, no formula."""
    whole = "。" not in text and reads_as_title(text, LEAST_MARKED)
    return whole and not is_name(text) and is_chinese(text)


def _may_begin(paras: Sequence[Para], i: int, back: set[int]) -> bool:
    """Whether a title may stand here: at the top, or below a text's end and lines that come back
    there."""
    above = i - 1
    while above in back and i - above <= MOST_LINES:
        above -= 1
    return above < 0 or may_be_last(paras, above) or (above < i - 1 and may_be_last(paras, i - 1))
