"""The words by which an override finds a place of a source again (`wenji.editor.placing.place`).

Words are compared as the search compares them (`wenji.search.folding`): punctuation, white
space, width and script do not matter. The words begin at the place and grow until they occur
only once in the source; where that takes too many, a number says which of them is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wenji.editor.placing import with_signs
from wenji.lines import LINE_ENDS
from wenji.search.folding import fold, fold_char, folded_places

SHORTEST = 8  # code points: fewer read badly even where they are unique
STEP = 4
LONGEST = 24  # code points; whoever needs more is told by `nth`

_LINE_END = re.compile(f"[{LINE_ENDS}]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a source, and which of their occurrences is meant (from 1; None: the only one).

    `start` and `end` are the span that the words take (code points).
    """

    at: str
    nth: int | None
    start: int
    end: int


class Haystack:
    """A source text, made ready for looking words up. Making it takes time as the text is long."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self._places = folded_places(text)

    def index(self, offset: int) -> int:
        """The place in the folded text of the first character at or after an offset."""
        return bisect_left(self._places, offset)

    def first_word(self, start: int, end: int) -> int | None:
        """The offset of the first character of a span that counts when words are compared."""
        at = self.index(start)
        found = at < len(self._places) and self._places[at] < end
        return self._places[at] if found else None

    def last_word(self, start: int, end: int) -> int:
        """The offset behind the last such character of a span; `start` when there is none."""
        at = self.index(end) - 1
        return max(start, self._places[at] + 1) if at >= 0 else start


def anchor(
    hay: Haystack, start: int, end: int | None = None, beyond: int | None = None
) -> Anchor | None:
    """The words that lead to the place `start`; None where nothing legible follows before `end`.

    The words stay before `end`. They are the rest of the line where that is short enough and
    unique, else as many as it takes. Where all of them are not enough (`10` on a line of its own),
    they go on behind `end`, up to `beyond`: a number would be wrong as soon as one more `10` is
    written above. A span of nothing but signs (a rule of dashes) is found by these signs as they
    are.
    """
    limit = len(hay.text) if end is None else end
    begin = hay.first_word(start, limit)
    if begin is None:
        return _signs(hay, start, limit) if end is not None else None
    farthest = min(begin + LONGEST, limit)
    broken = _LINE_END.search(hay.text, begin, farthest)
    whole = broken.start() if broken else farthest if farthest == limit else None
    ends = [whole] if whole else []
    ends += [n for n in range(begin + SHORTEST, farthest, STEP) if n > (whole or 0)]
    for until in (*ends, farthest):
        made = _words(hay, begin, until)
        if _is_unique(hay, made):
            return made
    if farthest == limit and beyond is not None:
        last = min(beyond, begin + LONGEST, len(hay.text))
        for until in (*range(limit + STEP, last, STEP), last):
            made = _words(hay, begin, until)
            if until > limit and _is_unique(hay, made):
                return made
    return _numbered(hay, begin, whole or farthest)


def opened(hay: Haystack, made: Anchor) -> Anchor:
    """The anchor with the signs that stand right before its words: a quote, a bracket."""
    start = made.start
    while start and not hay.text[start - 1].isspace() and not fold_char(hay.text[start - 1]):
        start -= 1
    signs = hay.text[start : made.start]
    return Anchor(signs + made.at, made.nth, start, made.end) if signs.isprintable() else made


def exactly(hay: Haystack, start: int, end: int) -> Anchor | None:
    """The words of the span itself, with as much of its line as it takes to find them.

    For an override that says how these words are spelt. The anchor's span holds the given one;
    None where the span goes over a line end, or no words can lead to all of it.
    """
    text = hay.text
    if start == end or _LINE_END.search(text, start, end):
        return None
    left, right = start, end
    while left > 0 and text[left - 1] not in LINE_ENDS and not fold_char(text[left]):
        left -= 1
    while right < len(text) and text[right] not in LINE_ENDS and not fold_char(text[right - 1]):
        right += 1
    if hay.first_word(left, right) is None:
        return _signs(hay, start, end)
    return _covering(hay, _grown(hay, left, right) or _counted(hay, left, right), start, end)


def _grown(hay: Haystack, left: int, right: int) -> Anchor | None:
    """A span with what follows it on its line, then with what stands before it, until it is the
    only one: a number of it would be wrong as soon as the same words are written above."""
    while not _is_unique(hay, made := _whole(hay, left, right)):
        if right - left >= LONGEST:
            return None
        if right < len(hay.text) and hay.text[right] not in LINE_ENDS:
            right += 1
        elif left > 0 and hay.text[left - 1] not in LINE_ENDS:
            left -= 1
        else:
            return None
    return made


def _whole(hay: Haystack, start: int, end: int) -> Anchor:
    """The words of a span with the signs at both of its ends."""
    words = "".join(c for c in hay.text[start:end] if c.isprintable() or fold_char(c))
    return Anchor(words, None, start, end)


def _counted(hay: Haystack, start: int, end: int) -> Anchor:
    """The same with the number of the place."""
    made = _whole(hay, start, end)
    first = hay.index(start)
    places = list(_occurrences(hay.folded, fold(made.at)))
    nth = places.index(first) + 1 if first in places else None
    return replace(made, nth=nth)


def _covering(hay: Haystack, made: Anchor, start: int, end: int) -> Anchor | None:
    """The anchor with the span that its words lead to; None where that does not hold the given."""
    first, last = hay.first_word(made.start, made.end), hay.last_word(made.start, made.end)
    if first is None or (made.nth is None and not _is_unique(hay, made)):
        return None
    begin, until = with_signs(hay.text, made.at, first, last)
    return replace(made, start=begin, end=until) if begin <= start and end <= until else None


def _words(hay: Haystack, start: int, until: int) -> Anchor:
    """The words of a span that begins with a word, up to the last that counts, as one line."""
    end = hay.last_word(start, until)
    legible = (c for c in hay.text[start:end] if c.isspace() or c.isprintable() or fold_char(c))
    return Anchor(" ".join("".join(legible).split()), None, start, end)


def _is_unique(hay: Haystack, made: Anchor) -> bool:
    needle, first = fold(made.at), hay.index(made.start)
    return hay.folded.find(needle) == first and hay.folded.find(needle, first + 1) < 0


def _numbered(hay: Haystack, start: int, until: int) -> Anchor:
    """Words with their number. Occurrences are counted without overlap: words whose copies
    overlap may be skipped by the count, and get shorter until they are not; one never is."""
    for end in range(until, start, -1):
        made = _words(hay, start, end)
        for nth, at in enumerate(_occurrences(hay.folded, fold(made.at)), 1):
            if at >= hay.index(start):
                if at == hay.index(start):
                    return Anchor(made.at, nth, made.start, made.end)
                break
    return made


def _signs(hay: Haystack, start: int, end: int) -> Anchor | None:
    """A span without a word, found by its signs as they stand."""
    signs = hay.text[start:end].strip()
    if not signs or not signs.isprintable():
        return None
    begin = hay.text.index(signs, start)
    places = list(_occurrences(hay.text, signs))
    if begin not in places:
        return None
    nth = None if len(places) == 1 else places.index(begin) + 1
    return Anchor(signs, nth, begin, begin + len(signs))


def _occurrences(where: str, needle: str) -> Iterator[int]:
    at = where.find(needle)
    while at >= 0:
        yield at
        at = where.find(needle, at + len(needle))
