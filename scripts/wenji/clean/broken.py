"""Rules about lines: which ones one paragraph was broken into, and which are empty.

After these rules every line of the text is one paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from wenji.clean.vocabulary import DANGLING
from wenji.facts import is_fact_line
from wenji.forms import ROW, VERSE, apart
from wenji.forms import Line as Neighbour
from wenji.forms.letters import signs_above
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import Label, label_at
from wenji.sentences import clause_end, ended

_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(rf"\n[{_SPACES}\n]*")
_COLUMNS = re.compile(r"\S(?:[ \t]{3,}|\t)\S|[ \t\N{IDEOGRAPHIC SPACE}]{4,}\S+$")
# A field of a head: 【 作  者 】林禾
_FIELD = re.compile("【[ \u3000]*[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff]){1,5}[ \u3000]*】")
_HAN = re.compile("[\u4e00-\u9fff]")
_STARS = re.compile(r"[＊*☆★◇◆○●□■△▲※\s]+")  # a row of them parts a text
_SPACE = re.compile("[ \t\N{IDEOGRAPHIC SPACE}]")

# An entry of a list of references ends with a year, a page: [1] 林禾.水渠志[M].云溪，2001.
_REFERENCE = re.compile(r"[\[［〔][0-9]{1,3}[\]］〕].*[0-9][.．]?")
_COMMA = re.compile("[，。；,;]")
# The rest of a broken word and the end of its clause: 强，
_WORD_REST = re.compile("[^但而即且故若如另又再一二三四五六七八九十][，。；,;]")
# Numbers that count inside a sentence, so that a line may begin with them by chance.
LABELS_IN_SENTENCES = frozenset({"one_is", "han_step"})
# Nothing begins with these.
_CLOSING = "，。、；：？！）」』》”’,;:?!)．."
_OPEN_PAIRS = (("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"), ("【", "】"))

# --- thresholds; origin: lines of the seeds and of the development collections -------------------
# A line of prose that breaks off is at least so long; shorter lines may be headings.
PROSE_LENGTH = 30
# A heading is at most so long.
HEADING_LENGTH = 45
# A text counts as wrapped when so many lines, and such a share of them, have one width.
WRAPPED_LINES, WRAPPED_SHARE = 5, 0.3
NARROWEST_WRAP = 14
# A wrapped line ends with a sentence only by chance (one in twenty or so).
WRAPPED_ENDED = 0.5
LONGER_SHARE = 0.15  # of lines longer than the width (tables, a letterhead)
# How far a full line may fall short of the width (punctuation hung over, half-width letters).
WRAP_SLACK = 2
# A character seen so often, with such a share of one successor, is a bound one (群 in 群众).
BOUND_COUNT, BOUND_SHARE = 30, 0.85
# What is left of a heading broken over two lines is at most so long.
HEADING_REST = 14
# After a heading of this length so short a line is its rest, whatever the words.
LONG_HEADING, HEADING_TAIL = 12, 4
# A word broken by a line end: its two characters stand together elsewhere so often.
WORD_SHARE, WORD_COUNT = 0.3, 3
# A text indents its paragraphs when so many lines, and such a share of them, are indented.
INDENTED_LINES, INDENTED_SHARE = 3, 0.1
# Printed with a margin: so few lines have less white space before them, and such a share of those
# with that much begin where no sentence has ended.
OUTSIDE_MARGIN, GOING_ON = 0.25, 0.5
# The longest salutation: 尊敬的各位领导、各位来宾，
SALUTATION = 16
# One space at a line's start is a sign of a new text while so few lines have it.
STRAY_LINES, PLAIN_SHARE = 12, 0.6
# How far a neighbour in a sequence of labels may be, in lines.
NEIGHBOURHOOD = 60


class _Line(NamedTuple):
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


class _Lines:
    """The lines of a text and what they have in common: the evidence for joining them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[_Line] = []
        self._counted: dict[str, Counter[str]] = {}
        previous = 0
        for m in _LINE.finditer(text):
            body = m[0].strip(_SPACES)
            if body:
                first, last = m.span()
                start = first if m[0][0] not in _SPACES else last - len(m[0].lstrip(_SPACES))
                blank = text.count("\n", previous, start) > 1
                over = ended(body) or _REFERENCE.fullmatch(body) is not None
                indent, previous = text[first:start], start + len(body)
                self.lines.append(
                    _Line(start, previous, body, indent, last - start, blank, over, label_at(body))
                )
        if margin := _margin(self.lines):
            self.lines = [x._replace(indent=x.indent[margin:]) for x in self.lines]

    @cached_property
    def _wrapping(self) -> tuple[int, bool] | None:
        """The width at which the text was wrapped, and whether indents count in it."""
        with_indents = _common_width([x.length + len(x.indent) for x in self.lines])
        without = _common_width([x.length for x in self.lines])
        count, width = best = max(with_indents, without)
        if not count:
            return None
        indents = best is with_indents
        full = [
            x for x in self.lines
            if abs(x.length + len(x.indent) * indents - width) <= WRAP_SLACK
        ]  # fmt: skip
        if sum(x.ended for x in full) > WRAPPED_ENDED * len(full):
            return None  # paragraphs that happen to have one length
        return width, indents

    @cached_property
    def width(self) -> int | None:
        """The width at which the text was wrapped, None if it was not."""
        return self._wrapping[0] if self._wrapping else None

    def full(self, line: _Line) -> bool:
        """Whether a line of a wrapped text runs to its end."""
        if self._wrapping is None:
            return False
        width, indents = self._wrapping
        counted = indents or line.indent != self.indent
        return line.length + len(line.indent) * counted >= width - WRAP_SLACK

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

    def _successors(self, char: str) -> Counter[str]:
        """The Han characters that follow `char` in the text, counted on demand."""
        if char not in self._counted:
            after = (part[0] for part in self.text.split(char)[1:] if part)
            self._counted[char] = Counter(c for c in after if _HAN.match(c))
        return self._counted[char]

    def breaks_off(self, a: str, b: str) -> bool:
        """Whether the line end `a` cannot go on with `b`: the end is lost (a truncated text)."""
        if not (_HAN.match(a[-1]) and _HAN.match(b[0])):
            return False
        successors = self._successors(a[-1])
        total = successors.total()
        if not total:
            return False
        ((_, top),) = successors.most_common(1)
        return total >= BOUND_COUNT and top >= BOUND_SHARE * total and successors[b[0]] == 0

    def strong(self, a: _Line, b: _Line) -> bool:
        """Whether the words themselves say that `b` goes on where `a` breaks off."""
        if a.ended or b.label is not None:
            return False
        return self.one_word(a.text, b.text) or bool(_WORD_REST.match(b.text))

    def one_word(self, a: str, b: str) -> bool:
        """Whether `a`'s last and `b`'s first character are one word, by the text's own usage."""
        if not (_HAN.match(a[-1]) and _HAN.match(b[0])):
            return False
        successors = self._successors(a[-1])
        count = successors[b[0]]
        return count >= WORD_COUNT and count >= WORD_SHARE * successors.total()


