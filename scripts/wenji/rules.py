"""What the rules of a ledger are, in words: `rule.NAME` of the message table.

A piece that several rules have touched names them all, in their order, with `+` between.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wenji import messages

PREFIX = "rule."


@cache
def _reasons(lang: str) -> Mapping[str, str]:
    return messages.texts(PREFIX, lang)


def names(rule: str) -> tuple[str, ...]:
    """The rules that a piece names.

    >>> names("entity+blank"), names("")
    (('entity', 'blank'), ())
    """
    return tuple(rule.split("+")) if rule else ()


def reason(rule: str, lang: str = "zh") -> str:
    """Why one rule (not several) changes what it changes; a rule that is not told of, its name."""
    return _reasons(lang).get(rule) or messages.text("explain.rule-unknown", lang, rule=rule)
