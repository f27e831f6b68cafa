"""`themes`: the themes of the collection, and how many articles each has; or a proposal."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from wenji.commands.options import Options, add_workers, both, check_folders, folders_of
from wenji.files import replace_files
from wenji.messages import text
from wenji.model import Theme, ThemeMatch
from wenji.progress import display

NAME = "themes"
FOLDERS = ("sources", "work")
PROPOSAL = "themes.proposed.yml"  # in the work folder: only the editor writes into sources


def add_options(options: Options) -> None:
    """Declare the options of `themes`."""
    add_workers(options)
    options.add_argument("--propose", action="store_true", help=both("help.option.propose"))


def run(options: argparse.Namespace) -> int:
    """List the themes with their numbers of articles; with `--propose`, write a proposal."""
    from wenji.classify.matching import classify, propose
    from wenji.line import convert_collection

    folders = folders_of(options)
    check_folders(folders, FOLDERS)
    collection = convert_collection(folders, options.workers, display())
    if not options.propose:
        show(collection.themes, (a.themes for a in collection.articles))
        return 0
    themes = propose(collection.articles)
    show(themes, classify(collection.articles, themes).values())
    print(both("themes.proposed", path=write_proposal(themes, folders.work)))
    return 0


def write_proposal(themes: Sequence[Theme], work: Path) -> Path:
    """Write themes as a `themes.yml` for the editor to keep; returns where."""
    from wenji.classify.themes import dump_themes

    replace_files(work, {PROPOSAL: dump_themes(themes).encode("utf-8")})
    return work / PROPOSAL


def show(themes: Sequence[Theme], matches: Iterable[Sequence[ThemeMatch]]) -> None:
    """Print a line for each theme, and one for the articles that have none."""
    of_articles = [[match.id for match in found] for found in matches]
    counts = Counter(theme for ids in of_articles for theme in ids)
    for theme in themes:
        print(text("themes.row", name=theme.name, count=counts[theme.id], id=theme.id))
    print(text("themes.none", count=sum(not ids for ids in of_articles)))
