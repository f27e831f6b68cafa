"""`overrides.yml`: the editor's decisions, read with every mistake named.

    - source: 甲/渠道 总结.txt
      at: 第二篇：柳林村护渠小组汇报
      split: true

Each entry names a source, words of it, and one or more decisions. The words are found wherever
they stand (`placing.place`), so an entry survives changes elsewhere in the source. A `mask`
needs neither: it holds for the whole source then, or for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wenji import model
from wenji.editor import phrases
from wenji.editor.settings import Report, compose, line_of, pairs, string
from wenji.forms import line as forms
from wenji.model import Finding
from wenji.personal.numbers import Sort
from wenji.unseen import seen

NAME = "overrides.yml"


class Kind(StrEnum):
    """What is decided."""

    SPLIT = "split"  # an article begins with this line
    JOIN = "join"  # no article begins with this line
    HEADING = "heading"  # this paragraph is a heading, of a level; or it is none
    FORM = "form"  # these paragraphs are verse, rows of a table …; or they are prose
    BREAK = "break"  # a paragraph begins with these words
    KEEP = "keep"  # no rule drops this line
    DROP = "drop"  # this line is left out
    REPAIR = "repair"  # these words are spelt so
    TITLE = "title"  # of the article that holds the words; likewise the following
    AUTHOR = "author"
    DATE = "date"
    ORIGIN = "origin"
    GENRE = "genre"
    SUBTITLE = "subtitle"
    ORGANISATION = "organisation"
    PLACE = "place"
    AUDIENCE = "audience"
    NUMBER = "number"
    THEME = "theme"
    DUPLICATE = "duplicate"
    MASK = "mask"  # numbers of a sort, or these words, are hidden from readers


Value = str | int | bool | tuple[str, ...]

ANY_LEVEL = 0  # of a heading: as deep as fits
FACTS = tuple(Kind(name) for name in model.FACTS)
WORDS = "words"  # of a mask: the words `at` themselves
_NUMBERS = tuple(sort.value for sort in Sort)
_MASKS: Mapping[str, tuple[str, ...]] = {
    "身份证号": (Sort.IDENTITY.value,), "identity": (Sort.IDENTITY.value,),
    "手机号": (Sort.MOBILE.value,), "mobile": (Sort.MOBILE.value,),
    "银行卡号": (Sort.CARD.value,), "card": (Sort.CARD.value,),
    "全部": _NUMBERS, "all": _NUMBERS,
    "文字": (WORDS,), "words": (WORDS,),
}  # fmt: skip
_FORMS: Mapping[str, str] = {
    "表格": forms.ROW, "列表": forms.ITEM, "诗": forms.VERSE, "对话": forms.TURN,
    "注释": forms.NOTE, "落款": forms.SIGNATURE, "称呼": forms.SALUTATION, "附件": forms.ATTACHMENT,
    **{name: name for name in forms.FORMS},
}  # fmt: skip
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_CONTRARY = ((Kind.SPLIT, Kind.JOIN), (Kind.KEEP, Kind.DROP))
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2})(-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `line` of the file (from 1), where it applies, what it says.

    `nth` is which of several places that hold the words `at` is meant, from 1, None if there
    must be one only. A mask holds for all of them; without words (`at` is "") for the whole
    source, and without a source ("") for each.
    """

    line: int
    source: str
    at: str
    nth: int | None
    kind: Kind
    value: Value


def load_overrides(path: Path) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """The decisions of the file, and an `overrides-invalid` finding for each mistake in it.

    A mistake costs the decision it is in, nothing else. No file is no decisions. Never raises.
    """
    report = Report("overrides")
    root = compose(path, report, "list")
    if root is None:
        return (), tuple(report.findings)
    if not isinstance(root, SequenceNode):
        report.at(root, "no-list", "list")
        return (), tuple(report.findings)
    found: list[Decision] = []
    for node in root.value:
        found += _entry(node, report)
    return tuple(found), tuple(report.findings)


def _entry(node: Node, report: Report) -> list[Decision]:
    fields = _fields(node, report)
    if fields is None:
        return []
    values = {name: value for name, (_, value) in fields.items()}
    source, at = _path(values.get("source")), string(values.get("at"))
    nth = _nth(values.get("nth"), report)
    if "nth" in fields and nth is None:  # nobody knows which place is meant
        return []
    decided = [name for name in fields if name in _READERS]
    if (source is None or at is None) and decided != [Kind.MASK]:
        _no_place(node, values, report, source is None)
        return []
    for one, other in _CONTRARY:
        if one in decided and other in decided:
            report.at(fields[other][0], "contrary", "one-of-them", word=one, other=other)
            decided = [name for name in decided if name not in (one, other)]
    out = []
    for name in decided:
        key, value = fields[name]
        decided_as = _READERS[name](value)
        if decided_as is None:
            report.at(key, "value", f"value-{name}", word=name)
        elif decided_as == (WORDS,) and at is None:
            report.at(node, "no-words", "entry")
        else:
            out.append(Decision(line_of(node), source or "", at or "", nth, Kind(name), decided_as))
    return out


