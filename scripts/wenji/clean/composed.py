"""Lines made of the words of pages: buttons in a row, counters, prompts, lists of sections.

What a page says of itself is new on each site, but it is made of few words: what one does there
(print, share, unfold), what there is (a link, a nickname, a floor), how often, and small words
between them. A line that is made of nothing else is a page's, whoever wrote it. A sentence of a
text always has a word of its own; and words that the text beside a line speaks of prove nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from wenji.clean.lexicon import lexicon
from wenji.clean.machine import is_of_machine
from wenji.facts import NAME
from wenji.lines import REMEMBERED

# --- weights and thresholds; origin: furniture of pages written for the purpose, then what the rule
# --- would drop from the development collections, read line by line ------------------------------
LONGEST = 56  # characters of such a line
OF_PAGES, OF_BOTH = 2.0, 1.0  # what a word weighs
WHOLLY, MOSTLY = 0.12, 0.3  # share of the letters that are none of such words'
SAID = 0.4  # share of the letters that are words of pages and of both; else it is a sentence
CLAUSE = 4  # letters of a clause that says something of its own
CELLS = 3  # parts of a line, so many that it is a list of them
CELLS_WEIGHT, COUNT_WEIGHT, FRAME_WEIGHT, DRAWN_WEIGHT = 1.0, 1.0, 0.5, 0.5
# What a line weighs at most: made of them and nothing else; mostly; with no word of pages alone.
ALL, MOST, WEAK, LISTED = 4.0, 2.4, 2.4, 3.0
LEAST = 1.0  # lighter lines are not asked any further
NAMES_A_PART = 4  # so long a word of pages is a line by itself
ENOUGH = 3.0  # words of so much weight make a line a page's
STOP_WEIGHT = -1.5  # it ends as a sentence does


def _words(table: dict[str, str], name: str) -> frozenset[str]:
    return frozenset(table[name].split())


_TABLE: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("interface_words.toml").read_text("utf-8")
)
_CARRIERS, BOTH, SECTIONS, ROLES = (
    _words(_TABLE, name) for name in ("carriers", "both", "sections", "roles")
)
PAGES = _words(_TABLE, "pages") | _CARRIERS
_GLUE = _words(_TABLE, "glue")
_EVERY = sorted(PAGES | BOTH | SECTIONS | _GLUE, key=lambda word: (-len(word), word))
_FIND = lexicon(map(re.escape, _EVERY))
_ENGLISH, _ENGLISH_BOTH, _ENGLISH_GLUE = (
    _words(_TABLE, f"english_{name}") for name in ("pages", "both", "glue")
)
SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _TABLE["traditional"].split()}
_TRADITIONAL = re.compile(f"[{''.join(map(chr, SIMPLIFIED))}]")
# The words that tell, those of pages first.
_TELL = [*sorted(PAGES), *sorted((BOTH | SECTIONS) - PAGES)]
_FIRST = lexicon(map(re.escape, _TELL))

# How sites that collect texts are called.
SITES = "网|网站|文库|论坛|资料[站库]|文秘|之家|频道|日报|晚报|贴吧|公众号"
OFFICES = (
    "[县市区镇乡村]委|部|局|办|办公室|学校|中学|小学|大学|学院|图书馆|档案馆|出版社|公司|社区|中心"
    "|委员会"
)
_DAY = r"[0-9]{4}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)"
_VALUE = re.compile(
    rf"<?[\w.-]{{1,24}}@[\w-]{{1,24}}(?:\.[\w-]{{2,10}}){{1,3}}>?|{_DAY}"
    r"|no[.:#] ?[0-9]+|[a-z]{1,3}-?(?=[0-9])[0-9a-z]{1,12}(?:[-/.·][0-9a-z]{1,12}){1,5}"
    r"|总?第 ?[0-9]+ ?[柜格架排层册卷期辑版号页次稿份]"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9][0-9.,/x×:+-]*[kmgb%℃°w万亿]*"
    r"|[“\"《「][^”\"》」]{1,24}[”\"》」]|[@#][\w-]{1,16}#?"
)
_CELL = re.compile(
    r"[^\s|｜丨│┊/·•>›»→<‹«←:：,，、;；!！?？~【】\[\](){}—\-_+=*▼▲▾▽↓↑☆★●■◎⊙◇◆▷▶…\0]+"
)
_LABEL = re.compile(
    r"([^:\[\]]{2,10}):\s*([^:，。;!?]{1,32}?)(?=$|[;,，]?\s+[^\s:]{2,10}:)"
    r"|\[([^\[\]:]{2,6})\]\s*([^\[\]，。]{1,12})"
)
# A person's, a site's or an office's name: one part of such a line may be no more than that.
_NAMED = re.compile(
    rf"{NAME}|老[\u4e00-\u9fff]|[\u4e00-\u9fff]{{1,6}}(?:{SITES})"
    rf"|[\u4e00-\u9fff]{{1,10}}(?:{OFFICES})"
)
_NUMBER = re.compile("[0-9]")
_STATED = re.compile(r":|\[[^\]]+\]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[a-z]+")
_FRAMED = re.compile(r"[(\[【〔{].*[)\]】〕}]|[-—=~·*]{2,}.*[-—=~·*]{2,}")
_DRAWN = re.compile(r"[-—=~*·#+]{3,}[^-—=~*·#+]+[-—=~*·#+]{3,}")
_JOINED = re.compile("^[^请您你点按此本已未被]+[与和及][^请您你点按此本已未被]+$")
_ENDED = re.compile("[。；;]$")
# A section's number, a caption, an item of a list with its key: a text's own.
_OWN = re.compile(
    r"[0-9]{1,2}(?:\.[0-9]+)*[.、]?\s+[^\W\d_]|[图表] ?[0-9一二三四五六七八九十]"
    r"|[-*] +[^:]{1,16}:|#+ "
)
_WIDE = "：；！？（）［］｜／＋＃＠"
_NARROW = str.maketrans(_WIDE, ":;!?()[]|/+#@")
_WIDE_SIGN = re.compile(f"[{_WIDE}]")

# What is done with copies, said to whoever holds one.
_DONE = (
    "外传|翻印|复印|复制|传播|转载|转发|拍照|截图|外借|扩散|上网|盗用|商用|公开|传阅|带出|外泄|摘抄"
)
_ORDERED = (
    rf"(?:严禁|禁止|请勿|不得|切勿|谢绝|勿)(?:{_DONE})"
    "|^仅?(?:供|限).{2,10}(?:使用|内部|阅读|专用)$"
)
_COPIES = re.compile(
    rf"{_ORDERED}|^.{{2,8}}(?:专用|专享|收藏|藏书|所有|存档)[0-9]{{0,8}}$"
    r"|^(?:样张|样稿|样本|草稿|副本|内部资料|机密|秘密|绝密)"
)
_ORDER = re.compile(_ORDERED)


class Parsed(NamedTuple):
    """A line's words of a page and how much they make of it."""

    pages: frozenset[str]
    both: frozenset[str]
    share: float  # of letters that are no such words'
    cells: int
    form: float  # what the line's form adds
    made: float  # share of the letters that say what a page does or has
    alone: bool = False  # words of what carries a text, and nothing that they state


