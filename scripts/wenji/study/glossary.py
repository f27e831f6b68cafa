"""The collection's own terms, as the index at the end of a book has them.

A term gets an entry when the editor chose it as a theme's keyword, or when it stands out by
itself, which is more than to recur:

- It stands in two articles or more, but not in most.
- What is written about is said again: of the articles that hold it, `MIN_AGAIN` say it twice or
  more. General words (推出, 注意, 发现) turn up once and are not repeated.
- A string of two or three characters stands in a title or heading, for short strings recur by
  chance; one of three is no common word with a stray character before or after it (业公司).
- It counts nothing (亿美元, 一家) and is no general word (`is_general`).

A collection has about as many entries as a book of its size would: `PER_ROOT` times the square
root of its articles (the editor's words aside), so that it stays readable however large the
collection grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenji.classify.proposal import NAME_LENGTHS
from wenji.model import Article
from wenji.search.suggestions import syllables
from wenji.study.general import is_general
from wenji.study.lexicon import Floats, Lexicon

PER_ROOT, FEWEST, MOST = 12, 24, 1200
MAX_SHARE = 0.35
"""A word that nobody chose and that stands in more of the articles than this says little."""

SHOWN = 6
"""Articles named in an entry; the search finds the others."""

MIN_AGAIN = 0.4
"""Share of a term's articles that repeat it."""

STRAY = 4
"""A part so many times as frequent as the whole is the word; the rest of the whole is chance."""

SMALL = 60
"""In a collection of more articles a word must stand in three of them, not two."""

NAMED_BONUS = 0.5
"""How much more a term counts for each title or heading with it, up to `NAMED_MOST`."""

NAMED_MOST = 4

OTHER = "0"  # the letter of terms that begin with none


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, how it is said (pinyin) and how much it tells of the collection; in how many
    articles it stands, and where most often (article, times)."""

    term: str
    said: str
    value: float
    spread: int
    articles: tuple[tuple[Article, int], ...]

    @property
    def letter(self) -> str:
        """Where the term stands in the index: the first letter of its pinyin, `0` for none."""
        first = self.said[:1]
        return first if first.isascii() and first.isalpha() else OTHER


def weights(words: Lexicon) -> Floats:
    """How much each entry of the lexicon tells: how often, how rare, how well it reads."""
    rarity = np.log(1 + words.size / np.maximum(words.spread, 1))
    reads = np.array([NAME_LENGTHS.get(len(w), 0.8) for w in words.words])
    told: Floats = np.round(np.log1p(words.counts) * (rarity * reads)[words.ids], 9)
    return told


def glossary(articles: Sequence[Article], words: Lexicon) -> tuple[Entry, ...]:
    """The entries, in the order of the alphabet (pinyin)."""
    bonus = 1 + NAMED_BONUS * np.minimum(words.named, NAMED_MOST)
    value = np.bincount(words.ids, weights(words), len(words.words)) * bonus
    chosen = np.array([w in words.chosen for w in words.words], dtype=np.bool_)
    sound = _sound(words)
    limit = min(MOST, max(2 * FEWEST, round(PER_ROOT * words.size**0.5)))
    own = np.lexsort((np.arange(len(value)), -value, ~chosen))[: min(MOST, int(chosen.sum()))]
    room = max(FEWEST, limit - len(own))
    order = np.lexsort((np.arange(len(value)), -value, ~(sound & ~chosen)))
    taken = [*own.tolist(), *order[: min(room, int((sound & ~chosen).sum()))].tolist()]
    bounds = np.searchsorted(words.ids, np.arange(len(words.words) + 1))
    entries = [_entry(i, float(value[i]), words, articles, bounds) for i in taken]
    return tuple(sorted(entries, key=lambda e: (e.letter == OTHER, e.said, e.term)))


def _sound(words: Lexicon) -> npt.NDArray[np.bool_]:
    """Which words stand out by themselves."""
    spread = words.spread
    again = np.bincount(words.ids, words.counts > 1, len(words.words))
    total = dict(
        zip(words.words, np.bincount(words.ids, words.counts, len(words.words)), strict=True)
    )
    stray = [
        len(w) == 3 and max(total.get(w[1:], 0), total.get(w[:2], 0)) >= STRAY * total[w]
        for w in words.words
    ]
    short = np.array([len(w) < 4 for w in words.words], dtype=np.bool_)
    empty = [is_general(w) for w in words.words]
    least = 1 if words.size == 1 else 2 if words.size <= SMALL else 3
    sound = (spread >= least) & (spread <= max(least, MAX_SHARE * words.size))
    sound &= (again >= MIN_AGAIN * spread) & (~short | (words.named > 0))
    return sound & ~np.array(stray, dtype=np.bool_) & ~np.array(empty, dtype=np.bool_)


def _entry(
    number: int,
    value: float,
    words: Lexicon,
    articles: Sequence[Article],
    bounds: npt.NDArray[np.intp],
) -> Entry:
    cells = slice(bounds[number], bounds[number + 1])
    rows, counts = words.rows[cells].tolist(), words.counts[cells].tolist()
    term = words.words[number]
    best = sorted(
        zip(rows, counts, strict=True),
        key=lambda cell: (-cell[1] - 10 * (term in articles[cell[0]].title), cell[0]),
    )
    shown = tuple((articles[row], count) for row, count in best[:SHOWN])
    return Entry(term, syllables(term), value, len(rows), shown)
