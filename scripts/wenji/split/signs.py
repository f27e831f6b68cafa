"""Signs that articles begin here, where no line is a numbered mark (see `marks`).

Each sign is a habit (see `habits`): the same form of line at the head of several texts. Here are
those of titles that stand alone; `decorations` has those that something on the line sets off,
`edges` those told by the lines beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from statistics import median

from wenji.facts import is_fact_line, is_name
from wenji.facts.genres import names_genre
from wenji.marks import Mark
from wenji.numbering import HAN_NUMBER, NUMBER, label_at, value
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split import decorations, edges, returning
from wenji.split.collected import is_above_title
from wenji.split.habits import (
    LEAST_MARKED,
    LEAST_TITLE,
    TITLE_LENGTH,
    Found,
    Habit,
    in_order,
    is_chinese,
    may_be_last,
    reads_as_title,
    titles,
)
from wenji.split.leads import top
from wenji.split.subjects import headless_points, with_subjects
from wenji.split.wholes import (
    ACCEPT,
    AT_THE_TOP,
    DOUBTFUL,
    HABIT,
    LONGEST_PREFACE,
    OTHER_TITLE,
    PLAIN,
    Beginnings,
    deep,
    front_points,
    is_collected,
    is_indented,
    least_length,
    length_of,
    points,
    preferred,
    short_front,
    usual_gap,
)

# --- thresholds; origin: the seeds, the development collections and made ones ---------------
WIDE_GAP, FAR_GAP = 2, 3  # so many more blank lines than elsewhere
WORDY = 0.8  # share of plain titles that are Chinese words
LEAST_PLAIN = 120  # characters of each text where nothing marks the titles
LEAST_TO_SHARE = 6  # titles of which two may be the same
LEAST_BELOW = 3  # plain titles below a collection's, with a few lines between them
SAME_END = 4  # characters in which titles of one genre are alike
NUMBERED_TITLE = "numbered-title"  # the one form here whose numbers are the text's own
TELLING_TITLE = 8  # characters of a title that names its genre

# --- points of habits, by how sure the form of the line is ----------------------------------------
NUMBERED, DATED, ALIKE, FAR_APART, WIDELY_SPACED = 4, 4, 3, 3, 2
UNINDENTED, GENRE, SPACED, BOTH_SIDES = 1, 1, 1, 2

_NUMBERED_TITLE = re.compile(
    rf"(?P<t>.{{{LEAST_TITLE},}}?)\s*"
    rf"(?:[（(【\[](?P<a>{NUMBER})[】\])）]|之(?P<b>{HAN_NUMBER})|(?P<c>{NUMBER}))"
)
_REMARK = re.compile(r"[（(【\[][^（()）\n]{1,10}[）)】\]]$")
_DAY = (
    r"(?:(?:19|20)[0-9]{2}[年.\-/][ ]?)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[月.\-/][ ]?"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[日号]?|[0-2]?[0-9][:：][0-5][0-9]"
)
_WEATHER = r"(?:星期|周|礼拜)[一二三四五六日天]|[多少]?[晴阴雨雪云雾风霾雷阵转大小中暴到]{1,8}天?"
_DATED = re.compile(
    rf"[【\[（(〔]?(?P<d>{_DAY})[】\])）〕]?"
    rf"(?P<w>[ \t\u3000，,]*[（(]?(?:{_WEATHER})[）)]?"
    rf"(?:[ \t\u3000，,]+[（(]?(?:{_WEATHER})[）)]?)*)?"
    rf"(?:[ \t\u3000]*[：:·、 \u3000]?[ \t\u3000]*(?P<t>\S.{{1,40}}))?"
)
# The same words and a day before each title: 每日一篇 7月9日 护渠小结, 2020年3月　护渠小结
_COLUMN = re.compile(
    rf"[【\[（(〔]?(?P<name>[\u4e00-\u9fff]{{0,8}})[】\])）〕]?[ \t\u3000·|｜:：-]*[（(【\[]?"
    rf"(?:{_DAY}|(?:19|20)[0-9]{{2}}年[0-9]{{1,2}}月)[）)】\]]?"
    r"[ \t\u3000·|｜:：]+(?P<t>\S.{1,40})"
)


def beginnings(paras: Sequence[Para]) -> Iterator[Beginnings]:
    """What the habits of a text show, in the order of the signs; the sure and the doubtful."""
    for habit in (h for sign in _SIGNS for h in sign(paras)):
        if not habit.found:
            continue
        below_text = top(paras, [i for i, _ in habit.found]) > LONGEST_PREFACE
        if below_text and not habit.drawn:
            continue
        plain = habit.name in PLAIN
        lines = _below(paras, habit.found) if plain else habit.found
        front = 0 if below_text else front_points(paras, habit.found[0][0], len(lines))
        least = least_length(habit.points, len(lines), front)
        shortest = LEAST_PLAIN if plain else least
        if plain and sum(is_chinese(m.title) for _, m in lines) < WORDY * len(lines):
            continue
        for kept in [lines] if plain else _without_crowding(paras, lines, shortest):
            found = kept if habit.name == NUMBERED_TITLE else list(_in_order(kept))
            starts = [i for i, _ in found]
            if len(starts) < habit.least:
                continue
            if plain and _one_returns([m.title for _, m in found]):
                continue
            told = _told(paras, habit, found, shortest)
            if told >= ACCEPT:
                yield Beginnings(preferred(told, starts)[0], dict(found))
            elif told >= DOUBTFUL:
                yield Beginnings(told, dict(found), habit.points)


def _told(paras: Sequence[Para], habit: Habit, found: Found, shortest: int) -> int:
    """What speaks for lines of a habit: their form, what stands before them, what they divide."""
    starts = [i for i, _ in found]
    begun = top(paras, starts)
    told = habit.points
    told += points(paras, starts, [m.title for _, m in found], shortest=shortest)
    if not short_front(paras, begun):
        return headless_points(told, paras, starts) if habit.drawn else 0
    told += front_points(paras, begun, len(starts))
    return told if habit.name in PLAIN else with_subjects(told, paras, starts)


def _in_order(found: Found) -> Iterator[tuple[int, Mark]]:
    """The lines with numbers from one: of marks that say none some may have been left out."""
    for n, (i, mark) in enumerate(found, start=1):
        yield i, replace(mark, value=n)


def _below(paras: Sequence[Para], found: Found) -> Found:
    """The lines but for the first where no text stands below it: it is a collection's title."""
    if len(found) < 2:
        return found
    (first, _), (second, _) = found[:2]
    near = second == first + 1
    if len(found) > LEAST_BELOW and second <= LONGEST_PREFACE:
        near = near or length_of([p.text for p in paras[first + 1 : second]]) < LEAST_PLAIN
    return found[1:] if near else found


