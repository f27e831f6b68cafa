"""Numbers of pages by their dress: a word, a total, signs or a name that stand beside them.

`=== Page 3 ===`, `— 3 / 40 —`, `[第3页]`, `石桥通讯 | 3`, `·8· 石桥通讯`: programs that read pages
by sight or take text out of them leave such numbers between the pages, on lines of their own or in
the midst of a sentence. What rises through a text at the distances of pages, in one dress, is the
number of a page; a text that names pages itself (见第3页) names them as it needs them. Numbers that
have no dress, or lines of their own, are known by their places (`pages`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from wenji.model import Edit, Role
from wenji.sentences import ended

# --- thresholds; origin: judgement, and what would go from the development collections: nothing ---
LEAST = 3  # of them
LEAST_SAID, LEAST_BARE = 2, 4  # … that say how many there are; whose dress a text may have as well
MOST_STEP = 9  # from one to the next: the numbers of some pages are lost
BY_ONE, OF_DRESS = 0.6, 0.7  # share of the steps that are one; of a dress that is in the sequence
PAGE = 80  # characters of a page, by the median: entries of a list are shorter
TOGETHER = 0.8  # share of them that have the same sign, or the same name, beside them
CUTTING, ALIKE = 0.6, 0.5  # share of those in lines that cut sentences; beside one character
BESIDE, SHORTEST_NAME = 24, 2  # characters beside a number that are looked at; of a name
HEAD = 30  # characters of a line that may be a title
WIDEST = 40  # of white space beside a number on its own line

_BLANK = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_S = f"[{_BLANK}]?"
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_N = "[0-9]{1,4}"
_BARS = "|｜丨│┃"
_SEITE, _STR = r"[Ss](?<![A-Za-z].)(?i:eite)", "[сС]тр(?:аница)?"
# What of a word a text must hold, and the number with its word.
_WORDED = (
    ("页", rf"第{_S}(?P<n>{_N}){_S}页(?P<of>{_S}[/／,，]?{_S}共{_S}{_N}{_S}页)?"),
    ("頁", rf"第{_S}(?P<n>{_N}){_S}頁(?P<of>{_S}[/／,，]?{_S}共{_S}{_N}{_S}頁)?"),
    ("页码", rf"页码{_S}[:：]?{_S}(?P<n>{_N})(?P<of>{_S}[/／]{_S}{_N})?"),
    ("P", rf"P(?<![A-Za-z].)(?i:age|ag|g)?{_S}[.．:：]?{_S}(?P<n>{_N})%OF"),
    ("p", rf"p(?<![A-Za-z].)(?i:age|ag|g)?{_S}[.．:：]?{_S}(?P<n>{_N})%OF"),
    ("eite", rf"{_SEITE}{_S}(?P<n>{_N})%OF"),
    ("тр", rf"{_STR}{_S}[.]?{_S}(?P<n>{_N})%OF"),
    ("ページ", rf"(?P<n>[0-9](?<![0-9.].)[0-9]{{0,3}}){_S}ページ(?P<of>(?!))?"),
)
_OF = rf"(?P<of>{_S}(?:[/／]|(?i:of|von)|из){_S}{_N})?(?![0-9A-Za-z%％]|[.．][0-9])"
_PATTERNS = tuple((word, re.compile(x.replace("%OF", _OF), re.DOTALL)) for word, x in _WORDED)
_COUNTED = re.compile(
    rf"(?P<n>[0-9](?<![0-9.．/／-].)[0-9]{{0,3}}){_S}(?:[/／]|of){_S}"
    rf"(?P<of>{_N})(?![0-9./／%％-]|[年月日])",
    re.DOTALL,
)
_BEFORE_BAR = re.compile(
    rf"(?P<n>[0-9](?<![0-9.．{_BARS}].)[0-9]{{0,3}})(?P<of>{_S}[{_BARS}]{_S})(?=[^\W\d_])",
    re.DOTALL,
)
_BEHIND_BAR = re.compile(
    rf"(?P<of>[{_BARS}](?:(?<=[^\W\d_].)|(?<=[^\W\d_][{_BLANK}].)){_S})(?P<n>{_N})(?![0-9.．:：]|{_S}[{_BARS}])",
    re.DOTALL,
)
# The signs alone say little (北-3-渡口): these must cut sentences.
_SIGNED = re.compile(
    rf"(?P<f>[-—–~～·•|]{{1,2}}){_S}(?P<n>{_N}){_S}(?P=f)(?P<of>(?!))?(?=[{_BLANK}]*[{_HAN}\n])"
)
_OF_FRAMES = frozenset(
    f"=＝—–―─━－-~～·•*＊#＃<>＜＞«»[]【】〔〕［］{{}}()（）_+^◆◇■□●○★☆{_BARS}{_BLANK}"
)
_BRACKETS = frozenset("<>＜＞«»[]【】〔〕［］{}()（）")
_STOPS = frozenset("。！？!?…；;：:”’」』）)》")
_ENDS = frozenset("，。、；：？！…,;:?!”’」』》）)")
_PROSE = frozenset("，。；：！？、（）“”《》")  # not in a name
_LETTER = re.compile(r"[^\W\d_]")


class _Number(NamedTuple):
    """A number with its dress: where, and whether it has its line to itself."""

    start: int
    end: int
    value: int
    total: int  # 0 if none is said
    alone: bool = False


def dressed_numbers(text: str) -> Iterator[Edit]:
    """Drop them, each with its frame and its name, and with its line where it has one.

    >>> said = ("东岭|动工", "西坡|收工", "南塘|守夜")
    >>> rows = [f"老人们都到{x}的渠边来看，说好一起{'慢' * 150}走。" for x in said]
    >>> text = "\\n".join(x.replace("|", f"== Page {n} ==") for n, x in enumerate(rows, start=7))
    >>> [text[e.start : e.end] for e in dressed_numbers(text)]
    ['== Page 7 ==', '== Page 8 ==', '== Page 9 ==']
    >>> list(dressed_numbers(text.replace("== ", "").replace(" ==", "")))  # too few without a frame
    []
    >>> text = "\\n".join(x.replace("|", f"·{n}· 石桥通讯") for n, x in enumerate(rows, start=7))
    >>> [text[e.start : e.end] for e in dressed_numbers(text)]
    ['·7· 石桥通讯', '·8· 石桥通讯', '·9· 石桥通讯']
    """
    end = 0
    for edit in sorted(_dressed(text), key=lambda e: (e.start, -e.end)):
        if edit.start >= end:  # in one dress only
            yield edit
            end = edit.end


def _dressed(text: str) -> Iterator[Edit]:
    for word, pattern in _PATTERNS:
        if word in text:
            for found in _dresses(text, pattern):
                yield from _edits(text, *_framed(text, found), worded=True)
    if "/" in text or "／" in text or "of" in text:
        for found in _dresses(text, _COUNTED):
            yield from _edits(text, *_framed(text, found), worded=False)
    if any(bar in text for bar in _BARS):
        for step, pattern in ((-1, _BEHIND_BAR), (1, _BEFORE_BAR)):
            for found in _dresses(text, pattern):
                yield from _edits(text, _named(text, found, step), framed=True, worded=True)
    for found in _dresses(text, _SIGNED):
        yield from _edits(text, _framed(text, found, signed=True)[0], framed=True, worded=False)


def _dresses(text: str, pattern: re.Pattern[str]) -> Iterator[list[_Number]]:
    """The numbers of each dress: all but the number is the same, white space aside."""
    out: dict[str, list[_Number]] = {}
    for m in pattern.finditer(text):
        a, b = m.span("n")
        dress = "".join(f"{text[m.start() : a]}0{text[b : m.end()]}".split()).lower()
        total = "".join(filter(str.isdecimal, m["of"] or ""))
        found = _Number(m.start(), m.end(), int(m["n"]), int(total) if total else 0)
        out.setdefault(dress, []).append(found)
    yield from (found for found in out.values() if len(found) >= LEAST_SAID)


def _framed(
    text: str, found: Sequence[_Number], *, signed: bool = False
) -> tuple[list[_Number], bool]:
    """The numbers with the signs round most of them, and the name beside those that are sure to be
    dressed; and whether there are such signs."""
    before, behind = ([_beside(text, x, step) for x in found] for step in (-1, 1))
    head, tail = (_shared(x, of_frame=True) for x in (before, behind))
    if not (head.strip() and tail.strip()) and _BRACKETS & {*head, *tail}:
        head = tail = ""  # one bracket alone is the text's: （见第3页）
    framed = bool(head.strip() or tail.strip())
    if len(found) >= LEAST and (framed or signed or all(x.total for x in found)):
        head, tail = _with_name(before, head), _with_name(behind, tail)
    out = []
    for x, b, a in zip(found, before, behind, strict=True):
        start = x.start - len(head) * b.startswith(head)
        out.append(
            _on_line(text, x._replace(start=start, end=x.end + len(tail) * a.startswith(tail)))
        )
    return out, framed


def _with_name(beside: Sequence[str], frame: str) -> str:
    """The frame, and behind it the name that most have there, set off by a space."""
    shared = _shared(beside, of_frame=False).rstrip(_BLANK)
    name = shared.removeprefix(frame.rstrip(_BLANK))
    if name[:1] not in _BLANK or len(_LETTER.findall(name)) < SHORTEST_NAME or _PROSE & {*name}:
        return frame
    return shared


def _named(text: str, found: Sequence[_Number], step: int) -> list[_Number]:
    """Those numbers with the name on the other side of the bar that most of them have."""
    beside = [_beside(text, x, step) for x in found]
    often = Counter(x.strip()[:SHORTEST_NAME] for x in beside)
    first, times = max(often.items(), key=lambda item: (item[1], item[0]))
    own = [(x, b) for x, b in zip(found, beside, strict=True) if b.strip()[:SHORTEST_NAME] == first]
    name = _shared([b for _, b in own], of_frame=False).rstrip(_BLANK)
    if times < LEAST or len(_LETTER.findall(name)) < SHORTEST_NAME:
        return []
    out = []
    for x, b in own:
        size = len(name) * b.startswith(name)
        wide = x._replace(start=x.start - size) if step < 0 else x._replace(end=x.end + size)
        out.append(_on_line(text, wide))
    return out


def _beside(text: str, x: _Number, step: int, most: int = BESIDE) -> str:
    """What stands on the line before a number (`step` -1: read backwards) or behind it."""
    if step < 0:
        return text[max(0, x.start - most) : x.start].rpartition("\n")[2][::-1]
    return text[x.end : x.end + most].partition("\n")[0]


def _shared(strings: Sequence[str], *, of_frame: bool) -> str:
    """What most strings begin with."""
    out, members = "", list(strings)
    while members:
        chars = Counter(x[len(out) : len(out) + 1] for x in members)
        char, times = max(chars.items(), key=lambda item: (item[1], item[0]))
        if not char or times < TOGETHER * len(strings) or (of_frame and char not in _OF_FRAMES):
            break
        out += char
        members = [x for x in members if x.startswith(out)]
    return out


def _on_line(text: str, x: _Number) -> _Number:
    """A number that nothing else stands beside takes its line end along."""
    least, most = max(0, x.start - WIDEST), min(len(text), x.end + WIDEST)
    start = text.rfind("\n", least, x.start) + 1 or least
    stop = text.find("\n", x.end, most)
    stop = most if stop < 0 else stop
    whole = (start == 0 or text[start - 1] == "\n") and text[stop : stop + 1] in ("", "\n")
    if not whole or text[start : x.start].strip() or text[x.end : stop].strip():
        return x
    return x._replace(start=start, end=min(stop + 1, len(text)), alone=True)


def _edits(text: str, found: Sequence[_Number], framed: bool, *, worded: bool) -> Iterator[Edit]:
    """The numbers of one dress, where they rise as those of pages do."""
    chain = _rising(found)
    said = worded and all(x.total for x in chain)
    sure = said or (worded and framed)
    least = LEAST_SAID if said else LEAST if framed else LEAST_BARE
    if len(chain) < least or len(chain) < OF_DRESS * len(found):
        return
    steps = [(b.value - a.value, b.start - a.end) for a, b in pairwise(chain)]
    if sum(n == 1 for n, _ in steps) < BY_ONE * len(steps) or median(n for _, n in steps) < PAGE:
        return
    inside = [x for x in chain if not x.alone]
    if not worded and chain[0].total:
        if _counts_texts(text, chain):
            return
    elif not sure and sum(_is_in_prose(text, x) for x in inside) < LEAST:
        return
    if _cut(text, inside, sure=sure):
        for x in chain:
            yield Edit(x.start, x.end, "", "page-number", Role.NOISE)


def _rising(found: Sequence[_Number]) -> list[_Number]:
    """The longest sequence that rises, by `MOST_STEP` at most from one to the next."""
    best: dict[int, int] = {}  # by value: the number that the longest sequence ends with
    size, back = [0] * len(found), [-1] * len(found)
    for i, x in enumerate(found):
        below = (best[v] for v in range(x.value - MOST_STEP, x.value) if v in best)
        back[i] = max(below, key=lambda k: (size[k], k), default=-1)
        size[i] = 1 + (size[back[i]] if back[i] >= 0 else 0)
        if x.value not in best or size[i] >= size[best[x.value]]:
            best[x.value] = i
    at = max(range(len(found)), key=lambda k: (size[k], -k), default=-1)
    out = []
    while at >= 0:
        out.append(found[at])
        at = back[at]
    return out[::-1]


def _counts_texts(text: str, chain: Sequence[_Number]) -> bool:
    """Whether `3/7` counts parts: up to the last of them, or with a title below most of them."""
    if any(x.value > x.total for x in chain):
        return True
    whole = chain[0].value == 1 and chain[-1].value == chain[-1].total
    below = [text[x.end : x.end + HEAD + 1].strip().partition("\n") for x in chain if x.alone]
    heads = sum(bool(rest) and len(line) <= HEAD and not ended(line) for line, rest, _ in below)
    return (whole and all(x.alone for x in chain)) or heads > (1 - CUTTING) * max(1, len(below))


def _is_in_prose(text: str, x: _Number) -> bool:
    """Whether a number stands in a line that is too long for a title."""
    return sum(len(_beside(text, x, step, HEAD)) for step in (-1, 1)) >= HEAD


def _cut(text: str, inside: Sequence[_Number], *, sure: bool) -> bool:
    """Whether the numbers within lines stand in the midst of sentences, between any words."""
    if not inside:
        return True
    before, after = (
        [_beside(text, x, step, 8).lstrip(_BLANK)[:1] for x in inside] for step in (-1, 1)
    )
    if any(max(Counter(x).values()) > max(1, ALIKE * len(inside)) for x in (before, after)):
        return False
    cuts = sum(
        b != "" and a != "" and b not in _STOPS and a not in _ENDS
        for b, a in zip(before, after, strict=True)
    )
    return sure or cuts >= CUTTING * len(inside)
