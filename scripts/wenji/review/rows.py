"""The source beside its result, paragraph by paragraph, with every edit marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wenji.audit.catalog import Record
from wenji.audit.text import legible
from wenji.lines import LineTable
from wenji.model import Op, Piece, Role
from wenji.visible import visible

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on one side: kept (`mark` empty), `del` on the left, `ins` on the right.

    `rule` is the rule that did it; `faint` says that only white space is concerned.
    """

    text: str
    mark: str = ""
    rule: str = ""
    faint: bool = False


@dataclass(slots=True)
class Row:
    """A paragraph of the result and what it was made of, or a line that was left out.

    `line` is the first line in the source, `first` says that the row above begins elsewhere;
    `role` is what it became; `article` is the one that it belongs to.
    """

    line: int
    role: Role = Role.BREAK
    article: str | None = None
    first: bool = True
    left: list[Run] = field(default_factory=list)
    right: list[Run] = field(default_factory=list)
    settled: bool = False  # whether it has words already, and
    kept: bool = False  # whether some of them stayed


def rows(record: Record) -> Iterator[Row]:
    """The rows of a source, in its order. Time is linear in the text and its pieces."""
    table = LineTable(record.text)
    above = 0
    row: Row | None = None
    for piece in record.pieces:
        for at, before, after, ends in _parts(record, piece):
            row = row or Row(table.line(at))
            _settle(row, piece, before, after, table.line(at))
            _add(row, piece, before, after)
            if ends:
                yield _numbered(row, above)
                above, row = row.line, None
    if row is not None:
        yield _numbered(row, above)


def _numbered(row: Row, above: int) -> Row:
    row.first = row.line != above
    return row


def _parts(record: Record, piece: Piece) -> Iterator[tuple[int, str, str, bool]]:
    """Offset, old and new words of a piece, cut where a paragraph ends; whether one ends there."""
    words = record.text[piece.start : piece.end]
    if piece.op is Op.KEEP:
        for line in _LINE.finditer(words):
            yield piece.start + line.start(), line[0], line[0], line[0].endswith("\n")
        return
    whole = piece.role is Role.TITLE or legible(words) != ""  # else it divides nothing
    left_out = piece.op is Op.DROP and words.endswith("\n") and whole
    yield piece.start, words, piece.new, piece.new.endswith("\n") or left_out


def _settle(row: Row, piece: Piece, before: str, after: str, line: int) -> None:
    """Line, role and article of a row are those of its first words, of kept ones rather."""
    if row.kept or not legible(before + after):
        return
    if not row.settled:
        row.line, row.settled = line, True
    elif piece.op is Op.DROP:
        return
    row.role, row.article, row.kept = piece.role, piece.article, piece.op is not Op.DROP


def _add(row: Row, piece: Piece, before: str, after: str) -> None:
    if piece.op is Op.KEEP:
        words = visible(before.removesuffix("\n"))
        if words:
            row.left.append(Run(words))
            row.right.append(Run(words))
        return
    faint = not legible(before + after)
    if before:
        row.left.append(Run(visible(before), "del", piece.rule, faint))
    if after.strip("\n"):
        row.right.append(Run(visible(after), "ins", piece.rule, faint))
