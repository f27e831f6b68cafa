"""What the articles quote, on three pages: people and books, sayings and verse, passages."""

from __future__ import annotations

from collections.abc import Sequence

from wenji import addresses
from wenji.fold import fold
from wenji.study.passages import Passage
from wenji.study.quotations import Quotation, is_classical
from wenji.write.catalog import Catalog, Meta, titled
from wenji.write.frontmatter import Value
from wenji.write.study.parts import Places

MOST = 80  # on a page; the most quoted
LEAD = 16  # folded characters by which a passage is found again on its page


def lead(text: str) -> str:
    """The words to mark on the page that a quotation is on: what the search compares."""
    return fold(text)[:LEAD]


def quotation_pages(catalog: Catalog) -> dict[str, Meta]:
    """The three pages; each leads to the others."""
    places = Places()
    sayings = [q for q in catalog.survey.quotations if _is_saying(q)]
    cited = [q for q in catalog.survey.quotations if not _is_saying(q)]
    rows = {
        "cited": (addresses.QUOTATIONS, [quotation(q, places) for q in cited[:MOST]]),
        "sayings": (addresses.SAYINGS, [quotation(q, places) for q in sayings[:MOST]]),
        "passages": (
            addresses.PASSAGES,
            [_passage(p, places) for p in catalog.survey.passages[:MOST]],
        ),
    }
    kinds: list[Value] = [
        {"key": key, "page": path, "count": len(found)} for key, (path, found) in rows.items()
    ]
    total = sum(len(found) for _, found in rows.values())
    return {
        path: {
            "template": "quotations.html",
            **titled("site.quotations" if key == "cited" else f"site.quotations-{key}"),
            "kind": key,
            "kinds": kinds,
            "count": total,
            "quotations": _values(found),
        }
        for key, (path, found) in rows.items()
    }


def _values(rows: Sequence[Meta]) -> list[Value]:
    return [*rows]


def _is_saying(quotation: Quotation) -> bool:
    """Whether it belongs to sayings and verse, not to what somebody is quoted with."""
    named = quotation.speaker or quotation.book
    return not named and (quotation.saying or is_classical(quotation.text))


def quotation(found: Quotation, places: Places) -> Meta:
    """A quotation for front matter, with its places."""
    row: Meta = {"text": found.text, "lead": lead(found.text), "count": found.quoted}
    row |= {k: v for k, v in (("speaker", found.speaker), ("book", found.book)) if v}
    return row | {"places": [places.of(p.article, p.paragraph) for p in found.places]}


def _passage(found: Passage, places: Places) -> Meta:
    return {
        "text": found.text,
        "lead": lead(found.text),
        "count": found.shared,
        "chars": found.chars,
        "places": [places.of(s.article, s.paragraph) for s in found.spots],
    }
