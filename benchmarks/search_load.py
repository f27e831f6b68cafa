"""How busy the machine is: noted beside every timing, waited for before it."""

from __future__ import annotations

import os
import time
from pathlib import Path

PATIENCE = 300  # s to wait for a quiet machine
QUIET = 0.35  # other processes that run on average: little enough
SAMPLES, PAUSE = 25, 0.12
_RUNNING = Path("/proc/loadavg")


def load() -> float:
    """Load average of the last minute; 0 where the system has none."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def others_running() -> float:
    """How many other processes run just now, on average; 0 where that cannot be told."""
    if not _RUNNING.exists():
        return 0.0
    total = 0
    for _ in range(SAMPLES):
        time.sleep(PAUSE)
        total += int(_RUNNING.read_text("ascii").split()[3].split("/")[0]) - 1
    return total / SAMPLES


def wait_for_quiet(patience: float = PATIENCE) -> float:
    """Wait until little else runs, `patience` seconds at most; returns the load average."""
    end = time.monotonic() + patience
    while others_running() > QUIET and time.monotonic() < end:
        time.sleep(1)
    return load()
