"""One run at a time on a work folder.

The operating system holds the lock and frees it when its process ends, however it ends; so
no stale lock can block a later run. The file names the process for the message.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NAME = ".lock"
_FAR = 1 << 30  # Windows locks a byte; one far behind the text leaves the text readable


class LockedError(Exception):
    """Another run holds the folder; `pid` is its process where known, else 0."""

    def __init__(self, folder: Path, pid: int) -> None:
        super().__init__(f"{folder} is in use by process {pid}")
        self.folder = folder
        self.pid = pid


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` (made if missing) for this run; LockedError when another run holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a+b") as file:
        try:
            _acquire(file)
        except OSError:
            raise LockedError(folder, _owner(file)) from None
        try:
            file.truncate(0)
            file.write(str(os.getpid()).encode("ascii"))
            file.flush()
            yield
        finally:
            file.truncate(0)
            _release(file)


def _owner(file: IO[bytes]) -> int:
    file.seek(0)
    digits = file.read(20)
    return int(digits) if digits.isdigit() else 0


if sys.platform == "win32":
    import msvcrt

    def _acquire(file: IO[bytes]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _release(file: IO[bytes]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
