"""Articles are found in forms that nobody had looked at when the rules were written.

The figures of both sets never fall below their floors; see the package `unseen`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from unseen.forms import DIMENSIONS, SETS, forms, set_of
from unseen.layout import make, plan
from unseen.score import Figures, measure, missed, table

LEAST_FORMS = 450  # in each set
_CHECKED = re.compile("[\u4e00-\u9fff]")


@cache
def floors() -> Mapping[str, Mapping[str, float]]:
    """The agreed figures of each set."""
    found = tomllib.loads((Path(__file__).parent / "unseen" / "floors.toml").read_text("utf-8"))
    return {name: found[name] for name in SETS}


@pytest.mark.parametrize("name", SETS)
def test_each_form_is_in_the_set_that_its_hash_says(name: str) -> None:
    every = [form for dimension in DIMENSIONS for form in forms(name)[dimension]]
    assert {set_of(form) for form in every} == {name}
    assert len(every) >= LEAST_FORMS


def test_a_collection_is_made_the_same_each_time() -> None:
    for dimension in DIMENSIONS:
        form = forms("seen")[dimension][0]
        once, again = (make(form, plan(dimension, form, 1), 1) for _ in range(2))
        assert once == again
        assert _CHECKED.search(once.text)


@pytest.mark.parametrize("name", SETS)
def test_figures(name: str) -> None:
    assert missed(table(name, turns=1)["all"], floors()[name]) == {}


def test_the_score_sees_what_is_wrong() -> None:
    form = "第{c}篇：{t}"
    made = make(form, plan("mark", form, 1), 1)
    right = measure(made)
    assert (right.f1, right.title, right.paragraph_f1, right.lost) == (1, 1, 1, 0)
    made.articles = made.articles[:1]
    assert measure(made).f1 < 1
    assert Figures().f1 == 0
