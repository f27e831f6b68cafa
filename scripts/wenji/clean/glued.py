"""Rules about headings that stand inside a line: glued to the paragraph before or after them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from wenji.lines import lines_with
from wenji.marks import LONGEST_MARK, NOUN, has_noun, mark_in
from wenji.model import Edit, Role
from wenji.numbering import Label, label_at
from wenji.sentences import clause_end, ended

_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_LINE = re.compile(r"[^\n]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_SPACE = re.compile(f"[{_SPACES}]")
_COMMA = re.compile("[，。；,;]")
_PAUSE = re.compile("[，。；：！？,;:!?]")  # in a sentence; a heading has none
# They count clauses and articles of law: no heading that a paragraph could have run into.
NEVER_ABOVE = frozenset({"one_is", "first", "han_step", "clause"})
# --- thresholds; origin: lines of the seeds and of the development collections -------------------
HEADING_LENGTH = 45  # a heading is at most so long
_NUMBER = "[一二三四五六七八九十0-9]{1,3}"
_GLUED = re.compile(
    rf"(?<=[。！？!?.．…”）)])[{_SPACES}]*"
    "(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|"
    rf"第[一二三四五六七八九十]{{1,3}}[章节篇]|篇{_NUMBER}[:：]"
    rf"|[（(【\[〔]第?(?:{_NUMBER}{NOUN}|{NOUN}{_NUMBER})[）)】\]〕]))"
)
_ITEM = re.compile(r"[^\x00-\x20，。、；：:,]{1,10}[:：][^\s：:]{1,30}[、，,]")
_TITLE_AND_NAME = re.compile(
    rf"(?P<title>[\u4e00-\u9fff“”《》]{{8,30}})[{_SPACES}]+"
    rf"(?P<unit>[\u4e00-\u9fff0-9]{{2,12}}[{_SPACES}]+){{1,2}}[\u4e00-\u9fff]{{2,3}}"
)
_INNER_SPACE = re.compile(rf"(?<=[^\x00-\x7f{_SPACES}]|[)\]0-9])[{_SPACES}]+(?=[^{_SPACES}])")
# The space stands first and is looked back from: so the search leaps from space to space.
_STRAY_SPACE = re.compile(r"[ \t](?<=[\u4e00-\u9fff，、].)[ \t]*(?=[\u4e00-\u9fff])")
# Running text with more stray spaces than this (per 1,000 characters) gives spaces no meaning.
STRAY_SPACE_RATE = 1.2
# A heading with a paragraph run on after a space: at most so long, at most one comma in it.
RUN_ON_HEADING = 50
SHORTEST_LONE = 6  # one that is known again where a paragraph runs on after it
SHORTEST_HEADING = 3  # 抓学习; two characters are a word
# What follows a heading on its line is at least so long to be a paragraph.
GLUED_BODY = 25
LONGEST_MARKED = 60  # characters of a mark and its title, with text run on after them
# A line that holds nothing but items of one form is at most so long.
ITEMS_LENGTH = 120
# A heading glued to a paragraph that begins with the heading's own words.
REPEAT_LENGTH = 5


def glued_headings(text: str) -> Iterator[Edit]:
    """Give headings that stand inside a line a line of their own."""
    yield from _glued_to_the_end(text)
    stray = _stray_spaces(text)
    lone = set(_lone_lines(text))
    headed: set[tuple[str, int]] | None = None  # asked for by few texts
    for m in _LINE.finditer(text):
        line = m[0]
        body = len(line) - len(line.lstrip(_SPACES)) if line[0] in _SPACES else 0
        if _SPACE.search(line, body):
            space = (
                _space_after_mark(line, body)
                or _space_after_heading(line, body, stray)
                or _space_after_known(line, body, lone)
                or _space_before_byline(line, body)
            )
            if space is not None:
                at, end = m.start() + space[0], m.start() + space[1]
                yield Edit(at, end, "\n", "glued-body", Role.BREAK)
                continue
            for at, end in _parallel_items(line):
                yield Edit(m.start() + at, m.start() + end, "\n", "glued-item", Role.BREAK)
        cut = _repeated_opening(line, body)
        if cut is None:
            continue
        if headed is None:
            headed = {(x.style, x.value) for line in lone if (x := _heading_label(line))}
        if _stands_among(label_at(line, body), headed):
            yield Edit(m.start() + cut, m.start() + cut, "\n", "glued-body", Role.BREAK)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A label that may begin a heading: at a line's start, or after a sentence inside a line."""

    start: int
    position: int  # behind the white space before it
    style: str
    value: int
    glued: bool


