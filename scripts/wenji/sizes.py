"""The size of a file as people read it."""

from __future__ import annotations


def size(count: int) -> str:
    """Bytes in kB or MB, of which a thousand make the next.

    >>> size(300), size(12_345), size(999_999), size(12_345_678)
    ('1 kB', '12 kB', '1.0 MB', '12.3 MB')
    """
    kilobytes = max(1, round(count / 1000))
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{count / 1_000_000:.1f} MB"
