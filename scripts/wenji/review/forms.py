"""Tables, lists, verse, notes … as decisions: `form: false` makes prose of each again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from wenji.editor.overrides import Kind
from wenji.review import doubt
from wenji.review.choices import Choice, Desk, Group


def of_forms(desk: Desk) -> Iterator[Choice]:
    """Every run of paragraphs that is more than prose, with its first line."""
    for article in desk.record.articles:
        for form in article["forms"]:
            start, end = form["start"], form["end"]
            words = desk.text[start:end]
            lines = sum(bool(line.strip()) for line in words.splitlines())
            first = start + len(words) - len(words.lstrip())
            line_end = desk.lines.span(desk.line(first))[1]
            yield Choice(
                Group.FORM,
                first,
                desk.line(first),
                after=words,
                name=form["form"],
                make=partial(desk.at, first, Kind.FORM, False, line_end),
                doubt=doubt.of_form(form["form"], lines),
                times=lines,
            )
