"""Lines of a site, told by the other files of the collection.

A site puts the same line into all that is copied from it; in one file it may stand once, and say
nothing that tells it from a heading. In the collection it stands in many files, between texts that
have nothing else in common. So all files are surveyed before any is converted: `short_lines` notes
which short lines a text has and between what, `site_lines` judges those that several files share,
and the pass `lines_of_sites` drops them, each on a line of its own or glued to a
paragraph.

To be shared is not enough: 参考文献 is, and so are salutations, formulas and the names of offices.
Either a line's words say besides that it is a page's (much less is asked of them than of a line
that stands once), or its places do: a heading never stands last, a closing never between two
paragraphs; what stands at times here and at times there is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from wenji.clean import composed, shapes, weighed
from wenji.clean import vocabulary as v
from wenji.clean.pairs import pair_numbers
from wenji.clean.shape_words import LABELS_OF_NOTICES
from wenji.facts import is_fact_line
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended
from wenji.survey import FEWEST, Place, ShortLine, contexts, flattened, key, legible

# --- thresholds; origin: the lines that files of the development collections share, read one by one
SHORTEST, LONGEST = 4, 60  # letters and digits, characters of such a line
PARAGRAPH = 30  # a longer line tells one text from another
# What words of a page must weigh in a line that texts share, where it is longer than headings are
# that hold such a word: 拓展阅读, 关注民生.
LEAST_WORDS, HEADING = 1.0, 6
PLACED = 4  # texts that share one whose places say so …
PLACES, PLACES_SHARE = 2, 0.2  # … and how many of them, and which share, each place needs
MOST_WRITTEN = 5  # ways to write a line, apart in their numbers, that are weighed
FOREIGN = 0.7  # share of a line's pairs of characters that its text does not have elsewhere …
LEAST_TEXT, MOST_TEXT = 600, 300_000  # … where its paragraphs have so many characters
FOREIGN_TEXTS = 0.8  # share of the texts, of those that were asked, to which it is foreign
# Letters of a line that is looked for within a paragraph as well; of one that no sentence names,
# where its words are heavy, and whatever they are.
GLUED, INSIDE, LONG = 6, 8, 14
RULE = "collection-line"

_LETTER = re.compile(r"[^\W_]")
_COMMA = re.compile("[，。；！？、,]")
_BULLETS = "-*+•· \t"
_HIDDEN = "**"  # the editor's masks: what is hidden is no evidence
_GOES_ON = "，、,；;："
_DRAWN = "—–=~*·•★☆◆◇●○■□▲△▼▽※|｜-"
_BLANK = " \t\N{IDEOGRAPHIC SPACE}"
# What stands before a name in a sentence, and behind one.
_TO_NAME = frozenset("在于到由从为是自据见与和及对向把被让给《〈“‘「（(：:、")
_FROM_NAME = frozenset("，。；：、！？,.;:!?的了是在与和及上中里等为有将已）)”’」》〉")
_IN_BRACKETS = re.compile("[（(][^（()）]+[）)]")
# What notices state, and values that are no words: who can be asked, where, when.
_OF_NOTICES = re.compile(rf"[^：:]*(?:{LABELS_OF_NOTICES})|.*[：:][^\u4e00-\u9fff]*$")
_TAGS = re.compile(r"^(?:<[A-Za-z][^<>]{0,80}>\s*)+|(?:</?[A-Za-z][^<>]{0,40}>)+$")
_CALLS = "！!～~"  # with these a page calls as well as a sentence ends
_LABELLED = re.compile(r"[【\[〔［(（]?[^0-9：:】\]〕］)）]{1,16}(?:[：:]|[】\]〕］)）]\s*\w)")
_DATED = re.compile("[0-9〇○零一二三四五六七八九]{2,4}年|[0-9]月|[0-9][-/.][0-9]+[-/.][0-9]")
_ASIDE = re.compile(v.ASIDES)
_LEADS = re.compile(r"^(?:#|[0-9.]+[\s.．、，,）)]|[一二三四五六七八九十]+[\s.．、）)])")
_OF_TEXTS = re.compile(v.OF_TEXTS)

CUTS, BETWEEN, LAST = 1, 2, 4  # kinds of places, as bits …
ASKED, STRANGE = 8, 16  # … and whether the words were looked for in the text, and not found


def short_lines(text: str) -> dict[str, ShortLine]:
    """The short lines of a decoded text, by their `key`.

    >>> sorted(short_lines("渠水通了。\\n春风&nbsp;文库第3期\\n"))
    ['春风文库第0期', '渠水通了']
    """
    lines = [line for raw in legible(text).splitlines() if (line := raw.strip())]
    if "<" in text:
        lines = [bare for line in lines if (bare := _TAGS.sub("", line).strip())]
    below, prose = _paragraphs_below(lines), _Prose.of(lines)
    found: dict[str, ShortLine] = {}
    above = 0
    for i, line in enumerate(lines):
        if len(line) >= PARAGRAPH:
            above = i + 1
        if len(line) > LONGEST or line[-1] in _GOES_ON or len(line) < SHORTEST:
            continue
        same = "" if _HIDDEN in line else key(line)
        if len(same) < SHORTEST:
            continue
        former = found.get(same)
        kinds = _kinds(lines, i) | (former.place.kinds if former else 0)
        if kinds & (CUTS | BETWEEN) and not kinds & ASKED:
            kinds |= _strangeness(line, prose)
        if former:
            found[same] = former._replace(place=former.place._replace(kinds=kinds))
        else:
            up = above - (len(line) >= PARAGRAPH)
            sums = (_checksum(lines, up - 1), _checksum(lines, below[i + 1]))
            found[same] = ShortLine(line, Place(*sums, kinds))
    return found


def _paragraphs_below(lines: list[str]) -> list[int]:
    """For each line, and for the end, the first long line from there on; -1 where there is none."""
    out = [-1] * (len(lines) + 1)
    for i in range(len(lines) - 1, -1, -1):
        out[i] = i if len(lines[i]) >= PARAGRAPH else out[i + 1]
    return out


def _checksum(lines: list[str], i: int) -> int:
    return crc32(lines[i].encode("utf-8", "surrogatepass")) | 1 if i >= 0 else 0


def _kinds(lines: list[str], i: int) -> int:
    """What kinds of place line `i` stands at."""
    if i + 1 == len(lines) or mark_in(lines[i + 1]) is not None:
        return LAST
    if i == 0:
        return 0
    before, after = lines[i - 1], lines[i + 1]
    if len(after) < PARAGRAPH and not ended(after):
        return 0
    if ended(before):
        return BETWEEN
    if len(before) >= PARAGRAPH or _COMMA.search(before):
        return CUTS * (label_at(after) is None and label_at(before) is None)
    return 0


class _Prose(NamedTuple):
    """The paragraphs of a text, and their pairs of characters as numbers in order; none where
    there is too little to compare, or too much."""

    text: str
    pairs: NDArray[np.uint64]

    @classmethod
    def of(cls, lines: list[str]) -> _Prose:
        """The paragraphs among these lines."""
        text = "\n".join(["", *(line for line in lines if len(line) >= PARAGRAPH), ""])
        enough = LEAST_TEXT <= len(text) <= MOST_TEXT
        return cls(text, np.sort(pair_numbers(text if enough else "")))

    def knows(self, line: str) -> float:
        """The share of a line's pairs that stand in the paragraphs, but for where the line itself
        is glued to one."""
        own = [line[k : k + 2] for k in range(len(line) - 1)]
        numbers = pair_numbers(line)
        first = np.searchsorted(self.pairs, numbers)
        many = (np.searchsorted(self.pairs, numbers, "right") - first).tolist()
        known = {pair: n for pair, n in zip(own, many, strict=True) if n}
        if known and (times := self.text.count(f"\n{line}") + self.text.count(f"{line}\n")):
            for pair in [pair for pair in known if pair[0] == pair[1]]:
                known[pair] = self.text.count(pair)  # 常常常 holds 常常 once
            known = {pair: n for pair, n in known.items() if n > times * line.count(pair)}
        return len(known) / len(set(own))


def _strangeness(line: str, prose: _Prose) -> int:
    """Whether the words of a line stand nowhere in the paragraphs of its text.

    A heading speaks of what its text speaks of (see `clean.foreign`). Not asked without paragraphs.
    """
    if not prose.pairs.size or (ended(line) and line[-1] not in _CALLS) or _LEADS.match(line):
        return 0
    return ASKED | STRANGE * (prose.knows(line) <= 1 - FOREIGN)


# --- which of them are a site's -----------------------------------------------------------------


def site_lines(shared: Mapping[str, Sequence[ShortLine]]) -> frozenset[str]:
    """Those of the lines that several texts share which are a site's and no text's own."""
    return frozenset(same for same, lines in shared.items() if _is_sites(lines))


def _is_sites(lines: Sequence[ShortLine]) -> bool:
    """Whether a line is a site's, by its words or by its places."""
    written = sorted({short.line for short in lines})[:MOST_WRITTEN]
    line = written[0]
    if any(_is_own(x) or _is_own(x.lstrip(_BULLETS)) for x in written):
        return False
    weight = max(map(_weight, written))
    if weight >= weighed.SURE:
        return True
    if _LABELLED.match(line) or line[-1] in _CALLS:
        return _is_put_in(line, lines)
    if weight >= LEAST_WORDS and len(key(line)) > HEADING:
        return True
    if _OF_TEXTS.fullmatch(key(line)):
        return False
    if weight >= LEAST_WORDS and _count(lines, LAST) >= FEWEST:
        return True
    return contexts(lines)[0] >= PLACED and _is_nowhere(line, lines)


