"""The commands of `scripts/build.py`, one module each, and how they are chosen.

A command module has `NAME`, `FOLDERS` (which folder options it takes), `add_options` for
those of its own, and `run`, which returns the exit status. Exit status: 0 done, 1 done with
errors in some sources (or breaches found), 2 could not run.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

from wenji import collector
from wenji.commands import (
    audit,
    book,
    bundle,
    convert,
    deploy,
    explain,
    export,
    publish,
    review,
    search,
    serve,
    site,
    themes,
)
from wenji.commands.options import CannotRun, Options, add_folder_options, both
from wenji.lock import LockedError
from wenji.refusal import Refusal

CANNOT_RUN = 2
INTERRUPTED = 130


class Command(Protocol):
    """What a command module offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The word on the command line."""

    @property
    def FOLDERS(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """Which folder options it takes."""

    def add_options(self, options: Options) -> None:
        """Declare the options that only this command takes."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; returns the exit status."""


COMMANDS: tuple[Command, ...] = (
    site,
    convert,
    review,
    explain,
    audit,
    search,
    export,
    book,
    bundle,
    deploy,
    publish,
    serve,
    themes,
)
DEFAULT = site.NAME


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese first, then English."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            formatter_class=argparse.RawTextHelpFormatter,
            add_help=False,
            allow_abbrev=False,
            **given,
        )
        self.options = self.add_argument_group(both("help.options", " "))
        self.options.add_argument("-h", "--help", action="help", help=both("help.help"))

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", both("help.usage", " ") + ": ", 1)

    def error(self, message: str) -> NoReturn:
        """End with status 2; the second line is argparse's own, in English."""
        self.exit(CANNOT_RUN, f"{both('help.wrong')}\n  {message}\n  {self.prog} --help\n")


def parser() -> Parser:
    """The whole command line."""
    top = Parser(prog="build.py", description=both("help.build"))
    chosen = top.add_subparsers(
        title=both("help.commands", " "), dest="command", metavar="COMMAND", required=True
    )
    for command in COMMANDS:
        about = both(f"help.{command.NAME}")
        sub = chosen.add_parser(command.NAME, help=about, description=about)
        add_folder_options(sub.options, command.FOLDERS)
        command.add_options(sub.options)
        sub.set_defaults(run=command.run)
    return top


def with_default(arguments: Sequence[str]) -> list[str]:
    """The arguments with the default command put in where none is given.

    >>> with_default(["--docs", "d"])
    ['site', '--docs', 'd']
    >>> with_default(["audit"]), with_default(["--help"])
    (['audit'], ['--help'])
    """
    first = arguments[0] if arguments else "-"
    if first in ("-h", "--help") or not first.startswith("-"):
        return list(arguments)
    return [DEFAULT, *arguments]


def main(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit status, never raises for what a user can cause."""
    options = parser().parse_args(with_default(arguments))
    collector.pace()
    try:
        return int(options.run(options))
    except (CannotRun, Refusal) as problem:
        return _refuse(str(problem))
    except LockedError as problem:
        return _refuse(both("run.locked", pid=problem.pid, folder=problem.folder))
    except OSError as problem:
        place = Path(problem.filename) if isinstance(problem.filename, str) else ""
        return _refuse(both("run.system", reason=problem.strerror or problem, place=place))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        traceback.print_exc()
        return _refuse(both("run.defect"))


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return CANNOT_RUN
