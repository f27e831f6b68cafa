"""The editor's decisions about the whole collection: themes of articles, and duplicates.

What concerns one source alone is done when it is converted (`decisions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wenji.editor.masks import Masks
from wenji.editor.overrides import Decision, Kind
from wenji.editor.placing import Placed, holds, override_finding, place
from wenji.model import Article, ArticleId, Finding, Source, Theme, ThemeMatch
from wenji.relate import Related

Decisions = Mapping[str, Sequence[Decision]]
About = Sequence[tuple[Article, Placed]]


def by_source(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Decisions by the path of the source that they are about."""
    out: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        out[decision.source].append(decision)
    return dict(out)


def about_source(decisions: Decisions, path: str) -> Sequence[Decision]:
    """The decisions about a source: its own, and those about all of them."""
    return (*decisions.get(path, ()), *decisions.get("", ()))


def with_public_paths(sources: Iterable[Source], decisions: Decisions) -> Iterator[Source]:
    """The sources with the path that readers may see, where it is not the true one."""
    for source in sources:
        masks = Masks.among(about_source(decisions, source.path))
        path = masks.public_path(source.text, source.path)
        yield source if path == source.path else replace(source, public_path=path)


def unused_masks(sources: Sequence[Source], decisions: Decisions) -> Iterator[Finding]:
    """Masks for all sources that hide nothing in any.

    Where all masks together hide nothing, neither text nor path, none does alone.
    """
    some = [s for s in sources if s.masked is not None or s.public_path is not None]
    for decision in Masks.among(decisions.get("", ())).decisions:
        masks = Masks((decision,))
        if not any(masks.hide_in(source.text, source.path) for source in some):
            yield override_finding("override-unmatched", decision)


def unknown_sources(decisions: Decisions, files: Iterable[str]) -> Iterator[Finding]:
    """Decisions about files that are not there."""
    known = {"", *files}
    for path, some in decisions.items():
        if path not in known:
            for line in sorted({d.line for d in some}):
                yield Finding("override-source", args={"line": str(line), "path": path})


def decided_articles(sources: Iterable[Source], decisions: Decisions) -> About:
    """Articles, and the decisions on themes and duplicates whose words stand in them."""
    out = []
    for source in sources:
        some = [d for d in decisions.get(source.path, ()) if d.kind in (Kind.THEME, Kind.DUPLICATE)]
        for p in place(source.text, some)[0]:
            out += [(a, p) for a in source.articles if holds(a, p)]
    return out


def decided_themes(
    matches: Mapping[ArticleId, tuple[ThemeMatch, ...]], about: About, themes: Sequence[Theme]
) -> tuple[dict[ArticleId, tuple[ThemeMatch, ...]], list[Finding]]:
    """Matches with the editor's themes in the place of those that were found.

    A theme is meant by its id, or by a name that `themes.yml` gives it in any language: an editor
    writes what she reads on the site. Words that mean no theme, or more than one, are findings
    with the themes there are.
    """
    out = dict(matches)
    findings = []
    ids = _ids_by_words(themes)
    there = "、".join(f"{t.id}（{t.name}）" for t in themes)
    for article, p in about:
        if p.kind is not Kind.THEME or not isinstance(p.decision.value, tuple):
            continue
        meant = [(word, ids.get(word, frozenset())) for word in p.decision.value]
        for word in [word for word, some in meant if len(some) != 1]:
            args = {"theme": word, "there": there}
            finding = override_finding("override-theme", p.decision, p.start, p.end, **args)
            findings.append(replace(finding, source=article.source))
        before = {m.id: m for m in out.get(article.id, ())}
        wanted = dict.fromkeys(ident for _, some in meant if len(some) == 1 for ident in some)
        if wanted:
            found = (before.get(t, ThemeMatch(t, 1.0, ())) for t in wanted)
            out[article.id] = tuple(replace(match, score=1.0) for match in found)
    return out, findings


def _ids_by_words(themes: Sequence[Theme]) -> dict[str, frozenset[str]]:
    """Which themes a word means: the one with this id, else all with this name."""
    out: dict[str, frozenset[str]] = {}
    for theme in themes:
        for name in theme.names.values():
            out[name] = out.get(name, frozenset()) | {theme.id}
    return out | {theme.id: frozenset({theme.id}) for theme in themes}


def decided_duplicates(
    related: Mapping[ArticleId, Related], about: About
) -> dict[ArticleId, Related]:
    """What is related, without the duplicates that the editor says are none, on both sides."""
    apart = {article.id for article, p in about if p.kind is Kind.DUPLICATE}
    if not apart:
        return dict(related)
    out = {}
    for ident, found in related.items():
        kept = tuple(d for d in found.duplicates if ident not in apart and d.article not in apart)
        out[ident] = replace(found, duplicates=kept)
    return out
