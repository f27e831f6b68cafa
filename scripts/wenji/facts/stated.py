"""What an article's own lines state about it: each fact with the place that states it.

Of several places that state a fact, the first in this order counts (decision 24):

1. a head of fields, a masthead or a letterhead (`headers`, `mastheads`);
2. lines below the title that only state facts;
3. what the document is by law: when it was passed, its number, who signed it (`official`);
4. the lines of the text's own beginning and end: a subtitle, a byline, a dateline, a signature;
5. what a website says of its page (`更新时间`), and lines before a file's first article.

Nothing is guessed: a line that could be read in two ways states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wenji.facts import (
    BYLINE,
    NAME,
    PERSON,
    UNIT_AND_NAME,
    behind_address,
    is_date_line,
    is_fact_line,
    official,
)
from wenji.facts.dates import SPACE, dates
from wenji.facts.genres import genre_of_text, genre_word
from wenji.facts.mastheads import persons
from wenji.facts.postings import Item, keyed, posting
from wenji.facts.reporters import reported
from wenji.facts.said import Line, Said
from wenji.facts.words import (
    GROUPS,
    HONORIFICS,
    NAMELESS,
    PUBLISHED_IN,
    REPORTERS,
    SCENES,
    TAKEN_FROM,
    TEXT_KEYS,
)
from wenji.sentences import ended

FIRST, LAST = 3, 5  # lines of a text's own among which facts stand, at its beginning and end
LONGEST_STATED = 60  # characters of such a line
LONGEST_SUBTITLE, LONGEST_LINE = 60, 160  # with white space and signs round it
LONGEST_SPACED = 12  # … of a name set with spaces
LONGEST_OPENING, OPENING = 30, 2  # a line of facts among so many at the beginning of the text

_ROLES = re.compile(r"[，,（(]")  # behind a name: what its bearer is
_TEXT_KINDS = {name: kind for kind, names in TEXT_KEYS.items() for name in names}
_TEXT_KEY = "|".join(sorted({*_TEXT_KINDS, *SCENES}, key=len, reverse=True))
_TEXT_FIELD = re.compile(
    rf"{SPACE}*[（(【]?({_TEXT_KEY})】?{SPACE}*[:：]"
    rf"{SPACE}*([^。！？；]{{2,50}}?){SPACE}*[）)]?[。；]?{SPACE}*"
)
_SUBTITLE = re.compile(
    rf"{SPACE}*[（(]?(?:—|－|―|─|--){{1,4}}[-—－]*+{SPACE}*+([^—－\-].*?){SPACE}*+[）)]?{SPACE}*+"
)
_IN_TITLE = re.compile(r"[^—－\s]{2}(?:——|－－|--)\s*([^—－\-]{2,60})$")
_OCCASION = re.compile(
    rf"{SPACE}*[（(]({SPACE}*[在于][^（）()。，]{{4,50}}(?:上|时|中)的?(?:讲话|发言|致辞|报告)){SPACE}*[）)]{SPACE}*"
)
_WRITER = re.compile(
    rf"(?:{REPORTERS}|作者|文|撰文|供稿){SPACE}*[:："
    rf"|｜丨/／]?{SPACE}*({NAME}(?:[、 \u3000]+{NAME})*)"
)
_ALONE = re.compile(rf"{SPACE}*[（(□■●◎◆▲★]?{SPACE}*({PERSON}){SPACE}*[）)]?{SPACE}*")
_NAME = re.compile(PERSON)
_STROKE_ORIGIN = re.compile(
    rf"(?<![\u4e00-\u9fff])来源{SPACE}*[|｜丨/／]{SPACE}*([^，。；！？\s|｜丨/／]{{2,16}})"
)
_NUMBERED = r"(?:19|20)[0-9]{2}年?[^。！？（）()]{0,16}[期号日版辑]"
_WORK = (
    rf"《[^《》]{{2,24}}》(?:{SPACE}*(?:[（(]{_NUMBERED}[）)]|{_NUMBERED})"
    rf"|{SPACE}*第?[0-9]{{1,4}}期)?"
)
_TAKEN = re.compile(
    rf"{SPACE}*[（(【]?(?:本文)?{SPACE}*(?:{TAKEN_FROM}){SPACE}*[:：]?{SPACE}*({_WORK}|[\u4e00-\u9fff]{{2,12}}[报网刊志社])[，,。]?[^。！？]{{0,20}}?[）)】]?{SPACE}*"
)
_PUBLISHED = re.compile(
    rf"{SPACE}*[（(【]?(?:本文)?{SPACE}*(?:{PUBLISHED_IN}){SPACE}*({_WORK})[。]?[）)】]?{SPACE}*"
)
_GROUP = rf"(?:(?:各位|全体|广大)?[\u4e00-\u9fff]{{0,16}}?(?:{GROUPS})|各位[\u4e00-\u9fff]{{2,6}})"
_SALUTATION = re.compile(
    rf"{SPACE}*(?:{HONORIFICS})?(?P<who>(?:各位|全体"
    rf"|广大)?{_GROUP}(?:[、，,和及与 ]{{1,2}}(?:{HONORIFICS})?{_GROUP}){{0,5}}){SPACE}*(?:[:：]"
    rf"|[！!]$).{{0,12}}"
)
_HONOURED = re.compile(rf"{SPACE}*(?:{HONORIFICS})(?P<who>[\u4e00-\u9fff、 ]{{2,30}})[:：]{SPACE}*")


def stated(
    title: Sequence[Line], given: str, head: Iterable[Said], meta: Sequence[Line],
    text: Sequence[Line], front: Sequence[Said],
) -> dict[str, Said]:  # fmt: skip
    """The facts of an article, each as it is said first.

    `title` are the lines that hold the title `given`, `head` what a head of fields says, `meta`
    the lines that only state facts, `text` the paragraphs, `front` what stands before all.
    """
    weak: list[Said] = []
    found: dict[str, Said] = {}
    for said in _in_order(title, given, head, meta, text, weak):
        found.setdefault(said.kind, said)
    for said in (*weak, *front):
        found.setdefault(said.kind, said)
    genre = None if "genre" in found else _genre(title, given, text)
    return found if genre is None else found | {"genre": genre}


def _in_order(
    title: Sequence[Line], given: str, head: Iterable[Said], meta: Sequence[Line],
    text: Sequence[Line], weak: list[Said],
) -> Iterator[Said]:  # fmt: skip
    yield from head
    for line in meta:
        for said in of_fact_line(line):
            if said.weak:
                weak.append(said)
            else:
                yield said
    lines = [line for line in text if line.text]
    yield from official.of_document(title, given, lines)
    yield from _subtitle(title, given, meta, lines)
    yield from _keyed(lines, given)
    yield from _bylines(lines)
    yield from reported(lines)
    yield from official.signature(lines, LAST)
    yield from _published(lines)
    yield from _audience(lines)
    for line in lines[:OPENING]:
        if len(line.text) <= LONGEST_OPENING and is_fact_line(line.text):
            yield from of_fact_line(line)


# --- a line that only states facts ---------------------------------------------------------------


def of_fact_line(line: Line) -> Iterator[Said]:
    """The facts that a line states which `is_fact_line` knows.

    >>> [(s.kind, s.value) for s in of_fact_line(Line(0, "来源：石桥通讯  作者：林禾"))]
    [('origin', '石桥通讯'), ('author', '林禾')]
    >>> [(s.kind, s.value) for s in of_fact_line(Line(0, "【作者】林小禾"))]
    [('author', '林小禾')]
    >>> [(s.kind, s.value, s.start, s.end) for s in of_fact_line(Line(9, "（二〇二一年五月）"))]
    [('date', '2021-05', 10, 17)]
    """
    at = behind_address(line.text)
    line = Line(line.at + at, line.text[at:])
    if items := posting(line.text) or keyed(line.text):
        yield from _posted(line, items)
        return
    for found in dates(line.text, months=True):
        yield line.said("date", found.iso, found.start, found.end)
        break
    if number := official.NUMBER.search(line.text):
        yield line.said("number", "".join(number[1].split()), *number.span(1))
    writer = BYLINE.search(line.text) or _WRITER.search(line.text) or _ALONE.fullmatch(line.text)
    if writer and writer[1] not in NAMELESS:
        yield line.said("author", _several(writer[1]), *writer.span(1))
    if origin := _STROKE_ORIGIN.search(line.text) or _TAKEN.fullmatch(line.text):
        yield line.said("origin", origin[1], *origin.span(1))
    yield from official.unit_and_date(line)


def _posted(line: Line, items: Sequence[Item]) -> Iterator[Said]:
    """The facts of a posting; several who are called by what they are wrote it together."""
    writers = [i for i in items if i.together]
    if len(writers) > 1:
        value = "、".join(_several(line.text[i.start : i.end]) for i in writers)
        yield line.said("author", value, writers[0].start, writers[-1].end)
    for item in items if len(writers) < 2 else (i for i in items if not i.together):
        content = line.text[item.start : item.end]
        if item.kind == "author":
            content = _ROLES.split(content, maxsplit=1)[0].rstrip()
        if item.kind not in ("", "page") and content and content not in NAMELESS:
            yield from _value(line, item.kind, content, item.start, weak=item.weak)


def _value(line: Line, kind: str, content: str, at: int, weak: bool = False) -> Iterator[Said]:
    if kind != "date":
        value = _several(content) if kind == "author" else content
        yield line.said(kind, value, at, at + len(content))
        return
    for found in dates(content, months=True):
        yield line.said("date", found.iso, at + found.start, at + found.end, weak)
        return


# --- lines of the text's own ---------------------------------------------------------------------


def _subtitle(
    title: Sequence[Line], given: str, meta: Sequence[Line], lines: Sequence[Line]
) -> Iterator[Said]:
    """——… in the title or right below it, （在…上的讲话）."""
    if m := _IN_TITLE.search(given):
        for line in title:
            if (at := line.text.find(m[1])) >= 0:
                yield line.said("subtitle", m[1], at, at + len(m[1]))
                return
    following = [*(title[1:]), *meta, *lines[:1]]
    for line in following:
        if len(line.text) > LONGEST_LINE:
            continue
        m = _SUBTITLE.fullmatch(line.text) or _OCCASION.fullmatch(line.text)
        if m and 2 <= len(m[1]) <= LONGEST_SUBTITLE and not m[1].endswith(("。", "；", "：", "，")):
            second = next((x for x in lines[1:2]), None)
            listed = second is not None and len(second.text) <= LONGEST_LINE
            if not (listed and second and _SUBTITLE.fullmatch(second.text)):  # two are a list
                yield line.said("subtitle", m[1].strip(), *m.span(1))
            return


def _keyed(lines: Sequence[Line], given: str) -> Iterator[Said]:
    """适用对象：…, 副标题：… on lines of the text's own; 地点：… of a speech or a meeting."""
    named = genre_word(given)
    scene = named is not None and named[0] in ("讲话", "纪要")
    for line in _edges(lines, 2 * FIRST, FIRST):
        if len(line.text) > LONGEST_STATED:
            continue
        m = _TEXT_FIELD.fullmatch(line.text)
        if m is None or m[2] in NAMELESS:
            continue
        kind = "place" if m[1] in SCENES else _TEXT_KINDS[m[1]]
        first = kind in ("author", "origin")
        value = _ROLES.split(m[2], maxsplit=1)[0].rstrip() if first else m[2]
        if kind == "author" and "，" in m[2] and ended(line.text):
            continue  # a sentence: 文字：凡是牌子上写的，都要写清楚。
        if kind == "organisation":
            if not official.UNITS.fullmatch(value):
                continue
            value = official.without_town(value)
        if value and (kind != "place" or scene):
            yield line.said(kind, value, m.start(2), m.start(2) + len(value))


