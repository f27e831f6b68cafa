"""Worker processes: they have imported the line when they begin, and begin wherever they can."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenji.model import Folders
from wenji.workers import Workers, prepare, total_size

SCRIPTS = Path(__file__).parents[1] / "scripts"
FILES = ["甲.txt", "乙.txt"]
ASKED = """
import wenji.workers
from pathlib import Path
if __name__ == "__main__":
    wenji.workers.WORTH_WORKERS = 0
    with wenji.workers.Workers(2, Path()) as pool:
        print(list(pool.each(len, ["1234567", "12"])), pool.processes is not None)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two small files."""
    for name, data in zip(FILES, (b"1234", b"123"), strict=True):
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every worker is a new Python")
def test_workers_have_imported_the_line_before_their_first_task(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenji.workers.WORTH_WORKERS", 7)
    before = dict(os.environ)
    prepare(2, Folders(folder, folder / "docs", folder / "site", folder / "work"))
    assert dict(os.environ) == before
    with Workers(2, folder) as pool:
        assert list(pool.each(len, FILES)) == [5, 5]
        assert pool.processes is not None
        for module in ("wenji.convert_file", "wenji.relate"):
            asked = f"{module!r} in __import__('sys').modules"
            assert pool.processes.submit(eval, asked).result()  # noqa: S307 - our own words


def test_few_sources_need_no_workers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert total_size(folder, [*FILES, "没有.txt"]) == 7
    assert total_size(folder, FILES[:1]) == 0  # one cannot be shared out
    for workers, worth in ((1, 7), (2, 8)):
        monkeypatch.setattr("wenji.workers.WORTH_WORKERS", worth)
        with Workers(workers, folder) as pool:
            assert list(pool.each(len, FILES)) == [5, 5]
            assert pool.processes is None


def test_workers_begin_where_their_server_has_no_place(tmp_path: Path) -> None:
    """The path of its socket may have some hundred bytes; the folder for it is longer here."""
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    script = tmp_path / "asked.py"
    script.write_text(ASKED, "utf-8")
    environment = {**os.environ, "TMPDIR": str(deep), "PYTHONPATH": str(SCRIPTS)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=environment, timeout=120
    )
    assert (done.stdout, done.returncode) == ("[7, 2] True\n", 0), done.stderr
