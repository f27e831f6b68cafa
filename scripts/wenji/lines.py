"""Lines of a text: counted from 1, found by what they hold.

In a source a line ends with LF, CR LF or a lone CR, or everywhere with CR CR LF (`turned_twice`);
in a text in work (see `clean`) with LF alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

# Line ends of every system and of Unicode; a vertical tab is Word's manual line break, a form
# feed its page break. Cleaning turns all of them to LF.
LINE_ENDS = (
    "\n\r\N{LINE TABULATION}\N{FORM FEED}\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
)
_ANY_END = re.compile(f"\r*\n|[{LINE_ENDS}]")
_BREAK = re.compile(r"\r\n|\r|\n")
_BREAK_TWICE = re.compile(r"\r\r\n")
_NO_WORDS = re.compile(r"[\W_]+")
# Several passes put the same question to a line: so many answers are kept, some megabytes.
REMEMBERED = 1 << 14


def only_words(text: str) -> str:
    """A line without punctuation and white space, in small letters: what makes two titles one.

    >>> only_words("《春灌》 记事（Ａ_b）")
    '春灌记事ａb'
    """
    return _NO_WORDS.sub("", text).lower()


def line_at(text: str, offset: int) -> int:
    """The line that an offset stands in.

    >>> line_at("甲\\n乙", 2), line_at("甲\\r\\n乙", 3), line_at("甲\\r乙", 2)
    (2, 2, 2)
    >>> line_at("甲\\r\\r\\n乙\\r\\r\\n", 4)
    2
    """
    if turned_twice(text):
        return text.count("\n", 0, offset) + 1
    breaks = text.count("\n", 0, offset)
    returns = text.count("\r", 0, offset)
    if returns:
        inside = text[offset - 1 : offset + 1] == "\r\n"  # the offset divides a CR LF
        breaks += returns - text.count("\r\n", 0, offset) - inside
    return breaks + 1


def line_start(text: str, offset: int) -> int:
    """Where the line of a source begins that an offset stands in, whatever ends its lines.

    >>> line_start("甲\\n乙\\u2028丙丁", 5), line_start("甲乙", 1)
    (4, 0)
    """
    start = 0
    for sign in LINE_ENDS:  # the first one is the usual one: the others are sought in its line
        start = max(start, text.rfind(sign, start, offset) + 1)
    return start


def line_end(text: str, offset: int) -> int:
    """Where that line ends, behind its line end.

    >>> line_end("甲乙\\r丙", 1), line_end("甲\\r\\n乙", 0), line_end("甲乙", 1)
    (3, 3, 2)
    """
    found = _ANY_END.search(text, offset)
    return found.end() if found else len(text)


def lines_with(text: str, sign: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The lines of a text in work that hold a match of `sign`, each with its offset.

    A rule that can only act where some character stands asks for those lines alone: the search
    runs through the text once, at a tenth of what it costs to take every line into the hand.
    `sign` must not match a line feed.

    >>> list(lines_with("一渠\\n二 渠\\n三 渠", re.compile(" ")))
    [(3, '二 渠'), (7, '三 渠')]
    """
    found = sign.search(text)
    while found is not None:
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        found = sign.search(text, end)


class LineTable:
    """The lines of one text, for many questions.

    >>> table = LineTable("甲\\r\\n乙丙\\n")
    >>> table.line(3), table.span(2), table.count
    (2, (3, 6), 2)
    """

    def __init__(self, text: str) -> None:
        line_end = _BREAK_TWICE if turned_twice(text) else _BREAK
        self._starts = [0, *(m.end() for m in line_end.finditer(text))]
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


def turned_twice(text: str) -> bool:
    """Whether all line ends are CR CR LF: a file was turned to CR LF that had CR LF already.

    >>> turned_twice("渠水\\r\\r\\n归全乡\\r\\r\\n"), turned_twice("渠水\\r\\r\\n归全乡\\r\\n")
    (True, False)
    """
    return "\r\r\n" in text and text.count("\r\r\n") == text.count("\n")
