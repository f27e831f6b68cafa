"""Reading a sources folder: everything in it is accounted for, nothing outside it is touched."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wenji import read
from wenji.model import Finding
from wenji.read import list_sources, read_source, shown_path, source_id

TEXT = "石桥乡的水渠通了。\n".encode()

# A name, and whether it is remarkable enough to tell the editor.
NAMES: tuple[tuple[str, bool], ...] = (
    ("汇编.txt", False),
    ("汇编 第二稿（2021）.txt", False),
    ("README", False),
    ("a.b.c.txt", False),
    ("点..点.txt", True),
    ("%2e%2e%2f上级.txt", False),
    ("他说'好'.txt", True),
    ("渠&坝.txt", True),
    ("`渠`.md", True),
    ("笑脸\N{GRINNING FACE}.txt", True),
    ("渠" * 60 + ".txt", False),
    ("a" * 200 + ".txt", True),
)
POSIX_NAMES: tuple[tuple[str, bool], ...] = (
    ('说"好".txt', True),
    ("..\\..\\上级.txt", True),
    ("<b>渠</b>.txt".replace("/", "∕"), True),
    ("换\n行.txt", True),
    ("渠?*|.txt", True),
)
LITTER = (
    ".DS_Store", ".git", ".隐藏.txt", "~$汇编.docx", "~$汇编.txt", "Thumbs.db", "desktop.ini",
    "汇编.txt~",
)  # fmt: skip


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The codes alone."""
    return [f.code for f in findings]


def put(path: Path, data: bytes = TEXT) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "odd"), [*NAMES, *(POSIX_NAMES if sys.platform != "win32" else ())]
)
def test_any_name_is_listed_and_read(name: str, odd: bool, tmp_path: Path) -> None:
    put(tmp_path / name)
    listing = list_sources(tmp_path)
    assert listing.files == (name,)
    assert codes(listing.findings) == ["source-name-odd"] * odd
    raw, problem = read_source(tmp_path, name)
    assert (raw.data, raw.path, raw.id, problem) == (TEXT, name, source_id(name), None)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_a_name_that_is_no_text_is_shown_with_question_marks(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xc7\xfe.txt")
    put(tmp_path / name)
    assert list_sources(tmp_path).files == (name,)
    raw, problem = read_source(tmp_path, name)
    assert (raw.data, problem) == (TEXT, None)
    assert raw.path == shown_path(name) == "??.txt"
    raw.path.encode()


def test_folders_in_folders_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    ordered = ("A.txt", "a/x.txt", "乙.txt", "甲/一.txt", "甲/二/丙.txt")
    for name in reversed(ordered):
        put(tmp_path / name)
    assert list_sources(tmp_path).files == ordered


def test_litter_and_settings_are_no_sources(tmp_path: Path) -> None:
    for name in (*LITTER, "themes.yml", "overrides.yml", "子/.隐藏/a.txt", "子/~$b.docx"):
        put(tmp_path / name)
    put(tmp_path / "汇编.txt")
    listing = list_sources(tmp_path)
    assert (listing.files, listing.findings) == (("汇编.txt",), ())


def test_settings_below_the_top_are_ordinary_files(tmp_path: Path) -> None:
    put(tmp_path / "子/themes.yml")
    assert list_sources(tmp_path).files == ("子/themes.yml",)
    _, problem = read_source(tmp_path, "子/themes.yml")
    assert problem is not None and problem.code == "source-unsupported"


def test_names_that_differ_in_case_only_are_both_read_and_told(tmp_path: Path) -> None:
    put(tmp_path / "Qu.txt")
    put(tmp_path / "qu.TXT")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system does not tell letter case apart")
    listing = list_sources(tmp_path)
    assert listing.files == ("Qu.txt", "qu.TXT")
    (finding,) = listing.findings
    assert (finding.code, finding.source) == ("source-name-case", source_id("qu.TXT"))
    assert finding.args == {"other": "Qu.txt"}


def link(path: Path, target: Path) -> None:
    """A symbolic link, where the system allows it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this system makes no symbolic links")


@pytest.mark.parametrize("kind", ["file", "folder", "nowhere", "itself"])
def test_links_that_lead_out_are_not_followed(kind: str, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    put(sources / "汇编.txt")
    targets = {
        "file": put(tmp_path / "外面/密.txt"),
        "folder": tmp_path / "外面",
        "nowhere": tmp_path / "没有",
        "itself": sources / "链接",
    }
    link(sources / "链接", targets[kind])
    listing = list_sources(sources)
    assert listing.files == ("汇编.txt",)
    (finding,) = listing.findings
    assert (finding.code, finding.args) == ("source-link-outside", {"path": "链接"})


def test_a_link_inside_the_folder_is_a_source_of_its_own(tmp_path: Path) -> None:
    put(tmp_path / "汇编.txt")
    link(tmp_path / "子/同一篇.txt", tmp_path / "汇编.txt")
    assert list_sources(tmp_path).files == ("子/同一篇.txt", "汇编.txt")


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "锁/b.txt")
    scandir = os.scandir

    def refusing(folder: Path) -> object:
        if Path(folder).name == "锁":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("os.scandir", refusing)
    listing = list_sources(tmp_path)
    assert listing.files == ("a.txt",)
    (finding,) = listing.findings
    assert finding.code == "folder-unreadable"
    assert finding.args == {"path": "锁/", "reason": "Permission denied"}


# What a file is, and the finding it gives.
KINDS: tuple[tuple[str, bytes, str | None], ...] = (
    ("a.txt", TEXT, None),
    ("a.TXT", TEXT, None),
    ("a.md", TEXT, None),
    ("无后缀", TEXT, None),
    ("a.txt", b"", "source-empty"),
    ("a.txt", b" \r\n\t\n", "source-empty"),
    ("a.docx", b"PK\x03\x04", "source-unsupported"),
    ("a.jpg", b"\xff\xd8\xff", "source-unsupported"),
    ("a.doc", b"", "source-unsupported"),
)


@pytest.mark.parametrize(("name", "data", "code"), KINDS)
def test_kinds_of_files(name: str, data: bytes, code: str | None, tmp_path: Path) -> None:
    put(tmp_path / name, data)
    raw, problem = read_source(tmp_path, name)
    assert (problem and problem.code) == code
    assert problem is None or problem.source == raw.id
    assert (raw.media_type == "application/octet-stream") == (code == "source-unsupported")


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()  # to the reader as good as one without permission
    raw, problem = read_source(tmp_path, "a.txt")
    assert raw.data == b""
    assert problem is not None and problem.code == "source-unreadable"
    assert problem.args["reason"]


def test_a_file_that_went_away_is_a_finding(tmp_path: Path) -> None:
    _, problem = read_source(tmp_path, "a.txt")
    assert problem is not None and problem.code == "source-unreadable"


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.txt", b"a" * 2_000_001)
    monkeypatch.setattr(read, "LARGEST", 2_000_000)
    raw, problem = read_source(tmp_path, "a.txt")
    assert raw.data == b""
    assert problem is not None and problem.code == "source-too-large"
    assert problem.args == {"size": "2", "limit": "2"}


def test_an_id_depends_on_the_path_alone(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt", b"x")
    one = read_source(tmp_path, "b.txt")[0].id
    (tmp_path / "a.txt").unlink()
    put(tmp_path / "b.txt", b"y")
    assert read_source(tmp_path, "b.txt")[0].id == one == source_id("b.txt")
    assert len(one) == 12 and set(one) <= set("0123456789abcdef")
