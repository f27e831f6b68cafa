"""Law 4, deterministic: converting the stored text again gives the same ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from wenji.audit.breach import Breach, context_at
from wenji.audit.catalog import Catalog, Record
from wenji.clean.elsewhere import short_lines, site_lines
from wenji.contract import ledger_bytes
from wenji.convert import convert_text
from wenji.editor.overrides import Decision
from wenji.survey import FEWEST, shared_lines


def common_lines(catalog: Catalog) -> frozenset[str]:
    """The lines of sites that several of the stored texts share, told once more."""
    if len(catalog.records) < FEWEST:
        return frozenset()
    return site_lines(shared_lines(short_lines(record.text) for record in catalog.records))


def check_rerun(
    record: Record, decisions: Sequence[Decision], common: frozenset[str]
) -> Iterator[Breach]:
    """The first ledger line that a second conversion writes otherwise."""
    row = record.source
    again = convert_text(row["id"], row["path"], record.text, row["encoding"], decisions, common)
    stored = ledger_bytes(record.pieces).split(b"\n")
    renewed = ledger_bytes(again.pieces).split(b"\n")
    lines = zip_longest(renewed, stored, record.pieces, fillvalue=None)
    for number, (expected, found, piece) in enumerate(lines, 1):
        if expected != found:
            offset = piece.start if piece else len(record.text)
            yield Breach(
                law=4,
                kind="rerun",
                file=record.ledger_file,
                offset=offset,
                line=number,
                context=context_at(record.text, offset),
                expected=(expected or b"").decode("utf-8"),
                found=(found or b"").decode("utf-8"),
            )
            return
