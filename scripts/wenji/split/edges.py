"""Habits of titles that are told by the lines beside them: borders, signatures, lines alike.

What a site or a typist put between two texts was dropped as noise or is still there: it comes
back at every border, if not in the same words then in the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from wenji.facts import is_byline, is_date_line, is_dateline, is_fact_line, is_name
from wenji.facts.words import BODIES
from wenji.forms import CAPTION
from wenji.lines import REMEMBERED
from wenji.numbering import label_at
from wenji.paras import ANY, Para
from wenji.split.habits import (
    LEAST_MARKED,
    SIGN,
    Habit,
    first_title,
    in_order,
    is_line,
    may_be_last,
    reads_as_title,
    titles,
)
from wenji.split.wholes import takes_leave

LONGEST_PREFIX = 12  # characters that stand before a title where it comes first
TITLED = 0.7  # share of borders with a title below them
ALIKE_LENGTH = 48  # characters of a line whose shape comes back
LONGEST_NUMBERED = 24  # … of one that is a number and its name
MOST_NUMBERS = 2  # in a line that is no row of a table
OFTEN = 4  # lines of one shape that are one by more than chance
ONLY_THERE = 0.8  # share of the lines of one shape that stand beside titles

# --- points ---------------------------------------------------------------------------------------
TWICE = 5
OVER, DRAWN_LINE, BOXED, DROPPED_LINE, RETURNS = 5, 4, 4, 3, 3
SHAPED, ANY_LINE, SIGNED, AFTER_LEAVE = 2, 2, 1, 0

_OVER = re.compile(
    r"(?:[全本正以][文篇上]?)?(?:到此|至此|内容)?(?:完|终|结)|(?i:the)?(?i:end)|分[割隔]|下一篇"
)
_SIGNED_NAME = re.compile(rf"(?:{SIGN}|—){{1,2}}\s*[\u4e00-\u9fff·]{{2,4}}")
# Words that stay in a shape: they tell what the line is for.
KEY = re.compile(
    "记者|通讯员|作者|单位|来源|发布|发表|供稿|编辑|责编|编校|审核|抄送|印发|打印|分类号|编号|文号|采录|整理|日期|时间"
    "|撰稿|摄影|电话|邮箱|一等奖|二等奖|三等奖|获奖|征文|修订"
)
_RUN = re.compile(
    f"(?P<key>{KEY.pattern})|[0-9]+|[A-Za-z]+|[\u3400-\u9fff·]+?(?={KEY.pattern}|[^\u3400-\u9fff·]|$)"
)
_SIGNS_ALONE = re.compile(r"[^\w，。、；：？！…“”‘’（）()《》【】\[\]%％√×]{1,6}")
_DIGITS = re.compile("[0-9]+")
_NUMBERED = re.compile(r"[\u4e00-\u9fff]{2,6}[^\w，。、；？！]{0,3}[A-Za-z0-9-]{2,20}")


LONGEST_BODY = 14  # characters of a line that names who wrote: an office, a place
_BODY = re.compile(rf"(?:{BODIES}|[\u4e00-\u9fff]{{2}}[乡镇村]|社区|街道|农场|林场)$")
DATE = re.compile(
    r"[12][0-9]{3}[ ]?[-/.年][ ]?[0-9]{1,2}(?:[ ]?[-/.月](?:[ ]?[0-9]{1,2}日?)?)?"
    r"(?:[ \t\u3000]*[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)


def bordered(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles right below what was dropped between texts, and the one at the top.

    That is a drawn line, （全文完）, 责任编辑：…, 上一篇 下一篇. A line drawn below the titles
    themselves does as well.
    """
    places: dict[str, list[int]] = {}
    for i, p in enumerate(paras):
        for name in p.border.split("\n") if p.border and i else ():
            places.setdefault(name, []).append(i)
    for name, below in _lone_signs(paras).items():
        places.setdefault(name, []).extend(below)
    for name, below in places.items():
        if _OVER.match(name):
            worth = OVER
        elif name[0].isalnum():
            worth = ANY_LINE if name == ANY else DROPPED_LINE
            if len(below) < 2:
                continue
        else:
            worth = DRAWN_LINE
        titled = [i for i in below if reads_as_title(paras[i].text, LEAST_MARKED)]
        if len(titled) >= TITLED * len(below):
            first = first_title(paras, titled[0])
            lines = first + [i for i in titled if i not in first]
            yield from in_order("separated", worth, ((i, paras[i].text, 0) for i in lines))
        above = [i - 1 for i in below if reads_as_title(paras[i - 1].text, LEAST_MARKED)]
        if len(above) >= TITLED * len(below):
            yield from in_order("underlined", worth, ((i, paras[i].text, 0) for i in above))


def _lone_signs(paras: Sequence[Para]) -> dict[str, list[int]]:
    """The paragraphs below lines of signs too few for a drawn line, ◇ or ---, that come back."""
    found: dict[str, list[int]] = {}
    for i, p in enumerate(paras[:-1]):
        signs = "".join(p.text.split())
        if signs and _SIGNS_ALONE.fullmatch(signs):
            found.setdefault(signs, []).append(i + 1)
    return {name: below for name, below in found.items() if len(below) > 1}


