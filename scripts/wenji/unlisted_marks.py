"""Lines that may be marks of articles by a number in them, in forms that nobody has listed.

A line is taken apart into what stands before its number, the number, what stands behind it,
and a title: 〖材料三〗…, Sample 3: …, ★第3篇★ …, …（精选篇3）. Lines that agree in all but number
and title are one form (`Reading.key`); whether its lines are marks, `sequences` tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from unicodedata import name

from wenji.facts import is_fact_line
from wenji.facts.words import HEAD_KEYS
from wenji.lines import REMEMBERED
from wenji.marks import TEXT_NOUN, Mark, mark_in
from wenji.numbering import HAN_NUMBER, NUMBER, SINGLE_NUMBERS, Label, label_at, value
from wenji.sentences import ended

# --- thresholds; origin: the made collections of tests/unseen and the development ones ------------
LONGEST_LINE = 70
# Points of a form; what its texts say comes on top (`wholes`).
TEXT_WORD, FOREIGN_WORD, DRAWN, COUNTED_UP, IN_BOOK_MARKS = 5, 3, 3, 3, 6
UNUSUAL, LABEL, STAGE_WORD, SECTION_WORD = 3, -3, 2, -8
ALONE = 3  # a number alone on its line, as sections do not have it
FARTHEST_NUMBER = 12  # characters before the end of a mark's number
LONGEST_LABEL = 12  # … of a section's number, with white space in it
LONGEST_BEGINNING = 24  # characters before the end of a number that lines begin with
LONGEST_TRAILING = 60  # characters of a mark and its title at a paragraph's end
# Share of heads below whole sentences, those below short lines aside: heads of pages cut sentences.
WHOLE, LEAST_CUT = 0.6, 20
LATEST = 9  # the number that such heads begin with: some are lost
LEAST_COUNTED, LEAST_APART = 3, 120  # heads told by their numbers alone; characters between them
NAMED = 12  # characters of a name and a colon behind a number, with the title below
TITLE_NOUN = 4  # characters before a number that are a title rather than a noun

_S = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*"
_ALL_S = f"{_S}+"  # never a part of them: rows of wide gaps would be tried at every width
_OPEN = re.escape("【[〔〖『「〈<＜｛{（(")
_CLOSE = re.escape("】]〕〗』」〉>＞｝}）)")
# Signs that are drawn: any but letters, brackets, quotes and what sentences are written with.
_DRAWN = rf"[^\w\s{_OPEN}{_CLOSE}《》“”‘’\"'`，,。．.、；;：:？?！!…·|｜／/%％]"
_BORDER = r":：、．.·|｜丨︱│┃／/》_ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
# What is counted with instead of numbers, in order.
_SERIES = (
    "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "天地玄黄宇宙洪荒", "元亨利贞", "上中下",
    "春夏秋冬", "礼乐射御书数", "仁义礼智信", "宫商角徵羽", "东西南北",
    "αβγδεζηθικλμνξοπρστυφχψω", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "АБВГДЕЖЗИКЛМ", "アイウエオカキクケコ",
)  # fmt: skip
_WORD_SERIES = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
     "twelve"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december"),
)  # fmt: skip
_WORDS = {word: n for series in _WORD_SERIES for n, word in enumerate(series, start=1)}
_ANY_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
# As keys of telephones: 1️⃣, 🔟
_KEYCAP = "(?:[0-9]\ufe0f?\u20e3){1,3}|\U0001f51f"
SUNDAY = "日天"  # 星期日
_KEY_ENDS, KEY_OF_TEN = "\u20e3\U0001f51f", 10
_KEY_SIGNS = re.compile("[\ufe0f\u20e3]")
_NUMBER = (
    rf"(?P<n>{_KEYCAP}|{HAN_NUMBER}|[0-9０-９]{{1,3}}|0[0-9]{{3}}|{SINGLE_NUMBERS}|[IVX]{{1,5}}"
    r"|[ivx]{1,5}(?![A-Za-z=-])|[A-Za-z](?![A-Za-z=-])"
    rf"|(?<=[期周拜])[日天]|[{''.join(_SERIES)}]|(?i:{_ANY_WORD}))"
)
_TOTAL = (
    rf"(?:{_S}(?:[/／]{_S}(?:共{_S})?|共{_S})(?P<total>[0-9]{{1,3}}){_S}篇?"
    rf"|{_S}[（(／/]?共{_S}(?:[0-9]{{1,3}}|{HAN_NUMBER})[^）)]{{0,2}}[）)]?)?"
)
_HEAD = re.compile(
    rf"(?P<draw>(?:{_DRAWN}|[>＞›·•|｜│┃]){{0,6}}){_ALL_S}(?P<open>[{_OPEN}《]{{0,2}}){_ALL_S}(?P<di>第)?{_ALL_S}"
    rf"(?P<noun>[\u4e00-\u9fff]{{0,6}}?|[A-Za-z]{{1,8}}{_ALL_S}[.．]?|[№#＃])(?P<zhi>之?){_ALL_S}[（(]?{_ALL_S}"
    rf"{_NUMBER}{_TOTAL}{_S}[）)]?{_S}(?P<tail>[\u4e00-\u9fff]{{0,4}}?|[A-Za-z]{{1,2}}(?=[\s:：]))"
    rf"(?=[{_CLOSE}{_BORDER}《【「『〔]|{_DRAWN}|(?<=[0-9])[，,]|$|(?<=[）)])|(?(di)(?!)|(?<={SINGLE_NUMBERS}))|(?<=[\u20e3\U0001f51f])){_S}"
    rf"(?P<close>[{_CLOSE}》]{{0,2}}){_S}(?P<end>(?:{_DRAWN}|[·•](?=$)){{0,6}})"
    rf"(?P<gap>{_S}[:：、，,．.·|｜丨︱│┃／/》_—\-]{{0,2}}{_S})(?P<t>.*)"
)
_TAIL = re.compile(
    rf"(?P<t>.{{2,}}?)(?:{_ALL_S}(?P<open>[{_OPEN}《·\-－—_]|{_DRAWN}{{1,3}}){_ALL_S}|(?P<space>{_ALL_S})(?P<di>第|(?<=\s)|(?=之|{SINGLE_NUMBERS}$)))"
    rf"(?P<also>第?)(?P<noun>[\u4e00-\u9fff]{{0,4}}?|(?i:no|part|vol|v|ver|ep)[.．]?|[№#＃])(?P<zhi>[之其]?){_ALL_S}"
    rf"{_NUMBER}{_TOTAL}{_S}(?P<tail>[\u4e00-\u9fff]{{0,2}}){_S}(?P<close>[{_CLOSE}》·\-－—_]?|{_DRAWN}{{1,3}})[:：]?"
)
_SECTION_WORD = re.compile(
    "[章节回条款步点项类级层阶环部次代年月日幕问答图表]$|部分|方面|阶段|环节|单元"
)
# What texts and whole collections are divided into.
_STAGE_WORD = re.compile("[天周站场届期批轮名号组队版讲课]$|星期$")
_FRAMED = re.compile("[【「『〔]([^【】「」『』〔〕]{2,})[】」』〕]")
# A mark behind a text's end, on its line
_SPACES = r" \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
TRAILING = re.compile(
    rf"(?P<gap>(?<=[。！？!?…”’）)])[{_SPACES}]*|[{_SPACES}]{{2,}}|\N{{IDEOGRAPHIC SPACE}})"
    rf"(?P<head>[^{_SPACES}。！？!?，,；;”’）)」』][^。！？!?；;]*)$"
)
_SET_OFF = re.compile("《[^《》]{2,30}》|【[^【】]{2,30}】")  # a title alone
_CAPITAL = re.compile("[壹贰叁肆伍陆柒捌玖拾]")
_HAN = re.compile("[\u4e00-\u9fff]")
_COLONS = frozenset({"：", ":"})
# A number at one place behind one and the same beginning: 第三卷第4号, 〔2020〕7号, 渠边·2·…
_DIGITS = re.compile("[0-9]+")
_PLACED = re.compile(rf"[0-9]{{1,3}}|{HAN_NUMBER}")
_BEHIND = re.compile(
    rf"(?P<tail>[\u4e00-\u9fff]?)(?P<more>第?(?:{NUMBER})[\u4e00-\u9fff])?[{_CLOSE}]?"
    rf"(?:(?P<gap>[{_BORDER}—\-]+|(?=《))(?P<t>\S.*)|$)"
)
# A field of a head, whose number is no article's: 索引号：2020-001
_KEYS = "|".join(sorted(set(chain.from_iterable(HEAD_KEYS.values()))))
_KEYED = re.compile(rf"[ \u3000]*(?:{_KEYS})[ \u3000]*[:：]")
_NUMBERED = re.compile(_NUMBER)
_SINGLE = re.compile(SINGLE_NUMBERS)
_DECIMAL = re.compile(r"(?:[0-9]{1,2}[.．\-—])+")
BOOK = re.compile("《[^《》]{2,}》")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a line: its form, its mark, and what speaks for it by itself."""

    key: tuple[str, ...]
    mark: Mark
    points: int
    style: str  # of the label that the line is as well; "" if it is none
    word: str = ""  # beside its number: what it counts


