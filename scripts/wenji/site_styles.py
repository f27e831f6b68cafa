"""Style sheets as they are served: many small files as few, without what only people read.

The files in `overrides/assets/styles/` are of one idea each. A new one is a name in SHEETS.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from rcssmin import cssmin

PARTS = "styles"  # the folder of the files, in `assets/`

# What is served as one file, `assets/NAME.css`, in the order in which later rules win.
SHEETS = {
    "wenji": (  # on every page (`extra_css` in mkdocs.yml)
        "fonts", "palette", "type", "frame", "head", "lists", "tables", "ask",
        "home", "article", "foot", "switch", "downloads", "hits", "dialog", "print",
    ),
    "search": ("find-form", "find-facets", "find-results"),  # on the search page (search.html)
    "collation": ("collation-text", "collation-notes"),  # with the switch's first use
}  # fmt: skip


def serve_styles(folder: Path) -> None:
    """Turn the style sheets in the site's folder `assets/` into what readers load."""
    parts = folder / PARTS
    for sheet, names in SHEETS.items():
        content = "\n".join((parts / f"{name}.css").read_text("utf-8") for name in names)
        (folder / f"{sheet}.css").write_text(cssmin(content), "utf-8", newline="\n")
    shutil.rmtree(parts)
