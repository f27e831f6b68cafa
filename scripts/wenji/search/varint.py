"""Variable-length integers (LEB128, least group first), many at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


def varint(value: int) -> bytes:
    """The bytes of one integer.

    >>> varint(300)
    b'\\xac\\x02'
    """
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def encode(values: Ints) -> tuple[Bytes, Ints]:
    """The bytes of `values` (0 … 2^35 − 1) and the place where each begins, one more at the end.

    >>> encode(np.array([1, 300]))[0].tolist()
    [1, 172, 2]
    """
    lengths = np.ones(len(values), dtype=np.int64)
    for power in (7, 14, 21, 28):
        lengths += values >= (1 << power)
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    out = np.zeros(int(starts[-1]), dtype=np.uint8)
    for group in range(5):
        chosen = lengths > group
        if not chosen.any():
            break
        part = (values[chosen] >> (7 * group)) & 0x7F
        more = (lengths[chosen] > group + 1).astype(np.int64) << 7
        out[starts[:-1][chosen] + group] = (part | more).astype(np.uint8)
    return out, starts


def decode(data: Bytes) -> Ints:
    """All integers of `data`.

    >>> decode(np.array([1, 172, 2], dtype=np.uint8)).tolist()
    [1, 300]
    """
    ends = np.flatnonzero(data < 0x80)
    if not len(ends):
        return np.zeros(0, dtype=np.int64)
    starts = np.concatenate(([0], ends[:-1] + 1))
    values = np.zeros(len(ends), dtype=np.int64)
    for group in range(int((ends - starts).max()) + 1):
        chosen = starts + group <= ends
        values[chosen] |= (data[starts[chosen] + group].astype(np.int64) & 0x7F) << (7 * group)
    return values
