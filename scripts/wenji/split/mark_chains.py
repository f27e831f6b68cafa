"""Listed marks (`marks`) in sequence: which of them begin articles, and which are decoys.

A mark is believed for the numbers of its sisters, not for its own form: the form whose numbers
make the longest rising run has it, gaps allowed; what stands in its gaps fills them.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from wenji.marks import Mark, mark_in
from wenji.model import Finding
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.split.habits import may_be_titled
from wenji.split.subjects import FAR_POINTS, subject_points
from wenji.split.wholes import Room, is_collected, points

# --- thresholds; origin: the seeds and the development collections -------------------------------
DISORDER = 3  # marks of one form that are believed although their numbers do not rise
FURTHEST_GAP = 6  # numbers that a sequence of marks may leave out
LEAST_TEXT = 120  # characters on both sides of a mark that fills a gap
SECOND, LEAST_TEXTS = 2, 3  # the level of headings below a collection's, and how many texts


def listed_marks(paras: Sequence[Para]) -> dict[int, Mark]:
    """The marks of the form that makes the longest sequence; other forms are decoys."""
    by_form: dict[str, list[tuple[int, Mark]]] = {}
    for i, p in enumerate(paras):
        mark = mark_in(p.text)
        if mark is not None:
            by_form.setdefault(mark.form, []).append((i, mark))
    chains = {form: _longest_chain(found) for form, found in by_form.items()}
    best = max(chains.values(), key=len, default=[])
    if len(best) < 2:
        best = max((x for x in by_form.values() if _in_disorder(paras, x)), key=len, default=best)
    if len(best) < 2 and not _believable_alone(best):
        return {}
    every = sorted((i, mark) for found in by_form.values() for i, mark in found)
    return _raised(paras, _completed(dict(best), paras, every))


def _raised(paras: Sequence[Para], marks: dict[int, Mark]) -> dict[int, Mark]:
    """The marks, each one line further up where titles stand above them: 护渠小结, （第一篇）."""
    below = [i for i, mark in marks.items() if not mark.title]
    if len(below) < len(marks) or not all(i and may_be_titled(paras, i - 1) for i in below):
        return marks
    return {i - 1: replace(m, title=paras[i - 1].text, title_start=0) for i, m in marks.items()}


def _in_disorder(paras: Sequence[Para], found: Sequence[tuple[int, Mark]]) -> bool:
    """Marks with titles whose numbers fall, or are in no order: text must stand between all."""
    starts = [i for i, _ in found]
    titled = all(mark.title for _, mark in found)
    return titled and len(found) >= DISORDER and points(paras, starts, [""] * len(found)) >= 0


def _believable_alone(chain: list[tuple[int, Mark]]) -> bool:
    """One mark alone: only 第一篇/篇1 with a title, near the text's beginning."""
    return len(chain) == 1 and chain[0][1].value == 1 and chain[0][0] <= 4


def _longest_chain(found: list[tuple[int, Mark]]) -> list[tuple[int, Mark]]:
    """The longest run of marks whose numbers rise (gaps allowed)."""
    length: list[int] = []  # of the longest run that ends with each mark
    before: list[int | None] = []  # and the mark before it there
    ending: dict[int, int] = {}  # number -> the mark with that number whose run is longest
    for n, (_, mark) in enumerate(found):
        options = [k for gap in range(1, FURTHEST_GAP + 1)
                   if (k := ending.get(mark.value - gap)) is not None]  # fmt: skip
        last = max(options, key=lambda k: (length[k], -k), default=None)
        length.append(1 if last is None else length[last] + 1)
        before.append(last)
        if mark.value not in ending or length[n] > length[ending[mark.value]]:
            ending[mark.value] = n
    at = max(range(len(found)), key=lambda k: (length[k], -k), default=None)
    chain: list[tuple[int, Mark]] = []
    while at is not None:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


def _completed(
    marks: dict[int, Mark], paras: Sequence[Para], others: Sequence[tuple[int, Mark]]
) -> dict[int, Mark]:
    """The marks, and those of other forms (or with a number written twice) that fill their gaps."""
    if not marks:
        return marks
    out, order = dict(marks), sorted(marks)
    form = marks[order[0]].form
    room = Room(paras, LEAST_TEXT)
    for i, mark in others:
        if i in out:
            continue
        at = bisect(order, i)
        before = order[at - 1] if at else None
        after = order[at] if at < len(order) else None
        low = out[before].value if before is not None else 0
        high = out[after].value if after is not None else low + 2
        twin = before is not None and mark.form == form and mark.value == low
        again = twin and mark.title not in ("", out[before or 0].title)
        stray = mark.form == form and mark.title != "" and not twin  # out of order
        if (low < mark.value < high or again or stray) and room.between(before, i, after):
            out[i] = mark
            insort(order, i)
    return {i: out[i] for i in order}


def markdown_marks(paras: Sequence[Para]) -> dict[int, Mark]:
    """The titles of a Markdown text: headings of the first level.

    None where they are numbered as texts (第一篇), or where one alone stands above texts that are.
    Of the second level where the lone first one is a collection's.
    """
    found = [i for i, p in enumerate(paras) if p.level == 1]
    if all(mark_in(paras[i].text) for i in found) or (len(found) == 1 and listed_marks(paras)):
        return {}
    below = _texts_below(paras, found[0]) if len(found) == 1 else []
    if below:
        return {i: Mark("markdown", n, *_unnumbered(paras[i].text)) for n, i in enumerate(below, 1)}
    return {i: Mark("markdown", n, paras[i].text, 0) for n, i in enumerate(found, start=1)}


def _texts_below(paras: Sequence[Para], first: int) -> list[int]:
    """The headings of the second level that begin texts: 材料选编 stands above them, or they speak
    of other things, each."""
    starts = [i for i, p in enumerate(paras) if p.level == SECOND]
    if len(starts) < LEAST_TEXTS or starts[0] < first:
        return []
    told = is_collected(paras[first].text) or subject_points(paras, starts) >= FAR_POINTS
    return starts if told else []


def _unnumbered(text: str) -> tuple[str, int]:
    """A title without the number before it, and where it begins."""
    label = label_at(text)
    at = label.length if label is not None else 0
    title = text[at:].lstrip()
    return title, len(text) - len(title)


def gaps(marks: dict[int, Mark]) -> list[Finding]:
    """What the numbers of the marks leave out, for the editor."""
    out = []
    ordered = [marks[i] for i in sorted(marks)]
    for a, b in pairwise(ordered):
        if b.value != a.value + 1:
            args = {"previous": str(a.value), "found": str(b.value)}
            out.append(Finding("article-numbering-gap", args=args))
    return out
