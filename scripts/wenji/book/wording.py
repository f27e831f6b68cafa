"""Our own words in a book. It is in the language of its texts, in one script or the other."""

from __future__ import annotations

from functools import cache

from wenji import messages
from wenji.languages import SIMPLIFIED, TRADITIONAL
from wenji.traditional import to_traditional

LANGUAGES = (SIMPLIFIED, TRADITIONAL)  # that books are made in


def ours(key: str, language: str, **args: object) -> str:
    """A text of `messages.toml` below `book.`; names and numbers in it stay as they are.

    >>> ours("count", "zh-Hant", count=3), ours("file", "zh-Hant", file="总结.txt")
    ('共 3 篇', '出處：总结.txt')
    """
    return _words(language)[key].format(**args)


@cache
def _words(language: str) -> dict[str, str]:
    words = messages.texts("book.")
    if language == SIMPLIFIED:
        return words
    return {key: to_traditional(text) for key, text in words.items()}
