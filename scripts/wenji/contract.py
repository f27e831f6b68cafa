"""The contract files of a run: what `.work/` holds for every other program.

Five kinds, on which other programs may rely (the README lists them): `sources.jsonl`,
`articles.jsonl`, `findings.jsonl`, `text/<source>.txt` and `ledger/<source>.jsonl`. Written byte
for byte the same for the same collection; read back, checked field by field, for the audit.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from wenji.files import replace_files
from wenji.messages import finding_text, severity
from wenji.model import Article, Collection, Finding, Op, Paragraph, Piece, Role, Source

Row: TypeAlias = dict[str, Any]

SOURCES = "sources.jsonl"
ARTICLES = "articles.jsonl"
FINDINGS = "findings.jsonl"
TEXT = "text"
LEDGER = "ledger"

# A source's id becomes a file name: nothing in it may lead out of the folder.
_SAFE_ID = re.compile(r"\w[\w.~-]*", re.ASCII)

_FURTHER_FACTS = ("subtitle", "organisation", "place", "audience", "number")
_NULL = type(None)
_FIELDS: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "source": {
        "id": (str,),
        "path": (str,),
        "sha256": (str,),
        "bytes": (int,),
        "media_type": (str,),
        "encoding": (str, _NULL),
        "chars": (int,),
        "articles": (list,),
        "findings": (int,),
    },
    "article": {
        "id": (str,),
        "source": (str,),
        "ordinal": (int,),
        "start": (int,),
        "end": (int,),
        "title": (str,),
        "given_title": (str,),
        "title_origin": (str,),
        "date": (str, _NULL),
        "author": (str, _NULL),
        "origin": (str, _NULL),
        "genre": (str, _NULL),
        "themes": (list,),
        "page": (str,),
        "chars": (int,),
        "headings": (list,),
        "duplicates": (list,),
        "shared": (list,),
        "subtitle": (str, _NULL),
        "organisation": (str, _NULL),
        "place": (str, _NULL),
        "audience": (str, _NULL),
        "number": (str, _NULL),
        "facts": (dict,),
        "forms": (list,),
        "boundary": (dict,),
    },
    "finding": {
        "code": (str,),
        "severity": (str,),
        "source": (str, _NULL),
        "start": (int, _NULL),
        "end": (int, _NULL),
        "message": (str,),
    },
    "piece": {
        "start": (int,),
        "end": (int,),
        "op": (str,),
        "new": (str,),
        "rule": (str,),
        "role": (str,),
        "article": (str, _NULL),
    },
    "heading": {"level": (int,), "text": (str,), "start": (int,), "end": (int,)},
    "fact": {"value": (str,), "start": (int, _NULL), "end": (int, _NULL)},
    "form": {"form": (str,), "start": (int,), "end": (int,)},
    "shared": {
        "start": (int,),
        "end": (int,),
        "article": (str,),
        "other_start": (int,),
        "other_end": (int,),
    },
}


class ContractError(Exception):
    """A contract file is missing or cannot be understood; `line` counts from 1, 0 for all."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file = file
        self.line = line
        self.problem = problem


# --- writing ------------------------------------------------------------------------------


def write_contract(
    collection: Collection, work: Path, more: Iterable[Finding] = ()
) -> tuple[str, ...]:
    """Write the contract files of `collection` into `work`; `more` adds findings of later stages.

    Ledgers and texts of sources that are gone are removed. Returns the paths that changed,
    relative to `work`. A failed write leaves the former files whole.
    """
    wanted = contract_files(collection, more)
    stale = [
        f"{folder}/{path.name}"
        for folder, suffix in ((TEXT, ".txt"), (LEDGER, ".jsonl"))
        for path in sorted((work / folder).glob(f"*{suffix}"))
    ]
    return replace_files(work, wanted, stale)