@lru_cache(1)
def counted_heads(text: str) -> frozenset[int]:
    """Where the lines begin that are heads of texts by their numbers alone, white space aside.

    All lines of their form rise by one, with text between them, and sections have no such form.
    Several rules ask for them, mostly of one text.
    """
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    behind: Counter[tuple[str, ...]] = Counter()  # those below a whole sentence …
    cuts: Counter[tuple[str, ...]] = Counter()  # … and those below one that breaks off
    at, above = 0, ""
    for line in text.split("\n"):
        body = line.strip()
        for reading in readings(body) if body else ():
            if reading.points >= STAGE_WORD:
                start = at + line.index(body[0])
                run = found.setdefault(reading.key, [])
                whole = not run or ended(above) or is_fact_line(above)
                behind[reading.key] += whole
                cuts[reading.key] += not whole and len(above) >= LEAST_CUT
                run.append((start, reading.mark.value))
        at, above = at + len(line) + 1, body or above
    return frozenset(
        start for key, run in found.items()
        if _counts(run) and behind[key] >= WHOLE * (behind[key] + cuts[key])
        for start, _ in run
    )  # fmt: skip


def may_count(line: str) -> bool:
    """Whether a line, without outer white space, can be among `counted_heads` of its text."""
    return any(reading.points >= STAGE_WORD for reading in readings(line))


