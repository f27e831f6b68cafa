"""What the editor hides: `mask` in `overrides.yml`, carried out before any rule looks at the text.

A sign stands for each sign that is hidden, so that every place of the source stays where it is.
The edits go through the ledger like all others; `Masked.text` is the source as it may be quoted,
wherever its own words are published (`wenji.published`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wenji.decisions import override_finding, spans_of
from wenji.model import Edit, Finding
from wenji.overrides import WORDS, Decision, Kind
from wenji.personal.hiding import SIGN, Span, covered, of_number, of_words
from wenji.personal.numbers import Number, find
from wenji.search.folding import folded_places

MASKED = "override-mask"  # the rule in the ledger


@dataclass(frozen=True)
class Masks:
    """The masks that concern one source: its own and those of all sources."""

    decisions: tuple[Decision, ...]

    @classmethod
    def among(cls, decisions: Iterable[Decision]) -> Masks:
        """The masks among decisions."""
        return cls(tuple(d for d in decisions if d.kind is Kind.MASK))

    def on(self, text: str, path: str, numbers: Sequence[Number]) -> Masked:
        """What they hide in a source, whose numbers are those found in its `text`."""
        folded = folded_places(text) if any(d.at for d in self.decisions) else ("", [])
        spans: set[Span] = set()
        digits: set[str] = set()
        without: list[Decision] = []
        for decision in self.decisions:
            places = list(spans_of(text, *folded, decision.at)) if decision.at else []
            if decision.nth is not None:
                places = places[decision.nth - 1 : decision.nth]
            found = [n for n in numbers if _names(decision, n) and _stands_in(decision, n, places)]
            digits.update(n.digits for n in found)
            if WORDS in _sorts(decision):
                spans.update(span for place in places for span in of_words(text, place))
            if not found and not (WORDS in _sorts(decision) and places):
                without.append(decision)
        spans.update(s for n in numbers if n.digits in digits for s in of_number(text, n))
        masked = Masked(self, text, tuple(sorted(spans)), frozenset(digits), ())
        unmatched = (d for d in without if d.source and masked.hide(path) == path)
        findings = tuple(override_finding("override-unmatched", d) for d in unmatched)
        return Masked(self, text, masked.spans, masked.digits, findings)

    def hide_in(self, text: str, path: str) -> bool:
        """Whether they hide anything in a source."""
        masked = self.on(text, path, find(text))
        return bool(masked.spans) or masked.hide(path) != path

    def public_path(self, text: str, path: str) -> str:
        """The path of a source as readers may see it."""
        return self.on(text, path, find(text)).hide(path) if self.decisions else path


def _sorts(decision: Decision) -> tuple[str, ...]:
    return decision.value if isinstance(decision.value, tuple) else ()


def _names(decision: Decision, number: Number) -> bool:
    return number.sort.value in _sorts(decision)


def _stands_in(decision: Decision, number: Number, places: Sequence[Span]) -> bool:
    return not decision.at or any(a < number.end and number.start < b for a, b in places)


@dataclass(frozen=True)
class Masked:
    """What masks hide in one source: the signs of its text, and the digits of whole numbers.

    A number that is hidden somewhere is hidden wherever it stands in the source.
    """

    masks: Masks
    source: str
    spans: tuple[Span, ...]
    digits: frozenset[str]
    findings: tuple[Finding, ...]

    @cached_property
    def text(self) -> str:
        """The source's text with signs in the place of what is hidden: as long as it was."""
        return covered(self.source, self.spans)

    def edits(self) -> Iterator[Edit]:
        """What makes that text of the source's, neighbours as one."""
        begun: Span | None = None
        for start, end in self.spans:
            if begun is not None and begun[1] == start:
                begun = (begun[0], end)
                continue
            if begun is not None:
                yield _edit(begun)
            begun = (start, end)
        if begun is not None:
            yield _edit(begun)

    def hide(self, words: str) -> str:
        """Other words about the source (its path, a title that the editor gives), so hidden."""
        spans: list[Span] = []
        whole = [d for d in self.masks.decisions if not d.at]
        for number in find(words) if self.masks.decisions else ():
            if number.digits in self.digits or any(_names(d, number) for d in whole):
                spans += of_number(words, number)
        for decision in self.masks.decisions:
            if WORDS in _sorts(decision):
                for place in spans_of(words, *folded_places(words), decision.at):
                    spans += of_words(words, place)
        return covered(words, spans)

    def is_open(self, number: Number) -> bool:
        """Whether a number of the text is still to be read by everybody."""
        return number.digits not in self.digits and not any(
            start < number.end and number.start < end for start, end in self.spans
        )


def _edit(span: Span) -> Edit:
    start, end = span
    return Edit(start, end, SIGN * (end - start), MASKED)
