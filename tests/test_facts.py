"""What texts state about themselves: rows of tests/cases/facts.toml, and laws of the spans."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_laws import covers, replays

from wenji.contract import ContractError, read_articles, write_contract
from wenji.convert import convert_text
from wenji.editor.overrides import Decision, Kind
from wenji.facts.dates import compact_date, dates
from wenji.facts.genres import genre_of, genre_of_text
from wenji.model import FACTS, Article, Collection, Source

TABLE: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "facts.toml").read_text("utf-8")
)
ROWS = [pytest.param(row, id=row["why"]) for row in TABLE["row"]]
GENRES = [pytest.param(row, id=row["why"]) for row in TABLE["genre"]]


def converted(text: str) -> Source:
    return convert_text("0" * 12, "渠.txt", text, "utf-8")


def source_of(row: Mapping[str, Any]) -> Source:
    return converted(row["text"].removeprefix("\n").replace("<prose>", TABLE["prose"]))


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text)


def is_said(kind: str, value: str, words: str) -> bool:
    """Whether these words of the source say a fact: its signs stand in them in this order."""
    if kind == "date":
        found = {d.iso for d in dates(words, months=True)} | {compact_date(words)}
        return value in found
    if kind == "genre":
        shown = genre_of_text([words])
        known = genre_of(words) or genre_of(f"护渠工作{words}") or genre_of(f"关于护渠的{words}")
        return value in (words, known) or words.startswith("第") or bool(shown)
    signs = iter(words)
    return all(sign in signs for sign in squeezed(value))


def check_spans(source: Source, article: Article) -> None:
    """The law: a span lies in the article or before the first one, and says the value."""
    front = source.articles[0].start
    assert article.facts.spans.keys() <= {kind for kind, _ in article.facts.items()}
    for kind, value in article.facts.items():
        if (span := article.facts.spans.get(kind)) is None:
            continue
        start, end = span
        assert 0 <= start < end <= len(source.text)
        assert article.start <= start < end <= article.end or end <= front, (kind, value)
        assert is_said(kind, value, source.text[start:end]), (kind, value, source.text[start:end])


@pytest.mark.parametrize("row", ROWS)
def test_what_a_text_states(row: Mapping[str, Any]) -> None:
    source = source_of(row)
    article = source.articles[0]
    assert dict(article.facts.items()) == row["is"]
    if "title" in row:
        assert article.title == row["title"]
    check_spans(source, article)
    assert article.facts.spans.keys() == row["is"].keys()
    covers(source.text, source.pieces)
    replays(source)


@pytest.mark.parametrize("row", GENRES)
def test_genres_of_titles(row: Mapping[str, Any]) -> None:
    assert {title: genre_of(title) for title in row["titles"]} == dict.fromkeys(
        row["titles"], row.get("is")
    )


def test_counter_cases_are_many() -> None:
    quiet = sum(not row["is"] for row in TABLE["row"])
    assert quiet >= 0.25 * len(TABLE["row"])


def test_every_kind_has_a_case() -> None:
    assert {kind for row in TABLE["row"] for kind in row["is"]} == set(FACTS)


def test_the_lines_of_a_document_stay_in_its_text() -> None:
    """Letterhead and number are shown as facts; addressees, signature and date are text too."""
    row = next(r for r in TABLE["row"] if r["why"].startswith("letterhead"))
    text = source_of(row).articles[0].text
    for line in ("各乡镇人民政府，县直各单位：", "特此通知。", "石桥县人民政府\n2021年3月5日"):
        assert line in text
    assert "文件" not in text and "石政发" not in text


def test_a_title_that_is_said_again_below_its_head_is_no_text() -> None:
    head = "标题：石桥县水利局关于冬修的通知\n来源：渠县网\n"
    own = "石桥县水利局关于\n冬修的通知\n石水发〔2021〕3号\n各水利站：\n"
    [article] = converted(head + own + TABLE["prose"] + "\n").articles
    assert article.text.startswith("各水利站：")
    assert article.facts.number == "石水发〔2021〕3号" and article.facts.origin == "渠县网"


def test_a_title_that_is_said_again_without_a_number_is_no_text_either() -> None:
    head = "标题：石桥村护渠记\n来源：渠县网\n石桥村\n护渠记\n"
    [article] = converted(head + TABLE["prose"] + "\n").articles
    assert article.text == TABLE["prose"] + "\n"


def test_what_stands_before_several_texts_says_of_each_only_what_holds_for_all() -> None:
    head = "来源：渠县网  作者：林小禾\n文号：石政发〔2021〕3号\n"
    body = f"{TABLE['prose']}\n"
    source = converted(f"{head}第一篇：护渠记事\n{body}第二篇：修渠记事\n{body}")
    assert [dict(a.facts.items()) for a in source.articles] == [{"origin": "渠县网"}] * 2


def test_what_is_hidden_is_hidden_in_a_fact_that_joins_lines() -> None:
    text = (
        "渠县水利\n1999年 第3期\n渠道渗漏的观测\n林小禾\n（渠县水利研究所）\n周满渠\n"
        + TABLE["prose"]
    )
    hide = Decision(1, "渠.txt", "林小禾、周满渠", None, Kind.MASK, ("words",))
    open_to_all = convert_text("0" * 12, "渠.txt", text, "utf-8").articles[0]
    hidden = convert_text("0" * 12, "渠.txt", text, "utf-8", [hide]).articles[0]
    assert open_to_all.facts.author == "林小禾、周满渠"
    assert hidden.facts.author == "*" * 7


def test_two_values_of_a_fact_are_no_contract(tmp_path: Path) -> None:
    made = Collection((converted("护渠记事\n作者：林小禾\n" + TABLE["prose"]),), (), False, ())
    write_contract(made, tmp_path)
    assert read_articles(tmp_path)[0]["facts"]["author"]["value"] == "林小禾"
    file = tmp_path / "articles.jsonl"
    said = file.read_text("utf-8").replace('"author":"林小禾"', '"author":"周满"')
    file.write_text(said, "utf-8", newline="\n")
    with pytest.raises(ContractError, match="author"):
        read_articles(tmp_path)


LINES = st.one_of(
    st.sampled_from([line for row in TABLE["row"] for line in row["text"].strip().split("\n")]).map(
        lambda line: line.replace("<prose>", TABLE["prose"])
    ),
    st.text("渠年月日第一条号：（）〔〕《》—/ \u30002021０５.-", max_size=30),
)


@given(st.lists(LINES, min_size=1, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_each_fact_has_its_place(lines: list[str], end: str) -> None:
    source = converted(end.join(lines) + end)
    for article in source.articles:
        check_spans(source, article)
