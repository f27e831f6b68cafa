"""Compressed variants of a site's files, for servers that send ready-made ones.

nginx (`gzip_static`, `brotli_static`), Caddy and others answer with `page.html.gz` or
`page.html.br` where the browser takes it: better compressed than on the fly, for no work at each
request. The variants depend on the file alone, so an unchanged file costs a look into a cache
below the work folder, and a link to what is there.

A variant that is there is always right: what the cache holds is unpacked and compared before it
is used, and a variant beside a file that is not worth one (any more) is removed.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import get_ident

import brotli

from wenji.files import PART

CACHE = "precompressed"  # folder in the work folder
# What gains, of all that a site holds. Servers name these endings in their settings (a variant
# that a server sends without its encoding is garbage to a browser), so a new one goes there too.
SUFFIXES = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"})
SMALLEST = 1024  # bytes; a smaller answer fills one packet, compressed or not
WORTH = 0.95  # of the size; with less to gain, unpacking costs the reader more than it saves
# Figures for both levels: notes/decisions/0018-releases.md.
GZIP_LEVEL = 9
BROTLI_LEVEL = 9
BROTLI_WINDOW = range(16, 25)  # powers of two: a window no larger than the file needs is faster
GZIP_FORMAT = 31  # zlib's word for a gzip head (16) and the largest window (15)
NOT_WORTH = b"-"  # in the cache: tried, and not worth it


class Gzip:
    """gzip without a name and without a time, so that the same bytes give the same."""

    suffix = ".gz"
    version = f"gzip-{GZIP_LEVEL}-{zlib.ZLIB_RUNTIME_VERSION}"

    @staticmethod
    def pack(data: bytes) -> bytes:
        """The data compressed."""
        packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_FORMAT)
        return packer.compress(data) + packer.flush()

    @staticmethod
    def unpack(packed: bytes, most: int) -> bytes:
        """The data, or a byte more than `most` of it; ValueError for what is no whole gzip."""
        unpacker = zlib.decompressobj(GZIP_FORMAT)
        try:
            data = unpacker.decompress(packed, most + 1)
        except zlib.error as problem:
            raise ValueError(str(problem)) from None
        if len(data) <= most and (not unpacker.eof or unpacker.unused_data):
            raise ValueError("not one whole stream")
        return data


class Brotli:
    """Brotli, a tenth smaller than gzip on our pages."""

    suffix = ".br"
    version = f"brotli-{BROTLI_LEVEL}-{brotli.__version__}"

    @staticmethod
    def pack(data: bytes) -> bytes:
        """The data compressed."""
        window = min(max(len(data).bit_length(), BROTLI_WINDOW[0]), BROTLI_WINDOW[-1])
        return bytes(brotli.compress(data, quality=BROTLI_LEVEL, lgwin=window))

    @staticmethod
    def unpack(packed: bytes, most: int) -> bytes:
        """The data, or some more than `most` of it; ValueError for what is no whole stream."""
        unpacker = brotli.Decompressor()
        data: bytes = b""
        try:
            data = unpacker.process(packed, output_buffer_limit=most + 1)
            while len(data) <= most and not unpacker.is_finished():
                more = unpacker.process(b"", output_buffer_limit=most + 1)
                if not more and unpacker.can_accept_more_data():
                    raise ValueError("not one whole stream")
                data += more
        except brotli.error as problem:
            raise ValueError(str(problem)) from None
        return data


KINDS = (Gzip, Brotli)
Kind = type[Gzip] | type[Brotli]


def is_variant(kind: Kind, packed: bytes, data: bytes) -> bool:
    """Whether `packed` unpacks to exactly `data`; never unpacks much more than that.

    >>> is_variant(Gzip, Gzip.pack(b"abc"), b"abc"), is_variant(Brotli, b"abc", b"abc")
    (True, False)
    """
    try:
        return kind.unpack(packed, len(data)) == data
    except ValueError:
        return False


def precompress(site: Path, cache: Path, workers: int) -> None:
    """Give the files of `site` that gain by it their variants, on `workers` threads.

    Both libraries compress outside of Python's lock, so threads use all cores. What the cache
    holds for files that are no longer there is removed from it. OSError (a full disk, no
    permission) is passed on: the site is whole without variants too.
    """
    folders = {kind: cache / kind.version for kind in KINDS}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    make = partial(_variants, folders=folders)
    with ThreadPoolExecutor(workers) as pool:
        used = {entry for entries in pool.map(make, _gaining(site)) for entry in entries}
    _forget(cache, used)


def gains(path: Path) -> bool:
    """Whether a file is of a kind that compresses.

    >>> gains(Path("a/index.html")), gains(Path("a.docx")), gains(Path("a.html.gz"))
    (True, False, False)
    """
    return path.suffix in SUFFIXES


def _gaining(site: Path) -> Iterator[Path]:
    for at, _, names in os.walk(site):
        for name in names:
            path = Path(at, name)
            if gains(path) and path.is_file() and not path.is_symlink():
                yield path


def _variants(path: Path, folders: Mapping[Kind, Path]) -> list[Path]:
    """Make a file's variants; returns the entries of the cache that are about it."""
    data = path.read_bytes()
    entries = []
    digest = sha256(data).hexdigest() if len(data) >= SMALLEST else ""
    for kind, folder in folders.items():
        variant = path.with_name(path.name + kind.suffix)
        packed = b""
        if digest:
            entries.append(folder / digest)
            packed = _packed(kind, data, entries[-1])
        if packed:
            _place(variant, entries[-1], packed)
        else:
            variant.unlink(missing_ok=True)
    return entries


def _packed(kind: Kind, data: bytes, entry: Path) -> bytes:
    """The variant of `data`, from the cache where it has it; empty when it is not worth one."""
    with suppress(OSError):
        packed = entry.read_bytes()
        if packed == NOT_WORTH:
            return b""
        if is_variant(kind, packed, data):
            return packed
    packed = kind.pack(data)
    if len(packed) > WORTH * len(data):
        packed = b""
    part = entry.with_name(f"{entry.name}.{get_ident()}{PART}")  # equal files have one entry
    part.write_bytes(packed or NOT_WORTH)
    os.replace(part, entry)
    return packed


def _place(variant: Path, entry: Path, packed: bytes) -> None:
    """Put a variant beside its file: a link to the cache's, or a copy where links do not reach."""
    with suppress(OSError):
        if variant.samefile(entry) or variant.read_bytes() == packed:
            return
    variant.unlink(missing_ok=True)
    try:
        os.link(entry, variant)
    except OSError:
        shutil.copyfile(entry, variant)


def _forget(cache: Path, used: set[Path]) -> None:
    """Remove from the cache what no file of the site uses, that of other versions included."""
    for folder in filter(Path.is_dir, cache.iterdir()):
        for entry in folder.iterdir():
            if entry not in used:
                entry.unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()
