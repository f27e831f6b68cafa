"""The editor's decisions about one source: what they do there (where they apply: `placing`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from wenji.draft import Draft
from wenji.editor.overrides import ANY_LEVEL, FACTS, Kind, Value
from wenji.editor.placing import Placed, holds, override_finding
from wenji.facts.headers import EVIDENCE as HEADER
from wenji.lines import line_end, line_start
from wenji.model import Article, Edit, Finding, Role
from wenji.outline import DEEPEST
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split import Part, Split, part_of
from wenji.split.habits import TITLE_LENGTH
from wenji.split.mark_chains import gaps
from wenji.split.part import DECIDED

# rules in the ledger
DROPPED, REPAIRED, BROKEN = "override-drop", "override-repair", "override-break"
_ABOUT_PARAGRAPHS = frozenset({Kind.SPLIT, Kind.JOIN, Kind.HEADING, Kind.FORM, Kind.KEEP})
# What tells the editor that a title was made; who has given one need not hear it.
_OF_TITLES = frozenset({"title-derived", "title-absent", "title-from-name"})


# --- before cleaning ------------------------------------------------------------------------------


def first_edits(
    text: str, placed: Sequence[Placed], hide: Callable[[str], str] = str
) -> tuple[list[Edit], list[Finding]]:
    """The edits that the editor asks for, made before any rule looks at the text, and conflicts.

    Of two that overlap the first one holds, and the other is a finding. What the editor writes goes
    through `hide`: a mask holds for it as well.
    """
    edits: list[Edit] = []
    findings: list[Finding] = []
    for p in sorted(placed, key=lambda p: (p.start, p.decision.line)):
        if p.kind is Kind.REPAIR:
            edit = Edit(p.start, p.end, hide(str(p.decision.value)), REPAIRED)
        elif p.kind is Kind.DROP:
            edit = Edit(*_lines(text, p), "", DROPPED, Role.NOISE)
        elif p.kind is Kind.BREAK and p.start and not _line_start(text, p):
            edit = Edit(p.start, p.start, "\n", BROKEN, Role.BREAK)
        else:
            continue
        if edits and edit.start < edits[-1].end:
            findings.append(override_finding("override-conflict", p.decision, p.start, p.end))
        else:
            edits.append(edit)
    return edits, findings


def _lines(text: str, p: Placed) -> tuple[int, int]:
    """The whole lines that hold a place, the break after them included."""
    return line_start(text, p.start), line_end(text, p.end)


def keeper(text: str, placed: Sequence[Placed]) -> Callable[[Draft, Edit], bool] | None:
    """A test whether an edit contradicts a decision; None if no decision can be contradicted.

    Nothing is taken out of a line that is kept, no words that the editor has spelt are changed,
    and no line is joined to the one before that begins a paragraph.
    """
    kept = [_lines(text, p) for p in placed if p.kind is Kind.KEEP]
    spelt = [(p.start, p.end) for p in placed if p.kind is Kind.REPAIR]
    begun = [_line_start(text, p) or p.start for p in placed if p.kind is Kind.BREAK]
    if not kept and not spelt and not begun:
        return None

    def forbidden(draft: Draft, edit: Edit) -> bool:
        start, end = draft.source_at(edit.start), draft.source_end(edit.end)
        if any(start < b and a < end for a, b in spelt):
            return True
        removed = draft.text[edit.start : edit.end]
        if "\n" in removed and "\n" not in edit.new and any(start <= a <= end for a in begun):
            return True
        takes = bool(removed.strip()) and not edit.new.strip()
        return takes and any(start < b and a < end for a, b in kept)

    return forbidden


def _line_start(text: str, p: Placed) -> int:
    """Where the line of a place begins, if nothing but white space stands before it; else 0."""
    start = line_start(text, p.start)
    return 0 if text[start : p.start].strip() else start


# --- articles -------------------------------------------------------------------------------------


class Places:
    """The paragraphs of a cleaned draft by the places of the source that they come from."""

    def __init__(self, draft: Draft, paras: Sequence[Para]) -> None:
        self._draft, self._paras = draft, paras

    @cached_property  # most sources have no decisions, and need none of these
    def _starts(self) -> list[int]:
        return [self._draft.source_at(p.start) for p in self._paras]

    @cached_property
    def _ends(self) -> list[int]:
        return [self._draft.source_end(p.end) for p in self._paras]

    def find(self, p: Placed) -> int | None:
        """The paragraph in which a placed decision's words begin; None if they were dropped."""
        at = bisect_right(self._starts, p.start) - 1
        if at >= 0 and p.start < self._ends[at]:
            return at
        following = at + 1
        inside = following < len(self._starts) and self._starts[following] < p.end
        return following if inside else None

    def touched(self, p: Placed) -> range:
        """The paragraphs that a placed decision's words stand in."""
        first = self.find(p)
        if first is None:
            return range(0)
        return range(first, max(first + 1, bisect_left(self._starts, p.end)))


