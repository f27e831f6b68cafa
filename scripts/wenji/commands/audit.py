"""`audit`: hold the laws against what lies on the disk, and name the places that break one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from wenji.commands.options import CannotRun, Options, both, folders_of, standard_folders
from wenji.contract import SOURCES
from wenji.messages import text
from wenji.model import Folders

NAME = "audit"
FOLDERS = ("docs", "site", "work")
SHOWN = 20  # breaches printed; one defect often breaks the same law in every source


def add_options(options: Options) -> None:
    """`audit` has no options of its own."""


def run(options: argparse.Namespace) -> int:
    """Audit; status 0 when every law holds, 1 when one is broken."""
    folders = folders_of(options)
    if not (folders.work / SOURCES).is_file():
        raise CannotRun(both("run.no-work", folder=folders.work))
    from wenji.audit import audit_with
    from wenji.audit.site import read_site

    built = _names_site(folders) and folders.site.is_dir()
    site = read_site(folders.site) if built else None
    breaches = audit_with(folders, site)
    for breach in breaches[:SHOWN]:
        print(breach)
    if breaches:
        print(text("audit.failed", count=len(breaches)))
        return 1
    if site:
        _print_outward(site.outward)
    print(text("audit.passed"))
    return 0


def _print_outward(outward: Mapping[str, int]) -> None:
    """The addresses elsewhere that a reader may follow: none of them is loaded unasked."""
    if not outward:
        return
    print(text("audit.outward", count=len(outward)))
    for address, pages in sorted(outward.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]:
        print(f"    {address}  {text('audit.outward-pages', count=pages)}")


def _names_site(folders: Folders) -> bool:
    """Whether the site to audit belongs to the run: the repository's own belongs to its own."""
    standard = standard_folders()
    own = (folders.docs, folders.work) == (standard.docs, standard.work)
    return own or folders.site != standard.site
