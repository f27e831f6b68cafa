"""The figures of `search.py` and its tables in Markdown, beside what issue 4 asks for."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from search_browser import Answer, Asked, First
from search_queries import LENGTHS, LONGEST, NOWHERE, SHARES

NONE = "–"
KB = 1000


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that issue 4 asks for: at most, or at least, so much."""

    limit: float
    text: str
    least: bool = False

    def met(self, value: float | None) -> str:
        """In words; nothing where nothing was measured."""
        if value is None:
            return NONE
        return "yes" if (value >= self.limit if self.least else value <= self.limit) else "**no**"


# From the part 'Done when' of the issue; the second set is for more than 20,000 articles.
ALL = Goal(1.0, "1.000", least=True)
GOALS = {
    "recall": ALL,
    "precision": ALL,
    "nothing": Goal(0, "0"),
    "first": Goal(0.99, "≥ .990", least=True),
    "first seconds": Goal(0.3, "≤ 0.3 s"),
    "first bytes": Goal(120, "≤ 120 kB"),
    "later bytes": Goal(20, "≤ 20 kB"),
    "later bytes 95": Goal(60, "≤ 60 kB"),
    "later ms": Goal(30, "≤ 30 ms"),
    "build seconds": Goal(8, "≤ 8 s"),
    "build memory": Goal(600, "≤ 600 MB"),
    "size": Goal(2, "≤ 2 × text"),
    "change": Goal(0.5, "≤ 0.5 s"),
}
GOALS_BIG = {
    **{name: GOALS[name] for name in ("recall", "precision", "nothing", "first")},
    "first seconds": Goal(1, "≤ 1 s"),
    "first bytes": Goal(400, "≤ 400 kB"),
}


@dataclass(slots=True)
class Column:
    """What was measured of one engine."""

    name: str
    asked: Asked
    firsts: list[First]
    size: tuple[int, int]  # files and bytes
    ours: bool = False
    listed: bool = True  # it names all articles, not only the best ones
    whole: Mapping[str, Answer] = field(default_factory=dict)  # by query, where asked for again


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer beside the truth."""

    kind: str
    recall: float | None
    precision: float | None
    found: int
    truth: int
    first: bool  # the best hit is a right one
    failed: bool


def judge(column: Column, number: Mapping[str, int]) -> list[Judged]:
    """Each answer of an engine, judged. Where more was found than was listed (more than 300
    articles), all that is listed must be right, and the count stands for the rest."""
    out = []
    for answer in column.asked.answers:
        whole = column.whole.get(answer.query.typed, answer)
        found = [number[page] for page in whole.pages if page in number]
        best = [number[page] for page in answer.pages if page in number][:1]
        truth = answer.query.truth
        right = len(truth.intersection(found))
        total = len(set(found))
        if whole.count is not None and whole.count > total and right == total:
            right, total = min(whole.count, len(truth)), whole.count
        out.append(
            Judged(
                answer.query.kind,
                right / len(truth) if truth and column.listed else None,
                right / total if total and column.listed else None,
                total,
                len(truth),
                bool(best) and best[0] in truth,
                answer.error is not None,
            )
        )
    return out


# --- rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: its name, a value for each engine, what is asked of ours."""

    name: str
    cells: list[str]
    goal: str = ""
    met: str = ""


