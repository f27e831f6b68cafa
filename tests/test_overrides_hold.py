"""What decisions take hold of: lines, signs, facts; and what is told once they are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_overrides import SOURCE, entry, kinds, run

from wenji.audit import audit
from wenji.commands.convert import convert
from wenji.editor.overrides import Decision, Kind
from wenji.editor.placing import place
from wenji.progress import Silent

SIGNS = [
    ("“好。”", "repair: “好！”", "他说：“好！”大家"),
    ("好。", "repair: 好", "他说：“好”大家"),
    ("大家都点头。", "repair: 大家都点头：", "”大家都点头："),
    ("大家都点头", "repair: 众人都点头", "”众人都点头。"),
]


@pytest.mark.parametrize(("at", "decided", "becomes"), SIGNS)
def test_signs_at_the_ends_of_words_belong_to_them(
    at: str, decided: str, becomes: str, tmp_path: Path
) -> None:
    text = "老周想了半天，他说：“好。”大家都点头。\n这件事就这样定了下来，第二天一早就动工。\n"
    _, made = run(tmp_path, text, entry(at, decided))
    assert becomes in made.articles[0].text


BREAKS = ["\n", "\r", "\r\n", "\r\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("line_end", BREAKS, ids=[ascii(b) for b in BREAKS])
@pytest.mark.parametrize("decided", ["drop", "keep"])
def test_a_line_is_the_same_whatever_ends_it(decided: str, line_end: str, tmp_path: Path) -> None:
    lines = [
        "渠上日夜都有人走，水情随时报到村里，谁也没有误过一班。",
        "上一篇：水利站小记",
        "秋天又换了两座闸门，夜里也看得清水位，大家都放心。",
    ]
    text = "".join(f"　　{line}{line_end}" for line in lines)
    _, made = run(tmp_path, text, entry("上一篇：水利站小记", f"{decided}: true"))
    wanted = [lines[0], lines[2]] if decided == "drop" else lines
    assert [p.text for a in made.articles for p in a.paragraphs] == wanted


TOLD_APART = [  # words, the text, the line that is meant
    ("— 1 —", "渠1里\n— 1 —\n闸1座\n", 1),
    ("“好”", '他说好。\n又说"好"。\n都说好。\n', 1),
    ("护：", "护渠\n分级保护:\n看护渠\n", 1),
    ("好", "好。\n好！\n", None),
    ("（好）", "好。\n好！\n", None),
    ("(1)", "（1）甲\n(1)乙\n", None),
]


@pytest.mark.parametrize(("words", "text", "line"), TOLD_APART)
def test_signs_tell_places_apart(words: str, text: str, line: int | None) -> None:
    placed, findings = place(text, [Decision(1, "s", words, None, Kind.DROP, True)])
    assert [text.count("\n", 0, p.start) for p in placed] == ([] if line is None else [line])
    assert [f.code for f in findings] == (["override-ambiguous"] if line is None else [])


def test_a_spelling_whose_signs_do_not_stand_there_is_told_and_does_nothing(tmp_path: Path) -> None:
    """The second 护 was one with a colon; after an edit above it, it is another one."""
    decided = entry("'护:'", "repair: '护：'\n  nth: 2")
    text = "渠上的护闸人记得清楚。\n分级保护:各村都要看住自己的一段渠，谁也不能推。\n"
    _, made = run(tmp_path / "same", text, decided)
    assert not [f for s in made.sources for f in s.findings if f.code.startswith("override")]
    edited = f"保护渠道，人人有责，老人都这样说。\n{text}"
    _, made = run(tmp_path / "edited", edited, decided)
    [finding] = [f for s in made.sources for f in s.findings if f.code.startswith("override")]
    assert finding.code == "override-unmatched"
    assert "护闸人" in made.articles[0].text and "护：闸" not in made.articles[0].text


MINUTES = """\
石桥乡春灌调度会议
时间：2021年3月5日下午3:00
来源：石桥乡政府

