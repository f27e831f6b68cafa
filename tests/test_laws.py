"""The laws (`notes/laws.md`), on any text whatever and on messy collections with known truth."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from messy import MARKS, Mess, made, messes

from wenji.clean import LINE_PASSES, WORD_PASSES, clean_lines, clean_words
from wenji.convert import convert, convert_text
from wenji.draft import Draft
from wenji.line import convert_collection
from wenji.model import Article, Edit, Folders, Op, Piece, Raw, Role, Source
from wenji.progress import Silent
from wenji.read import source_id

SEED = st.integers(0, 2**32)
PLAIN = (Role.HEADING, Role.BODY)
_HAN = re.compile("[\u4e00-\u9fff]")
# Rules that may take words out of a text, each for a reason the ledger names.
WORD_DROPPING = frozenset({
    "bookmark", "site-line", "site-remark", "cutting-line", "pager", "hot-list", "page-number",
    "article-mark",
    "repeated-title", "markdown-heading", "inside-advert", "recurring-line", "reader-comment",
    "running-title", "markup", "line-frame", "separator", "contents-list",
    "sprinkled-sign", "spelt-end",
})  # fmt: skip

# Pieces of messy texts: any order of them is a text that rules must survive.
FRAGMENTS = (
    "第一篇：", "第二篇", "篇3：", "（篇四）", "一、", "（二）", "1.", "（2）", "第三章", "①",
    "\r\n", "\r", "\n\n", "\n　　", "\n ", "\x0b", "\x0c", "\x00", "\N{LINE SEPARATOR}",
    "上一篇：", "下一篇：", "本站热搜\n", "来源：石桥通讯 ", "作者：林小禾", "2020-05-01\n",
    "（2020年1月1日）\n", "www.example.com", "li@example.com", "&amp;lt;", "%26gt;", "&#10;",
    "&nbsp;", "[bookmark: a]", "PAGEREF _Toc1", "\n- 3 -\n", "第4页", " 5 ", "# ", "## ", "**",
    "臵", "„„", "“", "”", '"', "《", "》", "<", ">>", "(", "）", ",", ".", "。", "，", "：", "-",
    "工作总结\n", "各位乡亲：\n", "各村都排好了次序，", "雨季以前全部完工。", "3.14", "8:30", "甲",
    "渠", "a", "7", "\N{PARAGRAPH SEPARATOR}", "\N{RIGHT-TO-LEFT OVERRIDE}", "\ue001", "𠮷",
    "\N{ZERO WIDTH NO-BREAK SPACE}", "\N{GRINNING FACE}", "\x1c", "\x85",
    "\n=====\n", "\n|||||\n", "\n（全文完）\n", "\n（责任编辑：林禾）\n", "\n目录\n",
    "\n★ 种豆 ★\n",
    "\n信1　求职信\n", "\n1/9 种豆\n", "\n9月24日　晴\n", "\n此致\n敬礼\n", "\n2012年3月5日\n",
    "\n---\ntitle: 甲\nauthor: 乙\ndate: 丙\n", "\n年份\t户数\n1990\t3015\n", "\n| 甲 | 乙 |\n",
    "\n注释：\n[1]见上。\n", "\n记者：好了？\n老周：好了。\n", "\n附件：1.名册\n", "\n> 引文\n",
    "\n<p>一段</p>\n", "\n第三条　护渠。\n", "\n尊敬的各位代表：\n",
)  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
FRAGMENTED = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)
TEXTS = st.one_of(ANY_TEXT, FRAGMENTED, st.tuples(FRAGMENTED, ANY_TEXT, FRAGMENTED).map("".join))
NAMES = st.sampled_from(["a.txt", "a.md"])


def converted(text: str, name: str = "a.txt") -> Source:
    """The text as a source of its own."""
    return convert_text(source_id(name), name, text, "utf-8")


def covers(text: str, pieces: tuple[Piece, ...]) -> None:
    """Law 1: pieces cover the text in order, and all but the kept ones name their rule."""
    at = 0
    for piece in pieces:
        assert piece.start == at
        assert piece.end > at or piece.op is Op.INSERT
        assert bool(piece.rule) == (piece.op is not Op.KEEP)
        assert bool(piece.new) == (piece.op in (Op.REPLACE, Op.INSERT))
        assert (piece.start == piece.end) == (piece.op is Op.INSERT)
        at = piece.end
    assert at == len(text)


def replayed(text: str, pieces: tuple[Piece, ...], article: Article) -> str:
    """What the ledger makes of the source text for one article."""
    return "".join(
        text[p.start : p.end] if p.op is Op.KEEP else p.new
        for p in pieces
        if p.article == article.id and p.role in PLAIN
    )


def replays(source: Source) -> None:
    """Law 2: the ledger gives each article's text, and headings are found where they are said."""
    assert len({a.title for a in source.articles}) == len(source.articles)
    for article in source.articles:
        assert replayed(source.text, source.pieces, article) == article.text
        assert article.text == "".join(f"{p.text}\n" for p in article.paragraphs)
        assert article.title
        assert all(p.text and "\n" not in p.text for p in article.paragraphs)
        for heading in article.headings:
            assert article.text[heading.plain_start : heading.plain_end] == heading.text
        assert [h.text for h in article.headings] == [
            p.text for p in article.paragraphs if p.kind != "p"
        ]
        assert all(0 <= p.lead <= len(p.text) for p in article.paragraphs)


