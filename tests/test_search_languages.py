"""Search in real Chromium on the sites in the three languages, from one index.

The truth is what the pages of that language show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from in_chromium import PHONE, Server, Watched
from playwright.sync_api import Browser, Locator, Page, expect
from search_page import Shown, ask, part
from selectolax.lexbor import LexborHTMLParser

from wenji.model import Folders
from wenji.search.folding import fold
from wenji.search.frame import body, framed, packed_json, unframed, unpacked

HAN = re.compile("[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
FOUND = {"": "找到", "zh-Hant/": "找到", "en/": "place"}
FOLDERS = tuple(FOUND)


def search(watched: Watched, server: Server, folder: str, query: str, more: str = "") -> Page:
    """Open the search page of a language and wait for results."""
    watched.open(f"{server.address}{folder}search/?q={quote(query)}{more}")
    expect(part(watched.page, "list").locator("> li").first).to_be_visible()
    return watched.page


def numbers(page: Page) -> set[int]:
    """The articles and hits that are told, in whatever order the language tells them."""
    told = part(page, "status").inner_text()
    return {int(n.replace(",", "")) for n in re.findall(r"[\d,]+", told)[:2]}


def texts_outside(element: Locator, excluded: str) -> list[str]:
    """The texts that an element shows, but for what stands in elements that match."""
    found: list[str] = element.evaluate(
        """(root, excluded) => {
            const out = []
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
            while (walker.nextNode()) {
                const { parentElement, data } = walker.currentNode
                const shown = parentElement.checkVisibility() || parentElement.closest("option")
                if (shown && data.trim() && !parentElement.closest(excluded)) out.push(data)
            }
            return out
        }""",
        excluded,
    )
    return found


def simplified_only(texts: Sequence[str]) -> set[str]:
    """Han characters that no Traditional text is written with: those that Big5 does not hold."""
    return {c for text in texts for c in HAN.findall(text) if not c.encode("cp950", "ignore")}


def page_text(built: Folders, page: str, selector: str) -> str:
    """What an article's page shows in one of its parts."""
    html = LexborHTMLParser((built.site / page / "index.html").read_text("utf-8"))
    (found,) = html.css(selector)
    return found.text()


# The sample says 答复, which Traditional pages write 答覆, and 幹部, 黨員 for 干部, 党员.
@pytest.mark.parametrize(
    ("folder", "query", "same_as"),
    [
        ("", "答覆", "答复"),
        ("zh-Hant/", "答复", "答复"),
        ("zh-Hant/", "答覆", "答复"),
        ("zh-Hant/", '"答覆。"', "答复。"),
        ("zh-Hant/", "党员", "党员"),
        ("en/", "答覆", "答复"),
        ("en/", "幹部", "干部"),
    ],
)
def test_either_script_finds_and_marks_the_same_everywhere(
    folder: str,
    query: str,
    same_as: str,
    watched: Watched,
    server: Server,
    sample_site: Folders,
    shown: list[Shown],
) -> None:
    def count(article: Shown) -> int:
        if query.startswith('"'):
            return article.raw.count(same_as)
        return article.count(same_as)

    truth = {a.page: n for a in shown if (n := count(a))}
    page = search(watched, server, folder, query)
    assert numbers(page) == {len(truth), sum(truth.values())}
    assert FOUND[folder] in part(page, "status").inner_text()
    link = part(page, "list").locator("> li").last.locator("h3 a")
    address = (link.get_attribute("href") or "").removeprefix(server.address)
    path = urlsplit(address).path
    assert path.startswith(f"{folder}articles/")
    title = link.locator("bdi").inner_text()
    link.click()
    status = page.locator(".wj-hitbar [role=status]")
    expect(status).to_have_text(f"1 / {truth[path.removeprefix(folder)]}")
    marks = page.locator("mark.wj-hit").all_inner_texts()
    assert len(marks) == truth[path.removeprefix(folder)]
    assert page.locator(".wj-head h1").inner_text() == title
    assert fold(page.locator("[data-wj-text]").inner_text()) == fold(
        page_text(sample_site, path, "[data-wj-text]")
    )
    if folder == "zh-Hant/":
        assert not simplified_only(marks)
    back = page.locator(".wj-hitbar a").get_attribute("href") or ""
    assert back.startswith(f"{server.address}{folder}search/")
    assert watched.complaints == []


