"""Habits: lines of one form that may begin articles, and what reads as a title at all.

One line of a form proves nothing; a habit is the same form at the head of several texts. What
it is worth, its form says in part, and in part the texts that it would divide (see `wholes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from wenji.facts import is_date_line, is_dateline, is_fact_line, is_name
from wenji.forms import CAPTION
from wenji.marks import Mark
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.wholes import (
    LONGEST_PREFACE,
    PLAIN,
    PROSE_LENGTH,
    SHORTEST_TEXT,
    announces,
    is_collected,
    takes_leave,
)

# --- thresholds; origin: the seeds, the development collections and made ones ---------------
TITLE_LENGTH = 60  # a line that may be a title
LEAST_TITLE, LEAST_MARKED = 4, 2  # its characters; those of one that something marks as a title
MOST_ATTACHED = 20  # lines of a list of attachments
CHINESE = 0.6  # share of the characters of a title that is Chinese words: 21世纪中国经济
WEAK = 2  # points up to which a plain habit needs a third line

# A sign that stands round titles; punctuation and rules are none.
SIGN = r"(?:_|[^\w\s《》“”‘’（）()，。、；：？！…—.\-=~])"
WORDS = re.compile("[\u3400-\u9fff][ “”‘’《》]*[\u3400-\u9fff]|[A-Za-z]{3}")
# Captions, and sections with numbers as papers write them: 2　…, 3.1 ….
_NO_TITLE = re.compile(
    rf"{CAPTION.pattern}"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})*[.．]?[ \t\u3000]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})+|【\s*[正全]\s*文\s*】|[（(][^（()）]*[）)]$"
    r"|第[0-9一二三四五六七八九十百]{1,4}[回章节折幕卷部]"
    r"|[\[［][0-9]{1,3}[\]］]"
    r"|[\u4e00-\u9fff]{1,6}[人者][:：][ \t\u3000]*[\u4e00-\u9fff]{2,4}$"  # 汇报人：林小禾
    r"|[0-9〇零一二三四五六七八九十]{2,4}[年.][0-9一二三四五六七八九十]{1,3}[月.]"
    r"[0-9一二三四五六七八九十]{1,3}日?[于在夜晨晚]"  # 2015年7月16日于石桥
    r"|[〔（(【\[]?(?:责任编辑|责任编审|责编|编辑|校对|编校|审校|终审)[ \t\u3000:：]"
    r"|附件[一二三四五六七八九十0-9]?[ ]?[:：]|抄[送报][:：]"
    r"|(?i:page)[ ]*[0-9]+$|第[ ]*[0-9]+[ ]*页"
    r"|[—–-]{2}(?!.*[—–-]$)"  # ——记石桥渠
    r"|(?:基金项目|关键词|收稿日期|作者简介|中图分类号|文章编号)"
)
_CHINESE = re.compile("[\u3400-\u9fff，、：“”《》]")
_ATTACHED = re.compile("附[件表录]?[一二三四五六七八九十0-9]?[ ]?[:：]")


Found: TypeAlias = Sequence[tuple[int, Mark]]


class Habit(NamedTuple):
    """Lines of one form that may begin articles, and what the form itself is worth in points.

    `drawn`: nothing else in a text looks so, and the first of them may have been lost.
    """

    name: str
    points: int
    found: Found
    drawn: bool = False

    @property
    def least(self) -> int:
        """How many of its lines make a habit: a weak form may be two lines' by chance."""
        return 3 if self.points <= WEAK and self.name in PLAIN else 2


def reads_as_title(text: str, least: int = LEAST_TITLE) -> bool:
    """Whether a line may be a title: short, not a sentence, not a fact, not a numbered section."""
    return (
        least <= len(text) <= TITLE_LENGTH
        and (not ended(text) or (least < LEAST_TITLE and text[-1] in "？?！!"))
        and not is_fact_line(text)
        and not is_dateline(text)
        and label_at(text) is None
        and WORDS.search(text) is not None
        and not _NO_TITLE.match(text)
    )


def is_line(text: str) -> bool:
    """Whether a line is short and breaks off: a title, if others in its place are."""
    return len(text) <= TITLE_LENGTH and not ended(text)


def is_chinese(title: str) -> bool:
    """Whether a title is words: not the head of a table, nor a formula."""
    letters = "".join(title.split())
    return len(_CHINESE.findall(letters)) >= CHINESE * len(letters)


def in_order(name: str, worth: int, found: Iterable[tuple[int, str, int]]) -> Iterator[Habit]:
    marks = [(i, Mark(name, n, title, at)) for n, (i, title, at) in enumerate(found, start=1)]
    if len(marks) >= 2:
        yield Habit(name, worth, marks)


def titles(paras: Sequence[Para], least: int = LEAST_TITLE) -> list[int]:
    """The lines that may be titles, each at the top or below a paragraph that is complete."""
    return [
        i for i, p in enumerate(paras)
        if reads_as_title(p.text, least) and (i == 0 or may_be_last(paras, i - 1))
    ]  # fmt: skip


def first_title(paras: Sequence[Para], before: int) -> list[int]:
    """The title of the first text where nothing marks it: a line with text between it and `before`.

    Above it a collection may have a title and a preface of its own.
    """
    of_all: list[int] = []
    for i, p in enumerate(paras[: min(before, LONGEST_PREFACE)]):
        if reads_as_title(p.text, LEAST_MARKED) and not is_name(p.text):
            if sum(len(x.text) for x in paras[i + 1 : before]) < SHORTEST_TEXT:
                break
            if not is_collected(p.text):
                return [i]
            of_all = of_all or [i]
        elif len(p.text) >= PROSE_LENGTH and not announces(p.text):
            break
    return of_all


def may_be_titled(paras: Sequence[Para], i: int) -> bool:
    """Whether a line may be a title, and the one before it a text's last."""
    title = reads_as_title(paras[i].text, LEAST_MARKED) and not is_name(paras[i].text)
    return title and (i == 0 or may_be_last(paras, i - 1))


def may_be_last(paras: Sequence[Para], i: int) -> bool:
    """Whether a paragraph may be a text's last one: it is complete, or in a list of attachments."""
    if is_complete(paras[i].text):
        return True
    for k in range(i, max(-1, i - MOST_ATTACHED), -1):
        if _ATTACHED.match(paras[k].text):
            return True
        label = label_at(paras[k].text)
        if label is None or label.style != "arabic":
            break
    return False


def is_complete(text: str) -> bool:
    """Whether a paragraph may be a text's last one."""
    return ended(text) or is_date_line(text) or is_name(text) or takes_leave(text)
