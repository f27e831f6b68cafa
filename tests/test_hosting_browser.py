"""Every kind of page in real Chromium, behind real nginx, under the policy that hosts get."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from in_chromium import DESKTOP, Watched
from page_kinds import page_kinds
from playwright.sync_api import Browser, expect
from web_servers import Release, Running, nginx

from wenji.model import Folders

VIOLATIONS = """
  self.violations = []
  addEventListener("securitypolicyviolation", (event) =>
    self.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""
PHRASE = "工作"
# What readers press on an article: each may load or change something.
BUTTONS = "main button:visible, .md-header button:visible"


@pytest.fixture(scope="module", params=["/", "/ziliao/wenji/"])
def served(request: pytest.FixtureRequest, sample_site: Folders) -> Iterator[Running]:
    """The sample behind nginx."""
    with tempfile.TemporaryDirectory(prefix="wenji-") as name:
        published = Release(Path(name) / "published")
        published.folder.mkdir()
        published.put("one", sample_site.site)
        with nginx(Path(name), published.folder, request.param) as server:
            yield server


@pytest.fixture
def page(chromium: Browser, served: Running) -> Iterator[Watched]:
    """A browser page that tells of every violation, error and foreign request."""
    made = Watched(chromium, DESKTOP, urlsplit(served.address).netloc)
    made.context.add_init_script(VIOLATIONS)
    yield made
    made.context.close()


def test_no_kind_of_page_violates_the_policy(
    page: Watched, served: Running, sample_site: Folders
) -> None:
    wrong = []
    for kind in page_kinds(sample_site.docs, sample_site.site):
        if kind.name == "404" and served.path != "/":
            continue  # its addresses are absolute: it needs site_url, as `deploy` tells
        page.open(served.address + kind.address)
        wrong += [f"{kind}: {v}" for v in page.page.evaluate("self.violations")]
    assert wrong + page.complaints == []


def test_search_under_the_policy(page: Watched, served: Running) -> None:
    for language in ("", "en/", "zh-Hant/"):
        page.open(f"{served.address}{language}search/?q={quote(PHRASE)}")
        found = page.page.locator("[data-wj=list] h3")
        expect(found.first).to_be_visible()
        found.first.locator("a").click()
        expect(page.page.locator("main mark").first).to_be_visible()
        assert page.page.evaluate("self.violations") == []
    page.open(served.address)
    page.page.keyboard.press("/")
    page.page.locator(".md-search__input").press_sequentially(PHRASE)
    expect(page.page.locator(".md-search-result__item").first).to_be_visible()
    assert page.page.evaluate("self.violations") == []
    assert page.complaints == []


def test_a_readers_tools_under_the_policy(page: Watched, served: Running, long: str) -> None:
    page.open(served.address + long)
    pressed = 0
    for number in range(page.page.locator(BUTTONS).count()):
        button = page.page.locator(BUTTONS).nth(number)
        if button.is_visible():
            button.click(force=True)
            pressed += 1
            page.page.keyboard.press("Escape")
    assert pressed >= 4
    page.page.locator("[data-wj-collation]").first.evaluate("(node) => node.click()")
    page.page.wait_for_timeout(500)
    assert page.page.evaluate("self.violations") == []
    assert page.complaints == []
    assert served.address in page.page.url


def test_a_policy_that_is_violated_would_be_seen(page: Watched, served: Running) -> None:
    page.open(served.address)
    page.page.evaluate("""() => {
      const script = document.createElement("script")
      script.textContent = "self.ran = true"
      document.head.append(script)
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red">甲</p>')
    }""")
    told = page.page.evaluate("self.violations")
    assert any("script-src" in v for v in told) and any("style-src" in v for v in told)
    assert not page.page.evaluate("self.ran")
