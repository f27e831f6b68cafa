"""Marks of articles in forms that nobody has listed: numbers in sequence at the head of lines.

A line is taken apart into what stands before its number, the number, what stands behind it,
and a title: 〖材料三〗…, Sample 3: …, ★第3篇★ …, …（精选篇3）. Lines that agree in all but number
and title are one form. What a form is worth, its lines say together: whether the numbers rise
by one from the top of the text, whether long texts stand between them, whether sections
begin anew in each, whether the titles read as titles of whole texts.
"""

from __future__ import annotations

import re
from bisect import bisect, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from unicodedata import name

from wenji.facts import is_fact_line
from wenji.facts.words import HEAD_KEYS
from wenji.marks import TEXT_NOUN, Mark
from wenji.numbering import HAN_NUMBER, SINGLE_NUMBERS, label_at, value
from wenji.outline import RANK
from wenji.paras import Para
from wenji.sentences import ended
from wenji.split.habits import WORDS, may_be_titled, reads_as_title
from wenji.split.subjects import with_subjects
from wenji.split.wholes import (
    ACCEPT,
    DOUBTFUL,
    IMPOSSIBLE,
    Beginnings,
    Room,
    deep,
    front_points,
    is_indented,
    points,
    preferred,
    short_front,
    usual_gap,
)

# --- thresholds; origin: the made collections of tests/unseen and the development ones ------------
LONGEST_LINE = 70
LEAST_TEXT = 120  # characters on both sides of a mark that fills a gap
# Points of a form; what its texts say comes on top (`wholes`).
TEXT_WORD, FOREIGN_WORD, DRAWN, COUNTED_UP, IN_BOOK_MARKS = 5, 3, 3, 3, 6
UNUSUAL, LABEL, STAGE_WORD, SECTION_WORD = 3, -3, 2, -8
DEEP_LABEL = 4  # more, where no label stands in the text that is above it: 1）
CONTINUED = 6  # numbers above one from the very top: no text begins with its fifth section
SET_WIDE = 6  # its characters set apart, as those of sections are not
SAME_TITLE, LEAST_SAME = 12, 3  # all have one title, as sections have not
NUMBERED_SECTIONS = -6  # numbers alone below another title, as sections without titles have them
ALONE = 3  # a number alone on its line, as sections do not have it
FARTHEST_NUMBER = 12  # characters before the end of a mark's number
LONGEST_BEGINNING = 24  # characters before the end of a number that lines begin with
TITLED_ABOVE = 0.6  # share of numbers below titles that stand behind what may be a text's end
NO_TITLES = 0.25  # share of a form's lines whose rest does not read as a title
DEEP = frozenset({"arabic_half_paren", "arabic_paren", "circled"})
TITLE_NOUN = 4  # characters before a number that are a title rather than a noun
VERY_LONG, LONG_SECTION = 1, 1500  # characters of a text that is hardly a section
REGULAR = 1  # numbers that rise by one from one
COUNTED_WELL, LEAST_COUNTED = 3, 3  # … so many of them, where no sections are numbered so

