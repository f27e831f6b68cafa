"""Rules that take off what stands round every line: signs of quoting, line numbers, tags.

One line of the kind is a text's own. The evidence is the file: nearly all its lines begin (or
end) with one sign, are numbered one by one, or have tags at their edges. A text about HTML, a
table and a list of items keep what they have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.sentences import ended

RULE_TAG = "markup"

_LINE = re.compile(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)  # bound to the start: linear in white space
_SPACE = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*"
# Signs that open a text's own line: brackets, quotes, dashes, bullets of a list, a heading's #.
_OWN_LEAD = r"\w\s《〈“‘\"'「『（(【\[〔{<＜—–\-·•●○◆◇■□▪▫★☆※◎▲△▶►➢✓✔*＊+#＃…。，、.。,．/\\"
_LEAD = re.compile(rf"{_SPACE}((?:[^{_OWN_LEAD}]{_SPACE}){{1,8}}|//{_SPACE})")
# Signs that close it: stops, brackets, quotes, units.
_OWN_TAIL = r"\w\s，。、；：？！…—,.;:!?”’\"'》〉」』）)】\]〕}>＞%％℃°~～\-"
# It begins with a run of spaces or behind it, never within: else a long run takes quadratic time.
_NOT_WITHIN = r"(?<![ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}])"
_TAIL = re.compile(
    rf"{_NOT_WITHIN}(?:{_SPACE}[^{_OWN_TAIL}]){{1,8}}{_SPACE}$|(?:\\r)?\\n{_SPACE}$|_x000D_{_SPACE}$"
    rf"|\^[Mpl]{_SPACE}$"
)
_QUOTED = re.compile(rf"{_SPACE}\"(?P<t>[^\n]*)\",?{_SPACE}")
# Signs by which programs show the end of a line.
_SHOWN = "↵⏎↩¶"
_SHOWN_END = re.compile(rf"{_NOT_WITHIN}{_SPACE}[{_SHOWN}]+{_SPACE}$", re.MULTILINE)
_COUNTED = re.compile(
    rf"{_SPACE}[\[(（]?(?:L|第)?(?P<n>[0-9]{{1,5}})"
    rf"(?:[\])）]?[:：|│┃\t]|[\])）]|行[:：]?|(?= )){_SPACE}"
)
# A sign that says that a paragraph goes on in the next line, and the character before it.
_GOES_ON = re.compile(rf"[^\s=\\¬_+&^|↩]({_SPACE}[=\\¬_+&^|↩]{_SPACE})$", re.MULTILINE)
# The end of a line as programs write it, spelt out.
_SPELT_END = re.compile(rf"(?:\\r)?\\n{_SPACE}$", re.MULTILINE)
_SOFT = "=\\¬_+&^|↩"
_OWN_ENDS = frozenset("，。；：、！？…”）")  # such a line has no frame at its end

# --- thresholds; origin: judgement. Nothing that only most lines have is taken off. --------------
LEAST_LINES = 6
LEAST_HEADINGS = 2  # lines that are headings, or in bold type, whole
ALL_BUT = 0.8  # … among the lines with tags
LEAST_TAGS = 4  # of two paragraphs: <p>…</p>
NEARLY_ALL = 0.8
LEAST_COUNTED = 12  # numbered lines; a list of so many items is still told by what they are
TABLE_ROWS = 0.1  # lines with the sign within: cells
SAMPLE, SAMPLED = 16, 0.6  # lines looked at first, and the share of them that must have a frame
GOING_ON, UNENDED = 0.2, 0.8  # lines that go on; of these, lines in mid-sentence
LEAST_WIDTH = 16  # characters of such a line
SPELT = 0.5  # lines whose end is spelt out
WHOLE_SHARE = 0.3  # … of those that stand whole between an opening and a closing tag
TAGGED_SHARE = 0.5  # lines that begin or end with a tag


def line_frames(text: str) -> Iterator[Edit]:
    """The sign (or the number) that nearly every line begins or ends with."""
    ends = _spelt_ends(text) or _going_on(text)
    if ends or not _may_be_framed(text):
        yield from ends
        return
    lines = list(_LINE.finditer(text))
    if len(lines) >= LEAST_LINES:
        yield from _numbers(lines) or _quotes(lines) or _both_edges(lines) or _shown_ends(text)


def _may_be_framed(text: str) -> bool:
    """Whether a few lines, taken from all over the text, leave that open."""
    if text.count("\n") + 1 < LEAST_LINES:
        return False
    framed = taken = 0
    for i in range(SAMPLE):
        start = text.rfind("\n", 0, len(text) * i // SAMPLE) + 1
        m = _LINE.search(text, start)
        if m is not None:
            taken += 1
            framed += _is_framed(m[0])
    return framed >= SAMPLED * taken > 0 or any(c in text for c in _SHOWN)


def _is_framed(line: str) -> bool:
    """Whether some frame may stand round a line; what follows its own last sign is seen first."""
    if any(find(line) for find in (_LEAD.match, _QUOTED.fullmatch, _COUNTED.match)):
        return True
    return line.rstrip()[-1] not in _OWN_ENDS and _TAIL.search(line) is not None


def _drop(start: int, end: int) -> Edit:
    return Edit(start, end, "", "line-frame", Role.NOISE)


def _both_edges(lines: Sequence[re.Match[str]]) -> list[Edit]:
    """The signs at heads and ends; what is nothing but a sign is at the head."""
    leads = list(_edges(lines, _LEAD, first=True))
    starts = [e.start for e in leads]
    tails = [
        e for e in _edges(lines, _TAIL, first=False)
        if not (k := bisect_right(starts, e.start)) or leads[k - 1].end <= e.start
    ]  # fmt: skip
    return leads + tails


def _edges(
    lines: Sequence[re.Match[str]], pattern: re.Pattern[str], *, first: bool
) -> Iterator[Edit]:
    """The sign at the lines' heads, or at their ends."""
    needed = NEARLY_ALL * len(lines)
    find = pattern.match if first else pattern.search
    found = [(line, m.start(), m.end()) for line in lines if (m := find(line[0]))]
    if len(found) < needed:
        return
    signs = Counter(_sign(line[0][a:b]) for line, a, b in found)
    sign, count = signs.most_common(1)[0]
    round_it = sign + " \t\u00a0\u3000"
    cells = sum(
        sign in line[0][:a].strip(round_it) + line[0][b:].strip(round_it) for line, a, b in found
    )
    if count < needed or cells > TABLE_ROWS * len(lines):
        return
    for line, a, b in found:
        if _sign(line[0][a:b]) == sign:
            yield _drop(line.start() + a, line.start() + b)


