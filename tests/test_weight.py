"""What a page weighs on a phone that sees it for the first time. Sizes and counts, no times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from in_chromium import SECONDS
from page_kinds import ARTICLE, page_kinds
from playwright.sync_api import Browser
from weighing import Weight, paints, paints_without_scripts, serving, weigh

from wenji.model import Folders

# Asked of an article: 250 kB in 12 requests. What we keep, so that growth is noticed early:
MOST_BYTES = 130_000  # over the wire, gzip level 6, heads included
MOST_REQUESTS = 12
HANGING = 20 * SECONDS
# Where the parts of the header stand that a reader sees, in pixels.
PLACES = """() => [...document.querySelectorAll("header .md-header__option, header .md-search")]
  .filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect().x)"""


@pytest.fixture(scope="module")
def weights(chromium: Browser, sample_site: Folders) -> dict[str, Weight]:
    """Each kind of page, visited once with nothing in the cache; in other languages a few."""
    kinds = page_kinds(sample_site.docs, sample_site.site)
    own = kinds[0].lang
    kinds = [k for k in kinds if k.lang == own or k.name in (ARTICLE, "home", "search")]
    with serving(sample_site.site) as address:
        return {str(kind): weigh(chromium, address + kind.address) for kind in kinds}


@pytest.fixture(scope="module")
def mute(sample_site: Folders) -> Iterator[str]:
    """The site on a server that never answers for scripts."""
    with serving(sample_site.site, holds=".js") as address:
        yield address


def test_all_kinds_are_weighed(weights: dict[str, Weight]) -> None:
    for kind in (ARTICLE, f"{ARTICLE} (short)", "home", "theme", "source", "search", "404"):
        assert any(name.endswith(f" {kind}") for name in weights), kind


def test_bytes_over_the_wire(weights: dict[str, Weight]) -> None:
    assert {k: w.bytes for k, w in weights.items() if not 5_000 < w.bytes <= MOST_BYTES} == {}


def test_requests(weights: dict[str, Weight]) -> None:
    assert {k: w.requests for k, w in weights.items() if len(w.requests) > MOST_REQUESTS} == {}


def test_search_is_loaded_when_somebody_searches(weights: dict[str, Weight]) -> None:
    for kind, weight in weights.items():
        asked = [url for url in weight.requests if "worker" in url or "engine" in url]
        assert not asked and not any("/search/1" in url for url in weight.requests), kind


def test_nothing_moves(weights: dict[str, Weight]) -> None:
    assert {k: (w.shift, w.shifted) for k, w in weights.items() if w.shift} == {}


def test_first_paint_waits_for_no_script(
    chromium: Browser, mute: str, sample_site: Folders
) -> None:
    kinds = page_kinds(sample_site.docs, sample_site.site)
    blocked = [
        str(kind)
        for kind in kinds
        if kind.lang == kinds[0].lang  # the same templates
        and not paints_without_scripts(chromium, mute + kind.address, HANGING)
    ]
    assert blocked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_the_system_need_no_script_of_the_theme(
    scheme: str, chromium: Browser, sample_site: Folders
) -> None:
    """The small script that comes first is enough: the page is not shown in other colours first."""
    with serving(sample_site.site, holds=".min.js") as address:
        page = chromium.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(address, wait_until="commit")
        wanted = {"light": "default", "dark": "slate"}[scheme]
        page.wait_for_selector(f"body[data-md-color-scheme={wanted}]", timeout=HANGING)
        page.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_header_stands_before_its_scripts_come(
    width: int, chromium: Browser, sample_site: Folders
) -> None:
    """What only scripts show has its place from the beginning (a slow network shows the gap)."""
    places = []
    for holds in (".js", ""):
        with serving(sample_site.site, holds=holds) as address:
            page = chromium.new_page(viewport={"width": width, "height": 900})
            page.goto(address, wait_until="commit" if holds else "networkidle")
            assert paints(page)
            places.append(page.evaluate(PLACES))
            page.close()
    assert places[0] == places[1] != []
