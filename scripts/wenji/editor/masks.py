"""What the editor hides: `mask` in `overrides.yml`, carried out before any rule looks at the text.

A sign stands for each sign that is hidden, so that every place of the source stays where it is.
The edits go through the ledger like all others; `Masked.text` is the source as it may be quoted,
wherever its own words are published (`wenji.published`).
"""

from __future__ import annotations

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
from wenji.personal.numbers import Number, Sort, find
from wenji.search.folding import folded_places
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
        folded = folded_places(text) if any(d.at for d in self.decisions) else ("", [])
        spans: set[Span] = set()
        hidden: dict[str, Sort] = {}
        without: list[Decision] = []
        for decision in self.decisions:
            places = list(spans_of(text, *folded, decision.at)) if decision.at else []
            if decision.nth is not None:
                places = places[decision.nth - 1 : decision.nth]
            found = [n for n in numbers if _names(decision, n) and _stands_in(decision, n, places)]
            hidden.update((n.digits, n.sort) for n in found)
            if WORDS in _sorts(decision):
                spans.update(span for place in places for span in of_words(text, place))
            if not found and not (WORDS in _sorts(decision) and places):
                without.append(decision)
        spans.update(_wherever(text, hidden))
        masked = Masked(self, text, tuple(sorted(spans)), hidden)
        unmatched = (d for d in without if d.source and masked.hide(path) == path)
        findings = tuple(override_finding("override-unmatched", d) for d in unmatched)
        return replace(masked, findings=findings)

    def hide_in(self, text: str, path: str) -> bool:
        """Whether they hide anything in a source."""
        masked = self.on(text, path, find(text))
        return bool(masked.spans) or masked.hide(path) != path

    def public_path(self, text: str, path: str) -> str:
        """The path of a source as readers may see it: nothing in it is unseen, nothing turns."""
        shown = self.on(text, path, find(text)).hide(path) if self.decisions else path
        return visible(shown)


def _wherever(text: str, hidden: Mapping[str, Sort]) -> Iterator[Span]:
    """What is hidden of numbers wherever their digits stand, called what they are or not."""
    if not hidden:
        return
    folded = folded_places(text)
    for digits, sort in hidden.items():
        for span in spans_of(text, *folded, digits):
            yield from of_digits(text, span, ranges.SHOWN[sort])


def _sorts(decision: Decision) -> tuple[str, ...]:
    return decision.value if isinstance(decision.value, tuple) else ()


def _names(decision: Decision, number: Number) -> bool:
    return number.sort.value in _sorts(decision)


def _stands_in(decision: Decision, number: Number, places: Sequence[Span]) -> bool:
    return not decision.at or any(a < number.end and number.start < b for a, b in places)


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
        spans = [*_wherever(words, self.numbers)]
        for number in find(words):
            if any(_names(d, number) for d in whole):
                spans += of_number(words, number)
        for decision in self.masks.decisions:
            if WORDS in _sorts(decision):
                for place in spans_of(words, *folded_places(words), decision.at):
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
