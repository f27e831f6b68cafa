"""What the editor hides: `mask` in `overrides.yml`, carried out before any rule looks at the text.

A sign stands for each sign that is hidden, so that every place of the source stays where it is.
The edits go through the ledger like all others; `Masked.text` is the source as it may be quoted,
wherever its own words are published (`wenji.published`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from wenji.draft import Draft
from wenji.editor.overrides import WORDS, Decision, Kind
from wenji.editor.placing import override_finding, spans_of
from wenji.model import Article, Edit, Finding
from wenji.personal import ranges
from wenji.personal.hiding import SIGN, Span, covered, of_digits, of_number, of_words
from wenji.personal.numbers import Number, Sort, each, find
from wenji.search.folding import fold, folded_places
from wenji.visible import visible

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
        """What the masks hide in a source; `numbers` are all that were found in its `text`."""
        folded = Folded(text)
        spans: set[Span] = set()
        hidden: dict[str, Sort] = {}
        without: list[Decision] = []
        for decision in self.decisions:
            places = list(folded.spans_of(decision.at)) if decision.at else []
            if decision.nth is not None:
                places = places[decision.nth - 1 : decision.nth]
            found = [n for n in numbers if _names(decision, n) and _stands_in(decision, n, places)]
            hidden.update((n.digits, n.sort) for n in found)
            if WORDS in _sorts(decision):
                spans.update(span for place in places for span in of_words(text, place))
            if not found and not (WORDS in _sorts(decision) and places):
                without.append(decision)
        spans.update(_wherever(folded, hidden))
        masked = Masked(self, text, tuple(sorted(spans)), hidden)
        unmatched = (d for d in without if d.source and masked.hide(path) == path)
        findings = tuple(override_finding("override-unmatched", d) for d in unmatched)
        return replace(masked, findings=findings)

    def hide_in(self, text: str, path: str) -> bool:
        """Whether they hide anything in a source."""
        if not any(d.at for d in self.decisions):  # the first number that they name tells it
            first = next((n for n in each(text) if any(_names(d, n) for d in self.decisions)), None)
            if first is None:
                return self._alone({}).hide(path) != path
            if self.on(text, path, (first,)).spans:
                return True
        masked = self.on(text, path, find(text))
        return bool(masked.spans) or masked.hide(path) != path

    def public_path(self, text: str, path: str) -> str:
        """The path of a source as readers may see it: nothing in it is unseen, nothing turns.

        What is hidden of the text concerns the path only where a number may stand in it.
        """
        if not self.decisions:
            return visible(path)
        if not _DIGITS.search(fold(path)):
            return visible(self._alone({}).hide(path))
        return visible(self.on(text, path, find(text)).hide(path))

    def _alone(self, hidden: Mapping[str, Sort]) -> Masked:
        """What they hide in other words than a source's text, whose hidden numbers are given."""
        return Masked(self, "", (), hidden)


