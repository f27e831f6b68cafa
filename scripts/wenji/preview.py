"""The web server of `serve`: shows a built folder on this machine and reloads open pages.

Nothing is added to files on the disk: the small script that asks for the build's number is
put into pages as they are sent.
"""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

HOST = "127.0.0.1"
BUILD_PATH = "/__wenji_build__"
POLL_MS = 1000  # soon enough to feel live, rare enough to cost nothing

# Systems differ in what they know (Windows asks its registry): the site's own kinds are fixed.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}

_RELOAD = """<script>
(() => {
  const ask = async () => {
    try {
      const build = await (await fetch("PATH", { cache: "no-store" })).text()
      if (build !== "BUILD") return location.reload()
    } catch (error) { /* the server is away; ask again */ }
    setTimeout(ask, POLL)
  }
  setTimeout(ask, POLL)
})()
</script>
"""


class Preview(ThreadingHTTPServer):
    """Serves `folder` on this machine alone, and counts its builds."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.build = 1
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def renewed(self) -> None:
        """Tell open pages to reload: the folder holds a new build."""
        self.build += 1


def find(folder: Path, path: str) -> Path | None:
    """The file that a request's path means, None when there is none inside `folder`.

    >>> find(Path("."), "/../../etc/passwd") is None
    True
    """
    parts = [part for part in unquote(urlsplit(path).path).split("/") if part]
    if any(part in (".", "..") or "\\" in part or "\0" in part for part in parts):
        return None
    file = folder.joinpath(*parts)
    try:
        if file.is_dir():
            file = file / "index.html"
        return file if file.is_file() and _is_inside(file, folder) else None
    except (OSError, ValueError):
        return None


def _is_inside(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def content_type(file: Path) -> str:
    """The media type of a file, the same on every system for what a site is made of.

    >>> content_type(Path("app.js"))
    'text/javascript; charset=utf-8'
    """
    known = TYPES.get(file.suffix.lower())
    return known or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def with_reload(page: bytes, build: int) -> bytes:
    """A page with the script that reloads it once the build's number has changed."""
    script = _RELOAD.replace("PATH", BUILD_PATH).replace("BUILD", str(build))
    return page + script.replace("POLL", str(POLL_MS)).encode("ascii")


class _Handler(BaseHTTPRequestHandler):
    server: Preview

    def do_GET(self) -> None:
        build, folder = self.server.build, self.server.folder
        if self.path == BUILD_PATH:
            return self._send(HTTPStatus.OK, "text/plain", str(build).encode("ascii"))
        file = find(folder, self.path)
        path = unquote(urlsplit(self.path).path)
        if file and not path.endswith(("/", file.name)):  # a folder: its pages link relatively
            return self._redirect(path + "/")
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or find(folder, "/404.html")
        if file is None:
            return self._send(status, "text/plain", b"404")
        try:
            body = file.read_bytes()
        except OSError:  # a new build took the folder's place between the two lines
            return self._send(HTTPStatus.NOT_FOUND, "text/plain", b"404")
        if file.suffix == ".html":
            body = with_reload(body, build)
        return self._send(status, content_type(file), body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", quote("/" + path.lstrip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the browser went on to another page

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal shows builds and their errors, not requests."""
