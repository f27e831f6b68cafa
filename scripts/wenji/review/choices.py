"""What was decided in a source, how doubtful it is (`doubt`), and how each decision is overruled.

Here are findings, articles, titles and headings; `changes` has what the ledger tells, `facts` and
`forms` what their names say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from wenji.audit.catalog import Record
from wenji.contract import Row
from wenji.editor.overrides import Decision, Kind
from wenji.editor.placing import place
from wenji.lines import LineTable
from wenji.messages import known, text
from wenji.review import doubt
from wenji.review.anchors import LONGEST, Anchor, Haystack, anchor, exactly, opened
from wenji.review.entries import Value, entry
from wenji.visible import excerpt

Said: TypeAlias = Mapping[str, str]  # by language
LANGUAGES = ("zh", "en")


class Group(StrEnum):
    """Kinds of decisions, as a page orders those that are not doubtful."""

    ERROR = "error"
    WARNING = "warning"
    BOUNDARY = "boundary"
    TITLE = "title"
    DROPPED = "dropped"
    JOINED = "joined"
    DIVIDED = "divided"
    REPLACED = "replaced"
    NOTE = "note"
    HEADING = "heading"
    FORM = "form"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision. `line` is the line of the source (from 1), None for the whole source.

    `said` is a text for the editor by language, or `before` and `after` are words, which stand
    between `left` and `right`; `rule` names what did it, `name` which fact or form it is; `make`
    makes the lines of `overrides.yml` that change it. `doubt` goes from 0 to 1 (module `doubt`);
    `times` counts equal decisions.
    """

    group: Group
    start: int
    line: int | None
    said: Said = field(default_factory=dict)
    before: str = ""
    after: str = ""
    left: str = ""
    right: str = ""
    rule: str = ""
    name: str = ""
    make: Callable[[], str] | None = None
    doubt: float = 0
    times: int = 1

    @property
    def entry(self) -> str:
        """The lines of `overrides.yml`, "" where none can change it. Finding words takes time
        as the source is long, so they are made for those that are shown."""
        return self.make() if self.make else ""


