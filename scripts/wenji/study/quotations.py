"""What the articles quote: words of somebody who is named, sayings, words that several quote.

The rule. A quotation stands between “ and ” or 「 and 」, has `SHORTEST` to `LONGEST` characters
without punctuation, and reads as a sentence (`_is_sentence`), which leaves out names, slogans
with quotation marks and words used with a smile. And one of these is true:

1. A speaker or book is named right before it: 某某指出：“…”, 《某书》：“…”. Verbs of citing
   (`CITING`) are enough by themselves; verbs of conversation (`SPEAKING`) are so only for people
   whom texts cite (`CITED`), or every 老张说：“…” of a report would be a quotation. A speaker
   has such a name, a surname or an office (`ROLES`); pronouns and crowds (`NOBODY`) are none.
2. It is introduced as a saying: 俗话说：“…”, 古人云：“…”.
3. Two articles quote the same words (copies of one article count once).

Quotations that agree in all but punctuation are one. A book or person that is named anywhere
speaks for all places. Most quoted first: what a collection repeats is what it is built on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from wenji.facts.words import SURNAME
from wenji.fold import fold
from wenji.model import Article, Paragraph
from wenji.stopwords import BREAK_WORDS
from wenji.study.places import Place
from wenji.study.sayings import CITED, CITING, CLASSICAL, NOBODY, PROVERBS, ROLES, SPEAKING

SHORTEST, LONGEST = 8, 120  # folded characters
SHORT_SAYING = 5  # of a proverb that is introduced as one
PLACES = 5  # articles named for one quotation
MOST = 240
SENTENCE = 12  # folded characters of one clause that says something
CLASSICAL_CLAUSE = 9  # characters of the longest clause of a classical quotation

_BEFORE = 40  # characters in which speaker and verb stand

_QUOTED = re.compile(r"“([^“”]{5,200})”|「([^「」]{5,200})」")
_CITE, _ANY = "|".join(CITING), "|".join((*CITING, *SPEAKING))
_HAN = r"[\u4e00-\u9fff·]"
_END = r"(?:我们|大家|全党)?[：:，,]?\s*$"
_HOW = "(?:曾经?|就|又|也|还|一再|多次|特别|明确|深刻)?"
_BOOK = re.compile(rf"《([^《》]{{1,30}})》(?:一[书文])?[中里上]?(?:{_ANY})?{_END}")
_NAMED = re.compile(rf"({_HAN}{{0,10}}(?:{'|'.join(CITED)})){_HAN}{{0,12}}?(?:{_ANY}){_END}")
_CITING = re.compile(
    rf"(?:^|[，。；！？、\s“”（）]|在)({_HAN}{{2,16}}?)(?:在{_HAN}{{1,16}}?)?{_HOW}(?:{_CITE}){_END}"
)
_PROVERB = re.compile(rf"(?:{'|'.join(PROVERBS)})(?:得好|道|说|云)?[：:，,]?\s*$")

_BEGINS = re.compile(
    "在.{0,12}?(?:期间|[上中里时])|[在和与据是]|按照|正如|如同|好像|同时|因此|所以"
)
_NOT_NAME = re.compile(
    "[的了着过把被向对有就要会能以为]|^(?:这|那|一|每|各|其|并|如|但|而|最|更|故|因|今)"
)
_NOBODY = re.compile(rf"(?:{'|'.join(NOBODY)})$")
_SOMEBODY = re.compile(rf"{'|'.join((*CITED, *ROLES))}|·|^{SURNAME}{_HAN}{{1,3}}$")

_CLAUSE = re.compile(r"[，。；！？：、]")
_TITLE = re.compile(
    "^关于|(?:通知|意见|办法|条例|规定|方案|工程|行动|活动|制度|计划|工作法|模式|机制)$"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as its first place has it; `speaker` and `book` are "" where none is named.

    `quoted` counts articles, copies of one once; `places` are the first of them.
    """

    text: str
    speaker: str
    book: str
    saying: bool
    quoted: int
    places: tuple[Place, ...]


@dataclass(slots=True)
class _Found:
    """What is known of one quotation while the articles are read."""

    text: str
    speakers: Counter[str] = field(default_factory=Counter)
    books: Counter[str] = field(default_factory=Counter)
    saying: bool = False
    places: list[Place] = field(default_factory=list)


