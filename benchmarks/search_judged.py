"""Search results beside what a reader judged best: ours, Material's own, Pagefind.

    python3 benchmarks/search_judged.py

`judged.tsv` holds the queries and the graded answers, on the sample and on the client's five
collections. Success at 1: an article of the best grade stands first. NDCG@10 (Järvelin and
Kekäläinen 2002): gain 2^grade − 1, discount log2(rank + 1), the ideal order from the grades.
Needs what `search.py` needs.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from search import NEEDED, ROOT, in_environment, kept

JUDGED = Path(__file__).with_name("judged.tsv")
BEST = 3  # the highest grade
RANKS = 10
LIMIT = 30.0  # s for one query


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the grades of articles by (source, ordinal)."""

    collection: str
    query: str
    grades: Mapping[tuple[str, int], int]


def main(arguments: Sequence[str]) -> int:
    """Ask every engine everything; returns the exit status."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        return in_environment(missing, arguments)
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=Path, default=ROOT.parent / "shared" / "corpus" / "seeds")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work there, and keep it")
    parser.add_argument("--pagefind", metavar="PROGRAM", help="the extended Pagefind")
    parser.add_argument("--show", action="store_true", help="print what ours got wrong")
    options = parser.parse_args(arguments)
    scores: dict[tuple[str, str], list[tuple[float, float]]] = {}
    queries = read(JUDGED)
    with kept(options.keep) as folder:
        for name, sources in (("sample", ROOT / "sources"), ("seeds", options.seeds)):
            if not sources.is_dir():
                print(f"no {sources}", file=sys.stderr)
                continue
            some = [q for q in queries if q.collection == name]
            for engine, answers, pages in asked(folder / name, sources, some, options.pagefind):
                marks = [score(answers[q.query], q, pages) for q in some]
                scores[name, engine] = marks
                if options.show and engine.startswith("ours, page"):
                    wrong = (q.query for q, mark in zip(some, marks, strict=True) if mark[0] < 1)
                    print("\n".join(f"{name}: {query}" for query in wrong), file=sys.stderr)
    print("\n".join(table(scores)))
    return 0


def read(file: Path) -> list[Judged]:
    """The judgements; ValueError where a line is not one."""
    out = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        collection, query, answers = line.split("\t")
        grades = {}
        for answer in answers.split(" "):
            place, _, grade = answer.rpartition("=")
            source, _, ordinal = place.rpartition("#")
            grades[unquote(source), int(ordinal)] = int(grade)
        out.append(Judged(collection, query, grades))
    return out


Answers = tuple[str, dict[str, tuple[str, ...]], dict[str, tuple[str, int]]]


def asked(
    root: Path, sources: Path, queries: Sequence[Judged], program: str | None
) -> Iterator[Answers]:
    """For each engine its name, the pages it found for each query, and which article each is."""
    from search_browser import DIALOG, MATERIAL, PAGE, PAGEFIND, Engine, ask, chromium
    from search_queries import Query
    from search_sites import (
        Server,
        build_material,
        build_ours,
        build_pagefind,
        pagefind_pages,
        pagefind_program,
    )

    from wenji.audit.catalog import read_catalog
    from wenji.search.tables import page_url

    shutil.copytree(sources, root / "sources", dirs_exist_ok=True)
    site = build_ours(root, 2)
    pages = {
        page_url(a["page"]): (record.source["path"], a["ordinal"])
        for record in read_catalog(root / "work").records
        for a in record.articles
    }
    wanted = [Query(q.query, "judged", frozenset()) for q in queries]

    def answers(
        engine: Engine, address: str, names: Mapping[str, str] | None = None
    ) -> dict[str, tuple[str, ...]]:
        found = ask(browser, engine, address, wanted, seconds=1e9, limit=LIMIT, names=names)
        return {answer.query.typed: answer.pages for answer in found.answers}

    with chromium() as browser:
        with Server(site) as server:
            yield PAGE.name, answers(PAGE, server.address), pages
            yield DIALOG.name, answers(DIALOG, server.address), pages
        peers = build_material(root)
        found = pagefind_program(program)
        if found:
            build_pagefind(peers, found)
        with Server(peers) as server:
            yield MATERIAL.name, answers(MATERIAL, server.address), pages
            if found:
                names = pagefind_pages(peers)
                yield PAGEFIND.name, answers(PAGEFIND, server.address, names), pages


def score(
    found: Sequence[str], query: Judged, pages: Mapping[str, tuple[str, int]]
) -> tuple[float, float]:
    """Success at 1 and NDCG@10 of what was found, best first."""
    grades = [query.grades.get(pages.get(page, ("", 0)), 0) for page in found[:RANKS]]
    best = max(query.grades.values())
    ideal = gain(sorted(query.grades.values(), reverse=True)[:RANKS])
    return float(bool(grades) and grades[0] == best), gain(grades) / ideal


def gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain."""
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def table(scores: Mapping[tuple[str, str], Sequence[tuple[float, float]]]) -> Iterator[str]:
    """The figures as Markdown: means over the queries."""
    yield "| collection | engine | queries | success at 1 | NDCG@10 |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for (collection, engine), marks in scores.items():
        first, ndcg = (sum(column) / len(marks) for column in zip(*marks, strict=True))
        yield f"| {collection} | {engine} | {len(marks)} | {first:.3f} | {ndcg:.3f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
