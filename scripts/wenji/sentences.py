"""Where sentences end: one answer for all stages."""

from __future__ import annotations

import re

# Closing marks that may follow a sentence end; quotation marks may still be straight or turned.
_CLOSERS = '”’」』）)"“'
# A remark in brackets after the sentence: （文/林禾）, 【3】, [1]; or the sign of a note: ①, *.
_REMARK = r"(?:[（(【〔\[][^（()）\n]{1,30}[）)】〕\]]|[①-⑳㉑-㉟]|[*＊]{1,3})?"
# A saying and who said it: ……。——某某
_ATTRIBUTION = r"[—-]{2}[^，。\n]{1,16}"
_END = rf"(?:[。！？!?…；;：:]|(?:[\u4e00-\u9fff”’）)%％]|[0-9][\]］〕])[.．])[{_CLOSERS}]*"
_ENDED = re.compile(rf"{_END}(?:{_REMARK}|{_ATTRIBUTION})$")
_SENTENCE_SIGNS = frozenset("。！？!?…；;：:")
# Other characters that such an end may end with, and the dashes before who said it: nearly every
# line that goes on is told by these, without a pattern.
_LAST = frozenset(f".．）】〕]{_CLOSERS}①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟*＊\n")
# An entry of a list of references: [3] … 2010.
_REFERENCE = re.compile(r"[ \t\u3000]*[\[［【〔][0-9]{1,3}[\]］】〕]")
LONGEST_ATTRIBUTION = 20  # characters from the dashes to the end
LONGEST_END = 80  # characters from a sentence's sign to the end: closing marks, a remark, a name
_INNER = re.compile(r"[。！？!?]|[\u4e00-\u9fff”）)][.．](?![0-9A-Za-z])")
_CLAUSE = re.compile(r"[。！？!?；;]|[\u4e00-\u9fff”）)][.．](?![0-9])")


def ended(text: str) -> bool:
    """Whether a paragraph or line ends where a sentence or clause may end.

    Half-width full stops count after Chinese, not in numbers.

    >>> ended("他说：“好。”"), ended("（见附表）"), ended("完成率达95.2"), ended("发展.")
    (True, False, False, True)
    >>> ended("用林禾的办法测定［9］."), ended("渠史[M].")
    (True, False)
    >>> ended("[3] 林禾.渠史[M].石桥：石桥社，2010.")
    True
    """
    last = text[-1:]
    if last in _SENTENCE_SIGNS:
        return True
    if last not in _LAST:
        tail = text[-LONGEST_ATTRIBUTION:]
        if "—" not in tail and "-" not in tail:
            return False
    if _ENDED.search(text, max(0, len(text) - LONGEST_END)) is not None:
        return True
    return last in ".．" and _REFERENCE.match(text) is not None


def sentence_end(text: str, start: int = 0) -> re.Match[str] | None:
    """The first mark at or after `start` that ends a whole sentence; None if there is none.

    >>> sentence_end("一、领导讲。七月二十日上午").end()
    6
    """
    return _INNER.search(text, start)


def clause_end(text: str, start: int = 0) -> re.Match[str] | None:
    """The same for a sentence or a clause closed by a semicolon."""
    return _CLAUSE.search(text, start)
