"""The reader's tools in real Chromium: place, bookmarks and list, reading aloud, panels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from in_chromium import DESKTOP, PHONE, Server, Watched, until
from playwright.sync_api import Browser, expect
from reader_page import (
    CLIPBOARD,
    FULL_STORAGE,
    NO_STORAGE,
    SPEECH,
    TEXT,
    act,
    kept,
    page_of,
    select,
    told,
)
from test_accessibility import findings

from wenji.contract import Row
from wenji.model import Folders

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
    until(page, "document.querySelector('.wj-progress i').style.transform !== 'scaleX(0)'")
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
    entries: list[object] = [{"page": bad, "title": "甲"} for bad in HOSTILE["page"]]
    entries += [None, 5, [], {"page": long}]
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
    expect(both.page.locator(".wj-tell")).to_contain_text("没有中文语音")
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
    until(page, "speech.now")
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
