"""Rows of tests/cases: what each rule must do, and what it must leave alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from wenji.clean import clean_lines, clean_words
from wenji.convert import convert_text
from wenji.draft import Draft
from wenji.facts import is_fact_line
from wenji.facts.said import Line
from wenji.facts.stated import of_fact_line
from wenji.file_names import title_from
from wenji.marks import mark_in
from wenji.numbering import label_at
from wenji.outline import outline
from wenji.sentences import ended

Row: TypeAlias = Mapping[str, Any]

CASES = Path(__file__).parent / "cases"
_FILLER = re.compile(r"<(prose|more|bread|birds|clocks|lights)>")


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((CASES / name).read_text("utf-8"))


def _rows(name: str, kind: str = "row") -> list[Any]:
    """The rows of a table as parameters, each named by its `why`."""
    return [pytest.param(row, id=row["why"]) for row in _table(name)[kind]]


def _filled(name: str, text: str) -> str:
    return _FILLER.sub(lambda m: str(_table(name)[m[1]]), text)


@pytest.mark.parametrize("row", _rows("cleaning.toml"))
def test_cleaning(row: Row) -> None:
    source = _filled("cleaning.toml", row["text"])
    wanted = source if row.get("same") else _filled("cleaning.toml", row["want"])
    assert clean_words(clean_lines(Draft.of(source))).text == wanted.removeprefix("\n")


@pytest.mark.parametrize("row", _rows("cleaning.toml"))
def test_what_is_clean_stays_as_it_is(row: Row) -> None:
    wanted = row["text"] if row.get("same") else row["want"]
    clean = _filled("cleaning.toml", wanted).removeprefix("\n")
    assert clean_words(clean_lines(Draft.of(clean))).text == clean


@pytest.mark.parametrize("row", _rows("lines.toml", "mark"))
def test_marks(row: Row) -> None:
    mark = mark_in(row["line"])
    assert (mark and [mark.form, mark.value, mark.title]) == row.get("is")


@pytest.mark.parametrize("row", _rows("lines.toml", "label"))
def test_labels(row: Row) -> None:
    label = label_at(row["line"])
    assert (label and [label.style, label.value, label.length]) == row.get("is")


@pytest.mark.parametrize("row", _rows("lines.toml", "file_name"))
def test_titles_from_file_names(row: Row) -> None:
    assert title_from(row["line"], row["text"]) == row.get("is", "")


@pytest.mark.parametrize("row", _rows("lines.toml", "fact"))
def test_facts(row: Row) -> None:
    assert is_fact_line(row["line"]) == ("is" in row)
    if "is" in row:
        found = {said.kind: said.value for said in of_fact_line(Line(0, row["line"]))}
        assert found == row["is"]


@pytest.mark.parametrize("row", _rows("lines.toml", "end"))
def test_sentence_ends(row: Row) -> None:
    assert ended(row["line"]) is row.get("is", False)


@pytest.mark.parametrize("row", _rows("outline.toml"))
def test_outline(row: Row) -> None:
    found = outline([_filled("outline.toml", p) for p in row["paragraphs"]])
    assert list(found.kinds) == row["kinds"]
    assert list(found.leads) == row.get("leads", [0] * len(row["kinds"]))


@pytest.mark.parametrize("row", _rows("split.toml"))
def test_split(row: Row) -> None:
    source = convert_text("0" * 12, "a.txt", _filled("split.toml", row["text"]), "utf-8")
    assert [[a.given_title, len(a.paragraphs)] for a in source.articles] == row["articles"]


def test_the_tables_hold_as_many_rows_that_must_not_change() -> None:
    kept = changed = 0
    for name, key in (("cleaning.toml", "row"), *(("lines.toml", k) for k in _table("lines.toml"))):
        for row in _table(name)[key]:
            quiet = bool(row.get("same") or row.get("none"))
            kept += quiet
            changed += not quiet
    assert kept + changed >= 120
    assert kept >= 0.4 * (kept + changed)
