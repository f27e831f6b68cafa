"""Law 1, nothing vanishes; law 3, every place is found again; and the replay of a ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from wenji.audit.breach import Breach, context_at
from wenji.audit.catalog import Record
from wenji.contract import ARTICLES, Row
from wenji.forms import FORMS
from wenji.lines import line_at
from wenji.model import Op, Piece, Role

PLAIN_ROLES = frozenset({Role.HEADING, Role.BODY})  # an article's plain text is made of these


# --- law 1 --------------------------------------------------------------------------------


def check_ledger(record: Record) -> Iterator[Breach]:
    """Pieces cover the text from 0 to its length, in order; each says honestly what it did."""
    at = 0
    articles = {a["id"] for a in record.articles}
    for number, piece in enumerate(record.pieces, 1):
        problem = _place_problem(piece, at) or _piece_problem(piece, record.text, articles)
        if problem:
            yield _breach(record, problem, number, piece.start, str(at), f"{piece}")
            return
        at = piece.end
    if at != len(record.text):
        kind = "gap" if at < len(record.text) else "beyond"
        last = len(record.pieces)
        yield _breach(record, kind, last, at, str(len(record.text)), str(at))


def _place_problem(piece: Piece, at: int) -> str:
    if piece.start > at:
        return "gap"
    if piece.start < at:
        return "overlap"
    if piece.end < piece.start:
        return "backwards"
    return ""


def _piece_problem(piece: Piece, text: str, articles: set[str]) -> str:
    if piece.end > len(text):
        return "beyond"
    if (piece.op is Op.INSERT) != (piece.start == piece.end):
        return "empty-span"
    if (piece.op in (Op.REPLACE, Op.INSERT)) != bool(piece.new):
        return "wrong-new"
    if piece.op is Op.REPLACE and piece.new == text[piece.start : piece.end]:
        return "no-change"
    if piece.op is not Op.KEEP and not piece.rule:
        return "no-rule"
    if piece.article is not None and piece.article not in articles:
        return "unknown-article"
    return ""


def _breach(
    record: Record, kind: str, number: int, offset: int, expected: str, found: str
) -> Breach:
    return Breach(
        law=1,
        kind=kind,
        file=record.ledger_file,
        offset=offset,
        line=number,
        context=context_at(record.text, offset),
        expected=expected,
        found=found,
    )


# --- replay -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of plain text, the source span that it comes from, and whether it was kept."""

    plain: int
    text: str
    start: int
    end: int
    kept: bool


def replay(record: Record, article: str) -> tuple[Stretch, ...]:
    """The plain text of an article as stretches, in the order of the ledger."""
    stretches = []
    plain = 0
    for piece in record.pieces_of.get(article, ()):
        if piece.role not in PLAIN_ROLES or piece.op is Op.DROP:
            continue
        kept = piece.op is Op.KEEP
        words = record.text[piece.start : piece.end] if kept else piece.new
        stretches.append(Stretch(plain, words, piece.start, piece.end, kept))
        plain += len(words)
    return tuple(stretches)


def plain_text(stretches: Iterable[Stretch]) -> str:
    """The plain text."""
    return "".join(s.text for s in stretches)


def to_source(stretches: Sequence[Stretch], position: int) -> int:
    """The source offset of a plain-text position; the end of the last stretch when beyond."""
    if not stretches or position >= stretches[-1].plain + len(stretches[-1].text):
        return stretches[-1].end if stretches else 0
    s = stretches[bisect_right(stretches, position, key=lambda s: s.plain) - 1]
    return s.start + (position - s.plain if s.kept else 0)


def words_in(stretches: Sequence[Stretch], start: int, end: int) -> str:
    """The plain text that a source span has become."""
    first = max(0, bisect_right(stretches, start, key=lambda s: s.start) - 1)
    words = []
    for s in islice(stretches, first, None):
        if s.start >= end:
            break
        if s.kept:
            words.append(s.text[max(0, start - s.start) : max(0, end - s.start)])
        elif s.end > start:
            words.append(s.text)
    return "".join(words)


# --- law 3 --------------------------------------------------------------------------------


def check_positions(record: Record) -> Iterator[Breach]:
    """Each article's span holds its pieces, and each heading's span holds its words."""
    previous_end = 0
    for article in record.articles:
        start, end = article["start"], article["end"]
        if not previous_end <= start <= end <= len(record.text):
            yield _position(record, "article-span", article, start, str(previous_end), str(start))
            continue
        previous_end = end
        stretches = replay(record, article["id"])
        for s in stretches:
            last = s.end - (len(s.text) - len(s.text.rstrip()) if s.kept else 0)
            if s.text.strip() and not start <= s.start <= last <= end:
                yield _position(record, "outside", article, s.start, f"{start}–{end}", s.text)
                break
        chars = sum(1 for c in plain_text(stretches) if not c.isspace())
        if chars != article["chars"]:
            yield _position(record, "chars", article, start, str(article["chars"]), str(chars))
        yield from _check_headings(record, article, stretches)
        yield from _check_forms(record, article)


def _check_forms(record: Record, article: Row) -> Iterator[Breach]:
    at = article["start"]
    for form in article["forms"]:
        if form["form"] not in FORMS or not at <= form["start"] < form["end"] <= article["end"]:
            yield _position(record, "form-span", article, form["start"], str(at), form["form"])
            return
        at = form["end"]


def _check_headings(record: Record, article: Row, stretches: Sequence[Stretch]) -> Iterator[Breach]:
    at = article["start"]
    for heading in article["headings"]:
        start, end = heading["start"], heading["end"]
        words = words_in(stretches, start, end)
        if not at <= start <= end <= article["end"]:
            yield _position(record, "heading-span", article, start, str(at), heading["text"])
            return
        if squeezed(heading["text"]) not in squeezed(words):
            yield _position(record, "heading-text", article, start, heading["text"], words)
            return
        at = start


def _position(
    record: Record, kind: str, article: Row, offset: int, expected: str, found: str
) -> Breach:
    return Breach(
        law=3,
        kind=kind,
        file=ARTICLES,
        offset=offset,
        context=f"{record.source['path']}:{line_at(record.text, offset)} "
        + context_at(record.text, offset),
        expected=expected,
        found=found,
        args={"article": article["id"]},
    )


def squeezed(text: str) -> str:
    """The text without white space.

    >>> squeezed("一、 总\\n则")
    '一、总则'
    """
    return "".join(text.split())
