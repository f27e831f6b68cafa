"""The site in three languages: converted, marked, and leading to the same place."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from conftest import copy_run
from html_nodes import attribute
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from selectolax.lexbor import LexborHTMLParser

from wenji import messages
from wenji.commands.site import build
from wenji.editor.overrides import load_overrides
from wenji.editor.phrases import load_phrases
from wenji.languages import LANGUAGES, SIMPLIFIED, date, tag
from wenji.model import Folders
from wenji.progress import Silent
from wenji.traditional import PHRASES, Converter, converter_for, to_traditional

HAN = re.compile("[㐀-鿿\U00020000-\U000323af]")
FURTHER = [language for language in LANGUAGES if language != SIMPLIFIED]
TEXT = "[data-wj-text]"

# Words that come back from Traditional as other characters. OpenCC reads 著 as itself, though
# Taiwan writes 着 so, and has no way back from 揹.
NOT_BACK = {"著": "着", "揹": "背"}

# --- the converter --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发", "頭髮"),
        ("发展", "發展"),
        ("皇后之后", "皇后之後"),
        ("里程，屋里", "里程，屋裡"),
        ("干部、干净、干涉", "幹部、乾淨、干涉"),
        ("违背我们的约定", "違背我們的約定"),
        ("软件", "軟件"),  # a word stays a word
        ("“引号”", "“引号”".replace("号", "號")),
    ],
)
def test_phrases_decide(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>干部</p>", "<p>幹部</p>"),
        ('<a href="#总则" id="总则">总则</a>', '<a href="#总则" id="总则">總則</a>'),
        ('<i title="总则" data-x="总则">', '<i title="總則" data-x="总则">'),
        ('<b translate="no">总<i>则</i></b>总', '<b translate="no">总<i>则</i></b>總'),
        ('<input value="总" aria-label="总">', '<input value="总" aria-label="總">'),
        ("plain", "plain"),
        ("<p>头</p><p>发</p>", "<p>頭</p><p>發</p>"),  # no word goes over a paragraph's end
    ],
)
def test_pages_are_converted_where_they_are_read(page: str, expected: str) -> None:
    assert Converter().html(page) == expected


@given(st.text(alphabet="发后里干着面<>&\"' 系历abc。", max_size=40))
def test_a_page_says_what_its_text_says(text: str) -> None:
    page = f'<p id="里">{escape(text)}</p>'
    assert Converter().html(page) == f'<p id="里">{escape(to_traditional(text))}</p>'


@given(st.text(max_size=60))
def test_a_conversion_keeps_the_length(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert len(to_traditional(text)) == len(text)


def test_what_a_phrase_gives_is_text_on_a_page() -> None:
    own = Converter({"渠道": '<b>渠&道"</b>'})
    assert own.html('<p title="渠道">渠道</p>') == (
        '<p title="&lt;b&gt;渠&amp;道&quot;&lt;/b&gt;">&lt;b&gt;渠&amp;道&quot;&lt;/b&gt;</p>'
    )
    assert own.text("渠道") == '<b>渠&道"</b>'


def test_the_editors_phrases_come_first_and_longest_first() -> None:
    own = Converter({"干将": "干將", "干将路口": "干將路口", "里弄": "里弄"})
    assert own.text("干将路口的里弄干部") == "干將路口的里弄幹部"


# --- the editor's phrases -------------------------------------------------------------------------

OVERRIDES = """\
- traditional:
    渠道: 渠衟
    没有的词: 沒有的詞
    空的:
