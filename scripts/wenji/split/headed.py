"""Articles that begin with a block of fields: 【标题】…【作者】…, found beside the other marks.

`facts.headers` reads the blocks; here they are laid over the articles that lines have told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wenji.facts.front_matter import FrontMatter
from wenji.facts.headers import EVIDENCE, MOST_AGAIN, Head, lines_saying
from wenji.lines import only_words
from wenji.marks import FORMS
from wenji.paras import Para
from wenji.split import Part, Split
from wenji.split.mark_chains import gaps
from wenji.split.part import DECIDED

NEAR = 12  # paragraphs below its title in which an article may say it once more
_SURE = frozenset({"markdown", *(form for form, _ in FORMS)})  # marks of several articles


def headed_parts(found: Split, all_heads: Sequence[Head]) -> Split:
    """The articles, with those that heads begin.

    A head right below an article's mark belongs to it; one at an article's beginning gives it
    its title; one within an article begins another. What was taken for a beginning among the
    fields is none, and its number leaves no gap.
    """
    if not all_heads:
        return found
    parts = list(found.parts)
    for head in all_heads:
        parts = list(_with_head(parts, head))
    front = min([found.front, *(p.first for p in parts)])
    findings = tuple(gaps({p.first: p.mark for p in parts if p.mark is not None}))
    return replace(found, front=front, parts=tuple(parts), findings=findings)


def _is_of(head: Head, holder: Part) -> bool:
    """Whether a block of fields inside an article is that article's own: its title is the same."""
    own, said = only_words(holder.given_title), only_words(head.title)
    near = head.start - holder.first <= NEAR
    return bool(own and said) and near and (said in own or own in said)


def _is_quoted(head: Head, holder: Part, below: int) -> bool:
    """Whether a masthead stands inside an article that a mark began: the numbers leave no room."""
    return head.printed and holder.mark is not None and below > max(1, len(holder.title_paras))


def _with_head(parts: Sequence[Part], head: Head) -> Iterator[Part]:
    """The articles with one head; `parts` lie in order, and none begins behind the head's end
    but in the text."""
    lines = tuple(range(head.start, head.end))
    inner = [p for p in parts if head.start <= p.first < head.end]
    holder = next((p for p in parts if p.first < head.start < p.last), None)
    last = inner[-1].last if inner else holder.last if holder else None
    below = head.start - holder.first if holder else 0
    if holder is not None and (_is_of(head, holder) or _is_quoted(head, holder, below)):
        yield from parts
        return
    for part in parts:
        if part is holder and part.mark is not None and below <= max(1, len(part.title_paras)):
            kept = tuple(i for i in part.title_paras if i < head.start)
            named = part.mark.form != "markdown"  # there the first heading may be a file's label
            title = (named and part.mark.title) or head.title or part.mark.title
            yield replace(part, last=last or part.last, given_title=title, title_paras=kept)
            last = None
        elif part is holder:
            yield replace(part, last=head.start)
            yield Part(head.start, last or part.last, None, head.title, lines, EVIDENCE)
            last = None
        elif part in inner:
            if last is not None:
                yield Part(head.start, last, None, head.title, lines, EVIDENCE)
                last = None
        else:
            yield part


def titled_by(matter: FrontMatter, paras: Sequence[Para], found: Split) -> Split:
    """One article where the file itself gives a title, and neither numbered marks, headings of
    the first level nor the editor say that it holds several. `paras` are those below the fields.
    """
    sure = any(p.evidence == DECIDED or (p.mark and p.mark.form in _SURE) for p in found.parts)
    if not matter.title or not paras or sure:
        return found
    again = lines_saying(matter.title, paras[:MOST_AGAIN])
    part = Part(0, len(paras), None, matter.title, tuple(range(again)), "whole")
    return Split(0, "", (part,), ())
