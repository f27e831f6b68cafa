"""How far what the program makes of a collection is from the truth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from unseen.forms import DIMENSIONS, forms
from unseen.layout import Made, make, mixed, plan
from wenji.convert import convert_text
from wenji.lines import only_words as fold_title
from wenji.model import Source

SAME = 0.8  # share of its grams that an article must have in common with another to be it
GRAM, SHORT_GRAM = 8, 4
LONGER = 4  # a title may have so many characters more: 三月护渠工作总结
NEAR = 3  # a paragraph's end may be off by so many characters
LEAST_SPAN = 6  # shorter noise counts as left only where it is a whole paragraph
TURNS = 2  # collections for each form
MIXED = 60  # collections with many forms at once
KEPT = 10_000  # texts that are known squeezed: truth and noise are asked for several times
_FOLDED = str.maketrans(",.:;()!?", "，。：；（）！？")


@dataclass(slots=True)
class Figures:
    """Sums over collections; the properties are the figures."""

    files: int = 0
    f1_sum: float = 0.0
    titles: int = 0
    titles_right: int = 0
    noise: int = 0
    noise_left: int = 0
    chars: int = 0
    chars_lost: int = 0
    ends: int = 0
    ends_ours: int = 0
    ends_right: int = 0

    def add(self, other: Figures) -> None:
        """Count what another sum has counted."""
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))

    @property
    def f1(self) -> float:
        """Mean over the collections of the articles' F1."""
        return self.f1_sum / max(1, self.files)

    @property
    def title(self) -> float:
        """Share of the titles, of articles found, that are right."""
        return self.titles_right / max(1, self.titles)

    @property
    def left(self) -> float:
        """Share of the noise that an article still shows."""
        return self.noise_left / max(1, self.noise)

    @property
    def lost(self) -> float:
        """Share of the articles' characters that no article of ours holds."""
        return self.chars_lost / max(1, self.chars)

    @property
    def paragraph_f1(self) -> float:
        """F1 of the paragraphs' ends."""
        return 2 * min(self.ends_right, self.ends) / max(1, self.ends + self.ends_ours)


def missed(figures: Figures, agreed: Mapping[str, float]) -> dict[str, float]:
    """The figures that lie below their floors."""
    reached = {
        "f1": figures.f1,
        "titles": figures.title,
        "paragraph_f1": figures.paragraph_f1,
        "noise_gone": 1 - figures.left,
        "chars_kept": 1 - figures.lost,
    }
    return {name: value for name, value in reached.items() if value < agreed[name]}


@lru_cache(maxsize=KEPT)
def squeezed(text: str) -> str:
    """The text without white space and without differences of form: quotation marks, widths."""
    text = unicodedata.normalize("NFKC", re.sub("[“”「」]", '"', text))
    return re.sub(r"\s", "", text).translate(_FOLDED)


def grams(text: str, n: int) -> set[str]:
    """The stretches of `n` characters in a text."""
    return {text[i : i + n] for i in range(max(1, len(text) - n + 1))}


def score(made: Made, source: Source) -> Figures:
    """The figures of one collection."""
    true = [squeezed("".join(a.paragraphs)) for a in made.articles]
    ours = [squeezed(a.text) for a in source.articles]
    pairs = dict(_pairs(true, ours))
    figures = Figures(files=1, f1_sum=2 * len(pairs) / max(1, len(true) + len(ours)))
    for i, j in pairs.items():
        figures.titles += 1
        given, title = (
            fold_title(source.articles[j].given_title),
            fold_title(made.articles[i].title),
        )
        figures.titles_right += title in given and len(given) <= len(title) + LONGER
        ends = _ends(made.articles[i].paragraphs)
        found = _ends([p.text for p in source.articles[j].paragraphs])
        figures.ends += len(ends)
        figures.ends_ours += len(found)
        figures.ends_right += sum(any(e + d in ends for d in range(-NEAR, NEAR + 1)) for e in found)
    figures.noise = len(made.noise)
    figures.noise_left = noise_left(made.noise, source)
    held = grams("".join(ours), SHORT_GRAM)
    for text in true:
        figures.chars += len(text)
        figures.chars_lost += sum(g not in held for g in grams(text, SHORT_GRAM))
    return figures


def noise_left(noise: Iterable[str], source: Source) -> int:
    """How many lines of noise still stand in the articles, as a paragraph or within one."""
    everything = "".join(squeezed(a.text) for a in source.articles)
    whole = {squeezed(p.text) for a in source.articles for p in a.paragraphs}
    return sum(
        line in whole or (len(line) >= LEAST_SPAN and line in everything)
        for line in map(squeezed, noise)
    )


def _pairs(true: Sequence[str], ours: Sequence[str]) -> Iterable[tuple[int, int]]:
    sets = [grams(text, GRAM) for text in ours]
    used: set[int] = set()
    for i, text in enumerate(true):
        wanted = grams(text, GRAM)
        for j, found in enumerate(sets):
            common = len(wanted & found)
            if j not in used and common >= SAME * len(wanted) and common >= SAME * len(found):
                used.add(j)
                yield i, j
                break


def _ends(paragraphs: Iterable[str]) -> set[int]:
    at, out = 0, set()
    for text in paragraphs:
        at += len(squeezed(text))
        out.add(at)
    return out


def collections(name: str, dimension: str, turns: int = TURNS) -> Iterable[Made]:
    """The collections of one dimension of a set."""
    if dimension == "mixed":
        yield from (make(f"mixed {n}", mixed(name, n), n) for n in range(MIXED // TURNS * turns))
        return
    for form in forms(name)[dimension]:
        yield from (make(form, plan(dimension, form, turn), turn) for turn in range(turns))


def measure(made: Made) -> Figures:
    """The figures of what the program makes of a collection."""
    return score(made, convert_text("0" * 12, "unseen.txt", made.text, "utf-8"))


def table(name: str, turns: int = TURNS) -> dict[str, Figures]:
    """The figures of a set by dimension, and of all together."""
    out = {dimension: Figures() for dimension in (*DIMENSIONS, "mixed", "all")}
    for dimension in (*DIMENSIONS, "mixed"):
        for made in collections(name, dimension, turns):
            out[dimension].add(measure(made))
        out["all"].add(out[dimension])
    return out
