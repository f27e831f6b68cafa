"""What the editor masks is nowhere in what is published: pages, index, collation, books, names."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import folders_in
from published_bytes import squeezed, texts

from wenji.audit import audit
from wenji.audit.catalog import read_catalog
from wenji.commands.convert import Outcome
from wenji.commands.site import build
from wenji.contract import read_findings
from wenji.model import Folders
from wenji.personal import ranges
from wenji.personal.numbers import find
from wenji.progress import Silent
from wenji.published import published
from wenji.review.desk import review_files
from wenji.search.export import bulk_lines
from wenji.search.reader import Index

# Each number as its digits, and in the forms in which the sources below write it.
MOBILE, OTHER_MOBILE, THIRD = "13800138000", "15900159001", "17700177002"
IDENTITY, OLD = "11010119900307889X", "110101900307009"
CARD = "6222021234567890128"
NAME = "欧阳渠生"
LANDLINE = "0571-87654321"
NUMBERS = (MOBILE, OTHER_MOBILE, THIRD, IDENTITY, OLD, CARD)

TEXTS = Path(__file__).parent / "personal"
FIRST, SECOND = ((TEXTS / f"{name}.txt").read_text("utf-8") for name in ("first", "second"))
OVERRIDES = f"""\
- mask: all
- mask: 文字
  at: 欧阳渠生
- source: 甲/护渠员13800138000.txt
  at: 座机{LANDLINE}
  mask: 文字
- source: 乙.txt
  at: 我们小组一共有九个人
  author: 组长15900159001
- source: 乙.txt
  at: 日夜都有人
  repair: 日夜（找15900159001）都有人
- source: 乙.txt
  at: 没有这句话 13800138000
  drop: true
- source: 甲/护渠员13800138000.txt
  at: 我叫欧阳渠生
  title: 来信（欧阳渠生，13800138000）
"""


def put(folders: Folders, overrides: str) -> None:
    (folders.sources / "甲").mkdir(parents=True)
    (folders.sources / "甲/护渠员13800138000.txt").write_text(FIRST, "utf-8")
    (folders.sources / "乙.txt").write_text(SECOND, "utf-8")
    (folders.sources / "表 13800138000.xlsx").write_bytes(b"PK")
    (folders.sources / "overrides.yml").write_text(overrides, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folders, Outcome]:
    """The sources above with everything masked, built with every kind of book."""
    folders = folders_in(tmp_path_factory.mktemp("隐去"))
    put(folders, OVERRIDES)
    return folders, build(folders, 1, Silent(), exports=("epub", "docx", "print"))


def tail(digits: str) -> str:
    """What must not be read: the digits after those that tell the sort."""
    return digits[3:]


def leaks(folder: Path) -> list[str]:
    """The files that hold a masked number, or a part of it, or masked words."""
    wanted = [*map(tail, NUMBERS), NAME, LANDLINE.replace("-", ""), LANDLINE[5:]]
    found = []
    for name, text in texts(folder):
        read = squeezed(text)
        for w in wanted:
            if w in read or w.lower() in read:
                at = read.lower().index(w.lower())
                found.append(f"{name}: {w}: {read[max(0, at - 40) : at + 30]}")
    return found


def test_the_sources_hold_what_is_looked_for(site: tuple[Folders, Outcome]) -> None:
    folders, _ = site
    found = {n.digits for text in (FIRST, SECOND) for n in find(text)}
    assert found == set(NUMBERS)
    held = " ".join(leaks(folders.sources))
    for word in (*map(tail, NUMBERS), NAME, LANDLINE[5:]):
        assert word in held


@pytest.mark.parametrize("kind", ["docs", "site"])
def test_what_is_masked_is_nowhere(kind: str, site: tuple[Folders, Outcome]) -> None:
    folder: Path = getattr(site[0], kind)
    names = {path.suffix for path in folder.rglob("*")}
    assert names >= ({".md"} if kind == "docs" else {".html", ".js", ".epub", ".docx"})
    assert leaks(folder) == []


def test_what_is_left_tells_what_it_was(site: tuple[Folders, Outcome]) -> None:
    _, outcome = site
    text = "".join(a.text + a.title for a in outcome.collection.articles)
    for shown in ("138********", "159 **** ****", "6222 **** **** **** ***", "11****************"):
        assert shown in text, shown
    for sort, kept in ranges.SHOWN.items():
        assert kept <= 4, sort


def test_the_index_finds_no_masked_number(site: tuple[Folders, Outcome]) -> None:
    index = Index(site[0].site / "search")
    assert index.search("渠道")
    for words in (*map(tail, NUMBERS), NAME, LANDLINE):
        assert not index.search(words), words


def test_an_export_for_a_search_server_holds_none(site: tuple[Folders, Outcome]) -> None:
    lines = squeezed("".join(bulk_lines(published(site[1].collection))))
    assert "138***" in lines
    assert not [d for d in NUMBERS if tail(d) in lines] and NAME not in lines


def test_the_laws_hold_and_the_true_text_stays_with_the_editor(
    site: tuple[Folders, Outcome],
) -> None:
    folders, outcome = site
    assert [str(b) for b in audit(folders)] == []
    [source] = [s for s in outcome.collection.sources if s.path.startswith("甲")]
    stored = (folders.work / "text" / f"{source.id}.txt").read_bytes().decode("utf-8")
    assert stored == FIRST
    rules = {p.rule.split("+")[0] for p in source.pieces}
    assert "override-mask" in rules


def test_no_digest_by_which_the_rest_could_be_tried_out(site: tuple[Folders, Outcome]) -> None:
    folders, outcome = site
    for source in outcome.collection.sources:
        page = (folders.docs / f"zh/sources/{source.id}.md").read_text("utf-8")
        assert (source.sha256 in page) == (source.masked is None)


def test_findings_tell_the_place_and_never_the_number(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    put(folders, "- source: 乙.txt\n  at: 没有这句话 15900159001\n  drop: true\n")
    build(folders, 1, Silent())
    rows = [r for r in read_findings(folders.work) if r["code"].startswith("text-")]
    for digits, code in (
        (MOBILE, "text-mobile"), (IDENTITY, "text-identity"), (OLD, "text-identity"),
        (CARD, "text-card"),
    ):  # fmt: skip
        places = [r for r in rows if r["code"] == code]
        assert any(squeezed(FIRST[r["start"] : r["end"]]).upper() == digits for r in places)
    told = squeezed("".join(r["message"] for r in read_findings(folders.work)))
    assert not [d for d in NUMBERS if tail(d) in told]
    assert "没有这句话159********" in told
    names = [r for r in read_findings(folders.work) if r["code"] == "source-name-personal"]
    assert len(names) == 2
    files = review_files(read_catalog(folders.work))
    pages = "".join(data.decode("utf-8") for data in files.values())
    for entry in ("mask: 手机号", "mask: 身份证号", "mask: 银行卡号"):
        assert f"- source: 甲/护渠员13800138000.txt\n  {entry}" in pages