def decided_parts(
    found: Split, paras: Sequence[Para], places: Places, placed: Sequence[Placed]
) -> Split:
    """The articles with those joined and divided that the editor says."""
    joins = set(_paragraphs(places, placed, Kind.JOIN))
    splits = set(_paragraphs(places, placed, Kind.SPLIT))
    keeps = set(_paragraphs(places, placed, Kind.KEEP))
    if not joins and not splits and not keeps:
        return found
    parts: list[Part] = []
    for part in (_with_kept(part, keeps) for part in found.parts):
        titled = _begins_with(part)
        if parts and titled & joins and not titled & splits:
            parts[-1] = replace(parts[-1], last=part.last)
        else:
            parts.append(replace(part, confirmed=True) if titled & splits else part)
    front = found.front
    for i in sorted(splits):
        if any(i in _begins_with(p) for p in parts):
            continue
        within = next((n for n, p in enumerate(parts) if p.first < i < p.last), None)
        if within is None:  # before the first article
            last = parts[0].first if parts else len(paras)
            parts.insert(0, _begun(paras, i, last, found))
            front = min(front, i)
        else:
            whole = parts[within]
            parts[within] = replace(whole, last=i)
            parts.insert(within + 1, _begun(paras, i, whole.last, found))
    if not joins and not splits:
        return replace(found, parts=tuple(parts))
    missing = tuple(gaps({p.first: p.mark for p in parts if p.mark is not None}))
    return replace(found, front=front, parts=tuple(parts), findings=missing)


def _begins_with(part: Part) -> set[int]:
    """The paragraphs that an article begins with: its mark, its title, what stands before it."""
    return {part.first, *part.lead, *part.title_paras}


def _with_kept(part: Part, keeps: set[int]) -> Part:
    """The part with a title written again as text, where the editor keeps that line; the lines of
    a head of fields are kept with it (`article_body.Body.keeping`)."""
    if part.evidence == HEADER:
        return part
    again = [n for n, i in enumerate(part.title_paras) if n and i in keeps]
    return replace(part, title_paras=part.title_paras[: again[0]]) if again else part


def _begun(paras: Sequence[Para], first: int, last: int, found: Split) -> Part:
    """An article that the editor began; its first line is its title if it reads like one."""
    text = paras[first].text
    titled = len(text) <= TITLE_LENGTH and not ended(text) and first + 1 < last
    return part_of(paras, first, last, DECIDED, titled)


def _paragraphs(places: Places, placed: Sequence[Placed], kind: Kind) -> Iterator[int]:
    for p in placed:
        if p.kind is kind and (at := places.find(p)) is not None:
            yield at


def decided_levels(places: Places, placed: Sequence[Placed]) -> dict[int, Value]:
    """What the editor says of headings, by the paragraph in which its words begin."""
    return {
        at: p.decision.value
        for p in placed
        if p.kind is Kind.HEADING and (at := places.find(p)) is not None
    }


def decided_form_names(places: Places, placed: Sequence[Placed]) -> dict[int, Value]:
    """What the editor says of forms (verse, row …), by each paragraph that its words touch."""
    return {at: p.decision.value for p in placed if p.kind is Kind.FORM for at in places.touched(p)}


