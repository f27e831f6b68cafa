"""Signs that stand again and again between two characters of a word: 修\ue004渠, 护·渠, 水%20渠.

A broken font, a copied watermark, a tag that was lost leaves one sign all over a text. What tells
it from a sign of the text's own is what it parts: the characters on its sides stand together
elsewhere, far more often than others would by chance. A name's dot and a missing glyph part what
belongs to nobody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from wenji.clean.leftovers import speaks_of_code
from wenji.model import Edit, Role

# --- thresholds; origin: signs strewn over texts of the seeds and of the development collections --
LEAST_PLACES = 6  # different pairs of characters that a sign parts
# So many of them, and such a share, are found together elsewhere, beyond chance and its spread.
LEAST_TOGETHER, TOGETHER = 3, 0.12
LEAST_SPELT = 3  # bytes spelt out between Chinese characters, which nothing means there
APART = 10  # characters from one to the next: signs between the items of a list are nearer
SHIFT = 3  # chance: the character before a sign, and the one behind the third sign from it
MOST_PLACES = 100  # pairs that are looked up

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# One sign of no text's punctuation, a byte spelt out, an empty tag or one of a pair. The sign
# stands first and is looked back from: so the search leaps from sign to sign.
_AFTER = f"(?<=[{_HAN}].)"
_SIGN = re.compile(
    rf"(?:[^\w\s!-~，。、；：？！…—–～“”‘’《》〈〉（）【】〔〕「」『』％＊／]{_AFTER}"
    rf"|[\u115f\u1160\u3164\uffa0]{_AFTER}|%{_AFTER}[0-9A-F]{{2}}(?:%[0-9A-F]{{2}}){{0,5}}"
    rf"|<{_AFTER}/?[A-Za-z:]{{1,8}} ?/?>(?:</[A-Za-z:]{{1,8}}>)?|\[{_AFTER}/?[a-z]{{1,8}}\])"
    rf"(?=[{_HAN}])"
)


def sprinkled_signs(text: str) -> Iterator[Edit]:
    """Drop such signs wherever they stand."""
    places: dict[str, list[int]] = {}
    for m in _SIGN.finditer(text):
        places.setdefault(m[0], []).append(m.start())
    found = [sign for sign, starts in places.items() if _parts_words(text, sign, starts)]
    if not found or (any(sign[0] in "<[%" for sign in found) and speaks_of_code(text)):
        return
    either = re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)))
    for m in either.finditer(text):
        yield Edit(m.start(), m.end(), "", "sprinkled-sign", Role.NOISE)


def _parts_words(text: str, sign: str, starts: list[int]) -> bool:
    if sign[0] == "%" and len(starts) >= LEAST_SPELT:
        return True
    if len(starts) < LEAST_PLACES:
        return False
    size = len(sign)
    starts = [b for a, b in pairwise([-APART, *starts]) if b - a >= APART]
    pairs = list(dict.fromkeys((text[at - 1], text[at + size]) for at in starts))[:MOST_PLACES]
    if len(pairs) < LEAST_PLACES:
        return False
    together = sum(a + b in text for a, b in pairs)
    others = pairs[SHIFT:] + pairs[:SHIFT]
    chance = sum(a + b in text for (a, _), (_, b) in zip(pairs, others, strict=True))
    beyond = together - chance - math.sqrt(chance)
    return beyond >= max(LEAST_TOGETHER, TOGETHER * len(pairs))
