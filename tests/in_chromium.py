"""What the tests in real Chromium share: a watched page, and a server that can be broken."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from wenji.hosting.policy import Policy

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
# Pages of Chromium's own that each new window loads behind its address bar, and processes kept in
# reserve, cost more than half of what a first page costs. Of several lists of features Chromium
# takes the last: what Playwright's list switches off and could touch a page stands here again.
_WINDOW = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
_RESERVE = ("PreloadTopChromeWebUI", "SpareRendererForSitePerProcess")
_PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable"),
    *("LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
CHROMIUM = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    f"--disable-features={','.join((*_PLAYWRIGHT, *_WINDOW, *_RESERVE))}",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
SECONDS = 1000
LONG = 60 * SECONDS
STEP = 50
HALT = 0.3  # seconds: some twenty frames
LEFT = "net::ERR_ABORTED"  # what was still loading when the page was left
STRICT = Policy().text()  # what deploy/ gives to servers
expect.set_options(timeout=LONG)  # no test may fail because a machine is slow


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true in a page.

    Playwright's own waiting for one evaluates it within the page when it is not true at once, and
    the strict policy forbids that: it fails by chance.
    """
    for _ in range(LONG // STEP):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(STEP)
    raise AssertionError(f"never true: {expression}")


class Watched:
    """A browser page, and everything about it that nobody wants to see."""

    def __init__(self, browser: Browser, size: dict[str, int], host: str) -> None:
        self.context = browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        self.context.set_default_timeout(LONG)
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


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing, also when the browser goes before the end."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """No lines between the test results."""


class Server(ThreadingHTTPServer):
    """Serves a site under a policy, and spoils the files whose paths `spoiled` matches."""

    daemon_threads = True

    def __init__(self, folder: Path, policy: str = STRICT) -> None:
        self.policy = policy
        self.spoiled: re.Pattern[str] | None = None
        self.how: Callable[[bytes], bytes | None] = lambda data: None
        self.times = 0
        self.halts: tuple[bytes, ...] = ()
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @contextmanager
    def broken(
        self, pattern: str, how: Callable[[bytes], bytes | None], times: int = 10**6
    ) -> Iterator[None]:
        """While this lasts, files are changed by `how`, or missing where it gives None."""
        self.spoiled, self.how, self.times = re.compile(pattern), how, times
        try:
            yield
        finally:
            self.spoiled = None

    @contextmanager
    def halting(self, *before: bytes) -> Iterator[None]:
        """While this lasts, pages arrive in pieces, each piece when the one before can be seen."""
        self.halts = before
        try:
            yield
        finally:
            self.halts = ()


class _Handler(QuietHandler):
    server: Server

    def end_headers(self) -> None:
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        super().end_headers()

    def do_GET(self) -> None:
        server, path = self.server, urlsplit(self.path).path
        if server.halts and path.endswith("/"):
            return self._send_in_pieces(Path(self.translate_path(path)) / "index.html")
        if not (server.spoiled and server.times > 0 and server.spoiled.search(path)):
            return super().do_GET()
        server.times -= 1
        data = server.how(Path(self.translate_path(path)).read_bytes())
        if data is None:
            return self.send_error(404)
        self.send_response(200)
        self._send(data, "text/javascript")
        return None

    def _send_in_pieces(self, page: Path) -> None:
        data = page.read_bytes()
        places = sorted(data.index(mark) for mark in self.server.halts)
        pieces = [data[a:b] for a, b in pairwise((0, *places, len(data)))]
        self._send(pieces[0], "text/html", len(data))
        for piece in pieces[1:]:
            time.sleep(HALT)
            self.wfile.write(piece)

    def _send(self, data: bytes, kind: str, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(data)))
        self.end_headers()
        self.wfile.write(data)
