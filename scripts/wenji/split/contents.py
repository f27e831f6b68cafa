"""A table of contents before the texts: its lines come back as the titles of articles.

What stands in the table is no text; the lines that say it again, in its order and with text
between them, are where the articles begin, whatever form they have. Under a heading (目录) a few
lines may come back with other words, 护渠小结 for 护渠工作小结, or not at all; those that come back
with no text of their own are titles of parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from wenji.facts import is_name
from wenji.marks import Mark, mark_in
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.habits import WORDS
from wenji.split.wholes import SHORTEST_TEXT

# --- thresholds; origin: made collections --------------------------------------------------------
LONGEST_ENTRY = 80  # characters of a line of the table
LATEST_START = 4  # the table begins among so many lines
LEAST_ENTRIES = 2  # under a heading 目录; without one LEAST_BARE
LEAST_BARE = 3
LONGEST_PASSAGE = 3  # lines between the table and the first article
LEAST_CORE = 2  # characters of a title
SHARED_TITLE = 4  # lines that say one title: of two texts, in the table and above them
LEAST_WORDS = 4  # … of one that is looked for within lines
# Of a table with a heading so many lines must come back, in the same words or in others that share
# so many of their pairs of characters: half of them all, and most of the shorter title's.
COME_BACK = 0.6
ALL_PAIRS, SHARED, SHARED_PAIRS = 0.5, 0.8, 2
MOST_MISSED = 60  # lines that are looked for in other words
LONGEST_PART = 20  # characters below the title of a part: another title's

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
    r"[12][0-9]{3}[年.\-/][0-9]{1,2}(?:[月.\-/](?:[0-9]{1,2}日?)?)?[ \t\u3000]+"
    r"|[Pp][0-9]{1,4}[ \t\u3000]+"
    r"|[\s·•●○◆◇★☆▲△■□▪*#>—\-]+|[0-9０-９]{1,3}(?:[.．、:：/／_|｜ \t\u3000-]+|(?=《))"
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
_BOOK = re.compile(r"(?<![\w”])《([^《》]{2,})》(?P<rest>\w*)(?!“)")
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
    starts = range(min(LATEST_START, len(paras)))
    headed = next((i + 1 for i in starts if _HEADING.fullmatch(paras[i].text)), None)
    if headed is None and not any(map(partial(_comes_back, paras), starts)):
        return None
    lines = _Lines(paras)
    for first in starts:
        said = _entries(lines, first, first == headed)
        entries = [again for _, again in said if again is not None]
        if len(entries) >= (LEAST_ENTRIES if first == headed else LEAST_BARE):
            end = said[-1][0] + 1
            own = _with_text(paras, entries)
            named = {again: _words(paras[at].text) for at, again in said if again is not None}
            marks = {
                i: Mark("contents", n, *_title_named(paras[i].text, named[i]))
                for n, i in enumerate(own, start=1)
            }
            passage = entries[0] - end <= LONGEST_PASSAGE
            if passage and len(own) >= LEAST_ENTRIES and _apart(paras, own):
                return Contents(end, marks)
    return None


def titles_announced(paras: Sequence[Para]) -> tuple[int, list[str]]:
    """The titles that a table with a heading names, whether they come back or not, and its end."""
    starts = range(min(LATEST_START, len(paras)))
    first = next((i + 1 for i in starts if _HEADING.fullmatch(paras[i].text)), None)
    if first is None:
        return 0, []
    titles: list[str] = []
    for p in paras[first:]:
        words = _words(p.text)
        if len(words) < LEAST_WORDS or words in titles:
            break
        titles.append(words)
    return first + len(titles), titles


def _comes_back(paras: Sequence[Para], i: int) -> bool:
    """Whether the longest word of a line stands in a later one as well: most texts end here."""
    words = max(_RUN.findall(_words(paras[i].text)), key=len, default="")
    return bool(words) and any(words in p.text for p in paras[i + 1 :])


class _Lines:
    """The short lines of a text by their words, and by their pairs of characters."""

    def __init__(self, paras: Sequence[Para]) -> None:
        self.paras = paras
        self.cores = [_core(p.text) if len(p.text) <= LONGEST_ENTRY else "" for p in paras]
        self.places: dict[str, list[int]] = {}
        self._pairs: dict[str, list[int]] = {}
        for i, core in enumerate(self.cores):
            if core:
                self.places.setdefault(core, []).append(i)
                for pair in _pairs(core):
                    self._pairs.setdefault(pair, []).append(i)

    def same(self, at: int, after: int) -> int | None:
        """The first line behind `after` in the same words as line `at`.

        A title that several texts share stands as often in the table as behind it.
        """
        places = self.places[self.cores[at]]
        shared = len(places) // 2 if len(places) >= SHARED_TITLE and len(places) % 2 == 0 else 0
        nth = places.index(at) + shared
        return next((i for i in places[nth:] if i > after), None)

    def like(self, core: str, after: int, before: int) -> int | None:
        """The first line between two others in much the same words."""
        near: set[int] = set()
        for pair in _pairs(core):
            near.update(i for i in self._pairs.get(pair, ()) if after < i < before)
        return next((i for i in sorted(near) if _alike(core, self.cores[i])), None)


def _pairs(core: str) -> set[str]:
    return {core[k : k + 2] for k in range(len(core) - 1)}


def _alike(a: str, b: str) -> bool:
    """Whether two titles have nearly the same words: 护渠小结, 第三课护渠小结."""
    if not a or not b or a in b or b in a:
        return bool(a and b)
    own, other = _pairs(a), _pairs(b)
    both, least = len(own & other), min(len(own), len(other))
    return both >= max(SHARED_PAIRS, SHARED * least) and 2 * both >= ALL_PAIRS * (
        len(own) + len(other)
    )


def _entries(lines: _Lines, first: int, headed: bool) -> Sequence[tuple[int, int | None]]:
    """For each line of a table that begins at `first`, the line that says it again.

    In a table with a heading that may be none; its last line says one that comes back.
    """
    limit, last = len(lines.paras), first  # where the table ends, and the last line said again
    found: list[tuple[int, int | None]] = []
    for at in range(first, len(lines.paras)):
        if at >= limit or not lines.cores[at]:
            break
        again = lines.same(at, max(last, at))
        if again is None and not headed:
            break
        if again is not None:
            last, limit = again, min(limit, again)
        found.append((at, again))
    missed = sum(again is None for _, again in found)
    if headed and 0 < missed <= MOST_MISSED:
        found = _in_other_words(lines, found)
    while found and found[-1][1] is None:
        found.pop()
    back = sum(again is not None for _, again in found)
    return found if back >= COME_BACK * len(found) else []


def _in_other_words(
    lines: _Lines, found: Sequence[tuple[int, int | None]]
) -> list[tuple[int, int | None]]:
    """The lines of a table, those that do not come back with lines that say nearly the same."""
    first, again = found[0]
    if again is None:  # the table may end among these lines, which a title is the last of
        core = lines.cores[first]
        below = (at for at, _ in found[:LEAST_ENTRIES:-1] if _alike(core, lines.cores[at]))
        limit = next(below, found[-1][0] + 1)
        found = [x for x in found if x[0] < limit]
    last = found[-1][0]
    out: list[tuple[int, int | None]] = []
    for n, (at, again) in enumerate(found):
        if again is None:
            after = next((i for _, i in found[n + 1 :] if i is not None), len(lines.paras))
            again = lines.like(lines.cores[at], last, after)
        last = max(last, again or 0)
        out.append((at, again))
    return out


def _with_text(paras: Sequence[Para], starts: Sequence[int]) -> list[int]:
    """The lines of a table that have text of their own: 上编 stands right above another."""
    ends = [*starts[1:], len(paras)]
    return [
        a for a, b in zip(starts, ends, strict=True)
        if sum(len(p.text) for p in paras[a + 1 : b]) > LONGEST_PART
    ]  # fmt: skip


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
        or text[-1] in "；，、"
        or (text[-1] not in "？！?!…）)：:。" and ended(text))
        or "。" in text[:-1]
        or (text[-1] == "。" and "，" in text)
    ):
        return ""
    title = _title(text)[0].rstrip("：:。")
    for pattern in (_PAGE, _REMARK, _AUTHOR):
        shorter = pattern.sub("", title)
        if len(shorter) >= LEAST_CORE and (WORDS.search(shorter) or not WORDS.search(title)):
            title = shorter
    return title


def _title_named(text: str, words: str) -> tuple[str, int]:
    """The title in a line that ends with the words of the table, or any other."""
    title, at = _title(text)
    if words and title.endswith(words) and title != words and not title[-len(words) - 1].isalnum():
        return words, at + len(title) - len(words)
    return title, at


def _title(text: str) -> tuple[str, int]:
    """The title in a line, and where it begins there."""
    link = _LINK.search(text)
    if link is not None:
        return link[1], link.start(1)
    book = _BOOK.search(text)
    if book is not None and (not book["rest"] or is_name(book["rest"])):  # 《渠》读后感
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
