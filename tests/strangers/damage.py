"""What copying, scanning and converting do to lines. Words are never changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

_HALF = str.maketrans("，。：；！？（）", ",.:;!?()")
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_CORNERS = str.maketrans("“”‘’", "「」『』")
# What the text layer of a PDF has for these characters: the signs of the radicals.
RADICALS = str.maketrans(
    "一人入八十大小山工日月木水火生用白目石立老自行言金",
    "⼀⼈⼊⼋⼗⼤⼩⼭⼯⽇⽉⽊⽔⽕⽣⽤⽩⽬⽯⽴⽼⾃⾏⾔⾦",
)
_ESCAPE = re.compile(r"(?:&|%26)(?:amp;)?#?\w{1,8};|<[^<>]{0,80}>")
_HAN = "[\u4e00-\u9fff]"
_SIGNS = {
    **{"zwsp": "\u200b", "nbsp": "\u00a0", "shy": "\u00ad", "bom": "\ufeff", "bell": "\a"},
    **{"lrm": "\u200e", "wj": "\u2060", "object": "\ufffc", "selector": "\ufe00"},
    **{"private": "\ue004", "wide": "\u3000", "tab": "\t"},
}
ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "…": "&hellip;"}


def past_escape(text: str, cut: int) -> int:
    """The cut, or the end of the escape or tag that it would break.

    >>> past_escape("好&ldquo;好", 4), past_escape("好&ldquo;好", 1)
    (8, 1)
    """
    return next((m.end() for m in _ESCAPE.finditer(text) if m.start() < cut < m.end()), cut)


def wrapped(text: str, width: int, whole: bool = False) -> list[str]:
    """A paragraph in lines of `width` characters; no line begins with a stop.

    With `whole`, no line ends within an escape or a tag.

    >>> wrapped("一二三，四五", 3)
    ['一二三，', '四五']
    """
    out: list[str] = []
    while text:
        cut = width
        while cut < len(text) and text[cut] in "，。：；！？、）”》】":
            cut += 1
        cut = past_escape(text, cut) if whole else cut
        out.append(text[:cut])
        text = text[cut:]
    return out


def _spaced(text: str, rng: Random, share: str) -> str:
    part = float(share)
    return re.sub(
        f"({_HAN})(?={_HAN})", lambda m: m[1] + (" " if rng.random() < part else ""), text
    )


def _reversed(text: str, rng: Random, _: str) -> str:
    return text.translate(str.maketrans("“”", "”“"))


def _straight(text: str, rng: Random, _: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def _mixed_widths(text: str, rng: Random, share: str) -> str:
    part = float(share)
    return "".join(c.translate(_HALF) if rng.random() < part else c for c in text)


def _sprinkled(text: str, rng: Random, sign: str) -> str:
    """`sign` after some stops and within some words."""
    sign = _SIGNS.get(sign, sign)
    return "".join(
        c + (sign if rng.random() < 0.04 and i + 1 < len(text) else "") for i, c in enumerate(text)
    )


def _entities(text: str, rng: Random, times: str) -> str:
    out = "".join(ENTITIES.get(c, c) for c in text)
    return out.replace("&", "&amp;") if times == "2" else out


def _digits_apart(text: str, rng: Random, share: str) -> str:
    part = float(share)
    return re.sub(r"\d+", lambda m: f" {m[0]} " if rng.random() < part else m[0], text)


def _swapped(text: str, rng: Random, pairs: str) -> str:
    """Every first character of a pair becomes what follows it.

    >>> _swapped("安置、好", Random(), "置臵 、&#12289;")
    '安臵&#12289;好'
    """
    return text.translate({ord(p[0]): p[1:].replace("~", " ") for p in pairs.split()})


OPERATIONS: Mapping[str, Callable[[str, Random, str], str]] = {
    "spaces": _spaced,
    "reversed": _reversed,
    "straight": _straight,
    "widths": _mixed_widths,
    "sprinkle": _sprinkled,
    "entities": _entities,
    "digits": _digits_apart,
    "swap": _swapped,
    "radicals": lambda text, rng, _: text.translate(RADICALS),
    "corners": lambda text, rng, _: text.translate(_CORNERS),
    "airy": lambda text, rng, sign: re.sub(
        "(?<=[，。；：！？])(?=.)", sign.replace("~", " "), text
    ),
    "wide": lambda text, rng, _: text.translate(_DIGITS),
    "before": lambda text, rng, what: what.replace("~", " ") + text,
    "behind": lambda text, rng, what: text + what.replace("~", " "),
}


def damaged(text: str, rng: Random, options: Mapping[str, str]) -> str:
    """A line of an article after the operations that a form's options name."""
    for name, how in options.items():
        if name in OPERATIONS:
            text = OPERATIONS[name](text, rng, how)
    return text


def in_lines(text: str, rng: Random, options: Mapping[str, str]) -> Sequence[str]:
    """The lines of a paragraph: one, or more where the options say so.

    >>> in_lines("一二三四", Random(), {"wrap": "2", "left": ">~", "right": "="})
    ['> 一二=', '> 三四']
    """
    whole = "whole" in options
    if "wrap" in options:
        lines = wrapped(text, int(options["wrap"]), whole)
        first, last = (options.get(name, "").replace("~", " ") for name in ("left", "right"))
        return [first + line + (last if i < len(lines) else "") for i, line in enumerate(lines, 1)]
    if "loose" in options and len(text) > 2 * int(options["loose"]):
        least, out = int(options["loose"]), []
        while len(text) > 2 * least:
            cut = rng.randrange(least, 2 * least)
            cut = past_escape(text, cut) if whole else cut
            out.append(text[:cut])
            text = text[cut:]
        return [*out, text]
    return [text]
