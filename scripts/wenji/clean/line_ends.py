"""Paragraphs that stand on one line with what a program wrote for their ends between them: ¶, ^p.

Some notations mean nothing else; a sign such as ■ or // is one where it stands behind the ends of
sentences and nowhere else. Line ends that were spelt out at the ends of lines are `markup`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.clean.leftovers import speaks_of_code
from wenji.model import Edit

# --- thresholds; origin: judgement ------------------------------------------------------------
LEAST, LEAST_SIGNS = 3, 4  # times that one stands within lines
BEHIND, BEHIND_SIGNS = 0.5, 0.6  # share of those that stand behind the end of a sentence
NEAR = 40  # characters on each side among which words stand
LONG = 60  # characters of the lines that they join, on the average

# Notations of a line's end, and signs that may be meant for one.
_NOTATION = (
    r"(?:\\r\\n|\\[nr](?![A-Za-z])|\^[pl](?![A-Za-z])|%0D%0A|%0A|_x000[DAda]_|&lt;(?:br|BR) ?/?&gt;"
    r"|[¶↵⏎␤␍↲]|[{\[](?:br|BR|p|/p)[}\]]|</[pP]><[pP]>|<[pP] ?/?>|</[pP]>)"
)
_SIGN = r"(?://|[/|｜/■□◆●※▲△▼★☆])"
_NOTED = re.compile(rf"(?:{_NOTATION}[ \t\u3000]*)++")
_SIGNED = re.compile(rf"(?P<sign>{_SIGN})[ \t\u3000]*")
# What they begin with. Their signs stand first and are looked back from: the search leaps to them.
_FIRST = re.compile(
    r"[\\^%_&¶↵⏎␤␍↲{\[<](?:(?<=\\)[nr]|(?<=\^)[pl]|(?<=%)0|(?<=_)x000|(?<=&)lt;|(?<=[¶↵⏎␤␍↲])"
    r"|(?<=[{\[])(?i:br|p|/p)|(?<=<)/?[pP][ >/])"
)
_END = re.compile(r"[。！？…；：”’）】!?][ \t\u3000]*$")  # not: http:
_LETTER = re.compile(r"[^\W_]")


def line_ends(text: str) -> Iterator[Edit]:
    """A line end for each of them."""
    if _FIRST.search(text):
        found = [m for m in _NOTED.finditer(text) if _within(text, *m.span())]
        if _means_ends(text, found, LEAST, BEHIND) and not speaks_of_code(text):
            yield from (_broken(m) for m in found)
            return
    signs: dict[str, list[re.Match[str]]] = {}
    if len(text) < LONG * (text.count("\n") + 1):
        return
    for m in _SIGNED.finditer(text):
        if _within(text, *m.span()):
            signs.setdefault(m["sign"], []).append(m)
    for found in signs.values():
        if _means_ends(text, found, LEAST_SIGNS, BEHIND_SIGNS):
            yield from (_broken(m) for m in found)
            return


def _within(text: str, start: int, end: int) -> bool:
    """Whether words stand before and behind on the same line."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    behind = text[end : end + NEAR].partition("\n")[0]
    return bool(_LETTER.search(before)) and bool(_LETTER.search(behind))


def _means_ends(text: str, found: Sequence[re.Match[str]], least: int, behind: float) -> bool:
    """Whether most stand behind the ends of sentences: a title, too, ends where one stands."""
    if len(found) < least:
        return False
    after = sum(_END.search(text, max(0, m.start() - 8), m.start()) is not None for m in found)
    return after >= behind * len(found)


def _broken(m: re.Match[str]) -> Edit:
    return Edit(m.start(), m.end(), "\n", "spelt-end")
