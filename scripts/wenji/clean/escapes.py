r"""Characters that a program spelt out and nobody spelt back: \u6e20, %u6E20, &ldquo.

Known by what they give: Chinese, and the signs that stand in Chinese. Whatever else is spelt so
stays, and everything in a text that speaks of programs, where such codes are what is shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from wenji.clean.leftovers import speaks_of_code
from wenji.clean.vocabulary import PROSE_ENTITIES
from wenji.model import Edit

_SIGNS = re.compile(r"\\u|%[uU]|&")
# One code; not those of a range in a pattern: [\u4e00-\u9fa5].
_UNIT = re.compile(r"(?<![\[\\^-])(?:\\{1,2}|%)[uU](?P<code>[0-9A-Fa-f]{4})(?![\]-])")
# Entities whose `;` was lost, widened or moved away. In an address `&` begins a parameter.
_ONE = rf"& ?(?:(?P<name>{'|'.join(PROSE_ENTITIES)})|#(?P<n>[0-9]{{4,5}}))(?P<end>(?: ?；)?)"
_ENTITY = re.compile(_ONE)
_ENTITIES = re.compile(
    rf"(?<![A-Za-z0-9=&?/%])(?:{re.sub('[?]P<[a-z]+>', '?:', _ONE)})+(?![A-Za-z0-9;=])"
)
# … also beside a figure or a letter, where no address goes on: &rdquo1992年, A&middot帕罗
_BESIDE = re.compile(rf"&(?P<name>{'|'.join(PROSE_ENTITIES)})(?![a-z;=；])")
_OF_ADDRESSES = frozenset("/=?:@%")
_SOLID = re.compile(r"[\x21-\x7e]*")
_NEIGHBOUR = re.compile("[\u3400-\u4dbf\u4e00-\u9fff，。！？；：、]")
LEAST_SIGNS = 2  # codes of nothing but signs: a quotation has two
LONGEST_ADDRESS = 80  # characters of one that are looked at
_TORN = re.compile(
    r"(?P<head>(?:&|%26)[#A-Za-z0-9;]{0,12})\n[ \t\u3000\n]{0,20}"
    r"(?P<tail>[#A-Za-z0-9;]{1,12})(?<=;)"
)
_CODE = re.compile(r"(?:&|%26)(?:amp;)?(?:#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5}|[A-Za-z]{2,8});")
_CHINESE = re.compile(
    "[\u00b7\u2010-\u2027\u2030-\u203b\u2160-\u217f\u2460-\u24ff\u3000-\u303f\u3400-\u4dbf"
    "\u4e00-\u9fff\uff01-\uff5e]+"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def torn_codes(text: str) -> Iterator[Edit]:
    """Codes that a line end stands in, as where a page's source was wrapped: it ends behind them.

    >>> text = "渠&ld\\nquo;水&nbs\\n　p;AT&T\\nand;"
    >>> [(text[e.start : e.end], e.new) for e in torn_codes(text)]
    [('\\nquo;', 'quo;\\n'), ('\\n\u3000p;', 'p;\\n\u3000')]
    """
    for m in _TORN.finditer(text) if "&" in text or "%26" in text else ():
        whole = _CODE.match(m["head"] + m["tail"])
        if whole is not None and whole.end() > len(m["head"]):
            code = whole[0].replace("%26", "&").replace("&amp;", "&")
            char = html.unescape(code)
            if char != code and len(char) == 1:
                end = m.start("tail") + whole.end() - len(m["head"])
                new = text[m.start("tail") : end] + text[m.end("head") : m.start("tail")]
                yield Edit(m.end("head"), end, new, "entity")


def spelt_out(text: str) -> Iterator[Edit]:
    r"""The characters for their codes.

    >>> [e.new for e in spelt_out(r"他说\u6e20\u6c34到了，渠边&ldquo都好&rdquo。")]
    ['渠', '水', '“', '”']
    >>> list(spelt_out(r"见 http://a.cn/%E6%B8%A0?x=1&ldquo=2，用[\u4e00-\u9fa5]来找"))
    []
    """
    if not _SIGNS.search(text):
        return
    found = [*_units(text), *_entities(text)]
    if found and not speaks_of_code(text):
        yield from found


def _units(text: str) -> Iterator[Edit]:
    """Where Chinese is spelt so, the signs and letters of ASCII are as well."""
    found = [(m, chr(int(m["code"], 16))) for m in _UNIT.finditer(text)]
    if any(_HAN.match(char) for _, char in found) or _are_signs(text, found):
        for m, char in found:
            if _CHINESE.fullmatch(char) or " " <= char <= "~":
                yield Edit(m.start(), m.end(), char, "escape")


def _are_signs(text: str, found: Sequence[tuple[re.Match[str], str]]) -> bool:
    """Whether all are signs of Chinese, and each stands beside a Chinese word or another sign."""
    starts, ends = {m.start() for m, _ in found}, {m.end() for m, _ in found}
    return len(found) >= LEAST_SIGNS and all(
        _CHINESE.fullmatch(char) is not None
        and (
            any(_NEIGHBOUR.match(text, at) for at in (m.start() - 1, m.end()) if at >= 0)
            or m.start() in ends
            or m.end() in starts
        )
        for m, char in found
    )


def _entities(text: str) -> Iterator[Edit]:
    """A wide `；` is an entity's end where all of them have one, and the sentence's elsewhere."""
    runs = _ENTITIES.finditer(text)
    found = [m for run in runs for m in _ENTITY.finditer(text, run.start(), run.end())]
    closed = all(m["end"] for m in found)
    for m in found:
        char = html.unescape(f"&{m['name']};" if m["name"] else f"&#{m['n']};")
        if m["name"] or _CHINESE.fullmatch(char):
            end = m.end() if closed else m.start("end")
            yield Edit(m.start(), end, " " if char.isspace() else char, "entity")
    taken = {m.start() for m in found}
    for m in _BESIDE.finditer(text):
        if m.start() not in taken and not _in_address(text, m):
            char = html.unescape(f"&{m['name']};")
            yield Edit(m.start(), m.end(), " " if char.isspace() else char, "entity")


def _in_address(text: str, m: re.Match[str]) -> bool:
    """Whether a code may be the parameter of an address: ?x=1&quot=2."""
    before = text[max(0, m.start() - LONGEST_ADDRESS) : m.start()][::-1]
    sides = before, text[m.end() : m.end() + LONGEST_ADDRESS]
    return any(_OF_ADDRESSES & {*x[0]} for side in sides if (x := _SOLID.match(side))) or not (
        _HAN.search(text, max(0, m.start() - LONGEST_ADDRESS), m.end() + LONGEST_ADDRESS)
    )
