"""Law 2, replay: pages, as Markdown and as built HTML, show exactly what the ledger says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

from wenji.addresses import LANGUAGE, source_page
from wenji.audit.breach import Breach, context_at, first_difference
from wenji.audit.catalog import Catalog, Record
from wenji.audit.languages import check_languages
from wenji.audit.ledger import Stretch, plain_text, replay, to_source
from wenji.audit.text import SHOWN, TEXT_ELEMENT, html_text, legible
from wenji.contract import Row
from wenji.lines import line_at
from wenji.model import Folders
from wenji.write import KEPT
from wenji.write.fences import MARKUP_LINE
from wenji.write.frontmatter import is_ours

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_ANCHOR = re.compile(r" \{#[^}\n]*\}$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
# In one pass, so that what one escape yields is never read as another.
_ESCAPES = r"\\(?P<char>[!-/:-@\[-`{-~])|(?P<entity>&(?:#\d+|[a-z]+);)"
_MARKUP = re.compile(rf"{_ESCAPES}|\*\*")
_CELLS = re.compile(rf"{_ESCAPES}|\*\*|\|")  # in a Markdown table


def front_matter(page: str) -> dict[str, Any]:
    """The keys of a generated page whose value is on their line, which is JSON.

    >>> front_matter('---\\ntitle: "甲"\\nthemes:\\n- {}\\n---\\n')
    {'title': '甲'}
    """
    found = _FRONT.match(page)
    meta = {}
    for line in found[1].split("\n") if found else ():
        key, _, value = line.partition(": ")
        try:
            meta[key] = json.loads(value)
        except ValueError:
            continue
    return meta


def markdown_text(page: str) -> str:
    r"""The legible text of a generated page's Markdown.

    >>> markdown_text("---\na: 1\n---\n## 一、总则 {#a}\n\n**甲。**乙\\*\\*&lt;b>\n")
    '一、总则甲。乙**<b>'
    """
    body = _FRONT.sub("", page)
    return "".join(line_texts(body.split("\n")))


def line_texts(lines: Sequence[str]) -> Iterator[str]:
    r"""The legible text of each line of a page's Markdown, "" where it shows nothing.

    >>> list(line_texts(["::: verse", "清，", ":::", "| 甲 |", "| --- |", "| \\| |", "", "|乙|"]))
    ['', '清，', '', '甲', '', '|', '', '|乙|']
    """
    table = False
    for number, line in enumerate(lines):
        table = line.startswith("|") and (table or _is_rule(lines[number + 1 : number + 2]))
        if MARKUP_LINE.fullmatch(line):
            yield ""
            continue
        words = _HEADING.sub("", _ANCHOR.sub("", line))
        yield legible((_CELLS if table else _MARKUP).sub(_meant, words))


def _is_rule(following: Sequence[str]) -> bool:
    """Whether the next line makes this one the head of a table."""
    return bool(following) and "-" in following[0] and bool(MARKUP_LINE.fullmatch(following[0]))


def _meant(found: re.Match[str]) -> str:
    return found["char"] or unescape(found["entity"] or "")


def site_file(page: str) -> str:
    """Where MkDocs builds a page, relative to the site folder.

    >>> site_file("zh/articles/a-1.md"), site_file("en/index.md")
    ('articles/a-1/index.html', 'en/index.html')
    """
    path = PurePosixPath(page)
    if path.parts[0] == LANGUAGE:
        path = path.relative_to(LANGUAGE)
    return str(path.parent / ("index.html" if path.stem == "index" else f"{path.stem}/index.html"))


def check_article_page(
    record: Record, article: Row, folders: Folders, built: bool, shown_path: str
) -> Iterator[Breach]:
    """The article's page names its article and shows its text; so does the one that is `built`.

    `shown_path` is the source's path as pages tell it.
    """
    stretches = replay(record, article["id"])
    name = article["page"]
    try:
        data = (folders.docs / name).read_bytes()
    except OSError as error:
        yield Breach(2, "page-missing", name, found=error.strerror or str(error))
        return
    edited = not is_ours(data)
    if edited and (folders.work / KEPT / name).is_file():
        return  # the editor's page stands in its place, and a finding says so
    page = data.decode("utf-8", "replace").replace("\r\n", "\n")
    yield from _check_names(record, article, page, shown_path)
    different = _compare(record, stretches, name, markdown_text(page))
    if different:
        yield different
    elif edited:
        yield Breach(2, "page-edited", name)
    if built:
        yield from _check_built(record, stretches, name, folders)


def _check_names(record: Record, article: Row, page: str, path: str) -> Iterator[Breach]:
    lines = [line_at(record.text, article["start"]), line_at(record.text, article["end"] - 1)]
    expected = {
        "file": path,
        "id": record.id,
        "article": article["ordinal"],
        "lines": lines,
    }
    meta = front_matter(page)
    given = meta.get("source")
    found = {k: given.get(k) for k in expected} if isinstance(given, dict) else None
    if found != expected:
        yield Breach(
            2, "page-source", article["page"], expected=_json(expected), found=_json(found)
        )
    if meta.get("title") != article["title"]:
        yield Breach(
            2,
            "page-title",
            article["page"],
            expected=article["title"],
            found=str(meta.get("title")),
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _check_built(
    record: Record, stretches: Sequence[Stretch], name: str, folders: Folders
) -> Iterator[Breach]:
    address = site_file(name)
    try:
        page = (folders.site / address).read_text("utf-8", "replace")
    except OSError as error:
        yield Breach(2, "built-missing", address, found=error.strerror or str(error))
        return
    shown = html_text(page)
    if shown is None:
        yield Breach(2, "built-no-text", address, expected=TEXT_ELEMENT)
        return
    different = _compare(record, stretches, address, shown)
    if different:
        yield different
    yield from check_languages(name, page, address, folders)


def _compare(record: Record, stretches: Sequence[Stretch], name: str, found: str) -> Breach | None:
    """The first place where a page's legible text leaves the replayed one."""
    text = plain_text(stretches)
    expected = legible(text)
    at = first_difference(expected, found)
    if at is None:
        return None
    offset = to_source(stretches, _position_of(text, at))
    place = f"{record.source['path']}:{line_at(record.text, offset)} "
    return Breach(
        law=2,
        kind="page-text",
        file=name,
        offset=offset,
        context=place + context_at(record.text, offset),
        expected=expected[at : at + SHOWN],
        found=found[at : at + SHOWN],
    )


