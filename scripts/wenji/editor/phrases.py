"""The editor's own Traditional phrases: the entry `traditional` of `overrides.yml`.

    - traditional:
        里弄: 里弄
        干将路: 干將路

They come before OpenCC's (`wenji.traditional`) on every Traditional page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from wenji.editor.settings import Report, compose, line_of, pairs, string
from wenji.model import Finding, Source

KEY = "traditional"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the texts, and what they are on Traditional pages; `line` is 1-based."""

    line: int
    simplified: str
    traditional: str


def read_phrases(node: Node, report: Report) -> list[Phrase]:
    """The phrases of one entry's value; each mistake is reported and costs that phrase alone."""
    if not isinstance(node, MappingNode):
        report.at(node, "value", "value-traditional", word=KEY)
        return []
    found = []
    for simplified, key, value in pairs(node, report):
        traditional = string(value)
        if not simplified.strip() or not traditional or "\n" in simplified + traditional:
            report.at(key, "value", "value-traditional", word=simplified)
        else:
            found.append(Phrase(line_of(key), simplified, traditional))
    return found


def load_phrases(path: Path) -> tuple[Phrase, ...]:
    """All phrases of the file; its mistakes are told by `overrides.load_overrides`."""
    report = Report("overrides")
    root = compose(path, report, "list")
    found: list[Phrase] = []
    for entry in root.value if isinstance(root, SequenceNode) else ():
        if isinstance(entry, MappingNode):
            for name, _, value in pairs(entry, report):
                if name == KEY:
                    found += read_phrases(value, report)
    return tuple(found)


def unused_phrases(phrases: Sequence[Phrase], sources: Iterable[Source]) -> Iterator[Finding]:
    """A finding for each phrase that no article holds any more."""
    waiting = list(phrases)
    for source in sources:
        for article in source.articles:
            if not waiting:
                return
            waiting = [
                p for p in waiting if p.simplified not in article.text + "\n" + article.title
            ]
    for p in waiting:
        args = {"line": str(p.line), "kind": KEY, "at": p.simplified}
        yield Finding("override-unmatched", args=args)
