"""Search in real Chromium: the dialog, the search page, hits in an article, bad connections.

The truth is what the pages show: titles and texts of the built site, folded in Python.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from selectolax.lexbor import LexborHTMLParser
from test_end_to_end import CHROMIUM, DESKTOP, PHONE, SECONDS, Watched

from wenji.contract import read_articles
from wenji.model import Folders
from wenji.search.folding import fold
from wenji.search.tables import line, packed_json, unpacked

pytestmark = pytest.mark.xdist_group("browser")

STRICT = "default-src 'self'"
LONG = 60 * SECONDS


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


@pytest.fixture(scope="module")
def shown(sample_site: Folders) -> list[Shown]:
    """All articles of the sample."""
    out = []
    for article in read_articles(sample_site.work):
        page = article["page"].removeprefix("zh/").removesuffix(".md") + "/"
        html = LexborHTMLParser((sample_site.site / page / "index.html").read_text("utf-8"))
        (title,), (text,) = html.css(".wj-head h1"), html.css("[data-wj-text]")
        themes = [t["id"] for t in article["themes"]]
        out.append(
            Shown(
                page, fold(title.text()), fold(text.text()), themes[0] if themes else "other",
                (article["date"] or "")[:4], text.text(),
            )
        )  # fmt: skip
    return out


# --- a server that can be broken ------------------------------------------------------


class Server(ThreadingHTTPServer):
    """Serves a site under a strict policy, and spoils the files whose paths `spoiled` matches."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.spoiled: re.Pattern[str] | None = None
        self.how: Callable[[bytes], bytes | None] = lambda data: None
        self.times = 0
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    @contextmanager
    def broken(
        self, pattern: str, how: Callable[[bytes], bytes | None], times: int = 10**6
    ) -> Iterator[None]:
        """While this lasts, files are changed by `how`, or missing where it gives None."""
        self.spoiled, self.how, self.times = re.compile(pattern), how, times
        try:
            yield
        finally:
            self.spoiled = None


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def do_GET(self) -> None:
        server, path = self.server, urlsplit(self.path).path
        if not (server.spoiled and server.times > 0 and server.spoiled.search(path)):
            return super().do_GET()
        server.times -= 1
        data = server.how(Path(self.translate_path(path)).read_bytes())
        if data is None:
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """No lines between the test results."""


@pytest.fixture(scope="module")
def server(sample_site: Folders) -> Iterator[Server]:
    """The sample site, served strictly."""
    with Server(sample_site.site) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def both(request: pytest.FixtureRequest, chromium: Browser, server: Server) -> Iterator[Watched]:
    """A watched page in both sizes."""
    made = Watched(chromium, request.param, urlsplit(server.address).netloc)
    yield made
    made.context.close()


@pytest.fixture
def watched(chromium: Browser, server: Server) -> Iterator[Watched]:
    """A watched page on a desktop."""
    made = Watched(chromium, DESKTOP, urlsplit(server.address).netloc)
    yield made
    made.context.close()


# --- the search page ------------------------------------------------------------------


def part(page: Page, name: str) -> Locator:
    """A part of the search page."""
    return page.locator(f"[data-wj={name}]")


def search(watched: Watched, server: Server, query: str, more: str = "") -> Page:
    """Open the search page for a query and wait for its answer."""
    watched.open(f"{server.address}search/?q={quote(query)}{more}")
    told(watched.page)
    return watched.page


def told(page: Page) -> str:
    """What the page tells of the answer, once there is one."""
    status = part(page, "status")
    expect(status).not_to_have_text(re.compile("^$|正在"), timeout=LONG)
    return status.inner_text()


