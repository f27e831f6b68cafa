"""The line: from a folder of raw files to a collection ready to be written.

    sources/ ─ read ─ decode ─ clean ─ split ─ outline ─┐  one source at a time, in parallel
                         │  survey                      ├─ relate ─ classify ─ (write …)
                         │  the whole collection        │  the whole collection

The first five stages are `convert.convert`, called for each source in worker processes. Before
them all sources are read and decoded for a survey of their short lines: what a site has put into
many files is told by them together (`clean.elsewhere`), and every source is cleaned of it. What
follows looks at all articles together. `commands.convert` calls this module and then `write`, and
`commands.site` builds the site of what was written. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

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
from wenji.model import (
    Article,
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
from wenji.survey import FEWEST, Survey, shared_lines
from wenji.workers import convert_file, site_lines, survey_file, total_size, worker_pool

# Articles named to the editor as duplicates of one article; the catalog holds them all.
DUPLICATES_NAMED = 3
TAGS = 4  # of an article, in its front matter
# Files that a worker is given at once: more, and at the end one of them is idle for long.
CHUNK = 4
Each = Callable[..., Iterable[Any]]  # `map`, here or in the worker processes


def convert_collection(folders: Folders, workers: int, progress: Progress) -> Collection:
    """Read, convert, relate and classify everything in `folders.sources`.

    The result does not depend on `workers`. Errors in one source are findings of that source.
    """
    listing = list_sources(folders.sources)
    decided, override_findings = load_overrides(folders.sources / overrides.NAME)
    decisions = by_source(decided)
    with worker_pool(workers, total_size(folders.sources, listing.files)) as pool:
        chunk = max(1, min(CHUNK, len(listing.files) // (workers * 16)))
        each: Each = partial(pool.map, chunksize=chunk) if pool else map
        with progress.stage("survey"):
            common = _site_lines(
                listing.files, partial(survey_file, folders.sources, decisions), each
            )
        with progress.stage("convert", total=len(listing.files)) as step:
            sources = []
            work = partial(convert_file, folders.sources, decisions, common)
            for source in each(work, listing.files):  # in the order of the files
                sources.append(source)
                step()
        sources = list(with_public_paths(sources, decisions))
        about = decided_articles(sources, decisions)
        articles = [a for s in sources for a in s.articles]
        texts = [(a.id, a.text) for a in articles]
        comparing = pool.submit(relate, texts) if pool else None  # beside the themes
        with progress.stage("classify"):
            themes, proposed, theme_findings = _themes(folders.sources, articles)
            matches = classify(articles, themes) if themes else {}
            matches, unknown_themes = decided_themes(matches, about, themes)
        with progress.stage("relate"):
            related = comparing.result() if comparing else relate(texts)
    related = decided_duplicates(related, about)
    finished = {a.id: _finished(a, related.get(a.id), matches.get(a.id, ())) for a in articles}
    sources = [_with_places(s, finished) for s in sources]
    phrases = load_phrases(folders.sources / overrides.NAME)
    findings = (
        *listing.findings, *override_findings,
        *unknown_sources(decisions, listing.files), *unused_masks(sources, decisions),
        *(replace(f, source=s.id) for s in sources for f in remarks_on_name(s.path)),
        *theme_findings, *unknown_themes,
        *_collection_findings(sources, themes), *unused_phrases(phrases, sources),
    )  # fmt: skip
    own = {p.simplified: p.traditional for p in phrases}
    return Collection(tuple(sources), themes, proposed, findings, own)


# --- one source at a time ------------------------------------------------------------------------


def _site_lines(
    files: Sequence[str], survey: Callable[[str], Survey], each: Each
) -> frozenset[str]:
    """The lines that several files share and that are a site's; see `clean.elsewhere`."""
    if len(files) < FEWEST:
        return frozenset()
    shared = shared_lines(each(survey, files))
    return frozenset().union(*each(site_lines, [shared])) if shared else frozenset()


# --- the whole collection ------------------------------------------------------------------------


def _themes(
    folder: Path, articles: Sequence[Article]
) -> tuple[tuple[Theme, ...], bool, list[Finding]]:
    """The editor's themes, or proposed ones where there is no `themes.yml`."""
    file = folder / "themes.yml"
    if file.exists():
        themes, findings = load_themes(file)
        return themes, False, list(findings)
    themes = propose(articles)
    if not themes:
        return (), True, []
    args = {"count": str(len(themes)), "path": "themes.proposed.yml"}
    return themes, True, [Finding("themes-proposed", args=args)]


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


def _collection_findings(sources: Sequence[Source], themes: Sequence[Theme]) -> Iterator[Finding]:
    """Duplicates, articles without a theme, themes without an article."""
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
