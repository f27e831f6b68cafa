"""Rules about white space inside a paragraph. Chinese is written without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from wenji.facts.reporters import only_writers
from wenji.lines import lines_with
from wenji.marks import has_noun, mark_in
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.sentences import ended

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
# Wide space between words, or behind a sentence, parts what stands there, and Latin words of the
# full width have spaces like any others. A word of two characters may be set wide: 摘　要　…
_LATIN_WIDE = re.compile("[\uff21-\uff3a\uff41-\uff5a]")
_PARTED = re.compile("[\u4e00-\u9fff0-9０-９）。！？”\uff21-\uff3a\uff41-\uff5a]")
_PARTING = re.compile("[\u4e00-\u9fff0-9０-９（《“\uff21-\uff3a\uff41-\uff5a]")
_WIDE_WORD = re.compile(
    rf"{_SPACE}*[\u4e00-\u9fff](?P<s>{_SPACE}+)[\u4e00-\u9fff](?={_SPACE}|[:：])"
)
# Lines of such keys list words and names: a space between two of them parts them.
_LISTING = re.compile(
    rf"{_SPACE}*[【\[（(]?(?:关键词|主题词|(?:第一)?作者(?:单位|简介)|通讯(?:地址|作者)|责任编辑|收稿日期)"
    rf"[】\]]?{_SPACE}*[:：]"
)
# What opens a line or an item without a sign: 摘 要 本文…, 表1 水费一览, …。2 多巡渠；
_OPENED = re.compile(
    rf"(?:^{_SPACE}*(?:摘{_SPACE}?要|关{_SPACE}?键{_SPACE}?词|主{_SPACE}?题{_SPACE}?词|提{_SPACE}?要|[图表]{_SPACE}?[0-9]{{1,2}})"
    rf"|(?:^{_SPACE}*|(?<=[。；！？]))[0-9]{{1,2}}){_SPACE}+(?=[\u4e00-\u9fff])(?![年月日时号个])"
)
# Within a line's text a space parts the halves of a motto and the names of reporters.
_MOTTO = re.compile(
    r"[“「『](?P<words>[\u4e00-\u9fff]{4,12}(?: [\u4e00-\u9fff]{4,12}){1,3})[”」』]"
)
_REPORTERS = re.compile(r"[（(](?=[^（）()]{0,8}(?:记者|通讯员))[^（）()，。；！？]{4,40}[)）]")
# Below a paper's title: 林小禾 周满 陈渠生（渠县水利研究所，渠县 318000）
_WRITERS = re.compile(
    rf"(?P<names>{_SPACE}*[\u4e00-\u9fff]+(?:{_SPACE}+[\u4e00-\u9fff]+)+){_SPACE}*"
    rf"[（(][^（）()]{{4,60}}[0-9]{{6}}[)）]{_SPACE}*"
)
_BETWEEN_HAN = re.compile(rf"(?<=[\u4e00-\u9fff]){_SPACE}+(?=[\u4e00-\u9fff])")
_SENTENCE = re.compile(r"[。！？；，,;]|[\u4e00-\u9fff][.．](?![0-9])")
_ANY = re.compile(_SPACE)
_WIDE_GAP = re.compile("  |\u3000")
_WORDS = re.compile("[\u4e00-\u9fff]{3}")
_END = re.compile("[。！？；]")
# Three spaces between signs, or a tab; the space stands first: the search leaps to it.
_COLUMNS = re.compile(rf"{_SPACE}(?:(?<=\t)|(?<=\S.){_SPACE}{{2,}}(?=\S))")

# Below this length a line without a sentence may be a title in two parts, a table row, a
# signature: its spaces mean something.
TITLE_LENGTH = 40
# A title set wide: so many characters at least, the same white space between all of them.
LEAST_WIDE = 5
_WIDE_LINE = re.compile(
    rf"{_SPACE}*[{_WIDE}](?P<s>{_SPACE}+)(?:[{_WIDE}](?P=s))+[{_WIDE}]{_SPACE}*"
)
_NUMBERED_HEAD = re.compile(
    rf"[^\s，。：；]{{0,8}}[0-9一二三四五六七八九十]{{1,3}}[^\s，。：；]{{0,2}}{_SPACE}+"
)
_COUNTED = re.compile(
    "[一二三四五六七八九十〇零甲乙丙丁戊己庚辛壬癸上中下日年月]"
)  # heads of tables
# Labels that are words: 第一章 总则, 第三条 本办法适用…: a space sets them off.
DIVISIONS = frozenset({"volume", "part", "chapter", "section", "clause"})
# With these, as with numbers that count within a sentence, no heading is divided from its text.
_NOT_SET_OFF = DIVISIONS | {"first", "one_is", "han_step", "circled"}
# A date that leads a line, and a space: 1982年12月10日 第五届…
_DATED = re.compile(
    rf"{_SPACE}*[（(]?[0-9]{{4}}{_SPACE}?年{_SPACE}?[0-9]{{1,2}}{_SPACE}?月{_SPACE}?[0-9]{{1,2}}{_SPACE}?日{_SPACE}+"
)
# A heading that wide space sets off from its paragraph; origin: judgement, papers of the
# development collections. One alone may be a slip.
_SET_OFF = re.compile(f"(?<![，。；：、,;:]){_SPACE}*(?:  |\u3000){_SPACE}*(?=[{_WIDE}])")
SHORTEST_HEAD, LONGEST_HEAD, LEAST_PROSE, LEAST_SISTERS = 3, 45, 30, 2
# 国务院        渠道管理办法⏎（1983年8月8日国务院发布）
_ISSUER_AND_TITLE = re.compile(
    r"^(?P<issuer>[\u4e00-\u9fff]{2,20}[会院部局委厅署行办])(?: {4,}|\u3000{2,})"
    r"(?P<title>[^\s。，；]{4,40})(?=\n（[12１２][0-9０-９]{3}年[^（）\n]{4,60}）$)",
    re.MULTILINE,
)


def _is_named(head: str) -> bool:
    """Whether words stand behind a number, and no more numbers: （１）（１６） is a note's."""
    return _WORDS.search(head) is not None and _END.search(head) is None


