"""Which books are made, and making them: into a folder, by several processes where it pays.

downloads/collection.epub            the whole collection
downloads/themes/THEME.docx          a theme
downloads/articles/SOURCE-NN.docx    an article
downloads/zh-Hant/…                  the same in Traditional Chinese
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from wenji import addresses, collector
from wenji.book.epub import epub_bytes
from wenji.book.library import Library
from wenji.book.model import Book
from wenji.book.sheets import ICON, sheets_bytes
from wenji.book.word import word_bytes
from wenji.model import Folders

SUFFIX = {"epub": "epub", "docx": "docx", "print": "html"}
# What the site offers of each kind. A collection to print would be hundreds of sheets, and an
# article's page prints itself.
OFFERED = {
    "collection": ("epub", "docx"),
    "theme": ("epub", "docx", "print"),
    "article": ("docx",),
}
WORTH_WORKERS = 150  # articles: below, starting processes costs more than they save


@dataclass(frozen=True, slots=True)
class Order:
    """One file to make: `scope` is a key of `OFFERED`, `name` the id of its theme or article."""

    scope: str
    name: str
    kind: str
    language: str

    @property
    def path(self) -> str:
        """Where it goes, below the folder of the books."""
        folder = "" if self.language == addresses.LANGUAGE else f"{self.language}/"
        if self.scope == "collection":
            return f"{folder}collection.{SUFFIX[self.kind]}"
        return f"{folder}{self.scope}s/{addresses.slug(self.name)}.{SUFFIX[self.kind]}"

    @property
    def page(self) -> str:
        """The page that offers it, below the folder of its language."""
        if self.scope == "collection":
            return "index.md"
        if self.scope == "theme":
            return addresses.theme_page(self.name).removeprefix(f"{addresses.LANGUAGE}/")
        source, _, ordinal = self.name.rpartition("-")
        return f"articles/{source}/{ordinal}.md"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and its size in bytes."""

    order: Order
    bytes: int


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where books come from and go to. `style` is the address of print.css, seen from `target`."""

    folders: Folders
    target: Path
    publisher: str
    style: str
    in_site: bool = False

    def library(self, language: str) -> Library:
        """The texts in a language."""
        return Library(self.folders, language, self.publisher)


def offered(library: Library, kinds: Iterable[str]) -> Iterator[Order]:
    """What a site offers of these kinds in the library's language; nothing of no texts."""
    wanted = set(kinds)
    names = {"collection": ("",), "theme": library.themes, "article": library.articles}
    if library.articles:
        for scope, possible in OFFERED.items():
            for name in names[scope]:
                for kind in possible:
                    if kind in wanted:
                        yield Order(scope, name, kind, library.language)


def make(workshop: Workshop, orders: Sequence[Order], workers: int) -> list[Made]:
    """Make the files, in any number of processes the same; what has no text is not made."""
    if workers > 1 and len(orders) > WORTH_WORKERS:
        # Neighbours share their texts, so a process gets orders that follow each other.
        size = -(-len(orders) // (workers * 4))
        shares = [orders[at : at + size] for at in range(0, len(orders), size)]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context, initializer=collector.pace) as pool:
            return [made for part in pool.map(partial(_share, workshop), shares) for made in part]
    return _share(workshop, orders)


def _share(workshop: Workshop, orders: Sequence[Order]) -> list[Made]:
    libraries: dict[str, Library] = {}
    made = []
    for order in orders:
        if order.language not in libraries:
            libraries[order.language] = workshop.library(order.language)
        data = _bytes(workshop, libraries[order.language], order)
        if data is not None:
            file = workshop.target / order.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            made.append(Made(order, len(data)))
    return made


def _bytes(workshop: Workshop, library: Library, order: Order) -> bytes | None:
    book = _book(library, order)
    if book is None or not any(True for _ in book.texts):
        return None
    if order.kind == "epub":
        return epub_bytes(book)
    if order.kind == "docx":
        return word_bytes(book)
    up = "../" * order.path.count("/")
    page = order.page.removesuffix(".md").removesuffix("index")
    language = "" if order.language == addresses.LANGUAGE else f"{order.language}/"
    if not workshop.in_site:
        return sheets_bytes(book, f"{up}{workshop.style}")
    back = f"{up}../{language}{page}/"
    return sheets_bytes(book, f"{up}{workshop.style}", back, f"{up}{ICON}")


def _book(library: Library, order: Order) -> Book | None:
    if order.scope == "theme":
        return library.theme(order.name)
    if order.scope == "article":
        return library.article(order.name) if library.text(order.name) else None
    return library.collection()
