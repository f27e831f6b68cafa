"""Everything the study pages tell of a collection, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wenji.model import ArticleId, Collection
from wenji.study.glossary import Entry, glossary
from wenji.study.kindred import Kin, kindred
from wenji.study.lexicon import lexicon
from wenji.study.passages import Passage, passages
from wenji.study.quotations import Quotation, quotations


@dataclass(frozen=True, slots=True)
class Survey:
    """The terms, kindred articles, quotations and common passages of a collection."""

    entries: tuple[Entry, ...]
    kindred: Mapping[ArticleId, tuple[Kin, ...]]
    quotations: tuple[Quotation, ...]
    passages: tuple[Passage, ...]


def survey(collection: Collection) -> Survey:
    """The survey of `collection`."""
    articles = collection.articles
    words = lexicon(articles, collection.themes, collection.themes_proposed)
    return Survey(
        glossary(articles, words),
        kindred(articles, words),
        quotations(articles),
        passages(articles),
    )
