"""The changes of a ledger as decisions: lines left out, lines joined and divided, words replaced.

How line ends, blank lines and indents are written is layout: every such change is marked
beside the result, but nobody has to decide on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from wenji.audit.text import legible
from wenji.editor.masks import MASKED
from wenji.model import Op, Piece, Role
from wenji.review import doubt
from wenji.review.choices import Choice, Desk, Group

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
    gone: list[list[Piece]] = []
    dropped: list[Piece] = []
    for piece in desk.record.pieces:
        words = desk.text[piece.start : piece.end]
        rule = _last_rule(piece)
        line = piece.op is Op.DROP and _is_line(piece, words) and rule not in PARTS_OF_TITLES
        if dropped and not _goes_on(dropped, piece, words):
            gone.append(dropped)
            dropped = []
        if line or dropped:
            dropped.append(piece)
        elif rule in JOINS or rule in DIVISIONS:
            yield _line_end(desk, piece, Group.JOINED if rule in JOINS else Group.DIVIDED)
        elif piece.op is not Op.KEEP and _is_worth_telling(piece, words):
            replaced.setdefault((rule, words, piece.new), []).append(piece)
    gone += [dropped] if dropped else []
    ends = [*(pieces[0].start for pieces in gone[1:]), len(desk.text)]
    for pieces, beyond in zip(gone, ends, strict=False):
        yield _left_out(desk, pieces, beyond)
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


def _left_out(desk: Desk, pieces: list[Piece], beyond: int) -> Choice:
    """Lines that follow one another and that one rule left out; nothing else is left out before
    `beyond`."""
    start, end = pieces[0].start, pieces[-1].end
    words = desk.text[start:end]
    return Choice(
        Group.DROPPED,
        start,
        desk.line(start + len(words) - len(words.lstrip())),
        before=words.strip(),
        rule=pieces[0].rule,
        make=partial(desk.kept, start, end, beyond),
        doubt=doubt.of_dropped(words, _last_rule(pieces[0])),
    )


def _line_end(desk: Desk, piece: Piece, group: Group) -> Choice:
    """A line end that went or came. Words after one that went can begin a paragraph; around one
    that came they can be spelt as they are, and then nothing divides them."""
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
        make=partial(desk.undivided, piece.start) if divided else partial(desk.begun, piece.end),
        doubt=_of_division(desk, piece) if divided else doubt.of_joint(left, right),
    )


def _of_division(desk: Desk, piece: Piece) -> float:
    """How doubtful the heading is that a line end set apart, before or after it."""
    rule = _last_rule(piece)
    start, end = desk.lines.span(desk.line(piece.start))
    if rule in HEADING_BEFORE:
        return doubt.of_division(legible(desk.text[start : piece.start]))
    return doubt.of_division(legible(desk.text[piece.end : end]) if rule in HEADING_AFTER else "")


def _around(desk: Desk, piece: Piece) -> tuple[str, str]:
    """What stands on both sides of a piece, on the lines that it touches."""
    left = desk.text[max(0, piece.start - AROUND) : piece.start].splitlines()
    right = desk.text[piece.end : piece.end + AROUND].splitlines()
    return "".join(left[-1:]), "".join(right[:1])


def _replaced(desk: Desk, pieces: list[Piece]) -> Choice:
    """Equal replacements, told once."""
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
        doubt=doubt.of_replacement(words, first.new, first.rule),
        times=len(pieces),
    )
