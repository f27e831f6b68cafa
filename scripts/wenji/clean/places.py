"""Where a line stands: what is above and below it when the lines of pages are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wenji.facts import is_byline
from wenji.marks import mark_in
from wenji.numbering import label_at, value
from wenji.sentences import ended

# --- thresholds; origin: as in `clean.weighed` ----------------------------------------------------
OUTSIDE = 2.0  # lines lighter than this are not of pages, wherever they stand
FARTHEST = 40  # lines of the kind in a row; behind more of them nothing is an edge
LONG = 36  # characters of a long line
HALF = 16  # a shorter line is no half of a sentence; below `LONG` one that goes on has a comma
WRAPPED = 8  # characters by which the lines of a wrapped text differ
PARAGRAPH = 24  # characters of a line that begins a paragraph, if it has a comma or a stop

COMMA = re.compile("[,，、]")
_STOP = re.compile("[，。；]")
_STOPS = ("。", "！", "？", "；", "”")
_HAN_DIGITS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"([^0-9{_HAN_DIGITS}]{{0,12}})([0-9]{{1,4}}|[{_HAN_DIGITS}]{{1,3}})")


class Line(NamedTuple):
    """A line that is not blank, white space aside."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> Sequence[Line]:
    """The lines of a text that are not blank."""
    out, at = [], 0
    for raw in text.split("\n"):
        if body := raw.strip():
            start = at + raw.index(body[0])
            out.append(Line(start, start + len(body), body))
        at += len(raw) + 1
    return out


def goes_on(lines: Sequence[Line], weights: Sequence[float], i: int) -> bool:
    """Whether a line may be part of a sentence that the one before has begun.

    The last line of a paragraph ends with its sentence, the others are as long as the one before.
    """
    k = i - 1
    while k > 0 and weights[k] >= OUTSIDE and i - k < FARTHEST:
        k -= 1
    before = lines[k].text if k >= 0 and weights[k] < OUTSIDE else ""
    line = lines[i].text
    if ended(before) or len(before) < HALF or mark_in(before) is not None:
        return False
    if len(before) < LONG and COMMA.search(before) is None:
        return False
    return "。" in line or line.endswith(_STOPS) or len(line) >= len(before) - WRAPPED


def between_paragraphs(lines: Sequence[Line], weights: Sequence[float], i: int) -> bool:
    """Whether a paragraph, or nothing, ends above a line and begins below it."""
    k = i - 1
    while k >= 0 and weights[k] >= OUTSIDE and i - k < FARTHEST:
        k -= 1
    above = lines[k].text if k >= 0 else ""
    if not above and COMMA.search(lines[i].text):
        return True  # no title has one
    if above and mark_in(above) is None and not (ended(above) and len(above) >= HALF):
        title = k == 0 or mark_in(lines[k - 1].text) is not None
        if not title or is_byline(lines[i].text):
            return False
    k = i + 1
    while k < len(lines) and weights[k] >= OUTSIDE and k - i < FARTHEST:
        k += 1
    below = lines[k].text if k < len(lines) else ""
    return (
        not below
        or mark_in(below) is not None
        or label_at(below) is not None
        or (len(below) >= PARAGRAPH and _STOP.search(below) is not None)
    )


def counted(lines: Sequence[Line], weights: Sequence[float]) -> Iterator[int]:
    """Lines that begin alike, with numbers that rise by one: the marks of articles, a list."""
    kinds: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        if weights[i] and (m := _NUMBERED.match(line.text)):
            kinds.setdefault(m[1], []).append((i, value(m[2]) or 0))
    for found in kinds.values():
        if len(found) > 1 and all(b[1] - a[1] == 1 for a, b in pairwise(found)):
            yield from (i for i, _ in found)
