"""Icons that a style sheet holds as data become files.

A strict Content-Security-Policy (`default-src 'self'`) forbids `data:`: browsers complain and show
no icon. As files they are shown, and only a page that uses one loads it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

ICONS = "icons"
DIGEST = 10  # hexadecimal digits of an icon's name
_DATA = re.compile(r"""url\((["'])data:image/svg\+xml;charset=utf-8,(.*?)\1\)""")


def serve_icons(folder: Path) -> None:
    """Write the icons of the theme's style sheets in the site's folder `assets/` to files."""
    icons = folder / ICONS
    icons.mkdir(exist_ok=True)
    for sheet in sorted(folder.glob("stylesheets/*.css")):

        def written(found: re.Match[str]) -> str:
            icon = unquote(found[2]).encode("utf-8")
            name = f"{sha256(icon).hexdigest()[:DIGEST]}.svg"
            (icons / name).write_bytes(icon)
            return f"url(../{ICONS}/{name})"

        sheet.write_text(_DATA.sub(written, sheet.read_text("utf-8")), "utf-8", newline="\n")
