"""A Markdown extension that takes out escapes in one pass.

Python-Markdown replaces escapes one by one and copies the paragraph each time. A source may
be one line of 5 MB full of `*` or `<`: that takes minutes, and the square of it next time.
Here the escapes of a line become what Python-Markdown would make of them, all at once.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

# After the white space is normalised (30) and fenced code (25) and HTML (20) are put away.
PRIORITY = 10

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])|&(lt|amp);")
_CODE = re.compile(r" {4}|(?:[^\\`]|\\.)*+`")  # may hold code, in which `\` is itself


class EarlyEscapes(Extension):  # type: ignore[misc] # untyped
    """To be given to Markdown beside the extensions of `mkdocs.yml`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Markdown calls
        """Register the pass."""
        md.preprocessors.register(_OnePass(md), "wenji_early_escapes", PRIORITY)


class _OnePass(Preprocessor):  # type: ignore[misc] # untyped
    def run(self, lines: list[str]) -> list[str]:
        return [line if _CODE.match(line) else _ESCAPE.sub(_stand_in, line) for line in lines]


def _stand_in(match: re.Match[str]) -> str:
    """What stands for a character until Markdown has done its work."""
    return f"{STX}{ord(match[1])}{ETX}" if match[1] else f"{AMP_SUBSTITUTE}{match[2]};"