def _bylines(lines: Sequence[Line]) -> Iterator[Said]:
    """（文/溪边草）, unless parts of the text are by several; a name below the title."""
    found = [(line, m) for line in lines if (m := BYLINE.search(line.text))]
    named = [(line, m) for line, m in found if m[1] not in NAMELESS]
    if named and len({m[1] for _, m in named}) == 1:
        line, m = named[0]
        yield line.said("author", m[1], *m.span(1))
    for line in lines[: FIRST + 1]:
        if len(line.text) <= LONGEST_STATED and (m := _WRITER.fullmatch(line.text)):
            yield line.said("author", _several(m[1]), *m.span(1))
    own = lines[_below_head(lines) :]
    for n, line in enumerate(own[:2]):
        if n == 0 and "、" in (names := persons(line.text)) and _all_named(names):
            yield line.said("author", names, 0, len(line.text.rstrip()))
        alone = _ALONE.fullmatch(line.text) if n == 0 and len(own) > 2 else None
        spaced = line.text.split() if n == 0 and len(line.text) <= LONGEST_SPACED else []
        if len(spaced) == len(name := "".join(spaced)) and len(own) > 2 and _NAME.fullmatch(name):
            yield line.said("author", name, 0, len(line.text))  # 林 小 禾
        by = UNIT_AND_NAME.fullmatch(line.text) or alone
        unit = line.text[: by.start(1)].split() if by else []
        if by and (_NAME.fullmatch(by[1]) or any(official.UNITS.fullmatch(u) for u in unit)):
            yield line.said("author", by[1], *by.span(1))


