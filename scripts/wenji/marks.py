"""Lines by which a collection marks where an article begins: 第三篇：…, 篇3：…, …（篇三）.

A mark is read from one line alone; whether it really begins an article is decided in
`split`, from the sequence in which marks of the same form follow one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wenji.lines import REMEMBERED
from wenji.numbering import NUMBER, value

# What people call one text of a collection. A bare 章 or 节 is a section, not an article.
NOUN = "(?:篇|篇章|范文|例文|文章|材料|样本|文稿|稿件|案例|份)"
# How such names end: 选文, 来稿, 示例, 模板, 佳作, 附录, 发言, 第三辑, 第三封. 章, 条, 步 do not.
TEXT_NOUN = re.compile(
    "(?:[篇文稿例样作品题案卷辑集则封首份]|文章|稿件|材料|素材|样[本板]|模板|附件|附录|附|题目|标题|篇目|讲|讲话|讲稿|讲义"
    "|发言|致辞|总结|报告|汇报|体会|心得|感想|方案|计划|简报|读本|来信|[日周月]记|随笔|笔记|札记|专题)$|^(?:篇|范文|材料)"
)
_GAP = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*"
_COLON = f"(?:{_GAP}[:：、．.—-]+{_GAP}|{_GAP})"

# Form, and its pattern over a whole line without outer white space. `n` is the number,
# `t` the title (may be missing). The title may not end a sentence: that would be prose. In their
# order: 第三篇：春耕纪事; 篇3：春耕纪事; 【范文三】春耕纪事; 春耕纪事（篇三）; 之三：春耕纪事;
# Part 3: 春耕纪事; #3 春耕纪事; 春耕纪事范文3.
FORMS: tuple[tuple[str, str], ...] = (
    ("ordinal", rf"第{_GAP}(?P<n>{NUMBER}){_GAP}{NOUN}(?:{_COLON}(?P<t>.*))?"),
    (
        "noun",
        rf"{NOUN}{_GAP}(?P<n>{NUMBER})"
        rf"(?:(?:{_GAP}[:：、．.—-]+{_GAP}|[ \t\N{{IDEOGRAPHIC SPACE}}]+)(?P<t>.*))?",
    ),
    (
        "bracket",
        rf"[【\[〔（(]{_GAP}第?(?:{NOUN}{_GAP}(?P<n>{NUMBER})|(?P<m>{NUMBER}){_GAP}{NOUN})"
        rf"{_GAP}[】\]〕）)]{_COLON}(?P<t>.*)",
    ),
    (
        "tail",
        rf"(?P<t>.+?){_GAP}[（(【\[]{_GAP}第?(?:{NOUN}{_GAP}(?P<n>{NUMBER})|(?P<m>{NUMBER})"
        rf"{_GAP}{NOUN}){_GAP}[）)】\]]",
    ),
    ("step", rf"之(?P<n>{NUMBER})[:：、]{_GAP}(?P<t>.*)"),
    (
        "english",
        rf"(?i:part|no|text|article){_GAP}[.．]?{_GAP}(?P<n>{NUMBER})(?:{_COLON}(?P<t>.*))?",
    ),
    ("hash", rf"[#＃]{_GAP}(?P<n>{NUMBER})[:：.．、 \t]+(?P<t>.*)"),
    ("tail_bare", rf"(?P<t>.{{4,}}?){_GAP}{NOUN}{_GAP}(?P<n>{NUMBER})"),
)
_FORMS = tuple((name, re.compile(pattern)) for name, pattern in FORMS)

# What a collection writes round a title: how many texts there are, that it is a title, a file's
# ending, what the text is for, the mark once more.
_BEFORE_TITLE = re.compile(
    rf"(?:(?:转发|回复|答复|(?i:fw|fwd|re)){_GAP}[:：]{_GAP})*"
    rf"(?:[/／]?{_GAP}[（(]?共{_GAP}{NUMBER}{_GAP}{NOUN}[）)]?{_COLON})?"
    rf"(?:[【\[〔](?:标题|题目|篇名|题名|文题)[】\]〕]{_COLON}|(?:标题|题目|篇名|题名|文题){_GAP}[:：]{_GAP})?"
)
_AFTER_TITLE = re.compile(
    rf"(?:\.(?:docx?|txt|pdf|wps|rtf)|[（(【\[](?:参考)?(?:范文|例文|模板|精选|转载|原创|全文)[）)】\]]"
    rf"|[（(【\[](?:来自|转自|转载自|来源[:：]?|选自|摘自|节选自)[^（）()\[\]【】]{{1,20}}[）)】\]]"
    rf"|[ \t\N{{IDEOGRAPHIC SPACE}}]第{_GAP}{NUMBER}{_GAP}{NOUN}){_GAP}$"
)
# Longer lines are prose. The longest title of the development material has 56 characters.
LONGEST_MARK = 90
MOST_ARTICLES = 999  # a larger number is a year or a count
_ONLY_NOUN = re.compile(NOUN)  # 第三篇 文章
_PROSE_END = re.compile(r"[。；;，,]$")
_HINT = re.compile("[篇文材样稿案份#＃]|^\\s*(?:之|(?i:part|no|text|article))")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that may begin an article. `title_start` is where its title begins in the line."""

    form: str
    value: int
    title: str
    title_start: int


def has_noun(line: str) -> bool:
    """Whether some word or sign of a mark stands in a line; without one it is none."""
    return _HINT.search(line) is not None


@lru_cache(REMEMBERED)
def mark_in(line: str) -> Mark | None:
    """The mark that `line` is, or None. Outer white space is allowed.

    >>> mark_in("第三篇：春耕纪事")
    Mark(form='ordinal', value=3, title='春耕纪事', title_start=4)
    >>> mark_in("春耕纪事（篇三）").value
    3
    >>> mark_in("第三篇文章写于去年冬天，作者是一位教师。") is None
    True
    """
    if len(line) > LONGEST_MARK or not has_noun(line):
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
        if number is None or not 0 < number <= MOST_ARTICLES:
            continue
        if not groups.get("t") or _ONLY_NOUN.fullmatch(groups["t"]):  # 第三篇文章
            return Mark(form, number, "", lead + len(body))
        title = (groups.get("t") or "").strip()
        at, end = title_span(title)
        return Mark(form, number, title[at:end], lead + body.index(title, match.start("t")) + at)
    return None


def title_span(title: str) -> tuple[int, int]:
    """Where a title's own words stand, without what a collection put round them.

    >>> title = "题目：春耕纪事（范文）.doc"
    >>> title[slice(*title_span(title))]
    '春耕纪事'
    """
    start, end = 0, len(title)
    lead = _BEFORE_TITLE.match(title)
    if lead is not None and lead.end() < end:
        start = lead.end()
    while (tail := _AFTER_TITLE.search(title, start, end)) is not None and tail.start() > start + 1:
        end = tail.start()
    return start, end
