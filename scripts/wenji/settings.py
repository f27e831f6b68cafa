"""Files of the editor in YAML (`themes.yml`, `overrides.yml`): every mistake gets its line.

A file is only composed into nodes, never constructed into objects, so a hostile file can do
nothing; nodes also know their lines. Values are texts as they were written: `2024` and `on` are
words here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from wenji.messages import text
from wenji.model import Finding
from wenji.unseen import seen

MAX_BYTES = 1_000_000
"""What a person writes by hand is far below this; a larger file is something else."""

_NULL = "tag:yaml.org,2002:null"
# Mistakes that every such file can hold; their texts are `settings.…`, others `<kind>.…`.
_COMMON_PROBLEMS = (
    "unreadable", "too-large", "encoding", "not-yaml", "empty", "unknown-key", "key-twice",
)  # fmt: skip
_COMMON = frozenset((*_COMMON_PROBLEMS, "file", "utf8", "yaml", "key-once"))


@dataclass
class Report:
    """Findings in the making; every mistake is collected, none stops the reading.

    `kind` is `themes` or `overrides`: findings have the code `<kind>-invalid`.
    """

    kind: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, problem: str, expected: str, **args: object) -> None:
        """Note the mistake `problem` (1-based `line`) and what was `expected`."""
        self.findings.append(
            Finding(
                f"{self.kind}-invalid",
                args={
                    "line": str(line),
                    "problem": self._text("problem", problem, **args),
                    "expected": self._text("expected", expected),
                },
            )
        )

    def at(self, node: Node, problem: str, expected: str, **args: object) -> None:
        """The same for the line on which `node` begins."""
        self.add(line_of(node), problem, expected, **args)

    def _text(self, part: str, name: str, **args: object) -> str:
        owner = "settings" if name in _COMMON else self.kind
        return text(f"{owner}.{part}.{name}", "zh", **args)


def line_of(node: Node) -> int:
    """The line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def compose(path: Path, report: Report, top: str) -> Node | None:
    """The file's content as nodes; None for a file that is not there or holds mistakes only.

    `top` names what is expected at its top level.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        report.add(1, "unreadable", "file", detail=error.strerror or type(error).__name__)
        return None
    if len(data) > MAX_BYTES:
        report.add(1, "too-large", "file", size=len(data))
        return None
    content = _decode(data)
    if content is None:
        report.add(1, "encoding", "utf8")
        return None
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(content)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        report.add(line, "not-yaml", "yaml", detail=error.problem or error.context or "")
        return None
    except (YAMLError, ValueError, RecursionError) as error:
        report.add(1, "not-yaml", "yaml", detail=str(error).splitlines()[0] if str(error) else "")
        return None
    if root is None:
        report.add(1, "empty", top)
    return root


def _decode(data: bytes) -> str | None:
    """UTF-8, or what a Chinese Windows editor saves."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def pairs(node: MappingNode, report: Report) -> Iterator[tuple[str, Node, Node]]:
    """Key text, key node and value node; a repeated key is a mistake and counts once."""
    seen: set[str] = set()
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else "?"
        if name in seen:
            report.at(key, "key-twice", "key-once", word=name)
            continue
        seen.add(name)
        yield name, key, value


def string(node: Node | None) -> str | None:
    """The text of a scalar as it was written, without what nobody sees; None if empty."""
    if not isinstance(node, ScalarNode) or node.tag == _NULL:
        return None
    return unicodedata.normalize("NFC", seen(str(node.value))).strip() or None
