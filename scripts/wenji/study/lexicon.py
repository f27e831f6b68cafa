"""The words of a collection that may be told to a reader, and in which articles they stand.

Words come from three places: what the editor chose (keywords of themes), what
recurs in titles, and what recurs in the texts. The texts are mined on an even sample of at
most `MAX_TEXTS` of them, since that is the dear part and the words of 400 articles are those of
more; then every word is counted everywhere. A word of a collection's titles is found however
rare it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from wenji.classify.occurrences import occurrences
from wenji.classify.proposal import is_subject, parts
from wenji.model import Article, Theme
from wenji.stopwords import EMPTY_TERMS
from wenji.terms import Term, mine, vocabulary

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

MAX_TEXTS = 400
FEW = 12  # with fewer articles a string that stands twice is a word; with more, `LEAST` times
LEAST = 4
LONGEST = 24  # characters of a word; an editor's keyword may be a phrase, never a sentence


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and where they stand: entry i says that article `rows[i]` holds word `ids[i]`
    `counts[i]` times, title included; sorted by word, then article.

    `chosen` are the editor's words, `named` says how many articles hold a word
    in the title or a heading. `size` is the number of articles.
    """

    words: tuple[str, ...]
    chosen: frozenset[str]
    named: Ints
    ids: Ints
    rows: Ints
    counts: Ints
    size: int

    @property
    def spread(self) -> Ints:
        """In how many articles each word stands."""
        return np.bincount(self.ids, minlength=len(self.words))


def lexicon(
    articles: Sequence[Article], themes: Iterable[Theme], proposed: bool = False
) -> Lexicon:
    """The words of `articles`, in order of code points; each stands in one article at least.

    Keywords of themes that the program `proposed` are chosen by nobody.
    """
    texts = [f"{a.title}\n{a.text}" for a in articles]
    heads = ["\n".join((a.title, *(h.text for h in a.headings))) for a in articles]
    given = () if proposed else themes
    chosen = {w for t in given for w in (*t.keywords, t.name)}
    chosen = {w for w in chosen if 2 <= len(w) <= LONGEST and not w.isspace()}
    words = sorted(chosen | _mined(articles, texts))
    ids, rows, counts = occurrences(words, texts)
    named = np.bincount(occurrences(words, heads)[0], minlength=len(words))
    present = np.bincount(ids, minlength=len(words)) > 0
    number = np.cumsum(present) - 1
    return Lexicon(
        tuple(w for w, there in zip(words, present.tolist(), strict=True) if there),
        frozenset(chosen),
        named[present],
        number[ids],
        rows,
        counts,
        len(articles),
    )


def _mined(articles: Sequence[Article], texts: Sequence[str]) -> set[str]:
    """Strings that recur in titles or texts, hold together, and may name something."""
    distinct = [t for a, t in zip(articles, texts, strict=True) if not _is_copy(a)]
    sample = distinct[:: -(-len(distinct) // MAX_TEXTS) or 1]
    found: list[Term] = list(vocabulary(sample, 2 if len(sample) < FEW else LEAST).terms)
    inside = parts(found)
    found += mine("\n".join(dict.fromkeys(a.title for a in articles)), 3)
    return {
        t.text
        for t in found
        if t.text not in inside and t.text not in EMPTY_TERMS and is_subject(t.text)
    }


def _is_copy(article: Article) -> bool:
    """Whether an earlier article says the same."""
    return any(d.article < article.id for d in article.duplicates)
