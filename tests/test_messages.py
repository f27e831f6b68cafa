"""The message table: every finding in it can happen, and both languages say the same things."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from wenji.commands.options import ROOT
from wenji.messages import finding_codes

PACKAGE = ROOT / "scripts" / "wenji"
WORDS = "[a-z]+(?:-[a-z]+)*"  # what is filled into a code: text-card in text-card-more


def told_in_code() -> Iterator[str]:
    """Patterns of all strings in the program: whole ones, and those with something filled in."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [v.value if isinstance(v, ast.Constant) else None for v in node.values]
                if any(re.search("[a-z]{3}", str(part)) for part in parts if part):
                    yield "".join(WORDS if p is None else re.escape(str(p)) for p in parts)


TOLD = re.compile("|".join(sorted(set(told_in_code()), key=len, reverse=True)))


@pytest.mark.parametrize("code", sorted(finding_codes()))
def test_each_finding_can_happen(code: str) -> None:
    assert TOLD.fullmatch(code)


def test_a_finding_that_nothing_tells_is_noticed() -> None:
    assert not TOLD.fullmatch("article-invented")


TABLE = tomllib.loads((PACKAGE / "messages.toml").read_text("utf-8"))
# What another program said stands once, where both languages are told one below the other.
SAID_ONCE = {"setup.no-venv": {"reason"}}


def test_both_languages_fill_in_the_same() -> None:
    wrong = []
    for kind in ("finding", "text"):
        for key, entry in TABLE[kind].items():
            chinese, english = (set(re.findall(r"\{(\w+)", entry[lang])) for lang in ("zh", "en"))
            if chinese - SAID_ONCE.get(key, set()) != {n.removesuffix("_en") for n in english}:
                wrong.append(key)
    assert wrong == []