def _counts(run: Sequence[tuple[int, int]]) -> bool:
    """Whether lines, each with its place and its number, count on and stand apart."""
    return (
        len(run) >= LEAST_COUNTED
        and run[0][1] <= LATEST
        and all(number == n for n, (_, number) in enumerate(run, start=run[0][1]))
        and all(b - a >= LEAST_APART for (a, _), (b, _) in pairwise(run))
    )


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
    if m is None or label_at(line) is not None:
        return False
    if not m["t"].strip():  # 稿2 灯下读书: a title of four characters reads as a word
        return m["tail"] != "" and line[m.start("tail") - 1].isspace() and bool(m["noun"])
    if line[m.start("t") - 1].isalnum() and not m["t"].startswith("《"):
        return False  # 第一篇文章
    word = m["noun"] + m["tail"]
    return _kind_of(word, True) == TEXT_WORD or (bool(m["di"]) and _kind_of(word, True) > 0)


@lru_cache(REMEMBERED)
def readings(line: str) -> Sequence[Reading]:
    """The forms that a line may have; none for prose."""
    return tuple(_forms(line))


def ends_with_mark(text: str) -> bool:
    """Whether a mark and its title, or a title between signs, stand at the end of a paragraph:
    …。　【第3则】渠边的早晨, …。　《渠边的早晨》."""
    m = TRAILING.search(text, max(0, len(text) - LONGEST_TRAILING))
    if m is None:
        return False
    head = m["head"]
    # 《渠边》 right behind a stop begins a sentence
    set_off = m["gap"] != "" and _SET_OFF.fullmatch(head) is not None
    return set_off or is_named(head) or mark_in(head) is not None


def _forms(line: str) -> Iterator[Reading]:
    if (
        not 0 < len(line) <= LONGEST_LINE
        or _KEYED.match(line)
        or (ended(line) and line[-1] not in "：:？?！!")
    ):
        return
    head = _HEAD.fullmatch(line)
    if head is not None:
        yield from _read(line, head, "head")
    yield from _placed(line)
    tail = _TAIL.fullmatch(line)
    if tail is not None and (
        any(tail[x] for x in ("open", "noun", "di", "space", "zhi"))
        or _SINGLE.fullmatch(tail["n"])  # 护渠小结②
    ):
        yield from _read(line, tail, "tail")


