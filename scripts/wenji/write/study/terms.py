"""The index of terms: all of them on one page, their articles on a page for each letter.

A term's address is made of the term alone, so that the tags of articles can link to it and
stay as they are when others come and go.
"""

from __future__ import annotations

from itertools import groupby

from wenji import addresses
from wenji.messages import text
from wenji.study.glossary import Entry
from wenji.write.catalog import WRITTEN, Catalog, Meta, titled
from wenji.write.frontmatter import Value


def address(entry: Entry) -> str:
    """Where the entry stands, with its anchor."""
    return f"{addresses.term_page(entry.letter)}#{anchor(entry.term)}"


def anchor(term: str) -> str:
    """The id of a term's entry."""
    return addresses.slug(term)


def chip(entry: Entry) -> Meta:
    """A term as lists show it."""
    return {"term": entry.term, "page": address(entry), "count": entry.spread}


def term_pages(catalog: Catalog) -> dict[str, Meta]:
    """The page of all terms, and the page of each letter."""
    letters = {
        letter: list(entries)
        for letter, entries in groupby(catalog.survey.entries, lambda e: e.letter)
    }
    row: list[Value] = [
        {"letter": letter, "page": addresses.term_page(letter), "count": len(entries)}
        for letter, entries in letters.items()
    ]
    pages: dict[str, Meta] = {
        addresses.TERMS: {
            "template": "terms.html",
            **titled("site.terms"),
            "count": len(catalog.survey.entries),
            "letters": [
                {"letter": letter, "terms": [chip(e) for e in entries]}
                for letter, entries in letters.items()
            ],
        }
    }
    for letter, entries in letters.items():
        pages[addresses.term_page(letter)] = {
            "template": "letter.html",
            **_title(letter),
            "letter": letter,
            "letters": row,
            "terms": [_entry(e) for e in entries],
        }
    return pages


def _title(letter: str) -> Meta:
    if not letter.isalpha():
        return titled("site.terms-other")
    names = {lang: text("site.terms-of", lang, letter=letter.upper()) for lang in WRITTEN}
    return {"title": names["zh"], "names": dict(names)}


def _entry(entry: Entry) -> Meta:
    return {
        "term": entry.term,
        "id": anchor(entry.term),
        "count": entry.spread,
        "articles": [
            {"title": a.title, "page": a.page, "times": times} for a, times in entry.articles
        ],
    }
