"""What the templates call: the words of rules and findings, numbers, dates, names, addresses.

`t(key)`, the texts of the interface, is added by `mkdocs_hooks`, with these.

>>> query("a&amp;b 水"), functions("zh")["rule_name"]("page-number")
('a%26b%20%E6%B0%B4', '页码')
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from html import escape, unescape
from typing import Any
from urllib.parse import quote

import jinja2
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from wenji import languages, messages
from wenji.sizes import size

log = logging.getLogger("mkdocs.plugins.wenji")

# A run of CJK ideographs of all planes, and what stands among them.
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af][^\x00-\x7f]*")

# Characters that a reader takes in a minute, to say how long a text takes. What schools in China
# ask of silent reading (课程标准, 语文, 2011 and 2022): 300 a minute at the end of primary school,
# 500 at fifteen; between them lies study.
READ_PER_MINUTE = 400


def filters(language: str, files: Files) -> dict[str, Callable[..., Any]]:
    """The templates' filters in a language, but for `url`, which knows our own files."""
    return {
        "page_url": _page_url(files),
        "date": partial(languages.date, language=language),
        "count": count,
        "size": size,
        "minutes": minutes,
        "named": partial(_named, language=language),
        "marked": partial(_marked, language=language),
        "query": query,
    }


def query(value: str) -> str:
    """A string of the front matter, which is HTML by now, for the query of an address."""
    return quote(unescape(value), safe="")


def functions(language: str) -> dict[str, Callable[[str], str]]:
    """Functions for the templates, telling their texts in `language` (`zh` or `en`), as HTML."""

    reasons = messages.texts("rule.", language)

    def rule_name(rule: str) -> str:
        return escape(" + ".join(reasons.get(each, each) for each in rule.split("+")))

    def finding_name(code: str) -> str:
        return escape(messages.finding_kind(code, language))

    return {"rule_name": rule_name, "finding_name": finding_name}


def _named(thing: Mapping[str, Any], language: str) -> str:
    """The name of a theme, a genre … in the language, marked where it is in another."""
    names = {languages.SIMPLIFIED: thing.get("name", ""), **(thing.get("names") or {})}
    found = languages.name(names, language)
    if language == languages.TRADITIONAL and language in names:
        return f'<span translate="no">{found}</span>'
    if languages.is_chinese(language):
        return found
    return _HAN.sub(rf'<span lang="{languages.TEXTS}">\g<0></span>', found)


def _marked(text: str | None, language: str) -> str:
    """The attribute of an element that shows `text`, if it is not in the page's language."""
    foreign = text and not languages.is_chinese(language) and _HAN.search(text)
    return f' lang="{languages.TEXTS}"' if foreign else ""


def alternates_of(config: MkDocsConfig, current: str) -> Callable[[Page | None], list[dict[str, Any]]]:
    """What the switch of languages offers: for each language the same page in it."""
    offered = [
        (
            each.locale,
            languages.tag(each.locale),
            each.name,
            "./" if each.default else f"{each.locale}/",
        )
        for each in config.plugins["i18n"].config.languages
    ]

    def alternates(page: Page | None) -> list[dict[str, Any]]:
        files = getattr(page.file, "alternates", {}) if page else {}
        return [
            {
                "tag": tag,
                "name": name,
                "url": files[locale].url if locale in files else home,
                "current": locale == current,
            }
            for locale, tag, name, home in offered
        ]

    return alternates


def count(number: int) -> str:
    """A number with its thousands set apart.

    >>> count(1234567)
    '1,234,567'
    """
    return f"{number:,}"


def minutes(chars: int) -> int:
    """The minutes that a text of so many characters takes to read, at least one.

    >>> minutes(0), minutes(400), minutes(401)
    (1, 1, 2)
    """
    return max(1, -(-chars // READ_PER_MINUTE))


def _page_url(files: Files) -> Callable[[Context, str], str]:
    @cache
    def address(path: str) -> str:
        file = files.get_file_from_path(path)
        if file is None:
            log.warning("a page links to %s, which is not in the docs folder", path)
            return ""
        return file.url

    @jinja2.pass_context  # else Jinja works it out when it compiles, for all languages at once
    def page_url(context: Context, path: str) -> str:
        """The address of the page that is made from `path`, relative to the site."""
        return address(path)

    return page_url
