"""Signs that articles begin here, where no line is a numbered mark (see `marks`).

Each sign is a habit: the same form of line at the head of several texts. One line of the
form alone proves nothing; what a habit is worth, its form says in part, and in part the texts
that it would divide (see `wholes`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from wenji.facts import is_byline, is_date_line, is_fact_line, is_name
from wenji.genres import names_genre
from wenji.marks import Mark
from wenji.numbering import HAN_NUMBER, NUMBER, label_at, value
from wenji.paras import Para
from wenji.sentences import ended
from wenji.wholes import (
    ACCEPT,
    HABIT,
    SHORTEST_TEXT,
    Beginnings,
    deep,
    front_points,
    is_indented,
    points,
    preferred,
    short_front,
    takes_leave,
    usual_gap,
)

# --- thresholds; origin: the seeds, the development collections and made ones ---------------
TITLE_LENGTH = 60  # a line that may be a title
LEAST_TITLE, LEAST_MARKED = 4, 2  # its characters; those of one that something marks as a title
PROSE_LENGTH = 60  # a paragraph that is surely text
CENTRED = 6  # spaces before a title that was set in the middle of the line
WIDE_GAP, FAR_GAP = 2, 3  # so many more blank lines than elsewhere
WORDY = 0.8  # share of a plain title's characters that are Chinese
LEAST_PLAIN = 120  # characters of each text where nothing marks the titles
LONGEST_DECORATION = 40  # signs round a title
SAME_END = 4  # characters in which titles of one genre are alike
TITLED = 0.7  # share of borders with a title below them
TELLING_TITLE = 8  # characters of a title that names its genre

# --- points of habits, by how sure the form of the line is ----------------------------------------
FIELD, OVER, NUMBERED, DRAWN_TITLE = 6, 5, 4, 4
DRAWN_LINE, DATED = 4, 4
DROPPED_LINE, DECORATED, CENTRED_TITLE, ALIKE, FAR_APART = 3, 3, 3, 3, 3
NAMED, SIGNED, AFTER_LEAVE, WIDELY_SPACED = 2, 1, 0, 2
UNINDENTED, GENRE, SPACED = 1, 1, 1

_NUMBERED_TITLE = re.compile(
    rf"(?P<t>.{{{LEAST_TITLE},}}?)\s*"
    rf"(?:[（(【\[](?P<a>{NUMBER})[】\])）]|之(?P<b>{HAN_NUMBER})|(?P<c>{NUMBER}))"
)
_FIELD_NAME = (
    r"(?:标\s*题|题\s*目|篇\s*名|题\s*名|文\s*题|名\s*称|篇\s*目|(?:文章|材料"
    r"|作品)(?:标题|题目|名称))"
)
_FIELD = re.compile(
    rf"(?:[【\[〔]{_FIELD_NAME}[】\]〕]\s*[:：]?|{_FIELD_NAME}(?:\s*[:：]|\s+))\s*(?P<t>.+)"
)
_SIGN = r"[^\w\s《》“”‘’（）()，。、；：？！…—.\-=~]"
_DECORATED = re.compile(rf"(?P<d>{_SIGN}{{1,6}})\s*(?P<t>[^\s].+?)\s*(?P<e>{_SIGN}*)")
_FRAMED = re.compile(r"(?P<d>[-—=~]{1,6})\s*(?P<t>[^-—=~\s].+?)\s*(?P=d)")
_TAGGED = re.compile(r"<(?P<d>h[1-6]|b|strong)\b[^<>]{0,60}>\s*(?P<t>[^<>]{4,}?)\s*</(?P=d)>")
_IN_BOOK_MARKS = re.compile(r"(?P<d>《)(?P<t>[^《》]{2,40})》")


_REMARK = re.compile(r"[（(【\[][^（()）\n]{1,10}[）)】\]]$")
_NAMED = re.compile(
    r"(?P<a>[【\[（(〖])?[\u4e00-\u9fff]{2,7}(?(a)[】\]）)〗])\s*(?P<b>(?(a)[:：]?|[:：]))\s*"
    r"(?P<t>[^，。；：:]{4,})"
)
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
_CHINESE = re.compile("[\u3400-\u9fff，、：“”《》]")
WORDS = re.compile("[\u3400-\u9fff]{2}|[\u3400-\u9fff] +[\u3400-\u9fff]|[A-Za-z]{3}")
# Captions, and sections with numbers as papers write them: 图1 …, 表2-1 …, 2　…, 3.1 ….
_NO_TITLE = re.compile(
    r"[图表式例][ ]?[0-9一二三四五六七八九十]|(?i:fig|table)[. ]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})*[.．]?[ \t\u3000]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})+|【\s*[正全]\s*文\s*】|[（(][^（()）]*[）)]$|第[0-9一二三四五六七八九十百]{1,4}[回章节折幕卷部]|(?:基金项目|关键词|收稿日期|作者简介|中图分类号|文章编号)"
)
_PAIRS = ("【】", "（）", "〔〕", "「」", "『』", "[]", "()")
_SIGNED_NAME = re.compile(rf"(?:{_SIGN}|—){{1,2}}\s*[\u4e00-\u9fff·]{{2,4}}")
# Signs that stand before headings and items as well.
_BULLETS = frozenset([*"·•●○■□▪-*>→", "h2", "h3", "h4", "h5", "h6", "b", "strong"])
_PLAIN = frozenset({"spaced", "unindented", "genre"})
_OVER = re.compile(
    r"(?:[全本正以][文篇上]?)?(?:到此|至此|内容)?(?:完|终|结)|(?i:the)?(?i:end)|分[割隔]|下一篇"
)


Found: TypeAlias = Sequence[tuple[int, Mark]]


class Habit(NamedTuple):
    """Lines of one form that may begin articles, and what the form itself is worth in points."""

    name: str
    points: int
    found: Found

    @property
    def least(self) -> int:
        """How many of its lines make a habit: a weak form may be two lines' by chance."""
        return 3 if self.points <= WIDELY_SPACED and self.name in _PLAIN else 2


