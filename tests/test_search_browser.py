"""Search in real Chromium: the dialog, the search page, hits in an article.

The truth is what the pages show: titles and texts of the built site, folded in Python.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from in_chromium import Server, Watched, until
from playwright.sync_api import Page, expect
from search_page import Shown, ask, numbers, part, search, told

from wenji.search.folding import fold

# --- the search page ------------------------------------------------------------------


def found_pages(page: Page, server: Server) -> set[str]:
    """The articles on this page of the list, duplicates included."""
    links = part(page, "list").locator("h3 a, .wj-same a")
    hrefs = links.evaluate_all("links => links.map(a => a.href)")
    return {href.removeprefix(server.address).partition("?")[0] for href in hrefs}


def all_pages(page: Page, server: Server) -> set[str]:
    """The articles on all pages of the list."""
    found = found_pages(page, server)
    while (following := part(page, "pages").locator("a[rel=next]")).count():
        before = page.url
        following.click()
        until(page, f"location.href !== {json.dumps(before)}")
        expect(part(page, "pages").locator("[aria-current]")).to_have_text(
            parse_qs(urlsplit(page.url).query)["page"][0]
        )
        found |= found_pages(page, server)
    return found


@pytest.mark.parametrize(
    ("query", "same_as"),
    [
        ("党员教育", "党员教育"),
        ("黨員教育", "党员教育"),  # Traditional
        ("２０２１年", "2021年"),  # full width
        ("党员，教育", "党员教育"),  # other punctuation
        ("我", "我"),  # one character, several pages
        ("村民", "村民"),
    ],
)
def test_counts_and_articles_are_the_truth(
    query: str, same_as: str, watched: Watched, server: Server, shown: list[Shown]
) -> None:
    truth = {a.page: n for a in shown if (n := a.count(same_as))}
    page = search(watched, server, query)
    assert numbers(page) == [len(truth), sum(truth.values())]
    assert all_pages(page, server) == set(truth)
    assert watched.complaints == []


ROWS: list[tuple[str, Callable[[Shown], bool]]] = [
    ("党员 支部", lambda a: bool(a.count("党员") and a.count("支部"))),
    ("党员 -流动", lambda a: bool(a.count("党员") and not a.count("流动"))),
    ("党员 －流动", lambda a: bool(a.count("党员") and not a.count("流动"))),
    ("稻虾 | 茶叶", lambda a: bool(a.count("稻虾") or a.count("茶叶"))),
    ("稻虾｜茶叶", lambda a: bool(a.count("稻虾") or a.count("茶叶"))),
    ("标题:总结", lambda a: "总结" in a.title),
    ("标题：讲话", lambda a: "讲话" in a.title),
    ("工作 年份:2021-2022", lambda a: bool(a.count("工作")) and a.year in ("2021", "2022")),
    ('"，党员"', lambda a: bool(re.search("[，,]党员", a.raw))),
    ("“，党员”", lambda a: bool(re.search("[，,]党员", a.raw))),
    ("流动 ~3 党员", lambda a: near(a, "流动", "党员", 3)),
    ("党员 ～ 流动", lambda a: near(a, "流动", "党员", 30)),
    ("来源：报社 党员", lambda a: False),  # names no source: nothing holds it
]


def near(article: Shown, one: str, two: str, most: int) -> bool:
    """Whether two phrases stand within `most` characters of each other, in either order."""
    parts = (article.title, article.text)
    either = f"{one}.{{0,{most}}}{two}|{two}.{{0,{most}}}{one}"
    return any(re.search(either, text) for text in parts)


@pytest.mark.parametrize(("query", "holds"), ROWS, ids=[row[0] for row in ROWS])
def test_operators(
    query: str,
    holds: Callable[[Shown], bool],
    watched: Watched,
    server: Server,
    shown: list[Shown],
) -> None:
    truth = {a.page for a in shown if holds(a)}
    page = search(watched, server, query)
    if truth:
        assert numbers(page)[0] == len(truth)
        assert all_pages(page, server) == truth
    else:
        assert "没有" in told(page)
    assert watched.complaints == []


def test_facets_count_choose_and_stay_in_the_address(
    watched: Watched, server: Server, shown: list[Shown]
) -> None:
    page = search(watched, server, "工作")
    holding = [a for a in shown if a.count("工作")]
    for facet, column in (
        ("theme", [a.theme for a in holding]),
        ("year", [a.year for a in holding if a.year]),
    ):
        for value in sorted(set(column)):
            row = page.locator(f"label[for='wj-{facet}-{value}'] small")
            if row.count():  # values beyond the first few are folded
                assert row.inner_text() == str(column.count(value)), value
    box = page.locator("[id='wj-theme-safety']")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**theme=safety**")
    chosen = {a.page for a in holding if a.theme == "safety"}
    expect(part(page, "status")).to_contain_text(f"{len(chosen)} 篇")
    assert found_pages(page, server) == chosen
    assert page.evaluate("document.activeElement.id") == "wj-theme-safety"
    page.reload()
    expect(part(page, "status")).to_contain_text(f"{len(chosen)} 篇")
    page.go_back()
    expect(part(page, "status")).to_contain_text(f"{len(holding)} 篇")
    assert watched.complaints == []


def test_order_by_date(watched: Watched, server: Server, shown: list[Shown]) -> None:
    page = search(watched, server, "工作", "&sort=date")
    facts = part(page, "list").locator("> li > .wj-facts").all_inner_texts()
    years = [int(m[1]) for text in facts if (m := re.search(r"(\d{4})年", text))]
    assert len(years) > 2 and years == sorted(years, reverse=True)
    part(page, "sort").select_option("relevance")
    until(page, "!location.search.includes('sort')")


def test_near_passages_are_marked_as_near(watched: Watched, server: Server) -> None:
    page = search(watched, server, "支部书记带头走进工地听课")
    assert "没有完全一致" in told(page)
    first = part(page, "list").locator("> li").first
    expect(first.locator(".wj-near")).to_have_text("相近")
    assert "支部书记" in first.locator("mark").all_inner_texts()[0]
    first.locator("h3 a").click()
    expect(page.locator("mark.wj-hit").first).to_be_visible()
    assert watched.complaints == []


def test_typing_searches_and_suggests(watched: Watched, server: Server) -> None:
    watched.open(f"{server.address}search/")
    page = watched.page
    page.keyboard.press("/")
    page.keyboard.type("xczx")
    option = page.locator("[role=option]").first
    expect(option).to_contain_text("乡村振兴")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(part(page, "input")).to_have_value("乡村振兴")
    expect(part(page, "status")).to_contain_text("找到")
    assert watched.complaints == []


# --- from a result to its place in an article -----------------------------------------


def test_hits_in_an_article(both: Watched, server: Server, shown: list[Shown]) -> None:
    page = search(both, server, "党员")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        both.complaints.append("scrolls sideways")
    line = part(page, "list").locator(".wj-lines a").nth(1)
    wanted = parse_qs(urlsplit(line.get_attribute("href") or "").query)["hit"][0]
    line.click()
    status = page.locator(".wj-hitbar [role=status]")
    expect(status).to_be_visible()
    (article,) = [a for a in shown if f"{server.address}{a.page}" == page.url.partition("?")[0]]
    total = article.count("党员")
    assert page.locator("mark.wj-hit").count() == total
    assert status.inner_text() == f"{wanted} / {total}"
    expect(page.locator("mark.wj-here")).to_be_in_viewport()
    page.get_by_label("下一处").click()
    assert status.inner_text() == f"{int(wanted) % total + 1} / {total}"
    expect(page.locator("mark.wj-here")).to_be_in_viewport()
    assert fold(page.locator("[data-wj-text]").inner_text()) == article.text
    page.locator(".wj-hitbar a").click()
    assert numbers(page)[1] == sum(a.count("党员") for a in shown)
    page.go_back()
    page.get_by_label("去掉标记").click()
    assert page.locator("mark.wj-hit").count() == 0
    assert both.complaints == []


# --- the dialog -----------------------------------------------------------------------


def test_dialog_finds_tells_and_leads_on(both: Watched, server: Server, shown: list[Shown]) -> None:
    both.open(server.address)
    page = both.page
    ask(page, "黨員教育")
    truth = [a for a in shown if a.count("党员教育")]
    total = f"找到 {len(truth)} 篇文章，共 {sum(a.count('党员教育') for a in truth)} 处"
    expect(page.locator(".md-search-result__meta")).to_have_text(total)
    items = page.locator(".md-search-result__item")
    assert items.count() == len(truth) + 1  # the last one leads to the search page
    assert "党员教育" in items.first.locator("mark").first.inner_text()
    page.keyboard.press("Enter")  # the best one
    expect(page.locator("mark.wj-hit").first).to_be_visible()
    assert "/articles/" in page.url
    assert both.complaints == []


def test_dialog_finds_words_that_came_without_a_key(watched: Watched, server: Server) -> None:
    page = watched.page
    page.goto(server.address)
    page.keyboard.press("/")
    page.keyboard.insert_text("群众")
    expect(page.locator(".md-search-result__meta")).to_contain_text("找到")


def test_dialog_suggests_what_pinyin_means(watched: Watched, server: Server) -> None:
    watched.open(server.address)
    ask(watched.page, "xczx")
    first = watched.page.locator(".md-search-result__item").first
    expect(first).to_contain_text("乡村振兴")
    assert watched.complaints == []
