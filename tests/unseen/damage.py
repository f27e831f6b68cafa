"""What programs do to a text before it is collected. Every way can be undone by a reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random

_HAN = re.compile("[\u4e00-\u9fff]")
_IDEOGRAPHIC = "\N{IDEOGRAPHIC SPACE}"
_HALF = str.maketrans("，。；：？！（）", ",.;:?!()")
_FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_FULL_LETTERS = str.maketrans(
    {c: chr(ord(c) + 0xFEE0) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
)
NEWLINES = {"crlf": "\r\n", "cr": "\r", "vt": "\v", "nel": "\x85", "formfeed": "\n"}
_RADICALS = str.maketrans("一人大小日月水", "⼀⼈⼤⼩⽇⽉⽔")


def _between(sign: str, share: float) -> Callable[[Random, str], str]:
    def rule(random: Random, line: str) -> str:
        out = [
            c + sign if _HAN.match(c) and _HAN.match(d) and random.random() < share else c
            for c, d in zip(line, line[1:] + " ", strict=True)
        ]
        return "".join(out)

    return rule


def _swap(old: Sequence[str], new: Sequence[str]) -> Callable[[Random, str], str]:
    def rule(_: Random, line: str) -> str:
        for a, b in zip(old, new, strict=True):
            line = line.replace(a, b)
        return line

    return rule


def _wrap(before: str, after: str) -> Callable[[Random, str], str]:
    return lambda _, line: f"{before}{line}{after}"


# Damage inside a line, by its name in the tables.
LINE: Mapping[str, Callable[[Random, str], str]] = {
    "spaces all": _between(" ", 1.0),
    "spaces some": _between(" ", 0.06),
    "spaces ideographic": _between(_IDEOGRAPHIC, 0.04),
    "unicode spaces": _between("\N{THIN SPACE}", 0.05),
    "spaces indent": _wrap("    ", ""),
    "half comma": _swap("，", ","),
    "half all": lambda _, line: line.translate(_HALF),
    "half stop": _swap("。", "."),
    "half space": _swap(("，", "。"), (", ", ". ")),
    "entity nbsp": lambda _, line: f"&nbsp;&nbsp;&nbsp;&nbsp;{line}",
    "entity ensp": lambda _, line: f"&ensp;&ensp;{line}&ensp;",
    "entity quotes": _swap("“”《》", ("&ldquo;", "&rdquo;", "&laquo;", "&raquo;")),
    "entity double": _swap("“”", ("&amp;ldquo;", "&amp;rdquo;")),
    "entity numeric": _swap("，。", ("&#65292;", "&#x3002;")),
    "entity middot": _swap(("——", "……"), ("&mdash;&mdash;", "&hellip;&hellip;")),
    "tag br": _wrap("", "<br/>"),
    "tag p": _wrap("<p>", "</p>"),
    "tag div": _wrap('<div class="t">', "</div>"),
    "tag span": _wrap('<span style="font-size:14px">', "</span>"),
    "tag a": _swap(("水",), ('<a href="#">水</a>',)),
    "quote mark": _wrap("> ", ""),
    "markdown quote": _wrap(">", ""),
    "tabs": _wrap("\t", ""),
    "trailing tabs": _wrap("", "\t\t"),
    "zerowidth": _between("\N{ZERO WIDTH SPACE}", 0.1),
    "softhyphen": _between("\N{SOFT HYPHEN}", 0.1),
    "bom inside": _wrap("\N{ZERO WIDTH NO-BREAK SPACE}", ""),
    "fullwidth digits": lambda _, line: line.translate(_FULL_DIGITS),
    "fullwidth letters": lambda _, line: line.translate(_FULL_LETTERS),
    "backslash": _wrap("", "\\"),
    "escaped newline": _wrap("", "\\n"),
    "compat": lambda _, line: line.translate(_RADICALS),
    "variant glyph": _swap("置", "臵"),
    "double punctuation": _swap("。", ("。。",)),
    "markdown bold": lambda _, line: re.sub(r"^([^，。]{2,12}[，。])", r"**\1**", line),
    "straight quotes": _swap("“”", '""'),
    "corner quotes": _swap("“”", "「」"),
    "ocr comma": _swap("，", "﹐"),
}


def damaged(
    random: Random, form: str, lines: Sequence[str], paragraphs: Collection[str]
) -> tuple[list[str], str]:
    """The lines with a damage done to them, and the line end; titles and marks stay whole."""
    kind, *words = form.split()
    if form in LINE:
        rule = LINE[form]
        return [rule(random, line) if line.strip() else line for line in lines], "\n"
    if kind == "blank":
        sign = {"two": ["", ""], "spaces": ["  　"]}.get(words[0] if words else "", [""])
        return [x for line in lines for x in (line, *sign)], "\n"
    if kind == "numbered":
        return [f"{n:>4}  {line}" for n, line in enumerate(lines, 1)], "\n"
    if kind in ("formfeed", "gap"):
        return _paged(kind, words, lines), "\n"
    if kind == "onepara":
        return _one_paragraph(lines, paragraphs, f"{_IDEOGRAPHIC}{_IDEOGRAPHIC}"), "\n"
    if kind == "wrap":
        return _wrapped(random, int(words[0]), words[1:], lines, paragraphs), "\n"
    return list(lines), NEWLINES[kind]


def _paged(kind: str, words: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Page breaks at even distances, in mid-sentence too."""
    page = int(words[0]) if words[0].isdecimal() else int(words[1]) * 12
    sign = "\f" if kind == "formfeed" else "\n\n\n"
    out, room = [], page
    for line in lines:
        while len(line) > room:
            out.append(line[:room] + sign)
            line, room = line[room:], page
        out.append(line)
        room -= len(line)
    return "\n".join(out).split("\n")


def _one_paragraph(lines: Sequence[str], paragraphs: Collection[str], between: str) -> list[str]:
    """All paragraphs of an article on one line, two wide spaces before each."""
    out: list[str] = []
    running = False
    for line in lines:
        if line in paragraphs:
            if running:
                out[-1] += between + line
            else:
                out.append(between + line)
        else:
            out.append(line)
        running = line in paragraphs
    return out


def _wrapped(
    random: Random, width: int, words: Sequence[str], lines: Sequence[str],
    paragraphs: Collection[str],
) -> list[str]:  # fmt: skip
    """Lines of one width (or nearly), as a mail program or a text terminal writes them."""
    indent = "\t" if "tabindent" in words else _IDEOGRAPHIC * 2
    indented = "indent" in words or "tabindent" in words
    out: list[str] = []
    for line in lines:
        if line not in paragraphs:
            out.append(line)
            continue
        rest = (indent if indented else "") + line
        while rest:
            size = width - ("ragged" in words) * random.randint(0, 2)
            out.append(rest[:size] + " " * ("trailing" in words))
            rest = rest[size:]
        if "blank" in words:
            out.append("")
    if "blanklines" in words:
        out = [x for line in out for x in (line, "")]
    return out
