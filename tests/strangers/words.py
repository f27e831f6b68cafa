"""What fills the placeholders of texts and forms. All names are invented."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from random import Random

SURNAMES = "沈陶严顾许贺汪卢薛邱"
GIVEN = ("渠生", "文澜", "小满", "守田", "秋禾", "竹青", "若水", "长河")
PLACES = ("柳湾镇", "石桥村", "青禾乡", "双井街", "望河村", "南塘镇", "云岭乡", "东埠")
UNITS = ("市档案馆", "县水务站", "第三机修厂", "城西养路段", "区图书馆", "园林所")
HOSTS = ("qingwenku", "xiezuobang", "fanwenhe", "wendao8", "shucaoge", "ziliaojia")
SITES = ("青文库", "写作帮手网", "范文盒子", "文稻网", "书草阁", "资料之家")
NICKS = ("晚风吹麦浪", "不吃香菜", "river_77", "老船工", "豆瓣酱", "一碗阳春面")
MAILS = ("tougao", "bianji", "service")
WEATHER = ("晴", "多云", "小雨", "阴转晴", "雪")
WEEKDAYS = "一二三四五六日"
# Of the same place in a list as the site, so that no more is left to chance than before.
PAPERS = ("柳湾日报", "青禾晚报", "双井时报", "东埠快报", "南塘周报", "云岭工人报")
SCHOOLS = ("柳湾镇中心小学", "双井中学", "东埠职校", "石桥村小", "南塘一中", "云岭师范")
ACCOUNTS = ("柳湾拾光", "渠边夜话", "双井发布", "南塘青年说", "老厂旧事", "云岭微讯")
JOURNALS = ("基层档案", "水务论坛", "乡镇研究", "图书馆学习", "养路通讯", "园林园地")
ENDS = (".com", ".cn", ".net", ".org", ".cc", ".com.cn")
BOOKS = ("渠水集", "灯下文存", "工作材料选编", "河滩旧稿", "柳湾文丛", "三年文录")
_WIDE = str.maketrans({c: c + 0xFEE0 for c in range(0x21, 0x7F)})
_CHINESE = "零一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ENGLISH = (
    *("Zero", "One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)


def chinese(n: int, digits: str = _CHINESE, ten: str = "十") -> str:
    """A number from 1 to 99 in Chinese.

    >>> [chinese(n) for n in (3, 10, 12, 20, 34)]
    ['三', '十', '十二', '二十', '三十四']
    """
    tens, one = divmod(n, 10)
    head = "" if not tens else ten if tens == 1 else digits[tens] + ten
    return head + (digits[one] if one else "")


def roman(n: int) -> str:
    """A number in Roman signs.

    >>> roman(14)
    'XIV'
    """
    out = ""
    for value, sign in _ROMAN:
        out += sign * (n // value)
        n %= value
    return out


def numbers(n: int) -> Mapping[str, str]:
    """The placeholders of an article's number."""
    return {
        "n": str(n),
        "z": f"{n:02}",
        "zzz": f"{n:03}",
        "wide": str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
        "c": chinese(n),
        "C": chinese(n, _CAPITAL, "拾"),
        "R": roman(n),
        "r": roman(n).lower(),
        "o": chr(0x2460 + n - 1),
        "bracketed": chr(0x2474 + n - 1),
        "dotted": chr(0x2488 + n - 1),
        "han": chr(0x3220 + n - 1) if n <= 10 else f"({chinese(n)})",
        "A": chr(64 + n),
        "low": chr(96 + n),
        "U": chr(0x2160 + n - 1) if n <= 12 else roman(n),
        "neg": chr(0x2776 + n - 1) if n <= 10 else chr(0x24EB + n - 11),
        "key": "".join(f"{d}\ufe0f\u20e3" for d in str(n)),
        "branch": "子丑寅卯辰巳午未申酉戌亥"[(n - 1) % 12],
        "sky": "天地玄黄宇宙洪荒日月盈昃辰宿列张"[n - 1],
        "hundred": str(100 + n),
        "stem": "甲乙丙丁戊己庚辛壬癸子丑寅卯"[n - 1],
        "closed": chr(0x3280 + n - 1) if n <= 10 else f"({chinese(n)})",
        "double": chr(0x24F5 + n - 1) if n <= 10 else chr(0x24EB + n - 11),
        "rounded": chr(0x24D0 + n - 1),
        "zwide": f"{n:02}".translate(_WIDE),
        "en": _ENGLISH[n] if n < len(_ENGLISH) else str(n),
    }


def person(rng: Random) -> str:
    """A name."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def of_file(rng: Random) -> dict[str, str]:
    """The placeholders that are the same in all of a file."""
    at = rng.randrange(len(HOSTS))
    return {
        "site": SITES[at],
        "host": f"www.{HOSTS[at]}.example",
        "Host": f"WWW.{HOSTS[at].upper()}.EXAMPLE",
        "name": HOSTS[at],
        "web": f"www.{HOSTS[at]}-demo{ENDS[at]}",
        "web_spaced": " ".join(f"www.{HOSTS[at]}-demo{ENDS[at]}"),
        "web_wide": f"www.{HOSTS[at]}-demo{ENDS[at]}".translate(_WIDE),
        "web_comma": f"www.{HOSTS[at]}-demo.{ENDS[at][1]},{ENDS[at][2:]}",
        "web_stops": f"www。{HOSTS[at]}-demo{ENDS[at].replace('.', '。')}",
        "phone": f"1390000{at}28{at}",
        "mail": f"{rng.choice(MAILS)}@{HOSTS[at]}.example",
        "qq": str(rng.randrange(10**8, 10**9)),
        "tel": f"400-{rng.randrange(100, 999)}-{rng.randrange(1000, 9999)}",
        "city": rng.choice(PLACES),
        "unit": rng.choice(UNITS),
        "year": str(rng.randrange(2009, 2024)),
        "k": str(rng.randrange(12, 980)),
        "paper": PAPERS[at],
        "school": SCHOOLS[at],
        "account": ACCOUNTS[at],
        "journal": JOURNALS[at],
        "book": BOOKS[at],
    }


def of_article(rng: Random, day: datetime.date) -> dict[str, str]:
    """The placeholders of an article that have nothing to do with its number or title."""
    return {
        "d": day.isoformat(),
        "dc": f"{day.year}年{day.month}月{day.day}日",
        "ds": f"{day.year}/{day.month}/{day.day}",
        "dp": f"{day.year}.{day.month:02}.{day.day:02}",
        "dm": f"{day.month}月{day.day}日",
        "month": str(day.month),
        "week": WEEKDAYS[day.weekday()],
        "weather": rng.choice(WEATHER),
        "time": f"{rng.randrange(7, 23):02}:{rng.randrange(60):02}",
        "a": person(rng),
        "to": person(rng),
        "nick": rng.choice(NICKS),
        "place": rng.choice(PLACES),
        "hits": str(rng.randrange(50, 9000)),
        "few": str(rng.randrange(2, 60)),
        "id": str(rng.randrange(10000, 99999)),
    }
