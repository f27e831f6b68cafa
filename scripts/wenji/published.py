"""The collection as everybody may read it: the one gate between what is known and what is shown.

Whatever is published is made from what this returns: pages, index, collation, exports. The ledger
and the findings in `.work/` are the editor's, and keep the sources as they are.
"""

from __future__ import annotations

from dataclasses import replace

from wenji.model import Collection, Source


def published(collection: Collection) -> Collection:
    """The collection with sources whose text and path hold nothing that the editor has masked.

    Articles are made of masked text already (`convert`). The digest of a source that holds
    something masked is left out: whoever has the rest of the file could try out with it, which
    few digits are missing.
    """
    return replace(collection, sources=tuple(_published(s) for s in collection.sources))


def _published(source: Source) -> Source:
    if source.masked is None and source.public_path is None:
        return source
    return replace(
        source,
        text=source.text if source.masked is None else source.masked,
        path=source.public_path or source.path,
        sha256="" if source.masked is not None else source.sha256,
    )
