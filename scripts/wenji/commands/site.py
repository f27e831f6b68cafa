"""`site`, the command that runs when none is named: convert, then build the site."""

from __future__ import annotations

import argparse

from wenji.collation_files import collation_files
from wenji.commands.convert import Outcome, carried_out, convert
from wenji.commands.options import ROOT, Options, add_workers, both, folders_of
from wenji.model import Collection, Folders
from wenji.progress import Progress
from wenji.search.build import build_index, forms_for
from wenji.search.gate import check_index
from wenji.site import SiteError, build_site

NAME = "site"
FOLDERS = ("sources", "docs", "site", "work")


def add_options(options: Options) -> None:
    """Declare the options of `site`."""
    add_workers(options)


def run(options: argparse.Namespace) -> int:
    """Convert, build the site, and sum up."""
    outcome = carried_out(build, options, FOLDERS)
    print(both("summary.next", page=folders_of(options).site / "index.html"))
    return outcome.status


def build(folders: Folders, workers: int, progress: Progress) -> Outcome:
    """The whole line: from the raw files to the built site."""
    outcome = convert(folders, workers, progress)
    with progress.stage("index"):
        files = _index(outcome.collection, folders, workers)
        files |= collation_files(outcome.collection)
    with progress.stage("site"):
        build_site(folders, ROOT / "mkdocs.yml", files)
    return outcome


def _index(collection: Collection, folders: Folders, workers: int) -> dict[str, bytes]:
    """The files of `site/search/`; SiteError when the gate finds them wrong."""
    cache = folders.work / "search"
    forms = forms_for(folders.docs, cache)
    files = build_index(collection, cache, workers, forms).files
    for failure in check_index(files, collection.articles, forms):
        missed, wrong = len(failure.missed), len(failure.wrong)
        raise SiteError(both("index.wrong", query=failure.query, missed=missed, wrong=wrong))
    return {f"search/{name}": data for name, data in files.items()}
