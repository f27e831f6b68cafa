"""What one built page says of itself: its anchors, its links, what it loads, what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wenji.audit.addresses import DATA, Place, Resolver, in_script, in_style

# What a browser fetches by itself, by element; the reader does not ask for it.
LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src", "srcdoc"),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src", "formaction"),  # what is typed into a form goes where it is sent
    "button": ("formaction",),
    "form": ("action",),
    "body": ("background",),
    "base": ("href",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "a": ("ping",),
    "area": ("ping",),
}
LISTS = ("srcset", "ping")  # several addresses in one attribute
# Relations of <link> that only tell something; all others are fetched or connected to.
TOLD = frozenset(
    {"canonical", "alternate", "prev", "next", "license", "author", "help", "bookmark"}
)
SCRIPTS = frozenset({"", "module", "text/javascript", "application/javascript"})
TOP = ("", "top")  # fragments that every page has

_ADDRESSED = ",".join([*LOADED, "link", "meta", "style"])  # by element: each is found once


Breaches: TypeAlias = "list[tuple[str, str]]"


@dataclass(slots=True)
class BuiltPage:
    """The facts of a page: `file` relative to the site; `wrong` as kind and what was found.

    `targets` are the places in the site that it links to or loads, each with the address as
    written; `outward` the addresses on other hosts that a reader may follow.
    """

    file: str
    ids: frozenset[str] = frozenset()
    targets: list[tuple[str, Place]] = field(default_factory=list)
    outward: list[str] = field(default_factory=list)
    wrong: Breaches = field(default_factory=list)


def read_page(file: str, html: str, resolver: Resolver) -> BuiltPage:
    """The facts of the page at `file`; time is linear in its length."""
    tree = LexborHTMLParser(html)
    page = BuiltPage(file)
    ids = Counter(n.attributes["id"] or "" for n in tree.css("[id]"))
    names = (n.attributes["name"] or "" for n in tree.css("a[name]"))
    page.ids = frozenset([*ids, *names])
    page.wrong += [("site-twice", name) for name, count in ids.items() if count > 1]
    page.wrong += _lacking(tree)
    for tag, address, loaded in _all_addresses(tree):
        place = resolver.place(address, file)
        if not place.outside:
            if place.file:
                page.targets.append((address, place))
        elif loaded:
            page.wrong.append(("site-loads", f"{tag} {address}"))
        else:
            page.outward.append(address)
    return page


def _lacking(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    root = tree.css_first("html")
    if root is None or not (root.attributes.get("lang") or "").strip():
        yield "site-no-lang", ""
    title = tree.css_first("head > title")
    if title is None or not title.text().strip():
        yield "site-no-title", ""
    mains = len(tree.css("main")) + len(tree.css("[role=main]:not(main)"))
    if mains != 1:
        yield "site-main", str(mains)


def _all_addresses(tree: LexborHTMLParser) -> Iterator[tuple[str, str, bool]]:
    """Element, address, and whether the browser fetches it by itself."""
    for node in tree.css(_ADDRESSED):
        tag = node.tag or ""
        given = node.attributes
        for name in LOADED.get(tag, ()):
            value = given.get(name)
            if value is not None:
                yield from ((tag, a, True) for a in (_listed(value) if name in LISTS else [value]))
        yield from ((tag, *found) for found in _special(tag, node))
    for node in tree.css("[style]"):
        style = node.attributes["style"] or ""
        yield from ((node.tag or "", address, True) for address in in_style(style))


def _special(tag: str, node: LexborNode) -> Iterator[tuple[str, bool]]:
    """The addresses of elements whose attributes or contents need a closer look."""
    given = node.attributes
    href = given.get("href")
    if tag in ("a", "area") and href is not None:
        yield href, False
    elif tag == "link" and href is not None:
        relations = frozenset((given.get("rel") or "").lower().split())
        yield href, not relations <= TOLD
    elif tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh":
        _, _, address = (given.get("content") or "").partition("=")
        yield address.strip(" '\""), True
    elif tag == "style":
        yield from ((address, True) for address in in_style(node.text()))
    elif tag == "script" and given.get("src") is None:
        script = node.text()
        if (given.get("type") or "").lower() in SCRIPTS and not DATA.match(script):
            yield from ((address, True) for address in in_script(script))


def _listed(value: str) -> Iterator[str]:
    """The addresses of a `srcset` or a `ping`.

    >>> list(_listed("a.png 1x, b.png 2x"))
    ['a.png', 'b.png']
    """
    for entry in value.replace(",", " , ").split(" , "):
        words = entry.split()
        if words:
            yield words[0]
