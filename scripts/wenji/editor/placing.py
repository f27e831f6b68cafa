"""Where the editor's decisions about one source apply.

A decision is placed by words of the source, compared as search compares them
(`search.folding`): punctuation, spaces, line ends, width and script do not matter. The signs that
the words begin and end with belong to the place where the source has them there, and tell it from
others where it has not. So a decision holds while its own words stand, whatever changes elsewhere.
One that fits nowhere, or in several places, is a finding and does nothing (law 6); so is a spelling
of words whose signs do not stand there, since it would write other ones beside them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenji.editor.overrides import Decision, Kind, named_masks
from wenji.lines import LINE_ENDS
from wenji.model import Article, Finding
from wenji.search.folding import fold, fold_char, folded_places

# Signs that a page may show in another form than the source has them.
_KINDS = ('"“”„‟〝〞〟', "'‘’‚‛`´", "-‐‑‒–—―─−", "…⋯")
_KIND = {sign: kind[0] for kind in _KINDS for sign in kind}


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
        if nth is None and len(spans) > 1:  # its signs may tell
            spans = [s for s in spans if _signed(text, decision.at, *s)[2]] or spans
        if not spans or (nth is not None and nth > len(spans)):
            findings.append(override_finding("override-unmatched", decision))
        elif nth is None and len(spans) > 1:
            count = str(len(spans))
            findings.append(
                override_finding("override-ambiguous", decision, *spans[0], count=count)
            )
        else:
            start, end, stand = _signed(text, decision.at, *spans[(nth or 1) - 1])
            if decision.kind is Kind.REPAIR and not stand:
                findings.append(override_finding("override-unmatched", decision))
            else:
                placed.append(Placed(decision, start, end))
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
    return _signed(text, words, start, end)[:2]


def _signed(text: str, words: str, start: int, end: int) -> tuple[int, int, bool]:
    """The same, and whether all of the signs stand there, spaces between them aside."""
    counts = [bool(fold_char(c)) for c in words]
    if not any(counts):
        return start, end, True
    before = [c for c in reversed(words[: counts.index(True)]) if not c.isspace()]
    behind = [c for c in words[len(words) - counts[::-1].index(True) :] if not c.isspace()]
    stand = True
    for signs, step in ((before, -1), (behind, 1)):
        for sign in signs:
            at = start - 1 if step < 0 else end
            while 0 <= at < len(text) and text[at].isspace() and text[at] not in LINE_ENDS:
                at += step
            if not 0 <= at < len(text) or not _same_sign(text[at], sign):
                stand = False
                break
            start, end = (at, end) if step < 0 else (start, at + 1)
    return start, end, stand


def _same_sign(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(sign: str) -> str:
    """What two signs share that are one, whatever their width; of quotes and dashes, their kind."""
    form = unicodedata.normalize("NFKC", sign)
    return _KIND.get(sign) or _KIND.get(form, form)


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
