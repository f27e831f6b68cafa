"""The line: from a folder of raw files to a collection ready to be written.

    sources/ ─ read ─ decode ─ clean ─ split ─ outline ─┐  one source at a time, in parallel
                         │  survey                      ├─ relate ─ classify ─ (write …)
                         │  the whole collection        │  the whole collection

The first five stages are `convert.convert`, called for each source in worker processes. Before
them all sources are read and decoded for a survey of their short lines: what a site has put into
many files is told by them together (`clean.elsewhere`), and every source is cleaned of it. What
follows looks at all articles together. `commands.convert` calls this module and then `write`, and
`commands.site` builds the site of what was written. Nothing is written here but what `store` keeps
for the next run, which then works out only what has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from wenji.classify.matching import classify, propose
from wenji.classify.themes import load_themes
from wenji.editor import overrides
from wenji.editor.decided import (
    by_source,
    decided_articles,
    decided_duplicates,
    decided_themes,
    unknown_sources,
    unused_masks,
    with_public_paths,
)
from wenji.editor.overrides import load_overrides
from wenji.editor.phrases import load_phrases, unused_phrases
from wenji.given import Given
from wenji.model import (
    Article,
    ArticleId,
    Collection,
    Finding,
    Folders,
    Shared,
    Source,
    Theme,
    ThemeMatch,
)
from wenji.personal.remarks import remarks_on_name
from wenji.progress import Progress
from wenji.read import list_sources
from wenji.relate import Related, relate
from wenji.store import Store, result_name, survey_name
from wenji.survey import FEWEST, shared_lines
from wenji.workers import Workers, convert_file, site_lines, survey_file

# Articles named to the editor as duplicates of one article; the catalog holds them all.
DUPLICATES_NAMED = 3
TAGS = 4  # of an article, in its front matter
# Names of what is kept of all sources together.
KEPT = SITE_LINES, WHOLE = "site-lines", "collection"
Value = TypeVar("Value")


def convert_collection(folders: Folders, workers: int, progress: Progress) -> Collection:
    """Read, convert, relate and classify everything in `folders.sources`.

    The result does not depend on `workers`. Errors in one source are findings of that source.
    """
    listing = list_sources(folders.sources)
    store = Store.within(folders.work)
    decided, override_findings = load_overrides(folders.sources / overrides.NAME)
    decisions = by_source(decided)
    given = Given(folders.sources, decisions, store)
    with Workers(workers, folders.sources) as pool:
        with progress.stage("survey"):
            common = _site_lines(listing.files, given, pool)
        with progress.stage("convert", total=len(listing.files)) as step:
            sources = []
            made = partial(convert_file, given, common)
            kept = partial(given.source, common)
            for source in _known_or_made(listing.files, kept, made, pool):
                sources.append(source)
                step()
        sources = list(with_public_paths(sources, decisions))
        articles = [a for s in sources for a in s.articles]
        themes, theme_findings = _given_themes(folders.sources)
        whole = _whole(articles, themes, store, pool, progress)
    proposed, themes = themes is None, whole.themes
    store.keep_only([*KEPT, *(name(s.id) for s in sources for name in (survey_name, result_name))])
    about = decided_articles(sources, decisions)
    matches, unknown_themes = decided_themes(whole.matches, about, themes)
    related = decided_duplicates(whole.related, about)
    finished = {a.id: _finished(a, related.get(a.id), matches.get(a.id, ())) for a in articles}
    sources = [_with_places(s, finished) for s in sources]
    phrases = load_phrases(folders.sources / overrides.NAME)
    findings = (
        *listing.findings, *override_findings,
        *unknown_sources(decisions, listing.files), *unused_masks(sources, decisions),
        *(replace(f, source=s.id) for s in sources for f in remarks_on_name(s.path)),
        *theme_findings, *unknown_themes,
        *_collection_findings(sources, themes, proposed), *unused_phrases(phrases, sources),
    )  # fmt: skip
    own = {p.simplified: p.traditional for p in phrases}
    return Collection(tuple(sources), themes, proposed, findings, own)


# --- one source at a time ------------------------------------------------------------------------


def _site_lines(files: Sequence[str], given: Given, pool: Workers) -> frozenset[str]:
    """The lines that several files share and that are a site's; see `clean.elsewhere`."""
    if len(files) < FEWEST:
        return frozenset()
    surveys = _known_or_made(files, given.survey, partial(survey_file, given), pool)
    shared = shared_lines(surveys)
    if not shared:
        return frozenset()
    found = given.store.kept(SITE_LINES, tuple[str, ...], shared)
    if found is None:
        at_work = pool.processes
        lines = at_work.submit(site_lines, shared).result() if at_work else site_lines(shared)
        given.store.keep(SITE_LINES, found := tuple(sorted(lines)), shared)
    return frozenset(found)


