"""What a text says of itself, as decisions: title, themes, and each fact with its place.

A fact that is not known has no row. The row of the title names such facts as comments, so that
nothing has to be looked up to write them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from wenji.contract import Row
from wenji.editor.overrides import Kind
from wenji.messages import text
from wenji.model import FACTS
from wenji.review import doubt
from wenji.review.choices import LANGUAGES, Choice, Desk, Group, Said
from wenji.visible import excerpt

WORDS = 40  # code points shown of what states a fact


def of_facts(desk: Desk) -> Iterator[Choice]:
    """The title of each article as the source gives it, its themes, and its facts."""
    for article in desk.record.articles:
        start, line = article["start"], desk.line(article["start"])
        if article["title_origin"] != "derived":  # else it is told among the titles
            yield Choice(
                Group.FACT,
                start,
                line,
                name=Kind.TITLE.value,
                after=article["title"],
                make=partial(_titled, desk, article),
            )
        if article["themes"]:
            ids = tuple(theme["id"] for theme in article["themes"])
            yield Choice(
                Group.FACT,
                start,
                line,
                name=Kind.THEME.value,
                after="、".join(ids),
                make=partial(desk.at, start, Kind.THEME, ids),
            )
        for kind, fact in article["facts"].items():
            stated = fact["start"] is not None
            yield Choice(
                Group.FACT,
                fact["start"] if stated else start,
                desk.line(fact["start"]) if stated else line,
                said=_by(desk, fact) if stated else _by_none(),
                name=kind,
                after=fact["value"],
                make=partial(desk.at, start, Kind(kind), fact["value"]),
                doubt=doubt.of_fact(kind, fact["value"]),
            )


def _by(desk: Desk, fact: Row) -> Said:
    words = excerpt(desk.text[fact["start"] : fact["end"]], WORDS)
    return {lang: text("review.stated", lang, words=words) for lang in LANGUAGES}


def _by_none() -> Said:
    return {lang: text("review.stated-nowhere", lang) for lang in LANGUAGES}


def _titled(desk: Desk, article: Row) -> str:
    """The title as it is, and what is not known, to be filled in."""
    lines = desk.at(article["start"], Kind.TITLE, article["title"])
    missing = [kind for kind in FACTS if kind not in article["facts"]]
    hints = (f"  # {kind}: {text(f'overrides.expected.value-{kind}')}\n" for kind in missing)
    return lines + "".join(hints) if lines else ""
