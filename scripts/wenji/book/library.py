"""The finished run as a reader of books finds it: themes on shelves, texts with their facts.

The catalog is `.work/articles.jsonl`; titles, facts and texts are those of the pages in `docs/`,
also where an editor has changed them. A page made by hand in the language of the book takes the
place of the converted one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from wenji import addresses
from wenji.book.blocks import blocks, clean
from wenji.book.model import Block, Book, Part, Run, Text
from wenji.book.wording import ours
from wenji.contract import Row, read_articles
from wenji.languages import date
from wenji.model import Folders
from wenji.traditional import converter_for
from wenji.write.catalog import OTHER

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnknownName(Exception):
    """There is no theme or article of this id; its text is the id."""


class Library:
    """All texts of a run in one language. Reads a page when it is asked for, and keeps it."""

    def __init__(self, folders: Folders, language: str, publisher: str) -> None:
        self.docs = folders.docs
        self.language = language
        self._convert = converter_for(folders.docs).text if language != addresses.LANGUAGE else str
        self.publisher = self._said(publisher)
        self._rows = {row["id"]: row for row in read_articles(folders.work)}
        self._texts: dict[str, Text | None] = {}

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The ids of the themes that have texts, in the order of the site."""
        listed = self._meta(addresses.THEMES).get("themes")
        pages = [item.get("page") for item in listed or () if isinstance(item, dict)]
        place = {page: n for n, page in enumerate(pages)}
        found = sorted(self._on_shelf, key=lambda i: (place.get(addresses.theme_page(i), 1e9), i))
        return tuple(found)

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles, in the order of the collection."""
        return tuple(self._rows)

    @cached_property
    def _on_shelf(self) -> Mapping[str, tuple[list[str], list[str]]]:
        """Theme → the articles that have it first, and those that have it as well."""
        found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for row in self._rows.values():
            for n, theme in enumerate(_themes(row)):
                found[theme][min(n, 1)].append(row["id"])
        return found

    def page(self, article: str) -> str:
        """The page of an article, relative to the docs folder."""
        return str(self._row(article)["page"])

    def collection(self) -> Book:
        """Every text once, below its first theme."""
        parts = [self._part(theme, self._on_shelf[theme][0]) for theme in self.themes]
        kept = tuple(part for part in parts if part.texts)
        return Book("collection", self.publisher, self.language, self.publisher, kept)

    def theme(self, theme: str) -> Book:
        """Every text of a theme, those that have it first before the others."""
        if theme not in self._on_shelf:
            raise UnknownName(theme)
        own, related = self._on_shelf[theme]
        part = self._part(theme, [*own, *related])
        return Book(f"theme {theme}", part.name, self.language, self.publisher, (part,))

    def article(self, article: str) -> Book:
        """One text."""
        text = self.text(article)
        if text is None:
            raise UnknownName(article)
        part = Part("", "", "", (text,))
        return Book(f"article {article}", text.title, self.language, self.publisher, (part,))

    def text(self, article: str) -> Text | None:
        """A text; None when its page is not in the docs folder."""
        if article not in self._texts:
            self._texts[article] = self._read(self._row(article))
        return self._texts[article]

    def _row(self, article: str) -> Row:
        try:
            return self._rows[article]
        except KeyError:
            raise UnknownName(article) from None

    def _part(self, theme: str, articles: Iterable[str]) -> Part:
        meta = self._meta(addresses.theme_page(theme))
        names = meta.get("names")
        given = names.get(self.language) if isinstance(names, dict) else None
        name = given or self._said(meta.get("title") or theme)
        texts = tuple(text for article in articles if (text := self.text(article)))
        return Part(theme, clean(str(name)), self._said(meta.get("description") or ""), texts)

    def _read(self, row: Row) -> Text | None:
        page = _page(self.docs / row["page"])
        by_hand = None
        if self.language != addresses.LANGUAGE:
            rest = row["page"].removeprefix(f"{addresses.LANGUAGE}/")
            by_hand = _page(self.docs / self.language / rest)
        if page is None:
            return None
        meta, body = by_hand or page
        meta = {**page[0], **meta}
        given = clean(str(meta.get("given_title") or ""))
        own = by_hand[0] if by_hand else {}

        def said(key: str, value: object) -> str:
            return clean(str(value or "")) if key in own else self._said(value or "")

        facts = [said("date", _date(meta.get("date")))]
        facts += [
            said(key, meta.get(key)) for key in ("author", "organisation", "number", "origin")
        ]
        return Text(
            row["id"],
            said("title", meta.get("title") or row["title"]),
            tuple(fact for fact in facts if fact),
            tuple(self._source(row, meta, given)),
            _file(row, meta),
            blocks(body) if by_hand else self._blocks(body),
        )

    def _source(self, row: Row, meta: Mapping[str, Any], given: str) -> Iterable[str]:
        yield ours("file", self.language, file=_file(row, meta))
        source = meta.get("source")
        if isinstance(source, dict) and isinstance(source.get("lines"), list):
            first, last = (*source["lines"], "", "")[:2]
            number, count = row["ordinal"], source.get("articles")
            yield ours(
                "place", self.language, article=number, articles=count, first=first, last=last
            )
        if given:
            yield ours("given-title", self.language, title=given)

    def _blocks(self, body: str) -> tuple[Block, ...]:
        found = blocks(body)
        if self.language == addresses.LANGUAGE:
            return found
        return tuple(_converted(block, self._convert) for block in found)

    def _said(self, text: object) -> str:
        return self._convert(clean(str(text)))

    def _meta(self, page: str) -> dict[str, Any]:
        found = _page(self.docs / page)
        return found[0] if found else {}


def _converted(block: Block, convert: Callable[[str], str]) -> Block:
    """The block, converted as a whole where its words keep their length, so that no phrase is
    torn where the face changes."""
    whole = convert(block.text)
    if len(whole) != len(block.text):
        runs = tuple(Run(convert(run.text), run.strong) for run in block.runs)
        return Block(block.kind, runs, block.first)
    at, cut = 0, []
    for run in block.runs:
        cut.append(Run(whole[at : at + len(run.text)], run.strong))
        at += len(run.text)
    return Block(block.kind, tuple(cut), block.first)


def _themes(row: Row) -> tuple[str, ...]:
    return tuple(theme["id"] for theme in row["themes"]) or (OTHER,)


def _file(row: Row, meta: Mapping[str, Any]) -> str:
    source = meta.get("source")
    name = source.get("file") if isinstance(source, dict) else None
    return clean(str(name or row["source"]))


def _date(iso: object) -> str:
    """An ISO date as it is written in Chinese; anything else as it is.

    >>> _date("2021-03-05"), _date("2021"), _date(None), _date("去年")
    ('2021年3月5日', '2021年', '', '去年')
    """
    told = str(iso or "")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", told):
        return told
    return date(told)


def _page(path: Path) -> tuple[dict[str, Any], str] | None:
    """Front matter and Markdown of a page; None when it is not there."""
    try:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return None
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        meta = yaml.load(found[1], Loader=_LOADER)  # a safe loader, in C where there is one
    except yaml.YAMLError:
        meta = None
    return (meta if isinstance(meta, dict) else {}), text[found.end() :]
