"""What the short lines of a collection's files are, before any file is converted.

A site puts the same line into all that is copied from it: one file does not show that, the
collection does. `clean.elsewhere` notes the short lines of a text and judges those that several
texts share; here they are put together, without the vocabulary that it takes to judge them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# Texts that must share a line. Origin: judgement; two copies of one text share all lines.
FEWEST = 3


class Place(NamedTuple):
    """Where a line stands in a text: checksums of the next paragraphs above and below (0 where
    there is none), and the kinds of all its places there, as bits (see `clean.elsewhere`)."""

    above: int
    below: int
    kinds: int


class ShortLine(NamedTuple):
    """A short line of one text: as it is written where it stands first, and its place."""

    line: str
    place: Place


Survey = Mapping[str, ShortLine]


def shared_lines(surveys: Iterable[Survey]) -> dict[str, Sequence[ShortLine]]:
    """The lines that several texts share, by what makes them the same, one of each text.

    Texts that share the paragraphs round the line as well count as one.
    """
    found: dict[str, list[ShortLine]] = {}
    for survey in surveys:
        for same, short in survey.items():
            found.setdefault(same, []).append(short)
    return {
        same: lines
        for same, lines in sorted(found.items())
        if len(lines) >= FEWEST and contexts(lines)[1] >= FEWEST
    }


def contexts(lines: Sequence[ShortLine]) -> tuple[int, int]:
    """How many different paragraphs stand above a line that texts share, or below it: the side
    with fewer of them, the one with more."""
    above, below = (len({short.place[side] for short in lines}) for side in (0, 1))
    return min(above, below), max(above, below)
