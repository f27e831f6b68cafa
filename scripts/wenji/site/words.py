"""What the templates of the study pages need beyond `t(key)`: names of rules and findings, queries.

>>> query("a&amp;b 水"), words("zh")["rule_name"]("page-number")
('a%26b%20%E6%B0%B4', '页码')
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote

from wenji import messages


def query(value: str) -> str:
    """A string of the front matter, which is HTML by now, for the query of an address."""
    return quote(unescape(value), safe="")


def words(language: str) -> dict[str, Callable[[str], str]]:
    """Functions for the templates, telling their texts in `language` (`zh` or `en`), as HTML."""

    reasons = messages.texts("rule.", language)

    def rule_name(rule: str) -> str:
        return escape(" + ".join(reasons.get(each, each) for each in rule.split("+")))

    def finding_name(code: str) -> str:
        return escape(messages.finding_kind(code, language))

    return {"rule_name": rule_name, "finding_name": finding_name}
