"""Small sites, a target to publish them to, and an sshd of our own."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from programs import program, ran

from wenji.progress import Silent
from wenji.publish.release import Published, publish
from wenji.publish.target import Target, parse_target

Site = Mapping[str, str]  # path → text
TRIES = 300  # a tenth of a second each
KEEP = 5
LONG = "渠水清，稻花香。" * 200
PAGES = {"a/index.html": "甲页", "b/index.html": "乙页", "b/long.html": LONG}


@dataclass(frozen=True)
class Place:
    """A target, and the folder that it is."""

    target: Target
    folder: Path

    @property
    def words(self) -> list[str]:
        """The target on the command line."""
        config = self.target.ssh_config
        return [str(self.target), *(["--ssh-config", str(config)] if config else [])]


def make_site(folder: Path, site: Site) -> Path:
    """Write a site's files, and the two that every site has; what was there goes."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in {"index.html": "首页", "404.html": "没有", **site}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return folder


def published(site: Path, target: Target | Path, keep: int = KEEP) -> Published:
    """Publish in this process, with a work folder beside the site."""
    where = target if isinstance(target, Target) else parse_target(str(target))
    return publish(site, where, site.parent / "work", keep, 1, Silent())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    paths = (Path(at, name) for at, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def shown(target: Path) -> dict[str, bytes]:
    """The files that a server with the root `current/site` would send now."""
    return tree((target / "current").resolve(strict=True) / "site")


def release_names(target: Path) -> list[str]:
    """The releases in a target, oldest first."""
    return sorted(p.name for p in (target / "releases").iterdir() if p.name[0] != ".")


def wrong_in(release: Path) -> list[str]:
    """What is wrong with a release, found without a line of the program's."""
    text = (release / "SHA256SUMS").read_bytes()
    told = {line[66:]: line[:64] for line in text.decode().splitlines()}
    there = {
        path.relative_to(release).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in (release / "site").rglob("*")
        if not path.is_dir()
    }
    named = [] if release.name.endswith(f"-{sha256(text).hexdigest()[:16]}") else ["its name"]
    return named + sorted(name for name, _ in there.items() ^ told.items())


def tidy(target: Path) -> bool:
    """Whether nothing of an interrupted run lies in a target."""
    left = [*(target / "releases/.incoming").iterdir(), *(target / "releases/.removed").iterdir()]
    return not left and not list(target.glob(".*.new"))


def three(place: Place, site: Path) -> list[str]:
    """Three releases; their names."""
    names = []
    for n in "一二三":
        make_site(site, {**PAGES, "n.html": n})
        names.append(published(site, place.target).name)
    return names


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until a server listens; it must not end before."""
    for _ in range(TRIES):
        assert process.poll() is None, log.read_text("utf-8")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(log.read_text("utf-8"))


class Sshd:
    """A real sshd on this machine that lets nobody in but us, with keys of one test run."""

    def __init__(self, folder: Path) -> None:
        self._sshd = program("sshd", "openssh-server")
        program("ssh", "openssh-client")
        self.port = free_port()
        self.config = folder / "ssh config"
        self._log = folder / "sshd.log"
        self._settings = folder / "sshd_config"
        for key in ("host", "user"):
            ran("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key)
        host_key = (folder / "host.pub").read_text("utf-8")
        (folder / "known").write_text(f"[127.0.0.1]:{self.port} {host_key}", "utf-8")
        self._settings.write_text(
            f"ListenAddress 127.0.0.1:{self.port}\nHostKey {folder}/host\n"
            f"AuthorizedKeysFile {folder}/user.pub\nPidFile none\nStrictModes no\nUsePAM no\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
            "PermitRootLogin prohibit-password\nMaxStartups 100\n",
            "utf-8",
        )
        self.config.write_text(
            f"Host intra\n  HostName 127.0.0.1\n  Port {self.port}\n  User {getpass.getuser()}\n"
            f"  IdentityFile {folder}/user\n  IdentitiesOnly yes\n"
            f"  UserKnownHostsFile {folder}/known\n  StrictHostKeyChecking yes\n",
            "utf-8",
        )
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd's own, when it is root
        self.start()

    def start(self) -> None:
        """Let it run, and wait until it listens."""
        command = [self._sshd, "-D", "-e", "-f", str(self._settings)]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log, start_new_session=True)
        wait_for(self.port, self.process, self._log)

    def kill(self) -> None:
        """Cut all connections; what runs for them lives on, as when a cable is pulled."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def target(self, folder: Path) -> Target:
        """A folder behind this sshd."""
        return parse_target(f"intra:{folder}", self.config)


@contextmanager
def sshd(folder: Path) -> Iterator[Sshd]:
    """A running sshd, ended whatever happens."""
    made = Sshd(folder)
    try:
        yield made
    finally:
        made.kill()
