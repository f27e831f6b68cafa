"""What the tests of search in the browser share: the truth, and the parts of the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from in_chromium import Server, Watched
from playwright.sync_api import Locator, Page, expect
from selectolax.lexbor import LexborHTMLParser

from wenji.contract import read_articles
from wenji.model import Folders
from wenji.search.folding import fold


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as its page shows it: address, folded title and text."""

    page: str
    title: str
    text: str
    theme: str
    year: str
    raw: str

    def count(self, phrase: str) -> int:
        """Non-overlapping places of a phrase in title and text."""
        return self.title.count(fold(phrase)) + self.text.count(fold(phrase))


def shown_articles(built: Folders) -> list[Shown]:
    """All articles of a built site as their pages show them."""
    out = []
    for article in read_articles(built.work):
        page = article["page"].removeprefix("zh/").removesuffix(".md") + "/"
        html = LexborHTMLParser((built.site / page / "index.html").read_text("utf-8"))
        (title,), (text,) = html.css(".wj-head h1"), html.css("[data-wj-text]")
        themes = [t["id"] for t in article["themes"]]
        out.append(
            Shown(
                page, fold(title.text()), fold(text.text()), themes[0] if themes else "other",
                (article["date"] or "")[:4], text.text(),
            )
        )  # fmt: skip
    return out


def part(page: Page, name: str) -> Locator:
    """A part of the search page."""
    return page.locator(f"[data-wj={name}]")


def search(watched: Watched, server: Server, query: str, more: str = "") -> Page:
    """Open the search page for a query and wait for its answer."""
    watched.open(f"{server.address}search/?q={quote(query)}{more}")
    told(watched.page)
    return watched.page


def told(page: Page) -> str:
    """What the page tells of the answer, once there is one: it may say first that it searches."""
    status = part(page, "status")
    expect(status).not_to_be_empty()
    expect(part(page, "found")).not_to_have_attribute("aria-busy", "true")
    return status.inner_text()


def numbers(page: Page) -> list[int]:
    """Articles and hits that are told."""
    return [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", told(page))[:2]]


def ask(page: Page, query: str) -> None:
    """Type a query into Material's dialog."""
    opener = page.locator("label.md-header__button[for='__search']")
    if opener.is_visible():
        opener.click()
    field = page.locator("[data-md-component=search-query]")
    field.fill(query)
    field.press("End")
