"""The shape of the program: no cycles of imports, no long modules, rooms that the READMEs name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import bootstrap

ROOT = bootstrap.ROOT
PACKAGE = ROOT / "scripts" / "wenji"
LONGEST_MODULE = 400  # lines


def module_of(path: Path) -> str:
    """`wenji.split.signs`; a room's own module bears its name: `wenji.split`."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
        ".__init__"
    )


MODULES = {module_of(path): path for path in PACKAGE.rglob("*.py")}


def imported_at_once(body: list[ast.stmt]) -> Iterator[str]:
    """The names that a module imports when it is imported itself; each may be a module or not."""
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from imported_at_once(node.body)


def needed(name: str) -> set[str]:
    """The modules that must be there before a module is: what it imports, with their rooms."""
    found = set()
    for other in imported_at_once(ast.parse(MODULES[name].read_text("utf-8")).body):
        parts = other.split(".")
        found |= {".".join(parts[: n + 1]) for n in range(len(parts))}
    rooms = {".".join(name.split(".")[:n]) for n in range(1, name.count(".") + 1)}
    return (found & MODULES.keys()) - rooms - {name}


def test_modules_import_each_other_in_one_direction() -> None:
    order = TopologicalSorter({name: needed(name) for name in MODULES})
    order.prepare()  # CycleError names the modules of a cycle


def room_of(name: str) -> str:
    """The folder that a module lies in, or the module itself where it lies in none."""
    return ".".join(name.split(".")[:2])


def test_rooms_import_each_other_in_one_direction() -> None:
    rooms: dict[str, set[str]] = {}
    for name in MODULES:
        others = {room_of(other) for other in needed(name)}
        rooms.setdefault(room_of(name), set()).update(others - {room_of(name), "wenji"})
    TopologicalSorter(rooms).prepare()  # CycleError names the rooms of a cycle


def test_the_order_sees_what_modules_import() -> None:
    assert {"wenji.clean", "wenji.split", "wenji.draft"} <= needed("wenji.convert")
    assert "wenji.clean.broken" in needed("wenji.clean")


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_is_short(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_the_readme_names_every_room_and_no_other(readme: str) -> None:
    table = re.findall(
        r"^\|[^|\n]*\|((?: `[a-z_]+/?`)+) \|", (ROOT / readme).read_text("utf-8"), re.M
    )
    told = re.findall(r"`([a-z_]+/?)`", " ".join(table))
    rooms = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert sorted(told) == sorted(rooms | modules)


def glossary_places() -> Iterator[str]:
    """What the last column of each row of the glossary names: modules, and names in them."""
    for line in (ROOT / "notes" / "glossary.md").read_text("utf-8").splitlines():
        if line.startswith("| ") and line.endswith(" |"):
            yield from re.findall(r"`([A-Za-z_.]+)`", line.split("|")[-2])


@pytest.mark.parametrize("place", sorted(set(glossary_places())))
def test_the_glossary_names_what_is_there(place: str) -> None:
    parts = ["wenji", *place.split(".")]
    depth = max(n for n in range(1, len(parts) + 1) if ".".join(parts[:n]) in MODULES)
    assert depth > 1
    text = MODULES[".".join(parts[:depth])].read_text("utf-8")
    assert all(re.search(rf"\b{name}\b", text) for name in parts[depth:])
