"""What the paragraphs of a text are besides prose: rows, lists, verse, turns, notes, signatures.

A line is none of these because of its own form alone. A candidate counts where its neighbours
agree: rows have as many cells as the next, items are numbered in sequence, speakers come back,
notes are called in the text, a signature stands at the end above its day. What is doubtful stays
prose (`""`). The patterns are in `words`, data only.

`line` has the types. The finders are asked in this order, and what one has found is not asked by
the next: `tables`, `notes`, `letters` (attachments, signature, salutations), `lists` (turns of
speakers, items), `verse`. `decided` puts in what the editor says; `note_links` is for the pages: it
tells which sign in a text calls which note.
"""

from __future__ import annotations

import re

from wenji.forms import words
from wenji.forms.letters import attachments, salutations, signature
from wenji.forms.line import ATTACHMENT, FORMS, ITEM, NOTE, ROW, TURN, VERSE, Form, Line, Lines
from wenji.forms.lists import bulleted, items, speaker, turns
from wenji.forms.notes import begins_note, notes
from wenji.forms.tables import tables
from wenji.forms.verse import verse

__all__ = [
    "ATTACHMENT",
    "CAPTION",
    "FORMS",
    "ITEM",
    "NOTE",
    "ROW",
    "VERSE",
    "Form",
    "Line",
    "apart",
    "forms",
    "is_formula",
]

CAPTION = re.compile(words.CAPTION)
_FORMULA = re.compile(words.FORMULA)
# In this order: what one has found is not asked by the next.
_FINDERS = (tables, notes, attachments, signature, salutations, turns, items, verse)


def is_formula(text: str) -> bool:
    """Whether a paragraph begins with a formula, or is the number of one.

    >>> is_formula("（3）"), is_formula("L=2(a+b)，其中"), is_formula("渠长为L=2里。")
    (True, True, False)
    """
    return _FORMULA.fullmatch(text) is not None


def apart(lines: Lines) -> dict[int, str]:
    """The lines of a whole source that begin something of their own: number → form.

    A wrapped turn, item or note may go on in the next line, a row or a line of verse does not.

    >>> apart([Line(t) for t in ("记者：好了？", "老周：好了。", "没有误了农时。", "记者：多长？")])
    {0: 'turn', 1: 'turn', 3: 'turn'}
    """
    found: dict[int, str] = {}
    for find in (tables, verse, turns, bulleted, notes):
        for start, end, name in find(lines, lambda k: 0 <= k < len(lines) and k not in found):
            own = (k for k in range(start, end) if name != NOTE or begins_note(lines[k]))
            found.update(dict.fromkeys(own, name))
    return found


def forms(lines: Lines) -> list[Form]:
    """The forms of an article's paragraphs.

    >>> [f.name for f in forms([Line("年份\\t户数"), Line("1990\\t3015"), Line("如上表。")])]
    ['row', 'row', '']
    """
    found = [Form()] * len(lines)

    def free(k: int) -> bool:
        return 0 <= k < len(lines) and lines[k].kind == "p" and not found[k].name

    for find in _FINDERS:
        for start, end, name in list(find(lines, free)):
            for k in range(start, end):
                lead = speaker(lines[k].text) if name == TURN else 0
                found[k] = Form(name, k == start, lead)
    return found
