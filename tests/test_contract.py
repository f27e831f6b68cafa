"""The contract files: exact bytes, exact round trip, whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_collection import article, collection, paragraphs, sample, source

from wenji import contract
from wenji.contract import ContractError, contract_files, write_contract
from wenji.model import Collection, Finding, Op, Piece, Role, Shared, Source

PIECES = (
    Piece(0, 2, Op.DROP, "", "page-number", Role.NOISE, None),
    Piece(2, 4, Op.KEEP, "", "", Role.BODY, "a-1"),
    Piece(4, 5, Op.REPLACE, "，", "punctuation", Role.BODY, "a-1"),
    Piece(5, 5, Op.INSERT, "\n", "heading-glued", Role.BREAK, "a-1"),
)

ANY = st.characters(exclude_categories=())  # lone surrogates as well
SOURCE_KEYS = "id path sha256 bytes media_type encoding chars articles findings"
ARTICLE_KEYS = (
    "id source ordinal start end title given_title title_origin date author origin genre "
    "themes page chars headings duplicates shared "
    "subtitle organisation place audience number facts forms boundary"
)


def run_of(text: str, pieces: tuple[Piece, ...] = ()) -> Collection:
    made = source("甲/a.txt", [article("a", 1, "题目", paragraphs(1, 60), ["water"])])
    return collection(replace(made, id="a", text=text, pieces=pieces))


def written(tmp_path: Path, made: Collection) -> dict[str, bytes]:
    write_contract(made, tmp_path)
    return {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in sorted(tmp_path.rglob("*"))
        if path.is_file()
    }


# --- what is written --------------------------------------------------------------------------


def test_rows_hold_the_keys_of_the_design_in_its_order(tmp_path: Path) -> None:
    made = run_of("xx春天,", PIECES)
    [one] = made.sources
    [text] = one.articles
    text = replace(text, shared=(Shared(0, 2, "b-1", 3, 5),))
    finding = Finding("source-empty", "a")
    made = collection(replace(one, articles=(text,), findings=(finding,)))
    files = contract_files(made)
    row = {name: json.loads(data.split(b"\n")[0]) for name, data in files.items() if b"{" in data}
    [article_row, ledger_row] = row["articles.jsonl"], row["ledger/a.jsonl"]
    for keys, expected in (
        (row["sources.jsonl"], SOURCE_KEYS),
        (article_row, ARTICLE_KEYS),
        (article_row["headings"][0], "level text start end"),
        (article_row["shared"][0], "start end article other_start other_end"),
        (article_row["themes"][0], "id score terms"),
        (row["findings.jsonl"], "code severity source start end message message_en"),
        (ledger_row, "start end op new rule role article"),
    ):
        assert " ".join(keys) == expected
    assert set(files) == {
        "sources.jsonl",
        "articles.jsonl",
        "findings.jsonl",
        "text/a.txt",
        "ledger/a.jsonl",
    }


def test_chinese_is_written_as_chinese(tmp_path: Path) -> None:
    assert "水利/汛期 总结.txt".encode() in written(tmp_path, sample())["sources.jsonl"]


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc\n", "\n\n", "", "\ufeff首", "\x00\x1a", "末尾\u2028行", "\x85"]
)
def test_texts_keep_their_line_ends_and_odd_characters(tmp_path: Path, text: str) -> None:
    files = written(tmp_path, run_of(text))
    assert files["text/a.txt"] == text.encode("utf-8")
    assert contract.read_text(tmp_path, "a") == text


@given(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text(st.characters(exclude_categories=()), max_size=10),
)
def test_whatever_a_text_holds_a_ledger_line_is_one_line_and_reads_back(
    new: str, rule: str
) -> None:
    piece = Piece(0, 1, Op.REPLACE, new, rule, Role.BODY, None)
    data = contract.ledger_bytes([piece])
    assert data.count(b"\n") == 1 and data.endswith(b"\n")
    row = json.loads(data.decode("utf-8"))
    assert (row["new"], row["rule"]) == (new, rule)


def test_a_ledger_reads_back_as_it_was(tmp_path: Path) -> None:
    write_contract(run_of("xx春天,", PIECES), tmp_path)
    assert contract.read_ledger(tmp_path, "a") == PIECES


def test_the_same_collection_gives_the_same_bytes_and_touches_nothing(tmp_path: Path) -> None:
    first = written(tmp_path, sample())
    assert write_contract(sample(), tmp_path) == ()
    assert written(tmp_path, sample()) == first == contract_files(sample())


def test_texts_and_ledgers_of_sources_that_are_gone_are_removed(tmp_path: Path) -> None:
    written(tmp_path, sample())
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "page.md").write_text("somebody's", "utf-8")
    files = written(tmp_path, run_of("春"))
    assert {name for name in files if "/" in name} == {
        "text/a.txt",
        "ledger/a.jsonl",
        "kept/page.md",
    }


@pytest.mark.parametrize("odd", ["../a", "a/b", "a\\b", "", ".a", "é"])
def test_an_id_that_could_leave_the_folder_is_refused_before_anything_is_written(
    tmp_path: Path, odd: str
) -> None:
    [one] = run_of("春").sources
    with pytest.raises(ValueError, match="unsafe"):
        write_contract(collection(replace(one, id=odd)), tmp_path / "work")
    assert not (tmp_path / "work").exists()


def test_a_full_disk_leaves_the_former_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written(tmp_path, run_of("春天"))
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "ledger" in str(path):
            real(path, data[: len(data) // 2])
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_contract(run_of("夏天到了", PIECES), tmp_path)
    monkeypatch.undo()
    after = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in sorted(tmp_path.rglob("*"))
        if path.is_file()
    }
    assert after == before


# --- findings ---------------------------------------------------------------------------------


def with_findings(*findings: Finding, more: tuple[Finding, ...] = ()) -> Collection:
    def one(path: str, name: str) -> Source:
        return replace(
            source(path, []), id=name, findings=tuple(f for f in findings if f.source == name)
        )

    return replace(collection(one("a.txt", "z"), one("b.txt", "a")), findings=more)


EMPTY_Z = Finding("source-empty", "z")
EMPTY_A = Finding("source-empty", "a")
LATE_Z = Finding("text-long-line", "z", 9, 12, {"chars": "3"})
EARLY_Z = Finding("text-long-line", "z", 2, 5, {"chars": "3"})
NOWHERE = Finding("page-edited", args={"path": "p", "kept": "k"})


@pytest.mark.parametrize(
    ("given_findings", "more", "expected"),
    [
        ((EMPTY_A, LATE_Z, EARLY_Z, EMPTY_Z), (), [EMPTY_Z, EARLY_Z, LATE_Z, EMPTY_A]),
        ((EMPTY_A,), (NOWHERE, EARLY_Z), [EARLY_Z, EMPTY_A, NOWHERE]),
        ((EMPTY_A, EMPTY_A), (EMPTY_A,), [EMPTY_A]),
        ((), (), []),
    ],
)
def test_findings_go_by_source_and_place_each_once(
    given_findings: tuple[Finding, ...], more: tuple[Finding, ...], expected: list[Finding]
) -> None:
    made = with_findings(*given_findings, more=more)
    assert list(contract.all_findings(made)) == expected


def test_a_source_counts_its_findings_of_all_stages(tmp_path: Path) -> None:
    write_contract(with_findings(EMPTY_A, LATE_Z), tmp_path, [EARLY_Z, NOWHERE])
    counts = {row["id"]: row["findings"] for row in contract.read_sources(tmp_path)}
    assert counts == {"z": 2, "a": 1}
    assert [row["message"] for row in contract.read_findings(tmp_path)][-1].startswith("页面")


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "content", "line"),
    [
        ("sources.jsonl", None, 0),
        ("sources.jsonl", "{}\n", 1),
        ("sources.jsonl", "not json\n", 1),
        ("articles.jsonl", "[]\n", 1),
        ("ledger/a.jsonl", '{"start":"0"}\n', 1),
        ("ledger/a.jsonl", "FIRST\nFIRST\n{\n", 3),
        ("text/a.txt", b"\xff\xfe", 0),
    ],
)
def test_a_file_that_is_not_as_promised_is_named_with_its_line(
    tmp_path: Path, file: str, content: str | bytes | None, line: int
) -> None:
    write_contract(run_of("xx春天,", PIECES), tmp_path)
    path = tmp_path / file
    if content is None:
        path.unlink()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        first = path.read_text("utf-8").split("\n")[0]
        path.write_text(content.replace("FIRST", first), "utf-8", newline="\n")
    readers: list[Any] = [contract.read_sources, contract.read_articles]
    with pytest.raises(ContractError) as problem:
        for read in readers:
            read(tmp_path)
        contract.read_ledger(tmp_path, "a")
        contract.read_text(tmp_path, "a")
    assert (problem.value.file, problem.value.line) == (file, line)


@pytest.mark.parametrize(
    ("key", "value"), [("op", "kept"), ("role", "x"), ("start", True), ("new", None)]
)
def test_a_ledger_row_with_a_wrong_value_is_refused(
    tmp_path: Path, key: str, value: object
) -> None:
    write_contract(run_of("xx春天,", PIECES), tmp_path)
    path = tmp_path / "ledger" / "a.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows[1][key] = value
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8", newline="\n")
    with pytest.raises(ContractError) as problem:
        contract.read_ledger(tmp_path, "a")
    assert problem.value.line == 2
