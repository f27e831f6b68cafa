"""The ledger of a source: the draft's segments, each with the role and article of its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wenji.draft import Draft, Segment
from wenji.model import ArticleId, Op, Piece, Role


class Span(NamedTuple):
    """A stretch of the cleaned text and what it is; `drop` names a rule that leaves it out.

    Spans cover the cleaned text in order: one for each paragraph, its line break included.
    """

    start: int
    end: int
    role: Role
    article: ArticleId | None
    drop: str = ""


def pieces(draft: Draft, spans: Sequence[Span]) -> Iterator[Piece]:
    """The ledger of a draft (law 1): its pieces cover the source text without gap or overlap.

    `spans` must cover the cleaned text. What was dropped belongs to the article it stands in,
    and to none between two articles.
    """
    at = 0  # place in the cleaned text
    n = 0
    for segment in draft.segments:
        if segment.new == "":
            within = spans[min(n, len(spans) - 1)].role if spans else Role.BREAK
            yield _dropped(segment, within, _around(spans, n, at))
            continue
        rest, left = segment, segment.length
        while left:
            while spans[n].end <= at:
                n += 1
            span = spans[n]
            length = min(left, span.end - at)
            if rest.new is None:  # as most of a text stands
                start = rest.end - left
                op, rule = (Op.DROP, span.drop) if span.drop else (Op.KEEP, "")
                yield Piece(start, start + length, op, "", rule, span.role, span.article)
                at += length
                left -= length
                continue
            head, rest = (rest, rest) if length == left else rest.cut(length)
            if not (span.drop and head.start == head.end):  # put in and left out again
                yield _piece(head, span)
            at += length
            left -= length


def _around(spans: Sequence[Span], n: int, at: int) -> ArticleId | None:
    """The article that a place between two spans belongs to, if both sides are of one."""
    here = spans[n] if n < len(spans) else None
    if here is None:
        return None
    if at < here.end:
        before = spans[n - 1] if n and at <= here.start else here
        return here.article if before.article == here.article else None
    after = spans[n + 1] if n + 1 < len(spans) else None
    return here.article if after is not None and after.article == here.article else None


def _dropped(segment: Segment, within: Role, article: ArticleId | None) -> Piece:
    role = segment.role if segment.role is not None else within
    return Piece(segment.start, segment.end, Op.DROP, "", segment.rule, role, article)


def _piece(segment: Segment, span: Span) -> Piece:
    if span.drop:
        rule = f"{segment.rule}+{span.drop}" if segment.rule else span.drop
        return Piece(segment.start, segment.end, Op.DROP, "", rule, span.role, span.article)
    op = Op.INSERT if segment.start == segment.end else Op.REPLACE
    return Piece(
        segment.start, segment.end, op, segment.new or "", segment.rule, span.role, span.article
    )
