"""Collections in a form, with their truth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from unseen import damage, texts
from unseen.forms import NEXT, NOISE, forms
from unseen.numbers import han, numbers
from unseen.texts import Text

_PLACEHOLDER = re.compile(r"\{([A-Za-z]+)\}")
_WRONG = re.compile(r"(?:start(?P<first>[0-9]+)|skip|twice|lost|down|wrong):")
PLAIN_MARKS = ("第{c}篇：{t}", "篇{c}：{t}", "范文{a}：{t}")
PAGE = 420  # characters on a page
END_MARK = re.compile(r"[完∎■□]|END|结束|oOo|hr")


@dataclass(slots=True)
class Made:
    """A source text, and the truth about it: articles in order, lines that are none's text."""

    form: str
    lines: list[str] = field(default_factory=list)
    articles: list[Text] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    newline: str = "\n"
    site: Mapping[str, str] = field(default_factory=dict)  # names that are one in a whole file

    @property
    def text(self) -> str:
        """The source text."""
        return self.newline.join(self.lines) + self.newline


@dataclass(frozen=True, slots=True)
class Plan:
    """The forms that one collection is made of; "" where a dimension is left plain."""

    mark: str = ""
    dimension: str = "mark"  # of the mark: it decides what the titles are
    separator: str = ""
    byline: str = ""
    decoy: str = ""
    noise: tuple[str, ...] = ()
    pages: str = ""
    damage: str = ""


def fill(form: str, *tables: Mapping[str, str]) -> str:
    """A form with its placeholders filled, by the first table that knows each."""
    return _PLACEHOLDER.sub(lambda m: next((t[m[1]] for t in tables if m[1] in t), m[0]), form)


def plan(dimension: str, form: str, turn: int) -> Plan:
    """The plan of a collection in which this form is all that is out of the ordinary."""
    mark = PLAIN_MARKS[turn % len(PLAIN_MARKS)]
    if dimension in ("mark", "irregular", "title", "bare", "shared"):
        return Plan(form, dimension)
    if dimension == "separator":
        return Plan("{t}", "separator", separator=form)
    if dimension in NOISE:
        return Plan(mark, noise=(form,))
    if dimension in ("pagenumber", "running"):
        return Plan(mark, pages=form)
    if dimension == "byline":
        return Plan(mark, byline=form)
    return Plan(mark, decoy=form) if dimension == "decoy" else Plan(mark, damage=form)


def mixed(name: str, seed: int) -> Plan:
    """A plan with several forms of a set at once."""
    random = Random(f"mixed {name} {seed}")
    table = forms(name)
    dimension = random.choice(("mark", "mark", "irregular", "title", "bare", "shared"))
    kinds = random.sample(NOISE, 3)
    return Plan(
        random.choice(table[dimension]),
        dimension,
        byline=random.choice(("", random.choice(table["byline"]))),
        decoy=random.choice(("", random.choice(table["decoy"]))),
        noise=tuple(random.choice(table[kind]) for kind in kinds),
        pages=random.choice(("", "", random.choice(table["pagenumber"]))),
        damage=random.choice(("", random.choice(table["damage"]))),
    )


