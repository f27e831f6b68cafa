"""Signs that articles begin here, where no line is a numbered mark (see `marks`).

Each sign is a habit: the same form of line at the head of several texts. One line of the
form alone proves nothing, so every sign needs at least two of them, each with text below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wenji.facts import is_byline, is_date_line, is_fact_line, is_name
from wenji.genres import names_genre
from wenji.marks import Mark
from wenji.numbering import HAN_NUMBER, NUMBER, label_at, value
from wenji.sentences import ended


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of the cleaned text: its place there, and what stood before it.

    `indent` is the white space right before it in its source line ("" if it does not begin
    one), `gap` the number of line breaks before it, `separated` whether a line of dashes,
    stars or the like stood there.
    """

    start: int
    end: int
    text: str
    indent: str
    gap: int = 1
    separated: bool = False


# --- thresholds; origin: the seeds, the development collections and made ones ---------------
TITLE_LENGTH = 60  # a line that may be a title
LEAST_TITLE = 4
PROSE_LENGTH = 60  # a paragraph that is surely text
LEAST_ARTICLE = 120  # characters between two beginnings
LOOK_AHEAD = 4  # paragraphs among which the first prose must stand
CENTRED = 6  # spaces before a title that was set in the middle of the line

RARE_GAP, WIDE_GAP = 0.15, 2  # blank lines that few paragraphs have before them; so many more
LONGEST_DECORATION = 40  # signs round a title
SAME_END = 4  # characters in which titles of one genre are alike

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
_DECORATED = re.compile(rf"(?P<d>{_SIGN}{{1,6}})\s*(?P<t>[^\s].{{2,}}?)\s*(?P<e>{_SIGN}*)")
_FRAMED = re.compile(r"(?P<d>[-—=~]{1,6})\s*(?P<t>[^-—=~\s].{2,}?)\s*(?P=d)")
_TAGGED = re.compile(r"<(?P<d>h[1-6]|b|strong)\b[^<>]{0,60}>\s*(?P<t>[^<>]{4,}?)\s*</(?P=d)>")
_IN_BOOK_MARKS = re.compile(r"(?P<d>《)(?P<t>[^《》]{4,40})》")


_REMARK = re.compile(r"[（(【\[][^（()）\n]{1,10}[）)】\]]$")
_NAMED = re.compile(
    r"(?P<a>[【\[（(〖])?[\u4e00-\u9fff]{2,7}(?(a)[】\]）)〗])\s*(?P<b>(?(a)[:：]?|[:：]))\s*"
    r"(?P<t>[^，。；：:]{4,})"
)


def beginnings(paras: Sequence[Para]) -> dict[int, Mark]:
    """The paragraphs at which articles begin, by the strongest sign that the text shows."""
    for sign in _SIGNS:
        found = dict(sign(paras))
        if len(found) >= 2 and _apart(paras, sorted(found)):
            return found
    return {}


def _apart(paras: Sequence[Para], starts: Sequence[int]) -> bool:
    """Whether real text stands between all beginnings, and the first is near the top."""
    if starts[0] > 2:
        return False
    ends = [*starts[1:], len(paras)]
    return all(
        sum(len(p.text) for p in paras[a + 1 : b]) >= LEAST_ARTICLE
        for a, b in zip(starts, ends, strict=True)
    )


def reads_as_title(text: str) -> bool:
    """Whether a line may be a title: short, not a sentence, not a fact, not a numbered section."""
    return (
        LEAST_TITLE <= len(text) <= TITLE_LENGTH
        and not ended(text)
        and not is_fact_line(text)
        and label_at(text) is None
    )


def _heads_text(paras: Sequence[Para], i: int) -> bool:
    following = paras[i + 1 : i + 1 + LOOK_AHEAD]
    return any(len(p.text) >= PROSE_LENGTH for p in following)


def _in_order(found: Sequence[tuple[int, str, int]], form: str) -> Iterator[tuple[int, Mark]]:
    for number, (i, title, at) in enumerate(found, start=1):
        yield i, Mark(form, number, title, at)