def beginnings(paras: Sequence[Para]) -> Beginnings:
    """The beginnings by the strongest habit that the text shows; none below ACCEPT points."""
    best: tuple[int, int] = (0, 0)
    chosen = Beginnings(0, {})
    for habit in (h for sign in _SIGNS for h in sign(paras)):
        plain = habit.name in _PLAIN
        shortest = LEAST_PLAIN if plain else SHORTEST_TEXT
        if plain and not all(_is_chinese(m.title) for _, m in habit.found):
            continue
        for found in [habit.found] if plain else _without_crowding(paras, habit.found):
            starts = [i for i, _ in found]
            if len(starts) < habit.least or not short_front(paras, starts[0]):
                continue
            told = habit.points + front_points(paras, starts[0], len(starts))
            told += points(paras, starts, [m.title for _, m in found], shortest=shortest)
            if told >= ACCEPT and preferred(told, starts) > best:
                best = preferred(told, starts)
                chosen = Beginnings(best[0], dict(found))
    return chosen


def _is_chinese(title: str) -> bool:
    """Whether a title is words: not the head of a table, nor a formula."""
    letters = "".join(title.split())
    return len(_CHINESE.findall(letters)) >= WORDY * len(letters)


def _without_crowding(paras: Sequence[Para], found: Found) -> Iterator[Found]:
    """The lines, or where two stand too near each other for a text the first or the second of
    them: the line below a title, the line at a text's end may look like titles too."""
    sums = [0, *accumulate(len(p.text) for p in paras)]
    ways: list[Found] = []
    for lines in (found, found[::-1]):
        kept: list[tuple[int, Mark]] = []
        for i, mark in lines:
            a, b = sorted((i, kept[-1][0])) if kept else (0, 0)
            if not kept or sums[b] - sums[a + 1] >= SHORTEST_TEXT:
                kept.append((i, mark))
        ways.append(sorted(kept, key=lambda x: x[0]))
    yield ways[0]
    if ways[1] != ways[0]:
        yield ways[1]


def reads_as_title(text: str, least: int = LEAST_TITLE) -> bool:
    """Whether a line may be a title: short, not a sentence, not a fact, not a numbered section."""
    return (
        least <= len(text) <= TITLE_LENGTH
        and (not ended(text) or (least < LEAST_TITLE and text[-1] in "？?！!"))
        and not is_fact_line(text)
        and label_at(text) is None
        and WORDS.search(text) is not None
        and not _NO_TITLE.match(text)
    )


def _in_order(name: str, worth: int, found: Iterable[tuple[int, str, int]]) -> Iterator[Habit]:
    marks = [(i, Mark(name, n, title, at)) for n, (i, title, at) in enumerate(found, start=1)]
    if len(marks) >= 2:
        yield Habit(name, worth, marks)


