"""Tables as Markdown writes them: bars between cells become tabs, the ruler below the head goes.

A ruler (`|---|:--:|`) under a row with as many cells is what makes such a table, in Markdown as
here. Bars that a text has drawn without one stay as they are (see `forms.tables`). So does a table
with an empty cell at the edge of a row: white space at a line's ends says nothing any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.model import Edit, Role

RULE = "markdown-table"

_WHITE = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_RULER = re.compile(
    rf"^[{_WHITE}]*+(?=[^\n]*\|)(?:\|[{_WHITE}]*+)?:?-{{2,}}:?[{_WHITE}]*+"
    rf"(?:\|[{_WHITE}]*+:?-{{2,}}:?[{_WHITE}]*+)*(?:\|[{_WHITE}]*+)?$",
    re.MULTILINE,
)
# A bar that is not written as a sign of the text (`\|`), with the white space round it.
_BAR = re.compile(rf"(?:(?<![{_WHITE}])[{_WHITE}]++)?(?<!\\)\|[{_WHITE}]*+")

Row = tuple[int, int]  # where a line begins and ends
LEAST_CELLS = 2


def tables(text: str) -> Iterator[Edit]:
    """The edits that turn Markdown's tables into rows with tabs."""
    if "--" not in text or "|" not in text:
        return
    for ruler in _RULER.finditer(text):
        rows = _rows(text, ruler.span())
        if rows and all(_is_whole(_cells(text[a:b])) for a, b in rows):
            yield Edit(ruler.start(), min(ruler.end() + 1, len(text)), "", RULE, Role.NOISE)
            for row in rows:
                yield from _tabbed(text, row)


def _rows(text: str, ruler: Row) -> Sequence[Row]:
    """The head above a ruler and the rows below it, as far as the head of the next table; none
    where it belongs to no table."""
    start, end = ruler
    above = text.rfind("\n", 0, max(0, start - 1)) + 1, start - 1
    width = len(_cells(text[start:end]))
    if start == 0 or len(_cells(text[slice(*above)])) != width or width < LEAST_CELLS:
        return []
    rows = [above]
    at = end + 1
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if len(_cells(text[at:stop])) != width:
            break
        if _RULER.match(text, at):
            return rows[:-1] if len(rows) > 1 else []
        rows.append((at, stop))
        at = stop + 1
    return rows


def _cells(line: str) -> Sequence[str]:
    """The cells of a row; the bars at its ends divide nothing."""
    line = line.strip(_WHITE)
    cells = _BAR.split(line)
    return cells[line.startswith("|") : len(cells) - (line.endswith("|") and line[-2:] != r"\|")]


def _is_whole(cells: Sequence[str]) -> bool:
    return cells[0] != "" and cells[-1] != ""


def _tabbed(text: str, row: Row) -> Iterator[Edit]:
    start, end = row
    first, last = start, end
    while text[first] in _WHITE:
        first += 1
    while text[last - 1] in _WHITE:
        last -= 1
    for bar in _BAR.finditer(text, start, end):
        edge = (bar.start() <= first and text[first] == "|") or bar.end() >= last
        yield Edit(*bar.span(), "" if edge else "\t", RULE, Role.NOISE if edge else None)
    for sign in re.finditer(r"\\(?=\|)", text[start:end]):
        yield Edit(start + sign.start(), start + sign.end(), "", RULE, Role.NOISE)
