"""Which sign in a text calls which note below it; only where nobody can be in doubt.

A sign pairs with a note where the text holds it once, one note begins with it, the note stands
below, and all pairs follow one another in the same order above and below. What several notes could
mean (signs that start again on each page, `[1]` called twice) pairs with nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from wenji.forms import words
from wenji.forms.line import NOTE
from wenji.numbering import value

_SIGN = re.compile(words.NOTE_SIGN)
_CALLED = re.compile(words.CALLED)
_NARROW = {ord("０") + n: ord("0") + n for n in range(10)}
_AFTER = "：:、. "  # of `注1：`, which is called as 注1


class Link(NamedTuple):
    """A sign and its note: number, paragraphs, and where the sign ends and begins in both.

    `call` and `note` are indexes of paragraphs; the others are code points in their texts.
    """

    number: int
    call: int
    start: int
    end: int
    note: int
    note_end: int


def links(texts: Sequence[str], forms: Sequence[str]) -> list[Link]:
    """The pairs of a text's paragraphs; `forms` says what each is (`forms.FORMS`, "h" for a
    heading, "" for prose).

    >>> links(["清淤十二里[1]，换闸四座。", "[1]以里计。"], ["", "note"])
    [Link(number=1, call=0, start=5, end=8, note=1, note_end=3)]
    >>> links(["清淤十二里[1]，换闸四座[1]。", "[1]以里计。"], ["", "note"])
    []
    """
    notes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for k, (text, form) in enumerate(zip(texts, forms, strict=True)):
        found = _SIGN.match(text) if form == NOTE else None
        if found and found.lastgroup:
            sign = found[0].rstrip(_AFTER)
            notes[sign].append((k, len(sign)))
            numbers[sign] = value(found[found.lastgroup].translate(_NARROW)) or 0
    if not notes:
        return []
    calls: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for k, (text, form) in enumerate(zip(texts, forms, strict=True)):
        if form != NOTE:
            for found in _CALLED.finditer(text):
                calls[found[0]].append((k, found.start()))
    once = [s for s in notes if len(notes[s]) == len(calls[s]) == 1 and numbers[s]]
    told = [numbers[s] for s in once]
    pairs = [
        Link(numbers[s], *calls[s][0], calls[s][0][1] + len(s), *notes[s][0])
        for s in once
        if told.count(numbers[s]) == 1
    ]
    if any(p.note < p.call or p.start == 0 or forms[p.call] == "h" for p in pairs):
        return []
    ordered = all(p.number < q.number and p[1:3] < q[1:3] for p, q in pairwise(pairs))
    return pairs if ordered else []