def _fields(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """标题：…, 【标题】…"""
    matches = ((i, _FIELD.fullmatch(p.text)) for i, p in enumerate(paras))
    found = [(i, m["t"].strip(), m.start("t")) for i, m in matches if m is not None]
    yield from _in_order(found, "field")


def _numbered_titles(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """One title again and again with a number: 学习体会（一） …（二）, 1.学习体会 2.学习体会.

    Different titles count too where the number behind them is set off: 青禾纪事（一）,
    石桥纪事（二）.
    """
    chains: dict[str, list[tuple[int, Mark]]] = {}
    for i, p in enumerate(paras):
        if len(p.text) > TITLE_LENGTH or ended(p.text) or not _heads_text(paras, i):
            continue
        for key, mark in _numbers(p.text):
            chain = chains.setdefault(key, [])
            if mark.value == (chain[-1][1].value + 1 if chain else 1):
                chain.append((i, mark))
    yield from max(chains.values(), key=len, default=[])


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


def _separated(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """Titles right below (or right above) lines of dashes or stars, and the one at the top."""
    titled = [i for i, p in enumerate(paras) if reads_as_title(p.text) and _heads_text(paras, i)]
    below = [i for i in titled if i == 0 or paras[i].separated]
    above = [i for i in titled if i + 1 < len(paras) and paras[i + 1].separated]
    if len(above) >= 2 and len(above) >= len(below):
        yield from _in_order([(i, paras[i].text, 0) for i in above], "underlined")
    elif any(paras[i].separated for i in below):
        yield from _in_order([(i, paras[i].text, 0) for i in below], "separated")


def _spaced(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """Titles of whole texts below more blank lines than stand anywhere else."""
    gaps = sorted(p.gap for p in paras[1:])
    if not gaps:
        return
    usual = gaps[int(len(gaps) * (1 - RARE_GAP))]
    found = [
        (i, p.text, 0)
        for i, p in enumerate(paras)
        if (i == 0 or p.gap >= usual + WIDE_GAP)
        and reads_as_title(p.text)
        and _heads_text(paras, i)
    ]
    if 2 * sum(names_genre(t) for _, t, _ in found) >= len(found):
        yield from _in_order(found, "spaced")


def _decorated(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """★ titles ★, 〖titles〗, -- titles --, # titles, or 《titles》 alone on their lines."""
    by_decoration: dict[str, list[tuple[int, str, int]]] = {}
    for i, p in enumerate(paras):
        if len(p.text) > TITLE_LENGTH + LONGEST_DECORATION:
            continue
        for pattern in (_IN_BOOK_MARKS, _TAGGED, _FRAMED, _DECORATED):
            m = pattern.fullmatch(p.text)
            if m is not None:
                break
        if m is not None and reads_as_title(m["t"]) and _heads_text(paras, i):
            by_decoration.setdefault(m["d"], []).append((i, m["t"], m.start("t")))
    several = (x for x in by_decoration.values() if len(x) >= 2)
    best = max(several, key=lambda x: (-min(x[0][0], 3), len(x)), default=[])
    yield from _in_order(best, "decorated")


def _alike(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """Titles of one genre that end alike, or are one and the same: 一月工作总结, 二月工作总结."""
    by_end: dict[str, list[tuple[int, str, int]]] = {}
    for i, p in enumerate(paras):
        words = _REMARK.sub("", p.text)
        whole = reads_as_title(p.text) and (i == 0 or ended(paras[i - 1].text))
        if whole and names_genre(words) and _heads_text(paras, i):
            by_end.setdefault(words[-SAME_END:], []).append((i, p.text, 0))
    yield from _in_order(max(by_end.values(), key=len, default=[]), "alike")


def _named(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """Titles of whole texts, each with the name of a place or a unit before it: 石桥乡：…"""
    by_form: dict[str, list[tuple[int, str, int]]] = {}
    for i, p in enumerate(paras):
        m = _NAMED.fullmatch(p.text) if len(p.text) <= 2 * TITLE_LENGTH else None
        if m is not None and reads_as_title(m["t"]) and _heads_text(paras, i):
            form = m["a"] or "："
            by_form.setdefault(form, []).append((i, m["t"], m.start("t")))
    best = max(by_form.values(), key=len, default=[])
    if 2 * sum(names_genre(t) for _, t, _ in best) >= len(best):
        yield from _in_order(best, "named")


def _signed(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """Titles with a line below that says who wrote and when."""
    found = []
    for i, p in enumerate(paras[:-1]):
        below = [x.text for x in paras[i + 1 : i + 3]]
        stated = [
            t for t in below if is_byline(t) or is_name(t) or is_date_line(t) or is_fact_line(t)
        ]
        titled = reads_as_title(p.text) and (i == 0 or ended(paras[i - 1].text))
        if titled and stated and below[0] in stated and _heads_text(paras, i):
            found.append((i, p.text, 0))
    yield from _in_order(found, "signed")


def _centred(paras: Sequence[Para]) -> Iterator[tuple[int, Mark]]:
    """Titles set in the middle of the line by spaces."""
    found = [
        (i, p.text, 0)
        for i, p in enumerate(paras)
        if len(p.indent) >= CENTRED and reads_as_title(p.text) and _heads_text(paras, i)
    ]
    yield from _in_order(found, "centred")


_SIGNS: tuple[Callable[[Sequence[Para]], Iterator[tuple[int, Mark]]], ...] = (
    _fields,
    _numbered_titles,
    _separated,
    _decorated,
    _signed,
    _centred,
    _spaced,
    _alike,
    _named,
)