def numbers(page: Page) -> list[int]:
    """Articles and hits that are told."""
    return [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", told(page))[:2]]


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
        page.wait_for_function("before => location.href !== before", arg=before)
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
    page.wait_for_function("!location.search.includes('sort')")


def test_near_passages_are_marked_as_near(watched: Watched, server: Server) -> None:
    page = search(watched, server, "支部书记带头走进工地听课")
    assert "没有完全一致" in told(page)
    first = part(page, "list").locator("> li").first
    expect(first.locator(".wj-near")).to_have_text("相近")
    assert "支部书记" in first.locator("mark").all_inner_texts()[0]
    first.locator("h3 a").click()
    expect(page.locator("mark.wj-hit").first).to_be_visible(timeout=LONG)
    assert watched.complaints == []


def test_typing_searches_and_suggests(watched: Watched, server: Server) -> None:
    watched.open(f"{server.address}search/")
    page = watched.page
    page.keyboard.press("/")
    page.keyboard.type("xczx")
    option = page.locator("[role=option]").first
    expect(option).to_contain_text("乡村振兴", timeout=LONG)
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(part(page, "input")).to_have_value("乡村振兴")
    assert "找到" in told(page)
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
    expect(status).to_be_visible(timeout=LONG)
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


def ask(page: Page, query: str) -> None:
    """Type a query into Material's dialog."""
    opener = page.locator("label.md-header__button[for='__search']")
    if opener.is_visible():
        opener.click()
    field = page.locator("[data-md-component=search-query]")
    field.fill(query)
    field.press("End")


def test_dialog_finds_tells_and_leads_on(both: Watched, server: Server, shown: list[Shown]) -> None:
    both.open(server.address)
    page = both.page
    ask(page, "黨員教育")
    truth = [a for a in shown if a.count("党员教育")]
    total = f"找到 {len(truth)} 篇文章，共 {sum(a.count('党员教育') for a in truth)} 处"
    expect(page.locator(".md-search-result__meta")).to_have_text(total, timeout=LONG)
    items = page.locator(".md-search-result__item")
    assert items.count() == len(truth) + 1  # the last one leads to the search page
    assert "党员教育" in items.first.locator("mark").first.inner_text()
    page.keyboard.press("Enter")  # the best one
    expect(page.locator("mark.wj-hit").first).to_be_visible(timeout=LONG)
    assert "/articles/" in page.url
    assert both.complaints == []


def test_dialog_finds_words_that_came_without_a_key(watched: Watched, server: Server) -> None:
    page = watched.page
    page.goto(server.address)
    page.keyboard.press("/")
    page.keyboard.insert_text("群众")
    expect(page.locator(".md-search-result__meta")).to_contain_text("找到", timeout=LONG)


def test_an_index_of_another_version_is_told(watched: Watched, server: Server) -> None:
    def older(data: bytes) -> bytes:
        manifest = json.loads(unpacked(data[data.find(b'","') + 3 : -3]))
        return line("manifest", packed_json(manifest | {"format": 1}))

    with server.broken(r"/search/manifest\.js$", older):
        page = search(watched, server, "群众")
        expect(part(page, "alert")).to_contain_text("Ctrl+F5", timeout=LONG)


def test_dialog_suggests_what_pinyin_means(watched: Watched, server: Server) -> None:
    watched.open(server.address)
    ask(watched.page, "xczx")
    first = watched.page.locator(".md-search-result__item").first
    expect(first).to_contain_text("乡村振兴", timeout=LONG)
    assert watched.complaints == []


def test_dialog_tells_a_failure(watched: Watched, server: Server) -> None:
    watched.open(server.address)
    with server.broken(r"/[bh]/", lambda data: None):
        ask(watched.page, "护渠 水位")
        first = watched.page.locator(".md-search-result__item").first
        expect(first).to_contain_text("检索没有完成", timeout=LONG)
        expect(first).to_contain_text("没有这个文件")


# --- bad connections ------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    """The first half of a file."""
    return data[: len(data) // 2]


def garbled(data: bytes) -> bytes:
    """A file with the right frame and nonsense in it."""
    head, _, rest = data.partition(b'","')
    return head + b'","' + b"/" * len(rest.rpartition(b'")')[0]) + b'")\n'


@pytest.mark.parametrize("file", [r"/manifest", r"/docs", r"/[bh]/", r"/m/"])
@pytest.mark.parametrize(
    "how", [lambda data: None, cut, garbled], ids=["missing", "cut", "garbled"]
)
def test_a_broken_file_is_told_and_can_be_tried_again(
    file: str, how: Any, watched: Watched, server: Server
) -> None:
    page = watched.page
    with server.broken(rf"/search/.*{file}|/search{file}", how):
        page.goto(f"{server.address}search/?q={quote('党员教育')}")
        alert = part(page, "alert")
        expect(alert).to_contain_text("文件", timeout=LONG)
        assert "没有完成" in told(page)
        assert part(page, "list").locator("li").count() == 0
    alert.get_by_role("button").click()
    expect(part(page, "list").locator("> li").first).to_be_visible(timeout=LONG)
    assert "找到" in told(page)
    assert alert.inner_text() == ""


def test_a_file_that_was_broken_once_is_asked_for_again(watched: Watched, server: Server) -> None:
    with server.broken(r"/[bh]/", cut, times=1):
        assert "找到" in told(search(watched, server, "党员教育"))
    assert watched.complaints == []


def test_a_missing_text_costs_its_own_lines_only(watched: Watched, server: Server) -> None:
    with server.broken(r"/x/", lambda data: None, times=3):
        page = search(watched, server, "党员")
        assert part(page, "list").locator("> li").count() > 3
        assert page.locator(".wj-failed").count() <= 1


# --- everywhere -----------------------------------------------------------------------


def test_from_files(chromium: Browser, sample_site: Folders, shown: list[Shown]) -> None:
    page = chromium.new_page(locale="zh-CN")
    root = sample_site.site.as_uri()
    page.goto(f"{root}/search/index.html?q={quote('黨員教育')}")
    truth = [a for a in shown if a.count("党员教育")]
    assert numbers(page) == [len(truth), sum(a.count("党员教育") for a in truth)]
    part(page, "list").locator("h3 a").first.click()
    expect(page.locator("mark.wj-hit").first).to_be_visible(timeout=LONG)
    page.goto(f"{root}/index.html")
    ask(page, "党员教育")
    expect(page.locator(".md-search-result__meta")).to_contain_text(
        f"{len(truth)} 篇", timeout=LONG
    )
    page.context.close()


def test_a_file_missing_on_a_disk_is_told(
    chromium: Browser, sample_site: Folders, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(sample_site.site, site)
    for file in [*site.glob("search/*/b/*.js"), *site.glob("search/*/h/*.js")]:
        file.unlink()
    page = chromium.new_page(locale="zh-CN")
    page.goto(f"{site.as_uri()}/search/index.html?q={quote('党员教育')}")
    expect(part(page, "alert")).to_contain_text("没有这个文件", timeout=LONG)
    page.context.close()


def test_without_scripts_the_page_says_so(sample_site: Folders) -> None:
    html = (sample_site.site / "search/index.html").read_text("utf-8")
    (said,) = re.findall(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert "JavaScript" in said
