"""What runs keep for the next one: nothing is worked out twice, and nothing comes out otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messy import Mess, made

from wenji.commands.convert import convert
from wenji.lock import NAME as LOCK
from wenji.model import Folders
from wenji.progress import Silent
from wenji.store import FOLDER, Store

LINE, ANOTHER = "柿子坡文墅", "写手老温的小屋"  # of sites; the first stands in four files


def with_line(seed: int, line: str) -> str:
    """A collection with a line between two of its paragraphs, once."""
    rows = made(seed, Mess(articles=3))[0].splitlines()
    long = [n for n in range(1, len(rows)) if min(len(rows[n - 1]), len(rows[n])) > 40]
    rows.insert(long[len(long) // 2], line)
    return "\n".join(rows) + "\n"


SOURCES: Mapping[str, bytes] = {
    **{f"站{n}.txt": with_line(n, LINE).encode() for n in range(4)},
    "甲/汇编.txt": made(7, Mess(articles=3))[0].encode("gb18030"),
    "乙.txt": made(8, Mess(articles=2, mark="篇一："))[0].encode(),
    "二进制.txt": bytes(range(256)) * 40,
    "空.txt": b"",
}


STAY = (LOCK, "themes.proposed.yml")  # a proposal stays when the editor writes her own


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    """The folders of a run, with the sources."""
    found = Folders(*(tmp_path / name for name in ("sources", "docs", "site", ".work")))
    for name, data in SOURCES.items():
        put(found, name, data)
    return found


def put(where: Folders, name: str, data: bytes | str) -> None:
    """A file among the sources."""
    path = where.sources / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def run(where: Folders, workers: int = 1) -> dict[str, bytes]:
    """Convert; every file that is written, but for what is kept."""
    convert(where, workers, Silent())
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for folder in (where.docs, where.work)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in STAY and FOLDER not in path.parts
    }


def kept(where: Folders) -> list[Path]:
    """The files of what is kept."""
    return sorted(path for path in (where.work / FOLDER).rglob("*") if path.is_file())


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is worked out, by name: the file, or the stage of the whole collection."""
    told: list[str] = []

    def watch(place: str, name: Callable[..., str]) -> None:
        module, _, function = place.rpartition(".")
        true = getattr(__import__(module, fromlist=[function]), function)

        def watched(*args: object) -> object:
            told.append(name(*args))
            return true(*args)

        monkeypatch.setattr(place, watched)

    watch("wenji.convert_file.convert_decoded", lambda raw, *_: raw.path)
    watch("wenji.line.classify", lambda *_: "themes")
    watch("wenji.line.relate", lambda *_: "relations")
    return told


WHOLE = ["themes", "relations"]


def edited(where: Folders) -> None:
    """Another text in the place of one."""
    put(where, "乙.txt", made(9, Mess(articles=2, mark="篇一："))[0])


def decided(where: Folders, at: str = "", what: str = "title: 渠上记事") -> None:
    """A decision of the editor about one file."""
    title = at or made(8, Mess(articles=2))[1][0].title
    put(where, "overrides.yml", f"- source: 乙.txt\n  at: {title}\n  {what}\n")


def masked(where: Folders) -> None:
    """A decision about all files."""
    put(where, "overrides.yml", "- at: 看闸人\n  mask: 文字\n")


def another_line_of_a_site(where: Folders) -> None:
    """Four files that share a line: two that were there without it, two new ones."""
    texts = {"乙.txt": 8, "丁.txt": 11, "戊.txt": 12, "己.txt": 13}
    for name, seed in texts.items():
        put(where, name, with_line(seed, ANOTHER))


