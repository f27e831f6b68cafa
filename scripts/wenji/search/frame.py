"""The frame of every file of the index: bytes as a line of JavaScript, with their checksum.

A page opened from the disk (`file://`) may not fetch files, but may load scripts; so every file
is one call. Its payload is bytes, escaped where a string literal needs it: a fiftieth more than
the bytes, where base64 is a third more (48 MB and 37 MB for 5,000 articles).
"""

from __future__ import annotations

import json
import zlib

COMPRESSION = 6
# What may not stand in a string literal as it is; the backslash first.
_ESCAPES = ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\r", b"\\r"))
_HEAD = b'wenjiSearch("%s","'
_CHECK = b'%08x","'
_END = b'")\n'


class Damaged(ValueError):
    """A file that is not framed as it should be, or whose checksum differs."""


def body(payload: bytes) -> bytes:
    """A file of the index behind its name: the CRC-32 of the payload, the payload, the end."""
    check = zlib.crc32(payload)
    for plain, escaped in _ESCAPES:
        payload = payload.replace(plain, escaped)
    return _CHECK % check + payload + _END


def framed(name: str, rest: bytes) -> bytes:
    """A file of the index: its name (without `.js`), then what `body` gave.

    >>> framed("D/b/1", body(b"ab"))
    b'wenjiSearch("D/b/1","9e83486d","ab")\\n'
    """
    return _HEAD % name.encode() + rest


def unframed(name: str, data: bytes) -> bytes:
    """The payload of a file; Damaged where it is not what was written.

    >>> unframed("D/b/1", framed("D/b/1", body(b'a"b')))
    b'a"b'
    """
    start = len(_HEAD % name.encode() + _CHECK % 0)
    payload = _unescaped(data[start : -len(_END)])
    if framed(name, body(payload)) != data:
        raise Damaged(name)
    return payload


def _unescaped(data: bytes) -> bytes:
    parts = data.split(b"\\\\")  # what is left has no backslash but those of other escapes
    for plain, escaped in _ESCAPES[1:]:
        parts = [part.replace(escaped, plain) for part in parts]
    return b"\\".join(parts)


def packed(data: bytes) -> bytes:
    """Raw DEFLATE data. The same zlib gives the same bytes on every machine."""
    squeezer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush()


def unpacked(payload: bytes) -> bytes:
    """The data that `packed` packed."""
    return zlib.decompress(payload, -zlib.MAX_WBITS)


def packed_text(text: str) -> bytes:
    """The same for a text. As UTF-16, Chinese is a twentieth smaller after compression."""
    return packed(text.encode("utf-16-le", "replace"))


def unpacked_text(payload: bytes) -> str:
    """The text that `packed_text` packed."""
    return unpacked(payload).decode("utf-16-le")


def packed_json(value: object) -> bytes:
    """The same for a value as JSON."""
    return packed(compact(value).encode("utf-8", "replace"))


def compact(value: object) -> str:
    """A value as JSON, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
