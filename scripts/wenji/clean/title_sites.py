"""The site's name behind a saved page's title: 渠边纪事_百度文库, 渠边纪事 - 石桥教育网.

Browsers save a page under its title and the site's name. Such a line speaks of the site and would
go as a whole; where nothing else says the title, the title stays. Where several lines end so, they
are the titles of articles, and splitting reads what they share (`split.decorations`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean.composed import SITES
from wenji.clean.places import OUTSIDE
from wenji.clean.weighed import weight
from wenji.marks import mark_in
from wenji.model import Edit, Role

LEAST_TITLE, LONGEST = 4, 60  # Han characters of the title; characters of the line
NEXT = 400  # characters behind the line in which the title may stand once more

_SITE = (
    rf"(?:[\u4e00-\u9fffA-Za-z0-9]{{1,8}}(?:{SITES}|在线|之窗|[书文]库|新闻|百科|博客|客户端|范文|下载|阅读|大全|公社|学堂)"
    r"|百度|豆丁|道客巴巴|知乎|简书|搜狐|新浪|网易|腾讯|凤凰|豆瓣|微博|原创力文档|人人文库|在线阅读|免费下载|全文阅读)"
)
_SAVED = re.compile(
    rf"(?P<title>[^\n_＿|｜]{{4,48}}?)(?:\.(?:docx?|pdf|txt|wps))?"
    r"(?P<cut>(?:[ \t\u3000]*[_＿|｜][ \t\u3000]*|[ \t\u3000]+[-—–·][ \t\u3000]+"
    rf"|-(?=[^-\n]{{1,9}}(?:网|文库)))"
    rf"{_SITE}"
    rf"(?:[ \t\u3000]*[-_＿|｜—·][ \t\u3000]*{_SITE}){{0,3}})[ \t\u3000]*"
)
_HAN = re.compile("[\u4e00-\u9fff]")


def title_sites(text: str) -> Iterator[Edit]:
    """Drop the site's name behind the title in a text's first line.

    >>> text = "渠边纪事_百度文库\\n春天里渠水通了。\\n"
    >>> [text[e.start : e.end] for e in title_sites(text)]
    ['_百度文库']
    >>> list(title_sites("渠边纪事_百度文库\\n渠边纪事\\n春天里渠水通了。\\n"))
    []
    >>> list(title_sites("打造书香-校园网\\n春天里渠水通了。\\n"))
    []
    """
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end].rstrip()
    if len(line) > LONGEST or mark_in(line) is not None:
        return
    m = _SAVED.fullmatch(line)
    if m is None or len(_HAN.findall(m["title"])) < LEAST_TITLE:
        return
    title = m["title"].strip()
    if text.count(m["cut"]) > 1 or weight(title) >= OUTSIDE or title in text[end : end + NEXT]:
        return
    if m["cut"][0] == "-" and len(m["cut"]) - 1 < LEAST_TITLE:
        return
    yield Edit(start + m.start("cut"), start + m.end(), "", "site-remark", Role.NOISE)
