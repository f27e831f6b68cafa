"""A table of contents that stands anywhere but at the head of its file: titles, dots, pages.

The one at the head tells where articles begin, and `wenji.split.contents` reads it. One at the end
or between two texts says nothing that they do not say themselves. Its lines are known by their
form, several below one another, with pages that never fall; a price list counts something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.model import Edit, Role

# --- thresholds; origin: judgement on tables of contents written for the purpose -----------------
LEAST_LINES = 3
HEAD = 8  # lines of the file that may hold what stands before a table at its head

_LEADER = "[.．·•…・‥⋯_-]"
_ENTRY = re.compile(
    r"[ \t\u3000]*[^\s.．·…_-][^\n]{1,60}?"
    rf"(?:{_LEADER}{{3,}}|…+|(?:[ \u3000]{_LEADER}){{3,}})[ \t\u3000]*"
    r"[（(]?(?:第[ ]?|[pP]\.?)?(?P<page>[0-9]{1,4})[ ]?页?[）)]?[ \t\u3000]*"
)
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_HEADING = re.compile(r"[^\w\n]*(?:附[:：])?[\u4e00-\u9fff]{0,4}目[ \t\u3000]*[录次][^\w\n]*")
_LEADERS = re.compile(
    rf"(?:{_LEADER}[ \u3000]?{_LEADER}|…)[ \t\u3000]*[（(]?(?:第|[pP]\.?)?[ ]?[0-9]"
)


def contents_lists(text: str) -> Iterator[Edit]:
    """Drop the tables of contents that do not stand at the head of a text.

    >>> text = "水来了。\\n" * 12 + "目录\\n春耕……1\\n清淤……4\\n护渠……9\\n"
    >>> [text[e.start : e.end] for e in contents_lists(text)]
    ['目录\\n春耕……1\\n清淤……4\\n护渠……9\\n']
    """
    if not _LEADERS.search(text):
        return
    lines = list(_LINE.finditer(text))
    at = 0
    while at < len(lines):
        first, page = at, 0
        while at < len(lines) and (m := _ENTRY.fullmatch(lines[at][0])) and int(m["page"]) >= page:
            page = int(m["page"])
            at += 1
        if at - first >= LEAST_LINES and first > HEAD:
            first -= _HEADING.fullmatch(lines[first - 1][0]) is not None
            end = min(lines[at - 1].end() + 1, len(text))
            yield Edit(lines[first].start(), end, "", "contents-list", Role.NOISE)
        at += at == first
