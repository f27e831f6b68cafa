"""Half-width punctuation in Chinese context becomes full-width; everything else stays.

Numbers, times, Latin text, web addresses, formulas and section labels (1. 2.) keep theirs:
the character before decides, and where it cannot, the one after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.lines import lines_with
from wenji.model import Edit
from wenji.numbering import value

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\N{IDEOGRAPHIC NUMBER ZERO}"
# The part before @ has at most 64 characters (RFC 5321); a bound also keeps long lines fast.
_ADDRESS = re.compile(
    r"(?:https?://|www\.|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@)[\x21-\x7e]*[0-9A-Za-z/_=&%#~+-]"
)

# Marks and what they become. The full stop and the brackets have rules of their own.
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}

# In each pattern the mark stands first and is looked back from: so the search leaps from mark to
# mark. After any character that is not Latin, unless it opens something or is a mark itself.
_WIDE = r"(?<=[^\x00-\x7f“‘（《「『【〔〈，、；：\s].)"
_AFTER_HAN = re.compile(rf"[,;:?!](?:{_WIDE}|(?<=[{_HAN}][)].))")
# After a digit or a letter only when Chinese goes on: 100%,受 12人;按 GDP,并
_BEFORE_HAN = re.compile(rf"[,;?!](?<=[0-9A-Za-z%)].)(?=[{_HAN}“‘《（「])")
_STOP = re.compile(rf"[.．](?:{_WIDE}(?<![０-９Ａ-Ｚａ-ｚ].)|(?<=[%)].))(?![.．A-Za-z])")
_STOP_AFTER_NUMBER = re.compile(rf"[.．](?<=[0-9].)(?=[{_HAN}“《]|(?:19|20)[0-9][0-9]年|$)")
_STOP_AFTER_WORD = re.compile(rf"[.](?<=[a-z]{{2}}.)(?=[{_HAN}“《])")
# A short small word behind another one is cut short: Fusarium sp.菌丝体, Lin et al.的方法
_SHORT_WORD = re.compile(r"[A-Za-z][.]? [a-z]{2,4}$|(?<![A-Za-z])(?:sp|spp|ssp|var|al|etc|vs|cf)$")
LONGEST_NAME = 24
# The number of an item in a line: …；2.钯片；3.铜片. One that ends a sentence has a word before it.
# Between figures a point, a comma or a colon is a number's own: 3.14, 1,234, 8:30.
_ITEM = re.compile(r"(?:(?<![0-9])[.．，,：:]|[；;。、？！?!）”])[ \u3000]*[0-9]{1,2}$")
# What is typed behind a mark of half width is part of it.
_GAP = re.compile(rf"[ ]+(?=[{_HAN}“‘《（「])")
# What kind of work an entry names: [J], 〔M〕, [EB/OL]; one without it has its number and a year.
_TYPE_OF_WORK = re.compile(r"[\[［〔](?:[JMDCNPRSZAG]|[A-Z]{1,2}/[A-Z]{2})[\]］〕]")
_ENTRY = re.compile(
    r"[ \u3000]*(?:[\[［〔][ \u3000]*[0-9]{1,3}[ \u3000]*[\]］〕]"
    r"|[0-9]{1,3}[ \u3000]{1,3}(?=[^\W\d].*[0-9][.．]?$))(?=.*(?:19|20)[0-9]{2})"
)
_DIVIDING = re.compile(r"[.．](?![0-9])")
LONGEST_REFERENCE, LEAST_DIVIDING = 300, 2
_PAREN = re.compile(r"\(([^()（）\n]{0,200})\)")
# One pair round another: (石桥渠(北段)今年通水). Nothing is given back: the search stays linear.
_INNER = r"\([^()（）\n]*+\)|（[^()（）\n]*+）"
_AROUND = re.compile(rf"\((?P<words>[^()（）\n]*+(?:{_INNER})(?:[^()（）\n]++|{_INNER})*+)\)")
LONGEST_AROUND = 200
_MIXED_OPEN = re.compile(r"\(([^()（）\n]{0,200})）")
_MIXED_CLOSE = re.compile(r"（([^()（）\n]{0,200})\)")
_HAN_CHAR = re.compile(f"[{_HAN}]")
_HALF = re.compile(r"[,;:?!.．()]")  # what the rule is about
_STOPPING = frozenset("，；：？！。")
_NUMBERED = re.compile(
    r"\s*(?:[^\W\u3400-\u9fff]|[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]|[0-9]{1,3}|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}|[Ⅰ-Ⅻ①-⑳⑴-⒇])[.．]"
)


def half_width(text: str) -> Iterator[Edit]:
    """Punctuation of each paragraph, full-width where the context is Chinese.

    >>> [(e.start, e.new) for e in half_width("坚持8:30开会,学习2.5小时.")]
    [(8, '，'), (16, '。')]
    """
    for at, line in lines_with(text, _HALF):
        if not line.isascii() and _HAN_CHAR.search(line):
            marks = {start: (end, new) for start, end, new in _marks(line)}
            kept = [a.span() for a in _ADDRESS.finditer(line)] if marks else []
            for start, (end, new) in marks.items():
                if not any(a <= start < b for a, b in kept):
                    gap = _GAP.match(line, end) if new in _STOPPING else None
                    yield Edit(at + start, at + (gap.end() if gap else end), new, "half-width")


def _marks(line: str) -> Iterator[tuple[int, int, str]]:
    for pattern in (_AFTER_HAN, _BEFORE_HAN):
        for s in pattern.finditer(line):
            yield s.start(), s.end(), FULL[s[0]]
    stops = sorted({s.start() for s in _stops(line)})
    if stops and not _is_reference(line):
        yield from ((at, at + 1, "。") for at in stops)
    yield from _brackets(line)


def _stops(line: str) -> Iterator[re.Match[str]]:
    label = _NUMBERED.match(line)
    head = label.end() if label else 0  # 一. 春耕: the stop is the label's
    yield from _STOP.finditer(line, head)
    for s in _STOP_AFTER_WORD.finditer(line, head):
        if _SHORT_WORD.search(line, max(head, s.start() - LONGEST_NAME), s.start()) is None:
            yield s
    if "。" not in line:
        for s in _STOP_AFTER_NUMBER.finditer(line, head):
            last = s.end() == len(line)
            if last or ("." in line[: s.start()] and not _ITEM.search(line, head, s.start())):
                yield s


def _is_reference(line: str) -> bool:
    """Whether a line is an entry of a list of references, whose parts single stops divide.

    >>> _is_reference("[3]林禾.水渠志[M].云溪：渠边书局，1998．31.")
    True
    """
    if len(line) > LONGEST_REFERENCE or "。" in line:
        return False
    if _TYPE_OF_WORK.search(line):
        return True
    return _ENTRY.match(line) is not None and len(_DIVIDING.findall(line)) >= LEAST_DIVIDING


def _brackets(line: str) -> Iterator[tuple[int, int, str]]:
    for s in _PAREN.finditer(line):
        before = line[s.start() - 1] if s.start() else ""
        after = line[s.end()] if s.end() < len(line) else ""
        chinese = bool(_HAN_CHAR.search(s[1]))
        number = s[1].strip().isdecimal() and (not before or not before.isascii())
        between = bool(_HAN_CHAR.match(before or "x")) and (not after or not after.isascii())
        if chinese or number or between:
            yield s.start(), s.start() + 1, "（"
            yield s.end() - 1, s.end(), "）"
    for s in _AROUND.finditer(line):
        if len(s["words"]) <= LONGEST_AROUND and _HAN_CHAR.search(s["words"]):
            yield s.start(), s.start() + 1, "（"
            yield s.end() - 1, s.end(), "）"
    for s in _MIXED_OPEN.finditer(line):
        yield s.start(), s.start() + 1, "（"
    for s in _MIXED_CLOSE.finditer(line):
        yield s.end() - 1, s.end(), "）"


_ANGLES = re.compile(r"(<<?|＜＜?)([^<>＜＞\n]{1,60})(>>?|＞＞?)")
_TAG = re.compile(r"/?[A-Za-z!?]")
_QUANTITY = re.compile(r"[^\W_\u3400-\u9fff][)）]?[ \u3000]?$")
_AMOUNT = re.compile(r"[ \u3000]?[-+－]?[0-9０-９]")


def _compares(text: str, start: int, end: int) -> bool:
    """Whether a sign stands between a quantity and a number: P＜0.05."""
    return _QUANTITY.search(text, max(0, start - 2), start) is not None and (
        _AMOUNT.match(text, end) is not None
    )


def angle_quotes(text: str) -> Iterator[Edit]:
    """《》 that an escape turned into < > (or << >>), round Chinese words only.

    >>> [e.new for e in angle_quotes("印发<<春耕工作意见>>")]
    ['《', '》']
    >>> list(angle_quotes("写作<b>粗体</b>，且 1<2")), list(angle_quotes("P<0.05，其余P>0.05"))
    ([], [])
    """
    for m in _ANGLES.finditer(text):
        words = m[2].strip()
        if _compares(text, m.start(1), m.end(1)) or _compares(text, m.start(3), m.end(3)):
            continue
        if _HAN_CHAR.search(words) and not _TAG.match(words) and value(words) is None:
            # After a quotation the words explain it: “三包”（包产、包销、包修）.
            explains = m.start() > 0 and text[m.start() - 1] in "”》"
            opening, closing = ("（", "）") if explains else ("《", "》")
            yield Edit(m.start(1), m.end(1), opening, "angle-quote")
            yield Edit(m.start(3), m.end(3), closing, "angle-quote")
