"""`serve`: a preview on this machine that renews itself when the collection changes.

It shows a site of its own in the work folder, so that `site/` is not touched; a failed
build leaves the former state on show.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from watchfiles import watch

from wenji.commands.options import CannotRun, Options, add_workers, both, check_folders, folders_of
from wenji.commands.site import build
from wenji.commands.summary import show_summary
from wenji.lock import locked
from wenji.messages import text
from wenji.preview import Preview
from wenji.progress import Silent, display

NAME = "serve"
FOLDERS = ("sources", "docs", "work")
PORT = 8000
DEBOUNCE_MS = 600  # an editor saves several files, or one in several steps
WAKE_MS = 300  # how often the watcher looks up
PREVIEW = "preview"  # folder in the work folder


def add_options(options: Options) -> None:
    """Declare the options of `serve`."""
    add_workers(options)
    options.add_argument(
        "--port",
        type=int,
        default=PORT,
        metavar="N",
        help=both("help.option.port", default=PORT),
    )


def run(options: argparse.Namespace) -> int:
    """Build, serve and watch, until Ctrl-C or, under a service manager, SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folders = folders_of(options)
    check_folders(folders, FOLDERS)
    folders = replace(folders, site=folders.work / PREVIEW)

    def rebuild() -> None:
        build(folders, options.workers, Silent(), exports=())

    changes = watched(folders.sources)
    with locked(folders.work), serving(folders.site, options.port) as server:
        progress = display()
        outcome = build(folders, options.workers, progress, exports=())
        show_summary(outcome.collection, outcome.findings, progress.times)
        print(both("serve.ready", address=server.address), flush=True)
        with suppress(KeyboardInterrupt):
            renew(server, changes, rebuild)
    return 0


def watched(folder: Path) -> Iterator[object]:
    """The changes below a folder, from now on: those of the first build's time are not lost."""
    found = watch(folder, debounce=DEBOUNCE_MS, rust_timeout=WAKE_MS, yield_on_timeout=True)
    next(found)  # the watcher is at work when it first says that there is nothing
    return (change for change in found if change)


@contextmanager
def serving(site: Path, port: int) -> Iterator[Preview]:
    """A server for `site` in its own thread; CannotRun when the port is taken."""
    try:
        server = Preview(site, port)
    except (OSError, OverflowError) as problem:
        raise CannotRun(both("run.port", port=port, reason=problem)) from None
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def renew(server: Preview, changes: Iterable[object], rebuild: Callable[[], object]) -> None:
    """Build anew for each change; open pages reload only when a build has succeeded."""
    for _ in changes:
        began = time.perf_counter()
        try:
            rebuild()
        except Exception as problem:  # whatever an unfinished edit causes: the old site stays
            print(text("serve.failed", reason=problem), file=sys.stderr, flush=True)
            continue
        server.renewed()
        print(text("serve.renewed", seconds=time.perf_counter() - began), flush=True)
