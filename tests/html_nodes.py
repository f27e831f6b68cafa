"""Nodes of a parsed page that a test expects to be there."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


def first(within: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first node that a selector finds; there must be one."""
    node = within.css_first(selector)
    assert node is not None, selector
    return node


def attribute(node: LexborNode | None, name: str) -> str:
    """An attribute that must be there."""
    assert node is not None
    value = node.attributes[name]
    assert value is not None
    return value
