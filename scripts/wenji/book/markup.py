"""Texts as XHTML, the same for EPUB and for pages to print. Everything is escaped here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from wenji.book.model import Block, Text
from wenji.forms import FORMS, ROW
from wenji.forms.note_links import links
from wenji.write.fences import CLASS, FIRST, TABLE
from wenji.write.note_links import BACK, CALL


def body(blocks: Iterable[Block], prefix: str = "", linked: bool = False) -> str:
    """The blocks as elements; headings have the ids `PREFIXh1`, `PREFIXh2` … in their order.

    Where `linked`, signs of notes lead to the notes and back, as on the pages of the site.

    >>> from wenji.book.model import Run
    >>> body([Block("h2", (Run("一、<b>"),)), Block("p", (Run("甲", True), Run("乙")))], "a-")
    '<h2 id="a-h1">一、&lt;b&gt;</h2>\\n<p><strong>甲</strong>乙</p>\\n'
    """
    told = list(blocks)
    return "".join(_elements(told, prefix, _Notes(told) if linked else None))


class _Notes:
    """Links between signs and notes, by the block that they stand in."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._places: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
        forms = ["h" if b.level else b.kind for b in blocks]
        for link in links([b.text for b in blocks], forms):
            above, below = blocks[link.call], blocks[link.note]
            if not (
                _in_one_run(above, link.start, link.end) and _in_one_run(below, 0, link.note_end)
            ):
                continue
            call, note = (f"{name}-{link.number}" for name in (CALL, BACK))
            there = f'epub:type="noteref" href="#{note}"'
            back = f'epub:type="backlink" href="#{call}"'
            self._places[id(above)].append((link.start, link.end, call, there))
            self._places[id(below)].append((0, link.note_end, note, back))

    def inner(self, block: Block) -> str:
        """What stands in a block's element."""
        places = self._places.get(id(block), ())
        out: list[str] = []
        at = 0
        for run in block.runs:
            words, done = "", 0
            for start, end, name, attributes in places:
                if at <= start and end <= at + len(run.text):
                    words += escape(run.text[done : start - at])
                    sign = escape(run.text[start - at : end - at])
                    words += f'<a id="{name}" {attributes}>{sign}</a>'
                    done = end - at
            words += escape(run.text[done:])
            out.append(f"<strong>{words}</strong>" if run.strong else words)
            at += len(run.text)
        return "".join(out)


def _in_one_run(block: Block, start: int, end: int) -> bool:
    """Whether some words of a block can be a link: cells and preserved lines cannot."""
    at = 0
    for run in block.runs:
        if at <= start and end <= at + len(run.text):
            return block.kind not in (ROW, "pre")
        at += len(run.text)
    return False


def _elements(blocks: Iterable[Block], prefix: str, notes: _Notes | None) -> Iterator[str]:
    count = 0
    inner = notes.inner if notes else _inner
    for kind, group in groupby(blocks, key=lambda b: b.kind):
        if kind[0] == "h":
            for block in group:
                count += 1
                yield f'<{kind} id="{escape(prefix)}h{count}">{_inner(block)}</{kind}>\n'
        elif kind == "li":
            yield f"<ul>{''.join(f'<li>{inner(b)}</li>' for b in group)}</ul>\n"
        elif kind == "quote":
            yield f"<blockquote>{''.join(f'<p>{inner(b)}</p>' for b in group)}</blockquote>\n"
        elif kind == "pre":
            yield f'<p class="pre">{"<br/>".join(_inner(b) for b in group)}</p>\n'
        elif kind == ROW:
            yield from _tables(group)
        elif kind in FORMS:
            for block in group:
                name = f"{CLASS}{kind} {FIRST}" if block.first else f"{CLASS}{kind}"
                yield f'<p class="{name}">{inner(block)}</p>\n'
        else:
            yield "".join(f"<p>{inner(block)}</p>\n" for block in group)


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