def make(name: str, chosen: Plan, turn: int) -> Made:
    """The collection of a plan; other turns, other texts and other places of the noise."""
    random = Random(f"{name} {chosen} {turn}")
    count = 2 + turn % 2 * 2 + random.randint(0, 1)
    found = texts.articles(random, count)
    if chosen.dimension == "shared":
        title = random.choice(texts.SHARED)
        found = [Text(title, text.paragraphs) for text in found]
    one = texts.names(random)
    made = Made(name, site={k: one[k] for k in ("S", "url", "H", "O")})
    if turn % 2 and chosen.dimension in ("mark", "irregular", "title") and not chosen.damage:
        made.lines.append(f"{random.choice(texts.SPOTS)}材料汇编（{han(count)}篇）")
    order = _order(chosen.mark, count)
    variants = _WRONG.sub("", chosen.mark, count=1).split(NEXT)
    spots = random.sample(texts.SPOTS, count)
    blocks: list[str] = []
    for k, text in enumerate(found):
        names = {**texts.names(random), **made.site, "p": spots[k]}
        form = variants[k % len(variants)]
        counted = numbers(order[k], max(order)) if order[k] else {}
        head = fill(form, {"t": text.title, "s": text.title}, counted, names)
        if not order[k]:
            head = text.title
        _head(made, blocks, chosen, head, k)
        if chosen.byline:
            line = fill(chosen.byline, names)
            blocks.append(line)
            made.noise.append(line)
        body = list(text.paragraphs)
        if chosen.decoy:
            body[2:2] = fill(chosen.decoy, names).split(NEXT)
        blocks += _with_noise(made, random, chosen, body, k, turn)
        made.articles.append(Text(text.title, tuple(body)))
    if chosen.separator and END_MARK.search(chosen.separator):
        blocks.append(chosen.separator)
        made.noise.append(chosen.separator)
    if turn % 2 and chosen.noise:
        blocks += _noise(made, random, chosen.noise[0])
    if chosen.pages:
        blocks = _paged(made, chosen.pages, blocks, turn)
    made.lines += blocks
    if chosen.damage:
        kinds = [p for text in made.articles for p in text.paragraphs]
        made.lines, made.newline = damage.damaged(random, chosen.damage, made.lines, set(kinds))
    return made


def _order(mark: str, count: int) -> Sequence[int]:
    """The numbers of the articles; 0: this one has none."""
    word = _WRONG.match(mark)
    regular = list(range(1, count + 1))
    if word is None:
        return regular
    if word["first"]:
        return [n + int(word["first"]) - 1 for n in regular]
    wrong = {
        "skip": [n + (n > 1) for n in regular],
        "twice": [n - (n > 2) for n in regular],
        "lost": [0 if n == 2 and count > 2 else n for n in regular],
        "down": regular[::-1],
        "wrong": [1 if n == count else n for n in regular],
    }
    return wrong[word[0][:-1]]


def _head(made: Made, blocks: list[str], chosen: Plan, head: str, k: int) -> None:
    """The lines that begin article `k`."""
    if k and chosen.separator:
        blocks += chosen.separator.split("\n")
        if chosen.separator.strip():
            made.noise.append(chosen.separator)
    blocks += head.split("\n")


def _noise(made: Made, random: Random, form: str) -> list[str]:
    """The lines of one piece of noise."""
    lines = [fill(line, made.site, texts.names(random)) for line in form.split(NEXT)]
    made.noise += [line for line in lines if line.strip()]
    return lines


def _with_noise(
    made: Made, random: Random, chosen: Plan, body: Sequence[str], k: int, turn: int
) -> list[str]:
    """An article's paragraphs with noise: at the end of each, or in the midst of the second."""
    out = list(body)
    for n, form in enumerate(chosen.noise):
        if (n + turn) % 2 == 0:
            out += _noise(made, random, form)
        elif k == 1:
            at = random.randint(1, len(out) - 1)
            out[at:at] = _noise(made, random, form)
    return out


def _paged(made: Made, form: str, blocks: Sequence[str], turn: int) -> list[str]:
    """The lines cut into pages: between paragraphs, or in the midst of sentences."""
    out: list[str] = []
    room, page = PAGE, 1
    total = 1 + sum(map(len, blocks)) // PAGE

    def turn_page() -> list[str]:
        nonlocal page
        lines = fill(form, numbers(min(page, 20), total), made.site).split(NEXT)
        made.noise.extend(lines)
        page += 1
        return lines

    for block in blocks:
        while turn % 2 == 0 and len(block) > room > 20:
            out += [block[:room], *turn_page()]
            block, room = block[room:], PAGE
        out.append(block)
        room -= len(block)
        if room <= 20:
            out += turn_page()
            room = PAGE
    return [*out, *turn_page()]
