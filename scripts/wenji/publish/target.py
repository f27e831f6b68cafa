"""Where to publish: a folder of this machine, or one that ssh reaches."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from wenji.messages import both
from wenji.publish import PublishError

# Before the first colon, and without a slash: as rsync and scp tell a host from a folder.
_REMOTE = re.compile(r"(?P<host>[^/\[]*\[[^/\]]*\]|[^/:]*):(?P<folder>.*)", re.DOTALL)
_HOST = re.compile(r"([A-Za-z0-9_][\w.+-]*@)?([A-Za-z0-9_][\w.-]*|\[[0-9A-Fa-f:.%\w]+\])", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Never a password prompt; a host that is not there, or no longer, is noticed in a minute.
_OPTIONS = (
    "-T",
    "-oBatchMode=yes",
    "-oConnectTimeout=20",
    "-oServerAliveInterval=15",
    "-oServerAliveCountMax=4",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A folder, on `host` where that is not empty; `ssh_config` stands in for the user's own."""

    folder: str
    host: str = ""
    ssh_config: Path | None = None

    @property
    def ssh(self) -> tuple[str, ...]:
        """The ssh command, without the host."""
        own = ("-F", str(self.ssh_config)) if self.ssh_config else ()
        return (_program("ssh", "openssh-client"), *own, *_OPTIONS)

    @property
    def shell(self) -> tuple[str, ...]:
        """The command of a shell on the target that reads what to do from its input."""
        if not self.host:
            return (_program("sh", "dash"), "-s")
        return (*self.ssh, "--", self.host.replace("[", "").replace("]", ""), "sh -s")

    @property
    def rsync(self) -> tuple[str, ...]:
        """The rsync command, without what it copies.

        `--secluded-args`: the host's shell never sees the name of a file.
        """
        carrier = ("-e", shlex.join(self.ssh)) if self.host else ()
        return (_program("rsync", "rsync"), "--secluded-args", *carrier)

    def below(self, path: str) -> str:
        """What rsync calls a path below the folder."""
        place = f"{self.folder.rstrip('/')}/{path}"
        return f"{self.host}:{place}" if self.host else place

    def __str__(self) -> str:
        return f"{self.host}:{self.folder}" if self.host else self.folder


def parse_target(word: str, ssh_config: Path | None = None) -> Target:
    """The target that a word names; PublishError for what may mean something else to a program.

    >>> parse_target("web@intra:/srv/wenji"), str(parse_target("intra:~/w"))
    (Target(folder='/srv/wenji', host='web@intra', ssh_config=None), 'intra:w')
    """
    if not word.strip() or word.startswith("-") or _CONTROL.search(word):
        raise PublishError(both("publish.bad-target", target=repr(word)))
    remote = _REMOTE.fullmatch(word)
    if not remote:
        return Target(str(Path(word).expanduser().resolve()))
    host, folder = remote["host"], remote["folder"]
    folder = folder.removeprefix("~/") if folder != "~/" else ""  # sessions begin at home
    if not _HOST.fullmatch(host) or not folder or folder.startswith(("-", "~")):
        raise PublishError(both("publish.bad-target", target=repr(word)))
    return Target(folder, host, ssh_config)


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise PublishError(both("publish.no-program", name=name, package=package))
    return found