_S = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*"
_OPEN = re.escape("【[〔〖『「〈<＜｛{（(")
_CLOSE = re.escape("】]〕〗』」〉>＞｝}）)")
# Signs that are drawn: any but letters, brackets, quotes and what sentences are written with.
_DRAWN = rf"[^\w\s{_OPEN}{_CLOSE}《》“”‘’\"'`，,。．.、；;：:？?！!…·|｜／/%％]"
_BORDER = r":：、．.·|｜丨︱│┃／/》_ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
# What is counted with instead of numbers, in order.
_SERIES = (
    "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "天地玄黄宇宙洪荒", "元亨利贞", "上中下",
    "春夏秋冬", "礼乐射御书数", "仁义礼智信", "宫商角徵羽", "东西南北",
)  # fmt: skip
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = (
    rf"(?P<n>{HAN_NUMBER}|[0-9０-９]{{1,3}}|{SINGLE_NUMBERS}|[IVX]{{1,5}}|[A-Z](?![A-Za-z=-])"
    rf"|[{''.join(_SERIES)}]|(?i:{'|'.join(_WORDS)}))"
)
_TOTAL = (
    rf"(?:{_S}(?:[/／]{_S}(?:共{_S})?|共{_S})(?P<total>[0-9]{{1,3}}){_S}篇?"
    rf"|{_S}[（(／/]?共{_S}[^）)]{{1,4}}[）)]?)?"
)
_HEAD = re.compile(
    rf"(?P<draw>(?:{_DRAWN}|[>＞›]){{0,6}}){_S}(?P<open>[{_OPEN}]{{0,2}}){_S}(?P<di>第?){_S}"
    rf"(?P<noun>[\u4e00-\u9fff]{{0,6}}?|[A-Za-z]{{1,8}}{_S}[.．]?|[№#＃])(?P<zhi>之?){_S}[（(]?{_S}"
    rf"{_NUMBER}{_TOTAL}{_S}[）)]?{_S}(?P<tail>[\u4e00-\u9fff]{{0,4}}?|[A-Za-z]{{1,2}}(?=[\s:：]))"
    rf"(?=[{_CLOSE}{_BORDER}《]|{_DRAWN}|(?<=[0-9])[，,]|$|(?<=[）)])|(?<={SINGLE_NUMBERS})){_S}"
    rf"(?P<close>[{_CLOSE}]{{0,2}}){_S}(?P<end>{_DRAWN}{{0,6}})"
    rf"(?P<gap>{_S}[:：、，,．.·|｜丨︱│┃／/》_—\-]{{0,2}}{_S})(?P<t>.*)"
)
_TAIL = re.compile(
    rf"(?P<t>.{{2,}}?)(?:{_S}(?P<open>[（(【\[<《·\-－—_]){_S}|(?P<space>{_S})(?P<di>第|(?<=\s)|(?=之)))"
    rf"(?P<also>第?)(?P<noun>[\u4e00-\u9fff]{{0,4}}?|(?i:no|part|vol)[.．]?|[№#＃])(?P<zhi>[之其]?){_S}"
    rf"{_NUMBER}{_TOTAL}{_S}(?P<tail>[\u4e00-\u9fff]{{0,2}}){_S}(?P<close>[）)】\]>》]?)[:：]?"
)
_SECTION_WORD = re.compile(
    "[章节回条款步点项类级层阶环部次代年月日幕问答图表]$|部分|方面|阶段|环节|单元"
)
# What texts and whole collections are divided into.
_STAGE_WORD = re.compile("[天周站场届期批轮名号组队版讲课]$|星期$")
_CAPITAL = re.compile("[壹贰叁肆伍陆柒捌玖拾]")
_HAN = re.compile("[\u4e00-\u9fff]")
# A number at one place behind one and the same beginning: 第三卷第4号, 〔2020〕7号, 渠边·2·…
_PLACED = re.compile(rf"[0-9]{{1,3}}|{HAN_NUMBER}")
_BEHIND = re.compile(
    rf"(?P<tail>[\u4e00-\u9fff]?)[{_CLOSE}]?(?P<gap>[{_BORDER}—\-]+|(?=《))(?P<t>\S.*)"
)
# A field of a head, whose number is no article's: 索引号：2020-001
_KEYS = "|".join(sorted(set(chain.from_iterable(HEAD_KEYS.values()))))
_KEYED = re.compile(rf"[ \u3000]*(?:{_KEYS})[ \u3000]*[:：]")
_NUMBERED = re.compile(_NUMBER)
_DECIMAL = re.compile(r"(?:[0-9]{1,2}[.．\-—])+")
_BOOK = re.compile("《[^《》]{2,}》")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a line: its form, its mark, and what speaks for it by itself."""

    key: tuple[str, ...]
    mark: Mark
    points: int
    style: str  # of the label that the line is as well; "" if it is none


def sequences(paras: Sequence[Para]) -> Beginnings:
    """The marks of the form that is most surely one of articles; none if no form is."""
    found: dict[tuple[str, ...], list[tuple[int, _Reading]]] = {}
    usual, indented = usual_gap(paras), is_indented(paras)
    for i, p in enumerate(paras):
        for reading in _readings(p.text):
            if p.wide:
                reading = replace(reading, points=reading.points + SET_WIDE)
            found.setdefault(reading.key, []).append((i, reading))
            if reading.style:  # sections may have labels of the same form
                for place in _places(p, usual, indented):
                    found.setdefault((*reading.key, place), []).append((i, reading))
    best: tuple[tuple[int, int], int] = ((0, 0), 0)
    chosen = Beginnings(0, {})
    for candidates in found.values():
        longest = max(_chain(candidates), _chain(candidates[::-1])[::-1], key=len)
        if len(longest) < 2:
            continue
        run = _raised(paras, longest)
        own, starts = _points(paras, run), [i for i, _ in run]
        told = with_subjects(own, paras, starts) if run[0][1].mark.value == 1 else own
        if told >= DOUBTFUL and (preferred(told, starts), own) > best:
            best = preferred(told, starts), own
            sure = best[0][0] if told >= ACCEPT else told
            chosen = Beginnings(sure, {i: reading.mark for i, reading in run})
    return chosen


def _places(para: Para, usual: int, indented: bool) -> Iterator[str]:
    """How a line stands apart from others of its form."""
    if para.border:
        yield "bordered"
    if para.gap > usual:
        yield "spaced"
    if indented and not deep(para):
        yield "unindented"


def may_be_named(text: str) -> bool:
    """Whether `is_named` can be true of what a text begins with: of most it cannot."""
    if _NUMBERED.search(text, 0, FARTHEST_NUMBER) is None:
        return False
    m = _HEAD.match(text)
    return m is not None and bool(m["di"] or m["noun"] or m["tail"])


def is_named(line: str) -> bool:
    """Whether a line may be a mark that says what it counts, with a title behind it.

    >>> is_named("【第3则】渠边的早晨"), is_named("〔3〕渠边的早晨"), is_named("第三篇文章")
    (True, False, False)
    """
    m = _HEAD.fullmatch(line)
    if m is None or not m["t"].strip() or label_at(line) is not None:
        return False
    if line[m.start("t") - 1].isalnum() and not m["t"].startswith("《"):
        return False  # 第一篇文章
    word = m["noun"] + m["tail"]
    return _kind_of(word, True) == TEXT_WORD or (bool(m["di"]) and _kind_of(word, True) > 0)


def _readings(line: str) -> Iterator[_Reading]:
    """The forms that a line may have; none for prose."""
    if (
        not 0 < len(line) <= LONGEST_LINE
        or _KEYED.match(line)
        or (ended(line) and not line.endswith(("：", ":")))
    ):
        return
    head = _HEAD.fullmatch(line)
    if head is not None:
        yield from _read(line, head, "head")
    yield from _placed(line)
    tail = _TAIL.fullmatch(line)
    if tail is not None and any(tail[x] for x in ("open", "noun", "di", "space", "zhi")):
        yield from _read(line, tail, "tail")


def _read(line: str, m: re.Match[str], place: str) -> Iterator[_Reading]:
    title = m["t"].strip()
    start = m.start("t") + len(m["t"]) - len(m["t"].lstrip())
    noun, tail = m["noun"].strip(), m["tail"]
    if place == "head" and tail and line[m.start("tail") - 1].isspace() and not m["di"]:
        title, start, tail = line[m.start("tail") :].strip(), m.start("tail"), ""  # 信1 求职信
    if not title and len(noun) >= TITLE_NOUN and not m["di"]:  # 护渠总结1, 护渠总结2
        title, start = noun, m.start("noun")
    drawn = place == "head" and bool(m["draw"] or m["end"])
    brackets = (m["open"] or "") + m["close"] if place == "tail" else m["open"]
    word = noun + tail
    label = label_at(line)
    worth = _kind_of(word, label is None or bool(m["zhi"]) or len(word) > 1)
    worth += ALONE * (not title and not word)
    worth += DRAWN * (drawn or (place == "head" and m["open"] not in ("", "（", "(")))
    worth += COUNTED_UP * bool(m["total"])
    worth += IN_BOOK_MARKS * (_BOOK.fullmatch(title) is not None)
    style = label.style if label is not None else ""
    for kind, number in _values(m["n"]):
        if kind == "number" and not word:
            kind = _digits(m["n"])
        outline = "" if word else f"{brackets}|{m['gap'].strip() if place == 'head' else ''}"
        # sections have titles, and numbers of pages between signs have none
        bare = "alone" if not title and (style or (drawn and not word)) else ""
        key = (place, kind, noun.lower(), tail, m["zhi"], outline, m["draw"] if drawn else "", bare)
        yield _Reading(key, Mark("sequence", number, title, start), worth, style)


def _placed(line: str) -> Iterator[_Reading]:
    """Readings by a number that follows what other lines begin with as well."""
    label = label_at(line)
    for m in _PLACED.finditer(line, 0, LONGEST_BEGINNING):
        before, behind = line[: m.start()].strip(), _BEHIND.fullmatch(line, m.end())
        number = value(m[0])
        if behind is None or number is None or len(before) < 2 or _DECIMAL.fullmatch(before):
            continue
        if before[-1].isdigit() or is_fact_line(line):
            continue
        worth = min(_kind_of(word, label is None) for word in (before, behind["tail"]))
        key = ("placed", before, behind["tail"], behind["gap"].strip())
        style = label.style if label is not None else ""
        title = behind["t"].strip()
        yield _Reading(key, Mark("sequence", number, title, behind.start("t")), worth, style)


def _kind_of(word: str, unusual: bool) -> int:
    """What the word beside a number is worth; `unusual` where the line is no section's label."""
    if word and _SECTION_WORD.search(word) and not TEXT_NOUN.search(word):
        return SECTION_WORD
    if _STAGE_WORD.search(word) and not TEXT_NOUN.search(word):
        return STAGE_WORD
    if TEXT_NOUN.search(word):
        return TEXT_WORD
    if word and not _HAN.search(word):
        return FOREIGN_WORD
    return UNUSUAL if unusual else LABEL


