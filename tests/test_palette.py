"""The colours: WCAG AA in light and dark, whatever colour the editor sets."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji import mkdocs_hooks
from wenji.site.colour import contrast
from wenji.site.palette import (
    DEFAULT,
    AccentError,
    checked,
    colours,
    desk_css,
    lowest_contrast,
    names,
    site_css,
)
from wenji.site.styles import GENERATED, PARTS, SHEETS, serve_styles

ASSETS = Path(__file__).parents[1] / "overrides/assets"
REVIEW = Path(__file__).parents[1] / "scripts/wenji/review"
SCHEMES = ("light", "dark")

# The least contrast on paper, sheet and shade: text AAA and AA, borders of fields.
LEAST = {
    "ink": 7.0, "soft": 4.5, "accent": 4.5, "error": 4.5, "warning": 4.5, "info": 4.5,
    "gone": 4.5, "new": 4.5, "edge": 3.0,
}  # fmt: skip
# What is written on what, beside that.
ON = [
    ("on-seal", "seal", 4.5), ("accent", "accent-soft", 4.5), ("ink", "mark", 7.0),
    ("soft", "mark", 4.5), ("gone", "gone-soft", 4.5), ("new", "new-soft", 4.5),
    ("ink", "new-soft", 7.0), ("ink", "accent-soft", 7.0),
]  # fmt: skip


@pytest.mark.parametrize("accent", names())
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_written_can_be_read(scheme: str, accent: str) -> None:
    found = colours(scheme, accent)
    weak = [name for name, least in LEAST.items() if lowest_contrast(scheme, name, accent) < least]
    weak += [f"{a} on {b}" for a, b, least in ON if contrast(found[a], found[b]) < least]
    assert weak == []


@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_any_colour_is_readable_or_another_is_named(accent: str) -> None:
    try:
        checked(accent)
    except AccentError as error:
        assert lowest_contrast("light", "accent", accent=error.instead) >= 4.5
        accent = error.instead
    for scheme in SCHEMES:
        found = colours(scheme, accent)
        assert lowest_contrast(scheme, "accent", accent) >= 4.5
        assert contrast(found["accent"], found["accent-soft"]) >= 4.5
        assert contrast(found["on-seal"], found["seal"]) >= 4.5


@pytest.mark.parametrize(
    ("accent", "instead"),
    [("#ffcc00", "#936200"), ("#ffffff", "#6d6d6d"), ("朱", DEFAULT), ("red;}", DEFAULT)],
)
def test_what_cannot_be_read_is_not_taken(accent: str, instead: str) -> None:
    with pytest.raises(AccentError) as raised:
        checked(accent)
    assert raised.value.instead == instead


def test_schemes_name_the_same_colours() -> None:
    assert colours("light").keys() == colours("dark").keys()


@pytest.mark.parametrize("folder", [ASSETS / PARTS, REVIEW / PARTS], ids=["site", "desk"])
def test_every_token_that_is_used_is_defined(folder: Path) -> None:
    """A misspelt token is no error to a browser, only a colour that is missing."""
    written = "".join(f.read_text("utf-8") for f in [*folder.glob("*.css"), *ASSETS.glob("*.css")])
    written += site_css() + desk_css()
    written += (ASSETS / PARTS / "fonts.css").read_text("utf-8")
    defined = set(re.findall(r"(--wj-[\w-]+):", written))
    assert set(re.findall(r"var\((--wj-[\w-]+)\)", written)) <= defined


def test_colours_are_written_in_one_place() -> None:
    """Beside the table: black on white on paper, and nothing else."""
    for file in (ASSETS / PARTS).glob("*.css"):
        if file.stem.startswith("paper-"):
            continue
        on_screen = file.read_text("utf-8").partition("@media print")[0]
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", on_screen), file
    assert "palette" in GENERATED and SHEETS["wenji"][0] == "palette"


def test_the_editor_is_told_what_to_write_instead(caplog: pytest.LogCaptureFixture) -> None:
    """A strict build stops at a warning."""
    assert mkdocs_hooks._accent("#ffcc00") == "#936200"
    (warning,) = caplog.messages
    assert "#ffcc00" in warning and "#936200" in warning and "靛青" in warning
    assert mkdocs_hooks._accent(None) == DEFAULT and mkdocs_hooks._accent("靛青") == "#1f5c7a"
    assert len(caplog.messages) == 1


def test_one_colour_dresses_pages_and_seal(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets)
    serve_styles(assets, "#1f5c7a")
    former = colours("light")["accent"]
    for name in ("wenji.css", "wenji.svg"):
        served = (assets / name).read_text("utf-8")
        assert "#1f5c7a" in served and former not in served, name
