"""What was decided in a source, by falling doubt, and how each decision is overruled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from wenji.audit.catalog import Record
from wenji.audit.text import legible
from wenji.contract import Row
from wenji.lines import LineTable
from wenji.overrides import Kind
from wenji.review.anchors import Anchor, Haystack, anchor, exactly
from wenji.review.entries import Value, entry


class Group(StrEnum):
    """Kinds of decisions, the most doubtful first."""

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


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision. `line` is the line of the source (from 1), None for the whole source.

    `said` is a text for the editor, or `before` and `after` are words, which stand between
    `left` and `right`; `rule` names what did it; `make` makes the lines of `overrides.yml` that
    change it. `doubt` orders a group, the greatest first; `times` counts equal decisions.
    """

    group: Group
    start: int
    line: int | None
    said: str = ""
    before: str = ""
    after: str = ""
    left: str = ""
    right: str = ""
    rule: str = ""
    make: Callable[[], str] | None = None
    doubt: int = 0
    times: int = 1

    @property
    def entry(self) -> str:
        """The lines of `overrides.yml`, "" where none can change it. Finding words takes time
        as the source is long, so they are made for those that are shown."""
        return self.make() if self.make else ""


class Desk:
    """A source with what is needed to choose words in it, made once."""

    def __init__(self, record: Record, findings: Iterable[Row], themes: tuple[str, ...]) -> None:
        self.record = record
        self.text = record.text
        self.path = str(record.source["path"])
        self.lines = LineTable(record.text)
        self.hay = Haystack(record.text)
        self.findings = tuple(findings)
        self.themes = themes

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return self.lines.line(offset)

    def entry(self, found: Anchor | None, kind: Kind, value: Value) -> str:
        """The lines of an override; none where no words lead to the place."""
        return entry(self.path, found, {kind: value}) if found else ""

    def at(self, start: int, kind: Kind, value: Value, end: int | None = None) -> str:
        """The lines of an override about what begins at `start`."""
        return self.entry(anchor(self.hay, start, end), kind, value)

    def spelling(self, start: int, end: int) -> str:
        """The lines of an override that spells a span as the source does, to be filled in."""
        found = exactly(self.hay, start, end)
        words = self.text[found.start : found.end] if found else ""
        return self.entry(found, Kind.REPAIR, words)


# --- findings -------------------------------------------------------------------------------------

_GROUPS = {"error": Group.ERROR, "warning": Group.WARNING, "info": Group.NOTE}
TAIL = 12  # code points of a sentence's end that an override spells
UNMARKED = "article-unmarked"
TITLES = frozenset({"title-derived", "title-absent"})
_TOLD_ELSEWHERE = frozenset({UNMARKED, *TITLES})


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
            said=finding["message"],
            make=None if start is None else partial(_answer, desk, finding),
        )


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
    return lambda desk, start, end: entry(desk.path, None, {Kind.MASK: sort})


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
    """Where each article begins and why, and the titles that were made."""
    evidence = {f["start"]: f["message"] for f in desk.findings if f["code"] == UNMARKED}
    titles = {f["start"]: f["message"] for f in desk.findings if f["code"] in TITLES}
    marks = {p.article: desk.text[p.start : p.end] for p in reversed(desk.record.pieces)
             if p.rule.endswith("article-mark")}  # fmt: skip
    for article in desk.record.articles:
        start, title = article["start"], article["title"]
        unmarked = evidence.get(start, "")
        yield Choice(
            Group.BOUNDARY,
            start,
            desk.line(start),
            said=unmarked,
            before=marks.get(article["id"], "").strip(),
            after=title,
            make=partial(desk.at, start, Kind.JOIN, True) if article["ordinal"] > 1 else None,
            doubt=bool(unmarked),
        )
        if article["title_origin"] == "derived":
            wanted = article["given_title"] or title
            yield Choice(
                Group.TITLE,
                start,
                desk.line(start),
                said=titles.get(start, ""),
                before=article["given_title"],
                after=title,
                make=partial(desk.at, start, Kind.TITLE, wanted),
                doubt=not article["given_title"],
            )


def of_headings(desk: Desk) -> Iterator[Choice]:
    """Every heading with its level."""
    for article in desk.record.articles:
        for heading in article["headings"]:
            start, end = heading["start"], heading["end"]
            yield Choice(
                Group.HEADING,
                start,
                desk.line(start),
                after=heading["text"],
                rule=f"h{heading['level']}",
                make=partial(desk.at, start, Kind.HEADING, False, end),
                doubt=len(legible(heading["text"])) // 30,  # a long heading may be a sentence
            )
