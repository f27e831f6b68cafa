"""Mastheads: what stands above a title without naming itself.

A journal's name and issue above the title and the authors below it; the letterhead and the number
of an official document, whose title may run over several lines. Each needs signs on more than one
line; a line alone is a title like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wenji.facts.dates import SPACE
from wenji.facts.official import NUMBER, UNITS, without_town
from wenji.facts.words import BODY, COMPOUND_SURNAMES, OFFICIAL, SUBTITLE, TITLE
from wenji.numbering import label_at

__all__ = ["BODY", "SUBTITLE", "TITLE", "Field", "masthead"]

DASHES = "—－―─"
LONGEST_NAME, LONGEST_ISSUE, LONGEST_TITLE = 20, 70, 60
MOST_TITLE_LINES, MOST_AUTHOR_LINES = 3, 8
LONGEST_NAMES = 60  # characters of a line of names
LONGEST_TEAM = 240  # … of names and where each of them works

_HAN = "[\u4e00-\u9fff]"
_NAME = re.compile(rf"{_HAN}[\u4e00-\u9fff与和·（）()：: \u3000]{{1,{LONGEST_NAME}}}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z&,.'’()\-\s\N{IDEOGRAPHIC SPACE}]{3,90}")
_ISSUE = re.compile(
    rf"(?P<words>(?:19|20)[0-9]{{2}}{SPACE}*(?:年.{{0,16}}第{SPACE}*[0-9]{{1,3}}(?:[-—－～~、/][0-9]{{1,3}})?{SPACE}*期"
    rf"|年?{SPACE}*(?i:vol)[.．]?{SPACE}*[0-9]{{1,3}}.{{0,3}}(?i:no)[.．]?{SPACE}*[0-9]{{1,3}})).*"
)
_MONTH = re.compile(rf"(?:19|20)[0-9]{{2}}{SPACE}*年{SPACE}*(?:1[0-2]|0?[1-9]){SPACE}*月")
_CENTURIES = ("19", "20")
_GAP = re.compile(r"[ \t\u3000]{2,}|\t|\u3000")
_COUNT = re.compile(rf"(?:第|总第){SPACE}*[0-9]{{1,4}}{SPACE}*[期卷](?:{SPACE}*第.{{1,8}}期)?")
# （1.渠县水利研究所，渠县 318000；2.石桥中学）
_NUMBERED = re.compile(r"\s*[0-9]\s*[.．。、]\s*([^；;]+)[；;]?")
LEAST_COLUMNS = 3  # of a journal's head in columns; fewer are the head of any page
_TAG = re.compile(rf"(?:科技|学术|社科)?{_HAN}{{0,4}}期刊")
_AFFILIATION = re.compile(rf"{SPACE}*[（(](?P<unit>[^（()）]{{4,60}})[)）]{SPACE}*")
# Of a note, behind a name; what a lost font wrote is one of these.
_SIGNS = "*＊†‡△▲①-⑳0-9\ue000-\uf8ff"
_AUTHORS = re.compile(
    rf"(?P<names>{_HAN}[\u4e00-\u9fff{{}}\s　,，、;；]*?)(?:{_AFFILIATION.pattern})?".replace(
        "{}", _SIGNS
    )
)
# Names that cannot be told apart any more, and where they work: neither title nor fact.
_WITH_UNIT = re.compile(rf"{_HAN}{{2,30}}{SPACE}*[（(][^（()）]{{4,60}}[0-9]{{6}}[)）]")
# A unit and, behind a gap, the names of those who work there.
_UNIT_FIRST = re.compile(
    rf"(?P<unit>{UNITS.pattern}){SPACE}+(?P<names>{_HAN}[\u4e00-\u9fff{_SIGNS}\s　,，、;；]*)"
)
# A name of another alphabet behind those in Chinese: Wassmann R
_LATIN_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.?){1,3}")
_LATIN_NAMES = re.compile(rf"(?:[\s,，、;；]+{_LATIN_NAME.pattern}[{_SIGNS}]*)+$")
# Brackets that a page's source had round names, and twice round the place where they work.
_BRACKETED = re.compile(rf"{SPACE}*[（(](?P<names>[^（()）]{{2,{LONGEST_NAMES}}})[)）]{SPACE}*")
_DOUBLY = re.compile(rf"{SPACE}*[（(]{{2}}(?P<unit>[^（()）]{{4,60}})[)）]{{2}}{SPACE}*")
# A title does not end here.
_GOES_ON = re.compile("(?:[的和与及对之在从为以由向将把被]|等[论谈说述])$")
# Several names, each with the place where they work behind it.
_TEAM = re.compile(
    rf"(?P<names>{_HAN}[\u4e00-\u9fff{_SIGNS}\s　,，、;；]{{1,40}}?){_AFFILIATION.pattern}"
)
_LONG = re.compile(rf"(?:{COMPOUND_SURNAMES}){_HAN}{{2}}")
_SEPARATORS = re.compile(rf"[\s,，、;；{_SIGNS}]+")
_TITLE_END = re.compile(rf"(?:{OFFICIAL})(?:[（(].{{1,12}}[）)])?$")
_LETTERHEAD = re.compile(rf"({UNITS.pattern})文件")


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a head: the paragraph, its kind ("" for what readers need not know), value.

    `at` is the value's place in the paragraph. A line that a title goes on in has the kind
    `title`, or `subtitle`.
    """

    para: int
    kind: str
    value: str
    at: int
    said: str = ""

    @property
    def fact(self) -> str:
        """What the value says: written otherwise than it stands, if `said` is given."""
        return self.said or self.value


