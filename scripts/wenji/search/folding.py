"""Folding: the form in which texts and queries are compared, and its representatives.

The browser folds queries the same way (`overrides/assets/search/fold.js`); both take the
representatives of variant characters from the same table.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

# General categories that are dropped: punctuation, white space, signs, controls. All others stay,
# characters that this Python does not know yet (Cn) too: a browser may know them as letters.
_DROPPED = frozenset({"Sm", "Sc", "Sk", "Cc", "Cf", "Cs"})
_DROPPED_WHOLE = ("P", "Z")


@cache
def representatives() -> dict[str, str]:
    """Variant characters and the one that stands for all of a kind (`variants.txt`).

    Made from OpenCC's tables by `benchmarks/make_variants.py`: a Traditional character and the
    Simplified one that it is written with today have one representative, also where several
    Traditional characters share a Simplified one (髮 and 發 with 发).
    """
    text = (files("wenji.search") / "variants.txt").read_text("utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def fold_char(char: str) -> str:
    """What one character is compared as: one character, several, or none.

    >>> fold_char("Ａ"), fold_char("後"), fold_char("，"), fold_char("㎡")
    ('a', '后', '', 'm2')
    """
    table = representatives()
    out = []
    for c in unicodedata.normalize("NFKC", char).lower():
        category = unicodedata.category(c)
        if category[0] not in _DROPPED_WHOLE and category not in _DROPPED:
            out.append(table.get(c, c))
    return "".join(out)


def fold(text: str) -> str:
    """A text in the form in which it is searched.

    >>> fold("《後勤　Work》")
    '后勤work'
    """
    return "".join(map(fold_char, text))


def folded_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` it comes from."""
    out: list[str] = []
    places: list[int] = []
    for i, char in enumerate(text):
        folded = fold_char(char)
        out.append(folded)
        places.extend([i] * len(folded))
    return "".join(out), places
