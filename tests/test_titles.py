"""Titles that tell articles apart, and summaries: the article's own words, never cut in two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenji.openings import LONGEST_CLAUSE
from wenji.titles import MAX_TITLE, summary, telling

BOOKS = (
    "这一年，图书角换了新样子。我们办起“夜读一小时”活动，村民晚饭后都来。"
    "“夜读一小时”活动坚持了四十周，参加的有三百多人次。年底还评出了读书之家。\n"
)
RIVER = (
    "护河队成立三年了。队员每周巡河两次，巡河日志交给村委会。\n一、推行巡河日志制度\n"
    "巡河日志写明时间、河段和问题，谁看都明白。有了巡河日志，河边的垃圾少了。\n"
)
ROAD = (
    "村里修了四条路。路灯改造是最费心的事，路灯改造花了半年。\n"
    "路灯改造完工那天，大家在灯下站了很久。\n"
)

ADDED = [
    ("工作总结", BOOKS, (), (RIVER, ROAD), "夜读一小时"),
    ("工作总结", RIVER, ("一、推行巡河日志制度",), (BOOKS, ROAD), "巡河日志"),
    ("工作总结", ROAD, (), (BOOKS, RIVER), "路灯改造"),
]

UNCHANGED = [
    ("工作总结", "", (), ()),
    ("工作总结", "短。", (), ()),
    ("路灯改造总结", "路灯改造好。路灯改造快，路灯改造完了。", (), (BOOKS,)),
]

MADE = [
    ("巡河三年记\n护河队成立三年了，队员换了一批又一批。\n", (), "巡河三年记"),
    (
        "护河队成立三年了，队员换了一批又一批，巡河的路一天没有断过。\n",
        (),
        "护河队成立三年了，队员换了一批又一批",
    ),
    (
        "各位老师：\n教室后墙的植物角办了整整两年，学生天天来给它们浇水。\n",
        (),
        "教室后墙的植物角办了整整两年",
    ),
    (
        "本报讯（记者 林禾）记者昨天从县水利站获悉，东岭老渠全线通水，下游三个村都用上了渠水。\n",
        (),
        "东岭老渠全线通水，下游三个村都用上了渠水",
    ),
    (
        "新华网云溪5月9日电题：护渠的人——石桥乡纪行\n渠修了三年，人人都出过工。\n",
        (),
        "护渠的人——石桥乡纪行",
    ),
    (
        "本报记者林禾发自云溪\n一家刚刚办起来的水站，管着三个村的渠。\n",
        (),
        "一家刚刚办起来的水站，管着三个村的渠",
    ),
    (
        "据《云溪日报》报道，目前，全县第一座由村民自己管起来的小水库已经蓄满了水。\n",
        (),
        "全县第一座由村民自己管起来的小水库已经蓄满了水",
    ),
    (
        "三个村的人都来看水　　老站长：这一天最难忘　　渠水到了，大家都很高兴。\n",
        (),
        "三个村的人都来看水",
    ),
    ("同志们：\n一、把账本晒在墙上\n账本每月贴一次。\n", ("一、把账本晒在墙上",), "把账本晒在墙上"),
]

SUMMARIES = [
    (
        "各位老师：\n植物角办了两年，学生天天来浇水。第二句也很要紧。\n",
        20,
        "植物角办了两年，学生天天来浇水。",
    ),
    ("同志们：\n一、缘起\n河边的柳树是十年前种下的。\n", 100, "河边的柳树是十年前种下的。"),
    ("尊敬的各位领导：大家好！河边的柳树是十年前种下的。\n", 100, "河边的柳树是十年前种下的。"),
    (
        "河边的柳树是十年前种下的。如今树荫连成了片！\n",
        100,
        "河边的柳树是十年前种下的。如今树荫连成了片！",
    ),
    (
        "河边的柳树长大了，树荫连成了片，夏天到这里乘凉的人很多很多。\n",
        20,
        "河边的柳树长大了，树荫连成了片…",
    ),
    (
        "他问：“柳树是谁种的呢？”没有人答得上来。后来才知道。\n",
        24,
        "他问：“柳树是谁种的呢？”没有人答得上来。",
    ),
    ("", 100, ""),
    ("短\n", 100, "短"),
    # A paper's abstract, without its label, and not who wrote it, its words, its English.
    (
        "【作者简介】林小禾，渠县水利研究所，云溪渠县  318000\n林小禾（1971－），女，渠县人。\n"
        "【内容提要】山区的渠道淤得快，本文算了三年的账。\n【关 键 词】渠道/泥沙\n渠道沿山而修。",
        40,
        "山区的渠道淤得快，本文算了三年的账。",
    ),
    ("摘　要　本文算了三年的账，说明何时清淤。\n关键词　渠道，泥沙，清淤的日子。", 100,
     "本文算了三年的账，说明何时清淤。"),
    ("Lin Xiaohe, Institute of Canals, Shiqiao\n渠道沿山修了三年，水到了田头。", 100,
     "渠道沿山修了三年，水到了田头。"),
    # Words that only begin like one.
    ("摘要写得好，读者就愿意往下看。", 100, "摘要写得好，读者就愿意往下看。"),
    ("作者简介写得短，读者才看得完。", 100, "作者简介写得短，读者才看得完。"),
    ("Canals of Shiqiao, a short history.", 100, "Canals of Shiqiao, a short history."),
    # A list is left out with the words that lead to it.
    ("第一条 为了管好渠道，制定本办法。\n第二条 归村管的：\n第三条 渠道由村民看护，不得损坏。", 100,
     "第一条 为了管好渠道，制定本办法。"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "headings", "siblings", "phrase"), ADDED)
def test_phrase_is_added(
    title: str, text: str, headings: tuple[str, ...], siblings: tuple[str, ...], phrase: str
) -> None:
    made = telling(title, text, headings, siblings)
    assert made.startswith(f"{title}（")
    assert phrase in made


@pytest.mark.parametrize(("title", "text", "headings", "siblings"), UNCHANGED)
def test_unchanged(
    title: str, text: str, headings: tuple[str, ...], siblings: tuple[str, ...]
) -> None:
    assert telling(title, text, headings, siblings) == title


@pytest.mark.parametrize(("text", "headings", "title"), MADE)
def test_title_is_made(text: str, headings: tuple[str, ...], title: str) -> None:
    assert telling("", text, headings, ()) == title


@pytest.mark.parametrize(("text", "limit", "expected"), SUMMARIES)
def test_summary(text: str, limit: int, expected: str) -> None:
    assert summary(text, limit) == expected


def test_siblings_are_told_apart() -> None:
    texts = (BOOKS, RIVER, ROAD)
    titles = {telling("总结", text, (), [t for t in texts if t is not text]) for text in texts}
    assert len(titles) == len(texts)


CHARS = st.sampled_from("山水田园春秋茶树，。：“”《》（）一、\n各位老师 ab12") | st.characters()


@settings(deadline=None)
@given(st.text(CHARS, max_size=120), st.text(CHARS, max_size=12), st.integers(5, 60))
def test_laws(text: str, title: str, limit: int) -> None:
    """A title keeps what was given and adds the article's own words; a summary keeps its limit."""
    made = telling(title, text, (), (text[::-1],))
    assert made == telling(title, text, (), (text[::-1],))
    if title.strip():
        assert made.startswith(title)
        added = made[len(title) :]
        assert not added or added[1:-1] in text
    else:
        assert made in text
        assert len(made) <= max(MAX_TITLE, LONGEST_CLAUSE)
        assert "\n" not in made
    short = summary(text, limit)
    assert len(short) <= limit
    assert "\n" not in short
