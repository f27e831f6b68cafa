"""The kit for an editor without a network: the repository, the packages, the built site.

Unpacked it is a repository like any other. The folder `wheels/` in it makes `bootstrap` install
from there, and `wheels/kit.json` tells it for which systems and Pythons that works.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

from wenji.bundle.archive import Member, sums
from wenji.bundle.reader import files_of, is_compressed
from wenji.bundle.words import told

SITE = "site"
WHEELS, CONTENTS = "wheels", "kit.json"  # bootstrap.WHEELS, bootstrap.CONTENTS
README = "先读我 Read me.txt"
SUMS = "SHA256SUMS"

# What a repository holds at its top: looked for where there is no Git to tell, and what is new in
# it belongs to it, though nobody has told Git.
KNOWN = (
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "NOTICE", "README.en.md", "README.md",
    "benchmarks", "deploy", "docs", "mkdocs.yml", "notes", "overrides", "pyproject.toml",
    "requirements-dev.txt", "requirements.txt", "sbom.cdx.json", "scripts", "sources", "tests",
)  # fmt: skip
CACHES = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"})


by_name = attrgetter("name")


def members(
    root: Path, site: Path, wheels: Path, contents: Mapping[str, Sequence[str]]
) -> list[Member]:
    """The files of the archive, in the order of their names, the sums of all others among them.

    `wheels` is the folder of the packages, `contents` what `bootstrap` is told of them.
    """
    told_of = json.dumps(contents, indent=1, sort_keys=True).encode("utf-8")
    pages = frozenset(files_of(site))
    found = [
        *(_member(name, root / name) for name in repository(root)),
        *(
            Member(f"{SITE}/{name}", site / name)
            for name in pages
            if not is_compressed(name, pages)
        ),
        *(Member(f"{WHEELS}/{name}", wheels / name) for name in files_of(wheels)),
        Member(f"{WHEELS}/{CONTENTS}", told_of),
        Member(README, told("bundle.kit", **{k: ", ".join(v) for k, v in contents.items()})),
    ]
    found.sort(key=by_name)
    digests = sums((member.name, member.digest()) for member in found)
    return sorted([*found, Member(SUMS, digests)], key=by_name)


def _member(name: str, path: Path) -> Member:
    return Member(name, path, runs=os.access(path, os.X_OK))


def repository(root: Path) -> Iterator[str]:
    """The files of the repository at `root`: what Git tracks, and what is new in its folders.

    Without Git, or inside the repository of another project, what is known to belong to it.
    Links are left out: they may lead anywhere.
    """
    names = _tracked(root)
    for name in sorted(set(_known(root) if names is None else names)):
        path = root / name
        if path.is_file() and not path.is_symlink():
            yield name


def _tracked(root: Path) -> list[str] | None:
    """What Git tracks, and what it would if the editor told it; None where it cannot tell."""
    top = _git(root, "rev-parse", "--show-toplevel")
    if top is None or Path(top.rstrip("\n")).resolve() != root.resolve():
        return None
    tracked = _git(root, "ls-files", "-z") or ""
    added = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *KNOWN) or ""
    return [name for name in (tracked + added).split("\0") if name]


def _git(root: Path, *words: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(
        [git, "-C", str(root), *words],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
    return None if done.returncode else done.stdout


def _known(root: Path) -> Iterator[str]:
    for name in KNOWN:
        path = root / name
        if path.is_file():
            yield name
        elif path.is_dir():
            yield from _below(name, files_of(path))


def _below(folder: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not CACHES & set(name.split("/")):
            yield f"{folder}/{name}"
