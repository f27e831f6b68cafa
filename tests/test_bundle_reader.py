"""The zip for readers without a server: unpacked, opened from the disk in real Chromium.

The archive is the whole sample with books to download; it is unpacked where a reader would, into
a folder with spaces and Chinese characters in its name.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import folders_in
from in_chromium import DESKTOP, Watched
from page_kinds import Kind, page_kinds
from playwright.sync_api import Browser, Page, expect
from search_page import ask, part, told
from selectolax.lexbor import LexborHTMLParser

from wenji.bundle.reader import README, SITE, START
from wenji.commands import main
from wenji.commands.options import ROOT
from wenji.commands.site import build
from wenji.model import Folders
from wenji.progress import Silent

TOP = "wenji-reader"
# What a reader types in each language's site; the Traditional one types Traditional characters.
PHRASES = {"": "党员教育", "zh-Hant/": "黨員教育", "en/": "党员教育"}
SIDES = ("before", "after")
ADDRESSED = ("a[href]", "area[href]", "link[href]", "script[src]", "img[src]", "form[action]")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The sample, built with books to download."""
    folders = replace(folders_in(tmp_path_factory.mktemp("站")), sources=ROOT / "sources")
    build(folders, 2, Silent(), exports=["epub", "docx", "print"])
    return folders


def bundled(site: Path, out: Path) -> Path:
    """The archive that the command makes of a site."""
    assert main(["bundle", "--only", "reader", "--site", str(site), "--out", str(out)]) == 0
    return out / f"{TOP}.zip"


