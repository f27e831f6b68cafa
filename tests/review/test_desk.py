"""The command `review`, what is offered on the desk, and the source beside its result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copy_run
from review_desk import CANALS, HOSTILE_NAME, desk_of
from test_commands import paths, tree

from wenji import contract
from wenji.audit.catalog import read_catalog
from wenji.editor.overrides import FACTS
from wenji.messages import known, text
from wenji.model import Folders
from wenji.review.choices import Group
from wenji.review.desk import INDEX, STYLE, choices
from wenji.review.doubt import LOOK
from wenji.review.rows import rows
from wenji.split import SCORES

Run = Callable[..., tuple[int, str, str]]


def test_the_desk_is_written_and_tells_where(
    small_run: Folders, tmp_path: Path, run_command: Run
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    (run.work / "review").mkdir()
    (run.work / "review" / "gone.html").write_text("x", "utf-8")
    status, said, _ = run_command("review", *paths(run, "work"))
    index = run.work / "review" / INDEX
    assert status == 0 and said.count(str(index)) == 2
    names = {r.source["id"] + ".html" for r in read_catalog(run.work).records}
    (run.work / "review" / "en" / "gone.html").write_text("x", "utf-8")
    assert run_command("review", *paths(run, "work"))[0] == 0
    pages = names | {INDEX}
    made = {p.relative_to(index.parent).as_posix() for p in index.parent.rglob("*.*")}
    assert made == pages | {f"en/{name}" for name in pages} | {STYLE}
    for page in (index, index.parent / "en" / INDEX):
        assert all(f'href="{name}"' in page.read_text("utf-8") for name in names)
    before = tree(run.work)
    assert run_command("review", *paths(run, "work"))[0] == 0
    assert tree(run.work) == before


@pytest.mark.parametrize("broken", [False, True])
def test_without_records_there_is_no_desk(broken: bool, tmp_path: Path, run_command: Run) -> None:
    if broken:
        (tmp_path / contract.SOURCES).write_text("{", "utf-8")
    status, _, said = run_command("review", "--work", tmp_path)
    assert status == 2 and (".jsonl" if broken else str(tmp_path)) in said
    assert not (tmp_path / "review").exists()


def test_decisions_come_with_what_they_are_about(small_run: Folders, hostile: Folders) -> None:
    found = choices(desk_of(read_catalog(small_run.work), CANALS))
    counts = Counter(c.group for c in found)
    assert counts[Group.BOUNDARY] == 2 and counts[Group.HEADING] == 2
    [comma] = [c for c in found if c.rule == "half-width"]
    assert (comma.before, comma.after, comma.left[-2:]) == (",", "，", "以来")
    [begun] = [c for c in found if c.group is Group.BOUNDARY and c.entry]
    assert begun.entry == f"- source: {CANALS}\n  at: 第二篇：柳林村护渠小组汇报\n  join: true\n"

    found = choices(desk_of(read_catalog(hostile.work), HOSTILE_NAME))
    [dropped] = [c for c in found if c.group is Group.DROPPED]
    assert (dropped.before, dropped.line) == ("下一篇：没有了", 7) and dropped.rule
    assert dropped.entry.endswith("  at: 下一篇：没有了\n  keep: true\n")


def test_forms_facts_and_boundaries_are_offered(telling: Folders) -> None:
    """A row for each that the catalog tells, the doubtful boundary with its evidence and score."""
    catalog = read_catalog(telling.work)
    found = [c for r in catalog.records for c in choices(desk_of(catalog, r.source["path"]))]
    forms = {c.name for c in found if c.group is Group.FORM}
    assert {f["form"] for a in catalog.articles for f in a["forms"]} == forms >= {"row", "verse"}
    facts = {c.name: c for c in found if c.group is Group.FACT}
    assert set(facts) >= {"title", *FACTS}
    assert "  # author: 作者\n" in next(
        c.entry for c in found if c.name == "title" and "author" not in c.entry.split("#")[0]
        and "# author" in c.entry
    )  # fmt: skip


@pytest.mark.parametrize("evidence", sorted(SCORES))
def test_whatever_shows_an_article_is_said_in_words(evidence: str) -> None:
    assert known(f"evidence.{evidence}")


def test_a_doubtful_boundary_tells_its_evidence_and_score(sample_site: Folders) -> None:
    catalog = read_catalog(sample_site.work)
    doubtful = [a for a in catalog.articles if a["boundary"]["score"] < 0.7 and a["ordinal"] > 1]
    assert len(doubtful) >= 3
    for record in catalog.records:
        desk = desk_of(catalog, record.source["path"])
        begun = {c.start: c for c in choices(desk) if c.group is Group.BOUNDARY}
        for article in (a for a in doubtful if a["source"] == record.id):
            evidence, score = article["boundary"].values()
            choice = begun[article["start"]]
            assert choice.doubt >= LOOK and "join: true" in choice.entry
            for lang, percent in (("zh", "{}%"), ("en", "{} % sure")):
                assert text(f"evidence.{evidence}", lang) in choice.said[lang]
                assert percent.format(round(100 * score)) in choice.said[lang]


@pytest.mark.parametrize("collection", ["small_run", "hostile", "sample_site"])
def test_the_left_side_is_the_source(collection: str, request: pytest.FixtureRequest) -> None:
    """Line ends aside, nothing of the source is missing, and nothing is told twice."""
    run: Folders = request.getfixturevalue(collection)
    for record in read_catalog(run.work).records:
        made = list(rows(record))
        left = "".join(run.text for row in made for run in row.left)
        assert re.sub(r"[\s↵]|\[U\+\w+\]", "", left) == re.sub(
            r"[\s\x00-\x1f\u202e\ue000]", "", record.text
        )
        assert [row.line for row in made] == sorted(row.line for row in made)
        ids = [row.line for row in made if row.first]
        assert len(ids) == len(set(ids))
