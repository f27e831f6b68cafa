"""Writing files so that a failure leaves the old ones whole.

Every file of a set is first written beside its place; only when all of them are on the disk
do they take their places, and only then do stale ones go. A full disk or an interruption
before that moment leaves the folder as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

WRITERS = 4  # files written at once, where to make a file is to wait (a disk on the network)
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
        _write_parts(root, changed, wanted)
    except OSError:
        for name in changed:
            with suppress(OSError):
                _part(root / name).unlink(missing_ok=True)
        raise
    for name in changed:
        os.replace(f"{root}/{name}{PART}", f"{root}/{name}")
    for name in sorted(set(stale) - set(wanted)):
        (root / name).unlink(missing_ok=True)
    return tuple(changed)


def _write_parts(root: Path, names: Sequence[str], wanted: Mapping[str, bytes]) -> None:
    """Write each file beside its place; each writer has a share, since a task a file is dear."""

    def write(share: Sequence[str]) -> None:
        for name in share:
            (root / f"{name}{PART}").write_bytes(wanted[name])

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, [names[n::WRITERS] for n in range(WRITERS)]))


def _part(path: Path) -> Path:
    return path.with_name(path.name + PART)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
