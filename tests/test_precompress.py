"""Compressed variants of a site's files: which, how, from the cache, and what the audit holds."""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from conftest import copy_run
from hypothesis import given
from hypothesis import strategies as st
from programs import program, ran

from wenji.audit.site import check_site, read_site
from wenji.model import Folders
from wenji.precompress import KINDS, SMALLEST, Brotli, Gzip, Kind, is_variant, precompress

Run = Callable[..., tuple[int, str, str]]

TEXT = "渠水清，稻花香。".encode() * 200
NOISE = random.Random(0).randbytes(5000)
UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress}
EACH = pytest.mark.parametrize("kind", KINDS, ids=["gzip", "brotli"])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one page that is worth variants."""
    folder = tmp_path / "site"
    (folder / "页").mkdir(parents=True)
    (folder / "页/index.html").write_bytes(TEXT)
    return folder


def made(site: Path, workers: int = 1) -> dict[str, bytes]:
    """What a site holds after its variants were made, with the cache beside it."""
    precompress(site, site.parent / "cache", workers)
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def entries(site: Path) -> list[Path]:
    """The files of the cache."""
    return sorted(p for p in (site.parent / "cache").rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("name", "content", "packed"),
    [
        ("a.html", TEXT, True),
        ("a.css", TEXT, True),
        ("a.js", TEXT, True),
        ("a.json", TEXT, True),
        ("a.svg", TEXT, True),
        ("a.xml", TEXT, True),
        ("a.txt", TEXT, True),
        ("a.html", TEXT[: SMALLEST - 1], False),
        ("a.html", TEXT[:SMALLEST], True),
        ("a.html", b"", False),
        ("a.js", NOISE, False),
        ("a.png", TEXT, False),
        ("a.epub", TEXT, False),
        ("a.docx", TEXT, False),
        ("a.woff2", TEXT, False),
        ("a.csv", TEXT, False),
        ("a.gz", TEXT, False),
        ("a", TEXT, False),
    ],
)
def test_which_files_get_variants(
    name: str, content: bytes, packed: bool, site: Path, tmp_path: Path
) -> None:
    (site / name).write_bytes(content)
    files = made(site)
    assert [f"{name}{kind.suffix}" in files for kind in KINDS] == [packed, packed]
    for suffix, unpack in UNPACK.items():
        if packed:
            variant = files[name + suffix]
            assert unpack(variant) == content and len(variant) < 0.95 * len(content)


def test_a_tool_of_everyone_unpacks_them(site: Path) -> None:
    made(site)
    told = ran(program("gzip", "gzip"), "--list", "--verbose", site / "页/index.html.gz")
    assert told.splitlines()[1].split()[0] == "defla"
    assert ran("gzip", "-dc", site / "页/index.html.gz").encode() == TEXT
    head = (site / "页/index.html.gz").read_bytes()[:9]
    assert head[3:8] == bytes(5)  # neither name nor time


def test_the_number_of_workers_does_not_matter(tmp_path: Path) -> None:
    trees = []
    for workers in (1, 4):
        site = tmp_path / str(workers) / "site"
        site.mkdir(parents=True)
        for n in range(40):
            (site / f"{n}.html").write_bytes(TEXT + str(n % 7).encode())  # some are equal
        trees.append(made(site, workers))
    assert trees[0] == trees[1] and len(trees[0]) == 120


def test_an_unchanged_file_costs_a_link(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "noise.js").write_bytes(NOISE)
    before = made(site)
    for kind in KINDS:
        monkeypatch.setattr(kind, "pack", lambda data: pytest.fail("compressed again"))
        variant = site / f"页/index.html{kind.suffix}"
        assert any(variant.samefile(entry) for entry in entries(site))
        variant.unlink()
    assert made(site) == before


def test_without_links_it_is_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    files = made(site)
    assert gzip.decompress(files["页/index.html.gz"]) == TEXT


@EACH
@pytest.mark.parametrize("damage", [b"", b"x", NOISE])
@pytest.mark.parametrize("linked", [True, False])
def test_what_is_wrong_is_made_anew(kind: Kind, damage: bytes, linked: bool, site: Path) -> None:
    """Also where a hand that wrote into the site reached the cache through the link."""
    before = made(site)
    variant = site / f"页/index.html{kind.suffix}"
    if not linked:
        variant.unlink()
    variant.write_bytes(damage)
    assert any(e.read_bytes() == damage for e in entries(site)) == linked
    assert made(site) == before


def test_a_changed_file_gets_new_variants_and_a_shrunken_one_loses_them(site: Path) -> None:
    made(site)
    (site / "页/index.html").write_bytes(TEXT[::-1])
    assert gzip.decompress(made(site)["页/index.html.gz"]) == TEXT[::-1]
    (site / "页/index.html").write_bytes(b"x")
    assert made(site) == {"页/index.html": b"x"}
    assert entries(site) == []  # the cache forgets what no file uses


def test_archives_of_the_site_are_left_alone(site: Path) -> None:
    """A variant belongs to a file that gains by it; any other `.gz` is somebody's own."""
    (site / "data.tar.gz").write_bytes(b"mine")
    (site / "old.html.gz").write_bytes(b"mine")
    files = made(site)
    assert files["data.tar.gz"] == files["old.html.gz"] == b"mine"


@EACH
@given(data=st.binary(max_size=300), other=st.binary(max_size=300), cut=st.integers(0, 300))
def test_a_variant_is_exactly_its_file(kind: Kind, data: bytes, other: bytes, cut: int) -> None:
    packed = kind.pack(data)
    assert is_variant(kind, packed, data)
    assert is_variant(kind, packed, other) == (data == other)
    assert not is_variant(kind, packed[: min(cut, len(packed) - 1)], data)
    assert not is_variant(kind, packed + b"x", data)


@EACH
def test_a_bomb_is_not_unpacked(kind: Kind) -> None:
    bomb = kind.pack(bytes(50_000_000))
    assert len(kind.unpack(bomb, 1000)) < 1_000_000
    assert not is_variant(kind, bomb, bytes(1000))


# --- the command, and the audit ----------------------------------------------------------------


def test_the_command_makes_them_and_the_audit_passes(
    small_run: Folders, tmp_path: Path, run_command: Run
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    words = [w for n in ("sources", "docs", "site", "work") for w in (f"--{n}", getattr(run, n))]
    assert run_command("site", "--precompress", "--exports", "", *words)[0] == 0
    plain = {p.relative_to(small_run.site) for p in small_run.site.rglob("*") if p.is_file()}
    more = {p.relative_to(run.site) for p in run.site.rglob("*") if p.is_file()} - plain
    assert {p.suffix for p in more} == {".gz", ".br"}
    assert {Path("index.html.gz"), Path("index.html.br")} <= more
    assert check_site(read_site(run.site)) == ()


@EACH
def test_the_audit_names_a_variant_that_does_not_hold_its_file(
    kind: Kind, small_run: Folders, tmp_path: Path
) -> None:
    run = copy_run(small_run, tmp_path, site=True)
    other = Brotli if kind is Gzip else Gzip
    precompress(run.site, tmp_path / "cache", 1)
    variant = run.site / f"index.html{kind.suffix}"
    for wrong in (kind.pack(b"<p>other</p>"), b"", other.pack(b"x"), variant.read_bytes()[:-1]):
        variant.unlink()
        variant.write_bytes(wrong)
        [breach] = check_site(read_site(run.site))
        assert (breach.kind, breach.file) == ("site-variant", variant.name)
        assert "压缩" in str(breach)
