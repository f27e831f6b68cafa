"""Lines known by their shape: fields of a form, roles with names, trails, rows of sections.

What a page or an office puts beside a text is rarely a sentence. It has a grammar, whatever its
words are: a number between two signs, labels with values (索引号：K12　发文日期：…), who did what
(编排丨林小禾　校审丨周石), one place within another (频道 > 作文 > 素材). A shape tells less than
words that only a page says: most of these weigh below what is dropped, and need a place as well
(`clean.weighed`), or a class of words in them (`interface_words.toml`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from wenji.clean import shape_words as v
from wenji.clean.composed import BOTH, PAGES, ROLES, SECTIONS, narrowed
from wenji.facts import NAME
from wenji.lines import REMEMBERED

# --- weights and thresholds; origin: rubbish written for the purpose, then what the rule would drop
# --- from the development collections, read line by line ------------------------------------------
LONGEST = 90  # characters of such a line
SURE, EDGE, DOUBTFUL = 4.0, 3.0, 2.0  # wherever it stands; at a text's edge; beside others as well
LEAST_FIELDS, LEAST_CELLS, LEAST_STEPS = 2, 3, 3
STOPS = frozenset("。！？，、")  # a line that ends so is a sentence's
LONG_LABEL = 3  # characters of a label that two words make up: 发文日期, not 时间
# Share of a row's cells that are sections or words of pages; of sections where spaces divide them.
KNOWN_CELLS, KNOWN_WORDS = 0.5, 0.6
MANY_CELLS, NEARLY = 6, 0.85  # no heading is so long a row; sections alone, no button among them

# A number that one sign, doubled, stands round: @@12@@, ^^^^3^^^^.
_FRAMED_NUMBER = re.compile(r"([@#$%^&§¤|<>+\\])\1+ ?[0-9]{1,8} ?([@#$%^&§¤|<>+\\])\2+")
# A key and its value, as an address carries them: spm=30.25.0.fc88, ?utm_source=a&id=55.
_KEY_VALUE = re.compile(
    r"[\[({<?&#]*[a-z][a-z_.-]{2,24}=(?=[^&=]*[0-9])[\w.%/+-]{6,80}[\])}>]*"
    r"|[?&#]?[a-z][a-z_.-]{1,24}=[\w.%/+-]{1,60}(?:&[a-z_.-]{1,24}=[^\s&\u4e00-\u9fff]{0,80})+"
    r"|[\[({<][a-z_-]{2,16}[:#] ?(?=[a-z-]*[0-9])[0-9a-z-]{8,64}[\])}>]"
)
_SEPARATORS = r"[ \t\u3000]*[:丨|/][ \t\u3000]*|[ \t\u3000]+"
_ROLE = "|".join(sorted(map(re.escape, ROLES), key=lambda word: (-len(word), word)))
_WHO = rf"(?:{NAME}|[\u4e00-\u9fff]{{2,4}})"
_ROLES = re.compile(
    rf"(?:[(\[【]|(?:end|完)\W+)?(?:(?:{v.ROLES_BEGIN})?(?:{_ROLE})"
    rf"(?:{_SEPARATORS}){_WHO}(?:[、,/ ]{_WHO})*"
    r"(?:[ \t\u3000]*[·•;,|丨/—-]+[ \t\u3000]*|[ \t\u3000]+|(?=[)\]】]?$))){2,}[)\]】]?"
)
_GAP = re.compile(r"[ \t]*\u3000[ \t\u3000]*|[ \t]{2,}|[ \t]*[|丨][ \t]*|;[ \t]*")
_FIELD = re.compile(r"([^:，。;!?\s]{2,8}): ?([^:，。;!?]{1,24})")
_OF_FORMS = re.compile(rf"(?:{v.LABELS_OF_FORMS})$")
_OWN_LABELS = re.compile(v.LABELS_OF_NOTICES)
_PLACE = re.compile(rf"(?:{v.SECTIONS_END})$")
_VALUE = re.compile(
    rf"[0-9a-z][\w./×:*%￥¥-]*|[0-9]+(?:年[0-9]+月[0-9]+日.{{0,8}}|[页次人条字个份册元].{{0,2}})|{NAME}|[\u4e00-\u9fff]{{2,6}}"
)
_FIGURED = re.compile("[0-9]")
_ARROW = re.compile(
    r"(?<=\S)[ \t\u3000]+》[ \t\u3000]+|[ \t\u3000]*(?:>{1,3}|[›»→＞➔➜▸]|-{1,2}>)[ \t\u3000]*"
)
_BAR = re.compile(r"[ \t\u3000]*[|丨┊│·•][ \t\u3000]*")
_STEP = re.compile(r"[^，。;:!?、]{1,14}")
_CELL = re.compile("[\u4e00-\u9fffa-z0-9+-]{1,6}")
_HAN = re.compile("[\u4e00-\u9fff]")
_SITE = re.compile("[\u4e00-\u9fff]{2,12}[网站]")
_SPACES = re.compile(r"[ \t\u3000]+")


@lru_cache(REMEMBERED)
def weight(line: str) -> float:
    """What the shape of a line weighs.

    >>> [weight(x) for x in ("@@12@@", "编排丨林小禾 · 校审丨周石", "频道>>作文>>素材")]
    [4.0, 4.0, 4.0]
    >>> [weight(x) for x in ("索引号：K1203　公开日期：2012-03-05", "图集 | 滚动 | 排行")]
    [3.0, 3.0]
    >>> [weight(x) for x in ("灌溉→排涝→补种", "时间：三月　地点：渠边", "林小禾　周石")]
    [0.0, 0.0, 0.0]
    """
    if len(line) > LONGEST or line[-1:] in STOPS:
        return 0.0
    narrow = narrowed(line)
    if _FRAMED_NUMBER.fullmatch(narrow):
        return SURE
    if not _HAN.search(narrow):
        return SURE if _KEY_VALUE.fullmatch(narrow) else 0.0
    if _ROLES.fullmatch(narrow):
        return SURE
    fields = _fields(narrow) if ":" in narrow else 0.0
    trail = _trail(narrow) if _ARROW.search(narrow) else 0.0
    return max(fields, trail, _row(narrow))


def _fields(line: str) -> float:
    """A line of labels with values: of a form, a catalogue, a programme's record."""
    fields = [_FIELD.fullmatch(part.strip("()[]【】 ")) for part in _GAP.split(line)]
    found = [m for m in fields if m is not None]
    if len(found) < len(fields) or len(found) < LEAST_FIELDS:
        return 0.0
    if any(_OWN_LABELS.search(m[1]) or not _VALUE.fullmatch(m[2].strip()) for m in found):
        return 0.0
    known = sum(len(m[1]) >= LONG_LABEL and _OF_FORMS.search(m[1]) is not None for m in found)
    return EDGE if 2 * known >= len(found) and _FIGURED.search(line) else 0.0


