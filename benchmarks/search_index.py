"""The Python side of `search.py`: building, re-building and reading the index, each measured.

    python3 benchmarks/search_index.py build|change|read COLLECTION FOLDER [--articles N]

Every measurement is a process of its own, so that its peak memory is that of the work; prints
one line of JSON. `COLLECTION` is a pickled `wenji.model.Collection`, as `search.py` makes it;
with more articles wanted than it has, their paragraphs are shuffled into as many.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
sys.path.insert(0, str(SCRIPTS))

from make_scale import shuffled  # noqa: E402
from search_load import load, wait_for_quiet  # noqa: E402

from wenji.model import Article, Collection, Source  # noqa: E402
from wenji.search.build import build_index  # noqa: E402
from wenji.search.folding import fold  # noqa: E402
from wenji.search.reader import Index  # noqa: E402

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PER_SOURCE = 10
QUERIES = 200
SHORTEST, LONGEST = 2, 12
ADDED = "另据报道，本篇另有增补。"  # what the changed article gets more


# --- one measurement, in a process of its own -----------------------------------------------------


def measure(
    step: str, collection: Path, folder: Path, count: int, patience: float
) -> dict[str, Any]:
    """Run a step in its own process, on a quiet machine; its figures and the load average."""
    before = wait_for_quiet(patience)
    command = [sys.executable, __file__, step, str(collection), str(folder), f"--articles={count}"]
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), "PYTHONUTF8": "1"}
    environment |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**figures, "load": f"{before:.1f}–{load():.1f}"}


def build(collection: Collection, folder: Path) -> dict[str, Any]:
    """Build from nothing, write the files."""
    memory = peak()
    began = time.perf_counter()
    indexed = build_index(collection, folder / "cache", workers=1)
    seconds = time.perf_counter() - began
    result = {"seconds": seconds, "memory": peak(), "memory_before": memory}
    began = time.perf_counter()
    write(folder / "search", indexed.files)
    text = sum(len((a.title + a.text).encode()) for a in collection.articles)
    return {
        **result,
        "writing": time.perf_counter() - began,
        "files": len(indexed.files),
        "bytes": sum(map(len, indexed.files.values())),
        "kinds": kinds(indexed.files),
        "text": text,
        "chars": sum(len(a.text) for a in collection.articles),
        "segments": indexed.segments,
    }


def change(collection: Collection, folder: Path) -> dict[str, Any]:
    """Build again after one article has grown by a sentence."""
    source = collection.sources[len(collection.sources) // 2]
    first, *rest = source.articles
    grown = replace(source, articles=(replace(first, text=first.text + ADDED + "\n"), *rest))
    sources = tuple(grown if s is source else s for s in collection.sources)
    began = time.perf_counter()
    indexed = build_index(replace(collection, sources=sources), folder / "cache", workers=1)
    seconds = time.perf_counter() - began
    fresh = [name for name in indexed.files if not (folder / "search" / name).exists()]
    return {"seconds": seconds, "segments": indexed.segments - indexed.reused, "fresh": len(fresh)}


def read(collection: Collection, folder: Path) -> dict[str, Any]:
    """Ask random phrases: what a first question reads, and what later ones read."""
    chance = random.Random(7)
    texts = [a.text for a in collection.articles]
    queries: list[str] = []
    while len(queries) < QUERIES:
        folded = fold(chance.choice(texts))
        length = chance.randint(SHORTEST, LONGEST)
        at = chance.randrange(max(1, len(folded) - length))
        queries.append(folded[at : at + length])
    loaded: list[int] = []

    def loader(name: str) -> bytes:
        data = (folder / "search" / f"{name}.js").read_bytes()
        loaded.append(len(data))
        return data

    firsts, laters = [], []
    for query in queries[: QUERIES // 10]:
        loaded.clear()
        began = time.perf_counter()
        index = Index(folder / "search", loader)
        index.articles(query)
        firsts.append((sum(loaded), len(loaded), time.perf_counter() - began))
    for query in queries:
        index = Index(folder / "search", loader)
        index.articles(queries[0])
        loaded.clear()
        began = time.perf_counter()
        index.articles(query)
        laters.append((sum(loaded), len(loaded), time.perf_counter() - began))
    return {"first": spread(firsts), "later": spread(laters)}


def spread(rows: Sequence[tuple[float, ...]]) -> dict[str, list[float]]:
    """Median, 95 % and worst of bytes, files and seconds."""
    out = {}
    for name, column in zip(("bytes", "files", "seconds"), zip(*rows, strict=True), strict=True):
        ordered = sorted(column)
        out[name] = [statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]]
    return out


def kinds(files: Mapping[str, bytes]) -> dict[str, list[int]]:
    """Files and bytes of each kind: docs, fold, m, x, b, h …"""
    out: dict[str, list[int]] = {}
    for name, data in files.items():
        kind = name.split("/")[1].removesuffix(".js") if "/" in name else "manifest"
        found = out.setdefault(kind, [0, 0])
        found[0] += 1
        found[1] += len(data)
    return dict(sorted(out.items()))


def peak() -> float | None:
    """The most memory this process ever had, in MB; None where the system does not tell."""
    if resource is None:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


# --- the collection -------------------------------------------------------------------------------


def scaled(collection: Collection, count: int) -> Collection:
    """The collection itself, or one of `count` articles: their paragraphs shuffled, their data."""
    articles = collection.articles
    if count <= len(articles):
        return collection
    found: list[Article] = []
    for n, (title, text) in enumerate(shuffled([(a.title, a.text) for a in articles], count)):
        source, ordinal = f"{n // PER_SOURCE:012x}", n % PER_SOURCE + 1
        found.append(
            replace(
                articles[n % len(articles)], id=f"{source}-{ordinal:02d}", source=source,
                ordinal=ordinal, title=title, given_title=title, text=text, duplicates=(),
                shared=(), paragraphs=(), page=f"zh/articles/{source}/{ordinal:02d}.md",
            )
        )  # fmt: skip
    sources = tuple(
        Source(batch[0].source, f"卷{n:05d}.txt", "", 0, "text/plain", "utf-8", "", (), batch, ())
        for n, batch in enumerate(
            tuple(found[at : at + PER_SOURCE]) for at in range(0, len(found), PER_SOURCE)
        )
    )
    return replace(collection, sources=sources)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder."""
    for parent in {(folder / name).parent for name in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["build", "change", "read"])
    parser.add_argument("collection", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=5000)
    options = parser.parse_args()
    with options.collection.open("rb") as file:
        collection = scaled(pickle.load(file), options.articles)
    step = {"build": build, "change": change, "read": read}[options.step]
    print(json.dumps(step(collection, options.folder)))
