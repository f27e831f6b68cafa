"""What readers of a real nginx get while releases come and go."""

from __future__ import annotations

import gzip
import http.client
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import brotli
import pytest
from programs import lacking, program
from publishing import free_port, make_site, published, wait_for

PUBLICATIONS = 50
PACKINGS = ["identity", "gzip", "br"]
PAUSE = 0.005  # seconds: what publishes needs the core too
PAGES = [f"页/{n}/index.html" for n in range(8)]
# Of one length, a page and its variants too; and some that both sites share.
SITES = [
    {p: f"{word} {p} " * 400 if n % 3 else f"同 {p} " * 400 for n, p in enumerate(PAGES)}
    for word in "甲乙"
]
PACKAGES = "nginx libnginx-mod-http-brotli-static"
MODULE = "ngx_http_brotli_static_module.so"
CONFIG = """
load_module {module};
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ }}
http {{
  access_log off;
  types {{ text/html html; }}
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  gzip_static on;
  brotli_static on;
  server {{ listen 127.0.0.1:{port}; root {target}/current/site; }}
}}
"""


@contextmanager
def nginx(folder: Path, target: Path) -> Iterator[int]:
    """A real nginx that shows the current release; its port."""
    binary, port = program("nginx", PACKAGES), free_port()
    module = Path("/usr/lib/nginx/modules", MODULE)
    if not module.exists():
        lacking(MODULE, PACKAGES)
    user = "" if os.getuid() else "user root;"  # else its workers may not read our folders
    values = {"module": module, "user": user, "folder": folder, "target": target, "port": port}
    (folder / "nginx.conf").write_text(CONFIG.format(**values), "utf-8")
    log = folder / "nginx.log"
    log.touch()
    command = [binary, "-p", str(folder), "-e", str(log), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command) as process:
        try:
            wait_for(port, process, log)
            yield port
        finally:
            process.terminate()


class Reader(threading.Thread):
    """Reads all pages over and over, plain and compressed; keeps what is wrong with them."""

    def __init__(self, port: int, right: dict[str, set[bytes]]) -> None:
        super().__init__(daemon=True)
        self.port, self.right = port, right
        self.wrong: list[str] = []
        self.tags: dict[tuple[str, str, str], bytes] = {}  # page, packing, ETag → content
        self.read = 0
        self.enough = threading.Event()

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(line):
            while not self.enough.wait(PAUSE):
                for packing in PACKINGS:
                    for page in PAGES:
                        self._look(line, page, packing)

    def _look(self, line: http.client.HTTPConnection, page: str, packing: str) -> None:
        status, tag, body = get(line, page, {"Accept-Encoding": packing})
        self.read += 1
        if status != 200 or body not in self.right[page]:
            self.wrong.append(f"{status} {page} {len(body)}")
        elif self.tags.setdefault((page, packing, tag), body) != body:
            self.wrong.append(f"{tag} stands for two contents of {page}")


def get(
    line: http.client.HTTPConnection, page: str, head: dict[str, str]
) -> tuple[int, str, bytes]:
    """Status, ETag and unpacked content of a page."""
    line.request("GET", "/" + "".join(f"%{b:02x}" for b in page.encode()), headers=head)
    answer = line.getresponse()
    body = answer.read()
    packing = answer.headers.get("Content-Encoding", "")
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}[packing]
    return answer.status, answer.headers.get("ETag", ""), unpack(body)


def once(port: int, page: str, head: dict[str, str]) -> tuple[int, str, bytes]:
    """The same on a connection of its own."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        return get(line, page, head)


def test_readers_get_whole_pages_of_one_release_or_the_other(tmp_path: Path) -> None:
    target = tmp_path / "target"
    sites = [make_site(tmp_path / name / "site", SITES[n]) for n, name in enumerate("ab")]
    right = {page: {(site / page).read_bytes() for site in sites} for page in PAGES}
    published(sites[0], target)
    with nginx(tmp_path, target) as port:
        reader = Reader(port, right)
        reader.start()
        for n in range(1, PUBLICATIONS + 1):
            assert published(sites[n % 2], target, keep=2).new
        reader.enough.set()
        reader.join()
    assert reader.wrong == []
    assert reader.read > PUBLICATIONS
    # It has seen the change: both contents of a page that differs.
    assert {body for (p, *_), body in reader.tags.items() if p == PAGES[1]} == right[PAGES[1]]


@pytest.mark.parametrize("packing", PACKINGS)
def test_an_old_etag_never_confirms_new_content(packing: str, tmp_path: Path) -> None:
    """Two versions of one length, published within a second: only their times differ."""
    sites = [make_site(tmp_path / name / "site", SITES[n]) for n, name in enumerate("ab")]
    head = {"Accept-Encoding": packing}
    with nginx(tmp_path, tmp_path / "target") as port:
        published(sites[0], tmp_path / "target")
        tags = {page: once(port, page, head)[1] for page in PAGES}
        published(sites[1], tmp_path / "target")
        for n, page in enumerate(PAGES):
            status, tag, body = once(port, page, {**head, "If-None-Match": tags[page]})
            if n % 3:
                assert (status, body) == (200, (sites[1] / page).read_bytes())
                assert tag != tags[page]
            else:  # what did not change is not sent again
                assert status == 304
