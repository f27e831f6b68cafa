"""The books of a site: made beside it, put into it, and told to its templates."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from wenji.book.make import Made, Workshop, make, offered
from wenji.book.settings import Settings
from wenji.book.sheets import ICON, STYLE
from wenji.model import Folders
from wenji.site.styles import seal, sheet

FOLDER = "downloads"  # below the site, and below the work folder while the site is built
OVERRIDES = Path(__file__).resolve().parents[3] / "overrides" / "assets"

# Language → page → its files, as `overrides/partials/downloads.html` shows them.
Offer: TypeAlias = dict[str, dict[str, list[dict[str, str | int]]]]


def make_downloads(
    folders: Folders, settings: Settings, workers: int
) -> tuple[dict[str, Path], Offer]:
    """Make the books; returns them by their path below the site, and what pages offer."""
    target = folders.work / FOLDER
    if target.exists():
        shutil.rmtree(target)
    workshop = Workshop(folders, target, settings.name, STYLE, in_site=True)
    orders = [
        order
        for language in settings.languages
        for order in offered(workshop.library(language), settings.exports)
    ]
    made = make(workshop, orders, workers)
    names = [m.order.path for m in made]
    if any(m.order.kind == "print" for m in made):
        # Of their own: where the site keeps its files is known only when it is built.
        style, icon = sheet(Path(STYLE).stem, OVERRIDES), seal(OVERRIDES, settings.accent)
        for name, content in ((STYLE, style), (ICON, icon)):
            (target / name).write_text(content, "utf-8", newline="\n")
            names.append(name)
    return {f"{FOLDER}/{name}": target / name for name in names}, _offer(made)


def _offer(made: Iterable[Made]) -> Offer:
    offer: Offer = {}
    for one in made:
        pages = offer.setdefault(one.order.language, {})
        pages.setdefault(one.order.page, []).append(
            {"kind": one.order.kind, "path": f"{FOLDER}/{one.order.path}", "bytes": one.bytes}
        )
    return offer
