"""The sample site in real Chromium: every page, on a desktop and on a phone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from in_chromium import DESKTOP, PHONE, SECONDS, Server, Watched
from page_kinds import languages
from playwright.sync_api import Browser, expect

from wenji.contract import read_articles
from wenji.model import Folders


def pages_of(site: Path) -> list[str]:
    """Every page of the root's language, relative to the site; test_walk.py looks at the others."""
    others = tuple(folder for folder in languages(site) if folder)
    found = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    found = [name for name in found if not name.startswith(others)]
    return sorted(quote(name.removesuffix("index.html")) for name in found)


def test_the_sample_is_large_enough_to_show_what_the_program_does(sample_site: Folders) -> None:
    articles = read_articles(sample_site.work)
    assert len({a["source"] for a in articles}) >= 12
    assert len(articles) >= 45
    assert len({t["id"] for a in articles for t in a["themes"]}) >= 8


def test_every_page_opens_cleanly(chromium: Browser, server: Server, sample_site: Folders) -> None:
    """Every Simplified page; of the others, which are made from them, one in ten (test_walk.py
    opens every kind of page in every language).
    """
    all_pages = pages_of(sample_site.site)
    further = [name for name in all_pages if name.startswith(("zh-Hant/", "en/"))]
    pages = [name for name in all_pages if name not in further] + further[::10]
    assert len(pages) > len(read_articles(sample_site.work))
    watched = Watched(chromium, DESKTOP, server.host)
    sizes = [DESKTOP, PHONE]
    for name in pages:
        watched.open(server.address + name)
        if watched.page.locator("h1:visible").count() != 1:
            watched.complaints.append(f"{name} has not one visible h1")
        sizes.reverse()  # the next page is opened in the size in which this one is left
        for size in sizes:
            watched.page.set_viewport_size(size)  # type: ignore[arg-type]
            if watched.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                watched.complaints.append(f"{name} scrolls sideways at {size['width']} px")
    watched.page.wait_for_load_state("networkidle")
    watched.context.close()
    assert watched.complaints == []


def test_an_article_tells_its_source_and_leads_on(
    both: Watched, server: Server, sample_site: Folders
) -> None:
    article = read_articles(sample_site.work)[0]
    page = article["page"].removeprefix("zh/").removesuffix(".md") + "/"
    both.open(server.address + quote(page))
    expect(both.page.locator("h1:visible")).to_contain_text(article["title"])
    main = both.page.locator("main")
    expect(main.locator("[data-wj-text]")).to_be_visible()
    for target in ("/themes/", "/sources/"):
        assert main.locator(f"a[href*='{target.strip('/')}/']").count(), target
    assert both.complaints == []


def test_a_remembered_phrase_is_found(both: Watched, server: Server, sample_site: Folders) -> None:
    title = read_articles(sample_site.work)[0]["title"]
    page = both.page
    both.open(server.address)
    opener = page.locator("label.md-header__button[for='__search']")
    if opener.is_visible():  # a phone has no room for the field
        opener.click()
    query = page.locator("[data-md-component=search-query]")
    query.fill(title)
    query.press("End")  # Material looks when a key goes up
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=60 * SECONDS)
    expect(page.locator(".md-search-result__list")).to_contain_text(title[:4])
    assert both.complaints == []