MACHINE = Parsed(frozenset({"\0"}), frozenset(), 0.0, 1, OF_PAGES, 1.0)
NOTHING = Parsed(frozenset(), frozenset(), 1.0, 0, 0.0, 0.0)


def simplified(line: str) -> str:
    """A line whose words of pages are in Simplified characters."""
    return line.translate(SIMPLIFIED) if _TRADITIONAL.search(line) else line


def narrowed(line: str) -> str:
    """A line in small letters whose signs are narrow; few lines of a text have wide ones."""
    small = line.lower()
    return small.translate(_NARROW) if _WIDE_SIGN.search(small) else small


@lru_cache(REMEMBERED)
def parsed(line: str) -> Parsed:
    """What a line is made of."""
    narrow = narrowed(simplified(line))
    if _OWN.match(narrow):
        return NOTHING
    if is_of_machine(narrow):
        return MACHINE
    if not _HAN.search(narrow):
        return _english(narrow)
    first = _FIRST.search(narrow)
    if first is None or (first[0] not in PAGES and not _FIRST.search(narrow, first.start() + 1)):
        return NOTHING  # as in most lines: one word that pages share with texts is none
    rest = _VALUE.sub("\0", narrow)
    numbers = _NUMBER.search(narrow) is not None
    pages: set[str] = set()
    both: set[str] = set()
    letters = bare = listed = said = 0
    cells = [m[0] for m in _CELL.finditer(rest)]
    for cell in cells:
        found = _FIND.findall(cell)
        size = len(_LETTER.findall(cell))
        if _NAMED.fullmatch(cell) and len(cells) > 1 and "".join(found) != cell:
            continue
        letters += size
        said_here = sum(len(word) for word in found if word not in _GLUE or word in PAGES)
        own = not said_here and size >= CLAUSE and len(cells) > 1  # a clause of small words
        bare += size - (0 if own else sum(len(_LETTER.findall(word)) for word in found))
        said += said_here
        listed += cell in SECTIONS
        pages.update(word for word in found if word in PAGES)
        both.update(word for word in found if word in BOTH and (len(word) > 1 or word == cell))
    both -= pages
    if listed >= CELLS and listed == len(cells):
        both.update(cells)
        both -= pages
    if not pages and len(both) < CELLS - 1:
        return NOTHING
    stated = numbers or ":" in narrow
    labelled = _without_values(narrow) if bare > WHOLLY * letters and _STATED.search(narrow) else 0
    share = max(0, bare - labelled) / letters if letters else 1.0
    form = CELLS_WEIGHT * (len(cells) >= CELLS) + FRAME_WEIGHT * bool(_FRAMED.fullmatch(narrow))
    field = not numbers and any(_is_label(m[1] or m[3]) for m in _LABEL.finditer(narrow))
    form += (
        COUNT_WEIGHT * field
        + DRAWN_WEIGHT * bool(_DRAWN.fullmatch(narrow))
        + COUNT_WEIGHT * numbers
        + STOP_WEIGHT * bool(_ENDED.search(narrow))
    )
    made = said / max(1, letters - labelled)
    alone = not stated and pages <= _CARRIERS
    return Parsed(frozenset(pages), frozenset(both), share, len(cells), form, made, alone)


