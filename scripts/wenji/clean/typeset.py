"""Signs of Org and of LaTeX: `* ` or `\\section{…}` at headings, `#+TITLE:`, `\\author{…}`, frames.

As with Markdown, the text tells and not the file's name; signs go, and what they say is read from
the source again (`paras.Para.level`). A star before a line is a bullet unless stars of several
lengths, or a field of Org, stand in the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean.markdown import RULE_HEADING, RULE_SIGN
from wenji.model import Edit, Role

_STARS = re.compile(r"^(?P<sign>\*{1,6} +)[^\s*][^\n]{0,80}$", re.MULTILINE)
_FIELD = re.compile(
    r"^(?P<sign>#\+(?P<key>[A-Za-z_]{2,20}):[ \t]*)(?P<value>[^\n]*)(?:\n|\Z)", re.MULTILINE
)
_SECTION = re.compile(
    r"^[ \t]*(?P<sign>\\(?:part|chapter|(?:sub){0,2}section)\*?\{)[^{}\n]{1,80}(?P<tail>\})[ \t]*$",
    re.MULTILINE,
)
_SAID = re.compile(
    r"^[ \t]*(?P<sign>\\(?:title|author|date)\{)[^{}\\\n]{1,80}(?P<tail>\})[ \t]*$", re.MULTILINE
)
_FRAME = re.compile(
    r"^[ \t]*\\(?:documentclass|usepackage|(?:begin|end)\{(?:document|abstract|center|quote)\}"
    r"|maketitle|tableofcontents|newpage|clearpage|date\{\\today\}|pagestyle)"
    r"[^\u4e00-\u9fff\n]{0,80}(?:\n|\Z)",
    re.MULTILINE,
)
_SAYS = frozenset({"title", "author", "date"})
LEAST = 2  # kinds of stars; commands


def typeset(text: str) -> Iterator[Edit]:
    """The signs of Org and LaTeX, where a text uses them.

    >>> [e.start for e in typeset("* 护渠\\n渠通了。\\n** 清淤\\n水来了。\\n")]
    [0, 10]
    >>> list(typeset("* 护渠\\n* 清淤\\n"))
    []
    """
    if "\n** " in text or "#+" in text:
        yield from _org(text)
    if "\\section" in text or "\\begin{document}" in text:
        yield from _latex(text)


def _org(text: str) -> Iterator[Edit]:
    stars = list(_STARS.finditer(text))
    fields = list(_FIELD.finditer(text))
    titled = any(m["key"].lower() == "title" for m in fields)
    if not titled and len({len(m["sign"].rstrip()) for m in stars}) < LEAST:
        return
    for m in stars:
        yield Edit(m.start("sign"), m.end("sign"), "", RULE_HEADING, Role.NOISE)
    for m in fields if titled else ():
        end = m.end("sign") if m["key"].lower() in _SAYS and m["value"].strip() else m.end()
        yield Edit(m.start(), end, "", RULE_SIGN, Role.NOISE)


def _latex(text: str) -> Iterator[Edit]:
    sections = list(_SECTION.finditer(text))
    frames = list(_FRAME.finditer(text))
    if len(sections) + len(frames) < LEAST:
        return
    for found, rule in ((sections, RULE_HEADING), (list(_SAID.finditer(text)), RULE_SIGN)):
        for m in found:
            yield Edit(m.start("sign"), m.end("sign"), "", rule, Role.NOISE)
            yield Edit(m.start("tail"), m.end("tail"), "", rule, Role.NOISE)
    for m in frames:
        yield Edit(m.start(), m.end(), "", RULE_SIGN, Role.NOISE)
