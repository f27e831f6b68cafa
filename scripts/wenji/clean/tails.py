"""Remarks of a page that stand behind the last sentence of a paragraph, on its line.

Where a page's parts were copied without their line ends, what followed a paragraph is glued to it:
……看水去。分享到：微信 微博. What stands behind the end of a sentence and is no sentence itself is
judged as a line is, by the words and by what it is made of, and more so where it is set off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean import composed
from wenji.clean.weighed import ACCEPT, OUTSIDE, covered, weight
from wenji.facts import is_fact_line
from wenji.lines import lines_with
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.sentences import ended

# --- thresholds; origin: furniture of pages written for the purpose, glued to texts --------------
LONGEST, LEAST = 44, 4  # characters of such a remark
MADE_OF_TAIL = 0.75  # share of its letters that words of a page make up
LEAST_TEXT = 16  # … and of the paragraph before it
WRAPPED = 6  # characters by which the lines of a wrapped text differ
LONGEST_WRAPPED = 80  # characters of a line that may go on in the next one
OF_FACTS = 6.0  # what a remark weighs that states facts as well: 阅读：80 回复：12
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
        if not LEAST <= len(tail) <= LONGEST:
            continue
        sure = composed.is_sure(tail) or composed.is_written_by_machine(tail)
        if not sure and _is_wrapped(text, at, line):
            continue
        head = line[:cut].strip(_SPACES)
        if len(head) < LEAST_TEXT and not _goes_on(text, at):
            continue
        if len(head) <= LONGEST and max(weight(head), composed.weight(head)) >= OUTSIDE:
            continue  # all of it may be one remark
        if _is_remark(tail, set_off=line[cut] in _SPACES):
            yield Edit(at + cut, at + len(line), "", "site-remark", Role.NOISE)


def _is_remark(tail: str, *, set_off: bool) -> bool:
    if ended(tail) and not tail.endswith(tuple("）)】]》…")):
        return False
    if mark_in(tail) is not None:
        return False
    extra = SET_OFF * set_off
    if composed.weight(tail) + extra >= ACCEPT:
        return composed.is_made(tail)
    if covered(tail) < MADE_OF_TAIL:
        return False  # the beginning of a sentence, perhaps, and a remark within it
    return weight(tail) + extra >= (OF_FACTS if is_fact_line(tail) else ACCEPT)


def _goes_on(text: str, at: int) -> bool:
    """Whether the line before is no end of a sentence, so that this one begins with its rest."""
    above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)].strip(_SPACES)
    return len(above) >= LEAST_TEXT and not ended(above) and mark_in(above) is None


def _is_wrapped(text: str, at: int, line: str) -> bool:
    """Whether the last sentence of a line may go on in the next one.

    It does not where the line is longer than any that is wrapped; nor where a blank line, an
    article or a line that is set in follows, unless it is as long as its neighbours.
    """
    if len(line) > LONGEST_WRAPPED:
        return False
    end = at + len(line) + 1
    above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)]
    below = text[end : text.find("\n", end) + 1 or len(text)]
    if any(abs(len(x.strip()) - len(line.strip())) <= WRAPPED for x in (above, below)):
        return True
    return below[:1] not in _SPACES + "\n" and below != "" and mark_in(below) is None
