"""Web addresses in disguise: www。abc。com, ａｂｃ．ｃｏｍ, abc点com, abc[dot]com.

Sites write them so that no filter finds them. All are one form: letters, narrow or wide, in
labels, something that stands for a dot between them, and a known end. No sentence has a word of
the kind; wide letters alone are no disguise, for old programs wrote every address so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from wenji.facts import is_fact_line
from wenji.marks import mark_in
from wenji.model import Edit, Role

_LETTER = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_LATIN = "A-Za-zＡ-Ｚａ-ｚ"
# What stands for a dot: another stop, a word for it, either in brackets; behind www any sign.
_WORD = r" ?[\[(（【{<〔](?:[dD][oO][tT]|点|點|[.．。])[\])）】}>〕] ?| (?:dot|DOT) "
_DOT = rf"(?: ?[.．。｡﹒点點] ?|{_WORD})"
_SIGN = rf"(?: ?[.．。·•∙丶﹒｡点點] ?|{_WORD})"
_HIDING = re.compile(r"[。·•∙丶、﹒｡点點,，\[(（【{<〔 ]")
_LABEL = rf"[{_LETTER}](?:[{_LETTER}_－-]{{0,40}}[{_LETTER}])?"
# Ends that are no words and no abbreviations of a text's own.
_ENDS = ("com", "net", "org", "cn", "info", "xyz")


def _either(word: str) -> str:
    """A word in narrow and wide, small and capital letters.

    >>> _either("cn")
    '[cCｃＣ][nNｎＮ]'
    """
    wide = {c: chr(ord(c) + 0xFEE0) for c in word + word.upper()}
    return "".join(f"[{c}{c.upper()}{wide[c]}{wide[c.upper()]}]" for c in word)


_TOP = f"(?:{'|'.join(map(_either, _ENDS))})(?![{_LETTER}])"
_WWW = _either("www")
PATTERN = (
    rf"(?<![{_LETTER}@＠])(?:(?i:https?)(?:[:：]|冒号)//)?(?:"
    rf"{_WWW}(?:{_SIGN}{_LABEL}){{1,3}}?{_SIGN}(?:{_TOP}|[{_LATIN}]{{2,8}}(?![{_LETTER}]))(?:{_SIGN}{_TOP})?"
    rf"|(?=[{_LETTER}-]{{0,12}}[{_LATIN}]){_LABEL}(?<=[{_LETTER}_－-]{{3}})(?:{_DOT}{_LABEL}){{0,2}}?{_DOT}{_TOP}(?:{_DOT}{_TOP})?)(?:/[A-Za-z0-9._/?=&%-]*)?"
)
_ADDRESS = re.compile(PATTERN)
_LIKELY = re.compile(rf"{_DOT}{_TOP}|{_WWW}{_SIGN}")
# Ends, and www, by their first letter, so that a text without letters is leapt through.
_FORMS = [_either(word) for word in (*_ENDS, "www")]
_LETTERS = re.compile(
    f"[{''.join({c for form in _FORMS for c in form[1:5]})}]"
    f"(?:{'|'.join(f'(?<={form[:6]}){form[6:]}' for form in _FORMS)})"
)
LONGEST_DOT = 8  # characters that stand for a dot
_ITS_OWN = re.compile("报名|邮箱|电话|联系|投稿|登[录陆]|[:：]\\s*$|[@＠]")
REST = 16  # characters beside the address in a line that is nothing but a site's name


def disguised(text: str) -> Iterator[re.Match[str]]:
    """The addresses in disguise, and wide ones, where the text has any."""
    if not any(
        _LIKELY.search(text, max(0, m.start() - LONGEST_DOT), m.end() + LONGEST_DOT)
        for m in _LETTERS.finditer(text)
    ):
        return
    for m in _ADDRESS.finditer(text):
        if hides(m[0]) or not m[0].isascii():
            yield m


def hides(address: str) -> bool:
    """Whether what stands for the dots of an address is none.

    >>> hides("www。abc。com"), hides("abc点com"), hides("ｗｗｗ．ａｂｃ．ｃｏｍ"), hides("abc.com")
    (True, True, False, False)
    """
    return _HIDING.search(address) is not None


def plain(words: str) -> str:
    """Words with their addresses as they are meant.

    >>> plain("请访问www。abc点com"), plain("ａｂｃ[dot]ｃｎ")
    ('请访问www.abc.com', 'abc.cn')
    """
    return _ADDRESS.sub(lambda m: re.sub(_SIGN, ".", unicodedata.normalize("NFKC", m[0])), words)


def disguised_lines(text: str) -> Iterator[Edit]:
    """Drop the lines that are such an address and little else."""
    done = -1
    for m in disguised(text):
        start = text.rfind("\n", 0, m.start()) + 1
        if start == done:
            continue
        done = start
        stop = text.find("\n", m.end())
        stop = len(text) if stop < 0 else stop
        if stop - start > len(m[0]) + 60:
            continue
        line = text[start:stop].strip()
        rest = "".join(_ADDRESS.sub("", line).split())
        sure = "点" in m[0] or m[0].isascii() or m[0][:1] in "wWｗＷ"
        if not sure and not (line.startswith(m[0]) or line.endswith(m[0])):
            continue
        if len(rest) <= REST and not _ITS_OWN.search(rest) and not _is_own(line):
            yield Edit(start, min(stop + 1, len(text)), "", "site-line", Role.NOISE)


def _is_own(line: str) -> bool:
    return line.endswith("。") or mark_in(line) is not None or is_fact_line(line)


def is_hidden(address: str) -> bool:
    """Whether words are an address in disguise and nothing else."""
    return hides(address) and _ADDRESS.fullmatch(address) is not None
