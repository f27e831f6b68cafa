"""Lines that return between paragraphs: where they stand, and what a credit tells there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from wenji.clean.recurring import Row
from wenji.marks import mark_in
from wenji.numbering import label_at
from wenji.sentences import ended

# --- thresholds; origin: those of `stuck` ---------------------------------------------------------
PROSE, BEFORE = 20, 12  # characters of a paragraph beside it, and of the line above it
WRAPPED = 4  # characters by which the lines of a wrapped text differ
OTHER_LETTERS = 16  # letters of a line that has no Chinese

_DIGITS = re.compile("[0-9]+")
_LATIN = re.compile("[A-Za-z]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_CREDIT = re.compile(
    r"[（(【\[]?(?:文章|信息|稿件|内容)?(?:责任编辑|责编|编辑|编审|校对|审核|来源|转自)于?"
    r"[ \u3000]*[:：|｜丨/／]"
)


def are_same(lines: Sequence[Row], at: Sequence[int]) -> bool:
    """Whether lines are the same, numbers and all."""
    return len({lines[i].text for i in at}) == 1


def is_credit_inside(lines: Sequence[Row], at: Sequence[int]) -> bool:
    """Whether a credit stands between paragraphs, several times in one article: it is none's."""
    if _CREDIT.match(lines[at[0]].text) is None or not are_same(lines, at):
        return False
    inside = Counter(lines[i].article for i in at)
    several = lines[-1].article > 0 and max(inside.values()) > 1
    return several and all(between_paragraphs(lines, i) for i in at)


def are_counted(words: Sequence[str]) -> bool:
    """Whether the last numbers in strings rise by one."""
    numbers = [int(found[-1]) for x in words if (found := _DIGITS.findall(x))]
    return len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def between_paragraphs(lines: Sequence[Row], i: int) -> bool:
    """Whether a paragraph ends above a line and another one begins below it."""
    if not 0 < i < len(lines) - 1:
        return False
    before, after = lines[i - 1].text, lines[i + 1].text
    if _is_of_other_letters(lines[i].text):  # it is no line of the text that was wrapped
        return ended(before) and len(before) >= BEFORE and _HAN.search(after) is not None
    if mark_in(before) is not None or mark_in(after) is not None:
        return False
    ends = ended(before) and len(before) >= BEFORE and len(after) > len(lines[i].text) + WRAPPED
    return ends and (len(after) >= PROSE or label_at(after) is not None)


def _is_of_other_letters(line: str) -> bool:
    return _HAN.search(line) is None and len(_LATIN.findall(line)) >= OTHER_LETTERS