def _glued_to_the_end(text: str) -> Iterator[Edit]:
    """Headings glued to the end of a paragraph, where they continue a sequence of headings."""
    candidates = _candidates(text) if _GLUED.search(text) else []
    last: dict[str, int] = {}
    for c, after in zip(candidates, _following(candidates), strict=True):
        if not c.style:  # an article mark: all sequences begin anew
            last = {}
            if c.glued:
                yield Edit(c.start, c.position, "\n", "glued-heading", Role.BREAK)
            continue
        if c.glued:
            starts = c.value == 1 and after == 2
            if last.get(c.style) != c.value - 1 and not starts:
                continue
            yield Edit(c.start, c.position, "\n", "glued-heading", Role.BREAK)
        last[c.style] = c.value


def _following(candidates: list[_Candidate]) -> list[int]:
    """For each the next number of its style, 0 where an article's mark comes first."""
    found: list[int] = []
    ahead: dict[str, int] = {}
    for c in reversed(candidates):
        found.append(ahead.get(c.style, 0))
        if c.style:
            ahead[c.style] = c.value
        else:
            ahead = {}
    return found[::-1]


def _candidates(text: str) -> list[_Candidate]:
    """The labels and marks at the heads of lines, and those that may be glued into one."""
    candidates: list[_Candidate] = []
    for m in _LINE.finditer(text):
        line = m[0]
        body = len(line) - len(line.lstrip(_SPACES))
        label = label_at(line, body)
        if mark_in(line) is not None:
            candidates.append(_Candidate(m.start(), m.start(), "", 0, False))
        elif label is not None:
            candidates.append(_Candidate(m.start(), m.start(), label.style, label.value, False))
        for g in _GLUED.finditer(line, body):
            begun = line[g.end() : g.end() + LONGEST_MARK + 1]  # of a line of millions
            label, mark = label_at(begun), mark_in(begun)
            span = m.start() + g.start(), m.start() + g.end()
            if mark is not None and (mark.title or mark.form != "bracket"):  # not: …“山”（篇四）
                candidates.append(_Candidate(*span, "", 0, True))
            elif label is not None and _reads_as_heading(begun[label.length :]):
                candidates.append(_Candidate(*span, label.style, label.value, True))
    return candidates


def _lone_lines(text: str) -> Iterator[str]:
    """The lines that are as long as headings."""
    for line in text.split("\n"):
        if (
            len(line) >= SHORTEST_LONE
            and SHORTEST_LONE <= len(x := line.strip(_SPACES)) <= HEADING_LENGTH
        ):
            yield x


def _reads_as_heading(rest: str) -> bool:
    """A clause of a heading's length, up to the line's end or its first sentence end."""
    end = clause_end(rest)
    return 2 <= len(rest[: end.start() + 1] if end else rest) <= HEADING_LENGTH


def _stray_spaces(text: str) -> bool:
    """Whether running text is so full of spaces that they say nothing (headings aside)."""
    inner = 0
    for _, line in lines_with(text, _STRAY_SPACE):
        body = len(line) - len(line.lstrip(_SPACES))
        label = label_at(line, body)
        start = body + label.length if label else body
        found = [s.start() for s in _STRAY_SPACE.finditer(line, start)]
        heading = label is not None and bool(found) and found[0] - start <= RUN_ON_HEADING
        inner += len(found) - heading
    return inner * 1000 > STRAY_SPACE_RATE * max(len(text), 1)


