"""Lists and conversations: items in sequence, speakers that come back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from wenji.facts import is_name
from wenji.forms import words
from wenji.forms.line import ITEM, TURN, Free, Line, Lines, Run, runs

LONGEST_ITEM = 120  # code points; a longer one is a numbered paragraph
LEAST_TURNS = 3

_BULLET = re.compile(words.BULLET)
_SPEAKER = re.compile(words.SPEAKER)
_ROLE = re.compile(f"(?:{words.ROLE}|{words.TITLED})[0-9一二三四五六甲乙丙丁A-D]?")


def speaker(text: str) -> int:
    """Length of the speaker's name at a paragraph's start, its colon included; 0 for none.

    >>> speaker("记者：渠修好了吗？"), speaker("时间：上午九点")
    (3, 0)
    """
    m = _SPEAKER.match(text)
    return m.end() if m and (_ROLE.fullmatch(m["who"]) or is_name(m["who"])) else 0


def turns(lines: Lines, free: Free) -> Iterator[Run]:
    """What people say in turn: several speakers, some of them again; or questions and answers."""
    who: dict[int, str] = {}
    for k, line in enumerate(lines):
        if not _SPEAKER.match(line.text):
            continue
        if free(k) and not line.lead and speaker(line.text) and line.label is None:
            who[k] = re.split("[（(：:]", line.text, maxsplit=1)[0]
    count = Counter(who.values())
    asked = any(count[question] and count[answer] for question, answer in words.ASKED)
    again = len(who) >= LEAST_TURNS and 1 < len(count) < len(who)
    if asked or again:
        yield from ((a, b, TURN) for a, b in runs(who))


def items(lines: Lines, free: Free) -> Iterator[Run]:
    """Lists that no heading was made of: numbers in sequence, or the same sign again."""

    able = [line.label is not None or bool(_BULLET.match(line.text)) for line in lines]
    start = 0
    while start < len(lines):
        end = start + 1
        if able[start] and free(start):
            while free(end) and _follows(lines[end - 1], lines[end]):
                end += 1
            label = lines[start].label
            short = all(len(x.text) <= LONGEST_ITEM and not x.lead for x in lines[start:end])
            if end - start > 1 and short and (label is None or label.value == 1):
                yield start, end, ITEM
        start = end


def bulleted(lines: Lines, free: Free) -> Iterator[Run]:
    """Of `items`, those that a sign begins."""
    signed = [k for k, line in enumerate(lines) if _BULLET.match(line.text) and free(k)]
    for a, b in runs(signed):
        if b - a > 1 and len({lines[k].text[0] for k in range(a, b)}) == 1:
            yield a, b, ITEM


def _follows(a: Line, b: Line) -> bool:
    """Whether `b` is the next item of a list after `a`: the next number, or the same sign."""
    x, y = a.label, b.label
    if x is not None and y is not None:
        same = x.style == y.style and x.style in words.ITEM_STYLES
        return same and y.value == x.value + 1
    m, n = _BULLET.match(a.text), _BULLET.match(b.text)
    return bool(m and n and m["sign"] == n["sign"])
