"""Worker processes for the line, ready early.

What converts a source takes half a second to import. On Linux a server imports it once, beside
the imports of the main process, and workers are forked from there (the main process itself has
threads, which a fork does not survive). Elsewhere every worker is a new Python.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from wenji import collector
from wenji.editor.overrides import Decision
from wenji.model import Source
from wenji.survey import ShortLine, Survey

# Below this many bytes, starting processes costs more than they save (one process converts them
# in about the time).
WORTH_WORKERS = 1_500_000

_IMPORTED = ["wenji.workers", "wenji.convert_file", "wenji.relate"]
# For the server alone: where its imports are found (Python 3.11 to 3.13 tell it nothing of
# `sys.path`), and that no library may start threads in it.
_SETTINGS = {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "OPENBLAS_NUM_THREADS": "1"}


def total_size(folder: Path, files: Sequence[str]) -> int:
    """The bytes of the `files` together; 0 for a single one, which cannot be shared out."""
    return sum(_size(folder / path) for path in files) if len(files) > 1 else 0


def prepare(workers: int, size: int) -> None:
    """Start the server, where `worker_pool` needs it: it imports while the caller goes on."""
    if workers > 1 and size >= WORTH_WORKERS:
        _method()


@contextmanager
def worker_pool(workers: int, size: int) -> Iterator[ProcessPoolExecutor | None]:
    """So many processes for sources of so many bytes; None where one process is as fast."""
    if workers <= 1 or size < WORTH_WORKERS:
        yield None
        return
    context = multiprocessing.get_context(_method())
    with ProcessPoolExecutor(workers, mp_context=context, initializer=collector.pace) as found:
        yield found


def survey_file(folder: Path, decisions: Mapping[str, Sequence[Decision]], path: str) -> Survey:
    """What workers are given to do first."""
    from wenji.convert_file import survey_file as survey

    return survey(folder, decisions, path)


def site_lines(shared: Mapping[str, Sequence[ShortLine]]) -> frozenset[str]:
    """What one of them judges, since it has the vocabulary."""
    from wenji.clean.elsewhere import site_lines as judged

    return judged(shared)


def convert_file(
    folder: Path,
    decisions: Mapping[str, Sequence[Decision]],
    site_lines: frozenset[str],
    path: str,
) -> Source:
    """What workers are given to do; the process that shares the work out need not import it."""
    from wenji.convert_file import convert_file as convert

    return convert(folder, decisions, path, site_lines)


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
