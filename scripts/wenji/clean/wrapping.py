"""The lines of a text and what they have in common: its width, its margin, its indents, its words.

`broken` joins lines by what is found here; nothing is decided here about two lines alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from wenji.clean.markdown import is_markdown
from wenji.clean.own_lines import dressed, entries
from wenji.forms import Line as Neighbour
from wenji.forms import apart
from wenji.numbering import Label, label_at
from wenji.sentences import ended
from wenji.unlisted_marks import counted_heads

SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
HAN = re.compile("[\u4e00-\u9fff]")
_LINE = re.compile(r"[^\n]+")
# An entry of a list of references ends with a year, a page: [1] 林禾.水渠志[M].云溪，2001.
_REFERENCE = re.compile(r"[\[［〔][0-9]{1,3}[\]］〕].*[0-9][.．]?")
# The rest of a broken word and the end of its clause: 强，
WORD_REST = re.compile("[^但而即且故若如另又再一二三四五六七八九十][，。；,;]")

# --- thresholds; origin: lines of the seeds and of the development collections -------------------
# A text counts as wrapped when so many lines, and such a share of them, have one width.
WRAPPED_LINES, WRAPPED_SHARE = 5, 0.3
NARROWEST_WRAP = 14
# A wrapped line ends with a sentence only by chance (one in twenty or so).
WRAPPED_ENDED = 0.5
LONGER_SHARE = 0.15  # of lines longer than the width (tables, a letterhead)
# How far a full line may fall short of the width (punctuation hung over, half-width letters).
WRAP_SLACK = 2
# Lines are measured as printed where this makes so many times as many of them full.
CELLS_FULLER, NARROWEST_PRINT, LEAST_WIDE = 1.25, 20, 0.65
# A character seen so often, with such a share of one successor, is a bound one (群 in 群众).
BOUND_COUNT, BOUND_SHARE = 30, 0.85
# A word broken by a line end: its two characters stand together elsewhere so often.
WORD_SHARE, WORD_COUNT = 0.3, 3
# A text indents its paragraphs when so many lines, and such a share of them, are indented.
INDENTED_LINES, INDENTED_SHARE = 3, 0.1
# Printed with a margin: so few lines have less white space before them, and such a share of those
# with that much begin where no sentence has ended.
OUTSIDE_MARGIN, GOING_ON = 0.25, 0.5
# One space at a line's start is a sign of a new text while so few lines have it.
STRAY_LINES, PLAIN_SHARE = 12, 0.6
# Blank lines say nothing where so many of the printed lines stand behind one.
SPACED_OUT = 0.8


class Line(NamedTuple):
    """A line that is not blank. `start`, `end` are without the white space around it.

    `length` counts the white space at the end too: a wrapped line may end in it. `ended` and
    `label` are asked again and again, and told once.
    """

    start: int
    end: int
    text: str
    indent: str
    length: int
    blank_before: bool
    ended: bool
    label: Label | None


class Lines:
    """The lines of a text and what they have in common: the evidence for joining them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        self._counted: dict[str, Counter[str]] = {}
        previous = 0
        for m in _LINE.finditer(text):
            body = m[0].strip(SPACES)
            if body:
                first, last = m.span()
                start = first if m[0][0] not in SPACES else last - len(m[0].lstrip(SPACES))
                blank = text.count("\n", previous, start) > 1
                over = ended(body) or _REFERENCE.fullmatch(body) is not None
                indent, previous = text[first:start], start + len(body)
                self.lines.append(
                    Line(start, previous, body, indent, last - start, blank, over, label_at(body))
                )
        if margin := _margin(self.lines):
            self.lines = [x._replace(indent=x.indent[margin:]) for x in self.lines]

    @cached_property
    def _wrapping(self) -> tuple[int, bool, bool] | None:
        """The width at which the text was wrapped, whether indents count in it, and cells."""
        with_indents = _common_width([x.length + len(x.indent) for x in self.lines])
        without = _common_width([x.length for x in self.lines])
        count, width = best = max(with_indents, without)
        indents, in_cells = best is with_indents, False
        cells = [self._cells(x) for x in self.lines]
        printed = _common_width([n for n in cells if n >= NARROWEST_PRINT])
        if printed[0] > CELLS_FULLER * count:
            (count, width), indents, in_cells = printed, False, True
        if not count:
            return None
        lengths = cells if in_cells else [x.length + len(x.indent) * indents for x in self.lines]
        full = [
            x for x, n in zip(self.lines, lengths, strict=True)
            if abs(n - width) <= WRAP_SLACK
        ]  # fmt: skip
        if sum(x.ended for x in full) > WRAPPED_ENDED * len(full):
            return None  # paragraphs that happen to have one length
        return width, indents, in_cells

    def _cells(self, line: Line) -> int:
        """The width of a line in print, where Latin letters and figures take half a Han's.

        A line with hardly anything else (a rule, an address) is no line of the text's print.
        """
        printed = self.text[line.start : line.start + line.length]
        cells = (len(printed.encode("gbk", "replace")) + 1) // 2
        return cells if cells > LEAST_WIDE * line.length else line.length

    @cached_property
    def width(self) -> int | None:
        """The width at which the text was wrapped, None if it was not."""
        return self._wrapping[0] if self._wrapping else None

    def full(self, line: Line) -> bool:
        """Whether a line of a wrapped text runs to its end."""
        if self._wrapping is None:
            return False
        width, indents, in_cells = self._wrapping
        counted = indents or line.indent != self.indent
        length = self._cells(line) if in_cells else line.length
        return length + len(line.indent) * counted >= width - WRAP_SLACK

    @cached_property
    def spaced_out(self) -> bool:
        """Whether a wrapped text has a blank line behind each printed line, not each paragraph."""
        blank = sum(x.blank_before for x in self.lines)
        return self.width is not None and blank >= SPACED_OUT * len(self.lines)

    @cached_property
    def gapped(self) -> bool:
        """Whether blank lines part the paragraphs: in so many places, and not in all."""
        return sum(x.blank_before for x in self.lines) >= INDENTED_SHARE * len(self.lines)

    @cached_property
    def indent(self) -> str:
        """The indent with which paragraphs begin as a rule, "" if they have none."""
        deep = Counter(
            x.indent for x in self.lines
            if len(x.indent) >= 2 or "\N{IDEOGRAPHIC SPACE}" in x.indent
        )  # fmt: skip
        if deep.total() < INDENTED_LINES or deep.total() < INDENTED_SHARE * len(self.lines):
            return ""
        return deep.most_common(1)[0][0]

    @cached_property
    def apart(self) -> dict[int, str]:
        """Lines that begin a row, a line of verse, a turn …: their neighbours decide."""
        return apart([Neighbour(x.text, "p", 1 + x.blank_before, x.indent) for x in self.lines])

    @cached_property
    def strays(self) -> frozenset[int]:
        """Starts of the few lines that begin with one space in a text without indents."""
        found = [x.start for x in self.lines if x.indent in (" ", "\N{NO-BREAK SPACE}")]
        plain = sum(not x.indent for x in self.lines)
        rare = len(found) <= STRAY_LINES and plain >= PLAIN_SHARE * len(self.lines)
        return frozenset(found) if rare else frozenset()

    @cached_property
    def counted(self) -> frozenset[int]:
        """Starts of the lines that are heads by their numbers, though a text above breaks off."""
        return counted_heads(self.text)

    @cached_property
    def parted(self) -> bool:
        """Whether blank lines part the paragraphs of a text, as Markdown has it."""
        return is_markdown(self.text)

    @cached_property
    def entries(self) -> frozenset[int]:
        """Starts of the lines that begin entries of a list of references, a bracket aside."""
        return entries([(x.start, x.text) for x in self.lines])

    @cached_property
    def dressed(self) -> frozenset[int]:
        """Starts of the lines that are heads by their dress, though a text above breaks off."""
        return dressed([(x.start, x.text) for x in self.lines])

    def _successors(self, char: str) -> Counter[str]:
        """The Han characters that follow `char` in the text, counted on demand."""
        if char not in self._counted:
            after = (part[0] for part in self.text.split(char)[1:] if part)
            self._counted[char] = Counter(c for c in after if "\u4e00" <= c <= "\u9fff")
        return self._counted[char]

    def breaks_off(self, a: str, b: str) -> bool:
        """Whether the line end `a` cannot go on with `b`: the end is lost (a truncated text)."""
        if not (HAN.match(a[-1]) and HAN.match(b[0])):
            return False
        if a[-1] != b[0] and a[-1] + b[0] in self.text:
            return False  # as most: the followers need not be counted
        successors = self._successors(a[-1])
        total = successors.total()
        if not total:
            return False
        ((_, top),) = successors.most_common(1)
        return total >= BOUND_COUNT and top >= BOUND_SHARE * total and successors[b[0]] == 0

    def strong(self, a: Line, b: Line) -> bool:
        """Whether the words themselves say that `b` goes on where `a` breaks off."""
        if a.ended or b.label is not None:
            return False
        return self.one_word(a.text, b.text) or bool(WORD_REST.match(b.text))

    def one_word(self, a: str, b: str) -> bool:
        """Whether `a`'s last and `b`'s first character are one word, by the text's own usage."""
        if not (HAN.match(a[-1]) and HAN.match(b[0])):
            return False
        count = 0 if a[-1] == b[0] else self.text.count(a[-1] + b[0])
        return count >= WORD_COUNT and count >= WORD_SHARE * self._successors(a[-1]).total()


