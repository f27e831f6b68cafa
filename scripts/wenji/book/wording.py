"""In which Chinese a book speaks: our own words, and those of the collection."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from wenji import messages

LANGUAGES = ("zh", "zh-Hant")


def ours(key: str, language: str, **args: object) -> str:
    """A text of `messages.toml` below `book.`; names and numbers in it stay as they are."""
    return _words(language)[key].format(**args)


@cache
def _words(language: str) -> dict[str, str]:
    words = messages.texts("book.")
    return {key: converted(text, language) for key, text in words.items()}


def converted(text: str, language: str) -> str:
    """A Simplified text in the language of the book.

    >>> converted("乡村", "zh"), converted("乡村", "zh-Hant")
    ('乡村', '鄉村')
    """
    return _traditional()(text) if language == "zh-Hant" else text


@cache
def _traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2tw").convert
    return convert
