"""The title that a file's name gives to a text that has none of its own.

Collectors name a file after its text, and clippers name it after the page. What else stands in
such names (a folder's label, the site, a copy's number) says nothing of the text, and is told by
just that: its words do not occur there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import PurePosixPath

# --- thresholds; origin: judgement ---------------------------------------------------------------
LEAST, LONGEST = 4, 60  # Chinese characters of such a title; characters in all
OCCURRING = 0.34  # of the pairs of characters of a part of the name that occur in the text

_HAN = re.compile("[\u4e00-\u9fff]")
_PART = re.compile(r"[_|｜]+|\s+[-–—]+\s+|(?<=\S)-(?=[\u4e00-\u9fff]{2,12}网$)")
_COPY = re.compile(r"(?:\s*[(（][0-9]{1,3}[)）]|\s*(?:-\s*)?副本|\s*-\s*copy)+$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:[(（]?[0-9]{1,4}[)）]?[.、．_\s-]*)(?=\D)")
# The site at either end: its own words occur in what it writes of itself.
_SITE = re.compile(r"[\u4e00-\u9fff]{2,14}(?:网站?|频道|客户端|公众号)|[\u4e00-\u9fff]{2,4}新闻")
_NO_NAME = re.compile(r"新建|未命名|无标题|文本文档|文档[0-9]*$|下载")


def title_from(path: str, text: str) -> str:
    """The words of a file's name that tell what its text is; "" if none do.

    >>> text = "石桥乡的渠道修好了，护渠小组的值班牌也挂了出来。"
    >>> title_from("资料/03 石桥乡护渠小组挂牌_某某网(1).txt", text)
    '石桥乡护渠小组挂牌'
    >>> title_from("资料/新建文本文档.txt", text), title_from("a12.txt", text)
    ('', '')
    """
    stem = _NUMBER.sub("", _COPY.sub("", PurePosixPath(path).stem))
    if len(_HAN.findall(stem)) < LEAST or _NO_NAME.search(stem):
        return ""
    parts = [part.strip() for part in _PART.split(stem) if part.strip()]
    of_text = [_occurs(part, text) for part in parts]
    for end in (0, -1):
        if len(parts) > 1 and _SITE.fullmatch(parts[end]) and sum(of_text) > of_text[end]:
            of_text[end] = False
    if not any(of_text):
        return ""
    first, last = of_text.index(True), len(parts) - of_text[::-1].index(True)
    title = " ".join(parts[first:last])
    return title if len(_HAN.findall(title)) >= LEAST and len(title) <= LONGEST else ""


def _occurs(part: str, text: str) -> bool:
    """Whether a part of a name has to do with the text."""
    pairs = {a + b for a, b in pairwise(_HAN.findall(part))}
    return sum(pair in text for pair in pairs) > OCCURRING * len(pairs)
