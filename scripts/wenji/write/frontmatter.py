"""Front matter of generated pages, and the mark by which the program knows its own.

Values are written as JSON, which is YAML: a title cannot end a string, begin a comment or
close the block. The mark is a digest of the page itself, so that a page which anybody has
changed since, by a single character, is no longer the program's to overwrite or delete.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = (
    "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"  # what JSON knows
)

DIGEST_CHARS = 16  # of SHA-256, hexadecimal: enough to notice a change; it is no protection

# What YAML will not read raw, or some reader takes for a line's end or a byte order mark.
_UNPRINTABLE = re.compile(
    "[\N{DELETE}-\N{APPLICATION PROGRAM COMMAND}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
    "\N{ZERO WIDTH NO-BREAK SPACE}\ufffe\uffff]"
)
_encode = json.JSONEncoder(ensure_ascii=False).encode
_SURROGATE = re.compile("[\ud800-\udfff]")

_MARK = re.compile(r'^(generated: "wenji sha256:)([0-9a-f]*)(")$', re.MULTILINE)


def dumps(value: Value) -> str:
    r"""One line of JSON that YAML reads as the same value; a lone surrogate becomes U+FFFD.

    >>> print(dumps({"title": "“甲”\n---\x85", "lines": [3, 9]}))
    {"title": "“甲”\n---\u0085", "lines": [3, 9]}
    """
    text = _encode(value)
    if text.isprintable():
        return text
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def page(meta: Mapping[str, Value], body: str) -> str:
    """A generated page: front matter, mark and Markdown.

    Keys go in the order given. A list of objects takes a line for each, everything else one.
    """
    lines = []
    for key, value in meta.items():
        if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            lines += [f"{key}:", *(f"- {dumps(item)}" for item in value)]
        else:
            lines.append(f"{key}: {dumps(value)}")
    head = "\n".join(lines)
    before, after = f'---\n{head}\ngenerated: "wenji sha256:', f'"\n---\n\n{body}'
    return f"{before}{_digest(before + after)}{after}"


def stamp(text: str) -> str:
    """Fill in the mark of a page that has a blank or an old one."""
    blank = _MARK.sub(r"\1\3", text, count=1)
    return _MARK.sub(rf"\g<1>{_digest(blank)}\3", blank, count=1)


def is_marked(text: str) -> bool:
    """Whether the page says that the program wrote it (it may have been edited since)."""
    return _MARK.search(text) is not None


def is_ours(data: bytes) -> bool:
    """Whether these are the bytes of a page that the program wrote and nobody has edited.

    Line ends do not count: Git on Windows changes them.

    >>> text = page({"title": "甲"}, "文章")
    >>> is_ours(text.encode()), is_ours(text.replace("文", "武").encode())
    (True, False)
    """
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return False
    return is_marked(text) and stamp(text) == text


def _digest(text: str) -> str:
    """Line ends do not count (see `is_ours`)."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8")).hexdigest()[:DIGEST_CHARS]
