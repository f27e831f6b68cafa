"""The full-text index: exact answers, the same bytes, and a gate that notices damage."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji.model import Article, Collection, Facts, Heading, Source
from wenji.search import segments
from wenji.search.build import build_index
from wenji.search.export import MAPPING, bulk_lines
from wenji.search.folding import fold, folded_places, representatives
from wenji.search.forms import Forms
from wenji.search.frame import unframed, unpacked
from wenji.search.gate import check_index
from wenji.search.reader import BrokenIndex, Index
from wenji.search.segment import Partition
from wenji.search.varint import decode, encode
from wenji.traditional import to_traditional

FORMS = Forms(to_traditional)

# A small alphabet, so that pairs recur; with both scripts, widths, rare characters, entities.
ALPHABET = "渠水田里裡發发，。 \nＡa1１㎡𠀀𪚥“”后後·…-"
TEXTS = st.text(ALPHABET, max_size=60)


def article(number: int, title: str, text: str) -> Article:
    """An article with nothing but a title and a text."""
    return Article(
        id=f"{number:012x}-01", source="s", ordinal=number, start=0, end=0, lines=(1, 1),
        title=title, given_title=title, title_origin="source", facts=Facts(), headings=(),
        paragraphs=(), text=text, page=f"zh/articles/s/{number:02d}.md",
    )  # fmt: skip


def collection(texts: Sequence[tuple[str, str]]) -> Collection:
    """A collection of (title, text) pairs from one source."""
    articles = tuple(article(n, title, text) for n, (title, text) in enumerate(texts))
    source = Source("s", "渠.txt", "", 0, "text/plain", "utf-8", "", (), articles, ())
    return Collection((source,), (), False, ())


def opened(files: dict[str, bytes], folder: Path) -> Index:
    """The index on the disk."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Index(folder)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("后勤", "后勤"),
        ("後勤", "后勤"),
        ("頭髮發展", "头发发展"),
        ("乾坤幹部", "干坤干部"),
        ("ＡＢｃ１２", "abc12"),
        ("面积 12㎡，共 3 处。", "面积12m2共3处"),
        ("“三农”（3）", "三农3"),
        ("𠀀𪚥", "𠀀𪚥"),
        ("Café", "café"),
        ("☎", "☎"),
        ("—— … ·", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_places_lead_back_to_the_text(text: str) -> None:
    folded, places = folded_places(text)
    assert folded == fold(text)
    assert all(c in fold(text[p]) for c, p in zip(folded, places, strict=True))


def test_representatives_stand_for_themselves() -> None:
    table = representatives()
    assert len(table) > 4000
    assert not set(table.values()) & set(table)


@given(st.lists(st.integers(0, 2**35 - 1)))
def test_integers_come_back(values: list[int]) -> None:
    data, starts = encode(np.array(values, dtype=np.int64))
    assert decode(data).tolist() == values
    assert len(starts) == len(values) + 1 and starts[-1] == len(data)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=8), st.data())
def test_every_phrase_is_found_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    made = collection(texts)
    folder = tmp_path_factory.mktemp("index")
    index = opened(dict(build_index(made, folder / "cache").files), folder / "search")
    query = data.draw(st.text(ALPHABET, min_size=1, max_size=5))
    whole = fold("".join(t for _, t in texts))
    if whole and data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(whole) - 1))
        query = whole[start : start + data.draw(st.integers(1, 12))]
    wanted = fold(query)
    truth = {
        a.id: sum(_count(fold(part), wanted) for part in (a.title, a.text))
        for a in made.articles
        if wanted and (wanted in fold(a.title) or wanted in fold(a.text))
    }
    found = {index.line(n)["id"]: len(p) for n, p in index.articles(query).items()}
    assert found == truth


def _count(text: str, phrase: str) -> int:
    """Occurrences, overlapping ones too."""
    return sum(text.startswith(phrase, i) for i in range(len(text)))


LONG = [
    (f"第{n}渠", f"一号渠从东山引水，二号渠在后。{'水田' * (n % 7)}第{n}次清淤，裡外都通。\n" * 9)
    for n in range(60)
]


def test_segments_and_the_cache_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "SEGMENT_LENGTH", 3000)
    monkeypatch.setattr(segments, "WORTH_WORKERS", 0)
    made = collection(LONG)
    first = build_index(made, tmp_path / "a")
    assert first.segments > 3 and first.reused == 0
    again = build_index(made, tmp_path / "a")
    assert again.reused == again.segments
    assert build_index(made, tmp_path / "b", workers=2).files == first.files == again.files
    changed = replace(made.articles[7], text="这一篇改过了。\n")
    others = (*made.articles[:7], changed, *made.articles[8:])
    after = replace(made, sources=(replace(made.sources[0], articles=others),))
    incremental = build_index(after, tmp_path / "a")
    assert 0 < incremental.reused < incremental.segments
    assert incremental.files == build_index(after, tmp_path / "c").files
    assert not check_index(incremental.files, after.articles, FORMS)
    monkeypatch.setattr(segments, "recipe", lambda: b"another version")
    assert build_index(after, tmp_path / "a").reused == 0