def masthead(texts: Sequence[str]) -> list[Field]:
    """The fields of a masthead with which these paragraphs begin; none if they begin otherwise.

    >>> [f.kind for f in masthead(["渠县水利", "1999年 第2卷 第3期", "水到田头", "林禾　周满"])]
    ['origin', 'place', 'place', 'title', 'author']
    >>> masthead(["渠县水利", "水到田头", "林禾　周满"])
    []
    """
    return list(_columns(texts)) or list(_journal(texts)) or list(_letter(texts))


def near_mastheads(texts: Sequence[str]) -> frozenset[int]:
    """The few paragraphs at which a masthead may begin: above a year or a document's number."""
    found: set[int] = set()
    for i, t in enumerate(texts):
        if t[:2] in _CENTURIES:
            found.update((i - 2, i - 1))
        elif t[0] == "第" and _GAP.search(t):
            found.add(i)
        if "号" in t:
            found.update(range(i - MOST_TITLE_LINES - 2, i))
    return frozenset(found)


# --- journals ------------------------------------------------------------------------------------


def _journal(texts: Sequence[str]) -> Iterator[Field]:
    issue = next((n for n in (1, 2) if n < len(texts) and _ISSUE.fullmatch(texts[n])), None)
    if issue is None or len(texts[issue]) > LONGEST_ISSUE:
        return
    if not _NAME.fullmatch(texts[0]) or (issue == 2 and not _LATIN.fullmatch(texts[1])):
        return
    at = issue + 1
    tagged = at < len(texts) and bool(_TAG.fullmatch(texts[at]))
    title = at + tagged
    if title >= len(texts) or not _may_be_title(texts[title]):
        return
    yield Field(0, "origin", texts[0], 0)
    yield Field(0, "place", texts[0], 0)
    if issue == 2:
        yield Field(1, "", texts[1], 0)
    if m := _ISSUE.match(texts[issue]):
        yield Field(issue, "place", m["words"], 0)
        if month := _MONTH.match(texts[issue]):
            yield Field(issue, "date", month[0], 0)
    if tagged:
        yield Field(at, "", texts[at], 0)
    authors = _author_line(texts, title)
    for n in range(title, _title_lines(texts, title, authors)):
        again = n > title and _LATIN.fullmatch(texts[n]) and not _LATIN.fullmatch(texts[title])
        kind = SUBTITLE if texts[n][0] in DASHES else TITLE
        yield Field(n, "" if again else kind, texts[n], 0)
    if authors is not None:
        yield from _authors(texts, authors)


