"""The study pages as they are written and built, and that a reader gets to them."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import made_collection as made
import numpy as np
import pytest
from in_chromium import PHONE, Server, Watched
from mkdocs.utils.meta import get_data
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from wenji import addresses, messages
from wenji.facts import genre_words, genres
from wenji.facts.genre_words import BEGINS, CLOSINGS, ENDS
from wenji.languages import LANGUAGES
from wenji.model import Collection, Facts, Folders
from wenji.study.glossary import MOST
from wenji.study.lexicon import lexicon
from wenji.write.pages import render
from wenji.write.study.parts import ROWS


def metas(collection: Collection) -> dict[str, dict[str, Any]]:
    """The front matter of every page, as MkDocs reads it."""
    return {path: get_data(text)[1] for path, text in render(collection).items()}


# --- pages -----------------------------------------------------------------------------------


def test_a_small_collection_has_its_years_on_one_page() -> None:
    pages = metas(made.sample())
    years = pages[addresses.YEARS]
    assert [(y["year"], y["count"]) for y in years["years"]] == [(2021, 1), (2020, 1), (2019, 1)]
    assert [m["month"] for m in years["years"][1]["months"]] == [9]
    assert years["years"][0]["months"][0]["month"] == 0  # the date is a year
    assert len(years["undated_articles"]) == years["undated"] == 10
    assert not [p for p in pages if p.startswith("zh/years/") and p != addresses.YEARS]


def test_a_large_collection_has_a_page_for_each_year_and_no_page_without_bound() -> None:
    collection = made.many(3 * ROWS, 60)
    same = replace(  # all of one year, and undated ones
        collection,
        sources=tuple(
            replace(
                s,
                articles=tuple(
                    replace(a, facts=Facts(f"2019-0{n % 9 + 1}-02" if n < 4 else None))
                    for n, a in enumerate(s.articles)
                ),
            )
            for s in collection.sources
        ),
    )
    pages = metas(same)
    parts = [p for p in pages if p.startswith("zh/years/2019")]
    assert parts == ["zh/years/2019.md", "zh/years/2019-2.md", "zh/years/2019-3.md"]
    listed = [a["page"] for p in parts for m in pages[p]["months"] for a in m["articles"]]
    assert len(listed) == len(set(listed)) == round(3 * ROWS * 4 / 5)
    for path, meta in pages.items():
        if path.startswith("zh/years/"):
            assert sum(len(m["articles"]) for m in meta.get("months", [])) <= ROWS
    assert "months" not in pages[addresses.YEARS]["years"][0]


@pytest.mark.parametrize("size", [60, 240])
def test_study_pages_of_a_larger_collection_are_not_larger(size: int) -> None:
    pages = render(made.many(size, 200))
    study = [
        text
        for path, text in pages.items()
        if path.split("/")[1] in ("terms", "quotations", "years", "genres", "indexes")
        or path in (addresses.HOME, addresses.ABOUT)
    ]
    assert max(map(len, study)) < 60_000


def test_a_genre_has_a_page_in_both_languages() -> None:
    collection = made.sample()
    page = metas(collection)["zh/genres/工作总结.md"]
    assert page["title"] == "工作总结" and page["count"] == 1
    assert {name for name, _ in (*ENDS, *BEGINS, *CLOSINGS)} == genre_words.KEYS.keys()
    for name, key in genre_words.KEYS.items():
        assert messages.text(f"genre.{key}") == name
        assert genres.names(name)["en"].isascii()


def test_every_way_of_the_indexes_leads_to_a_page() -> None:
    pages = metas(made.sample())
    ways = pages[addresses.INDEXES]["ways"]
    assert [w["key"] for w in ways] == ["years", "genres", "terms", "quotations"]
    assert all(w["page"] in pages for w in ways)


def test_figures_add_up() -> None:
    collection = made.sample()
    about = metas(collection)[addresses.ABOUT]
    assert about["figures"]["articles"] == len(collection.articles)
    assert sum(r["count"] for r in about["formats"]) == len(collection.sources)
    assert sum(r["count"] for r in about["years"]) == about["figures"]["dated"]
    assert sum(r["count"] for r in about["findings"]) == 4


def test_hostile_words_are_text_on_study_pages() -> None:
    hostile = "<script>x</script>"
    collection = made.sample()
    theme = replace(collection.themes[0], keywords=(hostile, "水渠"))
    first = collection.sources[0].articles[0]
    marked = replace(
        first,
        text=f"{first.text}{hostile}孔子说：“三人行，<b>必</b>有我师焉。”",
        tags=(hostile,),
        facts=replace(first.facts, genre="../..<i>"),
    )
    source = replace(collection.sources[0], articles=(marked, *collection.sources[0].articles[1:]))
    pages = render(replace(collection, sources=(source,), themes=(theme, *collection.themes[1:])))
    assert all(re.fullmatch(r"(?:zh|en)/[\w/.-]+\.md", path) and ".." not in path for path in pages)
    terms = [
        term
        for path, text in pages.items()
        if path.startswith("zh/terms/") and path != addresses.TERMS
        for term in get_data(text)[1]["terms"]
    ]
    assert [t["id"] for t in terms if t["term"] == hostile]
    assert not re.search(r"[<>\s#]", "".join(t["id"] for t in terms))


def test_two_runs_give_the_same_pages() -> None:
    assert render(made.sample()) == render(made.sample())
    found = lexicon(made.sample().articles, ())
    again = lexicon(made.sample().articles, ())
    assert found.words == again.words and np.array_equal(found.counts, again.counts)
    assert len(found.words) < MOST


# --- the built site --------------------------------------------------------------------------


def links(site: Path, page: Path) -> set[Path]:
    """The pages that a page links to."""
    found = set()
    for link in LexborHTMLParser(page.read_text("utf-8")).css("a[href]"):
        parts = urlsplit(link.attributes["href"] or "")
        if not parts.netloc and parts.path:
            target = (page.parent / unquote(parts.path) / "index.html").resolve()
            found.add(target)
    return found


STUDY = [
    "", "search/", "help/", "about/", "themes/", "sources/", "indexes/", "years/", "genres/",
    "terms/", "quotations/",
]  # fmt: skip


def test_every_page_is_two_clicks_from_all_study_pages(sample_site: Folders) -> None:
    site = sample_site.site.resolve()
    known: dict[Path, set[Path]] = {}

    def of(page: Path) -> set[Path]:
        if page not in known:
            known[page] = links(site, page) if page.is_file() else set()
        return known[page]

    for page in sorted(site.rglob("index.html")):
        near = of(page) | {page}
        near |= {far for one in near for far in of(one)}
        language = page.relative_to(site).parts[0]
        home = site / language if language in LANGUAGES else site
        wanted = {(home / name / "index.html").resolve() for name in STUDY}
        assert wanted <= near, page.relative_to(site)


def test_every_page_is_reached_from_the_home_page(sample_site: Folders) -> None:
    site = sample_site.site.resolve()
    home = site / "index.html"
    seen, queue = {home}, deque([home])
    while queue:
        for target in links(site, queue.popleft()):
            if target not in seen and target.is_file():
                seen.add(target)
                queue.append(target)
    assert set(site.rglob("index.html")) - seen == set()


def test_anchors_of_places_are_on_their_pages(sample_site: Folders) -> None:
    checked = 0
    for page in sorted(sample_site.site.rglob("index.html")):
        for link in LexborHTMLParser(page.read_text("utf-8")).css("main a[href*='#']"):
            parts = urlsplit(link.attributes["href"] or "")
            if parts.netloc or not parts.fragment:
                continue
            target = page
            if parts.path:
                target = (page.parent / unquote(parts.path) / "index.html").resolve()
            there = LexborHTMLParser(target.read_text("utf-8"))
            ids = {n.attributes.get("id") for n in there.css("[id]")}
            assert unquote(parts.fragment) in ids, (page, link.attributes["href"])
            checked += 1
    assert checked > 100


def test_the_sample_has_quotations_and_passages(sample_site: Folders) -> None:
    for name in ("quotations", "quotations/sayings", "quotations/passages"):
        page = LexborHTMLParser((sample_site.site / name / "index.html").read_text("utf-8"))
        assert page.css(".wj-quotations > li"), name


def test_a_quotation_leads_to_its_marked_place(watched: Watched, server: Server) -> None:
    watched.open(f"{server.address}quotations/")
    watched.page.locator(".wj-where a").first.click()
    watched.page.locator("mark.wj-hit").first.wait_for(timeout=60_000)
    assert not watched.complaints


@pytest.mark.parametrize("width", [320, PHONE["width"]])
def test_study_pages_do_not_scroll_sideways(width: int, chromium: Browser, server: Server) -> None:
    made_page = Watched(chromium, {"width": width, "height": 740}, server.host)
    try:
        for name in [*STUDY, "terms/s/", "genres/speeches/", "quotations/passages/"]:
            made_page.open(server.address + name)
            wide = made_page.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, name
        assert not made_page.complaints
    finally:
        made_page.context.close()
