"""How often frequent characters stand in each article: what a query of one such character needs.

All places of a frequent character would be hundreds of kilobytes; its numbers are some.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from wenji.search.segment import PARTS, Blocks, Lengths
from wenji.search.varint import Ints, encode

TITLE, HEADS, TEXT = range(PARTS)


def tallies(
    codes: npt.NDArray[np.uint32], others: Ints, lengths: Lengths, frequent: tuple[int, ...]
) -> Blocks:
    """The blocks of a segment, one for each of the characters `frequent` (ascending) in it.

    A block has for each article that holds the character: the steps from the article before
    (first: its place in the segment plus 1), twice its number in the text, plus 1 where more
    follows: its numbers in the title and in the headings.
    """
    wanted = np.array(frequent, dtype=np.int64)
    first = np.flatnonzero(np.isin(codes, wanted))
    again = others[:, np.isin(others[1], wanted)]  # in the second spelling
    at = np.concatenate((first, again[0]))
    wide = np.concatenate((codes[first].astype(np.int64), again[1]))
    ends = np.cumsum((lengths.table().T + 1).reshape(-1))
    part = np.searchsorted(ends, at, side="right")  # article · 3 + which of its parts
    room = PARTS * max(1, len(lengths))
    keys, numbers = np.unique(wide * room + part, return_counts=True)
    char, article, zone = keys // room, keys % room // PARTS, keys % PARTS
    # One row for each character and article.
    opens = np.diff(char * room + article, prepend=-1) != 0
    row = np.cumsum(opens) - 1
    table = np.zeros((int(opens.sum()), PARTS), dtype=np.int64)
    table[row, zone] = numbers
    char, article = char[opens], article[opens]
    fresh = np.diff(char, prepend=-1) != 0
    steps = np.diff(article, prepend=0)
    steps[fresh] = article[fresh] + 1
    more = (table[:, TITLE] > 0) | (table[:, HEADS] > 0)
    sizes = 2 + 2 * more
    starts = np.cumsum(sizes) - sizes
    values = np.zeros(int(sizes.sum()), dtype=np.int64)
    values[starts] = steps
    values[starts + 1] = table[:, TEXT] << 1 | more
    values[starts[more] + 2] = table[more, TITLE]
    values[starts[more] + 3] = table[more, HEADS]
    data, places = encode(values)
    return Blocks(char[fresh], np.append(places[starts[fresh]], len(data)), data)
