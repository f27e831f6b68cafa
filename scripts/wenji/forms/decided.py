"""The forms of paragraphs as the editor says (`form:` in overrides.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from wenji.forms.line import ROW, TURN, Form
from wenji.forms.lists import speaker
from wenji.table_rows import are_rows


def decided_forms(
    found: Sequence[Form], texts: Sequence[str], wanted: Mapping[int, object]
) -> list[Form]:
    """The forms that were found, with the editor's, by paragraph: a form, or False for prose.

    False is said of a whole table, list or stanza. Paragraphs that make no table are no rows.

    >>> verse = [Form("verse", True), Form("verse")]
    >>> [f.name for f in decided_forms(verse, ["甲", "乙"], {1: False})]
    ['', '']
    """
    out = list(found)
    for at in (k for k, value in wanted.items() if value is False):
        start, end = at, at + 1
        while start > 0 and not found[start].opens:
            start -= 1
        while end < len(found) and found[end].name and not found[end].opens:
            end += 1
        if found[at].name:
            out[start:end] = [Form()] * (end - start)
    told = sorted((k, value) for k, value in wanted.items() if isinstance(value, str))
    for name, group in groupby(told, key=lambda one: one[1]):
        for run in _consecutive([k for k, _ in group]):
            if name == ROW and not are_rows([texts[k] for k in run]):
                continue
            for k in run:
                out[k] = Form(name, k == run[0], speaker(texts[k]) if name == TURN else 0)
            after = run[-1] + 1
            if after < len(out) and out[after].name:
                out[after] = out[after]._replace(opens=True)
    return out


def _consecutive(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Ascending numbers as runs without a gap.

    >>> list(_consecutive([1, 2, 5]))
    [[1, 2], [5]]
    """
    for _, group in groupby(enumerate(numbers), key=lambda one: one[1] - one[0]):
        yield [number for _, number in group]
