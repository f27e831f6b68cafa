"""What was stuck to paragraphs and between them: each row beside one that must not change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from wenji.convert import convert_text

CANAL = (
    "春天里渠水通了，东岭的老人们都到渠边来看，说了半天的话，谁也不肯先走。",
    "这一年村里修了两座桥，账目贴在墙上，每一笔都有人签字，谁都看得见。",
    "往后的日子还长，大家约好秋收以后再来渠上走一遍，把漏水的地方补好。",
)
READING = (
    "图书室开了门，孩子们排着队进去，一人一本，看完了再换，天黑才肯回家。",
    "先生说书要读，也要用，读过的道理写在纸上，用过的道理长在手上。",
    "下雨的日子没有课，他们就坐在窗下，把一本旧书翻来翻去，一直到灯亮。",
)
MILL = (
    "磨坊在河的下游，水大的时候两盘磨一起转，声音传到镇上，夜里也听得见。",
    "磨面的人排到桥头，先来的帮后来的扛口袋，谁家急用，就让谁家先磨。",
    "后来通了电，磨坊的水轮停了，轮子还在，燕子在轮子上做窝，年年都来。",
)
FERRY = (
    "渡口只有一条船，撑船的姓沈，早上第一趟送学生，晚上最后一趟等赶集的。",
    "涨水的时候船不开，两岸的人隔着河喊话，喊的都是家常，句句听得清楚。",
    "桥修好那天他把船拖上岸，翻过来晒着，说木头还好，留着给孙子打书桌。",
)
TEXTS = (CANAL, READING, MILL, FERRY)
TITLES = ("渠边纪事", "灯下读书", "河上旧事", "渡口的船")
PLACES = (0, 1, 0, 1)  # the paragraph of each text that something is stuck to


def _shown(texts: Sequence[Sequence[str]]) -> list[str]:
    pairs = zip(TITLES, texts, strict=True)
    rows = [x for n, (t, ps) in enumerate(pairs, 1) for x in (f"第{n}篇：{t}", *ps)]
    found = convert_text("0" * 12, "测试.txt", "\n".join(rows) + "\n", "utf-8").articles
    return ["".join(a.text.split()) for a in found]


def _stuck(words: str, place: str) -> list[str]:
    texts = []
    for n, (text, at) in enumerate(zip(TEXTS, PLACES, strict=True)):
        one = words.replace("{n}", str(3 + 5 * n * n))
        body = list(text)
        if place == "between":
            body.insert(at + 1, one)
        else:
            body[at] = one + body[at] if place == "before" else body[at] + one
        texts.append(body)
    return _shown(texts)


CLEAN = ["".join(text) for text in TEXTS]


@pytest.mark.parametrize("place", ["behind", "between", "before"])
@pytest.mark.parametrize("words", [
    "墨香阁精选珍藏", "晨曦堂第{n}号柜台", "Kept by Inkhouse", "◆栖霞苑·阁藏{n}◆",
    "栖霞苑：纸短情绵",
])  # fmt: skip
def test_what_returns_and_is_foreign_goes(words: str, place: str) -> None:
    assert _stuck(words, place) == CLEAN


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("谢谢大家！", "behind"),
        ("（热烈鼓掌）", "behind"),
        ("[{n}]", "behind"),
        ("完成时限：第{n}年底前", "behind"),
        ("水是清的，路是平的。", "behind"),
        ("水是清的，路是平的。", "between"),
        ("修渠以后的日子", "between"),
        ("东岭乡人民政府", "between"),
        ("来源：石桥通讯", "between"),
        ("林小禾", "between"),
        ("老人们都说，", "before"),
        ("乌兰巴特尔说：", "before"),
        ("栖霞苑的", "before"),
        ("上八味捣末，以酒", "before"),
        ("专家点评", "between"),
    ],
)
def test_what_texts_repeat_stays(words: str, place: str) -> None:
    said = "".join(words.split("{")[0].split())
    assert all(said in text for text in _stuck(words, place))


def test_paragraphs_of_one_text_may_begin_alike() -> None:
    texts = [CANAL, READING, MILL, tuple("择一事终一生方见匠心" + x for x in (*FERRY, *CANAL))]
    assert _shown(texts) == ["".join(text) for text in texts]


def test_heads_of_one_pattern_stay() -> None:
    texts = [(a, "板书图样", b, "课后习作", c) for a, b, c in TEXTS]
    assert _shown(texts) == ["".join(text) for text in texts]


@pytest.mark.parametrize("line", ["小程序的使用", "我来说说", "新闻 通讯 评论", "公众号的运营"])
def test_headings_that_speak_of_pages_stay(line: str) -> None:
    texts = [(CANAL[0], line, *CANAL[1:]), *TEXTS[1:]]
    assert "".join(line.split()) in "".join(_shown(texts))
