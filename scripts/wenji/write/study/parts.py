"""Long lists in pages of bounded length, and places inside an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from wenji import addresses
from wenji.model import Article
from wenji.write import paragraph_anchors
from wenji.write.catalog import Meta
from wenji.write.markdown import anchors, is_shown, shown

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
    """Addresses of places in articles: those that their paragraphs have on the page."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def of(self, article: Article, paragraph: int) -> Meta:
        """A link to a paragraph: title, page and anchor (none where the page shows nothing)."""
        if article.id not in self._known:
            self._known[article.id] = list(_anchors(article))
        anchor = self._known[article.id][paragraph]
        found: Meta = {"title": article.title, "page": article.page}
        return found | ({"anchor": anchor} if anchor else {})


def _anchors(article: Article) -> Iterator[str]:
    """For each paragraph its anchor, as `body` and `ParagraphAnchors` give them."""
    seen = [p if is_shown(p.text) else None for p in article.paragraphs]
    headings = anchors(p.text for p in seen if p and p.kind != "p")
    plain = paragraph_anchors.addresses(shown(p.text) for p in seen if p and p.kind == "p")
    for paragraph in seen:
        if paragraph is None:
            yield ""
        else:
            yield next(plain if paragraph.kind == "p" else headings)
