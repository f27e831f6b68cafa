"""Lines by which a collection marks where an article begins: 第三篇：…, 篇3：…, …（篇三）.

A mark is read from one line alone; whether it really begins an article is decided in
`split`, from the sequence in which marks of the same form follow one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenji.numbering import NUMBER, value

# What people call one text of a collection. A bare 章 or 节 is a section, not an article.
_NOUN = "(?:篇|篇章|范文|例文|文章|材料|样本|文稿|稿件|案例|份)"
_GAP = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*"
_COLON = f"(?:{_GAP}[:：、．.—-]+{_GAP}|{_GAP})"

# Form, and its pattern over a whole line without outer white space. `n` is the number,
# `t` the title (may be missing). The title may not end a sentence: that would be prose.
FORMS: tuple[tuple[str, str], ...] = (
    ("ordinal", rf"第{_GAP}(?P<n>{NUMBER}){_GAP}{_NOUN}(?:{_COLON}(?P<t>.*))?"),
    ("noun", rf"{_NOUN}{_GAP}(?P<n>{NUMBER})(?:(?:{_GAP}[:：、．.—-]+{_GAP}|[ \t]+)(?P<t>.*))?"),
    (
        "bracket",
        rf"[【\[〔（(]{_GAP}第?(?:{_NOUN}{_GAP}(?P<n>{NUMBER})|(?P<m>{NUMBER}){_GAP}{_NOUN})"
        rf"{_GAP}[】\]〕）)]{_COLON}(?P<t>.*)",
    ),
    (
        "tail",
        rf"(?P<t>.+?){_GAP}[（(【\[]{_GAP}第?(?:{_NOUN}{_GAP}(?P<n>{NUMBER})|(?P<m>{NUMBER})"
        rf"{_GAP}{_NOUN}){_GAP}[）)】\]]",
    ),
    ("step", rf"之(?P<n>{NUMBER})[:：、]{_GAP}(?P<t>.*)"),
    (
        "english",
        rf"(?i:part|no|text|article){_GAP}[.．]?{_GAP}(?P<n>{NUMBER})(?:{_COLON}(?P<t>.*))?",
    ),
    ("hash", rf"[#＃]{_GAP}(?P<n>{NUMBER})[:：.．、 \t]+(?P<t>.*)"),
    ("tail_bare", rf"(?P<t>.{{4,}}?){_GAP}{_NOUN}{_GAP}(?P<n>{NUMBER})"),
)
_FORMS = tuple((name, re.compile(pattern)) for name, pattern in FORMS)

# Longer lines are prose. The longest title of the development material has 56 characters.
LONGEST_MARK = 90
_PROSE_END = re.compile(r"[。；;，,]$")
_HINT = re.compile("[篇文材样稿案份#＃]|^\\s*(?:之|(?i:part|no|text|article))")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that may begin an article. `title_start` is where its title begins in the line."""

    form: str
    value: int
    title: str
    title_start: int


def mark_in(line: str) -> Mark | None:
    """The mark that `line` is, or None. Outer white space is allowed.

    >>> mark_in("第三篇：春耕纪事")
    Mark(form='ordinal', value=3, title='春耕纪事', title_start=4)
    >>> mark_in("春耕纪事（篇三）").value
    3
    >>> mark_in("第三篇文章写于去年冬天，作者是一位教师。") is None
    True
    """
    if len(line) > LONGEST_MARK or not _HINT.search(line):
        return None
    body = line.strip()
    if _PROSE_END.search(body):
        return None
    lead = len(line) - len(line.lstrip())
    for form, pattern in _FORMS:
        match = pattern.fullmatch(body)
        if match is None:
            continue
        groups = match.groupdict()
        number = value(groups.get("n") or groups.get("m") or "")
        if number is None or not 0 < number < 1000:
            continue
        title = (groups.get("t") or "").strip()
        start = match.start("t") if groups.get("t") else len(body)
        return Mark(form, number, title, lead + start)
    return None
