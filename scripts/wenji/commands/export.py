"""`export`: the converted collection for a search server (NDJSON and mapping)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from wenji.commands.options import Options, add_workers, both, check_folders, folders_of
from wenji.lock import locked
from wenji.messages import text
from wenji.progress import display
from wenji.published import published

NAME = "export"
FOLDERS = ("sources", "work")


def add_options(options: Options) -> None:
    """Declare the folder to write to, and `--workers`."""
    options.add_argument("target", type=Path, metavar="FOLDER", help=both("help.option.target"))
    add_workers(options)


def run(options: argparse.Namespace) -> int:
    """Convert, and write `articles.ndjson` and `mapping.json`."""
    from wenji.line import convert_collection
    from wenji.search.export import MAPPING, bulk_lines

    folders = folders_of(options)
    check_folders(folders, FOLDERS)
    target: Path = options.target
    with locked(folders.work):
        collection = published(convert_collection(folders, options.workers, display()))
    target.mkdir(parents=True, exist_ok=True)
    mapping = json.dumps(MAPPING, ensure_ascii=False, indent=2) + "\n"
    (target / "mapping.json").write_text(mapping, "utf-8", newline="\n")
    part = target / "articles.ndjson.part"
    with part.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.writelines(bulk_lines(collection))
    part.replace(target / "articles.ndjson")
    print(text("export.done", articles=len(collection.articles), folder=target))
    return 0
