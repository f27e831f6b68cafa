"""What a page weighs: bytes and requests as a cold phone gets them, shifts, paints, work.

A server that sends compressed files as nginx sends precompressed ones, and measures from inside
Chromium. Shared by tests/test_weight.py and benchmarks/page_weight.py.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from in_chromium import LONG, STRICT, QuietHandler
from playwright.sync_api import Browser, BrowserContext, Page

LEVEL = 6  # of gzip: nginx's own files are usually made at this one or a higher
COMPRESSED = (".html", ".js", ".css", ".svg", ".json", ".xml", ".txt")
PHONE = {"width": 360, "height": 740}
POLL = 50  # milliseconds
SETTLED = 300  # milliseconds after loading, for what comes late
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"

# Runs before everything else in the page.
OBSERVE = """
  self.seen = {shift: 0, shifted: [], long: 0, blocking: 0, largest: 0}
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
    .observe({type, buffered: true})
  watch("layout-shift", (entry) => {
    if (entry.hadRecentInput) return
    seen.shift += entry.value
    for (const {node} of entry.sources) seen.shifted.push(node?.outerHTML?.slice(0, 80) ?? "?")
  })
  watch("longtask", ({duration}) => { seen.long++; seen.blocking += duration - 50 })
  watch("largest-contentful-paint", ({startTime}) => { seen.largest = startTime })
"""
# Down the whole page, as a reader goes, and back.
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
    scrollTo(0, y)
    await new Promise(requestAnimationFrame)
  }
  scrollTo(0, 0)
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""


class Compressing(ThreadingHTTPServer):
    """Serves a folder over HTTP/1.1, text as gzip where `compress` says so.

    With `holds`, files whose names end so are never answered until the server is closed.
    """

    daemon_threads = True

    def __init__(self, folder: Path, compress: bool = True, holds: str = "") -> None:
        self.folder, self.compress, self.holds = folder, compress, holds
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


@contextmanager
def serving(folder: Path, compress: bool = True, holds: str = "") -> Iterator[str]:
    """The address of a folder that is served while this lasts."""
    with Compressing(folder, compress, holds) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.closing.set()
        server.shutdown()


@cache
def _gzipped(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), LEVEL, mtime=0)


class _Handler(QuietHandler):
    protocol_version = "HTTP/1.1"
    server: Compressing

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def do_GET(self) -> None:  # noqa: N802
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if self.server.holds and path.name.endswith(self.server.holds):
            self.server.closing.wait()
        asked = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (asked and self.server.compress and path.suffix in COMPRESSED and path.is_file()):
            return super().do_GET()
        data = _gzipped(str(path))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None


@dataclass(slots=True)
class Weight:
    """What one cold visit costs. Times in milliseconds; `shifted` names what moved."""

    bytes: int  # over the wire, heads included
    requests: list[str]
    shift: float
    shifted: list[str]
    first_paint: float
    largest_paint: float
    loaded: float
    blocking: float  # of tasks, what is longer than 50 ms
    script: float
    task: float
    style: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """A phone and its network: slowness of the processor, bytes a second, latency in ms."""

    processor: float = 1
    down: float = 0
    latency: float = 0


def weigh(browser: Browser, url: str, conditions: Conditions | None = None) -> Weight:
    """Visit a page for the first time, read it to its end, and give what it cost."""
    context = phone(browser)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        sizes: list[float] = []
        asked: list[str] = []
        session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
        page.on("request", lambda r: asked.append(r.url))
        session.send("Network.enable")
        session.send("Performance.enable")
        if conditions:
            session.send("Emulation.setCPUThrottlingRate", {"rate": conditions.processor})
            session.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": conditions.latency,
                    "downloadThroughput": conditions.down,
                    "uploadThroughput": conditions.down,
                },
            )
        page.goto(url, wait_until="load")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
        spent = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        page.evaluate(SCROLL)
        seen: dict[str, Any] = page.evaluate("seen")
        return Weight(
            round(sum(sizes)),
            [url for url in asked if not url.startswith(("data:", "blob:"))],
            seen["shift"],
            seen["shifted"],
            first_paint(page),
            seen["largest"],
            page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"),
            seen["blocking"],
            spent["ScriptDuration"] * 1000,
            spent["TaskDuration"] * 1000,
            (spent["RecalcStyleDuration"] + spent["LayoutDuration"]) * 1000,
        )
    finally:
        context.close()


def phone(browser: Browser) -> BrowserContext:
    """A phone with nothing in its cache, whose pages tell what they went through."""
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="zh-CN",
    )
    context.add_init_script(OBSERVE)
    return context


def paints(page: Page, wait: float = LONG) -> bool:
    """Whether a page shows something within `wait` milliseconds."""
    for _ in range(int(wait / POLL)):
        if page.evaluate(PAINTED):
            return True
        page.wait_for_timeout(POLL)
    return False


def first_paint(page: Page) -> float:
    """When a page first showed something, in milliseconds after its start."""
    assert paints(page)
    painted = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return float(page.evaluate(painted))


def paints_without_scripts(browser: Browser, url: str, wait: float = 10_000) -> bool:
    """Whether a page shows its heading while no script arrives, from a server that `holds` them."""
    context = phone(browser)
    try:
        page = context.new_page()
        page.goto(url, wait_until="commit")
        return paints(page, wait) and page.locator("h1:visible").count() == 1
    finally:
        context.close()
