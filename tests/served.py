"""Where a built site keeps the program's own files."""

from __future__ import annotations

from pathlib import Path

from wenji.site.assets import FOLDER


def assets_of(site: Path) -> Path:
    """The one folder of scripts and styles, which is named by their content."""
    (folder,) = (site / FOLDER).iterdir()
    return folder
