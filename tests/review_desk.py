"""The editing desk of one source, and the names of the sources that its tests look at."""

from __future__ import annotations

from wenji.audit.catalog import Catalog
from wenji.editor.decided import about_source, by_source
from wenji.editor.overrides import NAME, load_overrides
from wenji.review.choices import Desk

CANALS = "甲/渠道 总结.txt"
HOSTILE_NAME = "<b>&\"'.txt"


def desk_of(catalog: Catalog, path: str) -> Desk:
    """The desk of one source."""
    [record] = [r for r in catalog.records if r.source["path"] == path]
    themes = tuple(sorted({t["id"] for a in catalog.articles for t in a["themes"]}))
    findings = [f for f in catalog.findings if f["source"] == record.id]
    decisions = by_source(load_overrides(catalog.work / NAME)[0])
    return Desk(record, findings, themes, about_source(decisions, path))
