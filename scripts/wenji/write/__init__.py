"""The stage `write`: the pages of a collection, as Markdown in the docs folder.

Everything is rendered in memory first, then written as one set (`wenji.files`), then stale
pages go. A page that somebody has edited, or wrote in the first place, is never touched.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from wenji.files import PART, replace_files
from wenji.messages import text
from wenji.model import Collection, Finding, Folders
from wenji.refusal import Refusal
from wenji.traditional import PHRASES
from wenji.write.frontmatter import is_marked, is_ours
from wenji.write.pages import render

__all__ = ["WriteError", "Written", "write"]

KEPT = "kept"  # folder in `.work/` for new pages whose place is taken by an edited one


class WriteError(Refusal):
    """The pages could not be written; its text is meant for the editor."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many pages were written, were the same already, were removed; and what to say."""

    written: int
    unchanged: int
    removed: int
    findings: tuple[Finding, ...]


def write(collection: Collection, folders: Folders) -> Written:
    """Write the pages of `collection` into `folders.docs`, and remove those that are stale.

    WriteError (a full disk, no permission) tells why nothing was written; the docs folder
    is as it was.
    The new text of a page that is not the program's to overwrite goes to `.work/kept/`,
    with the finding `page-edited`.
    """
    pages = {_checked(path): page.encode("utf-8") for path, page in render(collection).items()}
    present, leftovers = _markdown_files(folders.docs)
    same, theirs = _looked_at(folders.docs, present, pages)
    kept = {path: pages.pop(path) for path in sorted(theirs & pages.keys())}
    stale = sorted(present - theirs - pages.keys())
    changed = {path: page for path, page in pages.items() if path not in same}

    try:
        _keep(kept, folders.work / KEPT)
        written = replace_files(folders.docs, changed, [*stale, *leftovers])
        _write_phrases(collection, folders.docs)
        _remove_empty(folders.docs, stale)
    except OSError as error:
        raise WriteError(text("write.failed", reason=error.strerror or str(error))) from error

    findings = [
        Finding("page-edited", args={"path": path, "kept": (Path(KEPT) / path).as_posix()})
        for path in kept
    ]
    findings += [
        Finding("page-orphaned", args={"path": path})
        for path in sorted(theirs - kept.keys())
        if is_marked((folders.docs / path).read_text("utf-8", "replace"))
    ]
    return Written(len(written), len(pages) - len(written), len(stale), tuple(findings))


def _write_phrases(collection: Collection, docs: Path) -> None:
    """Keep the editor's Traditional phrases beside the pages, so that `docs/` makes the site."""
    if collection.phrases:
        phrases = json.dumps(dict(collection.phrases), ensure_ascii=False, indent=1, sort_keys=True)
        replace_files(docs, {PHRASES: f"{phrases}\n".encode()}, [])
    elif (docs / PHRASES).exists():
        replace_files(docs, {}, [PHRASES])


def _checked(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not path.endswith(".md") or ".." in parts or parts[0] == "/" or "\\" in path:
        raise ValueError(f"a page outside the docs folder: {path!r}")
    return path


def _looked_at(docs: Path, present: set[str], pages: dict[str, bytes]) -> tuple[set[str], set[str]]:
    """The pages that are there as they shall be, and the files that are somebody else's."""
    same: set[str] = set()
    theirs: set[str] = set()
    for path in present:
        data = (docs / path).read_bytes()
        if data == pages.get(path):
            same.add(path)
        elif not is_ours(data):
            theirs.add(path)
    return same, theirs


def _markdown_files(docs: Path) -> tuple[set[str], list[str]]:
    """The Markdown files below a folder, and half-written ones of a run that was killed."""
    found: list[str] = []
    for folder, _, names in os.walk(docs):
        below = Path(folder).relative_to(docs).as_posix()
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return (
        {path for path in found if path.endswith(".md") and (docs / path).is_file()},
        [path for path in found if path.endswith(f".md{PART}")],
    )


def _keep(kept: dict[str, bytes], folder: Path) -> None:
    """Make the folder hold these pages and no others."""
    former = sorted(_markdown_files(folder)[0])
    replace_files(folder, kept, former)
    _remove_empty(folder, former)


def _remove_empty(root: Path, gone: list[str]) -> None:
    """Remove the folders below `root` that these files, now gone, have left empty."""
    folders = {folder for path in gone for folder in (root / path).parents}
    for folder in sorted(folders, key=lambda f: len(f.parts), reverse=True):
        if root in folder.parents and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