def _weight(line: str) -> float:
    return max(weighed.weight(line), composed.weight(line), shapes.weight(line))


def _is_own(line: str) -> bool:
    return mark_in(line) is not None or label_at(line) is not None or is_fact_line(line)


def _is_nowhere(line: str, lines: Sequence[ShortLine]) -> bool:
    """Whether a line has no place of its own, or speaks of nothing that its texts speak of."""
    if ended(line) or any(own.search(line) for own in (_LEADS, _ASIDE, _DATED)):
        return False
    between, asked = _count(lines, BETWEEN), _count(lines, ASKED)
    strange = _count(lines, STRANGE) >= FOREIGN_TEXTS * asked
    if _IN_BRACKETS.fullmatch(line) and not strange:
        return False  # who wrote, below a title without a stop
    mixed = _count(lines, CUTS) + min(between, _count(lines, LAST))
    if mixed >= max(PLACES, PLACES_SHARE * len(lines)):
        return True
    return asked >= FEWEST and between >= FEWEST and strange


def _is_put_in(line: str, lines: Sequence[ShortLine]) -> bool:
    """Whether a label with one and the same value, or a call, stands in the midst of texts that
    have nothing to do with it: all of them, and none knows a word of it."""
    if _OF_TEXTS.fullmatch(key(line)) or any(own.search(line) for own in (_ASIDE, _DATED)):
        return False
    if _LABELLED.match(line) and _OF_NOTICES.match(line):
        return False
    asked, between = _count(lines, ASKED), _count(lines, BETWEEN)
    return (
        contexts(lines)[0] >= PLACED
        and len(key(line)) >= INSIDE
        and min(asked, between) >= PLACED
        and _count(lines, STRANGE) == asked
    )


