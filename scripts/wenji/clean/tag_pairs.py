"""Tags that stand in pairs within a text: both go, or both stay.

A few words of an ordinary text are in bold type or in a colour, and what says so came along: HTML,
the tags of forums, the codes of terminals. The words stay, the tags go. A text about programs, and
a line that speaks of tags, show theirs. What is tagged as a whole line is left: it may be a title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from wenji.clean import adverts as v
from wenji.clean.leftovers import speaks_of_code
from wenji.model import Edit, Role
from wenji.sentences import ended

# --- thresholds; origin: judgement ----------------------------------------------------------------
LEAST_CODES = 2  # codes of a terminal that lost their first character
RECURS = 3  # times the same words stand in tags
BESIDE, SHOWN = 12, 0.2  # characters beside a tag that may speak of it; share of such tags
NEAR = 400  # characters on each side of a pair, where something else of its line may stand
TITLE = 40  # characters of a line that may be a title
FARTHEST = 2000  # characters between a tag and its other half

_NAMES = (
    r"span|font|b|strong|i|em|u|s|a|sup|sub|small|big|strike|del|ins|mark|label|o:p|st1:\w{1,24}"
    r"|w:\w{1,16}|tt|kbd|cite|acronym|bdo|nobr|blink|center|div|p|td|section"
)
_BB_NAMES = (
    "color|size|font|face|url|email|b|i|u|s|backcolor|sup|sub|highlight|glow|shadow|move|fly"
    "|align|left|center|right|justify|indent|p|td"
)
# What is in such tags is a paragraph or a cell, but where they stand in the midst of a sentence.
_BLOCKS = frozenset(
    [f"<{x}" for x in ("center", "div", "p", "td", "section")]
    + [f"[{x}" for x in ("align", "left", "center", "right", "justify", "indent", "p", "td")]
)
_ENDS = frozenset("。！？；：…”\n")
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{_NAMES})(?:\s[^<>\n]{{0,300}})?>"
    rf"|\[(?P<bb_end>/?)(?P<bb>{_BB_NAMES})(?:=[^\[\]\n]{{0,120}})?\]",
    re.IGNORECASE,
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# A line with one of these may show tags; so does one that quotes them.
_OF_TAGS = re.compile(
    "标签|标记|代码|网页|源码|语法|语句|转义|编辑器|排版|尖括号|方括号|粗体|加粗|斜体|下划线|字体|字号|格式|符号|写[作成]"
    r"|输入|(?i:html|bbcode|ubb|css|xml)"
)
_LINKS = frozenset({"<a", "[url"})
_OF_VALUES = frozenset({"<sup", "<sub", "[sup", "[sub", "<a", "[url", "[email"})
# Words of pages in tags are a page's: other rules take them whole.
_DIGITS = re.compile("[0-9]+")
_LEFTOVER = re.compile(v.LEFTOVERS)
_COLOUR = re.compile(r"(?:\x1b|\\033|\\e|\\x1b|\^\[)\[[0-9;]{0,12}[mKHJ]")
_BARE_COLOUR = re.compile(r"\[(?:(?:[0-9]|[34][0-7]|9[0-7]|10[0-7])(?:;[0-9]{1,3}){0,4})?m(?!\])")
_OF_TERMINALS = re.compile("(?i:ansi)|终端|控制台|控制码|转义|命令行")

Pair = tuple[re.Match[str], re.Match[str]]


def colours(text: str) -> Iterator[Edit]:
    r"""The codes by which terminals and forums colour words, with or without their first character.

    >>> text = "\x1b[1;31m渠水\x1b[m通了，[1;32m人人[m都说好"
    >>> [text[e.start : e.end] for e in colours(text)]
    ['\x1b[1;31m', '\x1b[m', '[1;32m', '[m']
    >>> list(colours("渠长[30m]，宽[m]"))
    []
    """
    if "m" not in text or "[" not in text:
        return
    whole = [m for m in _COLOUR.finditer(text) if m[0][0] == "\x1b" or m[0][-1] == "m"]
    taken = {m.end() for m in whole}
    bare = [m for m in _BARE_COLOUR.finditer(text) if m.end() not in taken]
    if len({m[0] for m in bare}) < LEAST_CODES and not whole:
        bare = []
    if _OF_TERMINALS.search(text) is not None:
        bare, whole = [], [m for m in whole if m[0][0] == "\x1b"]
    for m in sorted((*whole, *bare), key=lambda m: m.start()):
        yield Edit(m.start(), m.end(), "", "markup", Role.NOISE)


def tag_pairs(text: str, *, first: bool = True) -> Iterator[Edit]:
    """Drop the tags of pairs within lines; what stands between them stays.

    At `first` those stay whose words return: some of these are a page's, words and all.

    >>> text = "渠水<b>通了</b>，[color=red]人人[/color]都说好。"
    >>> [text[e.start : e.end] for e in tag_pairs(text)]
    ['<b>', '</b>', '[color=red]', '[/color]']
    >>> list(tag_pairs("粗体写作<b>渠水</b>。")), list(tag_pairs("渠水<b>通了，人人都说好。"))
    ([], [])
    """
    if "</" not in text and "[/" not in text:
        return
    found = pairs_in(text)
    times = Counter(_DIGITS.sub("0", _words(text, pair)) for pair in found)
    found = [x for x in found if not stays(text, x) and not (first and _returns(text, x, times))]
    if found and not _shows_tags(text) and not speaks_of_code(text):
        for m in sorted((m for pair in found for m in pair), key=lambda m: m.start()):
            yield Edit(m.start(), m.end(), "", "markup", Role.NOISE)


def _shows_tags(text: str) -> bool:
    """Whether several of a text's tags, one in five, stand beside words that speak of them."""
    every = list(_TAG.finditer(text))
    shown = sum(_speaks_beside(text, m.start(), m.end()) for m in every)
    return shown >= SHOWN * len(every)


