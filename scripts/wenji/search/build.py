"""Build the index of a collection: segments in parallel, unchanged ones from the cache.

The bytes depend on the articles alone, not on the order of work, the number of workers or what
was built before (law 4).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import opencc

from wenji.model import Collection
from wenji.search.forms import Forms
from wenji.search.frame import body as body_of
from wenji.search.frame import compact, framed, packed, packed_json, packed_text
from wenji.search.packs import Packed, Packs, packed_now
from wenji.search.segment import Partition
from wenji.search.segments import (
    Held,
    Prepared,
    dealt,
    encoded,
    forget,
    held,
    merged,
    partition_of,
    recipe,
)
from wenji.search.spans import SpanCache
from wenji.search.suggestions import files as suggestion_files
from wenji.search.suggestions import offered, read_aloud
from wenji.search.tables import LINES, SHEET, Tables, fold_table, pairs_of, sheet_starts
from wenji.traditional import STANDARD, converter_for, to_traditional

FORMAT = 4  # as in `overrides/assets/search/library.js`; in `manifest.js`

Named = Iterator[tuple[str, Packed]]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What was built: files by name, and how many segments came from the cache."""

    files: Mapping[str, bytes]
    articles: int
    segments: int
    reused: int


def build_index(
    collection: Collection, cache: Path, workers: int = 1, forms: Forms | None = None
) -> Indexed:
    """All files of `site/search/`, by path below it.

    `cache` is a folder of this function's own; it may be deleted at any time. `forms` are the
    Traditional forms of texts; those of `traditional` where none are given.
    """
    cache.mkdir(parents=True, exist_ok=True)
    forms = forms or Forms(to_traditional)
    segments = dealt(collection.articles, forms)
    found = [held(cache, segment) for segment in segments]
    partition = partition_of(found)
    pairs, told, built = encoded(cache, found, partition, workers)
    tables = Tables(collection, segments, forms)
    lengths = [h.lengths for h in found]
    packs = Packs(cache / "packs.npz", recipe())
    terms = offered(collection.articles, collection.themes)
    used = {chr(c) for h in found for c in h.chars.tolist()}
    shown = set().union(*(text for p in chain(*segments) for text in _texts(p)), *terms)
    content = {
        "fold": packed_now(fold_table(used)),
        "hant": packed_now(pairs_of(forms.table(shown))),
        **dict(_shown(segments, tables, packs)),
        **{name: packs(raw, partial(packed, raw)) for name, raw in tables.sheets(lengths)},
        **dict.fromkeys(partition.heavy_names(), packed_now(b"")),
        **{Partition.name(key): packed_now(data) for key, data in merged(pairs)},
        **{f"c/{c:x}": packs(data, partial(packed, data)) for c, data in merged(told)},
    }
    packs.save()
    forms.save()
    said = read_aloud(terms, cache / "pinyin.json")
    suggested, suggestions = suggestion_files(terms, said, forms)
    content |= {name: packed_now(packed_json(rows)) for name, rows in suggestions}
    entry = _entry(found, tables, partition, content, suggested)
    forget(cache, found, partition)
    number = len(collection.articles)
    return Indexed(_named(content, entry), number, len(segments), len(segments) - built)


def _entry(
    found: Sequence[Held],
    tables: Tables,
    partition: Partition,
    names: Iterable[str],
    suggested: object,
) -> dict[str, object]:
    """What the manifest says of the index: its sizes, and which of its files there are."""
    return {
        "segments": [
            {"docs": len(h.lengths), "length": h.length, "sheets": sheet_starts(h.lengths)}
            for h in found
        ],
        "text": sum(int(h.lengths.text.sum()) for h in found),
        "sheet": SHEET,
        "lines": LINES,
        "suggest": suggested,
        "facets": tables.facets,
        "buckets": partition.buckets,
        "present": _present(names, partition.buckets),
        "heavy": {chr(c): parts for c, parts in partition.heavy},
    }


def forms_for(docs: Path, cache: Path) -> Forms:
    """The Traditional forms of texts as the Traditional pages of a docs folder have them.

    Those of the last build come from the folder `cache`.
    """
    converter = converter_for(docs)
    version = json.dumps([opencc.__version__, STANDARD, sorted(converter.phrases.items())])
    return Forms(converter.text, SpanCache(cache / "hant.json", recipe().hex() + version))


def _shown(segments: Sequence[Sequence[Prepared]], tables: Tables, packs: Packs) -> Named:
    """What results show: of each article its line and its text; and lines alone, some a file."""
    lines: list[str] = []
    for segment in segments:
        for prepared in segment:
            line = compact(tables.line(prepared, whole=True))
            key = line.encode("utf-8", "surrogatepass") + prepared.digest
            shown = partial(_line_and_text, line, prepared.article.text)
            yield f"x/{len(lines):x}", packs(key, shown)
            lines.append(compact(tables.line(prepared)))
    for number, at in enumerate(range(0, len(lines), LINES)):
        some = f"[{','.join(lines[at : at + LINES])}]".encode("utf-8", "replace")
        yield f"m/{number}", packs(some, partial(packed, some))


def _texts(prepared: Prepared) -> tuple[str, str, str]:
    """What is shown of an article in the reader's script."""
    article = prepared.article
    return article.title, article.facts.author or "", article.text


def _line_and_text(line: str, text: str) -> bytes:
    return packed_text(f"{line}\n{text}")


def _named(content: Mapping[str, Packed], entry: Mapping[str, object]) -> dict[str, bytes]:
    """The files with their folder, which is named by what they hold, and the manifest."""
    digest = hashlib.sha256(compact(entry).encode())
    for name in sorted(content):
        digest.update(name.encode() + b"\0" + content[name].digest)
    folder = digest.hexdigest()[:12]
    files = {}
    for name, one in content.items():
        files[f"{folder}/{name}.js"] = framed(f"{folder}/{name}", one.body)
    manifest = packed_json({"format": FORMAT, "indexes": [{"path": folder, **entry}]})
    return files | {"manifest.js": framed("manifest", body_of(manifest))}


def _present(names: Iterable[str], buckets: int) -> str:
    """Which of the shared buckets are written, as a bitmap in base64."""
    bits = bytearray((buckets + 7) // 8)
    for name in names:
        if name.startswith("b/"):
            number = int(name[2:], 16)
            bits[number // 8] |= 1 << number % 8
    return base64.b64encode(bits).decode("ascii")