@pytest.fixture(scope="session")
def unpacked(built: Folders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's one folder, unpacked."""
    folder = tmp_path_factory.mktemp("我的 U盘 #1")
    with zipfile.ZipFile(bundled(built.site, folder)) as archive:
        archive.extractall(folder)
    return folder / TOP


@pytest.fixture(scope="session")
def site(unpacked: Path) -> Path:
    return unpacked / SITE


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """A watched page that may ask for nothing but files."""
    made = Watched(chromium, DESKTOP, "")
    made.page.on("request", lambda r: made._note(not r.url.startswith("file:"), f"asks {r.url}"))
    yield made
    made.context.close()


# --- the archive ------------------------------------------------------------------------------


def test_the_same_site_gives_the_same_bytes(built: Folders, tmp_path: Path) -> None:
    one, two = (bundled(built.site, tmp_path / name) for name in ("a", "b"))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        names = archive.namelist()
        assert names == sorted(names) and all(name.startswith(f"{TOP}/") for name in names)
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
        assert all(i.filename.isascii() or i.flag_bits & 0x800 for i in archive.infolist())


def test_what_only_servers_use_stays_out(built: Folders, tmp_path: Path) -> None:
    for name in ("index.html.gz", "index.html.br", "a.tar.gz"):
        (built.site / name).write_bytes(b"x")
    try:
        with zipfile.ZipFile(bundled(built.site, tmp_path)) as archive:
            names = {name.removeprefix(f"{TOP}/{SITE}/") for name in archive.namelist()}
    finally:
        for name in ("index.html.gz", "index.html.br", "a.tar.gz"):
            (built.site / name).unlink()
    assert "a.tar.gz" in names and "index.html" in names and "en/index.html" in names
    left = {"index.html.gz", "index.html.br", "404.html", "en/404.html", "sitemap.xml"}
    assert not names & left


def test_the_first_page_is_in_two_languages_and_names_what_to_open(unpacked: Path) -> None:
    raw = (unpacked / README).read_bytes()
    text = raw.decode("utf-8-sig")
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n")
    assert text.index("双击") < text.index("Double-click") and text.count(START) == 2
    assert (unpacked / START).is_file()


# --- addresses --------------------------------------------------------------------------------


def test_every_address_leads_to_a_file_in_the_archive(site: Path) -> None:
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    wrong = []
    for page in sorted(name for name in there if name.endswith(".html")):
        tree = LexborHTMLParser((site / page).read_text("utf-8"))
        for node in tree.css(", ".join(ADDRESSED)):
            value = next(
                node.attributes[k] for k in ("href", "src", "action") if k in node.attributes
            )
            place = urlsplit(urljoin(f"file:///{page}", value or ""))
            file = unquote(place.path).removeprefix("/")
            if place.scheme == "file" and (file not in there or place.netloc):
                wrong.append(f"{page}: {value}")
    assert wrong == []


def test_pages_read_as_they_do_on_a_server(built: Folders, site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site)
        old, new = (
            LexborHTMLParser((folder / name).read_text("utf-8")) for folder in (built.site, site)
        )
        assert old.root and new.root
        assert old.root.text() == new.root.text(), name
        assert [n.attributes["id"] for n in old.css("[id]")] == [
            n.attributes["id"] for n in new.css("[id]")
        ]


# --- a walk -----------------------------------------------------------------------------------


def leading(site: Path, kinds: list[Kind]) -> Mapping[str, tuple[str, str]]:
    """For each kind's page another one that links to it, and the address that it gives."""
    wanted = {kind.file for kind in kinds}
    found: dict[str, tuple[str, str]] = {}
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        for link in LexborHTMLParser(page.read_text("utf-8")).css("a[href]"):
            href = link.attributes["href"] or ""
            place = urlsplit(urljoin(f"file:///{name}", href))
            file = unquote(place.path).removeprefix("/")
            if place.scheme == "file" and file in wanted and file != name:
                found.setdefault(file, (name, href))
    return found


def test_every_kind_of_page_opens_by_a_click(built: Folders, site: Path, watched: Watched) -> None:
    kinds = [k for k in page_kinds(built.docs, site) if (site / k.file).is_file()]
    assert {kind.lang for kind in kinds} == {"zh-Hans", "zh-Hant", "en"} and len(kinds) > 40
    ways = leading(site, kinds)
    page = watched.page
    unreached = []
    for kind in kinds:
        if kind.file not in ways:
            unreached.append(kind.file)
            continue
        start, href = ways[kind.file]
        watched.open((site / start).as_uri())
        with page.expect_navigation(wait_until="load"):
            page.locator(f'a[href="{href}"]').first.evaluate("link => link.click()")
        address = urlsplit(page.url)
        assert (address.scheme, unquote(address.path)) == ("file", str(site / kind.file)), kind
        assert page.locator("main").count() == 1, kind
    assert [name for name in unreached if not name.endswith(("print/index.html",))] == []
    assert watched.complaints == []


def test_a_reader_goes_from_the_first_page_to_an_article_and_back_in_another_language(
    unpacked: Path, watched: Watched
) -> None:
    page = watched.page
    page.goto((unpacked / START).as_uri())
    page.wait_for_url("**/site/index.html")
    page.get_by_role("link", name="专题", exact=True).first.click()
    page.wait_for_url("**/themes/index.html")
    page.locator("main a[href*='themes/'], main a[href^='safety']").first.click()
    page.locator("main a[href*='articles/']").first.click()
    page.wait_for_url("**/articles/*/*/index.html")
    chinese = page.url
    page.locator(".md-header .md-select__link[hreflang=en]").evaluate("link => link.click()")
    page.wait_for_url("**/site/en/articles/**")
    assert page.url == chinese.replace("/site/", "/site/en/")
    page.go_back()
    page.wait_for_url(chinese)
    page.locator(".md-logo").first.click()
    page.wait_for_url("**/site/index.html")
    assert watched.complaints == []


def test_downloads_are_files(site: Path, watched: Watched) -> None:
    watched.open((site / "index.html").as_uri())
    page = watched.page
    links = page.locator("a[download]")
    hrefs = {link.get_attribute("href") or "" for link in links.all()}
    assert {Path(href).suffix for href in hrefs} >= {".epub", ".docx"}
    for href in hrefs:
        with page.expect_download() as begun:
            page.locator(f'a[href="{href}"]').first.evaluate("link => link.click()")
        assert Path(begun.value.path()).read_bytes() == (site / unquote(href)).read_bytes()
    assert watched.complaints == []


def test_icons_are_shown(site: Path, watched: Watched) -> None:
    """A browser takes no mask from another file of the disk, and says so a moment later."""
    sheets = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert "data:image/svg+xml" in sheets and not re.search(r"url\([^)]*\.svg\)", sheets)
    watched.open((site / "search" / "index.html").as_uri())
    icon = watched.page.locator("details > summary").first
    icon.scroll_into_view_if_needed()
    masks = [icon.evaluate(f"e => getComputedStyle(e, '::{at}').maskImage") for at in SIDES]
    assert any(mask.startswith('url("data:image/svg+xml') for mask in masks), masks
    watched.page.wait_for_load_state("networkidle")
    assert watched.complaints == []


# --- search -----------------------------------------------------------------------------------


def at_the_place(page: Page, site: Path, folder: str) -> None:
    """An article of the language is open, and the hit is in sight."""
    expect(page.locator("mark.wj-hit").first).to_be_visible()
    file = Path(unquote(urlsplit(page.url).path))
    assert file.name == "index.html" and file.is_relative_to(site / folder / "articles")
    expect(page.locator("mark.wj-here")).to_be_in_viewport()


@pytest.mark.parametrize(("folder", "phrase"), PHRASES.items(), ids=["zh", "zh-Hant", "en"])
def test_a_phrase_is_found_by_the_search_page(
    folder: str, phrase: str, site: Path, watched: Watched
) -> None:
    watched.open((site / folder / "index.html").as_uri())
    page = watched.page
    page.locator("form.wj-ask input").first.fill(phrase)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/site/{folder}search/index.html?*")
    assert any(character.isdigit() for character in told(page))
    part(page, "list").locator(".wj-lines a").first.click()
    at_the_place(page, site, folder)
    page.locator(".wj-hitbar a").click()
    expect(part(page, "input")).to_have_value(phrase)
    assert watched.complaints == []


@pytest.mark.parametrize(("folder", "phrase"), PHRASES.items(), ids=["zh", "zh-Hant", "en"])
def test_a_phrase_is_found_by_the_dialog(
    folder: str, phrase: str, site: Path, watched: Watched
) -> None:
    watched.open((site / folder / "help" / "index.html").as_uri())
    page = watched.page
    ask(page, phrase)
    first = page.locator(".md-search-result__item a").first
    expect(first).to_be_visible()
    first.click()
    at_the_place(page, site, folder)
    assert watched.complaints == []


# --- citations --------------------------------------------------------------------------------


def test_a_citation_tells_no_path_of_the_disk(site: Path, watched: Watched) -> None:
    article = sorted((site / "articles").rglob("index.html"))[0]
    watched.open(article.as_uri())
    cited = watched.page.evaluate(
        "() => { const r = self.Wenji.reader; const a = r.article();"
        " return [r.standard(a), r.simple(a), r.bibtex(a)].join('\\n') }"
    )
    place = article.parent.relative_to(site).as_posix()
    assert f"{place}/" in cited and str(site) not in cited and "file:" not in cited
