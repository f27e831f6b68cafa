"""Marks of articles that are told by their numbers: lines of one form that count on (`numbered`).

What a form is worth, its lines say together: whether the numbers rise by one from the top of
the text, whether long texts stand between them, whether sections begin anew in each, whether
the titles read as titles of whole texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wenji.numbering import label_at
from wenji.outline import RANK
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.habits import WORDS, may_be_titled, reads_as_title
from wenji.split.numbered import BOOK, IN_BOOK_MARKS, TEXT_WORD, Reading, readings
from wenji.split.subjects import with_subjects
from wenji.split.wholes import (
    ACCEPT,
    DOUBTFUL,
    IMPOSSIBLE,
    Beginnings,
    deep,
    front_points,
    is_indented,
    points,
    preferred,
    short_front,
    usual_gap,
)

# --- thresholds; origin: the made collections of tests/unseen and the development ones ------------
DEEP_LABEL = 4  # more, where no label stands in the text that is above it: 1）
CONTINUED = 6  # numbers above one from the very top: no text begins with its fifth section
SET_WIDE = 6  # its characters set apart, as those of sections are not
SAME_TITLE, LEAST_SAME = 12, 3  # all have one title, as sections have not
NUMBERED_SECTIONS = -6  # numbers alone below another title, as sections without titles have them
TITLED_ABOVE = 0.6  # share of numbers below titles that stand behind what may be a text's end
NO_TITLES = 0.25  # share of a form's lines whose rest does not read as a title
DEEP = frozenset({"arabic_half_paren", "arabic_paren", "circled"})
VERY_LONG, LONG_SECTION = 1, 1500  # characters of a text that is hardly a section
REGULAR = 1  # numbers that rise by one from one
COUNTED_WELL, LEAST_COUNTED = 3, 3  # … so many of them, where no sections are numbered so


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
                for place in _places(p, usual, indented):
                    found.setdefault((*reading.key, place), []).append((i, reading))
    best: tuple[tuple[int, int], int] = ((0, 0), 0)
    chosen = Beginnings(0, {})
    for candidates in found.values():
        longest = max(_chain(candidates), _chain(candidates[::-1])[::-1], key=len)
        if len(longest) < 2:
            continue
        run = _raised(paras, longest)
        own, starts = _points(paras, run), [i for i, _ in run]
        told = with_subjects(own, paras, starts) if run[0][1].mark.value == 1 else own
        if told >= DOUBTFUL and (preferred(told, starts), own) > best:
            best = preferred(told, starts), own
            sure = best[0][0] if told >= ACCEPT else told
            chosen = Beginnings(sure, {i: reading.mark for i, reading in run})
    return chosen


def _places(para: Para, usual: int, indented: bool) -> Iterator[str]:
    """How a line stands apart from others of its form."""
    if para.border:
        yield "bordered"
    if para.gap > usual:
        yield "spaced"
    if indented and not deep(para):
        yield "unindented"


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


def _points(paras: Sequence[Para], run: Sequence[tuple[int, Reading]]) -> int:
    """What speaks for a run as marks of articles."""
    first = run[0][0]
    worth, style = min(reading.points for _, reading in run), run[0][1].style
    values = [reading.mark.value for _, reading in run]
    regular = values == list(range(1, len(values) + 1))
    late = values[0] > 1 and worth >= TEXT_WORD
    if not late and not short_front(paras, first):
        return IMPOSSIBLE
    titles = [reading.mark.title for _, reading in run]
    front = front_points(paras, first, len(run))
    if front < 0 and not any(titles):
        front += NUMBERED_SECTIONS
    if sum(map(_is_no_title, titles)) > NO_TITLES * len(titles):
        return IMPOSSIBLE
    return (
        worth
        + SAME_TITLE * (len(titles) >= LEAST_SAME and bool(titles[0]) and len(set(titles)) == 1)
        + IN_BOOK_MARKS * _above_book_marks(paras, run)
        + DEEP_LABEL * (style in DEEP and not any(_is_above(p.text, style) for p in paras))
        + CONTINUED * (values[0] > 2 and first == 0)
        + front
        + VERY_LONG * (sum(len(p.text) for p in paras) >= LONG_SECTION * len(run))
        + regular * (REGULAR + COUNTED_WELL * (worth > 0 and len(values) >= LEAST_COUNTED))
        + points(paras, [i for i, _ in run], titles, style)
    )


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
