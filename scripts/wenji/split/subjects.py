"""Changes of subject: whether the texts that some lines would divide speak of the same things.

Sections of one text go on with its words, 农业 in one and 农业 in the next; texts that somebody
collected do not, except where they are of one kind. So other words are evidence for whole texts,
and the same words are none against them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from math import sqrt
from statistics import median

from wenji.paras import Para
from wenji.split.wholes import ACCEPT, DOUBTFUL

# --- thresholds; origin: sections of 250 single texts of the development collections, of which the
# --- middle likeness of neighbours is .5 and hardly one is below .2, and 400 drawn sets of
# --- unrelated texts, whose middle likeness is .05 and hardly one above .25 ----------------------
SHORTEST, LEAST_TEXT = 100, 250  # characters of any text, and of the middle one: to repeat words
MOST_TEXT = 4000  # characters of a text that are looked at
REPEATED = 2  # times that a word stands in a text that speaks of it
FAR, APART, ALOOF = 0.08, 0.15, 0.25  # likeness of neighbours, 0 … 1
FAR_POINTS, APART_POINTS, ALOOF_POINTS = 6, 4, 2
# Texts too short for that: all their pairs of words count, and all texts are held against each
# other. Of three stretches of 200 characters of a single text one in a hundred is below .04 (the
# middle one .24), of six below .05; of drawn sets nine in ten are.
LEAST_SHORT, MOST_SHORT, SHORT_TEXT = 3, 12, 150  # texts, and characters of the middle one
SHORT_FAR, SHORT_POINTS = 0.045, 4
# Lines whose first one stands below a whole text: how many, and points that are asked besides.
LEAST_HEADLESS, HEADLESS = 3, 2
SECTIONS = 0.4  # likeness of neighbours that may be sections of one text
BELIEVED = ACCEPT  # no more by their subjects: what lines say for themselves goes before

_COMMON = (
    "的了是在和与有不一这为中上对要以就也我们你他她它个到说时地得着之其于及而或但都又从把被让使由向等所将会能可并很更还没那"
    "些什么怎样如何因此虽然且二三四五六七八九十年月日第"
)
_PAIR = re.compile(rf"(?=((?:(?![{_COMMON}])[\u4e00-\u9fff]){{2}}))")


def subject_points(paras: Sequence[Para], starts: Sequence[int], *, short: bool = False) -> int:
    """What the words of the texts that begin at `starts` say for their being several; `short`
    where texts too short to repeat their words are asked as well."""
    between = likenesses(paras, starts)
    if not between:
        return SHORT_POINTS if short and _short_are_apart(paras, starts) else 0
    return _worth(between)


def _worth(between: Sequence[float]) -> int:
    """The points for such likenesses of neighbours."""
    steps = ((FAR, FAR_POINTS), (APART, APART_POINTS), (ALOOF, ALOOF_POINTS))
    return next((worth for most, worth in steps if median(between) < most), 0)


def likenesses(paras: Sequence[Para], starts: Sequence[int]) -> list[float]:
    """How alike neighbours are of the texts that begin at `starts`; none where these are short.

    The likeness of two texts is the cosine of the counts of their pairs of characters, those
    apart that every text has.
    """
    ends = [*starts[1:], len(paras)]
    texts = [_text(paras[a + 1 : b]) for a, b in zip(starts, ends, strict=True)]
    lengths = [len(text) for text in texts]
    least = SHORTEST if len(texts) > 2 else LEAST_TEXT  # a lone line may cut anything off
    if min(lengths) < least or median(lengths) < LEAST_TEXT:
        return []
    words = [_words(text) for text in texts]
    return [likeness(a, b) for a, b in pairwise(words) if a and b]


def _short_are_apart(paras: Sequence[Para], starts: Sequence[int]) -> bool:
    """Whether texts that repeat no words have none in common with each other either."""
    ends = [*starts[1:], len(paras)]
    texts = [_text(paras[a + 1 : b]) for a, b in zip(starts[:MOST_SHORT], ends, strict=False)]
    lengths = [len(text) for text in texts]
    if len(texts) < LEAST_SHORT or min(lengths) < SHORTEST or median(lengths) < SHORT_TEXT:
        return False
    between = [likeness(a, b) for a, b in combinations(map(pairs_of, texts), 2) if a and b]
    return bool(between) and sum(between) < SHORT_FAR * len(between)


def with_subjects(told: int, paras: Sequence[Para], starts: Sequence[int]) -> int:
    """Points of beginnings that are not believed as they are, with those for their subjects."""
    if not ACCEPT - FAR_POINTS <= told < ACCEPT:
        return told
    return min(told + subject_points(paras, starts), BELIEVED)


def headless_points(told: int, paras: Sequence[Para], starts: Sequence[int]) -> int:
    """Points of beginnings below a text that has lost its own head, or never had one.

    A long text with headings in its second half looks just so: all texts, that one among them,
    must speak of other things.
    """
    if told < ACCEPT + HEADLESS - FAR_POINTS or len(starts) < LEAST_HEADLESS:
        return 0
    subject = points_with_above(paras, starts)
    return BELIEVED if subject and told + subject >= ACCEPT + HEADLESS else DOUBTFUL


def points_with_above(paras: Sequence[Para], starts: Sequence[int]) -> int:
    """What the words say for several texts that begin at `starts` below another one; nothing
    where two neighbours are as alike as sections are: these may be all that the lines divide."""
    between = likenesses(paras, [0, *starts])
    return _worth(between) if between and max(between) < SECTIONS else 0


def _text(paras: Sequence[Para]) -> str:
    out, length = [], 0
    for p in paras:
        out.append(p.text)
        length += len(p.text)
        if length >= MOST_TEXT:
            break
    return "\n".join(out)[:MOST_TEXT]


def _words(text: str) -> Mapping[str, int]:
    """The pairs of characters that a text repeats, each with its count."""
    return {pair: n for pair, n in pairs_of(text).items() if n >= REPEATED}


def pairs_of(text: str) -> Counter[str]:
    """The pairs of characters of a text that not every text has, each with its count."""
    return Counter(_PAIR.findall(text))


def likeness(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    """The cosine of the counts of two texts, 0 … 1."""
    both = sum(n * b.get(pair, 0) for pair, n in a.items())
    return both / sqrt(sum(n * n for n in a.values()) * sum(n * n for n in b.values()))
