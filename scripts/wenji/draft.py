"""The one gate through which text is changed, and where every change is recorded.

A rule never changes text: it proposes edits. `Draft.apply` applies them and keeps, for every
stretch of the present text, the span of the source text that it comes from and the names of
the rules that touched it. The ledger (law 1) is nothing but the draft's segments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from wenji.model import Edit, Role


class Segment(NamedTuple):
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
    segments: tuple[Segment, ...]  # no two kept ones side by side, none without anything
    text: str  # the present text

    @classmethod
    def of(cls, source: str) -> Draft:
        """A draft in which everything is still kept."""
        return cls(source, (Segment(0, len(source)),) if source else (), source)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each segment begins in the present text; one more entry for the end."""
        lengths = (
            end - start if new is None else len(new) for start, end, new, _, _ in self.segments
        )
        return list(accumulate(lengths, initial=0))

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

    def kept_at(self, position: int) -> tuple[range, int]:
        """The stretch of the present text round `position` that stands as it does in the source,
        and how much further on it stands there; an empty one inside a replaced stretch.

        >>> Draft.of("第1 页。").apply([Edit(2, 3, "", "space")]).kept_at(3)
        (range(2, 4), 1)
        """
        i = bisect_right(self._starts, position) - 1
        if i < len(self.segments) and (segment := self.segments[i]).new is None:
            at = self._starts[i]
            return range(at, self._starts[i + 1]), segment.start - at
        return range(0), 0

    def dropped_before(self, position: int) -> frozenset[str]:
        """The rules that dropped what stood right before `position`.

        >>> draft = Draft.of("## 备耕").apply([Edit(0, 3, "", "markdown-heading")])
        >>> sorted(draft.dropped_before(0))
        ['markdown-heading']
        """
        i = bisect_right(self._starts, position) - 1
        rules = set()
        while i > 0 and self.segments[i - 1].new == "":
            i -= 1
            rules.add(self.segments[i].rule)
        return frozenset(rules)

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
        return Draft(self.source, tuple(self._edited(wanted)), _edited_text(text, wanted))

    def _unless_same(self, segment: Segment) -> Segment:
        """What was put back as it stands in the source is kept, and no rule is named for it."""
        same = segment.new == self.source[segment.start : segment.end]
        return Segment(segment.start, segment.end) if same else segment

    def _within(
        self, out: list[Segment], kept: Segment, at: int, edits: Sequence[Edit], first: int
    ) -> int:
        """Divide a kept segment, which begins at `at`, by the edits from number `first` on that
        lie in it, as most edits do; how many there are."""
        ahead = kept.start - at  # how much further on in the source
        done, end = kept.start, kept.end - ahead
        n = first
        while n < len(edits) and at <= edits[n].start < end >= edits[n].end:
            edit = edits[n]
            start, stop = edit.start + ahead, edit.end + ahead
            _put(out, Segment(done, start))
            _put(out, self._unless_same(Segment(start, stop, edit.new, edit.rule, edit.role)))
            done, n = stop, n + 1
        return n - first

    def _edited(self, edits: Iterable[Edit]) -> list[Segment]:
        """The segments after `edits`, which are in order. Work is in proportion to the edits:
        segments that none of them touches are taken over in one go."""
        due = list(edits)
        out: list[Segment] = []
        n = i = 0  # numbers of the next edit and of the next segment
        while n < len(due):
            touched = max(i, bisect_right(self._starts, due[n].start) - 1)
            _take(out, self.segments[i:touched])
            i = touched
            if i == len(self.segments):
                break
            n = self._edit_segment(out, i, due, n)
            i += 1
        _take(out, self.segments[i:])
        end_of_source = len(self.source)
        out.extend(  # insertions at the very end
            Segment(end_of_source, end_of_source, e.new, e.rule, e.role) for e in due[n:]
        )
        return out

    def _edit_segment(self, out: list[Segment], i: int, due: list[Edit], n: int) -> int:
        """Add to `out` what the edits from number `n` on make of segment `i`; returns the number
        of the edit that comes next.

        An edit that reaches into the next segment stays due there, its start moved: it covers
        that segment too, and has put in its new text already.
        """
        rest, at = self.segments[i], self._starts[i]
        end = at + rest.length
        untouched = True
        if rest.new is None and (within := self._within(out, rest, at, due, n)):
            n += within
            rest, at = Segment(out[-1].end, rest.end), due[n - 1].end
            untouched = False
        while n < len(due) and due[n].start < end:
            edit = due[n]
            if edit.start > at:  # the part before the edit
                head, rest = rest.cut(edit.start - at)
                _put(out, head)
                at, untouched = edit.start, False
            if edit.start == edit.end:
                _put(out, Segment(rest.start, rest.start, edit.new, edit.rule, edit.role))
            else:
                covered, rest = rest.cut(min(edit.end, end) - at)
                _put(out, self._unless_same(_covered(covered, edit)))
                at, untouched = at + covered.length, False
                if at < edit.end:
                    due[n] = edit._replace(start=at, new="")
                    break
            n += 1
        if rest.length or untouched:  # what was dropped earlier is empty, and stays
            _put(out, rest)
        return n


def _edited_text(text: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new, _, _ in edits:
        parts += (text[at:start], new)
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _covered(segment: Segment, edit: Edit) -> Segment:
    """The segment as an edit that covers all of it leaves it: both rules are named."""
    rule = f"{segment.rule}+{edit.rule}" if segment.rule else edit.rule
    role = edit.role if edit.role is not None else segment.role
    return Segment(segment.start, segment.end, edit.new, rule, role)


def _put(out: list[Segment], segment: Segment) -> None:
    """Add a segment: neighbouring kept ones become one; empty ones vanish."""
    if segment.new is None:
        if segment.start == segment.end:
            return
        if out and out[-1].new is None:
            out[-1] = Segment(out[-1].start, segment.end)
            return
    elif not segment.new and segment.start == segment.end:
        return
    out.append(segment)


def _take(out: list[Segment], segments: Sequence[Segment]) -> None:
    """Add a run of segments as they stand."""
    if segments:
        _put(out, segments[0])
        out.extend(segments[1:])
