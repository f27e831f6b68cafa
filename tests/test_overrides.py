"""`overrides.yml`: each decision does what it says, survives changes elsewhere, or is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import folders_in
from hypothesis import given
from hypothesis import strategies as st

from wenji.audit import audit
from wenji.commands.convert import convert
from wenji.editor.overrides import Decision, Kind
from wenji.editor.placing import place
from wenji.line import convert_collection
from wenji.model import Article, Collection, Folders
from wenji.progress import Silent
from wenji.search.folding import fold

SOURCE = """\
第一篇：石桥乡春灌工作总结
石桥乡春灌工作总结纪要
2021年3月5日
一、抓早动手
　　今年开春以来，石桥乡先后清淤渠道十二里，更换闸门四座，保证了全乡用水。
　　各村都排出了用水的先后次序，先远后近，先高后低，谁也不争。
上一篇：水利站小记
二、分片包干
　　干部按片包干，每三天到渠上走一趟，问题当天登记，隔天回话。
护渠小组的来历
　　护渠小组是去年冬天成立的，共有九个人，\n分成三班，日夜都有人沿渠查看。

第二篇：柳林村护渠小组汇报
　　我们小组入夏以后又添了两盏马灯，夜里也看得清水位，位臵都记在本子上，电话13800138000。
"""
NAME = "渠道 总结.txt"
THEMES = """themes:
  - {id: water, name: 水利, keywords: [灌溉]}
  - {id: tools, name: 器物, keywords: [木匠铺]}
  - {id: wares, name: 器物, keywords: [杂货铺]}
