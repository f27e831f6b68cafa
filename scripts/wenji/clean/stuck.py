"""What returns at the ends and heads of paragraphs, and between them, and is foreign to the text.

A string that a page, a programme or a reader put into many places of a file needs no word that
tells it: it comes back where texts do not repeat themselves, behind the last sentence of
paragraphs that have nothing in common, before their first one, between them; and its words stand
nowhere else in the file. Texts do repeat a formula, a label with its value, a refrain, a name:
their words come back elsewhere too, or their form says what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from wenji.clean import composed
from wenji.clean import vocabulary as v
from wenji.clean.between import (
    PROSE,
    are_counted,
    are_same,
    between_paragraphs,
    is_credit_inside,
)
from wenji.clean.pairs import Pairs
from wenji.clean.places import OUTSIDE
from wenji.clean.recurring import Row, rows_of
from wenji.clean.weighed import weight
from wenji.facts import is_byline, is_fact_line, is_name
from wenji.forms import CAPTION
from wenji.forms.letters import may_sign
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended

# --- thresholds; origin: rubbish written for the purpose and put into real texts, then what the
# --- rules would drop from the development collections, read line by line -------------------------
RETURNS = 3  # times that such a string stands at an end of paragraphs, or between them
RETURNS_UNMARKED = 5  # … between them, in a file without marks of articles
LONGEST = 60  # characters of it
# Characters by which ends and heads are first compared, and where they are, with numbers.
KEY, KEY_BEFORE, NEAR = 4, 6, 14
RETURNS_BEFORE = 4  # … before a sentence, whose subject it might be
# Letters: of a string, of a whole sentence, of what stands before a sentence, of a known one.
LEAST, LEAST_OF_SENTENCE, LEAST_HEAD, LEAST_KNOWN = 4, 8, 5, 3
LEAST_SIGNS = 2  # of a string that few letters or none are in: ~~12~~
LEAST_TEXT = 300  # characters of a file that words can be foreign to
# Share of its pairs of characters that stand nowhere else: of a line, and of a sentence, which
# texts repeat; of what is neither; with words of a page.
FOREIGN, FOREIGN_CROWDED, FOREIGN_BEHIND, FOREIGN_KNOWN = 0.8, 0.6, 0.5, 0.3
GOVERNED = 0.2  # share of what stands behind it that shows it to be the subject of its sentences
DIFFERENT = 0.6  # share of different words beside its occurrences
TOGETHER = 0.8  # share of the occurrences that are as long
AT_EDGES = 0.5  # share that stands at the end of an article, where formulas are, or at its head
CROWDED = 2  # articles in which a line stands more than once
MOST_COMPARED = 60  # lines whose order is looked at
BETWEEN = 0.5  # share of its occurrences that stand between paragraphs

_DIGITS = re.compile("[0-9]+")
_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_NO_LETTER = re.compile(r"[\W_]+")
_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_PAIR = re.compile("(?=([\u3400-\u4dbf\u4e00-\u9fff]{2}|[A-Za-z]{3}))")
_STOPS = frozenset("。！？!?…”’」』）)\u3000 ")  # what may stand before such an end
_ENDS = frozenset("。？；，、：”’」』")  # what a paragraph of a text ends with, and no remark
_BEHIND = re.compile(r"(?:[。！？!?…][”’」』）)]*|\u3000| {2})$")
_SIGN = re.compile(
    r"[^\w\s，。、；：？！…—.,:;?!%“”‘’\"'（）()《》〈〉「」『』【】〔〕\[\]+=<>×÷±≤≥-]"
)
_PAUSE = re.compile("[，。；]")
_DAY = re.compile("[0-9〇○零一二三四五六七八九十]{1,4} ?[年月日]")
# What texts repeat at the ends and heads of paragraphs: labels, remarks in brackets, notes,
# datelines, thanks; how dates and figures end.
_OWN = re.compile(
    r"[（(].{1,8}[）)]$|[（(].*[掌笑呼声][）)]$|附[件表录图注]|[注见]|抄[送报]|[—-]{2}|[“‘「『《]"
    r"|.*(?:[电讯]$|记者|通讯员|谢谢|此致|敬礼|特此)"
)
_OF_TEXTS, _EDGES = re.compile(v.OF_TEXTS), re.compile(r"^[\W_]+|[\W_]+$")
_SAYS_ORIGIN = re.compile("(?:来源|作者|日期|时间)[:：]")
_LABEL = re.compile(r"[（(【\[]?([\u4e00-\u9fff]{1,10}[:：])")
_NUMBER = re.compile(r"[\W_]?[0-9A-Za-z]{1,3}[\W_]?|[①-⑳㉑-㉟*＊†‡§]{1,3}")
# What stands behind the subject of a sentence: a name is one again and again.
_GOVERNED = frozenset("的是将把被也都还和及了说，、：—（")


class _Found(NamedTuple):
    """A string, and where it stands: the numbers of the lines, and its span in each."""

    words: str
    places: Sequence[int]
    spans: Sequence[tuple[int, int]]
    articles: int  # in how many it stands


def stuck_ends(text: str) -> Iterator[Edit]:
    """Drop what returns behind the last sentences of paragraphs, and before their first ones.

    >>> said = ("东岭|动工", "西坡|收工", "南塘|守夜", "北渡|歇船", "中滩|补堤") * 3
    >>> rows = [x.replace("|", "的老人们都到老渠的渠边来看，说好一起") + "。" for x in said]
    >>> text = "\\n".join(x + f"墨香阁第{n}室出品" * (n < 5) for n, x in enumerate(rows))
    >>> [text[e.start : e.end] for e in stuck_ends(text)][:2]
    ['墨香阁第0室出品', '墨香阁第1室出品']
    """
    long = (line.strip() for line in text.split("\n") if len(line) >= PROSE)
    bodies = [body for body in long if len(body) >= PROSE]
    open_ended = [k for k, x in enumerate(bodies) if x[-1] not in _ENDS]
    behind = _groups(open_ended, [bodies[k][-NEAR:] for k in open_ended], slice(-KEY, None))
    heads = _groups(range(len(bodies)), [x[:NEAR] for x in bodies], slice(0, KEY_BEFORE))
    before = [x for x in heads if _parts(text, [bodies[k] for k in x])]
    if not (behind or before):
        return
    lines = rows_of(text)
    prose = [i for i, line in enumerate(lines) if len(line.text) >= PROSE]
    pairs = _pairs(text)
    taken: set[int] = set()
    for numbers in behind:
        for found in _behind(lines, [prose[k] for k in numbers]):
            if not _at_edge(lines, found, 1) and _is_stuck(
                text, found, pairs, LEAST, FOREIGN_BEHIND
            ):
                taken.update(found.places)
                yield from _edits(found)
    for numbers in before:
        found_before = _before(lines, [prose[k] for k in numbers])
        if found_before is None or taken & {*found_before.places}:
            continue
        if (
            not _at_edge(lines, found_before, -1)
            and not _is_subject(text, found_before)
            and _is_stuck(text, found_before, pairs, LEAST_HEAD, FOREIGN_CROWDED)
        ):
            yield from _edits(found_before)


def _parts(text: str, bodies: Sequence[str]) -> bool:
    """Whether paragraphs that begin alike go on as they please, and none goes on about that."""
    head = bodies[0][:KEY_BEFORE]
    others = {body[-KEY:] for body in bodies}
    return len(others) >= DIFFERENT * len(bodies) and text.count(head) <= len(bodies)


def _edits(found: _Found) -> Iterator[Edit]:
    for start, end in found.spans:
        yield Edit(start, end, "", "stuck-remark", Role.NOISE)


def _groups(numbers: Sequence[int], edges: Sequence[str], key: slice) -> Sequence[Sequence[int]]:
    """The numbers of the paragraphs whose ends, or heads, are alike but for their numbers."""
    if len(edges) < RETURNS:
        return ()
    keys = [x[key] for x in _DIGITS.sub("0", "\n".join(edges)).split("\n")]
    often = {k for k, n in Counter(keys).items() if n >= RETURNS}
    if not often:
        return ()
    groups: dict[str, list[int]] = {}
    for i, k in zip(numbers, keys, strict=True):
        if k in often and len(k) >= KEY:
            groups.setdefault(k, []).append(i)
    return list(groups.values())


@lru_cache(1)
def _pairs(text: str) -> Pairs:
    return Pairs(text)


def _behind(lines: Sequence[Row], numbers: Sequence[int]) -> Iterator[_Found]:
    """What most of these paragraphs have behind their last sentences."""
    ends = {i: _DIGITS.sub("0", lines[i].text[-LONGEST - NEAR :])[::-1] for i in numbers}
    members, best = list(ends), list[int]()
    size = 0
    for k in range(LEAST_KNOWN, LONGEST):
        bounded = [i for i in members if ends[i][k : k + 1] in _STOPS]
        if len(bounded) >= max(RETURNS, TOGETHER * len(best or members)):
            best, size = bounded, k
        members = _agreeing(ends, members, k)
        if len(members) < RETURNS:
            break
    spans, places = [], []
    for i in best:
        line = lines[i]
        own = _size(line.text[::-1], size)
        rest = line.text[: len(line.text) - own]
        if len(rest) >= PROSE and _BEHIND.search(rest) and _PAUSE.search(rest):
            places.append(i)
            spans.append((line.start + len(rest.rstrip(_SPACES)), line.end))
    if len(places) >= RETURNS:
        first = lines[places[0]]
        words = first.text[spans[0][0] - first.start :].strip(_SPACES)
        yield _Found(words, places, spans, _articles(lines, places))


def _before(lines: Sequence[Row], numbers: Sequence[int]) -> _Found | None:
    """What most of these paragraphs have before their first sentences."""
    heads = {i: _DIGITS.sub("0", lines[i].text[: LONGEST + NEAR]) for i in numbers}
    members = [i for i in heads if _PAUSE.search(lines[i].text)]
    for k in range(KEY_BEFORE, LONGEST):
        others = _agreeing(heads, members, k)
        if len(others) < TOGETHER * len(members) and len(members) >= RETURNS:
            words = heads[members[0]][:k]
            if len(_LETTER.findall(words)) >= LEAST_HEAD:
                sizes = [_size(lines[i].text, k) for i in members]
                spans = [
                    (lines[i].start, lines[i].start + n)
                    for i, n in zip(members, sizes, strict=True)
                ]
                words = lines[members[0]].text[: sizes[0]]
                return _Found(words, members, spans, _articles(lines, members))
        members = others
        if len(members) < RETURNS:
            break
    return None


def _articles(lines: Sequence[Row], at: Sequence[int]) -> int:
    return len({lines[i].article for i in at})


def _agreeing(strings: Mapping[int, str], members: Sequence[int], k: int) -> list[int]:
    """The members whose character at a place is the one that most have there."""
    chars = Counter(strings[i][k : k + 1] for i in members)
    char, _ = max(chars.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return [i for i in members if char and strings[i][k : k + 1] == char]


def _size(raw: str, size: int) -> int:
    """How many characters of a text make up the first `size` of it, each number taken as one."""
    at = 0
    for _ in range(size):
        m = _DIGITS.match(raw, at)
        at = m.end() if m is not None else at + 1
    return at


def _is_subject(text: str, found: _Found) -> bool:
    """Whether what stands before sentences may be their subject."""
    behind = sum(text[end : end + 1] in _GOVERNED for _, end in found.spans)
    if weight(found.words) >= OUTSIDE:
        return False
    return len(found.spans) < RETURNS_BEFORE or behind > GOVERNED * len(found.spans)


def _at_edge(lines: Sequence[Row], found: _Found, step: int) -> bool:
    """Whether a string stands mostly in the last paragraphs of articles, or in the first ones."""
    known = weight(found.words) >= OUTSIDE
    edges = 0
    for i in found.places:
        beside = lines[i + step] if 0 <= i + step < len(lines) else None
        edges += beside is None or mark_in(beside.text) is not None
    return edges > AT_EDGES * len(found.places) and not known


def _is_stuck(text: str, found: _Found, pairs: Pairs, least: int, share: float) -> bool:
    """Whether a string is none of the text's, by its form and by its words."""
    words = found.words
    known = weight(words) >= OUTSIDE or composed.weight(words) >= OUTSIDE
    sentence = ended(words) and words[-1] != "…" and _HAN.search(words) is not None
    if not known and (sentence or (least == LEAST_HEAD and found.articles < RETURNS)):
        return False  # texts repeat sentences, and paragraphs of one begin alike: they are parallel
    if is_fact_line(words) or mark_in(words) is not None or _NUMBER.fullmatch(words):
        return False
    if _SAYS_ORIGIN.search(words) or words[-1] in "，、；":
        return False
    if not known and (_OWN.match(words) or _DAY.search(words) or label_at(words) is not None):
        return False
    if not known and least == LEAST_HEAD and _PAUSE.search(words):
        return False  # parallel sentences begin with one clause
    label = _LABEL.match(words)
    if label is not None and text.count(label[1]) > len(found.spans):
        return False  # it has other values as well
    letters = len(_HAN.findall(words)) + len(_LATIN.findall(words)) // 2
    if letters < LEAST and len(_SIGN.findall(words)) >= LEAST_SIGNS and not label:
        return _has_other_sides(text, found)
    if letters < (LEAST_KNOWN if known else LEAST_OF_SENTENCE if sentence else least):
        return False
    if not _has_other_sides(text, found):
        return False
    least_share = FOREIGN_KNOWN if known else FOREIGN if sentence else share
    return _is_foreign(text, words, len(found.spans), pairs, least_share)


