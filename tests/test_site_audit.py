"""The audit of a built site: links and anchors that lead nowhere, and what loads from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copy_run
from served import assets_of

from wenji.audit.addresses import Place, Resolver, in_data, in_script, in_style
from wenji.audit.breach import Breach
from wenji.audit.site import check_site, outside, read_site
from wenji.commands.convert import convert
from wenji.model import Folders
from wenji.progress import Silent
from wenji.site.build import SiteError, build_site

PAGE = "help/index.html"
CONFIG = Path(__file__).parents[1] / "mkdocs.yml"


@pytest.fixture
def run(small_run: Folders, tmp_path: Path) -> Folders:
    """A small built site that a test may damage."""
    return copy_run(small_run, tmp_path, site=True)


def put(site: Path, html: str, before: str = "</main>") -> None:
    """Put something into the help page."""
    path = site / PAGE
    page = path.read_text("utf-8")
    assert page.count(before) == 1
    path.write_text(page.replace(before, html + before), "utf-8")


def found(site: Path) -> list[tuple[str, str, str]]:
    """Kind, file and what was found of every breach."""
    return [(b.kind, b.file, b.found) for b in check_site(read_site(site))]


def test_the_sample_is_whole(sample_site: Folders) -> None:
    site = read_site(sample_site.site)
    assert len(site.pages) > 60
    assert sum(len(page.targets) for page in site.pages) > 10 * len(site.pages)
    assert [str(breach) for breach in check_site(site)] == []
    assert outside(sample_site.site) == ()


LINKS = {
    "a page that is not there": ("../nowhere/", "site-link"),
    "a file that is not there": ("../nowhere.pdf", "site-link"),
    "outside the site's folder": ("../../secret/", "site-link"),
    "from the server's root": ("/nowhere/", "site-link"),
    "an anchor of another page": ("../about/#没有", "site-anchor"),
    "an anchor of the page itself": ("#没有", "site-anchor"),
    "an anchor in percent signs": ("../about/#%E6%B2%A1", "site-anchor"),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_leads_nowhere_is_found(name: str, run: Folders) -> None:
    href, kind = LINKS[name]
    put(run.site, f'<a href="{href}">甲</a>')
    assert found(run.site) == [(kind, PAGE, href)]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../about/">甲</a>',
        '<a href="../about">甲</a>',
        '<a href="../search/?q=a#">甲</a>',
        '<a href="../themes/index.html?x#top">甲</a>',
        '<p id="标题">乙</p><a href="#%E6%A0%87%E9%A2%98">甲</a><a href="#标题:~:text=乙">甲</a>',
        '<a href="/about/">甲</a><a href="./">甲</a><a href="">甲</a><a href="../">甲</a>',
        '<a href="mailto:a@example.org">甲</a><img src="data:image/gif;base64,R0lGOD" alt="">',
    ],
)
def test_a_link_that_leads_somewhere_is_no_breach(html: str, run: Folders) -> None:
    put(run.site, html)
    assert found(run.site) == []


LOADS = [
    '<script src="https://cdn.example/a.js"></script>',
    '<script src="//cdn.example/a.js"></script>',
    '<img src=" HTTPS://cdn.example/a.png" alt="">',
    '<img src="\\\\cdn.example/a.png" alt="">',
    '<img src="&#47;&#47;cdn.example/a.png" alt="">',
    '<img src="" srcset="../about/ 1x, https://cdn.example/a.png 2x" alt="">',
    '<link rel="stylesheet" href="http://cdn.example/a.css">',
    '<link rel="preconnect" href="https://cdn.example">',
    '<iframe src="https://cdn.example/" title="甲"></iframe>',
    '<video poster="https://cdn.example/a.jpg"></video>',
    '<audio><source src="https://cdn.example/a.mp3"></audio>',
    '<object data="https://cdn.example/a.pdf"></object>',
    '<form action="https://cdn.example/ask"><button>问</button></form>',
    '<svg><image href="https://cdn.example/a.svg"/></svg>',
    '<meta http-equiv="refresh" content="0; url=https://cdn.example/">',
    '<p style="background: url(https://cdn.example/a.png)">甲</p>',
    '<style>@import "https://cdn.example/a.css";</style>',
    '<script>fetch("https://cdn.example/a")</script>',
    '<a href="../about/" ping="https://cdn.example/a">甲</a>',
]


@pytest.mark.parametrize("html", LOADS)
def test_what_loads_from_another_host_is_found(html: str, run: Folders) -> None:
    put(run.site, html)
    kinds = {(kind, file) for kind, file, _ in found(run.site)}
    assert kinds == {("site-loads", PAGE)}
    [breach] = outside(run.site)  # the check of every build sees the same
    assert breach.file == PAGE and "cdn.example" in breach.found.lower()


FILES = [
    ("assets/wenji.css", '@import "https://cdn.example/a.css";'),
    ("assets/wenji.css", "b{background:url( 'https://cdn.example/a.png' )}"),
    ("assets/wenji.css", "@font-face{src:url(//cdn.example/a.woff2)}"),
    ("assets/search/start.js", 'import("https://cdn.example/a.js")'),
    ("assets/palette.js", "new WebSocket(`wss://cdn.example/${name}`)"),
    ("assets/wenji.svg", "<style>@import 'https://cdn.example/a.css'</style>"),
    ("more.json", '{"docs": [{"location": "https://cdn.example/", "text": "甲"}]}'),
]


@pytest.mark.parametrize(("name", "content"), FILES)
def test_what_styles_scripts_and_data_load_is_found(name: str, content: str, run: Folders) -> None:
    name = name.replace("assets/", f"assets/{assets_of(run.site).name}/")
    with (run.site / name).open("a", encoding="utf-8") as file:
        file.write(content)
    [(kind, where, what)] = found(run.site)
    assert (kind, where) == ("site-loads", name) and "cdn.example" in what
    assert [(b.kind, b.file) for b in outside(run.site)] == [(kind, where)]


def test_a_picture_that_a_style_lacks_is_found(run: Folders) -> None:
    style = assets_of(run.site) / "wenji.css"
    with style.open("a", encoding="utf-8") as file:
        file.write("b{background:url(images/none.png)}")
    name = style.relative_to(run.site).as_posix()
    assert found(run.site) == [("site-link", name, "images/none.png")]


HEADS = [
    ('<html lang="', '<html data-x="', ("site-no-lang", PAGE, "")),
    ("<title>", "<title></title><meta><title>", ("site-no-title", PAGE, "")),
    ("<main ", '<main class="x"></main><main ', ("site-main", PAGE, "2")),
    ("<body ", '<body id="__search" ', ("site-twice", PAGE, "__search")),
]


@pytest.mark.parametrize(("old", "new", "breach"), HEADS)
def test_what_a_page_lacks_is_found(
    old: str, new: str, breach: tuple[str, str, str], run: Folders
) -> None:
    path = run.site / PAGE
    page = path.read_text("utf-8")
    assert page.count(old) == 1
    path.write_text(page.replace(old, new), "utf-8")
    assert found(run.site) == [breach]


def test_links_for_readers_are_listed_and_no_breach(run: Folders) -> None:
    before = dict(read_site(run.site).outward)
    put(run.site, '<a href="https://example.org/a">甲</a><a href="https://example.org/a">乙</a>')
    site = read_site(run.site)
    assert dict(site.outward) == before | {"https://example.org/a": 1}
    assert check_site(site) == () and outside(run.site) == ()


def test_words_about_addresses_load_nothing(run: Folders) -> None:
    put(run.site, '<p>见 https://example.org/ 与 &lt;script src="//x"&gt;</p>')
    (run.site / "collation" / "more.js").write_text(
        'wenjiCollation("a/01",{"old":["\\"https://example.org/\\"","https://example.org"]})',
        "utf-8",
    )
    (run.site / "more.json").write_text('{"text": "https://example.org/"}', "utf-8")
    assert found(run.site) == [] and outside(run.site) == ()


def test_addresses_of_the_site_itself_are_inside() -> None:
    resolver = Resolver("https://own.example/wenji/")
    for address in ("https://own.example/wenji/a/", "/wenji/a/", "//own.example/wenji/a/", "../a/"):
        assert resolver.place(address, "b/index.html") == Place(file="a/"), address
    for address in ("https://own.example/other/", "https://own.example.net/wenji/"):
        assert resolver.place(address, "b/index.html").outside == address


def test_a_build_that_would_load_from_elsewhere_fails_and_says_where(tmp_path: Path) -> None:
    run = Folders(tmp_path / "sources", tmp_path / "docs", tmp_path / "site", tmp_path / ".work")
    run.sources.mkdir()
    convert(run, 1, Silent())
    build_site(run, CONFIG)
    (run.docs / "zh/help.md").write_text("# 帮助\n\n![图](https://cdn.example/a.png)\n", "utf-8")
    with pytest.raises(SiteError, match=r"help/index\.html: .*https://cdn\.example/a\.png"):
        build_site(run, CONFIG)
    assert "cdn.example" not in (run.site / PAGE).read_text("utf-8")


def test_the_audit_command_reports_and_lists(
    run: Folders, run_command: Callable[..., tuple[int, str, str]]
) -> None:
    folders = [f"--{name}={getattr(run, name)}" for name in ("docs", "site", "work")]
    status, told, _ = run_command("audit", *folders)
    assert status == 0 and "https://squidfunk.github.io/mkdocs-material/" in told
    put(run.site, '<a href="../nowhere/">甲</a>')
    status, told, _ = run_command("audit", *folders)
    assert status == 1 and f"{PAGE}  " in told and "../nowhere/" in told


@pytest.mark.parametrize(
    "kind",
    ["link", "anchor", "loads", "twice", "no-lang", "no-title", "main"],
)
def test_every_kind_of_breach_has_its_words(kind: str) -> None:
    assert str(Breach(-1, f"site-{kind}", "a.html", found="乙")).startswith("网站  a.html  ")


def test_addresses_are_told_from_text() -> None:
    assert list(in_style('a{b:url( "c d" )} @import url(e.css) /* url(f) */')) == ["c d", "e.css"]
    script = (
        'n("http://www.w3.org/2000/svg"); x.replace("https://", ""); y("a//b"); f(\'ws://c/d\')'
    )
    assert list(in_script(script)) == ["ws://c/d"]
    assert list(in_data('{"a": {"url": "b"}, "text": "http://c"}')) == ["b"]
    assert list(in_data("no data")) == []
