"""The audit: laws 1 to 4, held against what lies on the disk, and the built site whole in itself.

It reads the contract files and the pages, never the program's memory, and replays the ledger
with code of its own: a defect in the line cannot hide itself here.

`catalog` reads a run; `ledger` holds laws 1 and 3, `pages` and `languages` law 2, `rerun` law 4,
`references` what the files say of each other. For the built site: `built_page` (one page), `site`
(all of them), `addresses` (where an address leads), `text` (what the eye sees). A broken law is a
`breach.Breach`.
"""

from __future__ import annotations

from collections.abc import Iterator

from wenji.audit.breach import Breach
from wenji.audit.catalog import Catalog, read_catalog
from wenji.audit.ledger import check_ledger, check_positions
from wenji.audit.pages import check_article_page, check_strays
from wenji.audit.references import check_references
from wenji.audit.rerun import check_rerun, common_lines
from wenji.audit.site import Site, check_site, read_site
from wenji.contract import ContractError
from wenji.editor.decided import about_source, by_source
from wenji.editor.masks import Masks
from wenji.editor.overrides import NAME, load_overrides
from wenji.model import Folders

__all__ = ["Breach", "Catalog", "audit", "audit_with"]


def audit(folders: Folders, *, built: bool = True) -> tuple[Breach, ...]:
    """Every breach of a law in the output of a run, in the order of sources and laws.

    Reads `folders.work` and `folders.docs`, and with `built` also `folders.site` where it
    exists. An empty result means: nothing vanished, everything replays, every place is found
    again, and the same text gives the same ledger; all links of the site lead somewhere, and it
    loads nothing from another host. Time grows linearly with the collection.
    """
    there = built and folders.site.is_dir()
    return audit_with(folders, read_site(folders.site) if there else None)


def audit_with(folders: Folders, site: Site | None) -> tuple[Breach, ...]:
    """The same with a site that was read already; None leaves the site out."""
    return (*_breaches(folders, site is not None), *(check_site(site) if site else ()))


def _breaches(folders: Folders, built: bool) -> Iterator[Breach]:
    try:
        catalog = read_catalog(folders.work)
    except ContractError as error:
        yield Breach.of_contract(error)
        return
    decisions = by_source(load_overrides(folders.work / NAME)[0])
    common = common_lines(catalog)
    yield from check_references(catalog)
    for record in catalog.records:
        about = about_source(decisions, record.source["path"])
        shown = Masks.among(about).public_path(record.text, record.source["path"])
        broken = tuple(check_ledger(record))
        yield from broken
        if broken:  # positions mean nothing in a ledger that does not cover its text
            continue
        yield from check_positions(record)
        for article in record.articles:
            yield from check_article_page(record, article, folders, built, shown)
        yield from check_rerun(record, about, common)
    yield from check_strays(catalog, folders.docs)
