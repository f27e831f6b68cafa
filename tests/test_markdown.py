"""The Markdown of a page shows exactly the source's text, under the site's own settings."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from wenji.audit.pages import line_texts
from wenji.forms import FORMS
from wenji.mkdocs_hooks import on_config
from wenji.model import Paragraph
from wenji.write.early_escapes import EarlyEscapes
from wenji.write.markdown import ANCHOR_CHARS, anchors, body, escape, shown
from wenji.write.paragraph_anchors import ParagraphAnchors, addresses

CONFIG = Path(__file__).parents[1] / "mkdocs.yml"

# Pieces that mean something to Markdown, HTML, Jinja, or an extension; put together at random.
MARKUP = [
    *"\\`*_{}[]()#+-.!|<>&:~^='\"%$",
    *("~~~", "```", "`` ", "===", "---", "***", "___", "**", "__", "    ", "  ", " ", "\t", "\n"),
    *("{{ x }}", "{% y %}", "{: .c}", "{#id}", "{ .x }", "[x](javascript:y)", "![a](b)", "[TOC]"),
    *("<script>", "</p>", "<p>", "<div>", "<!--", "-->", "<br/>", "<![CDATA[", "]]>", "<?", "<b "),
    *("http://a.b", "<http://a.b>", "a@b.c", "&copy", "&copy;", "&lt;", "&#60;", "&amp;amp;"),
    *("1. ", "１. ", "2) ", "- ", "> ", "|a|b|", "|--|--|", "[a]: b", "[a][b]", "]: x", "\\*"),
    *("*[abbr]:", "[^1]:", "!!! note", "??? x", ": def", "klzzwxh:1", "wzxhzdk:0", "\x02", "\x03"),
    *("\x00", "\x1c", "\x85", "\u2028", "\u2029", "\ufeff", "\u202e", "\ue000", "\u3000", "\xa0"),
    *("\ud800", "🈚", "文", "一、", "，", "“", "a", "b", "1"),
]
hostile_texts = st.lists(st.sampled_from(MARKUP), max_size=12).map("".join)
texts = hostile_texts | st.text(max_size=40)
paragraphs = st.builds(
    lambda text, kind, lead: Paragraph(text, kind, 0, 0, 1, lead if kind == "p" else 0),
    texts,
    st.sampled_from(["p", "p", "h2", "h3", "h6"]),
    st.integers(0, 8),
)
# Rows as well as texts that only pretend to be some.
row_texts = st.tuples(st.sampled_from(["\t", "  ", "|", " | "]), st.lists(texts, max_size=4)).map(
    lambda found: found[0].join(found[1])
)
formed = st.builds(
    lambda text, form, opens, lead: Paragraph(text, "p", 0, 0, 1, lead, form, opens),
    texts
    | row_texts
    | st.sampled_from([":::", "::: verse", "| --- | --- |", "| | |", "|---|---|"]),
    st.sampled_from(["", "row", "row", *FORMS]),
    st.booleans(),
    st.integers(0, 3),
)


@cache
def settings() -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions of `mkdocs.yml` and their options."""
    config = on_config(load_config(str(CONFIG)))
    return list(config.markdown_extensions), config.mdx_configs


SHOWN_AS = {"main", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "span"}


def rendered(source: str, *more: Extension) -> LexborHTMLParser:
    """The page's HTML, as MkDocs makes it; static-i18n splits its lines beforehand."""
    extensions, options = settings()
    extensions = [*extensions, *more]
    source = "\n".join(source.splitlines())
    html = markdown.markdown(source, extensions=extensions, extension_configs=options)
    return LexborHTMLParser(f"<main>{html}</main>")


def visible(text: str) -> str:
    """What can be seen of a text, white space apart."""
    return "".join(
        c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cs")
    )


def blocks(source: str) -> list[tuple[str | None, str]]:
    """Name and visible text of everything directly in the page's text."""
    main = rendered(source).css_first("main")
    assert main is not None
    return [(n.tag, visible(n.text())) for n in main.iter(include_text=False)]


@given(st.lists(paragraphs, max_size=4))
def test_page_shows_exactly_the_text(given: list[Paragraph]) -> None:
    expected = [(p.kind, visible(p.text)) for p in given if visible(p.text)]
    assert blocks(body(given)) == expected


@given(st.lists(formed, max_size=6))
def test_forms_show_exactly_the_text(given: list[Paragraph]) -> None:
    source = body(given)
    main = rendered(source).css_first("main")
    assert main is not None
    expected = [visible(p.text) for p in given if visible(p.text)]
    shown = [visible(n.text()) for n in main.css("p, tr")]
    assert shown == expected
    assert {n.tag for n in main.css("*")} <= SHOWN_AS
    assert [text for text in line_texts(source.split("\n")) if text] == expected


@given(st.lists(formed, max_size=6))
def test_paragraphs_of_every_form_have_the_address_that_others_know(given: list[Paragraph]) -> None:
    given = [p._replace(lead=0) for p in given]
    page = rendered(body(given), ParagraphAnchors(True))
    wanted = list(addresses(shown(p.text) for p in given if visible(p.text)))
    assert [n.attributes.get("id") for n in page.css("main p, main tr")] == wanted


