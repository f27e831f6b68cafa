"""The pages of the editing desk: one for each source, and an index of them.

They need nothing but their style sheet beside them: no script, no server. Everything that
comes from a source is escaped by the templates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wenji.audit.catalog import Catalog, Record
from wenji.contract import Row as ContractRow
from wenji.files import replace_files
from wenji.messages import text
from wenji.overrides import NAME as OVERRIDES
from wenji.palette import desk_css
from wenji.review.changes import of_changes
from wenji.review.choices import Choice, Desk, Group, of_articles, of_findings, of_headings
from wenji.review.rows import Row, rows
from wenji.rules import names, reason
from wenji.visible import excerpt, visible, with_spaces
from wenji.write.addresses import slug

FOLDER = "review"  # in the work folder
INDEX = "index.html"
STYLE = "review.css"
STYLES = ("desk", "decisions", "comparison", "narrow", "paper")  # its parts, in `styles/`

SHOWN = 200  # choices of a group that are shown; all edits stand in the comparison
OPEN = 12  # a group with more is closed at first
CLOSED = frozenset({Group.HEADING})
WORDS = 160  # code points shown of what a choice is about

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Section:
    """A group of choices as a page shows it; `more` are left to the comparison."""

    group: Group
    choices: Sequence[Choice]
    more: int
    total: int
    open: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A source on the index: its page, and how much there is to decide."""

    record: Record
    page: str
    levels: Mapping[str, int]
    doubtful: int

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The most doubtful sources first."""
        levels = self.levels
        return -levels["error"], -levels["warning"], -self.doubtful, self.record.source["path"]


def write_review(catalog: Catalog) -> Path:
    """Write the desk into the work folder; returns its index. Pages of former sources go."""
    folder = catalog.work / FOLDER
    stale = [path.name for path in sorted(folder.glob("*.html"))]
    replace_files(folder, review_files(catalog), stale)
    return folder / INDEX


def review_files(catalog: Catalog) -> dict[str, bytes]:
    """All files of the desk by their names; the same bytes for the same catalog."""
    findings: dict[str | None, list[ContractRow]] = defaultdict(list)
    for finding in catalog.findings:
        findings[finding["source"]].append(finding)
    themes = tuple(sorted({t["id"] for a in catalog.articles for t in a["themes"]}))
    env = _environment()
    page = env.get_template("source.html.j2")
    sheets: list[Sheet] = []
    files = {STYLE: _encoded(_style())}
    for record in catalog.records:
        name = f"{slug(record.id)}.html"
        desk = Desk(record, findings[record.id], themes)
        choices = _choices(desk)
        levels = Counter(f["severity"] for f in desk.findings)
        sheet = Sheet(record, name, levels, sum(c.doubt > 0 for c in choices))
        sheets.append(sheet)
        files[name] = _encoded(page.render(_source_page(sheet, choices)))
    index = env.get_template("index.html.j2").render(
        sheets=sorted(sheets, key=lambda s: s.order),
        findings=findings[None],
        articles=len(catalog.articles),
    )
    files[INDEX] = _encoded(index)
    return files


def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals.update(t=_text, index=INDEX, style=STYLE, overrides=OVERRIDES)
    env.filters.update(
        visible=visible,
        words=lambda words: excerpt(words, WORDS),
        exact=with_spaces,
        reasons=_reasons,
    )
    return env


def _text(key: str, **args: object) -> str:
    return text(f"review.{key}", "zh", **args)


def _reasons(rule: str) -> str:
    return " ".join(reason(name) for name in names(rule))


def _style() -> str:
    parts = ((_HERE / "styles" / f"{name}.css").read_text("utf-8") for name in STYLES)
    return "\n".join([desk_css(), *parts])


def _encoded(page: str) -> bytes:
    return page.encode("utf-8", "replace")


# --- one source -----------------------------------------------------------------------------------


def _choices(desk: Desk) -> list[Choice]:
    """All decisions of a source: the groups by falling doubt, and so within each."""
    found = [*of_findings(desk), *of_articles(desk), *of_changes(desk), *of_headings(desk)]
    place = {group: n for n, group in enumerate(Group)}
    return sorted(found, key=lambda c: (place[c.group], -c.doubt, c.start))


def _source_page(sheet: Sheet, choices: Iterable[Choice]) -> dict[str, object]:
    record = sheet.record
    beside = list(rows(record))
    starts = [row.line for row in beside]
    rules = Counter(n for p in record.pieces for n in names(p.rule))
    return {
        "source": record.source,
        "levels": sheet.levels,
        "sections": _sections(choices),
        "rows": beside,
        "begins": _begins(record, beside),
        "rules": sorted(rules.items(), key=lambda r: (-r[1], r[0])),
        "row_of": lambda line: starts[max(0, bisect_right(starts, line) - 1)] if starts else 0,
    }


def _sections(choices: Iterable[Choice]) -> list[Section]:
    groups: dict[Group, list[Choice]] = defaultdict(list)
    for choice in choices:
        groups[choice.group].append(choice)
    return [
        Section(
            group,
            found[:SHOWN],
            max(0, len(found) - SHOWN),
            len(found),
            len(found) <= OPEN and group not in CLOSED,
        )
        for group, found in groups.items()
    ]


def _begins(record: Record, beside: Sequence[Row]) -> Mapping[int, ContractRow]:
    """The article that begins with a row, by the row's number."""
    articles = {a["id"]: a for a in record.articles}
    begins: dict[int, ContractRow] = {}
    for number, row in enumerate(beside):
        if row.article in articles:
            begins[number] = articles.pop(str(row.article))
    return begins
