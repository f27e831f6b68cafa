"""The style sheets: files of one idea, served as few, and the same in every way of building."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from served import assets_of

from wenji.model import Folders
from wenji.site.styles import GENERATED, PARTS, SHEETS

ASSETS = Path(__file__).parents[1] / "overrides/assets"
FILES = sorted((ASSETS / PARTS).glob("*.css"))
DESK = sorted((Path(__file__).parents[1] / "scripts/wenji/review/styles").glob("*.css"))
LONGEST = 300  # lines; one idea needs no more


@pytest.mark.parametrize("file", [*FILES, *DESK], ids=lambda file: file.stem)
def test_a_file_is_of_one_idea(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.startswith("/* ") and len(text.splitlines()) <= LONGEST


def test_every_file_is_served_once() -> None:
    served = [name for names in SHEETS.values() for name in names]
    assert sorted(served) == sorted([*GENERATED, *(file.stem for file in FILES)])


def test_a_page_loads_few_style_sheets(sample_site: Folders) -> None:
    assets = assets_of(sample_site.site)
    assert sorted(f.stem for f in assets.glob("*.css")) == sorted(SHEETS)
    assert not (assets / PARTS).exists()
    for path in sample_site.site.rglob("*.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        linked = [n.attributes["href"] or "" for n in page.css("link[rel=stylesheet]")]
        own = [Path(href).stem for href in linked if "/stylesheets/" not in href]
        assert "wenji" in own or own == ["print"], path
        assert len(own) <= 3 and set(own) <= set(SHEETS) - {"collation"}, path
