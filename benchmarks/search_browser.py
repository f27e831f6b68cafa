"""Real Chromium for `search.py`: first results from a cold browser, and many queries after that.

Bytes are what Chromium's Network events say came over the wire, headers included, of everything
that search caused: engine, index, the search page itself; not the theme that every page loads.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright
from search_load import load
from search_queries import Query

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DRIVER = Path(__file__).with_name("search_page.js")
# Parts of addresses of what search causes, on every site.
CAUSED = ("/search/", "/workers/", "/lunr/", "/pagefind/", "/find/")

SESSION = 10  # queries of one reader: a new browser context, the first question cold
FIRST_LIMIT = 300.0  # s for a first result
READY_LIMIT = 300.0  # s to get ready
IDLE = 800  # ms after which an opened page is taken to be at rest
SETTLE = 600  # ms after a first result in which what it still loads is counted
QUIET = 3  # ms without a request after which an answer's bytes are counted
SEEN = """
(() => {
  const look = () => {
    if (globalThis.benchFirst === undefined && document.querySelector(%r)) {
      globalThis.benchFirst = performance.now()
    }
  }
  new MutationObserver(look).observe(document, {subtree: true, childList: true})
})()
"""
TYPE = """([input, typed]) => {
  const field = document.querySelector(input)
  globalThis.benchFrom = performance.now()
  field.focus()
  field.value = typed
  field.dispatchEvent(new Event("input", {bubbles: true}))
  field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}))
  if (field.matches("[data-wj]")) field.form.requestSubmit()
}"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to search a site: where, and how its page shows that something was found."""

    name: str
    kind: str  # of `search_page.js`
    page: str
    field: str
    result: str
    lasting: bool = False  # getting ready is so slow that there is one session only


PAGE = Engine("ours, page", "OURS", "search/", '[data-wj="input"]', '[data-wj="list"] > *')
_DIALOG = (".md-search__input", ".md-search-result__list > li")
DIALOG = Engine("ours, dialog", "DIALOG", "", *_DIALOG)
MATERIAL = Engine("Material", "DIALOG", "", *_DIALOG, lasting=True)
PAGEFIND = Engine("Pagefind", "PAGEFIND", "find/", "#query", "#results > li")


@dataclass(frozen=True, slots=True)
class First:
    """A first result: from the opening of a link with the query, and typed into a page at rest."""

    link_seconds: float
    link_bytes: int
    typed_seconds: float
    typed_bytes: int
    requests: int
    rest_seconds: float  # the page alone, without a query, until it is loaded
    parts: Mapping[str, int]  # bytes of the typed one, of ours by what they are
    load: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine answered. `pages` are addresses below the site, best first."""

    query: Query
    pages: tuple[str, ...]
    count: int | None  # how many articles the engine says there are
    ms: float
    bytes: int
    cold: bool  # the first question of a session
    error: str | None


@dataclass(slots=True)
class Asked:
    """All answers of one engine."""

    answers: list[Answer] = field(default_factory=list)
    ready_seconds: float = 0.0
    loads: list[float] = field(default_factory=list)  # at the beginning of each session


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window: the machine's own, else Playwright's."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


# --- the wire -------------------------------------------------------------------------------------


class Wire:
    """Counts what a page and its workers load."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open = 0
        self._done: list[Request] = []
        page.on("request", lambda _: self._began())
        page.on("requestfinished", self._ended)
        page.on("requestfailed", lambda _: self._failed())

    def _began(self) -> None:
        self._open += 1

    def _failed(self) -> None:
        self._open -= 1

    def _ended(self, request: Request) -> None:
        self._open -= 1
        self._done.append(request)

    def take(self, wait: float = QUIET) -> list[tuple[str, int]]:
        """Paths and bytes loaded since the last call, as soon as nothing is under way."""
        self._page.wait_for_timeout(wait)
        for _ in range(200):
            if self._open <= 0:
                break
            self._page.wait_for_timeout(wait)
        done, self._done = self._done, []
        paths = [(urlsplit(request.url).path, request) for request in done]
        return [(p, _received(r)) for p, r in paths if any(part in p for part in CAUSED)]


def part_of(path: str) -> str:
    """What a file of ours is, for a breakdown of bytes."""
    if "/assets/" in path:
        return "scripts and style"
    if "/search/" not in path:
        return "engine"
    if not path.endswith(".js"):
        return "page"
    parts = path.split("/search/", 1)[1].removesuffix(".js").split("/")
    return parts[1] if len(parts) > 1 else parts[0]