def kept_paragraphs(places: Places, placed: Sequence[Placed]) -> frozenset[int]:
    """The paragraphs that the editor keeps in the text."""
    return frozenset(i for p in placed if p.kind is Kind.KEEP for i in places.touched(p))


def without_effect(
    places: Places, placed: Sequence[Placed], parts: Sequence[Part], articles: Sequence[Article]
) -> Iterator[Finding]:
    """Decisions about a paragraph whose words a rule has left out, and those that are not carried
    out: a title is no heading, and nothing stands before the first article that it could join.

    What is as the editor wants it, also without the decision, is no finding.
    """
    for p in placed:
        if p.kind not in _ABOUT_PARAGRAPHS:
            continue
        at = places.find(p)
        if at is None and p.kind is not Kind.KEEP:
            yield override_finding("override-dropped", p.decision, p.start, p.end)
        elif at is None or not _is_done(p, at, parts, articles):
            yield override_finding("override-unmet", p.decision, p.start, p.end)


def _is_done(p: Placed, at: int, parts: Sequence[Part], articles: Sequence[Article]) -> bool:
    """Whether the result is what a decision about paragraph `at` wants."""
    value = p.decision.value
    if p.kind is Kind.JOIN:
        return not any(at in _begins_with(part) for part in parts)
    if p.kind is Kind.SPLIT:
        return any(at in _begins_with(part) for part in parts)
    if p.kind is Kind.HEADING:
        found = any(h.start < p.end and p.start < h.end for a in articles for h in a.headings)
        return found == (value is not False)
    if p.kind is Kind.FORM:
        there = (x for a in articles for x in a.paragraphs if x.start < p.end and p.start < x.end)
        return any(x.form == (value or "") for x in there)
    return True  # a line that is kept stands in its text, or above several texts


def decided_kinds(kinds: Sequence[str], levels: Mapping[int, Value]) -> tuple[str, ...]:
    """Kinds of an article's paragraphs (`p`, `h2` …) with the headings that the editor says.

    `levels` are what is decided, by paragraph: a level, `ANY_LEVEL`, or False for no heading. Of
    any level is one below the heading above it, or beside it where that is of any level too.

    >>> decided_kinds(["h2", "p", "p", "p", "p"], {1: ANY_LEVEL, 3: ANY_LEVEL})
    ('h2', 'h3', 'p', 'h3', 'p')
    """
    out = list(kinds)
    for at, level in sorted(levels.items()):
        if level is False:
            out[at] = "p"
        elif level == ANY_LEVEL:
            above = next((i for i in range(at - 1, -1, -1) if out[i] != "p"), -1)
            up = int(out[above][1]) if above >= 0 else 1
            beside = above in levels and levels[above] == ANY_LEVEL
            out[at] = f"h{up if beside else min(DEEPEST, up + 1)}"
        else:
            out[at] = f"h{level}"
    return tuple(out)


def settled(
    findings: Iterable[Finding], placed: Sequence[Placed], articles: Sequence[Article]
) -> Iterator[Finding]:
    """The findings without those that a title from the editor has answered."""
    titled = [p for p in placed if p.kind is Kind.TITLE]
    answered = {a.start for a in articles if any(holds(a, p) for p in titled)}
    for finding in findings:
        if finding.code not in _OF_TITLES or finding.start not in answered:
            yield finding


# --- what is said of an article -------------------------------------------------------------------


def decided_facts(
    article: Article, placed: Iterable[Placed], hide: Callable[[str], str] = str
) -> Article:
    """The article with the title and the facts that the editor gives it, through `hide`."""
    for p in placed:
        value = hide(str(p.decision.value))
        if not holds(article, p):
            continue
        if p.kind is Kind.TITLE:
            article = replace(article, title=value, title_origin="derived")
        elif p.kind in FACTS:
            article = replace(article, facts=article.facts.decided(p.kind.value, value))
    return article
