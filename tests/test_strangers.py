"""Articles are found in forms that other hands wrote, who had not read the rules.

The figures of both sets of each exam never fall below their floors; see the package `strangers`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

import pytest
from strangers.figures import (
    COMBINED,
    MIXED,
    collections,
    combination,
    converted,
    dimensions,
    measure,
    table,
    without,
)
from strangers.forms import CAREFUL, DIMENSIONS, EXAMS, SETS, folder, forms, set_of
from strangers.make import make
from strangers.texts import drafts
from unseen.score import LEAST_SPAN, Figures, missed, squeezed

LEAST_FILES = 300  # in both sets
LEAST_TEXTS = {"strangers": 60, "newcomers": 40, "visitors": 30}
USUAL = "@wrap 36\n@layout gap"  # a form that the program reads without a fault


@cache
def floors(exam: str) -> Mapping[str, Mapping[str, float]]:
    """The agreed figures of each set of an exam."""
    found = tomllib.loads((folder(exam) / "floors.toml").read_text("utf-8"))
    return {name: found[name] for name in SETS}


@pytest.mark.parametrize("exam", EXAMS)
@pytest.mark.parametrize("name", SETS)
def test_each_form_is_in_the_set_that_its_hash_says(name: str, exam: str) -> None:
    every = [form for dimension in DIMENSIONS for form in forms(name, exam)[dimension]]
    assert {set_of(form) for form in every} == {name}
    assert len(every) == len(set(every))
    assert len(every) + MIXED >= LEAST_FILES / len(SETS)


@pytest.mark.parametrize("exam", EXAMS)
def test_there_are_many_different_texts(exam: str) -> None:
    every = drafts("any verse english", exam)
    assert len(every) >= LEAST_TEXTS[exam]
    assert len({draft.title for draft in every}) == len(every)


ASKED = [(exam, dimension) for exam in EXAMS for dimension in dimensions(exam)]  # newer ones: more


@pytest.mark.parametrize(("exam", "dimension"), ASKED)
@pytest.mark.parametrize("name", SETS)
def test_the_truth_stands_in_the_file(name: str, dimension: str, exam: str) -> None:
    first, second = (collections(name, dimension, exam=exam) for _ in range(2))
    for made, again in zip(first, second, strict=True):
        assert made == again
        assert 3 <= len(made.articles) <= 12, made.form
        titles = {article.title for article in made.articles}
        assert titles == {""} or len(titles) == len(made.articles), made.form
        text = squeezed(made.text)
        assert all(squeezed(line) in text for line in made.noise), made.form
        assert exam not in CAREFUL or all(line in made.text for line in made.noise), made.form
        if "@" in made.form:
            continue  # damaged: what stands in the file is not what an editor reads
        text = squeezed("".join(set_aside(made.text.split("\n"), made.noise)))
        at = 0
        for article in made.articles:
            for paragraph in map(squeezed, article.paragraphs):
                at = text.index(paragraph, at) + len(paragraph)


def set_aside(lines: Iterable[str], noise: Iterable[str]) -> Iterable[str]:
    """The lines without those of noise, and without the noise within them.

    Noise shorter than the score can see in mid-sentence must have a line of its own.
    """
    noise = set(noise)
    within = [words for words in noise if len(squeezed(words)) >= LEAST_SPAN]
    for line in lines:
        if line not in noise:
            for words in within:
                line = line.replace(words, "")
            yield line


@pytest.mark.parametrize("exam", EXAMS)
@pytest.mark.parametrize("name", SETS)
def test_figures(name: str, exam: str) -> None:
    assert missed(table(name, exam=exam)["all"], floors(exam)[name]) == {}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("exam", COMBINED)
def test_a_combined_file_has_a_head_and_noise_and_damage(name: str, exam: str) -> None:
    every = forms(name, exam)
    for n in range(MIXED):
        head, *others = combination(name, n, exam)
        damage = [form for form in others if form in every["damage"]]
        assert any(head in every[d] for d in ("number", "bare", "head"))
        assert 1 <= len(damage) <= 2
        assert 3 <= len(set(others)) - len(damage) <= 6


@pytest.mark.parametrize(
    ("options", "titled"),
    [
        ("@headless", [False, True, True, True]),
        ("@unmarked 2 4", [True, True, True, True]),
        ("@later 范文{n}：{t}", [True, True, True, True]),
        ("@other （{c}）{t}", [True, True, True, True]),
    ],
)
def test_heads_that_are_unlike_their_neighbours(options: str, titled: list[bool]) -> None:
    made = make(f"# 第{{c}}篇：{{t}}\n@count 4\n{options}", 0)
    assert [bool(article.title) for article in made.articles] == titled
    heads = [line for line in made.text.split("\n") if line.startswith("第") and "篇：" in line[:4]]
    assert len(heads) == {"@headless": 3}.get(options, 2)


@pytest.mark.parametrize("sign", ["?", "?^", "?$", "?&", "?_"])
def test_noise_that_stands_once_stands_once(sign: str) -> None:
    made = make(f"{sign} （此处仅此一回）", 0)
    assert made.noise == ["（此处仅此一回）"]
    assert made.text.count("（此处仅此一回）") == 1


def test_the_measure_sees_what_is_wrong() -> None:
    made = make(USUAL, 0)
    right = measure(made)
    assert (right.f1, right.title, right.paragraph_f1, right.lost) == (1, 1, 1, 0)
    last = made.articles.pop()
    assert measure(made).f1 < 1
    made.articles.append(replace(last, title="另一个题目"))
    assert measure(made).title < 1
    made.noise.append(last.paragraphs[-1])
    assert measure(made).left == 1
    made.articles[-1] = replace(last, paragraphs=(*last.paragraphs, "这一段谁也没有写过。"))
    assert measure(made).lost > 0
    assert Figures().f1 == 0


def test_what_is_neither_text_nor_noise_does_not_count() -> None:
    made = make(USUAL, 0)
    first = made.articles[0].paragraphs[0]
    kept = without(converted(made), [first], ()).articles[0]
    assert squeezed(first) not in kept.text
    assert kept.text
