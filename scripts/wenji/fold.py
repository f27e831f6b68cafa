"""Folding: what of a text counts when texts are compared, and where it stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from wenji.decode.plausible import points

# White space, punctuation, symbols and invisible characters do not count.
_DROPPED = frozenset("ZPSC")

_BLOCK = 1 << 18  # characters that are folded together: they stay near the processor
_KNOWN = 1 << 14  # images of characters that are kept: all that a collection uses


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
    origin: npt.NDArray[np.int32]
    bounds: npt.NDArray[np.int64]


def fold_all(texts: Sequence[str]) -> Folded:
    """`texts` folded as by `fold`; work per character is done in arrays only."""
    images = _images(texts)
    parts = [_fold_together(block, images) for block in _blocks(texts)]
    sizes = np.concatenate([[0], *(np.diff(part.bounds) for part in parts)])
    return Folded(
        np.concatenate([part.codes for part in parts]),
        np.concatenate([part.origin for part in parts]),
        np.cumsum(sizes),
    )


def _blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    """Neighbouring texts that are folded together; the last block may be empty."""
    block: list[str] = []
    size = 0
    for text in texts:
        block.append(text)
        size += len(text)
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    yield block


@dataclass(frozen=True, slots=True)
class _Images:
    """What characters fold to: that of code c is `codes[firsts[c]: firsts[c] + lengths[c]]`."""

    codes: npt.NDArray[np.uint32]
    firsts: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.uint8]


def _images(texts: Sequence[str]) -> _Images:
    """The images of all characters of the texts."""
    present = np.zeros(0x110000, dtype=np.bool_)
    for block in _blocks(texts):
        present[points("".join(block))] = True
    at = np.flatnonzero(present)
    images = [_folded(chr(code)) for code in at.tolist()]
    sizes = np.array([len(image) for image in images], dtype=np.int64)
    firsts = np.zeros(0x110000, dtype=np.int32)
    lengths = np.zeros(0x110000, dtype=np.uint8)
    firsts[at] = np.cumsum(sizes) - sizes
    lengths[at] = sizes
    return _Images(points("".join(images)), firsts, lengths)


def _fold_together(texts: Sequence[str], images: _Images) -> Folded:
    """Texts folded in one go: arrays of all their characters are made."""
    raw = points("".join(texts))
    lengths = images.lengths[raw]
    ends = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    source = np.repeat(np.arange(len(raw), dtype=np.int32), lengths)
    codes = images.firsts[raw[source]]
    if lengths.max(initial=0) > 1:  # a few: ㎡ is m2
        codes += np.arange(len(source), dtype=np.int32) - ends[source].astype(np.int32)
    starts = np.cumsum([0, *(len(text) for text in texts)])
    bounds = ends[starts]
    source -= np.repeat(starts[:-1].astype(np.int32), np.diff(bounds))
    return Folded(images.codes[codes], source, bounds)


@lru_cache(_KNOWN)
def _folded(char: str) -> str:
    image = unicodedata.normalize("NFKC", char).casefold()
    return "".join(c for c in image if unicodedata.category(c)[0] not in _DROPPED)
