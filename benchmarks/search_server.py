"""A static file server for `search.py`: HTTP/1.1, nothing compressed. Prints its port first.

    python3 benchmarks/search_server.py FOLDER

The one of Python's library takes more than a millisecond of processor time for a request, ten
times what a real server takes, and would be what is measured.
"""

from __future__ import annotations

import asyncio
import mimetypes
import sys
from email.utils import formatdate
from pathlib import Path
from urllib.parse import unquote

INDEX = "index.html"
TYPES = {".js": "text/javascript", ".json": "application/json", ".md": "text/plain"}
DEFAULT = "application/octet-stream"
END = b"\r\n\r\n"


class Connection(asyncio.Protocol):
    """Answers one request after the other on a connection that stays open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request; bodies are not expected."""
        self._held += data
        while END in self._held:
            head, self._held = self._held.split(END, 1)
            self._transport.write(answer(self._folder, head.split(b"\r\n", 1)[0].decode("latin-1")))


def answer(folder: Path, request: str) -> bytes:
    """Head and body for a request line."""
    words = request.split(" ")
    path = unquote(words[1].partition("?")[0]).lstrip("/") if len(words) > 1 else ""
    file = folder / path
    if not path or path.endswith("/"):
        file /= INDEX
    if ".." in path.split("/") or not file.is_file():
        return head("404 Not Found", "text/plain", 0, 0)
    body = file.read_bytes()
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or DEFAULT
    return head("200 OK", kind, len(body), file.stat().st_mtime) + body


def head(status: str, kind: str, length: int, changed: float) -> bytes:
    """What stands before a body."""
    lines = (
        f"HTTP/1.1 {status}",
        "Server: static",
        f"Date: {formatdate(usegmt=True)}",
        f"Content-Type: {kind}",
        f"Content-Length: {length}",
        f"Last-Modified: {formatdate(changed, usegmt=True)}",
    )
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def serve(folder: Path) -> None:
    """Serve until the process is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(folder), "127.0.0.1", 0, backlog=64)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]).resolve()))
