"""The command line: help, exit states, refusals, and the same bytes whatever the workers."""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import copy_run, folders_in

import bootstrap
from wenji import line
from wenji.commands import COMMANDS, Command, parser, with_default
from wenji.commands.options import ROOT, CannotRun, check_folders, folders_of
from wenji.commands.summary import error_lines
from wenji.lock import NAME, locked
from wenji.model import Collection, Finding, Folders
from wenji.preview import BUILD_PATH
from wenji.progress import Silent

Run = Callable[..., tuple[int, str, str]]

NAMES = [command.NAME for command in COMMANDS]
READMES = ("README.md", "README.en.md")


def options_of(command: Command) -> list[argparse.Action]:
    """The options that a command takes, as argparse knows them."""
    [chosen] = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return [a for a in chosen.choices[command.NAME]._actions if a.option_strings]


def paths(folders: Folders, *names: str) -> list[str]:
    """The folder options of a run."""
    return [word for n in names for word in (f"--{n}", str(getattr(folders, n)))]


# --- help --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_help_is_chinese_first_then_english(command: Command, run_command: Run) -> None:
    status, said, _ = run_command(command.NAME, "--help")
    assert status == 0
    assert said.index("选项") < said.index("Options")
    for option in options_of(command):
        assert option.option_strings[-1] in said
        chinese, english = str(option.help).split("\n")
        assert re.search("[\u4e00-\u9fff]", chinese) and chinese in said
        assert re.search("[A-Za-z]{3}", english) and english.split(" (")[0] in said


def test_the_help_of_all_names_every_command(run_command: Run) -> None:
    status, said, _ = run_command("--help")
    assert status == 0
    assert all(re.search(rf"^ +{name} ", said, re.MULTILINE) for name in NAMES)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_the_readmes_tell_of_every_command_and_option(command: Command, readme: str) -> None:
    told = (ROOT / readme).read_text("utf-8")
    assert re.search(rf"\b{command.NAME}\b", told)
    for option in options_of(command):
        assert option.option_strings[-1] in told


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["site"]),
        (["--docs", "d"], ["site", "--docs", "d"]),
        (["convert", "--docs", "d"], ["convert", "--docs", "d"]),
        (["-h"], ["-h"]),
        (["nonsense"], ["nonsense"]),
    ],
)
def test_site_is_the_command_where_none_is_named(arguments: list[str], expected: list[str]) -> None:
    assert with_default(arguments) == expected


def test_defaults_lie_in_the_repository_whatever_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = parser().parse_args(["site"])
    assert folders_of(options) == Folders(
        ROOT / "sources", ROOT / "docs", ROOT / "site", ROOT / ".work"
    )


# --- what cannot run ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["convert", "--no-such-option"],
        ["convert", "--workers", "0"],
        ["convert", "--workers", "two"],
        ["audit", "--sources", "x"],
        ["convert", "--doc", "x"],  # no abbreviations: they break when options are added
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_so(
    arguments: list[str], run_command: Run
) -> None:
    status, _, said = run_command(*arguments)
    assert status == 2
    assert said.startswith("命令或选项写得不对")


@pytest.mark.parametrize(
    ("sources", "docs", "site", "work"),
    [
        ("s", "s", "site", "w"),
        ("s", "s/docs", "site", "w"),
        ("s", "d", "s/site", "w"),
        ("s", "d", "site", "s/.work"),
        ("d/s", "d", "site", "w"),
        ("s", "d", "d", "w"),
        ("s", "d", "d/site", "w"),
        ("s", "site/d", "site", "w"),
        ("s", "d", "site", "site/w"),
        ("s", "d", "site", "d/w"),
        ("s", "d", "site", "d"),
    ],
)
def test_folders_that_would_harm_each_other_are_refused(
    sources: str, docs: str, site: str, work: str, tmp_path: Path
) -> None:
    folders = Folders(tmp_path / sources, tmp_path / docs, tmp_path / site, tmp_path / work)
    folders.sources.mkdir(parents=True)
    with pytest.raises(CannotRun, match="文件夹"):
        check_folders(folders, ("docs", "site", "work"))


