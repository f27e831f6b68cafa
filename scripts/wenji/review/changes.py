"""The changes of a ledger as decisions: lines left out, lines joined and divided, words replaced.

How line ends, blank lines and indents are written is layout: every such change is marked
beside the result, but nobody has to decide on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from wenji.audit.text import legible
from wenji.model import Op, Piece, Role
from wenji.numbering import label_at
from wenji.overrides import Kind
from wenji.personal.masks import MASKED
from wenji.review.choices import Choice, Desk, Group
from wenji.sentences import ended

LAYOUT = frozenset({"newline", "blank", "last-line"})
PARTS_OF_TITLES = frozenset({"article-mark", "markdown-heading"})  # told with their articles
JOINS = frozenset({"broken-line"})
HEADING_BEFORE = frozenset({"glued-body", "run-in-heading"})
HEADING_AFTER = frozenset({"glued-heading"})
DIVISIONS = HEADING_BEFORE | HEADING_AFTER | {"glued-item"}
AROUND = 16  # code points shown on each side of a line end


def of_changes(desk: Desk) -> Iterator[Choice]:
    """All of them, in the order of the source; equal replacements are counted together."""
    replaced: dict[tuple[str, str, str], list[Piece]] = {}
    dropped: list[Piece] = []
    for piece in desk.record.pieces:
        words = desk.text[piece.start : piece.end]
        rule = _last_rule(piece)
        line = piece.op is Op.DROP and _is_line(piece, words) and rule not in PARTS_OF_TITLES
        if dropped and not _goes_on(dropped, piece, words):
            yield _left_out(desk, dropped)
            dropped = []
        if line or dropped:
            dropped.append(piece)
        elif rule in JOINS or rule in DIVISIONS:
            yield _line_end(desk, piece, Group.JOINED if rule in JOINS else Group.DIVIDED)
        elif piece.op is not Op.KEEP and _is_worth_telling(piece, words):
            replaced.setdefault((rule, words, piece.new), []).append(piece)
    if dropped:
        yield _left_out(desk, dropped)
    for pieces in replaced.values():
        yield _replaced(desk, pieces)


def _last_rule(piece: Piece) -> str:
    """The rule that settled what became of it."""
    return piece.rule.rpartition("+")[2]


def _is_worth_telling(piece: Piece, words: str) -> bool:
    told_elsewhere = _last_rule(piece) in LAYOUT | PARTS_OF_TITLES
    return not told_elsewhere and (words + piece.new).strip("\r\n") != ""


def _goes_on(dropped: list[Piece], piece: Piece, words: str) -> bool:
    """Whether a piece was left out together with the ones before it, or ends their line."""
    together = piece.op is Op.DROP and piece.start == dropped[-1].end
    return together and (not words.strip() or _last_rule(piece) == _last_rule(dropped[0]))


def _is_line(piece: Piece, words: str) -> bool:
    """Whether what was dropped is a line, or what stood in one, that somebody could read."""
    return piece.role in (Role.NOISE, Role.TITLE, Role.META) and any(
        c.isprintable() and not c.isspace() for c in words
    )


def _left_out(desk: Desk, pieces: list[Piece]) -> Choice:
    """Lines that follow one another and that one rule left out; long ones are doubtful."""
    start, end = pieces[0].start, pieces[-1].end
    words = desk.text[start:end]
    return Choice(
        Group.DROPPED,
        start,
        desk.line(start + len(words) - len(words.lstrip())),
        before=words.strip(),
        rule=pieces[0].rule,
        make=partial(desk.at, start, Kind.KEEP, True, end),
        doubt=len(legible(words)),
    )


def _line_end(desk: Desk, piece: Piece, group: Group) -> Choice:
    """A line end that went or came. No override joins and divides lines again, but a heading
    that was divided off can be made none."""
    left, right = _around(desk, piece)
    divided = group is Group.DIVIDED
    return Choice(
        group,
        piece.start,
        desk.line(piece.start),
        before=desk.text[piece.start : piece.end],
        after=piece.new,
        left=left,
        right=right,
        rule=piece.rule,
        make=partial(_no_heading, desk, piece) if divided else None,
        doubt=0 if divided else 2 * bool(label_at(right)) + bool(left and ended(left)),
    )


def _no_heading(desk: Desk, piece: Piece) -> str:
    """The heading that a line end set apart, before or after it, is none."""
    rule = _last_rule(piece)
    if rule in HEADING_AFTER:
        start, end = desk.lines.span(desk.line(piece.end))
        return desk.at(max(start, piece.end), Kind.HEADING, False, end)
    start, end = desk.lines.span(desk.line(piece.start))
    return desk.at(start, Kind.HEADING, False, piece.start) if rule in HEADING_BEFORE else ""


def _around(desk: Desk, piece: Piece) -> tuple[str, str]:
    """What stands on both sides of a piece, on the lines that it touches."""
    left = desk.text[max(0, piece.start - AROUND) : piece.start].splitlines()
    right = desk.text[piece.end : piece.end + AROUND].splitlines()
    return "".join(left[-1:]), "".join(right[:1])


def _replaced(desk: Desk, pieces: list[Piece]) -> Choice:
    """Equal replacements; those of letters are more doubtful than those of signs."""
    first = pieces[0]
    words = desk.text[first.start : first.end]
    left, right = _around(desk, first)
    return Choice(
        Group.REPLACED,
        first.start,
        desk.line(first.start),
        before=words,
        after=first.new,
        left=left,
        right=right,
        rule=first.rule,
        make=None if MASKED in first.rule else partial(desk.spelling, first.start, first.end),
        doubt=MASKED not in first.rule and any(c.isalnum() for c in words + first.new),
        times=len(pieces),
    )