def _known_or_made(
    files: Sequence[str],
    known: Callable[[str], Value | None],
    made: Callable[[str], Value],
    pool: Workers,
) -> Iterator[Value]:
    """For each file, in their order, what is known of it, or else what is made of it."""
    found = {path: known(path) for path in files}
    new = pool.each(made, [path for path, value in found.items() if value is None])
    for path in files:
        value = found.pop(path)
        yield next(new) if value is None else value


# --- the whole collection ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Whole:
    """What only all articles together tell: themes, articles of each, and what is alike."""

    themes: tuple[Theme, ...]
    matches: dict[ArticleId, tuple[ThemeMatch, ...]]
    related: dict[ArticleId, Related]


def _whole(
    articles: Sequence[Article],
    given: tuple[Theme, ...] | None,
    store: Store,
    pool: Workers,
    progress: Progress,
) -> _Whole:
    """All that is told by comparing the articles; themes are proposed where none are `given`."""
    made_from = given, _digest(articles)
    if (known := store.kept(WHOLE, _Whole, made_from)) is not None:
        return known
    texts = [(a.id, a.text) for a in articles]
    at_work = pool.processes
    comparing = at_work.submit(relate, texts) if at_work else None  # beside the themes
    with progress.stage("classify"):
        themes = propose(articles) if given is None else given
        matches = classify(articles, themes) if themes else {}
    with progress.stage("relate"):
        related = comparing.result() if comparing else relate(texts)
    whole = _Whole(themes, matches, related)
    store.keep(WHOLE, whole, made_from)
    return whole


def _digest(articles: Sequence[Article]) -> str:
    """A digest of what `_whole` looks at."""
    digest = hashlib.sha256()
    for a in articles:
        words = (a.id, a.title, *(h.text for h in a.headings), "", a.text, "")
        digest.update("\0".join(words).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _given_themes(folder: Path) -> tuple[tuple[Theme, ...] | None, tuple[Finding, ...]]:
    """The editor's themes, None where there is no `themes.yml`; its mistakes."""
    file = folder / "themes.yml"
    return load_themes(file) if file.exists() else (None, ())


def _finished(article: Article, related: Related | None, themes: tuple[ThemeMatch, ...]) -> Article:
    """The article with what only the whole collection tells. Its tags are genre and theme words."""
    tags = [article.facts.genre] if article.facts.genre else []
    tags += [t for match in themes for t in match.terms if t not in tags]
    return replace(
        article,
        themes=themes,
        tags=tuple(tags[:TAGS]),
        duplicates=related.duplicates if related else (),
        shared=related.shared if related else (),
    )


def _with_places(source: Source, finished: dict[str, Article]) -> Source:
    """The source with its finished articles; shared passages get their places in the source."""
    articles = []
    for article in source.articles:
        done = finished[article.id]
        shared = tuple(
            Shared(
                _place(done, s.start), _place(done, s.end - 1) + 1, s.article,
                _place(finished[s.article], s.other_start),
                _place(finished[s.article], s.other_end - 1) + 1,
            )
            for s in done.shared
        )  # fmt: skip
        articles.append(replace(done, shared=shared))
    return replace(source, articles=tuple(articles))


def _place(article: Article, plain: int) -> int:
    """The source offset of a place in an article's plain text, to within its paragraph."""
    at = 0
    for p in article.paragraphs:
        if plain <= at + len(p.text):
            inside = plain - at
            if len(p.text) == p.end - p.start:
                return p.start + inside
            return min(p.start + round(inside * (p.end - p.start) / len(p.text)), p.end)
        at += len(p.text) + 1
    return article.end


def _collection_findings(
    sources: Sequence[Source], themes: Sequence[Theme], proposed: bool
) -> Iterator[Finding]:
    """Themes that are proposed, duplicates, articles without a theme, themes without an article."""
    if themes and proposed:
        args = {"count": str(len(themes)), "path": "themes.proposed.yml"}
        yield Finding("themes-proposed", args=args)
    by_id = {a.id: (a, s) for s in sources for a in s.articles}
    for article, source in by_id.values():
        for d in article.duplicates[:DUPLICATES_NAMED]:
            other, where = by_id[d.article]
            args = {
                "title": other.title,
                "path": where.public_path or where.path,
                "percent": str(int(d.similarity * 100)),
            }
            yield Finding("article-duplicate", source.id, article.start, article.end, args)
        if themes and not article.themes:
            yield Finding("article-no-theme", source.id, article.start, article.end)
    used = {t.id for a, _ in by_id.values() for t in a.themes}
    for theme in themes:
        if theme.id not in used:
            yield Finding("theme-unused", args={"name": theme.name})