def test_traditional_results_are_what_the_traditional_pages_show(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    page = search(watched, server, "zh-Hant/", "干部")
    results = part(page, "list").locator("> li")
    assert results.count() > 5
    for result in results.all():
        link = result.locator("h3 a")
        path = urlsplit(link.get_attribute("href") or "").path.lstrip("/")
        assert link.inner_text() == page_text(sample_site, path, ".wj-head h1")
        text = re.sub(r"\s+", "", page_text(sample_site, path, "[data-wj-text]"))
        for line in result.locator(".wj-lines a").all_inner_texts():
            assert re.sub(r"\s+", "", line.strip("…")) in text
        assert result.locator("mark", has_text="幹部").count()


@pytest.mark.parametrize("query", ["答复", "支部书记带头走进工地听课", "xczx", "工作"])
def test_traditional_search_shows_nothing_simplified(
    query: str, watched: Watched, server: Server
) -> None:
    watched.open(f"{server.address}zh-Hant/search/")
    page = watched.page
    part(page, "input").fill(query)
    expect(part(page, "status")).to_have_text(re.compile("找到|沒有"))
    if query == "工作":
        page.locator("fieldset").first.locator("input").first.check()
        expect(part(page, "status")).to_contain_text("找到")
    shown = texts_outside(page.locator("main"), "[lang=zh-Hans], [translate=no], code")
    assert len(shown) > 10
    assert simplified_only(shown) == set()
    assert watched.complaints == []


@pytest.mark.parametrize("query", ["答复", "支部书记带头走进工地听课", "xczx", "工作"])
def test_english_search_marks_what_is_chinese(query: str, watched: Watched, server: Server) -> None:
    watched.open(f"{server.address}en/search/")
    page = watched.page
    part(page, "input").fill(query)
    expect(part(page, "status")).to_have_text(re.compile("place|Nothing"))
    if query == "工作":
        page.locator("fieldset").first.locator("input").first.check()
        page.wait_for_url("**theme=**")
        expect(part(page, "status")).to_have_text(re.compile("place"))
    shown = texts_outside(page.locator("main"), "[lang=zh-Hans], code")
    assert len(shown) > 8
    assert [text for text in shown if HAN.search(text)] == []
    assert watched.complaints == []


def test_facets_bear_the_names_of_the_language(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    data = (sample_site.site / "search/manifest.js").read_bytes()
    (index,) = json.loads(unpacked(unframed("manifest", data)))["indexes"]
    for facet in ("theme", "genre"):
        by_key = {row.get("id", row["zh"]): row for row in index["facets"][facet]}
        for folder, language in (("zh-Hant/", "zh-Hant"), ("en/", "en")):
            page = search(watched, server, folder, "工作")
            boxes = page.locator(f"input[id^='wj-{facet}-']")
            assert boxes.count() > 2
            for box in boxes.all():
                key = (box.get_attribute("id") or "").removeprefix(f"wj-{facet}-")
                label = page.locator(f"label[for='wj-{facet}-{key}'] bdi")
                assert label.inner_text() == by_key[key][language]
    page = search(watched, server, "en/", "工作 theme:safety")
    facts = part(page, "list").locator("> li > .wj-facts").all_inner_texts()
    safety = next(t for t in index["facets"]["theme"] if t["id"] == "safety")
    assert facts and all(safety["en"] in row for row in facts)


@pytest.mark.parametrize(("folder", "suggestion"), [("zh-Hant/", "鄉村振興"), ("en/", "乡村振兴")])
@pytest.mark.parametrize("typed", ["xczx", "鄉村", "乡村"])
def test_suggestions_in_the_readers_script(
    folder: str, suggestion: str, typed: str, watched: Watched, server: Server
) -> None:
    watched.open(f"{server.address}{folder}search/")
    page = watched.page
    page.keyboard.press("/")
    page.keyboard.insert_text(typed)
    option = page.locator("[role=option]").filter(has_text=suggestion).first
    expect(option).to_be_visible()
    assert option.locator("bdi").get_attribute("lang") == ("zh-Hans" if folder == "en/" else None)
    option.click()
    expect(part(page, "input")).to_have_value(suggestion)
    expect(part(page, "status")).to_contain_text(FOUND[folder])
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("folder", "total", "lang"),
    [
        ("zh-Hant/", "找到 {articles} 篇文章，共 {hits} 處", None),
        ("en/", "{hits} places in {articles} articles", "zh-Hans"),
    ],
)
def test_dialog_in_the_language(
    folder: str, total: str, lang: str | None, watched: Watched, server: Server, shown: list[Shown]
) -> None:
    watched.open(f"{server.address}{folder}")
    page = watched.page
    ask(page, "党员教育")
    found = [a.count("党员教育") for a in shown if a.count("党员教育")]
    expect(page.locator(".md-search-result__meta")).to_have_text(
        total.format(articles=len(found), hits=sum(found))
    )
    dialog = page.locator(".md-search-result")
    if lang:
        assert dialog.locator(f"h1 [lang={lang}], h2 [lang={lang}]").count()
        texts = texts_outside(dialog, f"[lang={lang}]")
        assert [text for text in texts if HAN.search(text)] == []
    else:
        assert simplified_only(texts_outside(dialog, "[lang]:not(html)")) == set()
        assert "黨員教育" in dialog.locator("mark").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("mark.wj-hit").first).to_be_visible()
    assert urlsplit(page.url).path.startswith(f"/{folder}articles/")
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("folder", "told", "file", "again"),
    [
        ("zh-Hant/", "檢索沒有完成", "伺服器上沒有這個文件|服務器上沒有這個文件", "重試"),
        ("en/", "The search could not be finished", "The server has no file", "Try again"),
    ],
)
@pytest.mark.parametrize("name", [r"/(b|h)/", r"/hant"])
def test_a_failure_is_told_in_the_language(
    folder: str, told: str, file: str, again: str, name: str, watched: Watched, server: Server
) -> None:
    page = watched.page
    if name == r"/hant" and folder == "en/":  # which needs no table of characters
        name = r"/fold"
    with server.broken(rf"/search/.*{name}", lambda data: None):
        page.goto(f"{server.address}{folder}search/?q={quote('党员教育')}")
        expect(part(page, "alert")).to_contain_text(re.compile(file))
        expect(part(page, "status")).to_have_text(told)
    part(page, "alert").get_by_role("button", name=again).click()
    expect(part(page, "list").locator("> li").first).to_be_visible()


