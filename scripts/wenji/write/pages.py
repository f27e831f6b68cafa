"""Every page of a collection, as text, before anything is written.

A page's front matter holds all that its template shows (`overrides/`), so that `docs/` makes
the site by itself, and a page carries no list of pages that grows with the collection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from wenji import messages
from wenji.contract import all_findings
from wenji.model import Article, ArticleId, Collection, Finding, Source, SourceId, Theme
from wenji.write import addresses
from wenji.write.frontmatter import Value, page
from wenji.write.markdown import body

OTHER = "other"  # the theme of articles that have none

WRITTEN = ("zh", "en")  # languages with words of their own; Traditional is made from Simplified

Meta = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A theme with its articles, in the order of the collection.

    `own` have it as their first theme and are linked in a row; `related` have it as well.
    """

    theme: Theme
    own: tuple[Article, ...]
    related: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _Catalog:
    """What pages need to know of each other."""

    collection: Collection
    shelves: tuple[Shelf, ...]
    themes: Mapping[str, Theme]
    sources: Mapping[SourceId, Source]
    articles: Mapping[ArticleId, Article]
    findings: Mapping[SourceId | None, tuple[Finding, ...]]


def render(collection: Collection) -> dict[str, str]:
    """All pages: path relative to the docs folder → text. Pure, and the same every time."""
    findings: dict[SourceId | None, list[Finding]] = defaultdict(list)
    for finding in all_findings(collection):
        findings[finding.source].append(finding)
    shelves = shelve(collection)
    catalog = _Catalog(
        collection,
        shelves,
        {shelf.theme.id: shelf.theme for shelf in shelves},
        {s.id: s for s in collection.sources},
        {a.id: a for a in collection.articles},
        {source: tuple(found) for source, found in findings.items()},
    )
    pages = {
        addresses.THEMES: page(_themes(catalog), ""),
        addresses.SOURCES: page(_sources(catalog), ""),
        **_hand_written(_home(catalog)),
    }
    for source in collection.sources:
        pages[addresses.source_page(source.id)] = page(_source(source, catalog), "")
    for shelf in shelves:
        pages[addresses.theme_page(shelf.theme.id)] = page(_theme(shelf, catalog), "")
        for n, article in enumerate(shelf.own):
            before = shelf.own[n - 1] if n else None
            after = shelf.own[n + 1] if n + 1 < len(shelf.own) else None
            pages[article.page] = page(
                _article(article, before, after, catalog), body(article.paragraphs)
            )
    return pages


def shelve(collection: Collection) -> tuple[Shelf, ...]:
    """The themes of a collection with their articles; those without a theme go last, to 其他."""
    own: dict[str, list[Article]] = defaultdict(list)
    related: dict[str, list[Article]] = defaultdict(list)
    for article in collection.articles:
        ids = theme_ids(article)
        own[ids[0]].append(article)
        for theme_id in ids[1:]:
            related[theme_id].append(article)
    themes = list(collection.themes)
    if OTHER in own and all(t.id != OTHER for t in themes):
        names = {language: messages.text("theme.other", language) for language in WRITTEN}
        themes.append(Theme(OTHER, names, (), messages.text("theme.other-about")))
    return tuple(Shelf(t, tuple(own[t.id]), tuple(related[t.id])) for t in themes)


def theme_ids(article: Article) -> tuple[str, ...]:
    """The themes that an article is published under, the first one first."""
    return tuple(t.id for t in article.themes) or (OTHER,)


def _hand_written(home: Meta) -> dict[str, str]:
    """The pages that are the same in every collection, in each language that has its own."""
    metas: dict[str, Meta] = {
        addresses.HOME: home,
        addresses.HELP: {},
        addresses.ABOUT: {},
        addresses.SEARCH: {"template": "search.html"},
        addresses.PRINT: {"template": "print.html"},
        addresses.READING: {"template": "reading.html"},
    }
    pages = {}
    for path, meta in metas.items():
        for language in WRITTEN:
            title, text = _template(path.removeprefix(f"{addresses.LANGUAGE}/"), language)
            pages[addresses.translated(path, language)] = page({**meta, "title": title}, text)
    return pages


def _template(name: str, language: str) -> tuple[str, str]:
    """Title and Markdown of a hand-written page."""
    folder = files("wenji.write") / "templates"
    folder = folder if language == addresses.LANGUAGE else folder / language
    title, _, rest = (folder / name).read_text("utf-8").partition("\n")
    return title.lstrip("# "), rest.lstrip("\n")


def _home(catalog: _Catalog) -> Meta:
    articles = catalog.collection.articles
    return {
        "template": "home.html",
        "sources": len(catalog.sources),
        "articles": len(articles),
        "chars": sum(a.chars for a in articles),
        "years": _years(articles),
        "themes": [_card(shelf) for shelf in catalog.shelves if shelf.own or shelf.related],
    }


