"""Pictures and links as Markdown writes them: `![照片](a.jpg)`, `[通知](https://…)`.

A page of text has no place for the picture, and its address would stand there for it: both go,
and the editor is told how many there were. Of a link the words stay; the address is in the ledger.
Only what leads somewhere is a link: `[甲](乙)` may be a text's own brackets; and one link alone
may be what a text speaks of, unless its file is written as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.clean.markdown import is_markdown
from wenji.model import Edit, Role

RULE_PICTURE, RULE_LINK = "markdown-picture", "markdown-link"

LEAST_LINKS = 3  # where nothing else says that the file is Markdown; origin: judgement

# Lengths are bounded, so that a line of nothing but brackets takes linear time.
_TITLE = r"(?:[ \t]+[\"“][^\"”\n]{0,200}[\"”])?"
_PICTURE = re.compile(
    rf"!\[[^\]\n]{{0,300}}\]\((?:[^()\n]|\([^()\n]{{0,100}}\)){{0,2000}}{_TITLE}\)"
)
_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]{0,300})\](?P<address>\((?:[a-z]{3,6}://|mailto:|\.{0,2}/)"
    rf"[^()\s]{{0,1000}}{_TITLE}\)|\([\w%/.-]{{1,200}}\.(?:html?|md)(?:\#[^()\s]{{0,100}})?{_TITLE}\))"
)


def pictures(text: str) -> Iterator[Edit]:
    """Pictures, with the line that holds nothing else.

    >>> text = "渠通了。\\n![渠](https://shiqiao.example/a.jpg)\\n水来了。"
    >>> [text[e.start : e.end] for e in pictures(text)]
    ['![渠](https://shiqiao.example/a.jpg)\\n']
    """
    if "](" not in text:
        return
    for m in _PICTURE.finditer(text):
        start = text.rfind("\n", 0, m.start()) + 1
        alone = not text[start : m.start()].strip() and text[m.end() : m.end() + 1] == "\n"
        whole = (start, m.end() + 1) if alone else m.span()
        yield Edit(*whole, "", RULE_PICTURE, Role.NOISE)


def links(text: str) -> Iterator[Edit]:
    """The address of a link, and the brackets round its words but for a note's number.

    >>> text = "# 护渠小结\\n见[通知](https://shiqiao.example/1.html)。"
    >>> [text[e.start : e.end] for e in links(text)]
    ['[', '](https://shiqiao.example/1.html)']
    """
    if "](" not in text:
        return
    found = list(_LINK.finditer(text))
    if len(found) < LEAST_LINKS and not (_PICTURE.search(text) or is_markdown(text)):
        return
    for m in found:
        if m["words"].strip().isdigit():
            yield Edit(*m.span("address"), "", RULE_LINK, Role.NOISE)
        elif m["words"].strip():
            yield Edit(m.start(), m.start("words"), "", RULE_LINK, Role.NOISE)
            yield Edit(m.end("words"), m.end(), "", RULE_LINK, Role.NOISE)
        else:
            yield Edit(m.start(), m.end(), "", RULE_LINK, Role.NOISE)