CHANGES: Mapping[str, tuple[Callable[[Folders], object], list[str]]] = {
    "nothing": (lambda where: None, []),
    "touched": (lambda where: (where.sources / "乙.txt").touch(), []),
    "edited": (edited, ["乙.txt", *WHOLE]),
    "renamed": (
        lambda where: (where.sources / "乙.txt").rename(where.sources / "丙.txt"),
        ["丙.txt", *WHOLE],
    ),
    "removed": (lambda where: (where.sources / "乙.txt").unlink(), WHOLE),
    "new": (lambda where: put(where, "丙.txt", made(9, Mess())[0]), ["丙.txt", *WHOLE]),
    "title": (decided, ["乙.txt", *WHOLE]),
    "date": (lambda where: decided(where, what="date: 2020-05-04"), ["乙.txt"]),
    "mask": (masked, [*SOURCES.keys() - {"二进制.txt", "空.txt"}, *WHOLE]),
    "themes": (
        lambda where: put(
            where, "themes.yml", "themes:\n  - id: qu\n    name: 水渠\n    keywords: [渠]\n"
        ),
        WHOLE,
    ),
    "line of a site": (another_line_of_a_site, ["乙.txt", "丁.txt", "戊.txt", "己.txt", *WHOLE]),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_has_changed_is_worked_out_and_comes_out_as_if_all_were(
    where: Folders, tmp_path: Path, change: str, at_work: list[str]
) -> None:
    first = run(where)
    at_work.clear()
    make, worked_out = CHANGES[change]
    make(where)
    after = run(where)
    assert sorted(at_work) == sorted(worked_out)
    clean = Folders(
        where.sources, tmp_path / "clean" / "docs", where.site, tmp_path / "w" / ".work"
    )
    assert after == run(clean)
    assert (after == first) is (change in ("nothing", "touched"))


def test_workers_keep_what_one_process_keeps_and_are_not_called_for_what_is_kept(
    where: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(where)
    monkeypatch.setattr("wenji.workers.WORTH_WORKERS", 0)
    shared = replace(where, docs=tmp_path / "shared" / "docs", work=tmp_path / "shared" / ".work")
    assert run(shared, workers=2) == first
    assert [p.read_bytes() for p in kept(shared)] == [p.read_bytes() for p in kept(where)]
    monkeypatch.delattr("wenji.workers.ProcessPoolExecutor")
    assert run(shared, workers=2) == first


def test_lines_of_sites_go_with_the_files_that_show_them(where: Folders) -> None:
    def told() -> set[str]:
        pages = run(where).items()
        return {
            w
            for w in (LINE, ANOTHER)
            for name, page in pages
            if "articles/" in name and w in page.decode()
        }

    assert told() == set()
    put(where, "乙.txt", with_line(8, ANOTHER))
    assert told() == {ANOTHER}
    another_line_of_a_site(where)
    assert told() == set()
    for n in range(1, 4):
        (where.sources / f"站{n}.txt").unlink()
    assert told() == {LINE}


def test_what_is_kept_of_a_source_goes_with_it(where: Folders) -> None:
    run(where)
    before = kept(where)
    put(where, "丙.txt", made(9, Mess())[0])
    run(where)
    assert len(kept(where)) == len(before) + 2
    (where.sources / "丙.txt").unlink()
    run(where)
    assert kept(where) == before


def test_nothing_that_others_put_there_is_removed(where: Folders, tmp_path: Path) -> None:
    first = run(where)
    own = kept(where)[0].parent
    linked = tmp_path / "elsewhere"
    linked.mkdir()
    foreign = [own.parent / "mine" / "a.kept", own / "notes.txt", linked / "b.kept",
               own.parent / ("0" * 16) / "c.txt"]  # fmt: skip
    for path in foreign:
        path.parent.mkdir(exist_ok=True)
        path.write_text("渠")
    (own.parent / ("1" * 16)).symlink_to(linked)
    (own.parent / ("0" * 16) / "d.kept").write_text("渠")
    assert run(where) == first
    assert all(path.read_text() == "渠" for path in foreign)
    assert not (own.parent / ("0" * 16) / "d.kept").exists()


def test_another_version_of_the_program_keeps_nothing_of_the_one_before(
    where: Folders, monkeypatch: pytest.MonkeyPatch, at_work: list[str]
) -> None:
    first = run(where)
    before = kept(where)
    at_work.clear()
    monkeypatch.setattr("wenji.store.program", lambda: "f" * 64)
    assert run(where) == first
    assert "乙.txt" in at_work and "themes" in at_work
    assert [p.name for p in kept(where)] == [p.name for p in before]
    assert not set(kept(where)) & set(before)


@pytest.mark.parametrize("damage", [
    lambda data: b"",
    lambda data: data[:-1],
    lambda data: data + b"\0",
    lambda data: data[:32] + bytes([data[32] ^ 1]) + data[33:],
    lambda data: bytes([data[0] ^ 1]) + data[1:],
])  # fmt: skip
def test_a_damaged_file_is_as_good_as_none(
    where: Folders, damage: Callable[[bytes], bytes], at_work: list[str]
) -> None:
    first = run(where)
    at_work.clear()
    for path in kept(where):
        path.write_bytes(damage(path.read_bytes()))
    assert run(where) == first
    assert {"乙.txt", *WHOLE} <= set(at_work)


def test_files_of_another_source_do_not_fit(where: Folders, at_work: list[str]) -> None:
    first = run(where)
    at_work.clear()
    results = [path for path in kept(where) if path.suffixes[:1] == [".source"]]
    for path, data in zip(
        results, [p.read_bytes() for p in results[1:] + results[:1]], strict=True
    ):
        path.write_bytes(data)
    assert run(where) == first
    assert "乙.txt" in at_work


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    where: Folders, at_work: list[str]
) -> None:
    where.work.mkdir()
    (where.work / FOLDER).write_text("a file where the folder should be")
    assert run(where) == run(where)
    assert at_work.count("乙.txt") == 2


@given(data=st.binary(max_size=80), about=st.text(max_size=20))
def test_a_value_comes_back_for_what_it_was_made_from_and_for_nothing_else(
    data: bytes, about: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store(tmp_path_factory.mktemp("store"), "program")
    store.keep("value", data, about)
    assert store.kept("value", bytes, about) == data
    assert store.kept("value", bytes, f"{about}。") is None
    assert store.kept("value", int, about) is None
    assert store.kept("another", bytes, about) is None
    assert Store(store.folder, "another").kept("value", bytes, about) is None


def test_what_has_no_form_in_utf_8_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path, "program")
    store.keep("value", "渠\ud800", "")
    assert store.kept("value", str, "") is None
