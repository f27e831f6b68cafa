"""Genres: which one a title or a text names, their keys, and their names by language.

A fact names a genre in Chinese (`Facts.genre`): one of those that titles name, or any word that
the editor or a head of fields gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenji.facts.genre_words import (
    ABOUT,
    ANYWHERE,
    BEGINS,
    CLOSINGS,
    CONTRACTS,
    ENDS,
    KEYS,
    NEVER,
    OF_TEXTS,
    TAILS,
)
from wenji.messages import text
from wenji.numbering import label_at

LEAST_CLAUSES = 3  # 第一条, 第二条, 第三条 in a row are a legal text
CLAUSE_SHARE = 0.15  # … of all its paragraphs: a notice that quotes three of them is none
LAST_LINES = 5  # among which a text says what it is

_ENDS = tuple((name, re.compile(rf"(?:{words})$")) for name, words in ENDS)
_BEGINS = tuple((name, re.compile(words)) for name, words in BEGINS)
_ABOUT = re.compile(ABOUT)
_NEVER = re.compile(NEVER)
_TAILS = re.compile(TAILS)
_PARTS = re.compile(r"—{2,}|－{2,}|-{2,}|[:：]")
_ANYWHERE = re.compile(ANYWHERE)
_CLOSINGS = tuple((name, re.compile(words)) for name, words in CLOSINGS)
_SPOKEN = frozenset("是，,、：:就则")  # 第一条是…: a text that counts its points
_CONTRACTS = re.compile(CONTRACTS)
_SPEECH = re.compile(r"(?:上|中|时)的(?:重要)?讲话")


def genre_of(title: str) -> str | None:
    """The genre that a title names, if it is sure.

    >>> genre_of("在春耕动员会上的讲话"), genre_of("护渠办法（试行）"), genre_of("青禾镇纪行")
    ('讲话', '法规', None)
    >>> [genre_of(title) for title in ("灌溉的好办法", "巡渠方法", "学习水法条例", "论语新读")]
    [None, None, None, None]
    """
    found = genre_word(title)
    return found[0] if found else None


def genre_word(title: str) -> tuple[str, str] | None:
    """The genre that a title names, and the words that name it.

    >>> genre_word("石桥乡2021年工作总结及2022年工作计划")
    ('总结', '总结及2022年工作计划')
    """
    for part in _PARTS.split(title):
        bare = _TAILS.sub("", part).strip(' \u3000《“"')
        if _NEVER.match(bare):
            continue
        about = _ABOUT.match(bare) and not _SPEECH.search(bare)
        for name, pattern in _ENDS:
            if (m := pattern.search(bare)) and not (about and name in OF_TEXTS):
                return name, m[0]
        for name, pattern in _BEGINS:
            if m := pattern.match(bare):
                return name, m[0]
    return None


def names_genre(title: str) -> bool:
    """Whether a line holds a word for a genre anywhere: evidence for a title, no more."""
    return _ANYWHERE.search(title) is not None


def genre_of_text(paragraphs: Sequence[str]) -> tuple[str, int, int, int] | None:
    """The genre that a text's structure shows, the paragraph that shows it, and the span in it.

    >>> genre_of_text(["各村：", "今晚放水。", "特此通知。"])
    ('通知', 2, 0, 5)
    >>> genre_of_text(["第一条 护渠。", "第二条 用水。", "第三条 修闸。"])
    ('法规', 0, 0, 3)
    >>> genre_of_text(["甲方：青禾镇", "第一条 租渠。", "第二条 租金。", "第三条 期限。"]) is None
    True
    """
    first = len(paragraphs) - LAST_LINES
    for i, paragraph in enumerate(paragraphs):
        if i < first:
            continue
        for name, pattern in _CLOSINGS:
            if m := pattern.fullmatch(paragraph.strip()):
                start = paragraph.find(m[0])
                return name, i, start, start + len(m[0])
    return _law(paragraphs)


def _law(paragraphs: Sequence[str]) -> tuple[str, int, int, int] | None:
    """第一条, 第二条 … one after the other, in a text that is no contract."""
    found: list[tuple[int, int]] = []
    for i, paragraph in enumerate(paragraphs):
        label = label_at(paragraph) if paragraph.startswith("第") else None
        if label is not None and label.style == "clause":
            if label.value != len(found) + 1 or paragraph[len(label.text) :][:1] in _SPOKEN:
                break
            found.append((i, len(label.text)))
    enough = len(found) >= max(LEAST_CLAUSES, CLAUSE_SHARE * len(paragraphs))
    if not enough or any(_CONTRACTS.search(p) for p in paragraphs[: found[0][0] + 1]):
        return None
    return "法规", found[0][0], 0, found[0][1]


def key(genre: str) -> str:
    """The key of a genre; a genre that the table does not hold is its own.

    >>> key("讲话"), key("札记")
    ('speeches', '札记')
    """
    return KEYS.get(genre, genre)


def names(genre: str) -> dict[str, str]:
    """The names of a genre by language; `zh` is always there.

    >>> names("讲话"), names("札记")
    ({'zh': '讲话', 'en': 'Speeches'}, {'zh': '札记'})
    """
    if genre not in KEYS:
        return {"zh": genre}
    return {"zh": genre, "en": text(f"genre.{KEYS[genre]}", "en")}
