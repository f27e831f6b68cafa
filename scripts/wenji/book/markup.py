"""Texts as XHTML, the same for EPUB and for pages to print. Everything is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from wenji.book.model import Block, Text
from wenji.forms import FORMS, ROW
from wenji.write.fences import CLASS, FIRST, TABLE


def body(blocks: Iterable[Block], prefix: str = "") -> str:
    """The blocks as elements; headings have the ids `PREFIXh1`, `PREFIXh2` … in their order.

    >>> from wenji.book.model import Run
    >>> body([Block("h2", (Run("一、<b>"),)), Block("p", (Run("甲", True), Run("乙")))], "a-")
    '<h2 id="a-h1">一、&lt;b&gt;</h2>\\n<p><strong>甲</strong>乙</p>\\n'
    """
    return "".join(_elements(blocks, prefix))


def _elements(blocks: Iterable[Block], prefix: str) -> Iterator[str]:
    count = 0
    for kind, group in groupby(blocks, key=lambda b: b.kind):
        if kind[0] == "h":
            for block in group:
                count += 1
                yield f'<{kind} id="{escape(prefix)}h{count}">{_inner(block)}</{kind}>\n'
        elif kind == "li":
            yield f"<ul>{''.join(f'<li>{_inner(b)}</li>' for b in group)}</ul>\n"
        elif kind == "quote":
            yield f"<blockquote>{''.join(f'<p>{_inner(b)}</p>' for b in group)}</blockquote>\n"
        elif kind == "pre":
            yield f'<p class="pre">{"<br/>".join(_inner(b) for b in group)}</p>\n'
        elif kind == ROW:
            yield from _tables(group)
        elif kind in FORMS:
            for block in group:
                name = f"{CLASS}{kind} {FIRST}" if block.first else f"{CLASS}{kind}"
                yield f'<p class="{name}">{_inner(block)}</p>\n'
        else:
            yield "".join(f"<p>{_inner(block)}</p>\n" for block in group)


def _tables(rows: Iterable[Block]) -> Iterator[str]:
    """Tables, each from its first row on; a first row of strong cells is the head."""
    opened = ""
    for row in rows:
        if row.first or not opened:
            yield opened and f"</{opened}></table>\n"
            opened = "thead" if all(cell.strong for cell in row.runs) else "tbody"
            yield f'<table class="{TABLE}"><{opened}>'
        elif opened == "thead":
            yield "</thead><tbody>"
            opened = "tbody"
        cells = (
            f"<{c}>{escape(r.text)}</{c}>" for r in row.runs for c in ("th" if r.strong else "td",)
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield f"</{opened}></table>\n"


def head(text: Text, level: int = 1, attributes: str = "") -> str:
    """The title of a text with its facts below."""
    told = "".join(f"<span>{escape(fact)}</span> " for fact in text.facts).rstrip()
    by = f'<p class="by">{told}</p>' if told else ""
    return f"<h{level}{attributes}>{escape(text.title)}</h{level}>\n{by}\n"


def source(text: Text) -> str:
    """Where a text comes from, a line for each thing."""
    lines = "".join(f"<p><bdi>{escape(line)}</bdi></p>" for line in text.source)
    return f'<footer class="source">{lines}</footer>\n'


def _inner(block: Block) -> str:
    return "".join(
        f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text)
        for run in block.runs
    )
