"""The most doubtful decisions come first, and are gone when they have been made."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import copy_run, folders_in
from html_nodes import attribute, first
from review_desk import desk_of
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wenji.audit.catalog import read_catalog
from wenji.commands.convert import convert
from wenji.model import Folders
from wenji.progress import Silent
from wenji.review.choices import Group
from wenji.review.desk import FIRST, INDEX, choices, review_files, write_review
from wenji.review.doubt import LOOK


def test_the_most_doubtful_decisions_come_first(sample_site: Folders) -> None:
    """On each page, and on the index those of all files; each is told once."""
    catalog = read_catalog(sample_site.work)
    files = review_files(catalog)
    doubts = []
    for record in catalog.records:
        found = choices(desk_of(catalog, record.source["path"]))
        assert [c.doubt for c in found] == sorted((c.doubt for c in found), reverse=True)
        doubts += [c.doubt for c in found if c.doubt >= LOOK]
        page = LexborHTMLParser(files[f"{record.id}.html"].decode("utf-8"))
        shown = page.css("section.look .choices > li")
        assert len(shown) == sum(c.doubt >= LOOK for c in found)
        assert not shown or first(page, "main > section").attributes["class"] == "look"
        ids = [n.attributes["id"] for n in page.css(".choices > li")]
        assert ids == [f"c{n}" for n in range(1, len(ids) + 1)]
    rows = LexborHTMLParser(files[INDEX].decode("utf-8")).css("section.whole .choices > li")
    assert len(rows) == min(FIRST, len(doubts)) > 10
    # The two beginnings that only a stray space shows, then what is broken off.
    assert "50%" in rows[0].text() and "50%" in rows[1].text()


def test_what_was_changed_on_the_desk_is_not_doubtful_any_more(
    telling: Folders, tmp_path: Path
) -> None:
    """The most doubtful decision, its lines pasted, another run: it is gone."""
    run = copy_run(telling, tmp_path, site=False)
    for _ in range(3):
        index = LexborHTMLParser(write_review(read_catalog(run.work)).read_text("utf-8"))
        told, lines = next(
            filter(None, (_offered(run, row) for row in index.css("section.whole li")))
        )
        if "repair" in lines:  # for the editor to complete
            lines = lines.rstrip() + "这一件。\n"
        with (run.sources / "overrides.yml").open("a", encoding="utf-8") as file:
            file.write(lines)
        assert convert(run, 1, Silent()).collection.articles
        catalog = read_catalog(run.work)
        assert not [f for f in catalog.findings if f["code"].startswith("override")]
        after = LexborHTMLParser(write_review(catalog).read_text("utf-8"))
        assert told not in [n.text() for n in after.css("section.whole .what")]


SETTLED = [  # what makes a group doubtful here, the decision that settles it
    (Group.TITLE, "至清明前后，共放水三十天", "title: 放水记"),
    (Group.FORM, "渠水清，渠水长", "form: 诗"),
]


@pytest.mark.parametrize(("group", "at", "decided"), SETTLED)
def test_what_the_editor_has_said_stays_without_doubt(
    group: Group, at: str, decided: str, tmp_path: Path
) -> None:
    text = (
        "　　至清明前后，共放水三十天，各村都不误农时，渠上没有一处跑水。\n"
        "渠水清，渠水长，\n一直流到打谷场。\n谷子黄，稻花香，\n家家户户有余粮。\n"
        "第二篇\n　　夏天又添了两盏马灯，夜里也看得清水位，大家轮着守。\n"
    )
    doubts = []
    for name, said in (("before", ""), ("after", f"- source: 甲.txt\n  at: {at}\n  {decided}\n")):
        run = folders_in(tmp_path / name)
        run.sources.mkdir(parents=True)
        (run.sources / "甲.txt").write_text(text, "utf-8")
        (run.sources / "overrides.yml").write_text(said or "[]\n", "utf-8")
        convert(run, 1, Silent())
        desk = desk_of(read_catalog(run.work), "甲.txt")
        [line] = [n for n, row in enumerate(text.split("\n"), 1) if at in row]
        doubts.append([c.doubt for c in choices(desk) if c.group is group and c.line == line])
    assert doubts[0] and max(doubts[0]) > 0
    assert not any(doubts[1])


def _offered(run: Folders, row: LexborNode) -> tuple[str, str] | None:
    """What a row of the index tells, and the lines that its source's page offers; None if none."""
    page, _, number = attribute(first(row, "a"), "href").partition("#")
    sheet = LexborHTMLParser((run.work / "review" / page).read_text("utf-8"))
    lines = sheet.css_first(f"#{number} pre")
    return (first(row, ".what").text(), lines.text()) if lines else None
