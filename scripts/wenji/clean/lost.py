"""What stands lost in a sentence, once: an address, the site of a source, a library's invitation.

What recurs is told by its places (`inside`, `torn`). What stands once is told by its own grammar
and by the sentence: one that has an address of its own speaks of what is found there, and a text
that invites to a download speaks of it elsewhere as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean import adverts as v
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at

# --- thresholds; origin: judgement, and what would go from the development collections ------------
MANY = 3  # different addresses: a text of many has its own
AROUND = 40  # characters on each side that are looked at
LEAST_TEXT = 12  # characters of a sentence behind an invitation at its head

_ADDRESS = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./?=&%#~:_-]+")
_SPEAKS = re.compile(v.SPEAKS_OF_ADDRESS)
_SENTENCE = re.compile("[^。！？；\n]*")
_LEADING = frozenset("由据与和及同向给被让把对跟用")  # words behind which a name stands
_OFTEN_JOINED = re.compile("[的了是在和与及等有也就都并已为一不]")
_SOURCE_SITE = re.compile(v.SOURCE_SITE)
_INVITATION = re.compile(v.INVITATION)
_SPEAKS_OF_COPIES = re.compile(v.SPEAKS_OF_COPIES)
_HAN = re.compile("[\u4e00-\u9fff]")
_OWN_BEHIND = re.compile(v.OWN_INVITATION_BEHIND)
_OWN_BEFORE = re.compile(v.OWN_INVITATION_BEFORE)
_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"


def names_source(text: str, start: int, words: str) -> bool:
    """Whether square brackets hold a site that a text is said to come from.

    >>> names_source("[来源:渠边网]", 0, "来源:渠边网"), names_source("（来源：县志）", 0, "")
    (True, False)
    """
    return text[start] in "[【" and _SOURCE_SITE.search(words) is not None


def address(text: str, start: int, end: int) -> bool:
    """Whether an address is none of its sentence's, which speaks of nothing that is found there.

    >>> text = "每户分红http://www.qubian.cn/三千元。请在http://www.qubian.cn/查阅。"
    >>> [address(text, m.start(), m.end()) for m in _ADDRESS.finditer(text)]
    [True, False]
    """
    if _ADDRESS.fullmatch(text, start, end) is None or text[start - 1] in _LEADING:
        return False
    if not (_HAN.match(text, start - 1) and _HAN.match(text, end)):
        return False
    if len({m[0] for m in _ADDRESS.finditer(text)}) >= MANY:
        return False
    first = max(0, start - AROUND)
    first = max(first, *(text.rfind(stop, first, start) + 1 for stop in "。！？；\n"))
    behind = _SENTENCE.match(text, end, end + AROUND)
    sides = text[first:start], behind[0] if behind else ""
    if any(_ADDRESS.search(side) for side in sides):
        return False  # so many are the sentence's own
    torn = text[start - 1] + text[end]  # a word that the address parts
    if _OFTEN_JOINED.search(torn) is None and torn in text:
        return True
    return not any(_SPEAKS.search(side) for side in sides)


def invitations(text: str) -> Iterator[Edit]:
    """Drop a library's invitation in the midst of a sentence, or glued to its head.

    >>> text = "每户分红精品文档，欢迎下载三千元。"
    >>> [text[e.start : e.end] for e in invitations(text)]
    ['精品文档，欢迎下载']
    >>> list(invitations("本站的精品文档，欢迎下载使用。")), list(invitations("我们欢迎参观"))
    ([], [])
    """
    if not any(sign in text for sign in v.INVITATION_SIGNS):
        return
    going_on = [m for m in _INVITATION.finditer(text) if _goes_on(text, m)]
    put_in = {m[0] for m in going_on if not _is_own(text, m)}
    found = [m for m in going_on if m[0] in put_in]  # at one place, then at the others
    if not found:
        return
    rest = _INVITATION.sub("", text)
    if _SPEAKS_OF_COPIES.search(rest) is None:
        for m in found:
            yield Edit(m.start(), m.end(), "", "inside-advert", Role.NOISE)


def _goes_on(text: str, m: re.Match[str]) -> bool:
    """Whether a sentence goes on, or begins, behind such words."""
    behind = text[m.end() : (text.find("\n", m.end()) + 1 or len(text) + 1) - 1]
    if _HAN.match(behind) is None or _OWN_BEHIND.match(behind):
        return False
    if _before(text, m):
        return True
    return len(behind) >= LEAST_TEXT and mark_in(behind) is None and label_at(behind) is None


def _is_own(text: str, m: re.Match[str]) -> bool:
    """Whether what stands before such words may lead up to them."""
    return _OWN_BEFORE.search(_before(text, m)) is not None


def _before(text: str, m: re.Match[str]) -> str:
    return text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip(_SPACES)