def boxed(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles between two drawn lines."""
    found = [
        (i, p.text, 0)
        for i, p in enumerate(paras[:-1])
        if (i == 0 or p.border)
        and paras[i + 1].border
        and (i == 0 or _drawn(p) & _drawn(paras[i + 1]))
        and _drawn(paras[i + 1])
        and reads_as_title(p.text, LEAST_MARKED)
    ]
    yield from in_order("boxed", BOXED, found)


def _drawn(para: Para) -> set[str]:
    """The lines that were drawn above a paragraph, by their signs."""
    return {name for name in para.border.split("\n") if name and not name[0].isalnum()}


def alike_beside(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles with lines of one shape right below them, or right above all but the first."""
    shapes: dict[str, list[int]] = {}
    for i, p in enumerate(paras):
        if form := shape(p.text) or _numbered(p.text):
            shapes.setdefault(form, []).append(i)
    for form, places in shapes.items():
        if len(places) < 2:
            continue
        worth = RETURNS if KEY.search(form) or len(places) >= OFTEN else SHAPED
        above = [_above_names(paras, i - 1) for i in places if i]
        heads = [i for i in above if _may_begin(paras, i)]
        if len(heads) >= max(2, ONLY_THERE * len(places)):
            heads = [i for i in above if i in heads or (is_line(paras[i].text) and i not in places)]
            yield from in_order("alike beside", worth, ((i, paras[i].text, 0) for i in heads))
        inner = [i + 1 for i in places if i + 1 < len(paras)]
        below = [
            i
            for i in inner
            if reads_as_title(paras[i].text, LEAST_MARKED) and not is_name(paras[i].text)
        ]
        first = first_title(paras, places[0])
        if below and len(below) >= ONLY_THERE * len(inner) and len(first) + len(below) >= 2:
            lines = first + [i for i in below if i not in first]
            yield from in_order("alike beside", worth, ((i, paras[i].text, 0) for i in lines))


def twice(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles that stand once more on the next line, whatever was put before the first: T1：…"""
    found = []
    for i, (p, below) in enumerate(pairwise(paras)):
        if len(p.text) - len(below.text) > LONGEST_PREFIX or not reads_as_title(below.text):
            continue
        words, title = ("".join(text.split()) for text in (p.text, below.text))
        if words.endswith(title):  # one of the two may have lost its spaces
            at = len(p.text)
            while len("".join(p.text[at:].split())) < len(title):
                at -= 1
            found.append((i, p.text[at:], at))
    yield from in_order("twice", TWICE, found)


def _above_names(paras: Sequence[Para], i: int) -> int:
    """The title above a line `i` that only names who wrote; `i` itself where it does not."""
    named = i > 0 and is_name(paras[i].text)
    return i - 1 if named and reads_as_title(paras[i - 1].text, LEAST_MARKED) else i


def _may_begin(paras: Sequence[Para], i: int) -> bool:
    """Whether a title may stand here: at the top, below a text's end or what a site put there."""
    return reads_as_title(paras[i].text, LEAST_MARKED) and (
        i == 0 or may_be_last(paras, i - 1) or bool(shape(paras[i - 1].text))
    )


@lru_cache(REMEMBERED)
def shape(text: str) -> str:
    """What lines of one kind have in common: signs, spaces, telling words; "" for other lines.

    >>> shape("■ 云溪日报记者 林禾") == shape("■ 石桥通讯记者 王小溪"), shape("渠边纪事")
    (True, '')
    """
    if not 0 < len(text) <= ALIKE_LENGTH or text[-1] in "。！？!?；;，,：:":
        return ""
    if label_at(text) is not None or CAPTION.match(text):
        return ""
    text = DATE.sub("日期", text)
    form = _RUN.sub(lambda m: m["key"] or ("0" if m[0][0].isdigit() else "A"), text)
    told = sum(not c.isalnum() for c in form) + len(KEY.findall(form))
    row = form.count("0") > MOST_NUMBERS and not KEY.search(form)  # of a table
    return " ".join(form.split()) if told >= 2 and not row else ""


def _numbered(text: str) -> str:
    """What lines have in common that differ by a number alone: 档号　1024; "" for other lines."""
    if (
        not 0 < len(text) <= LONGEST_NUMBERED
        or not text[-1].isdigit()
        or label_at(text) is not None
    ):
        return ""
    return _DIGITS.sub("0", text) if _NUMBERED.fullmatch(text) else ""


def signed(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles with a line below that says who wrote and when."""
    found = [
        (i, paras[i].text, 0)
        for i in titles(paras, LEAST_MARKED)
        if i + 1 < len(paras) and _states(paras[i + 1].text)
        and not (i and is_body(paras[i].text))  # a signature, and its day
    ]  # fmt: skip
    yield from in_order("signed", SIGNED, found)


def is_body(text: str) -> bool:
    """Whether a line names an office, a school, a village and nothing else.

    >>> is_body("云溪县水利局"), is_body("石桥乡"), is_body("水利局里的灯光")
    (True, True, False)
    """
    return len(text) <= LONGEST_BODY and _BODY.search(text) is not None


def _states(text: str) -> bool:
    if is_dateline(text):
        return True
    named = is_byline(text) or is_name(text) or _SIGNED_NAME.fullmatch(text) is not None
    return named or is_date_line(text) or is_fact_line(text)


def after_leave(paras: Sequence[Para]) -> Iterator[Habit]:
    """Titles right below a signature and a date, or a formula of leave-taking."""
    found = [
        (i, paras[i].text, 0)
        for i in titles(paras, LEAST_MARKED)
        if (i == 0 or takes_leave(paras[i - 1].text))
        and not any(takes_leave(p.text) for p in paras[i : i + 2])  # a signature, 敬礼
        and not (is_body(paras[i].text) or is_name(paras[i].text))
    ]
    yield from in_order("after-leave", AFTER_LEAVE, found)
