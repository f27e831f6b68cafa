"""The course of `search.py` for one size: collection, sites, queries, engines, tables."""

from __future__ import annotations

import argparse
import importlib.util
import pickle
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import make_scale
import search_index
from playwright.sync_api import Browser, Error
from search_browser import (
    DIALOG,
    MATERIAL,
    PAGE,
    PAGEFIND,
    Asked,
    Engine,
    ask,
    chromium,
    complete,
    first_results,
)
from search_load import wait_for_quiet
from search_queries import HAS_OPENCC, Maker, Query
from search_report import GOALS, GOALS_BIG, Column, failures, index_table, parts, search_table
from search_sites import (
    COLLECTION,
    DONE,
    Server,
    SiteFailed,
    Text,
    build_material,
    build_ours,
    build_pagefind,
    pagefind_pages,
    pagefind_program,
    size,
    texts,
)

from wenji.model import Collection
from wenji.search.tables import page_url

MORE = ("neardup", "theme", "splitting", "encoding")  # folders of the corpus beside the archive
BIG = 20_000  # articles from which on there are no pages and no peers
BASE = 5_000  # articles whose paragraphs make up a big collection
SHELL = 20  # articles that the site of a big collection has pages for
DIALOG_QUERIES = 240
BIG_QUERIES = 200
FIRSTS = 7  # questions that cold browsers are asked
FIRST_SECONDS = 150.0  # after which no further one is asked
LASTING = 1e9  # s: no bound
WHOLE = 300  # articles of one answer that are compared one by one
RARE_ENOUGH = 400  # articles that hold a question for a cold browser, at most


class Course:
    """What the steps for one size share."""

    def __init__(self, count: int, folder: Path, options: argparse.Namespace) -> None:
        self.count = count
        self.big = count > BIG
        self.root = folder / str(count)
        self.base = folder / str(BASE) if self.big else self.root
        self.options = options
        self.notes: list[str] = []
        self.texts: list[Text] = []
        self.queries: list[Query] = []

    def wants(self, part: str) -> bool:
        """Whether `--only` leaves it in."""
        return part in self.options.only

    def say(self, text: str) -> None:
        """Tell what goes on."""
        print(f"{time.strftime('%H:%M:%S')} {self.count}: {text}", file=sys.stderr, flush=True)


def measured(count: int, folder: Path, options: argparse.Namespace) -> Iterator[list[str]]:
    """What is asked for at one size: lines of Markdown, again after each part, with more."""
    course = Course(count, folder, options)
    figures = None
    prepare(course)
    if course.wants("INDEX") or course.big:
        figures = index_figures(course)
    columns: list[Column] = []
    if set(options.only) - {"INDEX"}:
        make_queries(course)
        with chromium() as browser:
            for column in engines(course, browser):
                columns.append(column)
                yield written(course, columns, figures)
    yield written(course, columns, figures)


def written(
    course: Course, columns: Sequence[Column], figures: Mapping[str, Mapping[str, Any]] | None
) -> list[str]:
    """The tables, the wrong answers of ours, and the notes."""
    goals = GOALS_BIG if course.big else GOALS
    number = {text.page: n for n, text in enumerate(course.texts)}
    characters = sum(len(t.text) for t in course.texts)
    title = f"## {course.count:,} articles"
    if characters:
        title = f"## {len(course.texts):,} articles, {characters:,} characters"
    lines = [title, "", *search_table(columns, number, goals), ""]
    if figures and course.wants("INDEX"):
        lines += [*index_table(figures, goals), ""]
    notes = [*course.notes, *(parts(c) for c in columns if c.ours and c.firsts)]
    wrong = [line for c in columns if c.ours for line in failures(c, number)]
    return [*lines, *wrong, "", *(f"- {note}" for note in notes)]


# --- collection and queries -----------------------------------------------------------------------


def prepare(course: Course) -> None:
    """Sources, our site, and the articles' texts."""
    options, base = course.options, course.base
    wanted = BASE if course.big else course.count
    if not (base / DONE).exists():
        course.say("collection")
        more = [options.corpus / name for name in MORE]
        make_scale.make(options.corpus / "scale.tar.gz", base / "sources", wanted, more)
        (base / DONE).touch()
    if course.big:
        if not (base / COLLECTION).exists():
            course.say(f"a site of {BASE:,}, for its texts")
            build_ours(base, options.workers)
        return
    course.say("our site")
    began = time.monotonic()
    build_ours(base, options.workers)
    course.notes.append(f"our site was built in {time.monotonic() - began:.0f} s")
    course.texts = texts(base)


def index_figures(course: Course) -> dict[str, dict[str, Any]]:
    """What `search_index.py` measures, step by step; the index stays in `root/index/search`."""
    folder = course.root / "index"
    shutil.rmtree(folder, ignore_errors=True)
    out = {}
    for step in ("build", "change", "read"):
        course.say(f"index: {step}")
        options = (course.base / COLLECTION, folder, course.count, course.options.patience)
        out[step] = search_index.measure(step, *options)
    return out


