"""Pages of a further language that are made from the Simplified ones.

static-i18n takes the Simplified file for every page that a language has none of its own of,
and would read, parse and render it anew for each. What does not differ is taken over here: the
front matter, and the HTML of texts (a quarter of a build). Only the frame around them is
rendered again, in the words of the language; Traditional pages are then converted as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from wenji.languages import SIMPLIFIED, name

_RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids")
_LINKS = ("<a ", "<img ")  # lead elsewhere from a page that lies elsewhere

Meta = dict[str, Any]


def written_in(page: Page) -> str | None:
    """The language folder that the page's file lies in; None for a page of no folder."""
    folder: str | None = getattr(page.file, "localization", None)
    return folder


def _key(page: Page) -> str:
    """The page's address in `docs/` without its language (static-i18n sets it)."""
    return str(page.file.norm_src_uri)  # type: ignore[attr-defined]


class Originals:
    """The Simplified pages as they were rendered, for the languages that come after."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def add(self, page: Page) -> None:
        """Keep a page that has been rendered."""
        self._pages[_key(page)] = page

    def meta(self, page: Page) -> Meta:
        """The front matter of the Simplified page that `page` is a translation of, or {}."""
        original = self._pages.get(_key(page))
        return dict(original.meta) if original else {}

    def lend(self, page: Page, language: str) -> bool:
        """Give the page what is known of it; whether it needs no reading and rendering.

        A page with links or pictures is rendered again.
        """
        original = self._pages.get(_key(page))
        if (
            original is None
            or written_in(page) != SIMPLIFIED
            or any(link in (original.content or "") for link in _LINKS)
        ):
            return False

        def read_source(config: MkDocsConfig) -> None:
            page.markdown = ""
            page.meta = titled(original.meta, language)

        def render(config: MkDocsConfig, files: Files) -> None:
            for attribute in _RENDERED:
                setattr(page, attribute, getattr(original, attribute, None))

        vars(page).update(read_source=read_source, render=render)
        return True


def titled(meta: Mapping[str, Any], language: str) -> Meta:
    """The front matter with the title that it gives for the language (`names`), if any.

    >>> titled({"title": "党建", "names": {"en": "Party building"}}, "en")["title"]
    'Party building'
    """
    names = {SIMPLIFIED: meta.get("title", ""), **(meta.get("names") or {})}
    return {**meta, "title": name(names, language)} if "title" in meta else dict(meta)
