"""What is known of a paragraph when its form is asked for, and how a form is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from wenji.numbering import Label, label_at
from wenji.sentences import ended
from wenji.table_rows import cells

ROW, ITEM, VERSE, TURN, NOTE = "row", "item", "verse", "turn", "note"
SIGNATURE, SALUTATION, ATTACHMENT = "signature", "salutation", "attachment"
FORMS = (ROW, ITEM, VERSE, TURN, NOTE, SIGNATURE, SALUTATION, ATTACHMENT)

RIGHT_SET = 8  # spaces (an ideographic one is two, a tab four) before a line set to the right


@dataclass(eq=False)  # frozen it would take three times as long to make, twice for every line
class Line:
    """A paragraph and what is known of its place; it is never changed.

    `kind` is `p` or `h2` … `h6`; `gap` counts the line breaks before it (2: a blank line);
    `indent` is the white space before it; `lead` the length of its run-in head, 0 for none.
    """

    text: str
    kind: str = "p"
    gap: int = 1
    indent: str = ""
    lead: int = 0

    @cached_property
    def cells(self) -> tuple[str, ...]:
        return cells(self.text)

    @property
    def label(self) -> Label | None:
        return label_at(self.text)

    @property
    def ended(self) -> bool:
        return ended(self.text)

    @property
    def right(self) -> bool:
        """Whether it was set to the right."""
        wide = self.indent.count("\N{IDEOGRAPHIC SPACE}") + 3 * self.indent.count("\t")
        return len(self.indent) + wide >= RIGHT_SET


class Form(NamedTuple):
    """What a paragraph is; `opens` says that a table, a list, a stanza … begins with it.

    `lead` is the length of the speaker's name with its colon, for a turn; 0 elsewhere.
    """

    name: str = ""
    opens: bool = False
    lead: int = 0


Lines: TypeAlias = Sequence[Line]
Free: TypeAlias = Callable[[int], bool]  # whether a paragraph is prose so far
Run: TypeAlias = tuple[int, int, str]  # from paragraph, to paragraph (exclusive), name


def runs(fitting: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches of paragraphs that fit, of their ascending numbers: from, to (exclusive).

    >>> list(runs([1, 2, 5]))
    [(1, 3), (5, 6)]
    """
    start = end = -1
    for k in fitting:
        if k != end:
            if end >= 0:
                yield start, end
            start = k
        end = k + 1
    if end >= 0:
        yield start, end
