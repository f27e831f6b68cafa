"""Personal data: what is found, what is not, and that what is hidden is hidden everywhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji.personal import ranges
from wenji.personal.numbers import find

ROWS = tomllib.loads((Path(__file__).parent / "cases/personal.toml").read_text("utf-8"))["row"]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["why"]) for row in ROWS])
def test_numbers(row: dict[str, Any]) -> None:
    assert [f"{n.sort} {n.digits}" for n in find(row["text"])] == row.get("want", [])
