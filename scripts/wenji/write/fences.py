"""A Markdown extension for what paragraphs are besides prose.

    ::: verse
    渠水清，渠水长，
    一直流到打谷场。
    :::

Each line between the marks is a paragraph of the class `wj-is-verse` (one of `forms.FORMS`), and
the first of them has `wj-first` as well. Paragraphs stay beside each other in the page, in no
box of their own, so that everything that counts paragraphs goes on counting them.

Lines of `::: row` are rows of a table that bars divide, as their source drew it. The bars are
text and stay to be seen: they are the lines of the table. Tables that the source set with tabs or
spaces are Markdown tables; a head without words is left out.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from wenji.forms import FORMS, ROW
from wenji.table_rows import BAR, cells, has_head, is_ruler

CLASS = "wj-is-"  # … `verse` and so on; the styles are in `overrides/assets/styles/forms.css`
FIRST = "wj-first"
TABLE = "wj-grid"
DRAWN = "wj-drawn"  # bars

FENCE = ":::"
# The lines of our Markdown that say what others are, exactly as `markdown.body` writes them.
MARKUP_LINE = re.compile(rf"{FENCE}(?: [a-z]+)?|\|(?: --- \|)+|\|(?: \|)+")

# Before tables (75), headings (70, 60) and lists read the lines of a block.
_BLOCKS = 95
# After the white space between elements is set (`prettify`, 10), before paragraphs get addresses.
_TREE = -5
_OPENS = re.compile(rf"{FENCE} ({'|'.join(FORMS)})(?:\n|$)")


class Fences(Extension):  # type: ignore[misc] # untyped
    """To be given to Markdown beside the extensions of `mkdocs.yml`.

    `wanted` says whether the page that comes next is an article, whose tables are ours.
    """

    def __init__(self, wanted: bool = True) -> None:
        super().__init__()
        self.wanted = wanted

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Markdown calls
        """Register the passes."""
        md.parser.blockprocessors.register(_Fence(md.parser), "wenji_fences", _BLOCKS)
        if self.wanted:
            md.treeprocessors.register(_Tables(md), "wenji_tables", _TREE)


class _Fence(BlockProcessor):  # type: ignore[misc] # untyped
    def test(self, parent: Element, block: str) -> bool:
        return _OPENS.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """The block that a fence opens, with those that follow up to its end; else it is text."""
        opened = _OPENS.match(blocks[0])
        lines: list[str] = []
        count = 0
        while FENCE not in lines:
            if count == len(blocks):
                return False
            lines += [line.strip() for line in blocks[count].split("\n")]
            count += 1
        at = lines.index(FENCE)
        del blocks[:count]
        if rest := "\n".join(lines[at + 1 :]):
            blocks.insert(0, rest)
        told = [line for line in lines[1:at] if line]
        if opened and opened[1] == ROW:
            _barred(parent, [line.removeprefix("\\") for line in told])
        elif opened:
            for n, line in enumerate(told):
                name = f"{CLASS}{opened[1]}"
                paragraph = SubElement(
                    parent, "p", {"class": f"{name} {FIRST}" if n == 0 else name}
                )
                paragraph.text = line
        return True


def _barred(parent: Element, rows: list[str]) -> None:
    """A table of rows that bars divide."""
    if not rows:
        return
    told = [row for row in rows if not is_ruler(row)]
    ruled = len(rows) > 1 and is_ruler(rows[1]) and bool(told)
    head = 1 if ruled or (told[:1] == rows[:1] and has_head([cells(r) for r in told])) else 0
    table = SubElement(parent, "table")
    for name, cell, some in (("thead", "th", rows[:head]), ("tbody", "td", rows[head:])):
        if some:
            part = SubElement(table, name)
            for row in some:
                _row(SubElement(part, "tr"), row, cell)


def _row(parent: Element, text: str, name: str) -> None:
    if is_ruler(text):
        parent.set("class", f"{CLASS}ruler")
    told = cells(text)
    for n, words in enumerate(told):
        cell = SubElement(parent, name)
        last: Element | None = None
        if n or text.startswith(BAR):
            last = _bar(cell)
            last.tail = words
        else:
            cell.text = words
        if n == len(told) - 1 and text.endswith(BAR):
            _bar(cell)


def _bar(cell: Element) -> Element:
    bar = SubElement(cell, "span", {"class": DRAWN})
    bar.text = AtomicString(BAR)
    return bar


class _Tables(Treeprocessor):  # type: ignore[misc] # untyped
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            if "class" in table.attrib:
                continue
            table.set("class", TABLE)
            table.set("tabindex", "0")  # on narrow windows it scrolls, by keyboard as well
            head = table.find("thead")
            if head is not None and not "".join(head.itertext()).strip():
                table.remove(head)
            for row in table.iter("tr"):
                row.text = None
                for cell in row:
                    cell.tail = None
