"""Lines of a source text: counted from 1; a line ends with LF, CR LF or a lone CR."""

from __future__ import annotations

import re
from bisect import bisect_right

_BREAK = re.compile(r"\r\n|\r|\n")


def line_at(text: str, offset: int) -> int:
    """The line that an offset stands in.

    >>> line_at("甲\\n乙", 2), line_at("甲\\r\\n乙", 3), line_at("甲\\r乙", 2)
    (2, 2, 2)
    """
    breaks = text.count("\n", 0, offset)
    returns = text.count("\r", 0, offset)
    if returns:
        inside = text[offset - 1 : offset + 1] == "\r\n"  # the offset divides a CR LF
        breaks += returns - text.count("\r\n", 0, offset) - inside
    return breaks + 1


class LineTable:
    """The lines of one text, for many questions.

    >>> table = LineTable("甲\\r\\n乙丙\\n")
    >>> table.line(3), table.span(2), table.count
    (2, (3, 6), 2)
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in _BREAK.finditer(text))]
        self._length = len(text)

    @property
    def count(self) -> int:
        """How many lines there are; an empty rest after the last line end is none."""
        return len(self._starts) - (self._starts[-1] == self._length > 0)

    def line(self, offset: int) -> int:
        """The line that an offset stands in."""
        return bisect_right(self._starts, offset)

    def span(self, line: int) -> tuple[int, int]:
        """The offsets of a line, its line end included; IndexError where there is none."""
        if not 1 <= line <= len(self._starts):
            raise IndexError(line)
        return self._starts[line - 1], [*self._starts[line : line + 1], self._length][0]
