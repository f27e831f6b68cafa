"""What MkDocs asks Wenji while it builds (its events, `on_…`): safe front matter, languages.

MkDocs' templates do not escape what they show, and Material prints titles raw (`<title>`,
header, search results, which a script puts into the page as HTML). Titles come from hostile
sources. So every string of every page's front matter becomes HTML here, once, and templates
and search index can show it as it is.
"""

from __future__ import annotations

import logging
import shutil
import sys
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

if __name__ not in ("wenji.mkdocs_hooks", "__main__"):  # MkDocs loads hooks by their path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from wenji import languages, messages
from wenji.site import palette
from wenji.site.assets import Assets, named, serve_assets
from wenji.site.fallback import Originals, titled, written_in
from wenji.site.filters import alternates_of, filters, functions
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

ARTICLE = "article.html"  # the template of the pages whose paragraphs have addresses

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
        "wj_alternates": alternates_of(config, language),
        **functions(language),
    }
    env.filters |= {"url": named(build.assets), **filters(language, files)}
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