"""
FILLER = "　　这一段是后来加在前面的，说的是另一件事，与下面没有关系。\n"


def changed(text: str) -> str:
    """The source after somebody edited it elsewhere: lines more, other spaces and marks."""
    return FILLER + text.replace("，谁也不争", "").replace("　　各村", "  各村")


def run(folder: Path, text: str, overrides: str, *, other: str = "") -> tuple[Folders, Collection]:
    """A collection of one source, or two, converted with these decisions."""
    folders = folders_in(folder)
    folders.sources.mkdir(parents=True)
    (folders.sources / NAME).write_text(text, "utf-8")
    if other:
        (folders.sources / "另一份.txt").write_text(other, "utf-8")
    (folders.sources / "themes.yml").write_text(THEMES, "utf-8")
    (folders.sources / "overrides.yml").write_text(overrides, "utf-8")
    return folders, convert_collection(folders, 1, Silent())


def entry(at: str, decided: str, source: str = NAME) -> str:
    """One entry of the file."""
    return f"- source: {source}\n  at: {at}\n  {decided}\n"


def titles(made: Collection) -> list[str]:
    return [a.title for a in made.articles]


def kinds(made: Collection, words: str) -> list[str]:
    """What the paragraphs are that hold some words."""
    return [p.kind for a in made.articles for p in a.paragraphs if words in p.text]


def forms(made: Collection, words: str) -> list[str]:
    """What the paragraphs that hold some words are besides prose."""
    return [p.form for a in made.articles for p in a.paragraphs if words in p.text]


def holding(made: Collection, words: str) -> Article:
    [found] = [a for a in made.articles if words in a.text or words in a.title]
    return found


def themed(collection: Collection) -> list[str]:
    """The themes of the article that speaks of lamps."""
    return [t.id for t in holding(collection, "马灯").themes]


def at_head(made: Collection, words: str) -> bool:
    """Whether a paragraph begins with some words."""
    return any(p.text.startswith(words) for a in made.articles for p in a.paragraphs)


Check = Callable[[Collection], bool]
ROWS: list[tuple[str, str, Check]] = [
    ("护渠小组的来历", "split: true", lambda c: "护渠小组的来历" in titles(c)),
    ("第二篇：柳林村护渠小组汇报", "join: true", lambda c: "柳林村护渠小组汇报" not in titles(c)),
    ("我们小组入夏以后", "heading: 3", lambda c: kinds(c, "我们小组") == ["h3"]),
    ("我们小组入夏以后", "heading: true", lambda c: kinds(c, "我们小组") == ["h2"]),
    ("我们小组入夏以后", "form: 注释", lambda c: forms(c, "我们小组") == ["note"]),
    ("二、分片包干", "heading: false", lambda c: kinds(c, "分片包干") == ["p"]),
    (
        "上一篇：水利站小记",
        "keep: true",
        lambda c: "上一篇：水利站小记" in holding(c, "抓早动手").text,
    ),
    ("分成三班", "drop: true", lambda c: all("分成三班" not in a.text for a in c.articles)),
    ("位臵", "repair: 方位", lambda c: "方位都记在" in holding(c, "马灯").text),
    ("位臵", "repair: 位臵", lambda c: "位臵都记在" in holding(c, "马灯").text),
    ("先高后低", "break: true", lambda c: bool(kinds(c, "先高后低")) and at_head(c, "先高后低")),
    ("分成三班", "break: true", lambda c: at_head(c, "分成三班")),
    ("石桥乡春灌工作总结纪要", "keep: true", lambda c: "总结纪要" in holding(c, "抓早动手").text),
    ("抓早动手", "title: 石桥春灌记", lambda c: "石桥春灌记" in titles(c)),
    ("马灯", "author: 柳林村", lambda c: holding(c, "马灯").facts.author == "柳林村"),
    ("马灯", "date: 2020-07-01", lambda c: holding(c, "马灯").facts.date == "2020-07-01"),
    ("马灯", "origin: 村志", lambda c: holding(c, "马灯").facts.origin == "村志"),
    ("马灯", "genre: 汇报", lambda c: holding(c, "马灯").facts.genre == "汇报"),
    ("马灯", "date: 2020-07", lambda c: holding(c, "马灯").facts.date == "2020-07"),
    ("马灯", "subtitle: 一年", lambda c: holding(c, "马灯").facts.subtitle == "一年"),
    (
        "马灯",
        "organisation: 护渠小组",
        lambda c: holding(c, "马灯").facts.organisation == "护渠小组",
    ),
    ("马灯", "place: 柳林", lambda c: holding(c, "马灯").facts.place == "柳林"),
    ("马灯", "audience: 村民", lambda c: holding(c, "马灯").facts.audience == "村民"),
    ("马灯", "number: 柳字1号", lambda c: holding(c, "马灯").facts.number == "柳字1号"),
    ("马灯", "mask: 文字", lambda c: "添了两盏**，夜里" in holding(c, "我们小组").text),
    ("138 0013 8000", "mask: [手机号, 身份证号]", lambda c: "电话138****" in c.articles[-1].text),
    ("马灯", "theme: water", lambda c: themed(c) == ["water"]),
    ("马灯", "theme: [水利, water]", lambda c: themed(c) == ["water"]),
]


@pytest.mark.parametrize(("at", "decided", "holds"), ROWS, ids=[f"{r[1]}" for r in ROWS])
def test_a_decision_does_what_it_says_also_after_the_source_was_edited_elsewhere(
    at: str, decided: str, holds: Check, tmp_path: Path
) -> None:
    _, without = run(tmp_path / "without", SOURCE, "[]\n")
    assert not holds(without)
    for name, text in (("same", SOURCE), ("edited", changed(SOURCE))):
        folders, made = run(tmp_path / name, text, entry(at, decided))
        assert holds(made), name
        assert not [f for f in made.findings if f.code.startswith("override")]
        assert not [f for s in made.sources for f in s.findings if f.code.startswith("override")]
        convert(folders, 1, Silent())
        assert audit(folders, built=False) == ()


FORMED = """\
第一篇：石桥乡春灌简报
　　今年各村的用水如下，都已经核实过了。
村名\t亩数
柳林\t120
槐荫\t98
　　护渠的办法有三条，各村照着做。
• 先清渠
• 后放水
• 再记账
　　村里的歌谣这样唱：
渠水清，渠水长，
一直流到打谷场。
谷子黄，稻花香，
家家户户有余粮。
　　唱的人说这是老辈传下来的。
记者：闸门换了没有？
老周：换了四座。
记者：够不够用？
老周：够用了。
　　以上就是今年春灌的情况。
　　甲\t乙
　　丙\t丁戊\t己
"""
FORMS = ["诗", "verse", "item", "turn", "note", "落款", "salutation", "attachment"]
FORM_ROWS: list[tuple[str, str, str, list[str]]] = [
    *(("今年春灌的情况", f"form: {name}", "今年春灌的情况", []) for name in FORMS),
    ("柳林 120", "form: false", "柳林", [""]),
    ("先清渠", "form: 正文", "再记账", [""]),
    ("一直流到打谷场", "form: false", "谷子黄", [""]),
    ("闸门换了没有", "form: false", "够用了", [""]),
    ("先清渠 后放水 再记账", "form: 诗", "后放水", ["verse"]),
]
NAMES = {"诗": "verse", "落款": "signature"}


@pytest.mark.parametrize(("at", "decided", "words", "becomes"), FORM_ROWS,
                         ids=[f"{r[0]} {r[1]}" for r in FORM_ROWS])  # fmt: skip
def test_a_form_is_kept_also_after_the_source_was_edited_elsewhere(
    at: str, decided: str, words: str, becomes: list[str], tmp_path: Path
) -> None:
    name = decided.removeprefix("form: ")
    wanted = becomes or [NAMES.get(name, name)]
    _, without = run(tmp_path / "without", FORMED, "[]\n")
    assert forms(without, words) not in ([], wanted)
    edited = FILLER + FORMED.replace("今年各村的用水如下", "今年全乡各村用水的亩数如下")
    for place_, text in (("same", FORMED), ("edited", edited)):
        folders, made = run(tmp_path / place_, text, entry(at, decided))
        assert forms(made, words) == wanted, place_
        told = [*made.findings, *(f for s in made.sources for f in s.findings)]
        assert not [f for f in told if f.code.startswith("override")]
        convert(folders, 1, Silent())
        assert audit(folders, built=False) == ()


def test_no_duplicate_also_after_the_source_was_edited_elsewhere(tmp_path: Path) -> None:
    for name, text in (("same", SOURCE), ("edited", changed(SOURCE))):
        decided = entry("马灯", "duplicate: false")
        folders, made = run(tmp_path / name, text, decided, other=SOURCE)
        [kept] = [a for a in made.sources[1 - made.sources[0].path.startswith("另")].articles
                  if "马灯" in a.text]  # fmt: skip
        assert not kept.duplicates and any(a.duplicates for a in made.articles)
        convert(folders, 1, Silent())
        assert audit(folders, built=False) == ()


def test_a_numbered_place_is_kept_after_the_source_was_edited_elsewhere(tmp_path: Path) -> None:
    """As long as nobody writes the same words above it."""
    for name, text in (("same", SOURCE), ("edited", changed(SOURCE))):
        _, made = run(tmp_path / name, text, entry("护渠小组", "repair: 护水小组\n  nth: 2"))
        assert "护水小组是去年冬天成立的" in "".join(a.text for a in made.articles), name


def test_a_sentence_joins_lines_where_it_is_spelt_on_one(tmp_path: Path) -> None:
    """Words over a line's end, spelt on one line: the lines become one."""
    for name, text in (("same", SOURCE), ("edited", changed(SOURCE))):
        decided = entry("隔天回话。 护渠小组的来历", "repair: 隔天回话，见护渠小组的来历")
        _, made = run(tmp_path / name, text, decided)
        assert any("当天登记，隔天回话，见护渠小组的来历" in p.text for a in made.articles
                   for p in a.paragraphs), name  # fmt: skip


