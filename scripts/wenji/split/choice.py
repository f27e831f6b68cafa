"""Which of several sets of lines are the beginnings of articles: what speaks for each, together.

Each comes with its points, for its form and for what it would divide (`wholes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenji.marks import Mark
from wenji.split.wholes import (
    ACCEPT,
    FINER,
    HABIT,
    PLAIN,
    UNFORMED,
    Beginnings,
    form_of,
    is_unformed,
    preferred,
)

LEAST_COUNTED = 3  # numbers from one that leave none out
LEAST_NEARLY = 5  # lines of which one may be without
STATED = "stated"  # the form of lines of facts above texts without titles
UNTITLED = frozenset({STATED, "turning"})  # told by facts or subjects, whatever stands there
LOOSE = UNFORMED | {STATED, "named"}  # forms of lines that have little in common
MOST_ADDED = 2  # points by another kind of evidence for the same lines
# What a form is evidence of; those that are not here, of the line itself.
_KINDS = {
    "alike beside": "beside", "returning": "beside", "signed": "beside", "after-leave": "beside",
    "separated": "beside", "underlined": "beside", "boxed": "beside", "twice": "beside",
    "turning": "subject", "spaced": "place", "unindented": "place", "centred": "place",
    "genre": "words", "alike": "words",
}  # fmt: skip


def strongest(candidates: Iterable[Beginnings]) -> Beginnings:
    """The beginnings that have most points; of equal ones those that begin first.

    Sure ones that hold all of these and more are believed before them: whole texts taken for one
    have all the more that speaks for them. So are doubtful ones where only the ends of texts tell
    the sure ones: that some lines begin texts is sure, and what marks these marks others too.
    """
    able = _together([b for b in candidates if b.marks])
    sure = [b for b in able if b.points >= ACCEPT]
    if any(form_of(b) not in UNFORMED | PLAIN for b in sure):  # a form goes before subjects alone
        sure = [b for b in sure if form_of(b) != "turning"]
    most = max((len(b.marks) for b in sure if form_of(b) not in UNTITLED), default=0)
    sure = [b for b in sure if form_of(b) != STATED or len(b.marks) > most]  # titles go before
    if not sure:
        return Beginnings(0, {})
    best = max(sure, key=lambda b: (b.points, -min(b.marks)))
    counted = any(b.marks.keys() == best.marks.keys() and _counts(b) for b in sure)
    weak = LOOSE | PLAIN if counted else LOOSE
    if form_of(best) in PLAIN:  # what nothing marks may stand apart by chance
        weak = weak - UNFORMED
    finer = [
        b for b in sure
        if b.marks.keys() > best.marks.keys() and b.points >= FINER and form_of(b) not in weak
    ]  # fmt: skip
    best = max(finer, key=lambda b: b.points, default=best)
    if is_unformed(best):
        equal = [b for b in sure if is_unformed(b) and b.points == best.points]
        best = max(equal, key=lambda b: len(b.marks))
        held = [
            b for b in able if b.marks.keys() >= best.marks.keys() and form_of(b) not in UNFORMED
        ]
        best = max(held, key=lambda b: b.points, default=best)
    return _first_as_the_others(best, able)


def _first_as_the_others(best: Beginnings, able: Iterable[Beginnings]) -> Beginnings:
    """The beginnings; those of a form where nothing marks these and the two differ in the first
    line alone: a collection's title stands above that of its first text."""
    if form_of(best) not in PLAIN:
        return best
    first, *others = sorted(best.marks)
    same = [
        b for b in able
        if b.marks.keys() == {first + 1, *others} and form_of(b) not in LOOSE | PLAIN | UNTITLED
    ]  # fmt: skip
    return max(same, key=lambda b: b.points, default=best)


def _together(found: Sequence[Beginnings]) -> list[Beginnings]:
    """The beginnings, doubtful ones with what else speaks for the same lines, or nearly all.

    Titles may have a name each, and blank lines above, and the same words below: none of this is
    enough by itself. Of the same kind of evidence the strongest counts.
    """
    by_lines: dict[tuple[int, ...], list[Beginnings]] = {}
    for b in found:
        by_lines.setdefault(tuple(sorted(b.marks)), []).append(b)
    out = []
    for starts, same in by_lines.items():
        best = max(same, key=lambda b: b.points)
        if best.points < ACCEPT:
            kinds: dict[str, int] = {}
            nearly = list(_nearly(starts, found))
            for b in nearly:
                kind = _KINDS.get(form_of(b), "line")
                kinds[kind] = max(kinds.get(kind, 0), min(b.worth, MOST_ADDED))
            own = _KINDS.get(form_of(best), "line")
            told = best.points + sum(n for kind, n in kinds.items() if kind != own)
            if told >= ACCEPT:
                marks = best.marks | _better_read(best, nearly)
                same = [Beginnings(preferred(told, starts)[0], marks, best.worth)]
        out.extend(same)
    return out


def _nearly(starts: Sequence[int], found: Sequence[Beginnings]) -> Iterator[Beginnings]:
    """Of some beginnings those that hold all of these lines, or are nearly all of them."""
    own = frozenset(starts)
    for b in found:
        if own <= b.marks.keys() or (
            b.marks.keys() < own and len(b.marks) >= HABIT * len(own) and len(own) >= LEAST_NEARLY
        ):
            yield b


def _better_read(best: Beginnings, others: Iterable[Beginnings]) -> dict[int, Mark]:
    """The marks of the surest form for the lines of some beginnings: it knows the signs round
    their titles."""
    surest = max(others, key=lambda b: b.worth, default=best)
    better = surest.marks if surest.worth > best.worth else {}
    return {
        i: replace(mark, value=best.marks[i].value)
        for i, mark in better.items() if i in best.marks
    }  # fmt: skip


def _counts(found: Beginnings) -> bool:
    """Whether the beginnings are numbered from one, and none is left out."""
    values = [mark.value for mark in found.marks.values()]
    well = len(values) >= LEAST_COUNTED and values == list(range(1, len(values) + 1))
    return well and form_of(found) == "sequence"
