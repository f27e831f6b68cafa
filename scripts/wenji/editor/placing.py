"""Where the editor's decisions about one source apply.

A decision is placed by words of the source, compared as search compares them
(`search.folding`): punctuation, spaces, line ends, width and script do not matter. The signs that
the words begin and end with belong to the place where the source has them there. So a decision
holds while its own words stand, whatever changes elsewhere. One that fits nowhere, or in several
places, is a finding and does nothing (law 6).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenji.editor.overrides import Decision, Kind, named_masks
from wenji.model import Article, Finding
from wenji.search.folding import fold, fold_char, folded_places


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision and the span of the source text that its words cover."""

    decision: Decision
    start: int
    end: int

    @property
    def kind(self) -> Kind:
        """What is decided."""
        return self.decision.kind


def place(
    text: str, decisions: Sequence[Decision]
) -> tuple[tuple[Placed, ...], tuple[Finding, ...]]:
    """Where the decisions about a source apply in its text; findings for those that do not."""
    if not decisions:
        return (), ()
    folded, origins = folded_places(text)
    placed: list[Placed] = []
    findings: list[Finding] = []
    for decision in decisions:
        spans = list(spans_of(text, folded, origins, decision.at))
        nth = decision.nth
        if not spans or (nth is not None and nth > len(spans)):
            findings.append(override_finding("override-unmatched", decision))
        elif nth is None and len(spans) > 1:
            count = str(len(spans))
            findings.append(
                override_finding("override-ambiguous", decision, *spans[0], count=count)
            )
        else:
            placed.append(Placed(decision, *with_signs(text, decision.at, *spans[(nth or 1) - 1])))
    return tuple(placed), tuple(findings)


def spans_of(
    text: str, folded: str, origins: Sequence[int], words: str
) -> Iterator[tuple[int, int]]:
    """Where words stand: as search finds them; words without a letter as they are."""
    wanted = fold(words)
    where, whole = (folded, wanted) if wanted else (text, words)
    at = where.find(whole)
    while at >= 0:
        end = at + len(whole)
        yield (origins[at], origins[end - 1] + 1) if wanted else (at, end)
        at = where.find(whole, end)


def with_signs(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """The span of words with the signs that the words begin and end with, where they stand.

    >>> with_signs("他说：“好。”", "“好。", 4, 5), with_signs("他说：“好！”", "“好。", 4, 5)
    ((3, 6), (3, 5))
    """
    counts = [bool(fold_char(c)) for c in words]
    if not any(counts):
        return start, end
    for sign in reversed(words[: counts.index(True)].rstrip()):
        if start == 0 or not _same_sign(text[start - 1], sign):
            break
        start -= 1
    for sign in words[len(words) - counts[::-1].index(True) :].lstrip():
        if end == len(text) or not _same_sign(text[end], sign):
            break
        end += 1
    return start, end


def _same_sign(one: str, other: str) -> bool:
    return one == other or unicodedata.normalize("NFKC", one) == unicodedata.normalize(
        "NFKC", other
    )


def override_finding(
    code: str, decision: Decision, start: int | None = None, end: int | None = None, **args: str
) -> Finding:
    """A finding about a decision, with its place in the source where there is one."""
    at = decision.at or named_masks(decision.value)
    about = {"line": str(decision.line), "at": at, "kind": str(decision.kind)}
    return Finding(code, None, start, end, about | args)


def holds(article: Article, p: Placed) -> bool:
    """Whether the words of a decision stand in an article, its title and mark included."""
    return article.start <= p.start < article.end
