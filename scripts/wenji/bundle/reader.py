"""The site for readers without a server: opened from the disk, by a double click.

A server answers the address of a folder with the page in it; from the disk a browser shows a list
of files. So every address of a folder that stands in a page gets the name of that page. (Links
that scripts make do so by themselves, overrides/assets/search/start.js.) Icons, which are masks,
are not taken from other files of a disk ("origin 'null'"): they stand in the style sheets. What
has a meaning on a server alone stays out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from wenji.audit.addresses import INDEX, Resolver
from wenji.audit.site import served
from wenji.bundle.archive import Member
from wenji.bundle.words import start_page, told

SITE = "site"
START = "打开文集 Open.html"
README = "先读我 Read me.txt"

# What only servers and those who ask them can use, wherever it stands in the site.
SERVED = frozenset({"404.html", "sitemap.xml", "robots.txt"})
COMPRESSED = (".gz", ".br")  # of files that lie beside them

_ICON = re.compile(r"url\(([^()\"':]+\.svg)\)")  # by an address below the style sheet's folder
_LINKS = "a[href], area[href], link[href]:not([rel=canonical]), form[action]"
_NO_HOME = Resolver()


def members(site: Path) -> Iterator[Member]:
    """The files of the archive, in the order of their names."""
    files = frozenset(files_of(site))
    for file in sorted(files):
        if not is_served_only(file, files):
            path = site / file
            content: bytes | Path = path
            if file.endswith(".html"):
                content = from_disk(path.read_bytes(), file, files)
            elif file.endswith(".css"):
                content = with_icons(path).encode("utf-8")
            yield Member(f"{SITE}/{file}", content)
    yield Member(README, told("bundle.reader", start=START))
    yield Member(START, start_page(f"{SITE}/{INDEX}"))


def is_served_only(file: str, files: frozenset[str]) -> bool:
    """Whether a file is of no use without a server.

    >>> is_served_only("en/404.html", frozenset()), is_served_only("a.js", frozenset())
    (True, False)
    """
    return is_compressed(file, files) or file.rpartition("/")[2] in SERVED


def is_compressed(file: str, files: frozenset[str]) -> bool:
    """Whether a file is another one of `files`, compressed for a server to send.

    >>> [is_compressed(name, frozenset({"a.js"})) for name in ("a.js", "a.js.gz", "b.gz")]
    [False, True, False]
    """
    plain, dot, ending = file.rpartition(".")
    return f"{dot}{ending}" in COMPRESSED and plain in files


def from_disk(html: bytes, file: str, files: frozenset[str]) -> bytes:
    """The page `file` of a site of `files` with the addresses of folders completed.

    >>> from_disk(b'<a href="../b/">', "a/index.html", frozenset({"b/index.html"}))
    b'<html><head></head><body><a href="../b/index.html"></a></body></html>'
    """
    tree = LexborHTMLParser(html.decode("utf-8"))
    for node in tree.css(_LINKS):
        name = "action" if node.tag == "form" else "href"
        address = node.attributes[name] or ""
        fuller = completed(address, file, files)
        if fuller != address:
            node.attrs[name] = fuller
    return (tree.html or "").encode("utf-8")


def with_icons(sheet: Path) -> str:
    """A style sheet with the icons in it that it names as files beside it."""

    def shown(found: re.Match[str]) -> str:
        icon = sheet.parent / found[1]
        return f'url("data:image/svg+xml,{quote(icon.read_bytes())}")'

    return _ICON.sub(shown, sheet.read_text("utf-8"))


def completed(address: str, file: str, files: frozenset[str]) -> str:
    """An address with the name of the page that a server would send for a folder of the site.

    >>> there = frozenset({"index.html", "a/index.html", "b.txt"})
    >>> [completed(to, "a/index.html", there) for to in ("../", "..", "./#x", "../a", "../a?q")]
    ['../index.html', '../index.html', './index.html#x', '../a/index.html', '../a/index.html?q']
    >>> [completed(to, "a/index.html", there) for to in ("", "?q", "../b.txt", "../c/", "//a/")]
    ['', '?q', '../b.txt', '../c/', '//a/']
    """
    path, tail = split(address)
    place = _NO_HOME.place(address, file)
    page = served(place.file, files) if place.file else None
    names_folder = path.rpartition("/")[2] in ("", ".", "..")
    if not path or path.startswith("/") or page is None:
        return address
    return f"{path.rstrip('/')}/{INDEX}{tail}" if names_folder or page != place.file else address


def split(address: str) -> tuple[str, str]:
    """The path of an address, and what comes behind it.

    >>> split("a/?b#c"), split("a#?")
    (('a/', '?b#c'), ('a', '#?'))
    """
    ends = [at for at in (address.find("?"), address.find("#")) if at >= 0]
    end = min(ends, default=len(address))
    return address[:end], address[end:]


def files_of(folder: Path) -> Iterator[str]:
    """The files below a folder, by names with `/`."""
    for at, _, names in os.walk(folder):
        below = Path(at).relative_to(folder).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)
