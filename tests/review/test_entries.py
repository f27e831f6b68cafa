"""The lines for `overrides.yml` that the desk offers: each is understood and does what it says."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import folders_in
from hypothesis import given
from hypothesis import strategies as st
from review_desk import desk_of
from ruamel.yaml import YAML

from wenji.audit.catalog import Record, read_catalog
from wenji.audit.text import legible
from wenji.convert import convert_text
from wenji.editor.decisions import REPAIRED
from wenji.editor.overrides import FACTS, Kind, load_overrides
from wenji.editor.placing import Placed, holds, place
from wenji.line import convert_collection
from wenji.model import Article, Folders, Op, Paragraph, Piece, Role
from wenji.progress import Silent
from wenji.review.desk import choices
from wenji.review.entries import scalar

Made = tuple[tuple[Piece, ...], tuple[Article, ...]]


def overruled(record: Record, entry: str, folder: Path) -> tuple[Made, Placed | None]:
    """What the source becomes with one entry of overrides.yml, and where its words stand."""
    file = folder / "overrides.yml"
    file.write_text(entry, "utf-8")
    decisions, wrong = load_overrides(file)
    assert wrong == () and len(decisions) == 1 and decisions[0].source == record.source["path"]
    made = convert_text(
        record.id, record.source["path"], record.text, record.source["encoding"], decisions
    )
    assert [f.code for f in made.findings if f.code.startswith("override")] == [], entry
    placed, _ = place(record.text, [d for d in decisions if d.at])
    return (made.pieces, made.articles), placed[0] if placed else None


def touches(part: Paragraph | Piece, placed: Placed) -> bool:
    """Whether a paragraph or a piece shares words with a place."""
    return part.start < placed.end and placed.start < part.end


def taken(before: Made, after: Made, placed: Placed, text: str) -> bool:
    """Whether a run did what an entry says at its place."""
    kind, value = placed.kind, placed.decision.value
    pieces, articles = after
    holders = [a for a in articles if holds(a, placed)]
    assert len(holders) <= 1
    holding = holders[0] if holders else None
    own = [
        p for a in articles for p in a.paragraphs if p.start < placed.end and placed.start < p.end
    ]
    if kind is Kind.TITLE:
        return holding is not None and holding.title == value
    if kind in FACTS:
        return holding is not None and bool(getattr(holding.facts, kind) == value)
    if kind is Kind.JOIN:
        return len(articles) == len(before[1]) - 1
    if kind is Kind.HEADING:
        return own[0].kind == "p"
    if kind is Kind.FORM:
        return own[0].form == ""
    if kind is Kind.BREAK:
        begins = [p.start for p in own if placed.start <= p.start]
        return any(not text[placed.start : start].strip() for start in begins)
    if kind is Kind.KEEP:
        dropped = [
            p for p in pieces if p.op is Op.DROP and p.start < placed.end and placed.start < p.end
        ]
        return not any(legible(text[p.start : p.end]) for p in dropped)
    if kind is Kind.REPAIR:
        touched = [p for p in pieces if touches(p, placed)]
        return all(p.op is Op.KEEP or p.rule.startswith(REPAIRED) or p.role is Role.BREAK
                   or p.role is Role.TITLE or not legible(text[p.start : p.end])
                   for p in touched)  # fmt: skip
    return kind in (Kind.THEME, Kind.DUPLICATE, Kind.MASK)  # of the whole collection, see below


@pytest.mark.parametrize("collection", ["small_run", "hostile", "telling", "sample_site"])
def test_each_entry_is_understood_and_does_what_it_says(
    collection: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    run: Folders = request.getfixturevalue(collection)
    catalog = read_catalog(run.work)
    asked = 0
    for record in catalog.records:
        text = record.text
        made = convert_text(record.id, record.source["path"], text, record.source["encoding"])
        for choice in choices(desk_of(catalog, record.source["path"])):
            if choice.entry:
                after, placed = overruled(record, choice.entry, tmp_path)
                if placed is not None:
                    before = made.pieces, made.articles
                    assert taken(before, after, placed, text), (choice, choice.entry)
                    asked += 1
    assert asked > 5


@pytest.mark.parametrize("collection", ["small_run", "hostile", "telling", "sample_site"])
def test_all_entries_of_a_kind_are_pasted_and_none_is_refused(
    collection: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """In one file, for the whole collection, as an editor does who agrees with nothing."""
    run: Folders = request.getfixturevalue(collection)
    catalog = read_catalog(run.work)
    entries: dict[str, list[str]] = defaultdict(list)
    for record in catalog.records:
        for choice in choices(desk_of(catalog, record.source["path"])):
            if choice.entry:
                kind = re.findall(r"^  (\w+):", choice.entry, re.MULTILINE)[-1]
                entries[kind].append(choice.entry)
    for kind, some in entries.items():
        folders = folders_in(tmp_path / kind)
        shutil.copytree(run.sources, folders.sources)
        once = [e for n, e in enumerate(some) if kind != "repair" or n == 0]  # they overlap
        (folders.sources / "overrides.yml").write_text("".join(once), "utf-8")
        made = convert_collection(folders, 1, Silent())
        told = [*made.findings, *(f for s in made.sources for f in s.findings)]
        assert [f for f in told if f.code.startswith("override")] == [], kind
        if kind == Kind.DUPLICATE:
            assert not any(a.duplicates for a in made.articles)


@given(st.text(max_size=20))
def test_scalars_are_read_back(words: str) -> None:
    written = scalar(words)
    assert "\n" not in written and written.isprintable()
    assert YAML(typ="safe").load(f"- at: {written}\n  nth: 1\n") == [{"at": words, "nth": 1}]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("渠道", "渠道"),
        ("#1", "'#1'"),
        ("甲: 乙", "'甲: 乙'"),
        ("\u202e", '"\\u202e"'),
        ("1", "'1'"),
    ],
)
def test_scalars_are_quoted_where_it_matters(words: str, written: str) -> None:
    assert scalar(words) == written