def contract_files(collection: Collection, more: Iterable[Finding] = ()) -> dict[str, bytes]:
    """The contract files as path → bytes, before anything is written."""
    findings = all_findings(collection, more)
    counts = Counter(f.source for f in findings)
    files = {
        SOURCES: _lines(_source_row(s, counts[s.id]) for s in collection.sources),
        ARTICLES: _lines(_article_row(a) for a in collection.articles),
        FINDINGS: _lines(_finding_row(f) for f in findings),
    }
    for source in collection.sources:
        if not _SAFE_ID.fullmatch(source.id):
            raise ValueError(f"unsafe source id {source.id!r}")
        files[f"{TEXT}/{source.id}.txt"] = text_bytes(source.text)
        files[f"{LEDGER}/{source.id}.jsonl"] = ledger_bytes(source.pieces)
    return files


def all_findings(collection: Collection, more: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Every finding once: in the order of sources and places, those of no source at the end."""
    place = {source.id: n for n, source in enumerate(collection.sources)}
    given = [f for source in collection.sources for f in source.findings]
    given += [*collection.findings, *more]

    def order(finding: Finding) -> tuple[int, int, int, str, tuple[tuple[str, str], ...]]:
        start = -1 if finding.start is None else finding.start
        end = -1 if finding.end is None else finding.end
        source = place.get(finding.source or "", len(place))
        return source, start, end, finding.code, tuple(sorted(finding.args.items()))

    return tuple({(f.source, order(f)): f for f in sorted(given, key=order)}.values())


def text_bytes(text: str) -> bytes:
    """The bytes of a text file; line ends stay as they are."""
    return text.encode("utf-8", "surrogatepass")


def ledger_bytes(pieces: Iterable[Piece]) -> bytes:
    """The bytes of a ledger file.

    >>> ledger_bytes([Piece(0, 2, Op.DROP, "", "page-number", Role.NOISE, None)]).decode()
    '{"start":0,"end":2,"op":"drop","new":"","rule":"page-number","role":"noise","article":null}\\n'
    """
    return "".join(_piece_lines(pieces)).encode("utf-8", "backslashreplace")


# A row of a file as JSON. A lone surrogate has no UTF-8 form; "backslashreplace" of what is
# written gives its JSON escape.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _lines(rows: Iterable[Row]) -> bytes:
    return "".join(f"{_json(row)}\n" for row in rows).encode("utf-8", "backslashreplace")


def _piece_lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """The rows of a ledger, each as a line of JSON, put together here: there are so many."""
    last, told = None, _json(None)
    for start, end, op, new, rule, role, article in pieces:
        if article != last:
            last, told = article, _json(article)
        words = _json(new) if new else '""'
        yield (
            f'{{"start":{start},"end":{end},"op":"{op}","new":{words},"rule":{_json(rule)},'
            f'"role":"{role}","article":{told}}}\n'
        )


def _source_row(source: Source, findings: int) -> Row:
    return {
        "id": source.id,
        "path": source.path,
        "sha256": source.sha256,
        "bytes": source.bytes,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "chars": len(source.text),
        "articles": [a.id for a in source.articles],
        "findings": findings,
    }


def _article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "source": article.source,
        "ordinal": article.ordinal,
        "start": article.start,
        "end": article.end,
        "title": article.title,
        "given_title": article.given_title,
        "title_origin": article.title_origin,
        "date": article.facts.date,
        "author": article.facts.author,
        "origin": article.facts.origin,
        "genre": article.facts.genre,
        "themes": [
            {"id": theme.id, "score": theme.score, "terms": list(theme.terms)}
            for theme in article.themes
        ],
        "page": article.page,
        "chars": article.chars,
        "headings": [
            {"level": h.level, "text": h.text, "start": h.start, "end": h.end}
            for h in article.headings
        ],
        "duplicates": [
            {"article": d.article, "similarity": d.similarity} for d in article.duplicates
        ],
        "shared": [
            {
                "start": s.start,
                "end": s.end,
                "article": s.article,
                "other_start": s.other_start,
                "other_end": s.other_end,
            }
            for s in article.shared
        ],
        **{kind: getattr(article.facts, kind) for kind in _FURTHER_FACTS},
        "facts": {
            kind: _fact_row(value, article.facts.spans.get(kind))
            for kind, value in article.facts.items()
        },
        "forms": list(_form_rows(article.paragraphs)),
        "boundary": {"evidence": article.boundary.evidence, "score": article.boundary.score},
    }


def _fact_row(value: str, span: tuple[int, int] | None) -> Row:
    start, end = span or (None, None)
    return {"value": value, "start": start, "end": end}


def _form_rows(paragraphs: Iterable[Paragraph]) -> Iterator[Row]:
    """Tables, lists, stanzas …: neighbouring paragraphs of one form are one row."""
    run: Row | None = None
    for p in paragraphs:
        if run is not None and (p.form != run["form"] or p.opens):
            yield run
            run = None
        if run is not None:
            run["end"] = p.end
        elif p.form:
            run = {"form": p.form, "start": p.start, "end": p.end}
    if run is not None:
        yield run


def _finding_row(finding: Finding) -> Row:
    return {
        "code": finding.code,
        "severity": severity(finding.code).value,
        "source": finding.source,
        "start": finding.start,
        "end": finding.end,
        "message": finding_text(finding),
        "message_en": finding_text(finding, "en"),
    }


# --- reading ------------------------------------------------------------------------------


def read_sources(work: Path) -> tuple[Row, ...]:
    """The rows of `sources.jsonl`; ContractError names the line that is not as promised."""
    return tuple(_rows(work, SOURCES, "source"))


def read_articles(work: Path) -> tuple[Row, ...]:
    """The rows of `articles.jsonl`."""
    rows = tuple(_rows(work, ARTICLES, "article"))
    for number, row in enumerate(rows, 1):
        for kind, field in (("heading", "headings"), ("shared", "shared"), ("form", "forms")):
            for item in row[field]:
                _check(ARTICLES, number, kind, item)
        for name, item in row["facts"].items():
            _check(ARTICLES, number, "fact", item)
            if row.get(name) != item["value"]:
                raise ContractError(ARTICLES, number, f"fact: “{name}” has two values")
    return rows


def read_findings(work: Path) -> tuple[Row, ...]:
    """The rows of `findings.jsonl`."""
    return tuple(_rows(work, FINDINGS, "finding"))


def read_text(work: Path, source: str) -> str:
    """The decoded text of a source, its line ends untouched."""
    name = f"{TEXT}/{source}.txt"
    try:
        return _read(work, name).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise ContractError(name, 0, str(error)) from None


def read_ledger(work: Path, source: str) -> tuple[Piece, ...]:
    """The pieces of a source's ledger, in the order of the file."""
    name = f"{LEDGER}/{source}.jsonl"
    pieces = []
    for number, row in enumerate(_rows(work, name, "piece"), 1):
        try:
            op, role = Op(row["op"]), Role(row["role"])
        except ValueError as error:
            raise ContractError(name, number, str(error)) from None
        span = row["start"], row["end"]
        pieces.append(Piece(*span, op, row["new"], row["rule"], role, row["article"]))
    return tuple(pieces)


def _rows(work: Path, name: str, kind: str) -> Iterator[Row]:
    data = _read(work, name)
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line:
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ContractError(name, number, str(error)) from None
        _check(name, number, kind, row)
        yield row


def _check(name: str, number: int, kind: str, row: object) -> None:
    if not isinstance(row, dict):
        raise ContractError(name, number, f"{kind}: an object is expected")
    for key, types in _FIELDS[kind].items():
        if key not in row:
            raise ContractError(name, number, f"{kind}: “{key}” is missing")
        if not isinstance(row[key], types) or isinstance(row[key], bool):
            raise ContractError(name, number, f"{kind}: “{key}” is {row[key]!r}")


def _read(work: Path, name: str) -> bytes:
    try:
        return (work / name).read_bytes()
    except OSError as error:
        raise ContractError(name, 0, error.strerror or str(error)) from None
