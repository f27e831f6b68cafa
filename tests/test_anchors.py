"""The words that the editing desk chooses lead an override back to its place."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wenji.editor.overrides import Decision, Kind
from wenji.editor.placing import place
from wenji.review.anchors import LONGEST, Anchor, Haystack, anchor, exactly
from wenji.search.folding import fold_char

# Few characters, so that words come again; some of them count when words are compared, some do
# not, one counts as two.
TEXTS = st.text(st.sampled_from("渠道管护后後，。 　\n\r㎡m2〇-„\x00\u202e\ud800"), max_size=60)


def found(text: str, made: Anchor) -> tuple[int, int]:
    """Where the program places an override with these words."""
    decision = Decision(1, "甲.txt", made.at, made.nth, Kind.KEEP, True)
    [placed], findings = place(text, [decision])
    assert findings == ()
    return placed.start, placed.end


@given(TEXTS, st.integers(0, 60))
@example("哈哈哈哈", 1)
@example("渠道\n渠道\n渠道", 3)
def test_an_anchor_leads_back_to_its_place(text: str, start: int) -> None:
    words = [i for i in range(start, len(text)) if fold_char(text[i])]
    made = anchor(Haystack(text), start)
    assert (made is None) == (not words)
    if made:
        assert made.start == words[0] and len(made.at) <= LONGEST and "\n" not in made.at
        assert found(text, made) == (made.start, made.end)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_an_anchor_stays_before_its_end(text: str, start: int, end: int) -> None:
    made = anchor(Haystack(text), start, end)
    if made:
        assert start <= made.start < made.end <= end
        assert found(text, made) == (made.start, made.end)


@given(TEXTS, st.integers(0, 60), st.integers(1, 4))
def test_exact_words_hold_the_span_and_are_found(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    made = exactly(Haystack(text), start, end) if start < end else None
    if made:
        signs = len(text[start:end].strip())  # of a span without a word in reach
        assert (made.start <= start and end <= made.end) or made.end - made.start == signs
        assert found(text, made) == (made.start, made.end)
        assert not set(text[made.start : made.end]) & set("\r\n")


@pytest.mark.parametrize(
    ("text", "start", "at", "nth"),
    [
        ("第一篇：春灌\n正文。\n第二篇：护渠\n正文。", 11, "第二篇：护渠", None),  # the whole line
        ("渠道管护要经常，不能一阵一阵地抓，也不能只靠一两个人。", 0, "渠道管护要经常，", None),
        ("正文。\n第二节\n正文。\n完", 8, "正文。 完", None),  # over the line's end
        ("好\n好\n好", 2, "好", 2),
        ("　　一、\r\n好", 0, "一", None),
    ],
)
def test_anchors_read_well(text: str, start: int, at: str, nth: int | None) -> None:
    made = anchor(Haystack(text), start)
    assert made and (made.at, made.nth) == (at.rstrip("，。"), nth)


def test_signs_are_found_as_they_are() -> None:
    text = "甲\n-----\n乙\n-----\n丙"
    made = anchor(Haystack(text), 10, 16)
    assert made and (made.at, made.nth) == ("-----", 2)
    assert found(text, made) == (made.start, made.end)


def test_a_glyph_is_found_with_its_neighbours() -> None:
    text = "大家说好„„就这么办"
    made = exactly(Haystack(text), 4, 6)
    assert made and made.at == "好„„就"


def test_a_spelling_at_the_end_of_a_line_is_found_with_what_stands_before_it() -> None:
    """A number of it would mean another place as soon as 保护 is written above."""
    text = "护渠要经常。\n抓好分级保护:\n保护水源。"
    made = exactly(Haystack(text), 12, 13)
    assert made and (made.at, made.nth) == ("级保护:", None)
    assert found(text, made) == (made.start, made.end)
