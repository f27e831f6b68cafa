"""Rules that drop what a web site or a word processor left in the text.

Evidence is the form of a line and where it stands; the vocabulary is in
`clean.vocabulary`. A line that states a fact (来源、作者、日期) is not noise: `facts`
reads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from wenji.clean import vocabulary as v
from wenji.clean.composed import simplified
from wenji.clean.gaps import closes_another
from wenji.clean.lexicon import lexicon
from wenji.clean.recurring import recurring_lines
from wenji.facts import is_fact_line, states
from wenji.facts.words import AGENCIES
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended
from wenji.unlisted_marks import counted_heads, may_count

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[。！？；;]")
_PAUSE = re.compile("[，、]")
_WHOLE_SENTENCE = re.compile("[。！？]")
_BOOKMARK = re.compile("|".join(v.WORD_PROCESSOR_LEFTOVERS))
_REMARK = lexicon((*v.SITE_LINES, *v.SITE_PHRASES))
_ANY_FORMULA = lexicon(v.SITE_SENTENCES)  # few lines hold one; the first of them is then asked for
_FURNITURE = re.compile(v.FURNITURE_LINE)
_WORD = re.compile(v.FURNITURE)
_SURE = re.compile(v.FURNITURE_SURE)
_NEVER = re.compile(v.FURNITURE_NEVER)
_STAFF = re.compile(v.STAFF)
_TRAIL = re.compile(v.TRAIL)
_PLACE = re.compile(v.TRAIL_PLACE)
_FOOT = re.compile(v.FOOT)
_ADDRESS = re.compile(v.WEB_ADDRESS)
_IN_PROSE = re.compile(v.ADDRESS_IN_PROSE)
# An entry of a list of references, its number: it may hold nothing but an address.
_REFERENCE = re.compile(r"[\[［〔][ \u3000]*[0-9]{1,3}[ \u3000]*[\]］〕]")
_MAIL = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+")
_ARCHIVE_LABEL = re.compile(
    r"^[ \t\u3000]*(?P<label>[（(][0-9]{1,2}[）)][ \u3000]*内容[ \u3000]*[:：][ \u3000]*)"
    rf"(?=据?(?:{AGENCIES})[^，。\n]{{0,24}}[电讯])",
    re.MULTILINE,
)
_PAGER = re.compile(v.PAGER)
_PAGER_LINE = re.compile(v.PAGER_LINE)
_HOT = re.compile(v.HOT_LIST_HEADS)
_NAME = re.compile(
    rf"^\W*(?:来自|欢迎光临|本文来自)?{v.SITE_NAME}\W*(?:首发|独家|整理|提供|·.{{2,6}})?\W*$"
)
# What a sentence has within it or behind it where its punctuation is half-width.
_HALF_WIDTH = re.compile("[\u4e00-\u9fff”)][,.!?;](?![0-9])")
_COUNTED = re.compile("[0-9]{1,3}(?=[.、)])")
_BULLET = re.compile(r"[^\w\s《“]|(?<!\d)\d(?=[.、)\s\d])")
SEPARATOR = re.compile(v.SEPARATOR, re.MULTILINE)
# More than the letters with which one may begin; the others begin with a sign.
_LETTERS_OF_SEPARATORS = frozenset(v.SEPARATOR + v.SEPARATOR.swapcase())

# A head begins with no mark that closes; captions (附图) recur as well.
_NO_HEAD = re.compile("^[^\\w（(【〔《“·—-]|[，、,；;]|[图表注]")
_HAN = re.compile("[\u4e00-\u9fff]")
_PAIRS = ("《》", "“”", "（）")
_DIGITS = re.compile("[0-9]+")
# A page's number at the end of its head, set off: 石桥通讯　12
_SET_OFF = re.compile(r"^[0-9]{1,3}[ \t\u3000]+\D|\D[ \t\u3000]+[0-9]{1,3}$")
_PAGE_NUMBER = re.compile(r"\W*(?:第\s*)?[0-9]{1,4}\s*页?\W*")


@dataclass(frozen=True, slots=True)
class _Recurring:
    """A short line: its place, in characters of text; its article; whether it cuts a sentence,
    is by a number, below a long line."""

    line: str
    at: int
    article: int
    cut: bool
    numbered: bool
    short: bool


# A site line is a short remark: 40 characters, its address aside.
SITE_LINE_LENGTH = 40
# What may stand beside a web address in a line that is nothing but a site's name.
ADDRESS_REMARK_LENGTH = 16
FORMULA_REST = 11  # characters of a sentence beside the formula in it
WRAPPED = 4  # characters by which the lines of a wrapped text differ
RUNNING_LENGTH = 30  # a running head, a site's name
LEAST_PAGES = 3  # so many sentences must a head cut
LONGEST_PAGE = 3000  # characters between two heads of pages that cut no sentence
LEAST_WORDS = 4  # Han characters in a head: a table's cells recur as well
SHORTER = 8  # by so much a head is shorter than the line of the text above it
# A hot list at a file's end: at most so many characters a line.
HOT_LINE_LENGTH = 40


def bookmarks(text: str) -> Iterator[Edit]:
    """Bookmarks and field codes of a word processor, wherever they stand."""
    if any(word in text for word in v.WORD_PROCESSOR_WORDS):
        for m in _BOOKMARK.finditer(text):
            yield Edit(m.start(), m.end(), "", "bookmark", Role.NOISE)


def archive_labels(text: str) -> Iterator[Edit]:
    """The label of an archive's field before a report's dateline: （4）内容：  新华社渠县5月7日电….

    >>> [e.end for e in archive_labels("(4)内容:  新华社渠县5月7日电渠通了。")]
    [8]
    >>> list(archive_labels("(4)内容:渠通了。"))
    []
    """
    if "内容" in text:
        for m in _ARCHIVE_LABEL.finditer(text):
            yield Edit(m.start("label"), m.end("label"), "", "field-label", Role.NOISE)


def is_site_line(line: str) -> bool:
    """Whether a line is a site's remark about itself and nothing else.

    >>> is_site_line("本文由 www.example.com 整理发布"), is_site_line("网址是 www.example.com 。")
    (True, False)
    """
    body = line.strip()
    if not body or len(body) > SITE_LINE_LENGTH + 60:
        return False
    body = simplified(body)
    bare = "".join(body.split())
    addressed = "." in body or "://" in body
    rest = "".join(_ADDRESS.sub("", body).split()) if addressed else bare
    rest = _MAIL.sub("", rest) if "@" in rest else rest
    if len(rest) <= SITE_LINE_LENGTH and _is_formula(body):
        return True
    if not _HAN.search(body) and _FOOT.search(body):
        return True  # words of other letters are longer
    if len(rest) > SITE_LINE_LENGTH or _SENTENCE_END.search(rest.rstrip("！!")):
        return False
    if _REMARK.search(body) or _is_furniture(body):
        return True
    if rest == bare or len(rest) > ADDRESS_REMARK_LENGTH or _REFERENCE.match(body):
        return False
    return not _IN_PROSE.search(body)


def _is_formula(body: str) -> bool:
    """Whether a line is one sentence of a site's own; of a whole one little may be left over.

    >>> _is_formula("如有侵权，请联系删除。"), _is_formula("他说转载请注明出处，我们从没有听说过。")
    (True, False)
    """
    if _WHOLE_SENTENCE.search(body.rstrip("。！!？")):
        return False
    m = _formula().search(body) if _ANY_FORMULA.search(body) else None
    return m is not None and (
        not body.endswith("。") or len(body) - (m.end() - m.start()) <= FORMULA_REST
    )


@cache
def _formula() -> re.Pattern[str]:
    return re.compile("|".join(v.SITE_SENTENCES))


def _is_furniture(body: str) -> bool:
    """Whether a line is nothing but buttons and counters, the staff, a trail, a site's foot.

    >>> _is_furniture("【打印】 【关闭】"), _is_furniture("关闭"), _is_furniture("推荐工作")
    (True, False, False)
    """
    if _NEVER.search(body):
        return False
    if _STAFF.fullmatch(body) or (_FOOT.search(body) and label_at(body) is None):
        return True
    if _TRAIL.fullmatch(body) and _PLACE.search(body):
        return True
    if label_at(body) is not None:
        return False
    return bool(_FURNITURE.fullmatch(body) and _WORD.search(body) and _SURE.search(body))


def site_lines(text: str) -> Iterator[Edit]:
    """Whole lines that a site put in: its name and address, invitations, notices."""
    recurring = _recurring(text)
    for m in _LINE.finditer(text):
        line = m[0].strip()
        if (line in recurring and not _heads_a_text(text, m, line)) or _puts_in(text, m):
            yield _whole_line(text, m.start(), m.end(), "site-line")


def _heads_a_text(text: str, m: re.Match[str], line: str) -> bool:
    """Whether a line is the head of a text by its number: all texts may have one title.

    A page's number is set off from the page's head, and has no zeros before it.
    """
    if not may_count(line) or (_SET_OFF.search(line) and not line.startswith("0")):
        return False
    return m.start() + m[0].index(line[0]) in counted_heads(text)


def _puts_in(text: str, m: re.Match[str]) -> bool:
    """Whether a line is a site's remark, and no line of a wrapped text or the rest of a bracket."""
    line = m[0].strip()
    if not is_site_line(line) or states(line) or mark_in(line) is not None or closes_another(line):
        return False
    above = text[text.rfind("\n", 0, max(0, m.start() - 1)) + 1 : max(0, m.start() - 1)].strip()
    wrapped = abs(len(above) - len(line)) <= WRAPPED and not ended(above) and not ended(line)
    return not (wrapped and _PAUSE.search(line)) or _is_formula(line)


