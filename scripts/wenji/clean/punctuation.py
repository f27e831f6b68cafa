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
_PAREN = re.compile(r"\(([^()（）\n]{0,200})\)")
_MIXED_OPEN = re.compile(r"\(([^()（）\n]{0,200})）")
_MIXED_CLOSE = re.compile(r"（([^()（）\n]{0,200})\)")
_HAN_CHAR = re.compile(f"[{_HAN}]")
_HALF = re.compile(r"[,;:?!.．()]")  # what the rule is about
_NUMBERED = re.compile(
    r"\s*(?:[0-9]{1,3}|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}|[Ⅰ-Ⅻ①-⑳⑴-⒇])[.．]"
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
                    yield Edit(at + start, at + end, new, "half-width")


def _marks(line: str) -> Iterator[tuple[int, int, str]]:
    for pattern in (_AFTER_HAN, _BEFORE_HAN):
        for s in pattern.finditer(line):
            yield s.start(), s.end(), FULL[s[0]]
    label = _NUMBERED.match(line)
    head = label.end() if label else 0  # 一. 春耕: the stop is the label's
    for s in _STOP.finditer(line, head):
        yield s.start(), s.end(), "。"
    for s in _STOP_AFTER_WORD.finditer(line, head):
        yield s.start(), s.end(), "。"
    if "。" not in line:
        for s in _STOP_AFTER_NUMBER.finditer(line, head):
            if s.end() == len(line) or "." in line[: s.start()]:
                yield s.start(), s.end(), "。"
    yield from _brackets(line)


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
    for s in _MIXED_OPEN.finditer(line):
        yield s.start(), s.start() + 1, "（"
    for s in _MIXED_CLOSE.finditer(line):
        yield s.end() - 1, s.end(), "）"


_ANGLES = re.compile(r"(<<?|＜＜?)([^<>＜＞\n]{1,60})(>>?|＞＞?)")
_TAG = re.compile(r"/?[A-Za-z!?]")


def angle_quotes(text: str) -> Iterator[Edit]:
    """《》 that an escape turned into < > (or << >>), round Chinese words only.

    >>> [e.new for e in angle_quotes("印发<<春耕工作意见>>")]
    ['《', '》']
    >>> list(angle_quotes("写作<b>粗体</b>，且 1<2"))
    []
    """
    for m in _ANGLES.finditer(text):
        words = m[2].strip()
        if _HAN_CHAR.search(words) and not _TAG.match(words) and value(words) is None:
            # After a quotation the words explain it: “三包”（包产、包销、包修）.
            explains = m.start() > 0 and text[m.start() - 1] in "”》"
            opening, closing = ("（", "）") if explains else ("《", "》")
            yield Edit(m.start(1), m.end(1), opening, "angle-quote")
            yield Edit(m.start(3), m.end(3), closing, "angle-quote")
