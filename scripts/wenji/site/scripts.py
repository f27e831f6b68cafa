"""Scripts as they are served: put together, without what only people read.

The scripts in `overrides/assets/search/` are plain and run as they are; put together, a first
search needs five requests for them instead of twenty-four.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from rjsmin import jsmin

from wenji import messages
from wenji.languages import LANGUAGES

WORDS = "site.search."  # what the keys of texts begin with that scripts show

ENGINE = (
    "fold", "query", "store", "spans", "forms", "match", "article", "rank", "bucket", "sheets",
    "index", "library", "run", "engine",
)  # fmt: skip
# What is served as one file, in the order in which it runs; `words` brings the texts with it.
BUNDLES = {
    "engine": (*ENGINE, "words", "dialog"),  # in the worker, or in the page from file://
    "page": ("words", "client", "view", "combobox", "page"),
    "hits": ("words", "view", "hits"),
    "near": ("nearest", "near"),
    "suggest": ("suggest",),
}
# Which of those texts a bundle shows.
SHOWN = {
    "engine": r"all|failed.*|near|none|open-page|suggested|total",
    "page": r"(?!hit-|hitbar|all$|open-page).*",
    "hits": r"failed.*|hit.*",
}
ALONE = ("start", "worker")
# What Material's script and ours store in the browser; it stands before both of these, as the one
# that runs before the page is shown may come late, and then the other must not wait for it.
SCOPE = "scope"
EARLY = "palette"
BESIDE = ("languages", "press")  # small and on every page: parts of `start`
# Material's script knows addresses of others, for what this site has not: a polyfill, diagrams,
# the stars of a repository. With this before them they lead nowhere but to the site's own host.
ELSEWHERE = re.compile(r"(?<=[\"'`])https?://(?!www\.w3\.org/)")
NOWHERE = "/-/"
READER = "reader"  # the folder of the scripts of the reader's tools; a page loads one bundle
READER_BUNDLES = {
    "reader": (
        "base", "text", "cite", "fragment", "list", "settings", "tools", "speak", "keep",
        "passage", "pilcrow", "progress",
    ),
    "reading": ("base", "cite", "list", "reading"),
}  # fmt: skip
DOM = "dom"  # what those that build elements share, a part of their bundles
BUILDERS = ("page", "hits")
COLLATION = "collation"  # the script of the collation view, served in each language


def serve_scripts(folder: Path) -> None:
    """Turn our scripts in the site's folder `assets/` into what readers load."""
    for file in folder.glob("javascripts/*.js"):
        _write(file, ELSEWHERE.sub(NOWHERE, file.read_text("utf-8")))
    search = folder / "search"
    files = {file.stem: file for file in sorted(search.glob("*.js"))}
    parts = {name: file.read_text("utf-8") for name, file in files.items()}
    for file in files.values():
        file.unlink()
    scope = _taken(folder / f"{SCOPE}.js").rstrip() + ";\n"
    beside = "".join(_taken(folder / f"{name}.js") for name in BESIDE)
    parts["start"] = scope + parts["start"] + beside
    _write(folder / f"{EARLY}.js", scope + _taken(folder / f"{EARLY}.js"))  # minified below
    for name in ALONE:
        _write(search / f"{name}.js", jsmin(parts[name]))
    dom, view = _taken(folder / f"{DOM}.js"), _taken(folder / f"{COLLATION}.js")
    for bundle, names in BUNDLES.items():
        for language in LANGUAGES:
            words = search_words(bundle, language) if bundle in SHOWN else ""
            before = dom if bundle in BUILDERS else ""
            script = bundled([words, before, *(parts[name] for name in names)])
            _write(search / f"{bundle}-{language}.js", jsmin(script))
    folder_of_tools = folder / READER
    tools = {file.stem: file.read_text("utf-8") for file in sorted(folder_of_tools.glob("*.js"))}
    shutil.rmtree(folder_of_tools)
    early = folder / f"{EARLY}.js"
    _write(early, early.read_text("utf-8") + tools["early"])
    for file in folder.glob("*.js"):
        _write(file, jsmin(file.read_text("utf-8")))
    for language in LANGUAGES:
        script = bundled([collation_words(language), dom, view])
        _write(folder / f"{COLLATION}-{language}.js", jsmin(script))
        words = reader_words(language)
        for bundle, names in READER_BUNDLES.items():
            script = bundled([words, dom, *(tools[name] for name in names)])
            _write(folder / f"{bundle}-{language}.js", jsmin(script))


def _taken(file: Path) -> str:
    content = file.read_text("utf-8")
    file.unlink()
    return content


def _write(file: Path, content: str) -> None:
    file.write_text(content, "utf-8", newline="\n")


def bundled(parts: Sequence[str]) -> str:
    """Scripts as one: each is a block of its own, strict throughout."""
    strict = '"use strict"\n'
    return strict + "self.Wenji ??= {}\n" + "".join(p.removeprefix(strict) for p in parts)


def search_words(bundle: str, language: str) -> str:
    """A script that tells the others of a bundle the words of the interface that they show.

    A page may load several bundles.

    >>> '"retry":' in search_words("page", "zh"), '"retry":' in search_words("hits", "zh")
    (True, False)
    """
    shown = re.compile(SHOWN[bundle])
    words = {k: v for k, v in messages.texts(WORDS, language).items() if shown.fullmatch(k)}
    told = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"self.Wenji.texts = {{...self.Wenji.texts, ...{told}}}\n"


def collation_words(language: str) -> str:
    """A script that tells the collation view its words, and why each rule changes something.

    >>> '"rule.page-number":"页码"' in collation_words("zh")
    True
    """
    words = messages.texts(f"site.{COLLATION}.", language)
    words |= {f"rule.{rule}": reason for rule, reason in messages.texts("rule.", language).items()}
    told = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"self.Wenji.collationTexts = {told}\n"


def reader_words(language: str) -> str:
    """A script that tells the reader's tools their words.

    >>> '"copy":"复制"' in reader_words("zh")
    True
    """
    words = messages.texts(f"site.{READER}.", language)
    told = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"self.Wenji.readerTexts = {told}\n"
