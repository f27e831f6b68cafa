"""The stage `write`: the pages of a collection, as Markdown in the docs folder.

Everything is rendered in memory first, then written as one set (`wenji.files`), then stale
pages go. A page that somebody has edited, or wrote in the first place, is never touched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from wenji.files import PART, replace_files
from wenji.messages import text
from wenji.model import Collection, Finding, Folders
from wenji.traditional import PHRASES
from wenji.write.frontmatter import is_marked, is_ours
from wenji.write.pages import render

__all__ = ["WriteError", "Written", "write"]

KEPT = "kept"  # folder in `.work/` for new pages whose place is taken by an edited one


class WriteError(Exception):
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
    present = _markdown_files(folders.docs)
    theirs = {path for path in present if not is_ours((folders.docs / path).read_bytes())}
    kept = {path: pages.pop(path) for path in sorted(theirs & pages.keys())}
    stale = sorted(present - theirs - pages.keys())

    try:
        _keep(kept, folders.work / KEPT)
        written = replace_files(folders.docs, pages, [*stale, *_leftovers(folders.docs)])
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


def _markdown_files(docs: Path) -> set[str]:
    return {p.relative_to(docs).as_posix() for p in docs.rglob("*.md") if p.is_file()}


def _leftovers(docs: Path) -> list[str]:
    """Half-written pages of a run that was killed."""
    return [p.relative_to(docs).as_posix() for p in docs.rglob(f"*.md{PART}")]


def _keep(kept: dict[str, bytes], folder: Path) -> None:
    """Make the folder hold these pages and no others."""
    former = sorted(_markdown_files(folder))
    replace_files(folder, kept, former)
    _remove_empty(folder, former)


def _remove_empty(root: Path, gone: list[str]) -> None:
    """Remove the folders below `root` that these files, now gone, have left empty."""
    folders = {folder for path in gone for folder in (root / path).parents}
    for folder in sorted(folders, key=lambda f: len(f.parts), reverse=True):
        if root in folder.parents and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
