"""Plain text to Markdown that Python-Markdown turns back into exactly that text.

Source texts are hostile: `<script>`, `[x](javascript:…)`, `{{ }}`, a table bar or `1.` at a
line's start are text and stay text. Only what would act is escaped, so that the Markdown can
be read and edited by a person. `tests/test_markdown.py` holds the round trip as a property,
with the Markdown configuration of `mkdocs.yml` itself.

Rows, verse, lists … (`Paragraph.form`) stand between marks or in tables, see `fences`.

What no page can show is left out: a control character becomes nothing, a line or page break
inside a paragraph becomes a space. Both are white space or invisible; nothing legible changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from wenji.forms import FORMS, ROW
from wenji.model import Paragraph
from wenji.table_rows import are_rows, cells, has_head, is_barred
from wenji.write.fences import FENCE, MARKUP_LINE

# White space that some step between file and page takes for the end of a line: Python's
# `str.splitlines` (used by static-i18n on every page), YAML, HTML.
LINE_BREAKS = "\t\n\v\f\r\N{INFORMATION SEPARATOR FOUR}\N{INFORMATION SEPARATOR THREE}" + (
    "\N{INFORMATION SEPARATOR TWO}\N{INFORMATION SEPARATOR ONE}"
    "\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
)

# Characters that act anywhere in a line: code, emphasis, links, attribute lists, HTML.
_ANYWHERE = str.maketrans({**{c: f"\\{c}" for c in "\\`*_[{"}, "<": "&lt;"})

_ACTS = re.compile(r"[\\`*_\[{<&]")

_ENTITY = re.compile(r"&(?=[#0-9A-Za-z])")

# What acts only where a line begins: headings, quotes, lists, rules, setext underlines and
# definitions; `~` fences code and cannot be escaped by a backslash.
_START = re.compile(r"[#>+\-!]|\d+(?=\.)")
_FENCE = re.compile(r"^~(?=~~)")

# What would mark a form of paragraphs, a table's rule or an empty head.
_MARK = re.compile(rf"^{FENCE}")

# A cell of nothing but dashes is no rule below a head.
_DASHES = re.compile(r" (-+(?= \|))")

# A heading may close with `#` characters, which Markdown takes away.
_CLOSING_HASHES = re.compile(r"#+$")

# Control characters and lone surrogates; the ranges are those of Unicode, Cc and Cs.
_CONTROLS = (range(0x20), range(0x7F, 0xA0), range(0xD800, 0xE000))
_UNSHOWN: dict[int, str | None] = {c: None for codes in _CONTROLS for c in codes}
_UNSHOWN |= {ord(c): " " for c in LINE_BREAKS}
_UNSHOWN_SIGN = re.compile(f"[{re.escape(''.join(map(chr, _UNSHOWN)))}]")

_UNSHOWN_IN_ROWS = {c: to for c, to in _UNSHOWN.items() if c != ord("\t")}

# Longest anchor, in code points: long enough to be told apart, short enough to be cited.
ANCHOR_CHARS = 24
_NOT_ANCHOR = re.compile(r"[\W_]+")
# What the page's own places and scripts are called: in a browser an id is a global name as well.
_RESERVED = re.compile(r"wj(?:-|$)|wenji", re.IGNORECASE)


def shown(text: str) -> str:
    """The text without what no page can show; breaks of lines and pages become spaces."""
    if text.isprintable() or not _UNSHOWN_SIGN.search(text):  # the first is much the faster
        return text
    return text.translate(_UNSHOWN)


def is_shown(text: str) -> bool:
    """Whether a page shows anything of the text; only then `escape` gives anything."""
    return bool(shown(text).strip())


def _inline(text: str) -> str:
    line = shown(text)
    # Most lines hold nothing that acts, and to see that is ten times faster than to translate.
    return _ENTITY.sub("&amp;", line).translate(_ANYWHERE) if _ACTS.search(line) else line


def escape(text: str) -> str:
    r"""Markdown for one line that shows `text`, and nothing but `text`.

    >>> escape("第1.2条：a*b <b>，见[注]")
    '第1.2条：a\\*b &lt;b>，见\\[注]'
    >>> escape("1. 总则"), escape("- 其一"), escape("# 标签")
    ('1\\. 总则', '\\- 其一', '\\# 标签')
    """
    line = _inline(text).strip()
    if line[:1].isalpha():  # most lines; what follows is about other signs that begin one
        return line
    if match := _START.match(line):
        at = match.end() if line[0].isdecimal() else 0
        line = f"{line[:at]}\\{line[at:]}"
    return _unmarked(line)


def _unmarked(line: str) -> str:
    """The line, so that it opens and closes nothing."""
    line = _MARK.sub("&#58;::", _FENCE.sub("&#126;", line, count=1), count=1)
    return f"\\{line}" if MARKUP_LINE.fullmatch(line) else line


def anchors(headings: Iterable[str]) -> Iterator[str]:
    """A readable id for each heading, stable as long as its own words are.

    The second heading with the same words gets `-2`, and so on.

    >>> list(anchors(["一、总 则", "（一）", "一、总则", "……"]))
    ['一-总-则', '一', '一-总则', 'h']
    >>> list(anchors(["Wenji", "wj-content", "wjx"]))
    ['h-Wenji', 'h-wj-content', 'wjx']
    """
    taken: set[str] = set()
    for heading in headings:
        words = _NOT_ANCHOR.sub("-", unicodedata.normalize("NFC", heading)).strip("-")
        base = words[:ANCHOR_CHARS].rstrip("-") or "h"
        base = f"h-{base}" if _RESERVED.match(base) else base
        anchor, count = base, 1
        while anchor in taken:
            count += 1
            anchor = f"{base}-{count}"
        taken.add(anchor)
        yield anchor


def _heading(paragraph: Paragraph, anchor: str) -> str:
    text = _CLOSING_HASHES.sub(lambda m: "\\#" * len(m[0]), _inline(paragraph.text).strip())
    return f"{'#' * int(paragraph.kind[1:])} {text} {{#{anchor}}}"


def _paragraph(paragraph: Paragraph) -> str:
    return _led(paragraph) or escape(paragraph.text)


def _led(paragraph: Paragraph) -> str:
    """A paragraph with its run-in head; "" if it has none."""
    if not paragraph.lead:
        return ""
    lead = _inline(paragraph.text[: paragraph.lead]).strip()
    return f"**{lead}**{_inline(paragraph.text[paragraph.lead :]).rstrip()}" if lead else ""


def _fenced(run: Sequence[Paragraph]) -> str:
    """Paragraphs of one form, a line each; between the marks no line begins a block."""
    bold = run[0].form != ROW  # a row has no head
    lines = ((bold and _led(p)) or _unmarked(_inline(p.text).strip()) for p in run)
    return "\n".join([f"{FENCE} {run[0].form}", *lines, FENCE])


def _table(run: Sequence[Paragraph]) -> str:
    """A table. Rows that bars divide stay as they are; paragraphs that are no rows as well."""
    texts = [p.text.translate(_UNSHOWN_IN_ROWS) for p in run]
    if not are_rows(texts):
        return "\n\n".join(map(_paragraph, run))
    if is_barred(texts[0]):
        return _fenced(run)
    rows = [cells(text) for text in texts]
    if not has_head(rows):
        rows.insert(0, ("",) * len(rows[0]))
    lines = [_row(row) for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _row(row: Sequence[str]) -> str:
    told = (_inline(cell).strip().replace("|", "\\|") for cell in row)
    line = "".join(f" {cell} |" if cell else " |" for cell in told)
    return _DASHES.sub(r" \\\1", f"|{line}")


def _runs(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs of one form that stand together; every other one alone."""
    run: list[Paragraph] = []
    for p in paragraphs:
        if run and (p.opens or not p.form or p.kind != "p" or p.form != run[-1].form):
            yield run
            run = []
        run.append(p)
    if run:
        yield run


def body(paragraphs: Iterable[Paragraph]) -> str:
    """The Markdown of an article's text: a line for each paragraph, a blank line between.

    Headings carry an explicit anchor; a run-in heading (`Paragraph.lead`) is bold. Paragraphs
    that are more than prose (`Paragraph.form`) stand together, see `fences`.
    """
    paragraphs = tuple(p for p in paragraphs if is_shown(p.text))
    ids = anchors(p.text for p in paragraphs if p.kind != "p")
    return "".join(f"{_block(run, ids)}\n\n" for run in _runs(paragraphs))


def _block(run: Sequence[Paragraph], ids: Iterator[str]) -> str:
    first = run[0]
    if first.kind != "p":
        return _heading(first, next(ids))
    if first.form not in FORMS:
        return _paragraph(first)
    return _table(run) if first.form == ROW else _fenced(run)