def _below_head(lines: Sequence[Line]) -> int:
    """How many lines of a text are its head's: the occasion of a speech, the day."""
    return next((n for n, line in enumerate(lines[:FIRST]) if not _is_of_head(line.text)), FIRST)


def _is_of_head(text: str) -> bool:
    if len(text) > LONGEST_LINE:
        return False
    told = _SUBTITLE.fullmatch(text) or _OCCASION.fullmatch(text)
    return told is not None or is_date_line(text)


def _several(names: str) -> str:
    """林小禾 周满 as texts name several persons; anything else as it stands."""
    told = persons(names)
    return told if "、" in told and _all_named(told) else names


def _all_named(names: str) -> bool:
    """Whether each of several words may be a name: 林禾　周满, not 春耕　秋收."""
    return all(_NAME.fullmatch(name) for name in names.split("、"))


def _published(lines: Sequence[Line]) -> Iterator[Said]:
    """（原载《青禾文艺》2021年第3期）, 发表于《青禾文艺》 on a line of its own."""
    for line in _edges(lines, FIRST, FIRST):
        if len(line.text) > LONGEST_STATED:
            continue
        if m := _TAKEN.fullmatch(line.text):
            yield line.said("origin", m[1], *m.span(1))
        elif m := _PUBLISHED.fullmatch(line.text):
            yield line.said("place", m[1], *m.span(1))


