"""A Markdown extension that links the signs of notes with the notes below a text, both ways.

The ids hold the number of the note and nothing of its words: `wj-call-3` is the sign in the text,
`wj-footnote-3` the one that the note begins with. No heading's anchor begins with `wj-`
(`write.markdown.anchors`), no paragraph's address is without `~`. The text stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from wenji.forms import NOTE
from wenji.forms.note_links import Link, links
from wenji.write.fences import CLASS

CALL, BACK = "wj-call", "wj-footnote"
ROLES = {CALL: "doc-noteref", BACK: "doc-backlink"}
CLASSES = {CALL: "wj-to-note", BACK: "wj-to-call"}

# After paragraphs have their addresses (-10): all text is as readers see it.
PRIORITY = -12
_TEXTS = ("p", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "li")
_NO_LINK = frozenset({"a", "code", "button"})


class NoteLinks(Extension):  # type: ignore[misc] # untyped
    """To be given to Markdown beside the extensions of `mkdocs.yml`.

    `wanted` says whether the page that comes next is an article.
    """

    def __init__(self, wanted: bool = False) -> None:
        super().__init__()
        self.wanted = wanted

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Markdown calls
        """Register the pass."""
        if self.wanted:
            md.treeprocessors.register(_Links(md), "wenji_note_links", PRIORITY)


class _Links(Treeprocessor):  # type: ignore[misc] # untyped
    def run(self, root: Element) -> None:
        found = [node for node in root.iter() if node.tag in _TEXTS]
        forms = [_form(node) for node in found]
        if NOTE not in forms:
            return
        pairs = links(["".join(node.itertext()) for node in found], forms)
        # From the end: a link that is put in moves nothing before it.
        for link in reversed(pairs):
            places = (
                (found[link.call], link.start, link.end),
                (found[link.note], 0, link.note_end),
            )
            if all(_holder(*place) for place in places):
                for (node, start, end), name, to in zip(
                    places, (CALL, BACK), (BACK, CALL), strict=True
                ):
                    _put(node, start, end, name, to, link)


def _form(node: Element) -> str:
    if node.tag[0] == "h":
        return "h"
    return NOTE if f"{CLASS}{NOTE}" in node.get("class", "").split() else ""


def _strings(node: Element) -> Iterator[tuple[Element, bool, str]]:
    """The strings of an element in order: whose it is, whether its tail, and the words."""
    yield node, False, node.text or ""
    for child in node:
        yield from _strings(child)
        yield child, True, child.tail or ""


def _holder(node: Element, start: int, end: int) -> tuple[Element, bool, int] | None:
    """The one string that holds [start, end) of an element's text: whose, whether its tail, and
    where it begins; None where the words are in several, or in a link."""
    at = 0
    for owner, tail, words in _strings(node):
        if at <= start and end <= at + len(words):
            barred = not tail and owner.tag in _NO_LINK
            return None if barred else (owner, tail, at)
        at += len(words)
    return None


def _put(node: Element, start: int, end: int, name: str, to: str, link: Link) -> None:
    held = _holder(node, start, end)
    if held is None:
        return
    owner, tail, at = held
    words = (owner.tail if tail else owner.text) or ""
    number = link.number
    made = Element(
        "a",
        {
            "id": f"{name}-{number}",
            "class": CLASSES[name],
            "href": f"#{to}-{number}",
            "role": ROLES[name],
        },
    )
    made.text = AtomicString(words[start - at : end - at])
    made.tail = words[end - at :]
    if tail:
        owner.tail = words[: start - at]
        parent = next(p for p in node.iter() if owner in list(p))
        parent.insert(list(parent).index(owner) + 1, made)
    else:
        owner.text = words[: start - at]
        owner.insert(0, made)
