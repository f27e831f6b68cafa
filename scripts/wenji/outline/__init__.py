"""The heading tree of an article, from its numbering as a sequence.

No line is a heading because of its form alone. Labels are read as sequences (which 一、
belongs to which 二、), and each sequence decides together: whether its members are headings
with text below them, headings run in at a paragraph's head, or the items of a list.

Labels are read by `wenji.numbering`, and 1, 1.1, 1.1.1, which tell their own depth, by `decimals`;
`nesting` says which of them count on from which; `looks` what one paragraph looks like; `entries`
takes back the lines of a table of contents. `run_in_breaks` is asked while the text is still
cleaned, `outline` when it is finished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wenji.forms.letters import attached
from wenji.model import Edit, Role
from wenji.numbering import label_at
from wenji.outline.decimals import PAUSE, decimal_at, decimals
from wenji.outline.lone import is_back_matter, lone_numbers
from wenji.outline.looks import (
    PROSE_LENGTH,
    RELATION,
    TITLE_LENGTH,
    leads_on,
    plain_head,
    run_in_length,
    set_in_bold,
    stands_alone,
)
from wenji.outline.nesting import RANK, Item, Tree, nest
from wenji.sentences import ended, sentence_end

__all__ = ["DEEPEST", "RANK", "Gap", "Outline", "may_run_in", "outline", "run_in_breaks"]

# --- thresholds; origin: the seeds and the development collections -------------------------------
HEADING_LENGTH = 72  # a labelled heading
LEAST_BODY = 20  # what stands below a heading that ends like a sentence
ITEM_LENGTH = 120  # of the items of a list, on average; longer ones are numbered paragraphs
# A sequence whose members stand on lines of their own so often makes headings of all.
OWN_LINE_SHARE, OWN_LINE_COUNT = 0.5, 2
LED_SHARE = 0.6  # of a sequence's members that have a run-in head, for it to be a habit
NEAR_CLAUSE = 3  # paragraphs of an article of a law down to what it introduces
LEAST_SISTERS = 2  # headings without numbers, for one with signs that sentences have
DEEPEST = 6  # level of a heading: h6 is the last that HTML has

# These number notes, fields and remarks as well as sections.
NOTE_STYLES = frozenset({"arabic_paren", "arabic_half_paren", "circled"})
# 一是 and 其一 count within a paragraph or a list; articles of law are text, not headings.
NEVER_HEADINGS = frozenset({"one_is", "han_step", "clause"})


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


def run_in_breaks(
    texts: Sequence[str], starts: Sequence[int], bold: Collection[int] = ()
) -> Iterator[Edit]:
    """Line breaks after run-in headings whose sisters stand on lines of their own.

    `texts` are an article's paragraphs, `starts` their places in the present text,
    `bold` the numbers of those that are in bold type.
    """
    tree = _tree(texts, bold)
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


def outline(texts: Sequence[str], bold: Collection[int] = ()) -> Outline:
    """Headings with their levels, and run-in heads, of an article's paragraphs; `bold` are the
    numbers of those that are in bold type.

    >>> outline(["一、备耕", "备足种子。" * 15, "二、灌溉", "清理渠道。" * 15]).kinds
    ('h2', 'p', 'h2', 'p')
    >>> outline(["会议要求如下：", "一、准时。", "二、守纪。"]).kinds
    ('p', 'p', 'p')
    """
    tree = _tree(texts, bold)
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


def _lost_between(tree: Tree, a: Item, b: Item) -> bool:
    """Whether just one number is missing between two, and one heading has none there."""
    between = sum(a.index < index < b.index for index in tree.unlabelled)
    return a.group == b.group and b.label.value == a.label.value + 2 and between == 1


def _gaps(tree: Tree, kinds: Sequence[str]) -> Iterator[Gap]:
    for group in tree.groups().values():
        for a, b in pairwise(group):
            if b.label.value != a.label.value + 1 and kinds[b.index] != "p":
                yield Gap(b.index, a.label.text, b.label.text)


# --- sequences -----------------------------------------------------------------------------------


def _tree(texts: Sequence[str], bold: Collection[int]) -> Tree:
    tree = Tree(list(_items(texts)))
    labelled = {i.index for i in tree.items}
    tree.unlabelled = {
        k: next((n for n, i in enumerate(tree.items) if i.index > k), -1)
        for k in range(len(texts))
        if k not in labelled
        and (
            stands_alone(texts, k, labelled)
            or is_back_matter(texts, k)
            or (k in bold and set_in_bold(texts, k))
        )
    }
    if tree.unlabelled:
        sisters = {
            k: next((n for n, i in enumerate(tree.items) if i.index > k), -1)
            for k in range(1, len(texts))
            if k not in labelled and k - 1 in labelled and k not in tree.unlabelled
            and _has_sister(tree.unlabelled, labelled, k)
            and stands_alone(texts, k, labelled, sister=True)
        }  # fmt: skip
        quoted = {
            k: next((n for n, i in enumerate(tree.items) if i.index > k), -1)
            for k, text in enumerate(texts)
            if len(text) <= TITLE_LENGTH and len(tree.unlabelled) >= LEAST_SISTERS
            and k not in labelled and (plain := plain_head(text))
            and stands_alone(texts, k, labelled, plain=plain)
            and not _speaks(texts, k)
        }  # fmt: skip
        tree.unlabelled = dict(sorted({**tree.unlabelled, **sisters, **quoted}.items()))
    nest(tree)
    by_index = {item.index: item for item in tree.items}
    for item in tree.items:
        item.own_line = _own_line(texts, item, by_index.get(item.index + 1))
        item.lead = run_in_length(texts[item.index], item.label)
    return tree


def _speaks(texts: Sequence[str], k: int) -> bool:
    """Whether a line begins as others do up to a colon, with who speaks."""
    who, colon, _ = texts[k].partition("：")
    return bool(colon) and sum(text.startswith(f"{who}：") for text in texts) > 1


def _has_sister(unlabelled: Collection[int], labelled: Collection[int], k: int) -> bool:
    """Whether a heading without a number stands below a line, in the same section."""
    below = min((j for j in unlabelled if j > k), default=k)
    return below > k and not any(j in labelled for j in range(k + 1, below))


def _items(texts: Sequence[str]) -> Iterator[Item]:
    listed = attached(texts)
    numbered, lone = decimals(texts), lone_numbers(texts)
    references = max((k for k in range(len(texts)) if is_back_matter(texts, k)), default=len(texts))
    for k, text in enumerate(texts):
        if k in lone:
            yield Item(k, lone[k], lone=True)
            continue
        decimal, label = numbered.get(k) or ((), label_at(text))
        if k > references and label is not None and label.style in NOTE_STYLES:
            continue  # an entry: （11）林禾：《渠志》
        if label is not None and label.style not in NEVER_HEADINGS and k not in listed:
            yield Item(k, label, decimal=decimal)


# --- what a paragraph looks like -----------------------------------------------------------------


def _own_line(texts: Sequence[str], item: Item, follower: Item | None) -> bool:
    """A short labelled paragraph with something below it; `follower` is the next, if labelled."""
    text = texts[item.index]
    if item.lone:
        return True
    if len(text) > HEADING_LENGTH + item.label.length or len(text) <= item.label.length:
        return False
    if not _is_one_sentence(text, item) or leads_on(text, item.label):
        return False
    torn = item.index + 1 < len(texts) and texts[item.index + 1].endswith(("；", ";"))
    if torn and not ended(text) and PAUSE.search(text, item.label.length):
        return False  # an item of a list that was torn in mid-sentence
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


def _stands_over_heading(texts: Sequence[str], item: Item) -> bool:
    """A title closed like a sentence, with one more below it above a paragraph."""
    after = item.index + 1
    titles = (texts[item.index][item.label.length : -1], texts[after][:-1])
    prose = after + 1 < len(texts) and len(texts[after + 1]) >= PROSE_LENGTH
    return prose and not any(PAUSE.search(title) for title in titles)


def _whole(text: str, item: Item) -> bool:
    """A member of a sequence of headings that is one short sentence with nothing below it."""
    return len(text) <= HEADING_LENGTH and _is_one_sentence(text, item)


def _is_one_sentence(text: str, item: Item) -> bool:
    end = sentence_end(text, item.label.length)
    return end is None or end.end() >= len(text.rstrip("”’）)"))


def _with_leads(texts: Sequence[str], tree: Tree) -> set[int]:
    """The sequences whose habit are run-in heads."""
    return {
        number
        for number, group in tree.groups().items()
        if sum(i.own_line or 0 < i.lead < len(texts[i.index]) for i in group)
        >= LED_SHARE * len(group)
        and not _are_cases(texts, group)
    }


def _is_list(texts: Sequence[str], group: Sequence[Item], sisters: int) -> bool:
    """A sequence of short items below 如下：, or a lone number that begins a note, a field."""
    first, last = group[0], group[-1]
    if len(group) == 1 and first.label.style in NOTE_STYLES and ended(texts[first.index]):
        return True  # a footnote
    if len(group) == 1 and first.label.style in NOTE_STYLES and not sisters:
        return PAUSE.search(texts[first.index], first.label.length) is not None
    if first.label.style in NOTE_STYLES and not all(item.own_line for item in group):
        alone = [item for item in group if item.own_line]
        if all(ended(texts[item.index]) for item in alone):
            return True  # steps, conclusions: sentences, below some of which a formula stands
    if _within_clause(texts, first.index):
        return True
    if _are_cases(texts, group):
        return True
    led = first.index > 0 and texts[first.index - 1].endswith(("：", ":"))
    together = last.index - first.index == len(group) - 1 > 0
    size = sum(len(texts[item.index]) for item in group)
    return led and together and size <= ITEM_LENGTH * len(group)


def _are_cases(texts: Sequence[str], group: Sequence[Item]) -> bool:
    """Whether most members of a sequence hold a formula: （1）当Q＝1时：…"""
    if group[0].label.style not in NOTE_STYLES:
        return False
    formulas = sum(RELATION.search(texts[item.index]) is not None for item in group)
    return formulas > OWN_LINE_SHARE * len(group)


def _within_clause(texts: Sequence[str], k: int) -> bool:
    """Whether a sequence that begins at a paragraph counts what an article of a law introduces:
    第二条 下列情形除外：."""
    if k == 0 or not texts[k - 1].endswith(("：", ":")):
        return False
    for text in reversed(texts[max(0, k - NEAR_CLAUSE) : k]):
        if (label := label_at(text)) is not None:
            return label.style == "clause"
    return False


def _bearing_headings(texts: Sequence[str], tree: Tree) -> set[int]:
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
