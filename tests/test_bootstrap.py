"""Setting up: old Pythons, what is installed already, repairing what is half made."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import bootstrap

SCRIPTS = Path(bootstrap.__file__).parent
OLD_GRAMMAR = (3, 6)

PLACES = (
    "found", "needed", "total", "file", "reason", "command",
    "system", "python", "systems", "pythons", "lists",
)  # fmt: skip
SETUP_KEYS = sorted(
    key
    for key in tomllib.loads(bootstrap.MESSAGES.read_text("utf-8"))["text"]
    if key.startswith(("setup.", "test."))
)


@pytest.mark.parametrize("name", ["build.py", "test.py", "bootstrap.py"])
def test_an_old_python_can_parse_the_commands(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text("utf-8"), feature_version=OLD_GRAMMAR)


@pytest.mark.parametrize("name", ["build.py", "test.py", "bootstrap.py"])
def test_annotations_that_an_old_python_would_choke_on_are_strings(name: str) -> None:
    tree = ast.parse((SCRIPTS / name).read_text("utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    notes = [a.annotation for f in functions for a in f.args.args] + [f.returns for f in functions]
    assert functions or name == "build.py"
    for note in notes:
        assert not isinstance(note, ast.Subscript | ast.BinOp), ast.dump(note)


@pytest.mark.parametrize("name", ["build.py", "test.py", "bootstrap.py"])
def test_the_commands_import_nothing_but_the_standard_library_before_the_set_up(name: str) -> None:
    tree = ast.parse((SCRIPTS / name).read_text("utf-8"))
    modules = set()
    for node in tree.body:  # the imports inside functions come after the set-up
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(str(node.module).split(".")[0])
    assert modules - {"bootstrap"} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_an_old_python_is_told_in_two_languages(
    version: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        bootstrap.require_python(version)
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "3.11" in said and f"{version[0]}.{version[1]}" in said
    assert "需要" in said and "needed" in said


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
def test_a_new_enough_python_goes_on(version: tuple[int, int]) -> None:
    bootstrap.require_python(version)


@pytest.mark.parametrize("key", SETUP_KEYS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_are_read_without_tomllib_as_with_it(key: str, lang: str) -> None:
    table = tomllib.loads(bootstrap.MESSAGES.read_text("utf-8"))["text"][key][lang]
    values = dict.fromkeys(PLACES, "X")
    assert bootstrap.message(key, lang, **values) == table.format(**values)


def test_an_unknown_message_is_a_defect() -> None:
    with pytest.raises(ValueError):
        bootstrap.message("setup.no-such-text", "zh")


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("gbk", "完成 ☃", "完成 ?"),
        ("ascii", "a完", "a?"),
        ("utf-8", "完成 ☃", "完成 ☃"),
    ],
)
def test_a_console_that_lacks_a_character_shows_a_question_mark(
    encoding: str, text: str, shown: str
) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    bootstrap.say(text, console)
    console.seek(0)
    assert console.read() == shown + "\n"


# --- what is installed ----------------------------------------------------------------------


def lists(folder: Path, base: str = "alpha==1\n", more: str = "-r base.txt\nbeta==2\n") -> Path:
    (folder / "base.txt").write_text(base, "utf-8")
    (folder / "more.txt").write_text(more, "utf-8")
    return folder / "more.txt"


@pytest.mark.parametrize(
    ("base", "same"),
    [
        ("alpha==1\n", True),
        ("# a reason\n\nalpha==1   # why\n", True),
        ("alpha==2\n", False),
        ("alpha==1\ngamma==1\n", False),
    ],
)
def test_the_fingerprint_follows_the_wishes_also_of_named_lists(
    tmp_path: Path, base: str, same: bool
) -> None:
    before = bootstrap.fingerprint(lists(tmp_path))
    assert (bootstrap.fingerprint(lists(tmp_path, base)) == before) is same


def test_packages_are_counted_over_all_lists(tmp_path: Path) -> None:
    assert bootstrap.wishes(lists(tmp_path, "# x\nalpha==1\n\nGamma==3\n")) == 3


def test_a_stamp_holds_for_its_list_its_python_and_the_lists_named_in_it(tmp_path: Path) -> None:
    path = lists(tmp_path)
    assert not bootstrap.is_installed(tmp_path, "3.11", path)
    bootstrap.write_stamp(tmp_path, "3.11", path)
    assert bootstrap.is_installed(tmp_path, "3.11", path)
    assert bootstrap.is_installed(tmp_path, "3.11", tmp_path / "base.txt")
    assert not bootstrap.is_installed(tmp_path, "3.12", path)
    lists(tmp_path, "alpha==9\n")
    assert not bootstrap.is_installed(tmp_path, "3.11", path)


@pytest.mark.parametrize("content", ["", "[]", "{", "\x00"])
def test_a_damaged_stamp_means_not_installed(tmp_path: Path, content: str) -> None:
    path = lists(tmp_path)
    (tmp_path / bootstrap.STAMP).write_text(content, "utf-8")
    assert not bootstrap.is_installed(tmp_path, "3.11", path)
    bootstrap.write_stamp(tmp_path, "3.11", path)
    assert bootstrap.is_installed(tmp_path, "3.11", path)


# --- making it --------------------------------------------------------------------------------


@pytest.fixture
def empty_list(tmp_path: Path) -> Path:
    """A repository with a list that asks for nothing, in an awkward path."""
    root = tmp_path / "我的 资料"
    root.mkdir()
    (root / "none.txt").write_text("# nothing\n", "utf-8")
    return root


def test_an_environment_is_made_used_again_and_repaired(
    empty_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = empty_list / ".venv"
    installs: list[Path] = []
    monkeypatch.setattr(bootstrap, "install", lambda venv, path: installs.append(path))
    python = bootstrap.prepare("none.txt", venv, empty_list)
    assert subprocess.run([str(python), "-c", ""], check=False).returncode == 0
    assert len(installs) == 1

    marker = venv / "still-the-same"
    marker.touch()
    bootstrap.prepare("none.txt", venv, empty_list)
    assert marker.exists() and len(installs) == 1  # nothing to do, so nothing done

    (venv / bootstrap.UNFINISHED).touch()  # an installation that was interrupted
    bootstrap.prepare("none.txt", venv, empty_list)
    assert not marker.exists() and len(installs) == 2
    assert bootstrap.is_usable(venv)


AT_ONCE = """
import sys
import time
from pathlib import Path

