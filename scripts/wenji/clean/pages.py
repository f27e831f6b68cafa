"""Page numbers, also in mid-sentence, told apart from numbers that belong to the text.

One number alone says nothing. The evidence is a sequence: numbers that grow by one at
roughly even distances through the whole text. Every number that could be a page number is
a candidate with a weight for its form; a dynamic programme finds the heaviest sequence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from wenji.clean.page_forms import (
    SHORT_LINE,
    WEIGHT_COUNTED,
    WEIGHT_SPACED,
    Candidate,
    candidates,
    others,
)
from wenji.clean.title_numbers import numbers_of_titles
from wenji.model import Edit, Role
from wenji.sentences import ended

# — 1 —, - 1 -
_AT_FOOT = re.compile(
    r"^[ \t\u3000]*(?P<sign>[—–―－─-]{1,2})[ \t\u3000]?(?P<number>[0-9]{1,3})[ \t\u3000]?(?P=sign)"
    r"[ \t\u3000]*$",
    re.MULTILINE,
)

# --- thresholds; origin: the development collections (noise_left against numbers lost) ------------
# The lightest forms are no evidence: they only fill a gap between two found pages. A number that
# counts nothing does so wherever it stands, if none of its value stands beside it in the gap;
# any other only within this share of a page around the place where the number is due.
DOUBTFUL_PLACE = 0.2
SKIP_PENALTY = 0.5  # for each number that the sequence leaves out
LATE_START_PENALTY = 0.8  # for each number that the sequence lacks at its beginning, up to 4
LEAST_RISING = 2  # lines of one form that are page numbers by their places
MIDDLE, MIDDLE_ALONE = 0.5, 0.8  # share of them that cut sentences
ACCEPT = 4.5  # a sequence lighter than this is chance
# Numbers that fall by one from place to place do so by chance alone: a sequence of pages is so many
# times as heavy as the heaviest of those; a light one spans such a share of the text as well.
BY_CHANCE = 1.5
LIGHT, SPAN = 9.0, 0.5
# Numbers behind the same words, between whole sentences, are those of what the words name.
LABELLED, LABELLED_ENDED, LEAST_LABELLED, LABEL = 0.6, 0.8, 3, 20
# How far the distance between two pages may depart from the typical one.
NEAREST, FARTHEST = 0.35, 2.6
# Distances to try when no strong candidates give one: characters on a page.
PAGE_SIZES = tuple(round(180 * 1.2**i) for i in range(16))
LONGEST_SKIP = 5
HEAD, TITLE = 8, 45  # a number so near the head of a line so short belongs to a title
CROWD = 20  # where one number stands more often than that, those nearest its place are looked at


def page_numbers(text: str) -> Iterator[Edit]:
    """Drop the numbers of the page sequence, if there is one."""
    found, more = list(candidates(text)), list(others(text))
    titles = numbers_of_titles(text, found)
    found, more = ([c for c in some if c.start not in titles] for some in (found, more))
    sequence = _sequence(found, len(text))
    if all(_numbers_a_title(text, c) for c in sequence) or _labelled(text, sequence):
        sequence = ()
    taken = {c.start for c in sequence}
    end = 0
    rising = (c for c in _rising(text, [*found, *more]) if c.start not in taken)
    spans = [(c.start, c.end) for c in sorted((*sequence, *rising))]
    for start, stop in spans or at_the_foot(text):
        if start >= end:
            yield Edit(start, stop, "", "page-number", Role.NOISE)
            end = stop


def at_the_foot(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of a paper of few pages, as offices set them (GB/T 9704, 7.5: — 1 —): all lines
    of the form count from 1, once or for each of several papers, and one of them stands last, as
    no heading does.

    >>> list(at_the_foot("春灌通知\\n— 1 —\\n请照办。\\n— 2 —\\n"))
    [(5, 10), (16, 21)]
    >>> list(at_the_foot("— 1 —\\n春灌\\n— 2 —\\n护渠")), list(at_the_foot("请照办。\\n— 7 —"))
    ([], [])
    """
    found = list(_AT_FOOT.finditer(text))
    if not found or text[found[-1].end() :].strip():
        return
    above = 0
    for m in found:
        if (value := int(m["number"])) not in (1, above + 1):
            return
        above = value
    yield from (m.span() for m in found)


