"""Where an address in a built page leads, and the addresses that styles, scripts and data hold.

Browsers read addresses generously: white space around them and line ends inside are dropped,
`\\\\` is `//`, `https:host` is `https://host`. So does this.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

INDEX = "index.html"
WEB = ("http", "https", "ws", "wss", "ftp")
# Names of XML languages look like addresses; nobody fetches them.
NAMESPACES = ("http://www.w3.org/",)
# The keys under which JSON names a place; all other strings are text, which may tell addresses.
PLACES = frozenset({"location", "url", "href", "src", "path", "page", "link", "base"})
# A file of data is one call of ours; its strings are shown as text.
DATA = re.compile(r'\s*wenji[A-Z]\w*(?:\?\.)?\("')

_DROPPED = re.compile(r"[\t\n\r]")
_BLANK = "".join(map(chr, range(33)))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IN_STYLE = re.compile(
    r"""(?:\burl|\bsrc)\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))"""
    r"""|@import\s+(?:"([^"]*)"|'([^']*)')"""
    r"""|image-set\(\s*(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_IN_SCRIPT = re.compile(r"""["'`]\s*((?:(?:https?|wss?|ftp):)?//[\w$\[][^"'`\s]*)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads: to another host (`outside`), or to a file of the site.

    Both `outside` and `file` empty: nowhere that is fetched (`mailto:`, `data:`). `file` is
    relative to the site's folder and may lie outside of it (`../x`).
    """

    outside: str = ""
    file: str = ""
    fragment: str = ""


class Resolver:
    """Resolves the addresses of a site that is published at `home` (empty: unknown)."""

    def __init__(self, home: str = "") -> None:
        self._host = urlsplit(home).netloc
        self._base = (urlsplit(home).path or "/") if home else "/"

    def place(self, address: str, page: str) -> Place:
        """Where `address` leads from the file `page` (relative to the site).

        >>> Resolver().place("../b/#二", "a/index.html")
        Place(outside='', file='b/', fragment='二')
        >>> Resolver().place(" //cdn.example/x.js", "a/index.html").outside
        '//cdn.example/x.js'
        """
        if address.startswith("#"):  # most links of a text
            return Place(file=page, fragment=_fragment(address[1:]))
        address = _DROPPED.sub("", address).strip(_BLANK)
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in WEB:
            return Place()
        rest = address[scheme.end() :] if scheme else address
        path, _, fragment = rest.partition("#")
        path = path.partition("?")[0].replace("\\", "/")
        if scheme or path.startswith("//"):
            host, _, path = path.lstrip("/").partition("/")
            if not self._host or host != self._host:
                return Place(outside=address)
            path = f"/{path}"
            if not path.startswith(self._base):
                return Place(outside=address)
        if path.startswith("/"):
            path = path.removeprefix(self._base).lstrip("/")
            return Place(file=_file(path) or INDEX, fragment=_fragment(fragment))
        if not path:
            return Place(file=page, fragment=_fragment(fragment))
        folder = page.rpartition("/")[0]
        return Place(
            file=_file(f"{folder}/{path}" if folder else path), fragment=_fragment(fragment)
        )


def _file(path: str) -> str:
    """The path without dots; a folder keeps its slash.

    >>> _file("a/./b/../c/"), _file("a/.."), _file("../a")
    ('a/c/', 'index.html', '../a')
    """
    path = unquote(path)  # a page is a file, whatever its address
    plain = posixpath.normpath(path) if path else ""
    if plain in (".", ""):
        return INDEX
    return f"{plain}/" if path.endswith(("/", "/.", "/..")) else plain


def _fragment(fragment: str) -> str:
    return unquote(fragment.partition(":~:")[0])


def in_style(style: str) -> Iterator[str]:
    """Every address that a style would load.

    >>> list(in_style("@import 'a.css'; b{background:url(c.png)} /* url(d) */"))
    ['a.css', 'c.png']
    """
    for found in _IN_STYLE.finditer(_COMMENT.sub("", style)):
        yield next((group for group in found.groups() if group), "")


def in_script(script: str) -> Iterator[str]:
    """Every address on another host that stands in a script as a string of its own or begins one.

    >>> list(in_script("fetch(`https://${host}/x`); f('//cdn.example/a'); // http://b"))
    ['https://${host}/x', '//cdn.example/a']
    """
    for found in _IN_SCRIPT.finditer(script):
        if not found[1].startswith(NAMESPACES):
            yield found[1]


def in_data(data: str) -> Iterator[str]:
    """Every string of a JSON text that stands under a key that names a place.

    >>> list(in_data('{"docs": [{"location": "a/", "text": "http://b"}]}'))
    ['a/']
    """
    try:
        yield from _places(json.loads(data))
    except ValueError:
        return


def _places(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _places(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str):
                if key in PLACES:
                    yield inner
            else:
                yield from _places(inner)
