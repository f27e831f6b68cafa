"""A fact as a line of the cleaned text says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A fact: its kind (one of `model.FACTS`), its value, its span in the cleaned text.

    `start` is -1 where no single place says it. `weak`: said of a page rather than of the text.
    """

    kind: str
    value: str
    start: int = -1
    end: int = -1
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the cleaned text and where it begins there."""

    at: int
    text: str

    def said(self, kind: str, value: str, start: int, end: int, weak: bool = False) -> Said:
        """A fact that stands in `text[start:end]`."""
        return Said(kind, value, self.at + start, self.at + end, weak)
