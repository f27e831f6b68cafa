"""One example of every kind of page of a built site, in each of its languages.

Kinds are found, not listed: the templates that pages name in their front matter, pages without a
template one by one, and what stands in the site without a page in the docs folder, by its folder.
A new kind of page is walked, weighed and photographed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from wenji.audit.pages import site_file

SOURCE = "zh"  # the folder of the docs from which pages in all languages are made
ARTICLE = "article"
_TEMPLATE = re.compile(r"\A---\n(?:.*\n)*?template: *[\"']?([\w./-]+)\.html", re.MULTILINE)
_LANG = re.compile(r"<html[^>]*\slang=\"([^\"]+)\"")
_HEAD = 400  # characters in which a page names its language


@dataclass(frozen=True, slots=True)
class Kind:
    """A page as an example: its kind, the language of its site, its file and its address."""

    name: str
    lang: str  # as the page says: of its interface
    file: str  # relative to the site

    @property
    def address(self) -> str:
        """Relative to the site, as browsers ask for it."""
        return quote(self.file.removesuffix("index.html"))

    def __str__(self) -> str:
        return f"{self.lang} {self.name}"


def page_kinds(docs: Path, site: Path) -> list[Kind]:
    """Kinds by name, each in the language of the site's root first.

    The example of a kind is its largest page; of articles there is the smallest, too.
    """
    examples = dict(_examples(docs, site))
    found = []
    for folder, lang in languages(site).items():
        for name, file in examples.items():
            if (site / folder / file).is_file():
                found.append(Kind(name, lang, f"{folder}{file}"))
    return sorted(found, key=lambda kind: kind.name)


def languages(site: Path) -> dict[str, str]:
    """The folders of a site's languages (the root is empty) and the languages they say."""
    own = lang_of(site / "index.html")
    found = {"": own}
    for home in sorted(site.glob("*/index.html")):
        lang = lang_of(home)
        if lang != own:
            found[f"{home.parent.name}/"] = lang
    return found


def lang_of(page: Path) -> str:
    """The language that a page says it is in."""
    with page.open(encoding="utf-8") as file:
        match = _LANG.search(file.read(_HEAD))
    return match[1] if match else ""


def _examples(docs: Path, site: Path) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    known = set()
    for page in sorted((docs / SOURCE).rglob("*.md")):
        name = page.relative_to(docs).as_posix()
        file = site_file(name)
        if (site / file).is_file():
            template = _TEMPLATE.match(page.read_text("utf-8"))
            kind = Path(template[1]).name if template else page.stem
            groups.setdefault(kind, []).append(file)
            known.add(file)
    others = tuple(folder for folder in languages(site) if folder)
    for path in sorted(site.rglob("*.html")):
        file = path.relative_to(site).as_posix()
        if file not in known and not file.startswith(others or "\0"):
            kind = "-".join([*file.split("/")[:-1][:1], path.stem]) or path.stem
            groups.setdefault(kind, []).append(file)
    for kind, files in groups.items():
        by_size = sorted(files, key=lambda file: ((site / file).stat().st_size, file))
        yield kind, by_size[-1]
        if kind == ARTICLE and len(files) > 1:
            yield f"{kind} (short)", by_size[0]