def _values(number: str) -> Iterator[tuple[str, int]]:
    """The numbers that a string may stand for, each with its kind: C is 3 and 100."""
    plain = value(number)
    if plain is not None and 0 < plain < 1000:
        yield "roman" if number.isascii() and number.isalpha() else "number", plain
    if len(number) == 1 and number.isascii() and number.isalpha():
        yield "letter", ord(number) - ord("A") + 1
    for series in _SERIES:
        if len(number) == 1 and number in series:
            yield series, series.index(number) + 1
    if number.lower() in _WORDS:
        yield "word", _WORDS.index(number.lower()) + 1


def _digits(number: str) -> str:
    """The kind of digits: 一 and 壹 and ① count different things where no word stands with them."""
    if _CAPITAL.search(number):
        return "capital"
    if number.isdecimal():
        return "arabic"
    if re.fullmatch(HAN_NUMBER, number):
        return "han"
    words = name(number).split()  # ❿ is a dingbat, ⓫ is none
    return "NEGATIVE" if "NEGATIVE" in words else words[0]


def _chain(found: Sequence[tuple[int, _Reading]]) -> list[tuple[int, _Reading]]:
    """The longest run of numbers that rise by one, or by two where one is left out."""
    length: list[int] = []  # of the longest run that ends with each line
    before: list[int | None] = []
    ending: dict[int, int] = {}  # number -> the line with that number whose run is longest
    for n, (_, reading) in enumerate(found):
        number = reading.mark.value
        options = [k for step in (1, 2) if (k := ending.get(number - step)) is not None]
        last = max(options, key=lambda k: (length[k], -k), default=None)
        length.append(1 if last is None else length[last] + 1)
        before.append(last)
        if number not in ending or length[n] > length[ending[number]]:
            ending[number] = n
    at = max(range(len(found)), key=lambda k: (length[k], -k), default=None)
    run: list[tuple[int, _Reading]] = []
    while at is not None:
        run.append(found[at])
        at = before[at]
    return run[::-1]


