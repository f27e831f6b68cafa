"""How well articles are found in forms that the rules had not seen when they were written.

    python3 benchmarks/unseen_forms.py [--exam strangers|newcomers|visitors] [--set seen|held_out]
                                       [--each DIMENSION]

Prints a row for each dimension of both sets of `tests/unseen`, or of an exam, `tests/strangers`,
`tests/newcomers` or `tests/visitors`: F1 of the articles, share of right titles, of noise left and
of characters lost, F1 of the paragraphs.
`--each` prints a row for each form of one dimension, of the set `seen` alone: the other one
stays unseen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from strangers import figures as exams  # noqa: E402
from strangers.forms import EXAMS  # noqa: E402
from unseen import score as unseen  # noqa: E402
from unseen.forms import SETS  # noqa: E402
from unseen.score import Figures  # noqa: E402


def row(name: str, f: Figures) -> str:
    """One line of the table."""
    return (
        f"{name:<12} {f.files:>5} {f.f1:>7.4f} {f.title:>7.4f} {f.left:>7.4f} {f.lost:>8.5f}"
        f" {f.paragraph_f1:>8.4f}"
    )


def _each(dimension: str, exam: str | None) -> Iterator[tuple[str, Figures]]:
    """The forms of a dimension of `seen`, with the figures of each."""
    if exam:
        for made in exams.collections("seen", dimension, exam=exam):
            yield made.form, exams.measure(made)
    else:
        for theirs in unseen.collections("seen", dimension):
            yield theirs.form, unseen.measure(theirs)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS)
    parser.add_argument("--each", metavar="DIMENSION")
    parser.add_argument("--exam", choices=EXAMS, help="forms by another hand")
    options = parser.parse_args()
    if options.each:
        for form, figures in _each(options.each, options.exam):
            print(row("", figures), repr(form))
        return
    for name in SETS:
        if options.set in (None, name):
            print(f"{name:<12} files      F1  titles   noise     lost  para F1")
            made = exams.table(name, exam=options.exam) if options.exam else unseen.table(name)
            for dimension, figures in made.items():
                print(row(dimension, figures))


if __name__ == "__main__":
    main()
