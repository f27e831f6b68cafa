"""The line over a whole folder: a bad source costs a finding, and everything else is there."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from messy import Mess, made

from wenji.convert import convert_decoded
from wenji.line import convert_collection
from wenji.messages import finding_text, severity
from wenji.model import Collection, Folders, Raw, Severity, Source
from wenji.progress import Silent

GOOD = {
    "甲/汇编.txt": made(1, Mess(articles=3))[0].encode("utf-8"),
    "乙.txt": made(2, Mess(articles=2, mark="篇一："))[0].encode("gb18030"),
}

# What is wrong with a file, and the finding that says so; None: it is read like any other.
BAD: Mapping[str, tuple[bytes, str | None]] = {
    "空.txt": (b"", "source-empty"),
    "空白.txt": (b"\r\n \r\n", "source-empty"),
    "二进制.txt": (bytes(range(256)) * 40, "source-binary"),
    "零字节.txt": ("石桥乡\0的水\0渠通了。".encode(), "text-control"),
    "英文.txt": (b"The water runs down the old ditch, and nobody cares. " * 5, "text-no-chinese"),
    "专用字.txt": ("石桥乡\ue003水站开了张，人人都来看。".encode(), "text-private"),
    "隐名.txt": ("在**县**乡的老渠上，住着一位看闸人。".encode(), "text-masked"),
    "长行.txt": (("各村都排好了次序，三天一轮。" * 3_000).encode(), "text-long-line"),
    "文档.docx": (b"PK\x03\x04\x00", "source-unsupported"),
    "照片.jpg": (b"\xff\xd8\xff\xe0", "source-unsupported"),
    "只有噪声.txt": ("本文由 www.example.com 整理发布\n".encode(), "article-none"),
    "标题而已.txt": ("第一篇：护渠小结\n第二篇：清淤小结\n".encode(), "article-none"),
    "脚本.txt": ("<script>alert(1)</script>各村都排好了次序。".encode(), None),
}


def folders(root: Path) -> Folders:
    """The folders of a run, with the good sources."""
    made_folders = Folders(root / "sources", root / "docs", root / "site", root / ".work")
    for name, data in GOOD.items():
        put(made_folders, name, data)
    return made_folders


def put(where: Folders, name: str, data: bytes) -> None:
    """A source file."""
    path = where.sources / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def run(where: Folders) -> Collection:
    """The collection, with one process."""
    return convert_collection(where, 1, Silent())


def source(collection: Collection, path: str) -> Source:
    """The source at `path`."""
    return next(s for s in collection.sources if s.path == path)


def codes(collection: Collection, path: str) -> set[str]:
    """The findings of a source, its own and those of the later stages."""
    ours = source(collection, path)
    later = [f for f in collection.findings if f.source == ours.id]
    return {f.code for f in (*ours.findings, *later)}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The good sources alone."""
    return run(folders(tmp_path_factory.mktemp("good")))


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_source_costs_a_finding_and_nothing_else(
    name: str, good: Collection, tmp_path: Path
) -> None:
    where = folders(tmp_path)
    data, code = BAD[name]
    put(where, name, data)
    collection = run(where)
    found = codes(collection, name)
    assert code in found if code else not {severity(c) for c in found} & {Severity.ERROR}
    for path in GOOD:
        assert [a.text for a in source(collection, path).articles] == [
            a.text for a in source(good, path).articles
        ]


def test_all_of_them_at_once(tmp_path: Path) -> None:
    where = folders(tmp_path)
    for name, (data, _) in BAD.items():
        put(where, name, data)
    collection = run(where)
    assert [s.path for s in collection.sources] == sorted([*GOOD, *BAD])
    for name, (_, code) in BAD.items():
        assert code is None or code in codes(collection, name)
    for finding in (*collection.findings, *(f for s in collection.sources for f in s.findings)):
        assert finding_text(finding, "zh") and finding_text(finding, "en")


def test_a_hostile_text_is_shown_as_the_text_it_is(tmp_path: Path) -> None:
    where = folders(tmp_path)
    hostile = (
        "---\n<script>alert(1)</script>\n[渠](javascript:alert(1))\n{{ 渠 }} {% raw %}\n"
        "1. 渠\n| 东 | 西 |\n# 渠\n"
    )
    put(where, "怪.txt", hostile.encode())
    (article,) = source(run(where), "怪.txt").articles
    shown = "".join((article.given_title, article.text)).split()
    assert "".join(shown) == "".join(hostile.split())


def test_every_kind_of_file_keeps_its_hash_and_size(tmp_path: Path) -> None:
    where = folders(tmp_path)
    put(where, "照片.jpg", b"\xff\xd8\xff\xe0")
    photo = source(run(where), "照片.jpg")
    assert (photo.bytes, photo.encoding, photo.text, photo.pieces) == (4, None, "", ())
    assert photo.sha256 == "ba4f25bf16ba4be6bc7d3276fafeb67f9eb3c5df042bc3a405e1af15b921eed7"


