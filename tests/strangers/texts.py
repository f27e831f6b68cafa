"""The articles that collections are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from strangers.forms import EXAMS, folder
from strangers.words import PLACES, SURNAMES, UNITS, chinese, person

GROUPS = {
    "any": "report essay speech letter diary news law qa minutes story notice study paper list",
    "plain": "essay news story diary",
}
PERSONAL = frozenset({"essay", "story", "diary", "letter"})
PROSE = frozenset(
    {"essay", "story", "news", "speech", "report", "notice", "letter", "diary", "study"}
)
LEAST = 30  # a paragraph of so many characters is prose, and may go on


@dataclass(frozen=True, slots=True)
class Text:
    """An article: what an editor would say its title and its paragraphs are."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before its placeholders are filled."""

    kind: str
    title: str
    paragraphs: tuple[str, ...]


@cache
def _table(exam: str) -> tuple[Sequence[Draft], dict[str, Sequence[str]]]:
    found = tomllib.loads((folder(exam) / "texts.toml").read_text("utf-8"))
    drafts = [
        Draft(a["kind"], a["title"], tuple(a["text"].strip().split("\n"))) for a in found["article"]
    ]
    return drafts, found["more"]


def drafts(kinds: str = "any", exam: str = EXAMS[0]) -> Sequence[Draft]:
    """The articles of some kinds (or of a group of kinds), in the order of the table."""
    wanted = {k for kind in kinds.split() for k in GROUPS.get(kind, kind).split()}
    return [draft for draft in _table(exam)[0] if draft.kind in wanted]


@dataclass(slots=True)
class More:
    """Sentences that come in any order, each again only after all others."""

    rng: Random
    lines: Sequence[str]
    left: list[str] = field(default_factory=list)

    def next(self, count: int) -> str:
        """The next sentences."""
        if len(self.left) < count:
            self.left += self.rng.sample(list(self.lines), len(self.lines))
        out, self.left = self.left[:count], self.left[count:]
        return "".join(out)


def texts(rng: Random, kinds: str, count: int, exam: str = EXAMS[0]) -> Sequence[Text]:
    """Different articles; fewer than `count` where there are not so many of these kinds.

    One file has short articles, another longer ones.
    """
    found = list(drafts(kinds, exam))
    more = {name: More(rng, lines) for name, lines in _table(exam)[1].items()}
    longer = rng.randrange(4)
    chosen = rng.sample(found, min(count, len(found)))
    return [_filled(rng, draft, more, longer) for draft in chosen]


def _filled(rng: Random, draft: Draft, more: Mapping[str, More], longer: int) -> Text:
    number = rng.choice((3, 5, 7, 8, 11, 12, 14, 16, 18, 23))
    slots = {
        "地": rng.choice(PLACES),
        "单": rng.choice(UNITS),
        "人": person(rng),
        "姓": rng.choice(SURNAMES),
        "数": str(number) if draft.kind in ("english", "news") else chinese(number),
        "年": str(rng.randrange(2008, 2024)),
        "月": str(rng.randrange(1, 13)),
        "日": str(rng.randrange(1, 29)),
    }
    pool = more["plain" if draft.kind in PERSONAL else "office"]
    out: list[str] = []
    for text in draft.paragraphs:
        if draft.kind in PROSE and len(text) >= LEAST and text[-1] in "。！？":
            text += pool.next(rng.randrange(3))
        out.append(text.format_map(slots))
    if draft.kind in PROSE:
        for _ in range(longer):
            place = rng.randrange(len(out) // 2, len(out))
            out.insert(place, pool.next(rng.randrange(2, 5)).format_map(slots))
    return Text(draft.title.format_map(slots), tuple(out))
