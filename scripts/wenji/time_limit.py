"""A limit to the processor time of what is done with one source.

A pattern that never ends (an exponential one, over a text nobody thought of) would hold up the
whole run. The limit counts processor time, so that a slow or a busy machine takes no text away,
and is far above what any text has taken. Where the system has no such clock (Windows), or another
thread asks, nothing is limited.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# Seconds, and seconds for each million bytes. Origin: the slowest texts of the development
# collections take 5 seconds a million bytes on a busy machine; most take one.
LEAST, PER_MILLION = 60.0, 20.0


class OutOfTimeError(Exception):
    """What was begun within the limit has not ended."""


def limit_for(size: int) -> float:
    """The seconds of processor time that a source of so many bytes may take.

    >>> limit_for(0), limit_for(3_000_000)
    (60.0, 120.0)
    """
    return LEAST + PER_MILLION * size / 1_000_000


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let the block take so many seconds of processor time.

    Raises:
        OutOfTimeError: in the block, also in the midst of a search for a pattern.

    >>> with within(5):
    ...     sum(range(10))
    45
    """
    if not hasattr(signal, "setitimer") or not _is_main_thread():
        yield
        return
    former = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise OutOfTimeError
