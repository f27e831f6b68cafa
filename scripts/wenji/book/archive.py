"""Archives (EPUB, DOCX) whose bytes depend on nothing but their content."""

from __future__ import annotations

import zipfile
from io import BytesIO

MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold
FIRST = "mimetype"  # of an EPUB: stored, and before everything else
READABLE = 0o644 << 16


def repacked(data: bytes) -> bytes:
    """The same files in the order of their names, without the times at which they were made."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            info = zipfile.ZipInfo(name, MOMENT)
            info.create_system = 3
            info.external_attr = READABLE
            info.compress_type = zipfile.ZIP_STORED if name == FIRST else zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
