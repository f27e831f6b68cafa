"""The program's own files of a site: scripts, styles, pictures, in a folder named by their content.

`assets/<digest>/`. A server may let browsers keep them for ever, as another content has another
address; and a page that was opened before a new site was published still finds its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import jinja2
from mkdocs.utils.templates import TemplateContext, url_filter

from wenji.site.scripts import serve_scripts
from wenji.site.styles import serve_styles
from wenji.site.theme import serve_theme

FOLDER = "assets"
DIGEST = 10  # hexadecimal digits of the folder's name


@dataclass(frozen=True, slots=True)
class Assets:
    """What is served: the folder below the site, and the names in it."""

    folder: str = FOLDER
    names: frozenset[str] = frozenset()

    def address(self, name: str) -> str:
        """Where a file is that templates name `assets/…`; any other address as it is.

        >>> Assets("assets/5f", frozenset({"a.css"})).address("assets/a.css")
        'assets/5f/a.css'
        >>> Assets("assets/5f", frozenset({"a.css"})).address("assets/own.png")
        'assets/own.png'
        """
        rest = name.removeprefix(f"{FOLDER}/")
        return f"{self.folder}/{rest}" if rest != name and rest in self.names else name


def serve_assets(files: Mapping[str, Path], site: Path, accent: str) -> Assets:
    """Put `files` (address below the site → where it lies) into the site, as they are served.

    Those below `assets/` become what readers load, in the colour `accent`.
    """
    fresh = site / FOLDER / ".new"
    for address, file in files.items():
        below = address.removeprefix(f"{FOLDER}/")
        target = site / address if below == address else fresh / below
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    serve_theme(fresh)
    serve_scripts(fresh)
    serve_styles(fresh, accent)
    made = {p.relative_to(fresh).as_posix(): p for p in fresh.rglob("*") if p.is_file()}
    digest = sha256()
    for name in sorted(made):
        content = made[name].read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    folder = f"{FOLDER}/{digest.hexdigest()[:DIGEST]}"
    fresh.rename(site / folder)
    return Assets(folder, frozenset(made))


def named(assets: Assets) -> Callable[[TemplateContext, str], str]:
    """The templates' filter `url`, MkDocs' own, that knows where the program's files are."""

    @jinja2.pass_context
    def url(context: TemplateContext, address: str) -> str:
        """The address as seen from the page."""
        relative: str = url_filter(context, assets.address(str(address)))
        return relative

    return url
