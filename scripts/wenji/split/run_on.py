"""Marks of articles that share a line with text: 【第3则】题目　正文…, …文。　　第四集　题目.

Where such a line would have to be divided is a guess; that several guesses, taken together, are
beginnings of whole texts is what the splitting itself says of them (`marked`). Who wrote stands
on the title's line as well: 题目　文/某某, 题目——某某.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from wenji.facts import is_byline, is_fact_line, is_name
from wenji.facts.words import HEAD_KEYS
from wenji.model import Edit, Role
from wenji.numbering import NUMBER
from wenji.paras import Para
from wenji.sentences import clause_end, ended
from wenji.split.contents import LEAST_WORDS, titles_announced
from wenji.split.decorations import CLOSING, OPENING
from wenji.split.edges import is_body
from wenji.split.formed import marked
from wenji.split.habits import LEAST_TITLE, SIGN, WORDS, is_chinese
from wenji.split.mark_chains import markdown_marks
from wenji.split.subjects import SHORT_POINTS, subject_points
from wenji.split.wholes import Beginnings, is_section_title, is_weak
from wenji.unlisted_marks import TRAILING, is_named, may_be_named, readings

# --- thresholds; origin: made collections (tests/strangers, newcomers, visitors) -----------------
LONGEST_HEAD = 60  # characters of a mark and its title
LONGEST_FACT = 30  # … of who wrote it
LONGEST_TITLE = 40  # … of a title between signs, with LEAST_RUN_ON of text behind it
LEAST_RUN_ON = 30
LONGEST_PREFIX = 16  # … before a title that a table of contents names
LEAST_BODY = 4  # … of the text behind them on the line
MOSTLY = 0.8  # share of the titles with a name on their line that makes these names of authors

_S = r" \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_BEHIND = re.compile(f"[{_S}]+|[。:：]")
_PLAINLY = re.compile(rf"(?<=》).|[{_S}]{{2}}|\N{{IDEOGRAPHIC SPACE}}")  # no space inside a title
_SEPARATOR = re.compile(rf"[{_S}》】）)」』]*[：:。]?[{_S}]*")
_GAP = re.compile(rf"[{_S}]+")
_WIDE_GAP = re.compile(rf"[{_S}](?:(?<=\N{{IDEOGRAPHIC SPACE}})|[{_S}])[{_S}]*")
_KEYED = re.compile(
    rf"(?:[{_S}]+|(?=[（(]))(?P<fact>[（(]?[{_S}]*"
    rf"(?:作者|文|撰文|撰稿|供稿|来源|来自|转自|选自|摘自|原载)[^。，；]{{2,{LONGEST_FACT}}})$"
)
_NAMED = re.compile(
    rf"(?:[{_S}]*(?:[/／|｜丨]|[—-]{{2}}|…{{1,2}}|[.．·]{{3,}})[{_S}]*|[{_S}]+|(?=[（(]))"
    rf"(?P<fact>[（(][^（()）]{{2,{LONGEST_FACT}}}[）)]|[^。，；（()）/／|｜丨—….]{{2,{LONGEST_FACT}}})$"
)
# Signs that set off a title at the head of its text, or at the end of the one before it:
# 【渠水】冬天…, 《渠水》　冬天…, …去了。　★渠水
_TITLE = "|".join(
    f"{a}[^{a}{b}]{{2,{LONGEST_TITLE}}}{b}" for a, b in ("《》", "【】", "〔〕", "「」")
)
_SIGNED = rf"(?![{OPENING}{CLOSING}]){SIGN}{{1,3}}[{_S}]?[^{_S}，。；：]{{2,{LONGEST_TITLE}}}"
_COUNT = rf"(?:第)?{NUMBER}[{_S}]?[.．、]?[{_S}]?(?=《)|[（(]{NUMBER}[）)][{_S}]?(?=《)"
_SET_OFF = re.compile(
    rf"(?P<head>(?:{_COUNT})?(?:{_TITLE})|{_SIGNED}(?=[{_S}]))(?:[：:]|[{_S}]*)(?=(?:[^，。；、的中里]|(?<=[】〕])中).{{{LEAST_RUN_ON}}})"
)
_SET_OFF_LAST = re.compile(rf"(?<=[^，；、])(?P<gap>[{_S}]+)(?P<head>{_TITLE}|{_SIGNED})$")
_WORD = re.compile(r"\w+")
_FIELDS = frozenset(chain.from_iterable(HEAD_KEYS.values())) | {"作者简介", "内容提要", "关键词"}
_RULES = {True: "glued-body", False: "glued-heading"}  # by where the text is


class _Cut(NamedTuple):
    """A place at which a paragraph may have to be divided: `start` … `end` becomes a break."""

    start: int
    end: int
    before: bool  # the mark stands before it, the text behind
    sure: bool = False  # even where the whole line reads as a mark
    name: bool = False  # a name alone stands behind, or a date
    book: bool = False  # behind a number and a title in book marks: a list of books has them


def run_on_breaks(paras: Sequence[Para]) -> Iterator[Edit]:
    """Line breaks behind titles, and before marks, that make beginnings of articles.

    Nothing where the lines that stand alone tell as many beginnings, or Markdown tells titles.
    """
    if markdown_marks(paras):
        return
    cuts = {i: found for i, p in enumerate(paras) if (found := list(_cuts(p.text)))}
    cuts |= _announced(paras)
    if len(cuts) < 2 and all(cut.name for found in cuts.values() for cut in found):
        return
    alone = marked(paras)
    made = list(_of_marks(paras, cuts, alone))
    if any(cut.name for _, cut in made):
        count = len(alone.marks.keys() | {i for i, _ in made})
        if sum(cut.name for _, cut in made) < MOSTLY * count:  # words that read as names
            left = {i: [c for c in found if not c.name] for i, found in cuts.items()}
            made = list(_of_marks(paras, left, alone))
    for i, cut in made:
        start = paras[i].start
        yield Edit(start + cut.start, start + cut.end, "\n", _RULES[cut.before], Role.BREAK)


def _announced(paras: Sequence[Para]) -> dict[int, list[_Cut]]:
    """Behind titles that a table of contents names, where text stands on their line."""
    end, titles = titles_announced(paras)
    by_beginning: dict[str, list[str]] = {}
    for title in titles:
        by_beginning.setdefault(title[:LEAST_WORDS], []).append(title)
    out: dict[int, list[_Cut]] = {}
    for i, p in enumerate(paras[end:], start=end):
        places = range(min(LONGEST_PREFIX, len(p.text))) if titles else range(0)
        found = (
            at + len(title) for at in places
            for title in by_beginning.get(p.text[at : at + LEAST_WORDS], ())
            if p.text.startswith(title, at) and len(p.text) - at - len(title) >= LEAST_RUN_ON
        )  # fmt: skip
        if start := max(found, default=0):
            behind = _SEPARATOR.match(p.text, start)
            out[i] = [_Cut(start, behind.end() if behind else start, True, True)]
    return out if len(out) > 1 else {}


def _of_marks(
    paras: Sequence[Para], cuts: Mapping[int, Sequence[_Cut]], alone: Beginnings
) -> Iterator[tuple[int, _Cut]]:
    """The cuts that make marks of articles. The marks that stand `alone` must be among them, or
    be fewer and told by other lines, or their place, alone."""
    lines, origins = _divided(paras, cuts)
    marks = marked(lines).marks
    lost = not alone.marks.keys() <= {origins[i][0] for i in marks}
    if lost and not (is_weak(alone) and len(marks) > len(alone.marks)):
        return
    books = any((cut := origins[i][1]) is not None and cut.book for i in marks)
    if books and subject_points(lines, sorted(marks), short=True) < SHORT_POINTS:
        return
    for i in marks:
        at, cut = origins[i]
        if cut is not None and (cut.sure or at not in alone.marks):
            yield at, cut


def _cuts(text: str) -> Iterator[_Cut]:
    """Where a paragraph may be divided: behind a title, before a numbered mark."""
    whole = ended(text)
    if not whole and len(text) <= LONGEST_HEAD + LONGEST_FACT and not clause_end(text):
        stated = _stated(text)
        if stated is not None:
            yield stated
            return
    first = _behind_title(text, whole)
    begun = 0
    if first is not None:
        begun = first.end
        yield first
    if not whole:
        tail = TRAILING.search(text, max(begun + 1, len(text) - LONGEST_HEAD))
        if tail is not None and is_named(tail["head"]):
            yield _Cut(tail.start("gap"), tail.end("gap"), False)
            return
        last = _SET_OFF_LAST.search(text, max(begun + 1, len(text) - LONGEST_HEAD))
        if last is not None and _is_set_off(last["head"]):
            yield _Cut(last.start("gap"), last.end("gap"), False)


def _behind_title(text: str, whole: bool) -> _Cut | None:
    """Behind a mark and its title at a paragraph's head; `whole` is one that ends a sentence."""
    if may_be_named(text):
        for m in _BEHIND.finditer(text, 1, LONGEST_HEAD):
            head, rest = text[: m.start()], text[m.end() :]
            if clause_end(head) or len(rest) < LEAST_BODY:
                break
            if is_named(head):
                plain = _PLAINLY.match(text, m.start()) is not None or rest[-1] in "：:"
                sure = (ended(rest) and plain) or is_fact_line(rest)
                return _Cut(m.start(), m.end(), True, sure)
    if not whole and len(text) < LONGEST_HEAD + LEAST_RUN_ON:
        return None
    if (gap := _WIDE_GAP.search(text, 2, LONGEST_HEAD)) is not None:
        head, rest = text[: gap.start()], text[gap.end() :]
        if len(rest) >= LEAST_RUN_ON and not clause_end(head) and _is_numbered(head):
            return _Cut(gap.start(), gap.end(), True)
    if (first := _SET_OFF.match(text)) is not None and _is_set_off(first["head"]):
        counted = first["head"][-1] == "》" and first["head"][0] != "《"
        return _Cut(first.end("head"), first.end(), True, book=counted)
    return None


