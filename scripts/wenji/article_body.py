"""Which paragraphs of an article are its text, and which only say something of it.

Below a title may stand a block of fields (`facts.headers`), lines that state facts, the history of
a law; behind the text what its site says of it. All of these are taken out of the text: the first
two give the article its facts, a title written once more is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from wenji.facts import is_colophon, is_fact_line, is_posted
from wenji.facts.headers import EVIDENCE as HEADER
from wenji.facts.headers import Head, again_below_history, listed
from wenji.facts.mastheads import Field
from wenji.facts.words import SUBTITLE, TITLE
from wenji.forms import ATTACHMENT, NOTE
from wenji.model import Paragraph
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split import Part

# --- thresholds; origin: the seeds and the development collections -------------------------------
FACT_LINES = 3  # so many lines below a title, or behind a text, may state facts
TITLES = (TITLE, SUBTITLE)  # kinds of fields that are shown as such
MINUTES_LINES = 3  # among so many lines below 时间：… the next of the kind must stand

# What minutes say of their meeting: when (会议时间：…), then where, who was there, who led and who
# wrote (地点：…, 出席：…, 主持人：…, 记录：…).
_WHEN = re.compile(r"(?:会议|活动|开会|座谈|召开)?[时日][　 ]*[间期][　 ]*[:：]")
_OF_MEETING = re.compile(
    r"(?:会议|活动)?(?:地[　 ]*点|[出列缺]席|参[加会]|[与到]会|主[　 ]*[持题]|主备|记[　 ]*录"
    r"|议[　 ]*[题程]|应到)[^，。:：]{0,6}[:：]"
)


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of one article behind its title, by what they are, as indexes.

    `meta` state facts, `text` is the text itself, `again` only say the title once more.
    `head` is the article's block of fields, `fields` those of a list in `meta`. `silent` are
    lines of `meta` that give the article no facts; `kept` state facts and stand in `text` all the
    same, since the editor keeps them there.
    """

    meta: list[int]
    text: list[int]
    head: Head | None = None
    fields: tuple[Field, ...] = ()
    again: range = range(0)
    silent: frozenset[int] = frozenset()
    kept: tuple[int, ...] = ()

    def keeping(self, wanted: Collection[int]) -> Body:
        """The same with those of its facts in the text that are wanted there."""
        fields = () if self.head is None else [f for f in self.head.fields if f.kind not in TITLES]
        stated = {*self.meta, *(f.para for f in fields)}.difference(self.text)
        kept = tuple(sorted(stated.intersection(wanted)))
        if not kept:
            return self
        meta = [i for i in self.meta if i not in kept]
        return replace(self, meta=meta, text=sorted({*self.text, *kept}), kept=kept)


def body_of(paras: Sequence[Para], part: Part, heads: Mapping[int, Head]) -> Body:
    """What the paragraphs behind an article's title are.

    `heads` are the blocks of fields of the source, by their first paragraph. An article may begin
    with one, or have one below its mark.
    """
    first = part.body
    if part.evidence == HEADER:
        head = heads.get(part.first)
    else:
        head = heads.get(part.body) if part.mark else None
        if head is not None:
            lines = sorted({f.para for f in head.fields}.difference(head.text))
            below = _below_facts(paras, head.end, part.last)
            text = [*head.text, *range(below, part.last)]
            return Body([*lines, *range(head.end, below)], text, head)
    again = again_below_history(paras, first, part.last, part.given_title)
    if again:
        text = [i for i in range(first, part.last) if i not in again]
        return Body([*part.lead], text, head, again=again)
    if fields := listed(paras, first, part.last):
        rest = fields[-1].para + 1
        return Body([f.para for f in fields], list(range(rest, part.last)), head, fields)
    below = _below_facts(paras, first, part.last)
    end = _before_colophon(paras, below, part.last)
    posted = [i for i in range(below, end) if is_posted(paras[i].text)]
    meta = [*part.lead, *range(first, below), *range(end, part.last), *posted]
    own = [i for i in range(below, end) if i not in posted] if posted else range(below, end)
    text = [*(head.text if head is not None else ()), *own]
    return Body(meta, text, head, silent=_behind_sentences(paras, below, posted))


def _behind_sentences(paras: Sequence[Para], below: int, posted: Sequence[int]) -> frozenset[int]:
    """The postings behind a sentence of the text: what they state may be another text's."""
    if not posted:
        return frozenset()
    first = next((i for i in range(below, posted[-1]) if ended(paras[i].text)), posted[-1])
    return frozenset(i for i in posted if i > first)


def _below_facts(paras: Sequence[Para], first: int, last: int) -> int:
    """Where the text begins below the lines that only state facts."""
    at = first
    while at < min(first + FACT_LINES, last):
        if not is_fact_line(paras[at].text) or _opens_minutes(paras, at):
            break
        at += 1
    return at


def _before_colophon(paras: Sequence[Para], first: int, last: int) -> int:
    """Where a text ends that is followed by what its site says of it: 来源：…, 编辑：…."""
    end = last
    while end - 1 > first and last - end < FACT_LINES and is_colophon(paras[end - 1].text):
        end -= 1
    return end


def _opens_minutes(paras: Sequence[Para], i: int) -> bool:
    """Whether a line 时间：… begins what minutes say of their meeting: that is text."""
    below = paras[i + 1 : i + 1 + MINUTES_LINES]
    return _WHEN.match(paras[i].text) is not None and any(_OF_MEETING.match(p.text) for p in below)


def signed_lines(lines: Sequence[int], paragraphs: Sequence[Paragraph]) -> list[int]:
    """The lines of a text without notes and attachments: the signature is the last of them."""
    both = zip(lines, paragraphs, strict=True)
    return [i for i, p in both if p.text and p.form not in (NOTE, ATTACHMENT)]
