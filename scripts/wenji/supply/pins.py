"""The lists of packages: exact pins, each with its reason and the hashes of all its files.

A list reads from top to bottom: what it is, what the project names itself, what those pull in.

    # The reason.
    name==1.0 \\
        --hash=sha256:…

Standard library only: `scripts/renew.py` reads the lists before there is an environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

MAIN, TESTS = "requirements.txt", "requirements-dev.txt"
LISTS = (MAIN, TESTS)
PULLED_IN = "# --- pulled in by the above ---"

_PIN = re.compile(r"([A-Za-z0-9][\w.-]*)==([\w.!+]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class ListError(ValueError):
    """A list of packages is not written as this project writes them; tells the line."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A package in one version: why it is there, and the SHA-256 of each of its files."""

    name: str
    version: str
    reason: str
    hashes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name as all spellings of it agree on."""
        return normal(self.name)

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


@dataclass(frozen=True, slots=True)
class Pins:
    """A list: the lines at its head, what the project names itself, and what those pull in."""

    head: tuple[str, ...]
    own: tuple[Pin, ...]
    pulled: tuple[Pin, ...]

    @property
    def all(self) -> tuple[Pin, ...]:
        """Both parts."""
        return self.own + self.pulled


def normal(name: str) -> str:
    """A package's name as all spellings of it agree on.

    >>> normal("ruamel.yaml"), normal("typing_extensions")
    ('ruamel-yaml', 'typing-extensions')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(path: Path) -> Pins:
    """The list in a file; ListError names the line that is no part of one."""
    return parse(path.read_text("utf-8"))


def parse(text: str) -> Pins:
    """The list that a text holds; ListError names the line that is no part of one.

    >>> parse("# List.\\n\\n# why\\na==1 \\\\\\n    --hash=sha256:" + "0" * 64).own[0].reason
    'why'
    """
    head: list[str] = []
    parts: list[list[Pin]] = [[]]
    reason: list[str] = []
    begun = False
    for number, line in enumerate(text.split("\n"), 1):
        wish = line.removesuffix("\\").strip()
        if line == PULLED_IN:
            parts.append([])
        elif not begun and line:
            head.append(line)
        elif not line:
            begun = True
        elif line.startswith("# "):
            reason.append(line.removeprefix("# "))
        elif found := _PIN.fullmatch(wish):
            parts[-1].append(Pin(found[1], found[2], " ".join(reason)))
            reason = []
        elif (found := _HASH.fullmatch(wish)) and parts[-1]:
            last = parts[-1][-1]
            parts[-1][-1] = replace(last, hashes=(*last.hashes, found[1]))
        else:
            raise ListError(f"{number}: {line}")
    if len(parts) > 2 or reason:
        raise ListError(PULLED_IN if len(parts) > 2 else reason[0])
    return Pins(tuple(head), tuple(parts[0]), tuple(parts[1] if parts[1:] else ()))


def written(pins: Pins) -> str:
    """The text of a list, in the one way in which they are written."""
    lines = [*pins.head, "", *_lines(pins.own)]
    if pins.pulled:
        lines += [PULLED_IN, "", *_lines(pins.pulled)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines(pins: Iterable[Pin]) -> list[str]:
    lines = []
    for pin in pins:
        wish = [str(pin), *(f"    --hash=sha256:{digest}" for digest in sorted(pin.hashes))]
        lines += [f"# {pin.reason}", " \\\n".join(wish), ""]
    return lines


def with_hashes(pins: Pins, hashes: Mapping[str, tuple[str, ...]]) -> Pins:
    """The list with other hashes, by the normal names of its packages."""
    own, pulled = (
        tuple(replace(pin, hashes=hashes.get(pin.key, ())) for pin in part)
        for part in (pins.own, pins.pulled)
    )
    return replace(pins, own=own, pulled=pulled)