def _rising(text: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Lines of one form whose numbers rise by one and cut sentences, at whatever distances.

    Numbers of sections stand on lines of their own as well, but never in mid-sentence.
    """
    forms: dict[str, list[Candidate]] = {}
    for c in candidates:
        if c.form:
            forms.setdefault(c.form, []).append(c)
    for found in forms.values():
        sure = any(c.page for c in found)
        middle = sum(c.middle for c in found)
        placed = any(c.weight == 0 for c in found)  # told by their places alone
        share = MIDDLE_ALONE if placed else MIDDLE
        if not sure and (len(found) < LEAST_RISING + placed or middle < share * len(found)):
            continue
        steps = [b.value - a.value for a, b in pairwise(found)]
        if _labelled(text, found):
            continue
        if all(step == 1 for step in steps) or (sure and all(step >= 0 for step in steps)):
            yield from found


def _labelled(text: str, chain: Sequence[Candidate]) -> bool:
    """Whether numbers stand behind the same words, and those between whole sentences: 专栏 3."""
    if len(chain) < LEAST_LABELLED:
        return False
    words: dict[str, list[bool]] = {}
    for c in chain:
        head = text[max(0, c.start - 2 * SHORT_LINE) : c.start].rstrip()
        above, _, label = head.rpartition("\n")
        if 0 < len(label) <= LABEL:
            words.setdefault("".join(label.split())[-2:], []).append(ended(above.rstrip() or "。"))
    most = max(words.values(), key=len, default=[])
    return len(most) >= LABELLED * len(chain) and sum(most) >= LABELLED_ENDED * len(most)


def _numbers_a_title(text: str, c: Candidate) -> bool:
    """Whether a number stands at the head of a short line that is no sentence: 材料1 春耕纪事."""
    start = text.rfind("\n", 0, c.start + 1) + 1
    end = text.find("\n", c.end)
    line = text[start : end if end >= 0 else len(text)].rstrip()
    inline = start < c.start and "\n" not in text[c.start : c.end]
    return (
        inline
        and c.start - start <= HEAD
        and c.end < end
        and len(line) <= TITLE
        and not ended(line)
    )


def _sequence(candidates: list[Candidate], length: int) -> tuple[Candidate, ...]:
    """The heaviest sequence of candidates, or nothing when it is no heavier than chance."""
    candidates.sort(key=lambda c: (c.start, c.end))
    strong = [c for c in candidates if c.weight >= WEIGHT_SPACED]
    sound = [c for c in candidates if c.weight > WEIGHT_COUNTED]
    best = 0.0
    chosen: tuple[Candidate, ...] = ()
    sizes = _page_sizes(strong, length)
    for size in sizes:
        weight, chain = _heaviest(sound, size)
        if chain:
            weight -= LATE_START_PENALTY * min(chain[0].value - 1, 4)
        if weight > best:
            best, chosen = weight, chain
    if best < ACCEPT or not any(c.middle or c.sure for c in chosen):
        return ()
    if best < LIGHT and chosen[-1].start - chosen[0].start < SPAN * length:
        return ()
    falling = [replace(c, value=-c.value) for c in sound]
    if best < BY_CHANCE * max(_heaviest(falling, size)[0] for size in sizes):
        return ()
    return tuple(_filled(chosen, candidates))


def _filled(chain: tuple[Candidate, ...], candidates: list[Candidate]) -> Iterator[Candidate]:
    """The sequence with its gaps filled by numbers that stand where a page may end."""
    due = {number for a, b in pairwise(chain) for number in range(a.value + 1, b.value)}
    at: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.value in due:
            at.setdefault(c.value, []).append(c)
    for a, b in pairwise(chain):
        yield a
        step = (b.start - a.start) / (b.value - a.value)
        after = a
        for number in range(a.value + 1, b.value):
            place = a.start + step * (number - a.value)
            found = [c for c in at.get(number, ()) if after.end <= c.start and c.end <= b.start]
            loose = [c for c in found if c.loose]
            near = [c for c in found if abs(c.start - place) <= step * DOUBTFUL_PLACE]
            if len(loose) == 1 or near:
                near = loose if len(loose) == 1 else near
                after = min(near, key=lambda c: (abs(c.start - place), -c.weight))
                yield after
    yield chain[-1]


def _page_sizes(strong: list[Candidate], length: int) -> Sequence[int]:
    gaps = [
        b.start - a.start
        for a, b in pairwise(strong)
        if b.value == a.value + 1 and b.start - a.start >= PAGE_SIZES[0]
    ]
    if len(gaps) >= 2:
        return (round(median(gaps)),)
    return tuple(size for size in PAGE_SIZES if size < length)


def _heaviest(candidates: list[Candidate], size: int) -> tuple[float, tuple[Candidate, ...]]:
    """Dynamic programme over (value, place): each page follows the one before at `size`."""
    by_value: dict[int, list[tuple[int, int]]] = {}
    total = [0.0] * len(candidates)
    back = [-1] * len(candidates)
    for i, c in enumerate(candidates):
        score, previous = 0.0, -1
        for skip in range(1, LONGEST_SKIP + 1):
            row = by_value.get(c.value - skip, [])
            low = bisect_left(row, (c.start - int(size * FARTHEST * skip), -1))
            due = bisect_left(row, (c.start - size * skip, -1))
            for start, j in row[max(low, due - CROWD) : due + CROWD]:
                gap = c.start - start
                if gap < size * NEAREST * skip:
                    break
                bend = abs(gap / (size * skip) - 1)
                value = total[j] - SKIP_PENALTY * (skip - 1) - bend * 0.5
                if value > score:
                    score, previous = value, j
        total[i] = score + c.weight
        back[i] = previous
        by_value.setdefault(c.value, []).append((c.start, i))
    if not candidates:
        return 0.0, ()
    i = max(range(len(candidates)), key=lambda k: (total[k], -k))
    weight, chain = total[i], []
    while i >= 0:
        chain.append(candidates[i])
        i = back[i]
    return weight, tuple(reversed(chain))
