"""axe in real Chromium: no finding on any kind of page, in light and dark, wide and narrow."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from in_chromium import DESKTOP, PHONE, Server, Watched
from page_kinds import page_kinds
from playwright.sync_api import Browser, Page, expect
from search_page import ask, part, told

from wenji.contract import read_articles
from wenji.model import Folders

# WCAG 2.2 AA, and what axe's authors hold to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What has other colours alone is asked for its colours: all else was asked of it in the light.
COLOURS = ["color-contrast", "link-in-text-block"]
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def findings(page: Page, *, coloured: bool = True) -> list[str]:
    """What axe complains of on a page as it stands, in the dark of its colours: rule, place.

    Without `coloured`, the colours are left out: half of what axe has to do.
    """
    dark = page.evaluate(DARK)
    only = {"type": "rule", "values": COLOURS} if dark else {"type": "tag", "values": TAGS}
    options: dict[str, object] = {"runOnly": only, "resultTypes": ["violations"]}
    if not coloured:
        options["rules"] = {rule: {"enabled": False} for rule in COLOURS}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """The reader's colours."""
    return str(request.param)


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, scheme: str, chromium: Browser, server: Server) -> Page:
    """A page with the reader's size and colours."""
    made = Watched(chromium, SIZES[request.param], server.host)
    request.addfinalizer(made.context.close)
    made.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    return made.page


def test_pages(page: Page, scheme: str, server: Server, sample_site: Folders) -> None:
    """Every kind of page in Simplified; in the other languages, whose pages are the same but for
    their words, wide and light and without their colours: words have none of their own."""
    kinds = page_kinds(sample_site.docs, sample_site.site)
    size = page.viewport_size
    wide = size is not None and size["width"] == DESKTOP["width"]
    wrong = []
    for kind in kinds:
        own = kind.lang == kinds[0].lang
        if own or (wide and scheme == "light"):
            page.goto(server.address + kind.address)
            wrong += [f"{kind} {finding}" for finding in findings(page, coloured=own)]
    assert wrong == []


@pytest.mark.parametrize("query", ["党员", "党员教育锦囊", "☎☎"])
def test_search_page(query: str, page: Page, server: Server) -> None:
    page.goto(f"{server.address}search/?q={quote(query)}")
    told(page)
    assert findings(page) == []


def test_suggestions(page: Page, server: Server) -> None:
    page.goto(f"{server.address}search/")
    part(page, "input").press_sequentially("dang")
    expect(part(page, "options").locator("[role=option]").first).to_be_visible()
    assert findings(page) == []


def test_dialog(page: Page, server: Server) -> None:
    page.goto(server.address)
    ask(page, "党员")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert findings(page) == []


def test_hits_in_an_article(page: Page, server: Server, sample_site: Folders) -> None:
    article = read_articles(sample_site.work)[0]
    own = article["page"].removeprefix("zh/").removesuffix(".md")
    page.goto(f"{server.address}{quote(own)}/?h={quote(article['title'][:2])}")
    expect(page.locator("mark.wj-hit").first).to_be_visible()
    assert findings(page) == []
