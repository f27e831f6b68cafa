"""What we override of Material is what we have read; a newer one is read again before it is used.

`material.toml` holds the digests of Material's own files that ours stand in for, or hook into.
When this fails after an upgrade: look at what has changed in each file that is named
(`git diff --no-index OLD/templates/partials/header.html NEW/…`), carry over what our file below
`overrides/` should have of it, look at the site, and run
`python -m pytest tests/test_theme.py --refresh-golden`.
"""

from __future__ import annotations

import hashlib
import tomllib
from importlib.metadata import version
from pathlib import Path

import material
import pytest

ROOT = Path(__file__).parents[1]
OURS = ROOT / "overrides"
THEIRS = Path(material.__file__).parent / "templates"
KNOWN = ROOT / "tests/material.toml"

# What our templates extend, ask for or are named for in mkdocs.yml, without replacing it.
USED = ("base.html", "partials/palette.html", "partials/languages/zh.html", "partials/top.html")


def stood_in_for() -> list[str]:
    """Material's files whose names ours have, and those that ours build on."""
    ours = (path.relative_to(OURS).as_posix() for path in OURS.rglob("*") if path.is_file())
    return sorted({*USED, *(name for name in ours if (THEIRS / name).is_file())})


def digests() -> dict[str, str]:
    return {n: hashlib.sha256((THEIRS / n).read_bytes()).hexdigest()[:16] for n in stood_in_for()}


def test_material_is_the_one_we_have_read(request: pytest.FixtureRequest) -> None:
    found = digests()
    if request.config.getoption("--refresh-golden"):
        rows = "".join(f'"{name}" = "{digest}"\n' for name, digest in found.items())
        head = "# Of Material's own files below our overrides: see test_theme.py.\n"
        text = f'{head}version = "{version("mkdocs-material")}"\n\n[digests]\n{rows}'
        KNOWN.write_text(text, "utf-8", newline="\n")
    known = tomllib.loads(KNOWN.read_text("utf-8"))["digests"]
    changed = [name for name in found if found[name] != known.get(name)]
    assert changed == [] and found.keys() == known.keys(), "read the docstring of this file"


def test_an_override_says_why_it_is_one() -> None:
    """A comment on top: what of Material is other here, and why."""
    silent = [
        path.relative_to(OURS).as_posix()
        for path in sorted(OURS.rglob("*.html"))
        if not path.read_text("utf-8").startswith("{#")
    ]
    assert silent == []
