"""`book`: EPUB, Word files and pages to print, of a finished run."""

from __future__ import annotations

import argparse
from pathlib import Path

from wenji.commands.options import ROOT, CannotRun, Options, add_workers, both, folders_of
from wenji.contract import SOURCES, ContractError
from wenji.lock import locked
from wenji.messages import text

NAME = "book"
FOLDERS = ("docs", "work")
TARGET = "books"  # folder in the work folder, unless `--out` names another
LANGUAGES = ("zh", "zh-Hant")
FORMATS = "epub,docx,print"


def add_options(options: Options) -> None:
    """Declare what to make, of what, in which Chinese, and where to."""
    kinds = both("help.option.format", formats=FORMATS)
    options.add_argument("--format", default="epub", metavar="LIST", help=kinds)
    for scope in ("theme", "article"):
        about = both(f"help.option.{scope}")
        options.add_argument(f"--{scope}", action="append", default=[], metavar="ID", help=about)
    options.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help=both("help.option.lang")
    )
    default = f".work/{TARGET}"
    options.add_argument(
        "--out", type=Path, metavar="DIR", help=both("help.option.out", default=default)
    )
    add_workers(options)


def run(options: argparse.Namespace) -> int:
    """Make the books and tell where they are; status 2 for what there is not."""
    folders = folders_of(options)
    if not (folders.work / SOURCES).is_file():
        raise CannotRun(both("run.no-work", folder=folders.work))
    from wenji.book.library import UnknownName
    from wenji.book.make import Order, Workshop, make
    from wenji.book.settings import UnknownFormat, formats, read_settings
    from wenji.book.sheets import STYLE
    from wenji.site.styles import sheet
    from wenji.sizes import size

    target: Path = (options.out or folders.work / TARGET).expanduser().resolve()
    wanted = [("theme", name) for name in options.theme]
    wanted += [("article", name) for name in options.article]
    try:
        kinds = formats(options.format.split(","))
        name = read_settings(ROOT / "mkdocs.yml").name
        orders = [
            Order(scope, of, kind, options.lang)
            for scope, of in wanted or [("collection", "")]
            for kind in kinds
        ]
        with locked(folders.work):
            made = make(Workshop(folders, target, name, STYLE), orders, options.workers)
    except UnknownFormat as problem:
        raise CannotRun(both("book.unknown-format", word=problem, formats=FORMATS)) from None
    except UnknownName as problem:
        raise CannotRun(both("book.unknown-name", name=problem)) from None
    except ContractError as problem:
        raise CannotRun(both("run.bad-work", reason=problem)) from None
    if not made:
        raise CannotRun(both("book.nothing"))
    if any(one.order.kind == "print" for one in made):
        style = sheet(Path(STYLE).stem, ROOT / "overrides" / "assets")
        (target / STYLE).write_text(style, "utf-8", newline="\n")
    for one in made:
        print(text("book.written", path=target / one.order.path, size=size(one.bytes)))
    return 0