def _titles(paras: Sequence[Para], least: int = LEAST_TITLE) -> list[int]:
    """The lines that may be titles, each at the top or below a paragraph that is complete."""
    return [
        i for i, p in enumerate(paras)
        if reads_as_title(p.text, least) and (i == 0 or is_complete(paras[i - 1].text))
    ]  # fmt: skip


def is_complete(text: str) -> bool:
    """Whether a paragraph may be a text's last one."""
    return ended(text) or is_date_line(text) or is_name(text) or takes_leave(text)


def _fields(paras: Sequence[Para]) -> Iterator[Habit]:
    """标题：…, 【标题】…"""
    matches = ((i, _FIELD.fullmatch(p.text)) for i, p in enumerate(paras))
    found = [(i, m["t"].strip(), m.start("t")) for i, m in matches if m is not None]
    yield from _in_order("field", FIELD, found)


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
    yield from (Habit("numbered-title", NUMBERED, chain) for chain in chains.values())


def _numbers(text: str) -> Iterator[tuple[str, Mark]]:
    """Readings of a line as title and number, each with what its sisters must share."""
    label = label_at(text)
    if label is not None and len(text) - label.length >= LEAST_TITLE:
        title = text[label.length :].strip()
        yield f"head {title}", Mark("numbered-title", label.value, title, label.length)
        return
    m = _NUMBERED_TITLE.fullmatch(text)
    number = value(m["a"] or m["b"] or m["c"]) if m is not None else None
    if m is not None and number is not None and not is_fact_line(text):
        mark = Mark("numbered-title", number, m["t"], 0)
        yield f"tail {m['t']}", mark
        if m["a"] or m["b"]:
            yield "tail", mark


