"""Options that several commands share: the folders, the number of workers.

The folders are checked before anything runs, because an output folder inside the sources
would be read as material by the next run, and MkDocs empties its output folder.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from wenji.messages import both as both  # part of what commands take from here
from wenji.model import Folders

ROOT = Path(__file__).resolve().parents[3]
DEFAULTS: Mapping[str, str] = {
    "sources": "sources",
    "docs": "docs",
    "site": "site",
    "work": ".work",
}
# A folder that MkDocs may empty: it is missing, empty, or holds one of these.
SITE_MARKS = ("index.html", "404.html", "sitemap.xml")


Options: TypeAlias = argparse._ArgumentGroup  # what add_argument_group gives; unnamed in argparse


class CannotRun(Exception):
    """The command cannot run at all; the text tells the user why (exit status 2)."""


def add_folder_options(options: Options, names: Iterable[str]) -> None:
    """Declare `--sources` and the like, with the defaults of the repository."""
    for name in names:
        options.add_argument(
            f"--{name}",
            type=Path,
            default=ROOT / DEFAULTS[name],
            metavar="DIR",
            help=both(f"help.option.{name}", default=DEFAULTS[name]),
        )


def add_workers(options: Options) -> None:
    """Declare `--workers`."""
    options.add_argument(
        "--workers",
        type=positive,
        default=cores(),
        metavar="N",
        help=both("help.option.workers"),
    )


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def positive(word: str) -> int:
    """A number of at least 1; ValueError, which argparse tells, for anything else."""
    number = int(word)
    if number < 1:
        raise ValueError
    return number


def folders_of(options: argparse.Namespace) -> Folders:
    """The folders of a run, absolute, with the defaults for those the command does not take."""
    given = {name: Path(getattr(options, name, ROOT / DEFAULTS[name])) for name in DEFAULTS}
    return Folders(**{name: path.expanduser().resolve() for name, path in given.items()})


def standard_folders() -> Folders:
    """The folders of the repository."""
    return folders_of(argparse.Namespace())


def check_folders(folders: Folders, uses: Iterable[str]) -> None:
    """CannotRun when the folders that a command `uses` are missing or would harm each other."""
    used = set(uses)
    if not folders.sources.is_dir():
        raise CannotRun(both("run.no-sources", folder=folders.sources))
    for name in ("docs", "site", "work"):
        path: Path = getattr(folders, name)
        if name not in used:
            continue
        if path.exists() and not path.is_dir():
            raise CannotRun(both("run.not-folder", folder=path))
        if _is_within(path, folders.sources) or _is_within(folders.sources, path):
            raise CannotRun(both("run.nested", one=path, other=folders.sources))
    for one, other in (("docs", "site"), ("work", "site"), ("work", "docs")):
        a, b = getattr(folders, one), getattr(folders, other)
        if {one, other} <= used and (_is_within(a, b) or _is_within(b, a)):
            raise CannotRun(both("run.nested", one=a, other=b))
    if "site" in used and not _may_empty(folders.site):
        raise CannotRun(both("run.foreign-site", folder=folders.site))


def _is_within(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _may_empty(site: Path) -> bool:
    if not site.exists() or not any(site.iterdir()):
        return True
    return any((site / mark).exists() for mark in SITE_MARKS)
