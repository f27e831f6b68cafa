"""Titles by which a reader tells articles apart, and summaries, from an article's own words.

Nothing is made up: a telling phrase is a run of the article's own text that reads as a whole,
because quotation marks, punctuation, a heading or the ends of a term delimit it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wenji.facts import is_fact_line
from wenji.openings import is_report, telling_clause, without_dateline
from wenji.stopwords import BREAK_WORDS, EMPTY_TERMS, NOT_SUBJECTS, PLACE_NAMES
from wenji.terms import key_terms

MIN_PHRASE, MAX_PHRASE = 4, 16
"""Length in characters of a phrase that tells something and can be taken in at a glance."""

BEST_LENGTHS = range(5, 13)
MAX_TITLE = 24
"""Length of a title made from a sentence: one line of a list on a phone. A single clause may be
longer (`openings`)."""

MIN_TITLE = 4
MIN_SENTENCE = 12
"""A shorter sentence at the beginning is a salutation or a heading rather than text."""

CLEAR_SUBJECT = 2.0
"""Score at which a phrase names an article better than an empty opening clause."""

ONCE = 0.6
"""Weight of a quoted phrase that stands only once and names no campaign."""

IN_HEADING = 1.5
"""How much more a term counts that a heading holds."""

TERMS_LOOKED_AT = 12
EARLY = 0.15
"""Share of the article in which its subject is usually named."""


_REPORTS = re.compile(r"(?:指出|强调|认为|提出|要求|表示|写道|说过?|讲过?|谈到)$")


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where a phrase comes from, and how far that is to be trusted (relative weight)."""

    name: str
    trust: float


_CAMPAIGN = _Kind("campaign", 1.7)
_QUOTED = _Kind("quoted", 1.0)
_WORK = _Kind("work", 0.7)
_HEADING = _Kind("heading", 0.8)
_TERM = _Kind("term", 1.0)

_QUOTES = re.compile(r"[“「『]([^“”「」『』\n]{2,30})[”」』]")
_WORKS = re.compile(r"《([^《》\n]{2,30})》")
_ACTIVITY = re.compile(
    r"^[的为主题]{0,3}(?:系列|主题|实践|教育|学习|宣传|专题|创建|读书|志愿)*(?:活动|行动|工程|教育|会|讲座|报告|比赛|竞赛)"
)
_LABEL = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]{1,4}[章节条部分篇]{1,2}|[（(]?[一二三四五六七八九十百\d]{1,4}[)）]?[、.．:：]?|[①-⑳])\s*"
)
_HEADING_START = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]{1,4}[章节部分篇]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．:：]|[（(]?\d{1,2}[)）、.．](?!\d)|[①-⑳])"
)
_SALUTATION = re.compile(
    r"^(?:尊敬|敬爱|亲爱)的.{0,20}$|^(?:(?:各位|同志|老师|同学|朋友|领导|代表|委员|来宾|评委|乡亲|家长|战友|女士|先生|大家)"
    r".{0,24}|.{0,12}(?:同志们|同学们|朋友们|老师们|党委|支部|党组织|领导))[:：!！,，]?$|^(?:大家|你们|您)好[!！。]?$"
)
_HAN = re.compile("[\u3400-\u9fff]")
_GREETING = re.compile(
    r"^(?:(?:尊敬|敬爱|亲爱)的[^，。：:!！]{1,20}|(?:各位)?(?:领导|同志|老师|同学|朋友|来宾|评委|代表)们?"
    r"(?:、(?:各位)?(?:领导|同志|老师|同学|朋友|来宾|评委|代表)们?){0,4})[:：!！,，]\s*|^(?:大家|你们|您)(?:上午|下午|晚上)?好[!！。，,]\s*"
)
# A paper's abstract, and the lines round it: who wrote it and where, what it is about in words.
_OPEN, _CLOSE, _S = r"[【\[［〔（(]?", r"[】\]］〕）)]?", r"[ \t\u3000]*"
_ABSTRACT = re.compile(
    rf"{_OPEN}{_S}(?:内{_S}容{_S}|论文|中文)?(?:摘{_S}要|提{_S}要|文{_S}摘)题?{_S}"
    rf"(?:[】\]］〕]{_S}[:：]?|[:：]|(?<=[ \u3000])){_S}(?=\S)"
)
_ABOUT = re.compile(
    rf"{_OPEN}{_S}(?:(?:第一)?作{_S}者{_S}(?:简介|单位)|译{_S}者|关{_S}键{_S}词|主{_S}题{_S}词|标题注释"
    rf"|英文(?:摘要|关键词)|基金项目|资助项目|[收修]稿日期|修回日期|责任编辑|通讯(?:地址|作者)|中图(?:法)?分类号"
    rf"|分{_S}类{_S}号|文献标[识志]码|文章编号){_S}{_CLOSE}(?:{_S}[:：]|{_S}(?<=[】\]］〕 \u3000]))"
)
ABSTRACT_WITHIN = 12  # paragraphs; origin: the journals of the development collections
_CLAUSE_END = re.compile(r"[，。；：？！、,;:?!\n…—]")
_SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)]*|\n")
_COUNT_WORD = re.compile(r"^[一二三四五六七八九十两几\d]+个?.{1,3}$")
_MASKED = re.compile(r"[*＊]{2}|[Xx×]{2,}|[○〇□]{2,}|\d{3,}")
_MARKS = re.compile(r"[“”‘’「」『』《》\s]")
_NEVER_FIRST = "的了着等与和及或并也又还就都而"
_NEVER_LAST = "的了着等与和及或并是在把被为对向从使让"
_FORMULA = re.compile(
    r"^(?:时光|光阴|岁月|转眼|不知不觉|春去秋来|寒来暑往|一年来|今年以来|近日|日前|近年来|当前|目前|为|根据|按照|依据|遵照|在|随着|"
    r"通过|经过|自|从|由于|围绕|本着|我|\d{1,4}(?:[年月日.．、\-—~～至]|[时点][，整至])|\d{1,2}[:：]"
    r"|[Xx＊*]|[一二]〇)"
)
"""Openings that say nothing of the subject: set phrases, dates, prepositional clauses."""

