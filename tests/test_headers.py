"""Heads of fields: their titles and facts, several to a file, and what only looks like one."""

from __future__ import annotations

import pytest
from plain_texts import CANAL, MILL, SCHOOL

from wenji.convert import convert_text
from wenji.draft import Draft
from wenji.facts import headers
from wenji.facts.mastheads import Field
from wenji.model import Facts, Role, Source
from wenji.split.paragraphs import paras_of

BODY = (
    "　　渠道沿山修了三年，村里人都出过工，如今水到了最远的一块田。\n"
    "　　老人说，这样的水，从前没有见过。\n"
)
DATABASE = (
    "【 文献号 】7-1204\n"
    "【原文出处】渠县文艺\n"
    "【原刊期号】199803\n"
    "【 作  者 】林禾\n"
    "【 标  题 】水到田头\n"
    "    ——记青禾渠的三年\n"
    "【 正  文 】\n"
)
DAILY = (
    "【 日  期 】19980316\n【 版  号 】3\n【 标  题 】春灌开始\n【 作  者 】周满\n【 正  文 】\n"
)
FORUM = "发信人: canal (水边人), 信区: rural\n标  题: 修渠记\n发信站: 青禾站 (1998-05-02)\n\n"
COLLECTED = (
    "标题：青禾镇修渠工作纪要\n来源：青禾镇\nURL：https://example.invalid/1\n文种：会议纪要\n\n"
)


def converted(text: str) -> Source:
    return convert_text("0" * 12, "渠.txt", text, "utf-8")


ROWS = [
    (
        DATABASE,
        "水到田头——记青禾渠的三年",
        Facts(None, "林禾", "渠县文艺", None, subtitle="记青禾渠的三年"),
    ),
    (DAILY, "春灌开始", Facts("1998-03-16", "周满", None, None)),
    (FORUM, "修渠记", Facts(None, "canal", None, None)),
    (FORUM + FORUM.replace("修渠记", "转寄：修渠记"), "修渠记", Facts(None, "canal", None, None)),
    (COLLECTED, "青禾镇修渠工作纪要", Facts(None, None, "青禾镇", "会议纪要")),
    (COLLECTED.replace("标题", "【标题】").replace("：青", "青", 1), "青禾镇修渠工作纪要", None),
]


@pytest.mark.parametrize(("head", "title", "facts"), ROWS)
def test_a_head_gives_title_and_facts_and_is_no_text(
    head: str, title: str, facts: Facts | None
) -> None:
    source = converted(head + BODY)
    [article] = source.articles
    assert article.title == title
    assert article.text == BODY.replace("　　", "")
    if facts is not None:
        assert article.facts == facts
    kept = "".join(
        p.new or source.text[p.start : p.end] for p in source.pieces if p.role is Role.TITLE
    )
    assert "".join(title.split()) == "".join(kept.split())
    assert all(p.article == article.id for p in source.pieces if p.role is Role.META)


def test_a_title_as_long_as_the_lines_does_not_swallow_the_next_field() -> None:
    title = "青禾渠全线通水  三乡九村的旱地今年第一次用上自流水"
    lines = "渠道沿山修了三年，村里人都出过工，如今水到了最远的一块田，老人说从前没有\n" * 9
    [article] = converted(DAILY.replace("春灌开始", title) + lines + BODY).articles
    assert (article.title, article.facts.author) == (title, "周满")


def test_each_head_begins_an_article() -> None:
    source = converted(DAILY + BODY + "\n" + DATABASE + BODY + "\n" + DAILY + BODY)
    assert [a.given_title for a in source.articles] == [
        "春灌开始",
        "水到田头——记青禾渠的三年",
        "春灌开始",
    ]
    assert all(a.text == BODY.replace("　　", "") for a in source.articles)


def test_marks_and_heads_in_one_file_hold_both() -> None:
    text = (
        "第一篇：护渠小记\n" + BODY + "第二篇：春灌开始的消息\n" + DAILY + BODY
        + "第三篇：秋收小记\n" + BODY + FORUM + BODY + "第四篇：冬修小记\n" + BODY
    )  # fmt: skip
    source = converted(text)
    assert [a.title for a in source.articles] == [
        "护渠小记", "春灌开始的消息", "秋收小记", "修渠记", "冬修小记",
    ]  # fmt: skip
    assert all(a.text == BODY.replace("　　", "") for a in source.articles)
    assert source.articles[1].facts.author == "周满"


