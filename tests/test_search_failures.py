"""Search in real Chromium where something is broken, and from a disk: it is told, nothing hangs."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from in_chromium import SECONDS, Server, Watched
from playwright.sync_api import Browser, expect
from search_page import Shown, ask, numbers, part, search, told

from wenji.model import Folders
from wenji.search.frame import body, framed, packed_json, unframed, unpacked

SLOW = 1  # second: longer than the page's patience before it says that it searches


def test_an_index_of_another_version_is_told(watched: Watched, server: Server) -> None:
    def older(data: bytes) -> bytes:
        manifest = json.loads(unpacked(unframed("manifest", data)))
        return framed("manifest", body(packed_json(manifest | {"format": 1})))

    with server.broken(r"/search/manifest\.js$", older):
        page = search(watched, server, "群众")
        expect(part(page, "alert")).to_contain_text("Ctrl+F5")


def test_dialog_tells_a_failure(watched: Watched, server: Server) -> None:
    watched.open(server.address)
    with server.broken(r"/[bh]/", lambda data: None):
        ask(watched.page, "护渠 水位")
        first = watched.page.locator(".md-search-result__item").first
        expect(first).to_contain_text("检索没有完成")
        expect(first).to_contain_text("没有这个文件")


# --- bad connections ------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    """The first half of a file."""
    return data[: len(data) // 2]


def garbled(data: bytes) -> bytes:
    """A file with the right frame and nonsense in it."""
    start = data.rfind(b'","') + 3 if data.count(b'","') == 2 else len(data) // 2
    return data[:start] + b"/" * len(data[start:-3]) + data[-3:]


@pytest.mark.parametrize("file", [r"/manifest", r"/d/", r"/fold", r"/[bh]/", r"/(x|m)/"])
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
        expect(alert).to_contain_text("文件")
        assert "没有完成" in told(page)
        assert part(page, "list").locator("li").count() == 0
    alert.get_by_role("button").click()
    expect(part(page, "list").locator("> li").first).to_be_visible()
    expect(part(page, "status")).to_contain_text("找到")
    assert alert.inner_text() == ""


def test_a_file_that_was_broken_once_is_asked_for_again(watched: Watched, server: Server) -> None:
    with server.broken(r"/[bh]/", cut, times=1):
        assert "找到" in told(search(watched, server, "党员教育"))
    assert watched.complaints == []


def test_a_search_given_up_says_nothing_afterwards(watched: Watched, server: Server) -> None:
    def late(data: bytes) -> bytes:
        time.sleep(SLOW)
        return data

    watched.open(f"{server.address}search/")
    page = watched.page
    with server.broken(r"/[bh]/", late):
        for query in ("党员教育", ""):
            part(page, "input").fill(query)
            page.keyboard.press("Enter")
        page.wait_for_timeout(2 * SLOW * SECONDS)
    assert part(page, "found").is_hidden() and part(page, "status").inner_text() == ""
    assert part(page, "found").get_attribute("aria-busy") is None
    assert watched.complaints == []


def test_a_search_that_replaces_another_is_awaited_as_well(
    watched: Watched, server: Server
) -> None:
    def late(data: bytes) -> bytes:
        time.sleep(SLOW)
        return data

    watched.open(f"{server.address}search/")
    page = watched.page
    found = part(page, "found")
    with server.broken(r"/[bh]/", late):
        part(page, "input").fill("党员教育")
        page.keyboard.press("Enter")
        expect(found).to_have_attribute("aria-busy", "true")
        part(page, "input").fill("乡村振兴")
        page.keyboard.press("Enter")
        busy = (found.get_attribute("aria-busy"), part(page, "status").inner_text())
        assert busy == ("true", "正在检索……") or "找到" in busy[1]
    assert "找到" in told(page)
    assert part(page, "input").input_value() == "乡村振兴"
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
    expect(page.locator("mark.wj-hit").first).to_be_visible()
    page.goto(f"{root}/index.html")
    ask(page, "党员教育")
    expect(page.locator(".md-search-result__meta")).to_contain_text(f"{len(truth)} 篇")
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
    expect(part(page, "alert")).to_contain_text("没有这个文件")
    page.context.close()


def test_without_scripts_the_page_says_so(sample_site: Folders) -> None:
    html = (sample_site.site / "search/index.html").read_text("utf-8")
    (said,) = re.findall(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert "JavaScript" in said
