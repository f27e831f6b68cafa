"""What the contract files say of each other: every id, count and span leads somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wenji.audit.breach import CONTRACT, Breach
from wenji.audit.catalog import Catalog, Record
from wenji.contract import ARTICLES, FINDINGS, SOURCES


def check_references(catalog: Catalog) -> Iterator[Breach]:
    """Rows name each other rightly; each breach gives the line of its file."""
    records = {record.id: record for record in catalog.records}
    yield from _check_sources(catalog)
    yield from _check_articles(catalog, records)
    for line, finding in enumerate(catalog.findings, 1):
        source = finding["source"]
        if source is None:
            continue
        if source not in records:
            yield Breach(CONTRACT, "unknown-source", FINDINGS, line=line, found=source)
            continue
        start, end = finding["start"], finding["end"]
        if start is not None and not 0 <= start <= (end or start) <= len(records[source].text):
            yield Breach(CONTRACT, "bad-span", FINDINGS, line=line, found=f"{start}–{end}")


def _check_sources(catalog: Catalog) -> Iterator[Breach]:
    counts = Counter(f["source"] for f in catalog.findings)
    for line, record in enumerate(catalog.records, 1):
        row = record.source
        actual = {
            "chars": len(record.text),
            "articles": [a["id"] for a in record.articles],
            "findings": counts[record.id],
        }
        for key, value in actual.items():
            if row[key] != value:
                yield Breach(
                    CONTRACT,
                    "wrong-row",
                    SOURCES,
                    line=line,
                    expected=f"{key}: {value}",
                    found=str(row[key]),
                )


def _check_articles(catalog: Catalog, records: dict[str, Record]) -> Iterator[Breach]:
    ids = Counter(a["id"] for a in catalog.articles)
    pages = Counter(a["page"] for a in catalog.articles)
    for line, article in enumerate(catalog.articles, 1):
        if article["source"] not in records:
            yield Breach(CONTRACT, "unknown-source", ARTICLES, line=line, found=article["source"])
        for key, seen in (("id", ids), ("page", pages)):
            if seen[article[key]] > 1:
                yield Breach(CONTRACT, "twice", ARTICLES, line=line, found=article[key])
        named = [d["article"] for d in article["duplicates"]]
        named += [s["article"] for s in article["shared"]]
        for other in named:
            if other not in ids:
                yield Breach(CONTRACT, "unknown-article", ARTICLES, line=line, found=other)
        for shared in article["shared"]:
            if not article["start"] <= shared["start"] < shared["end"] <= article["end"]:
                span = f"{shared['start']}–{shared['end']}"
                yield Breach(CONTRACT, "bad-span", ARTICLES, line=line, found=span)
