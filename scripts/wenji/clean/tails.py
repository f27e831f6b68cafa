"""Remarks of a page on the line of a paragraph: behind its last sentence, before its first one.

Where a page's parts were copied without their line ends, what followed a paragraph is glued to it:
……看水去。分享到：微信 微博. What stands behind the end of a sentence and is no sentence itself is
judged as a line is, by the words and by what it is made of, and more so where it is set off. Before
a sentence only what a wide gap sets off is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from wenji.clean import composed, shapes
from wenji.clean.foreign import LEAST_STRANGE, Foreign, strangeness
from wenji.clean.leftovers import is_code, speaks_of_code
from wenji.clean.noise import is_site_line
from wenji.clean.places import OUTSIDE
from wenji.clean.weighed import (
    ACCEPT,
    SPACED,
    covered,
    has_own_clause,
    is_heavy,
    longest_own,
    may_be_sure,
    weight,
    worded,
)
from wenji.facts import is_fact_line
from wenji.lines import lines_with
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended

# --- thresholds; origin: furniture of pages written for the purpose, glued to texts --------------
LONGEST, LEAST = 44, 4  # characters of such a remark
LONGEST_SURE = 60  # … of one whose words say so by themselves
# Words strange to the text: what a remark of them weighs that is a sentence, or is none.
STRANGE, STRANGE_SENTENCE, STRANGE_REMARK = 0.85, 2.9, 2.4
# … less where its words say so by themselves, of a sentence and of what is none; pairs that tell
LONGEST_OWN = 9  # letters in a row of a sentence that no word of a page covers
STRANGE_IF_SURE, STRANGE_IF_NONE, LEAST_IF_SURE = 0.65, 0.5, 2
MADE_OF_TAIL, MADE_OF_HEAVY = 0.75, 0.6  # share of its letters that words of a page make up
LEAST_TEXT = 16  # … and of the paragraph before it
WRAPPED = 6  # characters by which the lines of a wrapped text differ
LEAST_MANNERS = 2  # in which what is foreign to the text is written
LONGEST_WRAPPED = 80  # characters of a line that may go on in the next one
PROSE, ENDED = 24, 0.6  # of lines so long such a share ends with its sentence: nothing is wrapped
MADE_OF_SENTENCE, OF_SENTENCES = 0.5, 8.0  # the same of what may be a sentence, and its weight
MADE_OF_SET_OFF = 0.4  # the same of what a gap sets off
OF_FACTS = 6.0  # what a remark weighs that states facts as well: 阅读：80 回复：12
SET_OFF = 1.0  # what white space before it adds

_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
# A line that goes on behind a sentence's end.
_GOES_ON = re.compile(r"[。！？][^\n。！？]{3,60}+[。！？]{0,3}$", re.MULTILINE)
_BRACKETED = re.compile(
    r"(?<![ \t\u3000])[ \t\u3000]*[【\[]([^【】\[\]\n]{2,12})[】\]](?=[ \t\u3000]*$)", re.MULTILINE
)
_OF_TAGS = frozenset("<[{&\\|_/")
_COMMA = re.compile("[，。；]")
_STOPS = "。！？"
_STOP = re.compile(rf"[{_STOPS}][”’」』）)]?")
# A gap in a line: an ideographic space, or several others. What stands before the first one.
# It begins with the gap and looks back from there: the search leaps to white space.
_GAP = re.compile(r"[\u3000 ](?:(?<=[^\n]\u3000)|(?<=\S ) +(?=\S))")
_GAPS = re.compile(r"[ \t\xa0]*\u3000[ \t\xa0\u3000]*|[ \t\xa0]{2,}")


def glued_remarks(text: str) -> Iterator[Edit]:
    """Drop what a page says of itself behind the last sentence of a paragraph: one, or several.

    Nearly all that stands there is a sentence without a word of a page: all are asked for one at
    once, and those that have none are asked nothing else.
    """
    shape = _Shape(text)
    lines = list(lines_with(text, _GOES_ON))
    cuts = [_last_stop(line) for _, line in lines]
    asked = worded([line[cut:] for (_, line), cut in zip(lines, cuts, strict=True)])
    for i, (at, line) in enumerate(lines):
        end, cut = len(line), cuts[i]
        if i not in asked and line[-1] in _STOPS and not SPACED.search(line, cuts[i]):
            continue
        while cut and _is_glued(shape, at, line[:end], cut):
            end, cut = cut, _last_stop(line[:cut])
        if end < len(line):
            yield Edit(at + end, at + len(line), "", "site-remark", Role.NOISE)


def _is_glued(shape: _Shape, at: int, line: str, cut: int) -> bool:
    """Whether what stands in a line behind `cut` is a page's and does not go on in the next."""
    tail = line[cut:].strip(_SPACES)
    if not LEAST <= len(tail) <= LONGEST_SURE:
        return False
    if tail[-1] in _STOPS and weight(tail) < STRANGE_SENTENCE:
        return False  # a sentence whose words are no page's
    if len(tail) > LONGEST and not (may_be_sure(tail) or tail.isascii()):
        return False
    told = ended(tail) or composed.is_sure(tail) or composed.is_written_by_machine(tail)
    if not told and shape.goes_on(at, line):
        return False
    head = line[:cut].strip(_SPACES)
    if len(head) < LEAST_TEXT and not _goes_on(shape.text, at):
        return False
    if len(head) <= LONGEST and max(weight(head), composed.weight(head)) >= OUTSIDE:
        return False  # all of it may be one remark
    if shapes.weight(tail) >= shapes.SURE or shape.is_code(tail):
        return not is_fact_line(tail)
    if len(tail) <= LONGEST and (
        _is_remark(tail, set_off=line[cut] in _SPACES) or shape.is_foreign(tail)
    ):
        return True
    return shape.is_strange(tail, at + cut, at + len(line))


