"""Signs of notes lead to their notes and back, where nobody can be in doubt, and change nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import folders_in
from html_nodes import first
from hypothesis import given
from hypothesis import strategies as st
from in_chromium import DESKTOP, PHONE, Server, Watched
from playwright.sync_api import Browser, expect
from reader_page import page_of
from selectolax.lexbor import LexborHTMLParser
from test_accessibility import findings
from test_book import documents

from wenji.audit import audit
from wenji.audit.text import html_text
from wenji.book.epub import epub_bytes
from wenji.book.library import Library
from wenji.commands.site import build
from wenji.contract import read_articles
from wenji.forms.note_links import links
from wenji.model import Folders
from wenji.progress import Silent

# Texts (a note begins with `>`, a heading with `#`) and the numbers that are linked.
ROWS: list[tuple[str, list[str], list[int]]] = [
    ("each once", ["甲[1]乙[2]。", ">[1]一。", ">[2]二。"], [1, 2]),
    ("circled", ["甲①乙②。", ">①一。", ">②二。"], [1, 2]),
    ("a word", ["甲（注1）乙（注2）。", ">注1：一。", ">注2：二。"], [1, 2]),
    ("wide", ["甲［１］。", ">［１］一。"], [1]),
    ("tortoise-shell", ["甲〔1〕。", ">〔1〕一。"], [1]),
    ("behind its note", [">[1]一。", "甲[1]。"], []),
    ("twice in the text", ["甲[1]乙[1]丙[2]。", ">[1]一。", ">[2]二。"], [2]),
    ("twice below", ["甲[1]。", ">[1]一。", ">[1]又一。"], []),
    ("another order", ["甲[2]乙[1]。", ">[1]一。", ">[2]二。"], []),
    ("never called", ["甲[2]。", ">[1]一。", ">[2]二。"], [2]),
    ("no note", ["甲[1]乙[2]。", ">[1]一。"], [1]),
    ("in a heading", ["#甲[1]", ">[1]一。"], []),
    ("an item of a list", ["①甲。", "②乙。", ">①一。", ">②二。"], []),
    ("another shape", ["甲①乙[1]。", ">①一。", ">[1]又一。"], []),
    ("in another note", ["甲[1]乙[2]。", ">[1]见[2]。", ">[2]二。"], [1, 2]),
    ("a longer number", ["甲注12乙。", ">注1：一。"], []),
    ("no notes", ["甲[1]。", "[1]一。"], []),
]


def parsed(texts: list[str]) -> tuple[list[str], list[str]]:
    """Texts and their forms."""
    forms = ["note" if t[0] == ">" else "h" if t[0] == "#" else "" for t in texts]
    return [t.removeprefix(">").removeprefix("#") for t in texts], forms


@pytest.mark.parametrize(("texts", "numbers"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_what_is_certain_is_linked(texts: list[str], numbers: list[int]) -> None:
    words, forms = parsed(texts)
    found = links(words, forms)
    assert [link.number for link in found] == numbers
    for link in found:
        assert words[link.call][link.start : link.end] == words[link.note][: link.note_end]


SIGNS = st.sampled_from(["甲", "[1]", "[2]", "①", "注1", "：", ">", "#", "12"])


@given(st.lists(st.lists(SIGNS, min_size=1, max_size=6).map("".join), max_size=8))
def test_pairs_are_unambiguous(given_texts: list[str]) -> None:
    words, forms = parsed(given_texts)
    found = links(words, forms)
    assert len({link.number for link in found}) == len(found)
    for link in found:
        sign = words[link.call][link.start : link.end]
        above = [w for w, f in zip(words, forms, strict=True) if f != "note"]
        assert sign and words[link.note].startswith(sign) and link.call < link.note
        assert sum(len(re.findall(rf"{re.escape(sign)}(?![0-9])", w)) for w in above) == 1


TEXT = """第一篇：护渠记事

今年开春以来，小组清淤十二里[1]，**换闸**四座[2]，没有一户误了农时。
一、入夏以后
入夏以后又添了<b>两盏</b>马灯[3]，夜里也看得清水位，全乡都说好[9]。
注释：
[1]以里计。
[2]由县农机厂承做，见[1]。
[3]油由各村摊派。
"""


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A site of one article with notes."""
    folders = folders_in(tmp_path_factory.mktemp("noted"))
    folders.sources.mkdir(parents=True)
    (folders.sources / "记事.txt").write_text(TEXT, "utf-8", newline="\n")
    build(folders, 1, Silent())
    return folders


