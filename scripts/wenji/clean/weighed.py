"""Lines weighed by their words, their form and their place: remarks of pages nobody has listed.

The rules of `noise` know whole phrases. Sites say the same things in ever new words; what they
cannot help is to speak of clicking, downloading, reading counts, followers and rights, and to
say it short, at a text's edge, beside others of the kind. No word decides alone: the weights of
all (`remark_words.toml`) are added, with those of the line's form and of where it stands.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, deque
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from wenji.clean import composed, shapes
from wenji.clean.cut_once import cutting_once, has_page_number
from wenji.clean.foreign import PERSONS, Foreign, is_absent, strangeness
from wenji.clean.gaps import closes_another
from wenji.clean.lexicon import lexicon
from wenji.clean.places import (
    COMMA,
    FARTHEST,
    LONG,
    OUTSIDE,
    Line,
    between_paragraphs,
    counted,
    goes_on,
    lines_of,
)
from wenji.facts import is_fact_line
from wenji.lines import REMEMBERED
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended
from wenji.unlisted_marks import counted_heads, may_count

# --- weights and thresholds; origin: remarks and lines of texts written for the purpose, then what
# --- the rule would drop from the development collections, read line by line ---------------------
LONGEST = 60  # characters of such a line
ACCEPT = 4.0  # a line is a page's that weighs so much
SURE = 4.0  # words of such a weight say so by themselves
# What other words weigh at most. Telling ones need a text's edge, the rest others of the kind.
TELLING, AT_EDGE = 3.0, 3.9
UNSURE = 2.9
SPOKEN = 40  # lines on each side that may speak of what a line is made of
LEAST_TEXT = 12  # characters of a sentence before the words
# What the form adds or takes …
MADE_OF, MADE_OF_WEIGHT = 0.6, 1.0  # share of the letters that the words cover
HARDLY, HARDLY_WEIGHT = 0.3, -1.0
SCARCELY = 0.2  # … and the same once more
SIGNS_WEIGHT = 0.5  # strokes, arrows, brackets
COUNT_WEIGHT = 0.5  # a number in it
LONG_WEIGHT = -1.0  # longer than `LONG`
STOP_WEIGHT = -1.0  # it ends as a sentence does
COMMA_WEIGHT = -0.5  # for each comma beyond the first
# … and the place.
EDGE_WEIGHT = 1.0  # beside a mark, or at the end of the file
BESIDE_WEIGHT = 1.5  # beside a line of the kind
REST_WEIGHT, OWN_CLAUSE_WEIGHT = -1.0, -1.5  # it may be the rest of a sentence; with a clause …
CLAUSE = 4  # … of so many characters that holds no word of a page
RETURNS_WEIGHT = 1.0  # it stands more than once
CUTS_WEIGHT, PAGE_WEIGHT = 2.0, 2.0  # it cuts a sentence; with a number at its edge besides
MOST_CUTS = 2  # lines of one form that do; more of them are a sequence
# The text round it has hardly any of its pairs of characters: from which weight that counts.
STRANGE, STRANGE_LEAST, STRANGE_WEIGHT = 0.85, 1.5, 1.6
AT_LEAST, PERSON_WEIGHT = 1.0, 1.0  # for each person that the text does not speak of; from where

_LETTER, _WORD_LETTER = re.compile(r"[^\W_]"), re.compile(r"[^\W\d_]")
_SIGNS = re.compile(r"^[\W_]|[|丨｜/→←↑↓▲▼>»]|[】\])）]$")
_REFERENCE = re.compile(r"[\[［〔【(（]\s*[0-9]{1,3}\s*[\]］〕】)）]")
# A heading, and a remark in brackets behind it (see `clean.tails`).
_BESIDE = re.compile(r"([\u4e00-\u9fff、]{6,}) *[【\[［][^【】\[\]]{2,12}[】\]］]")
_DIGIT, _DIGITS = re.compile("[0-9]"), re.compile("[0-9]+")
_MAIL = re.compile(r"(?:邮箱|e-?mail|信箱)?:?[a-z0-9._-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ORNAMENTS = "-—–=~*·•_"
_ANSWERABLE = re.compile("责任(?:编辑|校对)|^[（(][^）)]*见.*《.*[）)]$")  # a fact, a reference
_SAID = re.compile(r"[“「『][^“「『]*[”」』][。！？]?$")
_WIDE = tuple(zip("，：；！？（）［］｜／＋", ",:;!?()[]|/+", strict=True))
# Spaces in it, or wide letters: its words may be found only when it is brought to one form.
SPACED = re.compile(r"[ \t\u3000\xa0\uff10-\uff19\uff21-\uff5a](?:(?<=[\uff10-\uff5a])|(?<=\S.))")


class _Group(TypedDict):
    """The words of one weight, as the table has them."""

    weight: float
    words: list[str]


class _Words(NamedTuple):
    """The words of one weight, as one pattern."""

    weight: float
    pattern: re.Pattern[str]


def _table() -> Sequence[_Group]:
    text = Path(__file__).with_name("remark_words.toml").read_text("utf-8")
    return cast("list[_Group]", tomllib.loads(text)["group"])


# Where a line begins and ends they know in a text of several as well.
_GROUPS = [_Words(group["weight"], lexicon(group["words"], re.MULTILINE)) for group in _table()]
_OF_PAGES = [words.pattern for words in _GROUPS if words.weight >= SURE]  # the first of all
_TELLING = [words.pattern for words in _GROUPS if words.weight >= OUTSIDE]
_OF_ANY_PAGE = [words for words in _GROUPS if words.weight > 0]  # all but the last
(_WEAK,) = [words.pattern for words in _GROUPS if 0 < words.weight < OUTSIDE]


def weighed_lines(text: str) -> Iterator[Edit]:
    """Drop the lines that weigh enough in their places."""
    lines = lines_of(text)
    asked = worded([line.text for line in lines])
    weights = [_weight_here(line.text, i in asked) for i, line in enumerate(lines)]
    cutting = _cutting(text, lines)
    for i, w in _composed(lines, weights, cutting):
        weights[i] = w
    for i, w in [(i, _strange(text, lines, weights, i)) for i in asked]:
        weights[i] = max(weights[i], w)
    for i in cutting:
        weights[i] += CUTS_WEIGHT + PAGE_WEIGHT * has_page_number(lines[i].text)
    rest = (i for i, w in enumerate(weights) if w and i not in cutting)
    for i in [i for i in rest if goes_on(lines, weights, i)]:
        weights[i] += REST_WEIGHT + OWN_CLAUSE_WEIGHT * has_own_clause(lines[i].text)
    if not any(weights):
        return
    for i in list(counted(lines, weights)):
        weights[i] = 0.0
    times = Counter(line.text for line, w in zip(lines, weights, strict=True) if w)
    for i in sorted(_heavy(lines, weights, times)):
        if may_count(lines[i].text) and lines[i].start in counted_heads(text):
            continue  # the head of a text by its number, whatever it says
        start = text.rfind("\n", 0, lines[i].start) + 1
        end = text.find("\n", lines[i].end) + 1 or len(text)
        yield Edit(start, end, "", "site-remark", Role.NOISE)


def _composed(
    lines: Sequence[Line], weights: Sequence[float], cutting: Set[int]
) -> Iterator[tuple[int, float]]:
    """The lines that are made of words of pages, where they weigh more so than by their words."""
    foreign = Foreign([line.text for line in lines])
    for i, line in enumerate(lines):
        if len(line.text) > shapes.LONGEST or weights[i] >= ACCEPT:
            continue
        ends = line.text[-1] in shapes.STOPS
        shape = 0.0 if ends else max(_shape(lines, i), foreign.weight(i))
        heavy = composed.weight(line.text) if len(line.text) <= composed.LONGEST else 0.0
        if max(heavy, shape) < composed.LEAST or _is_own(line.text):
            continue
        if i not in cutting and goes_on(lines, weights, i):
            continue
        beside = lines[max(0, i - SPOKEN) : i + SPOKEN]
        spoken = " ".join(x.text for x in beside if len(x.text) > LONGEST or ended(x.text))
        heavy = max(shape, composed.weight(line.text, spoken.lower()))
        if weights[i] >= UNSURE - 0.4 and heavy >= OUTSIDE:  # two sorts of evidence
            heavy = max(heavy, weights[i] + MADE_OF_WEIGHT * composed.is_made(line.text))
        if heavy >= OUTSIDE and heavy > weights[i]:
            yield i, heavy


def _strange(text: str, lines: Sequence[Line], weights: Sequence[float], i: int) -> float:
    """What a line with words of a page weighs that stands between whole paragraphs and shares
    none of its words with them; 0 for any other.

    Words of a text's own business are none where the text has none of them, but for sentences that
    speak to nobody. Who speaks to the reader, or of himself, where the text never does, did not
    write it.
    """
    start, end, line = lines[i]
    if weights[i] >= ACCEPT or len(line) > LONGEST or _ANSWERABLE.search(line):
        return 0.0
    persons = [person for person in PERSONS if person.search(line)]
    heavy = max(weights[i], weight(line, not line.endswith("。") or bool(persons)))
    if heavy < max(AT_LEAST, STRANGE_LEAST - PERSON_WEIGHT * len(persons)) or _is_own(line):
        return 0.0
    if not between_paragraphs(lines, weights, i) or strangeness(line, text, start, end) < STRANGE:
        return 0.0
    heavy += PERSON_WEIGHT * sum(is_absent(x, text, start, end) for x in persons)
    return heavy + STRANGE_WEIGHT if heavy >= STRANGE_LEAST else 0.0


def _shape(lines: Sequence[Line], i: int) -> float:
    """What the shape of a line weighs; nothing where the next one has it too, as rows have."""
    found = shapes.weight(lines[i].text)
    if found < shapes.SURE and found:
        beside = (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2])
        if any(shapes.weight(x.text) for x in beside if x.text != lines[i].text):
            return 0.0
    return found


def _cutting(text: str, lines: Sequence[Line]) -> Set[int]:
    """The lines that cut a sentence; those of a form that returns are left to other rules."""
    found = set(cutting_once(text, [(line.start, line.end) for line in lines]))
    if found:
        times = Counter(_form(line.text) for line in lines)
        found = {i for i in found if times[_form(lines[i].text)] <= MOST_CUTS}
    return found


def has_own_clause(line: str) -> bool:
    """Whether a part of a line holds no word of a page at all."""
    parts = COMMA.split(line)
    return len(parts) > 1 and any(len(x) >= CLAUSE and not covered(x) for x in parts)


def _heavy(lines: Sequence[Line], weights: Sequence[float], times: Counter[str]) -> set[int]:
    """The lines that weigh enough; each one found adds to the weight of those beside it."""
    heavy: set[int] = set()
    doubtful = deque(i for i, w in enumerate(weights) if w)
    while doubtful:
        i = doubtful.popleft()
        if i in heavy:
            continue
        w = weights[i] + RETURNS_WEIGHT * (times[lines[i].text] > 1)
        w += EDGE_WEIGHT * _at_edge(lines, heavy, i)
        w += BESIDE_WEIGHT * (i - 1 in heavy or i + 1 in heavy)
        if w >= ACCEPT:
            heavy.add(i)
            beside = (_beyond(heavy, i, step) for step in (-1, 1))
            doubtful.extend(k for k in beside if 0 <= k < len(lines) and weights[k])
    return heavy


def _form(line: str) -> str:
    """A line without its numbers: it returns though they rise."""
    return _DIGITS.sub("0", line)


def worded(lines: Sequence[str]) -> set[int]:
    """The lines that may hold words of a page, `SPACED` ones aside: all are asked at once."""
    text = _narrow("\n".join([line if len(line) <= LONGEST else "" for line in lines]))
    found: set[int] = set()
    for words in (*_TELLING, _WEAK):
        row, at = 0, 0
        for m in words.finditer(text):
            row += text.count("\n", at, m.start())
            at = m.start()
            found.update(range(row, row + m[0].count("\n") + 1))  # what spans lines hides others
    return found


def _weight_here(line: str, worded: bool) -> float:
    """The weight of a line; 0 for light ones and for a text's own: marks, headings, facts."""
    if len(line) > LONGEST or not (SPACED.search(line) or (worded and _has_words(line))):
        return 0.0
    body = line.strip()
    heavy = weight(body)
    return 0.0 if heavy < OUTSIDE or _is_own(body) else heavy


