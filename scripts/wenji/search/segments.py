"""The segments of an index: articles dealt to them, their streams and blocks in the cache.

A segment whose articles have not changed is not folded and not encoded again.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache as once
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wenji.model import Article
from wenji.search.arrays import save
from wenji.search.forms import Changes, Forms
from wenji.search.segment import Blocks, Lengths, Partition, Words, blocks, counts, streams
from wenji.search.tallies import tallies
from wenji.search.varint import Ints, encode, varint

# --- sizes; origin: `benchmarks/search.py`, 5,000 articles of 1,750 characters ---------------
SEGMENT_LENGTH = 600_000  # characters that a segment is meant to hold
MOST_SEGMENTS = 64
SHEAF = 16  # articles of a source that follow each other stay together
BUCKET_LENGTH = 700  # positions that a bucket is meant to hold: about 2 kB
MOST_BUCKETS = 25_000  # files; beyond, buckets grow
HEAVY_FACTOR = 2  # a character that fills so many buckets gets parts of its own
MOST_PARTS = 256
WORTH_WORKERS = 3_000_000  # folded characters
_CODES = 0x110000


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article, how its Traditional form is told, its two spellings, and a digest of them."""

    article: Article
    changes: Mapping[str, Changes]  # of title, author and text, where there are any
    first: Words
    second: Words
    digest: bytes

    @staticmethod
    def of(article: Article, forms: Forms) -> Prepared:
        """With all that."""
        title, text = forms.of(article.title), forms.of_article(article)
        headings = [h.text for h in article.headings]
        author = forms.of(article.facts.author or "")
        told = {"title": title.changes, "author": author.changes, "text": text.changes}
        first = (article.title, headings, article.text)
        second = (title.second, [forms.of(h).second for h in headings], text.second)
        digest = hashlib.sha256()
        for words in (first, second) if first != second else (first,):
            whole = "\0".join((words[0], *words[1], "", words[2]))
            digest.update(whole.encode("utf-8", "surrogatepass"))
        changes = {key: changes for key, changes in told.items() if changes}
        return Prepared(article, changes, first, second, digest.digest())


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a segment's stream in the cache: frequencies of characters by code."""

    key: str
    lengths: Lengths
    chars: Ints
    frequencies: Ints

    @property
    def length(self) -> int:
        """The length of its stream."""
        return int(self.lengths.starts()[-1])


@once
def recipe() -> bytes:
    """What the cached files depend on besides the articles: this package and Unicode's data.

    Without it a later version would mix its own files with those of the version before.
    """
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for file in sorted(Path(__file__).parent.iterdir()):
        if file.suffix in (".py", ".txt"):
            digest.update(file.read_bytes())
    return digest.digest()


def dealt(articles: Iterable[Article], forms: Forms) -> list[list[Prepared]]:
    """Articles by segment, each in the order of sources: what is told of them packs well then."""
    order = sorted(articles, key=lambda a: (a.source, a.ordinal, a.id))
    found = [Prepared.of(a, forms) for a in order]
    length = sum(len(p.article.text) for p in found)
    number = max(1, min(MOST_SEGMENTS, round(length / SEGMENT_LENGTH)))
    out: list[list[Prepared]] = [[] for _ in range(number)]
    for prepared in found:
        sheaf = f"{prepared.article.source}/{prepared.article.ordinal // SHEAF}"
        digest = hashlib.sha1(sheaf.encode(), usedforsecurity=False).digest()
        out[int.from_bytes(digest[:4], "big") % number].append(prepared)
    return out


# --- streams --------------------------------------------------------------------------------------


def held(cache: Path, segment: Sequence[Prepared]) -> Held:
    """Fold a segment's articles unless the cache holds them already."""
    digests = b"".join(p.digest for p in segment)
    key = hashlib.sha256(recipe() + digests).hexdigest()[:24]
    file = cache / f"{key}.stream.npz"
    if not file.exists():
        row = streams([p.first for p in segment], [p.second for p in segment])
        chars, frequencies = counts(row.codes, row.others)
        save(
            file,
            codes=row.codes,
            others=row.others,
            lengths=row.lengths.table(),
            chars=chars,
            frequencies=frequencies,
        )
    with np.load(file) as arrays:
        lengths = Lengths.of(arrays["lengths"])
        return Held(key, lengths, arrays["chars"], arrays["frequencies"])