def test_a_masthead_begins_an_article_but_where_marks_leave_no_room() -> None:
    masthead = "渠县水利\n1999年 第2卷 第3期\n水到田头\n林禾　周满\n"
    alone = converted(BODY * 2 + masthead + BODY * 2)
    assert [a.given_title for a in alone.articles][-1] == "水到田头"
    marked = converted("第一篇：护渠小记\n" + BODY + masthead + BODY + "第二篇：秋收小记\n" + BODY)
    assert [a.given_title for a in marked.articles] == ["护渠小记", "秋收小记"]


@pytest.mark.parametrize(
    "text",
    [
        "修渠记\n　　【提示】先看水位，再开闸门，这是护渠员的规矩。\n" + BODY,
        "修渠记\n标题：要短，要实，要让人看得明白。\n" + BODY,  # one field alone
        "修渠记\n" + BODY + "标题：\n作者：\n正文：\n",  # a form that nobody filled in
        "修渠记\n来源：青禾日报\n作者：林禾\n" + BODY,  # facts without a title's field
    ],
)
def test_what_only_looks_like_a_head_is_none(text: str) -> None:
    source = converted(text)
    [article] = source.articles
    assert article.title == "修渠记"
    assert not [p for p in source.pieces if p.role is Role.TITLE and "标题" in p.new]


@pytest.mark.parametrize(
    ("below", "text"),
    [
        ("石桥县人民政府\n\n关于渠道管护\n\n若干规定的解释\n\n", BODY),
        ("石桥县人民政府\n\n关于渠道的解释\n\n", "石桥县人民政府\n关于渠道的解释\n" + BODY),
    ],
    ids=["the title over three lines", "other words"],
)
def test_a_title_once_more_over_several_lines_is_no_text(below: str, text: str) -> None:
    title = "# 石桥县人民政府关于渠道管护若干规定的解释\n\n"
    [article] = converted(title + below + BODY.replace("\n", "\n\n")).articles
    assert article.text == text.replace("　　", "")


def test_fields_without_end_are_looked_at_few_times_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields in which no title stands are no head, from whichever of them it would begin."""
    asked: list[int] = []
    true = headers._field

    def counted(text: str, para: int) -> Field | None:
        asked.append(para)
        return true(text, para)

    monkeypatch.setattr(headers, "_field", counted)
    count = 10 * headers.MOST_PARAGRAPHS
    paras = paras_of(Draft.of("【作者简介】林禾\n" * count))
    assert headers.heads(paras) == ()
    assert len(asked) <= count * (headers.MOST_PARAGRAPHS + 1)


@pytest.mark.parametrize(("head", "author"), [
    ("发信人: qiao ({p}), 信区: Reading\n标  题: {t}\n发信站: 渡口站 （2013年2月7日）", True),
    ("Title: {t}\nAuthor: {p}\nDate: 2021-03-05", True),
    ("题名：{t}\n責任者：{p}\n刊名：石桥通讯\n年卷期：2021，（3）", True),
    ("Note: {t}\nAuthor: {p}\nDate: 2021-03-05", False),
])  # fmt: skip
def test_a_line_that_breaks_off_ends_above_the_next_head(head: str, author: bool) -> None:
    texts = (
        ("渠边纪事", "林小禾", CANAL),
        ("灯下读书", "周满", SCHOOL),
        ("河上旧事", "沈青", MILL),
    )
    rows = [
        x for title, by, text in texts
        for x in (head.replace("{t}", title).replace("{p}", by), *text, f"①原字从水，{title}用")
    ]  # fmt: skip
    found = convert_text("0" * 12, "测试.txt", "\n".join(rows) + "\n", "utf-8").articles
    told = [(a.title, a.facts.author, a.text.rstrip()[-2:]) for a in found]
    wanted = [(title, by, f"{title[-1]}用") for title, by, _ in texts]
    assert (told == wanted) is author
