"""Reading: which files a sources folder holds, and their bytes.

Everything in the folder is accounted for: what cannot be read, or is of a kind not supported,
becomes a source without articles and a finding that says why.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wenji.model import Finding, Raw, Source, SourceId
from wenji.unseen import UNSEEN

# Kinds of files that are read, and their media types.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    "": "text/plain",
    ".md": "text/markdown",
}
# The editor's own files at the top of the folder; never sources.
SETTINGS = frozenset({"themes.yml", "overrides.yml"})
# What systems and programs leave behind: never sources either. A name that begins with two
# dots (..\上级.txt, out of an archive) is no hidden file but an odd one.
_LITTER = re.compile(r"\.(?!\.).*|~\$.*|Thumbs\.db|desktop\.ini|.*~", re.IGNORECASE)
# A text larger than this is no collection of articles but a data dump (64 million bytes hold
# about 20 million characters); it would also make one worker hold up the run.
LARGEST = 64_000_000
_ODD = re.compile(
    r"[\x00-\x1f\x7f<>:\"|?*\\`'&]|\.\.|[\ud800-\udfff]|[\U0001f000-\U0001faff]|" + UNSEEN.pattern
)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a sources folder, sorted by path, and what is remarkable about names."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def source_id(path: str) -> SourceId:
    """The id of the source at `path` (relative, POSIX): 12 hexadecimal digits of its SHA-256.

    It depends on the path alone, so that an article's address stays when other sources come
    or go. 48 bits: for 100,000 sources two share an id with a chance of 2 in 100,000.
    """
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def shown_path(path: str) -> str:
    """The path as text that can be written and shown, whatever bytes the name holds."""
    return path.encode("utf-8", "replace").decode("utf-8")


def list_sources(folder: Path) -> Listing:
    """The files below `folder`. Links that lead out of it are findings, and not followed."""
    findings: list[Finding] = []
    files = sorted(_walk(folder, folder.resolve(), "", findings))
    seen: dict[str, str] = {}
    for path in files:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            args = {"other": shown_path(seen[key])}
            findings.append(Finding("source-name-case", source_id(path), args=args))
        seen.setdefault(key, path)
        if _ODD.search(path) or len(path.rsplit("/", 1)[-1]) > LONGEST_NAME:
            findings.append(Finding("source-name-odd", source_id(path)))
    return Listing(tuple(files), tuple(findings))


def _walk(folder: Path, root: Path, prefix: str, findings: list[Finding]) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        args = {"path": shown_path(prefix or "."), "reason": error.strerror or str(error)}
        findings.append(Finding("folder-unreadable", args=args))
        return
    for entry in entries:
        path = prefix + entry.name
        if _LITTER.fullmatch(entry.name) or (not prefix and entry.name in SETTINGS):
            continue
        if entry.is_symlink() and not _leads_inside(Path(entry.path), root):
            findings.append(Finding("source-link-outside", args={"path": shown_path(path)}))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), root, path + "/", findings)
        elif entry.is_file():
            yield path


def _leads_inside(link: Path, root: Path) -> bool:
    """Whether a link leads to a file inside the sources folder."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(root)


def read_source(folder: Path, path: str) -> tuple[Raw, Finding | None]:
    """The bytes of one source; with a finding (and no bytes) where it cannot be read."""
    media_type = MEDIA_TYPES.get(Path(path).suffix.lower(), "application/octet-stream")
    file = folder / path
    ident = source_id(path)
    problem: Finding | None = None
    data = b""
    try:
        size = file.stat().st_size
        if size > LARGEST:
            args = {"size": str(size // 1_000_000), "limit": str(LARGEST // 1_000_000)}
            problem = Finding("source-too-large", ident, args=args)
        else:
            data = file.read_bytes()
    except OSError as error:
        problem = Finding("source-unreadable", ident, args={"reason": error.strerror or str(error)})
    digest = hashlib.sha256(data).hexdigest()
    if problem is None and media_type == "application/octet-stream":
        args = {"suffix": shown_path(Path(path).suffix)}
        problem = Finding("source-unsupported", ident, args=args)
    elif problem is None and not data.strip():
        problem = Finding("source-empty", ident)
    return Raw(ident, shown_path(path), data, digest, media_type), problem


def unconverted(raw: Raw, why: Finding) -> Source:
    """A source that gives no article, and the reason."""
    size = len(raw.data)
    return Source(raw.id, raw.path, raw.sha256, size, raw.media_type, None, "", (), (), (why,))
