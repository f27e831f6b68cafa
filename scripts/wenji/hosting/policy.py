"""The security headers of a site, and a Content-Security-Policy made from its actual pages.

The program's own pages hold no script and no style in them, so that the policy needs no
exception. A page that the editor wrote by hand may hold some; those are allowed one by one, by
the hash of what they say. What can only be allowed together with every attack (attributes like
`onclick` and `style`) is refused by browsers, and told here.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Everything from the site itself, and only what it uses. `frame-ancestors`, `base-uri` and
# `form-action` do not fall back to `default-src` (CSP Level 3, 6.1 and 7.1).
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# Features of browsers that no page here uses; those that Chromium and Safari know, as an unknown
# one is a message in the console (W3C Permissions Policy, and the registry of its features).
UNUSED_FEATURES = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
# The same for every site. `X-Frame-Options` is for browsers that do not know `frame-ancestors`.
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_SIGNS = ("<script", "<style", " style=", " on", "data:")
_DATA_TYPES = ("application/json", "application/ld+json")  # no script: nothing runs


@dataclass(frozen=True, slots=True)
class Policy:
    """What the pages of a site need beyond their own files."""

    scripts: frozenset[str] = frozenset()  # sources of `script-src`: hashes
    styles: frozenset[str] = frozenset()  # … of `style-src`
    pictures: frozenset[str] = frozenset()  # … of `img-src`: `data:`
    refused: tuple[tuple[str, str], ...] = field(default=())  # page, what browsers will not do

    def text(self) -> str:
        """The value of the header `Content-Security-Policy`.

        >>> Policy().text().split("; ")[:2]
        ["default-src 'none'", "script-src 'self'"]
        """
        more = {"script-src": self.scripts, "style-src": self.styles, "img-src": self.pictures}
        return "; ".join(
            " ".join([name, value, *sorted(more.get(name, ()))])
            for name, value in DIRECTIVES.items()
        )

    def headers(self) -> dict[str, str]:
        """All security headers by name, in the order in which they are sent."""
        return {"Content-Security-Policy": self.text(), **FIXED}


def policy_of(site: Path) -> Policy:
    """The policy under which every page of a built site works; reads all pages once."""
    scripts: set[str] = set()
    styles: set[str] = set()
    pictures: set[str] = set()
    refused: list[tuple[str, str]] = []
    for path in sorted(site.rglob("*.html")):
        html = path.read_text("utf-8", "replace")
        plain = html.lower()
        if not any(sign in plain for sign in _SIGNS):
            continue
        page = path.relative_to(site).as_posix()
        for node in _elements(html):
            if node.tag == "script" and "src" not in node.attributes:
                if node.attributes.get("type") not in _DATA_TYPES:
                    scripts.add(_hash(node))
            elif node.tag == "style":
                styles.add(_hash(node))
            elif node.tag == "img" and (node.attributes.get("src") or "").startswith("data:"):
                pictures.add("data:")
            refused += [
                (page, f"<{node.tag} {name}>")
                for name in node.attributes
                if name == "style" or name.startswith("on")
            ]
    return Policy(frozenset(scripts), frozenset(styles), frozenset(pictures), tuple(refused))


def _elements(html: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(html).root
    yield from root.traverse() if root else ()


def _hash(node: LexborNode) -> str:
    """The source that allows exactly this element (CSP Level 3, 8.4).

    What counts is the text as it is parsed: line ends are one character already.
    """
    digest = sha256(node.text(deep=True).encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
