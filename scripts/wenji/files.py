"""Writing files so that a failure leaves the old ones whole.

Every file of a set is first written beside its place; only when all of them are on the disk
do they take their places, and only then do stale ones go. A full disk or an interruption
before that moment leaves the folder as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

WRITERS = 4  # files written at once
PART = ".part"  # suffix of a file that has not taken its place yet


def replace_files(
    root: Path, wanted: Mapping[str, bytes], stale: Iterable[str] = ()
) -> tuple[str, ...]:
    """Give the files `wanted` (path relative to `root`, POSIX → content) and remove `stale`.

    Files that already hold these bytes are not touched. Returns the paths that were written,
    in order. OSError (a full disk, no permission) is passed on, with the old files in place.
    """
    changed = [name for name in sorted(wanted) if not _holds(root / name, wanted[name])]
    try:
        for folder in sorted({(root / name).parent for name in changed}):
            folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(WRITERS) as pool:  # to make a file is mostly to wait
            list(pool.map(lambda name: _part(root / name).write_bytes(wanted[name]), changed))
    except OSError:
        for name in changed:
            with suppress(OSError):
                _part(root / name).unlink(missing_ok=True)
        raise
    for name in changed:
        os.replace(_part(root / name), root / name)
    for name in sorted(set(stale) - set(wanted)):
        (root / name).unlink(missing_ok=True)
    return tuple(changed)


def _part(path: Path) -> Path:
    return path.with_name(path.name + PART)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
