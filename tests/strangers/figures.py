"""How far what the program makes of the strangers' collections is from their truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, cast

from unseen.score import LEAST_SPAN, Figures, score, squeezed

from strangers.forms import DIMENSIONS, EXAMS, forms
from strangers.make import Made, make, mixed
from wenji.convert import convert_text

if TYPE_CHECKING:
    from unseen.layout import Made as Theirs

    from wenji.model import Source

HEADS = ("number", "bare", "head", "border", "contents")  # of these a mixed file takes one
BLANK = ("bare", "border")
MIXED = 60  # collections of several forms in each set


def collections(name: str, dimension: str, turns: int = 1, exam: str = EXAMS[0]) -> Iterable[Made]:
    """The collections of one dimension of a set of an exam, `turns` for each form."""
    if dimension != "mixed":
        for form in forms(name, exam)[dimension]:
            yield from (make(form, turn, exam) for turn in range(turns))
        return
    for n in range(MIXED * turns):
        yield mixed(mixture(name, n, exam), n, exam)


def mixture(name: str, n: int, exam: str = EXAMS[0]) -> list[str]:
    """The forms of a mixed collection: a head, noise of two sorts, every other time damage."""
    rng = Random(f"{name} {n}")
    every = forms(name, exam)
    dimensions = [rng.choice(HEADS), "lines", rng.choice(("inside", "pages", "lines"))]
    parts = [rng.choice(every[dimension]) for dimension in dimensions]
    if n % 2 and dimensions[0] not in BLANK:  # nothing else would tell their heads
        apart = ("# ", "@left", "@right")  # heads of their own, signs that cut noise in two
        fitting = [f for f in every["damage"] if not any(sign in f for sign in apart)]
        parts.append(rng.choice(fitting))
    return parts


def converted(made: Made) -> Source:
    """What the program makes of a collection."""
    return convert_text("0" * 12, "strangers.txt", made.text, "utf-8")


def measure(made: Made) -> Figures:
    """The figures of what the program makes of a collection.

    Noise that is left counts as noise alone: paragraphs and characters are compared without
    it, since `score` tells a paragraph's end by the number of characters before it.
    """
    source = converted(made)
    figures = score(cast("Theirs", made), without(source, made.about, made.noise))
    with_noise = score(cast("Theirs", made), without(source, made.about, ()))
    return replace(figures, noise_left=with_noise.noise_left)


def without(source: Source, about: Iterable[str], noise: Iterable[str]) -> Source:
    """A source whose articles show no line of `about` and of `noise`, and no noise in a line."""
    parts = sorted(set(map(squeezed, noise)), key=len, reverse=True)
    lines = {*map(squeezed, about), *parts, ""}
    articles = []
    for article in source.articles:
        kept = []
        for paragraph in article.paragraphs:
            text = squeezed(paragraph.text)
            for part in parts:
                if len(part) >= LEAST_SPAN:
                    text = text.replace(part, "")
            if text not in lines:
                kept.append(replace(paragraph, text=text))
        text = "\n".join(p.text for p in kept)
        articles.append(replace(article, paragraphs=tuple(kept), text=text))
    return replace(source, articles=tuple(articles))


def table(name: str, turns: int = 1, part: int = 1, exam: str = EXAMS[0]) -> dict[str, Figures]:
    """The figures of a set by dimension, and of all; of every `part`th collection alone."""
    out = {dimension: Figures() for dimension in (*DIMENSIONS, "mixed", "all")}
    for dimension in (*DIMENSIONS, "mixed"):
        for i, made in enumerate(collections(name, dimension, turns, exam)):
            if i % part == 0:
                out[dimension].add(measure(made))
        out["all"].add(out[dimension])
    return out
