"""Tables, verse, notes and signatures on pages, in the collation and in books."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import docx
import pytest
from conftest import folders_in
from docx.enum.text import WD_ALIGN_PARAGRAPH
from in_chromium import PHONE, Server, Watched, until
from playwright.sync_api import Browser, Page, expect
from reader_page import CLIPBOARD, copied, page_of
from selectolax.lexbor import LexborHTMLParser
from test_book import documents

from wenji.audit.catalog import read_catalog
from wenji.audit.ledger import replay, words_in
from wenji.audit.text import html_text, legible
from wenji.book.epub import epub_bytes
from wenji.book.library import Library
from wenji.book.sheets import sheets_bytes
from wenji.book.word import word_bytes
from wenji.commands.site import build
from wenji.contract import Row, read_articles
from wenji.forms import FORMS
from wenji.model import Folders
from wenji.progress import Silent

TEXT = "[data-wj-text]"
CLUB = "渡口诗社活动记"  # of the sample: a table, a poem, a signature and notes
ANNALS = "镇志编写札记：一份录入规范的来历"  # a table that bars divide

# A letter with everything, and a table wider than a phone.
LETTER = """第一篇：护渠小组来信

尊敬的各位乡亲：
今年开春以来，小组清淤十二里[1]，换闸四座[2]，没有一户误了农时。
月份\t东岭的渠段\t北渡口的渠段\t柳林的渠段\t石桥的渠段\t青禾的渠段\t双渡的渠段
一月\t清淤两里又一百步\t清淤三里\t立牌九块\t换闸一座\t量了土方\t算了用水的账
二月\t清淤四里\t换闸两座\t添灯两盏\t换闸一座\t砌石三十丈\t排了用水的次序
渠水清，渠水长，
一直流到打谷场。
锄头响，号子亮，
家家户户修渠忙。
记者：最难的是什么？
老周：人心齐了，就没有难的。
记者：明年呢？
议定三条：
1.按序放水；
2.夜里巡渠；
3.漏水必报。
此致
敬礼！
双渡乡水利站
2021年3月5日
附件：1.用水次序表
2.巡渠值班表
注释：
[1]以里计。
[2]由县农机厂承做。
"""


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A small site of one letter."""
    folders = folders_in(tmp_path_factory.mktemp("来 信"))
    folders.sources.mkdir(parents=True)
    (folders.sources / "信.txt").write_text(LETTER, "utf-8", newline="\n")
    build(folders, 1, Silent())
    return folders


@pytest.fixture
def phone_page(chromium: Browser) -> Iterator[Page]:
    """A page on a phone."""
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    yield page
    page.close()


def of(folders: Folders, title: str) -> Row:
    return next(a for a in read_articles(folders.work) if a["title"] == title)


def built(folders: Folders, article: Row) -> LexborHTMLParser:
    return LexborHTMLParser((folders.site / page_of(article) / "index.html").read_text("utf-8"))


def test_the_sample_shows_a_table_a_poem_a_signature_and_notes(sample_site: Folders) -> None:
    article = of(sample_site, CLUB)
    runs = [form["form"] for form in article["forms"]]
    assert runs == ["verse", "row", "signature", "note"] and article["date"] == "2023-06-03"
    page = built(sample_site, article)
    assert [n.text() for n in page.css(f"{TEXT} th")] == ["月份", "题目", "到场（人）"]
    assert len(page.css(f"{TEXT} tbody tr")) == 5
    assert len(page.css(f"{TEXT} p.wj-is-verse")) == 6


def test_the_catalog_tells_where_each_form_stands(letter: Folders) -> None:
    (article,) = read_articles(letter.work)
    told = {f["form"]: LETTER[f["start"] : f["end"]] for f in article["forms"]}
    assert set(told) == set(FORMS)
    assert told["verse"].startswith("渠水清") and told["verse"].endswith("修渠忙。")
    assert told["note"].startswith("注释") and told["attachment"].endswith("值班表")


