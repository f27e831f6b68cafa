"""Personal data: what is found, what is not, and that what is hidden is hidden everywhere."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji.convert import convert_text
from wenji.editor import masks
from wenji.editor.masks import Masks
from wenji.editor.overrides import Decision, Kind
from wenji.messages import finding_text
from wenji.personal.hiding import SIGN, hidden, shown
from wenji.personal.numbers import Number, find
from wenji.search.folding import folded_places

ROWS = tomllib.loads((Path(__file__).parent / "cases/personal.toml").read_text("utf-8"))["row"]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["why"]) for row in ROWS])
def test_numbers(row: dict[str, Any]) -> None:
    assert [f"{n.sort} {n.digits}" for n in find(row["text"])] == row.get("want", [])


WRITTEN = (
    "13800138000", "138 0013 8000", "１３８-００１３-８０００", "+8615900159001",
    "11010119900307889x", "110101 19900307 889X", "1101011990\n0307889X", "6222 0212 3456 7890 128",
    "身份证110101900307009", "110101900307009", "1380013\n- 7 -\n8000", "1\u200b3800138000",
    "第一篇：渠道", "", "电话", "欧阳渠生", "**", "2021年", "下一篇：没有了", "<b>",
    "护渠小组今年一共查渠三百里，人人都有本子", "0571-87654321", "1", "\ud800",
)  # fmt: skip
BETWEEN_THEM = ("，", "\n", "。\n", "\r\n", "；　　", "、")
LINES = st.lists(
    st.tuples(st.sampled_from(WRITTEN), st.sampled_from(BETWEEN_THEM)).map("".join), max_size=12
).map("".join)
TAILS = ("00138000", "00159001", "10119900307889", "202123456789012", "渠生")
MASKS = (
    Decision(1, "", "", None, Kind.MASK, ("identity", "mobile", "card")),
    Decision(2, "", "欧阳渠生", None, Kind.MASK, ("words",)),
)
BETWEEN = re.compile(r"[\s\u200b-]+")


@given(LINES)
def test_a_masked_source_is_whole_and_tells_nothing(text: str) -> None:
    source = convert_text("0" * 12, "a.txt", text, "utf-8", MASKS)
    at = 0
    for piece in source.pieces:  # law 1
        assert piece.start == at
        at = piece.end
    assert at == len(text)
    public = source.masked if source.masked is not None else text
    assert len(public) == len(text)
    assert all(a == b or b == SIGN for a, b in zip(text, public, strict=True))
    told = [p.new for p in source.pieces]
    told += [part for a in source.articles for part in (a.text, a.title, a.summary)]
    told += [finding_text(f) for f in source.findings]
    for words in (public, *told):
        assert not find(words)
        read = BETWEEN.sub("", unicodedata.normalize("NFKC", words))
        assert not [tail for tail in TAILS if tail in read]


@given(LINES)
def test_numbers_are_where_they_say(text: str) -> None:
    end = 0
    for number in find(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        kept = re.sub(
            "[^0-9X]", "", unicodedata.normalize("NFKC", text[number.start : end]).upper()
        )
        assert kept == number.digits
        assert len(shown(text, number)) <= end - number.start
    assert not find(hidden(text)) or "身份证" in text


LINE = "干部按片包干，每三天到渠上走一趟，问题当天登记，隔天回话，谁家的地头漏了水，就打他的电话"


def test_numbers_that_cleaning_puts_together_are_masked_as_well() -> None:
    text = f"{LINE}&#49;3800138000。\n"
    source = convert_text("0" * 12, "a.txt", text, "utf-8", MASKS)
    [article] = source.articles
    assert "138********" in article.text and not find(article.text)
    assert source.masked is not None and "8000" not in source.masked
    assert "13800138000" in convert_text("0" * 12, "a.txt", text, "utf-8").articles[0].text


ROSTER = "".join(f"渠工{n} 138001{n:05d}\n" for n in range(300))


def test_many_numbers_are_hidden_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[int] = []

    def counted(text: str) -> tuple[str, list[int]]:
        folded.append(len(text))
        return folded_places(text)

    monkeypatch.setattr(masks, "folded_places", counted)
    monkeypatch.setattr(masks, "spans_of", None)  # no number is looked for by itself
    found = Masks(MASKS[:1]).on(ROSTER, "a.txt", find(ROSTER))
    assert len(found.numbers) == 300 and not find(found.text)
    assert folded == [len(ROSTER)]
    assert found.hide("渠工7：13800100007") == "渠工7：138********"


def test_a_path_costs_the_text_only_where_it_may_hold_a_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts: list[str] = []

    def counted(text: str) -> tuple[Number, ...]:
        texts.append(text)
        return find(text)

    monkeypatch.setattr(masks, "find", counted)
    named = Masks((Decision(1, "", "渠工7 13800100007", None, Kind.MASK, ("mobile",)),))
    assert named.public_path(ROSTER, "名册2021.txt") == "名册2021.txt"
    assert ROSTER not in texts
    assert named.public_path(ROSTER, "名册 138-0010-0007.txt") == "名册 138-****-****.txt"
    assert ROSTER in texts


def test_numbers_that_overlap_themselves_are_hidden_from_the_left() -> None:
    text = "电话13131313131，编号1313131313131\n"
    found = Masks(MASKS[:1]).on(text, "a.txt", find(text))
    assert found.text == "电话131********，编号131********31\n"
