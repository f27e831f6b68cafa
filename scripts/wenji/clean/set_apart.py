"""Texts whose words are all set apart by spaces, as programs do that count them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.model import Edit

# --- thresholds; origin: the development collections ---------------------------------------------
# In such texts there are at least .43 gaps for each character, and .86 of the stops stand between
# spaces; in all others hardly a tenth. Names in columns have gaps, and no stops.
LEAST_GAPS, GAPS_SHARE = 40, 0.25
LEAST_STOPS, STOPS_SHARE = 10, 0.75

_HAN = re.compile("[\u4e00-\u9fff]")
_GAP = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_STOP = re.compile("[，。、；：？！,;]")
_STOP_APART = re.compile(r"(?<=\S )[，。、；：？！,;](?= |\n|\Z)")
_WIDE = "\u3400-\u4dbf\u4e00-\u9fff\u3001-\u303f\uff01-\uff60“”‘’…—·"
# One space or two between words; any run of them beside a sign that no column begins with.
_APART = re.compile(
    rf"(?<=[{_WIDE}]) {{1,2}}(?=[{_WIDE}0-9A-Za-z])|(?<=[0-9A-Za-z]) {{1,2}}(?=[{_WIDE}])"
    r"|(?<=[，。、；：？！,;（《“])[ \u3000]+(?=\S)"
    r"|(?<=[^ \u3000\n])[ \u3000]+(?=[，。、；：？！,;）》”])"
)
# The number of a law's article, with the space that sets it off: 第 三 条 本 办法…
_ARTICLE = re.compile(
    "^[ \u3000]*第 ?[0-9０-９一二三四五六七八九十百 ]{1,9}[编章节条款][ \u3000]+", re.MULTILINE
)


def words_set_apart(text: str) -> Iterator[Edit]:
    """In a text whose words are all set apart, their spaces go everywhere alike.

    Between numbers and between Latin words they stay, so does wider space between words, and the
    space behind the number of an article. It is done before lines are looked at: the words of
    titles, dates and marks are known only without their spaces.
    """
    gaps = len(_GAP.findall(text)) if text.count(" ") >= LEAST_GAPS else 0
    if gaps < LEAST_GAPS or gaps < GAPS_SHARE * len(_HAN.findall(text)):
        return
    stops = len(_STOP.findall(text))
    if stops < LEAST_STOPS or len(_STOP_APART.findall(text)) < STOPS_SHARE * stops:
        return
    articles = {m.end() for m in _ARTICLE.finditer(text)}
    for m in _APART.finditer(text):
        if m.end() not in articles:
            yield Edit(m.start(), m.end(), "", "stray-space")