def test_bars_are_seen_and_are_the_lines_of_their_table(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    watched.open(server.address + page_of(of(sample_site, ANNALS)))
    page = watched.page
    row = page.locator(f"{TEXT} tr", has_text="3790").last
    assert row.text_content() == "|户数|3790|"
    assert "".join(row.inner_text().split()) == "|户数|3790|"
    cell = row.locator("td").first
    assert cell.evaluate("e => getComputedStyle(e).borderTopWidth") == "0px"
    bars = page.locator(f"{TEXT} .wj-drawn:first-child")
    left = bars.evaluate_all("all => all.map((e) => Math.round(e.getBoundingClientRect().left))")
    assert len(left) == 4 and len(set(left)) == 2  # one below the other
    assert watched.complaints == []


def test_a_table_and_its_neighbours_fit_every_window(
    both: Watched, server: Server, sample_site: Folders
) -> None:
    both.open(server.address + page_of(of(sample_site, CLUB)))
    page = both.page
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    style = "(e, name) => getComputedStyle(e)[name]"
    assert page.locator(".wj-is-signature").first.evaluate(style, "textAlign") == "end"
    indents = page.locator(".wj-is-verse").evaluate_all(
        "all => all.map((e) => parseFloat(getComputedStyle(e).textIndent))"
    )
    assert all(indent < 0 for indent in indents)
    gaps = page.locator(".wj-is-verse").evaluate_all(
        "all => all.slice(1).map((e, n) =>"
        " e.getBoundingClientRect().top - all[n].getBoundingClientRect().bottom)"
    )
    assert all(abs(gap) < 1 for gap in gaps)
    assert both.complaints == []


def test_the_collation_shows_the_source_of_each_row_and_goes_again(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    watched.open(server.address + page_of(of(sample_site, CLUB)))
    page = watched.page
    before = page.locator(TEXT).inner_html()
    page.locator("button[data-wj-collation]").click()
    row = page.locator(f"{TEXT} tr", has_text="头水").first
    button = row.locator(".wj-original")
    expect(button).to_be_visible()
    button.click()
    assert page.locator("tr.wj-added .wj-source li").all_text_contents() == ["3月     头水    14"]
    page.locator("button[data-wj-collation]").click()
    expect(page.locator(".wj-collated")).to_have_count(0)
    assert page.locator(TEXT).inner_html() == before
    assert watched.complaints == []


def test_a_row_has_an_address_of_its_own(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    page = watched.page
    page.add_init_script(CLIPBOARD)
    watched.open(server.address + page_of(of(sample_site, CLUB)))
    row = page.locator(f"{TEXT} tr", has_text="头水")
    row.hover()
    link = page.locator(".wj-pilcrow")
    expect(link).to_have_class("wj-pilcrow wj-outside wj-on")
    link.click()
    assert str(row.get_attribute("id")).startswith("3月-头水-14~")
    assert unquote(copied(page)).endswith(f"#{row.get_attribute('id')}")


def test_a_wide_table_scrolls_by_itself(letter: Folders, phone_page: Page) -> None:
    (article,) = read_articles(letter.work)
    phone_page.goto((letter.site / page_of(article) / "index.html").as_uri())
    assert not phone_page.evaluate("document.documentElement.scrollWidth > innerWidth")
    table = phone_page.locator(f"{TEXT} table")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")
    table.focus()
    phone_page.keyboard.press("ArrowRight")
    until(phone_page, "document.querySelector('[data-wj-text] table').scrollLeft > 0")


@pytest.mark.parametrize("language", ["zh", "zh-Hant"])
def test_an_epub_keeps_them(letter: Folders, language: str) -> None:
    (article,) = read_articles(letter.work)
    book = Library(letter, language, "文集").article(article["id"])
    (xhtml,) = [x for name, x in documents(epub_bytes(book)).items() if name.startswith("text-")]
    page = LexborHTMLParser(xhtml)
    assert [len(r.css("td, th")) for r in page.css("table.wj-grid tr")] == [7, 7, 7]
    assert len(page.css("p.wj-is-verse")) == 4 and len(page.css("p.wj-is-verse.wj-first")) == 1
    assert {f"wj-is-{form}" for form in FORMS if form != "row"} == {
        name.split()[0] for n in page.css("p[class^=wj-is-]") if (name := n.attributes["class"])
    }
    sheets = sheets_bytes(book, "print.css").decode("utf-8")
    assert sheets.count("<tr>") == 3 and "wj-is-signature" in sheets


def test_a_word_file_keeps_them(letter: Folders) -> None:
    (article,) = read_articles(letter.work)
    data = word_bytes(Library(letter, "zh", "文集").article(article["id"]))
    document = docx.Document(BytesIO(data))
    (table,) = document.tables
    assert [[c.text for c in row.cells][:2] for row in table.rows] == [
        ["月份", "东岭的渠段"], ["一月", "清淤两里又一百步"], ["二月", "清淤四里"],
    ]  # fmt: skip
    styled = {p.text: p.style for p in document.paragraphs if p.style is not None}
    assert styled["双渡乡水利站"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert styled["渠水清，渠水长，"].name == "Verse"
    assert styled["[1]以里计。"].name == "Note"


def test_nothing_of_the_text_is_lost_in_any_of_them(letter: Folders) -> None:
    (article,) = read_articles(letter.work)
    (record,) = read_catalog(letter.work).records
    whole = legible(words_in(replay(record, article["id"]), 0, len(LETTER)))
    file = Path(letter.site, page_of(article), "index.html")
    assert html_text(file.read_text("utf-8")) == whole
    book = Library(letter, "zh", "文集").article(article["id"])
    assert legible("".join(b.text for text in book.texts for b in text.blocks)) == whole
