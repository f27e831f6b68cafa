"""Lines made of the words of pages: buttons in a row, counters, prompts, lists of sections.

What a page says of itself is new on each site, but it is put together from few words: what one does
there (print, share, unfold), what there is (a link, a nickname, a floor), how often, and small words
between them. A line that is made of nothing else is a page's, whoever wrote it. A sentence of a
text always has a word of its own; and words that the text beside a line speaks of prove nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from wenji.clean.lexicon import lexicon
from wenji.lines import REMEMBERED

# --- weights and thresholds; origin: furniture of pages written for the purpose, then what the rule
# --- would drop from the development collections, read line by line ------------------------------
LONGEST = 44  # characters of such a line
OF_PAGES, OF_BOTH = 2.0, 1.0  # what a word weighs
WHOLLY, MOSTLY = 0.12, 0.3  # share of the letters that are none of such words'
CELLS = 3  # parts of a line, so many that it is a list of them
CELLS_WEIGHT, COUNT_WEIGHT, FRAME_WEIGHT = 1.0, 1.0, 0.5
# What a line weighs at most: made of them and nothing else; mostly; with no word of pages alone.
ALL, MOST, WEAK, LISTED = 4.0, 2.4, 2.4, 3.0
ENOUGH = 3.0  # words of so much weight make a line a page's
STOP_WEIGHT = -1.5  # it ends as a sentence does


def _words(table: dict[str, str], name: str) -> frozenset[str]:
    return frozenset(table[name].split())


_TABLE: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("interface_words.toml").read_text("utf-8")
)
_PAGES, _BOTH, _SECTIONS = (_words(_TABLE, name) for name in ("pages", "both", "sections"))
_GLUE = _words(_TABLE, "glue")
_EVERY = sorted(_PAGES | _BOTH | _SECTIONS | _GLUE, key=lambda word: (-len(word), word))
_FIND = lexicon(map(re.escape, _EVERY))
_ENGLISH, _ENGLISH_GLUE = (_words(_TABLE, name) for name in ("english_pages", "english_glue"))
SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _TABLE["traditional"].split()}
_FIRST = lexicon(map(re.escape, sorted(_PAGES | _BOTH | _SECTIONS)))

_DAY = r"[0-9]{4}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)"
_VALUE = re.compile(
    rf"{_DAY}|[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?|[0-9][0-9.,/x×:+-]*[kmgb%℃°w万亿]*"
    r"|[“\"《「][^”\"》」]{1,24}[”\"》」]|[@#][\w-]{1,16}#?"
)
_CELL = re.compile(r"[^\s|｜丨│┊/·•>›»→<‹«←:：,，、;；!！?？~【】\[\](){}—\-_+=*▼▲▾▽↓↑☆★●■◎⊙◇◆▷▶…\0]+")
_LABEL = re.compile(r"([^:]{2,10}):\s*([^:]{1,30}?)(?=$|\s+[^\s:]{2,10}:)")
_NUMBER = re.compile("[0-9]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[a-z]+")
_FRAMED = re.compile(r"[(\[【〔{].*[)\]】〕}]|[-—=~·*]{2,}.*[-—=~·*]{2,}")
_ENDED = re.compile("[。；;]$")
# A section's number, a caption, an item of a list with its key: a text's own.
_OWN = re.compile(r"[0-9]{1,2}(?:\.[0-9]+)*[.、]?\s+[^\W\d_]|[图表] ?[0-9一二三四五六七八九十]|[-*] +[^:]{1,16}:|#+ ")
_NARROW = str.maketrans("：；！？（）［］｜／＋＃＠", ":;!?()[]|/+#@")


class Parsed(NamedTuple):
    """A line's words of a page and how much they make of it."""

    pages: frozenset[str]
    both: frozenset[str]
    share: float  # of letters that are no such words'
    cells: int
    form: float  # what the line's form adds


NOTHING = Parsed(frozenset(), frozenset(), 1.0, 0, 0.0)


def simplified(line: str) -> str:
    """A line whose words of pages are in Simplified characters."""
    return line.translate(SIMPLIFIED)


@lru_cache(REMEMBERED)
def parsed(line: str) -> Parsed:
    """What a line is made of."""
    narrow = simplified(line).translate(_NARROW).lower()
    if _OWN.match(narrow):
        return NOTHING
    if not _HAN.search(narrow):
        return _english(narrow)
    rest = _VALUE.sub("\0", narrow)
    numbers = _NUMBER.search(narrow) is not None
    pages: set[str] = set()
    both: set[str] = set()
    letters = bare = listed = 0
    cells = [m[0] for m in _CELL.finditer(rest)]
    for cell in cells:
        found = _FIND.findall(cell)
        size = len(_LETTER.findall(cell))
        letters += size
        bare += size - sum(len(_LETTER.findall(word)) for word in found)
        listed += cell in _SECTIONS
        pages.update(word for word in found if word in _PAGES)
        both.update(word for word in found if word in _BOTH and (len(word) > 1 or word == cell))
    both -= pages
    if listed >= CELLS and listed == len(cells):
        both.update(cells)
        both -= pages
    if not pages and len(both) < CELLS - 1:
        return NOTHING
    labelled = _without_values(narrow) if bare > WHOLLY * letters and ":" in narrow else 0
    share = max(0, bare - labelled) / letters if letters else 1.0
    form = CELLS_WEIGHT * (len(cells) >= CELLS) + FRAME_WEIGHT * bool(_FRAMED.fullmatch(narrow))
    form += COUNT_WEIGHT * numbers + STOP_WEIGHT * bool(_ENDED.search(narrow))
    return Parsed(frozenset(pages), frozenset(both), share, len(cells), form)


def _without_values(line: str) -> int:
    """How many letters are values: what stands behind a label that such words make up."""
    out = 0
    for m in _LABEL.finditer(line):
        label = _FIND.sub("", m[1])
        if not _LETTER.search(label) and not _PAGES.isdisjoint(_FIND.findall(m[1])):
            out += len(_LETTER.findall(_FIND.sub("", m[2])))
    return out


def _english(line: str) -> Parsed:
    """The same of a line without Chinese."""
    words = _LATIN.findall(line)
    pages = frozenset(word for word in words if word in _ENGLISH)
    if not pages:
        return NOTHING
    own = [word for word in words if word not in _ENGLISH and word not in _ENGLISH_GLUE]
    share = len(own) / len(words)
    return Parsed(pages, frozenset(words) & _ENGLISH_GLUE, share, len(words), 0.0)


def may_be(line: str) -> bool:
    """Whether a line can be of the kind: it is short and holds some word of a page."""
    return len(line) <= LONGEST


def weight(line: str, spoken: str = "") -> float:
    """What a line weighs by what it is made of; words that the text beside it says do not count.

    >>> weight("打印此文"), weight("分享给好友 分享到群聊 生成海报"), weight("图书收藏的意义")
    (3.0, 4.0, 0.0)
    """
    found = parsed(line)
    if found.share > MOSTLY or found is NOTHING:
        return 0.0
    pages = [word for word in found.pages if word not in spoken]
    both = [word for word in found.both if word not in spoken]
    points = OF_PAGES * len(pages) + OF_BOTH * len(both)
    if not points:
        return 0.0
    points += found.form
    wholly = found.share <= WHOLLY
    if pages:
        most = ALL if wholly else MOST
    else:
        most = LISTED if wholly and len(both) >= CELLS else WEAK
        points -= OF_BOTH
    if not wholly:
        points -= 1.0
    return min(most, points + (points >= ENOUGH) * (ALL - ENOUGH))
