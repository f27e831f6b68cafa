"""Long lists in pages of bounded length, and places inside an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from wenji.model import Article
from wenji.write import addresses
from wenji.write.catalog import Meta
from wenji.write.markdown import anchors, escape

ROWS = 200  # articles on a page that names them in a line each
ITEMS = 60  # articles on a page that shows their summaries as well

T = TypeVar("T")


def divided(path: str, items: Sequence[T], size: int) -> Iterator[tuple[str, Sequence[T], Meta]]:
    """The pages of a list: path, items, and what leads from one to the others.

    >>> [(path, list(items)) for path, items, _ in divided("zh/a.md", "abc", 2)]
    [('zh/a.md', ['a', 'b']), ('zh/a-2.md', ['c'])]
    """
    number = max(1, -(-len(items) // size))
    pages = [addresses.part(path, n + 1) for n in range(number)]
    for n, own in enumerate(pages):
        turn: Meta = {"part": n + 1, "parts": list(pages)} if number > 1 else {}
        yield own, items[n * size : (n + 1) * size], turn


class Places:
    """Addresses of places in articles: the section in which a paragraph stands."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def of(self, article: Article, paragraph: int) -> Meta:
        """A link to a paragraph: title, page, and the anchor of its section if it has one."""
        if article.id not in self._known:
            self._known[article.id] = list(_sections(article))
        section = self._known[article.id][paragraph]
        found: Meta = {"title": article.title, "page": article.page}
        return found | ({"anchor": section} if section else {})


def _sections(article: Article) -> Iterator[str]:
    """For each paragraph the anchor of the last heading, "" before the first."""
    shown = [bool(escape(p.text)) for p in article.paragraphs]
    told = zip(article.paragraphs, shown, strict=True)
    ids = anchors(p.text for p, there in told if there and p.kind != "p")
    section = ""
    for paragraph, there in zip(article.paragraphs, shown, strict=True):
        if there and paragraph.kind != "p":
            section = next(ids)
        yield section
