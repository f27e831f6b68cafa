"""Key terms: whole words that recur, strongest first, the same everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenji.ngrams import MAX_LENGTH
from wenji.stopwords import BREAK_WORDS, EMPTY_TERMS, HARD_CHARS
from wenji.terms import key_terms, mine, vocabulary

ORCHARD = (
    "石榴园建在山坡上。春天，石榴园里开满红花；到了秋天，石榴园向游客开放。"
    "滴灌设备装好以后，园里用水省了一半。今年又添了两套滴灌设备，滴灌设备由合作社统一看管。"
    "合作社的账目每月公开，社员信任合作社。\n"
)
LIBRARY = (
    "流动书车每周三进村。孩子们盼着流动书车，老人也爱听流动书车带来的评书。"
    "借阅登记用手机完成，借阅登记不收费。有了借阅登记，书的去向一清二楚。\n"
)

FOUND = [
    (ORCHARD, "石榴园", "a word of three characters"),
    (ORCHARD, "滴灌设备", "a compound, not its halves"),
    (LIBRARY, "流动书车", "a compound before different verbs"),
    (LIBRARY, "借阅登记", "a compound at the beginning of clauses"),
    ("安装 Linux 系统。Linux 稳定，学习 Linux 不难。", "Linux", "a Latin word"),
]

NOT_FOUND = [
    (ORCHARD, "榴园", "the end of a longer word"),
    (ORCHARD, "灌设", "the middle of a longer word"),
    (LIBRARY, "流动书", "the beginning of a longer word"),
    ("我们的。我们和我们，我们又我们。", "我们", "a pronoun"),
    ("开展工作。工作好，工作多，工作忙。", "工作", "a word that says nothing"),
    ("的了，的了。的了！的了", "的了", "particles"),
    ("合理诉求。合理诉求、合理诉求，合理诉求！提合理诉求", "理诉求", "a fragment"),
]


@pytest.mark.parametrize(("text", "term", "why"), FOUND)
def test_found(text: str, term: str, why: str) -> None:
    assert term in key_terms(text), why


@pytest.mark.parametrize(("text", "term", "why"), NOT_FOUND)
def test_not_found(text: str, term: str, why: str) -> None:
    assert term not in key_terms(text), why


@pytest.mark.parametrize("text", ["", "山", "\n\n", "only once here", "秋天到了。", "１２３"])
def test_nothing_recurs(text: str) -> None:
    assert key_terms(text) == ()


def test_strongest_first_and_limit() -> None:
    every = key_terms(ORCHARD + LIBRARY)
    assert len(every) > 2
    assert key_terms(ORCHARD + LIBRARY, limit=2) == every[:2]


def test_background_weakens_a_common_term() -> None:
    plain = key_terms(ORCHARD)
    common = {plain[0]: 500}
    assert key_terms(ORCHARD, background=common)[0] != plain[0]


def test_vocabulary_knows_where_terms_stand() -> None:
    texts = (ORCHARD, "", LIBRARY, ORCHARD)
    words = vocabulary(texts)
    seen = {
        (int(row), words.terms[i].text): int(count)
        for row, i, count in zip(words.texts, words.ids, words.counts, strict=True)
    }
    assert seen[0, "石榴园"] == 3
    assert seen[3, "石榴园"] == 3
    assert (2, "石榴园") not in seen
    assert seen[2, "流动书车"] == 3


def test_terms_do_not_run_over_the_end_of_a_text() -> None:
    words = vocabulary(["山青", "水秀"] * 6)
    assert all("青水" not in term.text for term in words.terms)


CHARS = st.sampled_from("山水田园春秋茶树采摘合作社的了和，。\nabX1") | st.characters()


@settings(deadline=None)
@given(st.text(CHARS, max_size=200))
def test_laws(text: str) -> None:
    """Every term stands in the text as often as it says, and reads like a term."""
    for term in mine(text):
        assert 2 <= len(term.text) <= MAX_LENGTH
        assert text.startswith(term.text, term.first)
        assert term.count >= 2
        assert not HARD_CHARS & set(term.text)
        assert not any(word in term.text for word in BREAK_WORDS)
    terms = key_terms(text)
    assert terms == key_terms(text)
    assert len(set(terms)) == len(terms) <= 10
    assert not EMPTY_TERMS & set(terms)
    assert all(text.count(term) >= 2 for term in terms)


@settings(deadline=None)
@given(st.lists(st.text(CHARS, max_size=60), max_size=6))
def test_vocabulary_counts(texts: list[str]) -> None:
    """The counts of a term over the texts add up to its count."""
    words = vocabulary(texts, least=2)
    total = [0] * len(words.terms)
    for row, term, count in zip(words.texts, words.ids, words.counts, strict=True):
        assert words.terms[term].text in texts[row]
        total[term] += int(count)
    assert total == [term.count for term in words.terms]