def _speaks_beside(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - BESIDE) : start].rpartition("\n")[2]
    after = text[end : end + BESIDE].partition("\n")[0]
    return any(_OF_TAGS.search(side) is not None for side in (before, after))


def pairs_in(text: str) -> Sequence[Pair]:
    """The pairs of tags, the ones within others as well; what has no other half is left out."""
    open_tags: list[re.Match[str]] = []
    found: list[Pair] = []
    for m in _TAG.finditer(text):
        if not (m["end"] or m["bb_end"]):
            open_tags.append(m)
            continue
        for k in range(len(open_tags) - 1, -1, -1):
            if m.start() - open_tags[k].end() > FARTHEST:
                break
            if _name(open_tags[k]) == _name(m):
                if _name(m) not in _BLOCKS or _is_within(text, open_tags[k], m):
                    found.append((open_tags[k], m))
                del open_tags[k:]
                break
    return found


def _is_within(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Whether tags of a block stand within a sentence, where no block begins or ends."""
    before = text[max(0, opening.start() - 1) : opening.start()]
    after = text[closing.end() : closing.end() + 1]
    within = before not in _ENDS and re.match("[\u4e00-\u9fff，、]", after) is not None
    return within and "\n" not in text[opening.end() : closing.start()]


def without(halves: Set[int], text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """What a run of tags holds but for the halves of pairs, which begin at `halves`."""
    at = run.start()
    for m in _TAG.finditer(text, run.start(), run.end()):
        if m.start() in halves:
            if at < m.start():
                yield at, m.start()
            at = m.end()
    if at < run.end():
        yield at, run.end()


def _name(m: re.Match[str]) -> str:
    return f"<{m['name']}".lower() if m["name"] else f"[{m['bb']}".lower()


def _returns(text: str, pair: Pair, times: Counter[str]) -> bool:
    """Whether words in tags return within sentences: other rules ask whether they are a page's."""
    if times[_DIGITS.sub("0", _words(text, pair))] < RECURS:
        return False
    start, end = pair[0].start(), pair[1].end()
    return text[max(0, start - 1) : start].strip() != "" and text[end : end + 1].strip() != ""


def _words(text: str, pair: Pair) -> str:
    return text[pair[0].end() : pair[1].start()]


def stays(text: str, pair: Pair) -> bool:
    """Whether a pair is what a line speaks of, or all of it, or what stands in it is no words."""
    (opening, closing), words = pair, _words(text, pair)
    before = text[max(0, opening.start() - NEAR) : opening.start()].rpartition("\n")[2]
    after = text[closing.end() : closing.end() + NEAR].partition("\n")[0]
    if _name(opening) in _OF_VALUES and _HAN.search(words) is None:
        return True
    outside = _TAG.sub("", before + after)
    line = _TAG.sub("", before + words + after).strip()
    # A title, or a list's item: 1. <a …>护渠小结</a>
    short = len(line) <= TITLE and not ended(line)
    heads = short and (not before.strip() or _name(opening) in _LINKS)
    whole = heads or (not outside.strip() and not (len(words) > TITLE and ended(line)))
    left = _LEFTOVER.match(text, opening.start())
    if whole or (left is not None and (left["bb"] or left["tag"])) or before.endswith("`"):
        return True
    if _HAN.search(outside + words) is None:
        return True
    spoken_of = _speaks_beside(text, opening.start(), closing.end())
    return spoken_of or _OF_TAGS.search(words) is not None
