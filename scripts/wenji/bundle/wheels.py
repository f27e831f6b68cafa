"""The files of the pinned packages for other systems and Pythons, checked by the lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from hashlib import file_digest
from pathlib import Path

from wenji.bundle.systems import PORTABLE, SYSTEMS
from wenji.supply.pins import MAIN, TESTS, read_pins

SHOWN = 12  # lines of what pip said


class WheelError(Exception):
    """Some files cannot be had; `target` is the system and Python, `reason` what pip said."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(target, reason)
        self.target, self.reason = target, reason


def lists(root: Path, with_tests: bool) -> tuple[Path, ...]:
    """The lists of packages that a kit has the files of."""
    return (root / MAIN, *([root / TESTS] if with_tests else []))


def download(wanted: Sequence[Path], system: str, python: str, folder: Path) -> None:
    """Put the files of all pins of the lists for one system and Python into a folder.

    `python` is like "3.11". A wheel for every pin; of the portable ones the source, where there
    is none. WheelError when one is not to be had, or is not the one that the lock names.
    """
    abis = (f"cp{python.replace('.', '')}", "abi3", "none")
    names = [pin.name for path in wanted for pin in read_pins(path).all]
    wheels_only = ",".join(name for name in names if name not in PORTABLE)
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-input", "--no-deps", "--require-hashes", "--only-binary", wheels_only,
        "--implementation", "cp", "--python-version", python,
        *(word for abi in abis for word in ("--abi", abi)),
        *(word for tag in SYSTEMS[system] for word in ("--platform", tag)),
        "--dest", str(folder), "--requirement", str(wanted[-1]),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise WheelError(f"{system}, Python {python}", "\n".join(said[-SHOWN:]))


def check(folder: Path, wanted: Iterable[Path]) -> None:
    """WheelError for a file in the folder whose hash is in none of the lists."""
    known = {digest for path in wanted for pin in read_pins(path).all for digest in pin.hashes}
    for file in sorted(folder.iterdir()):
        with file.open("rb") as content:
            if file_digest(content, "sha256").hexdigest() not in known:
                raise WheelError(file.name, "sha256")
