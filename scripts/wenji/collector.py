"""How often Python looks for garbage in cycles.

What the program makes is immutable and without cycles, and lives as long as it is needed: counting
references frees all of it. Python's own pace, a look after every 700 new objects, costs a fifth of
a conversion of 5,000 articles and finds nothing. It still looks, since libraries do make cycles.
"""

from __future__ import annotations

import gc

PACE = (200_000, 20, 20)  # new objects before a look at the young; looks before one at the older


def pace() -> None:
    """Let this process look for cycles rarely."""
    gc.set_threshold(*PACE)


def leave() -> None:
    """Look no more: the process ends, and what is left need not be gone through once again."""
    gc.freeze()
