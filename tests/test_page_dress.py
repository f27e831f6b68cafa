"""Numbers of pages in any frame: each row beside one that must not change."""

from __future__ import annotations

import pytest
from plain_texts import CANAL, FERRY, MILL, SCHOOL

from wenji.convert import convert_text

TITLES = ("渠边纪事", "灯下读书", "河上旧事", "渡口的船")
TEXTS = (CANAL, SCHOOL, MILL, FERRY)
WORDS = "".join("".join(text) for text in TEXTS)
# Where a page ends in each text: the paragraph, and the characters of it before that.
PLACES = ((0, 21), (1, 25), (0, 21), (1, 20))


def _body(mark: str, place: str, numbers: tuple[int, ...] = (1, 2, 3, 4)) -> str:
    rows: list[str] = []
    for n, (title, text, (at, size)) in enumerate(zip(TITLES, TEXTS, PLACES, strict=True)):
        body, said = list(text), mark.replace("{n}", str(numbers[n]))
        if place == "between":
            body.insert(at + 1, said)
        else:
            gap = "\n" if place == "cutting" else ""
            body[at] = f"{body[at][:size]}{gap}{said}{gap}{body[at][size:]}"
        rows += [f"第{n + 1}篇：{title}", *body]
    found = convert_text("0" * 12, "测试.txt", "\n".join(rows) + "\n", "utf-8").articles
    return "".join("".join(a.text.split()) for a in found)


@pytest.mark.parametrize("place", ["between", "cutting", "inside"])
@pytest.mark.parametrize("mark", [
    "=== Page {n} ===", "--------------- Page {n}---------------", "--- 第{n}页 ---", "[第{n}页]",
    "— {n} / 40 —", "<<p. {n}>>",
    "·第{n}页 共40页·", "| Seite {n} |", "渡船社 | {n}", "{n}｜渡船社", "【стр. {n}】",
])  # fmt: skip
def test_what_counts_up_as_pages_do_goes(mark: str, place: str) -> None:
    assert _body(mark, place) == WORDS


@pytest.mark.parametrize("mark", [
    "Page {n}", "{n} of 40", "p.{n}", "-{n}-", "·{n}· 渡船社", "渡船社 ~ {n} ~",
    "第{n}页 共40页 渡船社",
])  # fmt: skip
def test_a_number_with_its_word_or_between_signs_goes_from_sentences(mark: str) -> None:
    assert _body(mark, "inside") == WORDS


@pytest.mark.parametrize(("mark", "place"), [
    ("=== Page {n} ===", "between"),
    ("[第{n}页]", "inside"),
    ("（见第{n}页）", "inside"),
    ("渡船社 | {n}", "inside"),
])  # fmt: skip
def test_pages_that_a_text_names_as_it_needs_them_stay(mark: str, place: str) -> None:
    said = "".join(mark.split("{")[0].split())
    assert _body(mark, place, (7, 3, 41, 3)).count(said) == len(TEXTS)


@pytest.mark.parametrize(
    "mark", ["（见第{n}页）", "第{n}页，", "得分{n}/5，", "第{n}组 | ", "东-{n}-西"]
)
def test_numbers_of_the_text_that_count_up_stay(mark: str) -> None:
    assert "".join(mark.replace("{n}", "3").split()) in _body(mark, "inside").replace("|第", "| 第")
