"""The lists of packages: exact, each with its reason, all that is used and nothing else."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import bootstrap

ROOT = bootstrap.ROOT
LISTS = ("requirements.txt", "requirements-dev.txt")
OWN = {"wenji", "bootstrap"}
# Named in mkdocs.yml, and imported by MkDocs itself.
PLUGINS = {"mkdocs-static-i18n": "i18n:", "mkdocs-material": "name: material"}


def normal(name: str) -> str:
    """A package's name as all spellings of it agree on."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(text: str) -> set[str]:
    """The packages that a list names."""
    return {normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def imported(folder: Path) -> set[str]:
    """The packages that the modules below a folder import."""
    modules = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules.add(str(node.module).split(".")[0])
    foreign = modules - OWN - sys.stdlib_module_names
    return {normal(name) for module in foreign for name in packages_distributions()[module]}


@pytest.mark.parametrize("name", LISTS)
def test_every_pin_is_exact_has_a_reason_and_names_no_host(name: str) -> None:
    for line in (ROOT / name).read_text("utf-8").splitlines():
        wish, _, reason = line.partition("#")
        if wish.strip() and not wish.startswith("-r "):
            assert re.fullmatch(r"[\w.-]+==[\w.]+ +", wish), line
            assert reason.strip(), line


def test_what_the_project_names_itself_is_what_it_imports() -> None:
    ours, _, _ = (ROOT / LISTS[0]).read_text("utf-8").partition("# --- pulled in")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert all(mark in settings for mark in PLUGINS.values())
    assert pinned(ours) == imported(ROOT / "scripts" / "wenji") | set(PLUGINS)
