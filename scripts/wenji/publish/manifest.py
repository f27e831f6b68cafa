"""What a release holds: each file with its SHA-256, in the format of `sha256sum`.

Whoever hosts the site can check it with `sha256sum --check SHA256SUMS` and nothing of ours.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from wenji.messages import both
from wenji.publish import PublishError

NAME = "SHA256SUMS"
FOLDER = "site"  # of a release, beside the manifest
DIGITS = 16  # of the manifest's digest, in a release's name: two of 2^32 releases may be alike
WHOLE = ("index.html", "404.html")  # what every site of ours has
# A browser takes `\` for `/`, and a line end ends a line of the manifest.
_ODD = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a site: its text, and the number and bytes of the files."""

    text: str
    files: int
    bytes: int

    @property
    def digest(self) -> str:
        """What the content is called: the same files, the same name."""
        return sha256(self.text.encode()).hexdigest()[:DIGITS]


def check_site(site: Path) -> list[str]:
    """The files of a built site, in the order of their names' bytes.

    PublishError for a folder that is no complete site, for a name that no server could send, and
    for what is neither file nor folder.
    """
    if not all((site / name).is_file() for name in WHOLE):
        raise PublishError(both("publish.no-site", folder=site))
    return sorted(_files(site), key=str.encode)


def read_manifest(site: Path, workers: int) -> Manifest:
    """The manifest of a built site, checked again; its files are read on `workers` threads."""
    paths = check_site(site)
    with ThreadPoolExecutor(workers) as pool:
        digests = list(pool.map(_digest, (site / path for path in paths)))
    lines = [f"{digest}  {FOLDER}/{path}\n" for path, digest in zip(paths, digests, strict=True)]
    return Manifest("".join(lines), len(paths), sum((site / path).stat().st_size for path in paths))


def _files(site: Path) -> Iterator[str]:
    for at, folders, names in os.walk(site):
        for name in (*folders, *names):
            path = Path(at, name)
            below = path.relative_to(site).as_posix()
            if _ODD.search(below):
                raise PublishError(both("publish.odd-name", name=repr(below)))
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise PublishError(both("publish.odd-file", name=below))
        for name in names:
            yield Path(at, name).relative_to(site).as_posix()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
