"""What is known of a place: its words, what became of them, and the rules that touched them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenji.audit.catalog import Catalog, Record
from wenji.audit.text import legible
from wenji.contract import Row
from wenji.explain.paragraphs import PageText, passages
from wenji.explain.place import Place
from wenji.lines import LineTable
from wenji.model import Op, Piece, Role

PRINTED = frozenset({Role.HEADING, Role.BODY})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a part of the place has become: a role in an article, or left out by `rule`.

    `line` is the line of the page's Markdown, None where it stands in the page's head or on
    no line that is known; `text` is what readers see, "" where nothing is left. `form` is what a
    paragraph is besides prose, `made_of` the lines of the source that it was made of.
    """

    role: Role
    article: Row | None
    line: int | None
    text: str
    rule: str = ""
    form: str = ""
    made_of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: its span in the source (code points), its first line, both texts, its rules."""

    start: int
    end: int
    line: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of an article, and what says it: a line of the source (from 1) and its words.

    `line` is None for a fact that the editor decided, or that no single place says.
    """

    article: Row
    kind: str
    value: str
    line: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that `explain` tells of a place; lines are those of the source, from 1."""

    place: Place
    lines: tuple[int, int]
    words: str
    outcomes: tuple[Outcome, ...]
    facts: tuple[Told, ...]
    changes: tuple[Change, ...]
    findings: tuple[Row, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each rule, or row of rules, occurs; most frequent first."""
        return dict(Counter(c.rule for c in self.changes).most_common())


def account(place: Place, catalog: Catalog, docs: Path) -> Account:
    """Read the ledger, the page and the findings at a place."""
    record = place.record
    table = LineTable(record.text)
    one = place.article and place.line and not place.front
    start = _with_what_stood_before(place) if one else place.start
    pieces = _pieces(record, start, place.end)
    first, last = table.line(start), table.line(max(start, place.end - 1))
    return Account(
        place,
        (first, last),
        record.text[start : place.end],
        tuple(_outcomes(place, pieces, docs)),
        tuple(_facts(place, start, table)),
        tuple(_change(record, p, table) for p in pieces if p.op is not Op.KEEP),
        tuple(f for f in catalog.findings if _concerns(f, place, start)),
    )


def _pieces(record: Record, start: int, end: int) -> Sequence[Piece]:
    """The pieces that touch a span; what was put in at its end, only at the text's end."""
    pieces = record.pieces
    first = bisect_left(pieces, start, key=lambda p: p.start)
    if first and pieces[first - 1].end > start:
        first -= 1
    last = bisect_left(pieces, end, key=lambda p: p.start)
    if end == len(record.text):
        last = len(pieces)
    return pieces[first:last]


def _with_what_stood_before(place: Place) -> int:
    """Where the place begins together with what was dropped right before it (an indent, say)."""
    pieces = place.record.pieces
    at = bisect_left(pieces, place.start, key=lambda p: p.start)
    start = place.start
    while at and pieces[at - 1].op is Op.DROP and pieces[at - 1].role is not Role.TITLE:
        at -= 1
        start = pieces[at].start
    return start


def _facts(place: Place, start: int, table: LineTable) -> Iterator[Told]:
    """The facts of the articles at a place; of a line, those that it states."""
    whole = place.line is None or place.front
    articles = [place.article] if place.article else place.record.articles
    for article in articles:
        for kind, fact in article["facts"].items():
            first, last = fact["start"], fact["end"]
            if not whole and (first is None or not (first < place.end and start < last)):
                continue
            line = None if first is None else table.line(first)
            words = "" if first is None else place.record.text[first:last]
            yield Told(article, kind, fact["value"], line, words)


def _change(record: Record, piece: Piece, table: LineTable) -> Change:
    before = record.text[piece.start : piece.end]
    line = table.line(piece.start)
    return Change(piece.start, piece.end, line, before, piece.new, piece.rule)


def _concerns(finding: Row, place: Place, start: int) -> bool:
    if finding["source"] != place.record.id:
        return False
    if finding["start"] is None:
        return place.article is None and place.line is None
    return bool(finding["start"] < place.end and start < max(finding["end"], finding["start"] + 1))


# --- what became of it ---------------------------------------------------------------------------


def _outcomes(place: Place, pieces: Sequence[Piece], docs: Path) -> Iterator[Outcome]:
    """In the order of the source; for a whole source or article, its articles."""
    rows = {a["id"]: a for a in place.record.articles}
    if place.line is None or place.front:
        articles = [place.article] if place.article else place.record.articles
        for whole in articles:
            yield Outcome(Role.TITLE, whole, None, whole["title"])
        return
    told: set[tuple[Role, str | None]] = set()  # a title or a paragraph lies in many pieces
    for piece in pieces:
        before = place.record.text[piece.start : piece.end]
        words = before if piece.op in (Op.KEEP, Op.DROP) else piece.new
        kind = Role.BODY if piece.role in PRINTED else piece.role
        if not legible(words) or (piece.op is not Op.DROP and (kind, piece.article) in told):
            continue
        article = rows.get(piece.article or "")
        if piece.op is Op.DROP:
            yield Outcome(piece.role, article, None, "", piece.rule)
            continue
        told.add((kind, piece.article))
        if piece.role in PRINTED and article:
            yield from _passages(place, article, docs)
        else:
            same = (p for p in pieces if (p.role, p.article) == (piece.role, piece.article))
            yield Outcome(piece.role, article, None, _result(place.record, same))


def _result(record: Record, pieces: Iterable[Piece]) -> str:
    """What the pieces have become."""
    return "".join(
        record.text[p.start : p.end] if p.op is Op.KEEP else p.new for p in pieces
    ).strip()


def _passages(place: Place, article: Row, docs: Path) -> Iterator[Outcome]:
    """The paragraphs of an article that the place has a share in, with their lines on the page."""
    found = passages(place.record, article["id"])
    try:
        lines = PageText.of((docs / article["page"]).read_bytes()).lines_of(found)
    except OSError:
        lines = {}
    headings = {h["start"] for h in article["headings"]}
    table = LineTable(place.record.text)
    for i, passage in enumerate(found):
        if passage.start < place.end and place.start < passage.end:
            role = Role.HEADING if passage.start in headings else Role.BODY
            form = next((f["form"] for f in article["forms"]
                         if f["start"] <= passage.start < f["end"]), "")  # fmt: skip
            made_of = table.line(passage.start), table.line(max(passage.start, passage.end - 1))
            yield Outcome(role, article, lines.get(i), passage.text, "", form, made_of)
