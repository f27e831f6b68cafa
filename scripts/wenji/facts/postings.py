"""What a line of facts holds: 2021-03-05 08:30  来源：石桥通讯  点击：12  【打印】.

Days and hours, fields, writers, a medium's name stand there in any order, and between them what is
the page's own: counters, sizes of type, buttons. Such a line is read item by item, and one that is
not known makes it none. A field's value ends where the next item begins. A line is a `posting` if
it states a fact and is more than a day or a name; one that names what it says is `keyed`, however
little that is. Traditional characters are read as the Simplified ones of the tables.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wenji.facts.dates import ANY_DATE, SPACE, plain
from wenji.facts.words import (
    BODIES,
    BUTTONS,
    COUNTED,
    HOUR,
    LINE_KEYS,
    MEDIA,
    NO_NAME,
    OTHER_SCRIPT,
    OWN_MEDIA,
    PROVINCES,
    STAFF,
    STROKE_KEYS,
    SURNAME,
    WEAK_DATES,
    WRITERS,
)
from wenji.lines import REMEMBERED

LONGEST = 160  # characters of a posting; origin: the longest of the rows, with room for its buttons
LONGEST_VALUE = 40  # … of a field's value

KEY = "|".join(k for keys in LINE_KEYS.values() for k in keys.split("|") if k != "文")
NAME = rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}"
PERSON = rf"(?!{NO_NAME}){NAME}"  # a name that nothing beside it marks as one

_TABLE = str.maketrans(dict(OTHER_SCRIPT))
_OTHER = re.compile(f"[{''.join(OTHER_SCRIPT)}]")
_YEAR = re.compile("(?:[12][90]|[１２][９０])[0-9０-９]{2}|民[国國]|[一二][〇○零九]")
_NEVER_LAST = frozenset("。！？；，、!?")
_NEVER_FIRST = frozenset("-—－·•")  # of a list

# --- the items -----------------------------------------------------------------------------------
_HAN = "[\u4e00-\u9fff]"
_SET_OFF = rf"(?<!{_HAN})"  # a word that nothing else marks stands by itself
_ENDS = rf"(?!{_HAN})"
_CLOCK = (
    r"[0-9]{1,2}(?:[:：][0-9]{2}){1,2}(?:[+][0-9]{2}:?[0-9]{2}|Z)?"
    r"|[0-9]{1,2}[时点][0-9]{1,2}分?(?:[0-9]{1,2}秒)?"
)
_WEEKDAY = "(?:星期|周|礼拜)[一二三四五六日天]"
_STAMP = (
    rf"{ANY_DATE}(?:{SPACE}*[（(]?{_WEEKDAY}[)）]?)?(?:T|{SPACE}*{HOUR}?{SPACE}*)?(?:(?:{_CLOCK}))?"
    rf"(?:{SPACE}*(?:发布|发表|更新|刊发|上传)(?![于自：:]))?(?![0-9])"
)
_DATE_KEY = rf"(?<!收稿)(?<!截止)(?<!抓取)(?<!采集)(?:{LINE_KEYS['date']})"
_DATED = re.compile(
    rf"(?:(?P<key>{_DATE_KEY})(?:{SPACE}*[:：]|{SPACE}){SPACE}*[\[(（]?{SPACE}*"
    rf"|(?:发布|发表|更新|刊登|刊载|刊发|写)[于：:]{SPACE}*)?(?P<date>{_STAMP})"
)
_CLOCK_ALONE = re.compile(rf"{_CLOCK}|{_WEEKDAY}{_ENDS}")
_AMOUNT = rf"[0-9][0-9,]*(?:[.][0-9]+)?{SPACE}*[万wW]?[+＋]?"
_COUNTER = (
    rf"(?:本文|已|共|被|总|页面|文章|今日)*(?:{COUNTED})(?:次数|人数|人次|总数|总量|量|数|率)?"
    rf"(?:{SPACE}*[:：]?{SPACE}*[\[【(（]?{SPACE}*{_AMOUNT}(?:{SPACE}*[)）\]】])?{SPACE}*(?:人次|[次人条])?"
    rf"|{SPACE}*[:：]{SPACE}*(?:[次人条]{SPACE}*|[\[(（]{SPACE}*[)）\]]{SPACE}*)?(?={SPACE}|$))"
    rf"|(?:已有|共有|已)?{SPACE}*{_AMOUNT}{SPACE}*(?:人次|[次人条])?{SPACE}*(?:{COUNTED})(?:过|量)?{_ENDS}"
)
_SIZE = r"(?:特大|超大|[大中小]|A[+-]?|T)[号字]?"
_OPEN_SIZE, _SHUT_SIZE = r"[\[【(（\s/／|｜、·]*", r"[\]】)）]?"
_SIZES = (
    rf"(?:字[体号](?:大小)?|字型大小){SPACE}*[:：]?{SPACE}*(?:{_OPEN_SIZE}(?:{_SIZE}|默认){_SHUT_SIZE})*+"
    rf"|{_SIZE}{_SHUT_SIZE}(?:{_OPEN_SIZE}{_SIZE}{_SHUT_SIZE}){{1,3}}{_ENDS}"
)
_BUTTON = (
    rf"(?:{BUTTONS})(?:本[页文]|此[页文]|窗口|全文|好友|新闻)?(?:{SPACE}*[:：]?{SPACE}*[(（][0-9]*[)）])?(?!{SPACE}*[:：]){_ENDS}"
    rf"|分享[到至]?{SPACE}*[:：]?(?:{SPACE}*(?:微信|微博|新浪微博|QQ空间|QQ|朋友圈|空间|更多))*{_ENDS}"
)
_PAGE = re.compile(rf"{_COUNTER}|{_SIZES}|{_SET_OFF}(?:{_BUTTON})")
_ORIGINAL = re.compile(rf"{_SET_OFF}(?:原创|转载|首发|独家){_ENDS}")
_PLACE = re.compile(
    rf"{_SET_OFF}(?:(?:发[表布]于|IP属地{SPACE}*[:：]?){SPACE}*{_HAN}{{2,6}}|(?:{PROVINCES})){_ENDS}"
)
_NAMES = rf"{NAME}(?:{SPACE}*[、，,]{SPACE}*{NAME}|{SPACE}+(?!(?:{WRITERS})){NAME})*"
_WRITER = re.compile(
    rf"(?P<key>(?:{OWN_MEDIA}|特约|见习|实习|全媒体)*(?:{WRITERS})){SPACE}*[:：]?{SPACE}*"
    rf"(?P<value>{_NAMES})(?:{SPACE}*(?:报道|摄影?|文))?{_ENDS}"
)
_STAFFED = re.compile(rf"(?:{STAFF})(?:{SPACE}*[:：|｜丨/／]{SPACE}*|{SPACE}+){_NAMES}{_ENDS}")
# 记者陈小禾／石桥报道
_REPORTED = re.compile(
    rf"(?:(?:{WRITERS}){SPACE}*)?(?P<value>{NAME}){SPACE}*[/／]{SPACE}*(?:{_HAN}{{2,6}}{SPACE}*)?报[道导]{_ENDS}"
)
_STROKE = re.compile(
    rf"(?P<key>{STROKE_KEYS}){SPACE}*(?:[|｜丨/／]{SPACE}*|{SPACE}(?={SPACE}*\S))"
    r"(?P<value>[^\s，。；！？:：|｜丨/／()（）【】\[\]]{2,16})"
)
_MEDIUM = re.compile(rf"{_SET_OFF}(?P<value>[\u4e00-\u9fffA-Za-z0-9]{{1,12}}?(?:{MEDIA})){_ENDS}")
_NAMED = re.compile(rf"{_SET_OFF}(?P<value>{PERSON}){_ENDS}")
_UNIT = re.compile(rf"(?<=\W)(?P<value>{_HAN}{{2,20}}?(?:{BODIES})){_ENDS}")  # never the first
_EDITION = re.compile(
    rf"第?{SPACE}*[A-Z]?[0-9]{{1,3}}{SPACE}*版(?:{SPACE}*[:：]{SPACE}*{_HAN}{{2,8}})?{_ENDS}"
)
_BETWEEN = re.compile(r"[\s|｜丨/／·•・,，;；【】\[\]()（）〔〕—－-]*")
_GAP = r"[\s|｜丨/／·•,，;；【\[(（】\])）]"
_WIDE_KEY = "|".join(
    k if len(k) > 2 else f"{k[0]}{SPACE}*{k[1:]}" for k in KEY.split("|") if "?" not in k
)
_ANY_KEY = rf"(?:{KEY}|{_WIDE_KEY})"
_STOP = (
    rf"{_ANY_KEY}{SPACE}*[:：]|{_GAP}+(?:{_PAGE.pattern}|{_STAFFED.pattern}|{STROKE_KEYS}{SPACE}*[|｜丨/／]|(?:{WRITERS}){SPACE}*[:：]?{SPACE}*{NAME}{_ENDS})"
    rf"|(?:(?:发布|发表|更新|刊登)[:：]{SPACE}*)?{_STAMP}(?={_GAP}|$)"
)
_FIELD = re.compile(
    rf"(?:(?<!收稿)(?<!截止)(?<!抓取)(?<!采集)(?P<key>{_ANY_KEY}){SPACE}*[:：]"
    rf"|(?<=[【\[])(?P<named>{KEY})[】\]]{SPACE}*[:：]?(?=[^，。；！？]{{2,}}$)){SPACE}*"
    rf"(?P<value>(?:(?!{_STOP})[^。！？；]){{0,{LONGEST_VALUE}}})"
)
# … or with whatever else stands behind its key: 日期：2021年3月5日　晴
_LOOSE_FIELD = re.compile(
    rf"(?P<key>{_ANY_KEY}){SPACE}*[:：]{SPACE}*"
    rf"(?P<value>(?:(?!{_ANY_KEY}{SPACE}*[:：])[^。！？；]){{0,{LONGEST_VALUE}}})"
)
# Of a public account: 原创 林小禾 石桥通讯 2021-03-05 10:20 石桥. Its writer may have any name.
_WORD = r"[^\s，。！？：:|｜丨/／【】（）()]"
_ACCOUNT = re.compile(
    rf"{SPACE}*(?:(?P<own>原创){SPACE}*[:：]?{SPACE}+(?:(?P<author>{_WORD}{{2,12}}){SPACE}+)?"
    rf"(?:(?P<origin>{_WORD}{{2,20}}){SPACE}+)?"
    rf"|(?:(?P<by>{NAME}){SPACE}+)?(?P<of>{_WORD}{{2,20}}){SPACE}+(?=.*(?:发表于|发布于|{PROVINCES})))"
    rf"(?:微信公众号{SPACE}+)?(?P<date>{_STAMP})(?:{SPACE}+(?:发[表布]于)?{SPACE}*{_HAN}{{2,6}})?{SPACE}*"
)
_FROM_ACCOUNT = re.compile(
    rf"{SPACE}*[（(]?(?:以下)?(?:本?文章?|内容)来源于?{SPACE}*[:：]?{SPACE}*(?:公众号)?{SPACE}*"
    rf"(?P<origin>[\u4e00-\u9fffA-Za-z0-9]{{2,16}}?){SPACE}*[，,]?{SPACE}*作者{SPACE}*[:：]?{SPACE}*"
    rf"(?P<author>{_WORD}{{2,6}}){SPACE}*[）)]?"
)
_KINDS = tuple((kind, re.compile(keys)) for kind, keys in LINE_KEYS.items())
_PATTERNS = (
    ("date", _DATED),
    ("clock", _CLOCK_ALONE),
    ("page", _PAGE),
    ("field", _FIELD),
    ("writer", _REPORTED),
    ("writer", _WRITER),
    ("stroke", _STROKE),
    ("page", _ORIGINAL),
    ("", _STAFFED),
    ("", _PLACE),
    ("", _EDITION),
    ("medium", _MEDIUM),
    ("name", _NAMED),
    ("unit", _UNIT),
)
_BRACKETS = ("【", "[")
_AT_END = " \t\xa0\u3000|｜丨/／·•,，;；-—【[(（"


class Item(NamedTuple):
    """An item of a posting: its kind, and where its value stands.

    The kind is one of `model.FACTS`; `page` for what is the page's own; "" for what readers need
    not know. `weak`: said of the page rather than of the text. `together`: one of several who wrote
    the text, called by what he is: 记者 林小禾 通讯员 周满.
    """

    kind: str
    start: int
    end: int
    weak: bool = False
    together: bool = False


def simplified(line: str) -> str:
    """A line with those Traditional characters replaced that the tables hold, each in its place.

    >>> simplified("來源：石橋通訊　記者：陳小禾")
    '来源：石橋通讯　记者：陈小禾'
    """
    return line.translate(_TABLE) if _OTHER.search(line) else line


def posting(line: str) -> tuple[Item, ...]:
    """The items of a line that is a posting and states a fact; none if it is anything else.

    >>> line = "2021-03-05 08:30  来源：石桥通讯  作者：林禾  点击：12  【打印】"
    >>> [line[i.start : i.end] for i in posting(line) if i.kind in ("date", "origin", "author")]
    ['2021-03-05 08:30', '石桥通讯', '林禾']
    >>> posting("2021-03-05 渠上开工"), posting("点击：12 【打印】")
    ((), ())
    """
    if not line or line[-1] in _NEVER_LAST:
        return ()
    kinds, told = _read(line)
    if not any(item.kind not in ("", "page") for item in told):
        return ()
    if "account" in kinds:
        return told
    if kinds & {"field", "stroke"} and ("field" in kinds or "date" in kinds or len(told) > 1):
        return told
    with_date = "date" in kinds and bool(kinds & {"page", "medium", "writer"})
    return told if with_date else ()


def keyed(line: str) -> tuple[Item, ...]:
    """The items of a line that names what it says, be it no more than 编辑：林禾 or 点击：12.

    >>> [len(keyed(x)) for x in ("〔责任编辑：林禾〕", "日期：2021年3月5日　晴", "渠水：就是生命")]
    [1, 1, 0]
    """
    if not _names(line) or line[0] in _NEVER_FIRST:
        return ()
    kinds, told = _read(line)
    return told if "key" in kinds else ()


def is_posted(line: str) -> bool:
    """Whether a line is a posting with something that is the page's own: a counter, a button.

    >>> is_posted("来源：石桥通讯  阅读：12"), is_posted("来源：石桥通讯  作者：林小禾")
    (True, False)
    """
    return any(item.kind == "page" for item in posting(line))


def _names(line: str) -> bool:
    """Whether a line may name what it says."""
    return ":" in line or "：" in line or line.startswith(_BRACKETS)


@lru_cache(REMEMBERED)
def _read(line: str) -> tuple[frozenset[str], tuple[Item, ...]]:
    """What a line holds, item by item, and by which patterns; nothing if something else stands
    between."""
    dated = _YEAR.search(line) is not None
    taken = "来源于" in line or "來源於" in line
    if len(line) > LONGEST or not (_names(line) or dated or taken):
        return frozenset(), ()  # most lines, and this looks at every one
    known = plain(simplified(line))
    account = _ACCOUNT if dated else _FROM_ACCOUNT if taken else None
    if account and (m := account.fullmatch(known)):
        return frozenset({"account"}), _of_account(m)
    kinds: set[str] = set()
    out: list[Item] = []
    at = key = 0
    while True:
        between = _BETWEEN.match(known, at)
        at = between.end() if between else at
        if at == len(known):
            return frozenset(kinds), tuple(out)
        here = ((name, pattern.match(known, at)) for name, pattern in _PATTERNS)
        name, m = next(((name, m) for name, m in here if m is not None and m[0]), ("", None))
        if m is None and "key" in kinds:
            out, name = [item for item in out if item.start < key], "loose"
            m = _LOOSE_FIELD.match(known, key)
        if m is None or m.end() <= at:
            return frozenset(), ()
        kinds.add(name)
        counts = name == "page" and not out and _LOOSE_FIELD.match(known, at)
        if counts or any(m.groupdict().get(group) for group in ("key", "named")):
            kinds.add("key")
            key = m.start()
        out.append(_item(known, name, m))
        at = m.end()


def _item(line: str, name: str, m: re.Match[str]) -> Item:
    if name in ("page", "clock", ""):
        return Item("" if name == "clock" else name, *m.span())
    if name == "date":
        return Item("date", *m.span("date"), weak=m["key"] in WEAK_DATES)
    start, end = m.span("value")
    value = line[start:end].rstrip(_AT_END)
    for opening, closing in ("（）", "()", "【】", "[]"):
        while value.endswith(closing) and value.count(closing) > value.count(opening):
            value = value[:-1].rstrip(_AT_END)
    end = start + len(value)
    if name in ("writer", "name"):
        return Item("author", start, end, together=name == "writer")
    if name == "medium":
        return Item("origin", start, end)
    if name == "unit":
        return Item("organisation", start, end)
    key = re.sub(r"\s", "", m["key"] or m["named"])
    if name == "stroke" and key in ("文", "图文", "文图", "记者"):
        return Item("author", start, end)
    kind = next((k for k, keys in _KINDS if keys.fullmatch(key)), "")
    counts = kind == "" and re.fullmatch(COUNTED + "|字[体号]", key) is not None
    together = kind == "author" and key == "通讯员"
    kind = "page" if counts else kind if value else ""
    return Item(kind, start, end, key in WEAK_DATES, together)


def _of_account(m: re.Match[str]) -> tuple[Item, ...]:
    """The items of what a public account writes above a text, or below one it took over."""
    if m.re is _FROM_ACCOUNT:
        return Item("origin", *m.span("origin")), Item("author", *m.span("author"))
    out = [Item("date", *m.span("date")), Item("page", *m.span())]
    if m["own"]:
        lone = m["author"] if not m["origin"] else None
        if lone and not re.fullmatch(NAME, lone):
            out.append(Item("origin", *m.span("author")))
        elif m["author"]:
            out.append(Item("author", *m.span("author")))
        if m["origin"]:
            out.append(Item("origin", *m.span("origin")))
        return tuple(out)
    if m["by"]:
        out.append(Item("author", *m.span("by")))
    return (*out, Item("origin", *m.span("of")))
