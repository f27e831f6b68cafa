"""What people write who do not know YAML: the habits that break a file, told in plain words.

A parser names the place where it gave up, in its own words, often lines below the slip. Here each
line is asked for the slips themselves; `find` is called only for text that is no YAML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_KEY = r"[ ]*(?:-[ ]+)?(?P<word>[A-Za-z][\w-]*|[\u4e00-\u9fff]{1,20})"
# In the order in which they are asked; names are those of the texts, `settings.problem.NAME`.
_HABITS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("conflict", re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")),
    ("tab", re.compile(r"[ ]*\t")),
    ("wide-colon", re.compile(rf"{_KEY}[ ]*：")),
    ("dash", re.compile(r"[ ]*(?:-(?=[A-Za-z])|[–—－])")),
    ("no-space", re.compile(rf"{_KEY}:(?=[^\s:])")),
    ("colon-inside", re.compile(rf"{_KEY}:[ ]+(?!['\"|>\[{{])[^#\n]*?:(?: |$)")),
    ("quote-open", re.compile(rf"{_KEY}:[ ]+(?:\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")),
    ("first-sign", re.compile(rf"{_KEY}:[ ]+(?=[@`%*&!,\]}}])")),
    ("document", re.compile(r"(?:---|\.\.\.)(?:\s|$)")),
)  # fmt: skip


class Mistake(NamedTuple):
    """A slip: its line, from 0, the name of its text, and the key in whose value it is."""

    line: int
    name: str
    word: str


def find(lines: Sequence[str]) -> Mistake | None:
    """The first slip in lines that are no YAML; None where none of these habits is to blame.

    >>> find(["- source: a.txt", "  at：甲"])
    Mistake(line=1, name='wide-colon', word='at')
    >>> find(["- source: a.txt", "  at: 甲：乙"])
    """
    for number, line in enumerate(lines):
        for name, habit in _HABITS:
            found = habit.match(line)
            if found and not (name == "document" and number == 0):
                return Mistake(number, name, found.groupdict().get("word") or "")
    return None