def _margin(lines: Sequence[_Line]) -> int:
    """The indent that printed lines have as such, and that says nothing of paragraphs; 0 for none.

    It is the commonest one, hardly a line has less, and lines with it mostly go on where the one
    before them breaks off. Where all paragraphs are indented, these stand behind a sentence end.
    """
    indents = Counter(len(x.indent) for x in lines)
    if not indents:
        return 0
    margin = max(indents, key=lambda n: (indents[n], n))
    less = sum(count for n, count in indents.items() if n < margin)
    if not margin or less > OUTSIDE_MARGIN * len(lines):
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


def broken_lines(text: str) -> Iterator[Edit]:
    """Join the lines that one paragraph was broken into."""
    evidence = _Lines(text)
    lines = evidence.lines
    for i, (a, b) in enumerate(pairwise(lines)):
        after = lines[i + 2] if i + 2 < len(lines) else None
        if _joined(evidence, lines, i, a, b, after):
            gap = text[a.end : b.start]
            latin = a.text[-1].isascii() and a.text[-1].isalpha() and b.text[0].isascii()
            wrapped = " " if latin and b.text[0].isalpha() else ""
            if gap != wrapped:
                yield Edit(a.end, b.start, wrapped, "broken-line", Role.BREAK)


def _joined(
    evidence: _Lines, lines: Sequence[_Line], i: int, a: _Line, b: _Line, after: _Line | None
) -> bool:
    """Whether line `b` (number `i` + 1) goes on where line `a` breaks off.

    Most pairs of lines do not, and the first look tells; what speaks against it whatever the
    first look says is asked last.
    """
    return _seems_joined(evidence, lines, i, a, b, after) and not (
        _FIELD.match(b.text)
        or _begins_anew(evidence, i, a, b, after)
        or any(mark_in(x.text) is not None or is_fact_line(x.text) for x in (a, b))
    )


