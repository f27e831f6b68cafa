"""The heading tree of an article, from its numbering as a sequence.

No line is a heading because of its form alone. Labels are read as sequences (which 一、
belongs to which 二、), and each sequence decides together: whether its members are headings
with text below them, headings run in at a paragraph's head, or the items of a list.

Labels are read by `wenji.numbering`; `decimals` reads 1, 1.1, 1.1.1, which tell their own depth;
`looks` says what one paragraph looks like; `entries` takes the lines of a table of contents back.
`run_in_breaks` is asked while the text is still cleaned, `outline` when it is finished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wenji.forms.letters import attached
from wenji.model import Edit, Role
from wenji.numbering import Label, label_at
from wenji.outline.decimals import DECIMAL, PAUSE, decimal_at, decimals
from wenji.outline.looks import PROSE_LENGTH, run_in_length, stands_alone
from wenji.sentences import ended, sentence_end

# --- thresholds; origin: the seeds and the development collections -------------------------------
HEADING_LENGTH = 72  # a labelled heading
LEAST_BODY = 20  # what stands below a heading that ends like a sentence
ITEM_LENGTH = 120  # of the items of a list, on average; longer ones are numbered paragraphs
# A sequence whose members stand on lines of their own so often makes headings of all.
OWN_LINE_SHARE, OWN_LINE_COUNT = 0.5, 2
LED_SHARE = 0.6  # of a sequence's members that have a run-in head, for it to be a habit
DEEPEST = 6

# From the largest division to the smallest; styles that are not here go below what is open.
RANK = {
    "volume": 0, "part": 1, "chapter": 2, "section": 3, "han": 4, "han_paren": 5,
    "arabic": 6, "arabic_paren": 7, "arabic_half_paren": 8, "circled": 9,
}  # fmt: skip
# 一是 and 其一 count within a paragraph or a list; articles of law are text, not headings.
# They number notes, fields and remarks as well as sections.
NOTE_STYLES = frozenset({"arabic_paren", "arabic_half_paren", "circled"})
NEVER_HEADINGS = frozenset({"one_is", "han_step", "clause"})


@dataclass
class _Item:
    """A labelled paragraph, as the sequences see it."""

    index: int
    label: Label
    group: int = -1
    parents: tuple[int, ...] = ()
    own_line: bool = False  # short, with text below it
    lead: int = 0  # length of the run-in heading, 0 if there is none that fits
    decimal: tuple[int, ...] = ()  # the whole number of 2.1.3, where it belongs to a run


@dataclass
class _Open:
    """A sequence that may go on."""

    style: str
    last: int
    group: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A heading whose number does not follow: the paragraph, and the two labels."""

    index: int
    previous: str
    found: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What each paragraph is: `kinds` are `p` or `h2` … `h6`, `leads` lengths of run-in heads.

    `labels` are the numbers of headings ("" elsewhere), `gaps` the headings out of sequence.
    """

    kinds: tuple[str, ...]
    leads: tuple[int, ...]
    labels: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass
class _Tree:
    items: list[_Item]
    unlabelled: dict[int, int] = field(default_factory=dict)  # paragraph -> item that follows
    top: set[int] = field(default_factory=set)  # unlabelled headings above all sequences

    def groups(self) -> dict[int, list[_Item]]:
        """The sequences, by number."""
        found: dict[int, list[_Item]] = {}
        for item in self.items:
            found.setdefault(item.group, []).append(item)
        return found


def run_in_breaks(texts: Sequence[str], starts: Sequence[int]) -> Iterator[Edit]:
    """Line breaks after run-in headings whose sisters stand on lines of their own.

    `texts` are an article's paragraphs, `starts` their places in the present text.
    """
    tree = _tree(texts)
    bearing = _bearing_headings(texts, tree)
    for item in tree.items:
        if 0 < item.lead < len(texts[item.index]) and item.group in bearing:
            rest = texts[item.index][item.lead :]
            at = starts[item.index] + item.lead
            gap = len(rest) - len(rest.lstrip())
            yield Edit(at, at + gap, "\n", "run-in-heading", Role.BREAK)


def may_run_in(texts: Sequence[str]) -> bool:
    """Whether `run_in_breaks` can find anything in any part of a text: most texts end here.

    Some label must have its heading run in once and alone on its line another time.
    """
    run_in, alone = set(), set()
    for text in texts:
        decimal = decimal_at(text)
        label = decimal[1] if decimal else label_at(text)
        if label is not None and label.style not in NEVER_HEADINGS:
            if 0 < run_in_length(text, label) < len(text):
                run_in.add(label.style)
            if len(text) <= HEADING_LENGTH + label.length:
                alone.add(label.style)
    return not run_in.isdisjoint(alone)


def outline(texts: Sequence[str]) -> Outline:
    """Headings with their levels, and run-in heads, of an article's paragraphs.

    >>> outline(["一、备耕", "备足种子。" * 15, "二、灌溉", "清理渠道。" * 15]).kinds
    ('h2', 'p', 'h2', 'p')
    >>> outline(["会议要求如下：", "一、准时。", "二、守纪。"]).kinds
    ('p', 'p', 'p')
    """
    tree = _tree(texts)
    kinds = ["p"] * len(texts)
    leads = [0] * len(texts)
    labels = [""] * len(texts)
    bearing = _bearing_headings(texts, tree)
    led = _with_leads(texts, tree)
    first_top = min(tree.top, default=len(texts))
    for item in tree.items:
        under = item.index > first_top and not item.decimal
        depth = under + sum(g in bearing for g in item.parents)
        whole = item.own_line or (not item.parents and _whole(texts[item.index], item))
        if item.group in bearing and whole:
            kinds[item.index] = f"h{min(DEEPEST, 2 + depth)}"
            labels[item.index] = item.label.text
        elif item.group in led and item.group not in bearing:
            text = texts[item.index]
            runs_in = item.lead if item.lead < len(text) else 0
            leads[item.index] = len(text) if item.own_line else runs_in
    for index in tree.unlabelled:
        if index in tree.top:
            kinds[index] = "h2"
        else:
            above = [i for i in tree.items if i.index < index and kinds[i.index] != "p"]
            level = int(kinds[above[-1].index][1]) + 1 if above else 2
            below = [i for i in tree.items if i.index > index and kinds[i.index] != "p"]
            if above and below and _lost_between(tree, above[-1], below[0]):
                level -= 1
            kinds[index] = f"h{min(DEEPEST, level)}"
    return Outline(tuple(kinds), tuple(leads), tuple(labels), tuple(_gaps(tree, kinds)))


def _lost_between(tree: _Tree, a: _Item, b: _Item) -> bool:
    """Whether just one number is missing between two, and one heading has none there."""
    between = sum(a.index < index < b.index for index in tree.unlabelled)
    return a.group == b.group and b.label.value == a.label.value + 2 and between == 1


def _gaps(tree: _Tree, kinds: Sequence[str]) -> Iterator[Gap]:
    for group in tree.groups().values():
        for a, b in pairwise(group):
            if b.label.value != a.label.value + 1 and kinds[b.index] != "p":
                yield Gap(b.index, a.label.text, b.label.text)


# --- sequences -----------------------------------------------------------------------------------


def _tree(texts: Sequence[str]) -> _Tree:
    tree = _Tree(list(_items(texts)))
    labelled = {i.index for i in tree.items}
    tree.unlabelled = {
        k: next((n for n, i in enumerate(tree.items) if i.index > k), -1)
        for k in range(len(texts))
        if k not in labelled and stands_alone(texts, k, labelled)
    }
    _sequences(tree)
    by_index = {item.index: item for item in tree.items}
    for item in tree.items:
        item.own_line = _own_line(texts, item, by_index.get(item.index + 1))
        item.lead = run_in_length(texts[item.index], item.label)
    return tree


def _items(texts: Sequence[str]) -> Iterator[_Item]:
    listed = attached(texts)
    numbered = decimals(texts)
    for k, text in enumerate(texts):
        decimal, label = numbered.get(k) or ((), label_at(text))
        if label is not None and label.style not in NEVER_HEADINGS and k not in listed:
            yield _Item(k, label, decimal=decimal)


def _sequences(tree: _Tree) -> None:
    """Give each item its sequence (group) and the sequences it stands below (parents)."""
    stack: list[_Open] = []
    base: list[_Open] | None = None  # what the decimal numbers stand below
    opened: dict[tuple[int, ...], _Open] = {}  # and they themselves, by what stands before the last
    last_decimal = max((n for n, i in enumerate(tree.items) if i.decimal), default=-1)
    groups = 0
    before = dict.fromkeys(tree.unlabelled.values())
    for n, item in enumerate(tree.items):
        style, value = item.label.style, item.label.value
        if item.decimal:
            base = [o for o in stack if not o.style.startswith(DECIMAL)] if base is None else base
            *above, _ = item.decimal
            if tuple(above) not in opened:
                opened[tuple(above)] = _Open(style, value, groups)
                groups += 1
            heads = (tuple(above[:depth]) for depth in range(len(item.decimal)))
            stack = base + [opened[head] for head in heads if head in opened]
            item.group = stack[-1].group
            item.parents = tuple(o.group for o in stack[:-1])
            continue
        crossed = n in before and not (base is not None and n < last_decimal)
        at = _continued(stack, style, value)
        if at is None and crossed and _resumed(stack, style, value) is None:
            # After a heading without number the numbers begin anew: it stands above them.
            tree.top |= {k for k, following in tree.unlabelled.items() if following == n}
            stack = []
        if at is None:
            at = _resumed(stack, style, value)
        if at is not None:
            del stack[at + 1 :]
            stack[at].last = value
        else:
            rank = RANK.get(style)
            if rank is not None and all(o.style != style for o in stack):
                while stack and _rank(stack[-1]) > rank:
                    stack.pop()
            elif stack and stack[-1].style == style and not _comes_back(tree.items[n:], stack[-1]):
                stack.pop()
            stack.append(_Open(style, value, groups))
            groups += 1
        item.group = stack[-1].group
        item.parents = tuple(o.group for o in stack[:-1])
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


def _comes_back(items: Sequence[_Item], outer: _Open) -> bool:
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


# --- what a paragraph looks like -----------------------------------------------------------------


def _own_line(texts: Sequence[str], item: _Item, follower: _Item | None) -> bool:
    """A short labelled paragraph with something below it; `follower` is the next, if labelled."""
    text = texts[item.index]
    if len(text) > HEADING_LENGTH + item.label.length or len(text) <= item.label.length:
        return False
    if not _is_one_sentence(text, item):
        return False
    if text.endswith(("；", ";")) or (item.decimal and ended(text) and PAUSE.search(text[:-1])):
        return False
    after = item.index + 1
    if after >= len(texts):
        return False
    if follower is not None and follower.group == item.group:
        return False  # the next of a list: nothing stands below this one
    if not ended(text):
        return True
    if follower is None:
        return len(texts[after]) >= LEAST_BODY or _stands_over_heading(texts, item)
    return item.group in follower.parents


def _stands_over_heading(texts: Sequence[str], item: _Item) -> bool:
    """A title closed like a sentence, with one more below it above a paragraph."""
    after = item.index + 1
    titles = (texts[item.index][item.label.length : -1], texts[after][:-1])
    prose = after + 1 < len(texts) and len(texts[after + 1]) >= PROSE_LENGTH
    return prose and not any(PAUSE.search(title) for title in titles)


def _whole(text: str, item: _Item) -> bool:
    """A member of a sequence of headings that is one short sentence with nothing below it."""
    return len(text) <= HEADING_LENGTH and _is_one_sentence(text, item)


def _is_one_sentence(text: str, item: _Item) -> bool:
    end = sentence_end(text, item.label.length)
    return end is None or end.end() >= len(text.rstrip("”’）)"))


def _with_leads(texts: Sequence[str], tree: _Tree) -> set[int]:
    """The sequences whose habit are run-in heads."""
    return {
        number
        for number, group in tree.groups().items()
        if sum(i.own_line or 0 < i.lead < len(texts[i.index]) for i in group)
        >= LED_SHARE * len(group)
    }


def _is_list(texts: Sequence[str], group: Sequence[_Item], sisters: int) -> bool:
    """A sequence of short items below 如下：, or a lone number that begins a note, a field."""
    first, last = group[0], group[-1]
    if len(group) == 1 and first.label.style in NOTE_STYLES and not sisters:
        return PAUSE.search(texts[first.index], first.label.length) is not None
    led = first.index > 0 and texts[first.index - 1].endswith(("：", ":"))
    together = last.index - first.index == len(group) - 1 > 0
    size = sum(len(texts[item.index]) for item in group)
    return led and together and size <= ITEM_LENGTH * len(group)


def _bearing_headings(texts: Sequence[str], tree: _Tree) -> set[int]:
    """The sequences whose members are headings.

    That is so where more than half stand on lines of their own, or where all can be headings
    and their sisters (the same style at the same depth, elsewhere in the article) are.
    """
    own: Counter[tuple[str, int]] = Counter(
        (i.label.style, len(i.parents)) for i in tree.items if i.own_line
    )
    bearing = set()
    for number, group in tree.groups().items():
        first = group[0]
        sisters = own[first.label.style, len(first.parents)]
        able = all(i.own_line or i.lead for i in group)
        with_text = sum(i.own_line for i in group)
        half = with_text == len(group) or with_text > OWN_LINE_SHARE * len(group)
        others = sisters - sum(i.own_line for i in group)
        if not first.decimal and _is_list(texts, group, others):
            continue
        if half or (able and sisters >= OWN_LINE_COUNT):
            bearing.add(number)
    return bearing
