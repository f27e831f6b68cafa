"""`bundle`: what is carried to machines without a network, as zip files."""

from __future__ import annotations

import argparse
import tempfile
from hashlib import file_digest
from pathlib import Path

from wenji.commands.options import ROOT, CannotRun, Options, both, folders_of
from wenji.messages import text
from wenji.sizes import size

NAME = "bundle"
FOLDERS = ("site",)
TARGET = "dist"
READER, KIT = "reader", "kit"
TOP = "wenji-"  # what the names of the archives, and of the folders in them, begin with


def add_options(options: Options) -> None:
    """Declare which of the two to make, for which systems, and where to."""
    from wenji.bundle.systems import PYTHONS, SYSTEMS

    about = both("help.option.only")
    options.add_argument("--only", choices=(READER, KIT), help=about)
    for name, table in (("systems", tuple(SYSTEMS)), ("pythons", PYTHONS)):
        listed = ",".join(table)
        about = both(f"help.option.{name}", all=listed)
        options.add_argument(f"--{name}", default=listed, metavar="LIST", help=about)
    about = both("help.option.with-tests")
    options.add_argument("--with-tests", action="store_true", help=about)
    about = both("help.option.out", default=TARGET)
    options.add_argument("--out", type=Path, default=ROOT / TARGET, metavar="DIR", help=about)


def run(options: argparse.Namespace) -> int:
    """Make the archives and tell where they are; status 2 without a built site."""
    from wenji.bundle.archive import write_zip
    from wenji.bundle.reader import members

    site = folders_of(options).site
    out: Path = options.out.expanduser().resolve()
    if not (site / "index.html").is_file():
        raise CannotRun(both("bundle.no-site", folder=site))
    if out == site or site in out.parents:
        raise CannotRun(both("run.nested", one=out, other=site))
    targets = chosen(options)
    if options.only != KIT:
        path = out / f"{TOP}{READER}.zip"
        write_zip(path, f"{TOP}{READER}", members(site))
        tell(path)
    if options.only != READER:
        path = out / f"{TOP}{KIT}.zip"
        make_kit(path, site, *targets, with_tests=options.with_tests)
        tell(path)
    return 0


def chosen(options: argparse.Namespace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The systems and the Pythons of the kit, as the tables have them; CannotRun for others."""
    from wenji.bundle.systems import PYTHONS, SYSTEMS

    found = []
    for words, table in ((options.systems, tuple(SYSTEMS)), (options.pythons, PYTHONS)):
        asked = [word.strip() for word in words.split(",")]
        if wrong := [word for word in asked if word not in table]:
            raise CannotRun(both("bundle.unknown", word=wrong[0], all=", ".join(table)))
        found.append(tuple(word for word in table if word in asked))
    return found[0], found[1]


def make_kit(
    path: Path,
    site: Path,
    systems: tuple[str, ...],
    pythons: tuple[str, ...],
    *,
    with_tests: bool,
    root: Path = ROOT,
) -> None:
    """Fetch the packages and write the archive; CannotRun when one cannot be had."""
    from wenji.bundle.archive import write_zip
    from wenji.bundle.kit import members
    from wenji.bundle.wheels import WheelError, check, download, lists

    wanted = lists(root, with_tests)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            for system in systems:
                for python in pythons:
                    print(text("bundle.fetching", system=system, python=python), flush=True)
                    download(wanted, system, python, folder)
            check(folder, wanted)
        except WheelError as problem:
            told = {"target": problem.target, "reason": problem.reason}
            raise CannotRun(both("bundle.no-wheel", **told)) from None
        names = tuple(list.name for list in wanted)
        contents = {"systems": systems, "pythons": pythons, "lists": names}
        write_zip(path, f"{TOP}{KIT}", members(root, site, folder, contents))


def tell(path: Path) -> None:
    """Print where an archive is, its size and its SHA-256."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    print(text("bundle.written", path=path, size=size(path.stat().st_size), digest=digest))
