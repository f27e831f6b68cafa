"""One source, from bytes to articles and ledger: the part of the line that runs in parallel.

`convert` reads as the line does: decode, clean, split; outline and forms are looked for by
`Assembly`, which puts together what was found. Nothing is changed any more then.

The editor's decisions (`overrides.yml`) come in at three places: masks, repairs and lines left out
before any rule looks at the text; articles joined and divided behind `split`; headings, forms and
facts when the articles are put together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenji.assemble import Assembly
from wenji.clean import Forbidden, clean_lines, clean_words
from wenji.decode import Decoded, NotText, decode
from wenji.decode import findings as decode_findings
from wenji.draft import Draft
from wenji.editor.decisions import (
    Places,
    decided_facts,
    decided_form_names,
    decided_levels,
    decided_parts,
    first_edits,
    keeper,
    kept_paragraphs,
    settled,
    without_effect,
)
from wenji.editor.masks import Masked, Masks
from wenji.editor.overrides import Decision, Kind
from wenji.editor.placing import Placed, place
from wenji.facts import front_matter
from wenji.facts.fences import front_matter_end
from wenji.facts.front_matter import FrontMatter
from wenji.facts.headers import Head, heads
from wenji.ledger import pieces
from wenji.model import (
    Edit,
    Finding,
    Raw,
    Source,
    SourceId,
)
from wenji.outline import may_run_in, run_in_breaks
from wenji.paras import Para
from wenji.personal.numbers import find as find_numbers
from wenji.personal.remarks import remarks_on_numbers
from wenji.read import unconverted
from wenji.remarks import remarks_on
from wenji.split import Split, split
from wenji.split.headed import headed_parts, titled_by
from wenji.split.paragraphs import paras_of
from wenji.split.run_on import run_on_breaks
from wenji.survey import standing_in

MOST_MATTER = 44  # paragraphs of front matter, its fences among them


def convert(
    raw: Raw, decisions: Sequence[Decision] = (), site_lines: frozenset[str] = frozenset()
) -> Source:
    """The articles, ledger and findings of one raw file; `decisions` are the editor's about it,
    `site_lines` the lines of a site that other files have as well (keys of `clean.elsewhere`)."""
    try:
        decoded = decode(raw.data)
    except NotText:
        return unconverted(raw, Finding("source-binary", raw.id))
    return convert_decoded(raw, decoded, decisions, site_lines)


def convert_decoded(
    raw: Raw,
    decoded: Decoded,
    decisions: Sequence[Decision] = (),
    site_lines: frozenset[str] = frozenset(),
) -> Source:
    """The same for a file that is decoded already."""
    source = convert_text(raw.id, raw.path, decoded.text, decoded.encoding, decisions, site_lines)
    return replace(
        source,
        sha256=raw.sha256,
        bytes=len(raw.data),
        media_type=raw.media_type,
        findings=decode_findings(decoded, raw.id) + source.findings,
    )


def convert_text(
    source_id: SourceId,
    path: str,
    text: str,
    encoding: str | None,
    decisions: Sequence[Decision] = (),
    site_lines: frozenset[str] = frozenset(),
) -> Source:
    """The same for decoded text. A pure function: the audit runs it again (law 4)."""
    site_lines = standing_in(text, site_lines)
    numbers = find_numbers(text)
    masked = Masks.among(decisions).on(text, path, numbers)
    placed, not_placed = place(text, [d for d in decisions if d.kind is not Kind.MASK])
    draft, masked, conflicts = _cleaned(text, placed, masked, site_lines)
    matter, paras = _below_matter(draft)
    places = Places(draft, paras)
    blocks = heads(paras)
    assembly = Assembly(
        source_id, path, draft, paras,
        heads={head.start: head for head in blocks},
        parts=titled_by(matter, paras, _split(paras, blocks, places, placed)),
        matter=matter,
        levels=decided_levels(places, placed),
        forms=decided_form_names(places, placed),
        kept=kept_paragraphs(places, placed),
    )  # fmt: skip
    found, spans = assembly.build()
    articles = tuple(decided_facts(masked.article(a), placed, masked.hide) for a in found)
    ledger = tuple(pieces(draft, spans))
    findings = (
        *masked.findings, *not_placed, *conflicts,
        *without_effect(places, placed, assembly.parts.parts, articles),
        *settled(assembly.findings, placed, articles), *remarks_on(text, articles, ledger),
        *remarks_on_numbers(text, filter(masked.is_open, numbers)),
    )  # fmt: skip
    data = text.encode("utf-8", "surrogatepass")
    return Source(
        id=source_id, path=path, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data),
        media_type="text/plain", encoding=encoding, text=text,
        pieces=ledger, articles=articles,
        findings=tuple(replace(masked.finding(f), source=source_id) for f in findings),
        masked=masked.text if masked.spans else None,
    )  # fmt: skip


def _cleaned(
    text: str, placed: Sequence[Placed], masked: Masked, site_lines: frozenset[str]
) -> tuple[Draft, Masked, list[Finding]]:
    """The cleaned text, a paragraph on each line, with what the editor says before any rule.

    Cleaning may put together a number that has to be hidden: so the masks come back as well. The
    findings are decisions that contradict each other.
    """
    edits, conflicts = first_edits(text, placed, masked.hide)
    forbidden = _forbidden(text, keeper(text, placed))
    draft = clean_lines(Draft.of(text).apply(masked.edits()).apply(edits), forbidden, site_lines)
    draft = _broken(draft, run_on_breaks(_below_matter(draft)[1]), forbidden)
    draft = _broken(draft, _run_in(draft, placed), forbidden)
    draft, masked = masked.after(clean_words(draft, forbidden))
    if draft.text and not draft.text.endswith("\n"):
        end = len(draft.text)
        draft = draft.apply([Edit(end, end, "\n", "last-line")])
    return draft, masked, conflicts


def _forbidden(text: str, kept: Forbidden | None) -> Forbidden | None:
    """Edits that must not be made: the editor keeps the words, or they are a file's own fields."""
    if not front_matter_end(text):
        return kept
    return lambda draft, edit: front_matter.changes(draft, edit) or bool(kept and kept(draft, edit))


