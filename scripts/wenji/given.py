"""What the conversion of each source is given, and what an earlier run made of the same.

A source's result depends on its bytes, its path, what the editor has decided about it, and on
those lines of a site that stand in it (`survey.standing_in`). Where all of these are as they were,
the result is taken from the store. To find that out takes no vocabulary of the cleaning, so the
process that shares the work out does it, and workers are given only what has changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from wenji.decode import Decoded, NotText, decode
from wenji.editor.decided import Decisions, about_source
from wenji.editor.masks import Masks
from wenji.model import Finding, Raw, Source
from wenji.read import read_source, unconverted
from wenji.store import Store, result_name, survey_name
from wenji.survey import ShortLine, Survey, standing_in


@dataclass(frozen=True, slots=True)
class Given:
    """The folder of the sources, the editor's decisions by path, and what runs before have kept."""

    folder: Path
    decisions: Decisions
    store: Store

    def survey(self, path: str) -> Survey | None:
        """The kept survey of a source; None where it has to be made."""
        raw, problem = read_source(self.folder, path)
        if problem is not None:
            return {}
        return self.store.kept(
            survey_name(raw.id), dict[str, ShortLine], self._about_survey(raw, path)
        )

    def keep_survey(self, raw: Raw, path: str, survey: Survey) -> None:
        """Keep what was made."""
        self.store.keep(survey_name(raw.id), survey, self._about_survey(raw, path))

    def source(self, site_lines: frozenset[str], path: str) -> Source | None:
        """The kept result of a source, or what needs no conversion; None where it has to be made.

        `site_lines`: keys of the lines of a site that the collection's files share.
        """
        raw, problem = read_source(self.folder, path)
        if problem is not None:
            return unconverted(raw, problem)
        if not self.store.has(result_name(raw.id)):
            return None  # not worth decoding
        try:
            decoded = decode(raw.data)
        except NotText:
            return unconverted(raw, Finding("source-binary", raw.id))
        about = self._about_source(raw, path, decoded, site_lines)
        found = self.store.kept(result_name(raw.id), Source, about)
        return found and _whole(found, decoded.text)

    def keep_source(
        self, raw: Raw, path: str, decoded: Decoded, site_lines: frozenset[str], source: Source
    ) -> None:
        """Keep what was made."""
        about = self._about_source(raw, path, decoded, site_lines)
        self.store.keep(result_name(raw.id), _light(source), about)

    def _about_survey(self, raw: Raw, path: str) -> object:
        return path, raw.sha256, Masks.among(about_source(self.decisions, path)).decisions

    def _about_source(
        self, raw: Raw, path: str, decoded: Decoded, site_lines: frozenset[str]
    ) -> object:
        here = sorted(standing_in(decoded.text, site_lines))
        return path, raw.sha256, about_source(self.decisions, path), here


def _light(source: Source) -> Source:
    """Without the texts that can be told from the rest: half of its size."""
    articles = tuple(replace(a, text="") for a in source.articles)
    return replace(source, text="", articles=articles)


def _whole(source: Source, text: str) -> Source:
    """With them: each paragraph of an article is closed by a line break."""
    articles = tuple(
        replace(a, text="".join([f"{p.text}\n" for p in a.paragraphs])) for a in source.articles
    )
    return replace(source, text=text, articles=articles)