def _fields(node: Node, report: Report) -> dict[str, tuple[Node, Node]] | None:
    """The keys of an entry that are known, with the nodes of key and value; None for an entry that
    decides nothing about a source: phrases are about the whole site (`phrases.load_phrases`)."""
    if not isinstance(node, MappingNode):
        report.at(node, "entry-type", "entry")
        return None
    fields: dict[str, tuple[Node, Node]] = {}
    unknown = False
    phrased = False
    for name, key, value in pairs(node, report):
        if name == phrases.KEY:
            phrased = True
            phrases.read_phrases(value, report)
        elif name in _READERS or name in ("source", "at", "nth"):
            fields[name] = key, value
        else:
            unknown = True
            report.at(key, "unknown-key", "entry", word=name)
    decides = any(n in _READERS for n in fields)
    if phrased and not decides:
        return None
    if {"source", "at"} <= {*fields} and not unknown and not decides:
        report.at(node, "nothing", "entry")
        return None
    return fields


def _no_place(node: Node, fields: Mapping[str, Node], report: Report, no_source: bool) -> None:
    """Note that an entry has no source, or no words, or something else in their place."""
    given = fields.get("source" if no_source else "at")
    if given is not None and not isinstance(given, ScalarNode):
        report.at(given, *(("source-type", "path") if no_source else ("words-type", "words")))
    else:
        report.at(node, "no-source" if no_source else "no-words", "entry")


def _path(node: Node | None) -> str | None:
    """A path as it stands: the name of a file may hold anything."""
    return str(node.value) if isinstance(node, ScalarNode) and string(node) else None


def _nth(node: Node | None, report: Report) -> int | None:
    if node is None:
        return None
    word = string(node) or ""
    if word.isascii() and word.isdigit() and int(word) > 0:
        return int(word)
    report.at(node, "nth", "nth")
    return None


# --- values: None where one is not what is expected -----------------------------------------------


def _flag(node: Node) -> bool | None:
    word = (string(node) or "").lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _yes(node: Node) -> bool | None:
    """Reader of a decision that may only be `true`: its contrary is a decision of another name."""
    return _flag(node) or None


def _level(node: Node) -> int | bool | None:
    word = string(node) or ""
    if word in ("2", "3", "4", "5", "6"):
        return int(word)
    flag = _flag(node)
    return ANY_LEVEL if flag else flag


def _form(node: Node) -> str | bool | None:
    """A form of paragraphs, or False for prose."""
    word = (string(node) or "").lower()
    return False if word in (*_FALSE, "正文") else _FORMS.get(word)


def _words(node: Node) -> str | None:
    """Words on one line."""
    word = string(node)
    return None if word is None or _BREAKS.search(word) else word


def _repair(node: Node) -> str | None:
    """What the words are replaced by; may be nothing, never a line break."""
    if not isinstance(node, ScalarNode) or "\n" in str(node.value):
        return None
    return seen(str(node.value))


def _date(node: Node) -> str | None:
    """A date to the day or to the month."""
    m = _DATE.fullmatch(string(node) or "")
    try:
        return m[0] if m and date.fromisoformat(m[1] + (m[2] or "-01")) else None
    except ValueError:
        return None


def _themes(node: Node) -> tuple[str, ...] | None:
    items = node.value if isinstance(node, SequenceNode) else [node]
    words = [string(item) for item in items]
    return tuple(word for word in words if word) if words and all(words) else None


def _masks(node: Node) -> tuple[str, ...] | None:
    """Sorts of numbers, or the words themselves."""
    items = node.value if isinstance(node, SequenceNode) else [node]
    named = [_MASKS.get((string(item) or "").lower()) for item in items]
    sorts = tuple(dict.fromkeys(sort for names in named for sort in names or ()))
    mixed = WORDS in sorts and len(sorts) > 1
    return sorts if named and all(named) and not mixed else None


def named_masks(value: Value) -> str:
    """The sorts that a mask without words hides, as the editor calls them.

    >>> named_masks(("identity", "mobile"))
    '身份证号、手机号'
    """
    sorts = value if isinstance(value, tuple) else ()
    return "、".join(name for name, kinds in _MASKS.items() if kinds[0] in sorts
                    and len(kinds) == 1 and not name.isascii())  # fmt: skip


def _no(node: Node) -> bool | None:
    """Reader of a decision that may only be `false`."""
    return False if _flag(node) is False else None


_READERS: Mapping[str, Callable[[Node], Value | None]] = {
    Kind.SPLIT: _yes,
    Kind.JOIN: _yes,
    Kind.HEADING: _level,
    Kind.FORM: _form,
    Kind.BREAK: _yes,
    Kind.KEEP: _yes,
    Kind.DROP: _yes,
    Kind.REPAIR: _repair,
    Kind.TITLE: _words,
    Kind.AUTHOR: _words,
    Kind.DATE: _date,
    Kind.ORIGIN: _words,
    Kind.GENRE: _words,
    Kind.SUBTITLE: _words,
    Kind.ORGANISATION: _words,
    Kind.PLACE: _words,
    Kind.AUDIENCE: _words,
    Kind.NUMBER: _words,
    Kind.THEME: _themes,
    Kind.DUPLICATE: _no,
    Kind.MASK: _masks,
}