# By which decisions a choice of a group is made.
_OF_TEXT = frozenset({Kind.REPAIR, Kind.KEEP, Kind.DROP, Kind.BREAK})
_ON_FINDINGS = _OF_TEXT | {Kind.HEADING, Kind.THEME, Kind.DUPLICATE, Kind.SPLIT, Kind.JOIN}
_DECIDED_BY: Mapping[Group, frozenset[Kind]] = {
    Group.WARNING: _ON_FINDINGS,
    Group.NOTE: _ON_FINDINGS,
    Group.BOUNDARY: frozenset({Kind.SPLIT, Kind.JOIN}),
    Group.DROPPED: _OF_TEXT,
    Group.JOINED: _OF_TEXT,
    Group.DIVIDED: _OF_TEXT | {Kind.HEADING},
    Group.REPLACED: _OF_TEXT,
    Group.HEADING: frozenset({Kind.HEADING}),
    Group.FORM: frozenset({Kind.FORM}),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
AROUND = 6  # code points on each side of a joint that an override spells


class Desk:
    """A source with what is needed to choose words in it, made once."""

    def __init__(
        self,
        record: Record,
        findings: Iterable[Row],
        themes: tuple[str, ...],
        decisions: Sequence[Decision] = (),
    ) -> None:
        self.record = record
        self.text = record.text
        self.path = str(record.source["path"])
        self.lines = LineTable(record.text)
        self.hay = Haystack(record.text)
        self.findings = tuple(findings)
        self.themes = themes
        self.nameable = not _SURROGATE.search(self.path)
        about_words = [d for d in decisions if d.at and d.kind is not Kind.MASK]
        self.decided = [(p.kind, p.start, p.end) for p in place(record.text, about_words)[0]]

    def decides(self, kinds: Collection[Kind], start: int, end: int) -> bool:
        """Whether the editor has decided something of these kinds within a span."""
        return any(k in kinds and a < end and start < b for k, a, b in self.decided)

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return self.lines.line(offset)

    def entry(self, found: Anchor | None, kind: Kind, value: Value) -> str:
        """The lines of an override; none where no words lead to the place, or YAML cannot name
        the file."""
        return entry(self.path, found, {kind: value}) if found and self.nameable else ""

    def at(self, start: int, kind: Kind, value: Value, end: int | None = None) -> str:
        """The lines of an override about what begins at `start`; its words may go on behind `end`
        where what stands before is not enough."""
        beyond = end if end is None else end + LONGEST
        return self.entry(anchor(self.hay, start, end, beyond), kind, value)

    def kept(self, start: int, end: int, beyond: int) -> str:
        """The lines of an override that keeps what was dropped; no words behind `beyond`."""
        return self.entry(anchor(self.hay, start, end, beyond), Kind.KEEP, True)

    def begun(self, start: int) -> str:
        """The lines of an override by which a paragraph begins at `start`, its quotes included."""
        end = self.lines.span(self.line(start))[1]
        words = self.hay.first_word(start, end) is not None
        found = anchor(self.hay, start, end, end + LONGEST) if words else None
        return self.entry(found and opened(self.hay, found), Kind.BREAK, True)

    def undivided(self, at: int) -> str:
        """The lines of an override that spells the words around a place as the source does."""
        start, end = self.lines.span(self.line(at))
        line = self.text[start:end].rstrip("\r\n")
        return self.spelling(max(start, at - AROUND), min(start + len(line), at + AROUND))

    def spelling(self, start: int, end: int) -> str:
        """The lines of an override that spells a span as the source does, to be filled in."""
        found = exactly(self.hay, start, end)
        words = self.text[found.start : found.end] if found else ""
        return self.entry(found, Kind.REPAIR, words)


def settled(desk: Desk, choice: Choice) -> Choice:
    """The choice, without doubt where the editor has decided about its line."""
    if choice.line is None or choice.group not in _DECIDED_BY:
        return choice
    made = desk.decides(_DECIDED_BY[choice.group], *desk.lines.span(choice.line))
    return replace(choice, doubt=0) if made else choice


# --- findings -------------------------------------------------------------------------------------

_GROUPS = {"error": Group.ERROR, "warning": Group.WARNING, "info": Group.NOTE}
MARK = 40  # code points shown of an article's mark
TAIL = 12  # code points of a sentence's end that an override spells
BOUNDARIES = frozenset({"article-unmarked", "article-doubtful"})
TITLES = frozenset({"title-derived", "title-absent", "title-from-name"})
_TOLD_ELSEWHERE = BOUNDARIES | TITLES


def of_findings(desk: Desk) -> Iterator[Choice]:
    """Each finding, but for those that are decisions on their own."""
    for finding in desk.findings:
        if finding["code"] in _TOLD_ELSEWHERE:
            continue
        start = finding["start"]
        yield Choice(
            _GROUPS[finding["severity"]],
            start or 0,
            None if start is None else desk.line(start),
            said=said_by(finding),
            make=None if start is None else partial(_answer, desk, finding),
            doubt=doubt.of_finding(finding),
        )


def said_by(finding: Row) -> Said:
    """What a finding says, by language."""
    return {"zh": finding["message"], "en": finding.get("message_en", finding["message"])}


def _answer(desk: Desk, finding: Row) -> str:
    """The override that answers a finding; none where the source or a setting must be mended."""
    make = _ANSWERS.get(finding["code"])
    return make(desk, finding["start"], finding["end"]) if make else ""


def _spelling(desk: Desk, start: int, end: int) -> str:
    """The last words of a span, for the editor to complete."""
    return desk.spelling(max(start, end - TAIL), end)


def _theme(desk: Desk, start: int, end: int) -> str:
    return desk.at(start, Kind.THEME, desk.themes[:1]) if desk.themes else ""


def _mask(sort: str) -> Callable[[Desk, int, int], str]:
    """Hides all numbers of a sort in the source; the number itself is not repeated."""
    return lambda desk, start, end: (
        entry(desk.path, None, {Kind.MASK: sort}) if desk.nameable else ""
    )


_ANSWERS: Mapping[str, Callable[[Desk, int, int], str]] = {
    "article-duplicate": lambda desk, start, end: desk.at(start, Kind.DUPLICATE, False),
    "article-no-theme": _theme,
    "heading-numbering": lambda desk, start, end: desk.at(start, Kind.HEADING, False, end),
    "sentence-truncated": _spelling,
    "text-card": _mask("银行卡号"),
    "text-identity": _mask("身份证号"),
    "text-mobile": _mask("手机号"),
    "text-private": _spelling,
}


# --- articles and headings ------------------------------------------------------------------------


def of_articles(desk: Desk) -> Iterator[Choice]:
    """Where each article begins, by what and how surely that was found; titles that were made."""
    titles = {f["start"]: said_by(f) for f in desk.findings if f["code"] in TITLES}
    marks = {p.article: desk.text[p.start : p.end] for p in reversed(desk.record.pieces)
             if p.rule.endswith("article-mark")}  # fmt: skip
    for article in desk.record.articles:
        start, title = article["start"], article["title"]
        evidence, score = article["boundary"]["evidence"], article["boundary"]["score"]
        mark = marks.get(article["id"], "").strip()
        first = article["ordinal"] == 1
        yield Choice(
            Group.BOUNDARY,
            start,
            desk.line(start),
            said=_boundary(evidence, score, mark),
            before=mark,
            after=title,
            make=None if first else partial(desk.at, start, Kind.JOIN, True),
            doubt=doubt.of_boundary(evidence, score, first),
        )
        if article["title_origin"] == "derived":
            decided = desk.decides({Kind.TITLE}, start, article["end"])
            wanted = article["given_title"] or title
            yield Choice(
                Group.TITLE,
                start,
                desk.line(start),
                said=titles.get(start, {}),
                before=article["given_title"],
                after=title,
                make=partial(desk.at, start, Kind.TITLE, wanted),
                doubt=0 if decided else doubt.of_title(article["given_title"]),
            )


def _boundary(evidence: str, score: float, mark: str) -> Said:
    """By what an article was found, and how sure that is."""
    told = {}
    for lang in LANGUAGES:
        by = text(f"review.mark-{evidence}", lang) if known(f"review.mark-{evidence}") else ""
        by = by or text(f"evidence.{evidence}", lang)
        words = text("review.mark-words", lang, mark=excerpt(mark, MARK)) if mark else ""
        sure = text("review.sure", lang, percent=round(100 * score)) if score < 1 else ""
        told[lang] = text("review.by", lang, by=by + words) + sure
    return told


def of_headings(desk: Desk) -> Iterator[Choice]:
    """Every heading with its level."""
    for article in desk.record.articles:
        headings = article["headings"]
        texts: dict[int, list[str]] = defaultdict(list)
        for heading in headings:
            texts[heading["level"]].append(heading["text"])
        doubts = {level: iter(doubt.of_headings(some)) for level, some in texts.items()}
        for heading in headings:
            start, end = heading["start"], heading["end"]
            yield Choice(
                Group.HEADING,
                start,
                desk.line(start),
                after=heading["text"],
                rule=f"h{heading['level']}",
                make=partial(desk.at, start, Kind.HEADING, False, end),
                doubt=round(next(doubts[heading["level"]]), 2),
            )
