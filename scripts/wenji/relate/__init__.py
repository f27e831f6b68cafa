"""Which articles say the same: identical and nearly identical ones, and passages in common.

Texts are folded (see `fold`) and laid end to end; `winnow` finds where they may meet. Every
meeting is then compared on the text itself and grown as far as both sides agree, so no
collision of hashes makes a passage. What stands in very many texts is boilerplate, not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wenji.fold import Folded, fold_all
from wenji.model import Duplicate, Shared
from wenji.relate.winnow import GAP, GRAM, PASSAGE, Codes, Ints, meetings, owners

# Similarity (see `_Pair`) from which texts count as the same. Origin: on 351 journal articles
# with 63 pairs of copies, copies reach 0.98 and more, all others stay below 0.15; 36 pairs of
# revised laws spread evenly from 0 to 1, half of them above 0.8, where a reader still sees the
# same law.
DUPLICATE = 0.8
# Texts shorter than this (folded) are too short to be called duplicates.
MIN_TEXT = 10
# The most that is told of one article, longest passages and most similar articles first.
MAX_DUPLICATES = 50
MAX_SHARED = 200


@dataclass(frozen=True, slots=True)
class Related:
    """What one article has in common with others: duplicates and shared passages."""

    duplicates: tuple[Duplicate, ...] = ()
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """`length` folded characters that stand at `left` and at `right` (in the laid out texts)."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts by number, and what they have in common.

    `similarity` is the share of both texts, taken together, that stands in the other as well,
    in runs of at least `GRAM` characters.
    """

    left: int
    right: int
    similarity: float
    matches: tuple[_Match, ...]


def relate(texts: Sequence[tuple[str, str]]) -> dict[str, Related]:
    """Relations between the articles `texts` (id, plain text), for each id.

    Offsets of `Shared` are code points of the plain texts given. Every relation is told on both
    sides. Similarity is 1.0 for texts that fold to the same, else below.

    >>> text = "一段足够长的文字，用来说明两篇文章怎样互相对照。"
    >>> found = relate([("a", text), ("b", text + "　"), ("c", "另外一篇。")])
    >>> found["a"].duplicates
    (Duplicate(article='b', similarity=1.0),)
    >>> found["c"]
    Related(duplicates=(), shared=())
    """
    ids = [name for name, _ in texts]
    folded = fold_all([text for _, text in texts])
    classes = _identical(folded)
    heads = [members[0] for members in classes]
    pairs = _pairs(folded, heads)
    members_of = {members[0]: members for members in classes}
    duplicates = _duplicates(ids, pairs, members_of)
    shared = _shared(ids, folded, pairs, members_of)
    return {name: Related(duplicates[name], shared[name]) for name in ids}


def _identical(folded: Folded) -> list[list[int]]:
    """The texts by number, those that fold to the same together, in order."""
    found: dict[bytes, list[int]] = defaultdict(list)
    for number in range(len(folded.bounds) - 1):
        codes = folded.codes[folded.bounds[number] : folded.bounds[number + 1]]
        key = codes.tobytes() if len(codes) >= MIN_TEXT else b"%d" % number
        found[key].append(number)
    return list(found.values())


# --- candidates ------------------------------------------------------------------------------


def _pairs(folded: Folded, heads: Sequence[int]) -> list[_Pair]:
    """The pairs among the texts `heads` that have a run of characters in common."""
    codes, laid = _laid_out(folded, heads)
    starts = np.array(laid, dtype=np.int64)
    left, right, boilerplate = meetings(codes, starts)
    ours, theirs = owners(left, starts), owners(right, starts)
    found: list[_Pair] = []
    for first, last in _runs(ours * len(heads) + theirs):
        a, b = int(ours[first]), int(theirs[first])
        matches = _grown(codes, left[first:last], right[first:last])
        pair = _compared(folded, heads[a], heads[b], laid[a], laid[b], matches)
        if pair.similarity < DUPLICATE:
            own = [m for m in matches if not _is_boilerplate(m, boilerplate)]
            pair = _compared(folded, heads[a], heads[b], laid[a], laid[b], own)
        if pair.matches or pair.similarity >= DUPLICATE:
            found.append(pair)
    return found


def _laid_out(folded: Folded, heads: Sequence[int]) -> tuple[Codes, list[int]]:
    """The folded texts between gaps that match nothing; where they start."""
    pieces = [np.full(PASSAGE, GAP + len(heads), dtype=np.uint32)]
    starts: list[int] = []
    at = PASSAGE
    for row, head in enumerate(heads):
        piece = folded.codes[folded.bounds[head] : folded.bounds[head + 1]]
        pieces += [piece, np.full(PASSAGE, GAP + row, dtype=np.uint32)]
        starts.append(at)
        at += len(piece) + PASSAGE
    return np.concatenate(pieces), starts


def _is_boilerplate(match: _Match, boilerplate: Ints) -> bool:
    """Whether `match` is little more than the boilerplate within it.

    Which hashes are kept near its two ends depends on the text around, so up to a passage on
    either side of the outermost ones may belong to it.
    """
    low, high = np.searchsorted(boilerplate, (match.left, match.left + match.length - GRAM + 1))
    if low == high:
        return False
    known = int(boilerplate[high - 1] - boilerplate[low]) + GRAM
    return match.length - known < 2 * PASSAGE


def _runs(keys: Ints) -> Iterator[tuple[int, int]]:
    """The spans of equal neighbours in `keys`."""
    if len(keys):
        cuts = (np.flatnonzero(keys[1:] != keys[:-1]) + 1).tolist()
        yield from zip([0, *cuts], [*cuts, len(keys)], strict=True)


# --- comparison on the text itself -----------------------------------------------------------


def _grown(codes: Codes, left: Ints, right: Ints) -> list[_Match]:
    """The greatest runs of equal characters around the meetings of one pair of texts."""
    found: list[_Match] = []
    lag, end = None, -1
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        if b - a == lag and a < end:
            continue
        before, after = _equal_before(codes, a, b), _equal_after(codes, a, b)
        lag, end = b - a, a + after
        if before + after >= GRAM:
            found.append(_Match(a - before, b - before, before + after))
    return found


def _equal_after(codes: Codes, a: int, b: int) -> int:
    """How many characters from `a` and from `b` on are equal."""
    length, block = 0, 64
    while True:
        other = codes[b + length : b + length + block]
        differ = codes[a + length : a + length + len(other)] != other
        at = int(differ.argmax()) if len(other) else 0
        if not len(other) or differ[at]:
            return length + at
        length, block = length + len(other), 2 * block


def _equal_before(codes: Codes, a: int, b: int) -> int:
    """How many characters before `a` and before `b` are equal."""
    length, block = 0, 64
    while True:
        size = min(block, a - length, b - length)
        one = codes[a - length - size : a - length][::-1]
        differ = one != codes[b - length - size : b - length][::-1]
        at = int(differ.argmax()) if size else 0
        if not size or differ[at]:
            return length + at
        length, block = length + size, 2 * block


def _compared(
    folded: Folded, left: int, right: int, start: int, other: int, matches: Sequence[_Match]
) -> _Pair:
    """The pair of texts `left`, `right`, laid out from `start` and `other` on."""
    bounds = folded.bounds
    both = int(bounds[left + 1] - bounds[left] + bounds[right + 1] - bounds[right])
    common = _covered([(m.left, m.length) for m in matches])
    common += _covered([(m.right, m.length) for m in matches])
    own = [_Match(m.left - start, m.right - other, m.length) for m in _apart(matches)]
    return _Pair(left, right, common / both, tuple(sorted(own)))


def _covered(spans: Sequence[tuple[int, int]]) -> int:
    """How many characters the spans (start, length) cover together."""
    covered, end = 0, -1
    for start, length in sorted(spans):
        covered += max(0, start + length - max(start, end))
        end = max(end, start + length)
    return covered


def _apart(matches: Sequence[_Match]) -> list[_Match]:
    """The matches of `PASSAGE` characters and more, longest first, none over another's half."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda m: (-m.length, m.left, m.right)):
        if match.length < PASSAGE or len(kept) >= MAX_SHARED:
            break
        if not any(_overlap(match, other) for other in kept):
            kept.append(match)
    return kept