def _points(paras: Sequence[Para], run: Sequence[tuple[int, _Reading]]) -> int:
    """What speaks for a run as marks of articles."""
    first = run[0][0]
    worth, style = min(reading.points for _, reading in run), run[0][1].style
    values = [reading.mark.value for _, reading in run]
    regular = values == list(range(1, len(values) + 1))
    late = values[0] > 1 and worth >= TEXT_WORD
    if not late and not short_front(paras, first):
        return IMPOSSIBLE
    titles = [reading.mark.title for _, reading in run]
    front = front_points(paras, first, len(run))
    if front < 0 and not any(titles):
        front += NUMBERED_SECTIONS
    if sum(map(_is_no_title, titles)) > NO_TITLES * len(titles):
        return IMPOSSIBLE
    return (
        worth
        + SAME_TITLE * (len(titles) >= LEAST_SAME and bool(titles[0]) and len(set(titles)) == 1)
        + IN_BOOK_MARKS * _above_book_marks(paras, run)
        + DEEP_LABEL * (style in DEEP and not any(_is_above(p.text, style) for p in paras))
        + CONTINUED * (values[0] > 2 and first == 0)
        + front
        + VERY_LONG * (sum(len(p.text) for p in paras) >= LONG_SECTION * len(run))
        + regular * (REGULAR + COUNTED_WELL * (worth > 0 and len(values) >= LEAST_COUNTED))
        + points(paras, [i for i, _ in run], titles, style)
    )


