"""Which characters stand together in a text: what belongs together does so elsewhere as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LOOKED_UP = 100  # pairs of characters; to count all of a text takes as long
_CHARACTERS = np.uint64(0x110000)  # of Unicode

Span = tuple[int, int]


class Gap(NamedTuple):
    """The words round an occurrence, two characters on each side."""

    before: str
    after: str


class Pairs:
    """How often characters stand together in a text.

    The first pairs asked for are looked up one by one; where many are, all are counted at once.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._asked: dict[str, int] = {}
        self._every: Counter[str] = Counter()
        self._three: Set[str] = frozenset()

    def count(self, pair: str) -> int:
        """How often two characters stand together."""
        if pair not in self._asked:
            if len(self._asked) == LOOKED_UP:
                self._every = self._every or Counter(map(str.__add__, self.text, self.text[1:]))
                return self._every[pair]
            self._asked[pair] = _times(self.text, pair)
        return self._asked[pair]

    def together(self, before: Sequence[str], after: Sequence[str]) -> float:
        """How often those before and those behind them, two characters each, are found together."""
        if not self._three:
            self._three = {self.text[i : i + 3] for i in range(len(self.text) - 2)}
        found = 0.0
        for a, b in zip(before, after, strict=True):
            found += self.count(a[-1] + b[0]) > 0
            found += a + b[0] in self._three or a[-1] + b in self._three
        return found / 2 / len(before)

    def joined(self, words: str, spans: Sequence[Span], gaps: Sequence[Gap]) -> float:
        """How often the ends of a string are found beside the words round it elsewhere."""
        own = Counter(self.text[a - 1 : a] + words[0] for a, _ in spans)
        own.update(words[-1] + self.text[b : b + 1] for _, b in spans)
        pairs = [g.before[-1] + words[0] for g in gaps] + [words[-1] + g.after[0] for g in gaps]
        return sum(self.count(pair) > own[pair] for pair in pairs) / len(pairs)


def char_numbers(text: str) -> NDArray[np.uint64]:
    """The characters of a text as their numbers."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return codes.astype(np.uint64)


def pair_numbers(text: str) -> NDArray[np.uint64]:
    """A number for each two characters that stand together: many are compared at once so.

    >>> first, second, third = pair_numbers("渠水渠水").tolist()
    >>> first == third != second
    True
    """
    codes = char_numbers(text)
    return codes[:-1] * _CHARACTERS + codes[1:]


def _times(text: str, pair: str) -> int:
    """How often two characters stand together; 常常常 holds 常常 twice."""
    if pair[0] == pair[1]:
        return len(re.findall(f"(?={re.escape(pair)})", text))
    return text.count(pair)
