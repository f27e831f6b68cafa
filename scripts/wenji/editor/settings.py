"""Files of the editor in YAML (`themes.yml`, `overrides.yml`): every mistake gets its line.

A file is only composed into nodes, never constructed into objects, so a hostile file can do
nothing; nodes also know their lines. Values are texts as they were written: `2024` and `on` are
words here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wenji.editor import yaml_mistakes
from wenji.messages import text
from wenji.model import Finding
from wenji.unseen import seen

MAX_BYTES = 1_000_000
"""What a person writes by hand is far below this; a larger file is something else."""

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # as YAML has it
_LIST = "tag:yaml.org,2002:seq"
_NULL = "tag:yaml.org,2002:null"
# Mistakes that every such file can hold; their texts are `settings.…`, others `<kind>.…`.
_COMMON_PROBLEMS = (
    "unreadable", "too-large", "encoding", "not-yaml", "empty", "unknown-key", "key-twice",
    "conflict", "tab", "wide-colon", "dash", "no-space", "colon-inside", "quote-open",
    "first-sign", "document",
)  # fmt: skip
_COMMON = frozenset(
    (*_COMMON_PROBLEMS, "file", "utf8", "yaml", "key-once", "no-marks", "spaces", "colon-space",
     "dash-space", "quotes", "one-document")
)  # fmt: skip
# What is expected instead of a slip of `yaml_mistakes`.
_INSTEAD = {
    "conflict": "no-marks", "tab": "spaces", "wide-colon": "colon-space", "dash": "dash-space",
    "no-space": "colon-space", "colon-inside": "quotes", "quote-open": "quotes",
    "first-sign": "quotes", "document": "one-document",
}  # fmt: skip


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
                    "problem": self._text("problem", problem, "zh", **args),
                    "expected": self._text("expected", expected, "zh"),
                    "problem_en": self._text("problem", problem, "en", **args),
                    "expected_en": self._text("expected", expected, "en"),
                },
            )
        )

    def at(self, node: Node, problem: str, expected: str, **args: object) -> None:
        """The same for the line on which `node` begins."""
        self.add(line_of(node), problem, expected, **args)

    def _text(self, part: str, name: str, lang: str, **args: object) -> str:
        owner = "settings" if name in _COMMON else self.kind
        return text(f"{owner}.{part}.{name}", lang, **args)


def line_of(node: Node) -> int:
    """The line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def compose(path: Path, report: Report, top: str) -> Node | None:
    """The file's content as nodes; None for a file that is not there or holds mistakes only.

    `top` names what is expected at its top level. A list that is no YAML is read entry by entry:
    a slip in one of them costs that one.
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
    root, problem = _parsed(content)
    if problem is not None and top == "list" and (entries := _entries(content)):
        return _one_by_one(entries, report)
    if problem is not None:
        _tell(content, 0, problem, report)
    elif root is None or root.tag == _NULL:
        report.add(1, "empty", top)
        return None
    return root


def _parsed(content: str) -> tuple[Node | None, tuple[int, str] | None]:
    """The content as nodes, or the line (from 0) where the parser gave up, and what it said."""
    try:
        return YAML(typ="safe", pure=True).compose(content), None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, (mark.line if mark else 0, error.problem or error.context or "")
    except (YAMLError, ValueError, RecursionError) as error:
        return None, (0, str(error).splitlines()[0] if str(error) else "")


def _tell(content: str, offset: int, problem: tuple[int, str], report: Report) -> None:
    """Note why lines that begin at line `offset` (from 0) are no YAML, in plain words if known."""
    lines = _LINE_END.split(content)
    mistake = yaml_mistakes.find(lines)
    if mistake is not None:
        at, name, word = mistake
        report.add(offset + at + 1, name, _INSTEAD[name], word=word)
    else:
        line, said = problem
        report.add(offset + min(line, len(lines) - 1) + 1, "not-yaml", "yaml", detail=said)


def _entries(content: str) -> list[tuple[int, str]]:
    """The text cut where entries of a list begin: line (from 0) and text of each; [] for none."""
    lines = _LINE_END.split(content)
    begins = [n for n, line in enumerate(lines) if line.startswith("-") and line[:3] != "---"]
    if not begins or any(line.strip() and line[0] not in "#-" for line in lines[: begins[0]]):
        return []
    ends = [*begins[1:], len(lines)]
    return [(n, "\n".join(lines[n:end])) for n, end in zip(begins, ends, strict=True)]


def _one_by_one(entries: Sequence[tuple[int, str]], report: Report) -> Node:
    """A list of the entries that are YAML; each of the others is a mistake of its own."""
    whole = SequenceNode(_LIST, [])
    for offset, content in entries:
        root, problem = _parsed(content)
        if problem is not None:
            _tell(content, offset, problem, report)
        elif isinstance(root, SequenceNode):
            _move(root, offset)
            whole.value += root.value
            whole.start_mark = whole.start_mark or root.start_mark
        else:  # `-source: a.txt` alone is a mapping
            _tell(content, offset, (0, ""), report)
    return whole


def _move(node: Node, lines: int) -> None:
    """Count the lines of a node, and of what it holds, from further above."""
    todo: list[Node] = [node]
    marks: dict[int, Any] = {}  # nodes share some; an alias brings a node twice
    seen_nodes: set[int] = set()
    while todo:
        one = todo.pop()
        if id(one) in seen_nodes:
            continue
        seen_nodes.add(id(one))
        marks[id(one.start_mark)] = one.start_mark
        if isinstance(one, SequenceNode):
            todo += one.value
        elif isinstance(one, MappingNode):
            todo += [part for pair in one.value for part in pair]
    for mark in marks.values():
        mark.line += lines


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
