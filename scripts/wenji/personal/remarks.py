"""What the editor is told of personal data: where it is, never the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from wenji.model import Finding
from wenji.personal.hiding import shown
from wenji.personal.numbers import Number, Sort, find

CODES = {Sort.IDENTITY: "text-identity", Sort.MOBILE: "text-mobile", Sort.CARD: "text-card"}
TOLD = 20  # of each sort in one source; a list of people has hundreds, and one mask hides all


def remarks_on_numbers(text: str, numbers: Iterable[Number]) -> Iterator[Finding]:
    """A finding for each number, and one for those beyond the first of their sort."""
    counts: Counter[Sort] = Counter()
    for number in numbers:
        counts[number.sort] += 1
        if counts[number.sort] <= TOLD:
            args = {"number": shown(text, number)}
            yield Finding(CODES[number.sort], None, number.start, number.end, args)
    for sort, count in sorted(counts.items()):
        if count > TOLD:
            args = {"count": str(count - TOLD)}
            yield Finding(f"{CODES[sort]}-more", None, None, None, args)


def remarks_on_name(path: str) -> Iterator[Finding]:
    """A finding for a file's name that holds a number: no mask changes the file's address."""
    for number in find(path)[:1]:
        yield Finding("source-name-personal", args={"number": shown(path, number)})
