"""Lines between two paragraphs that are foreign to their text: none of its words, an odd form.

A heading speaks of what the text speaks of: of its pairs of characters most come back. A line
that a page, a programme or a reader put between two paragraphs does not, and it is written in
another manner: labels with values, numbers set off, brackets round all of it, strokes between
words, Latin letters. Each manner alone is found in headings; where the words are foreign as well
it hardly is. What belongs to the text without sharing its words is known by form: numbered
headings, captions, formulas, notes, heads of lists of references.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from wenji.clean import shape_words as v
from wenji.clean.pairs import Pairs
from wenji.facts import is_fact_line
from wenji.forms import CAPTION, is_formula
from wenji.marks import mark_in
from wenji.numbering import label_at
from wenji.sentences import ended

# --- thresholds; origin: of 1,661 short lines between paragraphs of the development collections 15
# --- have such a form and so few words of their text: notes with a star, sources of verse, facts --
LONGEST, LEAST_PAIRS = 44, 3  # characters of such a line, pairs of Han characters in it
LEAST_PROSE = 800  # characters of prose that such a line is compared with
PROSE = 24  # a line so long is prose
BEFORE, AFTER = 12, 24  # characters of the paragraph's line before, and of the one behind
FOREIGN = 0.8  # share of the pairs that the prose does not have
ONE, SEVERAL = 3.0, 4.0  # what one manner weighs, what two do
SHORTER = 6  # by so much such a line is shorter than the next: a wrapped one is as long
NEAR, LEAST_NEAR = 4000, 500  # characters on each side that may speak of the same; and in all
LEAST_STRANGE = 4  # pairs of characters that can be strange or not

_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
_WORDS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile("[0-9]+")
_LATIN = re.compile("[A-Za-z]{3,}")
_STOP = re.compile("[，。；]")
_OWN = re.compile("|".join(v.OWN_LINES))
_OF_EDGES = re.compile(v.AT_EDGES)
_MANNERS = tuple(map(re.compile, v.MANNERS))
# The reader, and one who speaks of himself.
PERSONS = (re.compile("[您你亲]"), re.compile(v.SPEAKER))
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in v.MANNERS))


class Foreign:
    """What is foreign in one text, by its lines without white space around them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._pairs: Pairs | None = None

    def weight(self, i: int) -> float:
        """What the line weighs by its strange words, its form and its place."""
        line = self._lines[i]
        if len(line) > LONGEST or ended(line) or _STOP.search(line) or _ANY.search(line) is None:
            return 0.0
        between = self._between(i)
        if not (between or self._at_edge(i)) or _is_own(line):
            return 0.0
        if self._skeletons[_skeleton(line)] > 1:
            return 0.0
        manners = self.manners(line)
        if not between:
            return ONE * (manners > 1 and _OF_EDGES.search(line) is None)
        return SEVERAL if manners > 1 else ONE * manners

    def manners(self, words: str, within: int = 0) -> int:
        """In how many manners foreign words are written; 0 where the prose has them.

        `within` says how often they stand in the prose themselves.
        """
        if _is_own(words):
            return 0
        pairs = {m[1] for m in _PAIR.finditer(words)}
        if len(pairs) < LEAST_PAIRS or len(self._prose.text) < LEAST_PROSE:
            return 0
        known = sum(self._prose.count(pair) > within * words.count(pair) for pair in pairs)
        if known > (1 - FOREIGN) * len(pairs):
            return 0
        return sum(pattern.search(words) is not None for pattern in _MANNERS)

    def _between(self, i: int) -> bool:
        """Whether a paragraph ends above the line and another one begins below it.

        One of the two may be a numbered heading.
        """
        lines = self._lines
        if not 0 < i < len(lines) - 1:
            return False
        before, after = lines[i - 1], lines[i + 1]
        if mark_in(before) is not None or mark_in(after) is not None:
            return False
        ends = ended(before) and len(before) >= BEFORE
        begins = (
            len(after) >= max(AFTER, len(lines[i]) + SHORTER) and _STOP.search(after) is not None
        )
        if ends and begins:
            return True
        return (ends and label_at(after) is not None) or (begins and label_at(before) is not None)

    def _at_edge(self, i: int) -> bool:
        """Whether the line is the first or the last one of an article that is marked."""
        before, after = self._lines[i - 1] if i else "", "".join(self._lines[i + 1 : i + 2])
        if mark_in(before) is not None:
            return len(after) >= AFTER and _STOP.search(after) is not None
        last = not after or mark_in(after) is not None
        return last and ended(before) and len(before) >= BEFORE

    @cached_property
    def _skeletons(self) -> Counter[str]:
        """How many lines, numbers aside, are alike but for their words: heads of articles are."""
        lines = {_DIGITS.sub("0", x) for x in self._lines if len(x) <= LONGEST}
        return Counter(map(_skeleton, lines))

    @property
    def _prose(self) -> Pairs:
        if self._pairs is None:
            long = (x for x in self._lines if len(x) >= PROSE and (len(x) > LONGEST or ended(x)))
            self._pairs = Pairs("\n".join(long))
        return self._pairs


def strangeness(words: str, text: str, start: int, end: int, least: int = LEAST_STRANGE) -> float:
    """The share of the pairs of characters in words that the text round them does not have.

    A text that speaks of accounts or of shares has the words of their notices; any other has few
    of them. A word in Latin letters counts as a pair does. 0 where too little text stands round
    them, or too few pairs tell.

    >>> canal = "老人们说渠水是从东岭来的，修了三年才修通。" * 40
    >>> strangeness("请稍后刷新页面", canal, 0, 0), strangeness("渠水从东岭来", canal, 0, 0)
    (1.0, 0.2)
    """
    pairs = {m[1] for m in _PAIR.finditer(words)} | set(_LATIN.findall(words))
    if len(pairs) < least:
        return 0.0
    near = text[max(0, start - NEAR) : start] + "\n" + text[end : end + NEAR]
    near = near.replace(words, "\n")
    if len(near) < LEAST_NEAR:
        return 0.0
    return sum(pair not in near for pair in pairs) / len(pairs)


def is_absent(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether the text round a line holds nothing that a pattern finds."""
    before = pattern.search(text, max(0, start - NEAR), start)
    return before is None and pattern.search(text, end, end + NEAR) is None


def _skeleton(line: str) -> str:
    """A line with one sign for all its words.

    >>> _skeleton("3月5日　星期三　晴") == _skeleton("4月16日　星期日　小雨")
    True
    """
    return _WORDS.sub("w", _DIGITS.sub("0", line))


def _is_own(line: str) -> bool:
    if _OWN.match(line) or CAPTION.match(line) or is_formula(line) or is_fact_line(line):
        return True
    return label_at(line) is not None or mark_in(line) is not None
