"""`themes.yml`: the editor's themes, read with every mistake named, and written as a proposal.

    themes:
      - id: party-building
        name: {zh: 党的建设, zh-Hant: 黨的建設, en: Party building}   # or just: 党的建设
        keywords: [党支部, 党员教育]
        description: 可以不写

The file is only composed into nodes, never constructed into objects, so a hostile file can
do nothing; nodes also know their lines.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wenji.messages import text
from wenji.model import Finding, Theme

MAX_BYTES = 1_000_000
"""A hand-written list of themes is far below this; a larger file is something else."""

MAX_ID = 64
LANGUAGES = ("zh", "zh-Hant", "en")
FIELDS = ("id", "name", "keywords", "description")
_ID = re.compile(rf"[^\W_][\w-]{{0,{MAX_ID - 1}}}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PLAIN = re.compile(r"[^\W\d_][\w-]*")
_NOT_PLAIN = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_NULL = "tag:yaml.org,2002:null"


@dataclass
class _Report:
    """Findings in the making; every mistake is collected, none stops the reading."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, problem: str, expected: str, **args: object) -> None:
        """Note the mistake `problem` (1-based `line`) and what was `expected`."""
        self.findings.append(
            Finding(
                "themes-invalid",
                args={
                    "line": str(line),
                    "problem": text(f"themes.problem.{problem}", "zh", **args),
                    "expected": text(f"themes.expected.{expected}", "zh"),
                },
            )
        )

    def at(self, node: Node, problem: str, expected: str, **args: object) -> None:
        """The same for the line on which `node` begins."""
        self.add(node.start_mark.line + 1, problem, expected, **args)


def load_themes(path: Path) -> tuple[tuple[Theme, ...], tuple[Finding, ...]]:
    """The themes of the file, and a `themes-invalid` finding for each mistake in it.

    A theme is left out only if it has no usable id or name; other mistakes cost the faulty
    part alone. A file that does not exist has neither themes nor mistakes. Never raises.
    """
    report = _Report()
    root = _compose(path, report)
    if root is None:
        return (), tuple(report.findings)
    themes: list[Theme] = []
    seen: dict[str, int] = {}
    for node in _theme_nodes(root, report):
        theme = _theme(node, report, seen)
        if theme is not None:
            themes.append(theme)
    return tuple(themes), tuple(report.findings)


def _compose(path: Path, report: _Report) -> Node | None:
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
        report.add(1, "empty", "top")
    return root


