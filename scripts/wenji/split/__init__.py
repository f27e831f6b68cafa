"""From cleaned paragraphs to articles: where each begins, and what stands before it.

`formed` finds the lines by whose form articles begin (its docstring names the modules that do it),
`leads` moves the beginnings to the titles; here those are added that no form of line shows: a title
repeated, a stray indent, a number left out. `run_on` runs before, while the text is cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from wenji.facts import is_below_title, is_dateline, is_fact_line, is_name
from wenji.facts.reporters import is_about, only_writers
from wenji.marks import LONGEST_MARK, Mark, mark_in, title_span
from wenji.model import Finding
from wenji.numbering import NUMBER, label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.formed import SURE, marked
from wenji.split.habits import TITLE_LENGTH, may_be_last, reads_as_title
from wenji.split.leads import with_leads
from wenji.split.mark_chains import LEAST_TEXT, gaps, markdown_marks
from wenji.split.wholes import Beginnings, Room, fold, takes_leave

# --- thresholds; origin: the seeds and the development collections -------------------------------
# Stray spaces at paragraph heads are evidence while they are rare: at most this many, and
# this share of all paragraphs.
STRAY_INDENTS, STRAY_SHARE = 12, 0.12
# A text that sets paragraphs apart by blank lines: an article pasted in has none before it.
BLANK_LINES_SHARE = 0.6
# A title written once more with a word more or less (的, a place) is the same title.
VARIANT_LENGTH, VARIANT_LIKENESS = 8, 0.86
LONGEST_SALUTATION = 30  # characters
LONGEST_INTRODUCTION = 300  # characters before the first article that are none; more are a text
MOST_FILED = 4  # lines by which an archive orders a law, above its title
MOST_FACTS = 2  # lines that state facts between a mark and its title
PROSE_LENGTH = 60  # characters of a paragraph that is surely text
LEAST_UNNUMBERED = 500  # characters of an article for which no number speaks

# How sure a beginning is, 0 … 1: one by the form of its line by its points (`wholes`), SURE of
# them and a mark that is listed are certain; one without such a form by what showed it.
SCORES = {
    "title": 0.7, "letter": 0.7, "gap": 0.6, "speech": 0.6, "indent": 0.5, "opening": 0.8,
    "whole": 1.0,
}  # fmt: skip

TITLED = frozenset({"title", "speech", "gap"})  # evidence of a line that is a title

_DATE_LINE = re.compile(
    r"[（(]?\s*[0-9〇○零一二三四五六七八九十]{2,4}\s*[年.\-/]\s*[0-9一二三四五六七八九十]{1,3}\s*[月.\-/]"
    r"\s*(?:[0-9一二三四五六七八九十]{1,3}\s*[日号]?)?\s*[）)]?"
)
_SALUTATION = re.compile(
    r"(?:尊敬的|各位|同志们|老师们|同学们|朋友们|亲爱的|[\u4e00-\u9fff]{2,12}[:：]$)"
)
_NO_TITLES = frozenset({"目录", "正文", "前言", "contents"})  # of a single text
_COLLECTION = re.compile(
    r"(?:汇编|合集|选编|集锦|大全|精选|[0-9一二三四五六七八九十]+\s*篇)[）)]?$"
)
_NUMBER_ALONE = re.compile(rf"[（(【\[〔]?(?:{NUMBER})[）)】\]〕]?")
_ISSUED = re.compile(
    r"[（(][12０-９0-9]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:[^（()）]{0,40}(?:发布|公布|通过|批准))?[）)]"
)
_SIGNED = re.compile(r"[\u4e00-\u9fff、 ]{2,30}$")


@dataclass(frozen=True, slots=True)
class Part:
    """One article: the paragraphs `first` … `last` (exclusive), its mark and its title lines.

    `lead` are its first paragraphs where they only say something of it, `title_paras` those that
    say the title, next to them; `evidence` is what showed that it begins here, and `score` how
    sure that is, 0 … 1.
    """

    first: int
    last: int
    mark: Mark | None
    given_title: str
    title_paras: tuple[int, ...]
    evidence: str
    score: float = 1.0
    lead: range = range(0)

    @property
    def body(self) -> int:
        """The first paragraph behind the title."""
        return self.first + len(self.lead) + len(self.title_paras)


@dataclass(frozen=True, slots=True)
class Split:
    """The articles of a source; `front` are the paragraphs before the first one."""

    front: int
    collection_title: str
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]


def split(paras: Sequence[Para]) -> Split:
    """Divide paragraphs into articles."""
    headed = markdown_marks(paras)
    found = Beginnings(SURE, headed) if headed else marked(paras)
    marks, lead = with_leads(paras, found.marks) if found.marks else ({}, 0)
    front, collection_title = _front(paras, marks)
    starts = dict.fromkeys(marks, "mark")
    for i, evidence in _unmarked(paras, marks, front, collection_title):
        starts.setdefault(i, evidence)
    if front not in starts and front < len(paras) and (not starts or front < min(starts)):
        starts[front] = "opening" if starts else "whole"
    order = sorted(starts)
    parts = []
    for n, first in enumerate(order):
        last = order[n + 1] if n + 1 < len(order) else len(paras)
        evidence = starts[first]
        part = _part(paras, first, last, marks.get(first), evidence, collection_title)
        score = min(1.0, found.points / SURE) if evidence == "mark" else SCORES[evidence]
        parts.append(replace(part, score=score))
    if lead:
        parts = list(_led(parts, lead))
        if parts[0].first < front:
            front, collection_title = parts[0].first, ""
    return Split(front, collection_title, tuple(parts), tuple(gaps(marks)))


def _led(parts: Sequence[Part], lead: int) -> Iterator[Part]:
    """The parts, each marked one with so many paragraphs before its title."""
    after = [part.first - lead * (part.evidence == "mark") for part in parts[1:]]
    for part, last in zip(parts, [*after, parts[-1].last], strict=True):
        if part.evidence != "mark":
            yield replace(part, last=last)
            continue
        first = part.first - lead
        yield replace(part, first=first, last=last, lead=range(first, part.first))


# --- what stands before the first article --------------------------------------------------------


def _front(paras: Sequence[Para], marks: dict[int, Mark]) -> tuple[int, str]:
    """How many paragraphs belong to the collection as a whole, and its title."""
    limit = min(marks) if marks else len(paras)
    i, title = (0 if marks else _filed(paras)), ""
    if i:
        return i, title
    if i < limit and _is_title(paras[i].text) and not _is_heading(paras[i].text):
        follows = paras[i + 1].text if i + 1 < len(paras) else ""
        fact = is_fact_line(follows)
        known = fold(paras[i].text) in {fold(m.title) for m in marks.values()}
        if fact or known or _COLLECTION.search(paras[i].text) or (marks and i + 1 == limit):
            title = paras[i].text
            i += 1
    while i < limit and is_fact_line(paras[i].text):
        i += 1
    # A few short lines before the first mark are an introduction, not an article.
    if marks and min(m.value for m in marks.values()) == 1:
        short = sum(len(p.text) for p in paras[i:limit]) <= LONGEST_INTRODUCTION
        return (limit if short else i), title
    return i, title


def _filed(paras: Sequence[Para]) -> int:
    """How many lines, numbers and words of a file's order, stand above the title of a law.

    The line below the title says who issued it: （1983年8月8日　国务院发布）.
    """
    for i in range(1, min(MOST_FILED + 1, len(paras) - 1)):
        if ended(paras[i - 1].text) or len(paras[i - 1].text) > TITLE_LENGTH:
            break
        if _ISSUED.fullmatch("".join(paras[i + 1].text.split())) and _is_title(paras[i].text):
            return i if not _is_title(paras[0].text) else 0
    return 0


def _is_title(text: str) -> bool:
    return (
        len(text) <= TITLE_LENGTH
        and not ended(text)
        and not is_fact_line(text)
        and not is_dateline(text)
        and any(c.isalpha() for c in text)
    )


def _is_heading(text: str) -> bool:
    return label_at(text) is not None


# --- articles without a mark ---------------------------------------------------------------------


def _unmarked(
    paras: Sequence[Para], marks: dict[int, Mark], front: int, collection_title: str
) -> list[tuple[int, str]]:
    """Beginnings that no mark shows, with the evidence that does."""
    out: dict[int, str] = {}
    for i in _stray_indents(paras):
        if i > front and i not in marks and i - 1 not in marks:
            out[i] = "indent"
    titles = {fold(m.title) for m in marks.values() if m.title}
    if collection_title and not _COLLECTION.search(collection_title):
        titles.add(fold(collection_title))
    for i, p in enumerate(paras):
        if i <= front or i in marks or not _is_title(p.text) or len(fold(p.text)) < 4:
            continue
        if any(i - k in marks or i - k == front for k in (1, 2)) or not _ended(paras, i - 1):
            continue
        if fold(p.text) in titles and _followed_by_text(paras, i):
            out[i] = "title"
        elif _opens_speech(paras, i):
            out[i] = "speech"
    if not marks:
        out |= dict.fromkeys(_letters(paras), "letter")
    out = dict.fromkeys(_missing(paras, marks), "gap") | out
    found: list[tuple[int, str]] = []
    last = front
    for i, evidence in sorted(out.items()):
        last = max(last, max((k for k in marks if k < i), default=last))
        if _room(paras, marks, i, evidence) and (
            evidence != "indent" or _numbered_room(marks, i) or _long(paras, last, i)
        ):
            found.append((i, evidence))
            last = i
    return found


def _letters(paras: Sequence[Para]) -> Iterator[int]:
    """Salutations right below the date or the formula with which the letter before ends."""
    for i, p in enumerate(paras[1:], start=1):
        if (
            len(p.text) <= LONGEST_SALUTATION
            and p.text[-1] in "：:"
            and _SALUTATION.match(p.text)
            and takes_leave(paras[i - 1].text)
        ):
            yield i


def _missing(paras: Sequence[Para], marks: dict[int, Mark]) -> Iterator[int]:
    """The one line between two marks that can be the title whose number is missing there."""
    room = Room(paras, LEAST_TEXT) if marks else None
    for a, b in pairwise(sorted(marks)):
        if room is not None and marks[b].value - marks[a].value == 2:
            able = [
                i for i in range(a + 2, b - 1)
                if reads_as_title(paras[i].text) and may_be_last(paras, i - 1)
                and room.between(a, i, b)
            ]  # fmt: skip
            if len(able) == 1:
                yield able[0]


def _numbered_room(marks: dict[int, Mark], i: int) -> bool:
    """Whether a mark further on says that articles are missing before it."""
    return any(k > i for k in marks)


def _long(paras: Sequence[Para], last: int, i: int) -> bool:
    """Whether what a lone space would cut off is long enough to be an article on both sides."""
    before = sum(len(p.text) for p in paras[last:i])
    after = sum(len(p.text) for p in paras[i:])
    return min(before, after) >= LEAST_UNNUMBERED


def _room(paras: Sequence[Para], marks: dict[int, Mark], i: int, evidence: str) -> bool:
    """Whether the numbering leaves room for an article that begins at paragraph `i`.

    Between 第二篇 and 第三篇 there is none: a title there is a heading of the second. After
    the last mark nobody knows: then only the strongest sign counts, and only after a
    paragraph that is complete.
    """
    before = max((k for k in marks if k < i), default=None)
    after = min((k for k in marks if k > i), default=None)
    if after is not None:
        return marks[after].value - (marks[before].value if before is not None else 0) > 1
    return (not marks or evidence == "indent") and _ended(paras, i - 1)


def _ended(paras: Sequence[Para], i: int) -> bool:
    """Whether paragraph `i` may be an article's last: a sentence end, a date, a signature."""
    text = paras[i].text
    return bool(ended(text) or _DATE_LINE.fullmatch(text) or _SIGNED.fullmatch(text))


