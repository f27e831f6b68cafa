"""Passages that stand in several articles which are otherwise different.

`relate` tells pairs of places; here places that mean the same passage come together. Copies of
one article share everything with each other: that is told on their pages and is no passage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenji.fold import fold
from wenji.model import Article, ArticleId, Shared
from wenji.study.places import Place

MOST = 120
PLACES = 6  # articles named for one passage
SHOWN = 110  # characters of a passage that are shown
LONGEST = 40  # passages of an article that are looked at, the longest first
_OVERLAP = 0.6  # two places of an article that overlap by this share of the shorter are one

_HAN = re.compile(r"[\u3400-\u9fff]")
_STOP = re.compile(r"[。！？；]”?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: as its first article has it, its whole length, and where it stands.

    `shared` counts articles, copies of one once; `spots` are the first of them.
    """

    text: str
    chars: int
    shared: int
    spots: tuple[Place, ...]


def passages(articles: Sequence[Article]) -> tuple[Passage, ...]:
    """The passages of `articles`, those of most articles first, at most `MOST`."""
    known = {a.id: a for a in articles}
    groups = _Groups()
    for article in articles:
        for shared in _own(article):
            here = groups.node(article.id, shared.start, shared.end)
            there = groups.node(shared.article, shared.other_start, shared.other_end)
            groups.join(here, there)
    order = {name: n for n, name in enumerate(known)}
    found = [_passage(spans, known, order) for spans in groups.found()]
    told = [p for p in found if p is not None]
    return tuple(sorted(told, key=lambda p: (-p.shared, -p.chars))[:MOST])


def _own(article: Article) -> list[Shared]:
    """The longest passages that an article shares with others that are no copies of it."""
    copies = {d.article for d in article.duplicates}
    own = [s for s in article.shared if s.article not in copies]
    return sorted(own, key=lambda s: (s.start - s.end, s.start, s.article))[:LONGEST]


class _Groups:
    """Places that are joined: union and find; places of an article that overlap are one."""

    def __init__(self) -> None:
        self.spans: list[tuple[ArticleId, int, int]] = []
        self.parent: list[int] = []
        self.of: dict[ArticleId, list[int]] = defaultdict(list)

    def node(self, article: ArticleId, start: int, end: int) -> int:
        for number in self.of[article]:
            _, a, b = self.spans[number]
            common = min(b, end) - max(a, start)
            if common >= _OVERLAP * min(b - a, end - start):
                return number
        self.spans.append((article, start, end))
        self.parent.append(len(self.parent))
        self.of[article].append(len(self.parent) - 1)
        return len(self.parent) - 1

    def root(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        self.parent[b] = a

    def found(self) -> Iterator[list[tuple[ArticleId, int, int]]]:
        groups: dict[int, list[tuple[ArticleId, int, int]]] = defaultdict(list)
        for number, span in enumerate(self.spans):
            groups[self.root(number)].append(span)
        yield from groups.values()


def _passage(
    spans: Sequence[tuple[ArticleId, int, int]],
    known: dict[ArticleId, Article],
    order: dict[ArticleId, int],
) -> Passage | None:
    spots: list[Place] = []
    seen: set[ArticleId] = set()
    text = ""
    for name, start, end in sorted(spans, key=lambda s: (order[s[0]], s[1])):
        if name not in seen:
            article = known[name]
            number, words = words_at(article, start, end)
            text = text or words
            spots.append(Place(article, number))
            seen |= {name, *(d.article for d in article.duplicates)}
    if len(spots) < 2 or 2 * len(_HAN.findall(text)) < len(text):
        return None  # a passage of Latin letters is the head of a journal
    return Passage(excerpt(text), len(fold(text)), len(spots), tuple(spots[:PLACES]))


def words_at(article: Article, start: int, end: int) -> tuple[int, str]:
    """The paragraph in which a passage begins, and its words; places are those of the source.

    Where cleaning has changed a paragraph, its words are found in proportion.
    """
    first, words = -1, []
    for number, p in enumerate(article.paragraphs):
        low, high = max(p.start, start), min(p.end, end)
        if low >= high:
            continue
        scale = len(p.text) / max(p.end - p.start, 1)
        first = number if first < 0 else first
        words.append(p.text[round((low - p.start) * scale) : round((high - p.start) * scale)])
    return max(first, 0), "\n".join(words)


def excerpt(text: str, most: int = SHOWN) -> str:
    """The beginning of a passage that starts in the middle of a sentence, cut at sentences.

    >>> excerpt("情况。第一句话说清楚。第二句话也说清楚。", 12)
    '第一句话说清楚。'
    """
    begin = _STOP.search(text[: len(text) // 3])
    text = " ".join(text[begin.end() if begin else 0 :].split())
    if len(text) <= most:
        return text
    stops = [m.end() for m in _STOP.finditer(text[:most])]
    return text[: stops[-1]] if stops and stops[-1] > most // 3 else text[:most] + "……"
