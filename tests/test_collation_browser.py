"""The collation view in real Chromium: edits in place, notes, sources, and back again."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from in_chromium import DESKTOP, PHONE, Server, Watched
from playwright.sync_api import Browser, Page, expect
from test_accessibility import findings

from wenji.contract import read_text
from wenji.model import Folders

TEXT = "[data-wj-text]"


@cache
def files(site: Path) -> dict[str, Any]:
    """What the pages are handed, by `SOURCE/NN`."""
    found = {}
    for path in sorted((site / "collation").rglob("*.js")):
        name, data = json.loads(f"[{path.read_text('utf-8')[len('wenjiCollation(') : -2]}]")
        found[name] = data
    return found


def edits(data: Any) -> int:
    rows = [b[1:] for b in data["blocks"] if isinstance(b, list)]
    return sum(isinstance(run, list) for row in [*rows, *data["around"]] for run in row)


@pytest.fixture
def busiest(sample_site: Folders) -> str:
    """The article with the most kinds of edits."""
    found = files(sample_site.site)
    return max(found, key=lambda name: (len(found[name]["rules"]), edits(found[name])))


def switch(page: Page) -> None:
    page.locator("button[data-wj-collation]").click()


def switched_on(page: Page) -> None:
    switch(page)
    expect(page.locator(".wj-collated")).to_be_visible()


def html(page: Page) -> str:
    return str(page.locator(TEXT).evaluate("element => element.innerHTML"))


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_edits_are_shown_and_taken_back(
    both: Watched, server: Server, sample_site: Folders, busiest: str
) -> None:
    both.open(f"{server.address}articles/{busiest}/")
    page = both.page
    before, text = html(page), page.locator(TEXT).evaluate("e => e.textContent")
    button = page.locator("button[data-wj-collation]")
    expect(button).to_have_attribute("aria-pressed", "false")
    switched_on(page)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_in_viewport()
    count = edits(files(sample_site.site)[busiest])
    expect(page.locator(".wj-collate [role=status]")).to_contain_text(str(count))
    assert page.locator("a.wj-edit[id]").count() == count
    assert page.locator(f"{TEXT} del").count() and page.locator(f"{TEXT} ins").count()
    assert not scrolls_sideways(page)
    kept = page.locator(TEXT).evaluate(
        """element => {
          const copy = element.cloneNode(true)
          const added = "del, sup, .wj-sign, .wj-original, .wj-around"
          for (const one of copy.querySelectorAll(added)) one.remove()
          return copy.textContent
        }"""
    )
    assert kept == text
    switch(page)
    expect(button).to_have_attribute("aria-pressed", "false")
    assert html(page) == before
    assert page.locator(".wj-notes, .wj-legend").count() == 0
    assert both.complaints == []


def test_each_edit_leads_to_its_note_and_back(
    watched: Watched, server: Server, busiest: str
) -> None:
    watched.open(f"{server.address}articles/{busiest}/")
    page = watched.page
    switched_on(page)
    for link in page.locator("a.wj-edit[id]").all():
        note = page.locator(link.get_attribute("href") or "")
        assert (note.locator("em").inner_text()) in (link.get_attribute("title") or "")
    notes = page.locator(".wj-notes li")
    numbers = [int(n) for n in page.locator("a.wj-edit sup").all_inner_texts()]
    assert sorted(numbers) == list(range(1, notes.count() + 1))
    assert "rule." not in page.locator(".wj-notes").inner_text()
    back = notes.last.locator("a").first
    back.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".wj-edit:target")).to_be_in_viewport()
    page.locator(".wj-edit:target").press("Enter")
    expect(page.locator(".wj-notes li:target")).to_be_in_viewport()
    assert watched.complaints == []


def test_source_of_each_paragraph(
    both: Watched, server: Server, sample_site: Folders, busiest: str
) -> None:
    both.open(f"{server.address}articles/{busiest}/")
    page = both.page
    switched_on(page)
    lines = re.split(r"\r\n|\r|\n", read_text(sample_site.work, busiest.partition("/")[0]))
    page.get_by_role("button", name="各段原文").click()
    shown = page.locator(".wj-source").evaluate_all(
        "all => all.map(one => [one.start, [...one.children].map(line => line.textContent)])"
    )
    assert len(shown) == len(files(sample_site.site)[busiest]["blocks"])
    for first, texts in shown:
        for k, text in enumerate(texts):
            assert text.strip() in lines[first - 1 + k]
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="各段原文").click()
    assert page.locator(".wj-source").count() == 0
    page.locator(".wj-original").nth(1).click()
    expect(page.locator(".wj-source")).to_have_count(1)
    page.get_by_role("button", name="结束校勘").click()
    assert page.locator(".wj-source, .wj-original").count() == 0
    assert page.evaluate("document.activeElement.matches('[data-wj-text]')")
    assert both.complaints == []


def test_every_article_can_be_collated_and_comes_back(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    for name, data in files(sample_site.site).items():
        watched.open(f"{server.address}articles/{name}/")
        before = html(watched.page)
        switched_on(watched.page)
        assert watched.page.locator("a.wj-edit[id]").count() == edits(data), name
        if not edits(data):
            expect(watched.page.locator(".wj-collate [role=status]")).to_contain_text("没有改动")
        switch(watched.page)
        assert html(watched.page) == before, name
    assert watched.complaints == []


def test_hits_of_a_search_and_edits_together(
    watched: Watched, server: Server, busiest: str, sample_site: Folders
) -> None:
    blocks = files(sample_site.site)[busiest]["blocks"]
    n, at = next((n, b[1]) for n, b in enumerate(blocks) if isinstance(b, list) and b[1] > 3)
    page = watched.page
    watched.open(f"{server.address}articles/{busiest}/")
    across = page.locator(f"{TEXT} > *").nth(n).inner_text()[at - 2 : at + 3]  # with the edit in it
    watched.open(f"{server.address}articles/{busiest}/?h={across}")
    expect(page.locator("mark.wj-hit").first).to_be_visible()
    marked = html(page)
    switched_on(page)
    assert page.locator("mark.wj-hit a.wj-edit").count()
    switch(page)
    assert html(page) == marked
    switched_on(page)
    page.get_by_label("去掉标记").click()
    switch(page)
    assert page.locator("mark").count() == 0
    page.goto(f"{server.address}articles/{busiest}/")
    clean = html(page)
    assert clean == re.sub("</?mark[^>]*>", "", marked)
    assert watched.complaints == []


def test_from_a_folder_without_a_server(
    chromium: Browser, sample_site: Folders, busiest: str
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((sample_site.site / f"articles/{busiest}/index.html").as_uri())
    before = html(page)
    switched_on(page)
    assert page.locator("a.wj-edit").count()
    switch(page)
    assert html(page) == before
    assert errors == []
    context.close()


def test_a_missing_file_is_told_and_may_be_asked_for_again(
    watched: Watched, server: Server, busiest: str
) -> None:
    watched.open(f"{server.address}articles/{busiest}/")
    page = watched.page
    with server.broken(r"/collation/", lambda data: None):
        switch(page)
        status = page.locator(".wj-collate [role=status]")
        expect(status).to_contain_text(f"{busiest}.js")
    assert page.locator("button[data-wj-collation]").get_attribute("aria-pressed") == "false"
    switched_on(page)


def test_a_page_that_was_edited_by_hand_is_left_alone(
    watched: Watched, server: Server, busiest: str
) -> None:
    watched.open(f"{server.address}articles/{busiest}/")
    page = watched.page
    page.locator(f"{TEXT} > p").first.evaluate("p => p.append('。')")
    before = html(page)
    switch(page)
    expect(page.locator(".wj-collate [role=status]")).to_contain_text("手工")
    assert html(page) == before


def test_without_scripts_the_page_is_as_before(
    chromium: Browser, server: Server, busiest: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}articles/{busiest}/")
    expect(page.locator("button[data-wj-collation]")).to_be_hidden()
    context.close()


def test_in_print_there_are_marks_and_notes_and_no_buttons(
    watched: Watched, server: Server, busiest: str
) -> None:
    watched.open(f"{server.address}articles/{busiest}/")
    page = watched.page
    switched_on(page)
    page.locator(".wj-original").nth(1).click()
    page.emulate_media(media="print")
    for shown in ("del", "ins", "sup", ".wj-notes li", ".wj-source", ".wj-legend"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".wj-original", ".wj-legend button", ".wj-notes small a", ".wj-collate"):
        expect(page.locator(hidden).first).to_be_hidden()
    # The theme lets colours of links pass into each other for a moment.
    expect(page.locator(".wj-edit").first).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    size: dict[str, int], scheme: Any, chromium: Browser, server: Server, busiest: str
) -> None:
    made = Watched(chromium, size, server.host)
    made.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    made.open(f"{server.address}articles/{busiest}/")
    assert findings(made.page) == []
    switched_on(made.page)
    made.page.locator(".wj-original").nth(1).click()
    assert findings(made.page) == []
    made.context.close()
