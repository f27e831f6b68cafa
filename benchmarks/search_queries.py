"""Random queries with their true answers, for `search.py`.

The truth is a plain search: the articles whose title or text contains the query, both folded as
`wenji.search.folding` does. Queries are what a reader might type or paste: cut from the texts
without white space (which parts phrases) and without what any engine takes for an operator.
"""

from __future__ import annotations

import importlib.util
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from search_sites import Text

from wenji.search.folding import fold, fold_char
from wenji.search.forms import Forms
from wenji.search.gate import stands
from wenji.traditional import to_traditional

HAS_OPENCC = importlib.util.find_spec("opencc") is not None
LONGEST = 12
TRIES = 400  # places looked at for one query before its class is given up
OPERATORS = re.compile(r"[\s|｜~～\"“”„‟＂*^:：\N{ZERO WIDTH NO-BREAK SPACE}]|^[+\-]")
MARKS = "，。、；·！"
FULL_WIDTH = 0xFEE0  # from an ASCII character to its full-width form

# Kinds of queries and how many of a hundred each has.
LENGTHS = "length {}"
SHARES = {
    **{LENGTHS.format(n): 4 for n in range(1, LONGEST + 1)},
    "end of a paragraph": 7,
    "end of an article": 6,
    "across paragraphs": 4,
    "title": 4,
    "Traditional for Simplified": 9,
    "Simplified for Traditional": 5,
    "other width or case": 6,
    "other punctuation": 6,
    "beyond the basic plane": 1,
    "stands nowhere": 4,
}
NEED_OPENCC = ("Traditional for Simplified", "Simplified for Traditional")
NOWHERE = "stands nowhere"


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, its class, and the numbers of the articles that hold it."""

    typed: str
    kind: str
    truth: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where to cut: an article, a place in its text, and how many characters to take."""

    text: str
    at: int
    length: int


def spellings(text: Text, forms: Forms) -> tuple[str, str]:
    """Title and text, folded, in both spellings of the index."""
    first = f"{fold(text.title)}\0{fold(text.text)}"
    parts = (forms.of(part).second for part in (text.title, text.text))
    return first, "\0".join(map(fold, parts))