def _sign(edge: str) -> str:
    """What stands there, white space and repetition aside: `> >` is `>`."""
    bare = "".join(edge.split())
    return bare[0] if len(set(bare)) == 1 else bare


def _quotes(lines: Sequence[re.Match[str]]) -> list[Edit]:
    """Straight quotation marks round each line, as tables of data have them."""
    found = [(line, m) for line in lines if (m := _QUOTED.fullmatch(line[0]))]
    if len(found) < NEARLY_ALL * len(lines):
        return []
    return [
        _drop(line.start() + a, line.start() + b)
        for line, m in found
        for a, b in ((0, m.start("t")), (m.end("t"), len(line[0])))
    ]


def _shown_ends(text: str) -> list[Edit]:
    """↵ and ¶ at ends of lines, where they stand nowhere else."""
    found = list(_SHOWN_END.finditer(text))
    signs = sum(text.count(c) for c in _SHOWN)
    if len(found) < LEAST_LINES or signs > sum(len(m[0].strip()) for m in found):
        return []
    return [_drop(m.start(), m.end()) for m in found]


def _spelt_ends(text: str) -> list[Edit]:
    """`\\n` at the ends of lines, where half of them have it."""
    if text.count("\\n") < LEAST_LINES:
        return []
    found = list(_SPELT_END.finditer(text))
    lines = sum(1 for _ in _LINE.finditer(text))
    if len(found) < max(LEAST_LINES, SPELT * lines):
        return []
    return [_drop(m.start(), m.end()) for m in found]