import bootstrap

root = Path(sys.argv[1])

def install(venv, path):
    (venv / bootstrap.UNFINISHED).touch()
    with (root / "installed").open("a") as log:
        log.write("once\\n")
    time.sleep(1)
    (venv / bootstrap.UNFINISHED).unlink()

bootstrap.install = install
print(bootstrap.prepare("none.txt", root / ".venv", root).exists())
"""


def test_several_first_runs_at_once_make_one_environment(empty_list: Path) -> None:
    script = empty_list / "at_once.py"
    script.write_text(AT_ONCE, "utf-8")
    env = {**os.environ, "PYTHONPATH": str(bootstrap.ROOT / "scripts"), "PYTHONUTF8": "1"}
    command = [sys.executable, str(script), str(empty_list)]
    runs = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, encoding="utf-8")
        for _ in range(3)
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert all(text.splitlines()[-1] == "True" for text in said), said
    assert (empty_list / "installed").read_text().count("once") == 1
    assert bootstrap.is_usable(empty_list / ".venv")
    assert sum("另一个进程" in text for text in said) == 2  # who waits says so


@pytest.mark.parametrize("damage", ["no-folder", "empty", "no-python", "a-file"])
def test_what_is_no_environment_is_not_used(tmp_path: Path, damage: str) -> None:
    venv = tmp_path / ".venv"
    if damage == "a-file":
        venv.write_text("", "utf-8")
    elif damage != "no-folder":
        venv.mkdir()
    if damage == "no-python":
        bootstrap.venv_python(venv).parent.mkdir(parents=True)
        bootstrap.venv_python(venv).write_text("", "utf-8")
    assert not bootstrap.is_usable(venv)


def test_a_missing_venv_module_is_named_with_its_debian_package(
    empty_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess([], 1, b"ensurepip is not available")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(bootstrap.SetupError, match="apt-get install python3-venv"):
        bootstrap.make_venv(empty_list / ".venv")


def test_a_refused_installation_says_what_to_do_without_a_network(
    empty_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = empty_list / ".venv"
    python = bootstrap.venv_python(venv)
    python.parent.mkdir(parents=True)
    if os.name == "nt":
        pytest.skip("a stand-in for pip needs a shell script")
    python.write_text("#!/bin/sh\necho no matching distribution\nexit 1\n", "utf-8")
    python.chmod(0o755)
    with pytest.raises(bootstrap.SetupError) as refused:
        bootstrap.install(venv, empty_list / "none.txt")
    assert "no matching distribution" in str(refused.value)
    assert "wenji-kit.zip" in str(refused.value)
    assert not (venv / bootstrap.UNFINISHED).exists()


# --- from a kit -------------------------------------------------------------------------------


def kit(folder: Path, **contents: list[str]) -> Path:
    """A list with a kit beside it that tells what it has packages for."""
    (folder / bootstrap.WHEELS).mkdir()
    told = folder / bootstrap.WHEELS / bootstrap.CONTENTS
    told.write_text(json.dumps(contents), "utf-8")
    return lists(folder)


HERE = bootstrap.this_system()
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_without_a_kit_pip_looks_where_it_always_does(tmp_path: Path) -> None:
    assert bootstrap.from_wheels(lists(tmp_path)) == []


@pytest.mark.parametrize(
    "has",
    [
        {"systems": ["amiga", HERE], "pythons": ["3.10", PYTHON], "lists": ["more.txt"]},
        {},  # put together by hand
    ],
)
def test_a_kit_is_the_only_place_to_install_from(tmp_path: Path, has: dict[str, list[str]]) -> None:
    options = bootstrap.from_wheels(kit(tmp_path, **has))
    assert options == ["--no-index", "--find-links", str(tmp_path / "wheels")]


FITS = {"systems": [HERE], "pythons": [PYTHON], "lists": ["more.txt"]}


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"systems": ["amiga", "atari-68000"]}, ["amiga, atari-68000", HERE, PYTHON]),
        ({"pythons": ["3.8", "3.9"]}, ["3.8, 3.9", HERE, PYTHON]),
        ({"lists": ["base.txt"]}, ["base.txt", "more.txt", "--with-tests"]),
    ],
)
def test_a_kit_for_other_machines_tells_what_it_is_for(
    tmp_path: Path, other: dict[str, list[str]], told: list[str]
) -> None:
    path = kit(tmp_path, **FITS | other)
    with pytest.raises(bootstrap.SetupError) as refused:
        bootstrap.install(tmp_path / ".venv", path)
    chinese, english = str(refused.value).split("This kit")
    for word in told:
        assert word in chinese and word in english


def wheel(folder: Path) -> str:
    """Put a small package, alpha 1, into a folder; returns its hash."""
    path = folder / "alpha-1-py3-none-any.whl"
    about = "alpha-1.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("alpha.py", "")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: alpha\nVersion: 1\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        archive.writestr(f"{about}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_only_a_file_with_the_hash_of_the_list_is_installed(tmp_path: Path) -> None:
    path = kit(tmp_path)
    venv = tmp_path / ".venv"
    right = wheel(tmp_path / bootstrap.WHEELS)
    bootstrap.make_venv(venv)
    for wish in (
        "alpha==1",
        f"alpha==1 --hash=sha256:{'0' * 64}",
        f"beta==1 --hash=sha256:{right}",
    ):
        path.write_text(f"{wish}\n", "utf-8")
        with pytest.raises(bootstrap.SetupError, match="SHA256SUMS"):
            bootstrap.install(venv, path)
    path.write_text(f"alpha==1 \\\n    --hash=sha256:{right}\n", "utf-8")
    bootstrap.install(venv, path)
    python = bootstrap.venv_python(venv)
    assert subprocess.run([str(python), "-c", "import alpha"], check=False).returncode == 0


# --- handing over -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [0, 1, 2, 77])
def test_the_inner_exit_status_is_the_outer_one(status: int) -> None:
    command = [sys.executable, "-c", f"raise SystemExit({status})"]
    assert bootstrap.hand_over(command, dict(os.environ)) == status


def test_the_inner_process_speaks_utf8_and_knows_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    env = bootstrap.child_environment(tmp_path)
    assert env["PYTHONUTF8"] == "1"
    assert "PYTHONIOENCODING" not in env and "PYTHONPATH" not in env
    assert env[bootstrap.INSIDE] == str(tmp_path)


def test_a_process_is_inside_only_when_it_runs_with_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = Path(sys.prefix)
    monkeypatch.delenv(bootstrap.INSIDE, raising=False)
    assert not bootstrap.is_inside(prefix)
    monkeypatch.setenv(bootstrap.INSIDE, str(prefix))
    assert bootstrap.is_inside(prefix)
    monkeypatch.setenv(bootstrap.INSIDE, str(tmp_path))
    assert not bootstrap.is_inside(tmp_path)