WHOLE = [
    f"- source: {NAME}\n  mask: 手机号\n",
    "- mask: all\n",
    "- mask: [mobile, card]\n",
    "- mask: 文字\n  at: 电话13800138000\n",
]


@pytest.mark.parametrize("overrides", WHOLE)
def test_a_mask_needs_no_place(overrides: str, tmp_path: Path) -> None:
    folders, made = run(tmp_path, SOURCE, overrides, other=SOURCE)
    assert not [f for f in made.findings if f.code.startswith("override")]
    hidden = ["0013" not in "".join(a.text for a in s.articles) for s in made.sources]
    assert hidden == [NAME not in overrides, True]  # the other source is not named
    told = [any(f.code == "text-mobile" for f in s.findings) for s in made.sources]
    assert told == [not h for h in hidden]
    convert(folders, 1, Silent())
    assert audit(folders, built=False) == ()


def test_a_decision_that_is_taken_back_leaves_nothing(tmp_path: Path) -> None:
    folders, _ = run(tmp_path, SOURCE, entry("分成三班", "drop: true"))
    convert(folders, 1, Silent())
    (folders.sources / "overrides.yml").unlink()
    convert(folders, 1, Silent())
    assert not (folders.work / "overrides.yml").exists()
    assert audit(folders, built=False) == ()


