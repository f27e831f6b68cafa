"""One article among the paragraphs of a source: where its title stands, and where its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from wenji.facts import is_below_title, is_fact_line, is_name
from wenji.facts.reporters import is_about, only_writers
from wenji.lines import only_words
from wenji.marks import LONGEST_MARK, Mark, mark_in, title_span
from wenji.numbering import NUMBER, value
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.edges import is_body
from wenji.split.habits import TITLE_LENGTH
from wenji.split.title_lines import COLLECTION, is_heading, is_title

# --- thresholds; origin: the seeds and the development collections -------------------------------
# A title written once more with a word more or less (的, a place) is the same title.
VARIANT_LENGTH, VARIANT_LIKENESS = 8, 0.86
SHORTEST_TORN, LONGEST_REST = 6, 30  # characters of a title's two lines
PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("「", "」"))
MOST_FACTS = 2  # lines that state facts between a mark and its title

DECIDED = "override"  # evidence of an article that the editor began
TITLED = frozenset({"title", "speech", "gap"})  # evidence of a line that is a title

_NO_TITLES = frozenset({"目录", "正文", "前言", "contents"})  # of a single text
_NUMBER_ALONE = re.compile(rf"[（(【\[〔]?(?:{NUMBER})[）)】\]〕]?")


@dataclass(frozen=True, slots=True)
class Part:
    """One article: the paragraphs `first` … `last` (exclusive), its mark and its title lines.

    `lead` are its first paragraphs where they only say something of it, `title_paras` those that
    say the title, next to them; `evidence` is what showed that it begins here, and `score` how
    sure that is, 0 … 1; `confirmed` says that the editor has it begin where it does.
    """

    first: int
    last: int
    mark: Mark | None
    given_title: str
    title_paras: tuple[int, ...]
    evidence: str
    score: float = 1.0
    lead: range = range(0)
    confirmed: bool = False

    @property
    def body(self) -> int:
        """The first paragraph behind the title."""
        return self.first + len(self.lead) + len(self.title_paras)


def part_from(
    paras: Sequence[Para], first: int, last: int, mark: Mark | None, evidence: str, collection: str
) -> Part:
    title_paras: list[int] = []
    title = ""
    at = first
    if mark is not None and (mark.title or len(paras[at].text) < LONGEST_MARK):
        title = mark.title
        lines = 1 + (title not in paras[at].text)  # below the line of a part: 上编
        title_paras.extend(range(at, at + lines))
        at += lines
    elif evidence in ("opening", "whole") and collection and not COLLECTION.search(collection):
        title = collection  # facts stand below it: a line below these is a heading
    elif evidence in TITLED or (evidence == "whole" and _titled(paras, at, last)):
        title = paras[at].text
        title_paras.append(at)
        at += 1
    if not title and mark is not None and at < last and _titled(paras, at, last, least=1):
        title = paras[at].text[slice(*title_span(paras[at].text))]
        title_paras.append(at)
        at += 1
    if not title and mark is not None and (below := _below_facts(paras, at, last)):
        title_paras.extend(range(at, below + 1))
        title = paras[below].text[slice(*title_span(paras[below].text))]
        at = below + 1
    if mark is not None and title and _goes_on(paras, title, at, last):
        title += paras[at].text
        title_paras.append(at)
        at += 1
    if mark is not None and at < last and title == paras[first].text and _is_mark(paras[at].text):
        title_paras.append(at)  # the mark, below its title
        at += 1
    # The title once more, on the next line.
    while at < last and title and _same_title(paras[at].text, title):
        title_paras.append(at)
        at += 1
    return Part(first, last, mark, title, tuple(title_paras), evidence)


def below_facts(paras: Sequence[Para], first: int, last: int, mark: Mark, lead: int) -> Part:
    """An article that begins with `lead` lines of facts: its title, if it has one, is below."""
    part = part_from(paras, min(first + lead, last - 1), last, None, "whole", "")
    own = range(first, part.first)
    return replace(part, first=first, mark=mark, evidence="mark", lead=own)


def _goes_on(paras: Sequence[Para], title: str, at: int, last: int) -> bool:
    """Whether a title goes on on the next line: a pair is open, or the text has the word that the
    line's end tears."""
    if at + 1 >= last or len(title) < SHORTEST_TORN or len(paras[at].text) > LONGEST_REST:
        return False
    rest, torn = paras[at].text, title[-1] + paras[at].text[0]
    if not torn.isalpha() or not _titled(paras, at, last) or is_body(rest):
        return False
    if any(title.count(a) > title.count(b) and b in rest for a, b in PAIRS):
        return True
    below = paras[at + 1 : last]
    return len(below[0].text) > LONGEST_REST and any(torn in p.text for p in below)


def _is_mark(text: str) -> bool:
    """Whether a line is a mark, or a number alone."""
    return mark_in(text) is not None or _NUMBER_ALONE.fullmatch(text) is not None


def _below_facts(paras: Sequence[Para], at: int, last: int) -> int:
    """The title below lines that only state facts; 0 if there is none."""
    i = at
    while i < min(at + MOST_FACTS, last) and is_fact_line(paras[i].text):
        i += 1
    return i if i > at and i < last and _titled(paras, i, last) else 0


def part_of(paras: Sequence[Para], first: int, last: int, evidence: str, titled: bool) -> Part:
    """An article that begins for a reason of its own, `evidence`; `titled` with its title."""
    mark = mark_in(paras[first].text)
    part = part_from(paras, first, last, mark, "title" if titled and mark is None else evidence, "")
    return replace(part, evidence=evidence)


def _titled(paras: Sequence[Para], i: int, last: int, least: int = 2) -> bool:
    """Whether paragraph `i` reads as the title of what follows it; below a mark a single character
    is one (`least`), but for a number."""
    text = paras[i].text
    return (
        i + 1 < last
        and is_title(text)
        and only_words(text) not in _NO_TITLES
        and not (is_name(text) and not is_about(text, [p.text for p in paras[i + 1 : last]]))
        and not only_writers(text)
        and not is_below_title(text)
        and not is_heading(text)
        and len(only_words(text)) >= least
        and not (len(text) == 1 and value(text) is not None)
        and len(text) < sum(len(p.text) for p in paras[i + 1 : last])
    )


def _same_title(text: str, title: str) -> bool:
    """Whether a line only repeats the title, perhaps with a word more or less."""
    a, b = only_words(text), only_words(title)
    if not a or len(text) > TITLE_LENGTH + 20 or ended(text):
        return False
    return a == b or (
        min(len(a), len(b)) >= VARIANT_LENGTH
        and SequenceMatcher(None, a, b, autojunk=False).ratio() >= VARIANT_LIKENESS
    )
