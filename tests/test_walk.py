"""A walk through every kind of page in every language: wide, narrow, dark, on paper, by keyboard.

What is walked is found in the site (page_kinds.py): a new kind of page or a new language needs no
word here. Axe has a walk of its own (test_accessibility.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from in_chromium import DESKTOP, Server, Watched
from page_kinds import Kind, page_kinds
from playwright.sync_api import Browser, Page, expect
from search_page import told

from wenji.languages import SIMPLIFIED, tag
from wenji.model import Folders

WIDTHS = (1440, 768, 640, 360, 320)  # 640 and 320 are 1280 at 200 % and 400 %
PAPER = {"width": 640, "height": 970}  # what A4 leaves between margins of 22 and 20 mm
SCHEMES = {"light": "default", "dark": "slate"}
TABS = 40  # keys from the top of a page to its main part, at most
# What is wrong with a page as it stands.
LOOK = """() => {
  const wrong = []
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const name = (node) => `<${node.localName} ${node.className?.baseVal ?? node.className ?? ""}>`
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("main *")].find((node) =>
      seen(node) && node.getBoundingClientRect().right > innerWidth + 1)
    wrong.push(`scrolls sideways ${wide ? name(wide) : ""}`)
  }
  const heads = [...document.querySelectorAll("h1")].filter(seen)
  if (heads.length !== 1 || !heads[0].innerText.trim()) wrong.push(`${heads.length} headings h1`)
  const main = document.querySelector("main")
  if (main.innerText.trim().length < 10) wrong.push("no text in the main part")
  return wrong
}"""
NAMELESS = """() => {
  const said = (node) => [
    node.getAttribute("aria-label"), node.getAttribute("title"), node.innerText, node.value,
    ...(node.getAttribute("aria-labelledby") ?? "").split(" ").map((id) =>
      document.getElementById(id)?.innerText),
    ...[...(node.labels ?? [])].map((label) => label.innerText),
    ...[...node.querySelectorAll("[alt], title")].map((n) => n.alt ?? n.textContent),
  ].some((text) => text?.trim())
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.tabIndex >= 0)
    .filter((node) => !said(node)).map((node) => node.outerHTML.slice(0, 120))
}"""
FOCUSED = """() => {
  const node = document.activeElement
  return { inside: Boolean(node.closest("main")), hidden: !node.checkVisibility() }
}"""


@pytest.fixture(scope="module")
def kinds(sample_site: Folders) -> list[Kind]:
    """Every kind of page in every language."""
    return page_kinds(sample_site.docs, sample_site.site)


@pytest.fixture(scope="module", params=SCHEMES)
def walker(request: pytest.FixtureRequest, chromium: Browser, server: Server) -> Iterator[Watched]:
    """A watched page for the whole walk in one scheme; it tells of every console message, too."""
    made = Watched(chromium, DESKTOP, server.host)
    made.page.emulate_media(color_scheme=request.param)
    made.page.on("console", lambda m: made.complaints.append(f"{made.page.url} {m.type}: {m.text}"))
    yield made
    made.context.close()


def looks(page: Page, where: str) -> list[str]:
    """What is wrong with a page as it stands."""
    return [f"{where}: {wrong}" for wrong in page.evaluate(LOOK)]


def test_all_kinds_and_languages_are_walked(kinds: list[Kind]) -> None:
    names = {kind.name for kind in kinds}
    assert names >= {"home", "themes", "theme", "article", "sources", "source", "search"}
    assert names >= {"help", "about", "404"}
    for name in ("home", "article", "search"):
        assert len({kind.lang for kind in kinds if kind.name == name}) == 3


def test_every_page(walker: Watched, kinds: list[Kind], server: Server) -> None:
    """Language and colours, every width and paper; by keyboard, wide in the light and narrow in
    the dark, in which nothing has another place."""
    page, wrong = walker.page, []
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for kind in kinds:
        page.set_viewport_size({"width": 360 if dark else 1440, "height": 900})
        walker.open(server.address + kind.address)
        wrong += [f"{kind}: {problem}" for problem in keyboard(page)]
        wrong += [f"{kind}: no name {node}" for node in page.evaluate(NAMELESS)]
        folder = kind.file.partition("/")[0]
        expected = tag(folder if folder in ("zh-Hant", "en") else SIMPLIFIED)
        if page.evaluate("document.documentElement.lang") != expected:
            wrong.append(f"{kind}: lang")
        scheme = page.evaluate("document.body.dataset.mdColorScheme")
        if scheme != SCHEMES["dark" if dark else "light"]:
            wrong.append(f"{kind}: not in the colours of the system")
        for width in () if dark else WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong += looks(page, f"{kind} {width} px")
        if not dark:
            wrong += on_paper(page, kind)
    assert wrong + walker.complaints == []


def on_paper(page: Page, kind: Kind) -> list[str]:
    """What is wrong with a page in print."""
    if page.locator("[data-wj-print]").count():  # prints what was chosen: here nothing
        return []
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    found = looks(page, f"{kind} on paper")
    page.emulate_media(media="screen")
    return found


def test_search_with_results(walker: Watched, kinds: list[Kind], server: Server) -> None:
    page, wrong = walker.page, []
    for kind in kinds:
        if kind.name == "search":
            walker.open(f"{server.address}{kind.address}?q={quote('党员')}")
            expect(page.locator("[data-wj=list] h3").first).to_be_visible()
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                wrong += looks(page, f"{kind} with results {width} px")
            wrong += [f"{kind}: no name {node}" for node in page.evaluate(NAMELESS)]
            assert any(c.isdigit() for c in told(page))
    assert wrong + walker.complaints == []


def keyboard(page: Page) -> Iterator[str]:
    """What goes wrong on the way from the top of a page to its main part by Tab."""
    if not page.locator("main :is(a[href], button, input, summary):visible").count():
        return
    for _ in range(TABS):
        page.keyboard.press("Tab")
        focused: dict[str, Any] = page.evaluate(FOCUSED)
        if focused["hidden"]:
            yield "focus on something hidden"
        if focused["inside"]:
            return
    yield f"main part not reached by {TABS} Tabs"


def test_pages_are_readable_without_scripts(
    chromium: Browser, kinds: list[Kind], server: Server
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 900}
    )
    page, wrong = context.new_page(), []
    for kind in kinds:
        page.goto(server.address + kind.address)
        main = page.locator("main")
        if main.locator("h1:visible").count() != 1 or len(main.inner_text().strip()) < 10:
            wrong.append(f"{kind}: no text")
        places = page.locator(".md-tabs a, .md-nav--primary a")
        if not places.count():
            wrong.append(f"{kind}: no way to other places")
        contents = page.locator("details.wj-contents")
        if contents.count():
            contents.locator("summary").click()
            if not contents.locator("a").first.is_visible():
                wrong.append(f"{kind}: contents do not open")
    context.close()
    assert wrong == []