def returning_lines(text: str) -> Iterator[Edit]:
    """Lines that return and belong to the pages a text was taken from."""
    return recurring_lines(text, _is_known)


def _is_known(line: str) -> bool:
    """Whether a line is left to the rules for a site's remarks, its pager and its lists."""
    if mark_in(line) is not None:
        return False
    return is_site_line(line) or any(x.fullmatch(line) for x in (_PAGER, _PAGER_LINE, _HOT))


def _recurring(text: str) -> frozenset[str]:
    """Short lines that recur and are a site's name, or the head or foot of a page.

    A page's head stands in the midst of sentences, beside page numbers, or several times within
    one article: a heading does neither. Its own number rises from page to page.
    """
    found: dict[str, list[_Recurring]] = {}
    before, article, at = "", 0, 0
    lines = [body for line in text.split("\n") if (body := line.strip())]
    times = Counter(_DIGITS.sub("0", line) for line in lines if len(line) <= RUNNING_LENGTH)
    again = {key for key, count in times.items() if count > 1}
    if not again:
        return frozenset()
    for i, line in enumerate(lines):
        article += mark_in(line) is not None
        at += len(line)
        if _PAGE_NUMBER.fullmatch(line):
            continue
        returns = len(line) <= RUNNING_LENGTH and (key := _DIGITS.sub("0", line)) in again
        if returns and not ended(line) and _may_be_head(line):
            around = lines[max(0, i - 1) : i] + lines[i + 1 : i + 2]
            numbered = any(_PAGE_NUMBER.fullmatch(x) for x in around)
            following = (x for x in lines[i + 1 : i + 3] if not _PAGE_NUMBER.fullmatch(x))
            short = len(line) + SHORTER <= len(before) and "，" in before.replace(
                ",", "，"
            )  # a wrapped line is as long as its neighbour
            cut = short and not ended(before) and len(next(following, "")) > 2
            found.setdefault(key, []).append(_Recurring(line, at, article, cut, numbered, short))
        before = line
    out: set[str] = set()
    for seen in found.values():
        if len(seen) >= 2 and mark_in(seen[0].line) is None and label_at(seen[0].line) is None:
            out |= _heads(seen)
    return frozenset(out)


