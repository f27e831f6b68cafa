"""Figures on the development material beside the repository never fall below their floors.

The material is not part of the project: where the folder is missing, these tests are skipped.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import aligned
import pytest

from wenji.commands import main
from wenji.commands.options import ROOT
from wenji.line import convert_collection
from wenji.model import Collection, Folders
from wenji.progress import Silent

SHARED = ROOT.parent / "shared"
MATERIAL, SEEDS, TOOLS = SHARED / "corpus/dev", SHARED / "corpus/seeds", SHARED / "tools"
_FIGURE = re.compile(r"^(\w+) +([0-9.]+)", re.MULTILINE)

# What no article may show: general forms of what cleaning is there to remove.
RESIDUE = (
    r"bookmark\s*:",
    r"&#?[a-z0-9]+;",
    "%26",
    "臵",
    "„",
    r"[\u4e00-\u9fff][,;?!][\u4e00-\u9fff]",
    "上一篇|下一篇",
    "本站热搜",
    r"www\.|https?://",
    "<<|>>",
)
NUMBERED = (5, 5, 5, 3, 5)  # articles with a number of their own in each of the five seeds


@cache
def floors() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """The table of figures."""
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


def test_floors_are_not_lowered_by_accident() -> None:
    table = {k: v for k, v in floors().items() if k != "sums"}
    for kind, agreed in floors()["sums"].items():
        bounds = [f[kind] for figures in table.values() for f in figures.values() if kind in f]
        assert sum(bounds) == pytest.approx(agreed, abs=1e-9), kind


def within(figure: float, bound: Mapping[str, float]) -> bool:
    """Whether a figure keeps its bound."""
    return bound.get("least", figure) <= figure <= bound.get("most", figure)


@pytest.mark.parametrize("name", [k for k in floors() if k != "sums"])
def test_figures(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, tool = MATERIAL / name, TOOLS / f"score_{name}.py"
    if not gold.is_dir() or not tool.is_file():
        pytest.skip(f"no development material: {gold.relative_to(ROOT.parent)} is missing")
    places = {"--sources": gold, "--docs": tmp_path / "docs", "--work": tmp_path / "w"}
    arguments = [word for option, place in places.items() for word in (option, str(place))]
    assert main(["convert", *arguments]) in (0, 1)
    capsys.readouterr()
    scored = subprocess.run(
        [sys.executable, str(tool), "--work", str(tmp_path / "w"), "--gold", str(gold)],
        capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    figures = {k: float(v) for k, v in _FIGURE.findall(scored)}
    if name == "splitting":
        figures |= aligned.figures(tmp_path / "w", gold, tool)
    missed = {k: figures[k] for k, bound in floors()[name].items() if not within(figures[k], bound)}
    assert missed == {}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The client's five collections."""
    if not SEEDS.is_dir():
        pytest.skip(f"no development material: {SEEDS.relative_to(ROOT.parent)} is missing")
    root = tmp_path_factory.mktemp("seeds")
    folders = Folders(SEEDS, root / "docs", root / "site", root / "work")
    yield convert_collection(folders, 1, Silent())


def test_seeds_have_their_articles(seeds: Collection) -> None:
    assert tuple(len(s.articles) for s in seeds.sources) == NUMBERED


@pytest.mark.parametrize("pattern", RESIDUE)
def test_seeds_show_no_residue(seeds: Collection, pattern: str) -> None:
    shown = [m[0] for a in seeds.articles for m in re.finditer(pattern, a.text, re.MULTILINE)]
    assert shown == []


def test_seeds_report_the_shared_article_in_both_files(seeds: Collection) -> None:
    source_of = {a.id: a.source for a in seeds.articles}
    twins = {
        frozenset((a.source, source_of[d.article]))
        for a in seeds.articles
        for d in a.duplicates
        if source_of[d.article] != a.source
    }
    assert len(twins) == 1
    told = {f.source for f in seeds.findings if f.code == "article-duplicate"}
    assert told == set(next(iter(twins)))


def test_seeds_have_titles_that_tell_them_apart(seeds: Collection) -> None:
    for source in seeds.sources:
        titles = [a.title for a in source.articles]
        assert all(titles)
        assert all(a != b for a, b in combinations(titles, 2))
