"""The languages of the site: their folders, their tags, and how they write a date.

Simplified Chinese comes first: the collection is in it, its pages lie at the site's root, and
from them the pages of the other languages are made (`wenji.site.fallback`).
"""

from __future__ import annotations

from collections.abc import Mapping

SIMPLIFIED, TRADITIONAL, ENGLISH = "zh", "zh-Hant", "en"
LANGUAGES = (SIMPLIFIED, TRADITIONAL, ENGLISH)
"""Folders of `docs/` (static-i18n, structure `folder`), the first one the default."""

TEXTS = "zh-Hans"
"""What the collection's texts are marked with where the page is in another language."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def tag(language: str) -> str:
    """The tag of BCP 47 for a folder: `zh` alone does not tell the script.

    >>> tag("zh"), tag("en")
    ('zh-Hans', 'en')
    """
    return TEXTS if language == SIMPLIFIED else language


def is_chinese(language: str) -> bool:
    """Whether readers of this language read the texts as they are, in one script or the other."""
    return language.startswith("zh")


def date(iso: str, language: str = SIMPLIFIED) -> str:
    """An ISO date as readers of the language write it, as exact as it is.

    >>> date("2021-03-05"), date("2021-03"), date("2021")
    ('2021年3月5日', '2021年3月', '2021年')
    >>> date("2021-03-05", "en"), date("2021-03", "en"), date("2021", "en")
    ('5 March 2021', 'March 2021', '2021')
    """
    parts = [int(n) for n in iso.split("-")]
    if is_chinese(language):
        return "".join(f"{n}{unit}" for n, unit in zip(parts, "年月日", strict=False))
    words = [str(parts[0]), *(_MONTHS[n - 1] for n in parts[1:2]), *map(str, parts[2:])]
    return " ".join(reversed(words))


def name(names: Mapping[str, str], language: str) -> str:
    """The name in this language; where there is none, the Simplified one.

    >>> name({"zh": "党建", "en": "Party building"}, "en"), name({"zh": "党建"}, "en")
    ('Party building', '党建')
    """
    return names.get(language) or names[SIMPLIFIED]
