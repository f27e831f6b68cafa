"""The styles, fonts and settings of our Word files, as WordprocessingML.

python-docx's own template brings 880 kB of styles that nobody uses; what is here takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from wenji.book.layout import (
    FACES,
    MM,
    OTHER_NAMES,
    PITCH,
    SIZE,
    SMALL_SIZE,
    TEXT,
    TITLE_SIZE,
    Faces,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EAST_ASIA = {"zh": "zh-CN", "zh-Hant": "zh-TW"}
LEVELS = 9  # of headings, as many as Word has

TABLE = (
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)

INDENT = ' w:firstLineChars="200" w:firstLine="640"'
NO_INDENT = ' w:firstLineChars="0" w:firstLine="0"'


def twips(points: float) -> int:
    """Points as Word counts lengths: in twentieths."""
    return round(points * 20)


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph style: a face and a size, and how it stands."""

    face: str
    size: float = SIZE
    jc: str = "both"
    ind: str = INDENT
    more: str = ""


def styles(language: str, depth: int) -> str:
    """`styles.xml`; the first `depth` heading levels are titles: of parts and of articles."""
    faces = FACES[language]
    body = _Look(faces.body)
    title = _Look(faces.title, TITLE_SIZE, "center", NO_INDENT)
    centred = _Look(faces.second, SIZE, "center", NO_INDENT)
    rule = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="auto"/></w:pBdr>'
    tab = twips(TEXT[0] * MM)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{tab}"/></w:tabs>'
    plain = _Look(faces.body, jc="left", ind=NO_INDENT)
    small = _Look(faces.body, SMALL_SIZE, "left", NO_INDENT)
    by = _Look(faces.second, SIZE, "center", NO_INDENT, _spaced(after=PITCH))
    made = [
        _style("Normal", "Normal", body, faces, default=True),
        _style("Title", "Title", title, faces, more=_spaced(before=PITCH * 6, after=PITCH)),
        _style("Subtitle", "Subtitle", centred, faces),
        *(_heading(n, depth, faces) for n in range(1, LEVELS + 1)),
        _style("By", "Byline", by, faces),
        _style("ListItem", "List Item", _Look(faces.body, ind=' w:left="640"'), faces),
        _style("Quote", "Quote", _Look(faces.second, ind=f'{INDENT} w:left="640"'), faces),
        *(_style(form.capitalize(), name, look, faces) for form, name, look in _forms(faces)),
        _style("Cell", "Table Cell", _Look(faces.body, SMALL_SIZE, "left", NO_INDENT), faces),
        _style("Source", "Source", small, faces),
        _style("SourceFirst", "Source First", small, faces, more=rule + _spaced(before=PITCH)),
        _style("TOCHeading", "TOC Heading", title, faces, more=_spaced(after=PITCH)),
        _style("TOC1", "toc 1", plain, faces, more=tabs),
        _style("TOC2", "toc 2", _Look(faces.body, jc="left", ind=' w:left="320"'), faces, tabs),
        _style("Footer", "footer", _number(faces), faces, more=_exact(SMALL_SIZE)),
    ]
    tag = EAST_ASIA[language]
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f"{_fonts(faces.body, faces)}{_sizes(SIZE)}"
        f'<w:lang w:val="en-US" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>{''.join(made)}"
        f"{TABLE}"
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style></w:styles>"
    )


def _forms(faces: Faces) -> Iterator[tuple[str, str, _Look]]:
    """What paragraphs are besides prose: form, the style's name, its look. 320 is a character."""

    def hanging(left: int, by: int) -> str:  # twentieths of a point; -Chars beats what is inherited
        return f' w:left="{left}" w:hangingChars="{by * 100 // 320}" w:hanging="{by}"'

    yield "verse", "Verse", _Look(faces.second, jc="left", ind=hanging(1280, 640))
    yield "item", "Item", _Look(faces.body, ind=hanging(1120, 480))
    yield "turn", "Turn", _Look(faces.body, ind=hanging(640, 640))
    yield "note", "Note", _Look(faces.body, SMALL_SIZE, ind=hanging(560, 560))
    yield (
        "signature",
        "Signature Line",
        _Look(faces.body, jc="right", ind=f'{NO_INDENT} w:right="640"'),
    )
    yield "salutation", "Salutation Line", _Look(faces.body, ind=NO_INDENT)
    yield "attachment", "Attachment", _Look(faces.body, jc="left", ind=hanging(1600, 960))


