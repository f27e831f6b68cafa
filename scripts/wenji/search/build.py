"""Build the index of a collection: segments in parallel, unchanged ones from the cache.

The bytes depend on the articles alone, not on the order of work, the number of workers or what
was built before (law 4).
"""

from __future__ import annotations

import base64
import hashlib
import multiprocessing
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache as once
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wenji.model import Article, Collection
from wenji.search.segment import Blocks, Partition, blocks, counts, streams
from wenji.search.suggestions import files as suggestion_files
from wenji.search.suggestions import offered, read_aloud
from wenji.search.tables import META_BLOCK, Tables, line, packed_json, packed_text
from wenji.search.varint import varint

FORMAT = 2  # as in `overrides/assets/search/library.js`; in `manifest.js`
# --- sizes; origin: `benchmarks/search.py`, 5,000 articles of 1,750 characters ---------------
SEGMENT_LENGTH = 1_100_000  # folded characters that a segment is meant to hold
MOST_SEGMENTS = 64
BUCKET_LENGTH = 1_000  # positions that a bucket is meant to hold: about 3 kB
MOST_BUCKETS = 25_000  # files; beyond, buckets grow
HEAVY_FACTOR = 2  # a character that fills so many buckets gets parts of its own
MOST_PARTS = 256
WORTH_WORKERS = 3_000_000  # folded characters


@dataclass(frozen=True, slots=True)
class Indexed:
    """What was built: files by name, and how many segments came from the cache."""

    files: Mapping[str, bytes]
    articles: int
    segments: int
    reused: int


def build_index(collection: Collection, cache: Path, workers: int = 1) -> Indexed:
    """All files of `site/search/`, by path below it.

    `cache` is a folder of this function's own; it may be deleted at any time.
    """
    segments = _dealt(collection.articles)
    cache.mkdir(parents=True, exist_ok=True)
    held = [_streams(cache, segment) for segment in segments]
    partition = _partition(h.chars for h in held)
    missing = [h.key for h in held if not _blocks_file(cache, h.key, partition).exists()]
    _build_blocks(cache, partition, missing, workers, sum(h.length for h in held))
    buckets = _buckets([_load(_blocks_file(cache, h.key, partition)) for h in held])
    used = {chr(c) for h in held for c in h.chars}
    tables = Tables(collection, segments)
    terms = offered(collection.articles, collection.themes)
    suggested, suggestions = suggestion_files(terms, read_aloud(terms, cache / "pinyin.json"))
    content = {
        **{name: packed_json(rows) for name, rows in suggestions},
        **dict(tables.files([h.titles for h in held], [h.texts for h in held], used)),
        **_texts(cache, [h.key for h in held], segments),
        **dict.fromkeys(partition.heavy_names(), b""),
        **{Partition.name(key): base64.b64encode(data) for key, data in buckets},
    }
    files = _named(content, [(len(h.titles), h.length) for h in held], partition, suggested)
    _forget(cache, {h.key for h in held}, partition)
    return Indexed(files, len(collection.articles), len(segments), len(segments) - len(missing))


# --- articles and segments ------------------------------------------------------------------------


def _dealt(articles: Sequence[Article]) -> list[list[Article]]:
    """Articles by segment, each in the order of ids."""
    length = sum(len(a.text) for a in articles)
    number = max(1, min(MOST_SEGMENTS, round(length / SEGMENT_LENGTH)))
    out: list[list[Article]] = [[] for _ in range(number)]
    for article in sorted(articles, key=lambda a: a.id):
        digest = hashlib.sha1(article.id.encode(), usedforsecurity=False).digest()
        out[int.from_bytes(digest[:4], "big") % number].append(article)
    return out


@dataclass(frozen=True, slots=True)
class _Held:
    """What a segment's stream in the cache holds, the stream itself aside."""

    key: str
    titles: list[int]
    texts: list[int]
    length: int
    chars: Counter[int]


@once
def _recipe() -> bytes:
    """What the cached files depend on besides the articles: this package and Unicode's data.

    Without it a later version would mix its own files with those of the version before.
    """
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for file in sorted(Path(__file__).parent.iterdir()):
        if file.suffix in (".py", ".txt"):
            digest.update(file.read_bytes())
    return digest.digest()


def _streams(cache: Path, segment: Sequence[Article]) -> _Held:
    """Fold a segment's articles unless the cache holds them already."""
    digest = hashlib.sha256(_recipe())
    for a in segment:
        for part in (a.id, a.title, a.text):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    key = digest.hexdigest()[:24]
    file = cache / f"{key}.stream.npz"
    if not file.exists():
        row = streams([(a.title, a.text) for a in segment])
        found = counts(row.codes)
        _save(
            file,
            codes=row.codes,
            titles=row.titles,
            texts=row.texts,
            chars=np.array(list(found), dtype=np.int64),
            numbers=np.array(list(found.values()), dtype=np.int64),
        )
    with np.load(file) as arrays:
        pairs = zip(arrays["chars"].tolist(), arrays["numbers"].tolist(), strict=True)
        titles, texts = arrays["titles"].tolist(), arrays["texts"].tolist()
        return _Held(
            key, titles, texts, sum(titles) + sum(texts) + 2 * len(titles), Counter(dict(pairs))
        )


