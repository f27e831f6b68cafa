"""Headings that are told by what they are: a number alone on its line, and 参考文献.

Essays and papers part their sections by 一, 二, 三 alone; what stands below is the only text they
have. A number by itself is a page's or a table's: only a run of them, each over prose, counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wenji.numbering import HAN_NUMBER, Label, label_at, value

LONE = "lone"  # style of their labels: 一 alone and 一、 within a section count apart
LEAST_SECTIONS = 2  # numbers alone, from one on
LEAST_BELOW = 30  # characters of the paragraph below each; origin: judgement

_NUMBER = re.compile(rf"{HAN_NUMBER}|[Ⅰ-Ⅻ]|[（(]{HAN_NUMBER}[）)]")
_S = "[ \u3000]*"
_BACK_MATTER = re.compile(
    rf"[【\[（(]?(?:主{_S}要{_S})?(?:参{_S}考{_S}(?:文{_S}献|书{_S}目|资{_S}料)|致{_S}谢)[】\]）)]?[:：]?"
)


def lone_numbers(texts: Sequence[str]) -> Mapping[int, Label]:
    """The paragraphs that are a section's number alone, with their labels.

    >>> prose = "渠道沿山修了三年，村里人都出过工，石料是从下游一车一车拉上来的，没有一户例外。"
    >>> [label.value for label in lone_numbers(["一", prose, "二", prose]).values()]
    [1, 2]
    >>> len(lone_numbers(["一", "水费", "二", "电费"]))
    0
    """
    found = {
        k: number
        for k, text in enumerate(texts[:-1])
        if len(text) <= 4
        and _NUMBER.fullmatch(text)
        and (number := value(text.strip("（()）")))
        and (len(texts[k + 1]) >= LEAST_BELOW or label_at(texts[k + 1]) is not None)
    }
    if list(found.values()) != list(range(1, len(found) + 1)) or len(found) < LEAST_SECTIONS:
        return {}
    style = "han_paren" if texts[next(iter(found))][0] in "（(" else LONE
    return {k: Label(style, n, texts[k], len(texts[k])) for k, n in found.items()}


def is_back_matter(texts: Sequence[str], k: int) -> bool:
    """Whether a paragraph is the heading of a list of references, of notes or of thanks."""
    return k + 1 < len(texts) and _BACK_MATTER.fullmatch(texts[k]) is not None
