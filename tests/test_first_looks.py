"""What is looked at first says no only where the whole pattern does.

Several rules ask a cheap question before a pattern (the first character, the last one, a word that
must be there). A pattern that learns a new form must not be silenced by the question before it.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji import numbering, sentences
from wenji.clean import (
    composed,
    contents_lists,
    elsewhere,
    leftovers,
    lexicon,
    line_ends,
    links,
    markdown,
    markup,
    noise,
    page_forms,
    pairs,
    tails,
    torn,
    weighed,
    wrapping,
)
from wenji.clean import vocabulary as v
from wenji.clean.places import lines_of
from wenji.convert import convert_text

EVERY = [chr(c) for c in range(0x21, 0x10000) if not 0xD800 <= c < 0xE000]
BEHIND = ("、水", "）水", "一章", "一、", "1）水", "是", "I、", "", "一部分", "一条", "1）")
_FORMULA = re.compile("|".join(v.SITE_SENTENCES))
_REMARK = re.compile("|".join((*v.SITE_LINES, *v.SITE_PHRASES)))
_SIGNS = "-=*~·。—☆※ \t\n\u3000本文完终结束（）【】<hr/>oOoEeNnDd分割线第3篇下一待续#_渠"


@pytest.mark.parametrize("behind", BEHIND)
def test_labels_by_their_first_character(behind: str) -> None:
    missed = [
        c for c in EVERY
        if numbering._LABEL.match(c + behind) and c not in numbering._FIRST
    ]  # fmt: skip
    assert missed == []


@given(st.text("渠水。！；：.．”）)】①㉟—-，abc1\n", max_size=30))
def test_ends_of_sentences_by_their_last_character(text: str) -> None:
    whole = sentences._ENDED.search(text, max(0, len(text) - sentences.LONGEST_END))
    sign = text[-1:] in sentences._SENTENCE_SIGNS and text != ""
    assert sentences.ended(text) == (sign or whole is not None)


@given(st.text(_SIGNS, max_size=40) | st.from_regex(noise.SEPARATOR))
def test_separators_by_their_first_character(text: str) -> None:
    whole = [m.span() for m in noise.SEPARATOR.finditer(text)]
    assert [m.span() for m in noise._drawn(text)] == whole


@pytest.mark.parametrize("behind", ["3", "3页", "三页", "码3", "age 3", " 三 -", "", "3】"])
def test_page_numbers_by_their_first_character(behind: str) -> None:
    missed = [
        c for c in (" ", "\t", "\u3000", *EVERY)
        if page_forms._LINE_NUMBER.match(c + behind) and c not in page_forms._LINE_LEADS
    ]  # fmt: skip
    assert missed == []


@given(st.from_regex(_FORMULA) | st.text("本文转载请注明出处版权侵删联系0字", max_size=20))
def test_formulas_as_words(line: str) -> None:
    assert bool(noise._ANY_FORMULA.search(line)) == bool(_FORMULA.search(line))


@given(st.from_regex(_REMARK) | st.text("更多请关注本站下载接上页来源：网", max_size=20))
def test_remarks_as_words(line: str) -> None:
    assert bool(noise._REMARK.search(line)) == bool(_REMARK.search(line))


@given(st.from_regex(line_ends._NOTED, fullmatch=True))
def test_notations_of_line_ends_by_their_beginnings(words: str) -> None:
    assert line_ends._FIRST.search(words)


@given(st.from_regex(contents_lists._ENTRY, fullmatch=True))
def test_entries_of_contents_by_their_leaders(line: str) -> None:
    assert contents_lists._LEADERS.search(line)


def test_a_class_of_brackets_begins_words() -> None:
    found = lexicon.lexicon(["^[（(【]?广告[）)】]?$", "侵权|违者必究"])
    assert [bool(found.search(x)) for x in ("(广告)", "【广告", "违者必究", "公告")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_a_subtitle_with_a_long_run_of_spaces_ends() -> None:
    assert convert_text("0" * 12, "spaces.txt", "--|" + " " * 100_000 + "|--", "utf-8").text


@pytest.mark.parametrize(
    "line",
    [
        " " * 200_000,
        "渠" + " " * 200_000 + "水",
        "渠/" * 100_000,
        "渠%20" * 50_000,
        "渠…" * 100_000 + "8",
        "渠&" * 100_000,
        "|" * 50_000,
        "| a | b |\n|---|---|\n" * 5_000,
    ],
)
def test_a_long_run_of_spaces_ends(line: str) -> None:
    """Searches that begin anew at each space would take hours here."""
    assert not list(markup.line_frames("渠水通了。\n" * 8 + line))
    assert convert_text("0" * 12, "spaces.txt", "渠水通了。\n" * 8 + line, "utf-8").text


@pytest.mark.parametrize(
    "line",
    ["# 渠" + "#" * 100_000 + "水", "```" + " " * 100_000 + "渠", "![渠](水" * 30_000,
     "**渠**" * 30_000, "[渠](https://" * 20_000, "---\n" + "a: b\n" * 30_000 + "---",
     "= " * 50_000 + "="],
)  # fmt: skip
def test_a_long_run_of_signs_of_markdown_ends(line: str) -> None:
    text = "# 渠水\n\n## 通了\n" + line
    assert not [e for e in markdown.markdown(text) if e.end - e.start > 100]
    assert not list(links.pictures(text)) and not list(links.links(text))


@pytest.mark.parametrize(
    "text",
    [" " * 200_000, "　" * 200_000, "\t \n" * 50_000, "通讯员 " * 40_000, "“渠通 水" * 20_000,
     "（记者林 " * 20_000, "a=1&" * 40_000, "频道 > " * 20_000, "林小禾（水站）" * 10_000,
     "2020年" * 2_000, "1" * 70 + "号渠\n渠水通了。\n", "同志们" * 40 + "\n渠水通了。\n",
     "---\n" + "渠  : 1\n" * 60, "<b>渠</b>水" * 20_000, "渠\N{RATIO}" * 50_000, "渠──" * 40_000,
     "渠http://a.cn/水" * 20_000, "Copyright © 渠 " * 20_000, "精品 - " * 40_000],
)  # fmt: skip
def test_a_text_of_one_thing_over_and_over_ends(text: str) -> None:
    assert convert_text("0" * 12, "again.txt", text, "utf-8").text


@given(st.text("<>[]【】*·\\n{}_^$%#bp渠水/3", max_size=40))
def test_markup_and_frames_by_their_first_character(text: str) -> None:
    for pattern, sign in (
        (torn._FRAMED, torn._FRAMES),
        (leftovers._IN_SENTENCE, leftovers._IN_SENTENCE_SIGN),
    ):
        whole = [m.span() for m in pattern.finditer(text)]
        assert [m.span() for m in lexicon.leaping(pattern, sign, text)] == whole


@given(st.text("水渠", max_size=12), st.integers(0, 3))
def test_pairs_looked_up_and_counted(text: str, looked_up: int) -> None:
    counted = pairs.Pairs(text)
    every = [a + b for a in "水渠" for b in "水渠"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "LOOKED_UP", looked_up)
        found = [counted.count(pair) for pair in every]
    assert found == [sum(text[i : i + 2] == pair for i in range(len(text))) for pair in every]


_WORDS = st.sampled_from([word for group in weighed._table() for word in group["words"]])


@given(
    st.lists(
        _WORDS.flatmap(st.from_regex) | st.text("渠水网关注我们点击下载乡镇1，。", max_size=8),
        max_size=6,
    )
)
def test_lines_with_words_of_pages_are_among_those_asked_together(given_lines: list[str]) -> None:
    lines = [line.text for line in lines_of("\n".join(given_lines))]
    asked = weighed.worded(lines)
    missed = [
        line
        for i, line in enumerate(lines)
        if len(line) <= weighed.LONGEST and weighed._has_words(line) and i not in asked
    ]
    assert missed == []


@given(st.lists(_WORDS.flatmap(st.from_regex) | st.text("渠水网关注点击0１a，", max_size=8)))
def test_sentences_that_are_asked_nothing_else_are_no_remarks(words: list[str]) -> None:
    told = " ".join("".join(words).split()) + "。"
    asked = weighed.worded([told]) or weighed.SPACED.search(told)
    assert asked or len(told) > weighed.LONGEST or weighed.weight(told) < tails.STRANGE_SENTENCE


_TELLING = st.sampled_from([*composed._EVERY, "渠", "水", "，", "：", "3", "》", "[", "张三"])


@given(st.lists(_TELLING, max_size=8).map("".join))
def test_lines_with_one_shared_word_are_made_of_nothing(line: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composed, "_FIRST", re.compile(""))  # nothing is left out
        whole = composed.parsed.__wrapped__(line)
    assert composed.parsed.__wrapped__(line) == whole


@given(st.text("水渠，\n", max_size=40))
def test_words_at_line_ends_as_all_followers_tell_them(text: str) -> None:
    lines = wrapping.Lines(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "BOUND_COUNT", 2)
        for a, b in ("水水", "水渠", "渠水"):
            after = lines._successors(a)
            word = after[b] >= max(wrapping.WORD_COUNT, wrapping.WORD_SHARE * after.total())
            assert lines.one_word(a, b) == word
            bound = max(after.values(), default=0) >= wrapping.BOUND_SHARE * after.total()
            assert lines.breaks_off(a, b) == (after.total() >= 2 and bound and not after[b])


@given(st.lists(st.text("水渠", min_size=2, max_size=4), max_size=4), st.text("水渠", min_size=2))
def test_pairs_of_a_line_in_its_text_as_they_are_counted_there(some: list[str], line: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elsewhere, "PARAGRAPH", 2)
        patch.setattr(elsewhere, "LEAST_TEXT", 0)
        prose = elsewhere._Prose.of([*some, line])
    times = prose.text.count(f"\n{line}") + prose.text.count(f"{line}\n")
    own = {line[k : k + 2] for k in range(len(line) - 1)}
    known = {pair for pair in own if prose.text.count(pair) > times * line.count(pair)}
    assert prose.knows(line) == len(known) / len(own)
