"""Pages of further languages are converted and written by a process of their own, beside MkDocs.

MkDocs does one thing after the other; while it renders the next pages, this finishes the last.
"""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from mkdocs.utils import write_file

from wenji import collector
from wenji.traditional import Converter

BATCH = 64
"""Pages that are handed over at once: far less to do for it than for the pages."""

Pages = list[tuple[str, str, bool]]  # path, HTML, whether it is to become Traditional


class FurtherPages:
    """Takes rendered pages, and has finished them all at its end."""

    def __init__(self, converter: Converter) -> None:
        self._phrases = converter.phrases
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: Pages = []
        self._handed: list[Future[None]] = []

    def add(self, path: str, page: str, traditional: bool) -> None:
        """Write a page of HTML to `path`, soon; in Traditional characters if it is to be."""
        self._waiting.append((path, page, traditional))
        if len(self._waiting) >= BATCH:
            self._hand_over()

    def finish(self) -> None:
        """Wait until all are written; what went wrong is raised here (OSError: a full disk)."""
        try:
            if self._waiting and not self._handed:  # few: not worth a process
                finish_pages(self._phrases, self._waiting)
            elif self._waiting:
                self._hand_over()
            for handed in self._handed:
                handed.result()
        finally:
            if self._pool:
                self._pool.shutdown()
            self._pool, self._waiting, self._handed = None, [], []

    def _hand_over(self) -> None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=collector.pace
            )
        self._handed.append(self._pool.submit(finish_pages, self._phrases, self._waiting))
        self._waiting = []


def finish_pages(phrases: dict[str, str], pages: Pages) -> None:
    """Write pages of HTML, each to its path, those that are to be in Traditional characters."""
    converter = _converter(tuple(phrases.items()))
    for path, page, traditional in pages:
        write_file((converter.html(page) if traditional else page).encode("utf-8"), path)


@cache
def _converter(phrases: tuple[tuple[str, str], ...]) -> Converter:
    return Converter(dict(phrases))
