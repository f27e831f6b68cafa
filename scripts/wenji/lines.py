"""Lines of a source text: counted from 1; a line ends with LF, CR LF or a lone CR."""

from __future__ import annotations


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