def _one_returns(titles: Sequence[str]) -> bool:
    """Whether lines stand among others more than once: what a site put there, no titles.

    Of many titles two may be the same.
    """
    again = len(titles) - len(set(titles))
    return len(set(titles)) > 2 and again * LEAST_TO_SHARE > len(titles)


def _without_crowding(paras: Sequence[Para], found: Found, shortest: int) -> Iterator[Found]:
    """The lines, or where two stand too near each other for a text the first or the second of
    them: the line below a title, the line at a text's end may look like titles too."""
    ways: list[Found] = []
    for lines in (found, found[::-1]):
        kept: list[tuple[int, Mark]] = []
        for i, mark in lines:
            a, b = sorted((i, kept[-1][0])) if kept else (0, 0)
            if not kept or length_of([p.text for p in paras[a + 1 : b]]) >= shortest:
                kept.append((i, mark))
        ways.append(sorted(kept, key=lambda x: x[0]))
    yield ways[0]
    if ways[1] != ways[0]:
        yield ways[1]


def _numbered_titles(paras: Sequence[Para]) -> Iterator[Habit]:
    """One title again and again with a number: 学习体会（一） …（二）, 1.学习体会 2.学习体会.

    Different titles count too where the number behind them is set off: 青禾纪事（一）,
    石桥纪事（二）.
    """
    chains: dict[str, list[tuple[int, Mark]]] = {}
    for i, p in enumerate(paras):
        if len(p.text) > TITLE_LENGTH or ended(p.text):
            continue
        for key, mark in _numbers(p.text):
            chain = chains.setdefault(key, [])
            if mark.value == (chain[-1][1].value + 1 if chain else 1):
                chain.append((i, mark))
    yield from (Habit(NUMBERED_TITLE, NUMBERED, chain) for chain in chains.values())


def _numbers(text: str) -> Iterator[tuple[str, Mark]]:
    """Readings of a line as title and number, each with what its sisters must share."""
    label = label_at(text)
    if label is not None and len(text) - label.length >= LEAST_TITLE:
        title = text[label.length :].strip()
        yield f"head {title}", Mark(NUMBERED_TITLE, label.value, title, label.length)
        return
    m = _NUMBERED_TITLE.fullmatch(text)
    number = value(m["a"] or m["b"] or m["c"]) if m is not None else None
    if m is not None and number is not None and not is_fact_line(text):
        mark = Mark(NUMBERED_TITLE, number, m["t"], 0)
        yield f"tail {m['t']}", mark
        if m["a"] or m["b"]:
            yield "tail", mark