def _may_be_head(line: str) -> bool:
    """Whether a line can be the head of a page: no rest of a sentence, no caption."""
    paired = all(line.count(pair[0]) == line.count(pair[1]) for pair in _PAIRS)
    return paired and not _NO_HEAD.search(line) and not is_fact_line(line)


def _heads(seen: Sequence[_Recurring]) -> set[str]:
    """The lines of one form, where they are heads of pages or the name of a site."""
    lines = [x.line for x in seen]
    same = len(set(lines)) == 1
    if same and len(lines[0]) >= 2 and _NAME.search(lines[0]):
        return set(lines)
    rising = [int(_DIGITS.findall(x)[-1]) for x in lines] if _DIGITS.search(lines[0]) else []
    cuts = any(x.cut for x in seen)  # headings and refrains stand between whole sentences
    set_off = all(_SET_OFF.search(x) for x in lines)
    counted = len(rising) >= 3 and all(b - a == 1 for a, b in pairwise(rising))
    if 2 * sum(x.cut for x in seen) < len(seen) - 1:  # else the heads of texts with one title
        counted = counted and (cuts or set_off) and _are_close(seen)
    inside = sum(x.cut for x in seen) >= LEAST_PAGES
    numbered = len(seen) >= 3 and all(x.numbered for x in seen)
    crowded = len(seen) >= 3 and len({x.article for x in seen}) < len(seen) - 1
    crowded = crowded and cuts and all(x.short for x in seen)
    letters = len(_HAN.findall(lines[0])) >= LEAST_WORDS
    if letters and (same or counted) and (inside or (numbered and same) or counted or crowded):
        return set(lines)
    return set()


