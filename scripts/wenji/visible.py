"""Source text for the eyes of the editor: what nobody can see is written out.

Sources are hostile: an escape sequence must not reach the terminal, a mark that turns the
direction of writing must not reach a page.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

BREAK = "↵"  # stands for the end of a line
SPACE = "␣"

_PLAIN = "\x20-\x7e\u3001-\u301f\u4e00-\u9fff\uff01-\uff5e"
_ODD = re.compile(f"[^{_PLAIN}]")
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")


def visible(text: str) -> str:
    r"""The text with line ends as ↵, and controls, surrogates and the like as their numbers.

    >>> print(visible("甲\n乙\x1b[1m\u202e\ue000　é"))
    甲↵乙[U+001B][1m[U+202E][U+E000]　é
    """
    return _ODD.sub(lambda m: _shown(m[0]), text)


def with_spaces(text: str) -> str:
    """The same, with white space to be seen as well.

    >>> with_spaces("　 \\t甲")
    '␣␣␣甲'
    """
    return "".join(SPACE if c == "\t" or unicodedata.category(c) == "Zs" else visible(c)
                   for c in text)  # fmt: skip


def excerpt(text: str, most: int) -> str:
    """At most `most` code points of a text on one line; `…` says that there is more.

    >>> excerpt("　　甲\\n乙丙丁", 3)
    '甲 乙…'
    """
    words = " ".join(text[: 4 * most + 200].split())
    rest = len(words) > most or len(text) > 4 * most + 200
    return visible(words[:most].rstrip()) + ("…" if rest else "")


@cache
def _shown(char: str) -> str:
    if char in _LINE_ENDS:
        return BREAK
    if char == "\t" or unicodedata.category(char)[0] != "C":
        return char
    return f"[U+{ord(char):04X}]"
