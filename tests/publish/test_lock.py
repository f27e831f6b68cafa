"""One publication at a time: who holds the lock, and when it is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from publishing import Place, published, shown, three, tree

from wenji.commands.options import ROOT
from wenji.publish import PublishError
from wenji.publish.session import session
from wenji.publish.target import Target, parse_target

PATIENCE = 60  # seconds for what takes one or two


HOLD = """
import os, signal, sys
from pathlib import Path
from wenji.publish.session import session
from wenji.publish.target import parse_target
with session(parse_target(sys.argv[1], Path(sys.argv[2]) if sys.argv[2] else None), "make"):
    print("held", flush=True)
    signal.pause()
"""


@contextmanager
def running(
    command: list[str], env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with all it began, whatever happens: a test must fail, not wait."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=env, stdin=pipe, stdout=pipe, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_the_lock_tells_who_holds_it_and_ends_with_its_holder(either: Place, site: Path) -> None:
    config = str(either.target.ssh_config or "")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", HOLD, str(either.target), config]
    with running(command, env=env) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        with pytest.raises(PublishError, match=f"另一次发布.* {holder.pid} "):
            published(site, either.target)
        assert not (either.folder / "current").exists()
        holder.send_signal(signal.SIGKILL)
    publish_when_free(site, either.target)
    assert shown(either.folder) == tree(site)


def publish_when_free(site: Path, target: Target) -> None:
    """Publish as soon as the lock is free: a step that is running ends first."""
    for _ in range(1000):
        try:
            published(site, target)
        except PublishError as problem:
            if "另一次发布" not in str(problem):
                raise
        else:
            return
    pytest.fail("the lock is never free")


def test_a_holder_that_says_nothing_loses_the_lock(tmp_path: Path) -> None:
    script = (ROOT / "scripts/wenji/publish/open.sh").read_text("utf-8")
    assert script.count("timeout 60 ") == 1
    script = script.replace("timeout 60 ", "timeout 1 ")
    with running(["sh", "-s"]) as mute:
        assert mute.stdin and mute.stdout
        mute.stdin.write(f"{script}\nopen_target '{tmp_path}' make who\n".encode())
        mute.stdin.flush()
        assert mute.stdout.readline() == b"ready\n"
        mute.wait(PATIENCE)  # though its input is still open
        with session(parse_target(str(tmp_path)), "hold"):
            pass


def test_a_line_that_was_cut_off_is_not_obeyed(place: Place, site: Path) -> None:
    one = three(place, site)[0]
    before = tree(place.folder)
    with session(place.target, "hold") as at:
        for line in ("step prune 1\n", f"step rollback {one}\n"):
            at._send(line)
            assert at._line() == "end 99"
    assert {k: v for k, v in tree(place.folder).items() if k != "releases/.lock"} == {
        k: v for k, v in before.items() if k != "releases/.lock"
    }
