"""Characters that show nothing, and change how text is stored, broken, compared or ordered.

They hide words from a search, turn what follows around, or carry what nobody sees. Sources lose
them by a rule of cleaning, with a place in the ledger; what an editor writes loses them when it is
read; names of files show them as their numbers (`wenji.visible`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Cc but for what ends lines and tab; Cf that shows nothing: soft hyphen, joiners, marks of
# direction, invisible operators, tags, shorthand, music; combining grapheme joiner; the place of a
# picture that was not copied.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\N{SOFT HYPHEN}\N{COMBINING GRAPHEME JOINER}"
    "\N{ARABIC LETTER MARK}\N{MONGOLIAN VOWEL SEPARATOR}\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\N{ZERO WIDTH NO-BREAK SPACE}\ufff9-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
UNSEEN = re.compile(
    f"[{_UNSEEN}]+"
    # A variation selector says how the sign before it is drawn; one more says nothing.
    f"|(?<=[{_SELECTORS}])[{_SELECTORS}]+|(?<!\\S)[{_SELECTORS}]+"
)
# A text without any of these has none; to look for them alone is fast.
_SIGN = re.compile(f"[{_UNSEEN}{_SELECTORS}]")


def unseen_in(text: str) -> Iterator[re.Match[str]]:
    """Where they stand.

    >>> [m.span() for m in unseen_in("渠\\u202e道")]
    [(1, 2)]
    """
    first = _SIGN.search(text)
    return iter(()) if first is None else UNSEEN.finditer(text, first.start())


def seen(text: str) -> str:
    """The text without them.

    >>> seen("渠\\u202e道\\u200b")
    '渠道'
    """
    return UNSEEN.sub("", text)
