"""What the search box offers while one types: terms and titles, also by pinyin and initials."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pypinyin import lazy_pinyin

from wenji.model import Article, Theme
from wenji.search.folding import fold
from wenji.search.forms import Changes, Forms

LONGEST = 24  # characters of a suggestion; longer titles are found by searching
SHORTEST = 2
MOST_IN_A_FILE = 300
ENTRIES_IN_A_FILE = 120  # that a file of the second kind is meant to hold
_MULTIPLIER, _MASK = 2654435761, 0xFFFFFFFF

Row = list[str | int | Changes]


def offered(articles: Iterable[Article], themes: Iterable[Theme]) -> Counter[str]:
    """Terms and titles, and in how many articles each stands as such.

    Titles, headings without their numbers, tags, and the keywords of themes that occur in a tag:
    words that somebody chose, never fragments.
    """
    found: Counter[str] = Counter()
    for article in articles:
        headings = (h.text.removeprefix(h.label).strip() for h in article.headings)
        words = {article.title, article.given_title, *article.tags, *headings}
        words |= {t for match in article.themes for t in match.terms}
        found.update(w for w in words if len(w) <= LONGEST)
    for word in [w for w in found if len(fold(w)) < SHORTEST]:
        del found[word]
    for theme in themes:
        if len(fold(theme.name)) >= SHORTEST:
            found[theme.name] += 1
    return found


def syllables(text: str) -> str:
    """The syllables of a text without tones, separated by spaces; Latin letters as they are.

    >>> syllables("防汛A1")
    'fang xun a1'
    """
    said = lazy_pinyin(fold(text))
    return " ".join(said).lower()


def read_aloud(texts: Iterable[str], cache: Path) -> dict[str, str]:
    """The syllables of texts; those of an earlier build come from the file `cache`."""
    try:
        known: dict[str, str] = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    said = {text: known.get(text) or syllables(text) for text in texts}
    if said != known:
        cache.write_text(json.dumps(said, ensure_ascii=False), "utf-8", newline="\n")
    return said


def files(
    found: Counter[str], said: Mapping[str, str], forms: Forms
) -> tuple[int, Iterator[tuple[str, list[Row]]]]:
    """How many files the second kind has, and the rows of every file, by name.

    A row is a text, its syllables, its articles, and its changes (`forms`) where there are any.
    """
    number = 1 << max(0, (len(found) // ENTRIES_IN_A_FILE).bit_length() - 1)
    rows: dict[str, list[Row]] = {}
    for text, n in sorted(found.items(), key=lambda item: (-item[1], len(item[0]), item[0])):
        pinyin = said[text]
        code = ((ord(fold(text)[0]) * _MULTIPLIER & _MASK) >> 12) % number
        keys = {f"{code:x}"}
        if pinyin[:1].isascii() and pinyin[:1].isalpha():
            keys.add(f"p-{pinyin[0]}")
        changes = forms.of(text).changes
        row: Row = [text, pinyin, n, changes] if changes else [text, pinyin, n]
        for key in sorted(keys):
            held = rows.setdefault(key, [])
            if len(held) < MOST_IN_A_FILE:
                held.append(row)
    return number, ((f"s/{key}", rows[key]) for key in sorted(rows))
