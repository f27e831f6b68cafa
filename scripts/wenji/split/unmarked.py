"""Beginnings of articles that no form of line shows, where the marks leave room for them.

A title of the collection repeated, one space before a paragraph of a text that indents none, a
number left out between two marks, a letter's greeting below a leave-taking, a speech. Each is weak:
between marks that leave nothing out none is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wenji.lines import only_words
from wenji.marks import Mark
from wenji.paras import ONE_SPACE, Para
from wenji.sentences import ended
from wenji.split.habits import may_be_last, reads_as_title
from wenji.split.mark_chains import LEAST_TEXT
from wenji.split.title_lines import COLLECTION, is_title
from wenji.split.wholes import Room, takes_leave

# --- thresholds; origin: the seeds and the development collections -------------------------------
# Stray spaces at paragraph heads are evidence while they are rare: at most this many, and
# this share of all paragraphs.
STRAY_INDENTS, STRAY_SHARE = 12, 0.12
# A text that sets paragraphs apart by blank lines: an article pasted in has none before it.
BLANK_LINES_SHARE = 0.6
LONGEST_SALUTATION = 30  # characters
PROSE_LENGTH = 60  # characters of a paragraph that is surely text
LEAST_UNNUMBERED = 500  # characters of an article for which no number speaks

_DATE_LINE = re.compile(
    r"[（(]?\s*[0-9〇○零一二三四五六七八九十]{2,4}\s*[年.\-/]\s*[0-9一二三四五六七八九十]{1,3}\s*[月.\-/]"
    r"\s*(?:[0-9一二三四五六七八九十]{1,3}\s*[日号]?)?\s*[）)]?"
)
_SALUTATION = re.compile(
    r"(?:尊敬的|各位|同志们|老师们|同学们|朋友们|亲爱的|[\u4e00-\u9fff]{2,12}[:：]$)"
)
_SIGNED = re.compile(r"[\u4e00-\u9fff、 ]{2,30}$")


def unmarked(
    paras: Sequence[Para], marks: dict[int, Mark], front: int, collection_title: str
) -> list[tuple[int, str]]:
    """Beginnings that no mark shows, with the evidence that does."""
    out: dict[int, str] = {}
    for i in _stray_indents(paras):
        if i > front and i not in marks and i - 1 not in marks:
            out[i] = "indent"
    titles = {only_words(m.title) for m in marks.values() if m.title}
    if collection_title and not COLLECTION.search(collection_title):
        titles.add(only_words(collection_title))
    for i, p in enumerate(paras):
        if i <= front or i in marks or not is_title(p.text) or len(only_words(p.text)) < 4:
            continue
        if any(i - k in marks or i - k == front for k in (1, 2)) or not _ended(paras, i - 1):
            continue
        if only_words(p.text) in titles and _followed_by_text(paras, i):
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
        if p.indent in ONE_SPACE and i > 0
        and len(p.text) >= PROSE_LENGTH and not (spaced and p.gap > 1)
        and paras[i - 1].text[-1] not in "：:"  # what is said, or read out
    ]  # fmt: skip
    if plain < 0.6 * len(paras) or len(found) > STRAY_INDENTS:
        return []
    return found if len(found) <= max(3, STRAY_SHARE * len(paras)) else []
