"""Titles that nothing marks: where a bare line stands, the words of the text change.

Sections of one text go on with its words, texts that somebody collected do not (`subjects`). A
form of line says where to look there; here every line that may be a title is asked whether the
texts above and below it speak of the same things. Of 881 single texts hardly one has two lines
where they do not, of collected texts nine in ten titles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wenji.marks import Mark
from wenji.paras import Para
from wenji.split.habits import LEAST_TITLE, is_chinese, may_be_last, reads_as_title
from wenji.split.subjects import APART, REPEATED, likeness, likenesses, pairs_of
from wenji.split.wholes import (
    ACCEPT,
    LONGEST_PREFACE,
    PROSE_LENGTH,
    Beginnings,
    is_collected,
    is_section_title,
    points,
    preferred,
)

# --- thresholds; origin: 881 single texts of the development collections, drawn sets of others ----
NEAR = 1200  # characters above a line, and below it, that are compared
LEAST_NEAR = 250  # fewer do not repeat their words
MOST_ALIKE = 0.12  # likeness of texts of different subjects, 0 … 1
LEAST_TURNS = 2  # lines at which the subject changes: one may by chance
LEAST_STOPPED = 3  # … of lines that end as sentences do, all alike
PER_TITLE = 300  # characters of a text for each line that is looked at
LONGEST_STOPPED = 40  # characters of a title with a stop behind it

# --- points ---------------------------------------------------------------------------------------
TURN = ACCEPT

_STOPS = ("", "：:", "。")


def turns(paras: Sequence[Para]) -> Iterator[Beginnings]:
    """The titles of texts of different subjects; those that end with a stop are looked at apart."""
    near: list[Counter[str] | None] = [None] * len(paras)
    room = sum(len(p.text) for p in paras) / PER_TITLE
    for stops in _STOPS:
        lines = [
            i for i, p in enumerate(paras) if _is_title(p.text, stops) and _may_begin(paras, i)
        ]
        inner = [i for i in lines if i]
        least = LEAST_STOPPED if stops else LEAST_TURNS
        if not least <= len(inner) <= room:
            continue
        found = [i for i in inner if _turns(paras, i, near)]
        if len(found) < least:
            continue
        starts = [*_top(paras, lines, found[0]), *found]
        titles = [paras[i].text.rstrip(stops) for i in starts]
        between = likenesses(paras, [0, *starts] if starts[0] == found[0] else starts)
        told = TURN + points(paras, starts, titles)
        if told >= ACCEPT and max(between, default=1) < APART:
            numbered = enumerate(zip(starts, titles, strict=True), start=1)
            marks = {i: Mark("turning", n, title, 0) for n, (i, title) in numbered}
            yield Beginnings(preferred(told, starts)[0], marks, TURN)


def _is_title(text: str, stops: str) -> bool:
    """Whether a line may be a title, with one of `stops` behind it where there are any."""
    if stops:
        if (
            text[-1] not in stops
            or len(text) > LONGEST_STOPPED
            or "，" in text
            or "。" in text[:-1]
        ):
            return False
        text = text[:-1]
    if text[-1:] in "，、；：,;:" or is_section_title(text):
        return False
    return reads_as_title(text, LEAST_TITLE) and is_chinese(text)


def _may_begin(paras: Sequence[Para], i: int) -> bool:
    return i == 0 or may_be_last(paras, i - 1)


def _top(paras: Sequence[Para], lines: Sequence[int], before: int) -> list[int]:
    """The title of the first text: the first line, or the next one below a collection's title."""
    for i in lines:
        above = paras[:i]
        if i >= min(before, LONGEST_PREFACE) or any(len(p.text) >= PROSE_LENGTH for p in above):
            break
        if not is_collected(paras[i].text):
            return [i]
    return []


def _turns(paras: Sequence[Para], i: int, near: list[Counter[str] | None]) -> bool:
    """Whether the texts above and below a line speak of different things."""
    above = _words(paras, range(i - 1, -1, -1), near)
    below = _words(paras, range(i + 1, len(paras)), near) if above else {}
    return bool(above and below) and likeness(above, below) < MOST_ALIKE


def _words(
    paras: Sequence[Para], places: Sequence[int], near: list[Counter[str] | None]
) -> dict[str, int]:
    """The pairs of characters that the nearest paragraphs repeat; none where they are few."""
    counts: list[Counter[str]] = []
    length = 0
    for i in places:
        if length >= NEAR:
            break
        own = near[i]
        if own is None:
            own = near[i] = pairs_of(paras[i].text[:NEAR])
        counts.append(own)
        length += len(paras[i].text)
    if length < LEAST_NEAR:
        return {}
    both: Counter[str] = Counter()
    for own in counts:
        both.update(own)
    return {pair: n for pair, n in both.items() if n >= REPEATED}
