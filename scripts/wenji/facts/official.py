"""What official documents and laws state in forms of their own (GB/T 9704—2012).

文号, 主送机关, 落款 and the history of a law: these lines are the document's own and stay in its
text; only what they state is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.facts import NAME
from wenji.facts.dates import DATE, MONTH, SPACE, YEAR, dates, plain
from wenji.facts.postings import simplified
from wenji.facts.said import Line, Said
from wenji.facts.words import ADDRESSEES, BODIES, DONE, ENACTED, HOUR, OFFICIAL
from wenji.numbering import label_at

LAW_HEAD = 12  # paragraphs before 第一条 that may tell a law's history
LONGEST_HISTORY = 120  # characters of one of them
LONGEST_UNIT = 30

_HAN = "[\u4e00-\u9fff]"
_BARE_DATE = re.sub(r"[?]P<[ymd]>", "?:", DATE)
_BARE_MONTH = re.sub(r"[?]P<[ymd]>", "?:", rf"{YEAR}{SPACE}*年{SPACE}*{MONTH}{SPACE}*月")

# 青政发〔2021〕5号
NUMBER = re.compile(
    rf"({_HAN}{{1,12}}{SPACE}*[〔\[［（(【]{SPACE}*(?:19|20)[0-9]{{2}}{SPACE}*年?[〕\]］）)】]{SPACE}*(?:第{SPACE}*)?[0-9]{{1,5}}{SPACE}*号)"
)
_NUMBER_LINE = re.compile(rf"{SPACE}*[（(]?{NUMBER.pattern}[）)]?{SPACE}*")
_DECREE = re.compile(
    rf"((?:(?:{_HAN}{{2,24}}、)*{_HAN}{{2,24}}令|主席令){SPACE}*第{SPACE}*[0-9〇零一二三四五六七八九十百]{{1,6}}{SPACE}*号)"
)
_ATTACHED = re.compile(
    r"(?:印发|发布|公布|颁布|转发|批转|下发)(?P<work>《.{2,60}》|[^《》]{4,40}?)"
    "的(?:通知|公告|通报|命令|决定|函|批复)"
)
_UNIT = rf"(?:[\u4e00-\u9fffA-Za-z0-9×xX＊*○〇]{{1,24}}?(?:{BODIES}))"
UNITS = re.compile(
    rf"{_UNIT}(?:[、 \u3000，,]{{1,2}}(?:{_UNIT}"
    rf"|{_HAN}{{2,6}}{SPACE}*[0-9]{{6}}))*(?:[（(][^（）()]{{1,12}}[）)])?"
)
_TOWN = re.compile(r"[，,、\s*＊](?:[\u4e00-\u9fff，,\s*＊]{0,12}[0-9]{6})$")
ISSUED_BY = re.compile(
    rf"({_UNIT}(?:[、 \u3000]{_UNIT})*)关于.{{2,80}}的?(?:{OFFICIAL})(?:[（(].{{1,16}}[）)])*"
)
_MEMBER = rf"(?:各)?[^，。、：:；;？！\s]{{0,24}}?{ADDRESSEES}(?:[（(][^（）()]{{1,10}}[）)])?"
# 各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
ADDRESSED = re.compile(
    rf"{SPACE}*((?=.{{3}})(?:[^，。、：:；;？！\s]{{1,12}}、){{0,4}}{_MEMBER}(?:[，、；,]{SPACE}*(?:[^，。、：:；;？！\s]{{1,16}}、){{0,4}}{_MEMBER}){{0,8}})[：:]{SPACE}*"
)

_SIGNED = re.compile(
    rf"{SPACE}*[（(]?{SPACE}*(?P<who>[^0-9。！？；：:，,（(]{{2,{LONGEST_UNIT}}}?)??[，,]?{SPACE}*(?:[写作草]于)?"
    rf"(?P<date>{_BARE_DATE}|{_BARE_MONTH}){SPACE}*{HOUR}?{DONE}?{SPACE}*(?:[写作草]?于{SPACE}*(?P<place>{_HAN}{{2,8}}))?{SPACE}*[）)]?{SPACE}*"
)
_PLACED = re.compile(
    rf"{SPACE}*[（(]?(?:[写作草]于|完稿于){SPACE}*(?P<place>{_HAN}{{2,8}})[）)]?{SPACE}*"
)
_NAMES = re.compile(rf"{NAME}(?:[、 \u3000]+{NAME})*")
_UNIT_NAME = re.compile(rf"(?P<unit>{_UNIT}){SPACE}+(?P<name>{NAME})")
_HISTORY = re.compile(rf"{SPACE}*[（(]?{_BARE_DATE}")
_SESSION = re.compile(
    rf"{SPACE}*(?P<unit>{_HAN}{{2,40}}?)(?:第{_HAN}{{1,6}}次|第[0-9]{{1,5}}次)(?:全体)?(?:{_HAN}{{0,8}}会议)"
)
_ISSUER = re.compile(
    rf"{SPACE}*(?P<unit>{_UNIT}(?:、{_UNIT})*)(?:令{SPACE}*第|{SPACE}*(?:发布|公布|颁布|制定|批准))"
)
# Who changed a law, by the title of the decision: 《国务院关于修改〈…〉的决定》
_CHANGED_BY = re.compile(rf"{SPACE}*《(?P<unit>{_UNIT})关于(?:修改|修订|废止)")
_PASSED = re.compile(ENACTED)


def without_town(unit: str) -> str:
    """The name of an organisation without the town and the postal code that follow it.

    >>> without_town("渠县水利研究所，云溪渠县　318000"), without_town("渠县水利研究所")
    ('渠县水利研究所', '渠县水利研究所')
    """
    return _TOWN.sub("", unit)


def of_document(title: Sequence[Line], given: str, lines: Sequence[Line]) -> Iterator[Said]:
    """What an official document or a law states: number, dates, who issued it.

    A date of a law is the last one on which it was passed or changed; when it comes into force is
    its content.
    """
    for line in lines[:3]:
        if m := _NUMBER_LINE.fullmatch(line.text):
            yield line.said("number", "".join(m[1].split()), *m.span(1))
    if ISSUED_BY.fullmatch(given) or any(_NUMBER_LINE.fullmatch(x.text) for x in lines[:3]):
        yield from _signed_pair(lines)
        for line in title:
            if m := ISSUED_BY.search(line.text):
                yield line.said("organisation", m[1], *m.span(1))
    clauses = _first_clause(lines)
    if clauses is not None:
        yield from _history(lines[:clauses])


def _first_clause(lines: Sequence[Line]) -> int | None:
    """The paragraph of 第一条, or of the chapter before it, among the first ones."""
    left = LAW_HEAD + 3
    for n, line in enumerate(lines):
        label = label_at(line.text.lstrip("# "))
        if (
            label is not None
            and label.value <= (2 if label.style == "clause" else 1)  # an abridged one: 第二条
            and label.style in ("clause", "chapter", "volume")
        ):
            return n
        left -= label is None or len(line.text) > LONGEST_UNIT  # entries of contents do not count
        if not left:
            break
    return None


def is_history(text: str) -> bool:
    """Whether a line begins with a date, perhaps in a bracket, as the history of a law does."""
    return len(text) <= 4 * LONGEST_HISTORY and _HISTORY.match(plain(text)) is not None


def _history(lines: Sequence[Line]) -> Iterator[Said]:
    """The lines （2019年3月1日 … 通过） before 第一条."""
    told: list[Said] = []
    units: dict[str, Said] = {}  # who passed it, by date
    numbers: dict[str, Said] = {}  # … and of which decree
    for line in lines:
        if not is_history(line.text):
            continue
        found = list(dates(line.text))
        for n, d in enumerate(found):
            end = found[n + 1].start if n + 1 < len(found) else len(line.text)
            if not _PASSED.search(line.text, d.end, end):
                continue
            told.append(line.said("date", d.iso, d.start, d.end))
            tried = (p.match(line.text, d.end, end) for p in (_SESSION, _ISSUER, _CHANGED_BY))
            if m := next(filter(None, tried), None):
                units[d.iso] = line.said("organisation", m["unit"], *m.span("unit"))
            if m := _DECREE.search(line.text, d.end, end):
                numbers[d.iso] = line.said("number", "".join(m[1].split()), *m.span(1))
    for line in lines:
        if len(line.text) <= LONGEST_UNIT and (m := NUMBER.fullmatch(line.text)):
            yield line.said("number", "".join(m[1].split()), *m.span(1))
    if told:
        last = max(told, key=lambda said: said.value)
        yield last
        if units:
            yield units.get(last.value) or next(iter(units.values()))
        if numbers:
            yield numbers[max(numbers)]


# --- signatures ----------------------------------------------------------------------------------


def _signed_pair(lines: Sequence[Line]) -> Iterator[Said]:
    """The signature in mid-text: an official document ends there, and what it issues begins."""
    for n in range(1, len(lines)):
        before, line = lines[n - 1], lines[n]
        if len(line.text) > LONGEST_UNIT or len(before.text) > LONGEST_UNIT:
            continue
        m = _SIGNED.fullmatch(plain(line.text))
        if m and not m["who"] and UNITS.fullmatch(before.text.strip()):
            yield _whole(before, "organisation")
            yield from _dated(line, m)
            return


def signature(lines: Sequence[Line], last: int) -> Iterator[Said]:
    """Who signed, when and where, among the last lines of a text.

    >>> [(s.kind, s.value) for s in signature([Line(0, "渠通了。"), Line(5, "石桥乡水利站"),
    ...     Line(12, "2021年5月于石桥")], 3)]
    [('date', '2021-05'), ('place', '石桥'), ('organisation', '石桥乡水利站')]
    """
    first = max(1, len(lines) - last)
    for n in range(len(lines) - 1, first - 1, -1):
        line = lines[n]
        if len(line.text) > 2 * LONGEST_UNIT:
            continue
        m = _SIGNED.fullmatch(plain(line.text))
        if m is None:
            if m := _PLACED.fullmatch(line.text):
                yield line.said("place", m["place"], *m.span("place"))
            continue
        who = (m["who"] or "").strip()
        if who:
            said = list(_who(line, m["who"], m.start("who")))
            if not said:
                continue
            yield from _dated(line, m)
            yield from said
            return
        yield from _dated(line, m)
        for above in reversed(lines[max(first, n - 2) : n]):
            if len(above.text) > LONGEST_UNIT:
                break
            yield from _who(above, above.text, 0)
        return


def unit_and_date(line: Line) -> Iterator[Said]:
    """The unit of a line of a unit and a date: 石桥乡水利站 2021年3月5日."""
    m = _SIGNED.fullmatch(plain(line.text))
    if m and m["who"]:
        yield from _who(line, m["who"], m.start("who"))


def _dated(line: Line, m: re.Match[str]) -> Iterator[Said]:
    for found in dates(m["date"], months=True):
        at = m.start("date")
        yield line.said("date", found.iso, at + found.start, at + found.end)
        break
    if m["place"]:
        yield line.said("place", m["place"], *m.span("place"))


def _who(line: Line, text: str, at: int) -> Iterator[Said]:
    """An organisation or persons, if the words are nothing else."""
    words = text.strip()
    start = at + text.find(words)
    known = simplified(words)
    if m := _UNIT_NAME.fullmatch(known):
        for kind, group in (("organisation", "unit"), ("author", "name")):
            value = words[m.start(group) : m.end(group)]
            yield line.said(kind, value, start + m.start(group), start + m.end(group))
    elif _NAMES.fullmatch(known):
        yield line.said("author", words, start, start + len(words))
    elif len(words) >= 3 and UNITS.fullmatch(known):
        yield line.said("organisation", words, start, start + len(words))


def _whole(line: Line, kind: str) -> Said:
    words = line.text.strip()
    start = line.text.find(words)
    return line.said(kind, words, start, start + len(words))


def attached(title: str) -> str:
    """What a document's title says that it issues: its own title stands again above its text.

    >>> attached("石桥县人民政府关于印发《渠道管护办法》的通知"), attached("关于转发夏灌计划的函")
    ('渠道管护办法', '夏灌计划')
    >>> attached("关于做好夏灌工作的通知")
    ''
    """
    m = _ATTACHED.search(title)
    return m["work"].strip("《》") if m else ""
