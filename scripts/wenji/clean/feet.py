"""What programs and sites write below a text: a forum's record of the post, who owns the page.

Each is known by its grammar, once and wherever it stands: as a line, or behind the last sentence
of a paragraph. A text that shows such a line, behind a colon or as an example, keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wenji.clean.leftovers import speaks_of_code
from wenji.clean.vocabulary import OWNED, OWNED_BESIDE, POSTED, SENT_FROM
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at

# --- thresholds; origin: judgement, and what would go from the development collections ------------
LONGEST = 200  # characters of such a line
KINDS = 2  # different ways to say whose a page is; one alone a text may say as well
LONGEST_PART, LONGEST_REST = 12, 20  # characters that say nothing of it: of one name, of all
LONGEST_VERSE, MOST_VERSES = 24, 4  # characters of a line below `--`, and so many of them at most

_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_POSTED = re.compile(rf"(?:\x1b?\[[0-9;]{{0,8}}m)*(?:{'|'.join(POSTED)})(?:\x1b?\[[0-9;]{{0,8}}m)*")
_SENT_FROM = re.compile("|".join(SENT_FROM))
_OWNED = [re.compile(words, re.IGNORECASE) for words in OWNED]
_BESIDE = re.compile("|".join((*OWNED, *OWNED_BESIDE)), re.IGNORECASE)
_PART = re.compile(r"[^\s，。；：:,;|｜/（）()【】\[\]《》\0]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_SIGNS = ("※", "◆", "FROM", "opyright", "OPYRIGHT", "opyRight", "eserved", "ESERVED", "ICP", "icp",
          "©", "®", "(C)", "(c)", "公网安备", "公安备", "版权所有", "owered")  # fmt: skip
_STOP = re.compile("[。！？](?=[^。！？\n]*$)[”’」』）)]?")
# What a sentence has, and no row of names: a clause behind another, a stop within or behind it.
_SENTENCE = re.compile(
    "[\u4e00-\u9fff][，、；][^\\S\n]*[\u4e00-\u9fff]|[。！？；].*[\u4e00-\u9fff]|，.*[。！？]$"
)
_STOPS = re.compile("[。；]")
_ANNOUNCED = re.compile("[:：]$|如下|例如")
_SET_APART = "--"


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def feet(text: str) -> Iterator[Edit]:
    """Drop the records of forums and the lines that say whose a page is.

    >>> post = "渠水通了。\\n--\\n※ 来源:·石桥站 bbs.shiqiao.cn·[FROM: 10.1.2.*]\\n"
    >>> [post[e.start : e.end] for e in feet(post)]
    ['--\\n', '※ 来源:·石桥站 bbs.shiqiao.cn·[FROM: 10.1.2.*]\\n']
    >>> list(feet("※ 来源：渠边的水井\\n© 林小禾\\n"))
    []
    """
    known = any(sign in text for sign in _SIGNS)
    if not known and _SET_APART not in text:
        return
    lines = _lines(text)
    if known:
        found = list(_found(lines))
    else:
        found = [(i, 0) for i, x in enumerate(lines) if _SENT_FROM.fullmatch(x.text)]
    if not found or speaks_of_code(text):
        return
    taken: set[int] = set()
    for i, cut in found:
        line = lines[i]
        if cut:
            at = text.index(line.text, line.start) + cut
            yield Edit(at, line.end, "", "site-remark", Role.NOISE)
            continue
        for k in sorted({i, *_signature(lines, i, taken)} - taken):
            taken.add(k)
            end = min(lines[k].end + 1, len(text))
            yield Edit(lines[k].start, end, "", "site-line", Role.NOISE)


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank; a pattern for those would begin anew at each space."""
    found = (_Line(m.start(), m.end(), m[0].strip(_SPACES)) for m in re.finditer("[^\n]+", text))
    return [line for line in found if line.text and not line.text.isspace()]


def _found(lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """The lines, and where in them such words begin."""
    for i, line in enumerate(lines):
        words = line.text
        if i and _ANNOUNCED.search(lines[i - 1].text):
            continue
        if _SENT_FROM.fullmatch(words) or is_foot(words):
            yield i, 0
        elif any(sign in words for sign in _SIGNS) and (cut := _behind_text(words)):
            yield i, cut


def _behind_text(words: str) -> int:
    """Where such words begin behind the last sentence of a line; 0 for nowhere."""
    stop = _STOP.search(words)
    if stop is None or not is_foot(words[stop.end() :].strip(_SPACES)):
        return 0
    return stop.end()


def is_foot(line: str) -> bool:
    """Whether a line is the record of a post, or says whose a page is, in more than one way.

    >>> is_foot("Copyright © 2008-2015 渠边网 All Rights Reserved 京ICP备08001234号-1")
    True
    >>> [is_foot(x) for x in ("版权所有，翻印必究", "◆ 渠边人家", "© 林小禾", "网站备案号怎样查")]
    [False, False, False, False]
    """
    if not 2 < len(line) <= LONGEST:
        return False
    return _POSTED.fullmatch(line) is not None or _is_owned(line)


def _is_owned(line: str) -> bool:
    if sum(words.search(line) is not None for words in _OWNED) < KINDS:
        return False
    if mark_in(line) is not None or label_at(line) is not None:
        return False
    rest = _BESIDE.sub("\0", line)
    if _SENTENCE.search(rest) is not None:
        return False
    letters = [len(_HAN.findall(part)) for part in _PART.findall(rest)]
    return max(letters, default=0) <= LONGEST_PART and sum(letters) <= LONGEST_REST


def _signature(lines: list[_Line], i: int, taken: set[int]) -> Iterator[int]:
    """The lines between `--`, which sets a signature apart, and the record below it."""
    k = i - 1
    while k >= 0 and (k in taken or _POSTED.fullmatch(lines[k].text)):
        k -= 1
    first = k
    while k >= 0 and first - k <= MOST_VERSES and len(lines[k].text) <= LONGEST_VERSE:
        if lines[k].text == _SET_APART:
            yield from range(k, i)
            return
        if _STOPS.search(lines[k].text) or mark_in(lines[k].text) is not None:
            return
        k -= 1
