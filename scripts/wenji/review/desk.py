"""The pages of the editing desk: one for each source, and an index of them, in two languages.

They need nothing but their style sheet beside them: no script, no server. Chinese pages stand in
the folder itself, English ones of the same names in `en/`, and each leads to the other. Everything
that comes from a source is escaped by the templates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wenji.addresses import slug
from wenji.audit.catalog import Catalog, Record
from wenji.contract import Row as ContractRow
from wenji.editor.decided import about_source, by_source
from wenji.editor.overrides import NAME as OVERRIDES
from wenji.editor.overrides import load_overrides
from wenji.files import replace_files
from wenji.messages import text
from wenji.review.changes import of_changes
from wenji.review.choices import (
    LANGUAGES,
    Choice,
    Desk,
    Group,
    of_articles,
    of_findings,
    of_headings,
    said_by,
    settled,
)
from wenji.review.doubt import LOOK
from wenji.review.facts import of_facts
from wenji.review.forms import of_forms
from wenji.review.rows import Row, rows
from wenji.rules import names, reason
from wenji.site.palette import desk_css
from wenji.visible import excerpt, visible, with_spaces

FOLDER = "review"  # in the work folder
INDEX = "index.html"
STYLE = "review.css"
STYLES = ("desk", "decisions", "comparison", "narrow", "paper")  # its parts, in `styles/`
TAGS = {"zh": "zh-Hans", "en": "en"}  # of the languages; English pages stand in a folder `en`

SHOWN = 200  # choices of a group that are shown; all edits stand in the comparison
FIRST = 20  # of all sources together, shown on the index
OPEN = 12  # a group with more is closed at first
CLOSED = frozenset({Group.HEADING, Group.FACT})
WORDS = 160  # code points shown of what a choice is about
DOUBTFUL = "look"  # the section that comes first

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice with its number on the page, and the lines that change it."""

    choice: Choice
    number: int
    lines: str