def test_no_duplicate(tmp_path: Path) -> None:
    _, made = run(tmp_path / "a", SOURCE, "[]\n", other=SOURCE)
    assert all(a.duplicates for a in made.articles)
    _, made = run(tmp_path / "b", SOURCE, entry("马灯", "duplicate: false"), other=SOURCE)
    assert [bool(a.duplicates) for a in made.articles] == [True, False, True, False]


CODES = [
    (entry("没有这句话", "drop: true"), "override-unmatched"),
    (entry("护渠小组", "drop: true"), "override-ambiguous"),
    (entry("护渠小组", "drop: true\n  nth: 9"), "override-unmatched"),
    (
        entry("分成三班", "drop: true") + entry("日夜都有人", "repair: 白天有人"),
        "override-conflict",
    ),
    (entry("上一篇：水利站小记", "heading: 2"), "override-dropped"),
    (entry("第一篇：石桥乡春灌工作总结", "heading: 2"), "override-unmet"),
    (entry("第一篇：石桥乡春灌工作总结", "join: true"), "override-unmet"),
    (entry("第一篇：石桥乡春灌工作总结", "form: 诗"), "override-unmet"),
    (entry("马灯", "theme: fire"), "override-theme"),
    (entry("马灯", "theme: 器物"), "override-theme"),
    (entry("没有这句话", "mask: 文字"), "override-unmatched"),
    (entry("两盏马灯", "mask: all"), "override-unmatched"),
    (f"- source: {NAME}\n  mask: 银行卡号\n", "override-unmatched"),
    ("- mask: identity\n", "override-unmatched"),
    ("- mask: words\n  at: 没有这句话\n", "override-unmatched"),
    (entry("马灯", "drop: true", "没有.txt"), "override-source"),
]


@pytest.mark.parametrize(
    ("overrides", "code"), CODES, ids=[f"{c} {n}" for n, (_, c) in enumerate(CODES)]
)
def test_a_decision_that_does_nothing_is_told_with_its_line(
    overrides: str, code: str, tmp_path: Path
) -> None:
    _, made = run(tmp_path, SOURCE, "# 说明\n" + overrides)
    found = [*made.findings, *(f for s in made.sources for f in s.findings)]
    [finding] = [f for f in found if f.code.startswith("override")]
    assert finding.code == code
    assert int(finding.args["line"]) >= 2


@given(st.text("渠水田，。 \n春灌１1", min_size=4, max_size=40), st.data())
def test_words_of_the_source_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if not fold(words):
        return
    ways = range(1, len(text) + 1)
    found = []
    for nth in ways:
        placed, _ = place(text, [Decision(1, "s", words, nth, Kind.DROP, True)])
        found += [(p.start, p.end) for p in placed]
    assert found and all(fold(text[a:b]) == fold(words) for a, b in found)
    assert any(a < end and start < b for a, b in found)


RUN_IN = """\
第一篇：石桥乡春灌小结
一、抓早动手
　　今年开春以来，全乡先后清淤渠道十二里，更换闸门四座，没有一户误了农时，先远后近，谁也不争。
二、分片包干。干部三天到渠上走一趟，问题当天登记，隔天回话，大家都说这个办法好，要一直办下去。
三、算清水账
　　各村的水账一月一对，张在村口，谁家用了多少水，一看就明白，年底还要再对一遍。
"""


def test_words_that_are_spelt_as_they_are_are_not_divided(tmp_path: Path) -> None:
    """Also not by the rule that sets a heading on one line with its text apart."""
    _, without = run(tmp_path / "without", RUN_IN, "[]\n")
    assert at_head(without, "干部三天")
    for name, text in (("same", RUN_IN), ("edited", FILLER + RUN_IN.replace("，先远后近", ""))):
        folders, made = run(tmp_path / name, text, entry("包干。干部", "repair: 包干。干部"))
        assert not at_head(made, "干部三天") and at_head(made, "各村的水账"), name
        convert(folders, 1, Silent())
        assert audit(folders, built=False) == ()
