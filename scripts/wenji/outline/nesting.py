"""Which numbers count on from which: every label of an article gets its sequence.

一、 （一） （二） 二、 are two sequences, of which the second stands below the first member of the
first. While the labels are read one after another, a stack holds the sequences that may still go
on, the outermost first; a label continues one of them or opens another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wenji.numbering import Label
from wenji.outline.decimals import DECIMAL, Number
from wenji.outline.lone import LONE

# From the largest division to the smallest; styles that are not here go below what is open.
RANK = {
    "volume": 0, "part": 1, "chapter": 2, "section": 3, LONE: 3, "han": 4, "han_paren": 5,
    "arabic": 6, "arabic_paren": 7, "arabic_half_paren": 8, "circled": 9,
}  # fmt: skip


@dataclass
class Item:
    """A labelled paragraph: `index` is its number, `group` its sequence, `parents` those above."""

    index: int
    label: Label
    group: int = -1
    parents: tuple[int, ...] = ()
    own_line: bool = False  # short, with text below it
    lead: int = 0  # length of the run-in heading, 0 if there is none that fits
    decimal: Number = ()  # the whole number of 2.1.3, where it belongs to a run
    lone: bool = False  # a number alone on its line


@dataclass
class _Open:
    """A sequence that may go on."""

    style: str
    last: int
    group: int


@dataclass
class Tree:
    """The labelled paragraphs of an article, and the headings without labels among them."""

    items: list[Item]
    unlabelled: dict[int, int] = field(default_factory=dict)  # paragraph -> item that follows
    top: set[int] = field(default_factory=set)  # unlabelled headings above all sequences

    def groups(self) -> dict[int, list[Item]]:
        """The sequences, by number."""
        found: dict[int, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.group, []).append(item)
        return found


class _Nesting:
    """The sequences that are open while the labels are read, the innermost last."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._stack: list[_Open] = []
        self._groups = 0  # sequences so far
        self._decimals: dict[Number, _Open] = {}  # of 2.1.3 and its sisters, by what is above: 2.1
        self._above_decimals: list[_Open] | None = None  # what the run of them stands below
        self._last_decimal = max((n for n, i in enumerate(tree.items) if i.decimal), default=-1)
        self._unlabelled_before = set(tree.unlabelled.values())

    def place(self, n: int) -> None:
        """Give item number `n` its sequence (group) and those that it stands below (parents)."""
        item = self._tree.items[n]
        if item.decimal:
            self._place_decimal(item.decimal, item.label)
        else:
            self._place_label(n, item.label)
        item.group = self._stack[-1].group
        item.parents = tuple(o.group for o in self._stack[:-1])

    def _opened(self, label: Label) -> _Open:
        self._groups += 1
        return _Open(label.style, label.value, self._groups - 1)

    def _place_decimal(self, number: Number, label: Label) -> None:
        """2.1.3 stands below 2.1 and 2, wherever other numbers came between them."""
        if self._above_decimals is None:
            self._above_decimals = [o for o in self._stack if not o.style.startswith(DECIMAL)]
        above = number[:-1]
        if above not in self._decimals:
            self._decimals[above] = self._opened(label)
        heads = (above[:depth] for depth in range(len(number)))
        self._stack = self._above_decimals + [
            self._decimals[head] for head in heads if head in self._decimals
        ]

    def _place_label(self, n: int, label: Label) -> None:
        """It goes on with an open sequence, closing those inside of it, or opens one below."""
        style, value = label.style, label.value
        in_decimals = self._above_decimals is not None and n < self._last_decimal
        at = _continued(self._stack, style, value)
        if at is None:
            at = _resumed(self._stack, style, value)
            if at is None and n in self._unlabelled_before and not in_decimals:
                # After a heading without number the numbers begin anew: it stands above them.
                tree = self._tree
                tree.top |= {k for k, following in tree.unlabelled.items() if following == n}
                self._stack = []
        if at is not None:
            del self._stack[at + 1 :]
            self._stack[at].last = value
            return
        rank = RANK.get(style)
        if rank is not None and all(o.style != style for o in self._stack):
            while self._stack and _rank(self._stack[-1]) > rank:
                self._stack.pop()
        elif (
            self._stack
            and self._stack[-1].style == style
            and not _comes_back(self._tree.items[n:], self._stack[-1])
        ):
            self._stack.pop()
        self._stack.append(self._opened(label))


def nest(tree: Tree) -> None:
    """Give every item its sequence and the sequences that it stands below."""
    nesting = _Nesting(tree)
    for n in range(len(tree.items)):
        nesting.place(n)
    tree.top |= {k for k, following in tree.unlabelled.items() if following < 0}


def _rank(opened: _Open) -> int:
    """Its rank; decimal numbers stay open until their run ends, whatever comes between them."""
    return -1 if opened.style.startswith(DECIMAL) else RANK.get(opened.style, 99)


def _continued(stack: list[_Open], style: str, value: int) -> int | None:
    """The innermost open sequence that this number continues."""
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].style == style and value == stack[at].last + 1:
            return at
    return None


def _resumed(stack: list[_Open], style: str, value: int) -> int | None:
    """The sequence that a number belongs to which does not follow: one left out, or repeated."""
    if value == 1:
        return None
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].style == style:
            return at
    return None


def _comes_back(items: Sequence[Item], outer: _Open) -> bool:
    """Whether, after the numbers that begin anew here, the sequence before goes on.

    一、二、[一、二、三、]三、四、: the numbers in the middle are one level below.
    """
    inner = 0
    for item in items:
        if item.label.style != outer.style:
            continue
        if item.label.value == inner + 1:
            inner += 1
        else:
            return item.label.value == outer.last + 1
    return False
