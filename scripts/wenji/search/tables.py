"""The files of the index that are not buckets: articles' data, result lines, texts, the fold table.

See `notes/search-format.md` for what each holds.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

import numpy as np

from wenji.model import Article, Collection
from wenji.search.folding import representatives
from wenji.search.varint import encode
from wenji.write.addresses import source_page, theme_page

META_BLOCK = 4  # articles in one file of result lines: a page of ten reads ten files
COMPRESSION = 6
OTHER = "other"  # the theme of articles that have none
_EPOCH = date(1970, 1, 1)


def line(name: str, payload: bytes) -> bytes:
    """A file of the index: one call that hands over the payload (base64)."""
    return b'wenjiSearch("%s","%s")\n' % (name.encode(), payload)


def packed(data: bytes) -> bytes:
    """Raw DEFLATE data in base64. The same zlib gives the same bytes on every machine."""
    squeezer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(squeezer.compress(data) + squeezer.flush())


def packed_text(text: str) -> bytes:
    """The same for a text. As UTF-16, Chinese is a twentieth smaller after compression."""
    return packed(text.encode("utf-16-le", "replace"))


def unpacked_text(payload: bytes) -> str:
    """The text that `packed_text` packed."""
    return unpacked(payload).decode("utf-16-le")


def packed_json(value: object) -> bytes:
    """The same for a value as JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return packed(text.encode("utf-8", "replace"))


def unpacked(payload: bytes) -> bytes:
    """The data that `packed` packed."""
    return zlib.decompress(base64.b64decode(payload, validate=True), -zlib.MAX_WBITS)


def page_url(page: str) -> str:
    """A page's address relative to the site's root: `articles/x/02/` for `zh/articles/x/02.md`."""
    path = page.removeprefix("zh/").removesuffix(".md")
    return "" if path == "index" else path.removesuffix("/index") + "/"


class Tables:
    """The articles of a collection in the order of the index, and the columns about them."""

    def __init__(self, collection: Collection, segments: Sequence[Sequence[Article]]) -> None:
        self.articles = [a for segment in segments for a in segment]
        self.sources = {s.id: s for s in collection.sources}
        self.themes = {t.id: t.name for t in collection.themes}

    def files(
        self, titles: Sequence[Sequence[int]], texts: Sequence[Sequence[int]], used: set[str]
    ) -> Iterator[tuple[str, bytes]]:
        """Names (below the index's folder) and payloads; the lengths are those of the segments.

        `used` are the folded characters of the collection: a variant whose representative does
        not occur matches nothing, folded or not, and is left out of the table.
        """
        yield "fold", packed(_fold_table(used))
        yield "docs", packed_json(self._columns(_flat(titles), _flat(texts)))
        articles = iter(self.articles)
        number = 0
        while block := list(islice(articles, META_BLOCK)):
            yield f"m/{number}", packed_json([self._line(a) for a in block])
            number += 1

    def _theme(self, article: Article) -> str:
        return article.themes[0].id if article.themes else OTHER

    def _columns(self, titles: list[int], texts: list[int]) -> dict[str, object]:
        themes = _Names(self._theme(a) for a in self.articles)
        years = _Names((a.facts.date or "")[:4] for a in self.articles)
        genres = _Names(a.facts.genre or "" for a in self.articles)
        sources = _Names(self.sources[a.source].path for a in self.articles)
        authors = _Names(a.facts.author or "" for a in self.articles)
        pages = {s.path: page_url(source_page(s.id)) for s in self.sources.values()}
        return {
            "title": titles,
            "text": texts,
            "theme": themes.column,
            "year": years.column,
            "genre": genres.column,
            "source": sources.column,
            "author": authors.column,
            "date": [_days(a.facts.date) for a in self.articles],
            "dup": self._duplicates(),
            "ordinal": [a.ordinal for a in self.articles],
            "names": {
                "theme": [
                    {"id": t, "zh": self.themes.get(t, ""), "page": page_url(theme_page(t))}
                    for t in themes.names
                ],
                "year": years.names,
                "genre": genres.names,
                "source": [{"path": p, "page": pages[p]} for p in sources.names],
                "author": authors.names,
            },
        }

    def _duplicates(self) -> list[int]:
        """For each article the first of those that it duplicates, -1 for none."""
        number = {a.id: i for i, a in enumerate(self.articles)}
        first = [-1] * len(self.articles)
        for i, a in enumerate(self.articles):
            group = [number[d.article] for d in a.duplicates if d.article in number]
            if group:
                first[i] = min([i, *group])
        return first

    def _line(self, article: Article) -> dict[str, object]:
        return {
            "id": article.id,
            "title": article.title,
            "page": page_url(article.page),
            "date": article.facts.date,
            "author": article.facts.author,
            "source": self.sources[article.source].path,
            "ordinal": article.ordinal,
            "lines": list(article.lines),
            "chars": article.chars,
            "theme": self._theme(article),
        }


def _fold_table(used: set[str]) -> bytes:
    """Pairs of characters as varints: steps between the first ones, then between the others."""
    pairs = sorted((ord(a), ord(b)) for a, b in representatives().items() if b in used)
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    first = np.diff(table[:, 0], prepend=0)
    second = np.diff(table[:, 1], prepend=0)
    zigzag = np.where(second < 0, -2 * second - 1, 2 * second)
    return encode(np.concatenate((first, zigzag)))[0].tobytes()


class _Names:
    """A column of words as indexes into the sorted list of those that occur; "" is -1."""

    def __init__(self, words: Iterator[str]) -> None:
        column = list(words)
        self.names = sorted(set(column) - {""})
        place = {name: i for i, name in enumerate(self.names)}
        self.column = [place.get(word, -1) for word in column]


def _flat(rows: Sequence[Sequence[int]]) -> list[int]:
    return [n for row in rows for n in row]


def _days(iso: str | None) -> int | None:
    return (date.fromisoformat(iso) - _EPOCH).days if iso else None
