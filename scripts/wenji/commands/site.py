"""`site`, the command that runs when none is named: convert, then build the site."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from wenji.book.settings import FORMATS, Settings, UnknownFormat, formats, read_settings
from wenji.commands.convert import Outcome, carried_out, convert
from wenji.commands.options import ROOT, CannotRun, Options, add_workers, both, folders_of
from wenji.model import Collection, Folders
from wenji.progress import Progress
from wenji.published import published

NAME = "site"
FOLDERS = ("sources", "docs", "site", "work")


def add_options(options: Options) -> None:
    """Declare the options of `site`."""
    add_workers(options)
    kinds = both("help.option.exports", formats=",".join(FORMATS))
    options.add_argument("--exports", metavar="LIST", help=kinds)
    about = both("help.option.precompress")
    options.add_argument("--precompress", action="store_true", help=about)


def run(options: argparse.Namespace) -> int:
    """Convert, build the site, and sum up."""
    wanted = None if options.exports is None else options.exports.split(",")
    _settings(wanted)  # a wrong word is told before anything runs
    made = partial(build, exports=wanted, variants=options.precompress)
    outcome = carried_out(made, options, FOLDERS)
    print(both("summary.next", page=folders_of(options).site / "index.html"))
    return outcome.status


def build(
    folders: Folders,
    workers: int,
    progress: Progress,
    exports: Sequence[str] | None = None,
    config: Path = ROOT / "mkdocs.yml",
    *,
    variants: bool = False,
) -> Outcome:
    """The whole line: from the raw files to the built site.

    `exports` are kinds of books that it offers, in the place of those in `mkdocs.yml`; `config`
    are the settings of the site. With `variants` its files get compressed ones beside them.
    """
    from wenji.book.downloads import make_downloads
    from wenji.collation.files import collation_files
    from wenji.precompress import CACHE, precompress
    from wenji.site.build import build_site

    settings = _settings(exports)
    outcome = convert(folders, workers, progress)
    with progress.stage("index"):
        public = published(outcome.collection)
        files: dict[str, bytes | Path] = {**_index(public, folders, workers)}
        files |= collation_files(public)
    extra: Mapping[str, object] = {}
    if settings.exports:
        with progress.stage("books"):
            books, offer = make_downloads(folders, settings, workers)
        files |= books
        extra = {"wj_downloads": offer}
    with progress.stage("site"):
        build_site(folders, config, files, extra=extra)
    if variants:
        with progress.stage("precompress"):
            precompress(folders.site, folders.work / CACHE, workers)
    return outcome


def _settings(exports: Sequence[str] | None) -> Settings:
    try:
        settings = read_settings(ROOT / "mkdocs.yml")
        return settings if exports is None else replace(settings, exports=formats(exports))
    except UnknownFormat as problem:
        kinds = ",".join(FORMATS)
        raise CannotRun(both("book.unknown-format", word=problem, formats=kinds)) from None


def _index(collection: Collection, folders: Folders, workers: int) -> dict[str, bytes]:
    """The files of `site/search/`; SiteError when the gate finds them wrong."""
    from wenji.search.build import build_index, forms_for
    from wenji.search.gate import check_index
    from wenji.site.build import SiteError

    cache = folders.work / "search"
    forms = forms_for(folders.docs, cache)
    files = build_index(collection, cache, workers, forms).files
    for failure in check_index(files, collection.articles, forms):
        missed, wrong = len(failure.missed), len(failure.wrong)
        raise SiteError(both("index.wrong", query=failure.query, missed=missed, wrong=wrong))
    return {f"search/{name}": data for name, data in files.items()}
