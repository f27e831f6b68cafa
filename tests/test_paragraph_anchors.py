"""A paragraph's address depends on its own words and on nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import markdown
import pytest
from html_nodes import first
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from wenji.mkdocs_hooks import on_config
from wenji.model import Folders, Paragraph
from wenji.site.filters import minutes
from wenji.write.markdown import anchors, body
from wenji.write.paragraph_anchors import (
    DIGEST_CHARS,
    MARK,
    WORD_CHARS,
    ParagraphAnchors,
    address,
    addresses,
)

CONFIG = Path(__file__).parents[1] / "mkdocs.yml"

# Pieces that Markdown puts away under numbers, or that begin alike, or that say nothing.
PIECES = [
    "渠道",
    "清淤",
    "，",
    "。",
    "R&D",
    "<b>",
    "&copy;",
    "~~~",
    "*",
    "\\",
    "1.",
    "  ",
    "　",
    "a",
]
texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
paragraphs = st.builds(lambda text, kind: Paragraph(text, kind, 0, 0, 1, 0), texts,
                       st.sampled_from(["p", "p", "p", "h2"]))  # fmt: skip


@cache
def settings() -> tuple[list[Any], dict[str, Any]]:
    """The Markdown extensions of an article's page."""
    config = on_config(load_config(str(CONFIG)))
    for extension in config.markdown_extensions:
        if isinstance(extension, ParagraphAnchors):
            extension.wanted = True
    return list(config.markdown_extensions), config.mdx_configs


def rendered(source: str) -> LexborHTMLParser:
    extensions, options = settings()
    html = markdown.markdown(source, extensions=extensions, extension_configs=options)
    return LexborHTMLParser(f"<main>{html}</main>")


def ids(given: list[Paragraph]) -> list[tuple[str, str]]:
    """Tag and id of every block that the page of these paragraphs shows."""
    found = rendered(body(given)).css("main > *")
    return [(n.tag or "", n.attributes.get("id") or "") for n in found]


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(paragraphs, st.lists(paragraphs, max_size=4), st.lists(paragraphs, max_size=4))
@example(Paragraph("~~~甲", "p", 0, 0, 1), [Paragraph("~~~乙", "p", 0, 0, 1)], [])  # put away
def test_other_paragraphs_do_not_matter(
    one: Paragraph, before: list[Paragraph], after: list[Paragraph]
) -> None:
    if one.kind != "p" or not squeezed(one.text):
        return
    alone = ids([one])[0][1]
    around = [p for p in [*before, *after] if squeezed(p.text) != squeezed(one.text)]
    others = [p for p in before if p in around]
    page = ids([*others, one, *(p for p in after if p in around)])
    assert alone in [own for tag, own in page if tag == "p"]


@given(st.lists(paragraphs, max_size=8))
def test_every_paragraph_has_an_id_and_no_two_share_one(given: list[Paragraph]) -> None:
    found = ids(given)
    assert all(own for _, own in found)
    assert len({own for _, own in found}) == len(found)
    assert all((MARK in own) == (tag == "p") for tag, own in found)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_no_heading_has_the_address_of_a_paragraph(headings: list[str]) -> None:
    assert not any(MARK in anchor for anchor in anchors(headings))


@given(st.text(max_size=60))
def test_addresses_are_short_and_fit_into_a_link(text: str) -> None:
    own = address(text)
    words, _, digest = own.rpartition(MARK)
    assert 1 <= len(words) <= WORD_CHARS and len(digest) == DIGEST_CHARS
    assert not set(own) & set(" \t\n\"'<>&#%?/\\`,")


ROWS = [
    ("begins-with-its-words", "今年开春以来，先后清淤渠道十二里。", "今年开春以来-先后清淤渠~"),
    ("english", "Only twelve li, it says.", "Only-twelve~"),
    ("signs-only", "……", "p~"),
    ("indent-is-nothing", "　　今年", "今年~"),
]


@pytest.mark.parametrize(("text", "start"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_addresses_can_be_read(text: str, start: str) -> None:
    assert address(text).startswith(start)
    assert address(text) == address(f"\n{text} ")


def test_two_that_begin_alike_are_told_apart_by_their_own_ends() -> None:
    head = "各单位要高度重视，认真组织学习，"
    first, second = addresses([f"{head}月底前上报。", f"{head}年底前总结。"])
    assert first != second
    assert list(addresses([f"{head}年底前总结。"])) == [second]


def test_only_wholly_equal_ones_are_counted() -> None:
    own = address("同意。")
    assert list(addresses(["同意。", "不同意。", "同意。", "同意。"])) == [
        own, address("不同意。"), f"{own}-2", f"{own}-3",
    ]  # fmt: skip


def test_an_editor_s_own_markup_stays() -> None:
    page = rendered("<div>\n甲\n</div>\n\n乙\n{: #mine }\n\n<b>丙</b>丁\n\n- 戊\n\n- 己\n")
    assert page.css("main > div") and "乙" in first(page, "#mine").text()
    assert next(n.attributes["id"] for n in page.css("p[id]")) == "mine"
    assert not page.css("p > div")
    assert len(page.css("p:not([id])")) == 0


def test_other_pages_get_none(small_run: Folders) -> None:
    for path in [*small_run.site.glob("help/*.html"), *small_run.site.glob("en/about/*.html")]:
        page = LexborHTMLParser(path.read_text("utf-8"))
        assert page.css("main p") and not page.css(f"[id*='{MARK}']"), path
    assert 'id="' not in markdown.markdown("甲", extensions=[ParagraphAnchors()])


def test_pages_of_a_built_site_have_them(small_run: Folders) -> None:
    articles = sorted((small_run.site / "articles").rglob("index.html"))
    assert articles
    for path in articles:
        page = LexborHTMLParser(path.read_text("utf-8"))
        found = [n.attributes.get("id") for n in page.css("[data-wj-text] p")]
        assert found and all(own and MARK in own for own in found)
        every = [n.attributes["id"] for n in page.css("[id]")]
        assert len(set(every)) == len(every), path
    for markdown_page in (small_run.docs / "zh/articles").rglob("*.md"):
        assert MARK not in markdown_page.read_text("utf-8")


@pytest.mark.parametrize(("chars", "expected"), [(1, 1), (400, 1), (1088, 3), (40000, 100)])
def test_reading_time(chars: int, expected: int) -> None:
    assert minutes(chars) == expected
