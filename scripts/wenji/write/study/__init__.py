"""The study pages: ways into the collection by year, genre, term and quotation, and about it.

Each module gives pages as path → front matter; the templates of `overrides/` show it. A list
that grows with the collection is divided into pages (`parts`).
"""

from __future__ import annotations

from wenji import addresses
from wenji.write.catalog import Catalog, Meta, titled
from wenji.write.study.about import about
from wenji.write.study.genres import genre_pages
from wenji.write.study.quotations import quotation_pages
from wenji.write.study.terms import term_pages
from wenji.write.study.years import year_pages

__all__ = ["study_pages"]


def study_pages(catalog: Catalog) -> dict[str, Meta]:
    """All study pages of a collection but the home page: path → front matter."""
    pages = {
        **year_pages(catalog),
        **genre_pages(catalog),
        **term_pages(catalog),
        **quotation_pages(catalog),
    }
    return {addresses.INDEXES: _indexes(catalog, pages), **pages, addresses.ABOUT: about(catalog)}


def _indexes(catalog: Catalog, pages: dict[str, Meta]) -> Meta:
    """The page from which all of them are reached."""
    ways = [("years", addresses.YEARS), ("genres", addresses.GENRES)]
    ways += [("terms", addresses.TERMS), ("quotations", addresses.QUOTATIONS)]
    return {
        "template": "indexes.html",
        **titled("site.indexes"),
        "ways": [{"key": key, "page": path, "count": pages[path]["count"]} for key, path in ways],
    }
