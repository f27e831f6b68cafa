r"""Characters that a program spelt out and nobody spelt back: \u6e20, %u6E20, %E6%B8%A0, &ldquo.

Known by what they give: Chinese, and the signs that stand in Chinese. Whatever else is spelt so
stays, and everything in a text that speaks of programs, where such codes are what is shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from wenji.clean.leftovers import speaks_of_code
from wenji.clean.vocabulary import PROSE_ENTITIES
from wenji.model import Edit

_SIGNS = re.compile(r"\\u|%[uU0-9A-F]|&")
# One code; not those of a range in a pattern: [\u4e00-\u9fa5].
_UNIT = re.compile(r"(?<![\[\\^-])(?:\\{1,2}|%)[uU](?P<code>[0-9A-Fa-f]{4})(?![\]-])")
# Bytes of an address stay: they stand behind what an address is made of.
_IN_ADDRESS = "A-Za-z0-9/=&?._%#+:-"
_BYTES = re.compile(rf"(?<![{_IN_ADDRESS}])(?:%[0-9A-Fa-f]{{2}}){{3,}}(?![{_IN_ADDRESS}])")
# An entity whose `;` was lost, widened or moved away. In an address `&` begins a parameter.
_ENTITY = re.compile(
    rf"(?<![A-Za-z0-9=&?/%])& ?(?:(?P<name>{'|'.join(PROSE_ENTITIES)})|#(?P<n>[0-9]{{4,5}}))"
    r"(?P<end>(?: ?；)?)(?![A-Za-z0-9;=])"
)
_CHINESE = re.compile(
    "[\u00b7\u2010-\u2027\u2030-\u203b\u2160-\u217f\u2460-\u24ff\u3000-\u303f\u3400-\u4dbf"
    "\u4e00-\u9fff\uff01-\uff5e]+"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def spelt_out(text: str) -> Iterator[Edit]:
    r"""The characters for their codes.

    >>> [e.new for e in spelt_out(r"他说\u6e20\u6c34到了，%E6%B8%A0边&ldquo都好&rdquo。")]
    ['渠', '水', '渠', '“', '”']
    >>> list(spelt_out(r"见 http://a.cn/%E6%B8%A0?x=1&ldquo=2，用[\u4e00-\u9fa5]来找"))
    []
    """
    if not _SIGNS.search(text):
        return
    found = [*_units(text), *_bytes(text), *_entities(text)]
    if found and not speaks_of_code(text):
        yield from found


def _units(text: str) -> Iterator[Edit]:
    for m in _UNIT.finditer(text):
        char = chr(int(m["code"], 16))
        if _CHINESE.fullmatch(char):
            yield Edit(m.start(), m.end(), char, "escape")


def _bytes(text: str) -> Iterator[Edit]:
    for m in _BYTES.finditer(text):
        try:
            words = bytes.fromhex(m[0].replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _CHINESE.fullmatch(words) and _HAN.search(words):
            yield Edit(m.start(), m.end(), words, "escape")


def _entities(text: str) -> Iterator[Edit]:
    """A wide `；` is an entity's end where all of them have one, and the sentence's elsewhere."""
    found = list(_ENTITY.finditer(text))
    closed = all(m["end"] for m in found)
    for m in found:
        char = html.unescape(f"&{m['name']};" if m["name"] else f"&#{m['n']};")
        if m["name"] or _CHINESE.fullmatch(char):
            end = m.end() if closed else m.start("end")
            yield Edit(m.start(), end, " " if char.isspace() else char, "entity")
