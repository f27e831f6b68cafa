"""Articles by genre: a page for each, newest first."""

from __future__ import annotations

from collections import defaultdict

from wenji import addresses
from wenji.facts import genres
from wenji.model import Article
from wenji.write.catalog import Catalog, Meta, item, named, span_of_years, titled
from wenji.write.study.parts import ITEMS, divided

MOST = 120  # genres that have a page; an editor's own words may be many


def by_genre(catalog: Catalog) -> list[tuple[str, list[Article]]]:
    """The genres with their articles, the largest first."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in catalog.collection.articles:
        if article.facts.genre:
            found[article.facts.genre].append(article)
    return sorted(found.items(), key=lambda g: (-len(g[1]), g[0]))


def card(genre: str, articles: list[Article]) -> Meta:
    """A genre as lists show it."""
    return {
        **named(genres.names(genre)),
        "page": addresses.genre_page(genres.key(genre)),
        "count": len(articles),
        "years": span_of_years(articles),
    }


def genre_pages(catalog: Catalog) -> dict[str, Meta]:
    """The page of all genres, and the pages of each."""
    found = by_genre(catalog)[:MOST]
    told = sum(len(articles) for _, articles in found)
    pages: dict[str, Meta] = {
        addresses.GENRES: {
            "template": "genres.html",
            **titled("site.genres"),
            "count": len(found),
            "genres": [card(genre, articles) for genre, articles in found],
            "without": len(catalog.collection.articles) - told,
        }
    }
    for genre, articles in found:
        newest = sorted(articles, key=lambda a: a.facts.date or "", reverse=True)
        names = genres.names(genre)
        for path, own, turn in divided(addresses.genre_page(genres.key(genre)), newest, ITEMS):
            pages[path] = {
                "template": "genre.html",
                "title": names["zh"],
                "names": dict(names),
                "count": len(articles),
                "chars": sum(a.chars for a in articles),
                "years": span_of_years(articles),
                "articles": [item(a, catalog) for a in own],
                **turn,
            }
    return pages
