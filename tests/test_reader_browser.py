"""The reader's tools in real Chromium: addresses, citations, and the text without them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from in_chromium import Server, Watched, until
from playwright.sync_api import Browser, expect
from reader_page import (
    CLIPBOARD,
    NO_CLIPBOARD,
    TEXT,
    act,
    copied,
    page_of,
    select,
    told,
)

from wenji.contract import Row
from wenji.model import Folders

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
    """The header may move while the page is still arriving; what the tools stand among may not.

    The page comes in pieces, as on a slow line: what is drawn already is moved by nothing later.
    """
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
    with server.halting(b'<section class="wj-reader', b"data-wj-text", b"wj-foot"):
        both.open(server.address + long)
    expect(both.page.locator(".wj-tools")).to_be_visible()
    both.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
    assert both.page.evaluate("self.shift") == 0
    assert len([url for url in scripts if re.search(r"/assets/\w+/read[^/]*\.js$", url)]) == 1
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
    until(page, "self.early")
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
    until(page, "scrollY > 0")
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
    bare = next(a for a in articles if a["facts"].keys() <= {"genre"})
    page = watched.page
    watched.open(server.address + page_of(bare))
    page.locator("[data-wj-open=cite]").click()
    cited = page.locator("[data-wj-cite=standard]").inner_text()
    assert re.fullmatch(rf"{re.escape(bare['title'])}\[EB/OL\]\. 文集\[[\d-]+\]\. http\S+\.", cited)
    bibtex = page.locator("[data-wj-cite=bibtex]").inner_text()
    assert bibtex.startswith("@online{wenji-") and "author" not in bibtex and " date" not in bibtex
    assert "{}" not in bibtex and bibtex.count("{") == bibtex.count("}")
    assert "《" in page.locator("[data-wj-cite=simple]").inner_text()


def test_a_document_is_cited_by_who_issued_it_and_its_number(
    watched: Watched, server: Server, articles: list[Row]
) -> None:
    document = next(a for a in articles if a["number"] and a["organisation"] and not a["author"])
    page = watched.page
    watched.open(server.address + page_of(document))
    head = page.locator(".wj-head .wj-facts").inner_text()
    assert document["organisation"] in head and document["number"] in head
    foot = page.locator(".wj-provenance").inner_text()
    assert document["audience"] in foot
    page.locator("[data-wj-open=cite]").click()
    cited = page.locator("[data-wj-cite=standard]").inner_text()
    begin = f"{document['organisation']}. {document['title']}：{document['number']}[EB/OL]. "
    assert cited.startswith(begin)
    bibtex = page.locator("[data-wj-cite=bibtex]").inner_text()
    assert f"author = {{{{{document['organisation']}}}}}" in bibtex and "number = {" in bibtex


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
    expect(page.locator(".wj-collated")).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-wj-text]'))")
    expect(page.locator(".wj-passage")).to_be_visible()
    act(page, "copy-simple")
    words = copied(page).rpartition("\n——")[0]
    assert words.split("\n") == [" ".join(text.split()) for text in texts]
    assert page.locator(f"{TEXT} del").count()
