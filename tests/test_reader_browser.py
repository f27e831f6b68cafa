"""The reader's tools in real Chromium: addresses, citations, bookmarks, type, reading aloud."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from in_chromium import DESKTOP, LONG, PHONE, Server, Watched
from playwright.sync_api import Browser, Page, expect
from test_accessibility import findings

from wenji.contract import Row, read_articles
from wenji.model import Folders

pytestmark = pytest.mark.xdist_group("browser")

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


@pytest.fixture(scope="module")
def articles(sample_site: Folders) -> list[Row]:
    return read_articles(sample_site.work)


def page_of(article: Row) -> str:
    return str(article["page"]).removeprefix("zh/").removesuffix(".md") + "/"


@pytest.fixture(scope="module")
def long(articles: list[Row]) -> str:
    """The page of the longest article."""
    return page_of(max(articles, key=lambda a: int(a["chars"])))


@pytest.fixture(scope="module")
def signed(articles: list[Row]) -> Row:
    """An article of which author and date are known."""
    return next(a for a in articles if a["author"] and a["date"])


def copied(page: Page) -> str:
    page.wait_for_function("copied.length")
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


# --- without scripts, and before anything is shown ---------------------------------------------


def test_without_scripts_nothing_of_it_is_shown(
    chromium: Browser, server: Server, long: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + long)
    expect(page.locator(f"{TEXT} p").first).to_be_visible()
    assert page.locator(".wj-reader, .wj-js").count() >= 2
    for found in page.locator(".wj-reader, .wj-js").all():
        expect(found).to_be_hidden()
    page.goto(f"{server.address}reading/")
    assert "JavaScript" in page.locator("main").inner_text()
    expect(page.locator(".wj-reading")).to_be_hidden()
    context.close()


def test_nothing_moves_and_one_script_does_it(both: Watched, server: Server, long: str) -> None:
    """The header may move while the page is still arriving; what the tools stand among may not."""
    scripts: list[str] = []
    both.page.on("request", lambda r: scripts.append(r.url))
    both.page.add_init_script(
        """self.shift = 0
        new PerformanceObserver((list) => {
          for (const { sources, value } of list.getEntries()) {
            const ours = ".wj-reader, .wj-summary, .wj-contents, [data-wj-text], .wj-foot"
            if (sources.some(({ node }) => node?.closest?.(ours))) self.shift += value
          }
        }).observe({ type: "layout-shift", buffered: true })"""
    )
    both.open(server.address + long)
    expect(both.page.locator(".wj-tools")).to_be_visible()
    both.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
    assert both.page.evaluate("self.shift") == 0
    assert len([url for url in scripts if "/assets/read" in url and url.endswith(".js")]) == 1
    assert both.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert both.complaints == []


def test_chosen_type_is_there_before_the_text(
    watched: Watched, server: Server, long: str, articles: list[Row]
) -> None:
    page = watched.page
    watched.open(server.address + long)
    size = "getComputedStyle(document.querySelector('[data-wj-text]')).fontSize"
    usual = page.evaluate(size)
    page.locator("[data-wj-open=type]").click()
    page.get_by_label("特大", exact=True).check()
    page.get_by_label("宋体").check()
    assert page.evaluate(size) > usual
    page.add_init_script(
        """new PerformanceObserver(() => {
          self.early ??= { ...document.documentElement.dataset }
        }).observe({ type: "paint", buffered: true })"""
    )
    watched.open(server.address + page_of(articles[0]))
    page.wait_for_function("self.early")
    early = page.evaluate("self.early")
    assert (early["wjSize"], early["wjFace"], "wjLines" in early) == ("larger", "song", False)
    page.locator("[data-wj-open=type]").click()
    expect(page.get_by_label("特大", exact=True)).to_be_checked()
    page.get_by_role("button", name="恢复默认").click()
    expect(page.locator("html")).not_to_have_attribute("data-wj-size", "larger")
    page.reload()
    assert page.evaluate(size) == usual
    assert watched.complaints == []


# --- addresses of paragraphs and passages ------------------------------------------------------


def test_pilcrow_copies_the_link_of_its_paragraph(both: Watched, server: Server, long: str) -> None:
    page = both.page
    page.add_init_script(CLIPBOARD)
    both.open(server.address + long)
    before = page.locator(TEXT).evaluate("e => e.innerHTML")
    paragraph = page.locator(f"{TEXT} > p").nth(2)
    own = paragraph.get_attribute("id")
    sign = page.locator(".wj-pilcrow")
    expect(sign).to_have_css("opacity", "0")
    paragraph.scroll_into_view_if_needed()
    paragraph.click(position={"x": 150, "y": 12})
    expect(sign).to_have_css("opacity", "1")
    sign.click()
    link = copied(page)
    assert unquote(link) == f"{server.address}{long}#{own}"
    assert re.fullmatch(r"[!-~]+", link)  # nothing that a mail or a chat would cut off
    assert "链接已复制" in told(page)
    assert page.locator(TEXT).evaluate("e => e.innerHTML") == before
    both.open(f"{server.address}help/")
    both.open(link)
    expect(page.locator(f"{TEXT} p:target")).to_be_in_viewport()
    assert page.locator(f"{TEXT} p:target").get_attribute("id") == own
    assert both.complaints == []


def test_pilcrow_by_keyboard(watched: Watched, server: Server, long: str) -> None:
    page = watched.page
    page.add_init_script(CLIPBOARD)
    watched.open(server.address + long)
    sign = page.locator(".wj-pilcrow")
    page.locator(".wj-contents, .wj-tools a").last.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if sign.evaluate("e => e === document.activeElement"):
            break
    expect(sign).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    ids = page.locator(f"{TEXT} > [id]").evaluate_all("all => all.map(e => e.id)")
    page.keyboard.press("Enter")
    assert unquote(copied(page)).endswith(f"#{ids[2]}")
    page.keyboard.press("Tab")
    expect(page.locator(".wj-passage button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".wj-passage")).to_be_hidden()
    expect(sign).to_be_focused()
    for _ in range(len(ids)):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"{TEXT} > [id]").last).to_be_in_viewport()
    assert watched.complaints == []


def test_a_link_from_before_an_edit_finds_its_paragraph(
    watched: Watched, server: Server, long: str
) -> None:
    page = watched.page
    watched.open(server.address + long)
    own = page.locator(f"{TEXT} > p").last.get_attribute("id") or ""
    watched.open(f"{server.address}help/")
    watched.open(f"{server.address}{long}#{own.partition('~')[0]}~aaaa")
    expect(page.locator(".wj-target")).to_be_in_viewport()
    assert page.locator(".wj-target").get_attribute("id") == own
    assert "改动" in told(page)
    watched.open(f"{server.address}help/")
    watched.open(f"{server.address}{long}#全然没有这一段~aaaa")
    assert "没有找到" in told(page)
    assert page.evaluate("scrollY") == 0
    assert watched.complaints == []


def test_a_link_to_a_passage_leads_to_it(watched: Watched, server: Server, long: str) -> None:
    page = watched.page
    page.add_init_script(CLIPBOARD)
    watched.open(server.address + long)
    texts = page.locator(f"{TEXT} > *").evaluate_all("all => all.map(e => e.textContent)")
    n = max(range(len(texts)), key=lambda k: (k > len(texts) // 2) * len(texts[k]))
    middle = len(texts[n]) // 2
    select(page, n, middle, n, middle + 7)
    act(page, "copy-link")
    link = copied(page)
    address, _, fragment = link.partition(":~:text=")
    assert unquote(address).endswith(
        "#" + str(page.locator(f"{TEXT} > *").nth(n).get_attribute("id"))
    )
    assert re.fullmatch(r"[!-~]+", link) and texts[n][middle : middle + 7] in unquote(fragment)
    watched.open(f"{server.address}help/")
    watched.open(f"{server.address}{long}#:~:text={fragment}")  # without the paragraph's help
    page.wait_for_function("scrollY > 0")
    expect(page.locator(f"{TEXT} > *").nth(n)).to_be_in_viewport()
    select(page, 1, 2, 4, 5)  # over several paragraphs
    act(page, "copy-link")
    start, _, end = copied(page).partition(":~:text=")[2].partition(",")
    assert unquote(start) in texts[1] and unquote(end) in texts[4]
    select(page, 1, 0, 1, len(texts[1]))  # a whole one needs no more than its address
    act(page, "copy-link")
    assert ":~:" not in copied(page)
    assert watched.complaints == []


def test_signs_of_a_text_fragment_are_encoded(watched: Watched, server: Server, long: str) -> None:
    page = watched.page
    page.add_init_script(CLIPBOARD)
    watched.open(server.address + long)
    odd = "甲-乙, 丙&丁 50%"
    page.evaluate("odd => document.querySelectorAll('[data-wj-text] > p')[1].prepend(odd)", odd)
    index = page.locator(f"{TEXT} > *").evaluate_all(
        "all => all.indexOf(document.querySelectorAll('[data-wj-text] > p')[1])"
    )
    select(page, index, 0, index, len(odd))
    act(page, "copy-link")
    fragment = copied(page).partition(":~:text=")[2]
    assert not set(fragment) & set("-, &") and unquote(fragment).startswith(odd)


def test_of_words_that_come_again_the_right_ones_or_none(
    watched: Watched, server: Server, long: str
) -> None:
    page = watched.page
    page.add_init_script(CLIPBOARD)
    watched.open(server.address + long)
    page.evaluate(
        """() => {
          const [first, second] = document.querySelectorAll("[data-wj-text] > p")
          first.textContent = "早上点名，中午点名，晚上不点名。"
          second.textContent = "早上点名，中午点名，晚上不点名。后来改了。"
        }"""
    )
    at = page.locator(f"{TEXT} > *").evaluate_all(
        "all => [...document.querySelectorAll('[data-wj-text] > p')].map((p) => all.indexOf(p))"
    )
    select(page, at[1], 16, at[1], 18)
    act(page, "copy-link")
    assert ":~:text=" in copied(page)
    select(page, at[0], 2, at[0], 4)  # wherever it is looked for, the other paragraph has it too
    act(page, "copy-link")
    assert ":~:" not in copied(page)


# --- citations ---------------------------------------------------------------------------------


def test_a_passage_is_copied_with_its_source(both: Watched, server: Server, signed: Row) -> None:
    page = both.page
    page.add_init_script(CLIPBOARD)
    address = page_of(signed)
    both.open(server.address + address)
    texts = page.locator(f"{TEXT} > *").evaluate_all("all => all.map(e => e.textContent)")
    select(page, 0, 1, 1, 4)
    expect(page.locator(".wj-passage")).to_be_in_viewport()
    act(page, "copy-standard")
    words, cited = copied(page).split("\n——")
    assert words == f"{texts[0][1:].strip()}\n{texts[1][:4]}"
    day = r"\[20\d\d-\d\d-\d\d\]"
    publisher = re.escape(signed["origin"] or "文集")
    assert re.fullmatch(
        rf"{re.escape(signed['author'])}\. {re.escape(signed['title'])}\[EB/OL\]\. "
        rf"{publisher}, \({signed['date']}\){day}\. {re.escape(server.address + address)}\.",
        cited,
    )
    select(page, 0, 1, 0, 5)
    act(page, "copy-simple")
    plain = copied(page)
    assert plain.startswith(f"{texts[0][1:5]}\n——{signed['author']}：《{signed['title']}》")
    assert both.complaints == []


def test_what_is_not_known_leaves_no_hole(
    watched: Watched, server: Server, articles: list[Row]
) -> None:
    bare = next(a for a in articles if not (a["author"] or a["date"] or a["origin"]))
    page = watched.page
    watched.open(server.address + page_of(bare))
    page.locator("[data-wj-open=cite]").click()
    cited = page.locator("[data-wj-cite=standard]").inner_text()
    assert re.fullmatch(rf"{re.escape(bare['title'])}\[EB/OL\]\. 文集\[[\d-]+\]\. http\S+\.", cited)
    bibtex = page.locator("[data-wj-cite=bibtex]").inner_text()
    assert bibtex.startswith("@online{wenji-") and "author" not in bibtex and " date" not in bibtex
    assert "{}" not in bibtex and bibtex.count("{") == bibtex.count("}")
    assert "《" in page.locator("[data-wj-cite=simple]").inner_text()


def test_a_published_address_is_cited_and_never_a_path_of_the_disk(
    chromium: Browser, sample_site: Folders, signed: Row
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    address = page_of(signed)
    page.goto((sample_site.site / address / "index.html").as_uri())
    page.locator("[data-wj-open=cite]").click()
    cited = page.locator("[data-wj-cite=standard]").inner_text()
    assert cited.endswith(f". {address}.")
    page.evaluate(
        """address => {
          const link = Object.assign(document.createElement("link"), { rel: "canonical" })
          link.href = `https://library.example/wenji/${address}`
          document.head.append(link)
        }""",
        address,
    )
    page.locator("[data-wj-open=cite]").click()
    page.locator("[data-wj-open=cite]").click()
    cited = page.locator("[data-wj-cite=standard]").inner_text()
    assert cited.endswith(f". https://library.example/wenji/{address}.")
    context.close()


def test_copies_without_a_secure_connection(watched: Watched, server: Server, long: str) -> None:
    page = watched.page
    page.add_init_script(NO_CLIPBOARD)
    watched.open(server.address + long)
    text = page.locator(f"{TEXT} > *").first.text_content() or ""
    select(page, 0, 0, 0, 6)
    act(page, "copy-simple")
    assert copied(page).startswith(text[:6])
    assert page.evaluate("getSelection().toString()") == text[:6]
    assert "已复制" in told(page)
    page.evaluate("document.execCommand = () => false")
    act_again = page.locator("[data-wj-open=cite]")
    act_again.click()
    page.locator("#wj-panel-cite button").first.click()
    expect(page.locator(".wj-tell")).to_contain_text("不允许复制")


def test_what_collation_adds_is_not_copied(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    page = watched.page
    page.add_init_script(CLIPBOARD)
    path = max((sample_site.site / "collation").rglob("*.js"), key=lambda p: p.stat().st_size)
    watched.open(f"{server.address}articles/{path.parent.name}/{path.stem}/")
    texts = page.locator(f"{TEXT} > *").evaluate_all("all => all.map(e => e.textContent)")
    page.locator("button[data-wj-collation]").click()
    expect(page.locator(".wj-collated")).to_be_visible(timeout=LONG)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-wj-text]'))")
    expect(page.locator(".wj-passage")).to_be_visible()
    act(page, "copy-simple")
    words = copied(page).rpartition("\n——")[0]
    assert words.split("\n") == [" ".join(text.split()) for text in texts]
    assert page.locator(f"{TEXT} del").count()


# --- the place that is remembered --------------------------------------------------------------


def test_the_last_place_is_offered_and_nothing_jumps(
    both: Watched, server: Server, long: str
) -> None:
    page = both.page
    both.open(server.address + long)
    expect(page.locator(".wj-resume")).to_have_count(0)
    blocks = page.locator(f"{TEXT} > *")
    target = blocks.nth(3)
    target.evaluate(
        "e => scrollTo({ top: e.getBoundingClientRect().top + scrollY - 200, behavior: 'instant' })"
    )
    bar = page.locator(".wj-progress i")
    page.wait_for_function(
        "document.querySelector('.wj-progress i').style.transform !== 'scaleX(0)'"
    )
    assert 0.1 < float((bar.get_attribute("style") or "").split("(")[1].split(")")[0]) <= 1
    both.open(f"{server.address}help/")
    both.open(server.address + long)
    offer = page.locator(".wj-resume")
    expect(offer).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.mouse.wheel(0, 30)  # looking around does not lose it
    both.open(f"{server.address}help/")
    both.open(server.address + long)
    page.emulate_media(reduced_motion="reduce")
    offer.get_by_role("button", name="继续").click()
    expect(target).to_be_in_viewport()
    expect(offer).to_have_count(0)
    both.open(f"{server.address}{long}?hit=1#{blocks.nth(1).get_attribute('id')}")
    expect(offer).to_have_count(0)  # who was led to a place is not asked
    assert both.complaints == []


# --- bookmarks and the list --------------------------------------------------------------------


def test_an_article_and_a_paragraph_are_kept(
    both: Watched, server: Server, long: str, signed: Row
) -> None:
    page = both.page
    both.open(server.address + page_of(signed))
    keep = page.locator("[data-wj-open=keep]")
    keep.click()
    expect(keep).to_contain_text("已在书单")
    page.locator("#wj-panel-keep textarea").fill("讲座用 <b>")
    page.locator("#wj-panel-keep textarea").blur()
    expect(page.locator(".wj-tell")).to_contain_text("备注已保存")
    both.open(server.address + long)
    select(page, 1, 0, 1, 4)
    act(page, "keep")
    expect(page.locator(f"{TEXT} [data-wj-kept]")).to_have_count(1)
    quote = (page.locator(f"{TEXT} > *").nth(1).text_content() or "")[:4]
    page.locator(".wj-tools a").click()
    items = page.locator(".wj-list > li")
    expect(items).to_have_count(2)
    assert items.first.locator("blockquote").inner_text() == quote
    assert items.last.locator("textarea").input_value() == "讲座用 <b>"
    page.locator("[data-wj=sort]").select_option("title")
    titles = page.locator(".wj-list h2").all_inner_texts()
    page.locator("[data-wj=sort]").select_option("date")
    assert sorted(titles) == sorted(page.locator(".wj-list h2").all_inner_texts())
    page.locator(".wj-list > li", has=page.locator("blockquote")).locator("h2 a").click()
    expect(page.locator(f"{TEXT} > :target")).to_be_in_viewport()
    page.go_back()
    items.first.get_by_role("button", name="移出").click()
    expect(items).to_have_count(1)
    page.locator(".wj-tell").get_by_role("button", name="撤销").click()
    expect(items).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert both.complaints == []


def test_the_list_goes_out_as_a_file_and_comes_back(
    watched: Watched, server: Server, signed: Row, tmp_path: Path
) -> None:
    page = watched.page
    watched.open(server.address + page_of(signed))
    page.locator("[data-wj-open=keep]").click()
    page.locator("#wj-panel-keep textarea").fill("第一行\n第二行")
    page.locator("#wj-panel-keep textarea").blur()
    watched.open(f"{server.address}reading/")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出为文字").click()
    written = Path(download.value.path()).read_text("utf-8")
    assert (
        f"1. {signed['author']}. {signed['title']}[EB/OL]. {signed['origin'] or '文集'}, ("
        in written
    )
    assert "备注：第一行\n   第二行" in written and server.address + page_of(signed) in written
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    backup = tmp_path / "备份.json"
    download.value.save_as(backup)
    before = kept(page, "list")
    page.locator(".wj-list").get_by_role("button", name="移出").click()
    expect(page.locator("[data-wj=empty]")).to_be_visible()
    page.locator("[data-wj=file]").set_input_files(backup)
    expect(page.locator(".wj-list > li")).to_have_count(1)
    assert kept(page, "list") == before
    page.locator("[data-wj=file]").set_input_files(backup)  # once more: nothing doubles
    expect(page.locator(".wj-tell")).to_contain_text("已导入 0 条")
    expect(page.locator(".wj-list > li")).to_have_count(1)
    assert watched.complaints == []


HOSTILE = {
    "page": ["javascript:alert(1)", "//evil.example/", "../../x/", "a/../../b/", "https://e.example/",
             "\\\\host/", "", 5, None],
}  # fmt: skip


def test_a_hostile_file_is_taken_for_what_it_is(
    watched: Watched, server: Server, long: str, tmp_path: Path
) -> None:
    page = watched.page
    watched.open(f"{server.address}reading/")
    file = tmp_path / "书单.json"
    good = {
        "page": long, "title": "<img src=x onerror=alert(1)>", "quote": "<script>", "note": 7,
        "date": "<b>", "id": '"><b>', "lang": 'x" onclick="', "added": "不是时间",
    }  # fmt: skip
    entries = [{"page": bad, "title": "甲"} for bad in HOSTILE["page"]] + [
        None,
        5,
        [],
        {"page": long},
    ]
    told_of = {"format": "wenji-reading-list", "version": 1, "entries": [*entries, good]}
    file.write_text(json.dumps(told_of), "utf-8")
    page.locator("[data-wj=file]").set_input_files(file)
    expect(page.locator(".wj-list > li")).to_have_count(1)
    expect(page.locator(".wj-tell")).to_contain_text(f"另有 {len(entries)} 条")
    assert page.locator(".wj-list h2").inner_text() == good["title"]
    assert page.locator(".wj-list img, .wj-list script, .wj-list b").count() == 0
    link = page.locator(".wj-list h2 a").evaluate("a => a.href")
    assert link.startswith(server.address + long)
    for other in ("", "[]", "{", '{"format": "x", "version": 1, "entries": []}', "null", "7"):
        file.write_text(other, "utf-8")
        page.locator("[data-wj=file]").set_input_files(file)
        expect(page.locator(".wj-tell")).to_contain_text("没有导入")
        page.locator(".wj-tell .wj-close").click()
    expect(page.locator(".wj-list > li")).to_have_count(1)
    assert watched.complaints == []


@pytest.mark.parametrize("how", [NO_STORAGE, FULL_STORAGE], ids=["forbidden", "full"])
def test_storage_that_does_not_work_is_told(
    how: str, watched: Watched, server: Server, long: str
) -> None:
    page = watched.page
    page.add_init_script(how)
    watched.open(server.address + long)
    keep = page.locator("[data-wj-open=keep]")
    keep.click()
    assert "没有保存" in told(page)
    expect(keep).to_have_text("加入书单")
    page.locator("[data-wj-open=type]").click()
    page.get_by_label("特大", exact=True).check()  # it holds for this page
    expect(page.locator("html")).to_have_attribute("data-wj-size", "larger")
    page.evaluate("scrollTo(0, 9999)")
    watched.open(f"{server.address}reading/")
    expect(page.locator("[data-wj=empty]")).to_be_visible()
    assert watched.complaints == []


def test_two_sites_of_one_host_do_not_mix(
    chromium: Browser, sample_site: Folders, long: str, tmp_path: Path
) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).symlink_to(sample_site.site)
    context = chromium.new_context()
    page = context.new_page()
    for name, count in (("甲", 0), ("乙", 0), ("甲", 1)):
        page.goto((tmp_path / name / "reading/index.html").as_uri())
        expect(page.locator(".wj-list > li")).to_have_count(count)
        if name == "甲" and not count:
            page.goto((tmp_path / name / long / "index.html").as_uri())
            page.locator("[data-wj-open=keep]").click()
    page.locator(".wj-list h2 a").click()  # leads to a file, not to a folder
    expect(page.locator(TEXT)).to_be_visible()
    context.close()


# --- reading aloud -----------------------------------------------------------------------------


def test_without_a_chinese_voice_the_reader_is_told(
    both: Watched, server: Server, long: str
) -> None:
    both.open(server.address + long)
    both.page.locator("[data-wj-open=speak]").click()
    expect(both.page.locator(".wj-tell")).to_contain_text("没有中文语音", timeout=LONG)
    expect(both.page.locator(".wj-speech")).to_have_count(0)
    assert both.complaints == []


def test_a_voice_that_sends_the_text_away_is_not_used(
    watched: Watched, server: Server, long: str
) -> None:
    watched.page.add_init_script(path=SPEECH)
    watched.page.add_init_script("speech.voices = speech.voices.slice(0, 2)")
    watched.open(server.address + long)
    watched.page.locator("[data-wj-open=speak]").click()
    expect(watched.page.locator(".wj-tell")).to_contain_text("联网")
    assert watched.page.evaluate("speech.said") == []


def test_reading_aloud_follows_the_paragraphs(both: Watched, server: Server, long: str) -> None:
    page = both.page
    page.add_init_script(path=SPEECH)
    page.emulate_media(reduced_motion="reduce")
    both.open(server.address + long)
    before = page.locator(TEXT).evaluate("e => e.innerHTML")
    texts = page.locator(f"{TEXT} > *").evaluate_all("all => all.map(e => e.textContent)")
    page.locator("[data-wj-open=speak]").click()
    bar = page.locator(".wj-speech")
    expect(bar).to_be_visible()
    spoken = page.locator(".wj-spoken")
    for n in range(3):
        expect(bar).to_contain_text(f"{n + 1}/{len(texts)}")
        expect(spoken).to_have_count(1)
        expect(spoken).to_be_in_viewport()
        assert spoken.text_content() == texts[n]
        page.evaluate(
            """n => {
          const bar = document.querySelector(".wj-speech")
          while (bar.textContent.includes(`${n + 1}/`)) speech.end()
        }""",
            n,
        )
    said = page.evaluate("speech.said")
    assert {one["voice"] for one in said} == {"Near"}
    assert "".join(one["text"] for one in said[:-1]) == "".join(texts[:3])
    assert max(len(one["text"]) for one in said) < 200
    bar.get_by_role("button", name="暂停").click()
    paused = page.evaluate("[speech.said.length, speech.now]")
    assert paused[1] is None
    bar.get_by_role("button", name="下一段").click()
    bar.get_by_role("button", name="下一段").click()
    bar.get_by_role("button", name="上一段").click()
    assert spoken.text_content() == texts[4]
    assert page.evaluate("speech.said.length") == paused[0]  # still silent
    bar.get_by_role("button", name="继续").click()
    assert texts[4].startswith(page.evaluate("speech.now.text"))
    bar.get_by_label("语速").select_option("1.5")
    assert page.evaluate("speech.now.rate") == 1.5
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    assert page.evaluate("speech.now") is None
    assert page.locator(TEXT).evaluate("e => e.innerHTML") == before
    assert both.complaints == []


def test_reading_aloud_begins_where_the_reader_points_and_ends(
    watched: Watched, server: Server, long: str
) -> None:
    page = watched.page
    page.add_init_script(path=SPEECH)
    watched.open(server.address + long)
    texts = page.locator(f"{TEXT} > *").evaluate_all("all => all.map(e => e.textContent)")
    last = len(texts) - 1
    select(page, last, 0, last, 3)
    act(page, "speak-here")
    page.wait_for_function("speech.now")
    assert texts[last].startswith(page.evaluate("speech.now.text"))
    page.evaluate("while (speech.now) speech.end()")
    expect(page.locator(".wj-speech, .wj-spoken")).to_have_count(0)
    assert watched.complaints == []


# --- panels, print, accessibility --------------------------------------------------------------


def test_tools_can_be_called_from_deep_in_the_text(
    both: Watched, server: Server, long: str
) -> None:
    page = both.page
    both.open(server.address + long)
    back = page.locator(".wj-back")
    expect(back).to_be_hidden()
    page.evaluate("scrollTo({ top: 1200, behavior: 'instant' })")
    expect(back).to_be_visible()
    at = page.evaluate("scrollY")
    back.click()
    page.locator("[data-wj-open=type]").click()
    expect(page.locator("#wj-panel-type")).to_be_in_viewport()
    assert page.evaluate("scrollY") == at
    page.keyboard.press("Escape")
    expect(page.locator("#wj-panel-type")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(back).to_be_focused()
    expect(page.locator(".wj-tools")).not_to_be_in_viewport()
    assert both.complaints == []


def test_paper_shows_none_of_it(watched: Watched, server: Server, long: str) -> None:
    page = watched.page
    watched.open(server.address + long)
    page.locator("[data-wj-open=keep]").click()
    page.evaluate("scrollTo(0, 900)")
    page.emulate_media(media="print")
    for name in (".wj-reader", ".wj-dock", ".wj-progress", ".wj-pilcrow", ".wj-passage"):
        expect(page.locator(name).first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    scheme: str, size: dict[str, int], chromium: Browser, server: Server, long: str
) -> None:
    watched = Watched(chromium, size, server.host)
    page = watched.page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.add_init_script(path=SPEECH)
    page.add_init_script(CLIPBOARD)
    watched.open(server.address + long)
    wrong = []
    for name in ("type", "cite", "keep"):
        page.locator(f"[data-wj-open={name}]").click()
        wrong += findings(page)
    select(page, 0, 0, 0, 5)
    wrong += findings(page)
    page.locator(".wj-passage .wj-close").click()
    page.locator("[data-wj-open=speak]").click()
    expect(page.locator(".wj-spoken")).to_be_visible()
    page.evaluate("scrollTo(0, 700)")
    wrong += findings(page)
    watched.open(f"{server.address}reading/")
    expect(page.locator(".wj-list > li")).to_have_count(1)
    wrong += findings(page)
    watched.context.close()
    assert wrong == []


def test_three_languages_share_addresses_and_list(
    watched: Watched, server: Server, signed: Row
) -> None:
    page = watched.page
    address = page_of(signed)
    ids, citations = [], []
    for prefix, site in (("", "文集"), ("zh-Hant/", "文集"), ("en/", "Wenji")):
        watched.open(f"{server.address}{prefix}{address}")
        ids.append(page.locator(f"{TEXT} > p").evaluate_all("all => all.map(e => e.id)"))
        page.locator("[data-wj-open=cite]").click()
        citations.append(page.locator("[data-wj-cite=standard]").inner_text())
        assert f"{prefix}{address}" in citations[-1] and site in citations[-1]
        if not prefix:
            page.locator("[data-wj-open=keep]").click()
        expect(page.locator(".wj-tools .wj-kept")).to_have_count(1)
        assert "site." not in page.locator(".wj-reader").inner_text()
    assert ids[0] == ids[1] == ids[2] and ids[0]
    watched.open(f"{server.address}en/reading/")
    link = page.locator(".wj-list h2 a")
    assert link.evaluate("a => a.href") == f"{server.address}en/{address}"
    assert "Export" in page.locator(".wj-files").inner_text()
    assert watched.complaints == []
