"""What a book is made of, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wenji import languages


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one face."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`p`), a heading (`h2` … `h6`), what a paragraph is besides prose
    (`forms.FORMS`), or what only pages made by hand hold: an item of a list (`li`), a quotation
    (`quote`), lines that keep their breaks (`pre`).

    `first` says that a table, a list, a stanza … begins with it. Of a row of a table each cell
    is a run, in a row that heads the table a strong one.
    """

    kind: str
    runs: tuple[Run, ...]
    first: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def level(self) -> int:
        """Of a heading, from 2; 0 for everything else."""
        return int(self.kind[1]) if self.kind[0] == "h" else 0


@dataclass(frozen=True, slots=True)
class Text:
    """One article. `facts` are date, author, organisation, number, origin; `source` tells
    where it comes from, a line for each thing."""

    id: str
    title: str
    facts: tuple[str, ...]
    source: tuple[str, ...]
    file: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A theme with its texts."""

    id: str
    name: str
    description: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """`language` is `zh` or `zh-Hant`. A book of one part has no level for parts, one of a
    single text none for texts. `publisher` is the name of the site."""

    id: str
    title: str
    language: str
    publisher: str
    parts: tuple[Part, ...]

    @property
    def texts(self) -> Iterator[Text]:
        """All texts in order."""
        return (text for part in self.parts for text in part.texts)

    @property
    def tag(self) -> str:
        """The language for machines (BCP 47)."""
        return languages.tag(self.language)
