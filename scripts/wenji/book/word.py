"""A book as a Word file (DOCX) in the layout of official documents, with real headings.

python-docx makes the file and its properties; paragraphs are written as XML at once, because a
collection has tens of thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import chain, groupby
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from wenji.book import word_styles
from wenji.book.archive import MOMENT, repacked
from wenji.book.layout import (
    BOTTOM,
    INNER,
    MM,
    NUMBER_BELOW,
    OUTER,
    PAGE,
    PITCH,
    SMALL_SIZE,
    TEXT,
    TOP,
)  # fmt: skip
from wenji.book.model import Block, Book, Text
from wenji.book.word_styles import LEVELS, W, twips
from wenji.book.wording import ours
from wenji.forms import ATTACHMENT, FORMS, ROW, VERSE

# Of python-docx's template, what our files do without.
UNUSED = (
    REL.THEME, REL.NUMBERING, REL.WEB_SETTINGS, REL.CUSTOM_XML, REL.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)  # fmt: skip
STYLE_OF = {
    "p": "", "li": "ListItem", "quote": "Quote", "pre": "ListItem",
    **{form: form.capitalize() for form in FORMS if form != ROW},
}  # fmt: skip

BELOW = '<w:ind w:left="1600" w:hangingChars="0" w:hanging="0"/>'  # 2.… stands below 附件：1.…

# Punctuation that Chinese and Western texts share: here it is Chinese, and as wide.
_SHARED = re.compile("[‘’“”…—·×]")
CHINESE = '<w:rFonts w:hint="eastAsia"/>'


def word_bytes(book: Book) -> bytes:
    """The file. The same book gives the same bytes."""
    depth = 2 if len(book.parts) > 1 else 1
    document = docx.Document(BytesIO(_empty(book.language, depth)))
    last = document.element.body[-1]  # the section's properties
    paragraphs = "".join(_paragraphs(book, depth))
    for element in list(parse_xml(f'<w:body xmlns:w="{W}">{paragraphs}</w:body>')):
        last.addprevious(element)
    _describe(document, book)
    out = BytesIO()
    document.save(out)
    return repacked(out.getvalue())


# --- the file ------------------------------------------------------------------------------------


@cache
def _empty(language: str, depth: int) -> bytes:
    """A file without text: our page, styles, fonts and settings in python-docx's template."""
    document = docx.Document()
    package, part = document.part.package, document.part
    for owner in (package, part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype in UNUSED:
                del owner.rels[key]
    part._styles_part._element = parse_xml(word_styles.styles(language, depth))
    part._settings_part._element = parse_xml(word_styles.settings(language))
    fonts = part.part_related_by(REL.FONT_TABLE)
    fonts._blob = word_styles.font_table(language).encode("utf-8")
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    _page(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(INNER), Mm(OUTER)
    section.gutter = Mm(0)
    # The dashes stand 7 mm below the text; the footer's place is that of its lower edge.
    section.footer_distance = Mm(BOTTOM - NUMBER_BELOW - SMALL_SIZE / MM / 2)
    grid = f'<w:docGrid xmlns:w="{W}" w:type="lines" w:linePitch="{twips(PITCH)}"/>'
    properties = section._sectPr
    for old in properties.findall(f"{{{W}}}docGrid"):
        properties.remove(old)
    for old in properties.findall(f"{{{W}}}cols"):
        old.attrib.clear()
    properties.append(parse_xml(grid))
    _number(section.footer.paragraphs[0], "right")
    _number(section.even_page_footer.paragraphs[0], "left")


def _number(paragraph: Paragraph, side: str) -> None:
    """The page number between dashes, a character away from the outer edge."""
    edge = f'w:{side}="{twips(SMALL_SIZE)}" w:{side}Chars="100"'
    content = (
        f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind {edge} w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
        f"{_run('— ')}{_field('PAGE', '1')}{_run(' —')}</w:p>"
    )
    paragraph._p.getparent().replace(paragraph._p, parse_xml(content))


def _describe(document: Document, book: Book) -> None:
    about = document.core_properties
    about.title = book.title[:255]
    about.author = about.last_modified_by = book.publisher[:255]
    about.language = book.tag
    files = "；".join(dict.fromkeys(text.file for text in book.texts))
    about.subject = files[:255]
    about.comments = ours("made", book.language)[:255]
    about.keywords = "；".join(part.name for part in book.parts if part.name)[:255]
    about.created = about.modified = datetime(*MOMENT)
    about.revision = 1


# --- the text ------------------------------------------------------------------------------------


def _paragraphs(book: Book, depth: int) -> Iterator[str]:
    alone = len(book.parts) == 1 and len(book.parts[0].texts) == 1
    if not alone:
        yield from _front(book, depth)
    number = 0
    for part in book.parts:
        if depth == 2:
            number += 1
            yield _heading(part.name, 1, number)
            if part.description:
                yield _paragraph(part.description, "Subtitle")
        for text in part.texts:
            number += 1
            yield from _text(text, depth, number, first=alone)
    yield from _colophon(book, alone)


def _front(book: Book, depth: int) -> Iterator[str]:
    """The title and the contents."""
    count = ours("count", book.language, count=sum(1 for _ in book.texts))
    yield _paragraph(book.title, "Title")
    about = book.parts[0].description if depth == 1 and book.parts else ""
    for line in (about, book.publisher if book.publisher != book.title else "", count):
        if line:
            yield _paragraph(line, "Subtitle")
    contents = ours("contents", book.language)
    yield _paragraph(contents, "TOCHeading", "<w:pageBreakBefore/>")
    entries = []
    for part in book.parts:
        entries += [(part.name, 1)] if depth == 2 else []
        entries += [(text.title, depth) for text in part.texts]
    for number, (title, level) in enumerate(entries, 1):
        code = rf"PAGEREF _Toc{number} \h"
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>'
            f'<w:hyperlink w:anchor="_Toc{number}" w:history="1">{_run(title)}'
            f"<w:r><w:tab/></w:r>{_field(code, '')}</w:hyperlink></w:p>"
        )


def _text(text: Text, depth: int, number: int, first: bool) -> Iterator[str]:
    yield _heading(text.title, depth, number, first)
    if text.facts:
        yield _paragraph("\N{IDEOGRAPHIC SPACE}".join(text.facts), "By")
    for kind, group in groupby(text.blocks, key=lambda b: b.kind):
        if kind == ROW:
            yield from _tables(group)
        else:
            for n, block in enumerate(group):
                yield "<w:p/>" if n and block.first and kind == VERSE else ""  # between stanzas
                yield _block(block, depth)
    style = "SourceFirst"
    for line in text.source:
        yield _paragraph(line, style)
        style = "Source"


def _colophon(book: Book, alone: bool) -> Iterator[str]:
    if alone:
        yield _paragraph(ours("made", book.language), "Source")
        return
    yield _heading(ours("colophon", book.language), 1, 0)
    yield _paragraph(ours("made", book.language))
    files = dict.fromkeys(text.file for text in book.texts)
    yield from (_paragraph(file, "Source") for file in sorted(files))


def _heading(title: str, level: int, number: int, first: bool = False) -> str:
    """A title with the mark that the contents refer to; the first of all begins no new page."""
    same = '<w:pageBreakBefore w:val="0"/>' if first else ""
    mark = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>'
    inside = f'{mark}{_run(title)}<w:bookmarkEnd w:id="{number}"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/>{same}</w:pPr>'
        f"{inside if number else _run(title)}</w:p>"
    )


