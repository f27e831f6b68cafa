"""What a saved page says right behind its last words: a pager, how much a search has found.

On lines of their own they are noise like any other; here they are glued to a sentence, or broken
over two lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.model import Edit, Role

_SPACE = "[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
_PAGE = rf"[\[［〔(（]?[0-9]{{1,3}}[\]］〕)）]?{_SPACE}*+"
# 上一页 [1] [2] [3] 下一页: with one of the two, and at least two pages
_PAGER = re.compile(
    rf"(?:上一页{_SPACE}*+(?:{_PAGE}){{2,40}}+(?:[.…]{{1,6}}{_SPACE}*+)?(?:下一页|[末尾]页)?"
    rf"|(?<=[。！？”）…]){_SPACE}*+(?:[\[［〔][0-9]{{1,3}}[\]］〕]{_SPACE}*+){{2,40}}+下一页){_SPACE}*+$",
    re.MULTILINE,
)
_FOUND = (
    rf"共(?:找到|搜到|搜索到|检索到)约?{_SPACE}*+(?P<n>[0-9][0-9,，]{{0,14}}){_SPACE}*+(?:\n{_SPACE}*+)?"
    rf"[个条篇项](?:相关)?(?:网页|网站|结果|记录|条目|信息|内容)[.。]?{_SPACE}*+$"
)
_ASKED = (
    r"[^\s，。；：？！“”(（)）}]{2,12}(?:[(（][A-Za-z0-9.:/-]{4,40}[)）])?(?:搜索|检索)[:：]"
    r"[“\"‘'][^“”\"‘’'\n]{1,30}[”\"’'][,，]?"
)
_SEARCH = re.compile(
    rf"(?:(?P<asked>{_ASKED})|(?<=[。！？”）…}} \t\u3000\n])|^){_FOUND}", re.MULTILINE
)
LEAST_FOUND = 10_000  # fewer a text may have counted itself


def page_tails(text: str) -> Iterator[Edit]:
    """Pagers and counts of a search at the ends of lines go.

    >>> [text[e.start : e.end] for text in ("水来了。上一页 [1] [2] 下一页", "见 [1] [2]")
    ...     for e in page_tails(text)]
    ['上一页 [1] [2] 下一页']
    >>> next(page_tails("水来了。　共找到21,300\\n个相关网页."))[:2]
    (5, 21)
    >>> list(page_tails("共找到12条记录。"))
    []
    """
    if "一页" in text:
        for m in _PAGER.finditer(text):
            yield Edit(m.start(), m.end(), "", "pager", Role.NOISE)
    if "共找到" in text or "索到" in text or "共搜到" in text:
        for m in _SEARCH.finditer(text):
            counted = int(re.sub("[,，]", "", m["n"]))
            if m["asked"] or counted >= LEAST_FOUND:
                yield Edit(m.start(), m.end(), "", "site-remark", Role.NOISE)
