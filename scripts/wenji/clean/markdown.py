"""Signs of Markdown: `## ` before headings, `**` and `__` round words in bold type, and others.

Texts copied from Markdown pages, note programs and chat assistants carry them into `.txt` files
and mails as well, so it is the text that tells, not the file's name. The signs go; what they say
(a heading of which level, a line in bold type) is read from the source again where paragraphs
are made (`paras.Para.level`, `paras.Para.bold`), and is evidence for titles and headings.

Two asterisks are also how words are masked (`**市`), `#` how topics are tagged (`#春耕#`), and
either may be drawn round titles: they stay where the file does not use them as Markdown does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from wenji.facts.fences import front_matter_end
from wenji.model import Edit, Role
from wenji.sentences import ended

RULE_HEADING, RULE_EMPHASIS, RULE_SIGN = "markdown-heading", "markdown-emphasis", "markdown-sign"

_SPACE = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
# ## 备耕 — and ##备耕, where # alone would be a tag; what follows must hold a word.
_HEADING = re.compile(
    rf"^{_SPACE}{{0,4}}(?P<sign>\#{{1,6}}{_SPACE}+|\#{{2,6}})(?=[^\s#].{{0,200}}$)(?P<words>[^\n]*?\w[^\n]*?)"
    rf"(?P<tail>{_SPACE}*\#*{_SPACE}*)$",
    re.MULTILINE,
)
# Where headings say that it is Markdown: a rule, a fence round code, the sign of a quotation.
_OTHER = re.compile(
    rf"^{_SPACE}*(?:-{{3,}}|\*{{3,}}|_{{3,}}|(?:```|~~~)[`~ \w]{{0,60}}){_SPACE}*(?:\n|\Z)"
    rf"|^(?:>{_SPACE}?)+(?=\S)",
    re.MULTILINE,
)
# == 备耕 ==, as wikis have it.
_WIKI = re.compile(
    rf"^{_SPACE}{{0,4}}(?P<sign>(?P<d>={{1,6}}){_SPACE}*)(?P<words>[^\s=][^\n=]{{0,80}}?)"
    rf"(?P<tail>{_SPACE}*(?P=d)){_SPACE}*$",
    re.MULTILINE,
)
_COUNTED = re.compile(r"[0-9一二三四五六七八九十]+[:：.．、 \t]")  # `# 3 …` counts the texts
# Between fences # begins a programme's remark. Bounded, so that a lone fence hides no more.
_CODE = re.compile(
    rf"^{_SPACE}{{0,4}}(?P<fence>```|~~~)[^\n]{{0,60}}\n(?:[^\n]*\n){{0,400}}?{_SPACE}{{0,4}}(?P=fence)",
    re.MULTILINE,
)
_COMMENTS = re.compile(r"^#(?!#).*\n(?=#(?!#))", re.MULTILINE)  # lines of a programme's remark
_SIGN = re.compile(r"\*{2,}|_{2,}")
# A line that is in bold type whole, or begins so: **备耕**, **备足种子。**春分前…, - **闸门**：四座
_STRONG = re.compile(
    rf"^{_SPACE}*(?:[-*+•·]{_SPACE}+|[0-9]{{1,2}}[.．、]{_SPACE}*)?(?P<sign>\*\*|__)(?=[^\s*_])"
    rf"[^*_\n]{{1,80}}(?<=\S)(?P=sign)(?:{_SPACE}*$|[：:]|(?<=[。：:！？].{{2}}))",
    re.MULTILINE,
)

# --- thresholds; origin: judgement --------------------------------------------------------------
LEAST_HEADINGS = 2  # one alone must be the first line, or stand between blank ones
LEAST_LEVELS = 2  # of headings between signs of equality
MOST_ENDED = 0.5  # of them closed like sentences: else # is a bullet
MOST_COMMENTS = 0.3  # of them right above one more: else they are a programme's remarks
LEAST_STRONG = 2  # lines in bold type, or with a head in it, where no heading says it is Markdown


def markdown(text: str) -> Iterator[Edit]:
    """The signs of headings and of bold type, where the file uses them as Markdown does; with
    headings, those of rules, code and quotations as well."""
    if found := list(_headings(text)):
        yield from found
        below = front_matter_end(text)
        yield from (_drop(m.start(), m.end(), RULE_SIGN) for m in _OTHER.finditer(text, below))
    least = 0 if is_markdown(text) else LEAST_STRONG
    for sign in ("**", "__"):
        if text.count(sign) >= 2 * max(1, least):
            yield from _emphasis(text, sign, least)


def is_markdown(text: str) -> bool:
    """Whether a file has front matter, or headings as Markdown writes them."""
    return front_matter_end(text) > 0 or next(_headings(text), None) is not None


def _headings(text: str) -> Iterator[Edit]:
    yield from _wiki_headings(text)
    found = list(_HEADING.finditer(text)) if "#" in text else []
    if found and (code := [m.span() for m in _CODE.finditer(text)]):
        ends = [end for _, end in code]  # in order, as their starts are
        found = [
            m for m in found
            if (k := bisect_right(ends, m.start())) == len(code) or m.start() < code[k][0]
        ]  # fmt: skip
    if {len(m["sign"].rstrip()) for m in found} == {1}:
        found = [m for m in found if not _COUNTED.match(m["words"])]
    if not found or sum(ended(m["words"]) for m in found) > MOST_ENDED * len(found):
        return
    if len(_COMMENTS.findall(text)) > MOST_COMMENTS * len(found):
        return
    if len(found) < LEAST_HEADINGS and not _set_apart(text, found[0]):
        return
    for m in found:
        yield _drop(m.start("sign"), m.end("sign"), RULE_HEADING)
        if m["tail"].strip():
            yield _drop(m.start("tail"), m.end("tail"), RULE_HEADING)


def _wiki_headings(text: str) -> Iterator[Edit]:
    found = list(_WIKI.finditer(text)) if "=\n" in text else []
    if len({m["d"] for m in found}) < LEAST_LEVELS:
        return  # of one level, they may be drawn round titles
    for m in found:
        yield _drop(m.start("sign"), m.end("sign"), RULE_HEADING)
        yield _drop(m.start("tail"), m.end("tail"), RULE_HEADING)


def _set_apart(text: str, line: re.Match[str]) -> bool:
    """Whether a line is the first, or stands between two blank ones."""
    first = not text[: line.start()].strip()
    above = text[: line.start()].rsplit("\n", 2)[-2:-1]
    below = text[line.end() + 1 :].split("\n", 1)[0]
    return first or (above == [""] and not below.strip())


def _emphasis(text: str, sign: str, least: int) -> Iterator[Edit]:
    """The signs of bold type in pairs: all of them where the file has no other, else those of
    whole lines and of heads of lines. A sign without a partner may be a mask."""
    strong = [m for m in _STRONG.finditer(text) if m["sign"] == sign]
    if len(strong) < least:
        return
    signs = [m for m in _SIGN.finditer(text) if m[0][0] == sign[0]]
    pairs = list(zip(signs[::2], signs[1::2], strict=False))
    if len(signs) % 2 or not all(_is_pair(text, a, b) for a, b in pairs):
        heads = {m.start("sign") for m in strong}
        pairs = [(a, b) for a, b in pairwise(signs) if a.start() in heads and _is_pair(text, a, b)]
    for pair in pairs:
        for m in pair:
            yield _drop(m.start(), m.end(), RULE_EMPHASIS)


def _is_pair(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether two signs stand round words of one line as CommonMark has it."""
    words = text[a.end() : b.start()]
    return len(a[0]) == len(b[0]) == 2 and words.strip() == words != "" and "\n" not in words


def _drop(start: int, end: int, rule: str) -> Edit:
    return Edit(start, end, "", rule, Role.NOISE)