def _followed_by_text(paras: Sequence[Para], i: int) -> bool:
    return any(len(p.text) >= PROSE_LENGTH for p in paras[i + 1 : i + 4])


def _opens_speech(paras: Sequence[Para], i: int) -> bool:
    """A title, then a date in brackets, then (soon) a salutation: a speech begins."""
    if i + 2 >= len(paras):
        return False
    following = [p.text for p in paras[i + 1 : i + 4]]
    return bool(_DATE_LINE.fullmatch(following[0])) and any(
        _SALUTATION.match(t) and len(t) <= 40 for t in following[1:]
    )


def _stray_indents(paras: Sequence[Para]) -> list[int]:
    """Paragraphs that begin with one space although the text does not indent paragraphs."""
    plain = sum(not p.indent for p in paras)
    spaced = sum(p.gap > 1 for p in paras) > BLANK_LINES_SHARE * len(paras)
    found = [
        i
        for i, p in enumerate(paras)
        if p.indent in (" ", "\N{NO-BREAK SPACE}") and i > 0
        and len(p.text) >= PROSE_LENGTH and not (spaced and p.gap > 1)
    ]  # fmt: skip
    if plain < 0.6 * len(paras) or len(found) > STRAY_INDENTS:
        return []
    return found if len(found) <= max(3, STRAY_SHARE * len(paras)) else []


