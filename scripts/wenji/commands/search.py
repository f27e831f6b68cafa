"""`search`: look words up in the built site's index, as readers do in the browser."""

from __future__ import annotations

import argparse

from wenji.commands.options import CannotRun, Options, both, folders_of
from wenji.messages import text

NAME = "search"
FOLDERS = ("site",)
SHOWN = 10  # articles printed unless --most says otherwise


def add_options(options: Options) -> None:
    """Declare the words and `--most`."""
    options.add_argument("words", nargs="+", metavar="WORDS", help=both("help.option.words"))
    options.add_argument(
        "--most", type=int, default=SHOWN, metavar="N", help=both("help.option.most")
    )


def run(options: argparse.Namespace) -> int:
    """Print the articles that hold every word; status 0, also when there are none."""
    from wenji.search.reader import BrokenIndex, Index

    folders = folders_of(options)
    words = " ".join(options.words)
    try:
        index = Index(folders.site / "search")
        hits = index.search(words)
        places = sum(len(h.places) for h in hits)
        print(text("search.found", articles=len(hits), places=places))
        for hit in hits[: options.most]:
            line = index.line(hit.number)
            where = text("search.place", file=line["source"], first=line["lines"][0])
            print(text("search.hit", title=line["title"], where=where, count=len(hit.places)))
            print(f"    {index.passage(hit, options.words[0].split()[0])}")
    except BrokenIndex as problem:
        raise CannotRun(both("search.no-index", reason=problem)) from problem
    return 0
