"""Runs of lines in the other Chinese encoding: GB within Big5, Big5 within GB.

The bytes of both are alike, and nearly every run of the one can be read in the other. So the lines
are read in both, and a file is divided where that makes Chinese beyond doubt of what was none. A
file in one encoding must stay whole, whatever rare characters, kana and broken bytes it holds:
what the file's own encoding reads as signs is no evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenji.decode.damage import read
from wenji.decode.encoding import BIG5_FAMILY, GB, best_big5, text_in
from wenji.decode.plausible import BROKEN, PLAUSIBLE, SURE, points, score, weights

# What the other reading must gain for each change of encoding: two frequent characters.
CHANGE = 6.0
# Different Chinese characters that make a run certain: as many as make a whole text certain for
# `mojibake`. Of 640,000 times eight in running text, as GB and as Big5, the wrong reading was
# `SURE` 137 times at most, and more plausible than the right one by no more than 0.3.
CERTAIN = 8
GAP = 1.2
# A table of characters: so many of them (in running text, 4 in 1,000) are no more than so
# many codes behind the one before.
IN_ORDER, STEP = 0.25, 16
# Broken characters among those of a part: one, and one in so many.
FAULT_IN = 50
# As many line ends behind the last byte keep it from being read together with one.
_PADDING = 3

Lines = npt.NDArray[np.intp]
Worth = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes `start` … `end`, whole lines, that are in `encoding`."""

    start: int
    end: int
    encoding: str


def runs_of_other(data: bytes, main: str) -> tuple[Run, ...]:
    """The lines of `data`, which is in GB or Big5, that are in the other one of the two."""
    if not _gives_way(_by_line(data, main, PLAUSIBLE)):
        return ()
    other = BIG5_FAMILY[-1] if main == GB else GB
    gains = _by_line(data, other) - _by_line(data, main)
    starts = _starts(data)
    found: list[Run] = []
    for first, last in reversed(list(_foreign(gains))):
        start, end = int(starts[first]), int(starts[last])
        name = best_big5(data[start:end])[0] if main == GB else GB
        if _certain(data[start:end], main, name):
            found.append(Run(start, end, name))
    return tuple(found)


def _starts(data: bytes) -> Lines:
    """Where the lines of `data` begin, and where the last one ends."""
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == _line_end(data)) + 1
    return np.concatenate(([0], ends, [len(data)]))


def _by_line(data: bytes, encoding: str, bar: float = 0.0) -> Worth:
    """For each line of `data`, the weight of what `encoding` makes of it, each above `bar`."""
    end = _line_end(data)
    text = text_in(data + bytes((end,)) * _PADDING, encoding)
    values = weights(text)
    if bar:
        values = values - bar * (values != 0)
    starts = np.flatnonzero(points(text) == end)[:-_PADDING] + 1
    return np.add.reduceat(values, np.concatenate(([0], starts)), dtype=np.float64)


def _line_end(data: bytes) -> int:
    """The last byte of a line; it is no part of a character in either encoding."""
    return 0x0A if b"\n" in data else 0x0D


def _gives_way(worth: Worth) -> bool:
    """Whether some lines in a row are worth less than nothing, by what a change of encoding costs.

    Of most files in one encoding none are, and this is all that they cost.
    """
    sums = np.cumsum(worth)
    return bool((np.maximum.accumulate(np.maximum(sums, 0.0)) - sums > CHANGE).any())


def _foreign(gains: Worth) -> Iterator[tuple[int, int]]:
    """The runs of lines (first, behind the last) that gain by the other encoding, from the end.

    The best way through the lines, in which each change of encoding costs `CHANGE`.
    """
    stay, go = 0.0, -CHANGE  # the worth of the best ways that end in the one and in the other
    came: list[tuple[bool, bool]] = []  # whether they were in the other one a line before
    for gain in gains.tolist():
        back, away = go - CHANGE > stay, go >= stay - CHANGE
        came.append((back, away))
        stay, go = max(stay, go - CHANGE), max(go, stay - CHANGE) + gain
    foreign = go > stay
    lines: list[int] = []  # of one run, from its end
    for line in range(len(came) - 1, -1, -1):
        if foreign and gains[line] > 0:
            lines.append(line)
        back, away = came[line]
        foreign = away if foreign else back
        if lines and not foreign:
            yield lines[-1], lines[0] + 1
            lines = []
    if lines:
        yield lines[-1], lines[0] + 1


def _certain(piece: bytes, main: str, other: str) -> bool:
    """Whether `piece` is Chinese in `other` and none in `main`, beyond doubt.

    What is a sign in `main` tells nothing: kana, Greek and frames of GB are usual characters of
    Big5. What nobody uses there (faults, private use) tells less than Chinese characters do: some
    fonts have signs of their own.
    """
    theirs, ours = read(piece, other), read(piece, main)
    if len(theirs.faults) > 1 + len(theirs.text) // FAULT_IN or score(theirs.text).mean < SURE:
        return False
    as_hanzi, as_nothing = set[str](), set[str]()
    for char in filter(_is_hanzi, set(theirs.text)):
        text = text_in(char.encode(other), main)
        if _is_hanzi(text):
            as_hanzi.add(char)
        elif _tells(text[0]):
            as_nothing.add(char)
    telling = as_hanzi | as_nothing
    if len(telling) < CERTAIN or len(as_hanzi) < CERTAIN / 2:
        return False
    if _in_order("".join(c for c in theirs.text if c in telling).encode(other)):
        return False
    worth = min(_mean(theirs.text, chars.__contains__) for chars in (as_hanzi, telling))
    return worth >= max(SURE, _mean(ours.text, _tells) + GAP)


def _in_order(data: bytes) -> bool:
    """Whether double-byte characters follow each other as in a table of characters.

    Rare ones of Big5, by their radicals, are usual ones of GB, by their sounds.
    """
    steps = np.diff(np.frombuffer(data, ">u2").astype(np.int32))
    return bool(np.count_nonzero((steps > 0) & (steps <= STEP)) > IN_ORDER * len(steps))


def _mean(text: str, counts: Callable[[str], bool]) -> float:
    """How plausible those characters of a text are that count."""
    return score("".join(filter(counts, text))).mean


def _tells(char: str) -> bool:
    """Whether a character may speak for or against a reading: a Chinese one, or one of no use."""
    return _is_hanzi(char) or bool(weights(char)[0] <= BROKEN)


def _is_hanzi(text: str) -> bool:
    """Whether a text is one Chinese character of the basic block."""
    return len(text) == 1 and "\u4e00" <= text <= "\u9fff"
