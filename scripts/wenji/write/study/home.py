"""The first page: what there is, and where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from wenji.model import Article
from wenji.write.catalog import Catalog, Meta, Shelf, item, span_of_years
from wenji.write.study.genres import by_genre, card
from wenji.write.study.parts import Places
from wenji.write.study.quotations import quotation
from wenji.write.study.terms import chip

TERMS, GENRES, LATEST = 18, 8, 2


def home(catalog: Catalog, theme_card: Callable[[Shelf], Meta]) -> Meta:
    """The front matter of the page; `theme_card` shows a theme."""
    articles = catalog.collection.articles
    terms = sorted(catalog.survey.entries, key=lambda e: (-e.value, e.term))[:TERMS]
    return {
        "template": "home.html",
        "sources": len(catalog.sources),
        "articles": len(articles),
        "chars": sum(a.chars for a in articles),
        "years": span_of_years(articles),
        "themes": [theme_card(shelf) for shelf in catalog.shelves if shelf.own or shelf.related],
        "start": [{"why": why, **item(article, catalog)} for why, article in start_here(catalog)],
        "terms": [chip(e) for e in sorted(terms, key=lambda e: (e.said, e.term))],
        "genres": [card(*genre) for genre in by_genre(catalog)[:GENRES]],
        "quotations": [quotation(q, Places()) for q in catalog.survey.quotations[:1]],
    }


def start_here(catalog: Catalog) -> Iterator[tuple[str, Article]]:
    """Articles to begin with, and why: the latest, the central one, the longest; none twice."""
    articles = catalog.collection.articles
    taken: set[str] = set()

    def first(why: str, found: list[Article], most: int) -> Iterator[tuple[str, Article]]:
        for article in [a for a in found if a.id not in taken][:most]:
            taken.update((article.id, *(d.article for d in article.duplicates)))
            yield why, article

    dated = [a for a in articles if a.facts.date]
    latest = sorted(dated, key=lambda a: a.facts.date or "", reverse=True)
    met = Counter(k.article.id for several in catalog.survey.kindred.values() for k in several)
    central = sorted((a for a in articles if met[a.id]), key=lambda a: -met[a.id])
    longest = sorted(articles, key=lambda a: -a.chars)
    yield from first("latest", latest, LATEST)
    yield from first("central", central, 1)
    yield from first("longest", longest, 1)
