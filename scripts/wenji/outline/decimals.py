"""Numbers that tell their own depth: 1, 1.1, 1.1.1, as papers have them.

A line that begins with such a number may as well be a row of a table or a quantity. What counts is
the run of them through the text: 1, 1.1, 1.2, 2, 2.1, each the next that can follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from wenji.numbering import Label

# 1, 1.1, 1.1.1 tell their depth by their styles; other numbers between them count below them.
DECIMAL = "decimal_"
_DEPTH = 4
_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_NUMBER = re.compile(
    rf"(?P<n>[0-9０-９]{{1,2}}(?:[.．][0-9０-９]{{1,2}}){{0,{_DEPTH - 1}}})"
    rf"(?P<stop>[.．、]?)(?P<gap>[{_SPACES}]*)(?=[^\W\d_]|[“”《（(〈\"]"
    r"|(?<=\u3000)[0-9])"
)
_DIGITS = re.compile("[0-9０-９]+")
PAUSE = re.compile("[，。；：！？,;:!?]")
_LETTERS = re.compile(r"[^\W\d_]")
# A number before one of these counts something: 7.6万亿, 3.5倍, 12.5亩.
_COUNTED = re.compile(
    "[万亿倍元年月日时分秒米斤吨克升亩公个名人次度千百毫厘平立美座只条]|[A-Za-z]{1,3}[/ ，。]"
)

# --- thresholds; origin: papers of the development collections ------------------------------------
TITLE = 45  # code points behind a number that is a heading
LETTERS = 0.5  # of a heading's characters; rows of tables have fewer
LEAST = 3  # numbers in a run
BODY, OVER_PROSE = 30, 0.5  # code points of prose, and the share of numbers without points over it
DEEP, FLAT, SKIPPED = 2, 1, 1  # what a number weighs with a point and without, and one left out

Number: TypeAlias = tuple[int, ...]


class _Candidate(NamedTuple):
    """A paragraph that begins with such a number. `bare`: none of the signs of other labels."""

    paragraph: int
    number: Number
    label: Label
    bare: bool


def decimal_at(text: str) -> tuple[Number, Label] | None:
    """The number at a paragraph's head, if it could be one of these, and its label.

    >>> decimal_at("2.1　渠线")[1].style, decimal_at("3.5万亩") is None
    ('decimal_2', True)
    >>> decimal_at("3.1　400里渠线的走向")[1].style, decimal_at("3　400里渠线") is None
    ('decimal_2', True)
    """
    found = _candidate(0, text) if text[:1].isdecimal() else None
    return (found.number, found.label) if found else None


def decimals(texts: Sequence[str]) -> Mapping[int, tuple[Number, Label]]:
    """The numbers of the weightiest run, with their labels, by paragraph; empty for none.

    Without any point the run must stand over prose: tables count their rows as well.

    >>> sorted(decimals(["1 修渠", "1.1 清淤", "1.2 换闸", "2 护渠", "7 袋水泥"]))
    [0, 1, 2, 3]
    """
    candidates = [
        found for k, text in enumerate(texts)
        if text[:1].isdecimal() and (found := _candidate(k, text))
    ]  # fmt: skip
    if len(candidates) < LEAST:
        return {}
    run = _run(candidates)
    if len(run) < LEAST:
        return {}
    if all(len(c.number) == 1 for c in run):
        over = sum(len("".join(texts[c.paragraph + 1 : c.paragraph + 2])) >= BODY for c in run)
        if over < OVER_PROSE * len(run) or not all(c.bare for c in run):
            return {}
    return {c.paragraph: (c.number, c.label) for c in run}


def _candidate(paragraph: int, text: str) -> _Candidate | None:
    m = _NUMBER.match(text)
    if m is None:
        return None
    number = tuple(int(d) for d in _DIGITS.findall(m["n"]))
    deep, rest = len(number) > 1, text[m.end() :]
    if not m["gap"] and not m["stop"] and _COUNTED.match(rest):
        return None
    if rest[:1].isdecimal() and not deep:
        return None  # of a table: 3　400米
    if not _reads_as_title(rest) and not (deep and PAUSE.search(rest)):
        return None
    label = Label(f"{DECIMAL}{len(number)}", number[-1], m[0][: m.end("stop")], m.end())
    return _Candidate(paragraph, number, label, not m["stop"])


def _reads_as_title(text: str) -> bool:
    if len(text) > TITLE or PAUSE.search(text):
        return False
    letters = len(_LETTERS.findall(text))
    return letters >= max(2, LETTERS * len(text))


def _run(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The weightiest run in which each number can follow the one before."""
    weights: list[int] = []
    before: list[int] = []
    waiting: dict[Number, tuple[int, int]] = {}  # a number that may come next: weight, candidate
    best = -1
    for n, c in enumerate(candidates):
        own = DEEP if len(c.number) > 1 else FLAT
        weight, previous = waiting.get(c.number, (0, -1))
        first = c.number[-1] <= 1 and all(x <= 1 for x in c.number)
        weights.append(weight + own if previous >= 0 or first else 0)
        before.append(previous)
        if not weights[n]:
            continue
        if best < 0 or weights[n] >= weights[best]:
            best = n
        for number, cost in _followers(c.number):
            if weights[n] - cost >= waiting.get(number, (0, -1))[0]:
                waiting[number] = weights[n] - cost, n
    run = []
    while best >= 0:
        run.append(candidates[best])
        best = before[best]
    return run[::-1]


def _followers(number: Number) -> list[tuple[Number, int]]:
    """The numbers that may follow, and what each costs.

    >>> _followers((2, 1))[:4]
    [((2, 1, 1), 0), ((2, 2), 0), ((2, 3), 1), ((3,), 0)]
    """
    found: list[tuple[Number, int]] = [((*number, 1), 0)] if len(number) < _DEPTH else []
    for depth in range(len(number), 0, -1):
        above, last = number[: depth - 1], number[depth - 1]
        found += [((*above, last + 1), 0), ((*above, last + 2), SKIPPED)]
    # The chapter may have a number of another kind, or stand somewhere else: 二、 above 2.1.
    return [*found, ((number[0] + 1, 1), SKIPPED)]