def _are_close(seen: Sequence[_Recurring]) -> bool:
    """Whether no two of some lines have more text between them than a page has."""
    return all(b.at - a.at <= LONGEST_PAGE for a, b in pairwise(seen))


def pager(text: str) -> Iterator[Edit]:
    """上一篇/下一篇 lines, and a list of popular pages at the end of the file."""
    free = 0  # behind what has been dropped: a list may hold such lines itself
    for m in _LINE.finditer(text):
        line = m[0].strip()
        if m.start() < free:
            continue
        if _PAGER.fullmatch(line) or _PAGER_LINE.fullmatch(line):
            edit = _whole_line(text, m.start(), m.end(), "pager")
        elif _HOT.fullmatch(line):
            edit = _whole_line(text, m.start(), _hot_list_end(text, m.end()), "hot-list")
        else:
            continue
        free = edit.end
        yield edit


def separators(text: str) -> Iterator[Edit]:
    """Lines of dashes, stars or the like; `split` still sees in the source that one stood there."""
    for m in _drawn(text):
        yield _whole_line(text, m.start(), m.end(), "separator")


def _drawn(text: str) -> Iterator[re.Match[str]]:
    """What `SEPARATOR` finds in a text: it is asked only where a line begins like a separator."""
    if "\f" in text:
        yield from SEPARATOR.finditer(text)
        return
    free = at = 0
    for line in text.split("\n"):
        if at >= free and line and (not line[0].isalnum() or line[0] in _LETTERS_OF_SEPARATORS):
            m = SEPARATOR.match(text, at)
            if m is not None:
                yield m
                free = m.end()
        at += len(line) + 1


def _hot_list_end(text: str, start: int) -> int:
    """Where the list ends: what runs to the end of the text, to a mark, or is marked as items."""
    at, items = start, 0
    first = ""
    while at < len(text):
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        line = text[at:end].strip()
        if line and (mark_in(line) is not None or is_site_line(line)):
            return at
        if line and text.index(line[0], at) in counted_heads(text):
            return at
        if len(line) > HOT_LINE_LENGTH or _SENTENCE_END.search(line) or _HALF_WIDTH.search(line):
            return at if first and items > 1 else start
        if line:
            sign = _BULLET.match(line)
            if not items and (counted := _COUNTED.match(line)) and int(counted[0]) != 1:
                return start  # a list of the text goes on
            if items and _sign(sign) != first and first:
                return at
            first = _sign(sign) if not items else first
            items += 1
        at = end
    return at


def _sign(m: re.Match[str] | None) -> str:
    """What an item of a list begins with; all numbers are one."""
    return "" if m is None else "1" if m[0].isdigit() else m[0]


def _whole_line(text: str, start: int, end: int, rule: str) -> Edit:
    """Drop a line together with its line end, so that it leaves no empty paragraph."""
    if end < len(text) and text[end] == "\n":
        end += 1
    return Edit(start, end, "", rule, Role.NOISE)
