"""Every text that a folder of published files holds, also inside archives and the index."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

from wenji.search.frame import Damaged, unframed

_TAG = re.compile(r"<[^<>]*>")
_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff-]+")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each file below `folder`, names included, what is packed unpacked."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name
        if path.is_file():
            yield from _texts(name, path.read_bytes())


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if data[:2] == b"\x1f\x8b":
        yield from _texts(f"{name}!", gzip.decompress(data))
    elif zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield name, archive.comment.decode("utf-8", "replace")
            for member in archive.namelist():
                yield name, member
                yield from _texts(f"{name}!{member}", archive.read(member))
    else:
        yield name, data.decode("utf-8", "replace")
        if name.startswith("search/") and name.endswith(".js"):
            for part in _streams(name, data):
                yield f"{name}!", part.decode("utf-8", "replace")
                yield f"{name}!", part.decode("utf-16-le", "replace")


def _streams(name: str, data: bytes) -> Iterator[bytes]:
    """The payload of a file of the index, and each of the packed streams in it."""
    try:
        payload = unframed(name.removeprefix("search/").removesuffix(".js"), data)
    except Damaged:
        return
    yield payload
    for start in range(len(payload)):  # a stream may begin anywhere
        with_zlib = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            out = with_zlib.decompress(payload[start:])
        except zlib.error:
            continue
        if with_zlib.eof and len(out) > 8:
            yield out


def squeezed(text: str) -> str:
    """The text as it is read: no markup, no widths, nothing between digits."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", _TAG.sub("", unescape(text))))
