"""Remarks of a page that stand behind the last sentence of a paragraph, on its line.

Where a page's parts were copied without their line ends, what followed a paragraph is glued to it:
……看水去。分享到：微信 微博. What stands behind the end of a sentence and is no sentence itself is
judged as a line is, by the words and by what it is made of, and more so where it is set off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean import composed
from wenji.clean.weighed import ACCEPT, weight
from wenji.facts import is_fact_line
from wenji.lines import lines_with
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.sentences import ended

# --- thresholds; origin: furniture of pages written for the purpose, glued to texts --------------
LONGEST, LEAST = 44, 3  # characters of such a remark
LEAST_TEXT = 16  # … and of the paragraph before it
WRAPPED = 4  # characters by which the lines of a wrapped text differ
SET_OFF = 1.0  # what white space before it adds

_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
# A line that goes on behind a sentence's end.
_GOES_ON = re.compile(r"[。！？][^\n。！？]{3,60}$", re.MULTILINE)
_STOP = re.compile(r"[。！？][”’」』）)]?")


def glued_remarks(text: str) -> Iterator[Edit]:
    """Drop what a page says of itself behind the last sentence of a paragraph."""
    for at, line in lines_with(text, _GOES_ON):
        cut = max((m.end() for m in _STOP.finditer(line)), default=0)
        tail = line[cut:].strip(_SPACES)
        if cut < LEAST_TEXT or not LEAST <= len(tail) <= LONGEST or _is_wrapped(text, at, line):
            continue
        if _is_remark(tail, set_off=line[cut] in _SPACES):
            yield Edit(at + cut, at + len(line), "", "site-remark", Role.NOISE)


def _is_remark(tail: str, *, set_off: bool) -> bool:
    if ended(tail) and not tail.endswith(tuple("）)】]》…")):
        return False
    if is_fact_line(tail) or mark_in(tail) is not None:
        return False
    heavy = max(weight(tail), composed.weight(tail))
    return heavy + SET_OFF * set_off >= ACCEPT


def _is_wrapped(text: str, at: int, line: str) -> bool:
    """Whether a line is as long as one beside it: its last sentence may go on in the next one."""
    end = at + len(line)
    above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)]
    below = text[end + 1 : text.find("\n", end + 1) + 1 or len(text)].rstrip("\n")
    return any(abs(len(x.strip()) - len(line.strip())) <= WRAPPED for x in (above, below))