def test_an_older_index_is_told_in_english(watched: Watched, server: Server) -> None:
    def older(data: bytes) -> bytes:
        manifest = json.loads(unpacked(unframed("manifest", data)))
        return framed("manifest", body(packed_json(manifest | {"format": 1})))

    with server.broken(r"/search/manifest\.js$", older):
        watched.page.goto(f"{server.address}en/search/?q={quote('群众')}")
        expect(part(watched.page, "alert")).to_contain_text("Reload with Ctrl+F5")


def test_traditional_from_files_and_on_a_phone(chromium: Browser, sample_site: Folders) -> None:
    page = chromium.new_page(locale="zh-TW", viewport=PHONE)  # type: ignore[arg-type]
    root = sample_site.site.as_uri()
    page.goto(f"{root}/zh-Hant/search/index.html?q={quote('答復')}")
    link = part(page, "list").locator("h3 a").first
    expect(link).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert set(asked) == {"h", "in"}  # its text has two spellings
    link.click()
    expect(page.locator("mark.wj-hit").first).to_have_text("答覆")
    page.context.close()


def test_a_number_of_another_build_spoils_nothing(
    watched: Watched, server: Server, shown: list[Shown]
) -> None:
    article = next(a for a in shown if a.count("干部"))
    for number in ("0", "1", "99999", "x"):
        watched.open(f"{server.address}{article.page}?h={quote('干部')}&in={number}")
        expect(watched.page.locator("mark.wj-hit")).to_have_count(article.count("干部"))
    assert watched.complaints == []
