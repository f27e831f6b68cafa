"""Numbers that lead to one person: identity cards, mobile phones, bank cards.

One fast pass looks for stretches of digits that are long enough; only these are weighed. A number
takes in whole runs of digits, so that a part of a longer number is none, and its check digit, date
or range must say so. In doubt there is none: the number of a document is no phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from wenji.personal import ranges


class Sort(StrEnum):
    """What a number is."""

    IDENTITY = "identity"
    MOBILE = "mobile"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its span, and its digits as plain ones (the last may be `X`)."""

    sort: Sort
    start: int
    end: int
    digits: str


class _Run(NamedTuple):  # quicker made than a dataclass; a table of numbers has many
    """Digits side by side, and what stands between them and the run before ("" for the first)."""

    start: int
    end: int
    digits: str
    between: str

    @property
    def hyphened(self) -> bool:
        """Whether a hyphen joins it to the run before."""
        return self.between.strip() != ""

    @property
    def broken(self) -> bool:
        """Whether it begins a line."""
        return "\n" in self.between or "\r" in self.between


_DIGIT = "0-9０-９"
# What nobody sees between two digits: soft hyphen, zero width, direction.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_SPACE = " \t\u00a0\u2002-\u200a\u202f\u3000"
_HYPHEN = "\\-\u2010-\u2015\u2212\uff0d"
# Within a number: a space or two, a hyphen, or the end of a line with its indent.
_BETWEEN = (
    f"[{_UNSEEN}]*(?:[{_SPACE}]{{1,2}}|[{_SPACE}]?[{_HYPHEN}][{_SPACE}]?"
    f"|[{_SPACE}]{{0,2}}(?:\\r\\n?|\\n)[{_SPACE}]{{0,4}})?[{_UNSEEN}]*"
)
_FEWEST = ranges.MOBILE_DIGITS
# Where there may be a number at all; all a text costs that has none.
_STRETCH = re.compile(
    f"[{_DIGIT}][{_DIGIT}{_UNSEEN}{_SPACE}{_HYPHEN}\r\n]{{{_FEWEST - 1},}}+[XxＸｘ]?"
)
_CHAIN = re.compile(
    f"[{_DIGIT}](?:{_BETWEEN}[{_DIGIT}]){{{_FEWEST - 1},}}+(?:{_BETWEEN}[XxＸｘ](?![A-Za-z]))?"
)
_RUN = re.compile(f"[{_DIGIT}XxＸｘ](?:[{_UNSEEN}]*[{_DIGIT}XxＸｘ])*+")
_LONG_RUN = re.compile(f"[{_DIGIT}](?:[{_UNSEEN}]*[{_DIGIT}]){{2}}")  # however it is divided
_NOTHING = re.compile(f"[{_UNSEEN}]")
_PLAIN = str.maketrans("０１２３４５６７８９xＸｘ", "0123456789XXX")
_MOST_RUNS, _MOST_DIGITS = 6, 19

# An address of the web, in the characters before a number that hold no space.
_URL = re.compile(r"://|\bwww\.|^[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}[/?]|[?&]\w+=")
_PRINTED = "".join(map(chr, range(0x21, 0x7F)))
_ADDRESS = 200  # characters in which one may have begun
# A part of a code, a decimal, an amount: what stands right before and right after.
_IN_CODE = re.compile(r"(?:[_=&%\\]|[A-Za-z][-–.,/]|\d[.．])\Z")
_CODE_GOES_ON = re.compile(r"[_=&\\]|-\w|\.\d|[A-Za-z]")


def find(text: str) -> tuple[Number, ...]:
    """The numbers of a text, in their order; none overlap. Time is linear in the text.

    >>> [(n.sort.value, n.digits) for n in find("电话：138 0013 8000，文号15800000000")]
    [('mobile', '13800138000')]
    """
    return tuple(each(text))


def each(text: str) -> Iterator[Number]:
    """The same one by one: for who asks whether there are any."""
    for stretch in _STRETCH.finditer(text):
        for chain in _CHAIN.finditer(text, stretch.start(), stretch.end() + 1):
            if _LONG_RUN.search(chain[0]):
                yield from _in_chain(text, _runs(chain))


def _runs(chain: re.Match[str]) -> list[_Run]:
    runs: list[_Run] = []
    at = chain.start()
    for m in _RUN.finditer(chain.string, chain.start(), chain.end()):
        between, digits = chain.string[at : m.start()], m[0]
        if not digits.isascii() or not between.isascii():
            between, digits = _NOTHING.sub("", between), _NOTHING.sub("", digits)
        digits = digits.translate(_PLAIN)
        runs.append(_Run(m.start(), m.end(), digits, between))
        at = m.end()
    return runs


def _in_chain(text: str, runs: Sequence[_Run]) -> Iterator[Number]:
    """The numbers of a chain; of those that begin with one run, the longest."""
    n = 0
    while n < len(runs):
        size, ends = 0, []
        for until in range(n, min(n + _MOST_RUNS, len(runs))):
            size += len(runs[until].digits)
            if size > _MOST_DIGITS:
                break
            if size >= _FEWEST:
                ends.append(until + 1)
        found = ((end, _number(text, runs, n, end)) for end in reversed(ends))
        end, number = next((pair for pair in found if pair[1] is not None), (n + 1, None))
        if number is not None:
            yield number
        n = end


