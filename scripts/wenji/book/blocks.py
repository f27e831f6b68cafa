"""The Markdown of a page as blocks: what MkDocs shows of it, without what only a browser can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wenji.book.model import Block, Run
from wenji.forms import FORMS, ROW
from wenji.write.early_escapes import EarlyEscapes
from wenji.write.fences import CLASS, DRAWN, FIRST, Fences
from wenji.write.markdown import shown

# `mkdocs.yml` and what MkDocs itself adds.
EXTENSIONS = ("attr_list", "tables", "fenced_code", "toc")

STRONG = frozenset(("strong", "b", "em", "i"))
LEFT_OUT = frozenset(("script", "style", "template", "iframe", "object", "img", "svg"))
# What a block becomes; other elements that hold blocks are looked through.
KINDS = {
    **{f"h{n}": f"h{n}" for n in range(2, 7)},
    "h1": "h2", "p": "p", "li": "li", "dt": "p", "dd": "p", "tr": ROW, "pre": "pre",
}  # fmt: skip
HOLDERS = frozenset(
    ("ul", "ol", "dl", "div", "section", "blockquote", "table", "thead", "tbody", "details")
)
RULER = f"{CLASS}ruler"  # a row that only draws a line

_SPACE = re.compile(r"[ \t\n\r\f]+")
# What XML cannot hold, beyond what no page shows.
_NOT_XML = re.compile("[\ufffe\uffff]")


def clean(text: str) -> str:
    r"""A text without what XML cannot hold: control characters, noncharacters, surrogates.

    >>> clean("甲\x07\n乙\ufffe")
    '甲 乙'
    """
    return _NOT_XML.sub("", shown(text))


def blocks(markdown: str) -> tuple[Block, ...]:
    r"""The blocks of a page's Markdown.

    >>> [(b.kind, b.text) for b in blocks("## 一、总则 {#a}\n\n**甲。**乙\\*&lt;b>\n")]
    [('h2', '一、总则'), ('p', '甲。乙*<b>')]
    """
    converter = _converter()
    converter.reset()
    html = converter.convert("\n".join(markdown.splitlines()))
    root = LexborHTMLParser(f"<main>{html}</main>").css_first("main")
    return tuple(_blocks(root, "p")) if root is not None else ()


@cache
def _converter() -> Markdown:
    return Markdown(
        extensions=[*EXTENSIONS, EarlyEscapes(), Fences()],
        extension_configs={"toc": {"marker": ""}},
    )


def _blocks(holder: LexborNode, kind: str) -> Iterator[Block]:
    """The blocks in an element; words that stand there bare become blocks of this kind."""
    bare: list[Run] = []
    for node in holder.iter(include_text=True):
        tag = node.tag or ""
        if tag not in HOLDERS and tag not in KINDS:
            bare += _runs(node, False)
            continue
        yield from _closed(kind, bare)
        bare = []
        if tag in HOLDERS:
            yield from _blocks(node, "quote" if tag == "blockquote" else kind)
        elif tag in ("li", "dd"):
            yield from _blocks(node, KINDS[tag])
        elif tag == "tr":
            yield from _row(node, first=_begins_table(node))
        else:
            found = KINDS[tag]
            runs = [run for child in node.iter(include_text=True) for run in _runs(child, False)]
            if found != "p":
                yield from _closed(found, runs, keep=found == "pre")
                continue
            form = next((name for name in FORMS if f"{CLASS}{name}" in _classes(node)), kind)
            yield from _closed(form, runs, first=FIRST in _classes(node))
    yield from _closed(kind, bare)


def _row(node: LexborNode, first: bool) -> Iterator[Block]:
    """A row of a table; what the table draws itself is not in it."""
    cells = [cell for cell in node.iter() if cell.tag in ("td", "th")]
    if not cells or RULER in _classes(node):
        return
    told = []
    for cell in cells:
        words = "".join(run.text for run in _runs(cell, False))
        told.append(Run(clean(_SPACE.sub(" ", words)).strip(), cell.tag == "th"))
    yield Block(ROW, tuple(told), first)


def _begins_table(row: LexborNode) -> bool:
    part = row.parent
    return row.prev is None and part is not None and (part.tag == "table" or part.prev is None)


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _runs(node: LexborNode, strong: bool) -> Iterator[Run]:
    tag = node.tag or ""
    if tag == "-text":
        yield Run(node.text_content or "", strong)
    elif tag == "br":
        yield Run("\n", strong)
    elif tag not in LEFT_OUT and DRAWN not in _classes(node):
        for child in node.iter(include_text=True):
            yield from _runs(child, strong or tag in STRONG)


def _closed(kind: str, runs: list[Run], keep: bool = False, first: bool = False) -> Iterator[Block]:
    """A block of these runs, white space as HTML shows it; none where it shows nothing."""
    if keep:
        lines = "".join(run.text for run in runs).rstrip("\n").split("\n")
        yield from (Block("pre", (Run(clean(line)),)) for line in lines if line.strip())
        return
    joined: list[Run] = []
    for run in runs:
        text = clean(_SPACE.sub(" ", run.text))
        if joined and joined[-1].strong == run.strong:
            joined[-1] = Run(joined[-1].text + text, run.strong)
        elif text:
            joined.append(Run(text, run.strong))
    if joined:
        joined[0] = Run(joined[0].text.lstrip(), joined[0].strong)
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].strong)
    told = tuple(run for run in joined if run.text)
    if told:
        yield Block(kind, told, first)