def _number(faces: Faces) -> _Look:
    """Of page numbers: the digits are of the Chinese face too."""
    return _Look(faces.number, SMALL_SIZE, "left", NO_INDENT)


def _heading(level: int, depth: int, faces: Faces) -> str:
    """A heading: a title on a new page, or 一、 （一） 1. （1） by its place below the titles."""
    if level <= depth:
        look = _Look(faces.title, TITLE_SIZE, "center", NO_INDENT)
        more = "<w:pageBreakBefore/>" + _spaced(after=PITCH)
    else:
        by_level = (faces.first, faces.second)
        below = level - depth - 1
        look = _Look(by_level[below] if below < len(by_level) else faces.body, jc="left")
        more = ""
    keep = f"<w:keepNext/><w:keepLines/>{more}"
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", look, faces, keep, outline)


def _style(
    style_id: str,
    name: str,
    look: _Look,
    faces: Faces,
    more: str = "",
    outline: str = "",
    default: bool = False,
) -> str:
    """One style, its properties in the order of the schema."""
    first = ' w:default="1"' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if outline or style_id in ("Title", "By") else ""
    parts = more + look.more
    borders, tabs, spacing, keep = (
        _taken(parts, name) for name in ("pBdr", "tabs", "spacing", "keep")
    )
    grid = "<w:widowControl/>" if default else ""
    spaces = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if default else ""
    if default:
        spacing = _exact(PITCH)
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{based}{following}<w:qFormat/><w:pPr>{keep}{grid}{borders}{tabs}{spaces}{spacing}"
        f'<w:ind{look.ind}/><w:jc w:val="{look.jc}"/>{outline}</w:pPr>'
        f"<w:rPr>{_fonts(look.face, faces)}{_tight(look.size)}{_sizes(look.size)}</w:rPr></w:style>"
    )


def _taken(parts: str, name: str) -> str:
    """Of some properties those of one kind; `keep` is everything that comes first."""
    if name == "keep":
        words = ("<w:keepNext/>", "<w:keepLines/>", "<w:pageBreakBefore/>")
        return "".join(word for word in words if word in parts)
    start = parts.find(f"<w:{name}")
    if start < 0:
        return ""
    close = f"</w:{name}>" if f"</w:{name}>" in parts else "/>"
    return parts[start : parts.index(close, start) + len(close)]


def _exact(line: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips(line)}" w:lineRule="exact"/>'


def _spaced(before: float = 0, after: float = 0) -> str:
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"'
        f' w:line="{twips(PITCH)}" w:lineRule="exact"/>'
    )


def _tight(size: float) -> str:
    """Body type is set a little closer, so that 28 characters stand in 156 mm."""
    return '<w:spacing w:val="-5"/>' if size == SIZE else ""


def _fonts(face: str, faces: Faces) -> str:
    latin = face if face == faces.number else faces.latin
    a, e = quoteattr(latin), quoteattr(face)
    return f'<w:rFonts w:hint="eastAsia" w:ascii={a} w:hAnsi={a} w:eastAsia={e} w:cs={a}/>'


def _sizes(size: float) -> str:
    return f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def font_table(language: str) -> str:
    """`fontTable.xml`: each face, and what else may stand for it."""
    faces = FACES[language]
    names = (faces.body, faces.title, faces.first, faces.second, faces.number, faces.latin)
    fonts = []
    for name in dict.fromkeys(names):
        other = OTHER_NAMES.get(name)
        alternative = f"<w:altName w:val={quoteattr(other)}/>" if other else ""
        charset = "00" if name == faces.latin else {"zh": "86"}.get(language, "88")
        fonts.append(
            f'<w:font w:name={quoteattr(name)}>{alternative}<w:charset w:val="{charset}"/>'
            '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        )
    return f'<w:fonts xmlns:w="{W}">{"".join(fonts)}</w:fonts>'


def settings(language: str) -> str:
    """`settings.xml`: facing pages, punctuation as wide as characters, the language."""
    tag = EAST_ASIA[language]
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings xmlns:w="{W}"><w:mirrorMargins/><w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat><w:useFELayout/>{compatible}</w:compat>"
        f'<w:themeFontLang w:val="en-US" w:eastAsia="{tag}"/></w:settings>'
    )
