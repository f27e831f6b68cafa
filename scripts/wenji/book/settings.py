"""What `mkdocs.yml` says about books: the site's name, which kinds it offers, its languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from wenji.book.wording import LANGUAGES
from wenji.site import palette

FORMATS = ("epub", "docx", "print")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # words alone: tags mean nothing to it


class UnknownFormat(Exception):
    """A word that names no kind of book; its text is the word."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`name` and colour of the site; `exports`, kinds of `FORMATS`; `languages` of books."""

    name: str
    exports: tuple[str, ...]
    languages: tuple[str, ...]
    accent: str = palette.DEFAULT


def read_settings(config: Path) -> Settings:
    """The settings; UnknownFormat for a kind that there is not."""
    read = yaml.load(config.read_text("utf-8"), Loader=_LOADER)
    top: dict[str, Any] = read if isinstance(read, dict) else {}
    given = top.get("extra")
    extra: dict[str, Any] = given if isinstance(given, dict) else {}
    wanted = extra.get("exports")
    words = wanted.split(",") if isinstance(wanted, str) else list(wanted or ())
    name, accent = str(top.get("site_name") or ""), _accent(extra.get("accent"))
    return Settings(name, formats(words), _languages(top), accent)


def _accent(wanted: object) -> str:
    """The colour that is set; what takes its place is told when the site is built."""
    try:
        return palette.checked(str(wanted)) if wanted else palette.DEFAULT
    except palette.AccentError as error:
        return error.instead


def formats(words: Iterable[object]) -> tuple[str, ...]:
    """Kinds of books, each once, in our order.

    >>> formats(["docx", " epub "])
    ('epub', 'docx')
    """
    named = [str(word).strip() for word in words if str(word).strip()]
    for word in named:
        if word not in FORMATS:
            raise UnknownFormat(word)
    return tuple(kind for kind in FORMATS if kind in named)


def _languages(top: dict[str, Any]) -> tuple[str, ...]:
    """The languages of static-i18n that books are made in; the first is the collection's own."""
    found = set()
    for plugin in top.get("plugins") or ():
        options = plugin.get("i18n") if isinstance(plugin, dict) else None
        for language in (options.get("languages") or ()) if isinstance(options, dict) else ():
            found.add(language.get("locale") if isinstance(language, dict) else language)
    return tuple(tag for tag in LANGUAGES if tag in found or tag == LANGUAGES[0])
