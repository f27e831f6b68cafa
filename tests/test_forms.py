"""What paragraphs are besides prose: rows of tests/cases/forms.toml, and laws."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji.convert import convert_text
from wenji.editor.overrides import load_overrides
from wenji.forms import FORMS, Line, apart, forms
from wenji.model import Article
from wenji.table_rows import cells, gaps, is_barred

Row: TypeAlias = Mapping[str, Any]

TABLE = tomllib.loads((Path(__file__).parent / "cases/forms.toml").read_text("utf-8"))
ROWS = [pytest.param(row, id=row["why"]) for row in TABLE["row"]]
TITLE = "第一篇：双渡乡春灌札记\n"

# Pieces of which texts are made that look like one form and another.
PIECES = [
    *("村名\t渠长", "东岭    12    4", "| 甲 | 乙 |", "|---|---|", "|", "\t", "   ", "　　"),
    *(
        "1.清淤；",
        "2.换闸。",
        "• 巡渠",
        "①见卷三",
        "[1]见卷三",
        "注释：",
        "注：以里计。",
        "参考文献",
    ),
    *(
        "记者：好了？",
        "老周：好了。",
        "问：多长？",
        "答：十二里。",
        "同志们：",
        "各乡镇政府：",
        "此致",
    ),
    *(
        "敬礼！",
        "双渡乡水利站",
        "2021年3月5日",
        "附件：1.表",
        "渠水清，渠水长，",
        "一直流到打谷场。",
    ),
    *(
        "渠水清清绕山流，",
        "石桥乡今年把修渠当作头一件大事，两个月下来，老渠都通了水。",
        "“",
        "，",
        "",
    ),
]
lines = st.builds(
    Line,
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join) | st.text(max_size=20),
    st.sampled_from(["p", "p", "p", "h2"]),
    st.integers(1, 3),
    st.sampled_from(["", "　　", "            "]),
    st.integers(0, 3),
)


def article(row: Row) -> Article:
    """The only article of a row's text."""
    text = re.sub(r"<(prose|more|wrapped)>", lambda m: str(TABLE[m[1]]), row["text"])
    (found,) = convert_text("0" * 12, "a.txt", f"{TITLE}{text}\n", "utf-8").articles
    return found


@pytest.mark.parametrize("row", ROWS)
def test_forms(row: Row) -> None:
    paragraphs = article(row).paragraphs
    told = [p for p in paragraphs if p.form]
    wanted = row.get("forms", [])
    assert [p.form for p in told] == [name for name, _ in wanted]
    for p, (_, words) in zip(told, wanted, strict=True):
        assert p.text.startswith(words.removeprefix("+")) and p.opens != words.startswith("+")
    if "count" in row or row.get("none"):
        assert len(paragraphs) == row.get("count", row["text"].count("\n") + 1)


def test_half_of_the_rows_guard_prose() -> None:
    quiet = sum(bool(row.get("none")) for row in TABLE["row"])
    assert len(TABLE["row"]) >= 50 and quiet >= 0.4 * len(TABLE["row"])


# What the editor says of lines (`form:`), and what comes of it: `+` goes on, "" is prose.
LETTER = "甲。\n风从坡上下来\n麦子黄了半边\n村名\t渠长\n东岭\t12\n柳林\t7\n乙。\n"
DECIDED = [
    ("风从坡上下来麦子黄了半边", "诗", ["", "verse", "+verse", "row", "+row", "+row", ""]),
    ("东岭", "false", ["", "", "", "", "", "", ""]),
    ("东岭 12", "对话", ["", "", "", "row", "turn", "row", ""]),
    ("麦子黄了半边 村名", "表格", ["", "", "", "row", "+row", "+row", ""]),
]


@pytest.mark.parametrize(("at", "form", "wanted"), DECIDED)
def test_the_editor_decides(at: str, form: str, wanted: list[str], tmp_path: Path) -> None:
    file = tmp_path / "overrides.yml"
    file.write_text(f"- source: a.txt\n  at: {at}\n  form: {form}\n", "utf-8")
    decisions, findings = load_overrides(file)
    assert findings == ()
    source = convert_text("0" * 12, "a.txt", TITLE + LETTER, "utf-8", decisions)
    assert [f.code for f in source.findings if f.code.startswith("override")] == []
    paragraphs = source.articles[0].paragraphs
    assert [p.form if p.opens else p.form and f"+{p.form}" for p in paragraphs] == wanted


@pytest.mark.parametrize("row", ROWS)
def test_forms_change_no_text(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    with_forms = article(row)
    monkeypatch.setattr("wenji.assemble.forms", lambda given: [replace_none(x) for x in given])
    without = article(row)
    assert with_forms.text == without.text
    plain = [p._replace(form="", opens=False, lead=0) for p in with_forms.paragraphs]
    assert plain == [p._replace(lead=0) for p in without.paragraphs]


def replace_none(_: Line) -> Any:
    """The form of a paragraph of which nothing is known."""
    return forms([Line("甲。")])[0]


@given(st.lists(lines, max_size=14))
def test_every_paragraph_has_one_form_and_each_run_begins_once(given: list[Line]) -> None:
    found = forms(given)
    assert len(found) == len(given)
    for k, (line, form) in enumerate(zip(given, found, strict=True)):
        assert form.name in ("", *FORMS)
        assert not form.name or line.kind == "p"
        assert form.opens <= bool(form.name)
        if form.name and not form.opens:  # a run goes on from the same form
            assert found[k - 1].name == form.name
        assert 0 <= form.lead <= len(line.text)


@given(st.lists(lines, max_size=14))
def test_rows_of_a_table_have_as_many_cells(given: list[Line]) -> None:
    found = forms(given)
    for k, form in enumerate(found):
        if form.name == "row" and not form.opens:
            a, b = given[k - 1].text, given[k].text
            assert len(cells(a)) == len(cells(b)) >= 2 and is_barred(a) == is_barred(b)


@given(st.lists(lines, max_size=14))
def test_lines_that_stand_apart_are_lines_of_the_text(given: list[Line]) -> None:
    assert set(apart(given)) <= set(range(len(given)))


@given(st.lists(st.sampled_from([*PIECES, "|", "\t", "  ", "甲", " "]), max_size=9).map("".join))
def test_cells_and_what_sets_them_apart_are_the_row(text: str) -> None:
    spans = gaps(text)
    rest = "".join(c for n, c in enumerate(text) if not any(a <= n < b for a, b in spans))
    assert "".join(cells(text)) == (rest.replace("|", "") if is_barred(text) else rest).strip(
        " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
    )
