"""The editing desk: every decision with the lines that overrule it, safe and readable pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copy_run, folders_in
from hypothesis import given
from hypothesis import strategies as st
from in_chromium import DESKTOP, PHONE
from playwright.sync_api import Browser
from ruamel.yaml import YAML
from selectolax.lexbor import LexborHTMLParser
from test_accessibility import findings
from test_commands import paths, tree

from wenji import contract
from wenji.audit.catalog import Catalog, Record, read_catalog
from wenji.commands.convert import convert
from wenji.convert import convert_text
from wenji.model import Folders
from wenji.overrides import load_overrides
from wenji.progress import Silent
from wenji.review.changes import of_changes
from wenji.review.choices import Choice, Desk, Group, of_articles, of_findings, of_headings
from wenji.review.desk import INDEX, STYLE, review_files
from wenji.review.entries import scalar
from wenji.review.rows import rows

pytestmark = pytest.mark.xdist_group("review")

Run = Callable[..., tuple[int, str, str]]

CANALS = "甲/渠道 总结.txt"
HOSTILE_NAME = "<b>&\"'.txt"
HOSTILE = (
    "第一篇：<script>alert(1)</script>工作总结\n"
    '　　"><img src=x onerror=alert(2)>全村,一共\u202e三百户\x00人家，{{ 7*7 }} {% raw %}。\n'
    "- 3 -\n"
    "　　</td></table><style>*{display:none}</style>&lt;b&gt;渠道已经全部修好了。\n"
    "第二篇：&amp;lt;渠道&amp;gt;总结\n"
    "　　大家说好„„就这么办，臵办了三台水泵，\ue000从此不再缺水。\n"
    "下一篇：没有了\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A collection whose texts and file names are hostile."""
    folders = folders_in(tmp_path_factory.mktemp("hostile"))
    folders.sources.mkdir()
    (folders.sources / HOSTILE_NAME).write_text(HOSTILE, "utf-8", newline="\n")
    (folders.sources / "空.txt").write_text("", "utf-8")
    outcome = convert(folders, 1, Silent())
    assert outcome.collection.articles
    return folders


def desk_of(catalog: Catalog, path: str) -> Desk:
    """The desk of one source."""
    [record] = [r for r in catalog.records if r.source["path"] == path]
    return Desk(record, [f for f in catalog.findings if f["source"] == record.id], ("canals",))


def choices(desk: Desk) -> list[Choice]:
    """All decisions of a source."""
    return [*of_findings(desk), *of_articles(desk), *of_changes(desk), *of_headings(desk)]


# --- the command ---------------------------------------------------------------------------------


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
    assert {p.name for p in index.parent.iterdir()} == names | {INDEX, STYLE}
    assert all(f'href="{name}"' in index.read_text("utf-8") for name in names)
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


# --- decisions -----------------------------------------------------------------------------------


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


def overruled(record: Record, entry: str, folder: Path) -> object:
    """What the source becomes with one entry of overrides.yml."""
    file = folder / "overrides.yml"
    file.write_text(entry, "utf-8")
    decisions, wrong = load_overrides(file)
    assert wrong == () and len(decisions) == 1 and decisions[0].source == record.source["path"]
    made = convert_text(
        record.id, record.source["path"], record.text, record.source["encoding"], decisions
    )
    assert [f.code for f in made.findings if f.code.startswith("override")] == []
    return made.pieces, made.articles


@pytest.mark.parametrize("collection", ["small_run", "hostile", "sample_site"])
def test_the_lines_are_understood_and_change_what_they_say(
    collection: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Spellings are for the editor to fill in, themes and duplicates are of the whole."""
    run: Folders = request.getfixturevalue(collection)
    catalog = read_catalog(run.work)
    filled_in = re.compile("  (repair|title|theme|duplicate): ")
    for record in catalog.records:
        desk = desk_of(catalog, record.source["path"])
        before = convert_text(
            record.id, record.source["path"], record.text, record.source["encoding"]
        )
        by_kind: dict[tuple[str, str], Choice] = {}
        for choice in choices(desk):
            if choice.entry:
                by_kind.setdefault((choice.group, choice.rule), choice)
        for choice in by_kind.values():
            after = overruled(record, choice.entry, tmp_path)
            if not filled_in.search(choice.entry) and choice.rule != "repeated-title":
                assert after != (before.pieces, before.articles), choice


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


# --- the source beside its result ----------------------------------------------------------------


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


# --- pages ---------------------------------------------------------------------------------------


def test_hostile_text_stays_text(hostile: Folders) -> None:
    files = review_files(read_catalog(hostile.work))
    for name, data in files.items():
        if name == STYLE:
            continue
        page = data.decode("utf-8")
        tree = LexborHTMLParser(page)
        assert not tree.css("script, img, style, b > b, [onerror], [style]")
        assert tree.css_first("main h2") is not None
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ue000]", page)
        assert [n.attributes["href"] for n in tree.css("link")] == [STYLE]
    text = LexborHTMLParser(b"".join(files.values()).decode("utf-8")).text()
    assert "<script>alert(1)</script>" in text and "{{ 7*7 }} {% raw %}" in text
    assert "[U+202E]" in text and "[U+0000]" in text


def test_links_lead_somewhere(hostile: Folders, small_run: Folders) -> None:
    for run in (hostile, small_run):
        files = review_files(read_catalog(run.work))
        for name, data in files.items():
            if name == STYLE:
                continue
            tree = LexborHTMLParser(data.decode("utf-8"))
            ids = [n.attributes["id"] for n in tree.css("[id]")]
            assert len(ids) == len(set(ids))
            for link in tree.css("a"):
                href = str(link.attributes["href"])
                assert href.removeprefix("#") in ids if href.startswith("#") else href in files


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    size: dict[str, int], scheme: str, chromium: Browser, hostile: Folders, sample_site: Folders,
    tmp_path: Path,
) -> None:  # fmt: skip
    pages: list[Path] = []
    for run in (hostile, sample_site):
        folder = tmp_path / run.work.parent.name
        folder.mkdir()
        for name, data in review_files(read_catalog(run.work)).items():
            (folder / name).write_bytes(data)
        pages += [folder / INDEX, *sorted(folder.glob("*.html"))[:2]]
    context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda r: requests.append(r.url))
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert all(url.startswith("file://") for url in requests)
    context.close()
