"""What `scripts/renew.py` writes of the installed packages: NOTICE and the bill of materials."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

import bootstrap
from wenji.messages import text
from wenji.supply.pins import MAIN, read_pins
from wenji.supply.sbom import licence, sbom

NOTICE, SBOM = "NOTICE", "sbom.cdx.json"
WIDTH = 34  # columns of a package's name and version in NOTICE
_LICENCE_FILES = ("licen", "copying", "authors")


def documents() -> Mapping[str, str]:
    """Both documents by the names of their files; SbomError when a pin is not installed."""
    bill = sbom(sorted(read_pins(bootstrap.ROOT / MAIN).all, key=lambda pin: pin.key))
    told = json.dumps(bill, ensure_ascii=False, indent=1) + "\n"
    return {SBOM: told, NOTICE: notice(bill["components"])}


@cache
def parts() -> tuple[Mapping[str, Any], ...]:
    """What others have made of every built site (`parts.toml`)."""
    table = tomllib.loads((files("wenji.supply") / "parts.toml").read_text("utf-8"))
    return tuple(table["part"])


def notice(packages: list[dict[str, Any]]) -> str:
    """NOTICE: what the site holds of others, with their licences, and what builds it."""
    return "\n".join(
        [*_about("notice.site"), *_site(), *_about("notice.packages"), *_rows(packages)]
    )


def _about(key: str) -> Iterator[str]:
    yield from (text(key, "zh"), text(key, "en"), "")


def _site() -> Iterator[str]:
    numbers: dict[str, int] = {}
    for part in parts():
        number = numbers.setdefault(_text(part), len(numbers) + 1)
        yield f"  {part['name']}"
        yield f"    {part['licence']} [{number}]"
        yield from (f"    {part[lang]}" for lang in ("zh", "en"))
    for licence_text, number in numbers.items():
        yield from ("", f"[{number}] " + "-" * (WIDTH * 2), "", licence_text)
    yield from ("", "=" * (WIDTH * 2), "")


def _rows(packages: list[dict[str, Any]]) -> Iterator[str]:
    for package in packages:
        name = f"{package['name']} {package['version']}"
        yield f"  {name:{WIDTH}} {licence(package)}"
    yield ""


def _text(part: Mapping[str, Any]) -> str:
    """The text of a part's licence, from where the part says that it stands."""
    found: list[str] = []
    if "own" in part:
        found = [(files("wenji.supply") / "licences" / part["own"]).read_text("utf-8")]
    elif "icons" in part:
        folder = icon_sets() / part["icons"]
        found = [path.read_text("utf-8") for path in sorted(folder.glob("LICENSE*"))]
    else:
        for path in sorted(distribution(part["package"]).files or [], key=str):
            if ".dist-info" in str(path) and path.name.lower().startswith(_LICENCE_FILES):
                found.append(path.read_text("utf-8"))
    lines = "\n\n".join(found).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def icon_sets() -> Path:
    """The folder of the icons that come with Material, a folder for each set."""
    import material

    return Path(str(material.__file__)).parent / "templates" / ".icons"
