"""The files from which an article's page shows its collation: `site/collation/SOURCE/NN.js`.

Each is one line of JavaScript, `wenjiCollation(NAME, DATA)`, which a page loads by a script
element, from `file://` as well. DATA does not repeat what the page shows:

- `rules`: the names of rules that the article's changes give by their numbers in this list.
- `check`: CRC-32 of the page's text, all blocks put together, in UTF-16LE. A page that somebody
  has edited by hand has another one.
- `blocks`: for each paragraph of the page its first line in the source, or, where it has changes,
  `[line, run, …]`. A run is a number of UTF-16 units that were kept, or a change `[units, old,
  rules]`: so many units now stand for `old`; `rules` is a number or a list of them, and 1 follows
  where the change divided a paragraph. Kept text at the end of a block is left out.
- `gaps`: of a row of a table (its number in `blocks`) where white space stood between its cells,
  which the page does not hold: `[UTF-16 units before it, white space]`.
- `around`: `[block, role, line, run, …]` stands before that block; a run is a string that was
  kept, or a change `[new, old, rules]`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TypeAlias

from wenji.collation import Block, Change, Collation, Run, collate
from wenji.forms import ROW
from wenji.model import Collection
from wenji.table_rows import gaps
from wenji.write.markdown import shown

FOLDER = "collation"  # below the site

Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"

# JSON that older scripts take for the end of a line.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}


def collation_files(collection: Collection) -> dict[str, bytes]:
    """The files by path below the site: the same bytes for the same articles and ledgers."""
    files = {}
    for source in collection.sources:
        found = collate(source)
        for article in source.articles:
            name = f"{article.source}/{article.ordinal:02d}"
            rows = {n for n, p in enumerate(article.paragraphs) if p.form == ROW}
            files[f"{FOLDER}/{name}.js"] = script(name, encoded(found[article.id], rows))
    return files


def script(name: str, data: Json) -> bytes:
    """The line of JavaScript that hands `data` to the page.

    >>> script("a/01", {"rules": ["</script>"]}).decode()
    'wenjiCollation("a/01",{"rules":["</script>"]})\\n'
    """
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    line = f"wenjiCollation({dumps(name)},{dumps(data)})\n"
    return line.translate(_ESCAPES).encode("utf-8", "backslashreplace")


def encoded(collation: Collation, rows: Container[int] = ()) -> dict[str, Json]:
    """What the page is told of an article: see above. `rows` are the blocks that are of tables."""
    rules: dict[str, int] = {}
    on_page: dict[int, int] = {}  # blocks without anything legible are on no page
    blocks: list[Json] = []
    white: dict[str, Json] = {}
    text: list[str] = []
    for n, block in enumerate(collation.blocks):
        on_page[n] = len(blocks)
        parts = _shown(block, n in rows)
        if parts:
            text += (part for part, _ in parts)
            if n in rows and (between := list(_gaps(block))):
                white[str(len(blocks))] = between
            runs = list(_offsets(parts, rules))
            blocks.append([block.line, *runs] if runs else block.line)
    around: list[Json] = [
        [
            on_page.get(aside.before, len(blocks)),
            aside.role.value,
            aside.line,
            *(r if isinstance(r, str) else _change(r.new, r, rules) for r in aside.runs),
        ]
        for aside in collation.asides
    ]
    check = zlib.crc32("".join(text).encode("utf-16-le"))
    told: dict[str, Json] = {"rules": list(rules), "check": check, "blocks": blocks}
    return told | ({"gaps": white} if white else {}) | {"around": around}


def _gaps(block: Block) -> Iterator[Json]:
    """Where white space that was kept stands between the cells of a row."""
    text, kept = "", set()
    for run in block.runs:
        if isinstance(run, str):
            kept |= set(range(len(text), len(text) + len(run)))
        text += run if isinstance(run, str) else run.new
    cut = 0
    for start, end in gaps(text):
        if start in kept:
            yield [_units(text[:start]) - cut, text[start:end]]
        cut += _units(text[start:end])


def _shown(block: Block, row: bool = False) -> list[tuple[str, Run]]:
    """The runs of a block as its page shows them; none where it shows nothing."""
    words = [r if isinstance(r, str) else r.new for r in block.runs]
    told = _without(words, gaps("".join(words))) if row else words
    parts = [(shown(part), r) for part, r in zip(told, block.runs, strict=True)]
    legible = [n for n, (part, _) in enumerate(parts) if part.strip()]
    if not legible:
        return []
    first, last = legible[0], legible[-1]
    trimmed = []
    for n, (part, run) in enumerate(parts):
        part = part.lstrip() if n <= first else part
        trimmed.append((part.rstrip() if n >= last else part, run))
    return trimmed


def _without(words: Sequence[str], spans: Iterable[tuple[int, int]]) -> list[str]:
    """The words without some spans, which count through all of them: white space in no cell.

    >>> _without(["甲 ", " 乙"], [(1, 3)])
    ['甲', '乙']
    """
    left_out = {n for start, end in spans for n in range(start, end)}
    told, at = [], 0
    for part in words:
        told.append("".join(c for n, c in enumerate(part, at) if n not in left_out))
        at += len(part)
    return told


def _offsets(parts: Sequence[tuple[str, Run]], rules: dict[str, int]) -> Iterator[Json]:
    kept = 0
    for part, run in parts:
        if isinstance(run, str):
            kept += _units(part)
            continue
        if kept:
            yield kept
            kept = 0
        yield _change(_units(part), run, rules)


def _change(new: str | int, change: Change, rules: dict[str, int]) -> Json:
    numbers: list[Json] = [rules.setdefault(rule, len(rules)) for rule in change.rules]
    told = numbers if len(numbers) > 1 else numbers[0]
    return [new, change.old, told, 1] if change.breaks else [new, change.old, told]


def _units(text: str) -> int:
    """Length in UTF-16 units, by which scripts count."""
    return len(text.encode("utf-16-le")) // 2
