"""The sites that `search.py` compares: ours, Material's and Pagefind's, made of the same pages.

Ours is built by the project's own command. The peers share one site, made by MkDocs and Material
from the same Markdown pages without our templates: title and text, nothing else. Pagefind reads
its HTML, marked with `data-pagefind-body`, as its manual recommends.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenji.audit.catalog import read_catalog
from wenji.audit.ledger import plain_text, replay
from wenji.search.tables import page_url

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"
DONE = "wenji-benchmark-done"  # a file in a folder that is finished

COLLECTION = "collection.pickle"
BUILD = f"""
import pickle, sys
from pathlib import Path
from wenji.commands.site import build
from wenji.model import Folders
from wenji.progress import Silent

root = Path(sys.argv[1])
folders = Folders(*(root / name for name in ("sources", "docs", "site", "work")))
collection = build(folders, int(sys.argv[2]), Silent()).collection
(root / "{COLLECTION}").write_bytes(pickle.dumps(collection))
"""
PEER_SETTINGS = """\
site_name: 文集
docs_dir: docs
site_dir: site
use_directory_urls: true
theme:
  name: material
  custom_dir: theme
  language: zh
  font: false
  features: [navigation.tabs, navigation.top, toc.follow, search.highlight]
nav:
  - index.md
not_in_nav: /articles/
markdown_extensions:
  - attr_list
  - toc:
      marker: ""
      toc_depth: 2-4
plugins:
  - search:
      lang: zh
hooks:
  - hook.py
"""
PEER_TEMPLATE = """\
{% extends "base.html" %}
{% block content %}
<div {% if page.meta.article %}data-pagefind-body{% endif %}>
<h1>{{ page.title | e }}</h1>
{{ page.content }}
</div>
{% endblock %}
"""
# Our pages escape what Markdown would take for markup; nothing else of ours is in the peers' site.
PEER_HOOK = """\
from wenji.write.early_escapes import EarlyEscapes


def on_config(config):
    config.markdown_extensions.append(EarlyEscapes())
    return config
"""
PAGEFIND_PAGE = """\
<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>Pagefind</title></head>
<body><input id="query"><ol id="results"></ol><script type="module" src="find.js"></script></body>
</html>
"""
# What Pagefind's own interface does, without its looks: search, then load what is shown.
PAGEFIND_SCRIPT = """\
const shown = 5
async function find(query) {
  globalThis.pagefind ??= await import("/pagefind/pagefind.js")
  const found = await pagefind.search(query)
  const first = await Promise.all(found.results.slice(0, shown).map((result) => result.data()))
  const rows = first.map(({ url, meta, excerpt }) => {
    const row = document.createElement("li")
    row.innerHTML = `<a href="${url}">${meta.title}</a> ${excerpt}`
    return row
  })
  document.querySelector("#results").replaceChildren(...rows)
}
const input = document.querySelector("#query")
input.addEventListener("keyup", () => find(input.value))
const given = new URLSearchParams(location.search).get("q")
if (given) find(given)
"""


@dataclass(frozen=True, slots=True)
class Text:
    """One article: its page's address relative to the site, its title and plain text."""

    page: str
    title: str
    text: str


class SiteFailed(Exception):
    """A site could not be built; the text says why."""


# --- ours -----------------------------------------------------------------------------------------


def build_ours(root: Path, workers: int) -> Path:
    """Convert `root/sources` and build the site in `root/site`, always anew; returns the site.

    What was converted stays in `root/collection.pickle`, for measuring the index alone.
    """
    run([sys.executable, "-c", BUILD, str(root), str(workers)])
    return root / "site"


def texts(root: Path) -> list[Text]:
    """What the ledgers of the run say: the truth knows nothing of the index."""
    return [
        Text(page_url(a["page"]), a["title"], plain_text(replay(record, a["id"])))
        for record in read_catalog(root / "work").records
        for a in record.articles
    ]


# --- the peers ------------------------------------------------------------------------------------


def build_material(root: Path) -> Path:
    """The peers' site from the pages in `root/docs`; kept if it is one of the same pages."""
    peer = root / "peer"
    pages = {}
    for page in sorted((root / "docs" / "zh" / "articles").rglob("*.md")):
        head, body = front_matter(page.read_text("utf-8"))
        title = next(line for line in head if line.startswith("title: "))
        where = page.relative_to(root / "docs" / "zh").as_posix()
        pages[where] = f"---\n{title}\narticle: true\n---\n\n{body}"
    digest = hashlib.sha256(repr(pages).encode()).hexdigest()
    if (peer / DONE).exists() and (peer / DONE).read_text("ascii") == digest:
        return peer / "site"
    shutil.rmtree(peer, ignore_errors=True)
    for where, page_text in pages.items():
        write(peer / "docs" / where, page_text)
    write(peer / "docs" / "index.md", "# 首页\n")
    write(peer / "mkdocs.yml", PEER_SETTINGS)
    write(peer / "theme" / "main.html", PEER_TEMPLATE)
    write(peer / "hook.py", PEER_HOOK)
    run([sys.executable, "-m", "mkdocs", "-q", "build", "-f", str(peer / "mkdocs.yml")])
    write(peer / DONE, digest)
    return peer / "site"


def front_matter(page: str) -> tuple[list[str], str]:
    """The lines of a page's front matter, and what follows."""
    _, head, body = page.split("---\n", 2)
    return head.splitlines(), body.strip() + "\n"


def build_pagefind(site: Path, program: str) -> None:
    """Add Pagefind's index, with its default settings, and a page that searches it."""
    if (site / "pagefind" / DONE).exists():
        return
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    run([program, "--site", str(site), "--quiet"])
    write(site / "find" / "index.html", PAGEFIND_PAGE)
    write(site / "find" / "find.js", PAGEFIND_SCRIPT)
    (site / "pagefind" / DONE).touch()


def pagefind_program(given: str | None) -> str | None:
    """Where the extended Pagefind is: given, installed in this environment, or on the path."""
    if given:
        return given
    try:
        from pagefind_bin_extended import get_executable  # type: ignore[import-not-found]

        return str(get_executable())
    except (ImportError, FileNotFoundError):
        return shutil.which("pagefind_extended") or shutil.which("pagefind")


def pagefind_pages(site: Path) -> dict[str, str]:
    """Pagefind's names of pages → their addresses relative to the site."""
    out = {}
    for file in sorted((site / "pagefind" / "fragment").glob("*.pf_fragment")):
        data = gzip.decompress(file.read_bytes())
        url = json.loads(data[data.index(b"{") :])["url"]
        out[file.stem] = url.lstrip("/")
    return out


# --- serving --------------------------------------------------------------------------------------


class Server:
    """A static server in a process of its own, so that it takes no time of the measuring one."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, str(Path(__file__).with_name("search_server.py")), str(folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="ascii")
        assert self._process.stdout is not None
        self.address = f"http://127.0.0.1:{int(self._process.stdout.readline())}/"

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def run(command: Sequence[str]) -> None:
    """Run a program quietly; SiteFailed says what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        lines = done.stdout.strip().splitlines()[-12:]
        raise SiteFailed("\n".join(lines))


def write(path: Path, content: str) -> None:
    """Write a text file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def size(folder: Path) -> tuple[int, int]:
    """Files below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in _files(folder)]
    return len(sizes), sum(sizes)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