def _space_after_heading(line: str, body: int, stray: bool) -> tuple[int, int] | None:
    """The white space between a heading and the paragraph run on after it."""
    label = label_at(line, body)
    dash = line.startswith(("——", "—"), body)
    if (label is None and not dash) or (stray and not dash):
        return None
    start = body + (label.length if label else 0)
    for m in _INNER_SPACE.finditer(line, start):
        head, rest = line[start : m.start()], line[m.end() :]
        if len(head) > RUN_ON_HEADING or clause_end(head):
            return None
        if not dash and len(_COMMA.findall(head)) > 1:
            return None
        if len(head) >= SHORTEST_HEADING and len(rest) >= GLUED_BODY and clause_end(rest):
            return m.start(), m.end()
    return None


def _space_after_mark(line: str, body: int) -> tuple[int, int] | None:
    """The white space between an article's mark and title and the text run on after them."""
    if len(line) - body <= LONGEST_MARKED or not has_noun(line[body : body + LONGEST_MARKED]):
        return None
    for m in _INNER_SPACE.finditer(line, body, body + LONGEST_MARKED):
        mark, rest = mark_in(line[body : m.start()]), line[m.end() :]
        if mark is not None and mark.title and len(rest) >= GLUED_BODY and clause_end(rest):
            return m.start(), m.end()
    return None


def _space_after_known(line: str, body: int, lone: set[str]) -> tuple[int, int] | None:
    """The white space after a heading that stood alone before, now perhaps with a number."""
    for m in _INNER_SPACE.finditer(line, body, body + HEADING_LENGTH + 4):
        head = line[body : m.start()].rstrip("0123456789（）()一二三四五六七八九十")
        if head in lone and len(line) - m.end() >= GLUED_BODY and not ended(head):
            return m.start(), m.end()
    return None


def _space_before_byline(line: str, body: int) -> tuple[int, int] | None:
    """The white space between a title and who wrote it: 题目 二支部 1102班 林小禾."""
    m = _TITLE_AND_NAME.fullmatch(line, body)
    if m is None:
        return None
    rest = line[m.end("title") :]
    return m.end("title"), len(line) - len(rest.lstrip(_SPACES))


def _parallel_items(line: str) -> Iterator[tuple[int, int]]:
    """White space between items of one form on a line: 三种能力：甲、乙 两项要求：丙、丁."""
    if _ITEM.match(line) and not clause_end(line) and len(line) <= ITEMS_LENGTH:
        for m in _INNER_SPACE.finditer(line):
            if _ITEM.match(line, m.end()):
                yield m.start(), m.end()


def _heading_label(line: str) -> Label | None:
    """The label of a line that is as long as a heading and holds no clause but its own."""
    label = label_at(line)
    return None if label is None or _PAUSE.search(line, label.length) or ended(line) else label


def _stands_among(label: Label | None, headed: Container[tuple[str, int]]) -> bool:
    """Whether the number before or after this one stands above its paragraph, in `headed`."""
    return label is not None and any((label.style, label.value + n) in headed for n in (-1, 1))


def _repeated_opening(line: str, body: int) -> int | None:
    """Where a paragraph begins that may repeat the first words of a heading before it.

    Sentences repeat their first words too: the numbers beside this one tell.
    """
    label = label_at(line, body)
    if label is None or label.style in NEVER_ABOVE:
        return None
    start = body + label.length
    opening = line[start : start + REPEAT_LENGTH]
    if len(opening) < REPEAT_LENGTH or not _HAN.match(opening[-1]):
        return None
    at = line.find(opening, start + REPEAT_LENGTH + 3, start + HEADING_LENGTH + REPEAT_LENGTH)
    if at < 0 or len(line) - at < GLUED_BODY or _PAUSE.search(line, start, at):
        return None
    if not (_HAN.match(line[at - 1]) or line[at - 1] in "”》"):
        return None
    return at
