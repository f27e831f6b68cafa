"""Remarks of sites that no list knows whole, and lines of texts with the same words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji.clean import clean_lines
from wenji.clean.composed import weight as weight_of
from wenji.clean.lexicon import lexicon
from wenji.clean.places import OUTSIDE
from wenji.clean.tails import glued_remarks
from wenji.clean.weighed import ACCEPT, _table, weighed_lines
from wenji.convert import convert_text
from wenji.draft import Draft

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "site_remarks.toml").read_text("utf-8"))
CANAL = (
    "春天里渠水通了，东岭的老人们都到渠边来看，说了半天的话，谁也不肯先走。",
    "这一年村里修了两座桥，账目贴在墙上，每一笔都有人签字，谁都看得见。",
    "往后的日子还长，大家约好秋收以后再来渠上走一遍，把漏水的地方补好。",
)
SCHOOL = (
    "学校的图书室开了门，孩子们排着队进去，一人一本，登记得清清楚楚。",
    "先生说书要读，也要用，读过的道理写在纸上，用过的道理长在手上。",
)


def _shown(line: str, at: int) -> str:
    """What is read on the pages of three articles, the first with a line more, without spaces."""
    first = [*CANAL[:at], line, *CANAL[at:]]
    rows = [
        "第一篇：渠边纪事",
        *first,
        "第二篇：灯下读书",
        *SCHOOL,
        "第三篇：渠边再记",
        *CANAL[::-1],
    ]
    source = convert_text("0" * 12, "测试.txt", "\n".join(rows) + "\n", "utf-8")
    assert len(source.articles) == 3
    return "".join("".join(article.text.split()) for article in source.articles)


@pytest.mark.parametrize("line", ROWS["drop"])
def test_what_a_site_says_goes(line: str) -> None:
    assert "".join(line.split()) not in _shown(line, len(CANAL))


@pytest.mark.parametrize("at", [1, len(CANAL)], ids=["inside", "end"])
@pytest.mark.parametrize("line", ROWS["keep"])
def test_what_a_text_says_stays(line: str, at: int) -> None:
    assert _shape("".join(line.split())) in _shape(_shown(line, at))


def _shape(text: str) -> str:
    """A text without signs: whether they are wide or narrow is another rule's matter."""
    return re.sub(r"\W", "", text)


def test_a_light_line_goes_beside_a_heavy_one() -> None:
    alone = "\n".join([*CANAL, "已赞", *SCHOOL])
    beside = "\n".join([*CANAL, "扫一扫关注公众号", "已赞", *SCHOOL])
    assert list(weighed_lines(alone)) == []
    assert [beside[e.start : e.end] for e in weighed_lines(beside)] == [
        "扫一扫关注公众号\n",
        "已赞\n",
    ]


def test_lines_that_are_counted_stay() -> None:
    text = "\n".join(["推荐范文1：渠边", *CANAL, "推荐范文2：灯下", *SCHOOL])
    assert list(weighed_lines(text)) == []


@given(st.lists(st.sampled_from([*ROWS["drop"], *CANAL, *SCHOOL, "", "　"]), max_size=12))
def test_what_is_left_is_left_again(lines: list[str]) -> None:
    text = "\n".join(lines)
    for e in sorted(weighed_lines(text), key=lambda e: -e.start):
        text = text[: e.start] + text[e.end :]
    assert [text[e.start : e.end] for e in weighed_lines(text) if e.new == ""] == []


# --- many patterns as one ---------------------------------------------------------------------

WORDS = [word for group in _table() for word in group["words"]]
COMPILED = [re.compile(word) for word in WORDS]
TOGETHER = lexicon(WORDS)
LETTERS = "".join(sorted({c for line in (*ROWS["drop"], *ROWS["keep"]) for c in line.lower()}))


@given(st.text(st.sampled_from(LETTERS), max_size=30) | st.sampled_from(ROWS["drop"]))
def test_a_lexicon_finds_what_its_words_find(line: str) -> None:
    line = line.lower().replace("：", ":")
    found = TOGETHER.search(line)
    starts = [m.start() for word in COMPILED if (m := word.search(line))]
    assert (found.start() if found else None) == min(starts, default=None)


def test_words_are_in_small_letters_as_the_lines_are() -> None:
    assert [word for word in WORDS if re.search(r"(?<!\\)[A-Z]", word)] == []


def test_every_word_of_the_table_begins_so_that_it_is_quick() -> None:
    assert all(re.match(r"\^?(?:[\w：《]|\[(?![\^\\])|\(\?:)", word) for word in WORDS)


# --- lines made of a page's words ----------------------------------------------------------------


def test_what_the_text_beside_it_speaks_of_is_no_page_s() -> None:
    line = "收藏夹 点赞 转发"
    speaks = "学员们学会了整理收藏夹，也学会了给好文章点赞，写得好的作业由老师转发给大家看。"
    assert weight_of(line) >= ACCEPT
    assert weight_of(line, speaks) < OUTSIDE
    text = "\n".join([speaks, line, *CANAL])
    assert list(weighed_lines(text)) == []


@pytest.mark.parametrize("tail", ["分享到：微信 微博", "　下一页 尾页", "点击：[12] 回应：[3]"])
def test_a_remark_behind_the_last_sentence_goes_alone(tail: str) -> None:
    (edit,) = glued_remarks(f"{CANAL[0]}{tail}\n\n{CANAL[1]}\n")
    assert (edit.start, edit.end) == (len(CANAL[0]), len(CANAL[0]) + len(tail))


@pytest.mark.parametrize(
    "text",
    [
        f"{CANAL[0]}但在评论\n里也有人说，水来得太晚了。\n",  # a wrapped line goes on
        f"{CANAL[0]}网友留言：\n\n水来了。\n",
        f"{CANAL[0]}（此件公开发布）\n",
        f"{CANAL[0]}作者：林禾\n",
        f"{CANAL[0]}渠水又通了\n",
        f"{CANAL[0] * 3}雨下了三天，本站推荐阅读\n",  # a sentence that was cut, and a remark
    ],
)
def test_what_a_text_says_behind_a_sentence_stays(text: str) -> None:
    assert list(glued_remarks(text)) == []


def test_the_rest_of_a_sentence_is_no_remark() -> None:
    text = (
        "要求：自选角度，见解明确、深刻，参考给定资料，但不拘泥于\n资料，思路明晰，总字数1000字。\n"
    )
    assert list(weighed_lines(text)) == []
    assert list(weighed_lines(f"{CANAL[0]}但在评论\n里也有人说，水来得太晚了。\n")) == []


def test_signs_that_return_between_paragraphs_go() -> None:
    text = "\n▽\n".join([*CANAL, *SCHOOL]) + "\n"
    assert "▽" not in clean_lines(Draft.of(text)).text
    table = "姓名\n○\n年龄\n○\n住处\n○\n"
    assert clean_lines(Draft.of(table)).text.count("○") == 3


def test_two_remarks_in_a_sentence_may_share_a_space() -> None:
    text = f"{CANAL[0][:12]}【点击查看大图】 【点击查看大图】{CANAL[0][12:]}\n"
    assert "点击" not in clean_lines(Draft.of(text)).text