def _decode(data: bytes) -> str | None:
    """UTF-8, or what a Chinese Windows editor saves."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _pairs(node: MappingNode, report: _Report) -> Iterator[tuple[str, Node, Node]]:
    """Key text, key node and value node; a repeated key is a mistake and counts once."""
    seen: set[str] = set()
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else "?"
        if name in seen:
            report.at(key, "key-twice", "key-once", word=name)
            continue
        seen.add(name)
        yield name, key, value


def _theme_nodes(root: Node, report: _Report) -> list[Node]:
    if not isinstance(root, MappingNode):
        report.at(root, "not-mapping", "top")
        return []
    found: list[Node] = []
    listed = False
    for name, key, value in _pairs(root, report):
        if name != "themes":
            report.at(key, "unknown-key", "top", word=name)
            continue
        listed = True
        if isinstance(value, SequenceNode) and value.value:
            found = list(value.value)
        else:
            report.at(value, "no-list", "list")
    if not listed:
        report.at(root, "no-themes", "top")
    return found


def _theme(node: Node, report: _Report, seen: dict[str, int]) -> Theme | None:
    if not isinstance(node, MappingNode):
        report.at(node, "theme-type", "theme")
        return None
    fields: dict[str, Node] = {}
    for name, key, value in _pairs(node, report):
        if name in FIELDS:
            fields[name] = value
        else:
            report.at(key, "unknown-key", "theme", word=name)
    theme_id = _id(node, fields.get("id"), report, seen)
    names = _names(node, fields.get("name"), report)
    keywords = _keywords(node, fields.get("keywords"), report)
    description = ""
    if "description" in fields:
        description = _string(fields["description"]) or ""
        if not isinstance(fields["description"], ScalarNode):
            report.at(fields["description"], "description-type", "text")
    if theme_id is None or "zh" not in names:
        return None
    return Theme(theme_id, names, keywords, description)


def _string(node: Node | None) -> str | None:
    """The text of a scalar as it was written (`2024` and `on` are words here), None if empty."""
    if not isinstance(node, ScalarNode) or node.tag == _NULL:
        return None
    return unicodedata.normalize("NFC", str(node.value)).strip() or None


def _id(theme: Node, node: Node | None, report: _Report, seen: dict[str, int]) -> str | None:
    found = _string(node)
    if node is None or (found is None and isinstance(node, ScalarNode)):
        report.at(node or theme, "id-missing", "id")
        return None
    if found is None or not _ID.fullmatch(found):
        report.at(node, "id-form", "id", id=found or "")
        return None
    same = seen.get(found.casefold())
    if same is not None:
        report.at(node, "id-twice", "id-once", id=found, other=same)
        return None
    seen[found.casefold()] = node.start_mark.line + 1
    return found


def _names(theme: Node, node: Node | None, report: _Report) -> dict[str, str]:
    if isinstance(node, MappingNode):
        names: dict[str, str] = {}
        for language, key, value in _pairs(node, report):
            name = _string(value)
            if not _LANGUAGE.fullmatch(language):
                report.at(key, "language", "name", word=language)
            elif name is None:
                report.at(value, "name-type", "name")
            else:
                names[language] = name
        if "zh" not in names:
            report.at(node, "name-zh", "name")
        return names
    name = _string(node)
    if name is not None:
        return {"zh": name}
    missing = node is None or isinstance(node, ScalarNode)
    report.at(node or theme, "name-missing" if missing else "name-type", "name")
    return {}


def _keywords(theme: Node, node: Node | None, report: _Report) -> tuple[str, ...]:
    if node is None or (isinstance(node, ScalarNode) and _string(node) is None):
        report.at(node or theme, "keywords-empty", "keywords")
        return ()
    if not isinstance(node, SequenceNode):
        report.at(node, "keywords-type", "keywords")
        return ()
    if not node.value:
        report.at(node, "keywords-empty", "keywords")
    words: dict[str, None] = {}
    for item in node.value:
        word = _string(item)
        if word is None:
            report.at(item, "keyword-type", "keywords")
        else:
            words[word] = None
    return tuple(words)


def dump_themes(themes: Sequence[Theme]) -> str:
    """The themes as `themes.yml`, with comments that tell the editor what to do with it.

    `load_themes` reads from it exactly these themes, without findings, given that each has
    keywords.
    """
    lines = [f"# {line}".rstrip() for lang in ("zh", "en") for line in _head(lang)]
    lines += ["", "themes:" if themes else "themes: []"]
    for theme in themes:
        lines += ["", f"  - id: {_scalar(theme.id)}"]
        if set(theme.names) == {"zh"}:
            lines.append(f"    name: {_scalar(theme.name)}")
        else:
            order = sorted(theme.names, key=lambda n: (n not in LANGUAGES, n != "zh", n))
            names = ", ".join(f"{n}: {_scalar(theme.names[n])}" for n in order)
            lines.append(f"    name: {{{names}}}")
        lines.append(f"    keywords: [{', '.join(map(_scalar, theme.keywords))}]")
        if theme.description:
            lines.append(f"    description: {_scalar(theme.description)}")
    return "\n".join(lines) + "\n"


def _head(lang: str) -> list[str]:
    return text("themes.head", lang).strip().splitlines()


def _scalar(value: str) -> str:
    """A YAML scalar: plain where that is safe, double-quoted with escapes otherwise."""
    if _PLAIN.fullmatch(value) and value.isprintable() and value.lower() not in _NOT_PLAIN:
        return value
    return "".join(
        c if c.isprintable() else f"\\U{ord(c):08x}" for c in json.dumps(value, ensure_ascii=False)
    )
