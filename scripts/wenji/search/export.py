"""Hand the collection to a search server: articles as NDJSON, and the mapping that fits them.

For collections beyond what a static index serves well (see `notes/search-format.md`). The
bulk file and the mapping are those of OpenSearch; folding is done here, so that the server
finds exactly what the static index finds: phrases over single characters of folded text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from wenji.model import Collection
from wenji.search.folding import fold
from wenji.search.tables import OTHER, page_url

INDEX = "wenji"
Row = dict[str, object]

# Folded text has no spaces or punctuation: each character is a token, so that a phrase query
# (`match_phrase`) matches any substring and no other text.
_FOLDED: Row = {"type": "text", "analyzer": "characters", "term_vector": "with_positions_offsets"}
MAPPING: Row = {
    "settings": {
        "analysis": {
            "tokenizer": {"characters": {"type": "ngram", "min_gram": 1, "max_gram": 1}},
            "analyzer": {"characters": {"type": "custom", "tokenizer": "characters"}},
        }
    },
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "title": {"type": "keyword", "index": False},
            "text": {"type": "keyword", "index": False, "doc_values": False},
            "folded_title": _FOLDED,
            "folded_text": _FOLDED,
            "page": {"type": "keyword", "index": False},
            "theme": {"type": "keyword"},
            "genre": {"type": "keyword"},
            "author": {"type": "keyword"},
            "source": {"type": "keyword"},
            "year": {"type": "integer"},
            "date": {"type": "date", "format": "strict_date||strict_year_month"},
            "ordinal": {"type": "integer"},
            "chars": {"type": "integer"},
            "duplicate_of": {"type": "keyword"},
        },
    },
}


def bulk_lines(collection: Collection) -> Iterator[str]:
    """The lines of a bulk request: for each article an action and a document, one at a time.

    Nothing is held but the line at hand: the export of any collection needs constant memory
    beyond the collection itself.
    """
    paths = {s.id: s.path for s in collection.sources}
    for a in collection.articles:
        same = sorted([a.id, *(d.article for d in a.duplicates)])
        document = {
            "title": a.title,
            "text": a.text,
            "folded_title": fold(a.title),
            "folded_text": fold(a.text),
            "page": page_url(a.page),
            "theme": [t.id for t in a.themes] or [OTHER],
            "genre": a.facts.genre,
            "author": a.facts.author,
            "source": paths[a.source],
            "year": int(a.facts.date[:4]) if a.facts.date else None,
            "date": a.facts.date,
            "ordinal": a.ordinal,
            "chars": a.chars,
            "duplicate_of": same[0] if same[0] != a.id else None,
        }
        yield _line({"index": {"_index": INDEX, "_id": a.id}})
        yield _line({k: v for k, v in document.items() if v is not None})


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
