"""The one gate through which text is changed, and where every change is recorded.

A rule never changes text: it proposes edits. `Draft.apply` applies them and keeps, for every
stretch of the present text, the span of the source text that it comes from and the names of
the rules that touched it. The ledger (law 1) is nothing but the draft's segments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from wenji.model import Edit, Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of the source and what stands for it now; `new` None means: the span itself."""

    start: int
    end: int
    new: str | None = None
    rule: str = ""
    role: Role | None = None

    @property
    def length(self) -> int:
        """How many code points of the present text the segment holds."""
        return self.end - self.start if self.new is None else len(self.new)

    def cut(self, at: int) -> tuple[Segment, Segment]:
        """The segment in two parts, the first `at` code points of present text long."""
        if self.new is None:
            middle = self.start + at
            return Segment(self.start, middle), Segment(middle, self.end)
        # A replaced stretch cannot be divided in the source: its first part takes all of it.
        rest = Segment(self.end, self.end, self.new[at:], self.rule, self.role)
        if not rest.new:
            return self, rest
        return Segment(self.start, self.end, self.new[:at], self.rule, self.role), rest


class OverlappingEdits(ValueError):
    """Two edits of one rule touch the same text: a defect of the rule, never of the input."""


@dataclass(frozen=True)
class Draft:
    """The source text and the segments that turn it into the present text.

    >>> draft = Draft.of("第1 页。").apply([Edit(2, 3, "", "space")])
    >>> draft.text
    '第1页。'
    >>> draft.source_at(3)
    4
    """

    source: str
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, source: str) -> Draft:
        """A draft in which everything is still kept."""
        return cls(source, (Segment(0, len(source)),) if source else ())

    @cached_property
    def text(self) -> str:
        """The present text."""
        source = self.source
        return "".join(source[s.start : s.end] if s.new is None else s.new for s in self.segments)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each segment begins in the present text; one more entry for the end."""
        return list(accumulate((s.length for s in self.segments), initial=0))

    def source_at(self, position: int) -> int:
        """The source offset of the present text's `position` (law 3).

        Inside a replaced stretch every position maps to the stretch's first source offset;
        the end of the text maps to the end of the source.
        """
        if position >= self._starts[-1]:
            return len(self.source)
        i = bisect_right(self._starts, position) - 1
        segment = self.segments[i]
        return segment.start + (position - self._starts[i] if segment.new is None else 0)

    def source_end(self, position: int) -> int:
        """The source offset right after what stands before `position`.

        What was dropped at `position` lies beyond it, so that a paragraph's span does not
        take in the page number or the pager that followed.

        >>> draft = Draft.of("渠通了。下一篇：没有了").apply([Edit(4, 11, "", "pager")])
        >>> draft.source_at(4), draft.source_end(4)
        (11, 4)
        """
        if position == 0:
            return 0
        i = bisect_right(self._starts, position - 1) - 1
        segment = self.segments[i]
        return segment.end if segment.new is not None else self.source_at(position - 1) + 1

    def apply(self, edits: Iterable[Edit]) -> Draft:
        """The draft after `edits`, given in positions of the present text, in any order.

        Raises OverlappingEdits when two of them overlap. Edits that change nothing are
        dropped, so that the ledger never names a rule that did nothing.
        """
        text = self.text
        wanted = sorted(
            (e for e in edits if text[e.start : e.end] != e.new), key=lambda e: (e.start, e.end)
        )
        if not wanted:
            return self
        for a, b in pairwise(wanted):
            if b.start < a.end:
                raise OverlappingEdits(f"{a.rule} {a.start}-{a.end}, {b.rule} {b.start}-{b.end}")
        return Draft(self.source, tuple(_merge(self._edited(wanted))))

    def _unless_same(self, segment: Segment) -> Segment:
        """What was put back as it stands in the source is kept, and no rule is named for it."""
        same = segment.new == self.source[segment.start : segment.end]
        return Segment(segment.start, segment.end) if same else segment

    def _edited(self, edits: list[Edit]) -> Iterator[Segment]:
        queue = iter(edits)
        edit = next(queue, None)
        pending = edit.new if edit else ""  # what the edit still has to put into the text
        at = 0  # position in the present text
        for segment in self.segments:
            rest = segment
            while edit is not None:
                end = at + rest.length
                if edit.start >= end:
                    break
                if edit.start > at:  # the part before the edit
                    head, rest = rest.cut(edit.start - at)
                    yield head
                    at = edit.start
                if edit.end == edit.start:  # a pure insertion
                    yield Segment(rest.start, rest.start, pending, edit.rule, edit.role)
                    pending = ""
                else:
                    if rest.length == 0:
                        break  # something dropped earlier; it stays as it is
                    covered, tail = rest.cut(min(edit.end, end) - at)
                    yield self._unless_same(_covered(covered, pending, edit))
                    pending = ""
                    at += covered.length
                    rest = tail
                    if at < edit.end:
                        break  # goes on in the next segment
                edit = next(queue, None)
                pending = edit.new if edit else ""
                if rest.length == 0:
                    break
            if rest.length or rest is segment:
                yield rest
                at += rest.length
        while edit is not None:  # insertions at the very end
            end_of_source = len(self.source)
            yield Segment(end_of_source, end_of_source, edit.new, edit.rule, edit.role)
            edit = next(queue, None)


def _covered(segment: Segment, new: str, edit: Edit) -> Segment:
    rule = f"{segment.rule}+{edit.rule}" if segment.rule else edit.rule
    role = edit.role if edit.role is not None else segment.role
    return Segment(segment.start, segment.end, new, rule, role)


def _merge(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbouring kept segments become one; empty ones vanish."""
    last: Segment | None = None
    for segment in segments:
        if segment.start == segment.end and not segment.new:
            continue
        if last is not None and last.new is None and segment.new is None:
            last = Segment(last.start, segment.end)
            continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last
