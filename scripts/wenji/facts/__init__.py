"""The lines by which a text says something about itself, told by their form.

`来源：…  作者：…  时间：…`, a date alone on a line, `（文/…）`, a name, a unit and a date. A line
that only states facts is taken out of the text; what it states is read by `stated`. These
functions look at every line of every source, several times. `postings` reads lines that name what
they say, item by item; the patterns here are for those that name nothing.

What a line states is worked out in the other modules: `headers` (blocks of fields with names above
a text), `mastheads` (such blocks without names: journals, letterheads), `official` (documents and
laws), `reporters` (datelines and who reported), `genres`, `dates`; `stated` asks them all in their
order of precedence, and returns each fact as `said.Said`, with its place. Words stand in `words`
and `genre_words`. `notes/facts.md` has the order of precedence for editors.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wenji.facts.dates import ANY_DATE, DATE, DAY, MONTH, SPACE, YEAR, plain
from wenji.facts.postings import KEY, NAME, PERSON, is_posted, keyed, posting, simplified
from wenji.facts.words import (
    AGENCIES,
    COLOPHON_KEYS,
    DONE,
    HOUR,
    SCENES,
    TAKEN_FROM,
    TEXT_KEYS,
)
from wenji.lines import REMEMBERED

__all__ = [
    "BYLINE",
    "NAME",
    "PERSON",
    "UNIT_AND_NAME",
    "behind_address",
    "is_below_title",
    "is_byline",
    "is_colophon",
    "is_date_line",
    "is_dateline",
    "is_fact_line",
    "is_name",
    "is_part_of_date",
    "is_posted",
    "states",
]

LONGEST_FACTS, LONGEST_ITEMS = 120, 60  # characters of a line that states facts
LONGEST_DATE = 60

_DATELINE = re.compile(
    rf"[　 ]*[（(【]?(?:(?:本报|本刊|本台|本网|本社)(?:讯|消息|电)|(?:{AGENCIES})[^，。]{{0,16}}电"
    rf"|(?:本报|本刊|本网|本台|{AGENCIES})(?:记者|通讯员)"
    r"|(?:本报|本网|本台|本社)[^，。]{0,8}[0-9０-９]{1,2}月[0-9０-９]{1,2}日[电讯])"
)
_COLOPHON = re.compile(rf"(?:{COLOPHON_KEYS}){SPACE}*[:：|｜丨/／]")
_DATE_LINE = re.compile(
    rf"{SPACE}*[（(【\[]?{SPACE}*{DATE}{SPACE}*{HOUR}?{DONE}?(?:[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?)?{SPACE}*[）)】\]]?{SPACE}*"
)
_PART_OF_DATE = re.compile(
    rf"{SPACE}*[（(]?{SPACE}*(?:{YEAR}{SPACE}*年{SPACE}*{MONTH}{SPACE}*月"
    rf"|{MONTH.replace('<m>', '<n>')}{SPACE}*月{SPACE}*{DAY}{SPACE}*[日号])?{SPACE}*[）)]?{SPACE}*"
)
BYLINE = re.compile(r"[（(]\s*(?:文|作者|供稿|撰稿)\s*[/／:：]\s*([^（()）/／:：]{2,20}?)\s*[）)]")
UNIT_AND_NAME = re.compile(
    rf"(?:[\u4e00-\u9fff0-9]{{2,12}}{SPACE}+){{1,2}}([\u4e00-\u9fff]{{2,3}})"
)
_NAME_LINE = re.compile(
    rf"{SPACE}*[（(\[【]?[□■●◎○◇◆▲△☆★—]{{0,2}}{SPACE}*(?:文{SPACE}*)?{PERSON}{SPACE}*[）)\]】]?{SPACE}*"
)
# Facts without a key and a colon: a line of nothing but dates, times, names, units, keys with a
# stroke or in brackets, each set off from the next.
_UNIT = (
    r"[\u4e00-\u9fff0-9]{1,12}(?:[县市区乡镇村局站校学部委会院所处室科队班厂社系馆办]"
    r"|公司|中心|支部|小组|大队|机关|日报|通讯|晚报)"
)
_SITE = r"[\u4e00-\u9fffA-Za-z0-9]{1,12}(?:网站?|论坛|博客|公众号|频道|微博|文库)"
# Which number of a paper or journal, and its page: 2013年第4期, 2013年5月11日第5版.
_ISSUE = (
    rf"(?:{SPACE}*[，,]?{SPACE}*(?:{ANY_DATE}|(?:19|20)[0-9]{{2}}年"
    rf"|第?{SPACE}*[0-9]{{1,4}}{SPACE}*[期版卷])){{0,3}}"
)
_ITEM = (
    rf"(?:{ANY_DATE}"
    rf"|[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?|星期[一二三四五六日天]"
    rf"|[■□●◎◆▲★]?{SPACE}*(?:本报|本刊|本网|特约)?(?:记者|通讯员|学员|姓名"
    rf"|作者){SPACE}*[:：|｜丨/／]?{SPACE}*{NAME}(?:[、 ]{NAME})?(?:报道|摄)?"
    rf"|(?:作者|来源|文|图|撰文|编辑|供稿){SPACE}*[|｜丨/／]{SPACE}*[^，。；！？]{{2,16}}"
    rf"|(?:发布|发表|更新|刊登|刊载|写)于{SPACE}*{ANY_DATE}"
    rf"|(?:{TAKEN_FROM}|来自)(?:于)?{SPACE}*(?:《[^《》]{{2,20}}》{_ISSUE}|{_UNIT}|{_SITE})"
    rf"|[■□●◎◆▲★]{SPACE}*(?:(?:文{SPACE}*[/／]?{SPACE}*)?(?:{_UNIT}{SPACE}+)?{NAME}|{_UNIT})|{NAME}{SPACE}*[/／]{SPACE}*文"
    rf"|[\u4e00-\u9fff]{{1,6}}[〔\[（(]20[0-9]{{2}}[〕\]）)]{SPACE}*(?:第{SPACE}*)?[0-9]{{1,4}}{SPACE}*号"
    rf"|(?i:by){SPACE}+\S{{2,12}}|(?i:date){SPACE}*[:：]{SPACE}*20[0-9.\-/]{{6,8}})"
)
# As journals print it below a paper, with no colon.
_EDITED = re.compile(rf"(?:责任编辑|责编){SPACE}+{PERSON}(?:{SPACE}+{PERSON})?")
_OWN_KEY = "|".join((*SCENES, *(name for names in TEXT_KEYS.values() for name in names)))
_BELOW_TITLE = re.compile(rf"{SPACE}*(?:[—－―]{{2}}|(?:{_OWN_KEY}){SPACE}*[:：])")
_WHO = rf"(?:{_UNIT}|{NAME})"
_ITEMS_LINE = re.compile(
    rf"{SPACE}*[（(\[【]?{SPACE}*(?:(?:{_WHO}(?:{SPACE}+|[，,]))?{_ITEM}(?:(?:{SPACE}+|[，,|｜])(?:{_ITEM}|{_WHO}))*"
    rf"|{_UNIT}{SPACE}+{NAME}){SPACE}*[）)\]】]?{SPACE}*"
    rf"|{SPACE}*[（(]{NAME}[）)]{SPACE}*"
    rf"|{SPACE}*[—－―]{{2}}{SPACE}*(?:{TAKEN_FROM}){SPACE}*《[^《》]{{2,20}}》{_ISSUE}{SPACE}*"
)
# A site's address with the day on which it put the text in.
_ADDRESSED = re.compile(
    rf"{SPACE}*(?:[\u4e00-\u9fff]{{2,12}}{SPACE}*)?(?:https?://|(?i:www)\.)[!-~]{{4,60}}?{SPACE}*"
    rf"(?P<day>{ANY_DATE}){SPACE}*(?:[0-9]{{1,2}}(?:[:：][0-9]{{2}}){{1,2}})?"
    rf"{SPACE}*(?:(?:{KEY}){SPACE}*[:：]{SPACE}*[^，。；！？]{{2,20}})?"
)


def behind_address(line: str) -> int:
    """Where the day stands in a line that holds a site's address, a day, perhaps a field, and
    nothing else; 0 in any other.

    >>> behind_address("http://www.shiqiao.example 2021年03月05日10:31")
    27
    >>> behind_address("http://www.shiqiao.example 2021年03月05日发布了通知")
    0
    """
    addressed = "://" in line or "www" in line or "WWW" in line
    if not addressed or len(line) > LONGEST_FACTS:
        return 0
    m = _ADDRESSED.fullmatch(plain(line))
    return m.start("day") if m is not None else 0


@lru_cache(REMEMBERED)
def is_fact_line(line: str) -> bool:
    """Whether a line only states facts about a text.

    >>> is_fact_line("来源：云溪日报  作者：林禾  更新时间：2019-04-24"), is_fact_line("2020-05-01")
    (True, True)
    >>> is_fact_line("时间：就是生命，我们要抓紧。")
    False
    """
    if posting(line):
        return True
    if len(line) > LONGEST_FACTS:
        return False
    if keyed(line) or is_date_line(line) or behind_address(line):
        return True
    return len(line) <= LONGEST_ITEMS and bool(_ITEMS_LINE.fullmatch(line))


def is_colophon(line: str) -> bool:
    """Whether a line below a text is what its site says of it, and no signature.

    >>> is_colophon("（编辑：林禾　来源：云溪网）"), is_colophon("作者：林禾")
    (True, False)
    """
    if is_posted(line):
        return True
    if len(line) > LONGEST_FACTS or "，" in line or _COLOPHON.search(simplified(line)) is None:
        return False
    return is_fact_line(line)


def states(line: str) -> bool:
    """Whether a line is no remark of a site, whatever a page put on it: it states a fact.

    >>> states("来源：云溪日报　点击：12　【打印】"), states("点击：12　【打印】")
    (True, False)
    >>> states("责任编辑　林小禾"), states("责任编辑　渠边的水")
    (True, False)
    """
    spaced = line.startswith("责") and _EDITED.fullmatch(line) is not None
    return spaced or bool(posting(line)) or behind_address(line) > 0


def is_below_title(line: str) -> bool:
    """Whether a line belongs to the title above it: a subtitle, `地点：…`; itself it is no title.

    >>> is_below_title("——记石桥渠"), is_below_title("地点：村部"), is_below_title("通讯：水到了")
    (True, True, False)
    """
    return bool(_BELOW_TITLE.match(line))


def is_byline(line: str) -> bool:
    """Whether a line only says who wrote: 第二支部 1102班 林小禾, （文/溪边草）."""
    return bool(UNIT_AND_NAME.fullmatch(line) or BYLINE.fullmatch(line))


def is_name(line: str) -> bool:
    """Whether a line may hold a person's name and nothing else: 林小禾, （文 林小禾）, □ 林小禾.

    >>> is_name("□ 林小禾"), is_name("修渠"), is_name("石桥镇"), is_name("文集")
    (True, False, False, False)
    """
    return bool(_NAME_LINE.fullmatch(line))


def is_dateline(text: str) -> bool:
    """Whether a paragraph begins as a report does: 本报讯（记者 林禾）…, 新华社北京5月7日电….

    >>> is_dateline("本报讯（记者 林禾）渠水来了。"), is_dateline("新华社云溪5月7日电 渠水来了。")
    (True, True)
    """
    return _DATELINE.match(text) is not None


@lru_cache(REMEMBERED)
def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing else, perhaps in brackets."""
    return len(line) <= LONGEST_DATE and bool(_DATE_LINE.fullmatch(plain(line)))


def is_part_of_date(line: str) -> bool:
    """Whether a line holds a month with its year or its day and nothing else, as signatures do;
    a heading of a chronicle, or of a diary, does so too.

    >>> is_part_of_date("2021年12月"), is_part_of_date("三月五日"), is_part_of_date("12月")
    (True, True, False)
    """
    return _PART_OF_DATE.fullmatch(line) is not None
