"""Rules about lines that return: at every article's end, every few lines, on every page.

A heading and a closing formula return as well, so that recurrence alone proves nothing. Beside
it stands what the words are, or where they stand: in the midst of sentences, several times in
each of several articles, between a site's own lines and the next article.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from wenji.clean import adverts as v
from wenji.facts import is_fact_line
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended

_DIGITS = re.compile("[0-9]+")
_HINT = re.compile(v.RECURRING)
_COMMENTS = re.compile(v.COMMENTS_HEAD)
_COUNTED = re.compile("[0-9]|查看|更多|区")
_COMMENT = re.compile(v.COMMENT)
_ORNAMENTS = re.compile(r"(?:[※★☆◆◇■□●○◎△▲▽▼▷▶◁◀►◄⊙⊕♦♢❖♡♥♣♠❀✿✽☞☛➤➢↓↑→←⇓⇑⬇⬆~～*·•]\s*){1,6}")
_HAN = re.compile("[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"[（(\[【].*[）)\]】]")
_SAYS_ORIGIN = re.compile("(?<!文章)(?:来源|作者|发布时间)[:：]")
_CORE = re.compile(r"^[\W_0-9]+|[\W_0-9]+$")
_STOPS = re.compile("[，。；！？]")

# --- thresholds; origin: judgement on the strangers' forms and on texts of the seeds -------------
LONGEST = 150  # a line of the kind
SHORT = 40  # a longer line, and a whole sentence, must recur `SURELY` times
RECURS, SURELY = 2, 3
MADE_OF = 0.3  # share of a sentence that words of the kind make up
CROWDED, CROWDED_ARTICLES = 2, 2  # times in an article, in so many articles and half of them all
EVEN = 0.7  # share of the distances that are one
HALF, LEAST_GAPS = 0.5, 5  # of the neighbours, where so many distances are all one
LEAST_EVEN, LEAST_STEP, EVEN_ARTICLES = 4, 3, 3  # times, lines from one to the next, articles
NEIGHBOUR = 30  # characters of the prose that such a line stands between
LEAST_LETTERS = 4
LEAST_DRAWN, DRAWN, GOES_ON = (
    3,
    0.9,
    0.6,
)  # times that signs stand alone, share of those beside and above prose
WRAPPED = 2  # characters by which the lines of a wrapped text differ
LEAST_DRESSED = 3  # heads of pages in one dress that cut sentences
LEAST_CUTS = 2  # sentences that a title without a mark must cut
CORE_LENGTH = 45  # a title, returning as the head of a page
LONGEST_COMMENT = 50


class Row(NamedTuple):
    """A line that is not blank, white space aside; its article and its number, from 0."""

    start: int
    end: int
    text: str
    article: int
    line: int


def recurring_lines(text: str, is_noise: Callable[[str], bool]) -> Iterator[Edit]:
    """Lines that return and belong to the pages a text was taken from.

    `is_noise` tells whether a line is known by itself; such lines are left to their own rule.
    """
    rows = rows_of(text)
    groups: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        if len(row.text) <= LONGEST:
            groups.setdefault(_DIGITS.sub("0", row.text), []).append(i)
    several = [found for found in groups.values() if len(found) >= RECURS]
    dropped: set[int] = set()
    for found in several:
        row = rows[found[0]]
        if not _own(row.text):
            known = _hinted(row.text, len(found)) and not is_noise(row.text)
            if known or _crowded(rows, found) or _even(rows, found) or _drawn(rows, found):
                dropped.update(found)
    dropped.update(_varied(rows, groups, is_noise))
    comments = set(_comments(rows)) - dropped
    for found in several:
        if found[0] not in dropped and _behind_noise(rows, found, dropped | comments, is_noise):
            dropped.update(found)
    for i in dropped - comments:
        yield Edit(*_whole_line(text, rows[i]), "", "recurring-line", Role.NOISE)
    for i in comments:
        yield Edit(*_whole_line(text, rows[i]), "", "reader-comment", Role.NOISE)


def running_titles(text: str) -> Iterator[Edit]:
    """Titles that return in mid-sentence, as the head of a page."""
    rows = rows_of(text)
    for i in _running_titles(rows):
        yield Edit(*_whole_line(text, rows[i]), "", "running-title", Role.NOISE)


def _whole_line(text: str, row: Row) -> tuple[int, int]:
    """Where a line begins, and where the next one does."""
    return text.rfind("\n", 0, row.start) + 1, text.find("\n", row.end) + 1 or len(text)


@lru_cache(1)
def rows_of(text: str) -> Sequence[Row]:
    """The lines; several rules ask for them, mostly of one text."""
    out: list[Row] = []
    article = at = 0
    for number, line in enumerate(text.split("\n")):
        if body := line.strip():
            article += mark_in(body) is not None
            start = at + line.index(body[0])
            out.append(Row(start, start + len(body), body, article, number))
        at += len(line) + 1
    return out


def _own(line: str) -> bool:
    """Whether a line is a text's own, whatever it says: a mark, a numbered heading, a fact."""
    if mark_in(line) is not None or label_at(line) is not None or is_fact_line(line):
        return True
    return _SAYS_ORIGIN.search(line) is not None  # facts set solid: 09:43来源：某报


