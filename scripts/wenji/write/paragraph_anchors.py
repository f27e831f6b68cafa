"""A Markdown extension that gives each paragraph of an article an address of its own.

An address is made of the paragraph's own words and nothing else: its first words, to be read,
and a digest of the whole, to be told apart from another that begins alike. Whatever is written,
edited or removed elsewhere in the article, a link to the paragraph still leads to it. Counting
would not do that, and neither would a digest that comes in only where two begin alike: both
depend on the neighbours.

`~` stands between the two. It needs no encoding in a URL, and no heading's anchor holds one.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

WORD_CHARS = 12  # of the paragraph's beginning: a clause, mostly
DIGEST_CHARS = 4  # of base 32: one in a million that two which begin alike share it
MARK = "~"

# After headings have their ids (`attr_list` 8, `toc` 5) and escapes are characters again (0).
PRIORITY = -10

_HEAD_CHARS = 200  # in which the first words are looked for
_NOT_WORD = re.compile(r"[\W_]+")
_ONLY_HTML = re.compile(rf"\s*{HTML_PLACEHOLDER_RE.pattern}\s*")


def address(text: str) -> str:
    """The address of a paragraph with this text; white space around it does not count.

    >>> address("渠道清淤，先难后易。")
    '渠道清淤-先难后易~df5v'
    >>> address(" 渠道清淤，先难后易。") == address("渠道清淤，先难后易。")
    True
    """
    words = unicodedata.normalize("NFC", "".join(text.split()))
    head = _NOT_WORD.sub("-", unicodedata.normalize("NFC", text[:_HEAD_CHARS])).strip("-")
    digest = base64.b32encode(hashlib.sha256(words.encode("utf-8", "replace")).digest())
    tail = digest[:DIGEST_CHARS].decode("ascii").lower()
    return f"{head[:WORD_CHARS].rstrip('-') or 'p'}{MARK}{tail}"


def addresses(texts: Iterable[str]) -> Iterator[str]:
    """An address for each paragraph of an article; of wholly equal ones the second gets `-2`.

    >>> list(addresses(["同意。", "同意！", "同意。"]))
    ['同意~jkmz', '同意~bdvo', '同意~jkmz-2']
    """
    seen: Counter[str] = Counter()
    for text in texts:
        own = address(text)
        seen[own] += 1
        yield own if seen[own] == 1 else f"{own}-{seen[own]}"


class ParagraphAnchors(Extension):  # type: ignore[misc] # untyped
    """To be given to Markdown beside the extensions of `mkdocs.yml`.

    `wanted` says whether the page that comes next is an article; others need no addresses.
    """

    def __init__(self, wanted: bool = False) -> None:
        super().__init__()
        self.wanted = wanted

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Markdown calls
        """Register the pass."""
        if self.wanted:
            md.treeprocessors.register(_Anchors(md), "wenji_paragraph_anchors", PRIORITY)


class _Anchors(Treeprocessor):  # type: ignore[misc] # untyped
    def run(self, root: Element) -> None:
        paragraphs, texts = [], []
        for paragraph in root.iter():
            if paragraph.tag == "p":
                raw = "".join(paragraph.itertext())
            elif paragraph.tag == "tr":  # of a table, each row is one
                raw = " ".join("".join(cell.itertext()) for cell in paragraph)
            else:
                continue
            # An editor's HTML alone: Markdown puts it in the place of the bare `<p>`.
            if "id" not in paragraph.attrib and raw.strip() and not _ONLY_HTML.fullmatch(raw):
                paragraphs.append(paragraph)
                texts.append(self._meant(raw))
        for paragraph, own in zip(paragraphs, addresses(texts), strict=True):
            paragraph.set("id", own)

    def _meant(self, raw: str) -> str:
        """The text with what Markdown has put away; its numbers depend on other paragraphs."""
        html = HTML_PLACEHOLDER_RE.sub(self._stashed, raw)
        return unescape(html.replace(AMP_SUBSTITUTE, "&"))

    def _stashed(self, match: re.Match[str]) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        at = int(match[1])
        return str(stash[at]) if at < len(stash) else match[0]
