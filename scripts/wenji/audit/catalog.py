"""What the audit reads: the contract files of a run, source by source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wenji.contract import (
    LEDGER,
    Row,
    read_articles,
    read_findings,
    read_ledger,
    read_sources,
    read_text,
)
from wenji.model import Piece


@dataclass(frozen=True, slots=True)
class Record:
    """A source with its text, its ledger and the rows of its articles."""

    source: Row
    text: str
    pieces: tuple[Piece, ...]
    articles: tuple[Row, ...]
    pieces_of: Mapping[str | None, tuple[Piece, ...]]

    @property
    def id(self) -> str:
        """The source's id."""
        return str(self.source["id"])

    @property
    def ledger_file(self) -> str:
        """The ledger file, relative to the work folder."""
        return f"{LEDGER}/{self.id}.jsonl"


@dataclass(frozen=True, slots=True)
class Catalog:
    """A whole run as it lies on the disk."""

    work: Path
    records: tuple[Record, ...]
    articles: tuple[Row, ...]
    findings: tuple[Row, ...]


def read_catalog(work: Path) -> Catalog:
    """Read everything; ContractError for the first file that is not as promised."""
    articles = read_articles(work)
    of_source: dict[str, list[Row]] = defaultdict(list)
    for article in articles:
        of_source[article["source"]].append(article)
    records = tuple(_record(work, row, of_source[row["id"]]) for row in read_sources(work))
    return Catalog(work, records, articles, read_findings(work))


def _record(work: Path, source: Row, articles: Iterable[Row]) -> Record:
    pieces = read_ledger(work, source["id"])
    of_article: dict[str | None, list[Piece]] = defaultdict(list)
    for piece in pieces:
        of_article[piece.article].append(piece)
    return Record(
        source,
        read_text(work, source["id"]),
        pieces,
        tuple(articles),
        {article: tuple(found) for article, found in of_article.items()},
    )
