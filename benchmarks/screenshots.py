"""Pictures of every kind of page, in each language, width and scheme, for a person to look through.

    python3 benchmarks/screenshots.py FOLDER                      # of the repository's own site
    python3 benchmarks/screenshots.py FOLDER --docs DOCS --site SITE
    python3 benchmarks/screenshots.py --refresh                   # the READMEs' pictures

Runs in the environment of `scripts/test.py`, in real Chromium. FOLDER gets a PNG for each and
`index.html`, which shows them side by side. `--refresh` writes `notes/pictures/` anew.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from in_chromium import BROWSERS, CHROMIUM  # noqa: E402
from page_kinds import Kind, page_kinds  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from weighing import serving  # noqa: E402

WIDTHS = (1440, 768, 360)
SCHEMES = ("light", "dark")
TALL = 2400  # pixels of a page that are shown
QUERY = "?q=" + quote("工作")  # what the search page is shown with
PICTURES = ROOT / "notes/pictures"
# The READMEs' pictures: kind, width, height.
KEPT = {
    "home": ("home", 1280, 860),
    "article": ("article", 1280, 860),
    "phone": ("article", 390, 780),
}
SHEET = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>body{{font:14px sans-serif;background:#888}}h2{{margin:2em 0 .5em}}
div{{display:flex;gap:8px;align-items:start;overflow-x:auto}}img{{height:520px}}</style>
{rows}
</html>
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to take."""

    kind: Kind
    width: int
    scheme: str

    @property
    def name(self) -> str:
        """Of its file."""
        return f"{self.kind.name} {self.kind.lang} {self.width} {self.scheme}.png".replace(" ", "-")


def shots(kinds: Sequence[Kind]) -> Iterator[Shot]:
    """All that are to be taken, page by page."""
    for kind in kinds:
        for scheme in SCHEMES:
            for width in WIDTHS:
                yield Shot(kind, width, scheme)


def take(browser: Browser, address: str, wanted: Sequence[Shot], folder: Path) -> None:
    """Take the pictures: each page is opened once for a scheme."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in SCHEMES:
        page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        opened = None
        for shot in wanted:
            if shot.scheme != scheme:
                continue
            if shot.kind != opened:
                opened = shot.kind
                query = QUERY if shot.kind.name == "search" else ""
                page.goto(address + shot.kind.address + query, wait_until="networkidle")
            page.set_viewport_size({"width": shot.width, "height": 900})
            tall = min(TALL, int(page.evaluate("document.documentElement.scrollHeight")))
            page.set_viewport_size({"width": shot.width, "height": max(900, tall)})
            page.screenshot(path=folder / shot.name)
        page.close()


def sheet(wanted: Sequence[Shot]) -> str:
    """The page that shows all pictures."""
    rows: dict[str, list[str]] = {}
    for shot in wanted:
        picture = (
            f'<a href="{quote(shot.name)}"><img src="{quote(shot.name)}" loading="lazy" alt=""></a>'
        )
        rows.setdefault(str(shot.kind), []).append(picture)
    parts = (f"<h2>{escape(k)}</h2><div>{''.join(v)}</div>" for k, v in rows.items())
    return SHEET.format(rows="\n".join(parts))


def refresh(browser: Browser, address: str, kinds: Sequence[Kind]) -> None:
    """Write the pictures of the READMEs anew."""
    first = {kind.name: kind for kind in reversed(kinds) if kind.lang == lang_of_root(kinds)}
    for name, (kind, width, height) in KEPT.items():
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        page.goto(address + first[kind].address, wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()


def lang_of_root(kinds: Sequence[Kind]) -> str:
    """The language of the site's root."""
    return next(kind.lang for kind in kinds if kind.file == "index.html")


def main(arguments: Sequence[str]) -> int:
    """Take what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--only", help="kinds of pages, with commas between")
    parser.add_argument("--refresh", action="store_true", help="the READMEs' pictures")
    options = parser.parse_args(arguments)
    if not (options.folder or options.refresh):
        parser.error("where to? name a FOLDER, or --refresh")
    kinds = page_kinds(options.docs, options.site)
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright, serving(options.site) as address:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        if options.refresh:
            refresh(browser, address, kinds)
        if options.folder:
            only = options.only.split(",") if options.only else [kind.name for kind in kinds]
            wanted = [shot for shot in shots(kinds) if shot.kind.name in only]
            take(browser, address, wanted, options.folder)
            (options.folder / "index.html").write_text(sheet(wanted), "utf-8", newline="\n")
            print(f"{len(wanted)} pictures: {options.folder / 'index.html'}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