def test_an_empty_folder_is_an_empty_collection(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    where = Folders(tmp_path / "sources", tmp_path / "d", tmp_path / "s", tmp_path / "w")
    assert run(where) == Collection((), (), True, ())


def test_an_unreadable_file(tmp_path: Path) -> None:
    where = folders(tmp_path)
    put(where, "锁.txt", b"x")
    locked = where.sources / "锁.txt"
    locked.chmod(0)
    try:
        if sys.platform == "win32" or os.access(locked, os.R_OK):
            pytest.skip("this user may read everything")
        assert codes(run(where), "锁.txt") == {"source-unreadable"}
    finally:
        locked.chmod(0o600)


def test_a_defect_of_ours_in_one_source_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folders(tmp_path)
    put(where, "丙.txt", "各村都排好了次序。".encode())

    def failing(raw: Raw, *others: Any) -> Source:
        if raw.path == "丙.txt":
            raise RuntimeError("渠断了")
        return convert_decoded(raw, *others)

    monkeypatch.setattr("wenji.convert_file.convert_decoded", failing)
    collection = run(where)
    (finding,) = source(collection, "丙.txt").findings
    assert finding.code == "source-failed"
    assert "RuntimeError: 渠断了 (test_line.py:" in finding.args["reason"]
    assert len(source(collection, "甲/汇编.txt").articles) == 3


def test_a_source_that_takes_for_ever_is_told_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folders(tmp_path)
    put(where, "丙.txt", "各村都排好了次序。".encode())

    def endless(raw: Raw, *others: Any) -> Source:
        if raw.path == "丙.txt":
            re.fullmatch("(渠|渠)*水", "渠" * 90)
        return convert_decoded(raw, *others)

    monkeypatch.setattr("wenji.convert_file.convert_decoded", endless)
    monkeypatch.setattr("wenji.time_limit.LEAST", 1.0)
    collection = run(where)
    assert [f.code for f in source(collection, "丙.txt").findings] == ["source-slow"]
    assert len(source(collection, "甲/汇编.txt").articles) == 3


def test_a_source_has_no_limit_where_the_clock_cannot_be_set(tmp_path: Path) -> None:
    where = folders(tmp_path)
    with ThreadPoolExecutor(1) as other_thread:
        collection = other_thread.submit(run, where).result()
    assert len(source(collection, "甲/汇编.txt").articles) == 3


def test_themes_with_a_mistake_are_told_with_their_line(tmp_path: Path, good: Collection) -> None:
    where = folders(tmp_path)
    put(where, "themes.yml", "themes:\n  - id: qu\n    name: 水渠\n    keywrods: [渠]\n".encode())
    collection = run(where)
    invalid = [f for f in collection.findings if f.code == "themes-invalid"]
    assert invalid and {f.args["line"] for f in invalid} <= {"2", "4"}
    assert not collection.themes_proposed
    assert [a.text for a in collection.articles] == [a.text for a in good.articles]


def test_the_same_article_in_two_files_is_told_in_both(tmp_path: Path) -> None:
    where = folders(tmp_path)
    text, truth = made(7, Mess(articles=2))
    _, second = text.split("第二篇：", 1)
    other = f"第一篇：{second}第二篇：{truth[0].title}记\n{truth[0].paragraphs[0]}\n"
    put(where, "又一份.txt", other.encode())
    put(where, "一份.txt", text.encode())
    collection = run(where)
    for path in ("一份.txt", "又一份.txt"):
        assert "article-duplicate" in codes(collection, path)
    twins = {d.article for a in source(collection, "一份.txt").articles for d in a.duplicates}
    assert source(collection, "又一份.txt").articles[0].id in twins


def test_places_of_shared_passages_lie_in_both_sources(tmp_path: Path) -> None:
    where = folders(tmp_path)
    text, _ = made(7, Mess(articles=2))
    put(where, "一份.txt", text.encode())
    put(where, "又一份.txt", text.replace("，", ",").encode())
    collection = run(where)
    by_id = {a.id: (a, s) for s in collection.sources for a in s.articles}
    shared = [(a, s) for a, _ in by_id.values() for s in a.shared]
    assert shared
    for article, passage in shared:
        other, _ = by_id[passage.article]
        assert article.start <= passage.start < passage.end <= article.end
        assert other.start <= passage.other_start < passage.other_end <= other.end


def test_an_address_stays_when_other_sources_come_and_go(tmp_path: Path, good: Collection) -> None:
    where = folders(tmp_path)
    put(where, "丁.txt", "各村都排好了次序。".encode())
    pages = {a.id: a.page for a in run(where).articles}
    assert {a.id: a.page for a in good.articles}.items() <= pages.items()