def _overlap(match: _Match, other: _Match) -> bool:
    """Whether more than half of `match` lies in `other` on either side."""
    return any(
        2 * (min(a + match.length, b + other.length) - max(a, b)) > match.length
        for a, b in ((match.left, other.left), (match.right, other.right))
    )


# --- what is told ----------------------------------------------------------------------------


def _duplicates(
    ids: Sequence[str], pairs: Sequence[_Pair], members: dict[int, list[int]]
) -> dict[str, tuple[Duplicate, ...]]:
    """The duplicates of each id, most similar first; at most `MAX_DUPLICATES`, on both sides."""
    found: list[tuple[float, int, int, int]] = []
    for group in members.values():
        found += [(-1.0, b - a, a, b) for a, b in _near(group)]
    for pair in pairs:
        if pair.similarity >= DUPLICATE:
            value = -min(round(pair.similarity, 3), 0.999)
            left, right = members[pair.left], members[pair.right]
            found += [
                (value, abs(b - a), min(a, b), max(a, b))
                for a in left[:MAX_DUPLICATES]
                for b in right[:MAX_DUPLICATES]
            ]
    told: dict[str, list[Duplicate]] = {name: [] for name in ids}
    for value, _, a, b in sorted(found):
        one, other = told[ids[a]], told[ids[b]]
        if len(one) < MAX_DUPLICATES and len(other) < MAX_DUPLICATES:
            one.append(Duplicate(ids[b], -value))
            other.append(Duplicate(ids[a], -value))
    order = {name: row for row, name in enumerate(ids)}
    return {
        name: tuple(sorted(rows, key=lambda d: (-d.similarity, order[d.article])))
        for name, rows in told.items()
    }