def _block(block: Block, depth: int) -> str:
    style = STYLE_OF.get(block.kind, "")
    if block.level:
        style = f"Heading{min(block.level - 1 + depth, LEVELS)}"
    runs = "".join(_run(run.text, run.strong) for run in block.runs)
    below = BELOW if block.kind == ATTACHMENT and not block.first else ""
    named = f'<w:pPr><w:pStyle w:val="{style}"/>{below}</w:pPr>' if style else ""
    return f"<w:p>{named}{runs}</w:p>"


def _tables(rows: Iterable[Block]) -> Iterator[str]:
    """Tables, each from its first row on, as wide as the text; between two stands a paragraph."""
    table: list[Block] = []
    for row in rows:
        if row.first and table:
            yield _table(table)
            table = []
        table.append(row)
    yield _table(table)


def _table(rows: Sequence[Block]) -> str:
    count = max(len(row.runs) for row in rows)
    width = twips(TEXT[0] * MM) // count
    column = f'<w:gridCol w:w="{width}"/>'
    told = [
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/>'
        f"</w:tblPr><w:tblGrid>{column * count}</w:tblGrid>"
    ]
    for row in rows:
        head = "<w:tblHeader/>" if all(run.strong for run in row.runs) else ""
        told.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>")
        for n in range(count):
            cell = _run(row.runs[n].text, row.runs[n].strong) if n < len(row.runs) else ""
            told.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{cell}</w:p></w:tc>'
            )
        told.append("</w:tr>")
    return f"{''.join(told)}</w:tbl><w:p/>"


def _paragraph(text: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{_run(text)}</w:p>"


def _run(text: str, strong: bool = False) -> str:
    properties = chain(
        ['<w:rStyle w:val="Strong"/>'] if strong else [],
        [CHINESE] if _SHARED.search(text) else [],
    )
    told = "".join(properties)
    return (
        f"<w:r>{f'<w:rPr>{told}</w:rPr>' if told else ''}"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _field(code: str, shown: str) -> str:
    """A field that the word processor works out when it opens the file."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