def search_table(
    columns: Sequence[Column], number: Mapping[str, int], goals: Mapping[str, Goal]
) -> list[str]:
    """The table of engines: one column each."""
    if not columns:
        return []
    judged = [judge(column, number) for column in columns]
    rows = [*_answers(columns, judged, goals), *_times(columns, goals)]
    head = ["", *(c.name for c in columns), "asked of ours", "met"]
    lines = [head, ["---"] + ["---:"] * len(columns) + ["---", "---"]]
    lines += [[row.name, *row.cells, row.goal, row.met] for row in rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _answers(
    columns: Sequence[Column], judged: Sequence[Sequence[Judged]], goals: Mapping[str, Goal]
) -> list[Row]:
    def row(name: str, of: Callable[[Judged], float | None], goal: Goal | None = None) -> Row:
        values = [_mean(of(j) for j in some) for some in judged]
        return Row(name, [_share(v) for v in values], *_verdict(columns, values, goal))

    def nothing(j: Judged) -> float | None:
        return float(not j.found) if j.truth else None

    def kind_recall(kinds: Sequence[str]) -> Callable[[Judged], float | None]:
        return lambda j: j.recall if j.kind in kinds else None

    rows = [
        Row("queries", [str(len(some)) for some in judged]),
        Row("… no answer in time, or an error", [str(sum(j.failed for j in s)) for s in judged]),
        row("recall", lambda j: j.recall, goals.get("recall")),
        row("precision", lambda j: j.precision, goals.get("precision")),
        row("nothing found though there is one", nothing, goals.get("nothing")),
        row(
            "something found though there is none",
            lambda j: None if j.truth else float(j.found > 0),
        ),
        Row(
            "queries that stand in one article only",
            [str(sum(j.truth == 1 for j in some)) for some in judged],
        ),
        row(
            "… that article first",
            lambda j: float(j.first) if j.truth == 1 else None,
            goals.get("first"),
        ),
        row("a right article first", lambda j: float(j.first) if j.truth else None),
    ]
    for name, kinds in _kind_groups():
        if any(j.kind in kinds for some in judged for j in some):
            rows.append(row(f"recall, {name}", kind_recall(kinds), goals.get("recall")))
    return rows


def _kind_groups() -> Iterable[tuple[str, list[str]]]:
    for low, high in ((1, 1), (2, 2), (3, 4), (5, 8), (9, LONGEST)):
        name = f"{low} characters" if low == high else f"{low} to {high} characters"
        yield name, [LENGTHS.format(n) for n in range(low, high + 1)]
    for kind in SHARES:
        if not kind.startswith(LENGTHS.format("")) and kind != NOWHERE:
            yield kind, [kind]


def _times(columns: Sequence[Column], goals: Mapping[str, Goal]) -> list[Row]:
    def first(name: str, of: Callable[[First], float], unit: str, goal: str = "") -> Row:
        values = [[of(f) for f in c.firsts] for c in columns]
        middle = [statistics.median(v) if v else None for v in values]
        cells = [
            f"{_n(m)} ({_n(max(v))}) {unit}".rstrip() if v else NONE
            for m, v in zip(middle, values, strict=True)
        ]
        return Row(name, cells, *_verdict(columns, middle, goals.get(goal)))

    def later(
        name: str, of: Callable[[Answer], float], part: float, unit: str, goal: str = ""
    ) -> Row:
        values = [
            _part([of(a) for a in c.asked.answers if not a.cold and not a.error], part)
            for c in columns
        ]
        return Row(
            name, [f"{_n(v)} {unit}" if v is not None else NONE for v in values],
            *_verdict(columns, values, goals.get(goal)),
        )  # fmt: skip

    return [
        first("page alone, without a query: median (worst)", lambda f: f.rest_seconds, "s"),
        first("first result, link opened", lambda f: f.link_seconds, "s"),
        first("… bytes", lambda f: f.link_bytes / KB, "kB", "first bytes"),
        first("first result, typed", lambda f: f.typed_seconds, "s", "first seconds"),
        first("… bytes", lambda f: f.typed_bytes / KB, "kB", "first bytes"),
        first("… requests", lambda f: f.requests, ""),
        Row("… load average", [_span(f.load for f in c.firsts) for c in columns]),
        later("later queries: median", lambda a: a.ms, 0.5, "ms", "later ms"),
        later("… 95 %", lambda a: a.ms, 0.95, "ms"),
        later("… worst", lambda a: a.ms, 1, "ms"),
        later("later queries, bytes: median", lambda a: a.bytes / KB, 0.5, "kB", "later bytes"),
        later("… 95 %", lambda a: a.bytes / KB, 0.95, "kB", "later bytes 95"),
        later("… worst", lambda a: a.bytes / KB, 1, "kB"),
        Row("… load average", [_span(c.asked.loads) for c in columns]),
        Row("getting ready, worst", [f"{_n(c.asked.ready_seconds)} s" for c in columns]),
        Row("index: files", [f"{c.size[0]:,}" for c in columns]),
        Row("index: MB", [_n(c.size[1] / 1e6) for c in columns]),
    ]


def _verdict(
    columns: Sequence[Column], values: Sequence[float | None], goal: Goal | None
) -> tuple[str, str]:
    """What is asked, and whether each of our columns meets it."""
    if goal is None or not any(c.ours for c in columns):
        return "", ""
    met = [goal.met(v) for c, v in zip(columns, values, strict=True) if c.ours and v is not None]
    return goal.text, ", ".join(met)


# --- the Python side ------------------------------------------------------------------------------


def index_table(figures: Mapping[str, Mapping[str, Any]], goals: Mapping[str, Goal]) -> list[str]:
    """The table of what the builder and the reader do."""
    build, change, read = figures["build"], figures["change"], figures["read"]
    size = build["bytes"] / build["text"]
    memory = build["memory"]
    rows: list[tuple[str, str, str, float | None]] = [
        ("built on one core", f"{build['seconds']:.1f} s", "build seconds", build["seconds"]),
        ("… peak memory", f"{_n(memory)} MB", "build memory", memory),
        ("… of which before it began", f"{_n(build['memory_before'])} MB", "", None),
        ("… load average", build["load"], "", None),
        ("files written", f"{build['files']:,} in {build['writing']:.1f} s", "", None),
        ("size", f"{build['bytes'] / 1e6:.1f} MB = {size:.2f} × text", "size", size),
        ("characters, segments", f"{build['chars']:,}, {build['segments']}", "", None),
        ("one article changed", f"{change['seconds']:.2f} s", "change", change["seconds"]),
        ("… segments built", str(change["segments"]), "", None),
        ("… files with a new name", f"{change['fresh']:,}", "", None),
        ("… load average", change["load"], "", None),
    ]  # fmt: skip
    for name, kind in (("first question", "first"), ("later questions", "later")):
        for what, unit, scale in (("bytes", "kB", KB), ("files", "", 1), ("seconds", "ms", 1e-3)):
            cell = " / ".join(_n(v / scale) for v in read[kind][what])
            rows.append(
                (f"reader, {name}, {what}: median / 95 % / worst", f"{cell} {unit}", "", None)
            )
    for kind, (files, total) in build["kinds"].items():
        rows.append((f"part `{kind}`", f"{files:,} files, {total / 1e6:.2f} MB", "", None))
    lines = ["| Python side | measured | asked | met |", "| --- | ---: | --- | --- |"]
    for name, cell, goal_name, value in rows:
        goal = goals.get(goal_name)
        verdict = (goal.text, goal.met(value)) if goal else ("", "")
        lines.append(f"| {name} | {cell} | {' | '.join(verdict)} |")
    return lines


def failures(column: Column, number: Mapping[str, int], most: int = 12) -> list[str]:
    """Queries that our engine answered wrongly, to look into."""
    out = []
    for answer, judged in zip(column.asked.answers, judge(column, number), strict=True):
        wrong = (judged.recall or 1) < 1 or (judged.precision or 1) < 1 or judged.failed
        missed = bool(judged.truth) != bool(judged.found)
        behind = judged.truth == 1 and not judged.first
        if wrong or missed or behind:
            what = answer.error or f"{judged.found} found, {judged.truth} true"
            out.append(f"- `{answer.query.typed}` ({judged.kind}): {what}")
    more = [f"- … and {len(out) - most} more"] if len(out) > most else []
    return [f"{column.name}: {len(out)} answers to look into", *out[:most], *more] if out else []


def parts(column: Column) -> str:
    """Where the bytes of a typed first result go, on average, the most first."""
    total: Counter[str] = Counter()
    for first in column.firsts:
        total.update(first.parts)
    rows = [f"{name} {_n(n / len(column.firsts) / KB)}" for name, n in total.most_common()]
    return f"{column.name}, first result, typed, kB: {', '.join(rows)}"


# --- numbers --------------------------------------------------------------------------------------


def _mean(values: Iterable[float | None]) -> float | None:
    held = [v for v in values if v is not None]
    return sum(held) / len(held) if held else None


def _part(values: Sequence[float], part: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _share(value: float | None) -> str:
    return NONE if value is None else f"{value:.3f}"


def _n(value: float | None) -> str:
    """Three digits, as far as they tell something."""
    if value is None:
        return NONE
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _span(values: Iterable[float]) -> str:
    held = list(values)
    return f"{min(held):.1f}–{max(held):.1f}" if held else NONE
