"""The sample's generated pages in `docs/` are those that the program makes today."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from conftest import folders_in

from wenji.commands.convert import convert
from wenji.commands.options import ROOT
from wenji.progress import Silent
from wenji.write.frontmatter import is_marked


def generated(docs: Path) -> dict[str, str]:
    """The pages that say the program wrote them; Git may have changed their line ends."""
    pages = {p.relative_to(docs).as_posix(): p.read_text("utf-8") for p in docs.rglob("*.md")}
    return {name: page for name, page in sorted(pages.items()) if is_marked(page)}


def test_the_pages_in_docs_are_fresh(tmp_path: Path) -> None:
    folders = replace(folders_in(tmp_path), sources=ROOT / "sources")
    convert(folders, 1, Silent())
    made, stored = generated(folders.docs), generated(ROOT / "docs")
    stale = [name for name in sorted({*made, *stored}) if made.get(name) != stored.get(name)]
    assert not stale, "run python3 scripts/build.py convert, look at the pages, and commit them"
