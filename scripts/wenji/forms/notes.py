"""Notes below a text: under a head of their own, or numbered and called in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from wenji.forms import words
from wenji.forms.letters import is_close
from wenji.forms.line import NOTE, Free, Line, Lines, Run, runs
from wenji.numbering import value

FROM_END = 3  # a lone 注： stands at most so far from the end, or below a table
LEAST = 2  # notes without a head

_HEAD = re.compile(words.NOTES_HEAD)
_SIGN = re.compile(words.NOTE_SIGN)
_BESIDE = re.compile(words.BESIDE)
_NARROW = {ord("０") + n: ord("0") + n for n in range(10)}


def notes(lines: Lines, free: Free) -> Iterator[Run]:
    """Runs of notes with their heads."""
    taken: set[int] = set()
    for h in [h for h, line in enumerate(lines) if h and _HEAD.fullmatch(line.text)]:
        if h not in taken:
            end = _numbered(lines, h + 1, free)
            if end > h + 1:
                start = h if free(h) else h + 1
                taken.update(range(start, end))
                yield start, end, NOTE
    signed = [
        k for k, line in enumerate(lines)
        if _SIGN.match(line.text) and k not in taken and free(k) and _sign(line) is not None
    ]  # fmt: skip
    for a, b in runs(signed):
        if b - a >= LEAST and _called(lines, a, b):
            taken.update(range(a, b))
            yield a, b, NOTE
    beside = [k for k, line in enumerate(lines) if k and _BESIDE.match(line.text)]
    if not beside:
        return
    last = next((k for k in range(len(lines) - 1, -1, -1) if not is_close(lines[k])), -1)
    for k in beside:
        if free(k) and k not in taken:
            below_table = lines[k - 1].kind == "p" and not free(k - 1)
            if below_table or (k > last - FROM_END and k - 1 not in taken):
                yield k, k + 1, NOTE


def begins_note(line: Line) -> bool:
    """Whether a line of notes begins one, or is their head, rather than going on."""
    return _number(line) is not None or bool(_HEAD.fullmatch(line.text) or _BESIDE.match(line.text))


def _sign(line: Line) -> int | None:
    """The number of a note that begins with a sign of its own: [3], 〔3〕, ③, 注3："""
    m = _SIGN.match(line.text)
    return value(m[m.lastgroup].translate(_NARROW)) if m and m.lastgroup else None


def _further(line: Line) -> Iterator[int]:
    """The numbers of all signs at the start of a note."""
    at = 0
    while m := _SIGN.match(line.text, at):
        yield (value(m[m.lastgroup].translate(_NARROW)) if m.lastgroup else None) or 0
        at = m.end()


def _number(line: Line) -> int | None:
    """The number of a note below a head: any number that may begin a line."""
    label = line.label
    return _sign(line) or (label.value if label and label.style in words.ITEM_STYLES else None)


def _numbered(lines: Lines, at: int, free: Free) -> int:
    """The end of the notes that begin at `at`, numbered in sequence from 1."""
    expected, end = 1, at
    told: set[int] = set()  # 〔2〕〔5〕 is both
    for k in range(at, len(lines)):
        number = _number(lines[k]) if free(k) else None
        if number is not None and expected <= number <= expected + 1:
            told |= {number, *_further(lines[k])}
            expected, end = number + 1, k + 1
            while expected in told:
                expected += 1
            continue
        # A note may go on in a paragraph without a number, when the next is numbered again.
        goes_on = number is None and k == end > at and free(k) and free(k + 1)
        if not (goes_on and _number(lines[k + 1]) == expected):
            break
    return end


def _called(lines: Lines, a: int, b: int) -> bool:
    """Whether notes are in sequence from 1, perhaps page by page, and called in the text above."""
    numbers = [_sign(line) or 0 for line in lines[a:b]]
    if numbers[0] != 1 or any(y not in (1, x + 1) for x, y in pairwise(numbers)):
        return False
    above = "".join(f"\n{line.text}" for line in lines[:a])
    signs = [m[0].rstrip("：:、. ") for line in lines[a:b] if (m := _SIGN.match(line.text))]
    called = sum(bool(re.search(rf"[^\n]{re.escape(sign)}", above)) for sign in signs)
    return 2 * called > len(signs)