def _is_numbered(head: str) -> bool:
    """Whether a number of any form and a title stand before a gap."""
    titles = (r.mark.title for r in readings(head))
    return any(len(t) >= LEAST_TITLE and WORDS.search(t) and is_chinese(t) for t in titles)


def _is_set_off(head: str) -> bool:
    """Whether a title stands between the signs: no field, no part of a paper, no number."""
    words = "".join(_WORD.findall(head))
    return WORDS.search(head) is not None and words not in _FIELDS and not is_section_title(words)


def _stated(title: str) -> _Cut | None:
    """Behind a title: who wrote it, where it comes from, a name or a date."""
    if is_fact_line(title):
        return None
    for pattern in (_KEYED, _NAMED):
        last: re.Match[str] | None = None
        m = pattern.search(title, 2)
        while m is not None:
            stated = any(states(m["fact"]) for states in (is_fact_line, is_byline, is_name))
            office = (
                last is not None and last["fact"][0] != "记" and is_body(last["fact"].split()[0])
            )
            if stated and not office:
                last = m  # of 护渠 小结 林小禾 the name alone, not 小结 林小禾
            m = pattern.search(title, m.start("fact") + 1)
        if last is not None:
            start, end = last.start(), last.start("fact")
            if gaps := list(_GAP.finditer(title, end)):
                widest = max(gaps, key=lambda g: len(g[0]))
                if len(widest[0]) > end - start:  # 护渠 小结　　林小禾
                    start, end = widest.span()
            return _Cut(start, end, True, True, pattern is _NAMED)
    return None


def _divided(
    paras: Sequence[Para], cuts: Mapping[int, Sequence[_Cut]]
) -> tuple[list[Para], list[tuple[int, _Cut | None]]]:
    """The paragraphs, divided at all cuts; and for each line its paragraph, and the cut that
    makes a mark of it."""
    lines: list[Para] = []
    origins: list[tuple[int, _Cut | None]] = []
    for i, p in enumerate(paras):
        at = 0
        made: _Cut | None = None
        for cut in cuts.get(i, ()):
            lines.append(p._replace(text=p.text[at : cut.start]))
            origins.append((i, cut if cut.before else made))
            at, made = cut.end, None if cut.before else cut
        lines.append(p._replace(text=p.text[at:]))
        origins.append((i, made))
    return lines, origins
