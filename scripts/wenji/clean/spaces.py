"""Rules about white space inside a paragraph. Chinese is written without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenji.lines import lines_with
from wenji.model import Edit
from wenji.numbering import label_at

_WIDE = "\u3400-\u4dbf\u4e00-\u9fff\u3001-\u303f\uff01-\uff60“”‘’…—·"
_SPACE = "[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
_RUN = re.compile(f"{_SPACE}+")
# Which runs of spaces go, by what stands on both sides of them.
_STRAY = re.compile(
    rf"(?<=[{_WIDE}]){_SPACE}+(?=[{_WIDE}])"
    rf"|(?<=[\u4e00-\u9fff]){_SPACE}+(?=[0-9]+{_SPACE}*[\u4e00-\u9fff%％])"
    rf"|(?<=[0-9]){_SPACE}+(?=[\u4e00-\u9fff])"
    rf"|(?<=[，。；：！？、）》」”]){_SPACE}+|{_SPACE}+(?=[，。；：！？、）》」”])"
)
_SENTENCE = re.compile(r"[。！？；，,;]|[\u4e00-\u9fff][.．](?![0-9])")
_ANY = re.compile(_SPACE)
_COLUMNS = re.compile(rf"\S{_SPACE}{{3,}}\S|\t")

# Below this length a line without a sentence may be a title in two parts, a table row, a
# signature: its spaces mean something.
TITLE_LENGTH = 40
# Labels that are words: 第一章 总则, 第三条 本办法适用…: a space sets them off.
DIVISIONS = frozenset({"volume", "part", "chapter", "section", "clause"})


def stray_spaces(text: str) -> Iterator[Edit]:
    """Spaces between Chinese characters of running text go.

    >>> [e.start for e in stray_spaces("推动工作有 序进行，取得 成效。")]
    [5, 12]
    >>> list(stray_spaces("守正创新 行稳致远"))
    []
    """
    for at, line in lines_with(text, _ANY):
        if _COLUMNS.search(line):
            continue
        label = label_at(line)
        taken = label.length if label is not None else 0
        if label is not None and label.length > len(label.text) and label.style not in DIVISIONS:
            yield Edit(at + len(label.text), at + label.length, "", "stray-space")
        running = len(line) > TITLE_LENGTH or _SENTENCE.search(line)
        if not running:
            continue
        for run in _RUN.finditer(line):
            start, end = run.span()
            if start >= taken and _STRAY.match(line, start):
                yield Edit(at + start, at + end, "", "stray-space")
