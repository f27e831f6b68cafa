"""The files of the index that are not buckets: what is known of the articles, the fold table.

See `notes/search-format.md` for what each holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from wenji.addresses import theme_page
from wenji.facts import genres
from wenji.messages import in_languages
from wenji.model import Article, Collection
from wenji.search.folding import representatives
from wenji.search.forms import Forms
from wenji.search.frame import compact, packed
from wenji.search.segment import Lengths
from wenji.search.segments import Prepared
from wenji.search.varint import encode, varint

LINES = 8  # articles in one file of result lines
SHEET = 512  # articles of a segment in one sheet, the last one aside
OTHER = "other"  # the theme of articles that have none
_EPOCH = date(1970, 1, 1)


def page_url(page: str) -> str:
    """A page's address relative to the site's root: `articles/x/02/` for `zh/articles/x/02.md`."""
    path = page.removeprefix("zh/").removesuffix(".md")
    return "" if path == "index" else path.removesuffix("/index") + "/"


class Tables:
    """The articles of a collection in the order of the index, and what is told about them."""

    def __init__(
        self, collection: Collection, segments: Sequence[Sequence[Prepared]], forms: Forms
    ) -> None:
        self.segments, self._forms = segments, forms
        self.paths = {s.id: s.path for s in collection.sources}
        names = {t.id: t.names for t in collection.themes}
        articles = [p.article for segment in segments for p in segment]
        self._number = {a.id: n for n, a in enumerate(articles)}
        themes = sorted({theme_of(a) for a in articles})
        self._themes = {theme: n for n, theme in enumerate(themes)}
        self._genres = {g: n for n, g in enumerate(sorted({_genre(a) for a in articles} - {""}))}
        years = sorted({year for a in articles if (year := (a.facts.date or "")[:4])})
        self.facets: dict[str, object] = {
            "theme": [
                {"id": t, **self._names(names.get(t) or in_languages("theme.other"))}
                | {"page": page_url(theme_page(t))}
                for t in themes
            ],
            "genre": [self._names(genres.names(g)) for g in self._genres],
            "year": years,
        }

    def _names(self, names: Mapping[str, str]) -> dict[str, str]:
        """Names by language, with the Traditional one."""
        return {"zh-Hant": self._forms.whole(names["zh"]), **names}

    def line(self, prepared: Prepared, whole: bool = False) -> dict[str, object]:
        """What a result shows of an article besides its text.

        `hant` are the changes that make its title and author, if `whole` its text as well,
        Traditional.
        """
        article = prepared.article
        hant = {k: v for k, v in prepared.changes.items() if whole or k != "text"}
        return {
            **({"hant": hant} if hant else {}),
            "id": article.id,
            "title": article.title,
            "page": page_url(article.page),
            "date": article.facts.date,
            "author": article.facts.author,
            "source": self.paths[article.source],
            "ordinal": article.ordinal,
            "lines": list(article.lines),
            "chars": article.chars,
            "theme": theme_of(article),
        }

    def sheets(self, lengths: Sequence[Lengths]) -> Iterator[tuple[str, bytes]]:
        """What ranks and sorts articles and says to which facets they belong, not packed yet."""
        number = 0
        for segment, found in zip(self.segments, lengths, strict=True):
            for at in range(0, len(segment), SHEET):
                rows = slice(at, at + SHEET)
                yield f"d/{number}", self._sheet(segment[rows], found.part(rows))
                number += 1

    def _sheet(self, segment: Sequence[Prepared], lengths: Lengths) -> bytes:
        """A dictionary in JSON with its length before it, then the columns as varints."""
        articles = [p.article for p in segment]
        sources = sorted({self.paths[a.source] for a in articles})
        authors = sorted({a.facts.author or "" for a in articles} - {""})
        source = {path: n for n, path in enumerate(sources)}
        author = {name: n + 1 for n, name in enumerate(authors)}
        columns = [
            lengths.title.tolist(),
            lengths.heads.tolist(),
            lengths.text.tolist(),
            [self._themes[theme_of(a)] for a in articles],
            [self._genres.get(_genre(a), -1) + 1 for a in articles],
            [_zigzag(_days(a.facts.date)) + 1 if a.facts.date else 0 for a in articles],
            [self._same(a) for a in articles],
            [a.ordinal for a in articles],
            [source[self.paths[a.source]] for a in articles],
            [author.get(a.facts.author or "", 0) for a in articles],
        ]
        told: dict[str, object] = {"source": sources, "author": authors}
        hant = {p.article.facts.author or "": p.changes.get("author") for p in segment}
        if changed := {name: changes for name, changes in hant.items() if changes}:
            told["hant"] = changed
        names = compact(told).encode("utf-8", "replace")
        values = np.array(columns, dtype=np.int64).reshape(-1)
        return varint(len(names)) + names + encode(values)[0].tobytes()

    def _same(self, article: Article) -> int:
        """How far before it the first article stands that it duplicates, plus 1; 0 for none."""
        group = [self._number[d.article] for d in article.duplicates if d.article in self._number]
        own = self._number[article.id]
        return own - min([own, *group]) + 1 if group else 0


def sheet_starts(lengths: Lengths) -> list[int]:
    """Where the articles of each sheet of a segment begin in its stream."""
    starts: list[int] = lengths.starts()[:-1:SHEET].tolist()
    return starts


def theme_of(article: Article) -> str:
    """The theme under which an article is counted."""
    return article.themes[0].id if article.themes else OTHER


def fold_table(used: set[str]) -> bytes:
    """Characters and their representatives.

    `used` are the folded characters of the collection: a variant whose representative does not
    occur matches nothing, folded or not, and is left out.
    """
    return pairs_of({a: b for a, b in representatives().items() if b in used})


def pairs_of(chars: Mapping[str, str]) -> bytes:
    """Pairs of characters as varints: steps between the first ones, then between the others."""
    pairs = sorted((ord(a), ord(b)) for a, b in chars.items())
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    first = np.diff(table[:, 0], prepend=0)
    second = np.diff(table[:, 1], prepend=0)
    zigzag = np.where(second < 0, -2 * second - 1, 2 * second)
    return packed(encode(np.concatenate((first, zigzag)))[0].tobytes())


def _genre(article: Article) -> str:
    return article.facts.genre or ""


def _days(iso: str | None) -> int:
    """Days since 1970; of a month, its first day."""
    return (date.fromisoformat(f"{iso}-01"[:10]) - _EPOCH).days if iso else 0


def _zigzag(value: int) -> int:
    return -2 * value - 1 if value < 0 else 2 * value
