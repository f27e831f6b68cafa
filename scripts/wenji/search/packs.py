"""Files of the index as they stand on the disk, those of the last build taken from the cache.

Most files depend on one article or a few; with one article changed, the rest need not be
packed, checked and escaped again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wenji.search.arrays import save
from wenji.search.frame import body

_SIZE = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Packed:
    """The body of a file (see `frame.body`), and a digest of what it was made from."""

    body: bytes
    digest: bytes


def packed_now(payload: bytes) -> Packed:
    """A payload that is not worth keeping."""
    return Packed(body(payload), hashlib.sha256(payload).digest())


class Packs:
    """Bodies by digests. `salt` is what they depend on besides what they are made from."""

    def __init__(self, file: Path, salt: bytes) -> None:
        self._file, self._salt = file, salt
        self._before = _read(file)
        self._now: dict[bytes, bytes] = {}

    def __call__(self, raw: bytes, pack: Callable[[], bytes]) -> Packed:
        """The body of `pack()`, which depends on `raw` alone."""
        digest = hashlib.sha256(self._salt + raw).digest()
        found = self._before.get(digest)
        if found is None:
            found = body(pack())
        self._now[digest] = found
        return Packed(found, digest)

    def save(self) -> None:
        """Keep what this build used, and nothing else."""
        if self._now.keys() == self._before.keys():
            return
        save(
            self._file,
            keys=np.frombuffer(b"".join(self._now), dtype=np.uint8),
            data=np.frombuffer(b"".join(self._now.values()), dtype=np.uint8),
            ends=np.cumsum([len(b) for b in self._now.values()], dtype=np.int64),
        )


def _read(file: Path) -> Mapping[bytes, bytes]:
    if not file.exists():
        return {}
    with np.load(file) as arrays:
        keys, data = arrays["keys"].tobytes(), arrays["data"].tobytes()
        ends = arrays["ends"].tolist()
    names = (keys[at : at + _SIZE] for at in range(0, len(keys), _SIZE))
    return {k: data[a:b] for k, a, b in zip(names, [0, *ends], ends, strict=False)}