# The sign of a footnote behind a title: 护渠记事*, 护渠记事［1］, 护渠记事1）. One that may count
# as well, ① or a number in brackets, is a note's only where a paragraph begins with it.
_NOTE_SIGN = re.compile(
    r"(?<=[\w》”’）)])(?P<sure>(?<![*＊※†‡])[*＊※†‡]|(?<=[^\W0-9])[0-9]{1,2}[)）])$"
    r"|(?<=[\w》”’）)])(?P<sign>[①-⑳]|[\[［〔][0-9]{1,2}[\]］〕])$"
)
_OPENED = re.compile(r"[(（][^()（）]*[0-9]{1,2}[)）]$")

# The column of a paper before a title: ·渠上视点·护渠记事
_RUBRIC = re.compile(r"[·•]\s*[\u4e00-\u9fff]{2,6}\s*[·•]\s*(?=\S{4})")

_PHRASE_EDGE = "，。；：？！、,;:?!…— .．·"


def telling(given: str, text: str, headings: Sequence[str], siblings: Sequence[str]) -> str:
    """A title for an article whose `given` title does not tell it from its `siblings`.

    `siblings` are the texts of the articles from which it must be told apart, `headings` the
    article's own. The given title is kept and a telling phrase of the text added in brackets;
    without a given title one is made from the first sentence or heading, cut at punctuation.
    Where nothing tells, the given title comes back as it is (never an invented word).

    >>> telling("活动总结", "本月开展“净滩护海”活动。“净滩护海”活动有百人参加。", (), ("秋收。",))
    '活动总结（净滩护海）'
    """
    if not given.strip():
        return _from_opening(text, headings, siblings)
    best = _best(given, text, headings, siblings)
    return f"{given}（{best[1]}）" if best else given


def bare_title(title: str, paragraphs: Iterable[str]) -> str:
    """A title without the sign that calls its footnote, and without the column in which a paper
    prints it; the note is among the paragraphs.

    >>> bare_title("护渠记事*", ()), bare_title("护渠记事1）", ())
    ('护渠记事', '护渠记事')
    >>> bare_title("护渠记事①", ("渠成了。",)), bare_title("致林**", ())
    ('护渠记事①', '致林**')
    >>> bare_title("·渠上视点·护渠记事", ()), bare_title("林·禾·周满", ())
    ('护渠记事', '林·禾·周满')
    >>> noted = ("渠成了。", "①本文写于石桥。")
    >>> bare_title("护渠记事①", noted), bare_title("渠（1）", ())
    ('护渠记事', '渠（1）')
    """
    if rubric := _RUBRIC.match(title):
        title = title[rubric.end() :]
    m = _NOTE_SIGN.search(title)
    if m is None or (m["sure"] and _OPENED.search(title)):
        return title
    if m["sign"] and not any(p.startswith(m["sign"]) for p in paragraphs):
        return title
    return title[: m.start()].rstrip()


