"""A shell on the target that holds the lock, and does the steps that it is asked to.

All steps run in the process that holds the lock, and it lives as long as our pipe to it: whoever
has lost the lock can do nothing any more, and however we die, the lock is free soon after.
"""

from __future__ import annotations

import getpass
import os
import shlex
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.resources import files
from typing import IO, Literal

from wenji.messages import both
from wenji.publish import PublishError
from wenji.publish.target import Target

Mode = Literal["look", "hold", "make"]
Line = tuple[str, str]  # a word, and what it says

BEAT = 15  # seconds between signs of life; the target waits for 60
GRACE = 10  # seconds for the target's shell to end
NO_HOST = 255  # ssh's status when it did not get there
SAID = 600  # characters of an error message from the target that are shown


class Session:
    """A running shell on the target; made by `session`."""

    def __init__(self, process: subprocess.Popen[str], target: Target, errors: IO[str]) -> None:
        self._process = process
        self._target = target
        self._errors = errors
        self._writing = threading.Lock()
        self._ended = threading.Event()

    def begin(self, mode: Mode) -> None:
        """Open the target and take the lock; PublishError says why that is not possible."""
        self._send(_script("open.sh") + _call("open_target", self._target.folder, mode, _who()))
        word, _, rest = self._line().partition(" ")
        if word == "refused":
            raise PublishError(_refusal(rest, self._target, self.said()))
        if word != "ready":
            raise self.lost()
        self._send(_script("steps.sh"))
        threading.Thread(target=self._beat, daemon=True).start()

    def step(self, *words: str) -> tuple[int, list[Line]]:
        """Do a step of `steps.sh`; its status, and what it said. PublishError when it is gone."""
        self._send(_call("step", *words, "."))
        said: list[Line] = []
        while line := self._line():
            word, _, rest = line.partition(" ")
            if word == "end":
                return int(rest), said
            said.append((word, rest))
        raise self.lost()

    def lost(self) -> PublishError:
        """What to tell when the shell is no longer there."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        away = self._target.host and self._process.returncode == NO_HOST
        key = "publish.no-host" if away else "publish.lost"
        return PublishError(both(key, target=self._target, reason=self.said()))

    def said(self) -> str:
        """The end of what the target wrote as errors."""
        self._errors.seek(0)
        return self._errors.read().strip()[-SAID:]

    def end(self) -> None:
        """Let the shell end, and with it the lock."""
        self._ended.set()
        with self._writing, suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _send(self, text: str) -> None:
        with self._writing, suppress(OSError):  # a shell that is gone shows when it is read from
            assert self._process.stdin
            self._process.stdin.write(text)
            self._process.stdin.flush()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().rstrip("\n")

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            self._send("\n")


@contextmanager
def session(target: Target, mode: Mode) -> Iterator[Session]:
    """A shell on the target, with its lock unless `mode` is `look`."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(
            target.shell,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="surrogateescape",
        )
        opened = Session(process, target, errors)
        try:
            opened.begin(mode)
            yield opened
        finally:
            opened.end()


def _script(name: str) -> str:
    return (files("wenji.publish") / name).read_text("utf-8")


def _call(*words: str) -> str:
    """A line for a shell: whatever the words hold, it takes them for words.

    >>> _call("step", "a b", "$(c)'")
    'step \\'a b\\' \\'$(c)\\'"\\'"\\'\\'\\n'
    """
    return shlex.join(words) + "\n"


def _who() -> str:
    """Who holds the lock, for whoever finds it held."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        user = "?"
    return f"{user}@{socket.gethostname()} {os.getpid()} {datetime.now():%Y-%m-%d %H:%M:%S}"


def _refusal(words: str, target: Target, said: str) -> str:
    kind, _, rest = words.partition(" ")
    packages = " ".join(sorted({_PACKAGES.get(tool, "coreutils") for tool in rest.split()}))
    values = {"what": rest, "packages": packages, "reason": said}
    return both(f"publish.refused-{kind}", target=target, **values)


_PACKAGES = {"flock": "util-linux", "rsync": "rsync", "find": "findutils"}