def test_the_page_links_both_ways_and_says_the_same(noted: Folders) -> None:
    [row] = read_articles(noted.work)
    for prefix in ("", "zh-Hant/", "en/"):
        html = (noted.site / f"{prefix}{page_of(row)}index.html").read_text("utf-8")
        page = LexborHTMLParser(html)
        for number in (1, 2, 3):
            call = first(page, f"#wj-call-{number}")
            note = first(page, f"#wj-footnote-{number}")
            assert call.text() == note.text() == f"[{number}]"
            assert call.attributes["href"] == f"#wj-footnote-{number}"
            assert note.attributes["href"] == f"#wj-call-{number}"
            assert note.parent is not None and "wj-is-note" in str(note.parent.attributes["class"])
        assert len(page.css("a.wj-to-note, a.wj-to-call")) == 6
        assert "[9]" in (html_text(html) or "")
    assert audit(noted, built=True) == ()


def test_the_addresses_do_not_hang_on_the_words(noted: Folders, tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    folders.sources.mkdir(parents=True)
    edited = TEXT.replace("以里计", "以华里计").replace("今年开春以来", "开春以后")
    (folders.sources / "记事.txt").write_text(edited, "utf-8", newline="\n")
    build(folders, 1, Silent())
    ids = []
    for run in (noted, folders):
        [row] = read_articles(run.work)
        page = run.site / f"{page_of(row)}index.html"
        found = LexborHTMLParser(page.read_text("utf-8")).css("a.wj-to-note, a.wj-to-call")
        ids.append([n.attributes["id"] for n in found])
    assert ids[0] == ids[1]


def test_a_book_links_them_as_well(noted: Folders) -> None:
    made = documents(epub_bytes(Library(noted, "zh", "文集").collection()))
    [page] = [data for name, data in made.items() if "text-" in name]
    root = ElementTree.fromstring(page)
    there = {
        e.get("id"): e.get("href") for e in root.iter() if e.tag.endswith("}a") and e.get("id")
    }
    assert there == {f"wj-{a}-{n}": f"#wj-{b}-{n}" for n in (1, 2, 3)
                     for a, b in (("call", "footnote"), ("footnote", "call"))}  # fmt: skip
    assert "换闸**四座[2]" in "".join(root.itertext())


@pytest.fixture
def opened(chromium: Browser, noted: Folders, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """The article in a browser, under the strict policy."""
    with Server(noted.site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made = Watched(chromium, request.param, server.host)
        [row] = read_articles(noted.work)
        made.open(f"{server.address}{page_of(row)}")
        yield made
        made.context.close()
        server.shutdown()


@pytest.mark.parametrize("opened", [DESKTOP, PHONE], ids=["desktop", "phone"], indirect=True)
def test_a_reader_goes_to_the_note_and_back(opened: Watched) -> None:
    page = opened.page
    page.locator("#wj-call-3").click()
    assert page.evaluate("location.hash") == "#wj-footnote-3"
    expect(page.locator("#wj-footnote-3")).to_be_in_viewport()
    page.locator("#wj-footnote-3").press("Enter")
    assert page.evaluate("location.hash") == "#wj-call-3"
    expect(page.locator("#wj-call-3")).to_be_in_viewport()
    assert findings(page) == [] and opened.complaints == []


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_on_paper_a_sign_is_a_sign(opened: Watched) -> None:
    """The same colour, no line, and the same place as the words around it."""
    page = opened.page
    page.emulate_media(media="print")
    told = page.evaluate(
        """() => [...document.querySelectorAll("a.wj-to-note, a.wj-to-call")].map((a) => {
          const [own, around] = [getComputedStyle(a), getComputedStyle(a.parentElement)]
          const as = (link) => [link.color, link.fontSize, link.fontFamily, link.fontWeight]
          const same = as(own).filter((one, n) => one !== as(around)[n])
          return [same, own.textDecorationLine, own.display, getComputedStyle(a, "::after").content]
        })"""
    )
    assert told == [[[], "none", "inline", "none"]] * 6
