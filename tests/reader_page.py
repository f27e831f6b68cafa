"""What the tests of the reader's tools do on a page, and what they put in the browser's place."""

from __future__ import annotations

from pathlib import Path

from in_chromium import until
from playwright.sync_api import Page, expect

from wenji.contract import Row

TEXT = "[data-wj-text]"
SPEECH = Path(__file__).parent / "speech_stand_in.js"
NO_STORAGE = """
  Object.defineProperty(self, "localStorage", {
    get() { throw new DOMException("denied", "SecurityError") },
  })
"""
FULL_STORAGE = """
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }
"""
# Both ways to copy, noted: the real clipboard is shared by all tests that run at once.
CLIPBOARD = """
  self.copied = []
  Object.defineProperty(navigator, "clipboard", { value: {
    writeText: async (text) => { self.copied.push(text) },
  } })
"""
NO_CLIPBOARD = """
  self.copied = []
  Object.defineProperty(navigator, "clipboard", { value: undefined })
  addEventListener("copy", ({ target }) => self.copied.push(target.value))
"""
SELECT = """([first, from, last, to]) => {
  const blocks = document.querySelectorAll("[data-wj-text] > *")
  const place = (block, at) => {
    const walker = document.createTreeWalker(blocks[block], NodeFilter.SHOW_TEXT)
    let rest = at
    while (walker.nextNode()) {
      if (rest <= walker.currentNode.length) return [walker.currentNode, rest]
      rest -= walker.currentNode.length
    }
  }
  getSelection().setBaseAndExtent(...place(first, from), ...place(last, to))
}"""


def page_of(article: Row) -> str:
    return str(article["page"]).removeprefix("zh/").removesuffix(".md") + "/"


def copied(page: Page) -> str:
    until(page, "copied.length")
    return str(page.evaluate("copied.pop()"))


def told(page: Page) -> str:
    expect(page.locator(".wj-tell")).not_to_be_empty()
    return page.locator(".wj-tell > span").inner_text()


def select(page: Page, first: int, start: int, last: int, end: int) -> None:
    page.evaluate(SELECT, [first, start, last, end])
    expect(page.locator(".wj-passage")).to_be_visible()


def act(page: Page, name: str) -> None:
    page.locator(f".wj-passage [data-wj={name}]").click()


def kept(page: Page, key: str) -> object:
    """What the tools have stored under a name."""
    return page.evaluate(
        "key => JSON.parse(localStorage.getItem(`${__md_scope.pathname}.wj-${key}`))", key
    )
