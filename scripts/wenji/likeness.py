"""How alike texts are in their language: weighted character pairs, no word list needed.

A text becomes a unit vector over its pairs of neighbouring Han characters; a set of texts
becomes their sum. The cosine between the two tells whether a text speaks like the set. Used
to carry an editor's keywords over to articles that say the same thing in other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]

BUCKETS = 1 << 16
"""Pairs are folded into this many classes; written Chinese has about 30,000 common ones."""

MIN_TEXTS = 2
"""A pair that stands in one text alone relates it to no other."""

_HAN_LOW, _HAN_HIGH = 0x3400, 0x9FFF


@dataclass(frozen=True)
class Vectors:
    """Unit vectors of `size` texts, as triplets: text `rows[i]` has `weights[i]` at `pairs[i]`."""

    size: int
    rows: Ints
    pairs: Ints
    weights: Floats

    @cached_property
    def _squares(self) -> Floats:
        """The square of each vector's length."""
        squares = np.bincount(self.rows, self.weights**2, self.size).astype(np.float64)
        return squares

    def against(self, members: Bools) -> Floats:
        """Cosine of every text with the sum of the `members` other than itself, 0 … 1."""
        theirs = members[self.rows]
        total = np.bincount(self.pairs[theirs], self.weights[theirs], BUCKETS)
        inside = members.astype(np.float64)
        product = np.bincount(self.rows, self.weights * total[self.pairs], self.size)
        own = self._squares * inside
        length = float((total * total).sum()) - inside * (2 * product - own)
        return np.where(length > 1e-9, (product - own) / np.sqrt(np.maximum(length, 1e-9)), 0.0)


def vectors(texts: Sequence[str]) -> Vectors:
    """Unit vectors of `texts`; pairs weigh by the log of their count and by their rarity."""
    rows: list[Ints] = []
    pairs: list[Ints] = []
    for row, text in enumerate(texts):
        found = pair_classes(text)
        pairs.append(found)
        rows.append(np.full(len(found), row, dtype=np.int64))
    if not rows:
        nothing = np.zeros(0, dtype=np.int64)
        return Vectors(0, nothing, nothing, np.zeros(0))
    cells, counts = np.unique(
        np.concatenate(rows) * BUCKETS + np.concatenate(pairs), return_counts=True
    )
    row_of, pair_of = cells // BUCKETS, cells % BUCKETS
    spread = np.bincount(pair_of, minlength=BUCKETS)[pair_of]
    weights = (1 + np.log(counts)) * np.log(len(texts) / np.maximum(spread, 1))
    keep = (spread >= MIN_TEXTS) & (weights > 0)
    row_of, pair_of, weights = row_of[keep], pair_of[keep], weights[keep]
    length = np.sqrt(np.bincount(row_of, weights**2, len(texts)))
    return Vectors(len(texts), row_of, pair_of, weights / np.maximum(length[row_of], 1e-9))


def pair_classes(text: str) -> Ints:
    """The class, 0 … BUCKETS - 1, of each pair of neighbouring Han characters in `text`."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    if len(codes) < 2:
        return np.zeros(0, dtype=np.int64)
    han = (codes >= _HAN_LOW) & (codes <= _HAN_HIGH)
    mixed = codes[:-1] * 40503 + codes[1:] * 2654435761
    mixed ^= mixed >> 15
    return mixed[han[:-1] & han[1:]] % BUCKETS
