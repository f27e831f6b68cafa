"""What a run tells at its end: counts, findings, the first errors, the time of each stage."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from wenji.lines import line_at
from wenji.messages import finding_text, severity, text
from wenji.model import Collection, Finding, Severity
from wenji.progress import StageTime

SHOWN_ERRORS = 5  # the rest is in findings.jsonl; more would push the counts off the screen

Row = tuple[str, str]


def show_summary(
    collection: Collection, findings: Sequence[Finding], times: Iterable[StageTime]
) -> None:
    """Print the summary: tables on a terminal, plain lines elsewhere."""
    counts, stages = count_rows(collection, findings), time_rows(times)
    if sys.stdout.isatty():
        console = Console()
        console.print(_table(text("summary.done"), counts), _table("", stages))
    else:
        print(text("summary.done"))
        print("\n".join(_aligned([*counts, *stages])))
    for line in error_lines(collection, findings):
        print(line)


def count_rows(collection: Collection, findings: Sequence[Finding]) -> list[Row]:
    """The counts of a collection as (name, value)."""
    by_severity = Counter(severity(f.code) for f in findings)
    articles = collection.articles
    themes = {match.id for a in articles for match in a.themes}
    return [
        (text("summary.sources"), f"{len(collection.sources):,}"),
        (text("summary.articles"), f"{len(articles):,}"),
        (text("summary.themes"), f"{len(themes):,}"),
        (text("summary.chars"), f"{sum(a.chars for a in articles):,}"),
        *((text(f"summary.{level.value}"), f"{by_severity[level]:,}") for level in Severity),
    ]


def time_rows(times: Iterable[StageTime]) -> list[Row]:
    """The stages and their seconds as (name, value), and their sum."""
    taken = list(times)
    rows = [(text(f"stage.{t.stage}"), f"{t.seconds:.2f} s") for t in taken]
    return [*rows, (text("summary.total"), f"{sum(t.seconds for t in taken):.2f} s")]


def error_lines(collection: Collection, findings: Iterable[Finding]) -> list[str]:
    """The first errors, and what concerns no single source; how many errors there are more."""
    findings = list(findings)
    whole = [f for f in findings if f.source is None and severity(f.code) is Severity.WARNING]
    errors = [f for f in findings if severity(f.code) is Severity.ERROR]
    sources = {source.id: source for source in collection.sources}
    lines = []
    for finding in errors[:SHOWN_ERRORS]:
        source = sources.get(finding.source or "")
        place = source.path if source else ""
        if source and finding.start is not None:
            place += f":{line_at(source.text, finding.start)}"
        lines.append(text("summary.finding", place=place, message=finding_text(finding)))
    if len(errors) > SHOWN_ERRORS:
        lines.append(text("summary.more", count=len(errors) - SHOWN_ERRORS))
    for finding in whole[:SHOWN_ERRORS]:
        lines.append(text("summary.remark", message=finding_text(finding)))
    return lines


def _table(title: str, rows: Iterable[Row]) -> Table:
    table = Table(title=title, show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(name, value)
    return table


def _aligned(rows: Sequence[Row]) -> list[str]:
    """Rows as lines with the values under each other; Chinese characters are two wide."""
    names = max(cell_len(name) for name, _ in rows)
    values = max(cell_len(value) for _, value in rows)
    return [
        f"  {name}{' ' * (names - cell_len(name))}  {' ' * (values - cell_len(value))}{value}"
        for name, value in rows
    ]
