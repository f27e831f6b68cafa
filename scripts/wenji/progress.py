"""What a person sees while a run works: bars on a terminal, one line a stage elsewhere.

Stages are named by keys of `messages.toml` (`stage.KEY`). The stage that runs is opened with
`with progress.stage("read", total=12) as step:` and reports each finished item with `step()`.
The time of every stage is kept for the closing summary. Work that has nobody to tell takes
`Silent()`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bars

from wenji.messages import text

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long a stage took: its key and its wall time in seconds."""

    stage: str
    seconds: float


class Progress(Protocol):
    """What the line and the commands ask of a progress display."""

    def stage(self, key: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Open the stage `key`; `total` is its number of items where it is known."""

    @property
    def times(self) -> tuple[StageTime, ...]:
        """The stages that have ended, in order."""


class _Clock:
    """Keeps the times of stages; the base of every display."""

    def __init__(self) -> None:
        self._times: list[StageTime] = []

    @property
    def times(self) -> tuple[StageTime, ...]:
        return tuple(self._times)

    @contextmanager
    def _timed(self, key: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._times.append(StageTime(key, time.perf_counter() - began))


class Silent(_Clock):
    """Shows nothing and keeps the times.

    >>> progress = Silent()
    >>> with progress.stage("read", total=1) as step:
    ...     step()
    >>> [t.stage for t in progress.times]
    ['read']
    """

    @contextmanager
    def stage(self, key: str, total: int | None = None) -> Iterator[Step]:
        with self._timed(key):
            yield _no_step


class Lines(_Clock):
    """One line a stage, for logs and pipes."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    @contextmanager
    def stage(self, key: str, total: int | None = None) -> Iterator[Step]:
        count = "" if total is None else text("progress.count", total=total)
        print(text("progress.stage", stage=text(f"stage.{key}"), count=count), file=self._out)
        self._out.flush()
        with self._timed(key):
            yield _no_step


class Live(_Clock):
    """A bar that fills, for a terminal. It disappears when its stage has ended."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    @contextmanager
    def stage(self, key: str, total: int | None = None) -> Iterator[Step]:
        columns = [SpinnerColumn(), TextColumn("{task.description}")]
        counted = [] if total is None else [BarColumn(), MofNCompleteColumn()]
        bars = Bars(*columns, *counted, console=self._console, transient=True)
        with self._timed(key), bars:
            task = bars.add_task(text(f"stage.{key}"), total=total)

            def step() -> None:
                bars.advance(task)

            yield step


def _no_step() -> None:
    return None


def display(out: TextIO | None = None) -> Progress:
    """The display that fits `out` (default: standard output).

    >>> import io
    >>> type(display(io.StringIO())).__name__
    'Lines'
    """
    stream = sys.stdout if out is None else out
    return Live(Console(file=stream)) if stream.isatty() else Lines(stream)
