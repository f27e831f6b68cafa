"""Paper: what Chromium prints of articles, of a theme and of a selection (GB/T 9704)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from in_chromium import DESKTOP, Server, Watched
from playwright.sync_api import Page, expect
from programs import pdf_pages, pdf_size, pdf_words
from test_accessibility import findings

from wenji.book.library import Library
from wenji.book.model import Block, Book, Part, Run, Text
from wenji.book.sheets import STYLE, sheets_bytes
from wenji.commands.options import ROOT
from wenji.contract import read_articles
from wenji.model import Folders
from wenji.site.styles import sheet

NEAR = 0.6  # mm: side bearings of characters
HIGH = 1.5  # mm: the box of a typeface is not centred on its characters; a line has 10
WRITTEN = "文" * 3000


def printed(page: Page, path: Path) -> Path:
    page.pdf(path=path, prefer_css_page_size=True)
    return path


def lay_style(folder: Path) -> None:
    """Put print.css, as it is served, beside a page that needs it."""
    style = sheet(Path(STYLE).stem, ROOT / "overrides" / "assets")
    (folder / STYLE).write_text(style, "utf-8")


@pytest.fixture
def full(watched: Watched, tmp_path: Path) -> Path:
    """A text of nothing but full lines, printed."""
    block = Block("p", (Run(WRITTEN),))
    text = Text("0123456789ab-01", "满", (), ("出处：甲.txt",), "甲.txt", (block,))
    book = Book("x", "满", "zh", "文集", (Part("", "", "", (text,)),))
    lay_style(tmp_path)
    (tmp_path / "full.html").write_bytes(sheets_bytes(book, STYLE))
    watched.page.goto((tmp_path / "full.html").as_uri())
    return printed(watched.page, tmp_path / "full.pdf")


def test_a_page_has_22_lines_of_28_characters(full: Path) -> None:
    assert pdf_size(full) == (210, 297)
    pages = pdf_pages(full)
    assert pages[1] == ["文" * 28] * 22 + ["—2—"]
    assert pages[2] == ["文" * 28] * 22 + ["—3—"]


def test_the_text_stands_where_the_standard_says(full: Path) -> None:
    for number, page in enumerate(pdf_words(full)[1:3], 2):
        odd = number % 2
        left, right = (28, 26) if odd else (26, 28)
        lines = [word for word in page if word[3].startswith("文")]
        assert {abs(word[0] - left) < NEAR for word in lines} == {True}
        assert {abs(word[1] - (210 - right)) < NEAR for word in lines} == {True}
        pitch = 225 / 22
        assert lines[0][2] == pytest.approx(37 + pitch / 2, abs=HIGH)
        assert lines[-1][2] == pytest.approx(37 + 225 - pitch / 2, abs=HIGH)
        dashes = [word for word in page if "—" in word[3]]
        edge = max(w[1] for w in dashes) if odd else min(w[0] for w in dashes)
        one = 14 / 72 * 25.4  # a character of 4号
        assert edge == pytest.approx(210 - right - one if odd else left + one, abs=NEAR)
        assert dashes[0][2] == pytest.approx(37 + 225 + 7, abs=1)


def longest(folders: Folders) -> str:
    rows = [r for r in read_articles(folders.work) if r["headings"]]
    return str(max(rows, key=lambda r: r["chars"])["page"])[3:-3] + "/"


def test_an_article_prints_its_text_and_nothing_around_it(
    watched: Watched, server: Server, sample_site: Folders, tmp_path: Path
) -> None:
    watched.page.emulate_media(color_scheme="dark")
    watched.open(server.address + longest(sample_site))
    page = watched.page
    title = "".join(page.locator(".wj-head h1").inner_text().split())
    text = "".join(str(page.locator("[data-wj-text]").text_content()).split())
    file = page.locator(".wj-provenance dd").locator("bdi").first.inner_text()
    pages = pdf_pages(printed(page, tmp_path / "a.pdf"))
    told = "".join("".join(p[:-1]) for p in pages)
    assert told.startswith(title) and text in told
    around = told[len(title) : told.index(text)] + told[told.index(text) + len(text) :]
    assert file in around and len(around) < 120
    for hidden in ("摘要", "上一篇", "首页", "Material", "字"):
        assert hidden not in around.replace(file, ""), around
    assert [re.sub("[—]", "", p[-1]) for p in pages] == [str(n + 1) for n in range(len(pages))]
    first = pdf_words(tmp_path / "a.pdf")[0]
    assert min(word[0] for word in first) == pytest.approx(28, abs=NEAR)
    page.emulate_media(media="print", color_scheme="dark")
    colours = "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    assert page.locator("[data-wj-text] p").first.evaluate(colours) == [
        "rgb(0, 0, 0)",
        "rgb(255, 255, 255)",
    ]


def test_faces_differ_by_level(watched: Watched, server: Server, sample_site: Folders) -> None:
    watched.open(server.address + longest(sample_site))
    watched.page.emulate_media(media="print")
    face = "e => getComputedStyle(e).fontFamily + getComputedStyle(e).fontSize"
    for place, name, size in (
        (".wj-head h1", "小标宋", "29.3333px"),
        ("[data-wj-text] h2", "黑体", "21.3333px"),
        ("[data-wj-text] p", "仿宋", "21.3333px"),
    ):
        found = str(watched.page.locator(place).first.evaluate(face))
        assert name in found.split(",")[0] and found.endswith(size), place
    keeps = "e => getComputedStyle(e).breakAfter"
    assert watched.page.locator("[data-wj-text] h2").first.evaluate(keeps) == "avoid"


def test_a_theme_prints_cover_contents_and_each_text_on_a_new_page(
    watched: Watched, sample_site: Folders, tmp_path: Path
) -> None:
    book = Library(sample_site, "zh", "文集").theme("party")
    lay_style(tmp_path)
    (tmp_path / "t.html").write_bytes(sheets_bytes(book, STYLE, "../"))
    watched.page.goto((tmp_path / "t.html").as_uri())
    pages = pdf_pages(printed(watched.page, tmp_path / "t.pdf"))
    titles = ["".join(text.title.split()) for text in book.texts]
    assert pages[0][0] == book.title and pages[1][0] == "目录"
    assert pages[1][1:-1] == [f"{n}.{title}" for n, title in enumerate(titles, 1)]
    heads = ["".join(page[:3]) for page in pages[2:]]
    assert [t for t in titles if any(head.startswith(t) for head in heads)] == titles
    assert len(pages[0]) <= 5 and pages[1][-1] == "—2—"


def test_a_selection_is_laid_out_in_its_order(
    watched: Watched, server: Server, sample_site: Folders, tmp_path: Path
) -> None:
    rows = read_articles(sample_site.work)
    chosen = [rows[5], rows[2]]
    ids = ",".join(r["id"] for r in chosen)
    watched.open(f"{server.address}print/?articles={ids},<b>,{chosen[0]['id']}")
    page = watched.page
    expect(page.locator("[data-wj-say=ready]")).to_be_visible()
    titles = ["".join(r["title"].split()) for r in chosen]
    assert ["".join(t.split()) for t in page.locator(".wj-sheet h1").all_inner_texts()] == titles
    pages = pdf_pages(printed(page, tmp_path / "s.pdf"))
    assert pages[0] == ["目录", f"1.{titles[0]}", f"2.{titles[1]}", "—1—"]
    assert pages[1][0].startswith(titles[0][:10]) and not watched.complaints
    expect(page.locator("[data-wj-now]")).to_be_visible()


def test_date_and_author_are_printed_below_the_title(
    watched: Watched, server: Server, sample_site: Folders, tmp_path: Path
) -> None:
    dated = next(r for r in read_articles(sample_site.work) if r["date"] and len(r["date"]) == 10)
    library = Library(sample_site, "zh", "文集")
    book = library.article(dated["id"])
    [text] = book.texts
    lay_style(tmp_path)
    (tmp_path / "o.html").write_bytes(sheets_bytes(book, STYLE))
    addresses = {
        "sheets": (tmp_path / "o.html").as_uri(),
        "selection": f"{server.address}print/?articles={dated['id']}",
        "article": f"{server.address}{dated['page'][3:-3]}/",
    }
    for name, address in addresses.items():
        watched.page.goto(address)
        if name == "selection":
            expect(watched.page.locator("[data-wj-say=ready]")).to_be_visible()
        first = pdf_pages(printed(watched.page, tmp_path / f"{name}.pdf"))[0]
        head = "".join(first[:4])
        assert head.startswith("".join(text.title.split())), name
        assert text.facts[0] in head, name


def test_without_articles_in_the_address_the_reading_list_is_printed(
    watched: Watched, server: Server, sample_site: Folders
) -> None:
    row = read_articles(sample_site.work)[3]
    entry = {"page": row["page"][3:-3] + "/", "id": "", "title": row["title"]}
    watched.open(f"{server.address}print/")
    expect(watched.page.locator("[data-wj-say=none]")).to_be_visible()
    kept = json.dumps([entry, {"page": "https://192.0.2.1/"}, None])
    watched.page.evaluate("kept => __md_set('wj-list', JSON.parse(kept))", kept)
    watched.page.reload()
    expect(watched.page.locator("[data-wj-say=ready]")).to_be_visible()
    assert watched.page.locator(".wj-sheet h1").inner_text() == row["title"]
    assert findings(watched.page) == [] and not watched.complaints


def test_from_files_the_page_says_that_it_needs_a_server(
    watched: Watched, sample_site: Folders
) -> None:
    row = read_articles(sample_site.work)[0]
    file = (sample_site.site / "print/index.html").as_uri()
    watched.page.goto(f"{file}?articles={row['id']}")
    expect(watched.page.locator("[data-wj-say=file]")).to_be_visible()


@pytest.mark.parametrize("width", [DESKTOP["width"], 320])
def test_a_page_to_print_is_fit_to_be_read(
    width: int, watched: Watched, sample_site: Folders, tmp_path: Path
) -> None:
    book = Library(sample_site, "zh", "文集").theme("party")
    lay_style(tmp_path)
    (tmp_path / "t.html").write_bytes(sheets_bytes(book, STYLE, "../"))
    watched.page.set_viewport_size({"width": width, "height": 700})
    watched.page.goto((tmp_path / "t.html").as_uri())
    assert findings(watched.page) == []
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