def _below_matter(draft: Draft) -> tuple[FrontMatter, Sequence[Para]]:
    """The fields at the file's head, and the paragraphs below them."""
    paras = paras_of(draft)
    matter = FrontMatter()
    if end := front_matter_end(draft.source):
        within = sum(draft.source_at(p.start) < end for p in paras[:MOST_MATTER])
        matter = front_matter.read(paras, within)
    return matter, paras[len(matter.paras) :]


def _split(
    paras: Sequence[Para],
    blocks: Sequence[Head],
    places: Places,
    placed: Sequence[Placed],
) -> Split:
    """The articles: as they are found, as the blocks of fields above texts say (`facts.headers`),
    as the editor says; who comes later is believed."""
    found = headed_parts(split(paras), blocks)
    return decided_parts(found, paras, places, placed)


def _broken(draft: Draft, breaks: Iterable[Edit], forbidden: Forbidden | None) -> Draft:
    """The draft with line breaks, but for those that the editor forbids."""
    return draft.apply(e for e in breaks if forbidden is None or not forbidden(draft, e))


def _run_in(draft: Draft, placed: Sequence[Placed]) -> Iterator[Edit]:
    """Line breaks after run-in headings, article by article."""
    if not may_run_in([line for line in draft.text.split("\n") if line]):
        return
    paras = _below_matter(draft)[1]
    places = Places(draft, paras)
    for part in _split(paras, heads(paras), places, placed).parts:
        body = paras[part.body : part.last]
        yield from run_in_breaks(
            [p.text for p in body],
            [p.start for p in body],
            [k for k, p in enumerate(body) if p.bold],
        )