def _read(line: str, m: re.Match[str], place: str) -> Iterator[Reading]:
    title = m["t"].strip()
    start = m.start("t") + len(m["t"]) - len(m["t"].lstrip())
    if framed := _FRAMED.fullmatch(title):  # 第3题【护渠小结】
        title, start = framed[1], start + 1
    noun, tail = m["noun"].strip(), m["tail"]
    if place == "head" and tail and line[m.start("tail") - 1].isspace() and not m["di"]:
        title, start, tail = line[m.start("tail") :].strip(), m.start("tail"), ""  # 信1 求职信
    if not title and len(noun) >= TITLE_NOUN and not m["di"]:  # 护渠总结1, 护渠总结2
        title, start = noun, m.start("noun")
    if place == "head" and title[-1:] in _COLONS and len(title) <= NAMED:
        title, start = "", m.end()  # who speaks: #3楼 老船工：
    label = _label(line)
    plain = label is not None and m["draw"].strip("*_") == "" if place == "head" else False
    drawn = place == "head" and not plain and bool(m["draw"] or m["end"])
    brackets = (m["open"] or "") + m["close"] if place == "tail" else m["open"]
    word = noun + tail
    worth = _kind_of(word, label is None or bool(m["zhi"]) or len(word) > 1)
    worth += ALONE * (not title and not word)
    worth += DRAWN * (drawn or (place == "head" and m["open"] not in ("", "（", "(")))
    worth += COUNTED_UP * bool(m["total"])
    worth += IN_BOOK_MARKS * (BOOK.fullmatch(title) is not None)
    style = label.style if label is not None else ""
    for kind, number in _values(m["n"]):
        if kind == "number" and not word:
            kind = _digits(m["n"])
        outline = "" if word else f"{brackets}|{m['gap'].strip() if place == 'head' else ''}"
        # sections have titles, and numbers of pages between signs have none
        bare = "alone" if not title and (style or not word) else ""
        key = (place, kind, noun.lower(), tail, m["zhi"], outline, m["draw"] if drawn else "", bare)
        mark = Mark("sequence", number, title, start)
        yield Reading(key, mark, worth, style, word)
        if kind == "arabic" and len(m["n"]) > 1:  # 01. …, among sections 1. …
            yield Reading((place, "padded", *key[2:]), mark, worth, style, word)


def _label(line: str) -> Label | None:
    """The section's label that a line begins with, also one in bold type (as Markdown has it) or
    set with spaces: **一、春灌**, 一 、春灌."""
    return label_at(line) or label_at("".join(line[:LONGEST_LABEL].lstrip("*_").split()))


def _placed(line: str) -> Iterator[Reading]:
    """Readings by a number that follows what other lines begin with as well."""
    label = _label(line)
    for m in _PLACED.finditer(line, 0, LONGEST_BEGINNING):
        before, behind = line[: m.start()].strip(), _BEHIND.fullmatch(line, m.end())
        number = value(m[0])
        if behind is None or number is None or _DECIMAL.fullmatch(before):
            continue
        if len(before) < 2 and not behind["more"]:
            continue
        if before[-1:].isdigit() or is_fact_line(line):
            continue
        title = (behind["t"] or "").strip()
        if not title and not behind["tail"]:
            continue  # a name and a number alone
        own = label is None or behind["more"] is not None
        worth = min(_kind_of(word, own) for word in (before, behind["tail"]))
        shape = _DIGITS.sub("0", before)  # 〔2020〕3号 and 〔2021〕4号 are one form
        key = ("placed", shape, behind["tail"], "" if title else "alone", behind["gap"] or "")
        style = label.style if label is not None and own is False else ""
        mark = Mark("sequence", number, title, behind.start("t") if title else len(line))
        yield Reading(key, mark, worth, style, before if _HAN.search(before) else "")


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
    if number[-1] in _KEY_ENDS:
        keys = _KEY_SIGNS.sub("", number)
        yield "number", int(keys) if keys.isdecimal() else KEY_OF_TEN
        return
    small = number.isascii() and number.islower()
    plain = value(number.upper() if small else number)
    if plain is not None and 0 < plain < 1000:
        kind = "roman" if number.isascii() and number.isalpha() else "number"
        yield kind + "_" * small, plain
    if len(number) == 1 and number.isascii() and number.isalpha():
        yield "letter" + "_" * small, ord(number.upper()) - ord("A") + 1
    if number in SUNDAY:
        yield "number", 7
    for series in _SERIES:
        if len(number) == 1 and number in series:
            yield series, series.index(number) + 1
    if (word := number.lower()) in _WORDS:
        yield "word", _WORDS[word]


def _digits(number: str) -> str:
    """The kind of digits: 一 and 壹 and ① count different things where no word stands with them."""
    if number[-1] in _KEY_ENDS:
        return "key"
    if _CAPITAL.search(number):
        return "capital"
    if number.isdecimal():
        return "arabic"
    if re.fullmatch(HAN_NUMBER, number):
        return "han"
    words = name(number).split()  # ❿ is a dingbat, ⓫ is none
    return "NEGATIVE" if "NEGATIVE" in words else words[0]
