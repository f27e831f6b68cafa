"""Marks of articles that are told by their numbers: lines of one form (`unlisted_marks`).

What a form is worth, its lines say together: whether the numbers rise by one from the top of
the text, whether long texts stand between them, whether sections begin anew in each, whether
the titles read as titles of whole texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from wenji.facts import is_byline, is_name
from wenji.marks import Mark
from wenji.numbering import label_at
from wenji.outline import RANK
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.collected import is_foreign
from wenji.split.habits import WORDS, may_be_last, may_be_titled, reads_as_title
from wenji.split.subjects import (
    ALOOF_POINTS,
    APART_POINTS,
    FAR_POINTS,
    points_with_above,
    with_subjects,
)
from wenji.split.wholes import (
    ACCEPT,
    COLLECTED,
    DOUBTFUL,
    FINER,
    HABIT,
    IMPOSSIBLE,
    OTHER_TITLE,
    USUAL_TEXT,
    Beginnings,
    Room,
    deep,
    front_points,
    is_indented,
    least_length,
    points,
    preferred,
    short_front,
    titled_twice,
    usual_gap,
)
from wenji.unlisted_marks import (
    BOOK,
    IN_BOOK_MARKS,
    LABEL,
    SECTION_WORD,
    TEXT_WORD,
    UNUSUAL,
    Reading,
    readings,
)

# --- thresholds; origin: the made collections of tests/unseen and the development ones ------------
DEEP_LABEL = 4  # more, where no label stands in the text that is above it: 1）
CONTINUED = 6  # numbers above one from the very top: no text begins with its fifth section
SET_WIDE = 6  # its characters set apart, as those of sections are not
SAME_TITLE, LEAST_SAME = 12, 3  # all have one title, as sections have not
AUTHORED = 6  # each says who wrote
BELOW_TITLES = 2  # each stands alone below a title, as sections' numbers stand above theirs
NUMBERED_SECTIONS = -6  # numbers alone below another title, as sections without titles have them
TITLED_ABOVE = 0.6  # share of numbers below titles that stand behind what may be a text's end
WHOLE_ABOVE = 0.5  # share of numbers from two below what may be a text's end
NO_TITLES = 0.25  # share of a form's lines whose rest does not read as a title
DEEP = frozenset({"arabic_half_paren", "arabic_paren", "circled"})
LEAST_MIXED = 4  # numbers in disorder, each once and none left out, are no chance
MIXED = 3  # … as sections never are
SHORT = 1  # numbers that leave none out are as sure as what is drawn
VERY_LONG, LONG_SECTION = 1, 1500  # characters of a text that is hardly a section
REGULAR = 1  # numbers that rise by one from one
ONLY_FAR = ACCEPT - APART_POINTS - 1  # points with which texts that are far apart are believed
COUNTED_WELL, LEAST_COUNTED = 3, 3  # … so many of them, where no sections are numbered so

Run: TypeAlias = Sequence[tuple[int, Reading]]

_CHAPTER = re.compile("[章回]$")  # of novels, whose titles a file may lack
_GAP = r"[ \t\u3000]"
_NAME = r"[\u4e00-\u9fff·]{2,4}"
_AUTHOR = re.compile(
    rf"(?P<a>{_NAME})[:：].+|.+?(?:{_GAP}*[（(【\[]|{_GAP}+)(?P<b>{_NAME})[）)】\]]?"
)
_KEYED_NAME = re.compile(
    r"(?:作者|发言人|讲者|主讲|报告人|演讲者|演讲人|汇报人|分享人|撰稿|撰文|供稿|投稿|文)"
    rf"{_GAP}*[:：/／][^，。]{{2,20}}$"
)


def sequences(paras: Sequence[Para]) -> Beginnings:
    """The marks of the form that is most surely one of articles; none if no form is."""
    found: dict[tuple[str, ...], list[tuple[int, Reading]]] = {}
    usual, indented = usual_gap(paras), is_indented(paras)
    for i, p in enumerate(paras):
        for reading in readings(p.text):
            if p.wide:
                reading = replace(reading, points=reading.points + SET_WIDE)
            found.setdefault(reading.key, []).append((i, reading))
            if reading.style:  # sections may have labels of the same form
                for place in _places(paras, i, usual, indented):
                    found.setdefault((*reading.key, place), []).append((i, reading))
    best: tuple[tuple[int, int], int] = ((0, 0), 0)
    chosen = Beginnings(0, {})
    believed: list[Beginnings] = []
    readable = [list(_runs(candidates)) for candidates in found.values()]
    all_runs = [run for runs in readable for run in runs]
    for run, own, told in (x for runs in readable for x in _told(paras, runs)):
        if told < DOUBTFUL:
            continue
        whole = _continued(paras, run, all_runs) if told >= ACCEPT else run
        value = preferred(told, [i for i, _ in whole])
        marks = {i: reading.mark for i, reading in whole}
        found_now = Beginnings(value[0] if told >= ACCEPT else told, marks)
        if told >= FINER:
            believed.append(found_now)
        if (value, own) > best:
            best, chosen = (value, own), found_now
    # The same numbers and more, read in another way: 星期日 behind 星期六.
    more = [b for b in believed if b.marks.keys() > chosen.marks.keys()]
    return max(more, key=lambda b: (len(b.marks), b.points), default=chosen)


def _told(paras: Sequence[Para], runs: Sequence[Run]) -> Iterator[tuple[Run, int, int]]:
    """The readings of one form, with what speaks for each, down to the first that is believed."""
    for run in (_raised(paras, x) for x in runs):
        headless = _is_headless(paras, run)
        own, starts = _points(paras, run, headless=headless), [i for i, _ in run]
        if _is_below_other_title(paras, run, own) and is_foreign(paras, starts[0]):
            own = min(own - OTHER_TITLE, ONLY_FAR)
        told = own
        if headless or run[0][1].mark.value == 1 or not starts[0]:
            told = with_subjects(own, paras, [0, *starts] if headless else starts)
        yield run, own, told
        if told >= ACCEPT:
            return


def _is_below_other_title(paras: Sequence[Para], run: Run, told: int) -> bool:
    """Whether numbers from one are not believed because a title stands above them, and would be if
    the texts had nothing to do with each other."""
    first = run[0][0]
    near = ACCEPT - FAR_POINTS + OTHER_TITLE <= told < ACCEPT
    near = near and run[0][1].mark.value == 1 and first > 0
    return near and front_points(paras, first, len(run)) == OTHER_TITLE


def counted_on(paras: Sequence[Para], last: int) -> dict[int, Mark]:
    """Marks within a text that count on from `last`, or anew, and divide what is behind them.

    Nothing but their own form and what they divide is asked: what stands before is another text.
    """
    found: dict[tuple[str, ...], list[tuple[int, Reading]]] = {}
    for i, p in enumerate(paras):
        for reading in readings(p.text):
            if reading.points >= UNUSUAL and not reading.style and reading.mark.title:
                found.setdefault(reading.key, []).append((i, reading))
    for candidates in found.values():
        run = _chain(candidates)
        if len(run) >= LEAST_COUNTED and run[0][1].mark.value in (1, last + 1):
            first = run[0][0]
            behind = [(i - first, reading) for i, reading in run]
            if _points(paras[first:], behind) >= FINER:
                return {i: reading.mark for i, reading in run}
    return {}


def _continued(paras: Sequence[Para], chosen: Run, runs: Sequence[Run]) -> Run:
    """The run, and what counts on behind it, or anew, in another form: 上辑·2, then 下辑·1.

    Two forms of one file both say what they count, and what they divide must be as whole as what
    the first divides: the last text might have numbers of its own.
    """
    first = chosen[0][1]
    if not first.word or first.style or first.points < UNUSUAL:
        return chosen
    for run in runs:
        start, reading = run[0]
        last, before = chosen[-1]
        next_one = reading.mark.value in (1, before.mark.value + 1)
        fits = reading.word and not reading.style and reading.points >= first.points
        if start > last and next_one and fits and reading.key[0] == first.key[0]:
            both = [*chosen, *run]
            if _whole(paras, both) >= _whole(paras, chosen):
                chosen = both
    return chosen


def _whole(paras: Sequence[Para], run: Run) -> int:
    return points(paras, [i for i, _ in run], [reading.mark.title for _, reading in run])


def _places(paras: Sequence[Para], i: int, usual: int, indented: bool) -> Iterator[str]:
    """How a line stands apart from others of its form."""
    para = paras[i]
    if i + 1 < len(paras) and _KEYED_NAME.match(paras[i + 1].text):
        yield "authored"
    if para.border:
        yield "bordered"
    if para.gap > usual:
        yield "spaced"
    if indented and not deep(para):
        yield "unindented"


def _runs(found: Sequence[tuple[int, Reading]]) -> Iterator[list[tuple[int, Reading]]]:
    """The longest run of numbers; or all of those that count from one again, one after another.

    Collections begin to count anew (上编, 下编), as sections of a text do: so those have no labels.
    """
    longest, falling = _chain(found), _chain(found[::-1])[::-1]
    if len(falling) > max(len(longest), LEAST_COUNTED - 1):  # two may fall by chance
        longest = falling
    if len(longest) < 2:
        return
    first = found[0][1]
    again = [k for k, (_, reading) in enumerate(found) if reading.mark.value == 1]
    if first.word and not first.style and first.points >= UNUSUAL and again[:1] == [0]:
        parts = [_chain(found[a:b]) for a, b in pairwise([*again, len(found)])]
        whole = [x for part in parts for x in part]
        if len(parts) > 1 and all(len(part) > 1 for part in parts) and len(whole) == len(found):
            yield whole
    if len(found) >= LEAST_MIXED and sorted(r.mark.value for _, r in found) == [
        *range(1, len(found) + 1)
    ]:
        yield list(found)
    yield longest


def _chain(found: Sequence[tuple[int, Reading]]) -> list[tuple[int, Reading]]:
    """The longest run of numbers that rise by one, or by two where one is left out."""
    length: list[int] = []  # of the longest run that ends with each line
    before: list[int | None] = []
    ending: dict[int, int] = {}  # number -> the line with that number whose run is longest
    for n, (_, reading) in enumerate(found):
        number = reading.mark.value
        options = [k for step in (1, 2) if (k := ending.get(number - step)) is not None]
        last = max(options, key=lambda k: (length[k], -k), default=None)
        length.append(1 if last is None else length[last] + 1)
        before.append(last)
        if number not in ending or length[n] > length[ending[number]]:
            ending[number] = n
    at = max(range(len(found)), key=lambda k: (length[k], -k), default=None)
    run: list[tuple[int, Reading]] = []
    while at is not None:
        run.append(found[at])
        at = before[at]
    return run[::-1]


def _points(
    paras: Sequence[Para], run: Sequence[tuple[int, Reading]], *, headless: bool = False
) -> int:
    """What speaks for a run as marks of articles; `headless` below a text without a mark."""
    first = run[0][0]
    worth, style = min(reading.points for _, reading in run), run[0][1].style
    front = front_points(paras, first, len(run))
    told = first == 0 or front >= COLLECTED
    if told and worth == SECTION_WORD and not _CHAPTER.search(run[0][1].word):
        worth = LABEL  # a text has its own title above its first section
    values = [reading.mark.value for _, reading in run]
    regular = values == list(range(1, len(values) + 1))
    says = any(reading.word or reading.mark.title for _, reading in run)  # no numbers of pages
    late = headless or (values[0] > 1 and worth >= TEXT_WORD and says)
    if not late and not short_front(paras, first):
        return IMPOSSIBLE
    titles = [reading.mark.title for _, reading in run]
    if headless:
        front = 0  # a whole text
    if front < 0 and not any(titles):
        front += NUMBERED_SECTIONS
    short = regular and not style and worth > 0
    shortest = least_length(worth + SHORT * short, len(run), front)
    if sum(map(_is_no_title, titles)) > NO_TITLES * len(titles):
        return IMPOSSIBLE
    return (
        worth
        + SAME_TITLE * _have_one(titles)
        + IN_BOOK_MARKS * _above_book_marks(paras, run)
        + AUTHORED * _authored(paras, run)
        + BELOW_TITLES * all(r.mark.title == paras[i].text for i, r in run)
        + DEEP_LABEL * (style in DEEP and not any(_is_above(p.text, style) for p in paras))
        + CONTINUED * (values[0] > 2 and first == 0)
        + CONTINUED // 2 * (values[0] == 2 and first == 0)
        + front
        + VERY_LONG * (sum(len(p.text) for p in paras) >= LONG_SECTION * len(run))
        + MIXED * (sorted(values) == list(range(1, len(values) + 1)) and not regular)
        + regular * (REGULAR + COUNTED_WELL * (worth > 0 and len(values) >= LEAST_COUNTED))
        + points(paras, [i for i, _ in run], titles, style, shortest=shortest)
    )


def _is_headless(paras: Sequence[Para], run: Run) -> bool:
    """Whether the first text has lost its head: the numbers begin with two, below a text as long as
    one. They are such as no section has, three in a row; or titles with them divide texts that have
    nothing to do with each other, nor with the one above them, as sections never do. Nothing more
    is asked where each title stands twice, or all are one, which sections never have. (Behind the
    one title it may be a page's.)
    """
    starts = [i for i, _ in run]
    if [reading.mark.value for _, reading in run] != list(range(2, len(run) + 2)):
        return False
    if not Room(paras, USUAL_TEXT).between(None, starts[0], None):
        return False
    unlike = len(run) >= LEAST_COUNTED and min(r.points for _, r in run) >= UNUSUAL
    first = run[0][1]
    if unlike and (first.word or first.key[0] == "tail"):
        return True
    said = [r.mark.title or "".join(p.text for p in paras[i + 1 : i + 2]) for i, r in run]
    if sum(map(reads_as_title, said)) < (1 - NO_TITLES) * len(run):
        return False
    titles = [r.mark.title for _, r in run]
    if titled_twice(paras, starts, titles) or (_have_one(titles) and first.key[0] == "head"):
        return True
    if unlike and not first.style:
        return points_with_above(paras, starts) >= ALOOF_POINTS
    whole = sum(may_be_last(paras, i - 1) for i in starts if i)
    return whole >= WHOLE_ABOVE * len(run) and points_with_above(paras, starts) >= FAR_POINTS


def _have_one(titles: Sequence[str]) -> bool:
    """Whether several titles are all the same."""
    return len(titles) >= LEAST_SAME and bool(titles[0]) and len(set(titles)) == 1


def _authored(paras: Sequence[Para], run: Sequence[tuple[int, Reading]]) -> bool:
    """Whether nearly all the titles say who wrote, on their line or the next one.

    Sections have no authors: 一、林小禾：护渠小结, 第一章　护渠小结（林小禾）.
    """
    named = 0
    for i, reading in run:
        title, below = reading.mark.title, paras[i + 1].text if i + 1 < len(paras) else ""
        parts = _AUTHOR.fullmatch(title)
        own = parts is not None and is_name(parts["a"] or parts["b"])
        named += own or is_name(below) or is_byline(below) or _KEYED_NAME.match(below) is not None
    return named >= max(LEAST_COUNTED, HABIT * len(run))


def _raised(
    paras: Sequence[Para], run: Sequence[tuple[int, Reading]]
) -> Sequence[tuple[int, Reading]]:
    """The run, each of its numbers one line further up where they stand alone below titles."""
    if not all(not r.mark.title and i and reads_as_title(paras[i - 1].text) for i, r in run):
        return run
    if sum(may_be_titled(paras, i - 1) for i, _ in run) < TITLED_ABOVE * len(run):
        return run
    marks = [replace(r.mark, title=paras[i - 1].text, title_start=0) for i, r in run]
    return [(i - 1, replace(r, mark=m)) for (i, r), m in zip(run, marks, strict=True)]


def _above_book_marks(paras: Sequence[Para], run: Sequence[tuple[int, Reading]]) -> bool:
    """Whether all the marks are numbers alone, with 《a title》 on the next line."""
    return all(
        not r.mark.title and i + 1 < len(paras) and BOOK.fullmatch(paras[i + 1].text)
        for i, r in run
    )


def _is_no_title(text: str) -> bool:
    """Whether a line's rest is prose or no words at all; no rest is none either."""
    return bool(text) and (
        not WORDS.search(text) or (ended(text) and text[-1] not in "？?！!”》）)")
    )


def _is_above(text: str, style: str) -> bool:
    """Whether a paragraph has a label of a rank above that of `style`."""
    label = label_at(text)
    return label is not None and RANK.get(label.style, 99) < RANK[style]
