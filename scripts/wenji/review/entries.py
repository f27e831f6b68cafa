"""Entries of `overrides.yml`, ready to be pasted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import StringIO

from ruamel.yaml import YAML

from wenji.editor.overrides import Kind
from wenji.review.anchors import Anchor

Value = str | int | bool | Sequence[str]

# Most words need no quotes and no look at the rules of YAML: Chinese, letters, wide punctuation.
_BARE = re.compile(
    "[\u4e00-\u9fff《“（第]([\u4e00-\u9fffA-Za-z0-9，。、；：！？“”‘’（）《》〈〉—…·]|[-/.](?=\\w))*"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def entry(source: str, anchor: Anchor | None, decided: Mapping[Kind, Value]) -> str:
    r"""One entry, a line for each key; `source` is the path below the sources folder.

    Without an anchor it is about the whole source.

    >>> print(entry("甲.txt", Anchor("#1: 总则", 2, 0, 6), {Kind.HEADING: 2}), end="")
    - source: 甲.txt
      at: '#1: 总则'
      nth: 2
      heading: 2
    """
    lines = [f"- source: {scalar(source)}"]
    if anchor is not None:
        lines.append(f"  at: {scalar(anchor.at)}")
        if anchor.nth is not None:
            lines.append(f"  nth: {anchor.nth}")
    for kind, value in decided.items():
        lines.append(f"  {kind.value}: {_value(value)}")
    return "\n".join(lines) + "\n"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return scalar(value)
    return f"[{', '.join(scalar(v) for v in value)}]"


@lru_cache(maxsize=4096)
def scalar(words: str) -> str:
    """A text as YAML writes it on one line; a lone surrogate, which YAML cannot hold, as U+FFFD.

    >>> scalar("第二篇：柳林村"), scalar("true"), scalar("- 3 -"), scalar("")
    ('第二篇：柳林村', "'true'", "'- 3 -'", "''")
    """
    if _BARE.fullmatch(words):
        return words
    words = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", words)
    if not words.isprintable():  # nobody could see, or copy, what stands there
        return '"' + "".join(_escaped(c) for c in words) + '"'
    yaml = YAML(typ="rt")
    yaml.width = 1 << 20
    yaml.allow_unicode = True
    out = StringIO()
    # In a list of its own, so that what could not stand inside one is quoted as well.
    flow = yaml.seq([words])
    flow.fa.set_flow_style()
    yaml.dump(flow, out)
    return out.getvalue().strip().removeprefix("[").removesuffix("]")


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    number = ord(char)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
