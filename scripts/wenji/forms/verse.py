"""Verse: short lines that are no sentences each, in a metre or in stanzas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from wenji.forms import words
from wenji.forms.line import VERSE, Free, Line, Lines, Run, runs

# --- thresholds; origin: judgement, held by the rows of tests/cases/forms.toml -------------------
SHORTEST, LONGEST = 2, 24  # code points of a line
METRES = frozenset({5, 7})  # characters between two marks in regular verse
LEAST_LINES, LEAST_REGULAR, LEAST_FREE = 4, 2, 6
# Regular verse: so many halves of lines, so large a share of them of one length.
LEAST_HALVES, IN_METRE = 4, 0.9
COMMAS = 0.3  # of the lines of verse end within a sentence
PUNCTUATED = 0.75  # … and of such verse so many with a comma or a stop
MOST_STOPS = 0.25  # of the lines of a song may end sentences
# Free verse in stanzas: no line longer, no more lines that end sentences.
LONGEST_FREE, MOST_FREE_STOPS = 16, 0.34
ABOVE = 80  # code points of a line that says that verse follows

_HAN = re.compile("[\u4e00-\u9fff]")
_FIGURE = re.compile("[0-9０-９A-Za-z]")
_MARKS = re.compile(r"[，。！？；、,.!?;：:…—\s“”‘’「」《》·]+")
_WITHIN = re.compile("[，,]$")
_STOP_END = re.compile("[。！？!?…]”?$")
_SUNG = re.compile(words.SUNG)


def bare(text: str) -> str:
    """The text without its punctuation."""
    return _MARKS.sub("", text)


def verse(lines: Lines, free: Free) -> Iterator[Run]:
    """Runs of verse, a run for each stanza."""
    fitting = [
        k for k, line in enumerate(lines)
        if SHORTEST <= len(line.text) <= LONGEST and free(k) and _may_be_verse(line)
    ]  # fmt: skip
    for a, b in runs(fitting):
        for stanzas in _poems(list(_stanzas(lines, a, b))):
            first, end = stanzas[0][0], stanzas[-1][1]
            above = lines[first - 1].text if first else ""
            sung = len(above) <= ABOVE and bool(_SUNG.search(above))
            if _is_verse([line.text for line in lines[first:end]], sung, len(stanzas)):
                yield from ((start, stop, VERSE) for start, stop in stanzas)


def _may_be_verse(line: Line) -> bool:
    text = line.text
    if text[0] in "“「（(【[《—" or text[-1] in "：:）)】》" or _FIGURE.search(text):
        return False
    if line.label is not None or line.right or line.lead:
        return False
    return len(_HAN.findall(text)) * 3 >= 2 * len(text)


def _stanzas(lines: Lines, a: int, b: int) -> Iterator[tuple[int, int]]:
    """A run of verse cut at its blank lines, unless one stands between all lines."""
    tight = any(lines[k].gap < 2 for k in range(a + 1, b))
    start = a
    for k in range(a + 1, b + 1):
        if k == b or (tight and lines[k].gap > 1):
            yield start, k
            start = k


def _poems(stanzas: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Stanzas that stand together; a short line alone among them is prose."""
    poem: list[tuple[int, int]] = []
    for start, end in stanzas:
        if end - start > 1:
            poem.append((start, end))
        elif poem:
            yield poem
            poem = []
    if poem:
        yield poem


def _is_verse(own: list[str], sung: bool, stanzas: int) -> bool:
    """Whether lines are verse: in a metre, or flowing over line ends, or sung, or in stanzas.

    `sung` says that the line above announces a song. Lines are halved at their punctuation.

    >>> _is_verse(["渠水清又清，谷子黄又黄。", "家家有余粮，户户喜洋洋。"], False, 1)
    True
    """
    lengths = Counter(len(half) for text in own for half in _MARKS.split(text) if half)
    if not lengths:
        return False
    metre, most = lengths.most_common(1)[0]
    halves = lengths.total()
    regular = metre in METRES and halves >= LEAST_HALVES and most >= IN_METRE * halves
    if regular and len(own) >= LEAST_REGULAR:
        return True
    commas = sum(bool(_WITHIN.search(text)) for text in own)
    stops = sum(bool(_STOP_END.search(text)) for text in own)
    flows = commas >= COMMAS * len(own) and not _WITHIN.search(own[-1])
    if len(own) >= LEAST_LINES and flows and commas + stops >= PUNCTUATED * len(own):
        return True
    if sung and len(own) >= LEAST_LINES and (flows or stops <= MOST_STOPS * len(own)):
        return True
    even = max(map(len, own)) <= LONGEST_FREE and stops <= MOST_FREE_STOPS * len(own)
    return stanzas > 1 and len(own) >= LEAST_FREE and even and bool(commas)
