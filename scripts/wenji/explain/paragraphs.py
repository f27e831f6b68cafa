"""The paragraphs of an article as they lie on the disk: in the source and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wenji.audit.catalog import Record
from wenji.audit.ledger import replay
from wenji.audit.pages import line_texts
from wenji.audit.text import legible
from wenji.write.fences import MARKUP_LINE
from wenji.write.frontmatter import is_ours
from wenji.write.markdown import escape

_FRONT_EDGE = "---"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an article's plain text, and its span in the source (code points)."""

    text: str
    start: int
    end: int


def passages(record: Record, article: str) -> list[Passage]:
    """The paragraphs of an article, replayed from the ledger."""
    found: list[Passage] = []
    words: list[str] = []
    start, end = -1, 0
    for stretch in replay(record, article):
        for at, part in _parts(stretch.text):
            here = stretch.start + at if stretch.kept else stretch.start
            if part == "\n":
                if words:
                    found.append(Passage("".join(words), start, end))
                words, start = [], -1
                continue
            start = here if start < 0 else start
            end = here + len(part) if stretch.kept else stretch.end
            words.append(part)
    if words:
        found.append(Passage("".join(words), start, end))
    return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text cut at its line breaks, each of which is a part of its own, with its place."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number:
            yield at, "\n"
            at += 1
        if line:
            yield at, line
            at += len(line)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's Markdown: its lines, how many of them the front matter takes, who wrote it."""

    lines: tuple[str, ...]
    front: int
    ours: bool

    @classmethod
    def of(cls, data: bytes) -> PageText:
        """The page that these bytes are; line ends of any system."""
        lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
        if lines[-1] == "":
            lines.pop()
        front = 0
        if lines[:1] == [_FRONT_EDGE] and _FRONT_EDGE in lines[1:]:
            front = lines.index(_FRONT_EDGE, 1) + 1
        return cls(tuple(lines), front, is_ours(data))

    def lines_of(self, found: Sequence[Passage]) -> Mapping[int, int]:
        """Which line (from 1) each passage stands on: index → line.

        On a page that somebody has edited only the lines that still say the same are known.
        """
        printed = [i for i, p in enumerate(found) if escape(p.text)]
        written = [
            n for n, line in enumerate(self.lines, 1)
            if n > self.front and line.strip() and not MARKUP_LINE.fullmatch(line)
        ]  # fmt: skip
        if self.ours and len(printed) == len(written):
            return dict(zip(printed, written, strict=True))
        shown = list(line_texts(self.lines))
        there = [shown[n - 1] for n in written]
        here = [legible(found[i].text) for i in printed]
        same = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
        return {
            printed[block.a + n]: written[block.b + n] for block in same for n in range(block.size)
        }