def _hinted(line: str, times: int) -> bool:
    """Whether a line that returns is known by its words: a short one by a few of them.

    A sentence must be made of them, for a text may speak of sites in a sentence as well.
    """
    words = unicodedata.normalize("NFKC", "".join(line.split()))
    hits = [len(m[0]) for m in _HINT.finditer(words)]
    if not hits:
        return False
    if len(line) <= SHORT and not line.endswith("。"):
        return True
    return times >= SURELY and (len(hits) > 1 or sum(hits) >= MADE_OF * len(words))


def _crowded(rows: Sequence[Row], found: Sequence[int]) -> bool:
    """Whether a line stands several times in each of several articles, at even distances.

    A heading stands once in each, a refrain in one, between short lines.
    """
    line = rows[found[0]].text
    inside = Counter(rows[i].article for i in found)
    several = sum(n >= CROWDED for n in inside.values())
    if several < max(CROWDED_ARTICLES, rows[-1].article / 2) or ended(line):
        return False
    if len(_HAN.findall(line)) < LEAST_LETTERS or _BRACKETS.fullmatch(line):
        return False
    if len({rows[i].text for i in found}) > 1:
        return False
    around = [rows[k].text for i in found for k in (i - 1, i + 1) if 0 <= k < len(rows)]
    gaps = Counter(b - a for a, b in pairwise(found) if rows[a].article == rows[b].article)
    strict = len(gaps) == 1 and gaps.total() >= LEAST_GAPS
    as_long = sum(i > 0 and abs(len(rows[i - 1].text) - len(line)) <= WRAPPED for i in found)
    if as_long > (1 - EVEN) * len(found) * strict:
        return False  # as long as the line before: a text that was wrapped
    if sum(len(x) >= NEIGHBOUR for x in around) < (HALF if strict else EVEN) * len(around):
        return False
    return max(gaps.values()) >= EVEN * gaps.total()