def bracketed_remarks(text: str) -> Iterator[Edit]:
    """Drop what a page says of itself in brackets behind a heading, or a line without a stop.

    >>> text = "春灌早动手【返回顶部】\\n护渠小结【三月】\\n"
    >>> [text[e.start : e.end] for e in bracketed_remarks(text)]
    ['【返回顶部】']
    """
    if "】\n" not in text and "]\n" not in text:
        return
    for at, line in lines_with(text, _BRACKETED):
        m = _BRACKETED.search(line)
        if m is None or len(line[: m.start()].strip(_SPACES)) < LEAST:
            continue
        if is_heavy(m[1]) and covered(m[1]) >= MADE_OF_TAIL:
            yield Edit(at + m.start(), at + m.end(), "", "site-remark", Role.NOISE)


def leading_remarks(text: str) -> Iterator[Edit]:
    """Drop what a page says of itself before the first sentence of a paragraph, set off by a gap.

    >>> text = "打印此页　　春天里渠水通了，老人们都到渠边来看，谁也不肯先走。"
    >>> [text[e.start : e.end] for e in leading_remarks(text)]
    ['打印此页　　']
    """
    for at, line in lines_with(text, _GAP):
        head = len(line) - len(line.lstrip(_SPACES))
        last = None
        for m in _GAPS.finditer(line, head + 1):
            words, rest = line[head : m.start()], line[m.end() :]
            if len(words) > LONGEST:
                break
            if len(words) >= LEAST and _begins_text(rest) and _is_remark(words, set_off=True):
                last = m
        if last is not None:
            yield Edit(at + head, at + last.end(), "", "site-remark", Role.NOISE)


def _begins_text(rest: str) -> bool:
    """Whether what follows a gap is a paragraph, or the first line of one."""
    return len(rest) >= LEAST_TEXT and _COMMA.search(rest) is not None and _GAP.search(rest) is None


def _is_remark(tail: str, *, set_off: bool) -> bool:
    if mark_in(tail) is not None:
        return False
    extra = SET_OFF * set_off
    heavy, share = weight(tail), covered(tail)
    own = has_own_clause(tail) or is_fact_line(tail)
    if heavy >= OF_SENTENCES - extra and share >= MADE_OF_SENTENCE:
        return not own
    if _is_sentence(tail):
        return False
    if composed.weight(tail) + extra >= ACCEPT:
        return composed.is_made(tail)
    if set_off and heavy >= ACCEPT and share >= MADE_OF_SET_OFF and is_heavy(tail):
        return not own
    if share < (MADE_OF_HEAVY if is_heavy(tail) and not own else MADE_OF_TAIL):
        return False  # the beginning of a sentence, perhaps, and a remark within it
    return heavy + extra >= (OF_FACTS if is_fact_line(tail) else ACCEPT)


