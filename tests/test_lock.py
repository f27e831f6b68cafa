"""One run at a time on a work folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenji.lock import NAME, LockedError, locked


def test_a_second_run_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(LockedError) as refused, locked(tmp_path):
        pass
    assert refused.value.pid == os.getpid()


def test_the_folder_is_free_again_afterwards_also_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path / "new" / "work"):
        raise KeyError
    with locked(tmp_path / "new" / "work"):
        pass


def test_a_run_that_was_killed_blocks_nobody(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from wenji.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n"
        "    os._exit(9)\n"
    )
    scripts = Path(__file__).parents[1] / "scripts"
    env = {**os.environ, "PYTHONPATH": str(scripts)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(command, env=env, check=False).returncode == 9
    assert (tmp_path / NAME).read_bytes()  # the dead process left its number behind
    with locked(tmp_path):
        pass


def test_two_folders_do_not_disturb_each_other(tmp_path: Path) -> None:
    with locked(tmp_path / "a"), locked(tmp_path / "b"):
        pass
