"""`explain`: from a place on a page to the place in the source, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SMALL, copy_run, folders_in
from test_commands import paths

from wenji.audit.catalog import Catalog, read_catalog
from wenji.commands.convert import convert
from wenji.contract import Row
from wenji.explain.account import account
from wenji.explain.paragraphs import PageText, passages
from wenji.explain.place import UnknownPlace, find_place
from wenji.model import Folders
from wenji.progress import Silent
from wenji.write.fences import MARKUP_LINE
from wenji.write.markdown import escape

Run = Callable[..., tuple[int, str, str]]

CANALS = "甲/渠道 总结.txt"


@pytest.fixture
def catalog(small_run: Folders) -> Catalog:
    """The small run as it lies on the disk."""
    return read_catalog(small_run.work)


def article(catalog: Catalog, title: str) -> Row:
    """The article with this in its title."""
    [found] = [a for a in catalog.articles if title in a["title"]]
    return found


def line_of(words: str, page: Path) -> int:
    """The line of a page, its head aside, that holds words."""
    lines = page.read_text("utf-8").split("\n")
    return max(n for n, line in enumerate(lines, 1) if words in line)


# --- both directions -----------------------------------------------------------------------------


def test_every_paragraph_leads_to_its_source_and_back(small_run: Folders, catalog: Catalog) -> None:
    seen = 0
    for record in catalog.records:
        for row in record.articles:
            found = passages(record, row["id"])
            page = PageText.of((small_run.docs / row["page"]).read_bytes())
            for i, line in page.lines_of(found).items():
                there = find_place(f"{row['page']}:{line}", catalog, small_run.docs)
                assert (there.start, there.end) == (found[i].start, found[i].end)
                assert escape(found[i].text).strip("#* ") in page.lines[line - 1].replace("**", "")
                first = account(there, catalog, small_run.docs).lines[1]
                back = find_place(f"{record.source['path']}:{first}", catalog, small_run.docs)
                outcomes = account(back, catalog, small_run.docs).outcomes
                assert (row["id"], line) in {(o.article and o.article["id"], o.line)
                                             for o in outcomes}  # fmt: skip
                seen += 1
    assert seen > 8


def test_every_line_of_a_source_is_told_of(small_run: Folders, catalog: Catalog) -> None:
    for path, content in SMALL.items():
        for number, line in enumerate(content.split("\n")[:-1], 1):
            told = account(find_place(f"{path}:{number}", catalog, small_run.docs),
                           catalog, small_run.docs)  # fmt: skip
            assert told.words == f"{line}\n" and told.lines == (number, number)
            assert bool(told.outcomes) == bool(line)


def test_a_place_is_told_with_its_rules_in_two_languages(
    small_run: Folders, catalog: Catalog, run_command: Run
) -> None:
    page = article(catalog, "石桥乡")["page"]
    line = line_of("今年开春以来", small_run.docs / page)
    status, said, _ = run_command("explain", f"{page}:{line}", *paths(small_run, "docs", "work"))
    assert status == 0
    assert CANALS in said and "第 4 行" in said and "utf-8" in said
    assert "正文/body: 今年开春以来，石桥乡" in said and f"{page}:{line}" in said
    assert "“,” → “，”" in said and "“␣␣” → ∅" in said
    assert re.search("half-width: [\u4e00-\u9fff]+.*\n +[A-Za-z-]+ punctuation", said)


def test_a_dropped_line_is_told_with_its_rule(tmp_path: Path, run_command: Run) -> None:
    run = folders_in(tmp_path)
    run.sources.mkdir()
    text = "# 护渠\n\n渠上日夜都有人走，水情随时报到村里。\n下一篇：\x1b[31m没有了\n"
    (run.sources / "护渠.txt").write_text(text, "utf-8", newline="\n")
    convert(run, 1, Silent())
    status, said, _ = run_command("explain", "护渠.txt:4", *paths(run, "docs", "work"))
    assert status == 0
    assert re.search(r"删去 left out: 杂质/noise, ([\w-]+)\n(?:.*\n)*      \1: 网[页站]", said)
    assert "[U+001B]" in said and "\x1b" not in said


def test_a_fact_is_told_with_the_line_that_states_it(tmp_path: Path, run_command: Run) -> None:
    run = folders_in(tmp_path)
    run.sources.mkdir()
    text = "护渠记事\n来源：渠县网\n渠上日夜都有人走，水情随时报到村里。\n石桥乡水利站\n2021年5月\n"
    (run.sources / "护渠.txt").write_text(text, "utf-8", newline="\n")
    decided = "- source: 护渠.txt\n  at: 水情\n  number: 石字1号\n"
    (run.sources / "overrides.yml").write_text(decided, "utf-8", newline="\n")
    convert(run, 1, Silent())
    _, said, _ = run_command("explain", "护渠.txt", *paths(run, "docs", "work"))
    assert "1. 单位/Organisation: 石桥乡水利站  ← 第 4 行 · line 4: “石桥乡水利站”" in said
    assert "1. 日期/Date: 2021-05  ← 第 5 行 · line 5: “2021年5月”" in said
    assert "1. 文号/Number: 石字1号\n" in said
    _, said, _ = run_command("explain", "护渠.txt:2", *paths(run, "docs", "work"))
    assert "来源/Origin: 渠县网" in said and "日期/Date" not in said


@pytest.mark.parametrize("place", [CANALS, f"sources/{CANALS}"])
def test_a_whole_source_is_summed_up(place: str, small_run: Folders, run_command: Run) -> None:
    status, said, _ = run_command("explain", place, *paths(small_run, "docs", "work"))
    assert status == 0
    assert "石桥乡春灌工作总结" in said and "柳林村护渠小组汇报" in said
    assert re.search(r"^  \d+ × blank$", said, re.MULTILINE)


FORMED = """\
第一篇：护渠记事
　　今年的亩数如下[1]，都由小组核实过，
没有一户误了农时。
村名\t亩数
柳林\t120
槐荫\t98
　　村里的歌谣这样唱：
渠水清，渠水长，
一直流到打谷场。
谷子黄，稻花香，
家家户户有余粮。
　　唱的人说这是老辈传下来的，谁都会唱。
上一篇：没有了
注释：
[1]以市亩计。
[2]略。
"""
# A line of the source, and what must be said of it.
TOLD = [
    (1, "标题/title: 护渠记事"),
    (2, "正文/body: 今年的亩数如下"),
    (2, "由原文第 2–3 行合成一段 · one paragraph made of lines 2–3"),
    (3, "由原文第 2–3 行合成一段"),
    (4, "正文/body (表格/table): 村名 亩数"),
    (6, "正文/body (表格/table): 槐荫 98"),
    (9, "正文/body (诗/verse): 一直流到打谷场。"),
    (13, "删去 left out: 杂质/noise, site-line"),
    (15, "正文/body (注释/notes): [1]以市亩计。"),
]


@pytest.fixture(scope="module")
def formed(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A text with a table, verse, notes, a joined sentence and a dropped line."""
    run = folders_in(tmp_path_factory.mktemp("formed"))
    run.sources.mkdir()
    (run.sources / "记事.txt").write_text(FORMED, "utf-8", newline="\n")
    convert(run, 1, Silent())
    return run