def _even(rows: Sequence[Row], found: Sequence[int]) -> bool:
    """Whether a line stands every so many lines, in whatever place of an article that is.

    What belongs to articles stands at one place of each; a refrain stands in one of them.
    """
    line = rows[found[0]].text
    if len(found) < LEAST_EVEN or ended(line) or len(_HAN.findall(line)) < LEAST_LETTERS:
        return False
    if len({rows[i].text for i in found}) > 1 or _BRACKETS.fullmatch(line):
        return False
    if len({rows[i].article for i in found}) < EVEN_ARTICLES:
        return False
    numbers = [rows[i].line for i in found]
    if not (_is_even(found) or _is_even(numbers)):
        return False
    places = {(i - _article_start(rows, i)) for i in found}
    ends = {(_article_end(rows, i) - i) for i in found}
    return min(len(places), len(ends)) >= max(EVEN_ARTICLES, len(found) // 2)


def _drawn(rows: Sequence[Row], found: Sequence[int]) -> bool:
    """Whether a line of signs, ▽ or ※※, stands again and again between paragraphs of prose.

    A cell of a table is such a sign as well; it stands beside other cells.
    """
    if len(found) < LEAST_DRAWN or _ORNAMENTS.fullmatch(rows[found[0]].text) is None:
        return False
    goes_on = sum(i + 1 < len(rows) and _is_prose(rows[i + 1]) for i in found)
    if goes_on < GOES_ON * len(found):
        return False  # titles stand below them: they divide articles
    prose = sum(any(map(_is_prose, rows[max(0, i - 1) : i + 2])) for i in found)
    return prose >= DRAWN * len(found)


def _is_prose(row: Row) -> bool:
    return len(row.text) >= NEIGHBOUR or ended(row.text)


def _is_even(numbers: Sequence[int]) -> bool:
    """Whether most steps are as long as the usual one, or one shorter or longer."""
    steps = sorted(b - a for a, b in pairwise(numbers))
    usual = steps[len(steps) // 2]
    return usual >= LEAST_STEP and sum(abs(s - usual) <= 1 for s in steps) >= EVEN * len(steps)


def _article_start(rows: Sequence[Row], i: int) -> int:
    """The row where the article of a row begins."""
    return bisect_left(rows, rows[i].article, key=lambda row: row.article)


def _article_end(rows: Sequence[Row], i: int) -> int:
    """The row behind the article of a row."""
    return bisect_right(rows, rows[i].article, key=lambda row: row.article)


def _varied(
    rows: Sequence[Row],
    groups: dict[str, list[int]],
    is_noise: Callable[[str], bool],
) -> Iterator[int]:
    """Lines alike up to their first colon, with a name or a title behind it, known by words."""
    heads: dict[str, list[int]] = {}
    for found in groups.values():
        i = found[0]
        text = rows[i].text
        at = max(text.find("："), text.find(":")) if len(text) <= 2 * SHORT else -1
        if at > 0:
            heads.setdefault(_DIGITS.sub("0", text[: at + 1]), []).extend(found)
    for found in heads.values():
        if len(found) >= SURELY:
            lines = [rows[i].text for i in found]
            if not any(map(_own, lines)) and all(
                _hinted(x, SURELY) and not is_noise(x) for x in lines
            ):
                yield from found


def _comments(rows: Sequence[Row]) -> Iterator[int]:
    """What readers wrote below an article: 共12条评论 and the lines 网友：写得好！ below it."""
    for i, row in enumerate(rows):
        if len(row.text) > SHORT or not _COUNTED.search(row.text):
            continue
        if _COMMENTS.fullmatch("".join(row.text.split())) is None:
            continue
        end = i + 1
        while end < len(rows) and _is_comment(rows[end].text):
            end += 1
        if end == len(rows) or rows[end].article > row.article or end > i + 1:
            yield from range(i, end)


def _is_comment(line: str) -> bool:
    return (
        len(line) <= LONGEST_COMMENT
        and _COMMENT.fullmatch(line) is not None
        and mark_in(line) is None
        and not is_fact_line(line)
    )


def _running_titles(rows: Sequence[Row]) -> Iterator[int]:
    """Titles that stand again in mid-sentence, perhaps with a page's number.

    A title is one by its mark, or it cuts sentences at least twice: 参考文献 returns as well.
    """
    cores: dict[str, list[int]] = {}
    marked: set[str] = set()
    dressed: Counter[str] = Counter()
    others: list[tuple[str, int]] = []
    for i, row in enumerate(rows):
        if len(row.text) <= CORE_LENGTH:
            mark = mark_in(row.text)
            core = _CORE.sub("", mark.title if mark is not None else row.text)
            if len(_HAN.findall(core)) >= LEAST_LETTERS or (mark and core):
                cores.setdefault(core, []).append(i)
                if mark is not None:
                    marked.add(core)
    for core, found in cores.items():
        if len(found) >= RECURS:
            cut = [i for i in found if i > found[0] and _cuts(rows, i)]
            heads = _heads(rows, found[1:], cut)
            cut = [i for i in cut if i not in heads]
            if core in marked or (len(cut) >= LEAST_CUTS and _is_title(rows, found[0], core)):
                yield from cut
                dressed.update(_dress(rows[i].text, core) for i in cut)
                if core in marked:
                    others.extend((core, i) for i in found[1:] if i not in cut)
    for core, i in others:  # between paragraphs, in the dress of those that cut a sentence
        dress = _dress(rows[i].text, core)
        if dress.strip("0 ") and dressed[dress] >= LEAST_DRESSED and mark_in(rows[i].text) is None:
            yield i


def _heads(rows: Sequence[Row], found: Sequence[int], cut: Sequence[int]) -> Set[int]:
    """Those of some lines with one title that are the heads of texts which have it in common:
    范文1 个人总结, 范文2 个人总结. Pages end in mid-sentence more often than not, texts do not."""
    dresses: dict[str, list[int]] = {}
    for i in found:
        dresses.setdefault(_DIGITS.sub("0", rows[i].text), []).append(i)
    heads: set[int] = set()
    for same in dresses.values():
        if len(same) >= RECURS and 2 * len(set(same) & set(cut)) < len(same):
            heads.update(same)
    return heads


def _dress(line: str, core: str) -> str:
    """What stands round a title, numbers aside: `·title·` has two dots."""
    return _DIGITS.sub("0", line.replace(core, " ", 1))


def _is_title(rows: Sequence[Row], i: int, core: str) -> bool:
    """Whether a line that returns was a title when it stood there first.

    In a text that was wrapped, and stands twice in its file, every line returns in mid-sentence.
    """
    return _STOPS.search(core) is None and (i == 0 or not _cuts(rows, i))


def _cuts(rows: Sequence[Row], i: int) -> bool:
    """Whether a line stands between the two halves of a sentence; page numbers do not count."""
    if ended(rows[i].text) or mark_in(rows[i].text) is not None or i + 1 >= len(rows):
        return False
    before = next((r.text for r in rows[max(0, i - 2) : i][::-1] if _HAN.search(r.text)), "")
    after = next((r.text for r in rows[i + 1 : i + 3] if _HAN.search(r.text)), "")
    return (
        not ended(before)
        and not is_fact_line(before)
        and len(before) >= len(rows[i].text)
        and label_at(before) is None
        and mark_in(before) is None
        and len(after) >= len(before) // 3
        and (_STOPS.search(before) is not None or len(before) >= NEIGHBOUR)
        and (_STOPS.search(after) is not None or len(after) >= NEIGHBOUR)
        and label_at(after) is None
        and mark_in(after) is None
    )


def _behind_noise(
    rows: Sequence[Row],
    found: Sequence[int],
    dropped: Set[int],
    is_noise: Callable[[str], bool],
) -> bool:
    """Whether each occurrence stands between a site's own line and the next article."""
    if len(found) < SURELY or _own(rows[found[0]].text):
        return False
    for i in found:
        known = i > 0 and (i - 1 in dropped or is_noise(rows[i - 1].text))
        if not known or (i + 1 < len(rows) and rows[i + 1].article == rows[i].article):
            return False
    return True