def test_folders_side_by_side_are_fine(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    folders.sources.mkdir()
    check_folders(folders, ("docs", "site", "work"))


def folders_with_site(root: Path, file: str | None) -> Folders:
    """Folders of which that of the site exists, with a file in it or none."""
    folders = folders_in(root)
    folders.sources.mkdir()
    folders.site.mkdir()
    if file:
        (folders.site / file).write_text("x", "utf-8")
    return folders


@pytest.mark.parametrize("file", [None, "index.html"])
def test_an_empty_folder_and_an_old_site_are_used(file: str | None, tmp_path: Path) -> None:
    check_folders(folders_with_site(tmp_path, file), ("docs", "site", "work"))


def test_a_folder_with_somebodys_files_is_not_used(tmp_path: Path, run_command: Run) -> None:
    folders = folders_with_site(tmp_path, "thesis.docx")
    status, _, said = run_command("site", *paths(folders, "sources", "docs", "site", "work"))
    assert status == 2 and str(folders.site) in said and any(folders.site.iterdir())


@pytest.mark.parametrize("kind", ["missing", "a file"])
def test_without_a_sources_folder_nothing_runs(kind: str, tmp_path: Path, run_command: Run) -> None:
    folders = folders_in(tmp_path)
    if kind == "a file":
        folders.sources.write_text("x", "utf-8")
    status, _, said = run_command("convert", *paths(folders, "sources", "docs", "work"))
    assert status == 2 and str(folders.sources) in said
    assert not folders.docs.exists()


def test_a_file_where_a_folder_belongs_is_refused(tmp_path: Path, run_command: Run) -> None:
    folders = folders_in(tmp_path)
    folders.sources.mkdir()
    folders.docs.write_text("mine", "utf-8")
    status, _, said = run_command("convert", *paths(folders, "sources", "docs", "work"))
    assert status == 2 and str(folders.docs) in said
    assert folders.docs.read_text("utf-8") == "mine"


def test_two_runs_on_one_work_folder_do_not_meet(
    small_run: Folders, tmp_path: Path, run_command: Run
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    with locked(run.work):
        status, _, said = run_command("convert", *paths(run, "sources", "docs", "work"))
    assert status == 2 and str(os.getpid()) in said


def test_a_full_disk_ends_with_2_and_the_old_pages_survive(
    small_run: Folders, tmp_path: Path, run_command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    before = tree(run.docs)
    (run.sources / "新来.txt").write_text("北渡口今天通了渡船，两岸往来方便多了。\n" * 9, "utf-8")

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    status, _, said = run_command("convert", *paths(run, "sources", "docs", "work"))
    assert status == 2 and "No space left on device" in said
    assert tree(run.docs) == before


def test_a_defect_of_ours_ends_with_2_and_can_be_reported(
    small_run: Folders, tmp_path: Path, run_command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(line, "convert_collection", broken)
    run = copy_run(small_run, tmp_path, site=False)
    status, _, said = run_command("convert", *paths(run, "sources", "docs", "work"))
    assert status == 2
    assert "RuntimeError: a defect" in said and "程序出错" in said


# --- what runs ---------------------------------------------------------------------------------


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the lock."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and path.name != NAME)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_a_run_sums_up_in_chinese(small_run: Folders, tmp_path: Path, run_command: Run) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    status, said, _ = run_command("convert", *paths(run, "sources", "docs", "work"))
    assert status == 0
    rows = dict(re.findall(r"^  (\S+) +([\d,.]+)(?: s)?$", said, re.MULTILINE))
    assert (rows["原始文件"], rows["文章"]) == ("2", "3")
    assert rows["提示：错误"] == "0"
    assert "合计用时" in rows


def test_an_error_in_one_source_ends_with_1_and_everything_else_is_published(
    small_run: Folders, tmp_path: Path, run_command: Run
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    (run.sources / "坏 文件.txt").write_bytes(bytes(range(256)) * 40)
    status, said, _ = run_command("convert", *paths(run, "sources", "docs", "work"))
    assert status == 1
    assert "坏 文件.txt" in said
    assert tree(run.docs).keys() >= tree(small_run.docs).keys()


def test_the_first_errors_come_with_file_and_line_and_the_rest_as_a_number(
    small_run: Folders,
) -> None:
    [_, source] = line.convert_collection(small_run, 1, Silent()).sources  # the second has lines
    errors = [Finding("source-unreadable", source.id, 25, 26, {"reason": str(n)}) for n in range(7)]
    lines = error_lines(Collection((source,), (), False, ()), errors)
    assert len(lines) == 6
    assert "甲/渠道 总结.txt:3" in lines[0]
    assert "2" in lines[-1]


def test_any_number_of_workers_gives_the_same_bytes(
    small_run: Folders, tmp_path: Path, run_command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenji.workers.WORTH_WORKERS", 0)
    names = ("sources", "docs", "site", "work")
    for workers in (1, 2):
        run = copy_run(small_run, tmp_path / str(workers), site=False)
        status, *_ = run_command("site", "--workers", workers, *paths(run, *names))
        assert status == 0
    one, two = (folders_in(tmp_path / n) for n in "12")
    assert tree(one.docs) == tree(two.docs) == tree(small_run.docs)
    assert tree(one.work) == tree(two.work) == tree(small_run.work)
    assert tree(one.site) == tree(two.site) == tree(small_run.site)


def test_themes_are_listed_with_their_numbers(small_run: Folders, run_command: Run) -> None:
    status, said, _ = run_command("themes", *paths(small_run, "sources", "work"))
    assert status == 0 and "没有专题" in said


def test_proposed_themes_are_written_for_the_editor_and_never_into_her_folder(
    small_run: Folders, tmp_path: Path, run_command: Run
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    before = tree(run.sources)
    status, said, _ = run_command("themes", "--propose", *paths(run, "sources", "work"))
    assert status == 0
    assert "themes:" in (run.work / "themes.proposed.yml").read_text("utf-8")
    assert str(run.work / "themes.proposed.yml") in said
    assert tree(run.sources) == before


# --- audit -------------------------------------------------------------------------------------


def test_audit_passes_and_says_so(small_run: Folders, run_command: Run) -> None:
    status, said, _ = run_command("audit", *paths(small_run, "docs", "site", "work"))
    assert status == 0 and said.endswith("通过\n")


def test_audit_of_a_broken_run_ends_with_1_and_names_the_place(
    small_run: Folders, tmp_path: Path, run_command: Run
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    [ledger, *_] = sorted((run.work / "ledger").iterdir())
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[1:]))
    status, said, _ = run_command("audit", *paths(run, "docs", "work"))
    assert status == 1
    assert f"ledger/{ledger.name}:1" in said and "没有通过" in said


def test_audit_without_a_run_cannot_run(tmp_path: Path, run_command: Run) -> None:
    status, _, said = run_command("audit", "--work", tmp_path)
    assert status == 2 and str(tmp_path) in said


# --- serve -------------------------------------------------------------------------------------

SERVE = """
import signal, sys
from wenji.commands import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a script starts with &
sys.exit(main(sys.argv[1:]))
"""
PATIENCE = 120  # seconds until a preview that says nothing is ended, and the test with it


@pytest.mark.skipif(os.name == "nt", reason="the signals of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_shows_renews_and_ends(
    small_run: Folders, tmp_path: Path, ending: signal.Signals
) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    with serving(run) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        [address] = re.findall(r"http://\S+", next(s for s in lines if "http://" in s))
        assert get(address + BUILD_PATH.lstrip("/")) == "1"
        assert "<h1" in get(address)
        next(s for s in lines if "Ctrl-C" in s)  # the second line of the invitation
        (run.sources / "学校.md").write_text("# 夜读小记\n\n灯下读书，直到更深。\n", "utf-8")
        assert "已更新" in next(s for s in lines if s.strip())
        assert get(address + BUILD_PATH.lstrip("/")) == "2"
        assert any("夜读小记" in p.read_text("utf-8") for p in run.docs.rglob("*.md"))
        process.send_signal(ending)
        assert process.wait(timeout=PATIENCE) == 0
    assert not run.site.exists()  # the preview has a place of its own


@contextmanager
def serving(run: Folders) -> Iterator[subprocess.Popen[str]]:
    """A running preview, ended whatever happens: a test must fail, not wait."""
    command = [sys.executable, "-u", "-c", SERVE, "serve", "--port", "0", "--workers", "1"]
    command += paths(run, "sources", "docs", "work")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, encoding="utf-8") as process:
        deadline = threading.Timer(PATIENCE, process.kill)
        deadline.start()
        try:
            yield process
        finally:
            deadline.cancel()
            process.kill()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


# --- from outside ------------------------------------------------------------------------------


@pytest.mark.skipif(
    not bootstrap.is_installed(
        bootstrap.VENV, ".".join(map(str, sys.version_info[:2])), ROOT / "requirements.txt"
    ),
    reason="would install: run python3 scripts/build.py once",
)
def test_the_command_runs_from_anywhere_on_a_gbk_console_without_a_network(
    tmp_path: Path,
) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("WENJI_", "PYTHON"))}
    env |= {"PIP_NO_INDEX": "1", "PYTHONIOENCODING": "gbk"}
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--help"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "命令" in done.stdout.decode("gbk")
