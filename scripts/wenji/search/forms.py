"""The Traditional form of texts, as what differs from a table of characters.

Texts stand in the index once, as they are. The Traditional pages show another form of them,
phrase by phrase; most of it follows from a table of single characters, and what does not is kept
with each text as *changes*: some 4 in 1,000 characters. So a third language costs a hundredth of
the index, and what is shown is by construction what the converter gave.

Where a character's Traditional form here is folded differently (了 and 瞭, 复 and 覆), the text has
a *second spelling*: its positions stand in the index under both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

import numpy as np

from wenji.model import Article
from wenji.search.folding import fold_char
from wenji.search.spans import Span, SpanCache
from wenji.search.varint import Ints

# For each change: characters unchanged before it, characters replaced, what stands there instead;
# the second left out where it is the length of the third. Lengths count UTF-16 units.
Changes = list[int | str]
COMPARED = 200  # characters: a sentence, rarely two
_BETWEEN = "\N{INFORMATION SEPARATOR ONE}"  # stands in no phrase, and on no page


@dataclass(frozen=True, slots=True)
class Form:
    """One text's Traditional form: its changes, and the second spelling.

    The second spelling is as long as the text, and folded as long; the text itself where no
    character of its Traditional form is folded differently.
    """

    changes: Changes
    second: str


class Forms:
    """The Traditional forms that a converter gives.

    >>> forms = Forms(lambda text: text.replace("头发", "頭髮").replace("明了", "明瞭"))
    >>> forms.of("头发"), forms.of("明了")
    (Form(changes=[0, '頭髮'], second='头发'), Form(changes=[1, '瞭'], second='明瞭'))
    """

    def __init__(self, convert: Callable[[str], str], cache: SpanCache | None = None) -> None:
        self._convert = convert
        self._chars = _Chars(convert)
        self._known: dict[tuple[str, tuple[int, ...]], Form] = {}
        self._cache = cache

    def save(self) -> None:
        """Keep for the next build what conversion has cost most of the time."""
        if self._cache:
            self._cache.save()

    def whole(self, text: str, cuts: tuple[int, ...] = ()) -> str:
        """A text in its Traditional form; no phrase goes over a cut."""
        clean = _clean(text)
        if not cuts:
            return self._convert(clean)
        pieces = [clean[a:b] for a, b in zip((0, *cuts), (*cuts, len(clean)), strict=True)]
        return self._convert(_BETWEEN.join(pieces)).replace(_BETWEEN, "")

    def table(self, chars: Iterable[str]) -> dict[str, str]:
        """How single characters are shown where no change says otherwise.

        >>> Forms(lambda text: text.replace("头", "頭")).table("头发")
        {'头': '頭'}
        """
        pairs = {c: self._chars[ord(c)] for c in chars}
        return {a: b for a, b in pairs.items() if a != b}

    def of_article(self, article: Article) -> Form:
        """The form of an article's text, as its page has it.

        A page is converted between its tags: the end of a run-in heading is one.
        """
        cuts, at = [], 0
        for paragraph in article.paragraphs:
            if paragraph.lead:
                cuts.append(at + paragraph.lead)
            at += len(paragraph.text) + 1
        return self.of(article.text, tuple(cuts))

    def of(self, text: str, cuts: tuple[int, ...] = ()) -> Form:
        """The form of a text; no phrase goes over a cut."""
        found = self._known.get((text, cuts))
        if found is None:
            self._known[text, cuts] = found = self._form(text, cuts)
        return found

    def _form(self, text: str, cuts: tuple[int, ...]) -> Form:
        clean = _clean(text)
        work = partial(self._spans, clean, cuts)
        spans = self._cache(clean, cuts, work) if self._cache else list(work())
        if not spans:
            return Form([], text)
        before = _units_before(clean)
        changes: Changes = []
        second = list(text)
        at = 0
        for start, end, new in spans:
            a, b = (start, end) if before is None else (before[start], before[end])
            changes += [a - at, new] if b - a == _units(new) else [a - at, b - a, new]
            at = b
            if end - start == len(new):
                for place, char in enumerate(new, start):
                    if _differs(clean[place], char):
                        second[place] = char
        return Form(changes, "".join(second))

    def applied(self, text: str, changes: Changes) -> str:
        """The Traditional form from the table and the changes, as the browser puts it together."""
        raw = _clean(text).encode("utf-16-le")
        out, at, rest = "", 0, list(changes)
        while rest:
            start = at + int(rest.pop(0))
            new = rest.pop(0)
            removed = _units(new) if isinstance(new, str) else new
            out += self._plain(raw[2 * at : 2 * start].decode("utf-16-le"))
            out += new if isinstance(new, str) else str(rest.pop(0))
            at = start + removed
        return out + self._plain(raw[2 * at :].decode("utf-16-le"))

    def _plain(self, text: str) -> str:
        return text.translate(self._chars)

    def _spans(self, text: str, cuts: tuple[int, ...]) -> Iterator[Span]:
        """The stretches where the table does not give what the converter gives, in order."""
        plain, whole = self._plain(text), self.whole(text, cuts)
        if plain == whole:
            return
        if len(plain) == len(whole):
            yield from _runs(plain, whole, 0)
            return
        yield from _compared(plain, whole, 0, "\n。，、 ")


def _differs(char: str, other: str) -> bool:
    """Whether two characters are one character each when folded, and not the same one."""
    one, two = fold_char(char), fold_char(other)
    return one != two and len(one) == len(two) == 1 and _units(char) == _units(other)


class _Chars(dict[int, str]):
    """Characters by themselves: their Traditional form if it is folded as they are."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        self._convert = convert

    def __missing__(self, code: int) -> str:
        char = chr(code)
        other = self._convert(char) or char
        same = len(other) == 1 and fold_char(other) == fold_char(char)
        self[code] = found = other if same else char
        return found


def _compared(one: str, other: str, at: int, marks: str) -> Iterator[Span]:
    """Where two texts differ: cut at `marks`, which conversion leaves alone, until they are short.

    Comparing takes time as the cube of the length, and a source may be one line of megabytes. A
    long stretch that no mark divides is one difference, from its first to its last.
    """
    if one == other:
        return
    if len(one) == len(other):
        yield from _runs(one, other, at)
    elif max(len(one), len(other)) <= COMPARED:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                yield at + a, at + b, other[c:d]
    elif marks and one.count(marks[0]) == other.count(marks[0]):
        for part, changed in zip(one.split(marks[0]), other.split(marks[0]), strict=True):
            yield from _compared(part, changed, at, marks[1:])
            at += len(part) + 1
    elif marks:
        yield from _compared(one, other, at, marks[1:])
    else:
        first = _same(one, other)
        last = _same(one[first:][::-1], other[first:][::-1])
        yield at + first, at + len(one) - last, other[first : len(other) - last]


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _runs(one: str, other: str, at: int) -> Iterator[Span]:
    """Where two texts of the same length differ."""
    places = np.flatnonzero(_codes(one) != _codes(other))
    if len(places):
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
            start, end = int(run[0]), int(run[-1]) + 1
            yield at + start, at + end, other[start:end]


def _codes(text: str) -> Ints:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)


def _clean(text: str) -> str:
    """The text as it is written to files: lone surrogates are question marks there."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _units_before(text: str) -> list[int] | None:
    """UTF-16 units before each place; None where they are the places themselves."""
    codes = _codes(text)
    if not (codes > 0xFFFF).any():
        return None
    counted: list[int] = np.cumsum(np.append(0, 1 + (codes > 0xFFFF))).tolist()
    return counted


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
