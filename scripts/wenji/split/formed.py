"""The paragraphs at which articles begin, by the form of their lines.

`marked` asks, in this order:

1. `contents`: a table of contents, whose lines come back as the titles of articles;
2. `mark_chains`: marks of listed forms (`wenji.marks`) in sequence;
3. where there are none, every form that lines may have: `sequences` (numbers of any form, read by
   `wenji.unlisted_marks`) and `signs` (titles that stand alone), with `decorations` (what sets a
   title off on its own line) and `edges` (what stands on the lines beside it);
4. `stated`: lines of facts above texts that have no titles;
   `turns`: bare titles at which the subject changes, where no form of lines is believed;
   `units`: texts numbered anew in each part of a collection.

`habits` says what a form of lines is and what reads as a title. Each candidate of 3 and 4 gets
points, for its form and for what it would divide: `wholes` asks whether these are whole texts,
`subjects` whether they speak of other things. The most points win; decision 25 in
`notes/decisions/` tells why a form alone is not believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

from wenji.marks import Mark
from wenji.paras import Para
from wenji.split.choice import strongest
from wenji.split.contents import contents
from wenji.split.mark_chains import listed_marks
from wenji.split.sequences import counted_on, sequences
from wenji.split.signs import beginnings
from wenji.split.stated import stated
from wenji.split.turns import turns
from wenji.split.units import units
from wenji.split.wholes import ACCEPT, Beginnings

SURE = 2 * ACCEPT  # points of a beginning that is certain, as one by a listed mark is
# Articles before one that may hold others; so many times as long as each of them it is then.
LEAST_BEFORE, AS_SEVERAL = 3, 1.8


def marked(paras: Sequence[Para]) -> Beginnings:
    """The beginnings of the strongest form: a table of contents, listed marks, any other."""
    table = contents(paras)
    if table is None:
        return _formed(paras)
    own = _formed(paras[table.end :])
    if len(own.marks) > len(table.marks):
        return Beginnings(own.points, {i + table.end: mark for i, mark in own.marks.items()})
    return Beginnings(SURE, table.marks)


def _formed(paras: Sequence[Para]) -> Beginnings:
    marks = listed_marks(paras)
    if marks:
        return Beginnings(SURE, marks | _behind(paras, marks))
    others = (stated(paras), turns(paras), units(paras))
    return strongest(chain([sequences(paras)], beginnings(paras), *others))


def _behind(paras: Sequence[Para], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """The marks of another form in the last article, where it is as long as several others."""
    order = [*sorted(marks), len(paras)]
    lengths = [sum(len(p.text) for p in paras[a:b]) for a, b in pairwise(order)]
    if len(lengths) < LEAST_BEFORE or lengths[-1] < AS_SEVERAL * max(lengths[:-1]):
        return {}
    last = order[-2] + 1
    found = counted_on(paras[last:], marks[order[-2]].value)
    return {i + last: mark for i, mark in found.items()}
