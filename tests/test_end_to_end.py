"""The sample site in real Chromium: every page, on a desktop and on a phone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from wenji.contract import read_articles
from wenji.model import Folders

pytestmark = pytest.mark.xdist_group("browser")  # one worker builds the sample and opens it

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
SECONDS = 1000
LEFT = "net::ERR_ABORTED"  # what was still loading when the page was left


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing, also when the browser goes before the end."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """No lines between the test results."""


@pytest.fixture(scope="module")
def address(sample_site: Folders) -> Iterator[str]:
    """Where the sample site is served."""
    handler = partial(QuietHandler, directory=str(sample_site.site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM)
        yield opened
        opened.close()


class Watched:
    """A browser page, and everything about it that nobody wants to see."""

    def __init__(self, browser: Browser, size: dict[str, int], host: str) -> None:
        self.context = browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self._note(m.type == "error", f"console: {m.text}"))
        self.page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        self.page.on(
            "requestfailed", lambda r: self._note(r.failure != LEFT, f"{r.failure}: {r.url}")
        )
        self.page.on("request", lambda r: self._note(not _is_own(r.url, host), f"host: {r.url}"))

    def _note(self, bad: bool, what: str) -> None:
        if bad:
            self.complaints.append(f"{self.page.url} {what}")

    def open(self, url: str) -> None:
        """Open a page and wait until it has loaded."""
        answer = self.page.goto(url, wait_until="load")
        self._note(answer is None or not answer.ok, "did not open")


def _is_own(url: str, host: str) -> bool:
    return urlsplit(url).scheme in ("data", "blob") or urlsplit(url).netloc == host


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def watched(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Watched]:
    """A watched page in both sizes."""
    made = Watched(browser, request.param, urlsplit(address).netloc)
    yield made
    made.context.close()


def pages_of(site: Path) -> list[str]:
    """The address of every page, relative to the site."""
    found = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    return sorted(quote(name.removesuffix("index.html")) for name in found)


def test_the_sample_is_large_enough_to_show_what_the_program_does(sample_site: Folders) -> None:
    articles = read_articles(sample_site.work)
    assert len({a["source"] for a in articles}) >= 12
    assert len(articles) >= 45
    assert len({t["id"] for a in articles for t in a["themes"]}) >= 8


def test_every_page_opens_cleanly(browser: Browser, address: str, sample_site: Folders) -> None:
    pages = pages_of(sample_site.site)
    assert len(pages) > len(read_articles(sample_site.work))
    watched = Watched(browser, DESKTOP, urlsplit(address).netloc)
    sizes = [DESKTOP, PHONE]
    for name in pages:
        watched.open(address + name)
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
    watched: Watched, address: str, sample_site: Folders
) -> None:
    article = read_articles(sample_site.work)[0]
    page = article["page"].removeprefix("zh/").removesuffix(".md") + "/"
    watched.open(address + quote(page))
    expect(watched.page.locator("h1:visible")).to_contain_text(article["title"])
    main = watched.page.locator("main")
    expect(main.locator("[data-wj-text]")).to_be_visible()
    for target in ("/themes/", "/sources/"):
        assert main.locator(f"a[href*='{target.strip('/')}/']").count(), target
    assert watched.complaints == []


def test_a_remembered_phrase_is_found(watched: Watched, address: str, sample_site: Folders) -> None:
    title = read_articles(sample_site.work)[0]["title"]
    page = watched.page
    watched.open(address)
    opener = page.locator("label.md-header__button[for='__search']")
    if opener.is_visible():  # a phone has no room for the field
        opener.click()
    query = page.locator("[data-md-component=search-query]")
    query.fill(title)
    query.press("End")  # Material looks when a key goes up
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=60 * SECONDS)
    expect(page.locator(".md-search-result__list")).to_contain_text(title[:4])
    assert watched.complaints == []