def _partition(found: Iterable[Counter[int]]) -> Partition:
    """Buckets of about equal size, from how often characters begin a pair."""
    total: Counter[int] = Counter()
    for counter in found:
        total.update(counter)
    meant = max(BUCKET_LENGTH, total.total() // MOST_BUCKETS)
    heavy = {
        c: min(MOST_PARTS, 1 << (n // meant).bit_length() - 1)
        for c, n in total.items()
        if n >= HEAVY_FACTOR * meant
    }
    light = total.total() - sum(total[c] for c in heavy)
    return Partition(1 << max(0, (light // meant).bit_length()), tuple(sorted(heavy.items())))


# --- blocks -----------------------------------------------------------------------------------


def _blocks_file(cache: Path, key: str, partition: Partition) -> Path:
    digest = hashlib.sha256(repr(partition).encode()).hexdigest()[:12]
    return cache / f"{key}.{digest}.blocks.npz"


def _build_blocks(cache: Path, partition: Partition, keys: Sequence[str], workers: int,
                  total: int) -> None:  # fmt: skip
    work = partial(_build_segment, cache, partition)
    if workers > 1 and len(keys) > 1 and total >= WORTH_WORKERS:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            list(pool.map(work, keys))
    else:
        for key in keys:
            work(key)


def _build_segment(cache: Path, partition: Partition, key: str) -> None:
    """The work of one process: a stream of the cache becomes blocks in the cache."""
    with np.load(cache / f"{key}.stream.npz") as arrays:
        built = blocks(arrays["codes"], partition)
    _save(
        _blocks_file(cache, key, partition), keys=built.keys, starts=built.starts, data=built.data
    )


def _load(file: Path) -> Blocks:
    with np.load(file) as arrays:
        return Blocks(arrays["keys"], arrays["starts"], arrays["data"])


def _buckets(segments: Sequence[Blocks]) -> Iterator[tuple[int, bytes]]:
    """Each bucket with its blocks of all segments, one after the other."""
    parts: dict[int, list[bytes]] = {}
    for number, held in enumerate(segments):
        data = held.data.tobytes()
        starts = held.starts.tolist()
        for key, a, b in zip(held.keys.tolist(), starts, starts[1:], strict=False):
            parts.setdefault(key, []).append(varint(number) + varint(b - a) + data[a:b])
    for key in sorted(parts):
        yield key, b"".join(parts[key])


# --- texts ------------------------------------------------------------------------------------


def _texts(
    cache: Path, keys: Sequence[str], segments: Sequence[Sequence[Article]]
) -> dict[str, bytes]:
    """The articles' texts, packed; those of unchanged segments as they were packed before."""
    out: dict[str, bytes] = {}
    for key, segment in zip(keys, segments, strict=True):
        file = cache / f"{key}.texts.npz"
        if not file.exists():
            payloads = [packed_text(a.text) for a in segment]
            _save(
                file,
                data=np.frombuffer(b"".join(payloads), dtype=np.uint8),
                ends=np.cumsum([len(p) for p in payloads], dtype=np.int64),
            )
        with np.load(file) as arrays:
            data, ends = arrays["data"].tobytes(), arrays["ends"].tolist()
        for article, a, b in zip(segment, [0, *ends], ends, strict=False):
            out[f"x/{article.id}"] = data[a:b]
    return out


# --- files ------------------------------------------------------------------------------------


def _named(
    content: Mapping[str, bytes],
    segments: Sequence[tuple[int, int]],
    partition: Partition,
    suggested: int,
) -> dict[str, bytes]:
    """The files with their folder, which is named by what they hold, and the manifest."""
    digest = hashlib.sha256()
    for name in sorted(content):
        digest.update(name.encode() + b"\0" + hashlib.sha256(content[name]).digest())
    folder = digest.hexdigest()[:12]
    manifest = {
        "format": FORMAT,
        "indexes": [
            {
                "path": folder,
                "docs": sum(n for n, _ in segments),
                "buckets": partition.buckets,
                "present": _present(content, partition.buckets),
                "suggest": suggested,
                "lines": META_BLOCK,
                "fold": 1,
                "heavy": {chr(c): parts for c, parts in partition.heavy},
                "segments": [{"docs": n, "length": length} for n, length in segments],
                "chars": sum(length - 2 * n for n, length in segments),
            }
        ],
    }
    files = {f"{folder}/{name}.js": line(f"{folder}/{name}", content[name]) for name in content}
    files["manifest.js"] = line("manifest", packed_json(manifest))
    return files


def _present(names: Iterable[str], buckets: int) -> str:
    """Which of the shared buckets are written, as a bitmap in base64."""
    bits = bytearray((buckets + 7) // 8)
    for name in names:
        if name.startswith("b/"):
            number = int(name[2:], 16)
            bits[number // 8] |= 1 << number % 8
    return base64.b64encode(bits).decode("ascii")


def _forget(cache: Path, keys: set[str], partition: Partition) -> None:
    """Remove from the cache what this index does not use."""
    wanted = {f"{key}.stream.npz" for key in keys}
    wanted |= {f"{key}.texts.npz" for key in keys}
    wanted |= {_blocks_file(cache, key, partition).name for key in keys}
    for file in cache.glob("*.npz"):
        if file.name not in wanted:
            file.unlink()


def _save(file: Path, **arrays: npt.NDArray[np.generic]) -> None:
    part = file.with_suffix(".part")
    with part.open("wb") as out:
        np.savez(out, allow_pickle=False, **arrays)
    part.replace(file)