def _raised(
    paras: Sequence[Para], run: Sequence[tuple[int, _Reading]]
) -> Sequence[tuple[int, _Reading]]:
    """The run, each of its numbers one line further up where they stand alone below titles."""
    if not all(not r.mark.title and i and reads_as_title(paras[i - 1].text) for i, r in run):
        return run
    if sum(may_be_titled(paras, i - 1) for i, _ in run) < TITLED_ABOVE * len(run):
        return run
    marks = [replace(r.mark, title=paras[i - 1].text, title_start=0) for i, r in run]
    return [(i - 1, replace(r, mark=m)) for (i, r), m in zip(run, marks, strict=True)]


def _above_book_marks(paras: Sequence[Para], run: Sequence[tuple[int, _Reading]]) -> bool:
    """Whether all the marks are numbers alone, with 《a title》 on the next line."""
    return all(
        not r.mark.title and i + 1 < len(paras) and _BOOK.fullmatch(paras[i + 1].text)
        for i, r in run
    )


def _is_no_title(text: str) -> bool:
    """Whether a line's rest is prose or no words at all; no rest is none either."""
    return bool(text) and (
        not WORDS.search(text) or (ended(text) and text[-1] not in "？?！!”》）)")
    )


def _is_above(text: str, style: str) -> bool:
    """Whether a paragraph has a label of a rank above that of `style`."""
    label = label_at(text)
    return label is not None and RANK.get(label.style, 99) < RANK[style]


def completed(
    marks: dict[int, Mark], paras: Sequence[Para], others: Sequence[tuple[int, Mark]]
) -> dict[int, Mark]:
    """The marks, and those of other forms (or with a number written twice) that fill their gaps."""
    if not marks:
        return marks
    out, order = dict(marks), sorted(marks)
    form = marks[order[0]].form
    room = Room(paras, LEAST_TEXT)
    for i, mark in others:
        if i in out:
            continue
        at = bisect(order, i)
        before = order[at - 1] if at else None
        after = order[at] if at < len(order) else None
        low = out[before].value if before is not None else 0
        high = out[after].value if after is not None else low + 2
        twin = before is not None and mark.form == form and mark.value == low
        again = twin and mark.title not in ("", out[before or 0].title)
        stray = mark.form == form and mark.title != "" and not twin  # out of order
        if (low < mark.value < high or again or stray) and room.between(before, i, after):
            out[i] = mark
            insort(order, i)
    return {i: out[i] for i in order}