def _trail(line: str) -> float:
    """Places within one another: 频道 > 作文 > 素材."""
    steps = [step for step in _ARROW.split(line) if step]
    if len(steps) < LEAST_STEPS or not all(map(_STEP.fullmatch, steps)):
        return 0.0
    return SURE if any(map(_is_known, steps)) else 0.0


def _row(line: str) -> float:
    """Sections in a row: 图集 | 滚动 | 排行, 人物　读书　图片　视频."""
    barred = _BAR.search(line) is not None
    cells = (_BAR if barred else _SPACES).split(line.strip("|丨┊│·• \t\u3000"))
    if _SITE.fullmatch(cells[0]):
        cells = cells[1:]
    if len(cells) < LEAST_CELLS + (not barred) or not all(map(_CELL.fullmatch, cells)):
        return 0.0
    known = sum(map(_is_known if barred else _is_section, cells))
    if len(cells) >= MANY_CELLS and known >= KNOWN_WORDS * len(cells):
        return (
            SURE if any(cell in PAGES for cell in cells) or known >= NEARLY * len(cells) else EDGE
        )
    if known >= (KNOWN_CELLS if barred else KNOWN_WORDS) * len(cells):
        return EDGE
    return DOUBTFUL if barred and known else 0.0


def _is_known(cell: str) -> bool:
    """Whether a cell is a section's name, or ends as those do."""
    return _is_section(cell) or cell in PAGES or cell in BOTH


def _is_section(cell: str) -> bool:
    return cell in SECTIONS or _PLACE.search(cell) is not None