def _number(text: str, runs: Sequence[_Run], first: int, until: int) -> Number | None:
    """The number that the runs from `first` to before `until` are together, if they are one."""
    some = runs[first:until]
    digits = "".join([run.digits for run in some])
    start = some[0].start
    code = _country(text, digits, start)
    identity, old, card = is_identity(digits), is_old_identity(digits), is_card(digits)
    if code is None and not identity and not old and not card:
        return None
    after = runs[until] if until < len(runs) else None
    country = first > 0 and runs[first - 1].digits in ranges.COUNTRY
    if (some[0].hyphened and not country) or (after is not None and after.hyphened):
        return None  # a part of something longer
    name = text[max(0, start - ranges.NEAR) : start]
    groups = tuple(len(run.digits) for run in some)
    broken = any(run.broken for run in some[1:])
    alike = len({run.between.strip(" ") for run in some[1:]}) <= 1
    sort: Sort | None = None
    if identity or (old and ranges.CALLED_IDENTITY.search(name)):
        sort = Sort.IDENTITY if min(groups[:-1], default=2) > 1 else None
    elif card and alike and _written_as_card(digits, groups, name, broken):
        sort = Sort.CARD
    elif code is not None and alike:
        start, digits = start + len(code), digits[len(code) :]
        divided = (groups[0] - len(code), *groups[1:])
        alone = len(some) == 1 or (
            (first == 0 or some[0].broken or country) and (after is None or after.broken)
        )
        said = not broken or (len(some) == 2 and ranges.CALLED_PHONE.search(name))
        sort = Sort.MOBILE if divided in ranges.MOBILE_GROUPS and alone and said else None
    if sort is None or _is_other(text, sort, start, some[-1].end):
        return None
    return Number(sort, start, some[-1].end, digits)


# --- what digits are ------------------------------------------------------------------------------


def is_identity(digits: str) -> bool:
    """Whether 18 digits (the last may be `X`) are the number of an identity card (GB 11643).

    The region is not held against those that existed in some year: a number keeps the region of
    the day on which it was given, and lists of regions have gaps.

    >>> is_identity("110101199003070097"), is_identity("110101199003070098")
    (True, False)
    """
    if len(digits) != ranges.IDENTITY_DIGITS or digits[:2] not in ranges.PROVINCES:
        return False
    if not digits[:-1].isdecimal() or not _is_date(digits[6:14]):
        return False
    from stdnum.cn import ric  # 0.1 s to import, and most sources have no such number

    return bool(ric.calc_check_digit(digits) == digits[-1])


def is_old_identity(digits: str) -> bool:
    """Whether 15 digits can be the number of an identity card of before 1999; it has no check."""
    if len(digits) != ranges.OLD_IDENTITY_DIGITS or digits[:2] not in ranges.PROVINCES:
        return False
    return digits.isdecimal() and _is_date(f"19{digits[6:12]}")


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        return year in ranges.BORN and bool(date(year, month, day))
    except ValueError:
        return False


def is_card(digits: str) -> bool:
    """Whether digits can be the number of a bank card: length, issuer, check digit (Luhn).

    >>> is_card("6222021234567890128"), is_card("6222021234567890129")
    (True, False)
    """
    if len(digits) not in ranges.CARD_DIGITS or not digits.isdecimal():
        return False
    if not digits.startswith(ranges.CARD) and not ranges.OTHER_CARD.match(digits):
        return False
    from stdnum import luhn

    return bool(luhn.is_valid(digits))


def _written_as_card(digits: str, groups: Sequence[int], name: str, broken: bool) -> bool:
    """Whether the digits of a card are divided, and named, as those of cards are."""
    called = ranges.CALLED_CARD.search(name) is not None
    if min(groups[:-1], default=4) < 4 or (broken and not (called and len(groups) == 2)):
        return False
    fours = len(groups) > 3 and set(groups[:4]) == {4}
    return digits.startswith(ranges.CARD) or (len(digits) == 16 and (called or fours))


def _country(text: str, digits: str, start: int) -> str | None:
    """The digits of a country before a mobile number ("" for none); None where it is none."""
    for code in ("", *ranges.COUNTRY):
        if len(digits) != ranges.MOBILE_DIGITS + len(code) or not digits.startswith(code):
            continue
        told = code != "86" or text[max(0, start - 1) : start] in ("+", "＋")
        if told and digits[len(code) : len(code) + 3] in ranges.MOBILE:
            return code
    return None


# --- what stands around them ----------------------------------------------------------------------


def _is_other(text: str, sort: Sort, start: int, end: int) -> bool:
    """Whether what stands around says that this is another number, or a part of something."""
    before, after = text[max(0, start - ranges.NEAR) : start], text[end : end + ranges.NEAR]
    if re.search(r"[A-Za-z]\Z", before) and not ranges.LETTERS_BEFORE.search(before):
        return True
    far = text[max(0, start - _ADDRESS) : start]
    if _URL.search(far[len(far.rstrip(_PRINTED)) :]):
        return True
    if sort is Sort.IDENTITY:  # its check digit and date say more than what stands around
        return re.match("[A-Za-z]", after) is not None
    if _IN_CODE.search(before) or _CODE_GOES_ON.match(after):
        return True
    return bool(ranges.OTHER_NAME.search(before) or ranges.COUNTED.match(after))
