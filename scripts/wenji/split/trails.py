"""What stands behind the last paragraph of every article and belongs to none: 阅后请放回原处.

A reading room's label, a price, a counter come back at the end of each text, the same but for a
number. Headings never stand last; what texts themselves end with, a formula, a name, an office, a
day, is theirs however often it returns. The counterpart above titles is `split.leads`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from wenji.facts import is_byline, is_fact_line
from wenji.forms.letters import may_sign
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.wholes import takes_leave

# --- thresholds; origin: labels and furniture written for the purpose, texts of the seeds --------
LEAST_ARTICLES = 3
ALIKE = 0.8  # share of the articles that end alike
MOST_LINES = 4  # behind the last paragraph
LONGEST, SHORTEST = 60, 3  # characters of such a line
COUNTED = 8  # characters of a line with a number that may be an item or a caption of the text's
ITEM = 2  # characters with which items of a list begin alike, signs aside
LEAST_LEFT = 2  # paragraphs of an article that stay

_DIGITS = re.compile("[0-9]+")
_BEGINNING = re.compile(r"^[\W_]+|[0-9一二三四五六七八九十]+")
_LETTERS = re.compile(r"[^\W\d_]")
_PAUSES = re.compile("[，；]")
_DAY = re.compile("[0-9０-９〇○零一二三四五六七八九十]{1,4} ?[年月]")  # 2013年冬至
_ATTACHED = re.compile("附[件表录图注]|注|抄[送报]|联系")  # what papers say below their text


def take_trails(paras: Sequence[Para], bodies: Iterable[tuple[list[int], list[int]]]) -> None:
    """Move such lines from the paragraphs of each article's text to those that only tell of it."""
    every = list(bodies)
    for _ in range(MOST_LINES):
        able = [pair for pair in every if len(pair[0]) > LEAST_LEFT]
        kinds = Counter(_kind(paras[text[-1]].text, paras[text[-2]].text) for text, _ in able)
        kind, count = max(kinds.items(), key=lambda item: item[1], default=("", 0))
        if not kind or count < max(LEAST_ARTICLES, ALIKE * len(every)):
            return
        for text, meta in able:
            if _kind(paras[text[-1]].text, paras[text[-2]].text) == kind:
                meta.append(text.pop())


def _kind(line: str, above: str) -> str:
    """A line without its numbers; "" for what a text may end with, the last item of a list, too."""
    if not SHORTEST <= len(line) <= LONGEST or ended(line) or not _LETTERS.search(line):
        return ""
    own = takes_leave(line) or is_fact_line(line) or is_byline(line) or may_sign(line)
    if (
        own
        or label_at(line) is not None
        or _ATTACHED.match(line)
        or _DAY.search(line)
        or (len(line) <= COUNTED and _DIGITS.search(line))
        or len(_PAUSES.findall(line)) > 1
    ):
        return ""
    listed = _BEGINNING.sub("", above)[:ITEM] == _BEGINNING.sub("", line)[:ITEM]
    return "" if listed else _DIGITS.sub("0", line)
