"""A table of contents before the texts: its lines come back as the titles of articles.

What stands in the table is no text; the lines that say it again, in its order and with text
between them, are where the articles begin, whatever form they have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from wenji.marks import Mark, mark_in
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.wholes import SHORTEST_TEXT

# --- thresholds; origin: made collections --------------------------------------------------------
LONGEST_ENTRY = 80  # characters of a line of the table
LATEST_START = 4  # the table begins among so many lines
LEAST_ENTRIES = 2  # under a heading 目录; without one LEAST_BARE
LEAST_BARE = 3
LONGEST_PASSAGE = 3  # lines between the table and the first article
LEAST_CORE = 2  # characters of a title
# A line that says more than a title, P12 春耕纪事　林小禾: characters of the title, of the rest.
LEAST_NAMED, MOST_REST = 4, 8
MISSED = 0.34  # share of the lines that say no title: 上编, 后记……99
LONGEST_MISSED = 30

_HEADING = re.compile(
    r"[【\[（(]?[\u4e00-\u9fff]{0,4}?"
    r"(?:目[ \t\u3000]*[录次]|导[ \t\u3000]*[航读]|内容(?:提要|一览|目录)|索引|要目"
    r"|总[ \t\u3000]*目|篇目"
    r"|(?:文件|材料|文章|篇目|资料)(?:清单|列表|一览表?))"
    r"[】\])）]?[:：]?"
    r"|\[?(?i:table of contents|contents|toc)\]?"
    r"|[^。]{0,20}以下[^。]{0,12}篇[^。]{0,8}[:：]"
)
_LEAD = re.compile(
    r"[\s·•●○◆◇★☆▲△■□▪*#>—\-]+|[0-9０-９]{1,3}(?:[.．、:：/／_|｜ \t\u3000-]+|(?=《))"
)
_PAGE = re.compile(
    r"\.(?:docx?|txt|pdf|wps|rtf|md|html?)$"
    r"|(?:[\s.．·…・‥_—\-]{2,}|[\s/／|｜]+)[（(]?第?[ ]?(?:[Pp]\.?)?[0-9０-９]{1,4}[ ]?[）)]?页?$"
    r"|[（(][ ]?[0-9０-９]{1,4}[ ]?[）)]$"
    r"|[\s.．·…・‥_—\-]{3,}$"
)
_REMARK = re.compile(
    r"\s*[（(\[][^（()）\[\]]{1,20}[）)\]]$|[ \t\u3000]*[/／][ \t\u3000]*\S{2,12}$"
)
_AUTHOR = re.compile(r"(?:[ \t\u3000]+|[.．…·]{3,}[ \t\u3000]*)[\u4e00-\u9fff·]{2,4}$")
_BOOK = re.compile(r"《([^《》]{2,})》")
_RUN = re.compile(r"[^\W_]+")
_FOLD = re.compile(r"[\W_]")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")  # as Markdown writes it


@dataclass(frozen=True, slots=True)
class Contents:
    """The table ends before paragraph `end`; `marks` are the articles that it names."""

    end: int
    marks: dict[int, Mark]


def contents(paras: Sequence[Para]) -> Contents | None:
    """The table of contents at the head of a text, None if there is none."""
    if not any(map(partial(_comes_back, paras), range(min(LATEST_START, len(paras))))):
        return None
    places: dict[str, list[int]] = {}
    for i, p in enumerate(paras):
        if len(p.text) <= LONGEST_ENTRY and (core := _core(p.text)):
            places.setdefault(core, []).append(i)
    for first in range(min(LATEST_START, len(paras))):
        headed = first > 0 and _HEADING.fullmatch(paras[first - 1].text) is not None
        end, entries = _entries(paras, places, first, headed)
        if len(entries) >= (LEAST_ENTRIES if headed else LEAST_BARE):
            marks = {
                i: Mark("contents", n, *_title(paras[i].text))
                for n, i in enumerate(entries, start=1)
            }
            if entries[0] - end <= LONGEST_PASSAGE and _apart(paras, entries):
                return Contents(end, marks)
    return None


def _comes_back(paras: Sequence[Para], i: int) -> bool:
    """Whether the longest word of a line stands in a later one as well: most texts end here."""
    words = max(_RUN.findall(_words(paras[i].text)), key=len, default="")
    return bool(words) and any(words in p.text for p in paras[i + 1 :])


def _entries(
    paras: Sequence[Para], places: Mapping[str, Sequence[int]], first: int, headed: bool
) -> tuple[int, Sequence[int]]:
    """Where a table that begins at `first` ends, and the lines that say its lines again.

    A title may stand on two lines of the table; a few lines name parts, or texts that are missing.
    """
    found: list[int] = []
    limit, last, missed, at, end = len(paras), first, 0, first, first
    while at < limit:
        words = paras[at].text
        again, lines = _again(places, words, max(last, at)), 1
        if again is None and at + 1 < limit and (found or headed):
            again, lines = _again(places, words + paras[at + 1].text, max(last, at + 1), True), 2
        if again is None:
            missed += 1
            ends = len(words) > LONGEST_MISSED or ended(words) or not found
            if ends or missed > max(1.0, MISSED * len(found)):
                break
            at += 1
            continue
        found.append(again)
        at = end = at + lines
        last, limit = again, min(limit, again)
    while found and end < limit and _PAGE.search(paras[end].text):
        end += 1
    return end, found


def _again(
    places: Mapping[str, Sequence[int]], words: str, behind: int, whole: bool = False
) -> int | None:
    """The first line behind a place that says the title which words of a table name."""
    core = _core(words)
    found = next((i for i in places.get(core, ()) if i > behind), None)
    if found is not None or whole or len(words) > LONGEST_ENTRY:
        return found
    folded = _FOLD.sub("", words)
    least = max(LEAST_NAMED, len(folded) - MOST_REST)
    for size in range(len(folded), least - 1, -1):
        for at in range(len(folded) - size + 1):
            for i in places.get(folded[at : at + size], ()):
                if i > behind:
                    return i
    return None


def _apart(paras: Sequence[Para], starts: Sequence[int]) -> bool:
    ends = [*starts[1:], len(paras)]
    return all(
        sum(len(p.text) for p in paras[a + 1 : b]) >= SHORTEST_TEXT
        for a, b in zip(starts, ends, strict=True)
    )


def _core(text: str) -> str:
    """A title's own words without signs; lines that say one title are alike in it."""
    core = _FOLD.sub("", _words(text))
    return core if len(core) >= LEAST_CORE else ""


def _words(text: str) -> str:
    """A title's own words, without number, leader, page and author; "" where it is none.

    >>> _words("第一篇 春耕纪事…………8"), _words("2. 《护渠》　林小禾"), _words("清淤（水管站）")
    ('春耕纪事', '护渠', '清淤')
    """
    if (
        len(text) > LONGEST_ENTRY
        or text[-1] in "。；，：、"
        or (text[-1] not in "？！?!…）)" and ended(text))
    ):
        return ""
    title = _title(text)[0]
    for pattern in (_PAGE, _REMARK, _AUTHOR):
        if len(shorter := pattern.sub("", title)) >= LEAST_CORE:
            title = shorter
    return title


def _title(text: str) -> tuple[str, int]:
    """The title in a line, and where it begins there."""
    link = _LINK.search(text)
    if link is not None:
        return link[1], link.start(1)
    book = _BOOK.search(text)
    if book is not None:
        return book[1], book.start(1)
    mark = mark_in(text)
    if mark is not None and mark.title:
        return mark.title, mark.title_start
    at = 0
    while (m := _LEAD.match(text, at)) is not None:
        at = m.end()
    label = label_at(text, at)
    at += label.length if label is not None else 0
    return text[at:].strip(), at
