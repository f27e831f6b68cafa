"""The text of a built page, as the eye compares it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

TEXT_ELEMENT = "[data-wj-text]"  # the element of a built page that holds the article's text
SHOWN = 16  # characters of "expected" and "found"

# White space, and what no page can show: control characters and lone surrogates.
_NOT_LEGIBLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def legible(text: str) -> str:
    """The text as the eye compares it: no white space, nothing invisible.

    >>> legible("一、\\n 总\\0则")
    '一、总则'
    """
    return _NOT_LEGIBLE.sub("", text)


def html_text(page: str) -> str | None:
    """The legible text of a built page's article; None when it has none."""
    element = LexborHTMLParser(page).css_first(TEXT_ELEMENT)
    return None if element is None else legible(element.text())
