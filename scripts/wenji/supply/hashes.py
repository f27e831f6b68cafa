"""The hashes of all files of the pinned packages, and whether the pins are whole.

Both come from uv, in an environment that is thrown away: it resolves for every system and every
Python at once, which pip does not. Standard library only, as there may be no environment yet.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from wenji.supply.pins import Pin, Pins, normal

UV = "uv==0.13.9"
OLDEST = "3.11"  # the Python that all of it must run on, and all newer ones
# Packages that no other names, but that are needed: they build what has no wheel somewhere.
BUILDERS = frozenset({"setuptools"})

_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Hashes = Mapping[str, tuple[str, ...]]


class SupplyError(Exception):
    """The pins do not fit together, or cannot be looked up; tells what uv or pip said."""


def resolve(lists: Iterable[Pins]) -> Hashes:
    """The hashes of every package that the lists need, by normal names; needs a network.

    What a list names itself is asked for, the rest of it only says in which version: so the
    result holds what is needed, pinned or not (`gaps`). SupplyError when the pins contradict
    each other.
    """
    lists = tuple(lists)
    own = [pin for pins in lists for pin in pins.own]
    own += [pin for pins in lists for pin in pins.pulled if pin.key in BUILDERS]
    pulled = [pin for pins in lists for pin in pins.pulled]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "in.txt", own)
        _write(folder / "pulled.txt", pulled)
        environment = folder / "env"
        venv.create(environment, with_pip=True)
        python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        _run(str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", UV)
        found = _run(
            str(python), "-m", "uv", "pip", "compile", "--universal", "--python-version", OLDEST,
            "--python", sys.executable, "--generate-hashes", "--no-header", "--no-annotate",
            "--constraints", str(folder / "pulled.txt"), str(folder / "in.txt"),
        )  # fmt: skip
    return hashes_of(found)


def hashes_of(compiled: str) -> Hashes:
    """The hashes by package in what uv wrote.

    >>> hashes_of("Ab.c==1 ; x\\n    --hash=sha256:" + "0" * 64)["ab-c"] == ("0" * 64,)
    True
    """
    found: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in compiled.split("\n"):
        if pin := _PIN.match(line):
            name = normal(pin[1])
            if name in found:
                raise SupplyError(f"{name}: two versions, for different systems or Pythons")
            found[name] = ()
        if digest := _HASH.search(line):
            found[name] += (digest[1],)
    return found


def gaps(lists: Iterable[Pins], found: Hashes) -> Iterator[str]:
    """What keeps the pins from being whole: a package without a pin, a pin without a need."""
    pinned = {pin.key for pins in lists for pin in pins.all}
    yield from (f"{name}: needed, but not pinned" for name in sorted(found.keys() - pinned))
    yield from (f"{name}: pinned, but not needed" for name in sorted(pinned - found.keys()))


def _write(path: Path, pins: Iterable[Pin]) -> None:
    path.write_text("".join(f"{pin}\n" for pin in pins), "utf-8")


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SupplyError(done.stderr.strip())
    return done.stdout
