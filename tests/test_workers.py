"""Worker processes: they have imported the line when they begin, and begin wherever they can."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenji.workers import WORTH_WORKERS, prepare, total_size, worker_pool

SCRIPTS = Path(__file__).parents[1] / "scripts"
ASKED = """
from wenji.workers import WORTH_WORKERS, worker_pool
if __name__ == "__main__":
    with worker_pool(2, WORTH_WORKERS) as pool:
        print(pool.submit(abs, -7).result())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every worker is a new Python")
def test_workers_have_imported_the_line_before_their_first_task() -> None:
    before = dict(os.environ)
    prepare(2, WORTH_WORKERS)
    assert dict(os.environ) == before
    with worker_pool(2, WORTH_WORKERS) as pool:
        assert pool is not None
        for module in ("wenji.convert_file", "wenji.relate"):
            asked = f"{module!r} in __import__('sys').modules"
            assert pool.submit(eval, asked).result()  # noqa: S307 - our own words


def test_few_sources_need_no_workers(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(b"1234")
    (tmp_path / "乙.txt").write_bytes(b"123")
    assert total_size(tmp_path, ["甲.txt", "乙.txt", "没有.txt"]) == 7
    assert total_size(tmp_path, ["甲.txt"]) == 0  # one cannot be shared out
    for workers, size in ((1, WORTH_WORKERS), (2, WORTH_WORKERS - 1)):
        with worker_pool(workers, size) as pool:
            assert pool is None


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
    assert (done.stdout, done.returncode) == ("7\n", 0), done.stderr
