"""Habits of titles that something sets off on their own line: signs, tags, a field's name, words.

★ titles ★, <b>titles</b>, 标题：titles, 快讯丨titles, titles_网站, titles（民谣）.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wenji.facts import is_fact_line, is_name
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.habits import (
    LEAST_MARKED,
    LEAST_TITLE,
    SIGN,
    TITLE_LENGTH,
    Habit,
    in_order,
    may_be_last,
    reads_as_title,
)
from wenji.split.wholes import HABIT, is_indented

LONGEST_DECORATION = 40  # signs round a title
SET_IN = 2  # spaces before a title where no paragraph has any
CENTRED = 6  # spaces before a title that was set in the middle of the line
LEAST_BEHIND, BEHIND = 2, 0.5  # of them, below complete texts: others may break off
LONGEST_FRAME = 12  # characters that titles begin or end with in common

# --- points, by how sure the form of the line is --------------------------------------------------
FIELD, DRAWN_TITLE, DECORATED, FRAMED, BRACKETED, NAMED = 8, 4, 3, 3, 3, 2
BY = 4  # a person's name before each
CENTRED_TITLE, WIDE_TITLE, FILE_NAME = 3, 3, 5

_FIELD_NAME = (
    r"(?:标\s*题|题\s*目|篇\s*名|题\s*名|文\s*题|名\s*称|篇\s*目|文\s*件\s*名|(?:文章|材料"
    r"|作品)(?:标题|题目|名称)|主\s*题|(?i:title|subject))"
)
_FIELD = re.compile(
    rf"(?:[【\[〔<‹《]{_FIELD_NAME}[】\]〕>›》]\s*[:：=]?"
    rf"|\W{{0,2}}(?:[A-Za-z]{{2,12}}[-/_ ])?{_FIELD_NAME}(?:\W?\s*[:：=]|\s+))\s*(?P<t>.+)"
)
_FIELD_ALONE = re.compile(rf"[【\[]?{_FIELD_NAME}[】\]]?[:：]?")
_CLOSING_TAG = re.compile(r"\s*(?:</\w{1,10}>|\[/\w{1,10}\])+$")
_QUOTED_FIELD = re.compile(r"""["'“](?P<t>.+?)["'”]?[,，;]?""")
_DECORATED = re.compile(rf"(?P<d>{SIGN}{{1,6}})\s*(?P<t>[^\s].+?)\s*(?P<e>{SIGN}*)")
_FRAMED = re.compile(r"(?P<d>[-—=~…丨○〇]{1,6})\s*(?P<t>[^-—=~…\s].+?)\s*(?P=d)")
_TAGGED = re.compile(
    r"(?:<(?P<d>[A-Za-z][A-Za-z0-9]{0,9})\b[^<>]{0,60}>\s*)+(?P<t>[^<>]{2,}?)\s*(?:</\w{1,10}>\s*)+"
)
_CODED = re.compile(
    r"(?:\[(?P<d>[A-Za-z]{1,10})(?:=[^\[\]]{0,30})?\]\s*)+(?P<t>[^\[\]]{2,}?)\s*(?:\[/[A-Za-z]{1,10}\]\s*)+"
)
_IN_BOOK_MARKS = re.compile(r"(?P<d>《)(?P<t>[^《》]{2,40}|[^《》]*《[^《》]+》[^《》]*)》")
_IN_BRACKETS = re.compile(r"(?P<d>[（(])(?P<t>[^（()）]{2,40})[）)]")
_QUOTED = re.compile(r"(?P<d>[“「『])(?P<t>[^“”「」『』]{2,40})[”」』]")
_DRAWN = (_FRAMED, _DECORATED)
_DECORATIONS = (_IN_BOOK_MARKS, _IN_BRACKETS, _QUOTED, _TAGGED, _CODED, *_DRAWN)
OPENING, CLOSING = re.escape("【[（(〖〔「『［<〈"), re.escape("】])）〗〕」』］>〉")
_PAIRS = ("【】", "（）", "〔〕", "「」", "『』", "[]", "()")
# Signs that stand before headings and items as well, or round what is quoted.
_BULLETS = frozenset([*"“「『·•●○■□▪-*>→", "h2", "h3", "h4", "h5", "h6", "b", "strong", "p", "li"])
# Who wrote before what: 林小禾——护渠小结, 林小禾《护渠》
_BY = re.compile(
    r"(?P<by>[\u4e00-\u9fff·]{2,4})[ \t\u3000]*(?:[—–-]{1,2}|[|｜/／·]|(?=《))[ \t\u3000]*"
    r"(?P<t>\S.+)"
)
_NAMED = re.compile(
    r"(?P<a>[【\[（(〖])?(?!第[一二三四五六七八九十]+(?:[句点条步项类种层个次件招关]|方面))[\u4e00-\u9fff]{2,7}(?(a)[】\]）)〗])\s*(?P<b>(?(a)[:：]?|(?:[:：]|[·|｜丨](?=\s))))\s*"
    r"(?P<t>(?(a)[^，。；]{2,}|[^，。；：:]{2,}))"
)
_NAMED_WORTH = {"：": NAMED, "by": BY}  # by the form; others are in brackets
# What titles begin or end with in common, up to a sign: 快讯丨…, …_云溪网, …（民谣）.
_BEGINNING = re.compile(
    rf"(?P<frame>[{OPENING}]?[\w《》 :\\]{{0,{LONGEST_FRAME}}}?\s*[|｜丨_·•:：/／\\>»{CLOSING}—-]+"
    r"|(?!第)[\u4e00-\u9fff]{2,6}[ \t\u3000]+)"
    r"\s*(?P<t>\S.*)"
)
_END = re.compile(
    rf"(?P<t>.*\S)\s*(?P<frame>\.(?:docx?|txt|pdf|wps|rtf|html?)|[|｜丨_/／<«\[【(（—-]+\s*[^|｜丨_/／<«\[【(（—-]{{1,{LONGEST_FRAME}}})"
)
_WIDTHS = {"\t": 4, "\N{IDEOGRAPHIC SPACE}": 2}  # in spaces
_COUNTED = re.compile("[0-9一二三四五六七八九十]+")
# Words that name who speaks, where, when: their lines are no titles.
_SPEAKER = re.compile(
    "(?:问|答|记者|主持人|作者|某|甲|乙|地点|时间|附件?|注|表|图|例|参考文献|译者?|编者?)$"
)


def fields(paras: Sequence[Para]) -> Iterator[Habit]:
    """标题：…, 【标题】…, Title-题名: …"""
    found = []
    for i, p in enumerate(paras):
        if is_title_field(p.text):
            found.append((i, *title_of_field(p.text)))
        elif (
            i and _FIELD_ALONE.fullmatch(paras[i - 1].text) and reads_as_title(p.text, LEAST_MARKED)
        ):
            found.append((i - 1, "", len(paras[i - 1].text)))
    for habit in in_order("field", FIELD, found):
        yield habit._replace(drawn=True)


def is_title_field(text: str) -> bool:
    """Whether a line says a title behind the name of its field: 主题：护渠小结."""
    return _FIELD.fullmatch(text) is not None


def title_of_field(text: str) -> tuple[str, int]:
    """The title that such a line says, and where it begins there."""
    m = _FIELD.fullmatch(text)
    if m is None:
        return text, 0
    title, start = _CLOSING_TAG.sub("", m["t"].strip()), m.start("t")
    if quoted := _QUOTED_FIELD.fullmatch(title):
        title, start = quoted["t"], start + quoted.start("t")
    return title, start


def decorated(paras: Sequence[Para]) -> Iterator[Habit]:
    """★ titles ★, 〖titles〗, -- titles --, # titles, or 《titles》 alone on their lines."""
    by_decoration: dict[str, list[tuple[int, str, int]]] = {}
    drawn: set[str] = set()
    for i, p in enumerate(paras):
        if len(p.text) > TITLE_LENGTH + LONGEST_DECORATION:
            continue
        for pattern in _DECORATIONS:
            m = pattern.fullmatch(p.text)
            if m is not None:
                break
        if m is None or any(m["t"].count(x[0]) != m["t"].count(x[1]) for x in _PAIRS):
            continue
        if reads_as_title(m["t"], LEAST_MARKED) and not (m["d"] in "（(" and is_name(m["t"])):
            by_decoration.setdefault(m["d"], []).append((i, m["t"], m.start("t")))
            if pattern in _DRAWN and m["d"] not in _BULLETS:
                drawn.add(m["d"])
    for sign, found in by_decoration.items():
        worth = DECORATED if sign in _BULLETS else DRAWN_TITLE
        for habit in in_order("decorated", worth, found):
            yield habit._replace(drawn=sign in drawn)


def framed(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles that all begin or end alike, up to a sign, as no other line does."""
    by_frame: dict[tuple[str, str], list[tuple[int, str, int]]] = {}
    behind: Counter[tuple[str, str]] = Counter()  # those that a text may end before
    for i, p in enumerate(paras):
        if len(p.text) > TITLE_LENGTH or ended(p.text):
            continue
        whole = i == 0 or may_be_last(paras, i - 1)
        for place, pattern in (("head", _BEGINNING), ("tail", _END)):
            m = pattern.fullmatch(p.text)
            if m is None:
                continue
            label = label_at(m["t"]) if place == "tail" else label_at(p.text)
            at = label.length if label is not None else 0
            title = m["t"][at:].strip()
            if reads_as_title(title, LEAST_MARKED) and (place == "tail" or label is None):
                frame = _COUNTED.sub("0", "".join(m["frame"].split()))
                start = p.text.index(title, m.start("t") + at)
                by_frame.setdefault((place, frame), []).append((i, title, start))
                behind[place, frame] += whole
    for (place, frame), found in by_frame.items():
        if behind[place, frame] < max(LEAST_BEHIND, BEHIND * len(found)):
            found = [x for x in found if x[0] == 0 or may_be_last(paras, x[0] - 1)]
        words = frame.strip("|｜丨_·•:：/／>»]】)）—-<«[【(（")
        speaks = place == "head" and _SPEAKER.search(words) is not None
        if words and not speaks and len({t for _, t, _ in found}) > 1:
            yield from in_order("framed", FILE_NAME if frame[0] == "." else FRAMED, found)


def named(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles of whole texts, each with the name of a place or a unit before it: 石桥乡：…"""
    by_form: dict[str, list[tuple[int, str, int]]] = {}
    for i, p in enumerate(paras):
        m = _NAMED.fullmatch(p.text) if len(p.text) <= 2 * TITLE_LENGTH else None
        least = LEAST_MARKED if m is not None and m["a"] else LEAST_TITLE
        if m is not None and is_fact_line(p.text):
            continue
        if m is not None and reads_as_title(m["t"], least) and not is_name(m["t"]):
            form = m["a"] or "："
            if form == "：" and is_name(p.text[: m.start("b")]):
                form = "by"
            by_form.setdefault(form, []).append((i, m["t"], m.start("t")))
        by = _BY.fullmatch(p.text) if m is None and len(p.text) <= 2 * TITLE_LENGTH else None
        if by is not None and is_name(by["by"]) and reads_as_title(by["t"], LEAST_MARKED):
            by_form.setdefault("by", []).append((i, by["t"], by.start("t")))
    for form, found in by_form.items():
        yield from in_order("named", _NAMED_WORTH.get(form, BRACKETED), found)


def wide(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles whose characters are set apart: 春 耕 纪 事."""
    found = [
        (i, p.text, 0)
        for i, p in enumerate(paras)
        if p.wide and reads_as_title(p.text, LEAST_MARKED)
    ]
    yield from in_order("wide", WIDE_TITLE, found)


def set_off(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles that signs set in bold type, or make headings below the first level."""
    found: dict[int, list[tuple[int, str, int]]] = {}
    for i, p in enumerate(paras):
        if (p.bold or p.level > 1) and reads_as_title(p.text, LEAST_MARKED):
            found.setdefault(p.level, []).append((i, p.text, 0))
    for level, lines in found.items():
        yield from in_order("decorated", DRAWN_TITLE if level else DECORATED, lines)


def centred(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles set in the middle of the line by spaces, or set in where nothing else is."""
    alone = not is_indented(paras)
    least = SET_IN if alone else CENTRED
    lines = [i for i, p in enumerate(paras) if sum(_WIDTHS.get(c, 1) for c in p.indent) >= least]
    found = [i for i in lines if reads_as_title(paras[i].text, LEAST_MARKED)]
    if not alone or len(found) >= HABIT * len(lines):
        worth = CENTRED_TITLE + alone
        yield from in_order("centred", worth, ((i, paras[i].text, 0) for i in found))
