"""What a text says about itself: date, author, origin, genre, and the lines that say so.

Facts come from lines and brackets of a text's own: `来源：…  作者：…  时间：…`, a date alone
on a line, `（文/…）`, a signature and a date at the end. A fact line is taken out of the text
and kept as a fact; what stands inside a sentence is read and left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from wenji.lines import REMEMBERED
from wenji.model import Facts
from wenji.numbering import value

LONGEST_FACTS, LONGEST_ITEMS = 120, 60  # characters of a line that states facts

_SPACE = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
_KEYS = {
    "origin": "来源|文章来源|稿源|出处|摘自|信息来源|资料来源|来自|转自|转载自|选自|原载|稿件来源"
    "|发文单位|发文机关|发布机构|供稿单位|来稿单位",
    "author": "作者|撰稿人?|撰文|供稿人?|执笔人?|撰写人?|起草人?|投稿人|来稿人|演讲人"
    "|发言人|报告人|汇报人|讲话人|主讲人?"
    "|宣讲人|讲述人|整理人?|文",
    "date": "时间|日期|更新时间|发布时间|发布日期|更新日期|发表时间|写作时间|编辑时间"
    "|成文日期|印发时间|印发日期|成稿时间"
    "|更新",
    "": "点击数?|浏览次数|阅读次数|点击率|浏览量|阅读量|访问量|人气|字号|字体|编辑|责任编辑|栏目"
    "|分类|标签|关键词|责编|审核|校对|审稿|上传|上传者|提交人|发布者|发布人|录入|评论|阅读|浏览|点击|字数|文号"
    "|索引号|作者简介|作者单位",
}
_KEY = "|".join(k for keys in _KEYS.values() for k in keys.split("|") if k != "文")
_FIELD = re.compile(rf"({_KEY}){_SPACE}*[:：]{_SPACE}*((?:(?!(?:{_KEY}){_SPACE}*[:：]).)*)")
_FACT_LINE = re.compile(
    rf"{_SPACE}*[（(【\[]?{_SPACE}*"
    rf"(?:(?:{_KEY}){_SPACE}*[:：](?:(?!(?:{_KEY})[:：])[^。！？；]){{0,40}}"
    rf"{_SPACE}*[|｜/；;]?{_SPACE}*)+[）)】\]]?{_SPACE}*"
)
_YEAR = r"(?P<y>(?:19|20)[0-9]{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<d>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DATE = re.compile(
    rf"{_YEAR}{_SPACE}*[年.\-/]{_SPACE}*{_MONTH}{_SPACE}*[月.\-/]{_SPACE}*{_DAY}(?:{_SPACE}*[日号])?(?![0-9])"
)
_DATE_LINE = re.compile(
    rf"{_SPACE}*[（(【\[]?{_SPACE}*{_DATE.pattern}{_SPACE}*(?:[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?)?{_SPACE}*[）)】\]]?{_SPACE}*"
)
_BYLINE = re.compile(r"[（(]\s*(?:文|作者|供稿|撰稿)\s*[/／:：]\s*([^（()）/／:：]{2,20}?)\s*[）)]")
_UNIT_AND_NAME = re.compile(
    rf"(?:[\u4e00-\u9fff0-9]{{2,12}}{_SPACE}+){{1,2}}([\u4e00-\u9fff]{{2,3}})"
)
# The most frequent surnames; two characters long ones first.
SURNAME = (
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|慕容|令狐|公孙|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程"
    "曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
    "龙万段雷钱汤尹黎易常武乔贺赖龚文])"
)
_NAME = rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}"
_NAME_LINE = re.compile(
    rf"{_SPACE}*[（(\[【]?[□■●◎○◇◆▲△☆★—]{{0,2}}{_SPACE}*(?:文{_SPACE}*)?{_NAME}{_SPACE}*[）)\]】]?{_SPACE}*"
)
# Facts without a key and a colon: a line of nothing but dates, times, names, units, keys with a
# stroke or in brackets, each set off from the next.
_UNIT = (
    r"[\u4e00-\u9fff0-9]{1,12}(?:[县市区乡镇村局站校学部委会院所处室科队班厂社系馆办]"
    r"|公司|中心|支部|小组|大队|机关|日报|通讯|晚报)"
)
_ITEM = (
    rf"(?:{re.sub(r'[?]P<[ymd]>', '?:', _DATE.pattern)}"
    rf"|[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?|星期[一二三四五六日天]"
    rf"|[■□●◎◆▲★]?{_SPACE}*(?:本报|本刊|本网|特约)?(?:记者|通讯员|学员|姓名"
    rf"|作者){_SPACE}*[:：|｜丨/／]?{_SPACE}*{_NAME}(?:[、 ]{_NAME})?(?:报道|摄)?"
    rf"|[【\[](?:{_KEY})[】\]]{_SPACE}*[:：]?{_SPACE}*[^，。；！？]{{2,20}}"
    rf"|(?:作者|来源|文|图|撰文|编辑|供稿){_SPACE}*[|｜丨/／]{_SPACE}*[^，。；！？]{{2,16}}"
    rf"|(?:发布|发表|更新|刊登|刊载|写)于{_SPACE}*{re.sub(r'[?]P<[ymd]>', '?:', _DATE.pattern)}"
    rf"|(?:选自|原载|摘自|转自|转载自|来自)(?:于)?{_SPACE}*(?:《[^《》]{{2,20}}》|{_UNIT})"
    rf"|[■□●◎◆▲★]{_SPACE}*(?:文{_SPACE}*[/／]?{_SPACE}*)?(?:{_UNIT}{_SPACE}+)?{_NAME}|{_NAME}{_SPACE}*[/／]{_SPACE}*文"
    rf"|[\u4e00-\u9fff]{{1,6}}[〔\[（(]20[0-9]{{2}}[〕\]）)]{_SPACE}*(?:第{_SPACE}*)?[0-9]{{1,4}}{_SPACE}*号"
    rf"|(?i:by){_SPACE}+\S{{2,12}}|(?i:date){_SPACE}*[:：]{_SPACE}*20[0-9.\-/]{{6,8}})"
)
_WHO = rf"(?:{_UNIT}|{_NAME})"
_ITEMS_LINE = re.compile(
    rf"{_SPACE}*[（(\[【]?{_SPACE}*(?:(?:{_WHO}(?:{_SPACE}+|[，,]))?{_ITEM}(?:(?:{_SPACE}+|[，,|｜])(?:{_ITEM}|{_WHO}))*"
    rf"|{_UNIT}{_SPACE}+{_NAME}){_SPACE}*[）)\]】]?{_SPACE}*"
    rf"|{_SPACE}*[（(]{_NAME}[）)]{_SPACE}*"
)
_NAMELESS = frozenset(
    {"网络", "互联网", "佚名", "未知", "不详", "本站", "本站原创", "转载", "admin", "原创"}
)

# Genres, and the words at a title's end that name them; first match wins.
GENRES: tuple[tuple[str, str], ...] = (
    ("心得体会", r"心得(?:体会)?|体会|感悟|感想|读后感|观后感|学习笔记|读书笔记|随笔"),
    ("讲话", r"讲话稿?|致辞|致词|发言稿?|演讲稿?|讲稿|开幕词|闭幕词|主持词|党课"),
    ("通知", r"通知|通告|公告|启事"),
    ("方案", r"方案|预案|计划|规划|安排|要点|打算|清单"),
    ("总结", r"总结|小结|汇报|述职.{0,4}报告|情况报告|工作报告"),
    ("调研报告", r"调研报告|调查报告|考察报告|调研|调查"),
    ("经验材料", r"经验.{0,4}材料|典型材料|事迹.{0,2}材料|交流材料|经验|做法|纪实|侧记"),
    ("倡议书", r"倡议书?|公开信|承诺书|申请书|思想汇报"),
    ("法规", r"(?<!工作)(?:条例|办法|规定|细则|守则|制度|章程|法)$"),
    ("论文", r"研究|探析|浅谈|浅析|论|思考|探讨|初探|分析"),
)
_GENRES = tuple((name, re.compile(pattern)) for name, pattern in GENRES)


@lru_cache(REMEMBERED)
def is_fact_line(line: str) -> bool:
    """Whether a line only states facts about a text.

    >>> is_fact_line("来源：云溪日报  作者：林禾  更新时间：2019-04-24"), is_fact_line("2020-05-01")
    (True, True)
    >>> is_fact_line("时间：就是生命，我们要抓紧。")
    False
    """
    if len(line) > LONGEST_FACTS:
        return False
    if _FACT_LINE.fullmatch(line) or _DATE_LINE.fullmatch(line):
        return True
    return len(line) <= LONGEST_ITEMS and bool(_ITEMS_LINE.fullmatch(line))


def is_byline(line: str) -> bool:
    """Whether a line only says who wrote: 第二支部 1102班 林小禾, （文/溪边草）."""
    return bool(_UNIT_AND_NAME.fullmatch(line) or _BYLINE.fullmatch(line))


def is_name(line: str) -> bool:
    """Whether a line may hold a person's name and nothing else: 林小禾, （文 林小禾）, □ 林小禾.

    >>> is_name("□ 林小禾"), is_name("修渠")
    (True, False)
    """
    return bool(_NAME_LINE.fullmatch(line))


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing else, perhaps in brackets."""
    return bool(_DATE_LINE.fullmatch(line))


