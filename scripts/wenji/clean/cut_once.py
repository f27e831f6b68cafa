"""Short lines that stand in the midst of one sentence, once: the head of a page, a scanner's word.

A heading stands in the midst of nothing, but the paragraph above it may lack its stop. So the two
halves must belong together: the characters on both sides of the line stand together elsewhere in
the text, those on the line's own edges do not. It is evidence beside a line's words, never alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.facts import is_fact_line
from wenji.forms import CAPTION
from wenji.marks import mark_in
from wenji.numbering import label_at
from wenji.sentences import ended

# --- thresholds; origin: judgement, and what would go from the development collections ------------
LONGEST = 40  # characters of such a line
LEAST_HALF = 16  # … of the half of a sentence before it, and of the one behind
SHORTER = 6  # by so much it is shorter than the half before it: a wrapped line is as long

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_COMMA = re.compile("[，、；]")
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
_FORMULA = re.compile("[=＝+＋<>＜＞≤≥×÷√∑∫^]")
_PAGE = re.compile(
    r"[-—–·〔\[(（]?\s*[0-9]{1,4}\s*[-—–·〕\])）]?[ \t\u3000|｜]+\D.*"
    r"|.*\D[·|｜ \t\u3000(（—-]+第?[0-9]{1,4}页?[)）〕\]·—-]*"
    r"|.*第 ?[0-9]{1,4} ?[页版].*|(?i:page) ?[0-9]+\b.*"
)


def has_page_number(line: str) -> bool:
    """Whether a number stands at the edge of a line as a page's does, set off from its words.

    >>> lines = ("石桥通讯·25", "9　　石桥通讯", "〔文选　第5页〕", "修了12座桥", "共 3 人来了")
    >>> [has_page_number(line) for line in lines]
    [True, True, True, False, False]
    """
    words = _WORDS.search(line) is not None and _FORMULA.search(line) is None
    return words and _PAGE.fullmatch(line) is not None


def cutting_once(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The numbers of the lines that cut a sentence, by the spans of a text's lines."""
    for i in range(1, len(spans) - 1):
        start, end = spans[i]
        size, half = end - start, spans[i - 1][1] - spans[i - 1][0]
        if size > LONGEST or half < max(LEAST_HALF, size + SHORTER):
            continue
        if spans[i + 1][1] - spans[i + 1][0] < LEAST_HALF:
            continue
        before, line, after = (text[slice(*span)] for span in spans[i - 1 : i + 2])
        if _belongs_together(text, before, line, after) and not _is_own(before, line, after):
            yield i


def _belongs_together(text: str, before: str, line: str, after: str) -> bool:
    if _HAN.match(after) is None or (_HAN.match(before[-1]) is None and before[-1] not in "，、"):
        return False
    if before[-1] + line[0] in text or line[-1] + after[0] in text:
        return False
    return before[-1] in "，、" or before[-1] + after[0] in text


def _is_own(before: str, line: str, after: str) -> bool:
    """Whether any of them is no prose, or the line a text's own: a caption, a heading, a fact."""
    if ended(line) or _COMMA.search(before + after) is None or CAPTION.match(line):
        return True
    if any(mark_in(x) is not None or is_fact_line(x) for x in (before, line, after)):
        return True
    return label_at(line) is not None or label_at(after) is not None
