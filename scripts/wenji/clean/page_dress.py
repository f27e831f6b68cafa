"""Numbers of pages in mid-sentence, as a page dresses them: ·8· 石桥通讯, 第8页 共40页.

Where a page's foot was run into its text, the number comes with its signs, and perhaps with the
name that stands beside it on every page. The signs alone say little (北-3-渡口), so that the
numbers must rise from place to place through the text; what stands beside all of them is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wenji.model import Edit, Role

# --- thresholds; origin: judgement, and what would go from the development collections: nothing ---
LEAST, LEAST_SAID = 3, 2  # of them; of those that say that they are pages'
SPREAD = 150  # characters from one to the next
MOST_STEP = 9  # pages whose numbers stand on lines of their own, as other rules know them
LEAST_LINE = 40  # characters of a line in whose midst one stands: no head of a text
LONGEST_NAME, SHORTEST_NAME = 14, 2  # characters beside all of them

_S = "[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_SAID = re.compile(
    rf"第{_S}?(?P<a>[0-9]{{1,4}}){_S}?页{_S}?[/／,，]?{_S}?共{_S}?[0-9]{{1,4}}{_S}?页"
    rf"|(?i:page){_S}?(?P<b>[0-9]{{1,4}}){_S}?(?:/|(?i:of)){_S}?[0-9]{{1,4}}(?![0-9])"
)
_FRAMED = re.compile(
    rf"(?P<f>[-—–~～·•|]{{1,2}}){_S}?(?P<a>[0-9]{{1,4}}){_S}?(?P=f)(?={_S}*[{_HAN}\n])"
)
_DIGIT = re.compile("[0-9]")
_BLANK = " \t\n\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_STOPS = "，。；：！？、（）“”《》"


class _Number(NamedTuple):
    start: int
    end: int
    value: int
    inside: bool  # the text goes on beside it, on its own line


def dressed_numbers(text: str) -> Iterator[Edit]:
    """Drop them, each with what stands beside all of them.

    >>> beside = ("渠|边", "桥|头", "东岭|下")
    >>> rows = [f"老人们都到{x}来看，谁也不肯{'慢' * 150}走。" for x in beside]
    >>> rows = [x.replace("|", f"·{n}· 石桥通讯") for n, x in enumerate(rows, start=7)]
    >>> text = "\\n".join(rows)
    >>> [text[e.start : e.end] for e in dressed_numbers(text)]
    ['·7· 石桥通讯', '·8· 石桥通讯', '·9· 石桥通讯']
    """
    said = ("页" in text and "共" in text) or "age" in text
    if said:
        yield from _edits(text, _found(text, _SAID), LEAST_SAID)
    signs: dict[str, list[_Number]] = {}
    for number in _found(text, _FRAMED):
        signs.setdefault(text[number.start], []).append(number)
    for found in signs.values():
        yield from _edits(text, found, LEAST)


def _found(text: str, pattern: re.Pattern[str]) -> list[_Number]:
    out = []
    for m in pattern.finditer(text):
        line = text.rfind("\n", 0, m.start()) + 1
        stop = text.find("\n", m.end())
        long = (stop if stop >= 0 else len(text)) - line >= LEAST_LINE
        beside = long and text[line : m.start()].strip(_BLANK) != ""
        number = next(n for n in m.groupdict().values() if n and n.isdecimal())
        out.append(_Number(m.start(), m.end(), int(number), beside))
    return out


def _edits(text: str, found: Sequence[_Number], least: int) -> Iterator[Edit]:
    """The numbers of one dress, where they are a sequence and stand in mid-sentence."""
    inside = [x for x in found if x.inside]
    if len(inside) < least or not _rises(found):
        return
    after = [text[x.end : x.end + LONGEST_NAME].split("\n")[0] for x in inside]
    before = [text[max(0, x.start - LONGEST_NAME) : x.start].split("\n")[-1] for x in inside]
    named = len(inside) >= LEAST
    tail = _name(_common(after)) if named else ""
    head = _name(_common([x[::-1] for x in before])) if named else ""
    for x in inside:
        yield Edit(x.start - len(head), x.end + len(tail), "", "page-number", Role.NOISE)


def _common(strings: Sequence[str]) -> str:
    """What all of them begin with."""
    size = 0
    while all(len(x) > size and x[size] == strings[0][size] for x in strings):
        size += 1
    return strings[0][:size]


def _name(common: str) -> str:
    """What stands beside all the numbers, if that is a name rather than chance: it is set off."""
    bare = common.strip(_BLANK)
    if (
        common[:1] not in _BLANK
        or len(bare) < SHORTEST_NAME
        or any(stop in bare for stop in _STOPS)
    ):
        return ""
    return common.rstrip(_BLANK)


def _rises(found: Sequence[_Number]) -> bool:
    return all(
        0 < b.value - a.value <= MOST_STEP and b.start - a.end >= SPREAD for a, b in pairwise(found)
    )
