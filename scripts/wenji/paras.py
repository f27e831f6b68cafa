"""A paragraph of a cleaned text as all that judges it sees it: with what stood before it."""

from __future__ import annotations

from typing import NamedTuple

ONE_SPACE = frozenset({" ", "\N{NO-BREAK SPACE}"})  # an indent that may be a slip
ANY = "any"  # in a border: the name of every line of words that was dropped


class Para(NamedTuple):
    """A paragraph of the cleaned text: its place there, and what stood before it.

    `indent` is the white space right before it in its source line ("" if it does not begin
    one), `gap` the number of line breaks before it. `border` tells what was dropped between it
    and the paragraph before, "" if nothing: a drawn line, the end of a text, a site's line; like
    things have like names. `wide` says whether its source sets all characters apart. `level` is
    that of a heading which signs or tags made (0: none), `bold` says that they set the whole
    line in bold type.
    """

    start: int
    end: int
    text: str
    indent: str
    gap: int = 1
    border: str = ""
    wide: bool = False
    level: int = 0
    bold: bool = False
