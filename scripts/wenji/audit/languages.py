"""Law 2 in the further languages: their pages show the article's text, converted or as it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from wenji.addresses import translated
from wenji.audit.breach import Breach, first_difference
from wenji.audit.text import SHOWN, TEXT_ELEMENT, html_text
from wenji.languages import LANGUAGES, SIMPLIFIED, TRADITIONAL
from wenji.model import Folders
from wenji.traditional import Converter, converter_for


def check_languages(name: str, page: str, address: str, folders: Folders) -> Iterator[Breach]:
    """Breaches in the built pages of other languages.

    `name` is the article's page in `docs/`, `page` the HTML of its Simplified page, `address`
    its file in the site. A language that the site has not, and a page that the editor has
    translated, are nobody's breach.
    """
    for language in LANGUAGES:
        if language == SIMPLIFIED or not (folders.site / language).is_dir():
            continue
        if (folders.docs / translated(name, language)).is_file():
            continue
        expected = page
        if language == TRADITIONAL:
            expected = _converter(folders.docs).html(_text_element(page))
        file = f"{language}/{address}"
        try:
            built = (folders.site / file).read_text("utf-8", "replace")
        except OSError as error:
            yield Breach(2, "built-missing", file, found=error.strerror or str(error))
            continue
        shown, wanted = html_text(built) or "", html_text(expected) or ""
        at = first_difference(wanted, shown)
        if at is not None:
            yield Breach(
                2, "page-text", file, expected=wanted[at : at + SHOWN], found=shown[at : at + SHOWN]
            )


@cache
def _converter(docs: Path) -> Converter:
    return converter_for(docs)


def _text_element(page: str) -> str:
    found = LexborHTMLParser(page).css_first(TEXT_ELEMENT)
    return (found.html or "") if found else ""