def _going_on(text: str) -> list[Edit]:
    """The sign at the ends of lines that break off: the others end a paragraph.

    Mail programmes write `=` so, others a stroke. A table's rows begin with the sign as well.
    """
    if not any(text.count(sign + "\n") >= LEAST_LINES for sign in _SOFT):
        return []
    found = list(_GOES_ON.finditer(text))
    if not found:
        return []
    sign = Counter(m[1].strip() for m in found).most_common(1)[0][0]
    found = [m for m in found if m[1].strip() == sign]
    lines = sum(1 for _ in _LINE.finditer(text))
    if len(found) < max(LEAST_LINES, GOING_ON * lines):
        return []
    if text.count(sign[-1]) > (1 + TABLE_ROWS) * sum(m[1].count(sign[-1]) for m in found):
        return []
    goes_on = sum(
        m[0][0] not in "。；：”"
        and text[m.end() + 1 : m.end() + 2].strip() != ""
        and m.start() - text.rfind("\n", 0, m.start()) >= LEAST_WIDTH
        for m in found
    )
    return [_drop(m.start(1), m.end(1)) for m in found] if goes_on >= UNENDED * len(found) else []


def _numbers(lines: Sequence[re.Match[str]]) -> list[Edit]:
    """Numbers of lines: nearly every line has one, each greater by one than the one before.

    Items of a list are numbered so as well. That lines are counted is told by what a list has
    not: leading zeros, lines that break off, numbered lines without words.
    """
    found = [(line, m) for line in lines if (m := _COUNTED.match(line[0]))]
    if len(found) < max(LEAST_COUNTED, NEARLY_ALL * len(lines)):
        return []
    values = [int(m["n"]) for _, m in found]
    if sum(b - a == 1 for a, b in pairwise(values)) < NEARLY_ALL * (len(values) - 1):
        return []
    padded = len(found[0][1]["n"]) >= 3 and found[0][1]["n"].startswith("0")
    bare = [line[0][m.end() :].strip() for line, m in found]
    odd = sum(not x or mark_in(x) is not None or not ended(x) for x in bare)
    if not padded and 3 * odd < len(bare):
        return []
    return [_drop(line.start(), line.start() + m.end()) for line, m in found]


# --- tags ----------------------------------------------------------------------------------------
_BLOCKS = (
    "p|div|br|hr|li|ul|ol|tr|table|tbody|thead|section|article|header|footer|blockquote|center"
    "|h[1-6]|html|body|head|list|quote"
)
_INLINE = (
    r"span|font|b|strong|i|em|u|s|a|td|th|sup|sub|small|big|img|meta|link|o:p|st1:\w+|title|strike"
)
_HTML = re.compile(rf"</?(?P<name>{_BLOCKS}|{_INLINE})(?=[\s/>])[^<>\n]{{0,300}}>", re.IGNORECASE)
_BBCODE = re.compile(
    r"\[/?(?P<name>p|color|size|font|face|b|i|u|s|url|email|align|left|center|right|justify|indent|quote|table"
    r"|tr|td|img|list|free|hide|backcolor|float|postbg|tablebg)(?:=[^\]\n]{0,80})?\]",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile("<br|<BR")
_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]", re.IGNORECASE)
_HEADING_LINE = re.compile(
    r"^[^\S\n]*<(h[1-6]|b|strong)\b[^<>\n]{0,200}>[^<>\n]{1,100}</\1>[^\S\n]*$", re.M | re.I
)
_UNREAD = re.compile(
    r"<!--.{0,400}?-->|<(?P<x>script|style)\b[^<>]{0,200}>.{0,4000}?</(?P=x)>",
    re.IGNORECASE | re.DOTALL,
)


