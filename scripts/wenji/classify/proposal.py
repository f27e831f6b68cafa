"""Themes for a collection that has none: a proposal for the editor to keep or change.

A theme is built around a term of the collection that could stand on a shelf: firm, telling,
in titles and headings rather than in passing. Terms are chosen one after another so that
together they speak for as many articles as possible (greedy facility location); each then
gathers the articles it speaks for best, and those articles' own terms become its keywords.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wenji.classify.likeness import Bools, Floats, Ints
from wenji.model import Article, Theme
from wenji.stopwords import EMPTY_TERMS, NOT_SUBJECT_ENDS, NOT_SUBJECTS, PLACE_NAMES
from wenji.terms import Term, Vocabulary, vocabulary

MAX_THEMES = 12
THEMES_PER_ROOT = 1.1
"""Number of themes per square root of articles: 5 or 6 for 25, 9 for 60."""

MAX_TEXTS = 600
"""Larger collections are sampled evenly; the themes of 600 articles are those of more."""

MAX_CANDIDATES = 1_500
"""Terms looked at, the strongest over the collection first."""

TINY = 4
"""With fewer articles a theme may hold a single one."""

FEW = 12
"""With fewer articles a term that stands twice is a term; with more it must stand four times."""

MIN_MEMBERS = 2
MAX_SPREAD = 0.9
"""A term in more than this share of the articles names none of them apart."""

TITLE_BONUS = 3.0
HEADING_BONUS = 1.0
"""How much more a term counts when the title or a heading holds it."""

NAME_LENGTHS = {2: 0.6, 3: 0.8, 4: 1.0, 5: 1.0, 6: 1.0, 7: 0.9, 8: 0.8}
"""How well a term of so many characters reads as the name of a subject."""

NAMED_POWER = 0.8
"""How much it counts in how many titles and headings a term stands."""

OWN = 0.67
"""Weight of the term itself against the company it keeps."""

SPARE = 1.5
"""So many times the wanted themes are drawn up; those that gather few articles drop out."""

SAME_ARTICLES = 0.6
"""Two terms whose articles overlap by this much (Jaccard) are one theme."""

MOSTLY_WHOLE = 0.6
"""A name found inside a longer one in this share of its articles gives way to the longer."""

OFTEN_WHOLE = 0.4
"""The same for a name of two characters, which says little by itself."""

ALONE = 1.25
"""A term that recurs less than this many times as often as a longer one is a part of it."""

MIN_KEYWORDS, MAX_KEYWORDS = 6, 12


@dataclass(frozen=True, slots=True)
class _Field:
    """Candidate terms, and how much each speaks for each article (article x term, 0 … 1).

    `named` is the number of articles that hold a term in a title or heading; terms that
    never do, and such as are no subject, have 0 and name no theme.
    """

    terms: tuple[Term, ...]
    holds: Bools
    salience: Floats
    named: Floats


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a table article x term that are not empty: most are."""

    rows: Ints
    columns: Ints
    weights: Floats  # above 0

    def of(self, columns: Ints, size: int) -> Floats:
        """The whole table of these columns alone, for `size` articles."""
        table = np.zeros((size, len(columns)))
        if len(columns):
            at = np.minimum(np.searchsorted(columns, self.columns), len(columns) - 1)
            kept = columns[at] == self.columns
            table[self.rows[kept], at[kept]] = self.weights[kept]
        return table