def quotations(articles: Sequence[Article]) -> tuple[Quotation, ...]:
    """The quotations of `articles`, most quoted first, at most `MOST`; see above for the rule."""
    found: dict[str, _Found] = {}
    for article in articles:
        for number, paragraph in enumerate(article.paragraphs):
            if "“" in paragraph.text or "「" in paragraph.text:
                _read(article, number, paragraph, found)
    told = [q for q in map(_told, found.values()) if q is not None]
    return tuple(sorted(told, key=lambda q: -q.quoted)[:MOST])


def _read(article: Article, number: int, paragraph: Paragraph, found: dict[str, _Found]) -> None:
    text = paragraph.text
    for match in _QUOTED.finditer(text):
        quoted = (match[1] or match[2]).strip()
        key = fold(quoted)
        if not SHORT_SAYING <= len(key) <= LONGEST:
            continue
        speaker, book, saying = introduced(text[max(0, match.start() - _BEFORE) : match.start()])
        if not (saying or len(key) >= SHORTEST) or not _is_sentence(quoted, saying):
            continue
        one = found.setdefault(key, _Found(quoted))
        one.speakers.update([speaker] if speaker else [])
        one.books.update([book] if book else [])
        one.saying |= saying
        if not one.places or one.places[-1].article is not article:
            one.places.append(Place(article, number))


def introduced(before: str) -> tuple[str, str, bool]:
    """Who or what is named at the end of `before`, and whether a saying is announced there.

    >>> introduced("县委书记林禾同志指出：")
    ('县委书记林禾同志', '', False)
    >>> introduced("正如《茶经》所说，"), introduced("俗话说："), introduced("老张笑着说：")
    (('', '茶经', False), ('', '', True), ('', '', False))
    """
    if book := _BOOK.search(before):
        return "", book[1], False
    if _PROVERB.search(before):
        return "", "", True
    named = _NAMED.search(before) or _CITING.search(before)
    if named and (speaker := _speaker(named[1])):
        return speaker, "", False
    return "", "", False


def _speaker(name: str) -> str:
    """The name without what stands before it in the sentence; "" where it is no name."""
    name = _BEGINS.split(name)[-1].strip()
    if name in BREAK_WORDS or _NOBODY.search(name) or _NOT_NAME.search(name):
        return ""
    return name if _SOMEBODY.search(name) else ""


def _is_sentence(text: str, saying: bool) -> bool:
    """Whether the words in quotation marks say something, and do not merely name it."""
    if _TITLE.search(text):
        return False
    clauses = [c for c in _CLAUSE.split(text) if c.strip()]
    if saying or len(clauses) > 1:
        return True
    return len(fold(text)) >= SENTENCE or text[-1] in "。！？"


def _told(found: _Found) -> Quotation | None:
    """The quotation, where its rule holds."""
    groups: list[Place] = []
    seen: set[str] = set()
    for place in found.places:
        if place.article.id not in seen:
            groups.append(place)
            seen |= {place.article.id, *(d.article for d in place.article.duplicates)}
    if not (found.speakers or found.books or found.saying or len(groups) > 1):
        return None
    speaker = _most(found.speakers)
    book = _most(found.books)
    places = tuple(groups[:PLACES])
    return Quotation(found.text, speaker, book, found.saying, len(groups), places)


def _most(names: Counter[str]) -> str:
    """The name given most often; of several, the shortest."""
    return min(names, key=lambda n: (-names[n], len(n), n), default="")


def is_classical(text: str) -> bool:
    """Whether a quotation is in the classical language: its own characters, short clauses.

    >>> is_classical("不积跬步，无以至千里；不积小流，无以成江海"), is_classical("我们明天就去修渠")
    (True, False)
    """
    plain = fold(text)
    clauses = [fold(c) for c in _CLAUSE.split(text) if fold(c)]
    modern = sum(plain.count(c) for c in "的了们这那是")
    short = max(map(len, clauses), default=0) <= CLASSICAL_CLAUSE
    return short and not modern and sum(c in CLASSICAL for c in plain) >= 1
