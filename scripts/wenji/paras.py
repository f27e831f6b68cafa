"""Paragraphs of a cleaned text as splitting sees them: with what stood before them."""

from __future__ import annotations

import re
from typing import NamedTuple

from wenji.clean.noise import SEPARATOR
from wenji.draft import Draft
from wenji.lines import turned_twice

_LINE = re.compile(r"[^\n]+")
_LETTER = re.compile(r"[^\W\d_]")
_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
NAME = 3  # letters by which lines that were dropped are alike: 上一篇, 责任编, END
WIDE = 1.7  # characters of the source for each of a line set wide
DRAWN = "\f"
_BOLD = ("**", "__")
ANY = "any"  # the name of every line of words that was dropped


class Para(NamedTuple):
    """A paragraph of the cleaned text: its place there, and what stood before it.

    `indent` is the white space right before it in its source line ("" if it does not begin
    one), `gap` the number of line breaks before it. `border` tells what was dropped between it
    and the paragraph before, "" if nothing: a drawn line, the end of a text, a site's line; like
    things have like names. `wide` says whether its source sets all characters apart. `level` is
    that of a Markdown heading (0: none), `bold` says that Markdown sets the line in bold type.
    """

    start: int
    end: int
    text: str
    indent: str
    gap: int = 1
    border: str = ""
    wide: bool = False
    level: int = 0
    bold: bool = False


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
        level, bold, begin = _signs(source, previous, at)
        own = begin == 0 or source[begin - 1] in "\r\n"
        between = source[previous:at].replace(line_end, "\n")
        gap = between.count("\n") + between.count("\r")
        indent = source[begin:at] if own else ""
        border = _border(between) if between.strip(_SPACES + "\r\n") else ""
        previous = draft.source_at(m.end() - 1) + 1
        wide = previous - at >= WIDE * len(m[0])
        bold = bold and source.startswith(_BOLD, previous)
        out.append(Para(m.start(), m.end(), m[0], indent, gap, border, wide, level, bold))
    if 2 * sum(p.wide for p in out) > len(out):  # all of the text is set so
        return [p._replace(wide=False) for p in out]
    return out


def _signs(source: str, previous: int, at: int) -> tuple[int, bool, int]:
    """What Markdown says of the line that begins at `at`: its level, whether it begins in bold
    type, and where its signs and the white space before them begin.

    >>> _signs("渠通了。\\n## **备耕**", 4, 10)
    (2, True, 5)
    """
    level, begin = 0, at
    bold = source.startswith(_BOLD, at - 2) and at - 2 >= previous
    if bold:
        begin = at - 2
    while begin > 0 and source[begin - 1] in _SPACES:
        begin -= 1
    while begin > previous and source[begin - 1] == "#":
        begin -= 1
        level += 1
    while begin > 0 and source[begin - 1] in _SPACES:
        begin -= 1
    if begin > 0 and source[begin - 1] not in "\r\n":  # signs within a line
        begin = at
        while begin > 0 and source[begin - 1] in _SPACES:
            begin -= 1
        return 0, False, begin
    return level, bold, begin


def _border(between: str) -> str:
    """The names of the lines that were dropped, numbers aside.

    >>> _border("\\n========\\n(责任编辑：林禾)\\n12\\n")
    '=\\n责任编\\nany'
    """
    names: dict[str, None] = {}
    if "\f" in between:
        names[DRAWN] = None
    for line in between.splitlines():
        body = line.strip()
        drawn = SEPARATOR.search(line) is not None
        letters = "".join(_LETTER.findall(body))
        if drawn and body:
            names[letters[:NAME] or body[:1]] = None
        elif letters:
            names[letters[:NAME]] = None
            names[ANY] = None
    return "\n".join(names)