def _columns(texts: Sequence[str]) -> Iterator[Field]:
    """[第3期   渠县师范学院学报   Vol.28 No.3] [2019年6月   its name in English] a title."""
    if len(texts) < LEAST_COLUMNS or not _GAP.search(texts[0]) or not _MONTH.match(texts[1]):
        return
    cells = [cell.strip() for cell in _GAP.split(texts[0].strip())]
    name = next((cell for cell in cells if _NAME.fullmatch(cell) and not _COUNT.match(cell)), None)
    counted = any(_COUNT.fullmatch(cell) for cell in cells)
    if len(cells) < LEAST_COLUMNS or name is None or not counted or not _GAP.search(texts[1]):
        return
    if not _LATIN.search(texts[1]) or not _may_be_title(texts[2]):
        return
    yield Field(0, "origin", name, texts[0].find(name))
    yield Field(0, "place", texts[0].strip(), texts[0].find(cells[0]), " ".join(cells))
    if month := _MONTH.match(texts[1]):
        yield Field(1, "date", month[0], 0)
    authors = _author_line(texts, 2)
    for n in range(2, _title_lines(texts, 2, authors)):
        yield Field(n, SUBTITLE if texts[n][0] in DASHES else TITLE, texts[n], 0)
    if authors is not None:
        yield from _authors(texts, authors)


def _may_be_title(text: str) -> bool:
    return 2 < len(text) <= LONGEST_TITLE and not text.endswith(("。", "，", "："))


def _title_lines(texts: Sequence[str], title: int, authors: int | None) -> int:
    """Behind the last line of the title: down to the authors, or where no title ends."""
    if authors is not None:
        return authors
    last = title + 1
    while (
        last + 1 < len(texts)
        and last - title < MOST_TITLE_LINES
        and _GOES_ON.search(texts[last - 1])
        and _may_be_title(texts[last])
        and label_at(texts[last]) is None
    ):
        last += 1
    return last


def _author_line(texts: Sequence[str], title: int) -> int | None:
    """The first line below the title that names authors, or where they work."""
    for n in range(title + 1, min(title + 1 + MOST_TITLE_LINES, len(texts))):
        if _team(texts[n]) or UNITS.fullmatch(texts[n]) or _WITH_UNIT.match(texts[n]):
            return n
        if _bracketed(texts, n):
            return n
        if not _may_be_title(texts[n]) and not _LATIN.fullmatch(texts[n]):
            return None
    return None


def _authors(texts: Sequence[str], first: int) -> Iterator[Field]:
    """Names, each line with the place where they work below it or behind."""
    for n in range(first, min(first + MOST_AUTHOR_LINES, len(texts))):
        team = _team(texts[n]) or _bracketed(texts, n)
        if team:
            for one in team:
                yield Field(n, "author", one.names, one.at, one.said)
                if one.unit:
                    yield Field(n, "organisation", without_town(one.unit), one.unit_at)
        elif (several := _AFFILIATION.fullmatch(texts[n])) and _NUMBERED.match(several["unit"]):
            for m in _NUMBERED.finditer(texts[n], several.start("unit"), several.end("unit")):
                yield Field(n, "organisation", without_town(m[1]), m.start(1))
        elif unit := _AFFILIATION.fullmatch(texts[n]) or _DOUBLY.fullmatch(texts[n]):
            yield Field(n, "organisation", without_town(unit["unit"]), unit.start("unit"))
        elif UNITS.fullmatch(texts[n]):
            yield Field(n, "organisation", without_town(texts[n]), 0)
        else:
            return


class _Writers(NamedTuple):
    """Names as they stand, as they are said, and where these persons work ("" for not told)."""

    names: str
    at: int
    said: str
    unit: str
    unit_at: int