def _is_own(body: str) -> bool:
    """Whether a line is a text's own, whatever it says: a mark, a heading, a fact, a reference,
    words that somebody says."""
    if mark_in(body) is not None or label_at(body) is not None:
        return True
    if (
        _REFERENCE.match(body) is not None
        or _SAID.match(body)
        or closes_another(body)
        or is_fact_line(body)
    ):
        return True
    beside = _BESIDE.fullmatch(body)
    return beside is not None and not covered(beside[1]) and bool(covered(body))


def is_heavy(line: str) -> bool:
    """Whether the words and the form of a line weigh enough wherever it stands.

    Without a word that says so by itself none does; such words are looked for first.
    """
    bare = _one_form(line)
    return any(words.search(bare) for words in _OF_PAGES) and weight(line) >= ACCEPT


def _narrow(text: str) -> str:
    """A text as the patterns know it, each character in its place; its letters are wide still.

    The signs are few: to replace one after the other is faster than to look up every character.
    """
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return composed.simplified(text).lower()


def _one_form(line: str) -> str:
    """A line as the patterns know it: letters of one width and case, no white space, no mail."""
    bare = composed.simplified(unicodedata.normalize("NFKC", "".join(line.split()))).lower()
    return _MAIL.sub("", bare) if "@" in bare else bare