def _has_other_sides(text: str, found: _Found) -> bool:
    """Whether what stands round a string is as different as chance makes it."""
    before = {_DIGITS.sub("0", text[max(0, a - 8) : a].rstrip()[-3:]) for a, _ in found.spans}
    after = {text[b : b + 8].lstrip()[:3] for _, b in found.spans}  # as a torn sentence goes on
    return min(len(before), len(after)) >= max(2, DIFFERENT * len(found.spans))


def _is_foreign(text: str, words: str, times: int, pairs: Pairs, share: float) -> bool:
    """Whether such a share of a string's pairs of characters stand nowhere else in the file."""
    spread = max(map(len, _RUN.findall(words)), default=0) == 1  # 墨 香 阁, 墨·香·阁
    own = {m[1] for m in _PAIR.finditer(_NO_LETTER.sub("", words) if spread else words)}
    if len(own) < LEAST_KNOWN - 1 or len(text) < LEAST_TEXT:
        return False
    longest = max(_RUN.findall(words), key=len, default="")
    times = max(times, text.count(longest) if longest else 0)
    strange = sum(pairs.count(pair) <= times * words.count(pair) for pair in own)
    return strange >= share * len(own)


def stuck_lines(text: str) -> Iterator[Edit]:
    """Drop lines that return between paragraphs, in other places of each article, or below titles.

    What an article has for a heading stands once in it; headings of one pattern stand in one order.
    """
    short = [x for x in text.split("\n") if 0 < len(x) <= LONGEST]
    keys = Counter(_DIGITS.sub("0", "\n".join(short)).split("\n"))
    if not any(n >= RETURNS for n in keys.values()):
        return
    lines = rows_of(text)
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if len(line.text) <= LONGEST:
            places.setdefault(_DIGITS.sub("0", line.text), []).append(i)
    found = [
        _Found(lines[at[0]].text, at, [lines[i][:2] for i in at], _articles(lines, at))
        for at in places.values()
        if len(at) >= RETURNS and _may_be_stuck(lines, at)
    ]
    pairs = _pairs(text)
    found = [
        x for x in found
        if is_credit_inside(lines, x.places)
        or _is_stuck(text, x, pairs, LEAST, _share(lines, x.places))
    ]  # fmt: skip
    patterned = _patterned(lines, found)
    for each in found:
        if each.words not in patterned:
            for start, end in each.spans:
                begin = text.rfind("\n", 0, start) + 1
                stop = text.find("\n", end) + 1 or len(text)
                yield Edit(begin, stop, "", "stuck-remark", Role.NOISE)


