"""The kit for a machine without a network: made, checked, and used where there is none.

Real: packages come from the registry once, for this system and Python; then the kit is unpacked
and run in a network namespace without any route.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from programs import program

import bootstrap
from wenji.bundle.kit import CONTENTS, KNOWN, SUMS, WHEELS, repository
from wenji.bundle.systems import PORTABLE, PYTHONS, SYSTEMS
from wenji.bundle.wheels import WheelError, check
from wenji.commands import main
from wenji.commands.options import ROOT
from wenji.model import Folders
from wenji.supply.pins import MAIN, read_pins

TOP = "wenji-kit"
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
CONNECT = "import socket; socket.create_connection(('192.0.2.1', 80), 5)"  # an address of no host
MINUTES = 60


@pytest.fixture(scope="session")
def kit(small_run: Folders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit for this system and Python, unpacked."""
    here = bootstrap.this_system()
    if here not in SYSTEMS or PYTHON not in PYTHONS:
        pytest.skip(f"kits are not made for {here}, Python {PYTHON}")
    folder = tmp_path_factory.mktemp("编辑 机")
    chosen = ["--only", "kit", "--systems", here, "--pythons", PYTHON]
    places = ["--site", str(small_run.site), "--out", str(folder)]
    assert main(["bundle", *chosen, *places]) == 0
    with zipfile.ZipFile(folder / f"{TOP}.zip") as archive:
        archive.extractall(folder)
    return folder / TOP


def isolated(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command where there is no network at all."""
    root = ["--map-root-user"] if os.geteuid() else []
    own = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [program("unshare", "util-linux"), "--net", *root, *command],
        cwd=folder,
        env=own,
        capture_output=True,
        encoding="utf-8",
        timeout=10 * MINUTES,
        check=False,
    )


# --- what is in it ----------------------------------------------------------------------------


def test_the_sums_are_of_all_other_files_and_right(kit: Path) -> None:
    lines = (kit / SUMS).read_text("utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {p.relative_to(kit).as_posix() for p in kit.rglob("*") if p.is_file()}
    assert set(told) == files - {SUMS}
    for name, digest in told.items():
        assert hashlib.sha256((kit / name).read_bytes()).hexdigest() == digest, name
    done = subprocess.run(
        [program("sha256sum", "coreutils"), "--quiet", "-c", SUMS], cwd=kit, check=False
    )
    assert done.returncode == 0


def test_it_is_the_repository_with_packages_and_site(kit: Path, small_run: Folders) -> None:
    for name in repository(ROOT):
        assert (kit / name).read_bytes() == (ROOT / name).read_bytes(), name
    assert (kit / "site" / "index.html").read_bytes() == (
        small_run.site / "index.html"
    ).read_bytes()
    assert not any((kit / name).exists() for name in (".git", ".venv", ".work", "dist"))
    told = json.loads((kit / WHEELS / CONTENTS).read_text("utf-8"))
    assert told == {
        "systems": [bootstrap.this_system()], "pythons": [PYTHON], "lists": [MAIN],
    }  # fmt: skip


def test_every_pin_has_one_file_and_every_file_a_hash_of_the_lock(kit: Path) -> None:
    known = {d: pin.name for pin in read_pins(ROOT / MAIN).all for d in pin.hashes}
    files = [p for p in (kit / WHEELS).iterdir() if p.name != CONTENTS]
    found = [known[hashlib.sha256(p.read_bytes()).hexdigest()] for p in files]
    assert sorted(found) == sorted({pin.name for pin in read_pins(ROOT / MAIN).all})
    sources = {p.name.split("-")[0] for p in files if p.suffix != ".whl"}
    assert sources <= PORTABLE


def test_a_file_that_is_not_the_locks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "six-1.17.0-py2.py3-none-any.whl").write_bytes(b"other")
    with pytest.raises(WheelError) as refused:
        check(tmp_path, [ROOT / MAIN])
    assert refused.value.target == "six-1.17.0-py2.py3-none-any.whl"


# --- the files of the repository ----------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    subprocess.run([program("git", "git"), *who, "-C", str(folder), *words], check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with tracked, new, ignored and foreign files, and a link out of it."""
    root = tmp_path / "项目"
    for name in ("mkdocs.yml", "sources/甲.txt", "sources/新.txt", "scripts/__pycache__/a.pyc"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    for name in (".venv/x", ".work/x", "site/x", "private.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    (tmp_path / "secret").write_text("x", "utf-8")
    (root / "sources" / "link.txt").symlink_to(tmp_path / "secret")
    return root


BELONGS = ["mkdocs.yml", "sources/新.txt", "sources/甲.txt"]


def test_without_git_the_known_files_are_taken(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert list(repository(project)) == BELONGS


def test_with_git_what_it_tracks_and_what_is_new_in_our_folders(project: Path) -> None:
    git(project, "init", "-q")
    (project / ".gitignore").write_text("__pycache__/\n", "utf-8")
    git(project, "add", ".gitignore", "mkdocs.yml", "sources/甲.txt")
    git(project, "commit", "-qm", "x")
    assert list(repository(project)) == [".gitignore", *BELONGS]
    (project / "mkdocs.yml").unlink()  # and nobody has told Git
    assert list(repository(project)) == [".gitignore", *BELONGS[1:]]


def test_a_repository_around_it_is_not_its_own(project: Path) -> None:
    git(project.parent, "init", "-q")
    git(project.parent, "add", "secret")
    assert list(repository(project)) == BELONGS


def test_all_that_git_tracks_is_known() -> None:
    names = subprocess.run(
        [program("git", "git"), "-C", str(ROOT), "ls-files", "-z"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert {name.partition("/")[0] for name in names.stdout.split("\0") if name} <= set(KNOWN)


# --- without a network --------------------------------------------------------------------------


def test_it_builds_where_there_is_no_network(kit: Path, tmp_path: Path) -> None:
    kit = shutil.copytree(kit, tmp_path / "没有 网络")
    python = Path(sys.base_prefix, "bin", f"python{PYTHON}")
    assert "unreachable" in isolated(str(python), "-c", CONNECT, folder=kit).stderr
    shutil.rmtree(kit / "site")
    done = isolated(str(python), "scripts/build.py", folder=kit)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "正在建立运行环境" in done.stdout and "53" in done.stdout
    assert (kit / "site" / "index.html").is_file() and (kit / ".venv").is_dir()
    again = isolated(str(python), "scripts/build.py", "bundle", "--only", "reader", folder=kit)
    assert again.returncode == 0, again.stdout + again.stderr
    assert (kit / "dist" / "wenji-reader.zip").is_file()
    refused = isolated(str(python), "scripts/test.py", folder=kit)
    assert refused.returncode == 2 and "--with-tests" in refused.stderr


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--systems", "win-amd64,amiga"], "amiga"),
        (["--pythons", "2.7"], "2.7"),
        (["--site", "{tmp}"], "没有建成的网站"),
        (["--out", "{site}/dist"], "{site}"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_fetched(
    more: list[str], said: str, small_run: Folders, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    given = {"site": small_run.site, "tmp": tmp_path}
    words = ["bundle", "--site", str(small_run.site), "--out", str(tmp_path)]
    assert main(words + [word.format(**given) for word in more]) == 2
    assert said.format(**given) in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
