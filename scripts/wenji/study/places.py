"""Where a quotation or a passage stands in an article."""

from __future__ import annotations

from dataclasses import dataclass

from wenji.model import Article


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article: the number of its paragraph, that in which the words begin."""

    article: Article
    paragraph: int
