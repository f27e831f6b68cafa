"""The theme's style sheets as they are served: as one, and without icons in them.

A strict Content-Security-Policy (`default-src 'self'`) forbids `data:`: browsers complain and show
no icon. As files they are shown, and only a page that uses one loads it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

SHEETS = ("main", "palette")  # of the theme, in the order in which later rules win
THEME = "stylesheets/theme.css"  # in `assets/`; main.html names it
ICONS = "icons"
DIGEST = 10  # hexadecimal digits of an icon's name
_DATA = re.compile(r"""url\((["'])data:image/svg\+xml;charset=utf-8,(.*?)\1\)""")


def serve_theme(folder: Path) -> None:
    """Join the theme's style sheets in the site's folder `assets/`; their icons become files."""
    icons = folder / ICONS
    icons.mkdir(exist_ok=True)

    def written(found: re.Match[str]) -> str:
        icon = unquote(found[2]).encode("utf-8")
        name = f"{sha256(icon).hexdigest()[:DIGEST]}.svg"
        (icons / name).write_bytes(icon)
        return f"url(../{ICONS}/{name})"

    joined = []
    for name in SHEETS:
        (sheet,) = folder.glob(f"stylesheets/{name}.*.css")
        joined.append(_DATA.sub(written, sheet.read_text("utf-8")))
        sheet.unlink()
    (folder / THEME).write_text("".join(joined), "utf-8", newline="\n")
