"""Where the front matter of a file ends: fields between two lines `---` above its text.

`front_matter` reads the fields; cleaning only has to know where the text begins.
"""

from __future__ import annotations

import re

FENCE = re.compile("-{3,}")
_FIELDS = (
    r"-{3,}[ \t]*\r?\n(?>[^\W\d][\w -]{0,23}[ \t]*[:：].*\n|[ \t]+.*\n|-[ \t].*\n|\r?\n){1,40}+"
    r"-{3,}[ \t]*(?:\r?\n|\Z)"
)
# The same without the fence below: it ends with the first blank line, and names a title.
_UNCLOSED = re.compile(
    r"\s{0,80}-{3,}[ \t]*\r?\n"
    r"(?P<fields>(?>[^\W\d][\w -]{0,23}[ \t]*[:：].*\n|[ \t]+\S.*\n|-[ \t].*\n){2,40}+)\r?\n"
)
_TITLED = re.compile(r"^title[ \t]*[:：][ \t]*\S", re.MULTILINE)
_FRONT_MATTER = re.compile(rf"\s{{0,80}}{_FIELDS}")
_FIELDS_AGAIN = re.compile(rf"^{_FIELDS}", re.MULTILINE)


def front_matter_end(text: str) -> int:
    """Where the front matter at the head of a file ends; 0 if it has none.

    Fields between fences that stand there again and again are the heads of articles.
    """
    found = _FRONT_MATTER.match(text)
    if found is None and text[:80].lstrip().startswith("---"):
        unclosed = _UNCLOSED.match(text)
        if unclosed is None or not _TITLED.search(unclosed["fields"]):
            return 0
        return 0 if _TITLED.search(text, unclosed.end()) else unclosed.end()
    return 0 if found is None or _FIELDS_AGAIN.search(text, found.end()) else found.end()