def partition_of(found: Sequence[Held]) -> Partition:
    """Buckets of about equal size, from how often characters begin a pair."""
    total = np.zeros(_CODES, dtype=np.int64)
    for one in found:
        total[one.chars] += one.frequencies
    whole = int(total.sum())
    meant = max(BUCKET_LENGTH, whole // MOST_BUCKETS)
    often = np.flatnonzero(total >= HEAVY_FACTOR * meant).tolist()
    heavy = {c: min(MOST_PARTS, 1 << (int(total[c]) // meant).bit_length() - 1) for c in often}
    light = whole - int(total[often].sum())
    return Partition(1 << max(0, (light // meant).bit_length()), tuple(heavy.items()))


# --- blocks ---------------------------------------------------------------------------------------


def encoded(
    cache: Path, segments: Sequence[Held], partition: Partition, workers: int
) -> tuple[list[Blocks], list[Blocks], int]:
    """The pairs of each segment, its tallies, and how many segments the cache had not held.

    Segments that are alike (empty ones are) are made once: two processes would take each other's
    half-written file away.
    """
    wanted = [s.key for s in segments if not _file(cache, s.key, partition).exists()]
    missing = list(dict.fromkeys(wanted))
    work = partial(_build, cache, partition)
    total = sum(s.length for s in segments)
    if workers > 1 and len(missing) > 1 and total >= WORTH_WORKERS:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            list(pool.map(work, missing))
    else:
        for key in missing:
            work(key)
    pairs, told = [], []
    for segment in segments:
        with np.load(_file(cache, segment.key, partition)) as arrays:
            pairs.append(Blocks(*(arrays[f"pairs_{name}"] for name in Blocks.ARRAYS)))
            told.append(Blocks(*(arrays[f"tallies_{name}"] for name in Blocks.ARRAYS)))
    return pairs, told, len(wanted)


def _file(cache: Path, key: str, partition: Partition) -> Path:
    digest = hashlib.sha256(repr(partition).encode()).hexdigest()[:12]
    return cache / f"{key}.{digest}.blocks.npz"


def _build(cache: Path, partition: Partition, key: str) -> None:
    """The work of one process: a stream of the cache becomes blocks in the cache."""
    with np.load(cache / f"{key}.stream.npz") as arrays:
        codes, others = arrays["codes"], arrays["others"]
        lengths = Lengths.of(arrays["lengths"])
    pairs = blocks(codes, others, partition)
    told = tallies(codes, others, lengths, tuple(c for c, _ in partition.heavy))
    found: dict[str, npt.NDArray[np.generic]] = {}
    for name in Blocks.ARRAYS:
        found[f"pairs_{name}"] = getattr(pairs, name)
        found[f"tallies_{name}"] = getattr(told, name)
    save(_file(cache, key, partition), **found)


def merged(segments: Sequence[Blocks]) -> Iterator[tuple[int, bytes]]:
    """Each key with its blocks of all segments: number of the segment, length, block."""
    parts: dict[int, list[bytes]] = {}
    for number, one in enumerate(segments):
        data, lead = one.data.tobytes(), varint(number)
        told, places = encode(np.diff(one.starts))
        lengths = told.tobytes()
        starts, at = one.starts.tolist(), places.tolist()
        for n, key in enumerate(one.keys.tolist()):
            block = lead + lengths[at[n] : at[n + 1]] + data[starts[n] : starts[n + 1]]
            if key in parts:
                parts[key].append(block)
            else:
                parts[key] = [block]
    for key in sorted(parts):
        yield key, b"".join(parts[key])


def forget(cache: Path, segments: Sequence[Held], partition: Partition) -> None:
    """Remove from the cache what this index does not use."""
    wanted = {f"{s.key}.stream.npz" for s in segments}
    wanted |= {_file(cache, s.key, partition).name for s in segments}
    for kind in ("stream", "blocks"):
        for file in cache.glob(f"*.{kind}.npz"):
            if file.name not in wanted:
                file.unlink()
