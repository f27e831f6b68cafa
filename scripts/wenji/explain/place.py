"""What an editor means by a place: a page or a source, and a line of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wenji.addresses import source_page
from wenji.audit.catalog import Catalog, Record
from wenji.audit.pages import site_file
from wenji.contract import Row
from wenji.explain.paragraphs import PageText, Passage, passages
from wenji.lines import LineTable
from wenji.messages import text
from wenji.write.fences import MARKUP_LINE

_WITH_LINE = re.compile(r"(?P<name>.+):(?P<line>[0-9]{1,9})", re.DOTALL)
_ANCHOR = " {{#{}}}"


class UnknownPlace(Exception):
    """There is no such place; its text is meant for the editor."""

    def __init__(self, key: str, **args: object) -> None:
        super().__init__(f"{text(key, 'zh', **args)}\n{text(key, 'en', **args)}")


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a source (code points) that the editor asks about.

    `article` is set when she named a page; `line` is the line that she named, of the page
    where there is an article, else of the source; None means the whole.
    """

    record: Record
    start: int
    end: int
    article: Row | None = None
    line: int | None = None
    front: bool = False


def find_place(wanted: str, catalog: Catalog, docs: Path) -> Place:
    """The place that `wanted` names; UnknownPlace says what is wrong with it."""
    for name, line in _readings(wanted):
        for record in catalog.records:
            if name in (record.source["path"], f"sources/{record.source['path']}"):
                return _in_source(record, line)
    for name, line in _readings(wanted):
        path, anchor = _page_path(name)
        for record in catalog.records:
            if _names(path, source_page(record.id)):
                return _in_source(record, None)
            for article in record.articles:
                if _names(path, article["page"]):
                    return _on_page(record, article, line, anchor, docs)
    raise _unknown(wanted, catalog, docs)


def _readings(wanted: str) -> Iterator[tuple[str, int | None]]:
    """A file's name may end like a line number: it is tried whole first."""
    yield wanted, None
    if found := _WITH_LINE.fullmatch(wanted):
        yield found["name"], int(found["line"])


def _page_path(name: str) -> tuple[str, str]:
    """The path and the anchor of a page's file name or address.

    >>> _page_path("http://host:8000/ziliao/articles/a/01/#%E4%B8%80")
    ('ziliao/articles/a/01', '一')
    >>> _page_path("zh/articles/a/01.md")
    ('zh/articles/a/01.md', '')
    """
    try:
        parts = urlsplit(name)
    except ValueError:
        return name, ""
    path = unquote(parts.path) if parts.scheme in ("http", "https", "file") else parts.path
    return path.strip("/").removesuffix("/index.html"), unquote(parts.fragment)


def _names(path: str, page: str) -> bool:
    """Whether a path names a page: its file, or its address, below whatever folder."""
    address = site_file(page).removesuffix("/index.html")
    return any(path == name or path.endswith(f"/{name}") for name in (page, address))


def _in_source(record: Record, line: int | None) -> Place:
    if line is None:
        return Place(record, 0, len(record.text))
    table = LineTable(record.text)
    if not 1 <= line <= table.count:
        path = record.source["path"]
        raise UnknownPlace("explain.no-line", name=path, line=line, count=table.count)
    start, end = table.span(line)
    return Place(record, start, end, line=line)


def _on_page(record: Record, article: Row, line: int | None, anchor: str, docs: Path) -> Place:
    if line is None and not anchor:
        return Place(record, article["start"], article["end"], article)
    name = article["page"]
    try:
        page = PageText.of((docs / name).read_bytes())
    except OSError:
        raise UnknownPlace("explain.page-missing", name=name, folder=docs) from None
    if line is None:
        line = _line_of(anchor, page, name)
    if not 1 <= line <= len(page.lines):
        raise UnknownPlace("explain.no-line", name=name, line=line, count=len(page.lines))
    if line <= page.front:
        return Place(record, article["start"], article["end"], article, line, front=True)
    passage, line = _passage_at(line, page, passages(record, article["id"]), name)
    return Place(record, passage.start, passage.end, article, line)


def _line_of(anchor: str, page: PageText, name: str) -> int:
    for number, line in enumerate(page.lines, 1):
        if line.endswith(_ANCHOR.format(anchor)):
            return number
    raise UnknownPlace("explain.no-anchor", name=name, anchor=anchor)


def _passage_at(line: int, page: PageText, found: list[Passage], name: str) -> tuple[Passage, int]:
    """The passage on a line; for a line that shows nothing the next one, or the last of the page.

    Such a line is blank, opens or closes a form (`:::`), or rules a table.
    """
    where = {number: i for i, number in page.lines_of(found).items()}
    at = line
    if _shows_nothing(page.lines[line - 1]):
        after = (
            n for n in range(line, len(page.lines) + 1) if not _shows_nothing(page.lines[n - 1])
        )
        before = (n for n in range(line, page.front, -1) if not _shows_nothing(page.lines[n - 1]))
        at = next(after, next(before, line))
    if at not in where:
        raise UnknownPlace("explain.line-edited", name=name, line=line)
    return found[where[at]], at


def _shows_nothing(line: str) -> bool:
    return not line.strip() or MARKUP_LINE.fullmatch(line) is not None


def _unknown(wanted: str, catalog: Catalog, docs: Path) -> UnknownPlace:
    *_, (name, _line) = _readings(wanted)
    path, _anchor = _page_path(name)
    if path.endswith(".md") and ".." not in path and (docs / path).is_file():
        return UnknownPlace("explain.not-article", name=path)
    known = [r.source["path"] for r in catalog.records] + [a["page"] for a in catalog.articles]
    near = get_close_matches(name, known[:5000], n=3, cutoff=0.5)
    if near:
        return UnknownPlace("explain.unknown-near", place=wanted, near="\n  ".join(near))
    return UnknownPlace("explain.unknown", place=wanted)
