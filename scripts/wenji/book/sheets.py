"""A book as one HTML page to print: cover, contents, and its texts in a row.

How it looks on paper is `overrides/assets/styles/paper-*.css`. The contents have no page numbers:
no browser can tell them (`target-counter` of CSS); those of a Word file have.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from wenji.book import markup
from wenji.book.model import Book
from wenji.book.wording import ours

STYLE = "print.css"
ICON = "wenji.svg"


def sheets_bytes(book: Book, style: str, back: str = "", icon: str = "") -> bytes:
    """The page; `style` is the address of print.css, `back` that of the page it belongs to."""
    picture = f'<link rel="icon" href="{escape(icon)}">\n' if icon else ""
    home = f'<a href="{escape(back)}">{escape(book.title)}</a> · ' if back else ""
    how = escape(ours("how-to-print", book.language))
    page = (
        f'<!doctype html>\n<html lang="{book.tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(book.title)}</title>\n'
        f'{picture}<link rel="stylesheet" href="{escape(style)}">\n</head>\n'
        '<body class="wj-paper">\n'
        f'<header class="wj-bar"><p>{home}{how}</p></header>\n'
        f'<main id="wj-sheets">\n{"".join(_sheets(book))}</main>\n</body>\n</html>\n'
    )
    return page.encode("utf-8", "replace")


def _sheets(book: Book) -> Iterator[str]:
    alone = sum(1 for _ in book.texts) == 1
    if not alone:
        yield from _front(book)
    for text in book.texts:
        head = f'<header class="wj-head">{markup.head(text)}</header>'
        body = markup.body(text.blocks, f"t-{text.id}-").replace("<br/>", "<br>")
        foot = "".join(f"<p><bdi>{escape(line)}</bdi></p>" for line in text.source)
        yield (
            f'<article class="wj-sheet" id="t-{text.id}">\n{head}\n<div class="wj-text">\n{body}'
            f'</div>\n<footer class="wj-colophon">{foot}</footer>\n</article>\n'
        )


def _front(book: Book) -> Iterator[str]:
    count = ours("count", book.language, count=sum(1 for _ in book.texts))
    about = book.parts[0].description if len(book.parts) == 1 else ""
    publisher = book.publisher if book.publisher != book.title else ""
    told = "".join(f"<p>{escape(line)}</p>" for line in (about, publisher, count) if line)
    yield f'<header class="wj-cover"><h1>{escape(book.title)}</h1>{told}</header>\n'
    items = "".join(
        f'<li><a href="#t-{text.id}"><span>{escape(text.title)}</span></a></li>\n'
        for text in book.texts
    )
    contents = escape(ours("contents", book.language))
    head = f'<nav class="wj-index" aria-label="{contents}"><h2>{contents}</h2>'
    yield f"{head}<ol>\n{items}</ol></nav>\n"
