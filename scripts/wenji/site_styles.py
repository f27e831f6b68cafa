"""Style sheets as they are served: many small files as few, without what only people read.

The files in `overrides/assets/styles/` are of one idea each. A new one is a name in SHEETS.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from rcssmin import cssmin

from wenji.palette import DEFAULT, colours, site_css

ICON = "wenji.svg"  # in `assets/`; drawn in the default accent
PARTS = "styles"  # the folder of the files, in `assets/`

# What is served as one file, `assets/NAME.css`, in the order in which later rules win.
SHEETS = {
    "wenji": (  # on every page (`extra_css` in mkdocs.yml)
        "palette", "fonts", "material", "access", "type", "frame", "head", "lists", "tables", "ask",
        "home", "article", "foot", "switch", "downloads", "hits", "dialog", "print",
    ),
    "search": ("find-form", "find-facets", "find-results"),  # on the search page (search.html)
    "collation": ("collation-text", "collation-notes"),  # with the switch's first use
}  # fmt: skip


GENERATED = ("palette",)  # of those, what is no file but made from the editor's settings


def serve_styles(folder: Path, accent: str = DEFAULT) -> None:
    """Turn the style sheets in the site's folder `assets/` into what readers load.

    `accent` is the colour that the editor has set, one that `palette.checked` takes.
    """
    parts = folder / PARTS
    contents = {"palette": site_css(accent)}
    contents |= {file.stem: file.read_text("utf-8") for file in parts.glob("*.css")}
    for sheet, names in SHEETS.items():
        content = "\n".join(contents[name] for name in names)
        (folder / f"{sheet}.css").write_text(cssmin(content), "utf-8", newline="\n")
    shutil.rmtree(parts)
    seal = folder / ICON
    drawn = seal.read_text("utf-8")
    before, after = (colours("light", name)["seal"] for name in (DEFAULT, accent))
    seal.write_text(drawn.replace(before, after), "utf-8", newline="\n")
