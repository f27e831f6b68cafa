"""Publishing and going back, in order.

What is on show is whole at any moment, whatever ends us: a release is copied to a place of its
own, checked there file by file, and shown by renaming a link.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wenji.messages import both
from wenji.precompress import CACHE, precompress
from wenji.progress import Progress
from wenji.publish import PublishError
from wenji.publish.manifest import FOLDER, NAME, check_site, read_manifest
from wenji.publish.session import SAID, Line, Session, session
from wenji.publish.target import Target

DAMAGE = ("damaged", "missing", "extra")
NO_RELEASE = 4  # the status of a step that was asked for a release that is not there
SHOWN = 20  # damaged files named; a disk that fails spoils many
LINKED = 20  # folders that rsync compares with, at most
_RELEASE = re.compile(r"(\d{8}T\d{6}Z-)?[0-9a-f]{16}", re.ASCII)
_TIME = "%Y%m%dT%H%M%S%z"


@dataclass(frozen=True, slots=True)
class Release:
    """A release on the target: its name, which tells its time, and what it holds."""

    name: str
    files: int
    bytes: int
    current: bool = False
    previous: bool = False

    @property
    def time(self) -> datetime:
        """When it was made, in the time of this machine."""
        return datetime.strptime(self.name.partition("-")[0], _TIME).astimezone()


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: the release on show, and whether it is a new one."""

    name: str
    new: bool
    files: int
    bytes: int


def publish(
    site: Path, target: Target, work: Path, keep: int, workers: int, progress: Progress
) -> Published:
    """Publish a built site; PublishError when that was not possible, and then nothing changed.

    The site gets its compressed variants first. The last `keep` releases stay on the target, and
    always the one on show and the one before it.
    """
    _check_apart(site, work, target)
    check_site(site)  # before anything is written into it
    with progress.stage("precompress"):
        precompress(site, work / CACHE, workers)
    with progress.stage("manifest"):
        manifest = read_manifest(site, workers)
    with session(target, "make") as at, progress.stage("publish"):
        found = _done(at, "prepare", manifest.digest, str(keep))
        if same := _said(found, "same"):
            return Published(same[0], False, manifest.files, manifest.bytes)
        [name] = _said(found, "name")
        with tempfile.TemporaryDirectory() as folder:
            sums = Path(folder, NAME)
            sums.write_text(manifest.text, "utf-8", newline="\n")
            try:
                _copy(f"{site}/", f"{name}/{FOLDER}/", target, _said(found, "link"))
                _copy(str(sums), f"{name}/{NAME}", target)
            except PublishError:
                with suppress(PublishError):
                    at.step("abandon")
                raise
        _done(at, "finish", name, str(keep))
    return Published(name, True, manifest.files, manifest.bytes)


def releases(target: Target) -> list[Release]:
    """The releases on the target, oldest first."""
    with session(target, "look") as at:
        found = _done(at, "list")
    links = dict(found)
    rows = (rest.split(" ") for rest in _said(found, "release"))
    return [
        Release(name, int(files), int(size), name == links["current"], name == links["previous"])
        for name, files, size in rows
    ]


def roll_back(target: Target, which: str) -> str:
    """Put an older release on show and return its name.

    `which` is a name, its digest, or empty for the release before the one on show.
    PublishError where there is none, and for one that is damaged.
    """
    chosen = _checked(which) or "before"
    with session(target, "hold") as at:
        found = _done(at, "rollback", chosen, which=which)
    return _said(found, "name")[0]


def verify(target: Target, which: str) -> tuple[str, list[Line]]:
    """Check every file of a release, by default the one on show: its name, and what is wrong."""
    chosen = _checked(which) or "current"
    with session(target, "hold") as at:
        status, found = at.step("verify", chosen)
        damage = _damage(found)
        if status and not damage:
            raise _failed(at, status, which)
    return _said(found, "name")[0], damage


def damage_lines(damage: Iterable[Line]) -> list[str]:
    """What is wrong with a release, a line for each file, as far as one reads on."""
    wrong = list(damage)
    lines = [f"  {both(f'publish.{word}', ' ')}  {name}" for word, name in wrong[:SHOWN]]
    if len(wrong) > SHOWN:
        lines.append(f"  {both('publish.more', ' ', count=len(wrong) - SHOWN)}")
    return lines


def _copy(source: str, to: str, target: Target, alike: Iterable[str] = ()) -> None:
    """Copy to a folder for incoming releases; what equals a file of one in `alike` is linked.

    Files are compared by their content, so one that was damaged on the target is copied anew.
    """
    command = [
        *target.rsync,
        "--recursive",
        "--checksum",
        "--perms",
        "--chmod=D755,F644",
        *(f"--link-dest=../../../{folder}" for folder in list(alike)[:LINKED]),
        "--",
        source,
        target.below(f"releases/.incoming/{to}"),
    ]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip()[-SAID:]
        raise PublishError(both("publish.copy-failed", target=target, reason=reason))


def _done(at: Session, *words: str, which: str = "") -> list[Line]:
    """What a step said; PublishError when it failed."""
    status, found = at.step(*words)
    if damage := _damage(found):
        raise PublishError("\n".join([both("publish.not-whole"), *damage_lines(damage)]))
    if status:
        raise _failed(at, status, which)
    return found


def _failed(at: Session, status: int, which: str) -> PublishError:
    if status == NO_RELEASE:
        key = "publish.no-release" if which else "publish.no-release-before"
        return PublishError(both(key, which=which))
    return PublishError(both("publish.failed", status=status, reason=at.said()))


def _said(found: Iterable[Line], word: str) -> list[str]:
    return [rest for said, rest in found if said == word]


def _damage(found: Iterable[Line]) -> list[Line]:
    return [line for line in found if line[0] in DAMAGE]


def _checked(which: str) -> str:
    if which and not _RELEASE.fullmatch(which):
        raise PublishError(both("publish.no-release", which=repr(which)))
    return which


def _check_apart(site: Path, work: Path, target: Target) -> None:
    """PublishError for a target inside the site, or the reverse: one would swallow the other."""
    if target.host:
        return
    there = Path(target.folder)
    for folder in (site, work):
        if there == folder or folder in there.parents or there in folder.parents:
            raise PublishError(both("run.nested", one=there, other=folder))
