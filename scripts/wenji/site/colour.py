"""Colours: how well one is read on another, and the nearest of the same hue that is.

Contrast is that of WCAG 2.2, from 1 (none) to 21 (black on white). Lightness is moved in OKLab,
where equal steps look equal and a red stays as red as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEP = 0.005  # of lightness from 0 to 1; smaller than anyone sees

Channels = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Whether a text is a colour as we write them: `#` and six hexadecimal digits."""
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours.

    >>> round(contrast("#ffffff", "#000000")), contrast("#9b2d1f", "#9b2d1f")
    (21, 1.0)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(top: str, ground: str, share: float) -> str:
    """The colour that shows where `top` covers `ground` with `share` of its strength (0 to 1).

    >>> over("#ff0000", "#ffffff", 0.5)
    '#ff8080'
    """
    mixed = zip(_channels(top), _channels(ground), strict=True)
    return _hex(tuple(share * a + (1 - share) * b for a, b in mixed))  # type: ignore[arg-type]


def readable(colour: str, grounds: Sequence[str], least: float) -> str:
    """The colour itself where it has contrast `least` on all `grounds`, else the nearest that has.

    It is made darker where the grounds are light, lighter where they are dark.

    >>> readable("#9b2d1f", ["#ffffff"], 4.5), readable("#ffcc00", ["#ffffff"], 4.5)
    ('#9b2d1f', '#9e6d00')
    """
    darker = _luminance(grounds[0]) > _luminance("#777777")
    lightness, a, b = _to_oklab(colour)
    found = colour
    while min(contrast(found, ground) for ground in grounds) < least and -1 < lightness < 2:
        lightness += -_STEP if darker else _STEP
        found = _from_oklab((lightness, a, b))
    return found


def calmer(colour: str, share: float) -> str:
    """The same colour with only `share` of its strength (0: a grey as light as it).

    >>> calmer("#ff0000", 0)
    '#888888'
    """
    lightness, a, b = _to_oklab(colour)
    return _from_oklab((lightness, share * a, share * b))


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: Channels) -> str:
    return "#" + "".join(f"{round(255 * min(max(c, 0.0), 1.0)):02x}" for c in channels)


def _linear(colour: str) -> Channels:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    )
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklab(colour: str) -> Channels:
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lab: Channels) -> str:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (
        12.92 * c if c <= 0.0031308 else 1.055 * max(c, 0.0) ** (1 / 2.4) - 0.055 for c in linear
    )
    return _hex((red, green, blue))
