"""Scripts as they are served: put together, without what only people read.

The scripts in `overrides/assets/` are plain and run as they are, in folders of one idea: `search/`,
`reader/`, `collation/`. Put together, a first search needs five requests for them instead of
twenty-four.
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
# Folders of scripts that are served in bundles, one for each language.
SEARCH = "search"
READER = "reader"  # the reader's tools; a page loads one bundle
COLLATION = "collation"  # the view of what was changed in an article
READER_BUNDLES = {
    "reader": (
        "base", "text", "cite", "fragment", "list", "settings", "tools", "speak", "keep",
        "passage", "pilcrow", "progress",
    ),
    "reading": ("base", "cite", "list", "reading"),
}  # fmt: skip
DOM = "dom"  # what those that build elements share, a part of their bundles
BUILDERS = ("page", "hits")
COLLATION_PARTS = ("data", "words", "notes", "view", "switch")  # in the order in which they run


def serve_scripts(folder: Path) -> None:
    """Turn our scripts in the site's folder `assets/` into what readers load."""
    for file in folder.glob("javascripts/*.js"):
        _write(file, ELSEWHERE.sub(NOWHERE, file.read_text("utf-8")))
    scope = _taken(folder / f"{SCOPE}.js").rstrip() + ";\n"
    beside = "".join(_taken(folder / f"{name}.js") for name in BESIDE)
    dom = _taken(folder / f"{DOM}.js")
    search, tools, view = (_parts(folder / name) for name in (SEARCH, READER, COLLATION))
    early = folder / f"{EARLY}.js"
    _write(early, scope + early.read_text("utf-8") + tools["early"])
    for file in folder.glob("*.js"):
        _write(file, jsmin(file.read_text("utf-8")))
    search["start"] = scope + search["start"] + beside
    for name in ALONE:
        _write(folder / SEARCH / f"{name}.js", jsmin(search[name]))
    for language in LANGUAGES:
        for bundle, names in BUNDLES.items():
            words = search_words(bundle, language) if bundle in SHOWN else ""
            before = dom if bundle in BUILDERS else ""
            script = bundled([words, before, *(search[name] for name in names)])
            _write(folder / SEARCH / f"{bundle}-{language}.js", jsmin(script))
        script = bundled([collation_words(language), dom, *(view[name] for name in COLLATION_PARTS)])
        _write(folder / f"{COLLATION}-{language}.js", jsmin(script))
        for bundle, names in READER_BUNDLES.items():
            script = bundled([reader_words(language), dom, *(tools[name] for name in names)])
            _write(folder / f"{bundle}-{language}.js", jsmin(script))


def _parts(folder: Path) -> dict[str, str]:
    """The scripts of a folder by name; the folder is gone then, only bundles are served."""
    parts = {file.stem: file.read_text("utf-8") for file in folder.glob("*.js")}
    shutil.rmtree(folder)
    return parts


def _taken(file: Path) -> str:
    content = file.read_text("utf-8")
    file.unlink()
    return content


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(exist_ok=True)
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
