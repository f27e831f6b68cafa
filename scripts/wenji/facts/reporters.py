"""Who reported a text, from where and for whom: 新华社渠县5月7日电（记者周满、通讯员陈渠生）.

News names its writers at its beginning or at its end, by what they are: reporters, correspondents.
A name counts where brackets, the line's end or a verb close it; what runs on is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.facts.dates import SPACE
from wenji.facts.mastheads import persons
from wenji.facts.official import UNITS
from wenji.facts.said import Line, Said
from wenji.facts.words import AGENCIES, OWN_MEDIA, SURNAME

FIRST, LAST = 4, 3  # lines of a text at its beginning and end that name its reporters
LONGEST = 80  # characters of a line that only names them
LEAD = 30  # characters before the brackets that name them

_HAN = "[\u4e00-\u9fff]"
_WORD = "记者", "通讯员"  # one of them stands in whatever these patterns match
_ROLE = (
    rf"(?:《[^《》]{{2,16}}》|{OWN_MEDIA}|{AGENCIES}|{_HAN}{{2,4}}网|特约|见习|实习|特派"
    rf"|驻{_HAN}{{2,4}}(?:、{_HAN}{{2,4}}){{0,4}}(?=特派|特约|记者))*(?:记者|通讯员)"
)
_SPLIT = re.compile(rf"{SPACE}*{_ROLE}{SPACE}*[:：/／|｜]?")
_BRACKETS = rf"[（(]{SPACE}*(?P<who>{_ROLE}[^（）()，。；！？]{{2,40}})[)）]"
_OPENED = re.compile(rf"(?P<lead>[^，。；！？（()）]{{0,{LEAD}}}?){SPACE}*{_BRACKETS}")
_LEAD = re.compile(rf"|.*(?:[电讯]|消息|报道)】?{SPACE}*[:：]?")
_CLOSED = re.compile(rf"{_BRACKETS}{SPACE}*[。▲■□◆●]?{SPACE}*(?:[（(]完[)）])?{SPACE}*$")
_ALONE = re.compile(
    rf"{SPACE}*(?P<who>{_ROLE}(?:(?!发自)[\u4e00-\u9fff、 \u3000]){{2,40}}?){SPACE}*"
    rf"(?:(?:综合|联合|摄影)?报道|发自(?P<place>{_HAN}{{2,6}}))?"
)
_VERB = re.compile(
    rf"{SPACE}*(?:{_HAN}{{0,8}}?[0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}日[电讯]{SPACE}*)?"
    rf"(?P<who>{_ROLE}{SPACE}*(?:{SURNAME}{_HAN}{{1,2}}?)"
    rf"(?:[、 \u3000]+(?:{_ROLE})?{SURNAME}{_HAN}{{1,2}}?)*)"
    r"(?:(?:联合|综合)?报道|今[天日晨]|昨[天日晚]|日前|近日)"
)
# Below a text: （石桥县水利局　林小禾）
_SIGNED = re.compile(
    rf"{SPACE}*[（(]{SPACE}*(?P<unit>{_HAN}{{4,24}}){SPACE}+(?P<name>{SURNAME}{_HAN}{{1,2}}){SPACE}*[)）]"
)
# Below a paper: （林小禾，周满．渠县水利研究所．石桥县．318000）; the postal code makes it sure.
_STOPS = r"[.．。，,；; \u3000]+"
_ADDRESSED = re.compile(
    rf"{SPACE}*[（(](?P<names>{_HAN}{{2,4}}(?:[，,、 \u3000]{_HAN}{{2,4}}){{0,5}}){_STOPS}"
    rf"(?P<unit>{_HAN}{{4,40}}){_STOPS}(?:{_HAN}{{2,10}}{_STOPS})?[0-9]{{6}}[)）]"
)
_DONE = re.compile(rf"{SPACE}*(?:综合|联合|摄影)?报道{SPACE}*$")
# 作者林小禾，1957年生，…: who he is
_OF_AUTHOR = re.compile(
    rf"{SPACE}*[（(]?(?:本文)?作者{SPACE}*[:：]?{SPACE}*(?P<name>{SURNAME}{_HAN}{{1,2}})"
    r"(?=[，,(（]\s*(?:男|女|[0-9]{4}|[0-9]{2}\s[0-9]{2}年))"
)
_WRITES = re.compile(rf"{SPACE}*(?:摄影?|供图|报道|撰文|文[/／]|文$|图$)")
_AS_WRITER = re.compile(
    rf"(?:记者|通讯员|作者[:：]|撰文[:：]?|摄影[:：]?|文{SPACE}*[/／:：]){SPACE}*$"
)
_SET_OFF = re.compile(rf"{SPACE}|{SURNAME}")
_DAY = "[0-9０-９一二三四五六七八九十]{1,3}"
_DATELINE = re.compile(
    rf"{SPACE}*【?据?(?P<agency>{AGENCIES}|本报)?"
    rf"(?:(?P<place>(?:(?![据社报网讯电今去记本])[\u4e00-\u9fff]){{2,8}}?)(?:[（(]{_HAN}{{2,8}}[)）])?"
    rf"(?:(?:19|20)?[0-9０-９]{{2,4}}年)?{_DAY}月{_DAY}日|(?<=[社网])(?=电))"
    r"(?:体育|经济|专)?[电讯]"
)


def reported(lines: Sequence[Line]) -> Iterator[Said]:
    """The place and the agency of a report's dateline (never its year), and its reporters."""
    ends: dict[int, int] = {}
    for n, line in enumerate(lines[:2]):
        if (m := _DATELINE.match(line.text)) is None:
            continue
        if m["place"]:
            yield line.said("place", m["place"], *m.span("place"))
        if m["agency"] and not m["agency"].startswith("本"):
            yield line.said("origin", m["agency"], *m.span("agency"))
        ends[n] = m.end()
        break
    for n, line in enumerate(lines[:FIRST]):
        yield from _at_its_beginning(line, n, ends.get(n, 0))
    for line in lines[max(1, len(lines) - LAST) :]:
        yield from _at_its_end(line)


