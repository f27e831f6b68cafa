"""The systems that a kit can be made for, and the wheels that run on them.

Table: name → tags of wheels, the best first. Each asks for the oldest system that all the pinned
packages have wheels for.
"""

from __future__ import annotations

from collections.abc import Mapping

PYTHONS = ("3.11", "3.12", "3.13")

_GLIBC = range(28, 4, -1)  # 2.28: Debian 10, openEuler 20.03, Kylin V10, UOS 20, and newer
_LEGACY = ("manylinux2014", "manylinux2010", "manylinux1")
_MACOS = (*(f"{n}_0" for n in range(12, 10, -1)), *(f"10_{n}" for n in range(16, 8, -1)))


def _linux(machine: str) -> tuple[str, ...]:
    tags = [f"manylinux_2_{minor}" for minor in _GLIBC]
    return tuple(f"{tag}_{machine}" for tag in (*tags, *_LEGACY))


SYSTEMS: Mapping[str, tuple[str, ...]] = {  # by the names that bootstrap.this_system gives
    "linux-x86_64": _linux("x86_64"),
    "linux-aarch64": _linux("aarch64"),
    "win-amd64": ("win_amd64",),
    "macos-arm64": tuple(f"macosx_{n}_{kind}" for n in _MACOS for kind in ("arm64", "universal2")),
}

# Packages that have no wheel for some systems, but build on any: their C parts may be missing.
PORTABLE = frozenset({"rjsmin", "rcssmin"})
