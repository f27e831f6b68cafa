"""`convert`: from the raw files to `docs/` and the contract files, without building the site."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from wenji.commands.options import Options, add_workers, check_folders, folders_of
from wenji.commands.summary import show_summary
from wenji.commands.themes import write_proposal
from wenji.contract import all_findings, write_contract
from wenji.files import replace_files
from wenji.lock import locked
from wenji.messages import severity
from wenji.model import Collection, Finding, Folders, Severity
from wenji.progress import Progress, display
from wenji.published import published
from wenji.workers import prepare

NAME = "convert"
FOLDERS = ("sources", "docs", "work")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a conversion made, and every finding of its stages."""

    collection: Collection
    findings: tuple[Finding, ...]

    @property
    def status(self) -> int:
        """Exit status: 1 when a finding is an error, else 0."""
        return int(any(severity(f.code) is Severity.ERROR for f in self.findings))


def add_options(options: Options) -> None:
    """Declare the options of `convert`."""
    add_workers(options)


def run(options: argparse.Namespace) -> int:
    """Convert, and sum up."""
    return carried_out(convert, options, FOLDERS).status


def carried_out(
    work: Callable[[Folders, int, Progress], Outcome],
    options: argparse.Namespace,
    uses: tuple[str, ...],
) -> Outcome:
    """Do `work` with the folders that the command `uses`, alone in them, and sum up."""
    folders = folders_of(options)
    check_folders(folders, uses)
    progress = display()
    with locked(folders.work):
        outcome = work(folders, options.workers, progress)
    show_summary(outcome.collection, outcome.findings, progress.times)
    return outcome


def convert(folders: Folders, workers: int, progress: Progress) -> Outcome:
    """The line up to `docs/` and `.work/`. Nothing is written before all is gathered."""
    prepare(workers, folders)
    from wenji.line import convert_collection  # while the server of the workers imports as well
    from wenji.write import write

    collection = convert_collection(folders, workers, progress)
    with progress.stage("write"):
        written = write(published(collection), folders)
    with progress.stage("contract"):
        write_contract(collection, folders.work, written.findings)
        keep_overrides(folders)
        if collection.themes_proposed:
            write_proposal(collection.themes, folders.work)
    return Outcome(collection, all_findings(collection, written.findings))


def keep_overrides(folders: Folders) -> None:
    """A copy of `overrides.yml` beside the contract files: the audit converts with it again."""
    from wenji.editor.overrides import NAME as NAME_OF_OVERRIDES

    source = folders.sources / NAME_OF_OVERRIDES
    if source.is_file():
        replace_files(folders.work, {NAME_OF_OVERRIDES: source.read_bytes()})
    else:
        replace_files(folders.work, {}, [NAME_OF_OVERRIDES])