def _received(request: Request) -> int:
    sizes = request.sizes()
    body = sizes["responseBodySize"]
    if not body:  # of a worker's own script Chromium tells the headers only
        response = request.response()
        body = int(response.headers.get("content-length", 0)) if response else 0
    return body + sizes["responseHeadersSize"]


# --- first result ---------------------------------------------------------------------------------


def first_results(
    browser: Browser, engine: Engine, address: str, queries: Sequence[Query], seconds: float
) -> list[First]:
    """Each query in browsers that know nothing yet; fewer when `seconds` are over."""
    end = time.monotonic() + seconds
    out: list[First] = []
    for query in queries:
        if out and time.monotonic() > end:
            break
        link = f"{address}{engine.page}?q={quote(query.typed)}"
        with _cold(browser, engine) as (page, wire):
            page.goto(link)
            link_seconds = _wait_for_first(page) / 1000
            linked = wire.take(SETTLE)
        with _cold(browser, engine) as (page, wire):
            page.goto(address + engine.page)
            page.wait_for_timeout(IDLE)
            rest = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            page.evaluate(TYPE, [engine.field, query.typed])
            typed_seconds = (_wait_for_first(page) - page.evaluate("benchFrom")) / 1000
            typed = wire.take(SETTLE)
        parts: Counter[str] = Counter()
        for path, received in typed:
            parts[part_of(path)] += received
        out.append(
            First(
                link_seconds,
                sum(received for _, received in linked),
                typed_seconds,
                parts.total(),
                len(typed),
                rest / 1000,
                parts,
                load(),
            )
        )
    return out


@contextmanager
def _cold(browser: Browser, engine: Engine) -> Iterator[tuple[Page, Wire]]:
    context = browser.new_context()
    context.add_init_script(SEEN % engine.result)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield page, Wire(page)
    context.close()


def _wait_for_first(page: Page) -> float:
    page.wait_for_function("globalThis.benchFirst !== undefined", timeout=FIRST_LIMIT * 1000)
    return float(page.evaluate("benchFirst"))


# --- many queries ---------------------------------------------------------------------------------


def ask(
    browser: Browser,
    engine: Engine,
    address: str,
    queries: Sequence[Query],
    *,
    seconds: float,
    limit: float,
    names: Mapping[str, str] | None = None,
) -> Asked:
    """Ask one query after the other; fewer when `seconds` are over, `limit` seconds for each.

    `names` are the addresses of pages where an engine calls them otherwise.
    """
    asked = Asked()
    end = time.monotonic() + seconds
    session = len(queries) if engine.lasting else SESSION
    for start in range(0, len(queries), session):
        asked.loads.append(load())
        with _session(browser, engine, address, asked) as (page, wire):
            for place, query in enumerate(queries[start : start + session]):
                found = page.evaluate(
                    "([typed, options]) => bench.ask(typed, options)",
                    [query.typed, {"limit": limit * 1000}],
                )
                received = sum(n for _, n in wire.take())
                asked.answers.append(_answer(query, found, received, place == 0, names))
                if time.monotonic() > end:
                    return asked
    return asked


def complete(browser: Browser, address: str, queries: Sequence[Query], most: int) -> list[Answer]:
    """Ask our engine for all articles at once, `most` at most, without measuring."""
    asked = Asked()
    with _session(browser, PAGE, address, asked) as (page, _):
        for query in queries:
            size = min(most, len(query.truth) + SESSION)
            found = page.evaluate(
                "([typed, options]) => bench.ask(typed, options)",
                [query.typed, {"limit": READY_LIMIT * 1000, "size": size}],
            )
            asked.answers.append(_answer(query, found, 0, False, None))
    return asked.answers


@contextmanager
def _session(
    browser: Browser, engine: Engine, address: str, asked: Asked
) -> Iterator[tuple[Page, Wire]]:
    """A page of a new reader in which the engine is ready."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(address + engine.page)
        page.wait_for_timeout(IDLE if engine.lasting else 50)
        page.add_script_tag(path=str(DRIVER))
        wire = Wire(page)
        began = time.monotonic()
        page.evaluate("([k, l]) => bench.start(k, l)", [engine.kind, READY_LIMIT * 1000])
        asked.ready_seconds = max(asked.ready_seconds, time.monotonic() - began)
        yield page, wire
    finally:
        context.close()


def _answer(
    query: Query,
    found: Mapping[str, Any],
    received: int,
    cold: bool,
    names: Mapping[str, str] | None,
) -> Answer:
    pages = [names.get(page, page) for page in found["pages"]] if names else found["pages"]
    return Answer(
        query=query,
        pages=tuple(pages),
        count=found["count"],
        ms=found["ms"],
        bytes=received,
        cold=cold,
        error=found["error"],
    )
