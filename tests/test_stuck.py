"""What was stuck to paragraphs and between them: each row beside one that must not change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from plain_texts import CANAL, FERRY, MILL, SCHOOL

from wenji.convert import convert_text

TEXTS = (CANAL, SCHOOL, MILL, FERRY)
TITLES = ("渠边纪事", "灯下读书", "河上旧事", "渡口的船")
PLACES = (0, 1, 0, 1)  # the paragraph of each text that something is stuck to


def _shown(texts: Sequence[Sequence[str]]) -> list[str]:
    pairs = zip(TITLES[: len(texts)], texts, strict=True)
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


def _within(line: str, times: int) -> list[str]:
    """Two texts in each article, and a line in the first one so many times."""
    texts = [(*a, *b) for a, b in ((CANAL, SCHOOL), (MILL, FERRY))]
    first = [x for n, row in enumerate(texts[0]) for x in (row, *([line] * (n < times)))]
    return _shown([first, texts[1]])


@pytest.mark.parametrize("line", [
    "编辑丨林小禾", "责任编辑：林小禾_QS3", "来源：石桥通讯", "广告热线：0599-1234567",
    "Open the ferry map of Shiqiao", "Log in | Ferry map | Contact us",
])  # fmt: skip
def test_what_returns_within_one_text_is_none_of_its_credits(line: str) -> None:
    assert _within(line, 3) == ["".join((*CANAL, *SCHOOL)), "".join((*MILL, *FERRY))]


@pytest.mark.parametrize("line", ["编辑丨林小禾", "Open the ferry map of Shiqiao"])
def test_a_line_that_stands_once_stays(line: str) -> None:
    assert "".join(line.split()) in _within(line, 1)[0]


def test_paragraphs_of_one_text_may_begin_alike() -> None:
    texts = [CANAL, SCHOOL, MILL, tuple("择一事终一生方见匠心" + x for x in (*FERRY, *CANAL))]
    assert _shown(texts) == ["".join(text) for text in texts]


def test_heads_of_one_pattern_stay() -> None:
    texts = [(a, "板书图样", b, "课后习作", c) for a, b, c in TEXTS]
    assert _shown(texts) == ["".join(text) for text in texts]


@pytest.mark.parametrize("line", ["小程序的使用", "我来说说", "新闻 通讯 评论", "公众号的运营"])
def test_headings_that_speak_of_pages_stay(line: str) -> None:
    texts = [(CANAL[0], line, *CANAL[1:]), *TEXTS[1:]]
    assert "".join(line.split()) in "".join(_shown(texts))