def spaced_headings(text: str) -> Iterator[Edit]:
    """Headings that only wide space divides from their neighbours become lines.

    Those are numbered headings above their paragraphs, and the title of a law behind its issuer.
    """
    for m in _ISSUER_AND_TITLE.finditer(text):
        yield Edit(m.end("issuer"), m.start("title"), "\n", "run-in-heading", Role.BREAK)
    found: dict[str, list[Edit]] = {}
    for at, line in lines_with(text, _WIDE_GAP):
        label = label_at(line)
        if label is None or label.style in _NOT_SET_OFF:
            continue
        gap = _SET_OFF.search(line, label.length + SHORTEST_HEAD - 1, label.length + LONGEST_HEAD)
        if gap is None or len(line) - gap.end() < LEAST_PROSE or _COLUMNS.search(line, gap.end()):
            continue
        if not _is_named(line[label.length : gap.start()]):
            continue
        if _END.search(line, gap.end()):
            edit = Edit(at + gap.start(), at + gap.end(), "\n", "run-in-heading", Role.BREAK)
            found.setdefault(label.style, []).append(edit)
    for edits in found.values():
        if len(edits) >= LEAST_SISTERS:
            yield from edits


def stray_spaces(text: str) -> Iterator[Edit]:
    """Spaces between Chinese characters of running text go.

    >>> [e.start for e in stray_spaces("推动工作有 序进行，取得 成效。")]
    [5, 12]
    >>> list(stray_spaces("守正创新 行稳致远"))
    []
    """
    for at, line in lines_with(text, _ANY):
        if _is_wide(line):
            inner = _RUN.finditer(line, len(line) - len(line.lstrip()), len(line.rstrip()))
            yield from (Edit(at + r.start(), at + r.end(), "", "stray-space") for r in inner)
            continue
        label = label_at(line)
        taken = label.length if label is not None else _numbered_head(line)
        if _COLUMNS.search(line, taken):
            continue
        if label is not None and label.length > len(label.text) and label.style not in DIVISIONS:
            yield Edit(at + len(label.text), at + label.length, "", "stray-space")
        if (dated := _DATED.match(line)) is not None:
            taken = max(taken, dated.end())
        running = len(line) > TITLE_LENGTH or _SENTENCE.search(line)
        if not running:
            continue
        word = _WIDE_WORD.match(line)
        listing = _LISTING.match(line) is not None
        opened = {m.end() for m in _OPENED.finditer(line)}
        kept = _set(line)
        for run in _RUN.finditer(line, taken):
            start, end = run.span()
            wide = word is not None and start == word.start("s")
            stray = end not in opened and _STRAY.match(line, start) is not None
            if wide or (stray and start not in kept and not _parts(line, start, end, listing)):
                yield Edit(at + start, at + end, "", "stray-space")


def _parts(line: str, start: int, end: int, listing: bool) -> bool:
    """Whether the space from `start` to `end` parts what stands on both sides of it.

    In a line that is `listing` words or names any space does.
    """
    if end >= len(line):
        return False
    if _LATIN_WIDE.match(line, start - 1) and _LATIN_WIDE.match(line, end):
        return True
    wide = listing or end - start > 1 or line[start] == "\u3000"
    return wide and bool(_PARTED.match(line, start - 1) and _PARTING.match(line, end))


def _set(line: str) -> Set[int]:
    """The places between the halves of mottos, “渠通万家 水润四方”, in the brackets that name a
    report's writers, and on a line that names them alone. Halves of unlike length are a motto in
    a line alone that has no stray space elsewhere.
    """
    kept: set[int] = set()
    of_mottos: set[int] = set()
    if "“" in line or "「" in line or "『" in line:
        between = len(_BETWEEN_HAN.findall(line))
        for m in _MOTTO.finditer(line):
            halves = m["words"].split(" ")
            inside = range(m.start() + 1, m.end())
            of_mottos.update(inside)
            if between < len(halves) or len({len(half) for half in halves}) == 1:
                kept.update(inside)
    if "记者" in line or "通讯员" in line:
        for m in _REPORTERS.finditer(line):
            kept.update(i for i in range(m.start() + 1, m.end()) if i not in of_mottos)
        if only_writers(line):
            kept.update(range(len(line)))
    if line.rstrip()[-1] in "）)" and (writers := _WRITERS.fullmatch(line)):
        kept.update(range(writers.end("names")))
    return kept


def _numbered_head(line: str) -> int:
    """The characters of a mark and the space that sets its title off: 周记一　渠成了，水来了."""
    if len(line) > TITLE_LENGTH or ended(line):
        return 0
    head = _NUMBERED_HEAD.match(line)
    return head.end() if head is not None else 0


def _is_wide(line: str) -> bool:
    """Whether all characters of a line are set apart alike: 春 耕 纪 事 两 则."""
    if _WIDE_LINE.fullmatch(line) is None:
        return False
    letters = "".join(line.split())
    if has_noun(letters) and mark_in(letters) is None and mark_in(line) is not None:
        return False  # 篇 一 渠 边: nothing else sets the title off
    return len(letters) >= LEAST_WIDE and 2 * len(_COUNTED.findall(letters)) <= len(letters)