@pytest.mark.parametrize(("line", "says"), TOLD)
def test_every_kind_of_line_is_told_for_what_it_is(
    line: int, says: str, formed: Folders, run_command: Run
) -> None:
    status, said, _ = run_command("explain", f"记事.txt:{line}", *paths(formed, "docs", "work"))
    assert status == 0 and says in said


def test_lines_that_only_mark_up_lead_to_what_they_mark(formed: Folders) -> None:
    """`:::` and the rule of a table: the paragraph that follows, or the last of the page."""
    catalog = read_catalog(formed.work)
    [row] = catalog.articles
    lines = (formed.docs / row["page"]).read_text("utf-8").split("\n")
    seen = 0
    for number, line in enumerate(lines, 1):
        if MARKUP_LINE.fullmatch(line):
            place = find_place(f"{row['page']}:{number}", catalog, formed.docs)
            assert place.line is not None and not MARKUP_LINE.fullmatch(lines[place.line - 1])
            assert place.line > number or number > len(lines) - 3
            seen += 1
    assert seen == 5


# --- how a place may be written ------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "{page}",
        "docs/{page}",
        "{address}",
        "/{address}/",
        "{address}/index.html",
        "http://127.0.0.1:8000/ziliao/{address}/?h=x",
    ],
)
def test_a_page_is_named_by_file_or_address(
    form: str, small_run: Folders, catalog: Catalog
) -> None:
    row = article(catalog, "石桥乡")
    address = row["page"].removeprefix("zh/").removesuffix(".md")
    place = find_place(form.format(page=row["page"], address=address), catalog, small_run.docs)
    assert place.article == row and (place.start, place.end) == (row["start"], row["end"])