　　会上听了各村的用水情况，定下先远后近的次序，各村都点了头。
　　散会以后，护渠小组又到渠上走了一趟，把坏了的闸门记在本子上。
责任编辑：林小禾
"""
STATED = [
    ("2021年3月5日下午3:00", "date", "2021-03-05"),
    ("来源：石桥乡政府", "origin", "石桥乡政府"),
]


@pytest.mark.parametrize(("at", "fact", "value"), STATED)
def test_a_line_that_states_a_fact_is_kept_and_states_it_all_the_same(
    at: str, fact: str, value: str, tmp_path: Path
) -> None:
    _, without = run(tmp_path / "without", MINUTES, "[]\n")
    assert at not in without.articles[0].text
    folders, made = run(tmp_path / "kept", MINUTES, entry(at, "keep: true"))
    assert at in made.articles[0].text
    assert getattr(made.articles[0].facts, fact) == value
    assert not [f for s in made.sources for f in s.findings if f.code.startswith("override")]
    convert(folders, 1, Silent())
    assert audit(folders, built=False) == ()


def test_what_a_site_says_behind_a_text_is_kept(tmp_path: Path) -> None:
    _, made = run(tmp_path, MINUTES, entry("责任编辑：林小禾", "keep: true"))
    assert made.articles[0].text.endswith("责任编辑：林小禾\n")


HEADED = """\
【标题】护渠小记
【作者】林小禾
【单位】渠县水利研究所
【正文】
　　渠上日夜都有人走，水情随时报到村里，谁也没有误过一班。
　　秋天又换了两座闸门，夜里也看得清水位，大家都放心。
"""


@pytest.mark.parametrize("at", HEADED.splitlines()[1:4])
def test_a_line_of_a_head_of_fields_is_kept_with_it(at: str, tmp_path: Path) -> None:
    folders, made = run(tmp_path, HEADED, entry(f"'{at}'", "keep: true"))
    [article] = made.articles
    assert at in article.text and article.title == "护渠小记"
    assert article.facts.author == "林小禾"
    convert(folders, 1, Silent())
    assert audit(folders, built=False) == ()


def test_what_is_divided_keeps_what_the_file_says_of_it(tmp_path: Path) -> None:
    """Its author stands above the first text, and is that text's own as before."""
    text = "春日护渠杂记\n作者：林小禾\n\n" + "".join(
        f"　　第{n}天走到渠上，水已经到了东头，大家忙着开闸放水，一直忙到天黑。\n"
        for n in "一二三四"
    )
    _, whole = run(tmp_path / "whole", text, "[]\n")
    assert [a.facts.author for a in whole.articles] == ["林小禾"]
    _, made = run(tmp_path / "divided", text, entry("第三天走到渠上", "split: true"))
    assert [a.facts.author for a in made.articles] == ["林小禾", None]
    assert not [f for s in made.sources for f in s.findings if f.code == "article-unmarked"]


def test_headings_of_any_level_stand_beside_each_other(tmp_path: Path) -> None:
    decided = entry("我们小组入夏以后", "heading: true") + entry("护渠小组是去年", "heading: true")
    _, made = run(tmp_path, SOURCE.replace("第二篇：", ""), decided)
    assert kinds(made, "我们小组") == kinds(made, "护渠小组是去年")


def test_what_the_editor_has_decided_is_doubtful_no_more(tmp_path: Path) -> None:
    """A title that was made, a beginning that was found by little, a number that is missing."""
    text = SOURCE.replace("第二篇：柳林村护渠小组汇报", "第四篇：")
    codes = {"title-absent", "article-numbering-gap"}
    _, without = run(tmp_path / "without", text, "[]\n")
    assert codes <= {f.code for s in without.sources for f in s.findings}
    decided = entry("马灯", "title: 柳林村护渠小组汇报") + entry("第四篇", "join: true")
    _, made = run(tmp_path / "titled", text, entry("马灯", "title: 柳林村护渠小组汇报"))
    assert "title-absent" not in {f.code for s in made.sources for f in s.findings}
    _, made = run(tmp_path / "joined", text, decided)
    assert not codes & {f.code for s in made.sources for f in s.findings}
    _, made = run(tmp_path / "confirmed", text, entry("第四篇", "split: true"))
    assert [a.boundary.evidence for a in made.articles][1:] == ["override"]
