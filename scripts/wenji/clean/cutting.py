"""Lines of one form that stand again and again in mid-sentence, whatever they say.

A page's head or foot, a watermark, the address on a print-out: no text has a line of its own
between two words of a sentence, and never three of one form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.clean.gaps import cuts_sentence
from wenji.facts import is_fact_line
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended

# --- thresholds; origin: page furniture written for the purpose, texts of the seeds ---------------
LONGEST = 70  # characters of such a line
RECURS = 3  # lines of one form
CUTTING, OF_WORDS = 0.8, 0.5  # share of them that cut a sentence; … of lines with so many words
LEAST_WORDS = 4  # characters: a table's cells have fewer
DIFFERENT = 0.6  # share of different words before them
SAMPLE = 40  # lines of one form whose neighbours are looked at
LEAST_SIGNS = 2  # beside the numbers of a line without words: 2020-01-02 10:30 3/12
WRAPPED = 2  # characters by which the lines of a wrapped text differ

_LINE = re.compile(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)  # bound to the start: linear in white space
_NUMBER = re.compile("[0-9]+|[〇零一二三四五六七八九十百]+")
_ROMAN = re.compile("(?<![A-Za-z])[ivxlcIVXLC]+(?![A-Za-z])")
_COLUMN = re.compile(r"\S[ \t\u3000]{2,}(?=\S)")
_DRESS = "…—-–=~～*·"
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W_]")


def cutting_lines(text: str) -> Iterator[Edit]:
    """Drop the lines of each form whose lines cut sentences."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for m in _LINE.finditer(text):
        if m.end() - m.start() <= LONGEST and not ended(_undressed(m[0].strip())):
            form = _ROMAN.sub("i", _NUMBER.sub("", "".join(m[0].split())))
            if _LETTER.search(form) or len(form) > LEAST_SIGNS:  # a number is another rule's
                groups.setdefault(form, []).append(m.span())
    for spans in groups.values():
        if len(spans) >= RECURS and (inside := _inside(text, spans)):
            # the first of them may be the title that pages repeat
            for start, end in spans[inside[0] != spans[0] :]:
                stop = text.find("\n", end) + 1 or len(text)
                yield Edit(start, stop, "", "cutting-line", Role.NOISE)


def _undressed(line: str) -> str:
    """A line without the signs that stand on both sides of it: ……下页继续……."""
    return line.strip(_DRESS) if line[0] in _DRESS and line[-1] == line[0] else line


def _inside(text: str, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The lines of one form that stand in mid-sentence, behind different words; none if few do."""
    line = text[slice(*spans[0])].strip()
    if mark_in(line) is not None or label_at(line) is not None or is_fact_line(line):
        return ()
    inside = [(a, b) for a, b in spans if cuts_sentence(text, a, b, indented=False)]
    others = len(spans) - (spans[0] not in inside[:1])
    share = OF_WORDS if len(_HAN.findall(line)) >= LEAST_WORDS else CUTTING
    if len(inside) < max(RECURS - 1, share * others):
        return ()
    befores = [text[text.rfind("\n", 0, a - 1) + 1 : a - 1].rstrip() for a, _ in inside]
    own = 0  # as long as the line before, as wrapped ones are; the rest of a word; in a table
    some = list(zip(befores, inside, strict=True))[
        :SAMPLE
    ]  # each one is looked for in all the text
    for before, (a, b) in some:
        own += (
            abs(len(before) - (b - a)) <= WRAPPED
            or before[-1:] + line[0] in text
            or len(_COLUMN.findall(before)) > 1
        )
    words = {before[-2:] for before in befores}
    told = 2 * own < len(some) and len(words) >= max(2, DIFFERENT * len(inside))
    return inside if told else ()