def _at_its_end(line: Line) -> Iterator[Said]:
    short = len(line.text) <= LONGEST
    if short and (m := _SIGNED.fullmatch(line.text)) and UNITS.fullmatch(m["unit"]):
        yield line.said("author", m["name"], *m.span("name"))
        yield line.said("organisation", m["unit"], *m.span("unit"))
    elif short and (m := _addressed(line.text)):
        yield line.said("author", persons(m["names"]), *m.span("names"))
        yield line.said("organisation", m["unit"], *m.span("unit"))
    elif _named(line.text[-LONGEST:]) and (m := _CLOSED.search(line.text)):
        yield from _persons(line, m)
    elif short and (names := only_writers(_DONE.sub("", line.text))):
        yield line.said("author", names, 0, len(line.text.rstrip()))
    elif m := _OF_AUTHOR.match(line.text):
        yield line.said("author", m["name"], *m.span("name"))


def _addressed(text: str) -> re.Match[str] | None:
    """The writers in brackets, with the unit and the postal code where they work.

    >>> _addressed("（林小禾，周满。渠县水利研究所。石桥县。318000）")["unit"]
    '渠县水利研究所'
    >>> _addressed("（来信请寄渠县水利研究所 318000）")
    """
    m = _ADDRESSED.fullmatch(text) if text[-1:] in "）)" and text[-2:-1].isdecimal() else None
    return m if m and UNITS.fullmatch(m["unit"]) and persons(m["names"]) else None


def _at_its_beginning(line: Line, n: int, dateline: int) -> Iterator[Said]:
    """The reporters that the line `n` of a text names; its dateline ends at `dateline`."""
    if not _named(line.text[: 2 * LONGEST]):
        return
    m = _OPENED.match(line.text, dateline) if n < 2 else None
    if m and _LEAD.fullmatch(m["lead"]):
        yield from _persons(line, m)
    if n < 2 and (names := only_writers(line.text)):
        yield line.said("author", names, 0, len(line.text.rstrip()))
    elif len(line.text) <= LONGEST and (m := _ALONE.fullmatch(line.text)):
        yield from _persons(line, m)
        if m["place"]:
            yield line.said("place", m["place"], *m.span("place"))
    elif n < 2 and (m := _VERB.match(line.text)):
        yield from _persons(line, m)


def _named(text: str) -> bool:
    return any(word in text for word in _WORD)


def _persons(line: Line, m: re.Match[str]) -> Iterator[Said]:
    if names := names_of(m["who"]):
        yield line.said("author", names, *m.span("who"))


def only_writers(line: str) -> str:
    """The writers on a line that names them, one of them by what he is, and says nothing else.

    >>> only_writers("林小禾　周满　本报特约通讯员　陈渠生"), only_writers("林小禾　周满")
    ('林小禾、周满、陈渠生', '')
    >>> only_writers("记者的一天")
    ''
    """
    if len(line) > LONGEST or not _named(line):
        return ""
    first, *others = _SPLIT.split(line.strip())
    before = persons(first.strip("、,， \u3000")) if first.strip() else ""
    if not others or bool(first.strip()) != bool(before):
        return ""
    if not all(_SET_OFF.match(part) for part in others):
        return ""  # 记者的一天
    found = [persons(part.strip("、,， \u3000")) for part in others]
    return "、".join(filter(None, [before, *found])) if all(found) else ""


def is_about(name: str, paragraphs: Sequence[str]) -> bool:
    """Whether a text names a person, and not only as who wrote it or took its pictures.

    >>> is_about("林禾", ["渠通了。云溪网 林禾摄"]), is_about("林禾", ["林禾说，渠通了。林禾摄"])
    (False, True)
    """
    return any(
        _WRITES.match(text, m.end()) is None
        and _AS_WRITER.search(text, max(0, m.start() - 8), m.start()) is None
        for text in paragraphs
        for m in re.finditer(re.escape(name), text)
    )


def names_of(who: str) -> str:
    """The persons among words that say what they are; "" where one of them is no name.

    >>> names_of("通讯员暴唐、见习记者段 渠"), names_of("记者从水利站获悉")
    ('暴唐、段渠', '')
    """
    found = [persons(part.strip("、,， \u3000")) for part in _SPLIT.split(who)[1:]]
    return "、".join(found) if found and all(found) else ""