# --- one article ---------------------------------------------------------------------------------


def _part(
    paras: Sequence[Para], first: int, last: int, mark: Mark | None, evidence: str, collection: str
) -> Part:
    title_paras: list[int] = []
    title = ""
    at = first
    if mark is not None and (mark.title or len(paras[at].text) < LONGEST_MARK):
        title = mark.title
        title_paras.append(at)
        at += 1
    elif evidence in ("opening", "whole") and collection and not _COLLECTION.search(collection):
        title = collection  # facts stand below it: a line below these is a heading
    elif evidence in TITLED or (evidence == "whole" and _titled(paras, at, last)):
        title = paras[at].text
        title_paras.append(at)
        at += 1
    if not title and mark is not None and at < last and _titled(paras, at, last):
        title = paras[at].text[slice(*title_span(paras[at].text))]
        title_paras.append(at)
        at += 1
    if not title and mark is not None and (below := _below_facts(paras, at, last)):
        title_paras.extend(range(at, below + 1))
        title = paras[below].text[slice(*title_span(paras[below].text))]
        at = below + 1
    if mark is not None and at < last and title == paras[first].text and _is_mark(paras[at].text):
        title_paras.append(at)  # the mark, below its title
        at += 1
    # The title once more, on the next line.
    while at < last and title and _same_title(paras[at].text, title):
        title_paras.append(at)
        at += 1
    return Part(first, last, mark, title, tuple(title_paras), evidence)