def _shared(
    ids: Sequence[str], folded: Folded, pairs: Sequence[_Pair], members: dict[int, list[int]]
) -> dict[str, tuple[Shared, ...]]:
    """The passages of each id by place; at most `MAX_SHARED`, the longest, on both sides."""
    rows = [
        (-match.length, a, b, match)
        for pair in pairs
        for match in pair.matches
        for a in members[pair.left][:MAX_DUPLICATES]
        for b in members[pair.right][:MAX_DUPLICATES]
    ]
    for a, b in (found for group in members.values() for found in _near(group)):
        length = int(folded.bounds[a + 1] - folded.bounds[a])
        if length >= PASSAGE:
            rows.append((-length, a, b, _Match(0, 0, length)))
    told: dict[int, list[Shared]] = {number: [] for number in range(len(ids))}
    for _, a, b, match in sorted(rows):
        if max(len(told[a]), len(told[b])) < MAX_SHARED:
            here, there = _places(folded, a, b, match)
            told[a].append(Shared(*here, ids[b], *there))
            told[b].append(Shared(*there, ids[a], *here))
    order = {name: row for row, name in enumerate(ids)}
    return {
        ids[number]: tuple(
            sorted(found, key=lambda s: (s.start, s.end, order[s.article], s.other_start))
        )
        for number, found in told.items()
    }


def _near(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each member of `group` with the next `MAX_DUPLICATES` after it."""
    for step in range(1, min(MAX_DUPLICATES, len(group) - 1) + 1):
        yield from zip(group, group[step:], strict=False)


def _places(
    folded: Folded, left: int, right: int, match: _Match
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The spans of `match` in the plain texts `left` and `right`.

    A character that folds to several (㎡ to m2) belongs to a passage as a whole or not at all.
    """
    sides = (int(folded.bounds[left]) + match.left, int(folded.bounds[right]) + match.right)
    first, last = 0, match.length
    while first < last and any(_inside(folded, side + first) for side in sides):
        first += 1
    while first < last and any(_inside(folded, side + last) for side in sides):
        last -= 1
    here, there = (
        (int(folded.origin[side + first]), int(folded.origin[side + last - 1]) + 1)
        for side in sides
    )
    return here, there


def _inside(folded: Folded, place: int) -> bool:
    """Whether the folded character at `place` and the one before come of the same character."""
    if not 0 < place < len(folded.origin):
        return False
    if folded.bounds[np.searchsorted(folded.bounds, place)] == place:
        return False
    return bool(folded.origin[place] == folded.origin[place - 1])
