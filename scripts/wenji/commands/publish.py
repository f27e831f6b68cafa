"""`publish`: put the built site on show on a server, at one blow; list, check, and go back."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from wenji.commands.options import (
    CannotRun,
    Options,
    add_workers,
    both,
    folders_of,
    positive,
)
from wenji.lock import locked
from wenji.messages import text
from wenji.progress import display
from wenji.publish import PublishError
from wenji.publish.release import Release, damage_lines, publish, releases, roll_back, verify
from wenji.publish.target import Target, parse_target

NAME = "publish"
FOLDERS = ("site", "work")
KEEP = 5  # releases that stay, unless `--keep` says otherwise
MB = 1_000_000


def add_options(options: Options) -> None:
    """Declare the target, and what to do there instead of publishing."""
    options.add_argument("target", metavar="TARGET", help=both("help.option.publish-target"))
    options.add_argument(
        "--keep",
        type=positive,
        default=KEEP,
        metavar="N",
        help=both("help.option.keep", count=KEEP),
    )
    instead = options.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", help=both("help.option.list"))
    for name in ("rollback", "verify"):
        about = both(f"help.option.{name}")
        instead.add_argument(f"--{name}", nargs="?", const="", metavar="ID", help=about)
    options.add_argument(
        "--ssh-config", type=Path, metavar="FILE", help=both("help.option.ssh-config")
    )
    add_workers(options)


def run(options: argparse.Namespace) -> int:
    """Publish, or what is asked instead; status 1 when a release is found damaged."""
    try:
        return _run(options)
    except PublishError as problem:
        raise CannotRun(str(problem)) from None


def _run(options: argparse.Namespace) -> int:
    target = parse_target(options.target, options.ssh_config)
    if options.list:
        _print_list(releases(target))
        return 0
    if options.verify is not None:
        return _verify(target, options.verify)
    if options.rollback is not None:
        print(both("publish.rolled-back", name=roll_back(target, options.rollback)))
        return 0
    folders = folders_of(options)
    with locked(folders.work):
        done = publish(folders.site, target, folders.work, options.keep, options.workers, display())
    key = "publish.done" if done.new else "publish.same"
    print(both(key, name=done.name, target=target, files=done.files, size=done.bytes / MB))
    return 0


def _verify(target: Target, which: str) -> int:
    name, damage = verify(target, which)
    if not damage:
        print(both("publish.whole", name=name))
        return 0
    print(both("publish.damage", name=name, count=len(damage)))
    print("\n".join(damage_lines(damage)))
    return 1


def _print_list(found: Iterable[Release]) -> None:
    """A line for each release, the newest last; the one on show and the one before it marked."""
    for one in found:
        mark = "current" if one.current else "previous" if one.previous else "kept"
        size = one.bytes / MB
        row = text(f"publish.row-{mark}", name=one.name, time=one.time, files=one.files, size=size)
        print(row)
