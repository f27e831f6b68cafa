"""Style sheets as they are served: many small files as few, without what only people read.

The files in `overrides/assets/styles/` are of one idea each. A new one is a name in SHEETS.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from rcssmin import cssmin

from wenji.site.palette import DEFAULT, colours, site_css

ICON = "wenji.svg"  # in `assets/`; drawn in the default accent
PARTS = "styles"  # the folder of the files, in `assets/`

# What is served as one file, `assets/NAME.css`, in the order in which later rules win.
SHEETS = {
    "wenji": (  # on every page (`extra_css` in mkdocs.yml)
        "palette", "fonts", "material", "access", "type", "frame", "head", "lists", "tables", "ask",
        "home", "article", "forms", "foot", "relations", "switch", "downloads",
        "study-quotations", "study-charts", "study-home", "study-lists", "hits", "dialog", "print",
    ),
    "search": ("find-form", "find-facets", "find-results"),  # on the search page (search.html)
    "reader": ("reader-tools", "reader-dock", "reader-list", "reader-text"),  # beside a text
    # with it, and to print
    "print": ("paper-page", "paper-text", "paper-forms", "paper-sheets", "paper-site"),
    "collation": ("collation-text", "collation-notes"),  # with the switch's first use
}  # fmt: skip
GENERATED = ("palette",)  # of those, what is no file but made from the editor's settings


def serve_styles(folder: Path, accent: str = DEFAULT) -> None:
    """Turn the style sheets in the site's folder `assets/` into what readers load.

    `accent` is the colour that the editor has set, one that `palette.checked` takes.
    """
    for name in SHEETS:
        content = sheet(name, folder, accent)
        (folder / f"{name}.css").write_text(content, "utf-8", newline="\n")
    shutil.rmtree(folder / PARTS)
    (folder / ICON).write_text(seal(folder, accent), "utf-8", newline="\n")


def seal(assets: Path, accent: str = DEFAULT) -> str:
    """The picture of the site, as it is drawn in `assets`, in the editor's colour."""
    before, after = (colours("light", name)["seal"] for name in (DEFAULT, accent))
    return (assets / ICON).read_text("utf-8").replace(before, after)


def sheet(name: str, assets: Path, accent: str = DEFAULT) -> str:
    """A style sheet as it is served, put together from its parts in `assets`."""
    parts = assets / PARTS
    contents = {"palette": site_css(accent)}
    contents |= {file.stem: file.read_text("utf-8") for file in parts.glob("*.css")}
    return str(cssmin("\n".join(contents[part] for part in SHEETS[name])))