def _may_be_stuck(lines: Sequence[Row], at: Sequence[int]) -> bool:
    """Whether a line that returns stands where a stranger's would."""
    line = lines[at[0]].text
    if is_credit_inside(lines, at):
        return True
    if (
        _OF_TEXTS.fullmatch(_EDGES.sub("", line))
        or is_name(line)
        or is_byline(line)
        or may_sign(line)
        or CAPTION.match(line)
    ):
        return False
    between = sum(between_paragraphs(lines, i) for i in at)
    if between < BETWEEN * len(at):
        below = sum(i > 0 and mark_in(lines[i - 1].text) is not None for i in at)
        return below >= TOGETHER * max(len(at), lines[-1].article)
    inside = Counter(lines[i].article for i in at)
    if sum(n > 1 for n in inside.values()) < CROWDED and are_counted([lines[i].text for i in at]):
        return False  # they may be marks of articles
    if len(inside) == 1 and lines[-1].article > 0:
        return between == len(at) and are_same(lines, at)
    if len(inside) == 1:
        return len(at) >= RETURNS_UNMARKED
    if sum(n > 1 for n in inside.values()) >= CROWDED:
        return True
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for i, row in enumerate(lines):
        starts.setdefault(row.article, i)
        ends[row.article] = i
    heads = {i - starts[lines[i].article] for i in at}
    tails = {ends[lines[i].article] - i for i in at}
    return min(len(heads), len(tails)) > 1


def _share(lines: Sequence[Row], at: Sequence[int]) -> float:
    """How foreign a line must be: less so where it stands more than once in several articles."""
    inside = Counter(lines[i].article for i in at)
    return FOREIGN_CROWDED if sum(n > 1 for n in inside.values()) >= CROWDED else FOREIGN


def _patterned(lines: Sequence[Row], found: Sequence[_Found]) -> Set[str]:
    """The lines of which two stand in one order, once in each of several articles."""
    out: set[str] = set()
    places = [{lines[i].article: i for i in each.places} for each in found[:MOST_COMPARED]]
    for (one, mine), (other, theirs) in combinations(zip(found, places, strict=False), 2):
        both = mine.keys() & theirs.keys()
        if len(both) >= RETURNS and len({mine[a] < theirs[a] for a in both}) == 1:
            out |= {one.words, other.words}
    return out
