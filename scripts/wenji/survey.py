"""What the short lines of a collection's files are, before any file is converted.

A site puts the same line into all that is copied from it: one file does not show that, the
collection does. `clean.elsewhere` notes the short lines of a text and judges those that several
texts share; here they are put together, without the vocabulary that it takes to judge them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import NamedTuple

from wenji.unseen import seen, unseen_in

# Texts that must share a line. Origin: judgement; two copies of one text share all lines.
FEWEST = 3

_DIGITS = re.compile("[0-9]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


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


# --- how lines are compared ----------------------------------------------------------------------


def key(line: str) -> str:
    """What makes two lines the same: neither white space nor numbers, nor signs round them.

    >>> key("★ 春风 文库 第12期 ★"), key("【春风文库第3期】")
    ('春风文库第0期', '春风文库第0期')
    """
    return _DIGITS.sub("0", _EDGES.sub("", "".join(line.split())).lower())


def legible(text: str) -> str:
    """The text without what shows nothing, and with entities as what they stand for."""
    text = seen(text) if next(unseen_in(text), None) else text
    return unescape(text) if "&" in text else text


def standing_in(text: str, keys: frozenset[str]) -> frozenset[str]:
    """Those of the keys whose lines a decoded text may hold: what is made of the text depends on
    no other, so that lines which come with other files cost it nothing.

    >>> sorted(standing_in("渠水通了。春风 文库第3期", frozenset({"春风文库第0期", "柳林书屋"})))
    ['春风文库第0期']
    """
    if not keys:
        return keys
    flat = flattened(legible(text))
    return frozenset(same for same in keys if same in flat)


def flattened(text: str) -> str:
    """As a `key` is written: without white space, with one number for all."""
    return _DIGITS.sub("0", "".join(text.split()).lower())
