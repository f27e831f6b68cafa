"""What the pages of a collection need to know of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wenji import addresses, messages
from wenji.contract import all_findings
from wenji.model import Article, ArticleId, Collection, Finding, Source, SourceId, Theme
from wenji.study.survey import Survey, survey
from wenji.write.frontmatter import Value

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
class Catalog:
    """A collection with its shelves, its findings by source, and all by their ids."""

    collection: Collection
    shelves: tuple[Shelf, ...]
    themes: Mapping[str, Theme]
    sources: Mapping[SourceId, Source]
    articles: Mapping[ArticleId, Article]
    findings: Mapping[SourceId | None, tuple[Finding, ...]]
    survey: Survey


def catalog_of(collection: Collection) -> Catalog:
    """The catalog of `collection`."""
    findings: dict[SourceId | None, list[Finding]] = defaultdict(list)
    for finding in all_findings(collection):
        findings[finding.source].append(finding)
    shelves = shelve(collection)
    return Catalog(
        collection,
        shelves,
        {shelf.theme.id: shelf.theme for shelf in shelves},
        {s.id: s for s in collection.sources},
        {a.id: a for a in collection.articles},
        {source: tuple(found) for source, found in findings.items()},
        survey(collection),
    )


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
        themes.append(
            Theme(
                OTHER,
                {language: messages.text("theme.other", language) for language in WRITTEN},
                (),
                messages.text("theme.other-about"),
                {"en": messages.text("theme.other-about", "en")},
            )
        )
    return tuple(Shelf(t, tuple(own[t.id]), tuple(related[t.id])) for t in themes)


def theme_ids(article: Article) -> tuple[str, ...]:
    """The themes that an article is published under, the first one first."""
    return tuple(t.id for t in article.themes) or (OTHER,)


def named(names: Mapping[str, str]) -> Meta:
    """A name for front matter: `name` is the Chinese one, `names` are there if it has more.

    >>> named({"zh": "党建"}), named({"zh": "党建", "en": "Party"})
    ({'name': '党建'}, {'name': '党建', 'names': {'zh': '党建', 'en': 'Party'}})
    """
    return {"name": names["zh"]} | ({"names": dict(names)} if len(names) > 1 else {})


def titled(key: str) -> Meta:
    """A page's title out of the message table, in Chinese and by language."""
    names = {language: messages.text(key, language) for language in WRITTEN}
    return {"title": names["zh"], "names": dict(names)}


def described(theme: Theme) -> Meta:
    """The description of a theme for front matter, by language where it has several."""
    more: Meta = {"descriptions": dict(theme.descriptions)} if theme.descriptions else {}
    return {"description": theme.description} | more


def link(article: Article) -> Meta:
    """An article as others name it."""
    return {"title": article.title, "page": article.page}


def item(article: Article, catalog: Catalog) -> Meta:
    """An article as lists show it."""
    source = catalog.sources[article.source]
    return {
        **link(article),
        "file": source.path,
        "source": addresses.source_page(source.id),
        "date": article.facts.date,
        "chars": article.chars,
        "summary": article.summary,
    }


def span_of_years(articles: Iterable[Article]) -> list[Value]:
    """First and last year of the dated articles; empty where none is dated."""
    years = sorted(int(a.facts.date[:4]) for a in articles if a.facts.date)
    return [years[0], years[-1]] if years else []
