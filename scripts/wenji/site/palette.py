"""The colours as style sheets: the table `palette.toml`, and the one colour that the editor sets.

Every colour is a custom property, `--wj-NAME`. From the editor's one colour come `accent`
(links, what is chosen), `accent-soft` (the ground below it) and `seal` with `on-seal` (what is
filled with it), in light and in dark, always so that they can be read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from wenji.site.colour import calmer, contrast, is_colour, over, readable

DEFAULT = "朱砂"
READ = 4.5  # contrast of text, WCAG 2.2 AA
GROUNDS = ("paper", "sheet", "shade")
_SOFT = {"light": 0.08, "dark": 0.12}  # how much of the accent is in `accent-soft`
_CALM = 0.8  # strength of the accent in the dark; full strength glares there
_ON_SEAL = "#ffffff"

Colours = Mapping[str, str]


class AccentError(ValueError):
    """The editor's colour cannot be used as it is; `instead` can, and looks most like it."""

    def __init__(self, accent: str, instead: str) -> None:
        super().__init__(accent)
        self.instead = instead


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("wenji.site") / "palette.toml").read_text("utf-8"))


def names() -> tuple[str, ...]:
    """The names that an accent may have."""
    return tuple(_table()["accents"])


def checked(accent: str) -> str:
    """The colour that an accent names, or is.

    AccentError where there is none, or where it is too pale to be read on the light pages.

    >>> checked("朱砂"), checked("#225588")
    ('#a8322a', '#225588')
    """
    colour = _table()["accents"].get(accent, accent)
    if not is_colour(colour):
        raise AccentError(accent, DEFAULT)
    instead = _legible(colour, "light")
    if instead != colour.lower():
        raise AccentError(accent, instead)
    return colour.lower()


@cache
def colours(scheme: str, accent: str = DEFAULT) -> Colours:
    """All colours of a scheme, `light` or `dark`, by name; `accent` is one that `checked` takes."""
    base = _table()[scheme]
    chosen = checked(accent)
    shown = chosen if scheme == "light" else _legible(calmer(chosen, _CALM), scheme)
    soft = over(shown, base["paper"], _SOFT[scheme])
    seal = readable(chosen, [_ON_SEAL], READ)
    return {**base, "accent": shown, "accent-soft": soft, "seal": seal, "on-seal": _ON_SEAL}


def _legible(colour: str, scheme: str) -> str:
    """The colour, or the nearest that can be read on every ground, also its own soft one."""
    base = _table()[scheme]
    found = colour.lower()
    while True:
        grounds = [base[name] for name in GROUNDS] + [over(found, base["paper"], _SOFT[scheme])]
        nearer = readable(found, grounds, READ)
        if nearer == found:
            return found
        found = nearer


def site_css(accent: str = DEFAULT) -> str:
    """The colours for Material's two schemes."""
    return _rule('[data-md-color-scheme="default"]', "light", accent) + _rule(
        '[data-md-color-scheme="slate"]', "dark", accent
    )


def desk_css() -> str:
    """The colours for a page that has no switch and follows the system."""
    dark = _rule(":root", "dark", DEFAULT)
    return f"{_rule(':root', 'light', DEFAULT)}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _rule(selector: str, scheme: str, accent: str) -> str:
    tokens = "".join(f"  --wj-{n}: {colour};\n" for n, colour in colours(scheme, accent).items())
    return f"{selector} {{\n  color-scheme: {scheme};\n{tokens}}}\n"


def lowest_contrast(scheme: str, name: str, accent: str = DEFAULT) -> float:
    """The contrast of a colour on the ground where it is read worst."""
    found = colours(scheme, accent)
    return min(contrast(found[name], found[ground]) for ground in GROUNDS)
