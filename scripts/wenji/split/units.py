"""Texts numbered anew in each part of a collection: 上编, （一）护渠小结 …, 下编, （一）….

Sections of one text are numbered just so below its chapters, and so nothing but the subjects can
tell: those of sections are alike, those of collected texts are far apart (`subjects`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wenji.marks import Mark
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.split.habits import LEAST_MARKED, TITLE_LENGTH, is_line, may_be_last, reads_as_title
from wenji.split.subjects import FAR_POINTS, subject_points
from wenji.split.wholes import ACCEPT, Beginnings, points, preferred

LEAST_PARTS, LEAST_IN_PART = 2, 2  # parts, and texts of each


def units(paras: Sequence[Para]) -> Iterator[Beginnings]:
    """The texts of parts that are numbered anew, the first of each with the part's line above."""
    by_style: dict[str, list[tuple[int, int, str, int]]] = {}
    for i, p in enumerate(paras):
        label = label_at(p.text) if len(p.text) <= TITLE_LENGTH else None
        if label is None or not is_line(p.text):
            continue
        if reads_as_title(p.text[label.length :], LEAST_MARKED):
            found = (i, label.value, p.text[label.length :], label.length)
            by_style.setdefault(label.style, []).append(found)
    for style, lines in by_style.items():
        first = [k for k, (i, number, _, _) in enumerate(lines) if number == 1]
        if first[:1] != [0] or len(first) < LEAST_PARTS:
            continue
        parts = [lines[a:b] for a, b in pairwise([*first, len(lines)])]
        if not all(map(_counts, parts)) or not all(
            _is_unit(paras, part[0][0] - 1) for part in parts
        ):
            continue
        starts = [i - (number == 1) for i, number, _, _ in lines]
        own = points(paras, starts, [title for _, _, title, _ in lines], style)
        if own >= 0 and subject_points(paras, starts) >= FAR_POINTS:
            marks = {
                at: Mark("units", n, title, start)
                for n, (at, (_, _, title, start)) in enumerate(
                    zip(starts, lines, strict=True), start=1
                )
            }
            yield Beginnings(preferred(ACCEPT + own, starts)[0], marks, ACCEPT)


def _counts(part: Sequence[tuple[int, int, str, int]]) -> bool:
    """Whether the numbers of a part rise by one from one."""
    numbers = [number for _, number, _, _ in part]
    return len(part) >= LEAST_IN_PART and numbers == list(range(1, len(part) + 1))


def _is_unit(paras: Sequence[Para], i: int) -> bool:
    """Whether a line may name a part: it is short, below what may be a text's end."""
    return i >= 0 and is_line(paras[i].text) and (i == 0 or may_be_last(paras, i - 1))
