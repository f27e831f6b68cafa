"""Titles in rows: of `1 | 护渠小结 | 林小禾 | 水管站` only one column is the title.

Lists, tables, paths and file managers write what they know of a text on one line. Rows have as
many columns, each of one kind: names, dates, offices, what is the same in all. What is left over
is the title; where two columns are, nobody can tell, and the row stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wenji.facts import is_byline, is_date_line, is_fact_line, is_name
from wenji.marks import Mark, title_span
from wenji.split.decorations import is_title_field, title_of_field
from wenji.split.edges import is_body
from wenji.split.habits import LEAST_MARKED, WORDS, reads_as_title

# --- thresholds; origin: rows written for the purpose --------------------------------------------
LEAST_ROWS = 3
ALIKE = 0.8  # share of the rows that have as many columns, of the cells of one kind
FEW = 0.5  # share of different cells in a column of kinds or offices
LONGEST_NAME = 4  # characters
LEAST_FEW = 4  # rows of which that can be told

# In their order: a row is read by the first that parts nearly all of them alike.
_SEPARATORS = tuple(
    re.compile(p)
    for p in (
        r"\t+",
        r"[ \u3000]*[|｜│┃][ \u3000]*",
        r"[ \u3000]+[/／][ \u3000]+",
        r"[\\/]+",
        r"[ \u3000]{2,}|\u3000",
    )
)
_EDGE = " \t\u3000|｜│┃"
_TAGS = re.compile(r"(?:<[a-zA-Z][^<>]{0,80}>\s*)*(?P<t>[^<>]+?)\s*(?:</[a-zA-Z0-9]{1,10}>\s*)*")
_KEY = re.compile(r"(\w{2,8})[:：]")
_COUNTED = re.compile(r"(?P<n>[0-9]{1,3})[.．、_\-\s]*(?=[^0-9.．、])")


def titled_rows(marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """The marks, each with the column of its row that is the title."""
    found = dict(marks)
    if any("<" in m.title for m in found.values()):
        found = {i: _within(m, *_tagged(m.title)) for i, m in found.items()}
    if len(found) < LEAST_ROWS:
        return found
    for separator in _SEPARATORS:
        order = sorted(found)
        rows = [_cells(found[i].title, separator) for i in order]
        counts = Counter(map(len, rows))
        count, times = counts.most_common(1)[0]
        if count < 2 or times < ALIKE * len(rows):
            continue
        column = _title_column([r for r in rows if len(r) == count], count)
        if column is not None:
            for i, row in zip(order, rows, strict=True):
                if len(row) == count:
                    start, end = row[column][0], row[column][0] + len(row[column][1])
                    found[i] = _within(found[i], start, end)
            found = _uncounted(found)
    return found


def _tagged(title: str) -> tuple[int, int]:
    m = _TAGS.fullmatch(title)
    return m.span("t") if m is not None else (0, len(title))


def _within(mark: Mark, start: int, end: int) -> Mark:
    """A mark whose title is a part of the one that it has."""
    title = mark.title[start:end]
    if is_title_field(title):
        own, at = title_of_field(title)
        start, title = start + at, own
    a, b = title_span(title)
    return replace(mark, title=title[a:b], title_start=mark.title_start + start + a)


def _cells(title: str, separator: re.Pattern[str]) -> list[tuple[int, str]]:
    """The cells of a row, each with its place."""
    start = len(title) - len(title.lstrip(_EDGE))
    end = len(title.rstrip(_EDGE))
    out = []
    for m in separator.finditer(title, start, end):
        out.append((start, title[start : m.start()]))
        start = m.end()
    return [*out, (start, title[start:end])]


def _title_column(rows: Sequence[Sequence[tuple[int, str]]], count: int) -> int | None:
    """The one column that is no label of the texts; None where it is not one."""
    columns = [[row[k][1] for row in rows] for k in range(count)]
    fields = [k for k, cells in enumerate(columns) if _share(map(is_title_field, cells)) >= ALIKE]
    left = fields or [k for k, cells in enumerate(columns) if not _is_label(cells)]
    if len(left) != 1:
        return None
    titled = fields or [k for k in left if _share(map(_is_title, columns[k])) >= ALIKE]
    return titled[0] if titled else None


def _is_title(cell: str) -> bool:
    words = _COUNTED.sub("", cell, count=1) if _COUNTED.match(cell) else cell
    return reads_as_title(words, LEAST_MARKED)


def _is_label(cells: Sequence[str]) -> bool:
    """Whether the cells of a column say something of the texts, and are not their titles."""
    different = len(set(cells))
    keys = {m[1] for cell in cells if (m := _KEY.match(cell))}
    names = _share(map(is_name, cells)) >= FEW and all(len(c) <= LONGEST_NAME for c in cells)
    return (
        names  # no list has all family names
        or different == 1
        or (len(cells) >= LEAST_FEW and different <= FEW * len(cells))
        or (len(keys) == 1 and _share(_KEY.match(cell) is not None for cell in cells) >= ALIKE)
        or _share(WORDS.search(cell) is None or _says(cell) for cell in cells) >= ALIKE
    )


def _says(cell: str) -> bool:
    return (
        is_name(cell) or is_byline(cell) or is_date_line(cell) or is_fact_line(cell)
        or is_body(cell)
    )  # fmt: skip


def _share(told: Iterable[bool]) -> float:
    values = list(told)
    return sum(values) / max(1, len(values))


def _uncounted(marks: dict[int, Mark]) -> dict[int, Mark]:
    """The marks without the numbers that their titles begin with where these count the texts."""
    found = [_COUNTED.match(marks[i].title) for i in sorted(marks)]
    numbers = [int(m["n"]) for m in found if m is not None]
    if numbers != list(range(1, len(marks) + 1)):
        return marks
    return {
        i: _within(marks[i], m.end(), len(marks[i].title))
        for i, m in zip(sorted(marks), found, strict=True) if m is not None
    }  # fmt: skip
