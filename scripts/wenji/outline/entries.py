"""The entries of a table of contents: lines like headings, that only say what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEAST_ENTRIES = 3  # lines in a row that make a table
SAID_AGAIN = 0.8  # of them, as headings further on; origin: judgement

_MARKUP = re.compile(r"[#\s　]+")
_PAGE = re.compile(r"[.…·\s]*[0-9]*$")


def without_entries(texts: Sequence[str], kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds of an article's paragraphs, where the entries of its contents are no headings.

    Entries stand one below the other, and nearly all of them stand again as headings further on.

    >>> heads = ["一、备耕", "二、灌溉", "三、收割"]
    >>> without_entries([*heads, *heads], ["h2"] * 6)
    ('p', 'p', 'p', 'h2', 'h2', 'h2')
    """
    out = list(kinds)
    last: dict[str, int] = {}
    for i, kind in enumerate(kinds):
        if kind != "p":
            last[_core(texts[i])] = i
    first = 0
    while first < len(out):
        end = first
        while end < len(out) and kinds[end] != "p":
            end += 1
        # The first heading of the text may stand right below its table.
        table = next((k for k in range(end, first, -1) if _is_table(texts, last, first, k)), first)
        out[first:table] = ["p"] * (table - first)
        first = end + 1
    return tuple(out)


def _is_table(texts: Sequence[str], last: dict[str, int], first: int, end: int) -> bool:
    """Whether the headings from `first` to `end` are a table; `last` is where each stands last."""
    if end - first < LEAST_ENTRIES:
        return False
    again = sum(last[_core(texts[i])] >= end for i in range(first, end))
    return again >= SAID_AGAIN * (end - first)


def _core(text: str) -> str:
    """A heading's own words, without markup and the number of its page."""
    return _PAGE.sub("", _MARKUP.sub("", text))