def summary(text: str, limit: int = 100) -> str:
    """The first sentences of real text, at most `limit` characters, ending with a sentence.

    Salutations and headings are left out; a paper's abstract tells it best. Where even the first
    sentence is longer it is cut at its last comma inside the limit and ends with `…`.

    >>> summary("各位老师：\\n一、缘起\\n春天里，我们种下三百棵树。秋天再去看它们。", 16)
    '春天里，我们种下三百棵树。'
    >>> summary("【作者简介】林禾，渠县人。\\n【摘要】渠水通了，田里有水可用。\\n老人都来看。", 12)
    '渠水通了，田里有水可用。'
    """
    taken = ""
    for sentence in _sentences(text):
        announces = taken and sentence[-1] in "：:"
        if announces or len(taken) + len(sentence) > limit:
            break
        taken += sentence
    if taken:
        return taken
    first = next(_sentences(text), "")
    if not first:
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) <= limit:
        return first
    cut = _cut(first, limit - 1, limit // 2)
    return f"{cut or first[: limit - 1]}…"


def _cut(text: str, limit: int, least: int) -> str:
    """The longest beginning of at most `limit` characters that ends before punctuation."""
    ends = [m.start() for m in _CLAUSE_END.finditer(text, 0, limit + 1) if m.start() >= least]
    return text[: ends[-1]] if ends else ""


def _is_prose(line: str) -> bool:
    line = line.strip()
    if len(line) < MIN_SENTENCE or line.startswith("——") or _SALUTATION.match(line):
        return False
    return any(c in line for c in "，。；！？,;")


def is_told(text: str) -> bool:
    """Whether some line of a text is prose that a summary can be made of."""
    return any(map(_is_prose, text.splitlines()))


def _sentences(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for n, line in enumerate(lines[:ABSTRACT_WITHIN]):
        if found := _ABSTRACT.match(line):
            lines = [line[found.end() :], *lines[n + 1 :]]
            break
    chinese, begun = _HAN.search(text) is not None, False
    for line in lines:
        line = line.strip()
        if _ABOUT.match(line) or (chinese and not _HAN.search(line)):
            continue
        heading = _HEADING_START.match(line) is not None
        if not _is_prose(line) or (heading and len(line) < 2 * MIN_SENTENCE):
            if begun and line.endswith(("：", ":")):
                return  # what it leads to, a list, is left out: the next sentence does not follow
            continue
        begun = True
        line = _greetingless(line)
        begin = 0
        for end in _SENTENCE_END.finditer(line):
            yield line[begin : end.end()]
            begin = end.end()
        if line[begin:]:
            yield line[begin:]


def _greetingless(line: str) -> str:
    while found := _GREETING.match(line):
        line = line[found.end() :]
    return line


def _best(
    given: str, text: str, headings: Sequence[str], siblings: Sequence[str]
) -> tuple[float, str] | None:
    found = _candidates(given, text, headings, siblings)
    return max(found, key=lambda c: (c[0], -text.find(c[1]), c[1]), default=None)


def _from_opening(text: str, headings: Sequence[str], siblings: Sequence[str]) -> str:
    """A title from the first line that can be one: a short line, the first sentence, a heading."""
    best: tuple[float, str] | None = None
    looked = False  # a whole text's phrases are weighed once, and only where they are asked for
    for n, line in enumerate(text.splitlines()):
        line = line.strip(_PHRASE_EDGE)
        if not line or _SALUTATION.match(line) or is_fact_line(line):
            continue
        if _HEADING_START.match(line):
            break
        report = is_report(line)
        line = _greetingless(without_dateline(line)).strip(_PHRASE_EDGE)
        if MIN_TITLE <= len(line) <= MAX_TITLE and "。" not in line:
            return line
        if report:
            if title := telling_clause(line, MAX_TITLE):
                return title
            continue
        if _FORMULA.match(line) and not looked:
            best, looked = _best("", text, headings, siblings), True
        if _FORMULA.match(line) and best and best[0] >= CLEAR_SUBJECT:
            return best[1]
        sentence = next(_sentences(line), line)
        title = _balanced(_cut(sentence, MAX_TITLE, MIN_TITLE))
        if _REPORTS.search(title) and n:
            break  # “… 指出” names who speaks, not what the text is about
        if title := telling_clause(line, MAX_TITLE) or title:
            return title
    return _from_headings(text, headings)


def _from_headings(text: str, headings: Sequence[str]) -> str:
    """A title from the first heading, else the text's strongest term, else its first words."""
    for heading in headings:
        bare = _LABEL.sub("", heading).strip(_PHRASE_EDGE)
        if title := bare if len(bare) <= MAX_TITLE else _cut(bare, MAX_TITLE, MIN_TITLE):
            return title
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    label = _LABEL.match(first)  # 1.巡渠每天两次，…
    if label and (title := _balanced(_cut(first[label.end() :], MAX_TITLE, MIN_PHRASE))):
        return title
    terms = key_terms(text, limit=1)
    return terms[0] if terms else first[:MAX_TITLE].strip()


def _balanced(phrase: str) -> str:
    """The phrase, or its part before a mark that is opened and not closed."""
    for opening, closing in ("“”", "《》", "（）", "()", "「」", "‘’"):
        if phrase.count(opening) != phrase.count(closing):
            at = phrase.rfind(opening)
            phrase = phrase[: max(at, 0)].strip(_PHRASE_EDGE)
    return phrase if len(phrase) >= MIN_TITLE else ""


def _candidates(
    given: str, text: str, headings: Sequence[str], siblings: Sequence[str]
) -> Iterator[tuple[float, str]]:
    seen: set[str] = set()
    for kind, phrase in _phrases(text, headings):
        if phrase in seen or not _reads(phrase, given):
            continue
        seen.add(phrase)
        headed = kind is _TERM and any(phrase in h for h in headings)
        score = _score(kind, phrase, text, siblings) * (IN_HEADING if headed else 1.0)
        yield round(score, 9), phrase


def _phrases(text: str, headings: Sequence[str]) -> Iterable[tuple[_Kind, str]]:
    for found in _QUOTES.finditer(text):
        phrase = found[1].strip(_PHRASE_EDGE)
        names = _ACTIVITY.match(text[found.end() : found.end() + 16])
        yield (_CAMPAIGN if names else _QUOTED), phrase
    for found in _WORKS.finditer(text):
        yield _WORK, found[1].strip(_PHRASE_EDGE)
    for heading in headings:
        bare = _LABEL.sub("", heading).strip(_PHRASE_EDGE)
        yield _HEADING, bare
        for part in _CLAUSE_END.split(bare):
            yield _HEADING, part.strip(_PHRASE_EDGE)
    for term in key_terms(text, limit=TERMS_LOOKED_AT):
        yield _TERM, term


def _reads(phrase: str, given: str) -> bool:
    """Whether a phrase can stand in a title, and says more than the given title does."""
    if not MIN_PHRASE <= len(phrase) <= MAX_PHRASE or _MASKED.search(phrase):
        return False
    if _COUNT_WORD.match(phrase) or _MARKS.search(phrase):
        return False
    if phrase[0] in _NEVER_FIRST or phrase[-1] in _NEVER_LAST:
        return False
    empty = phrase in EMPTY_TERMS or phrase in NOT_SUBJECTS or phrase in PLACE_NAMES
    if empty or phrase in BREAK_WORDS or any(c in "。？！?!" for c in phrase):
        return False
    return phrase not in given and _overlap(phrase, given) < 0.75


def _overlap(phrase: str, given: str) -> float:
    pairs = [phrase[i : i + 2] for i in range(len(phrase) - 1)]
    return sum(p in given for p in pairs) / len(pairs)


def _score(kind: _Kind, phrase: str, text: str, siblings: Sequence[str]) -> float:
    here = text.count(phrase)
    rate = here / max(len(text), 1)
    elsewhere = max((s.count(phrase) / max(len(s), 1) for s in siblings), default=0.0)
    rarity = max(rate, 1e-9) / (max(rate, 1e-9) + 2 * elsewhere)
    length = 1.0 if len(phrase) in BEST_LENGTHS else 0.75
    at = text.find(phrase)
    early = 1.3 if 0 <= at <= EARLY * len(text) else 1.0
    often = min(here, 12) ** 0.6 if here else 0.5
    lone = ONCE if kind in (_QUOTED, _WORK) and here < 2 else 1.0
    return kind.trust * often * rarity * length * early * lone
