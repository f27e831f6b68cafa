"""From cleaned paragraphs to articles: where each begins, and what stands before it.

`paragraphs` makes them of the cleaned lines. `formed` finds the lines by whose form articles begin
(its docstring names the modules that do it), `leads` moves the beginnings to the titles, `unmarked`
adds those that no form of line shows, `part` tells the title of each from its text (`title_lines`
says what may be one); `headed` lays over them what heads of fields and front matter say. `run_on`
runs before, while the text is cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenji.facts import is_fact_line
from wenji.lines import only_words
from wenji.marks import Mark
from wenji.model import Finding
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.collected import below_collections_title
from wenji.split.columns import titled_rows
from wenji.split.formed import SURE, marked
from wenji.split.habits import TITLE_LENGTH
from wenji.split.leads import with_leads
from wenji.split.mark_chains import gaps, markdown_marks
from wenji.split.part import Part, below_facts, part_from, part_of
from wenji.split.stated import leads_of_facts
from wenji.split.title_lines import COLLECTION, is_heading, is_title
from wenji.split.unmarked import unmarked
from wenji.split.wholes import Beginnings

__all__ = ["SCORES", "Part", "Split", "part_of", "split"]

# --- thresholds; origin: the seeds and the development collections -------------------------------
LONGEST_INTRODUCTION = 300  # characters before the first article that are none; more are a text
SHORTEST_ARTICLE = 60  # … and fewer are no article either, whatever the first number is
MOST_FILED = 4  # lines by which an archive orders a law, above its title

# How sure a beginning is, 0 … 1: one by the form of its line by its points (`wholes`), SURE of
# them and a mark that is listed are certain; one without such a form by what showed it.
SCORES = {
    "title": 0.7, "letter": 0.7, "gap": 0.6, "speech": 0.6, "indent": 0.5, "opening": 0.8,
    "whole": 1.0,
}  # fmt: skip

_ISSUED = re.compile(
    r"[（(][12０-９0-9]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:[^（()）]{0,40}(?:发布|公布|通过|批准))?[）)]"
)


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
    marks = titled_rows(marks)
    if marks and not lead:
        marks = below_collections_title(paras, marks)
    front, collection_title = _front(paras, marks)
    starts = dict.fromkeys(marks, "mark")
    for i, evidence in unmarked(paras, marks, front, collection_title):
        starts.setdefault(i, evidence)
    if front not in starts and front < len(paras) and (not starts or front < min(starts)):
        starts[front] = "opening" if starts else "whole"
    order = sorted(starts)
    parts = []
    facts = leads_of_facts(paras, marks)
    for n, first in enumerate(order):
        last = order[n + 1] if n + 1 < len(order) else len(paras)
        evidence = starts[first]
        if first in facts:
            part = below_facts(paras, first, last, marks[first], facts[first])
        else:
            part = part_from(paras, first, last, marks.get(first), evidence, collection_title)
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
    if i < limit and is_title(paras[i].text) and not is_heading(paras[i].text):
        follows = paras[i + 1].text if i + 1 < len(paras) else ""
        fact = is_fact_line(follows)
        known = only_words(paras[i].text) in {only_words(m.title) for m in marks.values()}
        if fact or known or COLLECTION.search(paras[i].text) or (marks and i + 1 == limit):
            title = paras[i].text
            i += 1
    while i < limit and is_fact_line(paras[i].text):
        i += 1
    # A few short lines before the first mark are an introduction, not an article.
    if marks and sum(len(p.text) for p in paras[i:limit]) < SHORTEST_ARTICLE:
        return limit, title
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
        if _ISSUED.fullmatch("".join(paras[i + 1].text.split())) and is_title(paras[i].text):
            return i if not is_title(paras[0].text) else 0
    return 0