def _audience(lines: Sequence[Line]) -> Iterator[Said]:
    """各村民小组：, 尊敬的各位代表：, 同志们： near the beginning, alone on the line."""
    for n, line in enumerate(lines[: FIRST + 2]):
        if len(line.text) > LONGEST_STATED + 40:
            continue
        if m := official.ADDRESSED.fullmatch(line.text):
            if n + 1 < len(lines):
                yield line.said("audience", m[1], *m.span(1))
        elif m := _SALUTATION.fullmatch(line.text) or _HONOURED.fullmatch(line.text):
            yield line.said("audience", m["who"], *m.span("who"))


def _edges(lines: Sequence[Line], first: int, last: int) -> Iterator[Line]:
    yield from lines[:first]
    yield from lines[max(first, len(lines) - last) :]


# --- genre ---------------------------------------------------------------------------------------


def _genre(title: Sequence[Line], given: str, text: Sequence[Line]) -> Said | None:
    """From the title, else from what the text is."""
    found = genre_word(given)
    if found is None:
        shown = genre_of_text([line.text for line in text])
        if shown is None:
            return None
        name, i, start, end = shown
        return text[i].said("genre", name, start, end)
    name, words = found
    for line in title:
        at = line.text.rfind(words)
        if at >= 0:
            return line.said("genre", name, at, at + len(words))
    return Said("genre", name)
