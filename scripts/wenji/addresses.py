"""Where pages lie, relative to the docs folder. Addresses depend on their own object alone."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LANGUAGE = "zh"  # the folder of the default language (static-i18n, structure `folder`)

HOME = f"{LANGUAGE}/index.md"
SEARCH = f"{LANGUAGE}/search.md"
PRINT = f"{LANGUAGE}/print.md"
READING = f"{LANGUAGE}/reading.md"
HELP = f"{LANGUAGE}/help.md"
ABOUT = f"{LANGUAGE}/about.md"
THEMES = f"{LANGUAGE}/themes/index.md"
SOURCES = f"{LANGUAGE}/sources/index.md"
INDEXES = f"{LANGUAGE}/indexes/index.md"
YEARS = f"{LANGUAGE}/years/index.md"
GENRES = f"{LANGUAGE}/genres/index.md"
TERMS = f"{LANGUAGE}/terms/index.md"
QUOTATIONS = f"{LANGUAGE}/quotations/index.md"
SAYINGS = f"{LANGUAGE}/quotations/sayings.md"
PASSAGES = f"{LANGUAGE}/quotations/passages.md"

SLUG_CHARS = 40  # of a theme's id; with UTF-8's four bytes still a valid name everywhere
_NOT_SLUG = re.compile(r"[\W_]+")

# Names that MkDocs (`index`, `readme`) or Windows keep for themselves.
_RESERVED = frozenset(
    ["", "index", "readme", "con", "prn", "aux", "nul"]
    + [f"{device}{n}" for device in ("com", "lpt") for n in range(10)]
)


def slug(name: str) -> str:
    """A file name for an id: lower-case letters, digits and `-`, of any script.

    An id that is not such a name itself gets a digest, so that no two ids share one and
    none depends on the others.

    >>> slug("党建"), slug("rural-2024")
    ('党建', 'rural-2024')
    >>> slug("../A b"), slug("con")
    ('a-b-e3f8e0', 'con-1143da')
    """
    safe = _NOT_SLUG.sub("-", unicodedata.normalize("NFC", name).lower()).strip("-")[:SLUG_CHARS]
    if safe == name and safe not in _RESERVED:
        return safe
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{safe}-{digest}".lstrip("-")


def translated(path: str, language: str) -> str:
    """Where the page `path` of the default language has its place in another.

    >>> translated("zh/help.md", "en")
    'en/help.md'
    """
    return language + path.removeprefix(LANGUAGE)


def theme_page(theme_id: str) -> str:
    """The page of a theme."""
    return f"{LANGUAGE}/themes/{slug(theme_id)}.md"


def source_page(source_id: str) -> str:
    """The page of a source."""
    return f"{LANGUAGE}/sources/{slug(source_id)}.md"


def year_page(year: str) -> str:
    """The page of a year, or of what has none (`undated`)."""
    return f"{LANGUAGE}/years/{year}.md"


def genre_page(key: str) -> str:
    """The page of a genre."""
    return f"{LANGUAGE}/genres/{slug(key)}.md"


def term_page(letter: str) -> str:
    """The page of the terms that begin with a letter."""
    return f"{LANGUAGE}/terms/{letter}.md"


def part(path: str, number: int) -> str:
    """A page of several that one list is divided into; the first keeps its address.

    >>> part("zh/years/2019.md", 1), part("zh/years/2019.md", 2)
    ('zh/years/2019.md', 'zh/years/2019-2.md')
    """
    return path if number == 1 else f"{path.removesuffix('.md')}-{number}.md"
