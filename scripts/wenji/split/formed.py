"""The paragraphs at which articles begin, by the form of their lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from wenji.paras import Para
from wenji.split.contents import contents
from wenji.split.mark_chains import listed_marks
from wenji.split.sequences import sequences
from wenji.split.signs import beginnings
from wenji.split.wholes import ACCEPT, Beginnings, strongest

SURE = 2 * ACCEPT  # points of a beginning that is certain, as one by a listed mark is


def marked(paras: Sequence[Para]) -> Beginnings:
    """The beginnings of the strongest form: a table of contents, listed marks, any other."""
    table = contents(paras)
    if table is None:
        return _formed(paras)
    told, marks = _formed(paras[table.end :])
    if len(marks) > len(table.marks):
        return Beginnings(told, {i + table.end: mark for i, mark in marks.items()})
    return Beginnings(SURE, table.marks)


def _formed(paras: Sequence[Para]) -> Beginnings:
    marks = listed_marks(paras)
    if marks:
        return Beginnings(SURE, marks)
    return strongest(chain([sequences(paras)], beginnings(paras)))