def iso_date(text: str) -> str | None:
    """The first whole date in `text`, ISO 8601; None if there is none or it cannot be.

    >>> iso_date("二〇二一年五月十八日"), iso_date("2019.4.24"), iso_date("2019年13月1日")
    ('2021-05-18', '2019-04-24', None)
    """
    for m in _DATE.finditer(text):
        year, month, day = (value(m[k].lstrip("0").replace("○", "〇")) for k in "ymd")
        if year and month and day:
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                continue
    return None


def facts_of_lines(lines: Sequence[str]) -> Facts:
    """The facts that fact lines state, the first of each kind."""
    found: dict[str, str] = {}
    for line in lines:
        fields = list(_FIELD.finditer(line))
        for m in fields:
            kind = next((k for k, keys in _KEYS.items() if re.fullmatch(keys, m[1])), "")
            content = m[2].strip(" \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}|｜/）)】]")
            if kind and content and content not in _NAMELESS:
                said = iso_date(content) if kind == "date" else content
                if said:
                    found.setdefault(kind, said)
        if not fields and (said := iso_date(line)):
            found.setdefault("date", said)
    return Facts(found.get("date"), found.get("author"), found.get("origin"))


def facts_of_text(title: str, paragraphs: Sequence[str]) -> Facts:
    """Facts from an article's own words: a byline, the signature and date at its end, genre."""
    author = next((m[1] for p in paragraphs if (m := _BYLINE.search(p))), None)
    if author is None:
        author = next((m[1] for p in paragraphs[:2] if (m := _UNIT_AND_NAME.fullmatch(p))), None)
    said = None
    for p in paragraphs[-3:]:
        if len(p) <= 40 and (d := iso_date(p)):
            said = d
    for p in paragraphs[:2]:
        if said is None and len(p) <= 30 and _DATE_LINE.fullmatch(p):
            said = iso_date(p)
    return Facts(date=said, author=author, genre=genre_of(title))


def genre_of(title: str) -> str | None:
    """The genre that a title names.

    >>> genre_of("在春耕动员会上的讲话"), genre_of("青禾镇纪行")
    ('讲话', None)
    """
    return next((name for name, pattern in _GENRES if pattern.search(title)), None)


def merged(first: Facts, second: Facts) -> Facts:
    """The facts of `first`, and of `second` where it has none."""
    return Facts(
        date=first.date or second.date,
        author=first.author or second.author,
        origin=first.origin or second.origin,
        genre=first.genre or second.genre,
    )
