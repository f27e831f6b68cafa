"""Interrupted at any point, the old site or the new one is whole, and the next run succeeds."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from programs import program
from publishing import make_site, published, shown, sshd, tidy, tree, wrong_in

from wenji.commands.options import ROOT
from wenji.precompress import CACHE, precompress
from wenji.publish import PublishError
from wenji.publish.manifest import read_manifest
from wenji.publish.target import Target, parse_target

PAGES = 20
OLD = {f"页/{n}.html": f"旧 {n} " * 300 for n in range(PAGES)}
NEW = {f"页/{n}.html": f"新 {n} " * 300 for n in range(PAGES)}
RANDOM_KILLS = 16
CUTS = 4
TOOLS = ("mkdir", "touch", "mv", "ln", "rm", "sync", "rsync", "find", "flock", "sha256sum")
# Counts the calls of all tools, and before the wanted one kills everything that publishes.
DEADLY = """#!/bin/sh
echo >>"$CALLS"
[ "$(wc -l <"$CALLS")" -ne "$LAST" ] || kill -9 0
exec {real} "$@"
"""
CHILD = """
import sys
from pathlib import Path
from publishing import published
from wenji.publish.manifest import read_manifest
from wenji.publish.target import parse_target
site, target, config = sys.argv[1:]
published(Path(site), parse_target(target, Path(config) if config else None))
"""


class World:
    """A target that shows the old site, and the new one to publish."""

    def __init__(self, folder: Path, target: Target | None = None) -> None:
        self.folder = folder / "target"
        self.target = target or parse_target(str(self.folder))
        self.old = make_site(folder / "old", OLD)
        self.new = make_site(folder / "new", NEW)
        published(self.old, self.target)
        precompress(self.new, folder / "work" / CACHE, 1)

    def begin(self, **more: str) -> subprocess.Popen[bytes]:
        """Publish the new site in a process group of its own."""
        env = {**os.environ, "PYTHONPATH": f"{ROOT / 'scripts'}:{ROOT / 'tests'}", **more}
        config = str(self.target.ssh_config or "")
        command = [sys.executable, "-c", CHILD, str(self.new), str(self.target), config]
        return subprocess.Popen(
            command,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def check(self) -> None:
        """One of the two is on show and whole; the next run succeeds and is tidy.

        Then the sites change places: what was new is the old one of the next interruption.
        """
        assert shown(self.folder) in (tree(self.old), tree(self.new))
        assert wrong_in((self.folder / "current").resolve()) == []
        self.publish(self.new)
        assert shown(self.folder) == tree(self.new) and tidy(self.folder)
        self.old, self.new = self.new, self.old

    def publish(self, site: Path) -> None:
        """Publish as soon as nobody else does: a step that runs on the target ends first."""
        for _ in range(1000):
            try:
                published(site, self.target)
            except PublishError as problem:
                if "另一次发布" not in str(problem):
                    raise
            else:
                return
        pytest.fail("the lock is never free")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A target that is a folder."""
    return World(tmp_path)


def test_killed_before_each_command_that_it_runs(world: World, tmp_path: Path) -> None:
    tools, calls = tmp_path / "bin", tmp_path / "calls"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).write_text(DEADLY.format(real=shutil.which(tool)), "utf-8")
        (tools / tool).chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    for last in range(1, 200):
        calls.write_text("", "utf-8")
        with world.begin(PATH=path, CALLS=str(calls), LAST=str(last)) as process:
            status = process.wait()
        if status == 0:  # it does not take so many
            break
        assert status == -signal.SIGKILL
        world.check()
    assert last > 20


@pytest.mark.parametrize("whom", ["only our process", "all of them"])
def test_killed_at_any_moment(whom: str, world: World) -> None:
    chance = random.Random(whom)
    began = time.perf_counter()
    with world.begin() as process:
        assert process.wait() == 0
    took = time.perf_counter() - began
    world.check()
    for _ in range(RANDOM_KILLS // 2):
        with world.begin() as process:
            time.sleep(chance.uniform(0.2, 1) * took)
            kill = os.kill if whom == "only our process" else os.killpg
            kill(process.pid, signal.SIGKILL)
        world.check()


def test_the_connection_is_cut_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(1)
    with sshd(tmp_path) as server:
        world = World(tmp_path, server.target(tmp_path / "target"))
        for _ in range(CUTS):
            with world.begin() as process:
                time.sleep(chance.uniform(0.3, 2))
                server.kill()
                process.wait()
            server.start()
            world.check()


def test_the_folder_is_moved_away_at_any_moment(world: World) -> None:
    chance = random.Random(2)
    for _ in range(CUTS):
        with world.begin() as process:
            time.sleep(chance.uniform(0.1, 0.5))
            away = world.folder.rename(world.folder.with_name("away"))
            process.wait()
        shutil.rmtree(world.folder, ignore_errors=True)  # what it began where nothing was
        away.rename(world.folder)
        world.check()


def test_what_was_copied_before_an_interruption_is_not_copied_again(world: World) -> None:
    """Links to it show that; and its new files still get one time that was never given before."""
    left = world.folder / "releases/.incoming"
    digest = read_manifest(world.new, 1).digest
    copied = left / f"20200101T000000Z-{digest}" / "site"
    shutil.copytree(world.new, copied)
    kept = {path.stat().st_ino for path in copied.rglob("*") if path.is_file()}
    published(world.new, world.target)
    files = list((world.folder / "current/site/页").iterdir())
    assert {path.stat().st_ino for path in files} <= kept
    assert len({path.stat().st_mtime_ns for path in files}) == 1


# --- a full disk -------------------------------------------------------------------------------

# Runs where a small file system of its own can be mounted. Less and less is left free on it.
FULL = """
import os, sys
from pathlib import Path
from publishing import make_site, published, shown, tidy, tree
from wenji.precompress import CACHE, precompress
from wenji.publish import PublishError
from wenji.publish.manifest import read_manifest
from wenji.publish.target import parse_target
root, disk = Path(sys.argv[1]), Path(sys.argv[2])
old = make_site(root / "old", {f"{n}.html": f"old {n}" for n in range(12)})
new = make_site(root / "new", {f"{n}.html": f"new {n}" for n in range(12)})
target = parse_target(str(disk / "target"))
outcomes = set()
for free in range(0, 80, 8):  # kB; a file takes 4
    published(old, target, 1)
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        size = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - free * 1024
        file.write(bytes(size))
    try:
        published(new, target, 1)
        assert shown(disk / "target") == tree(new), free
        outcomes.add("published")
    except PublishError as problem:
        assert shown(disk / "target") == tree(old), free
        assert tidy(disk / "target")  # the place is free again
        outcomes.add("No space left" if "No space left" in str(problem) else str(problem))
    filler.unlink()
    published(new, target, 1)
    assert shown(disk / "target") == tree(new) and tidy(disk / "target")
print(sorted(outcomes))
"""


def test_a_full_disk(tmp_path: Path) -> None:
    own = [program("unshare", "util-linux"), "--mount", *(["-r"] if os.getuid() else [])]
    mount = 'mount -t tmpfs -o size=1m tmpfs "$1" && exec "$0" -c "$2" "$3" "$1"'
    if subprocess.run([*own, "true"], check=False).returncode:
        pytest.skip("no right to mount a file system")
    (tmp_path / "disk").mkdir()
    words = [sys.executable, str(tmp_path / "disk"), FULL, str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'scripts'}:{ROOT / 'tests'}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*own, "sh", "-c", mount, *words],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['No space left', 'published']\n"
