"""The built site as a whole: links and anchors lead somewhere, nothing comes from elsewhere.

Two questions. `outside` is asked at the end of every build, and reads only the pages that look
as if they might: would anything be loaded from another host? `check_site` is the audit's: do all
links inside the site lead to a page and an anchor that are there, does it load nothing from
elsewhere, has every page a language, a title and a main part, and does every compressed variant
hold its file?
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from selectolax.lexbor import LexborHTMLParser

from wenji.audit.addresses import DATA, INDEX, Resolver, in_data, in_script, in_style
from wenji.audit.breach import SITE, Breach
from wenji.audit.built_page import TOP, BuiltPage, read_page
from wenji.precompress import KINDS, is_variant

LOADS = "site-loads"
# What stands where an address of another host may be; plain words, as they are found fastest.
_SIGNS = (
    "//",
    "\\",
    "http:",
    "https:",
    "&#",
    " http-equiv=",
    " style=",
    " ping=",
    "<style",
    "<script>",
)
_NAMESPACE = "//www.w3.org/"
_HOLDING = {".css": in_style, ".svg": in_style, ".js": in_script, ".mjs": in_script}
_HOLDING |= {".json": in_data, ".webmanifest": in_data}


@dataclass(frozen=True, slots=True)
class Site:
    """A site as it was read: its files, the facts of its pages, what other files load."""

    files: frozenset[str]
    pages: tuple[BuiltPage, ...]
    loads: tuple[Breach, ...]  # of styles, scripts and data
    variants: tuple[Breach, ...] = ()  # compressed files that do not hold the file beside them

    @property
    def outward(self) -> Mapping[str, int]:
        """Addresses on other hosts that readers may follow, with the number of their pages."""
        return Counter(address for page in self.pages for address in sorted(set(page.outward)))


def read_site(folder: Path) -> Site:
    """Read all pages, styles and scripts of a built site; time is linear in their length."""
    files = frozenset(_files(folder))
    resolver = Resolver(_home(folder))
    pages = [
        read_page(file, (folder / file).read_text("utf-8", "replace"), resolver)
        for file in sorted(f for f in files if f.endswith(".html"))
    ]
    loads, variants = _loads(folder, files, resolver), _variants(folder, files)
    return Site(files, tuple(pages), tuple(loads), tuple(variants))


def outside(folder: Path) -> tuple[Breach, ...]:
    """Everything that a built site would load from another host."""
    files = frozenset(_files(folder))
    resolver = Resolver(_home(folder))
    found = []
    for file in sorted(f for f in files if f.endswith(".html")):
        html = (folder / file).read_text("utf-8", "replace")
        if _is_suspect(html):
            wrong = read_page(file, html, resolver).wrong
            found += [_breach(kind, file, what) for kind, what in wrong if kind == LOADS]
    return (*found, *(b for b in _loads(folder, files, resolver) if b.kind == LOADS))


def _is_suspect(html: str) -> bool:
    """Whether a page might load anything from another host; links and text alone do not.

    >>> _is_suspect('<a href="//b">https://c</a>'), _is_suspect('<img src="//b">')
    (False, True)
    """
    for sign in _SIGNS:
        at = html.find(sign)
        while at >= 0:
            start = html.rfind("<", 0, at + 1)
            inside = html.find(">", start, at) < 0
            link = html.startswith(("<a ", "<a\n"), start) and sign != " ping="
            if inside and not link and html.find(_NAMESPACE, at, at + 20) < 0:
                return True
            at = html.find(sign, at + 1)
    return False


def check_site(site: Site) -> tuple[Breach, ...]:
    """Every breach in a built site, in the order of its files."""
    ids = {page.file: page.ids for page in site.pages}
    pages = (b for page in site.pages for b in _check_page(page, site.files, ids))
    return (*pages, *site.loads, *site.variants)


def _check_page(
    page: BuiltPage, files: frozenset[str], ids: Mapping[str, frozenset[str]]
) -> Iterator[Breach]:
    for kind, found in page.wrong:
        yield _breach(kind, page.file, found)
    seen: set[str] = set()
    for address, place in page.targets:
        if address in seen:
            continue
        seen.add(address)
        file = served(place.file, files)
        if file is None:
            yield _breach("site-link", page.file, address)
        elif place.fragment not in TOP and place.fragment not in ids.get(file, (place.fragment,)):
            yield _breach("site-anchor", page.file, address)


def served(file: str, files: frozenset[str]) -> str | None:
    """The file that a server sends for a path, None for one that is not there.

    >>> served("a/", frozenset({"a/index.html"})), served("b", frozenset())
    ('a/index.html', None)
    """
    if file in files:
        return file
    index = f"{file.rstrip('/')}/{INDEX}"
    return index if index in files else None


def _loads(folder: Path, files: frozenset[str], by: Resolver) -> Iterator[Breach]:
    """What styles, scripts and data load from another host, or from a file that is missing."""
    for file in sorted(files):
        reads = _HOLDING.get(PurePosixPath(file).suffix)
        if reads is None:
            continue
        path = folder / file
        if reads is in_script:
            with path.open("rb") as start:
                if DATA.match(start.read(64).decode("utf-8", "replace")):
                    continue
        for address in reads(path.read_text("utf-8", "replace")):
            place = by.place(address, file)
            if place.outside:
                yield _breach(LOADS, file, address)
            elif reads is in_style and place.file and served(place.file, files) is None:
                yield _breach("site-link", file, address)


def _variants(folder: Path, files: frozenset[str]) -> Iterator[Breach]:
    """Compressed files that servers send in the place of another, and that do not hold it."""
    for file in sorted(files):
        for kind in KINDS:
            variant = file + kind.suffix
            if variant in files and not is_variant(
                kind, (folder / variant).read_bytes(), (folder / file).read_bytes()
            ):
                yield _breach("site-variant", variant, "")


def _breach(kind: str, file: str, found: str) -> Breach:
    return Breach(SITE, kind, file, found=found)


def _files(folder: Path) -> Iterator[str]:
    for at, _, names in os.walk(folder):
        below = Path(at).relative_to(folder).as_posix()
        for name in names:
            yield name if below == "." else f"{below}/{name}"


def _home(folder: Path) -> str:
    """The address that the site is published at, from its home page; empty when it says none."""
    try:
        home = (folder / INDEX).read_text("utf-8", "replace")
    except OSError:
        return ""
    link = LexborHTMLParser(home).css_first("link[rel=canonical][href]")
    return (link.attributes["href"] or "") if link else ""