"""


def test_phrases_of_the_editor_reach_the_pages(small_run: Folders, tmp_path: Path) -> None:
    folders = copy_run(small_run, tmp_path, site=False)
    file = folders.sources / "overrides.yml"
    file.write_text(OVERRIDES, "utf-8")
    decisions, wrong = load_overrides(file)
    assert not decisions
    assert [f.code for f in wrong] == ["overrides-invalid"]
    assert [(p.line, p.simplified) for p in load_phrases(file)] == [(2, "渠道"), (3, "没有的词")]
    outcome = build(folders, 1, Silent())
    unused = [f for f in outcome.collection.findings if f.code == "override-unmatched"]
    assert [f.args["at"] for f in unused] == ["没有的词"]
    assert converter_for(folders.docs).phrases["渠道"] == "渠衟"
    pages = [p.read_text("utf-8") for p in (folders.site / "zh-Hant/articles").rglob("*.html")]
    assert any("清淤渠衟十二里" in page for page in pages)
    assert not (folders.site / PHRASES).exists()
    file.unlink()
    build(folders, 1, Silent())
    assert not (folders.docs / PHRASES).exists()


# --- the built site -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def addresses(sample_site: Folders) -> list[str]:
    """The addresses of all Simplified pages, relative to the site."""
    pages = (p.relative_to(sample_site.site) for p in sample_site.site.rglob("index.html"))
    found = [p.parent.as_posix() for p in pages if p.parts[0] not in FURTHER]
    assert len(found) > 50
    return sorted(found)


def parsed(site: Path, *parts: str) -> LexborHTMLParser:
    """A built page."""
    return LexborHTMLParser(site.joinpath(*parts, "index.html").read_text("utf-8"))


def resolved(site: Path, address: str, link: str) -> Path:
    """The file that a relative link leads to."""
    return (site / address / link).resolve() / "index.html"


@pytest.mark.parametrize("language", FURTHER)
def test_every_page_is_there_and_leads_to_itself(
    sample_site: Folders, addresses: list[str], language: str
) -> None:
    site = sample_site.site
    for address in addresses:
        for here in (SIMPLIFIED, language):
            where = address if here == SIMPLIFIED else f"{language}/{address}"
            page = parsed(site, where)
            assert attribute(page.css_first("html"), "lang") == tag(here)
            for kind, part in (("a", "[data-wj-language]"), ("link", "")):
                leads = page.css_first(f"{kind}{part}[hreflang={tag(language)}]")
                there = resolved(site, where, attribute(leads, "href"))
                assert there == (site / language / address / "index.html").resolve()


def own_texts(page: LexborHTMLParser) -> list[str]:
    """The texts of a page that are in its language: none that is marked as an original."""
    for node in page.css("script, style, [translate=no]"):
        node.decompose()
    body, head = page.body, page.css_first("title")
    assert body is not None
    spoken = [
        node.attributes.get(name) or ""
        for node in page.css("*")
        for name in ("title", "aria-label", "placeholder", "alt")
    ]
    return [body.text(separator="\n"), head.text() if head else "", *spoken]


def simplified_only(text: str) -> set[str]:
    """Characters that OpenCC would change and that no Traditional set of characters holds."""
    changed = {c for c in set(text) if to_traditional(c) != c}
    return {c for c in changed if not c.encode("big5", "ignore")}


def test_no_simplified_character_is_left(sample_site: Folders, addresses: list[str]) -> None:
    assert simplified_only("头发") == {"头", "发"} and not simplified_only("頭髮皇后")
    for address in addresses:
        for text in own_texts(parsed(sample_site.site, "zh-Hant", address)):
            assert not simplified_only(text), address


def test_traditional_texts_come_back(sample_site: Folders, addresses: list[str]) -> None:
    back = OpenCC("tw2s").convert
    asked = 0
    for address in addresses:
        simplified = parsed(sample_site.site, address).css_first(TEXT)
        traditional = parsed(sample_site.site, "zh-Hant", address).css_first(TEXT)
        if simplified is None:
            continue
        assert traditional is not None
        asked += 1
        text, converted = simplified.text(), traditional.text()
        assert len(text) == len(converted) and text != converted
        for was, became, again in zip(text, converted, back(converted), strict=True):
            assert again == was or NOT_BACK.get(became) == was, (address, was, became, again)
    assert asked > 50


def test_english_pages_mark_what_is_chinese(sample_site: Folders, addresses: list[str]) -> None:
    for address in addresses:
        page = parsed(sample_site.site, "en", address)
        for node in page.css("[lang=zh-Hans], [lang=zh-Hant], code, kbd"):
            node.decompose()
        for text in own_texts(page):
            assert not HAN.search(text), (address, HAN.search(text), text[:200])


def test_texts_are_the_same_in_english(sample_site: Folders, addresses: list[str]) -> None:
    asked = 0
    for address in addresses:
        simplified = parsed(sample_site.site, address).css_first(TEXT)
        if simplified is not None:
            english = parsed(sample_site.site, "en", address).css_first(TEXT)
            assert english is not None and english.html is not None and simplified.html is not None
            assert english.html.replace(' lang="zh-Hans"', "", 1) == simplified.html
            asked += 1
    assert asked > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_page_for_missing_addresses(
    sample_site: Folders, language: str
) -> None:
    folder = sample_site.site if language == SIMPLIFIED else sample_site.site / language
    page = LexborHTMLParser((folder / "404.html").read_text("utf-8"))
    assert attribute(page.css_first("html"), "lang") == tag(language)
    title = page.css_first("h1")
    assert title is not None and title.text() == messages.text("site.404.title", language)


def test_a_page_translated_by_hand_takes_its_place(small_run: Folders, tmp_path: Path) -> None:
    folders = copy_run(small_run, tmp_path, site=False)
    original = next(p for p in sorted(folders.docs.glob("zh/articles/*/*.md")))
    for language, title in (("en", "Spring irrigation"), ("zh-Hant", "里弄春灌 (手譯)")):
        path = folders.docs / language / original.relative_to(folders.docs / "zh")
        path.parent.mkdir(parents=True)
        words = f"---\ntemplate: article.html\ntitle: {title}\n---\n\n{title} 台灣\n"
        path.write_text(words, "utf-8")
    build(folders, 1, Silent())
    address = original.relative_to(folders.docs / "zh").with_suffix("").as_posix()
    english = parsed(folders.site, "en", address)
    text = english.css_first(TEXT)
    assert text is not None and text.text().strip() == "Spring irrigation 台灣"
    assert "lang" not in text.attributes
    assert english.css_first(".wj-provenance bdi") is not None  # the facts of the original
    traditional = parsed(folders.site, "zh-Hant", address)
    text = traditional.css_first(TEXT)
    assert text is not None and text.text().strip() == "里弄春灌 (手譯) 台灣"  # not converted again
    assert (folders.docs / "en" / original.relative_to(folders.docs / "zh")).exists()


@pytest.mark.parametrize(
    ("iso", "language", "expected"),
    [("2021-03-05", "zh-Hant", "2021年3月5日"), ("2021-03", "en", "March 2021")],
)
def test_dates(iso: str, language: str, expected: str) -> None:
    assert date(iso, language) == expected