def _without_values(line: str) -> int:
    """How many letters are values: what stands behind a label that such words make up."""
    out = 0
    for m in _LABEL.finditer(line):
        if _is_label(m[1] or m[3], PAGES):
            out += len(_LETTER.findall(_FIND.sub("", m[2] or m[4])))
    return out


def _is_label(label: str, words: Container[str] = _CARRIERS) -> bool:
    """Whether a label is made of such words, one of `words` among them."""
    found = _FIND.findall(label)
    own = _HAN.search(label) is None or _LETTER.search(_FIND.sub("", label)) is not None
    return not own and any(word in words for word in found)


def _english(line: str) -> Parsed:
    """The same of a line without Chinese."""
    words = _LATIN.findall(line)
    pages = frozenset(word for word in words if word in _ENGLISH)
    if not pages:
        return NOTHING
    own = [word for word in words if word not in _ENGLISH | _ENGLISH_BOTH | _ENGLISH_GLUE]
    share = len(own) / len(words)
    return Parsed(pages, frozenset(words) & _ENGLISH_BOTH, share, len(words), 0.0, 1.0)


def weight(line: str, spoken: str = "") -> float:
    """What a line weighs by what it is made of; words that the text beside it says do not count.

    >>> weight("打印此页"), weight("分享给好友 分享到群聊 生成海报"), weight("图书收藏的意义")
    (4.0, 3.0, 0.0)
    """
    found = parsed(line)
    if found.share > MOSTLY or found is NOTHING:
        return 0.0
    pages = [word for word in found.pages if word not in spoken]
    both = [word for word in found.both if word not in spoken]
    points = OF_PAGES * len(pages) + OF_BOTH * len(both)
    if not points:
        return 0.0
    points += found.form + (
        any(len(word) >= NAMES_A_PART and _HAN.match(word) for word in pages) and found.share == 0
    )
    wholly = found.share <= WHOLLY and found.made >= SAID and not _is_joined(line, found)
    if pages:
        most = (LISTED if found.alone else ALL) if wholly else MOST
    else:
        several = len(both) >= CELLS and found.cells > 1
        most = LISTED if wholly and several else WEAK
        points -= OF_BOTH * (not several)
    if not wholly:
        points -= 1.0
    return min(most, points + (points >= ENOUGH) * (ALL - ENOUGH))


def _is_joined(line: str, found: Parsed) -> bool:
    """Whether words are joined as a heading joins them, 链接与跳转, or counted out: 红、黄、绿."""
    if "、" in line:
        return len(found.pages) < CELLS - 1
    return found.cells == 1 and _JOINED.search(line) is not None


def is_made(line: str) -> bool:
    """Whether a line is made of nothing but such words, as no heading is."""
    found = parsed(line)
    return found.share <= WHOLLY and found.made >= SAID and not _is_joined(line, found)


def is_sure(words: str) -> bool:
    """Whether words in the midst of a sentence are a page's and nothing else: several of its own.

    >>> is_sure("点击此处查看大图"), is_sure("下一页"), is_sure("图书收藏")
    (True, False, False)
    """
    if len(words) > LONGEST or (found := parsed(words)) is NOTHING or found.share > WHOLLY:
        return False
    if found is MACHINE:  # a grant's number, a file that the sentence names
        return False
    return bool(found.pages) and OF_PAGES * len(found.pages) + len(found.both) + found.form >= ALL


def speaks_of_copies(words: str, once: bool = False) -> bool:
    """Whether words say what may be done with a copy, or whose it is; `once` asks for an order.

    >>> [speaks_of_copies(x) for x in ("内部学习请勿外传", "林小禾专用2060", "仅供参考的数字很多")]
    [True, True, False]
    """
    return len(words) <= LONGEST and (_ORDER if once else _COPIES).search(words) is not None


def is_written_by_machine(words: str) -> bool:
    """Whether words, of whatever width, are what a program or a machine writes."""
    return parsed(words) is MACHINE
