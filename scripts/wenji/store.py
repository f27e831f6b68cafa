"""What runs find out, kept in `.work/results/`, so that the next one costs what has changed.

Only values of pure functions are kept. Each stands in a file of its own, behind a digest of
everything that it was made from and of itself: of the program (`program`), of what the caller
names, of the value. A file that does not fit (other sources, other decisions, another version, a
damaged disk) is as good as none; the value is worked out again. So results are the same with the
folder, without it, and with any other one in its place (law 4), and it may be deleted at any time.

Values are written as MessagePack and read back as the types that they are declared to be: nothing
that stands in the folder is ever run. `given` keeps what is known of each source, `line` what is
known of the collection.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from wenji.model import SourceId

FOLDER = "results"
KEPT = ".kept"  # suffix of all files there that are ours
_OF_A_PROGRAM = re.compile("[0-9a-f]{16}")
_SIZE = sha256().digest_size

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of values, and the digest of the program that makes them. Workers are given it."""

    folder: Path
    program: str

    @classmethod
    def within(cls, work: Path) -> Store:
        """The store of a work folder. Nothing is written before a value is kept."""
        made_by = program()
        return cls(work / FOLDER / made_by[:16], made_by)

    def has(self, name: str) -> bool:
        """Whether something is kept as `name`; it may not fit."""
        return self._file(name).exists()

    def kept(self, name: str, kind: type[Value], made_from: object) -> Value | None:
        """The value kept as `name`, a file name; None where there is none that was made from this.

        `made_from` is all that the value depends on besides the program: plain values, since what
        counts is their `repr`.
        """
        with suppress(OSError, msgspec.DecodeError):
            data = self._file(name).read_bytes()
            if data[:_SIZE] == self._digest(made_from, data[_SIZE:]):
                value: Value = _decoder(kind).decode(memoryview(data)[_SIZE:])
                return value
        return None

    def keep(self, name: str, value: object, made_from: object) -> None:
        """Keep a value. Where nothing can be written, or a text holds half a character, none is."""
        with suppress(OSError, UnicodeEncodeError):
            data = msgspec.msgpack.encode(value)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file(name).write_bytes(self._digest(made_from, data) + data)

    def keep_only(self, names: Collection[str]) -> None:
        """Remove what is kept under other names, or by other programs; nothing of other hands."""
        with suppress(OSError):
            for folder in self.folder.parent.iterdir():
                if not _OF_A_PROGRAM.fullmatch(folder.name) or folder.is_symlink():
                    continue
                wanted = {f"{name}{KEPT}" for name in names} if folder == self.folder else set()
                for file in folder.glob(f"*{KEPT}"):
                    if file.name not in wanted:
                        file.unlink(missing_ok=True)
                if not wanted:
                    with suppress(OSError):  # something of another hand lies in it
                        folder.rmdir()

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{KEPT}"

    def _digest(self, made_from: object, value: bytes) -> bytes:
        about = repr((self.program, made_from)).encode("utf-8", "backslashreplace")
        return sha256(sha256(about).digest() + value).digest()


def survey_name(source: SourceId) -> str:
    """The name under which the survey of a source is kept."""
    return f"{source}.survey"


def result_name(source: SourceId) -> str:
    """The name under which the result of a source is kept."""
    return f"{source}.source"


@cache
def program() -> str:
    """A digest of what makes the values besides their sources: this package, with its tables, the
    pinned libraries, Python, and Unicode's data."""
    package = Path(__file__).resolve().parent
    digest = sha256(f"{sys.version} {unicodedata.unidata_version}".encode())
    own = (file for file in sorted(package.rglob("*.*")) if file.suffix in (".py", ".toml", ".txt"))
    for file in (package.parents[1] / "requirements.txt", *own):
        with suppress(FileNotFoundError):
            digest.update(f"\0{file.relative_to(package.parents[1])}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


# Making one takes longer than most readings.
_decoder: Callable[[Any], msgspec.msgpack.Decoder[Any]] = cache(msgspec.msgpack.Decoder)
