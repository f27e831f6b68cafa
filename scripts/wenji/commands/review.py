"""`review`: the editing desk, on which every decision is shown with what overrules it."""

from __future__ import annotations

import argparse

from wenji.commands.options import CannotRun, Options, both, folders_of
from wenji.contract import SOURCES, ContractError
from wenji.lock import locked

NAME = "review"
FOLDERS = ("work",)


def add_options(options: Options) -> None:
    """`review` has no options of its own."""


def run(options: argparse.Namespace) -> int:
    """Write the desk from the last run, and tell where to open it."""
    folders = folders_of(options)
    if not (folders.work / SOURCES).is_file():
        raise CannotRun(both("run.no-work", folder=folders.work))
    from wenji.audit.catalog import read_catalog
    from wenji.review.desk import write_review

    with locked(folders.work):
        try:
            index = write_review(read_catalog(folders.work))
        except ContractError as problem:
            raise CannotRun(both("run.bad-work", reason=problem)) from None
    print(both("review.done", page=index))
    return 0
