"""Lines that stand for themselves, though the line above breaks off: no rest of a paragraph.

Entries of a list that is numbered without a bracket, rows of figures, captions, and the lines a
journal puts round a paper. A line above them may be cut short; what is joined to it would make a
page number of 1984 and a list's 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wenji.forms import CAPTION
from wenji.numbering import NUMBER, value
from wenji.sentences import ended

# --- thresholds; origin: the lists of references of the development collections ------------------
LEAST_ENTRIES = 3  # numbers in a row that make a list
NEAR = 4  # lines that one entry may run over
LONGEST_CAPTION = 40  # characters
LEAST_FIGURES = 3  # of a row
# Heads in one dress: characters of one, from one to the next, share below whole sentences.
LONGEST_DRESSED, APART, WHOLE = 60, 120, 0.6
LEAST_CUT = 20  # characters of a line that breaks off; shorter ones say nothing

_ENTRY = re.compile(r"(?P<n>[0-9]{1,3})(?:[ \t]{1,4}|\u3000{1,2})(?=[^\W\d])")
_FIGURES = re.compile(r"[-+－]?[0-9０-９]+(?:[.．,，][0-9０-９]+)*[%％]?")
_ONLY_FIGURES = re.compile(r"[-+－0-9０-９.．,，%％/／~～()（）—…\s]+")
_DRESSED = re.compile(
    r"([^\w\s，。、；：？！…—–%％℃°,.;:?!“”‘’\"'（(）)]{1,6})[ \t\u3000]*[\w《“].*?"
    r"[ \t\u3000]*([^\w\s《》“”‘’，。！？]{0,6})"
)
# A key or a word and a number, and what sets them off: 主题：, 单元二：, 课文2 , 其三 ·
_KEYED = re.compile(
    rf"(?P<word>[\u4e00-\u9fffA-Za-z \u3000]{{1,8}}?)[ \u3000]?(?P<n>{NUMBER})?"
    r"(?P<sep>[:：·|｜]|(?(n)[ \u3000]+(?=\S)|(?!))|(?(n)$|(?!)))"
)
# What a character is that no font had, below the text: ＠①原字左木右禾
_GLYPH = re.compile("[＠@][①-⑳]?原字")
_PAUSE = re.compile("[，。；,;：:]")
# What a journal prints above, below or beside a paper.
_NOTE = re.compile(
    r"(?:[\[［【〔]?(?:摘[ \u3000]*要|文[ \u3000]*摘|内容提要|关[ \u3000]*键[ \u3000]*词)"
    r"(?:[\]］】〕]?[ \u3000]*[:：]"
    r"|[\]］】〕]|[ \u3000]))|"
    r"(?:收稿日期|修回日期|收修改稿日期|作者简介|第一作者|通讯作者|基金项目|资助项目|中图分类号)"
    r"[ \u3000]*[:：]"
    r"|发信人[ \u3000]*[:：].*信[ \u3000]*区[ \u3000]*[:：]"  # and a forum, above a letter
    r"|(?:19|20)[0-9]{2}[-－./年][0-9]{1,2}[-－./月][0-9]{1,2}日?[ \u3000]*(?:收稿|收到|修回)"
)


def entries(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """The starts of those among `lines` (start, text) that begin an entry of a numbered list.

    >>> sorted(entries([(0, "1 林禾著"), (9, "1998，7～9"), (20, "2 周渡著"), (30, "3 沈青著")]))
    [0, 20, 30]
    """
    return frozenset(_entries(lines))


def is_own(text: str) -> bool:
    """Whether a line is a row of figures, a caption or a journal's note.

    >>> is_own("1998  7.8  -2.4  0.2"), is_own("渠长3 里，宽2 丈"), is_own("图2  闸口")
    (True, False, True)
    """
    if text[0].isdecimal() or text[0] in "-+－（(":
        row = _ONLY_FIGURES.fullmatch(text) and len(_FIGURES.findall(text)) >= LEAST_FIGURES
        return bool(row) or _NOTE.match(text) is not None
    caption = len(text) <= LONGEST_CAPTION and CAPTION.match(text) and not _PAUSE.search(text)
    return bool(caption) or _NOTE.match(text) is not None


def is_glyph_note(text: str) -> bool:
    """Whether a line says what a character looks like that the text could not print."""
    return _GLYPH.match(text) is not None


def dressed(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """The starts of those among `lines` (start, text) that one and the same dress sets off.

    ◆ 护渠小结, 【护渠小结】, ===护渠小结===, 主题：护渠小结, 课文2 护渠小结: three, far apart, most
    below whole sentences; wherever they stand where their numbers count on.

    >>> sign, prose = "◆ 护渠小结", "渠" * 150 + "。"
    >>> rows = [(0, sign), (9, prose), (200, sign), (220, prose), (400, sign), (420, prose)]
    >>> sorted(dressed(rows))
    [0, 200, 400]
    """
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    cut: set[int] = set()  # those below a line that breaks off
    below_short: set[int] = set()
    above = "。"
    for start, text in lines:
        dress = _dress(text) if len(text) <= LONGEST_DRESSED and not ended(text) else None
        if dress is not None:
            found.setdefault(dress[:2], []).append((start, dress[2]))
            if not ended(above):
                (cut if len(above) >= LEAST_CUT else below_short).add(start)
        above = text
    return frozenset(
        start for run in found.values()
        if len(run) >= LEAST_ENTRIES
        and (
            sum(x in cut for x, _ in run)
            <= (1 - WHOLE) * sum(x not in below_short for x, _ in run)
            or all(b[1] == a[1] + 1 for a, b in pairwise(run))
        )
        and all(b[0] - a[0] >= APART for a, b in pairwise(run))
        for start, _ in run
    )  # fmt: skip


def _dress(text: str) -> tuple[str, str, int] | None:
    """What sets a line off, at its head and its end: signs; a key, or a word and a number (0 where
    there is none)."""
    if not text[0].isalnum():
        m = _DRESSED.fullmatch(text)
        return (m[1], m[2], 0) if m is not None else None
    m = _KEYED.match(text)
    if m is None or not (m["n"] or m["sep"] in (":", "：")):
        return None
    word = "".join(m["word"].split())
    number = value(m["n"]) if m["n"] else None
    return (f"{word}#" if m["n"] else word), m["sep"].strip(), number or 0


def _entries(lines: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The lines whose numbers follow one another, few lines apart."""
    run: list[int] = []
    number = last = -NEAR - 1
    for i, (start, text) in enumerate(lines):
        m = _ENTRY.match(text) if text[0].isdecimal() else None
        if m is None:
            continue
        value = int(m["n"])
        if value == number and i - last <= NEAR:
            continue  # a year, a page that goes on
        if value != number + 1 or i - last > NEAR:
            if len(run) >= LEAST_ENTRIES:
                yield from run
            run = []
        run.append(start)
        number, last = value, i
    if len(run) >= LEAST_ENTRIES:
        yield from run
