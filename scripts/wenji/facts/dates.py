"""Dates as Chinese texts write them, and what they are in ISO 8601.

Arabic digits of both widths, Han digits (二〇一九年四月) and signs (2019.4.24, 2019-04-24,
2019/4/24). A date without a day is one only where the caller says that a month is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wenji.numbering import value

SPACE = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
# Years of the Republic, as Taiwan and texts before 1949 count them: 民國110年, 中华民国三十八年.
_REPUBLIC = (
    rf"(?:中{SPACE}*[华華]{SPACE}*)?(?<!人)民{SPACE}*[国國]{SPACE}*"
    r"(?:[0-9]{1,3}|[一二三四五六七八九十百〇○零]{1,6}|元)"
)
YEAR = r"(?P<y>(?:19|20)[0-9]{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2}" rf"|{_REPUBLIC})"
MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?P<d>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
# A whole date, with the groups y, m, d.
DATE = (
    rf"{YEAR}{SPACE}*[年.\-/]{SPACE}*{MONTH}{SPACE}*[月.\-/]{SPACE}*{DAY}"
    rf"(?:{SPACE}*[日号]|(?![0-9]))"
)
ANY_DATE = re.sub("[?]P<[ymd]>", "?:", DATE)  # … several times in one pattern
# Years of four Han digits in which any sign may be a nought.
_HAN_YEAR = re.compile("[〇○零]")
_COUNTED_FROM = re.compile(r".*[国國]\s*")
BEFORE_REPUBLIC, LAST_OF_REPUBLIC = 1911, 188  # its first year is 1912; 2099 is the last read here
_DATE = re.compile(DATE)
_MONTH = re.compile(
    rf"{YEAR}{SPACE}*(?:年{SPACE}*{MONTH}{SPACE}*月|[.\-/]{SPACE}*{MONTH.replace('<m>', '<n>')})"
    rf"(?!{SPACE}*[0-9.\-/一二三四五六七八九十])"
)
_NARROW = {ord("０") + n: str(n) for n in range(10)} | {
    ord("．"): ".",
    ord("－"): "-",
    ord("／"): "/",
}
_WIDE = re.compile("[０-９．－／]")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-2][0-9]|3[01])")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: ISO 8601, to the day or to the month, and its span there."""

    iso: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text with digits and signs of the narrow form, each in its place.

    >>> plain("２０１９．４．２４")
    '2019.4.24'
    """
    return text.translate(_NARROW) if _WIDE.search(text) else text


def dates(text: str, months: bool = False) -> Iterator[Dated]:
    """The dates in a text that can be, in order; `months` without a day too.

    >>> [d.iso for d in dates("二〇一九年四月二十四日动工，２０２１年５月完工", months=True)]
    ['2019-04-24', '2021-05']
    >>> [d.iso for d in dates("二〇二一年五月十八日，2019.4.24，2019年13月1日")]
    ['2021-05-18', '2019-04-24']
    >>> [d.iso for d in dates("中華民國一百一十年三月五日，民國110年3月5日，民国元年一月一日")]
    ['2021-03-05', '2021-03-05', '1912-01-01']
    """
    narrow = plain(text)
    found = [(m.span(), _day(m)) for m in _DATE.finditer(narrow)]
    if months:
        taken = [span for span, _ in found]
        for m in _MONTH.finditer(narrow):
            if not any(a <= m.start() < b for a, b in taken):
                found.append((m.span(), _month(m)))
    for (start, end), iso in sorted(found, key=lambda f: f[0]):
        if iso:
            yield Dated(iso, start, end)


def compact_date(text: str) -> str | None:
    """A date of eight digits and nothing else; six may as well be a year and an issue.

    >>> compact_date("19980316"), compact_date("199803"), compact_date("19981341")
    ('1998-03-16', None, None)
    """
    m = _COMPACT.fullmatch(plain(text).strip())
    return _iso(*map(int, m.groups())) if m else None


def _day(m: re.Match[str]) -> str | None:
    year, month, day = _year(m["y"]), _number(m["m"]), _number(m["d"])
    return _iso(year, month, day) if year and month and day else None


def _month(m: re.Match[str]) -> str | None:
    year, month = _year(m["y"]), _number(m["m"] or m["n"])
    return f"{year:04}-{month:02}" if year and month and 1 <= month <= 12 else None


def _year(text: str) -> int | None:
    m = _COUNTED_FROM.match(text)
    if m is None:
        return _number(text)
    counted = 1 if text.endswith("元") else _number(text[m.end() :])
    return BEFORE_REPUBLIC + counted if counted and counted <= LAST_OF_REPUBLIC else None


def _number(text: str) -> int | None:
    return value(_HAN_YEAR.sub("〇", text.lstrip("0")))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
