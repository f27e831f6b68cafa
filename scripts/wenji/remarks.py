"""Remarks for the editor on a source's text as a whole, and on paragraphs that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.clean.links import RULE_PICTURE
from wenji.forms import is_formula
from wenji.model import Article, Finding, Paragraph, Piece

_LINE = re.compile(r"[^\n]+")
_HAN = re.compile("[\u4e00-\u9fff]+")
# What a paragraph may end with that does not break off: a stop, a bracket, a mask (林**), 80％.
_ENDED = re.compile(r"[。！？!?…；;：:.．”’」』）)》】〕%％、，,—*]$")

# Whose words a saying is, who took a picture: no sentence.
_CREDITED = re.compile(
    r"[。！？”]\s*[—－―]{1,2}\s*[\w·•《》〈〉、]{2,16}$|(?:摄|供图|编辑[:：]\s?\S{2,4})$"
)

_DAY_END = re.compile("[0-9]{1,2}月[0-9]{1,2}日$")  # …，2021年3月5日
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_MASKED = re.compile(r"[*XＸ×](?:(?<=\*)\*+|(?<!\*)[XＸ×]+)")  # begins with a sign: it leaps to it
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

# Less Chinese than this is another language's text: it is published, and said so.
CHINESE_SHARE = 0.05
TRUNCATED_LENGTH = 40  # a paragraph of prose that ends without a sentence end
LONG_LINE = 20_000  # characters in one line without a break


def remarks_on(
    text: str, articles: Sequence[Article], ledger: Sequence[Piece]
) -> Iterator[Finding]:
    """Findings about the decoded text: nothing in it, another language, damage, masks.

    Signs of Markdown look like masks; the `ledger` tells which they were.
    """
    signs = {p.start for p in ledger if p.rule.startswith("markdown-")}
    if not articles and text.strip():
        yield Finding("article-none")
    letters = len("".join(text.split()))
    if letters and not _holds_chinese(text, CHINESE_SHARE * letters):
        yield Finding("text-no-chinese")
    for code, pattern in (
        ("text-control", _CONTROL),
        ("text-private", _PRIVATE),
        ("text-masked", _MASKED),
    ):
        found = [m.start() for m in pattern.finditer(text) if m.start() not in signs]
        if found:
            yield Finding(code, None, found[0], found[0] + 1, {"count": str(len(found))})
    pictures = [p for p in ledger if p.rule == RULE_PICTURE]
    if pictures:
        args = {"count": str(len(pictures))}
        yield Finding("text-picture", None, pictures[0].start, pictures[0].end, args)
    for m in _LINE.finditer(text) if len(text) > LONG_LINE else ():
        if m.end() - m.start() > LONG_LINE:
            yield Finding("text-long-line", None, m.start(), m.end(), {"chars": str(len(m[0]))})


def _holds_chinese(text: str, least: float) -> bool:
    """Whether so many characters are Chinese; as a rule the first lines tell."""
    count = 0
    for m in _HAN.finditer(text):
        count += m.end() - m.start()
        if count >= least:
            return True
    return False


def breaks_off(paragraph: Paragraph, follows: str) -> bool:
    """Whether a sentence breaks off: but above a formula it goes on there, and a day ends one, or
    whose words, whose picture it is."""
    text = paragraph.text
    return (
        paragraph.kind == "p" and len(text) >= TRUNCATED_LENGTH
        and _HAN.match(text[-1]) is not None and "，" in text
        and not any(sign.search(text) for sign in (_ENDED, _DAY_END, _CREDITED))
        and not is_formula(follows)
    )  # fmt: skip
