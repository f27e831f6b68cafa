"""Tables: neighbouring lines with as many cells each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.forms.line import ROW, Free, Line, Lines, Run, runs
from wenji.forms.verse import METRES, bare
from wenji.table_rows import is_barred, is_ruler

MOST_CELLS = 40
TABBED_CELL, SPACED_CELL = 200, 40  # code points; longer ones are sentences with a gap in them
LEAST_ROWS = 2  # of three cells, or set apart by tabs or bars; else one more

# A tab, a bar or two spaces; the class stands first: the search leaps to its characters.
_SPACES = " \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_SET_APART = re.compile(rf"[\t|{_SPACES}](?:(?<=[\t|])|(?<=[{_SPACES}])[{_SPACES}])")
_PAIRS = (("【", "】"), ("（", "）"), ("《", "》"), ("“", "”"))
_MARK_END = re.compile("[，、,；;。！？!?…]”?$")


def tables(lines: Lines, free: Free) -> Iterator[Run]:
    """Runs of rows; a change in the number of cells begins a new table."""
    rows = [
        k for k, x in enumerate(lines) if _SET_APART.search(x.text) and free(k) and _may_be_row(x)
    ]
    for a, b in runs(rows):
        start = a
        for k in range(a + 1, b + 1):
            if k < b and _same_table(lines, start, k):
                continue
            if _is_table(lines[start:k]):
                yield start, k, ROW
            start = k


def _may_be_row(line: Line) -> bool:
    if line.lead:
        return False
    most = TABBED_CELL if "\t" in line.text or is_barred(line.text) else SPACED_CELL
    told = line.cells
    if any(cell.count(a) != cell.count(b) for cell in told for a, b in _PAIRS):
        return False  # a gap within brackets sets nothing apart: 【 作  者 】
    return 2 <= len(told) <= MOST_CELLS and any(told) and all(len(c) <= most for c in told)


def _same_table(lines: Lines, start: int, k: int) -> bool:
    first, line = lines[start], lines[k]
    if len(first.cells) != len(line.cells) or is_barred(first.text) != is_barred(line.text):
        return False
    return k == start + 1 or line.gap <= max(lines[start + 1].gap, 1)


def _is_table(rows: Lines) -> bool:
    if is_barred(rows[0].text):
        bordered = all(r.text.startswith("|") and r.text.endswith("|") for r in rows)
        return len(rows) >= LEAST_ROWS + (not bordered) and not all(is_ruler(r.text) for r in rows)
    wide = len(rows[0].cells) >= 3
    tabbed = all("\t" in r.text for r in rows)
    if len(rows) < LEAST_ROWS + (not wide and not tabbed):
        return False
    # Two halves of a line of verse are no cells, nor are sentences.
    every = [cell for r in rows for cell in r.cells]
    sentences = sum(bool(_MARK_END.search(cell)) for cell in every)
    if tabbed:
        return 2 * sentences <= len(every)
    lengths = {len(bare(cell)) for cell in every}
    return 5 * sentences <= len(every) and not (len(lengths) == 1 and lengths <= METRES)