def places_are_reversible(source: Source) -> None:
    """Law 3: paragraphs and articles stand in the source in the order in which they are shown."""
    for article in source.articles:
        assert 0 <= article.start <= article.end <= len(source.text)
        assert 1 <= article.lines[0] <= article.lines[1]
        for paragraph in article.paragraphs:
            assert article.start <= paragraph.start <= paragraph.end <= article.end
            assert article.lines[0] <= paragraph.line <= article.lines[1]
        assert all(a.end <= b.start for a, b in pairwise(article.paragraphs))
    assert all(a.end <= b.start for a, b in pairwise(source.articles))
    last = {p.end for a in source.articles for p in a.paragraphs}
    noise = [p for p in source.pieces if p.role is Role.NOISE and p.end in last]
    assert noise == []  # a paragraph's place does not take in what was left out after it


def only_named_rules_drop_words(source: Source) -> None:
    """White space may go; words only by rules that say why."""
    for piece in source.pieces:
        if piece.op is not Op.DROP:
            continue
        taken = source.text[piece.start : piece.end]
        if piece.role is Role.BREAK:
            assert not unescaped(taken).strip(), piece
        if _HAN.search(taken):
            assert WORD_DROPPING & set(piece.rule.split("+")), piece


def unescaped(text: str) -> str:
    """What a possibly escaped text stands for."""
    while (inner := html.unescape(text.replace("%26", "&"))) != text:
        text = inner
    return text


def hold(source: Source) -> None:
    """Every law that one source can show."""
    covers(source.text, source.pieces)
    replays(source)
    places_are_reversible(source)
    only_named_rules_drop_words(source)


# --- any text ------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(TEXTS, NAMES)
@example("", "a.txt")
@example("\r", "a.txt")
@example("\x00", "a.txt")
@example("# \n# 渠\n##", "a.md")
@example("<&amp;lt;渠道养护办法>>", "a.txt")
@example("=\n|\n>\n=\n|\n>\n=\n", "a.txt")
@example("第一篇：\n第二篇：", "a.txt")
def test_every_law_holds_for_any_text(text: str, name: str) -> None:
    hold(converted(text, name))


@settings(max_examples=200)
@given(TEXTS)
def test_each_pass_proposes_edits_that_the_gate_accepts(text: str) -> None:
    draft = Draft.of(text)
    for rule in (*LINE_PASSES, *WORD_PASSES):
        draft = draft.apply(rule(draft.text))
        places = [draft.source_at(k) for k in range(len(draft.text) + 1)]
        assert places == sorted(places)
        assert all(0 <= place <= len(text) for place in places)


@settings(max_examples=150)
@given(TEXTS)
def test_passes_inside_paragraphs_leave_line_breaks_alone(text: str) -> None:
    before = clean_lines(Draft.of(text))
    assert clean_words(before).text.count("\n") == before.text.count("\n")


@given(
    st.text("渠水a ", max_size=12),
    st.lists(
        st.lists(st.tuples(st.integers(0, 14), st.integers(0, 3), st.text("新乙\n", max_size=3)),
                 max_size=4),
        max_size=4,
    ),
)  # fmt: skip
def test_the_gate_does_what_edits_say(text: str, passes: list[list[tuple[int, int, str]]]) -> None:
    draft = Draft.of(text)
    wanted = text
    for wishes in passes:
        edits: list[Edit] = []
        at = -1
        for start, length, new in sorted(wishes):
            if start > at and start + length <= len(wanted):
                edits.append(Edit(start, start + length, new, "rule"))
                at = start + length
        draft = draft.apply(edits)
        for edit in reversed(edits):
            wanted = wanted[: edit.start] + edit.new + wanted[edit.end :]
        assert draft.text == wanted
        at = 0
        for segment in draft.segments:
            assert segment.new != text[segment.start : segment.end]
            for k in range(segment.length):
                kept = segment.new is None
                assert draft.source_at(at + k) == segment.start + k * kept
                assert draft.source_end(at + k + 1) == (
                    segment.start + k + 1 if kept else segment.end
                )
                assert not kept or draft.text[at + k] == text[segment.start + k]
            at += segment.length
        spans = [(s.start, s.end) for s in draft.segments]
        assert all(a[1] == b[0] for a, b in pairwise(spans))
        assert not text or (spans[0][0], spans[-1][1]) == (0, len(text))