def _seems_joined(
    evidence: _Lines, lines: Sequence[_Line], i: int, a: _Line, b: _Line, after: _Line | None
) -> bool:
    if b.text[0] in _CLOSING and not b.text[1:2].isdecimal() and not a.ended:
        return True
    if _STARS.fullmatch(a.text) or _STARS.fullmatch(b.text):
        return False
    if b.start in evidence.strays and not evidence.full(a):
        return False
    if evidence.width is not None:
        return _wrapped(evidence, lines, i, a, b)
    if _dangles(a) and not _fits(lines, i + 1):
        joined = True
    elif b.label is not None and (a.ended or not _interrupts(lines, i + 1)):
        joined = False
    else:
        joined = _open_pair(a.text, b.text) or _goes_on(evidence, a, b, after)
    return joined and not _stands_for_itself(a) and not _stands_for_itself(b)


def _begins_anew(evidence: _Lines, i: int, a: _Line, b: _Line, after: _Line | None) -> bool:
    """Whether line `b` (number `i` + 1) is a turn, a note …, by what stands around it."""
    here, there = evidence.apart.get(i), evidence.apart.get(i + 1)
    if (there is not None and there != ROW) or here == VERSE:
        return True
    if evidence.full(a):  # a table that was wrapped with its text has no rows any more
        return False
    return ROW in (here, there) or (after is not None and signs_above(b.text, after.text))


def _goes_on(evidence: _Lines, a: _Line, b: _Line, after: _Line | None) -> bool:
    """The same in a text that was not wrapped, where a line is a paragraph unless it breaks off."""
    if a.ended or a.text.startswith("—"):
        return False
    if evidence.indent and b.indent:
        return False
    heading = a.label is not None and len(a.text) <= HEADING_LENGTH and not clause_end(a.text)
    if not heading and len(a.text) >= PROSE_LENGTH and _COMMA.search(a.text) and b.label is None:
        if _stands_alone(b, after):
            return evidence.strong(a, b)
        return not evidence.breaks_off(a.text, b.text)
    strong = evidence.strong(a, b)
    if strong and _WORD_REST.match(b.text):
        return True
    # The rest of a heading that was broken over two lines.
    if b.label is not None or b.ended or not _is_prose(after):
        return False
    tail = heading and len(a.text) >= LONG_HEADING and len(b.text) <= HEADING_TAIL
    return tail or (strong and len(b.text) <= HEADING_REST)


def _dangles(line: _Line) -> bool:
    """A line that cannot be complete. A short one with a comma is a salutation."""
    return line.text[-1] in DANGLING or (line.text[-1] in "，,、" and len(line.text) > SALUTATION)


def _is_prose(line: _Line | None) -> bool:
    return line is not None and len(line.text) > PROSE_LENGTH