def _spaced(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles below more blank lines than stand elsewhere."""
    usual = usual_gap(paras)
    for more, worth in ((1, SPACED), (WIDE_GAP, WIDELY_SPACED), (FAR_GAP, FAR_APART)):
        apart = [i for i, p in enumerate(paras) if i == 0 or p.gap >= usual + more]
        found = [i for i in apart if reads_as_title(paras[i].text, LEAST_MARKED)]
        if more >= WIDE_GAP and all(_set_apart(paras, i, usual) for i in found):
            worth += BOTH_SIDES
        if len(found) >= HABIT * len(apart):
            yield from in_order("spaced", worth, ((i, paras[i].text, 0) for i in found))


def _set_apart(paras: Sequence[Para], i: int, usual: int) -> bool:
    """Whether more blank lines than elsewhere stand below a line, too."""
    return i + 1 < len(paras) and paras[i + 1].gap > usual


def _unindented(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles at the margin of a text that indents its paragraphs."""
    if not is_indented(paras):
        return
    out = [i for i, p in enumerate(paras) if not deep(p) and (p.gap or i == 0)]
    found = [i for i in out if reads_as_title(paras[i].text, LEAST_MARKED)]
    facts = sum(is_fact_line(paras[i].text) or is_name(paras[i].text) for i in out)
    if len(found) + facts >= HABIT * len(out):
        lines = [i for i in found if i - 1 not in out]  # below a title who wrote it
        extra = _more_above(out, lines)
        first = lines[0] + extra if extra and lines[0] == out[0] else -1
        worth = UNINDENTED
        if first in found and is_above_title(paras, lines[0], first, lines[1]):
            told = is_collected(paras[lines[0]].text)
            worth += 0 if told else AT_THE_TOP - OTHER_TITLE  # no other title stands there
            lines[0] = first
        yield from in_order("unindented", worth, ((i, paras[i].text, 0) for i in lines))


def _more_above(out: Sequence[int], lines: Sequence[int]) -> int:
    """How many more lines at the margin the first title seems to have than the others: a
    collection's own title stands above it."""
    places = frozenset(out)
    sizes = [next(n for n in count(1) if i + n not in places) for i in lines]
    return max(0, sizes[0] - round(median(sizes[1:]))) if len(sizes) > 1 else 0


def _alike(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles of one genre that end alike, or are one and the same: 一月工作总结, 二月工作总结."""
    by_end: dict[str, list[tuple[int, str, int]]] = {}
    telling: list[tuple[int, str, int]] = []
    for i in titles(paras):
        text = paras[i].text
        words = _REMARK.sub("", text)
        if names_genre(words):
            by_end.setdefault(words[-SAME_END:], []).append((i, text, 0))
            if len(words) >= TELLING_TITLE:
                telling.append((i, text, 0))
    for found in by_end.values():
        yield from in_order("alike", ALIKE, found)
    yield from in_order("genre", GENRE, telling)


def _dated(paras: Sequence[Para]) -> Iterator[Habit]:
    """Days at the heads of a diary's entries, alone, with the weather, or with a title."""
    alone: list[tuple[int, str, int]] = []
    titled: list[tuple[int, str, int]] = []
    columns: dict[str, list[tuple[int, str, int]]] = {}
    whole = 0  # below what may be a text's end
    for i, p in enumerate(paras):
        m = _DATED.fullmatch(p.text) if len(p.text) <= TITLE_LENGTH else None
        column = _COLUMN.fullmatch(p.text) if m is None and len(p.text) <= TITLE_LENGTH else None
        if column is not None and reads_as_title(column["t"], LEAST_MARKED):
            columns.setdefault(column["name"], []).append((i, column["t"], column.start("t")))
        if m is None:
            continue
        whole += i == 0 or may_be_last(paras, i - 1)
        if m["t"] and not m["w"] and m.end("d") == m.start("t") and m["d"][-1].isdigit():
            continue  # 2.16世纪的运河
        if m["t"] is None:
            alone.append((i, p.text, 0))
        elif reads_as_title(m["t"], LEAST_MARKED):
            titled.append((i, m["t"], m.start("t")))
    for found in (alone, titled):
        if whole < HABIT * (len(alone) + len(titled)):  # a day may stand anywhere
            found = [x for x in found if x[0] == 0 or may_be_last(paras, x[0] - 1)]
        yield from in_order("dated", DATED, found)
    for found in columns.values():
        if len({p for _, p, _ in found}) > 1:
            yield from in_order("dated", DATED, found)


_SIGNS: tuple[Callable[[Sequence[Para]], Iterator[Habit]], ...] = (
    decorations.fields,
    _numbered_titles,
    edges.bordered,
    edges.boxed,
    edges.twice,
    decorations.decorated,
    decorations.set_off,
    decorations.framed,
    edges.signed,
    edges.alike_beside,
    returning.returning,
    decorations.centred,
    decorations.wide,
    _spaced,
    _unindented,
    _alike,
    decorations.named,
    _dated,
    edges.after_leave,
)
