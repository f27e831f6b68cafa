"""The one table of everything that editors and readers are told, Chinese first, then English.

The table itself is `messages.toml` beside this file: `[finding.CODE]` with `severity`, `zh`
and `en`, and `[text.KEY]` with `zh` and `en`. Placeholders are `str.format` fields. The
Traditional texts (`zh-Hant`) are made from the Simplified ones.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from wenji.model import Finding, Severity
from wenji.personal.hiding import hidden

_PLACE = re.compile(r"\{\w+\}")

# Arguments of findings whose values are words of the program, `[text."NAME.VALUE"]`.
OUR_WORDS = frozenset({"evidence"})


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((files("wenji") / "messages.toml").read_text("utf-8"))


def severity(code: str) -> Severity:
    """The severity of a finding code; KeyError for a code that the table does not hold."""
    return Severity(_table()["finding"][code]["severity"])


def finding_text(finding: Finding, lang: str = "zh") -> str:
    """What the editor reads for a finding, in `lang` (`zh`, `zh-Hant` or `en`).

    Findings are published: numbers that lead to a person are never told whole.
    """
    args = {k: hidden(_word(k, v, lang)) for k, v in finding.args.items()}
    return _in(_table()["finding"][finding.code], lang).format(**args)


def _in(entry: Mapping[str, str], lang: str) -> str:
    """The text of an entry in `lang`, its places unfilled."""
    return _traditional(entry["zh"]) if lang == "zh-Hant" else entry[lang]


@cache
def _traditional(words: str) -> str:
    from wenji.traditional import to_traditional  # only sites have Traditional pages

    return to_traditional(words)


def finding_kind(code: str, lang: str = "zh") -> str:
    """What a finding says whatever its arguments are: `…` stands for each.

    >>> finding_kind("source-unsupported")
    '暂不支持这种文件（…），未收录'
    """
    return _PLACE.sub("…", _in(_table()["finding"][code], lang))


def _word(name: str, value: str, lang: str) -> str:
    """An argument's value; where it is a word of ours, that word in `lang`."""
    return _in(_table()["text"][f"{name}.{value}"], lang) if name in OUR_WORDS else value


def text(key: str, lang: str = "zh", **args: object) -> str:
    """The text `key` in `lang`, its placeholders filled.

    >>> text("summary.done")
    '完成'
    """
    return _in(_table()["text"][key], lang).format(**args)


def both(key: str, between: str = "\n", **values: object) -> str:
    """A text in Chinese, then in English."""
    return text(key, "zh", **values) + between + text(key, "en", **values)


def texts(prefix: str, lang: str = "zh") -> dict[str, str]:
    """All texts whose keys begin with `prefix`, by the rest of their keys; places unfilled.

    >>> sorted(texts("site.begin-"))
    ['1', '2', '3']
    """
    found = {k: _in(v, lang) for k, v in _table()["text"].items() if k.startswith(prefix)}
    return {key.removeprefix(prefix): value for key, value in found.items()}


def in_languages(key: str) -> dict[str, str]:
    """A text without places in every language in which the table has it.

    >>> in_languages("summary.done")
    {'zh': '完成', 'en': 'Done'}
    """
    return dict(_table()["text"][key])


def known(key: str) -> bool:
    """Whether the table has a text `key`."""
    return key in _table()["text"]


def finding_codes() -> frozenset[str]:
    """Every finding code of the table (a test holds that each one is used)."""
    return frozenset(_table()["finding"])
