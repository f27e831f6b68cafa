"""Folding: what of a text counts when texts are compared, and where it stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenji.plausible import points

# White space, punctuation, symbols and invisible characters do not count.
_DROPPED = frozenset("ZPSC")


def fold(text: str) -> str:
    """What counts of `text`: letters, digits and marks; width and case folded, one by one.

    >>> fold("（一）ＡＢＣ，学 习 。")
    '一abc学习'
    """
    return "".join(_folded(c) for c in text)


@dataclass(frozen=True, slots=True)
class Folded:
    """Texts folded and laid end to end.

    `codes` are the folded code points of text i in `bounds[i] … bounds[i + 1]`; `origin` tells
    of each at which offset of its text it stood.
    """

    codes: npt.NDArray[np.uint32]
    origin: npt.NDArray[np.int64]
    bounds: npt.NDArray[np.int64]


def fold_all(texts: Sequence[str]) -> Folded:
    """`texts` folded as by `fold`; work per character is done in arrays only."""
    raw = points("".join(texts))
    present = np.zeros(0x110000, dtype=bool)
    present[raw] = True
    used = np.flatnonzero(present)
    images = [_folded(chr(code)) for code in used.tolist()]
    row = np.zeros(0x110000, dtype=np.int32)
    row[used] = np.arange(len(used), dtype=np.int32)
    lengths = np.array([len(image) for image in images], dtype=np.int64)
    firsts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))
    flat = points("".join(images))

    kind = row[raw]
    counts = lengths[kind]
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    source = np.repeat(np.arange(len(raw), dtype=np.int64), counts)
    within = np.arange(total, dtype=np.int64)
    within -= np.repeat(ends - counts, counts)
    codes = flat[firsts[kind[source]] + within]

    raw_bounds = np.concatenate(([0], np.cumsum([len(text) for text in texts]))).astype(np.int64)
    bounds = np.concatenate((np.zeros(1, dtype=np.int64), ends))[raw_bounds]
    origin = source
    origin -= np.repeat(raw_bounds[:-1], np.diff(bounds))
    return Folded(codes, origin, bounds)


def _folded(char: str) -> str:
    image = unicodedata.normalize("NFKC", char).casefold()
    return "".join(c for c in image if unicodedata.category(c)[0] not in _DROPPED)
