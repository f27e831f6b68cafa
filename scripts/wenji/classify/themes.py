"""`themes.yml`: the editor's themes, read with every mistake named, and written as a proposal.

    themes:
      - id: party-building
        name: {zh: 党的建设, zh-Hant: 黨的建設, en: Party building}   # or just: 党的建设
        keywords: [党支部, 党员教育]
        description: 可以不写   # or by language, like the name

`settings` reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wenji.editor.settings import Report, compose, line_of, pairs, string
from wenji.messages import text
from wenji.model import Finding, Theme

MAX_ID = 64
LANGUAGES = ("zh", "zh-Hant", "en")
FIELDS = ("id", "name", "keywords", "description")
_ID = re.compile(rf"[^\W_][\w-]{{0,{MAX_ID - 1}}}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PLAIN = re.compile(r"[^\W\d_][\w-]*")
_NOT_PLAIN = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def load_themes(path: Path) -> tuple[tuple[Theme, ...], tuple[Finding, ...]]:
    """The themes of the file, and a `themes-invalid` finding for each mistake in it.

    A theme is left out only if it has no usable id or name; other mistakes cost the faulty
    part alone. A file that does not exist has neither themes nor mistakes. Never raises.
    """
    report = Report("themes")
    root = compose(path, report, "top")
    if root is None:
        return (), tuple(report.findings)
    themes: list[Theme] = []
    seen: dict[str, int] = {}
    for node in _theme_nodes(root, report):
        theme = _theme(node, report, seen)
        if theme is not None:
            themes.append(theme)
    return tuple(themes), tuple(report.findings)


def _theme_nodes(root: Node, report: Report) -> list[Node]:
    if not isinstance(root, MappingNode):
        report.at(root, "not-mapping", "top")
        return []
    found: list[Node] = []
    listed = False
    for name, key, value in pairs(root, report):
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


def _theme(node: Node, report: Report, seen: dict[str, int]) -> Theme | None:
    if not isinstance(node, MappingNode):
        report.at(node, "theme-type", "theme")
        return None
    fields: dict[str, Node] = {}
    for name, key, value in pairs(node, report):
        if name in FIELDS:
            fields[name] = value
        else:
            report.at(key, "unknown-key", "theme", word=name)
    theme_id = _id(node, fields.get("id"), report, seen)
    names = _names(node, fields.get("name"), report)
    keywords = _keywords(node, fields.get("keywords"), report)
    about = _descriptions(fields["description"], report) if "description" in fields else {}
    if theme_id is None or "zh" not in names:
        return None
    return Theme(theme_id, names, keywords, about.pop("zh", ""), about)


def _id(theme: Node, node: Node | None, report: Report, seen: dict[str, int]) -> str | None:
    found = string(node)
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
    seen[found.casefold()] = line_of(node)
    return found


def _names(theme: Node, node: Node | None, report: Report) -> dict[str, str]:
    if isinstance(node, MappingNode):
        names = _by_language(node, report, "name-type", "name")
        if "zh" not in names:
            report.at(node, "name-zh", "name")
        return names
    name = string(node)
    if name is not None:
        return {"zh": name}
    missing = node is None or isinstance(node, ScalarNode)
    report.at(node or theme, "name-missing" if missing else "name-type", "name")
    return {}


def _descriptions(node: Node, report: Report) -> dict[str, str]:
    """One text, which is Chinese, or a text for each language."""
    if not isinstance(node, MappingNode):
        if not isinstance(node, ScalarNode):
            report.at(node, "description-type", "text")
        return {"zh": string(node) or ""}
    return _by_language(node, report, "description-type", "text")


def _by_language(node: MappingNode, report: Report, wrong: str, expected: str) -> dict[str, str]:
    """A text for each language; what is no text is the problem `wrong`."""
    found: dict[str, str] = {}
    for language, key, value in pairs(node, report):
        said = string(value)
        if not _LANGUAGE.fullmatch(language):
            report.at(key, "language", expected, word=language)
        elif said is None:
            report.at(value, wrong, expected)
        else:
            found[language] = said
    return found


def _keywords(theme: Node, node: Node | None, report: Report) -> tuple[str, ...]:
    if node is None or (isinstance(node, ScalarNode) and string(node) is None):
        report.at(node or theme, "keywords-empty", "keywords")
        return ()
    if not isinstance(node, SequenceNode):
        report.at(node, "keywords-type", "keywords")
        return ()
    if not node.value:
        report.at(node, "keywords-empty", "keywords")
    words: dict[str, None] = {}
    for item in node.value:
        word = string(item)
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
        if theme.descriptions:
            about = {"zh": theme.description, **theme.descriptions}
            texts = ", ".join(f"{n}: {_scalar(t)}" for n, t in about.items() if t)
            lines.append(f"    description: {{{texts}}}")
        elif theme.description:
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
