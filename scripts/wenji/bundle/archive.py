"""Zip files whose bytes depend on nothing but the names, contents and rights of their files."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import file_digest
from io import BufferedReader, BytesIO
from pathlib import Path

from wenji.book.archive import MOMENT

UNIX = 3  # the system whose rights are in a zip file; UTF-8 names need no word of their own
PLAIN, RUNS = 0o100644, 0o100755
# Kinds of files that are packed already.
PACKED = (".whl", ".gz", ".zip", ".png", ".jpg", ".jpeg", ".webp", ".epub", ".docx", ".woff2")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name below the top folder, and its content or where it lies."""

    name: str
    content: bytes | Path
    runs: bool = False  # whether it is a program

    def opened(self) -> BytesIO | BufferedReader:
        """Its content, to read."""
        if isinstance(self.content, bytes):
            return BytesIO(self.content)
        return self.content.open("rb")

    def digest(self) -> str:
        """The SHA-256 of its content."""
        with self.opened() as file:
            return file_digest(file, "sha256").hexdigest()


def write_zip(path: Path, top: str, members: Iterable[Member]) -> None:
    """Write an archive of one folder, `top`; the former one stays until it is complete.

    The members come in the order of their names, so that nothing has to be held in memory.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for member in members:
                info = zipfile.ZipInfo(f"{top}/{member.name}", MOMENT)
                info.create_system = UNIX
                info.external_attr = (RUNS if member.runs else PLAIN) << 16
                packed = member.name.lower().endswith(PACKED)
                info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                with member.opened() as source, archive.open(info, "w") as target:
                    shutil.copyfileobj(source, target)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sums(digests: Iterable[tuple[str, str]]) -> bytes:
    """What `sha256sum -c` reads: names and their SHA-256, in the order in which they come.

    >>> sums([("a b", "12"), ("c\\\\d", "34")]).decode().splitlines()
    ['12  a b', '\\\\34  c\\\\\\\\d']
    """
    lines = []
    for name, digest in digests:
        escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        lines.append(f"{'' if escaped == name else chr(92)}{digest}  {escaped}\n")
    return "".join(lines).encode("utf-8")
