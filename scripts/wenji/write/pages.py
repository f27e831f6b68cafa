"""Every page of a collection, as text, before anything is written.

A page's front matter holds all that its template shows (`overrides/`), so that `docs/` makes
the site by itself, and a page carries no list of pages that grows with the collection.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

from wenji import addresses, messages
from wenji.facts import genres
from wenji.lines import LineTable
from wenji.model import Article, Collection, Source
from wenji.write.catalog import (
    WRITTEN,
    Catalog,
    Meta,
    Shelf,
    catalog_of,
    described,
    item,
    link,
    named,
    span_of_years,
    theme_ids,
    titled,
)
from wenji.write.frontmatter import Value, page
from wenji.write.markdown import body
from wenji.write.study import study_pages
from wenji.write.study.home import home
from wenji.write.study.relations import Relations


def render(collection: Collection) -> dict[str, str]:
    """All pages: path relative to the docs folder → text. Pure, and the same every time."""
    catalog = catalog_of(collection)
    relations = Relations(catalog)
    study = study_pages(catalog)
    hand_written: dict[str, Meta] = {
        addresses.HOME: home(catalog, _card),
        addresses.HELP: {},
        addresses.ABOUT: study.pop(addresses.ABOUT),
        addresses.SEARCH: {"template": "search.html"},
        addresses.PRINT: {"template": "print.html"},
        addresses.READING: {"template": "reading.html"},
    }
    pages = {
        addresses.THEMES: page(_themes(catalog), ""),
        addresses.SOURCES: page(_sources(catalog), ""),
        **_hand_written(hand_written),
        **{path: page(meta, "") for path, meta in study.items()},
    }
    for source in collection.sources:
        pages[addresses.source_page(source.id)] = page(_source(source, catalog), "")
    for shelf in catalog.shelves:
        pages[addresses.theme_page(shelf.theme.id)] = page(_theme(shelf, catalog), "")
        for n, article in enumerate(shelf.own):
            before = shelf.own[n - 1] if n else None
            after = shelf.own[n + 1] if n + 1 < len(shelf.own) else None
            meta = _article(article, before, after, catalog) | relations.of(article)
            pages[article.page] = page(meta, body(article.paragraphs))
    return pages


def _hand_written(metas: dict[str, Meta]) -> dict[str, str]:
    """The pages with words that people wrote, in each language that has its own."""
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


def _themes(catalog: Catalog) -> Meta:
    return {
        "template": "themes.html",
        **titled("site.themes"),
        "proposed": catalog.collection.themes_proposed,
        "themes": [_card(shelf) for shelf in catalog.shelves],
    }


def _card(shelf: Shelf) -> Meta:
    return {
        **named(shelf.theme.names),
        "page": addresses.theme_page(shelf.theme.id),
        "count": len(shelf.own) + len(shelf.related),
        "years": span_of_years(shelf.own + shelf.related),
        **described(shelf.theme),
    }


def _theme(shelf: Shelf, catalog: Catalog) -> Meta:
    articles = shelf.own + shelf.related
    return {
        "template": "theme.html",
        "title": shelf.theme.name,
        "names": dict(shelf.theme.names),
        "theme": shelf.theme.id,
        **described(shelf.theme),
        "keywords": list(shelf.theme.keywords),
        "chars": sum(a.chars for a in articles),
        "years": span_of_years(articles),
        "articles": [item(a, catalog) for a in shelf.own],
        "related": [item(a, catalog) for a in shelf.related],
    }


def _sources(catalog: Catalog) -> Meta:
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
    return {"template": "sources.html", **titled("site.sources"), "sources": rows}


def _source(source: Source, catalog: Catalog) -> Meta:
    findings = catalog.findings.get(source.id, ())
    lines = LineTable(source.text if findings else "")
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
                "line": None if f.start is None else lines.line(f.start),
                "names": {language: messages.finding_text(f, language) for language in WRITTEN},
            }
            for f in findings
        ],
    }


def _article(
    article: Article, before: Article | None, after: Article | None, catalog: Catalog
) -> Meta:
    source = catalog.sources[article.source]
    facts = article.facts
    meta: Meta = {"template": "article.html", "title": article.title}
    if article.given_title not in ("", article.title):
        meta["given_title"] = article.given_title
    meta |= {"date": facts.date, "author": facts.author}
    meta |= {kind: value for kind, value in facts.items() if kind not in meta}
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
            {"id": i, **named(catalog.themes[i].names), "page": addresses.theme_page(i)}
            for i in theme_ids(article)
        ],
        "tags": list(article.tags),
        "summary": article.summary,
        "chars": article.chars,
    }
    if facts.genre:
        meta["genre_page"] = addresses.genre_page(genres.key(facts.genre))
        meta["genre_names"] = dict(genres.names(facts.genre))
    if article.duplicates:
        meta["duplicates"] = [
            {**link(catalog.articles[d.article]), "percent": int(d.similarity * 100)}
            for d in article.duplicates
        ]
    if before:
        meta["previous"] = link(before)
    if after:
        meta["next"] = link(after)
    return meta
