"""Fields between two lines `---` at the head of a file, as note programs and clippers write them.

    ---
    title: 护渠记事
    网址: https://shiqiao.example/1.html
    ---

They belong to the file: its text begins below them. Only what a reader would ask for is read;
every line is kept as what the file says of itself. Rules that judge lines by their words or their
place have no business there (`changes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wenji.draft import Draft
from wenji.facts.dates import compact_date, dates
from wenji.facts.fences import FENCE, front_matter_end
from wenji.facts.said import Line, Said
from wenji.facts.words import FRONT_MATTER_KEYS, NAMELESS, TITLE
from wenji.model import Edit
from wenji.paras import Para

_FIELD = re.compile(r"(?P<key>[^\W\d][\w -]{0,23}?)[ \t]*[:：][ \t]*(?P<value>.*)")
_ITEM = re.compile(r"-(?:[ \t]+|$)(?P<value>.*)")
_FOLDED = re.compile(r"[|>][-+]?")  # the value stands in the lines below
_QUOTES = ('""', "''", "“”", "‘’")
_KIND = {name: kind for kind, names in FRONT_MATTER_KEYS.items() for name in names}
# What may be done there: it mends characters and blank lines.
_ALLOWED = frozenset({"newline", "control", "entity", "blank", "last-line"})


class FrontMatter(NamedTuple):
    """Its paragraphs, fences among them; the title it gives; facts."""

    paras: Sequence[Para] = ()
    title: str = ""
    said: tuple[Said, ...] = ()


def changes(draft: Draft, edit: Edit) -> bool:
    """Whether an edit changes more than characters in the front matter of a draft's source."""
    if edit.rule in _ALLOWED:
        return False
    end = front_matter_end(draft.source)
    return end > 0 and draft.source_at(edit.start) < end


def read(paras: Sequence[Para], within: int | None = None) -> FrontMatter:
    """The front matter with which the paragraphs of a file begin that has some; without
    paragraphs if its fences were lost. So many paragraphs are `within` it where no fence ends it.

    >>> lines = ["---", "aliases:", "- 护渠记事", "date: 2021-03-05", "---", "渠通了。"]
    >>> found = read([Para(0, len(t), t, "") for t in lines])
    >>> len(found.paras), found.title, [s.value for s in found.said]
    (5, '护渠记事', ['2021-03-05'])
    """
    if not paras or not FENCE.fullmatch(paras[0].text):
        return FrontMatter()
    fences = (i for i, p in enumerate(paras[:within]) if i and FENCE.fullmatch(p.text))
    if not (last := next(fences, 0)):
        if not within:
            return FrontMatter()
        last = within  # the fence that is missing
    title = ""
    said: dict[str, Said] = {}
    for kind, line, at, end in _values(paras[1:last]):
        value = line.text[at:end]
        if kind == TITLE:
            title += value if not title or at == 0 else ""
        elif kind and value not in NAMELESS and (fact := _fact(kind, line, at, end)):
            said.setdefault(kind, fact)
    return FrontMatter(paras[: min(last + 1, within or last + 1)], title, tuple(said.values()))


def _values(paras: Sequence[Para]) -> Iterator[tuple[str, Line, int, int]]:
    """The values: kind, line, and where they stand in it. Of a list the first item counts, of a
    folded value each line (`at` is 0 then)."""
    kind, items, folded = "", 0, False
    for p in paras:
        field = _FIELD.fullmatch(p.text) if not folded or not p.indent else None
        item = _ITEM.fullmatch(p.text)
        m = item or field
        if item is None and field is not None:
            kind, items, folded = _KIND.get(field["key"].strip().lower(), ""), 0, False
        elif item is not None:
            items, folded = items + 1, False
        if m is not None and _FOLDED.fullmatch(m["value"]):
            folded = True
        elif m is not None and m["value"] and items < 2:
            value = _unquoted(m["value"])
            at = p.text.index(value, m.start("value"))
            yield kind, Line(p.start, p.text), at, at + len(value)
        elif folded and items < 2:
            yield kind, Line(p.start, p.text), 0, len(p.text)


def _unquoted(value: str) -> str:
    """The value without the quotation marks that stand round the whole of it."""
    return value[1:-1] if value[:1] + value[-1:] in _QUOTES and len(value) > 1 else value


def _fact(kind: str, line: Line, at: int, end: int) -> Said | None:
    if kind != "date":
        return line.said(kind, line.text[at:end], at, end)
    if iso := compact_date(line.text[at:end]):
        return line.said(kind, iso, at, end)
    found = next(iter(dates(line.text[at:end], months=True)), None)
    if found is None:
        return None
    return line.said(kind, found.iso, at + found.start, at + found.end)