def _titles(key: str) -> Meta:
    """A page's title in each language, from the table of messages."""
    return {
        "title": messages.text(key),
        "names": {language: messages.text(key, language) for language in WRITTEN},
    }


def _themes(catalog: _Catalog) -> Meta:
    return {
        "template": "themes.html",
        **_titles("site.themes"),
        "proposed": catalog.collection.themes_proposed,
        "themes": [_card(shelf) for shelf in catalog.shelves],
    }


def _card(shelf: Shelf) -> Meta:
    return {
        "name": shelf.theme.name,
        "names": dict(shelf.theme.names),
        "page": addresses.theme_page(shelf.theme.id),
        "count": len(shelf.own) + len(shelf.related),
        "years": _years(shelf.own + shelf.related),
        "description": shelf.theme.description,
    }


def _theme(shelf: Shelf, catalog: _Catalog) -> Meta:
    articles = shelf.own + shelf.related
    return {
        "template": "theme.html",
        "title": shelf.theme.name,
        "names": dict(shelf.theme.names),
        "theme": shelf.theme.id,
        "description": shelf.theme.description,
        "keywords": list(shelf.theme.keywords),
        "chars": sum(a.chars for a in articles),
        "years": _years(articles),
        "articles": [_item(a, catalog) for a in shelf.own],
        "related": [_item(a, catalog) for a in shelf.related],
    }


def _item(article: Article, catalog: _Catalog) -> Meta:
    source = catalog.sources[article.source]
    return {
        "title": article.title,
        "page": article.page,
        "file": source.path,
        "source": addresses.source_page(source.id),
        "date": article.facts.date,
        "chars": article.chars,
        "summary": article.summary,
    }


def _sources(catalog: _Catalog) -> Meta:
    rows: list[Value] = []
    for source in catalog.collection.sources:
        found = catalog.findings.get(source.id, ())
        levels = Counter(messages.severity(f.code).value for f in found)
        rows.append(
            {
                "file": source.path,
                "page": addresses.source_page(source.id),
                "articles": len(source.articles),
                "chars": sum(a.chars for a in source.articles),
                "findings": {level: levels[level] for level in ("error", "warning", "info")},
            }
        )
    return {"template": "sources.html", **_titles("site.sources"), "sources": rows}


def _source(source: Source, catalog: _Catalog) -> Meta:
    breaks = [n for n, c in enumerate(source.text) if c == "\n"]
    return {
        "template": "source.html",
        "title": source.path,
        "id": source.id,
        "sha256": source.sha256,
        "bytes": source.bytes,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "chars": len(source.text),
        "articles": [
            {
                "title": a.title,
                "page": a.page,
                "ordinal": a.ordinal,
                "lines": list(a.lines),
                "chars": a.chars,
            }
            for a in source.articles
        ],
        "findings": [
            {
                "severity": messages.severity(f.code).value,
                "line": None if f.start is None else bisect_left(breaks, f.start) + 1,
                "names": {language: messages.finding_text(f, language) for language in WRITTEN},
            }
            for f in catalog.findings.get(source.id, ())
        ],
    }


def _article(
    article: Article, before: Article | None, after: Article | None, catalog: _Catalog
) -> Meta:
    source = catalog.sources[article.source]
    facts = article.facts
    meta: Meta = {"template": "article.html", "title": article.title}
    if article.given_title not in ("", article.title):
        meta["given_title"] = article.given_title
    meta |= {"date": facts.date, "author": facts.author}
    meta |= {k: v for k, v in (("origin", facts.origin), ("genre", facts.genre)) if v}
    meta |= {
        "source": {
            "file": source.path,
            "id": source.id,
            "article": article.ordinal,
            "articles": len(source.articles),
            "lines": list(article.lines),
            "page": addresses.source_page(source.id),
        },
        "themes": [
            {
                "id": i,
                "name": catalog.themes[i].name,
                "names": dict(catalog.themes[i].names),
                "page": addresses.theme_page(i),
            }
            for i in theme_ids(article)
        ],
        "tags": list(article.tags),
        "summary": article.summary,
        "chars": article.chars,
    }
    if article.duplicates:
        meta["duplicates"] = [
            {**_link(catalog.articles[d.article]), "percent": int(d.similarity * 100)}
            for d in article.duplicates
        ]
    if before:
        meta["previous"] = _link(before)
    if after:
        meta["next"] = _link(after)
    return meta


def _link(article: Article) -> Meta:
    return {"title": article.title, "page": article.page}


def _years(articles: Iterable[Article]) -> list[Value]:
    """First and last year of the dated articles; empty where none is dated."""
    years = sorted(int(a.facts.date[:4]) for a in articles if a.facts.date)
    return [years[0], years[-1]] if years else []