def _team(text: str) -> list[_Writers]:
    """The names on a line that holds nothing else, one after the other where each has a unit.

    >>> [one.said for one in _team("林禾　周满（渠县水利站）陈渠生（石桥中学，渠县 318000）")]
    ['林禾、周满', '陈渠生']
    >>> [(one.said, one.unit) for one in _team("渠县水利学院　　林禾　周　满")]
    [('林禾、周满', '渠县水利学院')]
    >>> _team("水到田头（渠县水利站）"), _team("渠县大学　水利学院")
    ([], [])
    """
    if persons(text) and (m := _AUTHORS.fullmatch(text)):
        return [_writers(m)]
    if len(text) > LONGEST_TEAM:
        return []
    others = _LATIN_NAMES.search(text) if text[-1].isascii() else None
    if others and (names := persons(text[: others.start()])):
        more = [" ".join(name.split()) for name in _LATIN_NAME.findall(others[0])]
        return [_Writers(text, 0, "、".join([names, *more]), "", 0)]
    found = list(_TEAM.finditer(text))
    whole = sum(m.end() - m.start() for m in found) == len(text)
    if found and whole and all(persons(m["names"]) for m in found):
        return [_writers(m) for m in found]
    m = _UNIT_FIRST.fullmatch(text)
    if m and persons(m["names"]) and not UNITS.fullmatch(text):
        return [_writers(m)]
    return []


def _writers(m: re.Match[str]) -> _Writers:
    names, unit = m["names"], m["unit"] or ""
    at = m.start("names") + len(names) - len(names.lstrip())
    return _Writers(names.strip(), at, persons(names), unit, m.start("unit") if unit else 0)


def _bracketed(texts: Sequence[str], n: int) -> list[_Writers]:
    """The names on a line in brackets, above the place where they work in two pairs of them."""
    m = _BRACKETED.fullmatch(texts[n]) if n + 1 < len(texts) and texts[n][0] in "（(" else None
    if m and persons(m["names"]) and _DOUBLY.fullmatch(texts[n + 1]):
        return [_Writers(m["names"], m.start("names"), persons(m["names"]), "", 0)]
    return []


def persons(text: str) -> str:
    """The names on a line that holds nothing else, "" if it does not.

    >>> persons("林禾　周满*　欧阳渠 生")
    ''
    >>> persons("林　禾　周满*　陈  渠"), persons("水到田头")
    ('林禾、周满、陈渠', '')
    """
    m = _AUTHORS.fullmatch(text)
    if m is None or len(m["names"]) > LONGEST_NAMES:
        return ""
    tokens = [t for t in _SEPARATORS.split(m["names"]) if t]
    names: list[str] = []
    while tokens:
        if len(tokens[0]) == 1:
            given = (
                tokens[1:3]
                if all(len(t) == 1 for t in tokens[:3]) and len(tokens) == 3
                else tokens[1:2]
            )
            if not given or any(len(t) > 1 for t in given):
                return ""
            names.append("".join([tokens[0], *given]))
            tokens = tokens[1 + len(given) :]
        elif 2 <= len(tokens[0]) <= 3 or _LONG.fullmatch(tokens[0]):
            names.append(tokens.pop(0))
        else:
            return ""
    return "、".join(names)


# --- official documents --------------------------------------------------------------------------


def _letter(texts: Sequence[str]) -> Iterator[Field]:
    """[青禾县人民政府文件] [青政发〔2021〕5号] a title over one to three lines [the number]."""
    letterhead = _LETTERHEAD.fullmatch(texts[0].strip()) if "文件" in texts[0] else None
    at = 1 if letterhead else 0
    above = _number(texts, at) if letterhead else None
    at += above is not None
    last = next(
        (
            n
            for n in range(at, min(at + MOST_TITLE_LINES, len(texts)))
            if _TITLE_END.search(texts[n])
        ),
        None,
    )
    if last is None or not all(_may_be_title(texts[n]) for n in range(at, last + 1)):
        return
    if "关于" not in texts[at] or any(texts[n].endswith(("。", "；")) for n in range(at, last + 1)):
        return
    below = _number(texts, last + 1)
    if not letterhead and (below is None or last == at):
        return  # a title of one line is found without
    if letterhead:
        yield Field(0, "organisation", letterhead[1], texts[0].find(letterhead[1]))
    if above:
        yield above
    for n in range(at, last + 1):
        yield Field(n, TITLE, texts[n], 0)
    if below:
        yield below


def _number(texts: Sequence[str], n: int) -> Field | None:
    m = NUMBER.fullmatch(texts[n].strip()) if n < len(texts) and "号" in texts[n] else None
    return Field(n, "number", m[1], texts[n].find(m[1])) if m else None
