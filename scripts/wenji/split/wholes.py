"""What speaks for lines as beginnings of whole texts, whatever the lines look like.

A form of line is one half of the evidence (`signs`, `sequences`); the other half is what it would
divide. Whole texts number their sections anew, greet and take leave, are signed and dated, have
titles that name a genre, stand apart. Sections of one text count on across their headings, and
are called 前言, 存在问题, 下一步打算.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from wenji.facts import is_byline, is_date_line, is_dateline, is_fact_line, is_name, is_part_of_date
from wenji.facts.genres import names_genre
from wenji.lines import only_words
from wenji.marks import Mark
from wenji.numbering import HAN_NUMBER, Label, label_at, value
from wenji.outline import RANK
from wenji.paras import Para
from wenji.sentences import ended

# --- thresholds; origin: the seeds, the development collections and made ones --------------------
LONGEST_FRONT = 3  # short lines that may stand before the first text
LONGEST_PREFACE, PREFACE_LENGTH = 6, 400  # … with a preface that announces texts, its characters
SHORTEST_TEXT, USUAL_TEXT = 60, 110  # characters of any text, and of the middle one
# … where the form of their heads is sure, of so many at least: news items, answers, entries.
SHORT_TEXT, LEAST_SHORT, SURE_FORM = 30, 4, 4
ONE_SHORT = 6  # of so many texts with heads of their own one may be half as long, not the first
# Verse: short lines, so many at least, each character of them worth several of prose.
VERSE_LINES, LONGEST_VERSE, VERSE_WEIGHT = 3, 20, 3
LONG_TEXT = 300  # characters of a text, as a rule
PROSE_LENGTH = 30  # paragraphs of so many characters tell how a text is indented
OPENING, CLOSING = 3, 4  # paragraphs among which a greeting, a leave-taking must stand
LONGEST_LEAVE = 60  # characters of a paragraph that takes leave
MOST_SHARED = 4  # points that many beginnings are worth against few
HABIT = 0.8  # share of lines with a trait that makes it a habit of theirs

# --- points --------------------------------------------------------------------------------------
IMPOSSIBLE = -99
ACCEPT = 5  # points of lines that are believed
DOUBTFUL = 2  # … of lines that are believed where surer ones are among them
UNFORMED = frozenset(
    {"after-leave", "signed", "returning", "turning"}
)  # told by other lines, whatever theirs look like
PLAIN = frozenset({"spaced", "unindented", "genre", "alike beside"})  # nothing marks the titles
FINER = ACCEPT + 3  # … of lines that divide further than the strongest ones
AT_THE_TOP, ANNOUNCED, COLLECTED, OTHER_TITLE = 1, 5, 2, -3
RESTARTS_OUT_OF_RANK, OUT_OF_RANK, RESTARTS, COUNTS_ON = 4, 3, 2, -8
TITLED_TWICE = 8  # the title once more on the next line, as no section has it
GREETINGS, LEAVES, SIGNED, GENRES, ALL_LONG = 3, 3, 3, 2, 1
SECTION_TITLES, SPACED, OUT_OF_INDENT, BORDERED = -6, 1, 1, 2

_COUNT = re.compile(rf"(?P<n>{HAN_NUMBER}|[0-9０-９]{{1,2}})[ \t\u3000]*[篇份则例封首期]")
_COLLECTED = re.compile("汇编|合集|选编|选登|集锦|大全|精选|材料选|文选|范文|选$|集$|日记|书信")
# What a preface says of the texts below it; one text's introduction does not.
_PREFACE = re.compile(
    r"^[【\[（(]?(?:编者[的按]?话?|导[读语]|出版说明|编辑?说明|前言|卷首语?|写在前面|开篇的话)[】\]）)]?[:：]?$"
    rf"|(?:以下|下面|下列|收[录入集]|选[编登辑录取]|整理|精选|推荐|分享|汇总|刊[登载出发])[^。，]{{0,16}}"
    rf"(?:{HAN_NUMBER}|[0-9]{{1,2}}|几|多|若干|部分)\s*(?:[篇则封首]|个?(?:作品|故事|案例|材料|文章))"
    r"|(?:本[集书册辑编期]|这[本个份][小]?(?:册子|集子|书|文集|选本|材料))[^。]{0,16}(?:收[了录入集]|选[了编登辑录]|编[了入印]|篇|文章)"
    r"|(?:文章|作品|征文|稿件|材料|发言|篇目)[^。]{0,12}(?:选登|选编|刊登|汇编|摘登|如下|供[^。]{0,12}(?:参考|学习|借鉴))"
)
_GREETING = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位|同志们|老师们|同学们|朋友们|乡亲们|战友们|女士们|大家好|各[县市区乡镇街道村社部门单位科室处]"
    r"|[^，。：:]{0,16}(?:同志|先生|女士|老师|领导|朋友|同学|代表|来宾|评委|家长|乡亲|书记|主任|经理|编辑部|负责人)们?[:：，,！!]$)"
)
_LEAVE = re.compile(
    r"^(?:此致|敬礼|致以?敬)|^(?:谢谢|多谢)[^，。]{0,12}[!！。]?$|谢谢(?:大家|各位|你们)?[!！。]?$|^(?:顺祝|敬祝|恭祝|祝)[^，。]{0,14}[!！。]?$"
    r"|特此(?:通知|报告|证明|函[告复达]|公告|通告|通报|致谢|声明|说明|申请|请示|批复|倡议|启事|致歉)"
    r"|(?:发言|讲话|演讲|汇报|报告|述职|交流)(?:到此|至此|就到这里|完毕|结束|完了)|批评指正[。！!]?$|以上(?:报告|请示|意见|汇报)[^。]{0,8}[。！]?$"
    r"|[（(]完[）)]$|^(?:[—-]{2}|[（(])(?:选自|摘自|节选自|原载|转自|录自)[^。]{2,30}$|^[（(]作者(?:系|为|是|单位)[^。]{2,40}[）)]$"
)
_SECTION_TITLE = re.compile(
    r"^(?:前言|引言|导言|绪[论言]|序[言幕曲]?|楔子|尾声|后记|结[语论尾束]|小结|摘要|关键词|参考文献|注释|附[录件]|正文|背景|概[述况要]"
    r"|.{0,6}(?:背景|意义|概况|现状|特点|原因|问题|不足|对策|建议|措施|成效|打算|目标|任务|要求|原则|思路|步骤|保障|启示|分析|展望))$"
)


class Beginnings(NamedTuple):
    """The paragraphs at which articles begin, and in points how sure that is; `worth` is what of
    these the form of the lines has by itself."""

    points: int
    marks: dict[int, Mark]
    worth: int = 0


def preferred(told: int, starts: Sequence[int]) -> tuple[int, int]:
    """By what one set of beginnings is preferred to another: points, and how many share it."""
    return told + min(MOST_SHARED, len(starts) - 2), -starts[0]


def is_section_title(text: str) -> bool:
    """Whether a title is one that sections have: 前言, 存在问题."""
    return _SECTION_TITLE.search(text) is not None


def is_unformed(found: Beginnings) -> bool:
    """Whether other lines tell the beginnings, whatever their own look like."""
    return bool(found.marks) and form_of(found) in UNFORMED


def is_weak(found: Beginnings) -> bool:
    """Whether nothing on the lines themselves marks the beginnings."""
    return bool(found.marks) and form_of(found) in UNFORMED | PLAIN


def form_of(found: Beginnings) -> str:
    """The form of lines that tells the beginnings."""
    return next(iter(found.marks.values())).form


def points(
    paras: Sequence[Para],
    starts: Sequence[int],
    titles: Sequence[str],
    style: str = "",
    *,
    shortest: int = SHORTEST_TEXT,
) -> int:
    """What the texts that begin at `starts` say for being whole; IMPOSSIBLE if they cannot be.

    `titles` are what the lines have for titles ("" where the title is on the line below),
    `style` is the style of label that the lines themselves have, "" if none; `shortest` how many
    characters each text has at least.
    """
    ends = [*starts[1:], len(paras)]
    stretches = [[p.text for p in paras[a + 1 : b]] for a, b in zip(starts, ends, strict=True)]
    lengths = [length_of(texts) for texts in stretches]
    short = [n for n in lengths if n < shortest]
    may_be = shortest == SHORTEST_TEXT and len(lengths) >= ONE_SHORT and lengths[0] >= shortest
    if len(short) > may_be or (short and short[0] < shortest / 2):
        return IMPOSSIBLE
    if median(lengths) < min(1, shortest / SHORTEST_TEXT) * USUAL_TEXT:
        return IMPOSSIBLE
    own = [t or (x[0] if x else "") for t, x in zip(titles, stretches, strict=True)]
    found = ALL_LONG * (median(lengths) >= LONG_TEXT)
    found += GENRES * _half(names_genre(t) for t in own)
    found += SECTION_TITLES * (3 * sum(map(is_section_title, own)) >= len(own))
    found += _numbers(stretches, style)
    found += TITLED_TWICE * titled_twice(paras, starts, titles)
    found += GREETINGS * (sum(map(_greets, stretches)) >= 2)
    leaving = sum(any(takes_leave(t) for t in texts[-CLOSING:]) for texts in stretches[:-1])
    found += LEAVES * (leaving >= max(1, (len(stretches) - 1) / 2))
    below = [x[int(not t) :] for t, x in zip(titles, stretches, strict=True)]
    found += SIGNED * _half(map(_is_signed, below))
    return found + _apart(paras, starts)


def titled_twice(paras: Sequence[Para], starts: Sequence[int], titles: Sequence[str]) -> bool:
    """Whether half of the beginnings, two at least, have their title once more below it."""
    twice = []
    for i, title in zip(starts, titles, strict=True):
        below = [p.text for p in paras[i + 1 : i + 3]]
        heads = [only_words(x) for x in ([title] if title else []) + below][:2]
        twice.append(len(heads) == 2 and heads[0] != "" and heads[0] == heads[1])
    return sum(twice) >= 2 and _half(twice)


def front_points(paras: Sequence[Para], first: int, count: int) -> int:
    """What the lines before the first beginning say: nothing there, a count, another title."""
    front = [p.text for p in paras[:first]]
    titles = [t for t in front if not is_fact_line(t)]
    if not titles:
        return AT_THE_TOP
    for text in titles:
        m = _COUNT.search(text)
        if m is not None and value(m["n"]) == count:
            return ANNOUNCED
    told = any(_COLLECTED.search(t) or announces(t) for t in titles)
    return COLLECTED if told else OTHER_TITLE


def is_collected(text: str) -> bool:
    """Whether a line says that it stands above several texts: 云溪县经验材料选编."""
    return _COUNT.search(text) is not None or _COLLECTED.search(text) is not None


def announces(text: str) -> bool:
    """Whether a paragraph is a preface to several texts, or the heading of one."""
    return _PREFACE.search(text) is not None


def short_front(paras: Sequence[Para], first: int) -> bool:
    """Whether nothing but a few short lines stands before the first beginning."""
    if first > LONGEST_PREFACE:  # asked for every form that lines have: no look at the lines
        return False
    prose = [p.text for p in paras[:first] if ended(p.text) and not is_fact_line(p.text)]
    if not prose:
        return sum(not is_fact_line(p.text) for p in paras[:first]) <= LONGEST_FRONT
    told = any(announces(p.text) for p in paras[:first])
    return told and sum(map(len, prose)) <= PREFACE_LENGTH


def length_of(texts: Sequence[str]) -> int:
    """How long a text is that consists of some paragraphs, in characters of prose."""
    return sum(map(len, texts)) * (VERSE_WEIGHT if _is_verse(texts) else 1)


def least_length(worth: int, count: int, front: int) -> int:
    """How long each of so many texts is at least, by how sure the form of their heads is."""
    sure = worth >= SURE_FORM and count >= LEAST_SHORT and front >= 0
    return SHORT_TEXT if sure else SHORTEST_TEXT


def _is_verse(texts: Sequence[str]) -> bool:
    """Whether a text is of short lines alone, as verse is: it says much in few characters."""
    return len(texts) >= VERSE_LINES and all(len(t) <= LONGEST_VERSE for t in texts)


def _half(which: Iterable[bool]) -> bool:
    told = list(which)
    return 2 * sum(told) >= len(told)


def _greets(texts: Sequence[str]) -> bool:
    return any(len(t) <= 40 and _GREETING.match(t) for t in texts[:OPENING])


def takes_leave(text: str) -> bool:
    """Whether a paragraph is what whole texts end with: thanks, a formula, a date.

    >>> takes_leave("特此通知。"), takes_leave("二〇二一年五月十八日"), takes_leave("谢谢他，我们")
    (True, True, False)
    """
    if is_date_line(text) or is_part_of_date(text):
        return True
    return len(text) <= LONGEST_LEAVE and _LEAVE.search(text) is not None


def _is_signed(texts: Sequence[str]) -> bool:
    """Whether the line below the title says who wrote, or when."""
    return any(
        is_byline(t) or is_name(t) or is_date_line(t) or is_fact_line(t) or is_dateline(t)
        for t in texts[:1]
    )


def _numbers(stretches: Sequence[Sequence[str]], style: str) -> int:
    """Points for sections that begin with one in several texts, or that count on.

    Below （一） nobody begins with 一、; below 一、 many a section begins with （一）.
    """
    heads = [[x for t in texts if (x := label_at(t)) is not None] for texts in stretches]
    seen: dict[str, int] = {}
    for labels in heads:
        for found in {x.style for x in labels if x.value == 1 and x.style != style}:
            seen[found] = seen.get(found, 0) + 1
    turned = any(_turned(labels, style) for labels in heads)
    several = [s for s, count in seen.items() if count >= 2 and (s in RANK or s == "clause")]
    across = 0
    for before, after in pairwise(heads):
        last = {x.style: x.value for x in before}
        first = {x.style: x.value for x in reversed(after)}
        across += any(first.get(s) == n + 1 for s, n in last.items() if s != style)
    if 2 * across >= len(heads) - 1 and across:
        return COUNTS_ON
    if not several:
        return OUT_OF_RANK * turned
    if style and any(s == "clause" or RANK[s] < RANK.get(style, 99) for s in several):
        return RESTARTS_OUT_OF_RANK
    return 0 if style else RESTARTS


def _turned(labels: Sequence[Label], style: str) -> bool:
    """Whether sections of a rank above `style` count from one within one of its texts."""
    values = [x.value for x in labels if style and RANK.get(x.style, 99) < RANK.get(style, 0)]
    return values[:2] == [1, 2]


def _apart(paras: Sequence[Para], starts: Sequence[int]) -> int:
    """Points for lines that stand apart as others do not."""
    own = [paras[i] for i in starts]
    inner = own[1:]
    places = set(starts)
    others = [p for i, p in enumerate(paras) if i not in places]
    usual = usual_gap(paras)
    found = 0
    if inner and all(p.gap > usual for p in inner):
        found += SPACED * (sum(p.gap > usual for p in others) <= len(others) / 4)
    if _out_of_indent(own, others):
        found += OUT_OF_INDENT
    return found + BORDERED * (bool(inner) and 2 * sum(bool(p.border) for p in inner) >= len(inner))


def usual_gap(paras: Sequence[Para]) -> int:
    """How many line breaks stand between paragraphs as a rule."""
    gaps = sorted(p.gap for p in paras[1:])
    return gaps[len(gaps) // 2] if gaps else 1


def is_indented(paras: Sequence[Para]) -> bool:
    """Whether the text indents its paragraphs."""
    prose = [p for p in paras if len(p.text) >= PROSE_LENGTH and p.gap]  # not cut out of a line
    return bool(prose) and sum(deep(p) for p in prose) >= HABIT * len(prose)


def deep(para: Para) -> bool:
    """Whether a paragraph begins with an indent of its kind (two spaces, a full-width one)."""
    return len(para.indent) >= 2 or para.indent[:1] in ("\N{IDEOGRAPHIC SPACE}", "\t")


def _out_of_indent(own: Sequence[Para], others: Sequence[Para]) -> bool:
    return is_indented(others) and not any(deep(p) for p in own)


class Room:
    """How much text stands between paragraphs: enough for an article on both sides of one?"""

    def __init__(self, paras: Sequence[Para], least: int) -> None:
        self._sums = [0, *accumulate(len(p.text) for p in paras)]
        self._least = least

    def between(self, before: int | None, i: int, after: int | None) -> bool:
        """Whether long enough texts stand on both sides of `i`, down to its neighbours."""
        last = len(self._sums) - 1 if after is None else after
        above = before is None or self._sums[i] - self._sums[before + 1] >= self._least
        return above and self._sums[last] - self._sums[i + 1] >= self._least