class Folded:
    """A text as it is compared, made when it is first asked for: most have nothing to hide."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def places(self) -> tuple[str, list[int]]:
        """The folded text, and for each of its characters the place it comes from."""
        return folded_places(self.text)

    def spans_of(self, words: str) -> Iterator[Span]:
        """Where words stand."""
        return spans_of(self.text, *self.places, words)


# How many digits numbers have.
_SIZES = sorted(
    {ranges.MOBILE_DIGITS, ranges.OLD_IDENTITY_DIGITS, ranges.IDENTITY_DIGITS, *ranges.CARD_DIGITS}
)
# Digits in which a number may stand, in a folded text. They may join what spaces divide.
_DIGITS = re.compile(f"[0-9x]{{{_SIZES[0]},}}")


def _wherever(text: Folded, hidden: Mapping[str, Sort]) -> Iterator[Span]:
    """What is hidden of numbers wherever their digits stand, called what they are or not.

    One pass over the runs of digits, however many numbers are hidden; of one number, places that
    overlap count once.
    """
    if not hidden:
        return
    folded, origins = text.places
    ends: dict[str, int] = {}
    for run in _DIGITS.finditer(folded):
        for start in range(run.start(), run.end() - _SIZES[0] + 1):
            for size in _SIZES:
                digits, end = folded[start : start + size].upper(), start + size
                if digits not in hidden or ends.get(digits, 0) > start:
                    continue
                ends[digits] = end
                span = origins[start], origins[end - 1] + 1
                yield from of_digits(text.text, span, ranges.SHOWN[hidden[digits]])


def _sorts(decision: Decision) -> tuple[str, ...]:
    return decision.value if isinstance(decision.value, tuple) else ()


def _names(decision: Decision, number: Number) -> bool:
    return number.sort.value in _sorts(decision)


def _stands_in(decision: Decision, number: Number, places: Sequence[Span]) -> bool:
    if not decision.at:
        return True
    before = bisect_left(places, (number.end,))  # in order, and none overlap
    return before > 0 and number.start < places[before - 1][1]


@dataclass(frozen=True)
class Masked:
    """What masks hide in one source: signs of its text, and whole numbers by their digits.

    A number that is hidden somewhere is hidden wherever it stands in the source.
    """

    masks: Masks
    source: str
    spans: tuple[Span, ...]
    numbers: Mapping[str, Sort]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def text(self) -> str:
        """The source's text with signs in the place of what is hidden: as long as it was."""
        return covered(self.source, self.spans)

    def edits(self) -> Iterator[Edit]:
        """The edits that turn the source's text into the masked one."""
        return _edits(self.spans)

    def after(self, draft: Draft) -> tuple[Draft, Masked]:
        """The draft, masked where cleaning has put numbers together, and these masks with them.

        A number may have been written in entities, or cut in two by the end of a page.
        """
        if not self.masks.decisions:
            return draft, self
        spans = self._in_words(draft.text)
        there = {(draft.source_at(a), draft.source_end(b)) for a, b in spans}
        masked = replace(self, spans=tuple(sorted({*self.spans, *there})))
        return draft.apply(_edits(spans)), masked

    def hide(self, words: str) -> str:
        """Other words about the source (its path, a title that the editor gives), so hidden."""
        return covered(words, self._in_words(words)) if self.masks.decisions else words

    def article(self, article: Article) -> Article:
        """An article with title, summary and facts so hidden: they join words that stood apart."""
        if not self.masks.decisions:
            return article
        title, summary = self.hide(article.title), self.hide(article.summary)
        facts = article.facts.through(self.hide)
        return replace(article, title=title, summary=summary, facts=facts)

    def finding(self, finding: Finding) -> Finding:
        """A finding about the source, which tells nothing that is hidden either."""
        return replace(finding, args={k: self.hide(v) for k, v in finding.args.items()})

    def _in_words(self, words: str) -> list[Span]:
        whole = [d for d in self.masks.decisions if not d.at]
        folded = Folded(words)
        spans = [*_wherever(folded, self.numbers)]
        for number in find(words):
            if any(_names(d, number) for d in whole):
                spans += of_number(words, number)
        for decision in self.masks.decisions:
            if WORDS in _sorts(decision):
                for place in folded.spans_of(decision.at):
                    spans += of_words(words, place)
        return sorted(set(spans))

    def is_open(self, number: Number) -> bool:
        """Whether no mask hides a number of the text."""
        if number.digits in self.numbers:
            return False
        at = bisect_left(self.spans, (number.start,))
        return at == len(self.spans) or self.spans[at][0] >= number.end


def _edits(spans: Iterable[Span]) -> Iterator[Edit]:
    """Signs in the place of some spans, which are in order; neighbours are one edit."""
    begun: Span | None = None
    for start, end in spans:
        if begun is not None and begun[1] >= start:
            begun = (begun[0], max(end, begun[1]))
            continue
        if begun is not None:
            yield _edit(begun)
        begun = (start, end)
    if begun is not None:
        yield _edit(begun)


def _edit(span: Span) -> Edit:
    start, end = span
    return Edit(start, end, SIGN * (end - start), MASKED)
