"""The forms of each exam by dimension, dealt into two sets by the hash of their text."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

EXAMS = ("strangers", "newcomers", "visitors")  # folders beside this one
CAREFUL = ("visitors",)  # exams whose pages and wraps break neither noise nor escapes
SETS = ("seen", "held_out")
DIMENSIONS = (
    "number",  # a number and a title on one line
    "bare",  # titles without a number
    "head",  # heads of several lines: number alone, fields, bylines, broken titles
    "border",  # what stands between two articles
    "genre",  # diaries, letters, minutes, laws, forums, newsletters, verse, English
    "contents",  # a list of the articles before them
    "order",  # numbers missing, repeated, out of order, restarting; styles mixed
    "lines",  # noise as lines of its own
    "inside",  # noise in mid-sentence, on the line
    "pages",  # running heads, page numbers, watermarks between the lines of a sentence
    "damage",  # wrapping, spaces, widths, entities, missing and doubled breaks
)


def set_of(form: str) -> str:
    """The set that a form belongs to.

    >>> set_of("# {t}") in SETS
    True
    """
    return SETS[hashlib.sha256(form.encode()).digest()[1] % 2]


def folder(exam: str) -> Path:
    """Where the tables of an exam are."""
    return Path(__file__).parent.parent / exam


@cache
def forms(name: str, exam: str = EXAMS[0]) -> Mapping[str, Sequence[str]]:
    """The forms of a set of an exam by dimension."""
    found = tomllib.loads((folder(exam) / f"{name}.toml").read_text("utf-8"))
    return {dimension: [f.removesuffix("\n") for f in found[dimension]] for dimension in DIMENSIONS}
