"""How well articles are found in forms that the rules had not seen when they were written.

    python3 benchmarks/unseen_forms.py [--strangers] [--set seen|held_out] [--each DIMENSION]

Prints a row for each dimension of both sets of `tests/unseen`, or of `tests/strangers`: F1 of
the articles, share of right titles, of noise left and of characters lost, F1 of the paragraphs.
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

from strangers import figures as strangers  # noqa: E402
from unseen import score as unseen  # noqa: E402
from unseen.forms import SETS  # noqa: E402
from unseen.score import Figures  # noqa: E402


def row(name: str, f: Figures) -> str:
    """One line of the table."""
    return (
        f"{name:<12} {f.files:>5} {f.f1:>7.4f} {f.title:>7.4f} {f.left:>7.4f} {f.lost:>8.5f}"
        f" {f.paragraph_f1:>8.4f}"
    )


def _each(dimension: str, by_strangers: bool) -> Iterator[tuple[str, Figures]]:
    """The forms of a dimension of `seen`, with the figures of each."""
    if by_strangers:
        for made in strangers.collections("seen", dimension):
            yield made.form, strangers.measure(made)
    else:
        for theirs in unseen.collections("seen", dimension):
            yield theirs.form, unseen.measure(theirs)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS)
    parser.add_argument("--each", metavar="DIMENSION")
    parser.add_argument("--strangers", action="store_true", help="the forms of tests/strangers")
    options = parser.parse_args()
    if options.each:
        for form, figures in _each(options.each, options.strangers):
            print(row("", figures), repr(form))
        return
    table = strangers.table if options.strangers else unseen.table
    for name in SETS:
        if options.set in (None, name):
            print(f"{name:<12} files      F1  titles   noise     lost  para F1")
            for dimension, figures in table(name).items():
                print(row(dimension, figures))


if __name__ == "__main__":
    main()
