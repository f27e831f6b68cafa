"""The clause of an opening that says what a text is about.

Reports begin with who wrote where and when, and with what says nothing by itself: a source, a day,
a comparison. What follows is the title that an editor would give them.
"""

from __future__ import annotations

import re
from itertools import islice

from wenji.facts.dates import SPACE
from wenji.facts.reporters import only_writers
from wenji.facts.words import REPORTERS

LONGEST_CLAUSE = 32  # a whole clause, where no shorter beginning is one
SHORTEST_CLAUSE = 5
LATER = 3  # sentences of a paragraph that are looked at

_HAN = "[\u4e00-\u9fff]"
_MEDIA = rf"(?:{_HAN}{{0,8}}(?:报|报业|日报|晚报|时报|商报|社|网|台))"
_UNIT = "[0-9０-９]{1,4}[年月日]"
_DAY = rf"(?:{_UNIT}){{1,3}}"
# 本报讯（记者 …）, 新华社云溪5月7日电, 【据…报道】, 《…》记者…报道
_DATELINE = re.compile(
    rf"{SPACE}*(?:【[^】]{{2,20}}(?:报道|电|讯|消息)】|据?{_MEDIA}[^，。；！？（]{{0,16}}?(?:{_DAY})?[^，。；！？（]{{0,6}}?"
    rf"(?:[电讯]|消息|发自{_HAN}{{2,4}})(?=[（(：: \u3000题]|[\u4e00-\u9fff“《]|$))"
    rf"{SPACE}*(?:[（(][^（）()]{{2,30}}[)）])?{SPACE}*(?:[:：]{SPACE}*)?"
)
_SUBJECT = re.compile(rf"题{SPACE}*[:：]{SPACE}*(?=\S)")  # …电题：…
_WRITERS = re.compile(
    rf"{SPACE}*[（(]?(?:《[^《》]{{2,16}}》)?{REPORTERS}[\u4e00-\u9fff、 \u3000]{{2,24}}"
    rf"(?:报道|发自{_HAN}{{2,6}}|摄影报道)?[）)]?{SPACE}*$"
)
# Clauses that say nothing by themselves.
_EMPTY = re.compile(
    rf"(?:据(?!说)[^，]{{2,24}}(?:报道|透露|统计|介绍|推测|了解|悉|获悉|消息|显示|预测|表示|称|说)|据[悉了统推介报][^，]{{0,6}}"
    rf"|{REPORTERS}?(?:昨[天日晚]|今[天日晨]|日前|近日|[上下]午|{_UNIT})*{REPORTERS}?[^，]{{0,32}}"
    r"(?:获悉|了解到|得知|得到[^，]{0,4}消息|发现|看到|透露|报告说|统计)"
    r"|(?:日前|近日|近年来|近期|昨[天日晚]|今[天日晨]|目前|当前|此前|随后|同时|为此|其中|然而|但是|不过|有一天|如今)"
    rf"|{_DAY}(?:[上下]午|凌晨|晚上?|至{_DAY})?[^，]{{0,3}}"
    r"|与[^，]{2,20}相比|围绕[^，]{2,20}问题|从[^，]{2,20}(?:来看|起)|[^，]{2,24}(?:期间|之际|以来|以后|之后|之前|前夕)"
    r"|[^，]{2,8}(?:[周月年]里|时候)|[^，]{4,30}(?:仪式|会议|大会|论坛|活动|首发式|发布会|座谈会|庆典)上)"
)
# A clause that goes on, or only leads to what is said.
_OPEN_END = re.compile(
    r"(?:指出|强调|认为|提出|要求|表示|写道|说过?|讲过?|谈到|透露|宣布|宣称|预计|估计|警告说?|[的是为即和与及或在把被将从对以])$"
)
_CLAUSE = re.compile(r"[^，。；：？！,;:?!\n…—]+")
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_SENTENCE = re.compile(r"[^。！？!?…]+[。！？!?…]*")
_EDGES = "，。；：？！、,;:?!…— \u3000.．·"
_MARKS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"), ("‘", "’"))


def without_dateline(line: str) -> str:
    """A line without the words by which a report begins; "" for one that only names its writers.

    >>> without_dateline("本报讯（记者 林禾）渠水到了东岭。"), without_dateline("本报记者林禾")
    ('渠水到了东岭。', '')
    >>> without_dateline("新华网云溪5月9日电题：护渠的人——石桥乡纪行")
    '护渠的人——石桥乡纪行'
    >>> without_dateline("电站讯号不好。")
    '电站讯号不好。'
    """
    if _WRITERS.fullmatch(line) or only_writers(line):
        return ""
    m = _DATELINE.match(line)
    if m is None:
        return line
    subject = _SUBJECT.match(line, m.end())
    return line[subject.end() if subject else m.end() :]


def is_report(line: str) -> bool:
    """Whether a line begins as reports do: with a dateline, a source, a day.

    >>> is_report("据石桥日报报道，渠通了。"), is_report("渠通了，水来了。")
    (True, False)
    """
    first = _CLAUSE.match(line)
    return _DATELINE.match(line) is not None or bool(first and _EMPTY.fullmatch(first[0].strip()))


def telling_clause(line: str, limit: int) -> str:
    """The first words of a line that say something: whole clauses up to `limit` characters.

    >>> telling_clause("记者昨天从水利站获悉，东岭老渠已经全线通水，下月放水。", 24)
    '东岭老渠已经全线通水，下月放水'
    >>> telling_clause("与去年相比，其中最要紧的是", 24)
    ''
    """
    long = ""
    words = _GAP.split(line.strip(_EDGES), maxsplit=1)[0]
    for sentence in islice(_SENTENCE.finditer(words), LATER):
        found = _told(sentence[0], limit)
        if found and len(found) <= limit:
            return long or found
        long = long or found
    return long


def _told(sentence: str, limit: int) -> str:
    """The longest beginning of a sentence that fits, behind its empty clauses, or its first clause
    alone; "" if neither is whole."""
    clauses = [m for m in _CLAUSE.finditer(sentence) if m[0].strip(_EDGES)]
    first = next((k for k, m in enumerate(clauses) if not _EMPTY.fullmatch(m[0].strip())), None)
    if first is None:
        return ""
    start = clauses[first].start()
    fitting = [m.end() for m in clauses[first:] if m.end() - start <= limit]
    for end in [*reversed(fitting), clauses[first].end()]:
        told = sentence[start:end].strip(_EDGES)
        whole = all(told.count(a) == told.count(b) for a, b in _MARKS)
        fits = SHORTEST_CLAUSE <= len(told) <= LONGEST_CLAUSE
        if fits and whole and not _OPEN_END.search(told):
            return told
    return ""