def _count(lines: Sequence[ShortLine], kind: int) -> int:
    """How many of the texts have the line at such a place."""
    return sum(bool(short.place.kinds & kind) for short in lines)


# --- dropping them -------------------------------------------------------------------------------


def lines_of_sites(text: str, keys: frozenset[str]) -> Iterator[Edit]:
    """Drop the lines of these keys from a text in work.

    >>> text = "渠水通了。\\n春风文库第3期\\n全村都高兴。\\n"
    >>> [(e.start, e.end) for e in lines_of_sites(text, frozenset({"春风文库第0期"}))]
    [(6, 14)]
    """
    at = 0
    for raw in text.split("\n"):
        if len(raw) >= SHORTEST and len(raw.strip()) <= LONGEST and key(raw) in keys:
            yield Edit(at, min(at + len(raw) + 1, len(text)), "", RULE, Role.NOISE)
        at += len(raw) + 1


def glued_lines_of_sites(text: str, keys: frozenset[str]) -> Iterator[Edit]:
    """Drop what these lines say where it is glued to a paragraph, or was put into a sentence.

    A text may name the site: short ones that a sentence leads up to, or goes on from, stay.
    """
    flat = flattened(text)
    taken: list[tuple[int, int]] = []
    for same in sorted((k for k in keys if k in flat), key=_longest_first):
        for m in _as_written(same).finditer(text):
            start, end = m.span()
            stop = text.find("\n", end)
            head = text[text.rfind("\n", 0, start) + 1 : start].strip()
            tail = text[end : stop if stop >= 0 else len(text)].strip()
            if any(a < end and start < b for a, b in taken) or not _is_glued(head, tail, same):
                continue
            if not tail:
                start = len(text[:start].rstrip(_BLANK))
            taken.append((start, end))
            yield Edit(start, end, "", RULE, Role.NOISE)


def _is_glued(head: str, tail: str, same: str) -> bool:
    """Whether a line of this key, between `head` and `tail`, is none of the paragraph's words.

    A sentence that names the site leads up to the name, or goes on from it.
    """
    if _LETTER.search(head + tail) is None:
        return False  # a line of its own
    if not (tail[:1] in _FROM_NAME or head[-1:] in _TO_NAME):
        return len(same) >= GLUED or (ended(head) and not tail)
    return len(same) >= INSIDE and (len(same) >= LONG or weighed.weight(same) >= weighed.SURE)


def _longest_first(same: str) -> tuple[int, str]:
    return -len(same), same


def _as_written(same: str) -> re.Pattern[str]:
    """What a key may look like in a text: white space in it, brackets or strokes round it."""
    body = f"[{_BLANK}]*".join("[0-9]+" if sign == "0" else re.escape(sign) for sign in same)
    before = rf"(?:(?<![{_DRAWN}])[{_DRAWN}]{{1,20}})?"
    return re.compile(rf"[【\[〔（(]{body}[】\]〕）)]|{before}{body}[{_DRAWN}]*", re.IGNORECASE)
