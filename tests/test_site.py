"""The site that MkDocs makes of the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import made_collection as made
import pytest
from html_nodes import first
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from served import assets_of

from wenji.audit.site import check_site, read_site
from wenji.mkdocs_hooks import as_html
from wenji.model import Folders
from wenji.site.build import SiteError, build_site
from wenji.write import write
from wenji.write.study.parts import Places

CONFIG = Path(__file__).parents[1] / "mkdocs.yml"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The sample collection, published; at a path with a space and Chinese characters."""
    there = made.folders(tmp_path_factory.mktemp("网站 一"))
    write(made.sample(), there)
    build_site(there, CONFIG)
    return there


def html(folders: Folders, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((folders.site / address / "index.html").read_text("utf-8"))


def address(page: str) -> str:
    """Where the page `zh/a/b.md` is in the site."""
    return page.removeprefix("zh/").removesuffix(".md").removesuffix("index")


def pages(folders: Folders) -> Iterator[tuple[Path, LexborHTMLParser]]:
    for path in sorted(folders.site.rglob("*.html")):
        yield path, LexborHTMLParser(path.read_text("utf-8"))


def squeezed(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c.isprintable())


def test_text_of_an_article_is_the_text_of_its_page(folders: Folders) -> None:
    for article in made.sample().articles:
        (text,) = html(folders, address(article.page)).css("[data-wj-text]")
        assert squeezed(text.text()) == squeezed(article.text)


def test_places_of_an_article_are_on_its_page(folders: Folders) -> None:
    places = Places()
    for article in made.sample().articles:
        page = html(folders, address(article.page))
        ids = {n.attributes.get("id"): squeezed(n.text()) for n in page.css("[data-wj-text] [id]")}
        for number, paragraph in enumerate(article.paragraphs):
            anchor = places.of(article, number)["anchor"]
            assert ids.get(str(anchor)) == squeezed(paragraph.text)


def test_titles_are_text_wherever_they_are_shown(folders: Folders) -> None:
    for article in made.sample().articles:
        page = html(folders, address(article.page))
        for place in ("h1", "title", ".wj-path [aria-current]"):
            (found,) = page.css(place)
            assert squeezed(article.title) in squeezed(found.text()), place


def test_no_page_holds_a_script_of_a_source(folders: Folders) -> None:
    for path, page in pages(folders):
        assert [n.html for n in page.css("script") if "alert" in (n.text() or "")] == [], path
        assert page.css("[onerror], a[href^=javascript]") == [], path


def test_material_has_no_index_of_its_own_and_asks_for_none(folders: Folders) -> None:
    assert not list(folders.site.rglob("search_index*"))
    assert not list((assets_of(folders.site) / "javascripts").rglob("*lunr*"))
    for path, page in pages(folders):
        (config,) = page.css("#__config")
        assert (
            f"assets/{assets_of(folders.site).name}/search/worker.js"
            in json.loads(config.text())["search"]
        ), path
        assert not page.css("form[name=search]"), path  # under this name Material fetches one


def test_scripts_are_files(folders: Folders) -> None:
    """A strict Content-Security-Policy lets no script run that stands in a page."""
    for path, page in pages(folders):
        inline = [n for n in page.css("script:not([src])") if n.attributes.get("type") is None]
        assert not inline, path
        assert page.css("style, [style], [onclick]") == [], path


def test_the_site_is_whole_and_asks_nothing_of_another_host(folders: Folders) -> None:
    site = read_site(folders.site)
    assert site.pages
    assert [str(breach) for breach in check_site(site)] == []


def test_styles_hold_no_data(folders: Folders) -> None:
    """A strict policy forbids it; the theme's icons are files, and all are there (see above)."""
    sheets = list(folders.site.rglob("*.css"))
    assert sheets and not [p for p in sheets if "data:" in p.read_text("utf-8")]
    assert len(list((assets_of(folders.site) / "icons").iterdir())) > 10


def test_a_reader_sees_where_he_is(folders: Folders) -> None:
    article = made.sample().articles[1]
    page = html(folders, address(article.page))
    assert [n.text() for n in page.css(".wj-path li")] == [
        "首页",
        "专题",
        "水利建设",
        article.title,
    ]
    assert [n.text() for n in page.css(".md-tabs__item--active")] == ["专题"]
    assert [n.text() for n in html(folders, "sources").css(".md-tabs__item--active")] == [
        "原始文件"
    ]


def test_provenance_and_neighbours(folders: Folders) -> None:
    page = html(folders, address(made.sample().articles[1].page))
    text = " ".join(n.text() for n in page.css(".wj-foot"))
    for wanted in (
        "水利/汛期 总结.txt",
        "第 2 篇，共 3 篇",
        "总结",
        "乡村学校",
        "没有小标题的短文",
    ):
        assert wanted in text


def test_home_page_of_nothing_says_how_to_begin(tmp_path: Path) -> None:
    there = made.folders(tmp_path)
    write(made.collection(), there)
    build_site(there, CONFIG)
    text = first(html(there, "."), "main").text()
    assert "这里还没有资料" in text and "sources" in text


def test_two_builds_are_byte_identical(folders: Folders, tmp_path: Path) -> None:
    other = Folders(folders.sources, folders.docs, tmp_path / "elsewhere", tmp_path / ".work")
    build_site(other, CONFIG)
    first, second = (
        {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
        for site in (folders.site, other.site)
    )
    assert first == second
    assert not [p for p in first if p.name.startswith(".") or p.suffix == ".map"]


def test_failed_build_keeps_the_old_site(tmp_path: Path) -> None:
    there = made.folders(tmp_path)
    there.site.mkdir()
    (there.site / "index.html").write_text("旧", "utf-8")
    write(made.collection(), there)
    (there.docs / "zh/help.md").write_text("[没有](nowhere.md)", "utf-8")
    with pytest.raises(SiteError, match=r"nowhere\.md"):
        build_site(there, CONFIG)
    assert (there.site / "index.html").read_text("utf-8") == "旧"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["docs", "site"]


def test_new_site_replaces_the_old_one(tmp_path: Path) -> None:
    there = made.folders(tmp_path)
    there.site.mkdir()
    (there.site / "stale.html").write_text("旧", "utf-8")
    write(made.collection(), there)
    build_site(there, CONFIG)
    assert not (there.site / "stale.html").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["docs", "site"]


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=5))
def test_front_matter_becomes_html(value: object) -> None:
    assert not re.search(r"[<>\"']|&(?!\w+;|#x?\w+;)", "".join(strings(as_html(value))))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