def _position_of(text: str, legible_index: int) -> int:
    """The position of the n-th legible character of a text, its length when there are fewer."""
    seen = 0
    for found in re.finditer(r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+", text):
        length = found.end() - found.start()
        if legible_index < seen + length:
            return found.start() + legible_index - seen
        seen += length
    return len(text)


# --- pages that belong to nothing -----------------------------------------------------------


def check_strays(catalog: Catalog, docs: Path) -> Iterator[Breach]:
    """No page says that it was generated without being in the catalog."""
    expected = {a["page"] for a in catalog.articles}
    expected |= {source_page(r.id) for r in catalog.records}
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        if name in expected:
            continue
        data = path.read_bytes()
        if is_ours(data):
            yield from _check_stray(name, data.decode("utf-8"), expected)
    for name in sorted(expected):
        if not (docs / name).is_file() and name not in {a["page"] for a in catalog.articles}:
            yield Breach(2, "page-missing", name)


def _check_stray(name: str, page: str, expected: set[str]) -> Iterator[Breach]:
    """A generated page of no article and no source may only list pages that are there."""
    meta = front_matter(page)
    if "source" in meta or "sha256" in meta:
        yield Breach(2, "page-stray", name)
        return
    for link in re.findall(r'"page": "([^"]+)"', page):
        if "/articles/" in link and link not in expected:
            yield Breach(2, "page-stray", name, found=link)
            return
