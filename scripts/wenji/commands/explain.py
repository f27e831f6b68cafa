"""`explain`: where a place comes from, what became of it, and which rules touched it."""

from __future__ import annotations

import argparse

from wenji.commands.options import CannotRun, Options, both, folders_of
from wenji.contract import SOURCES, ContractError

NAME = "explain"
FOLDERS = ("docs", "work")


def add_options(options: Options) -> None:
    """Declare the place."""
    options.add_argument("place", metavar="PLACE", help=both("help.option.place"))


def run(options: argparse.Namespace) -> int:
    """Tell; status 2 for a place that is none."""
    from wenji.audit.catalog import read_catalog
    from wenji.explain.account import account
    from wenji.explain.place import UnknownPlace, find_place
    from wenji.explain.show import account_lines

    folders = folders_of(options)
    if not (folders.work / SOURCES).is_file():
        raise CannotRun(both("run.no-work", folder=folders.work))
    try:
        catalog = read_catalog(folders.work)
        place = find_place(options.place, catalog, folders.docs)
    except UnknownPlace as problem:
        raise CannotRun(str(problem)) from None
    except ContractError as problem:
        raise CannotRun(both("run.bad-work", reason=problem)) from None
    for line in account_lines(account(place, catalog, folders.docs)):
        print(line)
    return 0