def _margin(lines: Sequence[Line]) -> int:
    """The indent that printed lines have as such, and that says nothing of paragraphs; 0 for none.

    It is the commonest one, hardly a line has less, some have more, and lines with it mostly go on
    where the one before them breaks off. Where all paragraphs are indented, these stand behind a
    sentence end.
    """
    indents = Counter(len(x.indent) for x in lines)
    if not indents:
        return 0
    margin = max(indents, key=lambda n: (indents[n], n))
    less = sum(count for n, count in indents.items() if n < margin)
    if not margin or less > OUTSIDE_MARGIN * len(lines) or max(indents) == margin:
        return 0
    going_on = sum(not a.ended for a, b in pairwise(lines) if len(b.indent) == margin)
    return margin if going_on > GOING_ON * indents[margin] else 0


def _common_width(lengths: list[int]) -> tuple[int, int]:
    """How many lines are full, and the width that makes them so; (0, 0) for a text not wrapped."""
    counts = Counter(n for n in lengths if n >= NARROWEST_WRAP)
    if not counts:
        return 0, 0
    best = max(counts, key=lambda n: (counts[n], n))
    full = sum(counts[n] for n in range(best - WRAP_SLACK, best + 2))
    prose = counts.total()
    longer = sum(c for n, c in counts.items() if n > best + WRAP_SLACK)
    if full < WRAPPED_LINES or full < WRAPPED_SHARE * prose or longer > LONGER_SHARE * prose:
        return 0, 0
    return full, best
