"""The lists of packages: exact, each with its reason, all that is used and nothing else."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import bootstrap
from wenji.supply.hashes import BUILDERS
from wenji.supply.pins import LISTS, MAIN, PULLED_IN, ListError, normal, parse, read_pins, written

ROOT = bootstrap.ROOT
OWN = {"wenji", "bootstrap"}
# Named in mkdocs.yml, and imported by MkDocs itself.
PLUGINS = {"mkdocs-static-i18n": "i18n:", "mkdocs-material": "name: material"}


def imported(folder: Path) -> set[str]:
    """The packages that the modules below a folder import."""
    modules = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules.add(str(node.module).split(".")[0])
    foreign, holders = modules - OWN - sys.stdlib_module_names, packages_distributions()
    return {normal(name) for module in foreign for name in holders[module]}


@pytest.mark.parametrize("name", LISTS)
def test_every_pin_has_a_reason_and_the_hashes_of_wheel_and_source(name: str) -> None:
    for pin in read_pins(ROOT / name).all:
        assert pin.reason, pin
        assert pin.hashes and len(set(pin.hashes)) == len(pin.hashes), pin


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_what_the_renewal_writes(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert written(parse(text)) == text
    assert "://" not in text  # names no host


@pytest.mark.parametrize(
    "text",
    [
        "# head\n\nalpha\n",
        "# head\n\n# why\nalpha>=1\n",
        "# head\n\n    --hash=sha256:" + "0" * 64 + "\n",
        "# head\n\n# why\nalpha==1 \\\n    --hash=md5:00\n",
        "# head\n\n# why\n",
        f"# head\n\n{PULLED_IN}\n{PULLED_IN}\n",
    ],
)
def test_what_is_no_list_is_told(text: str) -> None:
    with pytest.raises(ListError):
        parse(text)


def test_what_the_project_names_itself_is_what_it_imports() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert all(mark in settings for mark in PLUGINS.values())
    own = {pin.key for pin in read_pins(ROOT / MAIN).own}
    assert own == imported(ROOT / "scripts" / "wenji") | set(PLUGINS)


def test_what_is_pulled_in_is_whole_and_named_by_what_pulls_it_in() -> None:
    """What installed packages ask for on this system is pinned, and its reason names one of them.

    The whole of it, for all systems, is what scripts/renew.py looks at.
    """
    pins = [pin for name in LISTS for pin in read_pins(ROOT / name).all]
    asking: dict[str, set[str]] = {}
    for pin in pins:
        for wish in map(Requirement, requires(pin.name) or []):
            if wish.marker is None or wish.marker.evaluate({"extra": ""}):
                asking.setdefault(normal(wish.name), set()).add(pin.key)
    assert asking.keys() <= {pin.key for pin in pins}
    for name in LISTS:
        for pin in read_pins(ROOT / name).pulled:
            named = {normal(word) for word in re.findall(r"[\w.-]+", pin.reason)}
            assert pin.key in BUILDERS or not asking.get(pin.key) or named & asking[pin.key], pin
