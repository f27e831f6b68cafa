"""The sample collection in sources/ comes out as its makers wrote it, in every detail."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wenji.commands.options import ROOT
from wenji.convert import convert
from wenji.model import Source
from wenji.read import list_sources, read_source

TRUTH = Path(__file__).parent / "sample_truth"
SOURCES = ROOT / "sources"
NAMES = [path.name.removesuffix(".json") for path in sorted(TRUTH.glob("*.json"))]
# Facts of which the truth tells every one; dates and origins may be those of the whole file.
WHOLE = frozenset({"author", "subtitle", "organisation", "place", "audience", "number"})


@cache
def truth(name: str) -> Mapping[str, Any]:
    """What the makers of a source say is in it."""
    content: Mapping[str, Any] = json.loads((TRUTH / f"{name}.json").read_text("utf-8"))
    return content


@cache
def result(name: str) -> Source:
    """What the program makes of the source."""
    raw, problem = read_source(SOURCES, name)
    assert problem is None
    return convert(raw)


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


def test_every_source_has_its_truth() -> None:
    assert list(list_sources(SOURCES).files) == NAMES
    assert sum(len(truth(name)["articles"]) for name in NAMES) >= 45


@pytest.mark.parametrize("name", NAMES)
def test_encoding(name: str) -> None:
    found = result(name).encoding
    assert found is not None  # the truth says UTF-16, whichever byte comes first
    assert re.sub(r"^(utf-16)-[lb]e$", r"\1", found) == truth(name)["encoding"]


@pytest.mark.parametrize("name", NAMES)
def test_given_titles(name: str) -> None:
    wanted = [article["title"] for article in truth(name)["articles"]]
    assert [article.given_title for article in result(name).articles] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_titles_tell_articles_apart(name: str) -> None:
    for article, true in zip(result(name).articles, truth(name)["articles"], strict=True):
        assert article.title.startswith(true["title"])
        assert (article.title_origin == "derived") == (article.title != article.given_title)
    titles = [article.title for article in result(name).articles]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs(name: str) -> None:
    for article, true in zip(result(name).articles, truth(name)["articles"], strict=True):
        wanted = [squeezed(p) for p in true["paragraphs"]]
        assert [squeezed(p.text) for p in article.paragraphs] == wanted, true["title"]


@pytest.mark.parametrize("name", NAMES)
def test_headings(name: str) -> None:
    for article, true in zip(result(name).articles, truth(name)["articles"], strict=True):
        wanted = [(h["level"], squeezed(h["text"])) for h in true["headings"]]
        assert [(h.level, squeezed(h.text)) for h in article.headings] == wanted, true["title"]


@pytest.mark.parametrize("name", NAMES)
def test_facts(name: str) -> None:
    for article, true in zip(result(name).articles, truth(name)["articles"], strict=True):
        of_its_own = {*true["facts"], *WHOLE}
        found = {k: v for k, v in article.facts.items() if k in of_its_own}
        assert found == true["facts"], true["title"]


@pytest.mark.parametrize("name", NAMES)
def test_the_date_of_the_whole_file_is_that_of_articles_without_one(name: str) -> None:
    common = truth(name)["facts"].get("date")
    for article, true in zip(result(name).articles, truth(name)["articles"], strict=True):
        if common and "date" not in true["facts"]:
            assert article.facts.date == common


@pytest.mark.parametrize("name", NAMES)
def test_no_noise_is_left(name: str) -> None:
    shown = squeezed("".join(a.text for a in result(name).articles))
    left = [n for n in truth(name)["noise"] if squeezed(n) and squeezed(n) in shown]
    assert left == []


@pytest.mark.parametrize("name", NAMES)
def test_truncated_articles_are_told(name: str) -> None:
    wanted = sum(bool(article.get("truncated")) for article in truth(name)["articles"])
    found = sum(f.code == "sentence-truncated" for f in result(name).findings)
    assert found >= wanted