class Maker:
    """Makes queries for a collection; the same seed gives the same ones."""

    def __init__(self, texts: Sequence[Text], seed: int = 4) -> None:
        self._texts = [t for t in texts if fold(t.text)]
        forms = Forms(to_traditional)
        self._folded = [spellings(t, forms) for t in texts]
        self._chance = random.Random(seed)
        self._rare = sorted({c for t in texts for c in set(t.text) if ord(c) > 0xFFFF})
        self.apart = 0  # conversions between the scripts that folding does not undo

    def queries(self, number: int) -> list[Query]:
        """About so many queries, the classes in turn, so that a part of them is fair as well."""
        made = [self._class(kind, max(1, number * n // 100)) for kind, n in SHARES.items()]
        longest = max(map(len, made))
        spread = [
            ((i + 0.5) * longest / len(some), query)
            for some in made
            for i, query in enumerate(some)
        ]
        return [query for _, query in sorted(spread, key=lambda pair: pair[0])]

    def truth(self, typed: str) -> frozenset[int]:
        """The articles that hold a query."""
        wanted = fold(typed)
        return frozenset(n for n, both in enumerate(self._folded) if stands(wanted, *both))

    def _class(self, kind: str, number: int) -> list[Query]:
        if kind in NEED_OPENCC and not HAS_OPENCC:
            return []
        made: dict[str, Query] = {}
        for _ in range(number * TRIES):
            typed = self._one(kind)
            if typed and typed not in made and not OPERATORS.search(typed):
                truth = self.truth(typed)
                if bool(truth) == (kind != NOWHERE):
                    made[typed] = Query(typed, kind, truth)
                elif kind in NEED_OPENCC:
                    self.apart += 1
            if len(made) == number:
                break
        return list(made.values())

    def _one(self, kind: str) -> str | None:
        text = self._chance.choice(self._texts)
        length = self._chance.randint(2, LONGEST)
        at = self._chance.randrange(len(text.text))
        place = _Place(text.text, at, length)
        if kind.startswith(LENGTHS.format("")):
            return plain(place.text, at, int(kind.rsplit(" ", 1)[1]))
        if kind == "title":
            return plain(text.title, self._chance.randrange(len(text.title) or 1), length)
        if kind == "beyond the basic plane":
            return self._beyond()
        make: Callable[[_Place], str | None] = {
            "end of a paragraph": lambda p: before(p.text, p.text.find("\n", p.at), p.length),
            "end of an article": lambda p: before(p.text, len(p.text), p.length),
            "across paragraphs": self._across,
            "Traditional for Simplified": lambda p: converted(plain(*_spread(p)), "s2t"),
            "Simplified for Traditional": lambda p: converted(plain(*_spread(p)), "t2s"),
            "other width or case": lambda p: self._width(plain(*_spread(p))),
            "other punctuation": lambda p: self._punctuation(cut(*_spread(p))),
            NOWHERE: lambda p: self._nowhere(plain(*_spread(p))),
        }[kind]
        return make(place)

    def _beyond(self) -> str | None:
        """A rare character with what stands beside it."""
        if not self._rare:
            return None
        char = self._chance.choice(self._rare)
        holding = [t.text for t in self._texts if char in t.text]
        text = self._chance.choice(holding)
        at = text.index(char) - self._chance.randint(0, 2)
        return cut(text, max(0, at), self._chance.randint(1, 5))

    def _across(self, place: _Place) -> str | None:
        """The end of a paragraph and the beginning of the next, typed as one."""
        end = place.text.find("\n", place.at)
        first, second = before(place.text, end, 3), cut(place.text, end + 1, place.length)
        return first + second if first and second and end >= 0 else None

    def _width(self, typed: str | None) -> str | None:
        """The other width of Latin letters and digits, or the other case."""
        if not typed or not any(c.isascii() and c.isalnum() for c in typed):
            return None
        if self._chance.random() < 0.3 and typed.swapcase() != typed:
            return typed.swapcase()
        return "".join(chr(ord(c) + FULL_WIDTH) if "!" <= c <= "~" else c for c in typed)

    def _punctuation(self, typed: str | None) -> str | None:
        """Other marks for those within, or none."""
        if not typed or all(map(fold_char, typed)):
            return None
        return "".join(c if fold_char(c) else self._chance.choice([*MARKS, ""]) for c in typed)

    def _nowhere(self, typed: str | None) -> str | None:
        """One character replaced by another one of the collection."""
        if not typed or len(typed) < 3:
            return None
        at = self._chance.randrange(len(typed))
        other = self._chance.choice(self._chance.choice(self._texts).text)
        return typed[:at] + other + typed[at + 1 :] if fold_char(other) else None


# --- cutting --------------------------------------------------------------------------------------


def cut(text: str, at: int, length: int) -> str | None:
    """`length` folded characters from a place on, punctuation included; None if there are not."""
    while at < len(text) and not fold_char(text[at]):
        at += 1
    held = 0
    for end in range(at, len(text)):
        held += len(fold_char(text[end]))
        if held >= length:
            return text[at : end + 1]
    return None


def plain(text: str, at: int, length: int) -> str | None:
    """The same, where no punctuation stands between."""
    typed = cut(text, at, length)
    return typed if typed and all(map(fold_char, typed)) else None


def before(text: str, end: int, length: int) -> str | None:
    """The last `length` folded characters before a place."""
    kept = [i for i, c in _backwards(text, end) if fold_char(c)][:length]
    return text[kept[-1] : kept[0] + 1] if len(kept) == length else None


def _backwards(text: str, end: int) -> Iterator[tuple[int, str]]:
    for i in range(end - 1, max(-1, end - 60), -1):
        yield i, text[i]


def converted(typed: str | None, how: str) -> str | None:
    """In the other script; None where that is the same."""
    if not typed:
        return None
    other: str = _converter(how).convert(typed)
    return other if other != typed else None


@cache
def _converter(how: str) -> Any:
    import opencc

    return opencc.OpenCC(how)


def _spread(place: _Place) -> tuple[str, int, int]:
    return place.text, place.at, place.length
