"""A book as EPUB 3, with the contents for readers of today (nav) and for old ones (NCX)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from io import BytesIO

from ebooklib import epub

from wenji.book import markup
from wenji.book.archive import MOMENT, repacked
from wenji.book.model import Book, Part, Text
from wenji.book.wording import ours

XHTML = "application/xhtml+xml"
STYLE = "style.css"
OPTIONS = {
    "mtime": datetime(*MOMENT),  # what a book says of its time does not depend on the day
    "play_order": {"enabled": True, "start_from": 1},
    "epub3_pages": False,
    "raise_exceptions": True,
}
# Names of a book's identity: the same texts give the same identity, changed ones another.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:wenji:book")


def epub_bytes(book: Book) -> bytes:
    """The file. The same book gives the same bytes."""
    made = epub.EpubBook()
    made.set_identifier(f"urn:uuid:{_identity(book)}")
    made.set_title(book.title)
    made.set_language(book.tag)
    made.add_metadata("DC", "publisher", book.publisher)
    made.add_metadata("DC", "description", ours("made", book.language))
    for file in _files(book):
        made.add_metadata("DC", "source", file)
    style = epub.EpubItem("style", STYLE, "text/css", _style())
    made.add_item(style)
    pages = [
        _page("title", book.title, _title_page(book), book),
        *_inside(book),
        _page("colophon", ours("colophon", book.language), _colophon(book), book),
    ]
    for page in pages:
        made.add_item(page)
    nav = epub.EpubNav(title=ours("contents", book.language))
    nav.add_link(href=STYLE, rel="stylesheet", type="text/css")
    made.add_item(nav)
    made.add_item(epub.EpubNcx())
    made.toc = [
        *_contents(book),
        epub.Link("colophon.xhtml", ours("colophon", book.language), "toc-colophon"),
    ]
    made.spine = ["title", "nav", *(page.id for page in pages[1:])]
    out = BytesIO()
    epub.write_epub(out, made, dict(OPTIONS))
    return repacked(out.getvalue())


def _identity(book: Book) -> uuid.UUID:
    digest = sha256(repr(book).encode("utf-8", "replace"))
    return uuid.uuid5(NAMESPACE, digest.hexdigest())


@cache
def _style() -> bytes:
    return (files("wenji.book") / "epub.css").read_bytes()


def _page(name: str, title: str, content: str, book: Book) -> epub.EpubItem:
    """A document of the book; EbookLib would read ours and write its own."""
    html = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{book.tag}" xml:lang="{book.tag}">\n'
        f"<head><title>{escape(title)}</title>"
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/></head>\n'
        f"<body>\n{content}</body>\n</html>\n"
    )
    return epub.EpubItem(name, f"{name}.xhtml", XHTML, html.encode("utf-8", "replace"))


def _inside(book: Book) -> Iterator[epub.EpubItem]:
    for n, part in enumerate(book.parts, 1):
        if len(book.parts) > 1:
            content = _part_page(part, book)
            yield _page(f"part-{n}", part.name, content, book)
        for text in part.texts:
            content = (
                markup.head(text) + markup.body(text.blocks, linked=True) + markup.source(text)
            )
            yield _page(_name(text), text.title, f"<section>\n{content}</section>\n", book)


def _name(text: Text) -> str:
    """The name of a text's document; an id is one of the program's own, digits and letters."""
    return f"text-{text.id}"


def _title_page(book: Book) -> str:
    told = [f"<h1>{escape(book.title)}</h1>"]
    if book.publisher != book.title:
        told.append(f'<p class="publisher">{escape(book.publisher)}</p>')
    if len(book.parts) == 1 and book.parts[0].description:
        told.append(f"<p>{escape(book.parts[0].description)}</p>")
    told.append(_count(sum(1 for _ in book.texts), book))
    return f'<section class="title" epub:type="titlepage">{"".join(told)}</section>\n'


def _part_page(part: Part, book: Book) -> str:
    about = f"<p>{escape(part.description)}</p>" if part.description else ""
    title, count = escape(part.name), _count(len(part.texts), book)
    return f'<section class="title" epub:type="part"><h1>{title}</h1>{about}{count}</section>\n'


def _count(count: int, book: Book) -> str:
    return f'<p class="count">{escape(ours("count", book.language, count=count))}</p>'


def _files(book: Book) -> dict[str, list[Text]]:
    """The raw files of a book with the texts that come from them, in the book's order."""
    found: dict[str, list[Text]] = {}
    for text in book.texts:
        found.setdefault(text.file, []).append(text)
    return found


def _colophon(book: Book) -> str:
    items = []
    for file, texts in sorted(_files(book).items()):
        links = "".join(f'<li><a href="{_name(t)}.xhtml">{escape(t.title)}</a></li>' for t in texts)
        items.append(f"<li><bdi>{escape(file)}</bdi><ul>{links}</ul></li>")
    return (
        f'<section epub:type="colophon"><h1>{escape(ours("colophon", book.language))}</h1>\n'
        f"<p>{escape(ours('made', book.language))}</p>\n"
        f'<ul class="files">{"".join(items)}</ul></section>\n'
    )


def _contents(book: Book) -> list[object]:
    """Parts and texts; in a book of one part texts and their first headings."""
    if len(book.parts) == 1:
        return [_entry(text) for text in book.parts[0].texts]
    return [
        (
            epub.Link(f"part-{n}.xhtml", part.name, f"toc-part-{n}"),
            [_link(text) for text in part.texts],
        )
        for n, part in enumerate(book.parts, 1)
    ]


def _link(text: Text) -> epub.Link:
    return epub.Link(f"{_name(text)}.xhtml", text.title, f"toc-{text.id}")


def _entry(text: Text) -> object:
    headings = [block for block in text.blocks if block.level]
    top = min((block.level for block in headings), default=0)
    below = [
        epub.Link(f"{_name(text)}.xhtml#h{n}", block.text, f"toc-{text.id}-{n}")
        for n, block in enumerate(headings, 1)
        if block.level == top
    ]
    return (_link(text), below) if below else _link(text)