def _last_stop(line: str) -> int:
    """The end of the last sentence that something stands behind; 0 for none."""
    last = len(line.rstrip(_STOPS)) - LEAST + 1
    while (at := max(line.rfind(stop, 0, last) for stop in _STOPS)) >= 0:
        m = _STOP.match(line, at)
        if m is not None and m.end() <= len(line) - LEAST:
            return m.end()
        last = at
    return 0


def _is_sentence(tail: str) -> bool:
    """Whether a sentence ends with what stands there: only heavy words make a remark of one."""
    return ended(tail) and not tail.endswith(tuple("）)】]》…"))


def _goes_on(text: str, at: int) -> bool:
    """Whether the line before is no end of a sentence, so that this one begins with its rest."""
    above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)].strip(_SPACES)
    return len(above) >= LEAST_TEXT and not ended(above) and mark_in(above) is None


class _Shape:
    """Whether the lines of a text are its paragraphs; asked for only where it matters."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def whole(self) -> bool:
        """Whether most of the long lines end with their sentences, as no wrapped ones do."""
        long = [x for x in self.text.split("\n") if len(x) >= PROSE]
        return sum(ended(x.rstrip(_SPACES)) for x in long) >= ENDED * len(long)

    @cached_property
    def _foreign(self) -> Foreign:
        return Foreign([body for line in self.text.split("\n") if (body := line.strip(_SPACES))])

    def is_foreign(self, tail: str) -> bool:
        """Whether what stands behind a sentence is none, and has nothing to do with the text."""
        if ended(tail) or _COMMA.search(tail) is not None or mark_in(tail) is not None:
            return False
        least = LEAST_MANNERS + (tail[0] in "（(")  # who wrote it stands in brackets as well
        return self._foreign.manners(tail, self.text.count(tail)) >= least

    def is_strange(self, tail: str, start: int, end: int) -> bool:
        """Whether words of a page stand there of which the text round them has hardly any.

        A sentence must hold a word that says so by itself; facts stay.
        """
        if mark_in(tail) is not None or label_at(tail) is not None or is_fact_line(tail):
            return False
        heavy, least, share = weight(tail), LEAST_STRANGE, STRANGE
        if _is_sentence(tail):
            if heavy < STRANGE_SENTENCE:
                return False
            if longest_own(tail) > LONGEST_OWN:
                return False  # a sentence of the text that something was put into, perhaps
            share = STRANGE_IF_SURE if is_heavy(tail) else STRANGE
        elif is_site_line(tail) or is_heavy(tail):
            least, share = LEAST_IF_SURE, STRANGE_IF_NONE
        elif max(heavy, composed.weight(tail)) < STRANGE_REMARK:
            return False
        return strangeness(tail, self.text, start, end, least) >= share

    def is_code(self, tail: str) -> bool:
        """Whether a program's words stand there, and none are what the text is about.

        Tags are left to others: the paragraph may have been marked by them.
        """
        return tail.isascii() and tail[0] not in _OF_TAGS and is_code(tail) and not self._of_code

    @cached_property
    def _of_code(self) -> bool:
        return speaks_of_code(self.text)

    def goes_on(self, at: int, line: str) -> bool:
        """Whether the last sentence of a line may go on in the next one.

        It does not where the line is longer than any that is wrapped, or lines are paragraphs; nor
        where a blank line, an article or a line that is set in follows, unless it is as long as
        its neighbours.
        """
        if len(line) > LONGEST_WRAPPED:
            return False
        text, end = self.text, at + len(line) + 1
        above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)]
        below = text[end : text.find("\n", end) + 1 or len(text)]
        near = (x.rstrip(_SPACES + "\n") for x in (above, below))
        size = len(line.strip())
        if any(abs(len(x.strip()) - size) <= WRAPPED and not ended(x) for x in near):
            return True
        if self.whole:
            return False
        return below[:1] not in _SPACES + "\n" and below != "" and mark_in(below) is None
