"""How alike texts are in their language: weighted character pairs, no word list needed.

A text becomes a unit vector over its pairs of neighbouring Han characters; a set of texts
becomes their sum. The cosine between the two tells whether a text speaks like the set. Used
to carry an editor's keywords over to articles that say the same thing in other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.uint32]
Pairs: TypeAlias = npt.NDArray[np.uint16]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]

BUCKETS = 1 << 16
"""Pairs are folded into this many classes; written Chinese has about 30,000 common ones."""

MIN_TEXTS = 2
"""A pair that stands in one text alone relates it to no other."""

_BLOCK = 1 << 16  # entries of vectors that are looked at together

_HAN_LOW, _HAN_HIGH = 0x3400, 0x9FFF


@dataclass(frozen=True)
class Vectors:
    """Unit vectors of texts: the entries of text i are `bounds[i] … bounds[i + 1]`.

    An entry is a pair and its weight; the pairs of a text ascend, and none stands twice.
    """

    bounds: Ints
    pairs: Pairs
    weights: Floats

    @cached_property
    def _squares(self) -> Floats:
        """The square of each vector's length."""
        return _summed(self.weights**2, self.bounds)

    def total(self, members: Bools) -> Floats:
        """The sum of the vectors of the `members`."""
        bounds = self.bounds.tolist()
        spans = [slice(bounds[i], bounds[i + 1]) for i in np.flatnonzero(members).tolist()]
        if not spans:
            return np.zeros(BUCKETS)
        pairs = np.concatenate([self.pairs[span] for span in spans])
        weights = np.concatenate([self.weights[span] for span in spans])
        return np.bincount(pairs, weights, BUCKETS).astype(np.float64)

    def against(self, sets: Sequence[Bools]) -> Floats:
        """Cosine of every text with the sum of each set's members other than itself, 0 … 1.

        Text x set.
        """
        found = np.zeros((len(self.bounds) - 1, len(sets)))
        totals = [self.total(members) for members in sets]
        for first, last in self._blocks():
            bounds = self.bounds[first : last + 1]
            entries = slice(bounds[0], bounds[-1])
            pairs, weights = self.pairs[entries].astype(np.intp), self.weights[entries]
            for number, total in enumerate(totals):
                products = total.take(pairs, mode="clip")  # twice as fast, and none is outside
                products *= weights
                found[first:last, number] = _summed(products, bounds - bounds[0])
        for number, (members, total) in enumerate(zip(sets, totals, strict=True)):
            product, inside = found[:, number], members.astype(np.float64)
            own = self._squares * inside
            length = float((total * total).sum()) - inside * (2 * product - own)
            cosine = (product - own) / np.sqrt(np.maximum(length, 1e-9))
            found[:, number] = np.where(length > 1e-9, cosine, 0.0)
        return found

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Texts, first and last, whose entries stay near the processor while they are used."""
        cuts = np.searchsorted(self.bounds, np.arange(0, self.bounds[-1], _BLOCK), side="right") - 1
        cuts = np.unique([*cuts.tolist(), 0, len(self.bounds) - 1])
        yield from pairwise(cuts.tolist())


def _summed(values: Floats, bounds: Ints) -> Floats:
    """The sums of the `values` between neighbouring `bounds`."""
    starts = bounds[:-1]
    filled = starts < bounds[1:]
    sums = np.zeros(len(starts))
    if filled.any():
        sums[filled] = np.add.reduceat(values, starts[filled])
    return sums


def vectors(texts: Sequence[str]) -> Vectors:
    """Unit vectors of `texts`; pairs weigh by the log of their count and by their rarity."""
    own = [_counted(pair_classes(text)) for text in texts]
    pairs = np.concatenate([np.zeros(0, dtype=np.uint16), *(pairs for pairs, _ in own)])
    counts = np.concatenate([np.zeros(0, dtype=np.int64), *(counts for _, counts in own)])
    spread = np.bincount(pairs, minlength=BUCKETS)
    rarity = np.log(max(len(texts), 1) / np.maximum(spread, 1))
    telling = ((spread >= MIN_TEXTS) & (rarity > 0))[pairs]
    ends = np.cumsum([0, *(len(pairs) for pairs, _ in own)])
    bounds = np.concatenate(([0], np.cumsum(telling)))[ends]
    pairs, counts = pairs[telling], counts[telling]
    weights = (1 + np.log(counts)) * rarity[pairs]
    for first, last in pairwise(bounds.tolist()):
        one = weights[first:last]
        one /= max(float(np.sqrt((one**2).sum())), 1e-9)
    return Vectors(bounds, pairs, weights)


def _counted(classes: Pairs) -> tuple[Pairs, Ints]:
    """The classes that there are, ascending, and how often each is there."""
    ordered = np.sort(classes)
    first = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(first)
    return ordered[starts], np.diff(starts, append=len(ordered))


def pair_classes(text: str) -> Pairs:
    """The class, 0 … BUCKETS - 1, of each pair of neighbouring Han characters in `text`."""
    codes: Codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if len(codes) < 2:
        return np.zeros(0, dtype=np.uint16)
    han = (codes >= _HAN_LOW) & (codes <= _HAN_HIGH)
    mixed = codes[:-1] * np.uint32(40503) + codes[1:] * np.uint32(2654435761)
    mixed = mixed ^ (mixed >> np.uint32(15))
    classes: Pairs = mixed.astype(np.uint16)[han[:-1] & han[1:]]  # the remainder by BUCKETS
    return classes