def test_what_forms_become() -> None:
    told = [
        Paragraph(text, "p", 0, 0, 1, 0, form, opens)
        for text, form, opens in (
            ("村名\t渠|长", "row", True),
            ("东岭\t12", "row", False),
            ("| 甲 | 乙 |", "row", True),
            ("|---|---|", "row", False),
            ("渠水清，", "verse", True),
            ("1. 渠水长。", "verse", False),
            ("春分早。", "verse", True),
        )
    ]
    assert body(told) == (
        "| 村名 | 渠\\|长 |\n| --- | --- |\n| 东岭 | 12 |\n\n"
        "::: row\n| 甲 | 乙 |\n|---|---|\n:::\n\n"
        "::: verse\n渠水清，\n1. 渠水长。\n:::\n\n"
        "::: verse\n春分早。\n:::\n\n"
    )
    page = rendered(body(told))
    assert [n.text() for n in page.css("th")] == ["村名", "渠|长", "|甲", "|乙|"]
    assert len(page.css("table.wj-grid")) == 2 and len(page.css(".wj-drawn")) == 6
    assert [n.text() for n in page.css("p.wj-is-verse.wj-first")] == ["渠水清，", "春分早。"]


def test_cells_of_dashes_are_text_and_rows_have_addresses_by_their_cells() -> None:
    told = [
        Paragraph(text, "p", 0, 0, 1, 0, "row", opens)
        for text, opens in (
            ("村\t镇\t县", True),
            ("甲\t\t乙", False),
            ("---\t---", True),
            ("---\t--", False),
        )
    ]
    source = body(told)
    assert [text for text in line_texts(source.split("\n")) if text] == [
        "村镇县", "甲乙", "------", "-----",
    ]  # fmt: skip
    page = rendered(source, ParagraphAnchors(True))
    ids = [str(n.attributes.get("id")) for n in page.css("tr")]
    assert ids == list(addresses(shown(p.text) for p in told))
    assert ids[0].startswith("村-镇-县~")


# What an editor may write: a fence may hold blank lines; an unfinished or unknown one is text.
FENCES = [
    ("::: verse\n甲\n\n乙\n:::\n丙", ["wj-is-verse wj-first", "wj-is-verse", None]),
    ("::: verse\n甲", [None]),
    ("::: song\n甲\n:::", [None]),
    ("::: row\n:::", []),
    (":::", [None]),
]


@pytest.mark.parametrize(("source", "classes"), FENCES)
def test_fences_by_hand(source: str, classes: list[str | None]) -> None:
    assert [n.attributes.get("class") for n in rendered(source).css("main p")] == classes


@pytest.mark.parametrize("text", ["C#", "#", "# 一、 ##", "甲 {#乙}", "1. 总则", "`", "---", "\\"])
@pytest.mark.parametrize("kind", ["p", "h2", "h4"])
def test_page_shows_exactly(text: str, kind: str) -> None:
    assert blocks(body([Paragraph(text, kind, 0, 0, 1)])) == [(kind, visible(text))]


@given(texts, st.integers(1, 20))
def test_only_the_lead_is_bold(text: str, lead: int) -> None:
    bold = rendered(body([Paragraph(text, "p", 0, 0, 1, lead)])).css("strong")
    assert visible("".join(n.text() for n in bold)) == visible(text[:lead])


@given(st.lists(texts, max_size=4))
def test_no_source_makes_an_element(given: list[str]) -> None:
    page = rendered(body([Paragraph(text, "p", 0, 0, 1) for text in given]))
    main = page.css_first("main")
    assert main is not None
    assert {n.tag for n in main.css("*")} <= {"main", "p"}


# Hand-written Markdown: with and without our pass over escapes it is the same.
HAND_WRITTEN = [
    "a \\* b `\\*` c",
    "`a` \\` b",
    "    \\* code",
    "\\* a\n\\# b",
    "```\n\\*\n```",
    "1\\. a &lt; b &amp; c",
    "**\\*a\\***",
    "[a\\]](b.md)",
    "\\\\`a\\*`",
    "\\q \\",
]


@pytest.mark.parametrize("source", HAND_WRITTEN)
def test_early_escapes_change_nothing_else(source: str) -> None:
    plain = markdown.markdown(source, extensions=["fenced_code"])
    assert markdown.markdown(source, extensions=["fenced_code", EarlyEscapes()]) == plain


# One row: a text, and the Markdown it becomes. Most texts must not change at all.
ESCAPES = [
    ("普通的一句话。", "普通的一句话。"),
    ("增长3.5%，达到1.2万元（约10%）。", "增长3.5%，达到1.2万元（约10%）。"),
    ("2021-03-05 至 2021.4.1", "2021-03-05 至 2021.4.1"),
    ("1.总则", "1\\.总则"),
    ("甲|乙|丙 = 丁 > 戊", "甲|乙|丙 = 丁 > 戊"),
    ("R&D 与 AT&T", "R&amp;D 与 AT&amp;T"),
    ("甲 & 乙", "甲 & 乙"),
    ("# 话题", "\\# 话题"),
    ("第#1号", "第#1号"),
    ("——破折号开头", "——破折号开头"),
    ("-连字符", "\\-连字符"),
    ("＃全角", "＃全角"),
    ("隐去**公司", "隐去\\*\\*公司"),
    ("  前后有空格　", "前后有空格"),
    ("行\n分隔\u2028符", "行 分隔 符"),
    ("~~~", "&#126;~~"),
    ("~波浪~", "~波浪~"),
    ("", ""),
    ("\x00\x07", ""),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPES)
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


@given(st.lists(texts, max_size=6))
def test_anchors_are_distinct_and_arrive_in_the_page(given: list[str]) -> None:
    headings = [Paragraph(text, "h2", 0, 0, 1) for text in given if visible(text)]
    wanted = list(anchors(p.text for p in headings))
    assert len(set(wanted)) == len(wanted)
    assert [n.attributes["id"] for n in rendered(body(headings)).css("h2")] == wanted


def test_anchors_are_short_and_do_not_depend_on_other_headings() -> None:
    long = "关于" * ANCHOR_CHARS
    first, second = anchors([long, "二、收获"])
    assert len(first) == ANCHOR_CHARS
    assert list(anchors(["二、收获"])) == [second]
