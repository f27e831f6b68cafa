"""The head of a mail: 发件人：…, 收件人：…, 主题：… on lines, in the order of any program.

Its subject is the title, without 回复 and 转发; who sent it is the author. 主题 names a title here
alone: elsewhere it may be what a meeting or a day is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenji.facts.mastheads import Field
from wenji.facts.words import MAIL_KEYS, TITLE

MOST_LINES = 10  # of such a head; origin: judgement, programs write four to eight
LONGEST = 160  # characters of one

_KIND = {name.lower(): kind for kind, names in MAIL_KEYS.items() for name in names}
_LINE = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,7})[ \t\u3000]*[:：]\s*(.*)")
_ANSWER = re.compile(r"(?:(?:回[复覆]|答[复覆]|转发|轉發|转寄|轉寄|(?i:re|fwd?))\s*[:：]\s*)+")
_ADDRESS = re.compile(r"[<＜‹〈(（\[]?[^\s<＜‹〈(（]+@[^\s>＞›〉)）]+[>＞›〉)）\]]?")
_QUOTES = "\"'“”‘’ \t\u3000;；,，"


def mail(texts: Sequence[str]) -> list[Field]:
    """The fields of a mail's head with which these paragraphs begin; none if there is none.

    >>> head = ["发件人: 林小禾 <lin@shiqiao.example>", "主题: 回复: 渠口的闸门", "各位："]
    >>> [(f.kind, f.value) for f in mail(head)]
    [('author', '林小禾'), ('title', '渠口的闸门')]
    >>> mail(["主题：护渠日", "时间：2021年3月5日"])
    []
    """
    found: list[Field] = []
    sent = False
    for n, text in enumerate(texts[:MOST_LINES]):
        m = _LINE.fullmatch(text) if len(text) <= LONGEST else None
        kind = _KIND.get(m[1].lower()) if m else None
        if m is None or kind is None:
            break
        sent = sent or kind == "author"
        value, at = m[2].strip(), m.start(2)
        if kind == TITLE and (answer := _ANSWER.match(value)):
            at += answer.end()
            value = value[answer.end() :]
        if kind in ("author", "audience"):
            bare = _ADDRESS.sub("", value).strip(_QUOTES)
            at += max(0, value.find(bare))
            kind, value = (kind, bare) if bare and bare in value else ("", value)
        found.append(Field(n, kind, value, at))
    titles = [f for f in found if f.kind == TITLE and f.value]
    return found if sent and len(titles) == 1 else []


def may_be_mail(text: str) -> bool:
    """Whether a line names a field of a mail; most do not, and this looks at every one."""
    m = _LINE.match(text) if ":" in text[:9] or "：" in text[:9] else None
    return m is not None and m[1].lower() in _KIND
