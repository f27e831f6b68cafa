"""Markup and statements that a text's source left behind: a line of tags, a tag in a sentence.

Known by their grammar, not by their words. `clean.markup` takes the tags off a text that was
pasted as source, all of them; here are the few that stand in an ordinary text. A text that speaks
of programs shows code itself: there, and where a sentence announces it, everything stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wenji.clean.lexicon import leaping, lexicon
from wenji.model import Edit, Role

_HTML_NAMES = (
    "p|div|br|hr|li|ul|ol|dl|dt|dd|tr|td|th|table|tbody|thead|section|article|header|footer|nav"
    "|blockquote|center|pre|h[1-6]|html|body|head|span|font|b|strong|i|em|u|s|a|sup|sub|small|big"
    "|img|meta|link|title|strike|o:p|st1:[a-z]+|iframe|ins|del|wbr|input|form|button|script|style"
    "|noscript|object|embed|param|svg|label|select|option|video|audio|source|figure|main|aside"
)
_BB_NAMES = (
    "color|size|font|face|url|email|align|left|center|right|justify|indent|quote|table|tr|td|img"
    "|list|free|hide|backcolor|float|code|attach|attachimg|media|flash|sup|sub|hr|flyhtml|postbg"
)
_ATTRIBUTES = r"(?:\s[^<>\n]{0,300})?"
TAG = (
    rf"</?(?i:{_HTML_NAMES}){_ATTRIBUTES}/?>|</[A-Za-z][\w:.-]{{0,24}}>"
    rf"|<[A-Za-z][\w:.-]{{0,24}}(?:\s[^<>\n]{{0,200}}=[^<>\n]{{0,200}}|\s*/)>"
)
BB = (
    rf"\[/[A-Za-z][A-Za-z0-9_]{{0,15}}\]|\[(?i:{_BB_NAMES})(?:=[^\[\]\n]{{0,80}})?\]"
    r"|\[[A-Za-z]{1,12}=[^\[\]\n]{1,80}\]"
)
_ESCAPE = r"\\(?:[nrtfvb0]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})"
_NAME = r"[A-Za-z_][\w.:-]{2,30}"
# What a program would have put something else for.
HOLDER = (
    rf"\$?\{{/?{_NAME}(?:[ =:|][^{{}}\n]{{0,80}})?\}}|\{{\{{[^{{}}\n]{{1,120}}\}}\}}"
    r"|\{%[^{}\n]{1,120}%\}|<%[^<>\n]{1,120}%>|<\?[^<>\n]{1,120}\?>|\[![A-Za-z-][^\[\]\n]{0,80}\]"
)
_COMMENT = r"<!--[^\n]{0,200}?-->|/\*[^\n]{0,200}?\*/|<!\[CDATA\[|\]\]>|<!DOCTYPE[^<>\n]{0,200}>"
_WIKI = (
    r"\[\[(?i:file|image|category|文件|图像|分类|檔案|分類)[:：][^\[\]\n]{1,120}\]\]|__[A-Z]{3,16}__"
    r"|\{\|[^\n]{0,80}$|^\|\}$"
)
_ENTITY = r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6});"
# Without a group that a later part refers to: Python 3.11 loses those of possessive repetitions.
_ELEMENT = "|".join(
    rf"<{name}\b[^<>\n]{{0,200}}>[^\n]{{0,300}}?</{name}>"
    for name in ("script", "style", "noscript", "ins", "iframe")
)
_MARK = "@@[A-Za-z_]{2,20}@@|THE_END"
_PIECES = rf"{_MARK}|{_ELEMENT}|{TAG}|{BB}|{HOLDER}|{_COMMENT}|{_WIKI}|(?:{_ESCAPE})+|{_ENTITY}"
_NUMBER = re.compile("[0-9]+")
_PROSE = re.compile(r"^(?:[^\n\u4e00-\u9fff]*[\u4e00-\u9fff]){20}", re.MULTILINE)
_OF_TAGS = re.compile(rf"(?:(?:{_PIECES})[ \t\u3000\xa0]*)++")

# --- statements of a script, declarations of a style sheet ------------------------------------
_STRING = r"\"[^\"\n]*\"|'[^'\n]*'"
_PATH = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[[^\[\]\n]{1,40}\])*"
_ARGUMENTS = rf"\((?:{_STRING}|[^()\"'\n]|\((?:{_STRING}|[^()\"'\n])*\))*+\)"
_STATEMENT = (
    rf"(?:(?:var|let|const|return|new|typeof|await)\s+)*{_PATH}(?:\s*{_ARGUMENTS}(?:\.{_PATH})?)+\s*;"
    rf"|(?:(?:var|let|const)\s+{_PATH}|{_PATH}\.[A-Za-z_$]\w*)\s*[+|]?=\s*(?:{_STRING}|[^=\s\u4e00-\u9fff][^\n\u4e00-\u9fff]*);"
    rf"|(?:if|for|while|switch|catch)\s*{_ARGUMENTS}\s*\{{?|(?:async\s+)?function\b[^\n\u4e00-\u9fff]*\{{?|(?:try|else|do)\s*\{{"
    r"|[^\n;\u4e00-\u9fff]*\w[)\]]*\.\w+\([^\n;\u4e00-\u9fff]*\);"
    r"|(?=[a-z]+[A-Z_.])[\w.]{4,40}\([^()\n\u4e00-\u9fff]*\)"
    r"|undefined|NaN|null|\[object Object\]|Loading\.{2,}"
    r"|[)\]}]*[)}][)\]};,(]*|//[^\n\u4e00-\u9fff]*"
    rf"|\(?function\s*{_ARGUMENTS}\s*\{{[^\n]*"
)
_PROPERTY = (
    "[a-z]+-[a-z-]{2,20}|margin|padding|font|color|background|border|width|height|display|float|clear"
    "|position|overflow|top|left|right|bottom|cursor|opacity|content"
)
_DECLARATION = (
    r"[.#@]?[A-Za-z*][\w\s.,#:>@()\-]{0,80}\{(?:[^{}\n\u4e00-\u9fff]*\})?"
    rf"|(?:{_PROPERTY})\s*:\s*[^;:\n\u4e00-\u9fff]{{1,80}};"
)
# What is cut off at either end: the rest of a tag, a value without its `;`, calls and half a call.
_CUT_OFF = re.compile(
    r"(?:[A-Za-z-]{2,20}=\"[^\"<>\n]*\"\s*)++/?>"
    rf"|(?:(?:var|let|const)\s+[\w$]+|[\w$]+(?:\.[\w$]+|{_ARGUMENTS}\.?)+)\s*=(?!=)[^\n\u4e00-\u9fff]*[\"'}})\]]"
    rf"|(?:(?:(?:var|let|const)\s+[\w$]+\s*=[^=;\n\u4e00-\u9fff]+|[A-Za-z_$][\w$.]*\s*{_ARGUMENTS});\s*)++"
    r"[^\n\u4e00-\u9fff]*"
    r"|\$\([^\n\u4e00-\u9fff]*\)"
)
_STATED = re.compile(rf"(?:\s*(?>{_STATEMENT}|{_DECLARATION}))++\s*")
_MAY_STATE = re.compile(r"[;{})]\s*$|^(?://|undefined|NaN|null|\[object|Loading)")
_MAY_BE_CUT_OFF = re.compile(r"=\s*[\"'{\[]|\);|^\$\(")
# Where none of these is, no line is of the kind.
_SIGNS = re.compile(
    r"[<\[{]|\);|=\"|=\s*'|@@|};|\\[nrtux]|;$|^(?:undefined|NaN|null|Loading|[a-z]\w+\()",
    re.MULTILINE,
)

# --- links within a page: the list of its headings ---------------------------------------------
_CONTENTS = re.compile(
    r"^[ \t]*(?:[-*+]|[0-9]{1,3}[.)])?[ \t]*\[[^\[\]\n]{1,80}\]\(#[^()\s]{0,120}\)[ \t]*$"
    r"|^[ \t]*\[{1,2}(?i:toc)\]{1,2}[ \t]*$",
    re.MULTILINE,
)

# --- texts that speak of code --------------------------------------------------------------------
_OF_CODE = lexicon(
    (
        "代码|源码|标签|脚本|编程|函数|语句|变量|正则|转义|模板语法|占位符|程序员",
        r"[hH](?i:tml)", r"[jJ](?i:avascript)", r"[cC](?i:ss)", r"[pP](?i:ython)",
        r"[jJ](?i:ava\b)", r"[bB](?i:bcode)", r"[uU](?i:bb)",
    )
)  # fmt: skip
SPEAKS_OF_CODE = 3  # such words, none of them in a line of code
LONGEST = 400  # characters round a word that speaks of code
LONGEST_CODE = 1200  # characters of a line of code; scripts are written without line ends
PROSE = 1  # lines of prose for each line of markup: what stands among them is none of the text's
FEW = 3  # statements in a row that a page's script leaves; a text shows more of them

# A function of a page that opens windows or writes: no text shows such a line by itself.
_SCRIPT = re.compile(r"\bfunction\b[^\n]{1,600}\b(?:window|document|screen)\.")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_ANNOUNCED = re.compile(r"[:：]$|如下")

# --- within sentences ----------------------------------------------------------------------------
_IN_SENTENCE = re.compile(rf"(?:{TAG}|{BB})+|(?:{_ESCAPE}){{2,}}")
_IN_SENTENCE_SIGN = re.compile(r"[<\[\\]")
IN_SENTENCE_SIGNS = ("</", "<", "[", "\\")
# What is one only if it recurs: a place-holder, with what stands between two of them.
RECURRING = (
    rf"\{{(?P<from>[A-Za-z_][\w-]{{2,20}})\}}[^{{}}\n，。]{{1,20}}\{{(?!/?(?P=from)\}})[A-Za-z_][\w-]{{2,20}}\}}"
    rf"|{HOLDER}|(?:{_ESCAPE})+"
)
_RECURRING = re.compile(RECURRING)
_PAIR = re.compile(
    r"<(?P<tag>[A-Za-z]{1,10})\b[^<>\n]{0,200}>(?P<inner>[^<>\n]{1,40})</(?P=tag)>"
    r"|\[(?P<bb>[A-Za-z]{1,10})(?:=[^\[\]\n]{0,80})?\](?P<words>[^\[\]\n]{1,40})\[/(?P=bb)\]"
)


def leftover_lines(text: str) -> Iterator[Edit]:
    """Drop the lines that are nothing but markup, and statements that stand by themselves."""
    yield from (_whole_line(text, m.start(), m.end()) for m in _contents(text))
    if not _SIGNS.search(text):
        return
    runs = list(_runs(text))
    if not runs or speaks_of_code(text):
        return
    times = Counter(_shape(m[0]) for _, run in runs for m in run)
    among_prose = len(_PROSE.findall(text)) >= PROSE * sum(times.values())
    for before, run in runs:
        returns = min(times[_shape(m[0])] for m in run)
        if _ANNOUNCED.search(before) and returns < FEW:
            continue
        tags = all(_OF_TAGS.fullmatch(m[0].strip()) for m in run)
        script = len(run) <= FEW and any(_SCRIPT.search(m[0]) for m in run)
        if returns >= FEW or script or (among_prose and (tags or len(run) <= FEW)):
            for m in run:
                yield _whole_line(text, m.start(), m.end())


def _shape(line: str) -> str:
    """A line without its numbers: document.write(ad17); and document.write(ad18); are alike."""
    return _NUMBER.sub("0", line.strip())


def _contents(text: str) -> Iterator[re.Match[str]]:
    if "](#" in text or "toc]" in text or "TOC]" in text:
        yield from _CONTENTS.finditer(text)


def _runs(text: str) -> Iterator[tuple[str, Sequence[re.Match[str]]]]:
    """Lines of code next to one another, with the line before them."""
    run: list[re.Match[str]] = []
    before = last = ""
    for m in _LINE.finditer(text):
        line = m[0].strip()
        if is_code(line):
            before = before if run else last
            run.append(m)
        elif run:
            yield before, run
            run = []
        last = line
    if run:
        yield before, run


def is_code(line: str) -> bool:
    """Whether a line, white space aside, is nothing but markup, or a statement.

    >>> [is_code(x) for x in ('<br /><br />', '[/table]', 'document.write(ad(7));', '.ad{top:0}')]
    [True, True, True, True]
    >>> [is_code(x) for x in ('[1]', '<春>', '{甲，乙}', '[A]', 'f(x)', '第一章')]
    [False, False, False, False, False, False]
    """
    if len(line) > LONGEST_CODE or not line or line[0] > "\x7f" or line.isdigit():
        return False
    if line[0] in "<[{&\\$|_/@" and _OF_TAGS.fullmatch(line):
        return True
    if _MAY_STATE.search(line) is not None and _STATED.fullmatch(line) is not None:
        return True
    return _MAY_BE_CUT_OFF.search(line) is not None and _CUT_OFF.fullmatch(line) is not None


def speaks_of_code(text: str) -> bool:
    """Whether programs are what a text is about."""
    words = 0
    for m in _OF_CODE.finditer(text):
        first, last = max(0, m.start() - LONGEST), m.end() + LONGEST
        start = max(first, text.rfind("\n", first, m.start()) + 1)
        end = text.find("\n", m.end(), last)
        line = text[start : end if end >= 0 else last].strip()
        words += text[m.start() - 1 : m.start()] not in ("<", "/", ".", "[") and not is_code(line)
        if words >= SPEAKS_OF_CODE:
            return True
    return False


def in_sentences(text: str) -> Iterator[re.Match[str]]:
    """Tags and escapes, those next to one another as one: several, one with values, one of many."""
    if not any(sign in text for sign in IN_SENTENCE_SIGNS):
        return
    every = list(leaping(_IN_SENTENCE, _IN_SENTENCE_SIGN, text))
    times = Counter(m[0] for m in every)
    found = [
        m for m in every
        if times[m[0]] >= FEW or "=" in m[0] or sum(map(m[0].count, "<[\\")) > 1
    ]  # fmt: skip
    if found and not speaks_of_code(text):
        yield from found


Found = tuple[tuple[int, int], str]  # where, and by which words it is judged


def recurring(text: str) -> Iterator[Found]:
    """Place-holders and escapes, which say nothing where they stand once."""
    if "{" in text or "\\" in text or "<%" in text or "[!" in text or "<?" in text:
        yield from ((m.span(), m[0]) for m in _RECURRING.finditer(text))


def pairs(text: str) -> Iterator[Found]:
    """Tags with the words between them; by these is told whether they are a page's."""
    if "</" in text or "[/" in text:
        yield from ((m.span(), m["inner"] or m["words"]) for m in _PAIR.finditer(text))


def _whole_line(text: str, start: int, end: int) -> Edit:
    return Edit(start, min(end + 1, len(text)), "", "markup", Role.NOISE)
