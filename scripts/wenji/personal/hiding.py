"""How a number is hidden: a sign for each digit but the first ones, which millions share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wenji.personal import ranges
from wenji.personal.numbers import Number, find

SIGN = "*"

Span = tuple[int, int]


def hidden(words: str) -> str:
    """Words with all but the beginning of each number in them hidden.

    >>> hidden("电话138 0013 8000，卡号6222021234567890128")
    '电话138 **** ****，卡号6222***************'
    """
    return covered(words, (span for n in find(words) for span in of_number(words, n)))


def covered(text: str, spans: Iterable[Span]) -> str:
    """The text with a sign in the place of each in some spans: as long as it was."""
    signs = None
    for start, end in spans:
        signs = signs or list(text)
        signs[start:end] = SIGN * (end - start)
    return "".join(signs) if signs else text


def of_number(text: str, number: Number) -> Iterator[Span]:
    """What is hidden of a number: its digits after those that tell its sort."""
    return of_digits(text, (number.start, number.end), ranges.SHOWN[number.sort])


def of_digits(text: str, span: Span, left: int) -> Iterator[Span]:
    """What is hidden of the digits in a span, of which the first `left` are shown."""
    for at in range(*span):
        if text[at].isalnum():
            if left <= 0:
                yield at, at + 1
            left -= 1


def shown(text: str, number: Number) -> str:
    """A number of a text as others may read it, on one line."""
    return " ".join(covered(text, of_number(text, number))[number.start : number.end].split())


def of_words(text: str, span: Span) -> Iterator[Span]:
    """What is hidden of other words: all but white space."""
    return ((at, at + 1) for at in range(*span) if not text[at].isspace())
