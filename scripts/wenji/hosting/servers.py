"""Files for web servers, made for one site: its address, its languages, its policy.

Every server gets the same behaviour: pages are asked for anew each time and mostly answered
"not modified"; what is named by its content is kept for ever; a missing address shows the page
of its language; files that lie there compressed are sent so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

from wenji.hosting.policy import Policy, policy_of

TEMPLATES = Path(__file__).parent / "templates"
MISSING = "404.html"
# What is named by its content (site/assets.py, search/build.py): it never changes.
LASTING = r"(?:assets/[0-9a-f]{10}|search/[0-9a-f]{12})/.+"
FOR_EVER = 365 * 24 * 3600  # seconds; what RFC 9111 calls a year, and browsers take for always
# As a path of an address, of a file, as a host name; all of it stands in configuration files, so
# that nothing that means anything in one of their languages may be in it.
_ADDRESS = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*")
_FOLDER = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]+")
_HOST = re.compile(r"_|(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+")


class PlaceError(ValueError):
    """A place that cannot stand in a server's configuration; its text is the place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site is served: below which address, from which folder, under which name.

    `published` is what `publish` was given: the site is in `current/site` below it.

    >>> Place(path="wenji")
    Traceback (most recent call last):
    wenji.hosting.servers.PlaceError: wenji
    """

    path: str = "/"
    published: str = "/srv/wenji"
    host: str = "wenji.example"

    def __post_init__(self) -> None:
        for value, form in ((self.path, _ADDRESS), (self.published, _FOLDER), (self.host, _HOST)):
            if not form.fullmatch(value) or ".." in value:
                raise PlaceError(value)


def server_files(site: Path, place: Place) -> tuple[dict[str, str], Policy]:
    """The files by their path below `deploy/`, and the policy that they hold."""
    policy = policy_of(site)
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=lambda name: bool(name and name.endswith(".config")),
    )
    values: Mapping[str, object] = {
        "place": place,
        "languages": further_languages(site),
        "headers": policy.headers(),
        "lasting": LASTING,
        "for_ever": FOR_EVER,
        "missing": MISSING,
    }
    names = sorted(p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*") if p.is_file())
    return {name: env.get_template(name).render(values) for name in names}, policy


def further_languages(site: Path) -> tuple[str, ...]:
    """Folders of a built site that have a page of their own for missing addresses."""
    return tuple(sorted(p.parent.name for p in site.glob(f"*/{MISSING}")))


def fits(site: Path, place: Place) -> bool:
    """Whether the page for missing addresses, whose links are absolute, leads to this address."""
    page = (site / MISSING).read_text("utf-8", "replace")
    linked = re.search(r'href="(?:https?://[^/"]+)?(/[^"]*?)assets/', page)
    return not linked or linked[1] == place.path
