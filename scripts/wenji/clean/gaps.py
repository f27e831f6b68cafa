"""What becomes of the line breaks around a line that is dropped.

A line between two paragraphs takes its own line end along. One that cuts a sentence, as a
page's furniture does, takes those on both sides: the two halves are one paragraph again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from wenji.facts import is_fact_line
from wenji.marks import mark_in
from wenji.model import Edit
from wenji.numbering import label_at
from wenji.sentences import ended

Rule = Callable[[str], Iterable[Edit]]

_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_MARKDOWN = re.compile("#{1,6} ")
_STOPS = re.compile("[，。；！？、]")
_DATED = re.compile("[0-9０-９〇○零一二三四五六七八九十]{2,4} ?年[^，。；：]{0,8}")  # 2013年冬至
_CLOSED = "）)】]》>—-"
_INDENTED = re.compile(rf"^[{_SPACES}]+(?=[^{_SPACES}\n])", re.MULTILINE)
LEAST_HALF = 6  # characters of the first half of a sentence
LABEL = 3  # characters of an item's number
PROSE = 30  # so long a line without a comma is prose all the same
_BLANK = re.compile(r"\n[ \t\u3000]*\n")
INDENTED_SHARE = 0.2  # of the lines, where paragraphs are indented


def closing(rule: Rule) -> Rule:
    """The rule, whose dropped lines take all line breaks along where they cut a sentence."""

    @wraps(rule)
    def closed(text: str) -> Iterator[Edit]:
        yield from _closed(text, sorted(rule(text), key=lambda e: (e.start, e.end)))

    return closed


def _closed(text: str, edits: list[Edit]) -> Iterator[Edit]:
    indented: bool | None = None
    first = 0
    while first < len(edits):
        last = first
        while last + 1 < len(edits) and not text[edits[last].end : edits[last + 1].start].strip():
            last += 1
        group = edits[first : last + 1]
        if indented is None:
            found = sum(1 for _ in _INDENTED.finditer(text))
            indented = found > INDENTED_SHARE * (text.count("\n") + 1)
        start, end = group[0].start, group[-1].end
        if group[0].new == "" and cuts_sentence(text, start, end, indented):
            back = start
            while back > 0 and text[back - 1] in _SPACES + "\n":
                back -= 1
            while end < len(text) and text[end] in _SPACES + "\n":
                end += 1
            group[0] = group[0]._replace(start=back)
            group[-1] = group[-1]._replace(end=end)
        yield from group
        first = last + 1


def closes_another(line: str) -> bool:
    """Whether a line closes a bracket that another one has opened; numbers of items close none.

    >>> closes_another("318000  责任编辑：林禾）"), closes_another("1）点击下载")
    (True, False)
    """
    at = max(line.find("）"), line.find(")"))
    return at > LABEL and not any(sign in line[:at] for sign in "（(")


def cuts_sentence(text: str, start: int, end: int, indented: bool) -> bool:
    """Whether whole lines from `start` to `end` stand in the midst of a sentence.

    `indented` says that the text's paragraphs begin with white space.

    >>> text = "两个月下来，东岭和北\\n转下页\\n渡口的老渠都通了水。\\n"
    >>> cuts_sentence(text, 11, 15, False)
    True
    """
    head = start
    while head > 0 and text[head - 1] in _SPACES + "\n":
        head -= 1
    if head == 0 or ended(text[max(0, head - 80) : head]):
        return False
    before = text[text.rfind("\n", 0, head) + 1 : head].strip(_SPACES)
    tail = end
    while tail < len(text) and text[tail] in _SPACES + "\n":
        tail += 1
    stop = text.find("\n", tail)
    after = text[tail : stop if stop >= 0 else len(text)].strip(_SPACES)
    if len(before) < LEAST_HALF or not after or before[-1] in _CLOSED:
        return False
    own_line = text[text.rfind("\n", 0, tail) + 1 : tail]
    if own_line and (indented or len(own_line) > 1):
        return False
    if _is_head(before) or _is_head(after) or is_fact_line(before) or _DATED.fullmatch(before):
        return False
    # A blank line divides what is short: a title from a salutation, whatever stood between them.
    blank = _BLANK.search(text, head, tail) is not None
    prose = len(before) >= PROSE or _STOPS.search(before) is not None or (indented and not blank)
    return prose and (len(after) >= PROSE or _STOPS.search(after) is not None)


def _is_head(line: str) -> bool:
    """Whether a line is a mark, a numbered heading, or a sentence set off from its number."""
    if mark_in(line) is not None or _MARKDOWN.match(line) is not None:
        return True
    label = label_at(line)
    if label is None:
        return False
    return label.length > len(label.text) or _STOPS.search(line, label.length) is None
