"""What the paragraphs of a text are besides prose: rows, lists, verse, turns, notes, signatures.

A line is none of these because of its own form alone. A candidate counts where its neighbours
agree: rows have as many cells as the next, items are numbered in sequence, speakers come back,
notes are called in the text, a signature stands at the end above its day. What is doubtful stays
prose (`""`). The patterns are in `words`, data only.
"""

from __future__ import annotations

from wenji.forms.letters import attachments, salutations, signature
from wenji.forms.line import FORMS, ROW, TURN, Form, Line, Lines
from wenji.forms.lists import items, speaker, turns
from wenji.forms.notes import notes
from wenji.forms.tables import tables
from wenji.forms.verse import verse

__all__ = ["FORMS", "ROW", "Form", "Line", "forms"]

# In this order: what one has found is not asked by the next.
_FINDERS = (tables, notes, attachments, signature, salutations, turns, items, verse)


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
