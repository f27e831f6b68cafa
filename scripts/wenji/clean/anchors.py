"""What a program put before headings to find them again: [TOC56]卷三 …, {#sec3}…, <!-- 809 -->….

Word processors and converters leave a mark of their own in brackets right before a heading, under
names that nobody can list. Those that are known by their names go wherever a line begins with one;
others where several lines begin with the same name, their numbers count nothing, and marks of
articles stand behind them. Marks of articles are in brackets too (〔T1〕, 〔T2〕), and rise by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wenji.clean.leftovers import speaks_of_code
from wenji.marks import mark_in
from wenji.model import Edit, Role

# --- thresholds; origin: judgement; in the development collections nothing else stands so ---------
LONGEST_HEADING = 80  # characters of what stands behind such a mark
RETURNS = 2  # lines with a name that is not known …
MARKED = 0.5  # … and the share of them behind which a mark of an article stands
MOST_STEP = 2  # by which the numbers of articles rise, where one is left out

OPENING = "[{<【〔>"  # signs of quoting and tags may stand before it: they go later
LEADS = tuple(f"\n{sign}" for sign in OPENING)
_ANCHOR = re.compile(
    r"\s*(?:<[A-Za-z][^<>]{0,60}>|> ?){0,3}(?P<open><!--|[\[{<【〔]{1,2})[ \\/*#=:_-]*"
    r"(?P<name>[A-Za-z][A-Za-z ]{0,15}|书签|标[记签]|锚点?|目录|)[ \\:：=#._-]*"
    r"(?P<more>[A-Za-z]{0,12})_?(?P<n>[0-9]{1,10}|)[ /]*"
    r"(?:-->|[\]}>】〕]{1,2})(?=(?P<rest>\S.*))"
)
# A tag without anything in it that names the place: <a id="x1"></a>, <w:bookmarkStart w:name="x"/>
_EMPTY = re.compile(
    r"\s*(?P<tags>(?:<(?P<tag>[A-Za-z][\w:.-]{0,24})\s[^<>]{0,160}?\b(?:id|name)\s{0,2}=[^<>]{1,160}?"
    r"(?:/>|>\s{0,2}</(?P=tag)\s{0,2}>))++)(?=(?P<rest>\s*[^\s<].*))"
)
# Names that programs give to what they put there; a bare TOC is a word of other things too.
_KNOWN = re.compile(
    r"(?:bookmark|bkmk(?:start|end)?|anchor|书签|标[记签]|锚点?)(?: |$).*[a-z0-9]"
    r"|(?:.* )?(?:(?:toc|hlk) ?[0-9]+|goback)"
)


class _Anchor(NamedTuple):
    start: int
    end: int
    number: int
    marked: bool


def anchors(text: str) -> Iterator[Edit]:
    """Drop them.

    >>> text = "[bm:_Toc9]春灌小结\\n渠通了。\\n{sec7}第一篇：护渠小结\\n{sec3}第二篇：守渠小结\\n"
    >>> [text[e.start : e.end] for e in anchors(text)]
    ['[bm:_Toc9]', '{sec7}', '{sec3}']
    >>> list(anchors("[T1]春灌小结\\n渠通了。\\n[T2]护渠小结\\n[GB50016]防火规范\\n[BM25]算法\\n"))
    []
    """
    if text.lstrip()[:1] not in OPENING and not any(lead in text for lead in LEADS):
        return
    others: dict[str, list[_Anchor]] = {}
    tags: list[Edit] = []
    at = 0
    for line in text.split("\n"):
        begun = line[:1] in OPENING or line[:1].isspace()
        if begun and (tag := _EMPTY.match(line)) and len(tag["rest"]) <= LONGEST_HEADING:
            tags.append(Edit(at + tag.start("tags"), at + tag.end(), "", "bookmark", Role.NOISE))
        elif begun and (m := _ANCHOR.match(line)) is not None:
            name = f"{m['name']} {m['more']}".lower().strip()
            if len(m["rest"]) > LONGEST_HEADING:
                pass
            elif m["open"] == "<!--" or _KNOWN.fullmatch(f"{name} {m['n']}".strip()):
                yield Edit(at + m.start("open"), at + m.end(), "", "bookmark", Role.NOISE)
            elif m["n"] and name:
                marked = mark_in(m["rest"]) is not None
                found = _Anchor(at + m.start("open"), at + m.end(), int(m["n"]), marked)
                others.setdefault(m["open"] + name, []).append(found)
        at += len(line) + 1
    if tags and not speaks_of_code(text):
        yield from tags
    for same in others.values():
        marked = sum(x.marked for x in same) >= MARKED * len(same)
        if marked and len(same) >= RETURNS and not _counts([x.number for x in same]):
            yield from (Edit(x.start, x.end, "", "bookmark", Role.NOISE) for x in same)


def _counts(numbers: Sequence[int]) -> bool:
    """Whether numbers rise as those of articles do."""
    return all(0 < b - a <= MOST_STEP for a, b in pairwise(numbers))