@lru_cache(REMEMBERED)
def weight(line: str, of_pages: bool = False) -> float:
    """What the words and the form of a line weigh; 0 or less where none of a page's is in it.

    `of_pages`: by the words of pages alone, not by those of a text's own business.

    >>> weight("点击上方蓝字关注我们") > ACCEPT, weight("网站建设情况") < 0, weight("春天")
    (True, True, 0.0)
    """
    bare = _one_form(line)
    rest = bare.strip(_ORNAMENTS)
    total, covered, best, first = 0.0, 0, 0.0, len(rest)
    for group in _GROUPS[: len(_OF_ANY_PAGE) if of_pages else None]:
        places = list(group.pattern.finditer(rest))
        found = [m[0] for m in places]
        total += group.weight * len(set(found))
        if found and group.weight > 0:
            best = max(best, group.weight)
            if group.weight >= OUTSIDE:
                first = min(first, places[0].start())
            covered += sum(map(len, found))
            rest = group.pattern.sub(_blank, rest)
    if not covered:
        return total
    end = max(bare[:-1].rfind(stop) for stop in "。!?")
    if LEAST_TEXT <= end < first:
        return 0.0  # a sentence of a text, and something behind it: see `clean.tails`
    share = covered / len(_LETTER.findall(bare))
    total += MADE_OF_WEIGHT * (share >= MADE_OF) + HARDLY_WEIGHT * (share < HARDLY)
    total += HARDLY_WEIGHT * (share < SCARCELY)
    total += SIGNS_WEIGHT * (_SIGNS.search(bare) is not None)
    total += COUNT_WEIGHT * (_DIGIT.search(bare) is not None)
    total += LONG_WEIGHT * (len(bare) > LONG) + STOP_WEIGHT * bare.endswith("。")
    total += COMMA_WEIGHT * max(0, len(COMMA.findall(bare)) - 1)
    if best >= SURE and covered >= HARDLY * len(_WORD_LETTER.findall(bare)):
        return total  # else it may be a line of prose that a remark was put into
    return min(total, AT_EDGE if best >= TELLING else UNSURE)