def _is_mark(text: str) -> bool:
    """Whether a line is a mark, or a number alone."""
    return mark_in(text) is not None or _NUMBER_ALONE.fullmatch(text) is not None


def _below_facts(paras: Sequence[Para], at: int, last: int) -> int:
    """The title below lines that only state facts; 0 if there is none."""
    i = at
    while i < min(at + MOST_FACTS, last) and is_fact_line(paras[i].text):
        i += 1
    return i if i > at and i < last and _titled(paras, i, last) else 0


def part_of(paras: Sequence[Para], first: int, last: int, evidence: str, titled: bool) -> Part:
    """An article that begins for a reason of its own, `evidence`; `titled` with its title."""
    mark = mark_in(paras[first].text)
    part = _part(paras, first, last, mark, "title" if titled and mark is None else evidence, "")
    return replace(part, evidence=evidence)


def _titled(paras: Sequence[Para], i: int, last: int) -> bool:
    """Whether paragraph `i` reads as the title of what follows it."""
    text = paras[i].text
    return (
        i + 1 < last
        and _is_title(text)
        and fold(text) not in _NO_TITLES
        and not (is_name(text) and not is_about(text, [p.text for p in paras[i + 1 : last]]))
        and not only_writers(text)
        and not is_below_title(text)
        and not _is_heading(text)
        and len(fold(text)) >= 2
        and len(text) < sum(len(p.text) for p in paras[i + 1 : last])
    )


def _same_title(text: str, title: str) -> bool:
    """Whether a line only repeats the title, perhaps with a word more or less."""
    a, b = fold(text), fold(title)
    if not a or len(text) > TITLE_LENGTH + 20 or ended(text):
        return False
    return a == b or (
        min(len(a), len(b)) >= VARIANT_LENGTH
        and SequenceMatcher(None, a, b, autojunk=False).ratio() >= VARIANT_LIKENESS
    )
