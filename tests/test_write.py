"""The stage `write`: what it writes, and what it never touches."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_collection as made
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from wenji.addresses import slug
from wenji.model import Collection, Folders
from wenji.write import WriteError, write
from wenji.write.frontmatter import dumps, is_ours, page, stamp
from wenji.write.pages import render


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return made.folders(tmp_path)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder: path → bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def metas(collection: Collection) -> dict[str, dict[str, Any]]:
    """The front matter of every page, as MkDocs reads it."""
    return {path: get_data(text)[1] for path, text in render(collection).items()}


# --- what is written ----------------------------------------------------------------------


def test_empty_docs_folder_gives_every_page(folders: Folders) -> None:
    collection = made.sample()
    done = write(collection, folders)
    files = tree(folders.docs)
    assert done.written == len(files) and not done.unchanged and not done.removed
    assert not done.findings
    assert {"zh/index.md", "zh/help.md", "zh/about.md", "zh/themes/index.md"} <= files.keys()
    assert {a.page for a in collection.articles} <= files.keys()
    assert all(is_ours(data) for data in files.values())


def test_empty_collection_gives_a_home_page() -> None:
    home = metas(made.collection())["zh/index.md"]
    assert (home["articles"], home["sources"], home["themes"], home["years"]) == (0, 0, [], [])


def test_second_run_changes_nothing(folders: Folders) -> None:
    write(made.sample(), folders)
    before = tree(folders.docs)
    again = write(made.sample(), folders)
    assert (again.written, again.removed) == (0, 0)
    assert again.unchanged == len(before)
    assert tree(folders.docs) == before


def test_article_front_matter() -> None:
    collection = made.sample()
    source = collection.sources[0]
    meta = metas(collection)[source.articles[1].page]
    assert {"title", "date", "author", "source", "themes", "tags", "summary", "generated"} <= set(
        meta
    )
    assert meta["given_title"] == "总结"
    assert meta["source"] == {
        "file": "水利/汛期 总结.txt",
        "id": source.id,
        "article": 2,
        "articles": 3,
        "lines": list(source.articles[1].lines),
        "page": f"zh/sources/{source.id}.md",
    }
    assert [t["id"] for t in meta["themes"]] == ["water", "school"]
    assert meta["previous"]["page"] == source.articles[0].page
    assert meta["next"]["page"] == source.articles[2].page
    assert "given_title" not in metas(collection)[source.articles[0].page]


def test_every_link_leads_to_a_page() -> None:
    pages = metas(made.sample())
    links = [
        (path, value["page"])
        for path, meta in pages.items()
        for values in meta.values()
        for value in (values if isinstance(values, list) else [values])
        if isinstance(value, dict) and "page" in value
    ]
    assert len(links) > len(pages)
    assert [link for link in links if link[1].partition("#")[0] not in pages] == []


def test_theme_row_runs_through_its_own_articles_only() -> None:
    pages = metas(made.sample())
    for path, meta in pages.items():
        if meta.get("template") == "theme.html" and meta["articles"]:
            at, row = meta["articles"][0]["page"], []
            while at:
                row.append(at)
                at = pages[at].get("next", {}).get("page")
            assert row == [a["page"] for a in meta["articles"]], path


def test_articles_without_theme_go_to_other() -> None:
    pages = metas(made.sample())
    odd = pages["zh/themes/other.md"]["articles"]
    assert [a["title"] for a in odd] == list(made.HOSTILE)
    assert "zh/themes/other.md" not in metas(made.collection())


def test_size_of_an_article_page_does_not_depend_on_the_collection() -> None:
    few, more = made.many(10, 300), made.many(60, 300)
    path = few.articles[4].page
    few_size, more_size = len(render(few)[path]), len(render(more)[path])
    # a next article, where there was none, and up to four kindred ones with three terms each
    assert abs(few_size - more_size) < 1000


def test_findings_of_a_source_name_their_line() -> None:
    source = made.sample().sources[1]
    found = metas(made.sample())[f"zh/sources/{source.id}.md"]["findings"]
    assert [(f["severity"], f["line"]) for f in found] == [
        ("warning", None),
        ("warning", source.text[:10].count("\n") + 1),
        ("warning", source.text[:60].count("\n") + 1),
    ]
    assert "<i>到此" in found[2]["names"]["zh"]


# --- what belongs to a person -------------------------------------------------------------


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text + "补记一句。\n",
        lambda text: text.replace("汛期", "枯水期", 1),
        lambda text: text.replace("generated:", "# generated:"),
        lambda text: "我自己写的一页\n",
        lambda text: "",
    ],
)
def test_an_edited_page_stays(folders: Folders, edit: Any) -> None:
    collection = made.sample()
    write(collection, folders)
    path = collection.articles[0].page
    new = (folders.docs / path).read_text("utf-8")
    theirs = edit(new)
    (folders.docs / path).write_text(theirs, "utf-8", newline="\n")
    done = write(collection, folders)
    assert (folders.docs / path).read_text("utf-8") == theirs
    assert (folders.work / "kept" / path).read_text("utf-8") == new
    assert [(f.code, f.args["path"]) for f in done.findings] == [("page-edited", path)]


def test_kept_pages_go_when_the_edit_is_undone(folders: Folders) -> None:
    collection = made.sample()
    write(collection, folders)
    page = folders.docs / collection.articles[0].page
    page.write_text("改过\n", "utf-8")
    write(collection, folders)
    page.unlink()
    assert not write(collection, folders).findings
    assert tree(folders.work / "kept") == {}


def test_other_files_in_docs_stay(folders: Folders) -> None:
    for name in ("zh/notes.md", "zh/articles/mine/01.md", "zh/picture.png", "README.md"):
        (folders.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (folders.docs / name).write_bytes(b"\xff\xfe mine")
    mine = tree(folders.docs)
    write(made.sample(), folders)
    write(made.collection(), folders)
    assert mine.items() <= tree(folders.docs).items()


def test_stale_pages_go_but_not_edited_ones(folders: Folders) -> None:
    collection = made.sample()
    write(collection, folders)
    edited, *others = (a.page for a in collection.sources[0].articles)
    with (folders.docs / edited).open("a", encoding="utf-8") as file:
        file.write("补记\n")
    less = replace(collection, sources=collection.sources[1:2])
    less = replace(
        less,
        sources=tuple(
            replace(s, articles=tuple(replace(a, duplicates=()) for a in s.articles))
            for s in less.sources
        ),
    )
    done = write(less, folders)
    assert done.removed > len(others)
    assert (folders.docs / edited).exists()
    assert not any((folders.docs / path).exists() for path in others)
    assert [(f.code, f.args["path"]) for f in done.findings] == [("page-orphaned", edited)]
    assert not (folders.docs / "zh/articles" / collection.sources[2].id).exists()


def test_windows_line_ends_are_no_edit(folders: Folders) -> None:
    write(made.sample(), folders)
    before = tree(folders.docs)
    for path, data in before.items():
        (folders.docs / path).write_bytes(data.replace(b"\n", b"\r\n"))
    assert not write(made.sample(), folders).findings
    assert tree(folders.docs) == before


# --- when writing fails --------------------------------------------------------------------


def test_what_only_looks_like_a_page_is_left_alone(folders: Folders) -> None:
    (folders.docs / "zh" / "folder.md").mkdir(parents=True)
    (folders.docs / "zh" / "nowhere.md").symlink_to("没有.md")
    done = write(made.sample(), folders)
    assert not done.findings and not done.removed
    assert (folders.docs / "zh" / "folder.md").is_dir()
    assert (folders.docs / "zh" / "nowhere.md").is_symlink()


@pytest.mark.parametrize("allowed", [0, 1, 7, 20])
def test_full_disk_leaves_the_old_pages(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    write(made.many(12, 200), folders)
    before = tree(folders.docs)
    count = 0
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        nonlocal count
        count += 1
        if count > allowed:
            real(path, data[: len(data) // 2])
            raise OSError(28, os.strerror(28))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteError, match="没有改动"):
        write(made.sample(), folders)
    monkeypatch.undo()
    assert tree(folders.docs) == before


def test_half_written_pages_of_a_killed_run_are_cleared(folders: Folders) -> None:
    part = folders.docs / "zh/articles/x/01.md.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"---\ntit")
    write(made.sample(), folders)
    assert not part.exists()


@pytest.mark.parametrize(
    "path", ["../x.md", "zh/../../x.md", "/tmp/x.md", "zh/x.txt", "zh\\..\\x.md"]
)
def test_a_page_never_leaves_the_docs_folder(folders: Folders, path: str) -> None:
    source = made.sample().sources[0]
    source = replace(source, articles=(replace(source.articles[0], page=path),))
    with pytest.raises(ValueError, match="outside"):
        write(made.collection(source), folders)
    assert not folders.docs.exists()


# --- front matter and addresses -------------------------------------------------------------

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(values)
def test_yaml_reads_what_was_written(value: Any) -> None:
    line = dumps(value)
    assert len(line.splitlines()) == 1
    assert yaml.safe_load(line) == value


@given(st.text(), st.text())
def test_mkdocs_reads_title_and_body(title: str, text: str) -> None:
    text = text.strip().replace("\r", "")
    made_page = page({"title": title, "articles": [{"title": title}]}, text)
    found, meta = get_data(made_page)
    assert (meta["title"], meta["articles"][0]["title"]) == (title, title)
    assert found.strip() == text


@given(st.text(), st.integers(0), st.text(min_size=1, max_size=1))
def test_any_change_is_noticed(text: str, at: int, char: str) -> None:
    whole = page({"title": text}, text)
    at %= len(whole)
    changed = whole[:at] + char + whole[at + 1 :]
    same = changed.replace("\r\n", "\n") == whole
    assert is_ours(whole.encode())
    assert is_ours(changed.encode("utf-8", "replace")) == same


def test_lone_surrogate_becomes_a_replacement_character() -> None:
    assert yaml.safe_load(dumps("\ud800甲")) == "\N{REPLACEMENT CHARACTER}甲"


def test_a_mark_in_the_text_is_not_the_mark() -> None:
    text = page({"title": "甲"}, 'generated: "wenji sha256:0123456789abcdef"\n')
    assert is_ours(text.encode())
    assert stamp(text) == text


SLUGS = [("water", "water"), ("党建", "党建"), ("a-b", "a-b")]
NOT_SLUGS = ["A", "a b", "../x", "con", "index", "readme", "", "x" * 300, "a/b", "·", "-a", "\x00"]


@pytest.mark.parametrize(("name", "expected"), SLUGS)
def test_slug_of_a_good_id_is_the_id(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", NOT_SLUGS)
def test_slug_of_another_id_is_safe(name: str) -> None:
    assert slug(name).replace("-", "").isalnum()
    assert slug(name) not in {"", "con", "index", "readme"}
    assert len(slug(name)) < 60


def test_slugs_are_distinct() -> None:
    names = [*NOT_SLUGS, *(name for name, _ in SLUGS), "a", "AB", "ab", "a--b", "x" * 301]
    assert len({slug(name) for name in names}) == len(set(names))


def test_no_temporary_files_are_left(folders: Folders) -> None:
    write(made.sample(), folders)
    assert {p.suffix for p in folders.docs.rglob("*") if p.is_file()} == {".md"}
    shutil.rmtree(folders.docs)
