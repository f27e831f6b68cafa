"""Rows of tables that a text draws with tabs, runs of spaces or bars.

One place says where a row is cut, so that pages, books and the collation cut it alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPACE = " \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_WHITE = _SPACE + "\t"
# Each begins where its white space does: a line may hold a megabyte of it.
_RUN = re.compile(rf"(?<![{_WHITE}])[{_WHITE}]++")
_GAP = re.compile(rf"[{_SPACE}]{{2,}}")
_BY_BAR = re.compile(rf"(?<=\|)[{_WHITE}]++|(?<![{_WHITE}])[{_WHITE}]++(?=\|)")
_RULER = re.compile(rf"[-—=:+|{_WHITE}]*+")
_LINE = re.compile("[-—=]{2}")
_FIGURE = re.compile(r"[0-9０-９]")

BAR = "|"
HEAD_CELL = 16  # code points: what stands in the head of a column is short


def is_barred(text: str) -> bool:
    r"""Whether bars set the cells apart.

    >>> is_barred("| 甲 | 乙 |"), is_barred("甲    乙"), is_barred("甲|乙\t丙")
    (True, False, False)
    """
    text = text.strip(_WHITE)
    return BAR in text.strip(BAR) and (text.startswith(BAR) or "\t" not in text)


def is_ruler(text: str) -> bool:
    """Whether a row is nothing but a line drawn below the head.

    >>> is_ruler("|---|:--:|"), is_ruler("| 甲 | -- |")
    (True, False)
    """
    return is_barred(text) and bool(_RULER.fullmatch(text) and _LINE.search(text))


def cells(text: str) -> tuple[str, ...]:
    r"""The cells of a row. What sets them apart, bars and white space, is in none.

    >>> cells("1990    3015    13240"), cells("甲\t乙 丙"), cells("| 表 | 格 |")
    (('1990', '3015', '13240'), ('甲', '乙 丙'), ('表', '格'))
    """
    text = text.strip(_WHITE)
    if is_barred(text):
        inside = text.removeprefix(BAR).removesuffix(BAR).split(BAR)
        return tuple(cell.strip(_WHITE) for cell in inside)
    if "\t" in text:
        return tuple(cell.strip(_WHITE) for cell in text.split("\t"))
    return tuple(_GAP.split(text))


def gaps(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the white space that sets cells apart.

    >>> gaps("甲  乙  丙"), gaps("| 甲|乙|")
    (((1, 3), (4, 6)), ((1, 2),))
    """
    if is_barred(text):
        return tuple(m.span() for m in _BY_BAR.finditer(text))
    tabbed = "\t" in text.strip(_WHITE)
    found = (_RUN if tabbed else _GAP).finditer(text)
    return tuple(m.span() for m in found if not tabbed or "\t" in m[0])


def are_rows(texts: Sequence[str]) -> bool:
    r"""Whether lines make a table: as many cells in each, set apart in one way.

    >>> are_rows(["甲\t乙", "丙\t丁"]), are_rows(["甲\t乙", "丙"])
    (True, False)
    """
    counts = {len(cells(text)) for text in texts}
    return len(counts) == 1 and min(counts) > 1 and len({is_barred(text) for text in texts}) == 1


def has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: short words without figures above rows with them.

    >>> has_head([("年份", "户数"), ("1990", "3015")]), has_head([("1990", "3015"), ("2000", "1")])
    (True, False)
    """
    first, rest = rows[0], rows[1:]
    if any(not cell or len(cell) > HEAD_CELL or _FIGURE.search(cell) for cell in first):
        return False
    return sum(any(_FIGURE.search(cell) for cell in row) for row in rest) * 2 > len(rest) > 0
