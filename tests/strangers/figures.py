"""How far what the program makes of the strangers' collections is from their truth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, cast

from unseen.score import LEAST_SPAN, Figures, noise_left, score, squeezed

from strangers.forms import DIMENSIONS, EXAMS, forms
from strangers.make import Made, make, mixed
from strangers.template import parse
from wenji.convert import convert_text

if TYPE_CHECKING:
    from unseen.layout import Made as Theirs

    from wenji.model import Source

HEADS = ("number", "bare", "head", "border", "contents")  # of these a mixed file takes one
BLANK = ("bare", "border")
MIXED = 60  # collections of several forms in each set
COMBINED = ("visitors",)  # exams that also have as many files with all at once
LONE = re.compile(r"(?m)^# (?:\{t\})?$")  # a head that empty lines alone tell, or two lines
WRAPS = frozenset(("wrap", "loose"))


def collections(name: str, dimension: str, turns: int = 1, exam: str = EXAMS[0]) -> Iterable[Made]:
    """The collections of one dimension of a set of an exam, `turns` for each form."""
    if dimension not in ("mixed", "combined"):
        for form in forms(name, exam)[dimension]:
            yield from (make(form, turn, exam) for turn in range(turns))
        return
    for n in range(MIXED * turns):
        parts = mixture if dimension == "mixed" else combination
        yield mixed(parts(name, n, exam), n, exam)


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


def combination(name: str, n: int, exam: str) -> list[str]:
    """The forms of a whole messy file: a head, noise of three to six sorts, damage of one or two.

    A head that nothing but its place tells goes with no damage to places: no editor could tell it.
    """
    rng = Random(f"combined {name} {n}")
    every = forms(name, exam)
    head = rng.choice(every[rng.choice(("number", "number", "bare", "head"))])
    noise = [form for d in ("lines", "inside", "pages") for form in every[d]]
    noise = rng.sample([form for form in noise if "@" not in form], rng.randrange(3, 7))
    kept: list[str] = []
    for form in rng.sample(every["damage"], len(every["damage"])):
        options = {*parse("\n".join([head, *kept])).options}
        own = parse(form)
        apart = own.headed or {"left", "right", "joined", "apart", "run", "glued"} & {*own.options}
        clash = options & ({*own.options} - {"layout"}) or (
            WRAPS & options and WRAPS & {*own.options}
        )
        if not apart and not clash and not (LONE.search(head) and WRAPS & {*own.options}):
            kept.append(form)
        if len(kept) == 1 + n % 2:
            break
    return [head, *noise, *kept]


def dimensions(exam: str) -> Sequence[str]:
    """What an exam has figures of: its dimensions, and its files of several forms."""
    return (*DIMENSIONS, "mixed", *(("combined",) if exam in COMBINED else ()))


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
    left = noise_left(made.noise, without(source, made.about, ()))
    return replace(figures, noise_left=left)


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
                kept.append(paragraph._replace(text=text))
        text = "\n".join(p.text for p in kept)
        articles.append(replace(article, paragraphs=tuple(kept), text=text))
    return replace(source, articles=tuple(articles))


def table(name: str, turns: int = 1, part: int = 1, exam: str = EXAMS[0]) -> dict[str, Figures]:
    """The figures of a set by dimension, and of all; of every `part`th collection alone."""
    out = {dimension: Figures() for dimension in (*dimensions(exam), "all")}
    for dimension in dimensions(exam):
        for i, made in enumerate(collections(name, dimension, turns, exam)):
            if i % part == 0:
                out[dimension].add(measure(made))
        out["all"].add(out[dimension])
    return out
