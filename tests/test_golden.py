"""Whole small files: each folder of tests/golden holds a source and what must come of it.

`pytest tests/test_golden.py --refresh-golden` writes the results anew. Read every one of them
before you keep it: what stands there is held to be right.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wenji.convert import convert
from wenji.model import Article, Op, Paragraph, Role, Source
from wenji.read import read_source

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def told(source: Source) -> dict[str, Any]:
    """What an editor would check: articles, what was left out, and the findings."""
    return {
        "encoding": source.encoding,
        "articles": [
            {
                "title": a.title,
                "given_title": a.given_title,
                "title_origin": a.title_origin,
                "lines": list(a.lines),
                "facts": {k: _told_fact(source, a, k, v) for k, v in a.facts.items()},
                "meta": _kept(source, Role.META, a.id),
                "headings": [[h.level, h.label, h.text] for h in a.headings],
                "paragraphs": [
                    [_kind(p), *([p.text[: p.lead], p.text[p.lead :]] if p.lead else [p.text])]
                    for p in a.paragraphs
                ],
            }
            for a in source.articles
        ],
        "of_no_article": _kept(source, Role.TITLE, None) + _kept(source, Role.META, None),
        "left_out": [
            [p.rule, source.text[p.start : p.end]]
            for p in source.pieces
            if p.op is Op.DROP and source.text[p.start : p.end].strip()
        ],
        "findings": [[f.code, dict(f.args)] for f in source.findings],
    }


def _told_fact(source: Source, article: Article, kind: str, value: str) -> str | list[str]:
    """A fact's value; where the source says it in other words, these as well."""
    span = article.facts.spans.get(kind)
    words = source.text[slice(*span)] if span else ""
    return value if words == value else [value, words]


def _kind(paragraph: Paragraph) -> str:
    """A paragraph's form where it has one, `+` where it goes on; else its kind."""
    return paragraph.kind if not paragraph.form else f"{'+'[paragraph.opens :]}{paragraph.form}"


def _kept(source: Source, role: Role, article: str | None) -> list[str]:
    """What stands in the source for `role`, without line ends."""
    parts = (
        source.text[p.start : p.end] if p.op is Op.KEEP else p.new
        for p in source.pieces
        if p.role is role and p.article == article
    )
    return [line for line in "".join(parts).split("\n") if line.strip()]


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str, pytestconfig: pytest.Config) -> None:
    folder = GOLDEN / case
    (name,) = (path.name for path in folder.glob("in.*"))
    raw, problem = read_source(folder, name)
    assert problem is None
    result = told(convert(raw))
    out = folder / "out.json"
    if pytestconfig.getoption("--refresh-golden"):
        text = json.dumps(result, ensure_ascii=False, indent=1)
        out.write_text(text + "\n", "utf-8", newline="\n")
    assert result == json.loads(out.read_text("utf-8"))


def test_there_are_cases_and_each_has_its_two_files() -> None:
    assert len(CASES) >= 8
    for case in CASES:
        assert len(list((GOLDEN / case).iterdir())) == 2