@dataclass(frozen=True, slots=True)
class Section:
    """Choices as a page shows them, of a group or the doubtful ones; `more` are left to the
    comparison."""

    group: str
    choices: Sequence[Shown]
    more: int
    total: int
    open: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A source on the index: its page, and how much there is to decide."""

    record: Record
    page: str
    levels: Mapping[str, int]
    sections: Sequence[Section]

    @property
    def doubtful(self) -> int:
        """How many decisions are doubtful."""
        return sum(s.total for s in self.sections if s.group == DOUBTFUL)

    @property
    def first(self) -> Sequence[Shown]:
        """The doubtful decisions, the most doubtful first."""
        return [c for s in self.sections if s.group == DOUBTFUL for c in s.choices]

    @property
    def order(self) -> tuple[float, int, str]:
        """The source with the most doubtful decision first."""
        doubts = [shown.choice.doubt for shown in self.first]
        return -max(doubts, default=0), -self.doubtful, self.record.source["path"]


def write_review(catalog: Catalog) -> Path:
    """Write the desk into the work folder; returns its index. Pages of former sources go."""
    folder = catalog.work / FOLDER
    stale = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
    replace_files(folder, review_files(catalog), stale)
    return folder / INDEX


def review_files(catalog: Catalog) -> dict[str, bytes]:
    """All files of the desk by their paths; the same bytes for the same catalog."""
    findings: dict[str | None, list[ContractRow]] = defaultdict(list)
    for finding in catalog.findings:
        findings[finding["source"]].append(finding)
    themes = tuple(sorted({t["id"] for a in catalog.articles for t in a["themes"]}))
    decisions = by_source(load_overrides(catalog.work / OVERRIDES)[0])
    pages = {lang: _environment(lang) for lang in LANGUAGES}
    sheets: list[Sheet] = []
    files = {STYLE: _encoded(_style())}
    for record in catalog.records:
        name = f"{slug(record.id)}.html"
        about = about_source(decisions, record.source["path"])
        desk = Desk(record, findings[record.id], themes, about)
        levels = Counter(f["severity"] for f in desk.findings)
        sheet = Sheet(record, name, levels, _sections(choices(desk)))
        sheets.append(sheet)
        told = _source_page(sheet)
        for lang, env in pages.items():
            page = env.get_template("source.html.j2").render(told, page=name)
            files[_path(lang, name)] = _encoded(page)
    whole = {
        "sheets": sorted(sheets, key=lambda s: s.order),
        "first": _first(sheets),
        "doubtful": sum(s.doubtful for s in sheets),
        "findings": findings[None],
        "articles": len(catalog.articles),
    }
    for lang, env in pages.items():
        index = env.get_template("index.html.j2").render(whole, page=INDEX)
        files[_path(lang, INDEX)] = _encoded(index)
    return files


def _first(sheets: Iterable[Sheet]) -> list[tuple[Sheet, Shown]]:
    """The most doubtful decisions of all sources."""
    found = [(sheet, shown) for sheet in sheets for shown in sheet.first]
    return sorted(found, key=lambda f: (-f[1].choice.doubt, f[0].order, f[1].number))[:FIRST]


def _path(lang: str, page: str) -> str:
    return page if lang == LANGUAGES[0] else f"{lang}/{page}"


def _environment(lang: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    other = next(other for other in LANGUAGES if other != lang)
    at_top = lang == LANGUAGES[0]
    env.globals.update(
        t=partial(_text, lang),
        lang=lang,
        tag=TAGS[lang],
        other=other,
        other_tag=TAGS[other],
        other_folder=f"{other}/" if at_top else "../",
        index=INDEX,
        style=STYLE if at_top else f"../{STYLE}",
        overrides=OVERRIDES,
        look=DOUBTFUL,
    )
    env.filters.update(
        visible=visible,
        words=lambda words: excerpt(words, WORDS),
        exact=with_spaces,
        said=lambda finding: said_by(finding)[lang],
        reasons=lambda rule: " ".join(reason(name, lang) for name in names(rule)),
    )
    return env


def _text(lang: str, key: str, **args: object) -> str:
    return text(f"review.{key}", lang, **args)


def _style() -> str:
    parts = ((_HERE / "styles" / f"{name}.css").read_text("utf-8") for name in STYLES)
    return "\n".join([desk_css(), *parts])


def _encoded(page: str) -> bytes:
    return page.encode("utf-8", "replace")


# --- one source -----------------------------------------------------------------------------------


def choices(desk: Desk) -> list[Choice]:
    """All decisions of a source, by falling doubt."""
    found = [
        *of_findings(desk), *of_articles(desk), *of_changes(desk), *of_headings(desk),
        *of_forms(desk), *of_facts(desk),
    ]  # fmt: skip
    place = {group: n for n, group in enumerate(Group)}
    found = [settled(desk, choice) for choice in found]
    return sorted(found, key=lambda c: (-c.doubt, place[c.group], c.start))


def _source_page(sheet: Sheet) -> dict[str, object]:
    record = sheet.record
    beside = list(rows(record))
    starts = [row.line for row in beside]
    rules = Counter(n for p in record.pieces for n in names(p.rule))
    return {
        "source": record.source,
        "levels": sheet.levels,
        "sections": sheet.sections,
        "rows": beside,
        "begins": _begins(record, beside),
        "rules": sorted(rules.items(), key=lambda r: (-r[1], r[0])),
        "row_of": lambda line: starts[max(0, bisect_right(starts, line) - 1)] if starts else 0,
    }


def _sections(found: Sequence[Choice]) -> list[Section]:
    """The doubtful ones of all groups, then the others group by group; `found` is in order."""
    doubtful = [c for c in found if c.doubt >= LOOK]
    groups: dict[str, list[Choice]] = {DOUBTFUL: doubtful[:SHOWN]}
    for group in Group:
        groups[group] = [c for c in found if c.group is group]
    told = {id(c) for c in groups[DOUBTFUL]}
    sections: list[Section] = []
    number = 0
    for name, some in groups.items():
        own = some if name == DOUBTFUL else [c for c in some if id(c) not in told]
        if own:
            shown = [Shown(c, n, c.entry) for n, c in enumerate(own[:SHOWN], number + 1)]
            number += len(shown)
            opened = name == DOUBTFUL or (len(own) <= OPEN and name not in CLOSED)
            more = len(own) - len(shown)
            sections.append(Section(str(name), shown, more, len(own), opened))
    return sections


def _begins(record: Record, beside: Sequence[Row]) -> Mapping[int, ContractRow]:
    """The article that begins with a row, by the row's number."""
    articles = {a["id"]: a for a in record.articles}
    begins: dict[int, ContractRow] = {}
    for number, row in enumerate(beside):
        if row.article in articles:
            begins[number] = articles.pop(str(row.article))
    return begins