def test_an_address_with_a_heading_names_its_line(small_run: Folders, catalog: Catalog) -> None:
    row = article(catalog, "石桥乡")
    address = row["page"].removeprefix("zh/").removesuffix(".md")
    place = find_place(f"{address}/#二-分片包干", catalog, small_run.docs)
    assert place.record.text[place.start : place.end] == "二、分片包干"
    with pytest.raises(UnknownPlace, match="三-没有"):
        find_place(f"{address}/#三-没有", catalog, small_run.docs)


def test_a_blank_line_means_the_next_paragraph(small_run: Folders, catalog: Catalog) -> None:
    row = article(catalog, "石桥乡")
    line = line_of("二、分片包干", small_run.docs / row["page"])
    place = find_place(f"{row['page']}:{line - 1}", catalog, small_run.docs)
    assert place.line == line


def test_the_head_of_a_page_means_its_article(
    small_run: Folders, catalog: Catalog, run_command: Run
) -> None:
    row = article(catalog, "石桥乡")
    status, said, _ = run_command("explain", f"{row['page']}:3", *paths(small_run, "docs", "work"))
    assert status == 0 and "页面开头" in said and "2021-03-05" in said


def test_an_edited_page_is_known_where_it_still_says_the_same(
    small_run: Folders, tmp_path: Path
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    catalog = read_catalog(run.work)
    row = article(catalog, "石桥乡")
    page = run.docs / row["page"]
    text = page.read_text("utf-8").replace("各村都排出了", "编者添的一段。\n\n各村全都排出了")
    page.write_text(text, "utf-8")
    line = line_of("二、分片包干", page)
    place = find_place(f"{row['page']}:{line}", catalog, run.docs)
    assert place.record.text[place.start : place.end] == "二、分片包干"
    for words in ("编者添的", "各村全都"):
        with pytest.raises(UnknownPlace, match="手工修改"):
            find_place(f"{row['page']}:{line_of(words, page)}", catalog, run.docs)


# --- what is no place ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("nonsense", "没有这个地方"),
        (f"{CANALS}:0", "没有第 0 行"),
        (f"{CANALS}:13", "一共 12 行"),
        ("甲/渠道 总结:4", CANALS),  # what she may have meant
        ("zh/index.md:2", "不是文章的页面"),
        ("../../etc/passwd:1", "没有这个地方"),
        ("http://[:1", "没有这个地方"),
    ],
)
def test_an_unknown_place_ends_with_2(
    place: str, says: str, small_run: Folders, run_command: Run
) -> None:
    status, said, wrong = run_command("explain", place, *paths(small_run, "docs", "work"))
    assert (status, said) == (2, "")
    assert says in wrong and re.search("[A-Za-z]{3} [a-z]", wrong)


def test_without_a_run_nothing_is_explained(tmp_path: Path, run_command: Run) -> None:
    status, _, said = run_command("explain", "a.txt:1", "--work", tmp_path)
    assert status == 2 and str(tmp_path) in said


def test_a_missing_page_is_said(small_run: Folders, tmp_path: Path, run_command: Run) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    row = article(read_catalog(run.work), "石桥乡")
    (run.docs / row["page"]).unlink()
    status, _, said = run_command("explain", f"{row['page']}:20", *paths(run, "docs", "work"))
    assert status == 2 and str(run.docs) in said


def test_broken_records_are_said(small_run: Folders, tmp_path: Path, run_command: Run) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    (run.work / "articles.jsonl").write_text("{}\n", "utf-8")
    status, _, said = run_command("explain", CANALS, *paths(run, "docs", "work"))
    assert status == 2 and "articles.jsonl:1" in said
