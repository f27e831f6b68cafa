"""The systemd units: valid, well locked up; their commands work on a system that is read-only."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from programs import program, ran

from wenji.commands.options import ROOT
from wenji.hosting.servers import Place, server_files
from wenji.model import Folders

SAFE = 2.0  # of 10; what systemd-analyze calls safe begins there
NOBODY = 65534
UNITS = ("wenji.service", "wenji.timer", "wenji.path")
# The folders of the unit, and where they are in this test.
PROGRAM, STATE, SOURCES = "/opt/wenji", "/var/lib/wenji", "/srv/wenji-sources"


@pytest.fixture(scope="module")
def units(sample_site: Folders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units as `deploy` writes them."""
    folder = tmp_path_factory.mktemp("units")
    files, _ = server_files(sample_site.site, Place())
    for name in UNITS:
        (folder / name).write_text(files[f"systemd/{name}"], "utf-8")
    return folder


def test_systemd_takes_the_units(units: Path) -> None:
    analyze = program("systemd-analyze", "systemd")
    said = subprocess.run(
        [analyze, "verify", "--man=no", *(str(units / name) for name in UNITS)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    ours = [line for line in said.stderr.splitlines() if "wenji" in line]
    assert ours == [] and said.returncode == 0, said.stderr


def test_the_service_may_do_little(units: Path) -> None:
    analyze = program("systemd-analyze", "systemd")
    said = ran(analyze, "security", "--offline=true", "--no-pager", units / "wenji.service")
    found = re.search(r"Overall exposure level[^:]*: ([\d.]+)", said)
    assert found and float(found[1]) < SAFE


@dataclass(frozen=True, slots=True)
class Service:
    """The commands of the unit, run one after the other where only two folders can be written."""

    unit: str
    home: Path

    @property
    def sources(self) -> Path:
        """What is converted."""
        return self.home / "sources"

    @property
    def shown(self) -> Path:
        """The site that a server would show."""
        return self.home / "published/current/site"

    def run(self, *more: str) -> list[int]:
        """Start the service once: the status of each command, as far as they were run."""
        wanted = ("ExecCondition", "ExecStartPre", "ExecStart", "ExecStartPost")
        lines = [line.partition("=") for line in self.unit.splitlines()]
        commands = [value for name in wanted for key, _, value in lines if key == name]
        places = {
            f"{PROGRAM}/": f"{ROOT}/",
            SOURCES: str(self.sources),
            STATE: str(self.home / "state"),
            "/srv/wenji ": f"{self.home}/published ",
            "/usr/bin/python3": sys.executable,
        }
        statuses = []
        for command in (*more, *commands):
            for was, is_now in places.items():
                command = command.replace(was, is_now)
            statuses.append(self._alone(command))
            if statuses[-1] not in (0, 1) or (len(statuses) == len(more) + 1 and statuses[-1]):
                break
        return statuses

    def _alone(self, command: str) -> int:
        """Run a command without network and rights, on a system that is read-only."""
        writable = " ".join(shlex.quote(str(self.home / n)) for n in ("state", "published", "tmp"))
        inside = (
            f"mount --make-rprivate / && for d in {writable}; do mount --bind $d $d; done && "
            "mount -o remount,bind,ro / && cd " + shlex.quote(str(self.home / "state"))
        )
        words = " ".join(shlex.quote(word) for word in shlex.split(command))
        script = f"{inside} && exec {self._rights()} {words}"
        namespace = ["unshare", "--mount", "--net", *([] if os.getuid() == 0 else ["-r"])]
        done = subprocess.run(
            [*namespace, "sh", "-c", script],
            env={
                "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
                "HOME": str(self.home / "state"),
                "TMPDIR": str(self.home / "tmp"),
                "PYTHONDONTWRITEBYTECODE": "1",
                "LANG": "C.UTF-8",
            },
            capture_output=True,
            check=False,
        )
        print(command, done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))
        return done.returncode

    def _rights(self) -> str:
        """The words before a command that take every right from it."""
        if os.getuid() or not _anybody_may_run(sys.executable):
            return "setpriv --no-new-privs --bounding-set=-all --inh-caps=-all"
        return (
            f"setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups --no-new-privs "
            "--bounding-set=-all"
        )


def _anybody_may_run(path: str) -> bool:
    return all(p.stat().st_mode & 0o001 for p in Path(path).resolve().parents)


@pytest.fixture
def service(units: Path, small_run: Folders) -> Iterator[Service]:
    """The service, with a small folder of sources."""
    program("unshare", "util-linux")
    with tempfile.TemporaryDirectory(prefix="wenji-") as name:
        home = Path(name)
        home.chmod(0o755)
        shutil.copytree(small_run.sources, home / "sources")
        for folder in ("state", "published", "tmp"):
            (home / folder).mkdir()
            if os.getuid() == 0 and _anybody_may_run(sys.executable):
                os.chown(home / folder, NOBODY, NOBODY)
        yield Service((units / "wenji.service").read_text("utf-8"), home)


def test_the_service_publishes_what_has_changed_and_only_then(service: Service) -> None:
    nothing_else = f"touch {ROOT}/none"
    assert service.run(nothing_else) == [1, 0, 0, 0, 0, 0]
    first = (service.home / "published/current").readlink()
    assert "柳林村" in (service.shown / "index.html").read_text("utf-8")

    assert service.run() == [1]  # nothing has changed

    (service.sources / "学校.md").unlink()
    assert service.run() == [0] * 5
    assert (service.home / "published/current").readlink() != first
    assert (service.home / "published/previous").readlink() == first

    (service.sources / "甲" / "新来的.txt").write_text(
        "夜校开课\n\n　　今晚起，夜校开课。\n", "utf-8"
    )
    assert service.run() == [0] * 5
    pages = "".join(p.read_text("utf-8") for p in service.shown.glob("articles/**/*.html"))
    assert "今晚起，夜校开课" in pages
