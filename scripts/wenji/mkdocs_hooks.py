"""What MkDocs needs to know of Wenji: safe front matter, links by page, interface texts.

MkDocs' templates do not escape what they show, and Material prints titles raw (`<title>`,
header, search results, which a script puts into the page as HTML). Titles come from hostile
sources. So every string of every page's front matter becomes HTML here, once, and templates
and search index can show it as it is.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

if __name__ not in ("wenji.mkdocs_hooks", "__main__"):  # MkDocs loads hooks by their path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from wenji import messages
from wenji.site_scripts import serve_assets
from wenji.write.early_escapes import EarlyEscapes
from wenji.write.markdown import shown

log = logging.getLogger("mkdocs.plugins.wenji")

# Of the theme's files, those that only its own developers use, and its own search.
UNUSED = (".map",)
UNUSED_FOLDERS = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add what MkDocs has no setting for: our pass over escapes."""
    if not any(isinstance(e, EarlyEscapes) for e in config.markdown_extensions):
        config.markdown_extensions.append(EarlyEscapes())
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out files that no reader needs."""
    for file in list(files):
        if file.src_uri.endswith(UNUSED) or file.src_uri.startswith(UNUSED_FOLDERS):
            files.remove(file)
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Make our scripts and styles what is served."""
    serve_assets(Path(config.site_dir, "assets"))


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn the strings of the front matter into HTML, before anybody shows them."""
    page.meta = as_html(page.meta)
    return markdown


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the templates `t(key)`, and the filters `page_url`, `date` and `count`."""
    language = "en" if config.theme["language"] == "en" else "zh"

    def t(key: str, **args: object) -> str:
        return messages.text(f"site.{key}", language, **args)

    env.trim_blocks = env.lstrip_blocks = True  # a third of a page was white space
    env.globals |= {"t": t, "wj_language": language}
    env.filters |= {"page_url": _page_url(files), "date": date, "count": count}
    return env


def as_html(value: Any) -> Any:
    """The same value with every string in it escaped for HTML, quotes as well.

    >>> as_html({"title": "<b>", "lines": [1, 2], "themes": [{"name": 'a"b'}]})
    {'title': '&lt;b&gt;', 'lines': [1, 2], 'themes': [{'name': 'a&quot;b'}]}
    """
    if isinstance(value, str):
        return escape(shown(value))
    if isinstance(value, list):
        return [as_html(v) for v in value]
    if isinstance(value, dict):
        return {k: as_html(v) for k, v in value.items()}
    return value


def date(iso: str) -> str:
    """An ISO date as Chinese readers write it, as exact as it is.

    >>> date("2021-03-05"), date("2021-03"), date("2021")
    ('2021年3月5日', '2021年3月', '2021年')
    """
    return "".join(f"{int(n)}{unit}" for n, unit in zip(iso.split("-"), "年月日", strict=False))


def count(number: int) -> str:
    """A number with its thousands set apart.

    >>> count(1234567)
    '1,234,567'
    """
    return f"{number:,}"


def _page_url(files: Files) -> Callable[[str], str]:
    @cache
    def page_url(path: str) -> str:
        """The address of the page that is made from `path`, relative to the site."""
        file = files.get_file_from_path(path)
        if file is None:
            log.warning("a page links to %s, which is not in the docs folder", path)
            return ""
        return file.url

    return page_url
