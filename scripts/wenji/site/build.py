"""The last step: MkDocs makes the site from the docs folder.

MkDocs runs in a process of its own. It and its plugins keep state in their modules (static-i18n
replaces a function of MkDocs for good measure), log to the console, and end by raising or
exiting as they please; there all of that ends with the process, and so does its memory. A
process also takes the two environment variables that make its output the same every time.

The site is built beside the old one and takes its place at the end: whoever is reading never
meets half a site, and a failed build costs nothing.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from wenji.messages import text
from wenji.model import Folders
from wenji.refusal import Refusal

# MkDocs stamps sitemap.xml.gz with the time; one moment for all builds (1980-01-01, the first
# that every archive format can hold).
FIXED_TIME = 315532800
SHOWN = 20  # places told of a site that would load from elsewhere; they tend to be alike


class SiteError(Refusal):
    """The site could not be built; its text is meant for the editor."""


def build_site(
    folders: Folders,
    config: Path,
    more: Mapping[str, bytes | Path] | None = None,
    quiet: bool = True,
    extra: Mapping[str, object] | None = None,
) -> None:
    """Build `folders.site` from `folders.docs` with the settings of `config`, strictly.

    `more` are files (path below the site → content, or where it lies) that are put into it
    before it takes the place of the old one: the index of its texts. `extra` is put beside the
    `extra` of the settings, for the templates.

    SiteError says what MkDocs said, and the old site is untouched. Without `quiet` MkDocs
    tells what it does on stderr.
    """
    site = folders.site
    fresh = site.with_name(f".{site.name}.new")
    _remove(fresh)
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        _start_mkdocs(config, folders.docs, fresh, quiet, extra or {})
        _add(fresh, more or {})
        _check(fresh)
        _swap(fresh, site)
    except OSError as error:
        raise SiteError(text("site.failed", reason=error.strerror or str(error))) from error
    finally:
        _remove(fresh)


def _start_mkdocs(
    config: Path, docs: Path, site: Path, quiet: bool, extra: Mapping[str, object]
) -> None:
    """Let MkDocs build `site` in a process of its own (`_run_mkdocs`), which this waits for."""
    arguments = [str(config), str(docs), str(site), "quiet" if quiet else "verbose"]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).resolve().parents[2]), *_path()]),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(FIXED_TIME),
    }
    done = subprocess.run(
        [sys.executable, "-m", "wenji.site.build", *arguments],
        env=environment,
        input=json.dumps(extra),
        stderr=subprocess.PIPE if quiet else None,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SiteError(text("site.failed", reason=(done.stderr or "").strip()))


def _check(site: Path) -> None:
    """SiteError when readers' browsers would load anything from another host."""
    from wenji.audit.site import outside  # the processes that build need none of it

    found = outside(site)
    if found:
        places = "\n".join(f"{breach.file}: {breach.found}" for breach in found[:SHOWN])
        raise SiteError(text("site.outside", places=places))


def _add(site: Path, files: Mapping[str, bytes | Path]) -> None:
    for folder in {(site / name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        if isinstance(data, bytes):
            (site / name).write_bytes(data)
        else:
            shutil.copyfile(data, site / name)


def _path() -> list[str]:
    return [path for path in [os.environ.get("PYTHONPATH", "")] if path]


def _swap(fresh: Path, site: Path) -> None:
    """Put the new site in the place of the old one; if that fails, put the old one back."""
    old = site.with_name(f".{site.name}.old")
    _remove(old)
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _run_mkdocs(config: str, docs: str, site: str, verbosity: str) -> int:
    """The whole of the other process. MkDocs reads its own file, with other folders in it."""
    from mkdocs.commands.build import build  # slow to import; only this process needs it
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    level = logging.WARNING if verbosity == "quiet" else logging.INFO
    logging.basicConfig(level=level, format="%(levelname)s: %(message)s", stream=sys.stderr)
    try:
        settings = load_config(config_file=config, docs_dir=docs, site_dir=site, strict=True)
        settings.extra |= json.load(sys.stdin)
        settings.plugins.on_startup(command="build", dirty=False)
        try:
            build(settings)
        finally:
            settings.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_run_mkdocs(*sys.argv[1:]))
