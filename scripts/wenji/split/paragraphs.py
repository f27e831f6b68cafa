"""The lines of a cleaned text as paragraphs, each with what stood before it in its source."""

from __future__ import annotations

import re

from wenji.clean.markdown import RULE_EMPHASIS, RULE_HEADING
from wenji.clean.markup import RULE_TAG
from wenji.clean.noise import SEPARATOR
from wenji.draft import Draft
from wenji.lines import turned_twice
from wenji.paras import ANY, ONE_SPACE, Para

_LINE = re.compile(r"[^\n]+")
_TAG = re.compile(r"</?(?:b|strong|h[1-6])\b[^<>\n]{0,300}>", re.IGNORECASE)  # they set off words
_LETTER = re.compile(r"[^\W\d_]")
_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
NAME = 3  # letters by which lines that were dropped are alike: 上一篇, 责任编, END
WIDE = 1.7  # characters of the source for each of a line set wide
DRAWN = "\f"
QUOTED = f"{_SPACES}>＞|"  # what stands before each line of a quoted text
# Signs before the words of a line, which cleaning has dropped, and those that close bold type.
_SIGNED = frozenset({RULE_HEADING, RULE_EMPHASIS, RULE_TAG})
LONGEST_SIGNS = 300
# An indent in entities, or behind the sign of a quoted text.
_ENTITY = re.compile(r"&(?:nbsp|emsp|ensp|#160|#8195|#12288);|\N{IDEOGRAPHIC SPACE}")
_SPELT_INDENT = re.compile(rf"[{_SPACES}>＞|]*(?:(?:{_ENTITY.pattern})[{_SPACES}]*)*")
INDENT = "\N{IDEOGRAPHIC SPACE}"
_BEFORE = re.compile(
    rf"(?P<indent>[{_SPACES}]*)(?:(?P<hash>#{{1,6}})|(?P<wiki>={{1,6}})|(?P<org>\*{{1,6}})(?= )"
    r"|\\(?P<tex>part|chapter|(?:sub){0,2}section)\*?\{"
    rf"|<[hH](?P<tag>[1-6])\b[^<>]*>)?[{_SPACES}]*"
    r"(?P<bold>\*\*|__|<(?:b|strong|B|STRONG)\b[^<>]*>)?[^\S\n]*"
)
_TEX_LEVELS = {
    "part": 2, "chapter": 2, "section": 3, "subsection": 4, "subsubsection": 5,
}  # fmt: skip
_AFTER = re.compile(r"[^\S\n]*(?:\*\*|__|</(?:b|strong|B|STRONG)>)")
_LOST_SIGN = re.compile("[：:] [\u4e00-\u9fff]")  # 曰： 渠通了。
# So many spaces behind colons, and such a share of the colons, stand for lost quotation marks.
LOST_SIGNS, LOST_SHARE = 10, 0.3


def paras_of(draft: Draft) -> list[Para]:
    """The lines of a draft whose paragraphs are settled, with what stood before each."""
    out: list[Para] = []
    source = draft.source
    line_end = "\r\r\n" if turned_twice(source) else "\r\n"
    previous = 0
    kept = range(0)  # the stretch that was looked at last, `shift` further on in the source
    shift = 0
    for m in _LINE.finditer(draft.text):
        start, end = m.span()
        if start not in kept:
            kept, shift = draft.kept_at(start)
        at = start + shift if start in kept else draft.source_at(start)
        if at == previous + 1 and source[previous] == "\n":  # as nearly all lines stand
            if end - 1 not in kept:
                kept, shift = draft.kept_at(end - 1)
            previous = (end - 1 + shift if end - 1 in kept else draft.source_at(end - 1)) + 1
            wide = previous - at >= WIDE * (end - start)
            out.append(Para(start, end, m[0], "", wide=wide))
            continue
        begin = at
        while begin > 0 and source[begin - 1] in _SPACES:
            begin -= 1
        own = begin == 0 or source[begin - 1] in "\r\n"
        indent = source[begin:at] if own else ""
        between = source[previous:at].replace(line_end, "\n")
        gap = between.count("\n") + between.count("\r")
        border = _border(between) if between.strip(_SPACES + "\r\n") else ""
        previous = draft.source_at(m.end() - 1) + 1
        wide = previous - at >= WIDE * len(m[0])
        level, bold = 0, False
        if not own:
            line = _line_before(source, at)
            if not _SIGNED.isdisjoint(draft.dropped_before(start)):
                level, bold, indent = _signs(line, source, previous)
            elif _SPELT_INDENT.fullmatch(line):
                indent = INDENT * len(_ENTITY.findall(line))
        out.append(Para(m.start(), m.end(), m[0], indent, gap, border, wide, level, bold))
    if any(p.indent in ONE_SPACE for p in out) and _has_lost_signs(source):
        out = [p._replace(indent="") if p.indent in ONE_SPACE else p for p in out]
    if 2 * sum(p.wide for p in out) > len(out):  # all of the text is set so
        return [p._replace(wide=False) for p in out]
    return out


def _has_lost_signs(source: str) -> bool:
    """Whether spaces stand where quotation marks stood: one at a line's head is no indent then.

    >>> _has_lost_signs("他说： 渠通了。 \\n" * 12), _has_lost_signs("他说：渠通了。\\n" * 12)
    (True, False)
    """
    lost = sum(1 for _ in _LOST_SIGN.finditer(source))
    return lost >= max(LOST_SIGNS, LOST_SHARE * (source.count("：") + source.count(":")))


def _line_before(source: str, at: int) -> str:
    """What stands on a line before `at`; of a long one a part that is no sign."""
    near = source[max(0, at - LONGEST_SIGNS) : at]
    return near[max(near.rfind("\n"), near.rfind("\r")) + 1 :]


def _signs(line: str, source: str, end: int) -> tuple[int, bool, str]:
    """What the signs `line`, before words that end at `end` of the source, say of these: their
    level as a heading, whether they are in bold type, their indent.

    >>> _signs("## **", "## **备耕**", 7), _signs("<h3>", "<h3>备耕</h3>", 6)
    ((2, True, ''), (3, False, ''))
    >>> _signs("　== ", "　== 备耕 ==", 6), _signs("甲## ", "甲## 备耕", 6)
    ((2, False, '　'), (0, False, ''))
    """
    m = _BEFORE.fullmatch(line)
    if m is None:
        return 0, False, ""
    level = len(m["hash"] or m["wiki"] or "") or int(m["tag"] or 0)
    if m["org"] or m["tex"]:  # below the title, which they give otherwise
        level = 1 + len(m["org"]) if m["org"] else _TEX_LEVELS[m["tex"]]
    bold = m["bold"] is not None and _AFTER.match(source, end) is not None
    return level, bold, m["indent"]


def _border(between: str) -> str:
    """The names of the lines that were dropped, numbers and tags of headings aside.

    >>> _border("\\n========\\n(责任编辑：林禾)\\n12\\n")
    '=\\n责任编\\nany'
    """
    names: dict[str, None] = {}
    if "\f" in between:
        names[DRAWN] = None
    for line in (_TAG.sub("", between) if "<" in between else between).splitlines():
        body = line = line.strip(QUOTED)
        drawn = SEPARATOR.search(line) is not None
        letters = "".join(_LETTER.findall(body))
        if drawn and body:
            names[letters[:NAME] or body[:1]] = None
        elif letters:
            names[letters[:NAME]] = None
            names[ANY] = None
    return "\n".join(names)
