"""The bill of materials, `sbom.cdx.json`: the packages that build a site, as CycloneDX has it.

Made by cyclonedx-bom of the installed packages, of which those of the tests are left out. So are
addresses and the graph of dependencies: it counts every optional one as if it were needed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from wenji import __version__
from wenji.supply.pins import Pin, normal

VERSION = "1.6"  # of the format: what scanners read today
_KEPT = ("type", "bom-ref", "name", "version", "purl", "description", "licenses")


class SbomError(Exception):
    """A pin is not installed, or in another version; tells which."""


def sbom(pins: Iterable[Pin]) -> dict[str, Any]:
    """The bill of materials of the pins, in their order; the same at any time, on any machine."""
    done = subprocess.run(
        [
            sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible",
            "--output-format", "JSON", "--spec-version", VERSION, sys.executable,
        ],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    parts = {normal(part["name"]): part for part in found["components"]}
    kept = []
    for pin in pins:
        part = parts.get(pin.key)
        if part is None or part["version"] != pin.version:
            raise SbomError(f"{pin}: {part['version'] if part else 'missing'}")
        kept.append({key: part[key] for key in _KEPT if key in part})
    own = {"type": "application", "bom-ref": "wenji", "name": "wenji", "version": __version__}
    return {
        "$schema": found["$schema"],
        "bomFormat": found["bomFormat"],
        "specVersion": found["specVersion"],
        "version": 1,
        "metadata": {"component": own},
        "components": kept,
    }


def licence(component: dict[str, Any]) -> str:
    """The licence of a part of a bill of materials, in short.

    >>> licence({"licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "other words"}}]})
    'MIT'
    """
    told = component.get("licenses") or []
    names = [each.get("expression") or each["license"].get("id") for each in told]
    names = [name for name in names if name] or [each["license"]["name"] for each in told]
    return ", ".join(dict.fromkeys(name.rpartition(" :: ")[2] for name in names)) or "?"
