"""Rules that drop what a web site or a word processor left in the text.

Evidence is the form of a line and where it stands; the vocabulary is in
`clean.vocabulary`. A line that states a fact (来源、作者、日期) is not noise: `facts`
reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean import vocabulary as v
from wenji.marks import mark_in
from wenji.model import Edit, Role

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[。！？；;]")
_SPACES = re.compile(r"\s+")
_BOOKMARK = re.compile("|".join(v.WORD_PROCESSOR_LEFTOVERS))
_SITE = re.compile("|".join(v.SITE_LINES))
_ADDRESS = re.compile(v.WEB_ADDRESS)
_PAGER = re.compile(v.PAGER)
_PAGER_LINE = re.compile(v.PAGER_LINE)
_HOT = re.compile(v.HOT_LIST_HEADS)
SEPARATOR = re.compile(v.SEPARATOR, re.MULTILINE)

# A site line is a short remark: 40 characters, its address aside.
SITE_LINE_LENGTH = 40
# What may stand beside a web address in a line that is nothing but a site's name.
ADDRESS_REMARK_LENGTH = 16
# A hot list at a file's end: at most so many characters a line.
HOT_LINE_LENGTH = 40


def bookmarks(text: str) -> Iterator[Edit]:
    """Bookmarks and field codes of a word processor, wherever they stand."""
    for m in _BOOKMARK.finditer(text):
        yield Edit(m.start(), m.end(), "", "bookmark", Role.NOISE)


def is_site_line(line: str) -> bool:
    """Whether a line is a site's remark about itself and nothing else.

    >>> is_site_line("本文由 www.example.com 整理发布"), is_site_line("网址是 www.example.com 。")
    (True, False)
    """
    body = line.strip()
    if not body or len(body) > SITE_LINE_LENGTH + 60:
        return False
    rest = _SPACES.sub("", _ADDRESS.sub("", body))
    if len(rest) > SITE_LINE_LENGTH or _SENTENCE_END.search(rest.rstrip("！!")):
        return False
    if _SITE.search(body):
        return True
    return (
        rest != _SPACES.sub("", body)
        and len(rest) <= ADDRESS_REMARK_LENGTH
        and not re.search(v.ADDRESS_IN_PROSE, body)
    )


def site_lines(text: str) -> Iterator[Edit]:
    """Whole lines that a site put in: its name and address, invitations, notices."""
    for m in _LINE.finditer(text):
        if is_site_line(m[0]) and mark_in(m[0]) is None:
            yield _whole_line(text, m.start(), m.end(), "site-line")


def pager(text: str) -> Iterator[Edit]:
    """上一篇/下一篇 lines, and a list of popular pages at the end of the file."""
    for m in _LINE.finditer(text):
        if _PAGER.fullmatch(m[0].strip()) or _PAGER_LINE.fullmatch(m[0].strip()):
            yield _whole_line(text, m.start(), m.end(), "pager")
        elif _HOT.fullmatch(m[0].strip()):
            yield _whole_line(text, m.start(), _hot_list_end(text, m.end()), "hot-list")
            if _hot_list_end(text, m.end()) == len(text):
                return


def separators(text: str) -> Iterator[Edit]:
    """Lines of dashes, stars or the like; `split` still sees in the source that one stood there."""
    for m in SEPARATOR.finditer(text):
        yield _whole_line(text, m.start(), m.end(), "separator")


def _hot_list_end(text: str, start: int) -> int:
    """Where the list ends: only a list that runs to the end of the text is taken whole."""
    rest = [line.strip() for line in text[start:].split("\n")]
    if all(len(line) <= HOT_LINE_LENGTH and not _SENTENCE_END.search(line) for line in rest):
        return len(text)
    return start


def _whole_line(text: str, start: int, end: int, rule: str) -> Edit:
    """Drop a line together with its line end, so that it leaves no empty paragraph."""
    if end < len(text) and text[end] == "\n":
        end += 1
    return Edit(start, end, "", rule, Role.NOISE)
