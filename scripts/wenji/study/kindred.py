"""Articles that go on with what an article is about, and the terms that they have in common.

Two articles are the more akin the more telling words they share (the cosine of their weighted
words). Only words that stand in at most `MOST_HOLDERS` articles bring two together: what stands
in more relates everything to everything. That also bounds the work: each article meets at most
`STRONGEST` × `MOST_HOLDERS` others, so the time grows with the articles, not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wenji.model import Article, ArticleId
from wenji.study.general import is_general
from wenji.study.glossary import MIN_AGAIN, weights
from wenji.study.lexicon import Floats, Ints, Lexicon

STRONGEST = 24
"""Words of an article that are followed, the most telling first."""

MOST_HOLDERS = 48
"""A word that more articles hold leads nowhere in particular; in a small collection, half of it."""

LEAST_KINSHIP = 0.12
"""Cosine below which two articles merely use the same language; read off the development texts."""

SAME_THEME = 1.25
"""How much nearer two articles are that have the same first theme."""

LEAST_WORDS = 2
SHOWN = 4
REASONS = 3
_BLOCK = 256  # articles that are compared at a time: bounds memory


@dataclass(frozen=True, slots=True)
class Kin:
    """A kindred article, and the terms in common that say most."""

    article: Article
    terms: tuple[str, ...]


def kindred(articles: Sequence[Article], words: Lexicon) -> dict[ArticleId, tuple[Kin, ...]]:
    """The articles most akin to each, nearest first, at most `SHOWN`; none that says the same.

    Every article has an entry. The order of equals is that of the collection.
    """
    found: dict[ArticleId, tuple[Kin, ...]] = {a.id: () for a in articles}
    rows, ids, told = _strongest(words)
    if not len(rows):
        return found
    themes = [a.themes[0].id if a.themes else "" for a in articles]
    length = np.sqrt(np.bincount(rows, told**2, words.size))
    told = np.round(told / np.maximum(length[rows], 1e-9), 9)
    for block in _pairs(rows, ids, told, words.size):
        for one, others, kinship, shared in block:
            article = articles[one]
            same = {d.article for d in article.duplicates} | {article.id}
            ranked = sorted(
                (-k * (SAME_THEME if themes[one] and themes[o] == themes[one] else 1), o)
                for o, k, n in zip(others, kinship, shared, strict=True)
                if k >= LEAST_KINSHIP and n >= LEAST_WORDS and articles[o].id not in same
            )
            found[article.id] = tuple(_told(articles, ranked, same))
    return _with_reasons(found, articles, words, rows, ids, told)


def _told(
    articles: Sequence[Article], ranked: Sequence[tuple[float, int]], same: set[ArticleId]
) -> Iterator[Kin]:
    """The first of `ranked`; of articles that say the same, one."""
    seen = set(same)
    count = 0
    for _, other in ranked:
        article = articles[other]
        if count < SHOWN and article.id not in seen:
            seen |= {article.id, *(d.article for d in article.duplicates)}
            count += 1
            yield Kin(article, ())


def _strongest(words: Lexicon) -> tuple[Ints, Ints, Floats]:
    """Article, word and weight of the words that are followed, by article."""
    spread = words.spread
    most = min(MOST_HOLDERS, max(2, words.size // 2))
    again = np.bincount(words.ids, words.counts > 1, len(words.words))
    general = np.array([is_general(w) for w in words.words], dtype=np.bool_)
    leads = (spread >= 2) & (spread <= most) & (again >= MIN_AGAIN * spread) & ~general
    kept = leads[words.ids]
    rows, ids, told = words.rows[kept], words.ids[kept], weights(words)[kept]
    order = np.lexsort((ids, -told, rows))
    rows, ids, told = rows[order], ids[order], told[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    first = place < STRONGEST
    return rows[first], ids[first], told[first]


def _pairs(
    rows: Ints, ids: Ints, told: Floats, size: int
) -> Iterator[list[tuple[int, list[int], list[float], list[int]]]]:
    """For blocks of articles: the article, the others it meets, kinship, words in common."""
    by_word = np.argsort(ids, kind="stable")
    word, holder, weight = ids[by_word], rows[by_word], told[by_word]
    low, high = np.searchsorted(word, ids), np.searchsorted(word, ids, side="right")
    for begin in range(0, size, _BLOCK):
        cells = slice(*np.searchsorted(rows, (begin, begin + _BLOCK)))
        number = (high - low)[cells]
        total = int(number.sum())
        if not total:
            continue
        offset = np.arange(total) - np.repeat(np.cumsum(number) - number, number)
        met = np.repeat(low[cells], number) + offset
        keys = np.repeat(rows[cells], number) * size + holder[met]
        pairs, of = np.unique(keys, return_inverse=True)
        kinship = np.round(np.bincount(of, np.repeat(told[cells], number) * weight[met]), 9)
        shared = np.bincount(of)
        one, other = pairs // size, pairs % size
        cuts = np.flatnonzero(np.diff(one, prepend=-1)).tolist()
        yield [
            (int(one[a]), other[a:b].tolist(), kinship[a:b].tolist(), shared[a:b].tolist())
            for a, b in zip(cuts, [*cuts[1:], len(one)], strict=True)
        ]


def _with_reasons(
    found: dict[ArticleId, tuple[Kin, ...]],
    articles: Sequence[Article],
    words: Lexicon,
    rows: Ints,
    ids: Ints,
    told: Floats,
) -> dict[ArticleId, tuple[Kin, ...]]:
    """The same with the terms that each pair has in common, none part of another."""
    bounds = np.searchsorted(rows, np.arange(words.size + 1)).tolist()
    own = [
        dict(zip(ids[a:b].tolist(), told[a:b].tolist(), strict=True)) for a, b in pairwise(bounds)
    ]
    place = {a.id: row for row, a in enumerate(articles)}

    def reasons(one: dict[int, float], other: dict[int, float]) -> Iterator[str]:
        common = sorted(one.keys() & other.keys(), key=lambda w: (-one[w] * other[w], w))
        chosen: list[str] = []
        for word in (words.words[i] for i in common):
            if len(chosen) < REASONS and not any(word in c or c in word for c in chosen):
                chosen.append(word)
                yield word

    return {
        name: tuple(
            Kin(k.article, tuple(reasons(own[place[name]], own[place[k.article.id]]))) for k in kin
        )
        for name, kin in found.items()
    }
