"""The audit finds every kind of damage to a finished run, and names the place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import copy_run
from hypothesis import given
from hypothesis import strategies as st

from wenji.audit import Breach, audit
from wenji.audit.breach import first_difference
from wenji.audit.catalog import read_catalog
from wenji.audit.ledger import plain_text, replay, to_source, words_in
from wenji.audit.pages import markdown_text, site_file
from wenji.audit.text import legible
from wenji.commands.convert import convert
from wenji.model import Folders
from wenji.progress import Silent
from wenji.traditional import to_traditional
from wenji.write.frontmatter import Value
from wenji.write.frontmatter import page as generated_page

Row = dict[str, Any]
Damage = Callable[[Folders], object]

WORD = "清淤渠道"  # stands in the first article of the small run, in a piece that is kept


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def save(path: Path, rows: list[Row]) -> None:
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    path.write_bytes("".join(lines).encode("utf-8"))


def first_article(run: Folders) -> Row:
    """The article that holds WORD."""
    [found] = [a for a in rows_of(run.work / "articles.jsonl") if "春灌" in a["title"]]
    return found


def ledger(change: Callable[[list[Row], int], object]) -> Damage:
    """Damage to the ledger; `change` gets the rows and the index of the piece with WORD."""

    def damage(run: Folders) -> None:
        source = first_article(run)["source"]
        text = (run.work / "text" / f"{source}.txt").read_bytes().decode("utf-8")
        path = run.work / "ledger" / f"{source}.jsonl"
        rows = rows_of(path)
        at = text.index(WORD)
        [place] = [n for n, row in enumerate(rows) if row["start"] <= at < row["end"]]
        change(rows, place)
        save(path, rows)

    return damage


def article(**changes: Callable[[Any], Any]) -> Damage:
    """Damage to the row of the first article."""

    def damage(run: Folders) -> None:
        path = run.work / "articles.jsonl"
        rows = rows_of(path)
        name = first_article(run)["id"]
        for row in rows:
            if row["id"] == name:
                for key, change in changes.items():
                    row[key] = change(row[key])
        save(path, rows)

    return damage


def split_piece(rows: list[Row], place: int) -> None:
    """Two kept pieces in place of one: every law but the fourth still holds."""
    row = rows[place]
    middle = row["start"] + 1
    rows[place : place + 1] = [{**row, "end": middle}, {**row, "start": middle}]


def delete(rows: list[Row], place: int) -> None:
    """All from a place on is gone."""
    del rows[place:]


def stretch(rows: list[Row], place: int) -> None:
    """The last piece that covers something reaches beyond the text."""
    while rows[-1]["op"] == "insert":
        rows.pop()
    rows[-1]["end"] += 1


def forget_words(rows: list[Row], place: int) -> None:
    """A kept piece becomes a dropped one: covered, but no longer what the page shows."""
    rows[place] |= {"op": "drop", "rule": "noise-line", "role": "noise"}


def shift_form(forms: list[Row]) -> list[Row]:
    return [*forms, {"form": "row", "start": 10**6, "end": 10**6 + 1}]


def shift_heading(headings: list[Row]) -> list[Row]:
    return [{**headings[0], "start": headings[0]["start"] + 1}, *headings[1:]]


def in_page(old: str, new: str) -> Damage:
    """Damage to the page; the last place is meant, as the summary repeats the first words."""

    def damage(run: Folders) -> None:
        path = run.docs / first_article(run)["page"]
        content = path.read_text("utf-8")
        assert old in content
        path.write_text(new.join(content.rsplit(old, 1)), "utf-8", newline="\n")

    return damage


def in_built(old: str, new: str, language: str = ".") -> Damage:
    def damage(run: Folders) -> None:
        path = run.site / language / site_file(first_article(run)["page"])
        content = path.read_text("utf-8")
        assert old in content
        path.write_text(content.replace(old, new), "utf-8", newline="\n")

    return damage


def stray(run: Folders) -> None:
    source = {"file": "x", "id": "x"}
    meta: dict[str, Value] = {"template": "article.html", "title": "冒名", "source": source}
    path = run.docs / "zh" / "articles" / "stray.md"
    path.write_text(generated_page(meta, "冒名的文章\n"), "utf-8", newline="\n")


def finding(run: Folders) -> None:
    row = {"code": "source-empty", "severity": "warning", "source": "nobody"}
    path = run.work / "findings.jsonl"
    save(path, [*rows_of(path), {**row, "start": None, "end": None, "message": "空"}])


def without(name: str) -> Damage:
    def damage(run: Folders) -> None:
        source = first_article(run)["source"]
        page = first_article(run)["page"]
        place = name.format(source=source, page=page, built=site_file(page))
        (run.work.parent / place).unlink()

    return damage


LEDGER = "ledger/{source}.jsonl"
ARTICLES = "articles.jsonl"

FAR = [{"start": 0, "end": 10**6, "article": "x", "other_start": 0, "other_end": 1}]
TWIN_OF_NOBODY = [{"article": "nobody", "similarity": 1.0}]

# What is done to a run, and the breach it must give: law, kind, file ({…} are filled in).
DAMAGES: dict[str, tuple[Damage, int, str, str]] = {
    "a piece is gone": (ledger(lambda r, n: r.pop(n)), 1, "gap", LEDGER),
    "the last words are gone": (ledger(delete), 1, "gap", LEDGER),
    "a piece stands twice": (ledger(lambda r, n: r.insert(n, r[n])), 1, "overlap", LEDGER),
    "pieces out of order": (ledger(lambda r, n: r.insert(0, r.pop(n))), 1, "gap", LEDGER),
    "a piece beyond the text": (ledger(stretch), 1, "beyond", LEDGER),
    "a change without rule": (ledger(lambda r, n: r[n].update(op="drop")), 1, "no-rule", LEDGER),
    "a kept piece with new text": (
        ledger(lambda r, n: r[n].update(new="新")), 1, "wrong-new", LEDGER,
    ),
    "a dropped piece with new text": (
        ledger(lambda r, n: r[n].update(op="drop", rule="x", new="新")), 1, "wrong-new", LEDGER,
    ),
    "an insertion that covers text": (
        ledger(lambda r, n: r[n].update(op="insert", rule="x", new="新")), 1, "empty-span", LEDGER,
    ),
    "a piece of an unknown article": (
        ledger(lambda r, n: r[n].update(article="nobody")), 1, "unknown-article", LEDGER,
    ),
    "words changed on the page": (in_page(WORD, "清淤水道"), 2, "page-text", "{page}"),
    "words gone from the page": (in_page(WORD, ""), 2, "page-text", "{page}"),
    "words added to the page": (in_page(WORD, f"{WORD}又"), 2, "page-text", "{page}"),
    "the page ends early": (in_page("隔天回话。", ""), 2, "page-text", "{page}"),
    "white space added to the page": (in_page(WORD, f" {WORD}"), 2, "page-edited", "{page}"),
    "the page gives other lines": (in_page('lines": [', 'lines": [7'), 2, "page-source", "{page}"),
    "the page has another title": (in_page('title: "', 'title: "新'), 2, "page-title", "{page}"),
    "the page is gone": (without("docs/{page}"), 2, "page-missing", "{page}"),
    "a page of nothing": (stray, 2, "page-stray", "zh/articles/stray.md"),
    "words changed in the built page": (in_built(WORD, "清淤水道"), 2, "page-text", "{built}"),
    "the built page without mark": (in_built("data-wj-text", "x"), 2, "built-no-text", "{built}"),
    "the built page is gone": (without("site/{built}"), 2, "built-missing", "{built}"),
    "a Traditional page that is not": (
        in_built(to_traditional(WORD), "清淤水道", "zh-Hant"), 2, "page-text", "zh-Hant/{built}",
    ),
    "other words in English": (in_built(WORD, "渠道", "en"), 2, "page-text", "en/{built}"),
    "no page in English": (without("site/en/{built}"), 2, "built-missing", "en/{built}"),
    "words gone from the ledger": (ledger(forget_words), 3, "chars", ARTICLES),
    "an article that begins late": (article(start=lambda n: n + 40), 3, "outside", ARTICLES),
    "an article beyond the text": (article(end=lambda n: n + 9999), 3, "article-span", ARTICLES),
    "a table after the end of its article": (article(forms=shift_form), 3, "form-span", ARTICLES),
    "a heading a character off": (article(headings=shift_heading), 3, "heading-text", ARTICLES),
    "a wrong count of characters": (article(chars=lambda n: n + 1), 3, "chars", ARTICLES),
    "another division of the text": (ledger(split_piece), 4, "rerun", LEDGER),
    "a text is gone": (without(".work/text/{source}.txt"), 0, "contract", "text/{source}.txt"),
    "a ledger is gone": (without(f".work/{LEDGER}"), 0, "contract", LEDGER),
    "a finding about nobody": (finding, 0, "unknown-source", "findings.jsonl"),
    "a twin of nobody": (
        article(duplicates=lambda _: TWIN_OF_NOBODY), 0, "unknown-article", ARTICLES,
    ),
    "a shared passage outside": (article(shared=lambda _: FAR), 0, "bad-span", ARTICLES),
}  # fmt: skip


def test_a_fresh_run_passes(small_run: Folders) -> None:
    assert [str(b) for b in audit(small_run)] == []


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_its_place_named(name: str, small_run: Folders, tmp_path: Path) -> None:
    damage, law, kind, file = DAMAGES[name]
    run = copy_run(small_run, tmp_path, site="{built}" in file)
    known = first_article(run)
    damage(run)
    breaches = [b for b in audit(run) if (b.law, b.kind) == (law, kind)]
    assert breaches, [str(b) for b in audit(run)]
    page = known["page"]
    place = file.format(source=known["source"], page=page, built=site_file(page))
    assert breaches[0].file == place
    assert place in str(breaches[0])


@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("a piece is gone", WORD),
        ("words changed on the page", "清淤|渠道"),
        ("words changed in the built page", "清淤|渠道"),
    ],
)
def test_a_breach_shows_the_words_around_its_place(
    name: str, around: str, small_run: Folders, tmp_path: Path
) -> None:
    run = copy_run(small_run, tmp_path, site=True)
    DAMAGES[name][0](run)
    [first, *_] = audit(run)
    assert around in first.context and first.offset is not None
    assert first.context in str(first)


def test_a_page_that_the_editor_changed_is_hers(small_run: Folders, tmp_path: Path) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    in_page(WORD, "疏浚渠道")(run)
    assert audit(run)
    convert(run, 1, Silent())  # keeps her page and puts the program's beside it
    assert [str(b) for b in audit(run)] == []


def test_line_ends_of_windows_in_pages_are_no_breach(small_run: Folders, tmp_path: Path) -> None:
    run = copy_run(small_run, tmp_path, site=False)
    for path in run.docs.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [str(b) for b in audit(run)] == []


def test_every_place_of_a_page_is_found_in_the_source_and_back(small_run: Folders) -> None:
    for record in read_catalog(small_run.work).records:
        for row in record.articles:
            stretches = replay(record, row["id"])
            text = plain_text(stretches)
            places = [to_source(stretches, n) for n in range(len(text))]
            assert places == sorted(places)
            kept = {p for s in stretches if s.kept for p in range(s.plain, s.plain + len(s.text))}
            assert kept
            for n in kept:
                assert words_in(stretches, places[n], places[n] + 1) == text[n]
                assert record.text[places[n]] == text[n]


@pytest.mark.parametrize("kind", sorted({row[2] for row in DAMAGES.values()}))
def test_every_kind_of_breach_has_its_words(kind: str) -> None:
    assert str(Breach(1, kind, "f.jsonl", 3, 2, "c", "e", "f", {"article": "a-1"}))


@given(st.text("甲乙", max_size=12), st.text("甲乙", max_size=12))
def test_the_first_difference_is_the_first(one: str, other: str) -> None:
    at = first_difference(one, other)
    if at is None:
        assert one == other
    else:
        assert one[:at] == other[:at] and one[at : at + 1] != other[at : at + 1]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## 一、总则 {#一-总则}\n", "一、总则"),
        ("1\\. 甲\\*\\*乙 &lt;b> &amp;lt;\n", "1.甲**乙<b>&lt;"),
        ("**一是早。**再说\n\n\\# 不是标题\n", "一是早。再说#不是标题"),
        ("&#126;~~ 不是代码 \\\\*\n", "~~~不是代码\\*"),
        ("甲 {#乙} 丙\n", "甲{#乙}丙"),
    ],
)
def test_markdown_is_read_back(markdown: str, text: str) -> None:
    assert markdown_text(f"---\na: 1\n---\n\n{markdown}") == text


@given(st.text(max_size=30))
def test_legible_text_has_no_white_space(text: str) -> None:
    assert not any(c.isspace() for c in legible(text))
