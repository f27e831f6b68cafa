"""`deploy`: the files that a web server needs to serve the built site."""

from __future__ import annotations

import argparse
from pathlib import Path

from wenji.commands.options import ROOT, CannotRun, Options, both, folders_of
from wenji.messages import text

NAME = "deploy"
FOLDERS = ("site",)
OUT = "deploy"


def add_options(options: Options) -> None:
    """Declare where the site is served, and the folder to write to."""
    told = {"path": "/", "published": "/srv/wenji", "host": "wenji.example"}
    for name, default in told.items():
        options.add_argument(
            f"--{name}",
            default=default,
            metavar=name.upper(),
            help=both(f"help.option.{name}", default=default),
        )
    options.add_argument(
        "--out",
        type=Path,
        default=ROOT / OUT,
        metavar="DIR",
        help=both("help.option.out-deploy", default=OUT),
    )


def run(options: argparse.Namespace) -> int:
    """Write the files; status 1 when something on a page would be refused by browsers."""
    from wenji.hosting.servers import MISSING, Place, PlaceError, fits, server_files

    site, out = folders_of(options).site, options.out.expanduser().resolve()
    if not (site / MISSING).is_file():
        raise CannotRun(both("deploy.no-site", site=site))
    try:
        place = Place(options.path, options.published, options.host)
    except PlaceError as problem:
        raise CannotRun(both("deploy.bad-place", place=problem)) from None
    files, policy = server_files(site, place)
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8", newline="\n")
    print(text("deploy.done", files=len(files), folder=out))
    for page, what in policy.refused:
        print(both("deploy.refused", page=page, what=what))
    agrees = fits(site, place)
    if not agrees:
        print(both("deploy.elsewhere", page=MISSING, path=place.path))
    return 0 if agrees and not policy.refused else 1
