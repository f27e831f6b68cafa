"""Quotation marks turned the wrong way round, or straight, set right paragraph by paragraph.

Which way a mark must point is decided for all marks of a paragraph together: the cheapest
reading in which they open and close in turn, where each contradiction to the characters
beside a mark and each mark that is changed has its price (Viterbi over three states: outside,
inside, and inside a quotation within a quotation that has the same marks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.lines import lines_with
from wenji.model import Edit

_MARK = re.compile(r"\\?[“”\"＂]")
_TYPED = re.compile(r"\\?[“”\"＂]|``|''")  # as programs for printing have them
_SIGN = re.compile('[“”"＂]|``')
_TYPED_SIGN = re.compile("[“”\"＂]|``|''")
_SENTENCE_END = re.compile("[。！？!?]|[.](?![0-9A-Za-z])")
_HAN = re.compile("[\u3400-\u9fff]")

OPEN, CLOSE = "“", "”"
_TYPED_OTHER = {OPEN: "''", CLOSE: "``"}  # what a program for printing has for the other one
# What cannot follow an opening mark, nor stand before a closing one.
_NEVER_AFTER_OPEN = frozenset("，。、；：！？）》”.,;:!?)")
_NEVER_BEFORE_CLOSE = frozenset("（《“(：:")
_RARELY_AFTER_OPEN = frozenset("的和与及等之")
_OFTEN_BEFORE_OPEN = frozenset("：:，。、；！？（,.;( 的")

# Prices, in units of one contradiction; tuned on the reversed and straight quotes of the
# development collections and read against the seeds.
PRICE_TURNED = 0.6  # a mark that points the other way now
PRICE_NEVER = 4.0
PRICE_RARELY = 1.5
PRICE_UNPAIRED = 3.0  # opening twice, closing twice, or left open at the end
PRICE_NESTED = 1.0  # a quotation within another; less than to turn two marks that are right
PRICE_RUNS_ON = 1.5  # a quotation of several sentences that closes in the middle of one
NEVER = 1e9
LEAST_TYPED, UNPAIRED = 3, 0.2  # of a program's marks in a text; share that lacks another one
PRICE_EDGE = 4.0  # closing at a paragraph's beginning, opening at its end


def orientation(text: str) -> Iterator[Edit]:
    """Marks that point the wrong way, and straight marks round Chinese words.

    >>> [(e.start, e.new) for e in orientation("开展”回头看“活动。")]
    [(2, '“'), (6, '”')]
    >>> list(orientation("他说“好”，就走了。"))
    []
    """
    printed = text.count("``")  # where nearly all are paired, a line may lack one of a pair
    paired = printed >= LEAST_TYPED and abs(printed - text.count("''")) <= UNPAIRED * printed
    for at, line in lines_with(text, _TYPED_SIGN if paired else _SIGN):
        typed = "``" in line and (paired or line.count("``") == line.count("''"))
        typed = typed or (paired and "''" in line)
        marks = list((_TYPED if typed else _MARK).finditer(line))
        if not _HAN.search(line) or _sound(line, marks):
            continue
        ways = _best(line, marks)
        latin = _latin(line, marks, ways)
        for mark, new in zip(marks, ways, strict=True):
            if mark[0] != new and mark.start() not in latin:
                yield Edit(at + mark.start(), at + mark.end(), new, "quote")


def _latin(line: str, marks: list[re.Match[str]], ways: list[str]) -> set[int]:
    """Where the straight marks stand that belong to Latin text: code, inches. They stay."""
    out: set[int] = set()
    n = 0
    while n < len(marks):
        first = last = marks[n]
        if ways[n] == OPEN and n + 1 < len(marks) and ways[n + 1] == CLOSE:
            last = marks[n + 1]
            n += 1
        n += 1
        around = line[max(0, first.start() - 1) : last.end() + 1]
        inch = first is last and line[max(0, first.start() - 1) : first.start()].isdecimal()
        if inch or (around.isascii() and around.strip('"')):
            out |= {m.start() for m in (first, last) if m[0] not in "“”"}
    return out


def _sound(line: str, marks: list[re.Match[str]]) -> bool:
    """Whether the marks alternate and none contradicts its neighbours."""
    expected = OPEN
    for m in marks:
        if m[0] != expected or _price(line, m, m[0]) >= PRICE_NEVER:
            return False
        expected = CLOSE if expected == OPEN else OPEN
    return expected == OPEN


def _price(line: str, m: re.Match[str], way: str) -> float:
    """What it costs to read mark `m` as `way`, by the characters beside it alone."""
    before = line[m.start() - 1] if m.start() else ""
    after = line[m.end()] if m.end() < len(line) else ""
    price = 0.0
    if way == OPEN:
        if not after:
            price += PRICE_EDGE
        elif after in _NEVER_AFTER_OPEN:
            price += PRICE_NEVER
        elif after in _RARELY_AFTER_OPEN:
            price += PRICE_RARELY
    else:
        if not before:
            price += PRICE_EDGE
        elif before in _NEVER_BEFORE_CLOSE:
            price += PRICE_NEVER
        elif before in _OFTEN_BEFORE_OPEN and after and after not in _NEVER_AFTER_OPEN:
            price += PRICE_RARELY / 3
    if (m[0] != way and m[0] in "“”") or m[0] == _TYPED_OTHER[way]:
        price += PRICE_TURNED
    return price


def _nests(marks: list[re.Match[str]]) -> bool:
    """Whether the marks as they stand open and close like brackets, at most two deep."""
    depth = 0
    for m in marks:
        depth += 1 if m[0] == OPEN else -1
        if not 0 <= depth <= 2:
            return False
    return depth == 0


def _best(line: str, marks: list[re.Match[str]]) -> list[str]:
    """The cheapest sequence of ways; ties go to the present ones."""
    # states: 0 outside a quotation, 1 inside, 2 inside one within it
    cost = [0.0, PRICE_UNPAIRED, NEVER]
    back: list[tuple[tuple[int, str], ...]] = []
    previous = 0
    nested = _nests(marks)
    for m in marks:
        opening, closing = _price(line, m, OPEN), _price(line, m, CLOSE)
        if _SENTENCE_END.search(line, previous, max(previous, m.start() - 1)) and not (
            _SENTENCE_END.match(line, m.start() - 1)
        ):
            closing += PRICE_RUNS_ON
        # Nested marks are never made: both must stand as they do, apart from others.
        apart = nested and m.start() > previous
        nests = opening + PRICE_NESTED if m[0] == OPEN and apart else NEVER
        unnests = closing if m[0] == CLOSE and apart else NEVER
        previous = m.end()
        to_inside = min(
            (cost[0] + opening, 0, OPEN),
            (cost[1] + opening + PRICE_UNPAIRED, 1, OPEN),
            (cost[2] + unnests, 2, CLOSE),
        )
        to_outside = min((cost[1] + closing, 1), (cost[0] + closing + PRICE_UNPAIRED, 0))
        to_nested = cost[1] + nests
        back.append(((to_outside[1], CLOSE), to_inside[1:], (1, OPEN)))
        cost = [to_outside[0], to_inside[0], to_nested]
    state = 0 if cost[0] <= cost[1] + PRICE_UNPAIRED else 1
    ways: list[str] = []
    for step in reversed(back):
        state, way = step[state]
        ways.append(way)
    return ways[::-1]
