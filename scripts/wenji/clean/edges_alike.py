"""What nearly all lines of a text begin or end with, whatever it is: `<w:t>…</w:t>`, `-- `, `=20`.

Signs that a text may set itself, a bullet, a heading's #, count only where no line is without
them, or where lines that go on in mid-sentence have them: an item of a list ends before the next
one begins. `clean.markup` knows the frames that need less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wenji.model import Edit, Role

# --- thresholds; origin: judgement, frames put round texts of the seeds ---------------------------
LEAST_LINES = 8
# Share of the lines that have it, and of these lines the share that breaks off in mid-sentence.
SHARES = ((0.95, 0.0), (0.6, 0.3), (0.25, 0.8))
LONG_LINES = 12  # characters of the lines on the average: a table's are shorter
LONGEST = 16  # characters of a frame
SAMPLE, SAMPLED = 16, 0.2  # lines looked at first, the share of them that must begin or end alike
FULL = 0.8  # of the width of the lines: shorter ones are items without a stop
WITHIN = 0.1  # share of the lines that have it within as well, as rows have

_LINE = re.compile(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)
_OWN = re.compile(r"[\w\u3400-\u9fff]")
_GOES_ON = re.compile("[\u3400-\u4dbf\u4e00-\u9fff，、]$")
# A frame is a sign without letters, or letters in a sign of their own.
_TAG = r"<[A-Za-z/][^<>\n]{0,12}>|[{\[「【][A-Za-z/]{1,8}[}\]」】]"
_NO_FRAME = r"\w\s，。、；：？！“”‘’《》（）()【】「」…—."
_LEAD = re.compile(rf"(?:{_TAG}|\{{?\\[a-z]{{1,6}}(?![a-z])|[^{_NO_FRAME}]{{1,6}})[ \t\u3000]*")
_TAIL = re.compile(
    rf"[ \t\u3000]*(?:{_TAG}|=[0-9A-F]{{2}}|\^[a-z]|\\[a-z]{{1,6}}|%0A|&#1[03];|_x000D_"
    rf"|(?:(?<![0-9])[%％]|[^{_NO_FRAME}%％]){{1,6}})$"
)


def edges_alike(text: str) -> Iterator[Edit]:
    """Take what lines begin and end with off them."""
    lines = None
    for pattern, head in ((_LEAD, True), (_TAIL, False)):
        if _may_be(text, pattern, head):
            lines = lines or list(_LINE.finditer(text))
            yield from _taken(text, lines, pattern, head)


def _may_be(text: str, pattern: re.Pattern[str], head: bool) -> bool:
    """Whether a few lines, taken from all over the text, leave that open."""
    if text.count("\n") + 1 < LEAST_LINES:
        return False
    taken = found = 0
    for i in range(SAMPLE):
        m = _LINE.search(text, text.rfind("\n", 0, len(text) * i // SAMPLE) + 1)
        if m is not None:
            line = m[0].strip()
            taken += 1
            found += (pattern.match(line) if head else pattern.search(line[-LONGEST:])) is not None
    return found >= SAMPLED * taken > 0


def _taken(
    text: str, lines: Sequence[re.Match[str]], pattern: re.Pattern[str], head: bool
) -> Iterator[Edit]:
    spans = []
    for line in lines:
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.start() + len(line[0].rstrip())
        m = (
            pattern.match(text, start, end)
            if head
            else pattern.search(text, max(start, end - LONGEST), end)
        )
        if m is not None:
            spans.append((m.start(), m.end(), start, end))
    frames = Counter(text[a:b].strip() for a, b, _, _ in spans)
    frame, count = frames.most_common(1)[0] if frames else ("", 0)
    long = sum(len(line[0]) for line in lines) >= LONG_LINES * len(lines)
    if not long or count < max(LEAST_LINES, SHARES[-1][0] * len(lines)):
        return
    found = [s for s in spans if text[s[0] : s[1]].strip() == frame]
    within = sum(
        frame in text[b:end] if head else frame in text[start:a] for a, b, start, end in found
    )
    bare = [text[b:end] if head else text[start:a] for a, b, start, end in found]
    full = FULL * sorted(map(len, bare))[len(bare) * 9 // 10]
    going_on = sum(_GOES_ON.search(x) is not None and len(x) >= full for x in bare)
    if within > WITHIN * len(found):
        return
    if any(count >= a * len(lines) and going_on >= b * len(found) for a, b in SHARES):
        for a, b, _, _ in found:
            yield Edit(a, b, "", "line-frame", Role.NOISE)