def make_queries(course: Course) -> None:
    """Questions and their true answers."""
    if course.big:
        with (course.base / COLLECTION).open("rb") as file:
            collection: Collection = pickle.load(file)
        scaled = search_index.scaled(collection, course.count)
        course.texts = [Text(page_url(a.page), a.title, a.text) for a in scaled.articles]
    course.say("queries")
    maker = Maker(course.texts)
    course.queries = maker.queries(BIG_QUERIES if course.big else course.options.queries)
    course.notes.append(
        f"{len(course.queries):,} queries; conversions between the scripts that folding does not "
        f"undo, left out: {maker.apart}"
    )
    if not HAS_OPENCC:
        course.notes.append("**no OpenCC: queries in the other script are missing**")


# --- engines --------------------------------------------------------------------------------------


def engines(course: Course, browser: Browser) -> Iterator[Column]:
    """A column for each engine that is asked for and there."""
    if course.wants("OUR"):
        site = shell(course) if course.big else course.root / "site"
        with Server(site) as server:
            yield ours(course, browser, PAGE, server.address, site)
            yield ours(course, browser, DIALOG, server.address, site)
    peers = [part for part in ("MATERIAL", "PAGEFIND") if course.wants(part)]
    if course.big or not peers:
        course.notes.extend(f"{part}: not measured at this size" for part in peers)
        return
    try:
        if importlib.util.find_spec("jieba") is None:
            raise SiteFailed("jieba is not installed")
        course.say("the peers' site")
        site = build_material(course.root)
    except SiteFailed as problem:
        course.notes.append(f"**no site for the peers: {problem}**")
        return
    with Server(site) as server:
        if "MATERIAL" in peers:
            yield peer(course, browser, MATERIAL, server.address, size(site / "search"))
        if "PAGEFIND" in peers:
            yield from pagefind(course, browser, server.address, site)


def ours(course: Course, browser: Browser, engine: Engine, address: str, site: Path) -> Column:
    """Our search page, asked everything, or our dialog, asked a part."""
    queries = course.queries if engine is PAGE else course.queries[:DIALOG_QUERIES]
    column = measure(course, browser, engine, address, queries, LASTING)
    index = list((site / "search").rglob("*.js"))
    column = replace(column, ours=True, listed=engine is PAGE)
    column.size = len(index), sum(p.stat().st_size for p in index)
    if engine is PAGE:
        course.say(f"{engine.name}: all that is found")
        more = [a.query for a in column.asked.answers if a.count and a.count > len(set(a.pages))]
        column.whole = {a.query.typed: a for a in complete(browser, address, more, WHOLE)}
    return column


def peer(
    course: Course,
    browser: Browser,
    engine: Engine,
    address: str,
    files: tuple[int, int],
    names: Mapping[str, str] | None = None,
) -> Column:
    """Another's engine, asked as much as `--seconds` allows."""
    seconds = course.options.seconds
    column = measure(course, browser, engine, address, course.queries, seconds, names)
    asked = len(column.asked.answers)
    if asked < len(course.queries):
        course.notes.append(
            f"{engine.name}: {asked} of {len(course.queries)} queries in {seconds:.0f} s"
        )
    column.size = files
    return column


def pagefind(course: Course, browser: Browser, address: str, site: Path) -> Iterator[Column]:
    """Pagefind, where it is installed."""
    program = pagefind_program(course.options.pagefind)
    if program is None:
        course.notes.append("**no Pagefind**")
        return
    try:
        course.say("Pagefind's index")
        build_pagefind(site, program)
    except (SiteFailed, OSError) as problem:
        course.notes.append(f"**no Pagefind: {problem}**")
        return
    files = size(site / "pagefind")
    yield peer(course, browser, PAGEFIND, address, files, pagefind_pages(site))


def measure(
    course: Course,
    browser: Browser,
    engine: Engine,
    address: str,
    queries: Sequence[Query],
    seconds: float,
    names: Mapping[str, str] | None = None,
) -> Column:
    """Many queries, then first results for some of those that found something."""
    try:
        wait_for_quiet(course.options.patience)
        course.say(f"{engine.name}: queries")
        limit = course.options.limit
        asked = ask(browser, engine, address, queries, seconds=seconds, limit=limit, names=names)
        wait_for_quiet(course.options.patience)
        course.say(f"{engine.name}: first results")
        found = [a.query for a in asked.answers if a.pages and 0 < len(a.query.truth) < RARE_ENOUGH]
        chosen = list({query.kind: query for query in found}.values())[:FIRSTS]
        firsts = first_results(browser, engine, address, chosen, FIRST_SECONDS)
    except Error as problem:
        course.notes.append(f"**{engine.name}: {problem.message.splitlines()[0]}**")
        return Column(engine.name, Asked(), [], (0, 0))
    return Column(engine.name, asked, firsts, (0, 0))


def shell(course: Course) -> Path:
    """A site with few pages and the index of the big collection."""
    root = course.root / "shell"
    options = course.options
    make_scale.make(options.corpus / "scale.tar.gz", root / "sources", SHELL)
    build_ours(root, options.workers)
    search = root / "site" / "search"
    for path in [p for p in search.iterdir() if p.name != "index.html"]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted((course.root / "index" / "search").iterdir()):
        path.rename(search / path.name)
    return root / "site"
