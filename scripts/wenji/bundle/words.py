"""The pages that come with an archive: Chinese first, then English."""

from __future__ import annotations

from html import escape

from wenji.messages import text

_START = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={address}">
<title>{zh}</title>
<p><a href="{address}">{zh}</a></p>
<p lang="en"><a href="{address}">{en}</a></p>
</html>
"""


def told(key: str, **values: object) -> bytes:
    """A text in both languages, as every editor of every system opens it: with a byte order mark
    and CR LF.

    >>> told("bundle.open").decode("utf-8-sig")
    '打开文集\\r\\n\\r\\nOpen the collection\\r\\n'
    """
    both = "\n\n".join(text(key, lang, **values) for lang in ("zh", "en"))
    return f"{both}\n".replace("\n", "\r\n").encode("utf-8-sig")


def start_page(address: str) -> bytes:
    """A page that leads on to another."""
    words = {lang: escape(text("bundle.open", lang)) for lang in ("zh", "en")}
    return _START.format(address=escape(address), **words).encode("utf-8")