def tags(text: str) -> Iterator[Edit]:
    """Tags of a text that was pasted as source, HTML or BBCode: all of them, or none."""
    for pattern in (_HTML, _BBCODE):
        if _pervades(text, pattern):
            unread = list(_UNREAD.finditer(text)) if pattern is _HTML else []
            yield from (Edit(m.start(), m.end(), "", RULE_TAG, Role.NOISE) for m in unread)
            taken = [(m.start(), m.end()) for m in unread]
            found = [
                m for m in pattern.finditer(text)
                if not any(a <= m.start() < b for a, b in taken)
            ]  # fmt: skip
            yield from _stripped(text, found)
            return


def _pervades(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the lines of a text begin or end with tags as a rule."""
    opening = "<" if pattern is _HTML else "["
    if text.count(opening) < LEAST_TAGS:
        return False
    lines = tagged = whole = signed = 0
    for m in _LINE.finditer(text):
        line = m[0].strip()
        lines += 1
        signed += opening in line
        if line[0] == opening and (first := pattern.match(line)):
            tagged += 1
            whole += line.endswith((f"</{first['name']}>", f"[/{first['name']}]"))
        elif line[-1] in ">]":
            last = line.rfind(opening)
            tagged += last >= 0 and pattern.fullmatch(line, last) is not None
    headings = len(_HEADING_LINE.findall(text)) if pattern is _HTML else 0
    if headings >= max(LEAST_HEADINGS, ALL_BUT * signed):
        return True  # tags of headings and hardly any other
    if whole >= max(LEAST_LINES, WHOLE_SHARE * lines) or (whole > 1 and whole >= lines - 1):
        return True  # the one line may be a title
    if 2 * len(_LINE_BREAK.findall(text)) >= max(LEAST_LINES, lines):
        return True  # whole articles on one line
    return tagged >= max(LEAST_LINES, TAGGED_SHARE * lines)


def _stripped(text: str, found: Sequence[re.Match[str]]) -> Iterator[Edit]:
    """The tags go; a block that ends between words of one line ends that line.

    The tags of the highest headings stay where these have no mark: they alone tell titles.
    """
    kept = _titles(text, found)
    words = broken = False  # on the present line: words so far, and a block's end behind them
    at = 0
    for m, after in zip(found, [*(f.start() for f in found[1:]), len(text)], strict=True):
        line_before, _, gap = text[at : m.start()].rpartition("\n")
        words = bool(gap.strip()) or (
            words and not line_before and "\n" not in text[at : m.start()]
        )
        broken = broken and words
        broken = broken or (words and _BLOCK.fullmatch(m["name"]) is not None)
        follows = bool(text[m.end() : after].split("\n", 1)[0].strip())
        if m.start() not in kept:
            new = "\n" if broken and follows else ""
            yield Edit(m.start(), m.end(), new, RULE_TAG, Role.NOISE)
        if follows:
            broken = False
        at = m.end()


def _titles(text: str, found: Sequence[re.Match[str]]) -> frozenset[int]:
    """Where the tags of titles stand."""
    pairs = [
        (a, b) for a, b in pairwise(found)
        if a["name"] == b["name"] and _HEADING.fullmatch(a["name"])
        and "/" not in a[0][:2] and b[0].startswith("</") and "\n" not in text[a.end() : b.start()]
    ]  # fmt: skip
    highest = min((a["name"].lower() for a, _ in pairs), default="")
    pairs = [(a, b) for a, b in pairs if a["name"].lower() == highest]
    if len(pairs) < 2 or any(mark_in(text[a.end() : b.start()]) for a, b in pairs):
        return frozenset()
    return frozenset(m.start() for pair in pairs for m in pair)