@settings(max_examples=200)
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\x00" * 50)
@example(b"PK\x03\x04" + bytes(range(256)))
def test_any_bytes_give_a_source(data: bytes) -> None:
    source = convert(Raw(source_id("a.txt"), "a.txt", data, "0" * 64, "text/plain"))
    if source.encoding is None:
        assert [f.code for f in source.findings] == ["source-binary"]
        assert (source.text, source.pieces, source.articles) == ("", (), ())
    else:
        hold(source)


# --- messy collections ---------------------------------------------------------------------------


@settings(max_examples=60)
@example(3939, Mess(width=28, indent=True, articles=4, headings=False, damage="escaped"))
@given(SEED, messes())
def test_a_messy_collection_comes_out_as_it_was(seed: int, mess: Mess) -> None:
    text, truth = made(seed, mess)
    source = converted(text)
    hold(source)
    assert [a.given_title for a in source.articles] == [a.title for a in truth]
    for article, true in zip(source.articles, truth, strict=True):
        assert [p.text for p in article.paragraphs] == list(true.paragraphs)
        labelled = [p for p in true.paragraphs if p[1] == "、" and len(p) < 30]
        assert [h.text for h in article.headings] == labelled


@settings(max_examples=60)
@example(3939, Mess(width=28, indent=True, articles=4, headings=False, damage="escaped"))
@given(SEED, messes())
def test_what_stands_three_times_is_kept_three_times(seed: int, mess: Mess) -> None:
    text, truth = made(seed, mess)
    source = converted(text * 3)
    hold(source)
    kept = "".join(a.text for a in source.articles)
    for article in truth:
        for paragraph in article.paragraphs:
            assert kept.count(paragraph) >= 3, paragraph


@settings(max_examples=60)
@given(SEED, messes())
def test_what_was_cleaned_once_is_clean(seed: int, mess: Mess) -> None:
    text, _ = made(seed, mess)
    once = clean_words(clean_lines(Draft.of(text))).text
    assert clean_words(clean_lines(Draft.of(once))).text == once


@settings(max_examples=30)
@given(SEED, messes(), st.integers(0, 400))
def test_a_cut_collection_keeps_the_laws(seed: int, mess: Mess, cut: int) -> None:
    text, _ = made(seed, mess)
    hold(converted(text[cut : len(text) - cut]))


@settings(max_examples=20)
@given(SEED, messes())
def test_the_same_text_gives_the_same_source(seed: int, mess: Mess) -> None:
    text, _ = made(seed, mess)
    assert converted(text) == converted(text)


def test_any_number_of_workers_gives_the_same_collection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenji.workers.WORTH_WORKERS", 0)
    folders = Folders(tmp_path / "s", tmp_path / "d", tmp_path / "w", tmp_path / "k")
    folders.sources.mkdir()
    for n, mark in enumerate(sorted(MARKS)):
        text, _ = made(n, Mess(mark=mark, site_lines=True, bookmarks=True, damage="escaped"))
        encoding = "gb18030" if n % 2 else "utf-8"
        (folders.sources / f"汇编{n}.txt").write_bytes(text.encode(encoding))
    one, two = (
        convert_collection(replace(folders, work=tmp_path / f"k{workers}"), workers, Silent())
        for workers in (1, 2)
    )
    assert len(one.articles) == 3 * len(MARKS)
    assert one == two


# --- size ----------------------------------------------------------------------------------------


def test_a_line_of_five_megabytes() -> None:
    text = made(1, Mess(articles=4))[0].replace("\n", "")
    text = (text * (5_000_000 // len(text.encode()) + 1))[: 5_000_000 // 3]
    source = converted(text)
    covers(source.text, source.pieces)
    replays(source)
    assert "text-long-line" in {f.code for f in source.findings}


@pytest.mark.parametrize(
    "unit",
    ["渠", " ", "\N{IDEOGRAPHIC SPACE}", "7", "<", "(", '"', "&amp;", "%26amp;", "一、",
     "。一、渠", "渠 12 ", "渠\n", "1\n", "\r", "来源：", "a@", "[bookmark:", "第一篇：渠\n",
     "一、渠水\n", "（渠"],
)  # fmt: skip
def test_no_text_is_so_repetitive_that_it_breaks_a_rule(unit: str) -> None:
    hold(converted(unit * (6_000 // len(unit))))


def test_two_drops_may_have_one_space_between_them() -> None:
    hold(converted("渠水到了<!--渠--> <!--水-->田里，大家都高兴。\n" * 4))


def test_a_list_of_popular_pages_may_hold_another_head() -> None:
    hold(converted("本站热搜\n本站热搜\n第1篇\n"))


def test_what_an_edit_leaves_as_it_was_is_kept() -> None:
    """An edit over a dropped character may put back what stands before it."""
    draft = Draft.of("甲 \r\n乙").apply([Edit(2, 3, "", "newline")])
    draft = draft.apply([Edit(1, 3, " ", "broken-line")])
    assert draft.text == "甲 乙"
    for segment in draft.segments:
        assert segment.new != draft.source[segment.start : segment.end]
