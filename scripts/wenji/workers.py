"""Worker processes for the line, ready early.

What converts a source takes half a second to import. On Linux a server imports it once, beside
the imports of the main process, and workers are forked from there (the main process itself has
threads, which a fork does not survive). Elsewhere every worker is a new Python.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wenji import collector
from wenji.model import Folders, Source
from wenji.read import list_sources, source_id
from wenji.store import Store, result_name
from wenji.survey import ShortLine, Survey

if TYPE_CHECKING:
    from wenji.given import Given

# Below this many bytes, starting processes costs more than they save (one process converts them
# in about the time).
WORTH_WORKERS = 1_500_000
# Files that a worker is given at once: more, and at the end one of them is idle for long.
CHUNK = 4

Value = TypeVar("Value")
_IMPORTED = ["wenji.workers", "wenji.convert_file", "wenji.relate"]
# For the server alone: where its imports are found (Python 3.11 to 3.13 tell it nothing of
# `sys.path`), and that no library may start threads in it.
_SETTINGS = {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "OPENBLAS_NUM_THREADS": "1"}


def total_size(folder: Path, files: Sequence[str]) -> int:
    """The bytes of the `files` together; 0 for a single one, which cannot be shared out."""
    return sum(_size(folder / path) for path in files) if len(files) > 1 else 0


def prepare(workers: int, folders: Folders) -> None:
    """Start the server where there is enough for it that no run knows yet: it imports while the
    caller goes on."""
    store = Store.within(folders.work)
    files = list_sources(folders.sources).files
    new = [path for path in files if not store.has(result_name(source_id(path)))]
    if workers > 1 and total_size(folders.sources, new) >= WORTH_WORKERS:
        _method()


class Workers:
    """Processes that share out what is asked of `each`, started when there is enough to do.

    At most `number` of them; a context manager, which waits for them at its end.
    """

    def __init__(self, number: int, folder: Path) -> None:
        self.processes: ProcessPoolExecutor | None = None
        self._number = number
        self._folder = folder
        self._stack = ExitStack()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    def each(self, work: Callable[[str], Value], files: Sequence[str]) -> Iterator[Value]:
        """What `work` makes of each of the files below the folder, in their order."""
        size = total_size(self._folder, files)
        if self.processes is None and min(self._number, len(files)) > 1 and size >= WORTH_WORKERS:
            context = multiprocessing.get_context(_method())
            started = ProcessPoolExecutor(
                self._number, mp_context=context, initializer=collector.pace
            )
            self.processes = self._stack.enter_context(started)
        if self.processes is None:
            return map(work, files)
        chunk = max(1, min(CHUNK, len(files) // (self._number * 16)))
        return self.processes.map(work, files, chunksize=chunk)


def survey_file(given: Given, path: str) -> Survey:
    """What workers are given to do first."""
    from wenji.convert_file import survey_file as survey

    return survey(given, path)


def site_lines(shared: Mapping[str, Sequence[ShortLine]]) -> frozenset[str]:
    """What one of them judges, since it has the vocabulary."""
    from wenji.clean.elsewhere import site_lines as judged

    return judged(shared)


def convert_file(given: Given, site_lines: frozenset[str], path: str) -> Source:
    """What workers are given to do; the process that shares the work out need not import it."""
    from wenji.convert_file import convert_file as convert

    return convert(given, path, site_lines)


def _method() -> str:
    """How workers are started; the server is running where they come from one."""
    if sys.platform != "linux":
        return "spawn"
    from multiprocessing import forkserver

    former = {name: os.environ.get(name) for name in _SETTINGS}
    os.environ.update(_SETTINGS)
    try:
        forkserver.set_forkserver_preload(_IMPORTED)
        forkserver.ensure_running()
    except OSError:  # no place for its socket: a long path, a full disk
        return "spawn"
    finally:
        for name, value in former.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return "forkserver"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