def _bordered(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles right below what was dropped between texts, and the one at the top.

    That is a drawn line, （全文完）, 责任编辑：…, 上一篇 下一篇. A line drawn below the titles
    themselves does as well.
    """
    places: dict[str, list[int]] = {}
    for i, p in enumerate(paras):
        for name in p.border.split("\n") if p.border and i else ():
            places.setdefault(name, []).append(i)
    top = [0] if paras and reads_as_title(paras[0].text, LEAST_MARKED) else []
    for name, below in places.items():
        if _OVER.match(name):
            worth = OVER
        elif name[0].isalnum():
            worth = DROPPED_LINE
            if len(below) < 2:
                continue
        else:
            worth = DRAWN_LINE
        titled = [i for i in below if reads_as_title(paras[i].text, LEAST_MARKED)]
        if len(titled) >= TITLED * len(below):
            lines = top + [i for i in titled if i not in top]
            yield from _in_order("separated", worth, ((i, paras[i].text, 0) for i in lines))
        above = [i - 1 for i in below if reads_as_title(paras[i - 1].text, LEAST_MARKED)]
        if len(above) >= TITLED * len(below):
            yield from _in_order("underlined", worth, ((i, paras[i].text, 0) for i in above))


def _spaced(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles below more blank lines than stand elsewhere."""
    usual = usual_gap(paras)
    for more, worth in ((1, SPACED), (WIDE_GAP, WIDELY_SPACED), (FAR_GAP, FAR_APART)):
        apart = [i for i, p in enumerate(paras) if i == 0 or p.gap >= usual + more]
        found = [i for i in apart if reads_as_title(paras[i].text, LEAST_MARKED)]
        if len(found) >= HABIT * len(apart):
            yield from _in_order("spaced", worth, ((i, paras[i].text, 0) for i in found))


def _unindented(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles at the margin of a text that indents its paragraphs."""
    if not is_indented(paras):
        return
    out = [i for i, p in enumerate(paras) if not deep(p)]
    found = [i for i in out if reads_as_title(paras[i].text, LEAST_MARKED)]
    facts = sum(is_fact_line(paras[i].text) or is_name(paras[i].text) for i in out)
    if len(found) + facts >= HABIT * len(out):
        lines = [i for i in found if i - 1 not in out]  # below a title who wrote it
        yield from _in_order("unindented", UNINDENTED, ((i, paras[i].text, 0) for i in lines))


def _decorated(paras: Sequence[Para]) -> Iterator[Habit]:
    """★ titles ★, 〖titles〗, -- titles --, # titles, or 《titles》 alone on their lines."""
    by_decoration: dict[str, list[tuple[int, str, int]]] = {}
    for i, p in enumerate(paras):
        if len(p.text) > TITLE_LENGTH + LONGEST_DECORATION:
            continue
        for pattern in (_IN_BOOK_MARKS, _TAGGED, _FRAMED, _DECORATED):
            m = pattern.fullmatch(p.text)
            if m is not None:
                break
        if m is None or any(m["t"].count(x[0]) != m["t"].count(x[1]) for x in _PAIRS):
            continue
        if reads_as_title(m["t"], LEAST_MARKED):
            by_decoration.setdefault(m["d"], []).append((i, m["t"], m.start("t")))
    for sign, found in by_decoration.items():
        worth = DECORATED if sign in _BULLETS else DRAWN_TITLE
        yield from _in_order("decorated", worth, found)


def _alike(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles of one genre that end alike, or are one and the same: 一月工作总结, 二月工作总结."""
    by_end: dict[str, list[tuple[int, str, int]]] = {}
    telling: list[tuple[int, str, int]] = []
    for i in _titles(paras):
        text = paras[i].text
        words = _REMARK.sub("", text)
        if names_genre(words):
            by_end.setdefault(words[-SAME_END:], []).append((i, text, 0))
            if len(words) >= TELLING_TITLE:
                telling.append((i, text, 0))
    for found in by_end.values():
        yield from _in_order("alike", ALIKE, found)
    yield from _in_order("genre", GENRE, telling)


def _named(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles of whole texts, each with the name of a place or a unit before it: 石桥乡：…"""
    by_form: dict[str, list[tuple[int, str, int]]] = {}
    for i, p in enumerate(paras):
        m = _NAMED.fullmatch(p.text) if len(p.text) <= 2 * TITLE_LENGTH else None
        if m is not None and reads_as_title(m["t"]):
            form = m["a"] or "："
            by_form.setdefault(form, []).append((i, m["t"], m.start("t")))
    for found in by_form.values():
        yield from _in_order("named", NAMED, found)


def _signed(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles with a line below that says who wrote and when."""
    found = [
        (i, paras[i].text, 0)
        for i in _titles(paras, LEAST_MARKED)
        if i + 1 < len(paras) and _states(paras[i + 1].text)
    ]
    yield from _in_order("signed", SIGNED, found)


def _states(text: str) -> bool:
    named = is_byline(text) or is_name(text) or _SIGNED_NAME.fullmatch(text) is not None
    return named or is_date_line(text) or is_fact_line(text)


def _centred(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles set in the middle of the line by spaces."""
    found = [
        (i, p.text, 0)
        for i, p in enumerate(paras)
        if len(p.indent) >= CENTRED and reads_as_title(p.text, LEAST_MARKED)
    ]
    yield from _in_order("centred", CENTRED_TITLE, found)


def _dated(paras: Sequence[Para]) -> Iterator[Habit]:
    """Days at the heads of a diary's entries, alone, with the weather, or with a title."""
    alone: list[tuple[int, str, int]] = []
    titled: list[tuple[int, str, int]] = []
    for i, p in enumerate(paras):
        m = _DATED.fullmatch(p.text) if len(p.text) <= TITLE_LENGTH else None
        if m is None or (i and not is_complete(paras[i - 1].text)):
            continue
        if m["t"] is None:
            alone.append((i, p.text, 0))
        elif reads_as_title(m["t"], LEAST_MARKED):
            titled.append((i, m["t"], m.start("t")))
    yield from _in_order("dated", DATED, alone)
    yield from _in_order("dated", DATED, titled)


def _after_leave(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles right below a signature and a date, or a formula of leave-taking."""
    found = [
        (i, paras[i].text, 0)
        for i in _titles(paras, LEAST_MARKED)
        if (i == 0 or takes_leave(paras[i - 1].text))
        and not any(takes_leave(p.text) for p in paras[i : i + 2])  # a signature, 敬礼
    ]
    yield from _in_order("after-leave", AFTER_LEAVE, found)


_SIGNS: tuple[Callable[[Sequence[Para]], Iterator[Habit]], ...] = (
    _fields,
    _numbered_titles,
    _bordered,
    _decorated,
    _signed,
    _centred,
    _spaced,
    _unindented,
    _alike,
    _named,
    _dated,
    _after_leave,
)