@lru_cache(REMEMBERED)
def covered(line: str) -> float:
    """The share of a line's letters that words of a page make up, whatever they weigh."""
    letters = len(_WORD_LETTER.findall(_one_form(line)))
    return 1 - len(_WORD_LETTER.findall(_uncovered(line))) / letters if letters else 0.0


def longest_own(line: str) -> int:
    """How many letters in a row, signs aside, are of no such word."""
    return max(len(_WORD_LETTER.findall(part)) for part in _uncovered(line).split("\0"))


def _uncovered(line: str) -> str:
    """A line without the words of pages; a sign stands for each of their letters."""
    rest = _one_form(line)
    for words in _OF_ANY_PAGE:
        rest = words.pattern.sub(_blank, rest)
    return rest


def _blank(found: re.Match[str]) -> str:
    """Something as long, so that no word is found in another one, nor across it."""
    return "\0" * len(found[0])


@lru_cache(REMEMBERED)
def may_be_sure(line: str) -> bool:
    """Whether a word that says so by itself may stand in a line; without one it weighs at most
    `AT_EDGE`. It costs less than `weight`."""
    if SPACED.search(line):
        return True
    narrow = _narrow(line)
    return any(words.search(narrow) for words in _OF_PAGES)


def _has_words(line: str) -> bool:
    """Whether a line without spaces can be heavy: most hold no word of a page, or a weak one."""
    narrow = _narrow(line)
    for words in _TELLING:
        if words.search(narrow):
            return True
    first = _WEAK.search(narrow)
    return first is not None and _WEAK.search(narrow, first.end()) is not None


def _at_edge(lines: Sequence[Line], heavy: set[int], i: int) -> bool:
    """Whether nothing but such lines stands between a line and a mark, or the end of the file."""
    for step in (1, -1):
        k = _beyond(heavy, i, step)
        if k == len(lines) or (0 <= k < len(lines) and mark_in(lines[k].text) is not None):
            return True
    return False


def _beyond(heavy: set[int], i: int, step: int) -> int:
    """The first line on one side that is not heavy, or how far is looked."""
    k = i + step
    while k in heavy and abs(k - i) < FARTHEST:
        k += step
    return k
