"""About the collection: its figures, for tables and charts."""

from __future__ import annotations

from collections import Counter

from wenji import __version__, messages
from wenji.study.figures import figures, ranked
from wenji.write.catalog import Catalog, Meta
from wenji.write.frontmatter import Value

ROWS = 12  # of a table; the rest is summed up


def about(catalog: Catalog) -> Meta:
    """The front matter of the page."""
    found = figures(
        catalog.collection, (f for several in catalog.findings.values() for f in several)
    )
    years = Counter(a.facts.date[:4] for a in catalog.collection.articles if a.facts.date)
    codes: list[Value] = [
        {"code": code, "severity": messages.severity(code).value, "count": count}
        for code, count in ranked(found.findings)
    ]
    rules: list[Value] = [
        {"rule": rule, "count": count, "chars": found.edited[rule]}
        for rule, count in ranked(found.edits)
    ]
    return {
        "template": "about.html",
        "version": __version__,
        "figures": {
            "articles": found.articles,
            "sources": found.sources,
            "chars": found.chars,
            "raw": found.raw,
            "dated": found.dated,
            "signed": found.signed,
            "copies": found.copies,
            "edits": found.edits.total(),
            "edited": found.edited.total(),
        },
        "themes": [
            {"name": s.theme.name, "names": dict(s.theme.names), "count": len(s.own)}
            for s in catalog.shelves
            if s.own
        ],
        "formats": _rows(found.formats),
        "encodings": _rows(found.encodings),
        "years": [{"year": int(year), "count": years[year]} for year in sorted(years)],
        "findings": codes,
        "rules": rules,
    }


def _rows(counts: Counter[str]) -> list[Value]:
    """The rows of a table; what is rare is one row, without a name."""
    rows = ranked(counts)
    few = rows[:ROWS] if len(rows) <= ROWS else rows[: ROWS - 1]
    rest = sum(count for _, count in rows[len(few) :])
    told: list[Value] = [{"name": name, "count": count} for name, count in few]
    return [*told, {"name": "…", "count": rest}] if rest else told
