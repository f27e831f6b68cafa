"""Texts that begin with what they state of themselves: who wrote, when, and no title at all.

Posts of a forum, statements, letters to an editor: 文/林小禾, 发表于 2020年3月4日 08:15. A line of
facts in one form comes back, once above each text, and so the texts have beginnings although
nothing there reads as a title. A single text has such lines as well, the signatures of a report,
the days of a chronicle: nothing but the subjects can tell (`subjects`), and by the form of their
lines they are worth nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from wenji.facts import is_fact_line, is_name
from wenji.lines import REMEMBERED
from wenji.marks import Mark
from wenji.numbering import label_at
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.choice import STATED
from wenji.split.decorations import is_title_field
from wenji.split.edges import DATE, KEY, shape
from wenji.split.habits import LEAST_MARKED, may_be_last, reads_as_title
from wenji.split.subjects import ALOOF, FAR_POINTS, SHORTEST, likenesses, subject_points
from wenji.split.wholes import (
    ACCEPT,
    HABIT,
    PROSE_LENGTH,
    Beginnings,
    front_points,
    points,
    preferred,
    short_front,
)

# --- thresholds; origin: as those of `returning`, and 226 forms of real collections ---------------
LONGEST = 60  # characters of a line of facts
LONGEST_FIELD = 40  # … of one told by its first field alone
LEAST_OFTEN = 3  # texts with such a line
MOST_LINES = 6  # of facts, one below the other
SHARED = 0.5  # share of the texts that have a line of one form: it is of their heads

_FIELD = re.compile(r"\W{0,3}(?P<name>[\u3400-\u9fff]{1,8})[ \t\u3000]*[:：/／|｜][ \t\u3000]*\S")
_CLOSING = " \t\N{IDEOGRAPHIC SPACE}】）)]〕"
_DATED = re.compile(rf"(?<![\w.]){DATE.pattern}(?![\w.%])|(?<=[于:：]){DATE.pattern}(?![\w.%])")
_SPACES = re.compile(r"\s+")


def stated(paras: Sequence[Para]) -> Iterator[Beginnings]:
    """The lines of facts above texts without titles, and those between such texts."""
    for firsts, back in _groups(paras):
        starts = _starts(paras, firsts, back)
        if len(starts) < LEAST_OFTEN or any(_say_titles(paras, i) for i in starts):
            continue
        told = points(paras, starts, [""] * len(starts), shortest=SHORTEST)
        told += front_points(paras, starts[0], len(starts))
        if told + FAR_POINTS >= ACCEPT:
            told += subject_points(paras, starts, short=True)
        if told >= ACCEPT:
            marks = {i: Mark(STATED, n, "", 0) for n, i in enumerate(starts, start=1)}
            surely = starts == firsts  # not only at the ends of some of the texts
            yield Beginnings(preferred(told, starts)[0] if surely else ACCEPT, marks)


def _groups(paras: Sequence[Para]) -> Iterator[tuple[list[int], set[int]]]:
    """Where lines of facts of one form begin, and all lines that come back."""
    places: dict[str, list[int]] = {}
    for i, p in enumerate(paras):
        if form := form_of_facts(p.text):
            places.setdefault(form, []).append(i)
    groups = [found for found in places.values() if len(found) >= LEAST_OFTEN - 1]
    back = {i for found in groups for i in found}
    for found in groups:
        yield sorted({_first(i, back) for i in found}), back


def _starts(paras: Sequence[Para], found: Sequence[int], back: set[int]) -> list[int]:
    """Where the texts begin: at lines of facts, or behind those that end texts; none where titles
    stand above them."""
    inner = [i for i in found if i]
    titled = sum(
        reads_as_title(paras[i - 1].text, LEAST_MARKED) and (i < 2 or may_be_last(paras, i - 2))
        for i in inner
    )
    if 2 * titled >= len(inner) or 2 * _whole(paras, inner) < len(inner):
        return []
    if short_front(paras, found[0]):
        return list(found)
    if len(found) < LEAST_OFTEN or max(likenesses(paras, [0, *found]), default=0) >= ALOOF:
        return []  # lines of one text
    behind = [_behind(i, back) for i in found]
    titled = sum(i < len(paras) and reads_as_title(paras[i].text, LEAST_MARKED) for i in behind)
    at_the_end = behind[-1] >= len(paras)
    if at_the_end or titled >= HABIT * len(behind):
        return [0, *(i for i in behind if i < len(paras))]
    return [0, *found]


def _say_titles(paras: Sequence[Para], i: int) -> bool:
    """Whether a field among the lines of facts says a title: 作品名称：护渠小结."""
    return any(len(p.text) <= LONGEST and is_title_field(p.text) for p in paras[i : i + MOST_LINES])


def _whole(paras: Sequence[Para], places: Sequence[int]) -> int:
    """How many of some places stand below what may be a text's last paragraph."""
    above = [paras[i - 1].text for i in places if i]
    return len(places) - len(above) + sum(ended(t) or len(t) >= PROSE_LENGTH for t in above)


def _first(i: int, back: set[int]) -> int:
    """The first of the lines of facts that `i` is among."""
    while i - 1 in back:
        i -= 1
    return i


def _behind(i: int, back: set[int]) -> int:
    """The first paragraph behind the lines of facts that begin at `i`."""
    while i in back:
        i += 1
    return i


@lru_cache(REMEMBERED)
def form_of_facts(text: str) -> str:
    """What lines that state the same facts have in common; "" for lines that state none.

    >>> form_of_facts("文/林小禾") == form_of_facts("文/周满"), form_of_facts("渠边纪事")
    (True, '')
    """
    if not LEAST_MARKED < len(text) <= LONGEST or ended(text) or label_at(text) is not None:
        return ""
    if is_name(text):
        return "name"
    if DATE.match(text):
        return "date …"
    field = _FIELD.match(text)
    if field is not None and len(text) <= LONGEST_FIELD and _is_fact(field):
        return _SPACES.sub("", field["name"]) + ":"
    form = shape(text)
    if form and (_DATED.search(text) or KEY.search(text)):
        return form
    return "fact" if is_fact_line(text) else ""


def _is_fact(field: re.Match[str]) -> bool:
    """Whether a field says who, or when, or has a name that such fields have."""
    said = field.string[field.end() - 1 :]
    return bool(KEY.search(field["name"]) or DATE.match(said) or is_name(said.rstrip(_CLOSING)))


def leads_of_facts(paras: Sequence[Para], marks: Mapping[int, Mark]) -> dict[int, int]:
    """How many lines of facts stand at the head of each text that such lines begin."""
    if not marks or next(iter(marks.values())).form != STATED:
        return {}
    lines = {i: list(_heads(paras, i)) for i in marks}
    shared = Counter(form for forms in lines.values() for form in set(forms))
    out = {}
    for i, forms in lines.items():
        count = 0
        while count < len(forms) and shared[forms[count]] >= SHARED * len(marks):
            count += 1
        out[i] = count
    return out


def _heads(paras: Sequence[Para], i: int) -> Iterator[str]:
    """The forms of the lines of facts from `i` on."""
    for p in paras[i : i + MOST_LINES]:
        form = form_of_facts(p.text)
        if not form:
            return
        yield form