def _stands_alone(line: _Line, after: _Line | None) -> bool:
    """A short line without a sentence end above a paragraph: most likely a heading."""
    text = line.text
    return len(text) <= HEADING_LENGTH and not clause_end(text) and _is_prose(after)


def _wrapped(evidence: _Lines, lines: Sequence[_Line], i: int, a: _Line, b: _Line) -> bool:
    """The same in a text wrapped at one width: full lines go on, shorter ones end a paragraph."""
    full = evidence.full(a)
    if evidence.indent and (b.indent == evidence.indent or (b.indent and not full)):
        return False
    if b.label is not None:
        joined = _wrapped_before_label(lines, i, a, b.label, b.blank_before, full)
    elif b.blank_before:
        joined = (full or _dangles(a)) and evidence.strong(a, b)
    else:
        joined = full or (2 * len(a.text) >= (evidence.width or 0) and evidence.strong(a, b))
    return joined and (full or not (_stands_for_itself(a) or _stands_for_itself(b)))


def _wrapped_before_label(
    lines: Sequence[_Line], i: int, a: _Line, label: Label, blank_before: bool, full: bool
) -> bool:
    """Whether a line goes on although the next one begins with a label: by chance, or glued."""
    if label.style in LABELS_IN_SENTENCES and full and not blank_before:
        return True
    if a.ended or _fits(lines, i + 1) or not full:
        return _dangles(a) and not _fits(lines, i + 1)
    return not blank_before


def _stands_for_itself(line: _Line) -> bool:
    """A row of a table, or a line without any Chinese."""
    spaced = _SPACE.search(line.text) is not None and _COLUMNS.search(line.text) is not None
    return spaced or not _HAN.search(line.text)


def _around(lines: Sequence[_Line], i: int, label: Label) -> tuple[int | None, int | None]:
    """The numbers of the same style before and after line `i`."""
    same = (x.label.value for x in reversed(lines[max(0, i - NEIGHBOURHOOD) : i])
            if x.label and x.label.style == label.style)  # fmt: skip
    later = (x.label.value for x in lines[i + 1 : i + NEIGHBOURHOOD]
             if x.label and x.label.style == label.style)  # fmt: skip
    return next(same, None), next(later, None)


def _fits(lines: Sequence[_Line], i: int) -> bool:
    """Whether the label of line `i` has its place in a sequence."""
    label = lines[i].label
    if label is None:
        return False
    before, after = _around(lines, i, label)
    if before is not None and after == before + 1:
        return False
    return before == label.value - 1 or after == label.value + 1


def _interrupts(lines: Sequence[_Line], i: int) -> bool:
    """Whether the label of line `i` breaks into a sequence that goes on after it (2, [1], 3)."""
    label = lines[i].label
    if label is None:
        return False
    before, after = _around(lines, i, label)
    return before is not None and after == before + 1 and label.value != before + 1


def _open_pair(a: str, b: str) -> bool:
    """Whether a bracket or title mark opened in `a` is closed at the head of `b`."""
    tail = a[-20:]
    for opening, closing in _OPEN_PAIRS:
        if opening in tail and a.rfind(opening) > a.rfind(closing):
            at = b.find(closing)
            if 0 <= at <= 20 and (b.find(opening) < 0 or b.find(opening) > at):
                return True
    return False


def blank_lines(text: str) -> Iterator[Edit]:
    """Blank lines, indents and white space at line ends go; one line break stays."""
    blank = _SPACES + "\n"
    body = len(text) - len(text.lstrip(blank))
    last = max(body, len(text.rstrip(blank)))
    yield Edit(0, body, "", "blank", Role.BREAK)
    for m in _BREAK.finditer(text, body, last):
        at = start = m.start()
        while text[start - 1] in _SPACES:
            start -= 1
        if at > start:
            yield Edit(start, at, "", "blank", Role.BREAK)
        if m.end() > at + 1:
            yield Edit(at + 1, m.end(), "", "blank", Role.BREAK)
    yield Edit(last, len(text), "", "blank", Role.BREAK)
