"""The forms: which there are, and the set that each is in."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SETS = ("seen", "held_out")
# Lines that no article may keep, by what they are.
NOISE = (
    "pager", "editor", "reprint", "invite", "list", "counter", "tool", "breadcrumb", "copyright",
    "site",
)  # fmt: skip
DIMENSIONS = (
    "mark", "irregular", "title", "bare", "shared", "separator", "byline", "decoy", *NOISE,
    "pagenumber", "running", "damage",
)  # fmt: skip
NEXT = "|||"  # divides the lines, paragraphs or variants of one form


@cache
def forms(name: str) -> Mapping[str, tuple[str, ...]]:
    """The forms of a set, by dimension."""
    table = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
    return {dimension: tuple(table[dimension]) for dimension in DIMENSIONS}


def set_of(form: str) -> str:
    """The set that a form belongs to: its hash decides, so that nobody does."""
    return SETS[hashlib.sha256(form.encode("utf-8")).digest()[0] % 2]
