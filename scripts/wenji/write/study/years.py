"""Articles by year and month.

A small collection has them all on one page. A larger one has a page for each year, divided
where a year has more articles than a page holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from wenji import addresses
from wenji.model import Article
from wenji.write.catalog import Catalog, Meta, titled
from wenji.write.frontmatter import Value
from wenji.write.study.parts import ROWS, divided

UNDATED = "undated"


def year_pages(catalog: Catalog) -> dict[str, Meta]:
    """The page of all years, and one for each where they are too many for one."""
    years: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(catalog.collection.articles, key=lambda a: a.facts.date or ""):
        years[(article.facts.date or UNDATED)[:4] if article.facts.date else UNDATED].append(
            article
        )
    undated = years.pop(UNDATED, [])
    inline = sum(map(len, years.values())) + len(undated) <= ROWS
    rows: list[Value] = []
    pages: dict[str, Meta] = {}
    for year in sorted(years, reverse=True):
        row: Meta = {"year": int(year), "count": len(years[year])}
        rows.append(row)
        if inline:
            row["months"] = _months(years[year])
        else:
            pages |= _year(year, years[year], {"title": f"{year}年", "names": _names(year)})
            row["page"] = addresses.year_page(year)
    index: Meta = {
        "template": "years.html",
        **titled("site.years"),
        "count": len(years),
        "dated": sum(map(len, years.values())),
        "years": rows,
        "undated": len(undated),
    }
    if undated and inline:
        index["undated_articles"] = [_row(a) for a in undated]
    elif undated:
        pages |= _year(UNDATED, undated, titled("site.undated"))
        index["undated_page"] = addresses.year_page(UNDATED)
    return {addresses.YEARS: index, **pages}


def _names(year: str) -> dict[str, Value]:
    return {"zh": f"{int(year)}年", "en": str(int(year))}


def _year(year: str, articles: Sequence[Article], title: Meta) -> dict[str, Meta]:
    return {
        path: {
            "template": "year.html",
            **title,
            "count": len(articles),
            "months": _months(own),
            **turn,
        }
        for path, own, turn in divided(addresses.year_page(year), articles, ROWS)
    }


def _months(articles: Sequence[Article]) -> list[Value]:
    """The articles by month, those that only know their year first."""
    months: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        months[(article.facts.date or "")[5:7]].append(article)
    return [
        {"month": int(month or 0), "articles": [_row(a) for a in months[month]]}
        for month in sorted(months)
    ]


def _row(article: Article) -> Meta:
    return {"title": article.title, "page": article.page, "date": article.facts.date}