def test_segments_that_are_alike_are_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One long text in many segments: all but one are empty, which several processes would make."""
    monkeypatch.setattr(segments, "SEGMENT_LENGTH", 50)
    asked: list[str] = []
    build = segments._build

    def noted(cache: Path, partition: Partition, key: str) -> None:
        asked.append(key)
        build(cache, partition, key)

    monkeypatch.setattr(segments, "_build", noted)
    made = build_index(collection(LONG[:1]), tmp_path)
    assert made.segments > 2 and len(asked) == len(set(asked)) == 2


def test_tallies_are_what_stands_in_the_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "BUCKET_LENGTH", 100)
    made = collection(LONG)
    headings = [Heading(2, f"第{n}段裡外", "", 0, 0, 0, 0) for n in range(3)]
    articles = tuple(
        replace(a, headings=tuple(headings[: n % 4])) for n, a in enumerate(made.articles)
    )
    made = replace(made, sources=(replace(made.sources[0], articles=articles),))
    files = build_index(made, tmp_path / "c").files
    index = opened(dict(files), tmp_path / "s")
    order = [index.line(n)["id"] for n in range(len(index))]
    number = {a.id: a for a in articles}
    frequent = [name for name in files if "/c/" in name]
    assert len(frequent) > 3
    for name in frequent:
        char = chr(int(name.rpartition("/")[2].removesuffix(".js"), 16))
        values = decode(
            np.frombuffer(unpacked(unframed(name[:-3], files[name])), np.uint8)
        ).tolist()
        segment, length, *rest = values
        assert segment == 0 and length > 0
        found, at = {}, -1
        while rest:
            at += rest.pop(0)
            head = rest.pop(0)
            title, heads = (rest.pop(0), rest.pop(0)) if head & 1 else (0, 0)
            found[order[at]] = (title, heads, head >> 1)
        truth = {
            i: (
                fold(a.title).count(char),
                sum(fold(h.text).count(char) for h in a.headings),
                fold(a.text).count(char),
            )
            for i, a in number.items()
        }
        assert found == {i: counts for i, counts in truth.items() if any(counts)}


def test_a_phrase_in_a_heading_comes_before_one_in_the_text(tmp_path: Path) -> None:
    text = "防汛值守\n各村排班，防汛值守不断人。\n"
    plain, headed = (article(n, "小结", text * (2 - n)) for n in range(2))
    headed = replace(headed, headings=(Heading(2, "防汛值守", "", 0, 4, 0, 4),))
    titled = article(2, "防汛值守", "一般。\n防汛值守。\n")
    source = Source(
        "s", "渠.txt", "", 0, "text/plain", "utf-8", "", (), (plain, headed, titled), ()
    )
    made = Collection((source,), (), False, ())
    index = opened(dict(build_index(made, tmp_path / "c").files), tmp_path / "s")
    hits = index.search("防汛值守")
    assert [index.line(h.number)["id"] for h in hits] == [titled.id, headed.id, plain.id]
    assert [(len(h.places), h.headings) for h in hits] == [(2, 0), (2, 1), (4, 0)]
    assert [h.places for h in index.search("汛值守防")] == []  # none from a heading into the text


def test_traditional_wide_and_punctuated_queries_find_the_same(tmp_path: Path) -> None:
    index = opened(dict(build_index(collection(LONG), tmp_path / "c").files), tmp_path / "s")
    plain = index.articles("里外都通")
    assert len(plain) == 60
    for query in ("裡外都通", "里外，都通", "裏 外都通"):
        assert index.articles(query) == plain
    assert index.articles("第１次") == index.articles("第1次")
    assert not index.articles("里外不通")


def test_the_gate_notices_a_damaged_bucket(tmp_path: Path) -> None:
    made = collection(LONG)
    files = dict(build_index(made, tmp_path / "c").files)
    assert check_index(files, made.articles, FORMS) == ()
    for name in [n for n in files if "/b/" in n or "/h/" in n]:
        del files[name]
    assert check_index(files, made.articles, FORMS)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    files = dict(build_index(collection(LONG), tmp_path / "c").files)
    manifest = files["manifest.js"]
    with pytest.raises(BrokenIndex, match="manifest"):
        opened({**files, "manifest.js": manifest[: len(manifest) // 2]}, tmp_path / "s")
    with pytest.raises(BrokenIndex, match="manifest"):
        Index(tmp_path / "nothing")


def test_the_export_holds_what_the_mapping_names() -> None:
    rows = [json.loads(line) for line in bulk_lines(collection(LONG[:3]))]
    assert len(rows) == 6
    assert [r["index"]["_id"] for r in rows[::2]] == [f"{n:012x}-01" for n in range(3)]
    mapping = json.loads(json.dumps(MAPPING))["mappings"]["properties"]
    for document in rows[1::2]:
        assert set(document) <= set(mapping)
        assert document["folded_text"] == fold(document["text"])
        assert document["page"].endswith("/")


def test_an_empty_collection_has_an_index(tmp_path: Path) -> None:
    made = Collection((), (), False, ())
    index = opened(dict(build_index(made, tmp_path / "c").files), tmp_path / "s")
    assert index.search("渠") == []
    assert check_index({}, (), FORMS) == ()
