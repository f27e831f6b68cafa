"""`overrides.yml` as a file: a slip is told in its line, in plain words, and costs no more."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_overrides import entry

from wenji.editor.overrides import Decision, Kind, load_overrides
from wenji.editor.phrases import load_phrases
from wenji.messages import finding_text
from wenji.messages import text as message
from wenji.model import Finding

INVALID = [
    ("- at: 甲\n  drop: true\n", 1),
    ("- source: a.txt\n  drop: true\n", 1),
    ("- source: a.txt\n  at: 甲\n", 1),
    ("- source: a.txt\n  at: 甲\n  drop: 对\n", 3),
    ("- source: a.txt\n  at: 甲\n  split: false\n", 3),
    ("- source: a.txt\n  at: 甲\n  heading: 9\n", 3),
    ("- source: a.txt\n  at: 甲\n  form: 诗经\n", 3),
    ("- source: a.txt\n  at: 甲\n  date: 2021-02-30\n", 3),
    ("- source: a.txt\n  at: 甲\n  date: 2021-13\n", 3),
    ("- source: a.txt\n  at: 甲\n  date: 2021\n", 3),
    ("- source: a.txt\n  at: 甲\n  organisation: []\n", 3),
    ("- source: a.txt\n  at: 甲\n  date: 春天\n", 3),
    ("- source: a.txt\n  at: 甲\n  theme: []\n", 3),
    ("- source: a.txt\n  at: 甲\n  duplicate: true\n", 3),
    ("- source: a.txt\n  at: 甲\n  drop: true\n  nth: 第二\n", 4),
    ("- source: a.txt\n  at: 甲\n  drop: true\n  colour: red\n", 4),
    ("- source: a.txt\n  at: 甲\n  drop: true\n  drop: true\n", 4),
    ("- source: a.txt\n  mask: 门牌\n", 2),
    ("- source: a.txt\n  mask: true\n", 2),
    ("- source: a.txt\n  mask: 文字\n", 1),
    ("- source: a.txt\n  at: 甲\n  mask: [文字, all]\n", 3),
    ("- mask: all\n  drop: true\n", 1),
    ("source: a.txt\n", 1),
    ("- 甲\n", 1),
    ("- source: a.txt\n  at: 甲\n  title:\n", 3),
    ("- source: a.txt\n  at: 甲\n  title: [春, 灌]\n", 3),
    ("- source: a.txt\n  at: 甲\n  title: |\n    两行\n    题目\n", 3),
    ("- source: a.txt\n  at: [甲]\n  drop: true\n", 2),
    ("- source: [a.txt, b.txt]\n  at: 甲\n  drop: true\n", 1),
    ("- source: a.txt\n  at: 甲\n  split: true\n  join: true\n", 4),
    ("- source: a.txt\n  at: 甲\n  drop: true\n  keep: true\n", 3),
    ("- source: a.txt\n  at: 甲\n  date: 2021/3/5\n", 3),
    ("- source: a.txt\n  at: 甲\n  标题: 春灌\n", 3),
    ("- - source: a.txt\n    at: 甲\n    drop: true\n", 1),
    ("overrides:\n  - source: a.txt\n", 1),
    ("", 1),
    ("---\n# 还没有\n", 1),
    ("\ufeff- source: a.txt\r\n  at: 甲\r\n  drop: 对\r\n", 3),
    ("- source: a.txt\r  at: 甲\r  drop: 对\r", 3),
    ("- source: a.txt\n  at: 甲\n  title: " + "[" * 3000 + "\n", 1),
    ("- source: a.txt\n  at: \x07甲\n  drop: true\n", 1),
]


def told(data: bytes, folder: Path) -> tuple[tuple[Decision, ...], list[Finding]]:
    """What a file with these bytes decides, and what is wrong with it."""
    file = folder / "overrides.yml"
    file.write_bytes(data)
    decisions, findings = load_overrides(file)
    return decisions, list(findings)


@pytest.mark.parametrize(("text", "line"), INVALID, ids=[repr(t[:60]) for t, _ in INVALID])
def test_a_mistake_is_told_with_its_line(text: str, line: int, tmp_path: Path) -> None:
    _, findings = told(text.encode(), tmp_path)
    assert [f.code for f in findings] == ["overrides-invalid"]
    assert findings[0].args["line"] == str(line)
    assert not re.search("[\u4e00-\u9fff]", finding_text(findings[0], "en").replace("标题", ""))


# What is no YAML: the line of the slip itself, and its name. An entry before and one behind hold.
SLIPS = [
    ("- source: a.txt\n  at: 甲\n\tdrop: true\n", 3, "tab"),
    ("- source: a.txt\n  at：甲\n  drop: true\n", 2, "wide-colon"),
    ("- source: a.txt\n  at: 甲\n  drop：true\n", 3, "wide-colon"),
    ("- source：a.txt\n  at: 甲\n  drop: true\n", 1, "wide-colon"),
    ("- source: a.txt\n  at: 甲\n  title: 通知: 春灌\n", 3, "colon-inside"),
    ('- source: a.txt\n  at: 甲\n  title: "春灌\n', 3, "quote-open"),
    ("- source: a.txt\n  at: '甲\n  drop: true\n", 2, "quote-open"),
    ("- source: a.txt\n  at: 甲\n  title: @春灌\n", 3, "first-sign"),
    ("- source: a.txt\n  at: 甲\n  title: *春灌\n", 3, "first-sign"),
    ("-source: a.txt\n  at: 甲\n  drop: true\n", 1, "dash"),
    ("- source: a.txt\n  at:甲\n  drop: true\n", 2, "no-space"),
    ("- source: a.txt\n  at: 甲\n drop: true\n", 3, "not-yaml"),
    ("- source: a.txt\n  at: 甲\n=======\n", 3, "conflict"),
    ("- source: a.txt\n  at: 甲\n  drop: true\n---\n", 4, "document"),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("text", "line", "name"), SLIPS, ids=[f"{n} {t!r}" for t, _, n in SLIPS])
def test_a_slip_costs_its_entry_and_is_told_in_plain_words(
    text: str, line: int, name: str, line_end: str, tmp_path: Path
) -> None:
    before, after = entry("丙", "keep: true"), entry("丁", "title: 春灌")
    whole = (before + text + after).replace("\n", line_end)
    decisions, [finding] = told(whole.encode(), tmp_path)
    assert [(d.line, d.kind) for d in decisions] == [
        (1, Kind.KEEP),
        (1 + (before + text).count("\n"), Kind.TITLE),
    ]
    assert finding.args["line"] == str(before.count("\n") + line)
    said = message(f"settings.problem.{name}", word="{}", detail="{}").split("{}")[0]
    assert finding.args["problem"].startswith(said)
    assert not re.search("[\u4e00-\u9fff]", finding_text(finding, "en"))


def test_two_files_that_were_merged_badly(tmp_path: Path) -> None:
    text = "<<<<<<< a\n" + entry("丙", "keep: true") + "=======\n" + entry("丁", "keep: true")
    _, [finding] = told(f"{text}>>>>>>> b\n".encode(), tmp_path)
    assert finding.args["line"] == "1" and "<<<<<<<" in finding.args["expected"]


@given(st.text(st.sampled_from("- :：\t\n'\"[]{}#&*!|>%@`sourceat甲true\ufeff\x85"), max_size=80))
def test_no_file_stops_a_run(text: str) -> None:
    with TemporaryDirectory() as folder:
        _, findings = told(text.encode(), Path(folder))
    lines = len(re.split(r"\r\n|[\n\r\x85]", text))
    assert all(1 <= int(f.args["line"]) <= lines for f in findings)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_what_a_chinese_editor_saves_is_read(encoding: str, tmp_path: Path) -> None:
    decisions, findings = told(entry("甲", "title: 春灌").encode(encoding), tmp_path)
    assert [d.value for d in decisions] == ["春灌"] and findings == []


def test_a_decision_beside_phrases_is_carried_out(tmp_path: Path) -> None:
    text = "- source: a.txt\n  at: 甲\n  drop: true\n  traditional: {里弄: 里弄}\n"
    decisions, findings = told(text.encode(), tmp_path)
    assert [(d.at, d.kind) for d in decisions] == [("甲", "drop")] and findings == []
    assert [p.simplified for p in load_phrases(tmp_path / "overrides.yml")] == ["里弄"]


def test_another_encoding_is_told(tmp_path: Path) -> None:
    decisions, [finding] = told(entry("甲", "title: 春灌").encode("utf-16"), tmp_path)
    assert decisions == () and finding.args["line"] == "1" and "UTF-8" in finding.args["expected"]


def test_a_mistake_costs_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "overrides.yml"
    file.write_text(entry("甲", "drop: 对\n  title: 乙") + entry("丙", "keep: yes"), "utf-8")
    decisions, findings = load_overrides(file)
    assert [(d.kind, d.value) for d in decisions] == [(Kind.TITLE, "乙"), (Kind.KEEP, True)]
    assert len(findings) == 1
