"""The title of a collection, right above that of its first text and taken for it.

读书笔记, and on the next line 护渠小结: nothing but its place says that the upper one is no text's
title. The others tell: no second line that may be a title stands below theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wenji.facts import is_byline, is_dateline, is_fact_line, is_name
from wenji.marks import Mark
from wenji.paras import Para
from wenji.split.habits import LEAST_MARKED, is_line, reads_as_title
from wenji.split.subjects import pairs_of
from wenji.split.wholes import HABIT, is_collected

LEAST_OTHERS = 2  # texts below the first one, by which it is told how theirs begin
MOST_TEXT = 100_000  # characters in which the words of a collection's title are looked for
FOREIGN = 0.34  # share of a collection's title that its texts may have by chance
KNOWN_BETTER = 2  # times that a text has more words of its own title than of the collection's


def below_collections_title(paras: Sequence[Para], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """The marks, the first on the next line where its own says what all the texts are."""
    first, *others = sorted(marks)
    second = first + 1
    if len(others) < LEAST_OTHERS or second + 1 >= others[0]:
        return dict(marks)
    own = [paras[i].text for i in range(second, others[0])]
    if marks[first].title != paras[first].text or not _may_be_title(own[0]):
        return dict(marks)
    kind = _kind(own[1])
    below = [_kind(paras[i + 1].text) for i in others if i + 1 < len(paras)]
    if below.count(kind) < HABIT * len(others) or any(map(_may_be_title, own[1:])):
        return dict(marks)
    text = "".join(own[1:])
    upper, lower = (_known(paras[i].text, text) for i in (first, second))
    told = kind == "facts" or _is_written_so(paras, first, second, others)
    told = upper <= max(lower, FOREIGN) if told else lower > 0 and KNOWN_BETTER * upper <= lower
    if not told and not is_collected(paras[first].text):
        return dict(marks)
    mark = replace(marks[first], title=own[0], title_start=0)
    return {second: mark} | {i: marks[i] for i in others}


def is_above_title(paras: Sequence[Para], first: int, second: int, end: int) -> bool:
    """Whether of two lines above a text the first is a collection's title, the second its own: it
    says so, or the text has fewer of its words."""
    if is_collected(paras[first].text):
        return True
    text = "".join(p.text for p in paras[second + 1 : end])
    return _known(paras[first].text, text) < _known(paras[second].text, text)


def is_foreign(paras: Sequence[Para], first: int) -> bool:
    """Whether what stands above the first text has as good as no words of the texts: 读书笔记."""
    text = "".join(p.text for p in paras[first:])[:MOST_TEXT]
    front = [p.text for p in paras[:first] if is_line(p.text) and not is_fact_line(p.text)]
    return all(_known(line, text) <= FOREIGN for line in front)


def _known(line: str, text: str) -> float:
    """The share of a line's pairs of characters that a text has, 0 … 1."""
    own = pairs_of(line).keys()
    return sum(pair in text for pair in own) / max(1, len(own))


def _is_written_so(paras: Sequence[Para], first: int, second: int, others: Sequence[int]) -> bool:
    """Whether a sign stands in all titles, and not in the upper line: 护渠小结 ○ 林小禾."""
    signs = frozenset.intersection(*(_signs(paras[i].text) for i in (second, *others)))
    return bool(signs - _signs(paras[first].text))


def _signs(text: str) -> frozenset[str]:
    return frozenset(c for c in text if not c.isalnum() and not c.isspace())


def _may_be_title(text: str) -> bool:
    return _kind(text) == "title"


def _kind(text: str) -> str:
    """What a line below a title is: facts, another title, or the text."""
    if is_fact_line(text) or is_byline(text) or is_name(text) or is_dateline(text):
        return "facts"
    return "title" if reads_as_title(text, LEAST_MARKED) else "text"
