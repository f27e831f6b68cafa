"""What an article's page tells of others: kindred ones, passages in common, its terms.

Bounded, whatever the size of the collection, and the same as long as the articles named here
are the same.
"""

from __future__ import annotations

from wenji import addresses
from wenji.facts import genres
from wenji.model import Article
from wenji.study.passages import excerpt, words_at
from wenji.write.catalog import Catalog, Meta, link
from wenji.write.frontmatter import Value
from wenji.write.study.parts import Places
from wenji.write.study.quotations import lead
from wenji.write.study.terms import address

SHARED = 3  # articles with which passages in common are told
SHOWN = 60  # characters of such a passage


class Relations:
    """The relations of a collection's articles, for their front matter."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._places = Places()
        self._terms = {e.term: address(e) for e in catalog.survey.entries}

    def of(self, article: Article) -> Meta:
        """The relations of one article; a key that has nothing to tell is left out."""
        kin: list[Value] = [
            {**link(k.article), "terms": list(k.terms)}
            for k in self._catalog.survey.kindred[article.id]
        ]
        found = {"tag_pages": self._tags(article), "related": kin, "shared": self._shared(article)}
        return {key: value for key, value in found.items() if value}

    def _tags(self, article: Article) -> list[Value]:
        """For each tag where it leads: to a genre, to a term, or "" (to the search)."""
        genre = article.facts.genre
        return [
            addresses.genre_page(genres.key(tag)) if tag == genre else self._terms.get(tag, "")
            for tag in article.tags
        ]

    def _shared(self, article: Article) -> list[Value]:
        """The articles with the longest passages in common, the longest passage of each."""
        copies = {d.article for d in article.duplicates}
        told: dict[str, Meta] = {}
        for s in sorted(article.shared, key=lambda s: (s.start - s.end, s.start, s.article)):
            if s.article in copies or len(told) == SHARED:
                continue
            other = self._catalog.articles[s.article]
            if s.article in told or copies & {d.article for d in other.duplicates}:
                continue
            number, words = words_at(other, s.other_start, s.other_end)
            text = excerpt(words, SHOWN)
            told[s.article] = {
                **self._places.of(other, number),
                "text": text,
                "lead": lead(text),
                "chars": s.end - s.start,
            }
        return [*told.values()]