def candidates(articles: Sequence[Article]) -> tuple[list[Article], tuple[Theme, ...], int]:
    """The articles looked at (each text once, large collections sampled), their themes, and
    how many of these are wanted.

    `matching.propose` is what callers want: it also sees to it that the themes gather articles.
    """
    distinct = _distinct(articles)
    sample = distinct[:: -(-len(distinct) // MAX_TEXTS) or 1]
    field = _field(sample)
    if not field.terms:
        return sample, (), 0
    wanted = min(MAX_THEMES, max(1, round(THEMES_PER_ROOT * len(sample) ** 0.5)))
    speaks = _speaks(field)
    chosen = _gathered(_cover(field, speaks, round(SPARE * wanted)), speaks, len(sample))
    if not chosen:
        return sample, (), 0
    home = speaks[:, chosen].argmax(axis=1)
    taken = {field.terms[i].text for i in chosen}
    themes = tuple(_theme(field, t, home == i, taken) for i, t in enumerate(chosen))
    return sample, themes, wanted


def _distinct(articles: Sequence[Article]) -> list[Article]:
    """The first of each set of articles with the same text, white space apart."""
    seen: dict[str, Article] = {}
    for article in articles:
        seen.setdefault("".join(article.text.split()) or article.title, article)
    return list(seen.values())


def _field(articles: Sequence[Article]) -> _Field:
    words = vocabulary(
        [f"{a.title}\n{a.text}" for a in articles], least=2 if len(articles) < FEW else 4
    )
    size = len(articles)
    spread = np.bincount(words.ids, minlength=len(words.terms))
    most = max(MIN_MEMBERS, int(MAX_SPREAD * size)) if size >= TINY else size
    least = min(MIN_MEMBERS, size)
    inside = parts(words.terms)
    wanted = [
        i
        for i, term in enumerate(words.terms)
        if term.text not in inside and least <= spread[i] <= most and term.text not in EMPTY_TERMS
    ]
    cells = _cells(words, np.array(wanted, dtype=np.int64), spread, size)
    named = np.zeros(len(wanted))
    names = [words.terms[i].text for i in wanted]
    heads = ["\n".join(h.text for h in a.headings) for a in articles]
    telling = np.ones(len(cells.rows))
    for at, (row, column) in enumerate(
        zip(cells.rows.tolist(), cells.columns.tolist(), strict=True)
    ):
        word = names[column]
        bonus = TITLE_BONUS * (word in articles[row].title) + HEADING_BONUS * (word in heads[row])
        if bonus:
            telling[at] += bonus
            named[column] += is_subject(word)
    cells = replace(cells, weights=cells.weights * telling)
    total = np.bincount(cells.columns, cells.weights, minlength=len(wanted))
    strongest = np.argsort(-total, kind="stable")[:MAX_CANDIDATES]
    strongest.sort()
    weights = cells.of(strongest, size)
    top = weights.max(axis=1, keepdims=True) if len(strongest) else np.ones((size, 1))
    return _Field(
        tuple(words.terms[wanted[i]] for i in strongest.tolist()),
        weights > 0,
        weights / np.maximum(top, 1e-9),
        named[strongest],
    )


def is_subject(word: str) -> bool:
    of_a_kind = len(word) > 2 and word.endswith(NOT_SUBJECT_ENDS)
    return not (of_a_kind or word in NOT_SUBJECTS or word in PLACE_NAMES)


def parts(terms: Sequence[Term]) -> set[str]:
    """Terms that hardly ever stand outside one longer term."""
    counts = {t.text: t.count for t in terms}
    found: set[str] = set()
    for term in terms:
        size = len(term.text)
        for length in range(2, size):
            for at in range(size - length + 1):
                piece = term.text[at : at + length]
                if counts.get(piece, term.count * 2) <= ALONE * term.count:
                    found.add(piece)
    return found


def _cells(words: Vocabulary, wanted: Ints, spread: Ints, size: int) -> _Cells:
    """tf-idf of the wanted terms, by how well they read as a name, where they stand."""
    column = np.full(len(words.terms), -1, dtype=np.int64)
    column[wanted] = np.arange(len(wanted))
    at = column[words.ids]
    kept = at >= 0
    at = at[kept]
    rarity = np.log(1 + size / spread[wanted]) if len(wanted) else np.zeros(0)
    reads = np.array([NAME_LENGTHS[len(words.terms[i].text)] for i in wanted.tolist()])
    return _Cells(words.texts[kept], at, np.log1p(words.counts[kept]) * (rarity * reads)[at])


def _speaks(field: _Field) -> Floats:
    """How much each term speaks for each article: by itself, and by the company it keeps."""
    length = np.sqrt((field.salience**2).sum(axis=1, keepdims=True))
    unit = field.salience / np.maximum(length, 1e-9)
    # A term keeps company by the articles that it stands in: `salience.T @ unit`. Its product with
    # `unit.T`, and its length, come of what articles have in common, which are fewer than terms.
    company = (unit @ unit.T) @ field.salience
    length = np.sqrt((field.salience * company).sum(axis=0))
    company /= np.maximum(length, 1e-9)
    speaks: Floats = np.round(OWN * field.salience + (1 - OWN) * company, 9)
    return speaks


def _cover(field: _Field, speaks: Floats, wanted: int) -> list[int]:
    """Terms that together speak for the articles best, each with articles of its own."""
    covered = np.zeros(len(speaks))
    open_ = field.named > 0
    reads = (
        np.array([NAME_LENGTHS[len(t.text)] for t in field.terms]) ** 0.5 * field.named**NAMED_POWER
    )
    chosen: list[int] = []
    while len(chosen) < wanted and open_.any():
        gain = np.maximum(speaks - covered[:, None], 0).sum(axis=0) * reads
        best = int(np.where(open_, gain, -1.0).argmax())
        if gain[best] <= 0:
            break
        best = _whole(field, best)
        chosen.append(best)
        covered = np.maximum(covered, speaks[:, best])
        open_ &= ~_akin(field, best)
    return chosen


def _whole(field: _Field, best: int) -> int:
    """The longer term that `best` is mostly a part of, if there is one."""
    name, spread = field.terms[best].text, field.holds.sum(axis=0)
    longer = [
        i
        for i, t in enumerate(field.terms)
        if name in t.text
        and t.text != name
        and field.named[i]
        and spread[i] >= (MOSTLY_WHOLE if len(name) > 2 else OFTEN_WHOLE) * spread[best]
    ]
    return max(longer, key=lambda i: (spread[i], -i), default=best)


def _akin(field: _Field, best: int) -> Bools:
    """Terms that would name the same theme: in the same articles, or part of one another."""
    mine = field.holds[:, best]
    both = (field.holds & mine[:, None]).sum(axis=0)
    either = field.holds.sum(axis=0) + mine.sum() - both
    name = field.terms[best].text
    parts = np.array([t.text in name or name in t.text for t in field.terms])
    akin: Bools = (both >= SAME_ARTICLES * either) | parts
    return akin


def _gathered(chosen: list[int], speaks: Floats, size: int) -> list[int]:
    """Drop, smallest first, the terms that gather too few articles."""
    least = MIN_MEMBERS if size >= TINY else 1
    while chosen:
        sizes = np.bincount(speaks[:, chosen].argmax(axis=1), minlength=len(chosen))
        if sizes.min() >= least:
            break
        weakest = len(chosen) - 1 - int(sizes[::-1].argmin())
        chosen = chosen[:weakest] + chosen[weakest + 1 :]
    return chosen


def _theme(field: _Field, term: int, members: Bools, taken: set[str]) -> Theme:
    name = field.terms[term].text
    inside = field.salience[members].sum(axis=0)
    share_in = field.holds[members].mean(axis=0)
    share_out = field.holds[~members].mean(axis=0) if (~members).any() else 0 * share_in
    telling = inside * share_in / (share_in + share_out + 1e-9)
    telling *= field.holds[members].sum(axis=0) >= min(MIN_MEMBERS, int(members.sum()))
    keywords = [name]
    for i in np.argsort(-telling, kind="stable").tolist():
        word = field.terms[i].text
        if len(keywords) == MAX_KEYWORDS or telling[i] <= 0:
            break
        weak = len(keywords) >= MIN_KEYWORDS and share_in[i] < 2 * share_out[i]
        if word not in taken and not weak and not any(word in k for k in keywords):
            keywords.append(word)
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return Theme(f"auto-{digest}", {"zh": name}, tuple(keywords))
