"""What MkDocs needs to know of Wenji: safe front matter, links by page, languages.

MkDocs' templates do not escape what they show, and Material prints titles raw (`<title>`,
header, search results, which a script puts into the page as HTML). Titles come from hostile
sources. So every string of every page's front matter becomes HTML here, once, and templates
and search index can show it as it is.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

if __name__ not in ("wenji.mkdocs_hooks", "__main__"):  # MkDocs loads hooks by their path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from wenji import languages, messages
from wenji.book.sizes import size
from wenji.site import palette
from wenji.site import words as site_words
from wenji.site.assets import Assets, named, serve_assets
from wenji.site.fallback import Originals, titled, written_in
from wenji.site.frame import Compiled, material_words, once
from wenji.site.further_pages import FurtherPages
from wenji.traditional import STANDARD, Converter, converter_for
from wenji.write.early_escapes import EarlyEscapes
from wenji.write.fences import Fences
from wenji.write.markdown import shown
from wenji.write.note_links import NoteLinks
from wenji.write.paragraph_anchors import ParagraphAnchors

log = logging.getLogger("mkdocs.plugins.wenji")

NOTICE = Path(__file__).resolve().parents[2] / "NOTICE"  # made by scripts/renew.py

# A run of CJK ideographs of all planes, and what stands among them.
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af][^\x00-\x7f]*")

ARTICLE = "article.html"  # the template of the pages whose paragraphs have addresses

# Characters that a reader takes in a minute, to say how long a text takes. What schools in China
# ask of silent reading (课程标准, 语文, 2011 and 2022): 300 a minute at the end of primary school,
# 500 at fifteen; between them lies study.
READ_PER_MINUTE = 400

# Of the theme's files, those that only its own developers use, and its own search.
UNUSED = (".map",)
UNUSED_FOLDERS = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


@dataclass
class Build:
    """What the builds of the languages, one after the other, share."""

    converter: Converter = field(default_factory=Converter)
    originals: Originals = field(default_factory=Originals)
    compiled: Compiled = field(default_factory=Compiled)
    accent: str = palette.DEFAULT
    given: dict[str, Path] = field(default_factory=dict)  # the program's own files, as they lie
    assets: Assets = field(default_factory=Assets)  # … and as they are served
    lent: bool = False  # whether the page that is being read takes its text from another

    def __post_init__(self) -> None:
        self.further = FurtherPages(self.converter)


build = Build()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add what MkDocs has no setting for: our passes over escapes, forms and paragraphs."""
    global build
    if not any(isinstance(e, EarlyEscapes) for e in config.markdown_extensions):
        config.markdown_extensions += [EarlyEscapes(), Fences(), ParagraphAnchors(), NoteLinks()]
        accent = _accent(config.extra.get("accent"))
        build = Build(converter_for(Path(config.docs_dir)), accent=accent)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the files of the theme and of `overrides/` out of MkDocs' hands, for `site.assets`."""
    for file in list(files):
        if file.src_dir != config.docs_dir:
            files.remove(file)
            if not (file.src_uri.endswith(UNUSED) or file.src_uri.startswith(UNUSED_FOLDERS)):
                build.given[file.src_uri] = Path(str(file.abs_src_path))
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Tell what others have made of the site."""
    if _language(config) == languages.SIMPLIFIED:
        shutil.copyfile(NOTICE, Path(config.site_dir, f"{NOTICE.name}.txt"))


def on_shutdown() -> None:
    """Wait for the pages of further languages."""
    build.further.finish()


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Take over what another language has rendered already."""
    build.lent = build.originals.lend(page, _language(config))
    return page


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn the strings of the front matter into HTML, before anybody shows them.

    A page that the editor has translated needs no more than its title and text: the facts
    are those of the original.
    """
    if not build.lent:
        language = _language(config)
        page.meta = as_html(page.meta)
        if written_in(page) == language and language != languages.SIMPLIFIED:
            page.meta = {**build.originals.meta(page), **page.meta}
        else:
            page.meta = titled(page.meta, language)
    for extension in config.markdown_extensions:
        if isinstance(extension, Fences | ParagraphAnchors | NoteLinks):
            extension.wanted = page.meta.get("template") == ARTICLE
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep what has been rendered for the languages that follow."""
    if _language(config) == languages.SIMPLIFIED:
        build.originals.add(page)
    return html


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell the template in which language the page's own text is."""
    language = _language(config)
    by_hand = language in (languages.SIMPLIFIED, written_in(page))
    chinese = languages.is_chinese(language)
    if by_hand:
        mark = ' translate="no"' if language == languages.TRADITIONAL else ""
    else:
        mark = "" if chinese else f' lang="{languages.TEXTS}"'
    context |= {"wj_by_hand": by_hand, "wj_own": mark}
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Hand over the pages of further languages; MkDocs writes no page that is empty."""
    language = _language(config)
    if language == languages.SIMPLIFIED:
        return output
    build.further.add(page.file.abs_dest_path, output, language == languages.TRADITIONAL)
    return ""


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Put the page for missing addresses of a further language into its folder."""
    language = _language(config)
    if template_name != "404.html" or language == languages.SIMPLIFIED:
        return output
    if language == languages.TRADITIONAL:
        output = build.converter.html(output)
    write_file(output.encode("utf-8"), str(Path(config.site_dir, language, template_name)))
    return ""


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the templates their words, `t(key)`, and what they need to know of languages."""
    language = _language(config)
    if language == languages.SIMPLIFIED:
        build.assets = serve_assets(build.given, Path(config.site_dir), build.accent)

    @cache
    def words(key: str) -> str:
        return messages.text(f"site.{key}", language)

    def t(key: str, **args: object) -> str:
        return messages.text(f"site.{key}", language, **args) if args else words(key)

    env.bytecode_cache = build.compiled
    env.auto_reload = False  # no template changes during a build; each would be looked at again
    env.trim_blocks = env.lstrip_blocks = True  # a third of a page was white space
    env.globals |= {
        "t": t,
        "wj_once": once(env),
        "wj_material": material_words(env, language),
        "wj_language": language,
        "wj_tag": languages.tag(language),
        "wj_text": "" if languages.is_chinese(language) else f' lang="{languages.TEXTS}"',
        "wj_standard": STANDARD,
        "wj_alternates": _alternates(config),
        **site_words.words(language),
    }
    env.filters |= {
        "url": named(build.assets),
        "page_url": _page_url(files),
        "date": partial(languages.date, language=language),
        "count": count,
        "size": size,
        "minutes": minutes,
        "named": partial(_named, language=language),
        "marked": partial(_marked, language=language),
        "query": site_words.query,
    }
    return env


def _language(config: MkDocsConfig) -> str:
    """The language that is being built: static-i18n tells it to the theme."""
    return str(config.theme["language"])


def _accent(wanted: Any) -> str:
    """The colour that the editor has set, or the one to take instead; a strict build stops."""
    if wanted is None:
        return palette.DEFAULT
    try:
        return palette.checked(str(wanted))
    except palette.AccentError as error:
        told = {"accent": wanted, "instead": error.instead, "names": "、".join(palette.names())}
        log.warning("\n".join(messages.text("site.accent", lang, **told) for lang in ("zh", "en")))
        return error.instead


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


def _alternates(config: MkDocsConfig) -> Callable[[Page | None], list[dict[str, Any]]]:
    """What the switch of languages offers: for each language the same page in it."""
    current = _language(config)
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
