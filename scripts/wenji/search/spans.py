"""Where texts differ from what a table of characters gives: kept from one build to the next.

Converting texts costs as much as the rest of an index; with one article changed, the others need
not be converted again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

WORTH_KEEPING = 200  # characters of a text whose conversion costs more than looking it up
Span = tuple[int, int, str]  # start and end in code points, what stands there instead


class SpanCache:
    """The differences of long texts in a file, those of the last build and of this one.

    `salt` is what they depend on besides the texts: the converter and its phrases.
    """

    def __init__(self, file: Path, salt: str) -> None:
        self._file, self._salt = file, salt
        self._now: dict[str, list[Span]] = {}
        try:
            found = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            found = {}
        self._before: dict[str, list[Span]] = (
            found.get("spans", {}) if found.get("salt") == salt else {}
        )

    def __call__(
        self, text: str, cuts: tuple[int, ...], work: Callable[[], Iterable[Span]]
    ) -> list[Span]:
        """What `work` gives for a text."""
        if len(text) < WORTH_KEEPING:
            return list(work())
        key = hashlib.sha256(f"{cuts}{text}".encode()).hexdigest()[:32]
        if key not in self._now:
            found = self._before.get(key)
            self._now[key] = list(work()) if found is None else found
        return self._now[key]

    def save(self) -> None:
        """Keep what this build used, and nothing else."""
        if self._now.keys() != self._before.keys():
            told = {"salt": self._salt, "spans": self._now}
            part = self._file.with_suffix(".part")
            part.write_text(json.dumps(told, ensure_ascii=False), "utf-8", newline="\n")
            part.replace(self._file)
