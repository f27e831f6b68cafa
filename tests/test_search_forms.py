"""The Traditional form of texts in the index: what is shown is what the converter gives, and
what is spelled differently there is found in both spellings.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_search import article, collection, opened

from wenji.facts import genres
from wenji.facts.genre_words import KEYS as GENRES
from wenji.line import convert_collection
from wenji.model import Collection, Folders, Source
from wenji.progress import Silent
from wenji.search import segments
from wenji.search.build import build_index, forms_for
from wenji.search.folding import fold
from wenji.search.forms import Changes, Forms
from wenji.search.frame import unframed, unpacked, unpacked_text
from wenji.search.gate import check_index, stands
from wenji.search.segment import streams
from wenji.traditional import PHRASES, converter_for, to_traditional

# Phrases whose characters convert differently by themselves, or are folded differently.
SAID = ("简单明了", "答复", "皇后", "以后", "头发", "发展", "干部", "借口", "里程", "茶馆里")
WORDS = st.sampled_from((*SAID, "𠀀𪚥", "，", "\n", "复", "了", "明", "覆", "瞭", "ab", "㎡"))
TEXTS = st.lists(WORDS, max_size=12).map("".join)


def renaming(text: str) -> str:
    """A converter with phrases of an editor's, of other lengths as well."""
    out = to_traditional(text)
    return out.replace("幹部", "幹事").replace("里程", "路").replace("茶館", "喫茶店𠀀")


@pytest.mark.parametrize("convert", [to_traditional, renaming])
@given(text=TEXTS)
def test_table_and_changes_give_what_the_converter_gives(convert: object, text: str) -> None:
    forms = Forms(convert)  # type: ignore[arg-type]
    form = forms.of(text)
    assert forms.applied(text, form.changes) == convert(text)  # type: ignore[operator]
    assert len(form.second) == len(text)
    assert len(fold(form.second)) == len(fold(text))


@given(TEXTS)
def test_both_spellings_hold_every_phrase_of_the_traditional_page(text: str) -> None:
    """Whatever stands on the Traditional page is found: no length changes there."""
    page = fold(to_traditional(text))
    second = fold(Forms(to_traditional).of(text).second)
    first = fold(text)
    assert len(page) == len(first)
    assert all(c in both for c, *both in zip(page, first, second, strict=True))


@given(st.text())
def test_any_text_has_a_form(text: str) -> None:
    forms = Forms(to_traditional)
    clean = text.encode("utf-8", "replace").decode()
    assert forms.applied(text, forms.of(text).changes) == to_traditional(clean)


LONG = "渠道<b>*_`[x](y){{" * 8_000


@pytest.mark.parametrize(
    "text", [LONG, f"{LONG}。" * 3, "渠道通了，" * 20_000, f"{LONG}\n渠道。" * 2]
)
def test_a_long_line_is_compared_in_time(text: str) -> None:
    """Its Traditional form has another length; comparing such lines whole takes for ever."""
    forms = Forms(lambda words: words.replace("渠道", "<灌溉用的渠道>").replace("通", "通通"))
    assert forms.applied(text, forms.of(text).changes) == forms.whole(text)


def places(first: str, second: str, phrase: str) -> list[int]:
    """Where a folded phrase stands, each character in either spelling."""
    size = len(phrase)
    spelled = [{a, b} for a, b in zip(first, second, strict=True)]
    fits = (i for i in range(len(first) - size + 1))
    return [i for i in fits if all(c in spelled[i + n] for n, c in enumerate(phrase))]


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), st.data())
def test_every_phrase_is_found_in_both_spellings(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    made = collection(texts)
    forms = Forms(to_traditional)
    folder = tmp_path_factory.mktemp("index")
    built = build_index(made, folder / "cache", forms=forms)
    index = opened(dict(built.files), folder / "search")
    whole = fold(forms.whole("".join(t for _, t in texts)))
    query = data.draw(st.sampled_from(("答覆", "複", "明瞭", "了", "覆", "藉口", "幹部")))
    if whole and data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(whole) - 1))
        query = whole[start : start + data.draw(st.integers(1, 8))]
    wanted = fold(query)
    truth = {}
    for a in made.articles:
        parts = [(fold(t), fold(forms.of(t).second)) for t in (a.title, a.text)]
        if number := sum(len(places(*part, wanted)) for part in parts):
            truth[a.id] = number
        assert bool(number) == any(stands(wanted, *part) for part in parts)
    found = {index.line(n)["id"]: len(p) for n, p in index.articles(query).items()}
    assert found == truth
    assert not check_index(built.files, made.articles, forms)


def test_the_gate_notices_a_missing_second_spelling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = collection([("县里答复", "县里第二天就答复了。\n"), ("答谢", "答谢乡亲。\n")])
    forms = Forms(to_traditional)
    assert not check_index(build_index(made, tmp_path / "a").files, made.articles, forms)
    monkeypatch.setattr(segments, "streams", lambda one, two: _streams(one, one))
    assert check_index(build_index(made, tmp_path / "b").files, made.articles, forms)


_streams = streams


def test_what_is_shown_is_converted_and_stands_once(tmp_path: Path) -> None:
    made = collection([("皇后的头发", "理发以后，皇后说：简单明了。\n"), ("渠", "水渠。\n")])
    files = dict(build_index(made, tmp_path / "c").files)
    forms = Forms(to_traditional)
    for n, a in enumerate(made.articles):
        (name,) = [name for name in files if name.endswith(f"/x/{n:x}.js")]
        line, _, text = unpacked_text(unframed(name[:-3], files[name])).partition("\n")
        told = json.loads(line)
        hant: dict[str, Changes] = told.get("hant", {})
        assert text == a.text and told["title"] == a.title
        assert forms.applied(text, hant.get("text", [])) == to_traditional(a.text)
        assert forms.applied(a.title, hant.get("title", [])) == to_traditional(a.title)


def test_facets_have_names_in_every_language(tmp_path: Path) -> None:
    made = collection([("发言稿", "说以后。\n")])
    files = dict(build_index(made, tmp_path / "c").files)
    manifest = json.loads(unpacked(unframed("manifest", files["manifest.js"])))
    (theme,) = manifest["indexes"][0]["facets"]["theme"]
    assert {k: theme[k] for k in ("zh", "zh-Hant", "en")} == {
        "zh": "其他", "zh-Hant": "其他", "en": "Other"
    }  # fmt: skip
    for genre in GENRES:
        assert set(genres.names(genre)) == {"zh", "en"}, genre


def test_what_the_sample_shows_in_traditional(sample_site: Folders) -> None:
    """All titles, texts and authors of the sample come out as the converter gives them."""
    made = convert_collection(sample_site, 1, Silent())
    forms = Forms(to_traditional)
    assert len(made.articles) > 20
    for a in made.articles:
        for text in (a.title, a.text, a.facts.author or ""):
            assert forms.applied(text, forms.of(text).changes) == to_traditional(text)
            assert len(to_traditional(text)) == len(text)


def test_an_editors_phrases_are_shown_and_found(tmp_path: Path) -> None:
    made = collection([("茶馆小记", "里弄的茶馆，里弄的人。" * 20 + "\n")])
    docs, cache = tmp_path / "docs", tmp_path / "cache"
    docs.mkdir()
    cache.mkdir()
    for phrases in ({"里弄": "里弄"}, {"里弄": "巷弄", "茶馆": "茶樓子"}):
        (docs / PHRASES).write_text(json.dumps(phrases), "utf-8")
        forms = forms_for(docs, cache)
        (text,) = (a.text for a in made.articles)
        files = dict(build_index(made, cache, forms=forms).files)
        again = forms_for(docs, cache)  # from the cache, without the phrases of before
        for form in (forms, again):
            assert form.applied(text, form.of(text).changes) == converter_for(docs).text(text)
        assert build_index(made, cache, forms=again).files == files
        index = opened(files, tmp_path / phrases["里弄"])
        (places,) = index.articles(phrases["里弄"]).values()
        assert len(places) == 40  # 里 and 巷 stand at the same places
        assert not check_index(files, made.articles, forms)


def test_an_article_with_headings_is_found_by_their_second_spelling(tmp_path: Path) -> None:
    from dataclasses import replace

    from wenji.model import Heading

    plain = article(0, "小结", "答复\n县里的答复。\n")
    headed = replace(plain, headings=(Heading(2, "答复", "", 0, 2, 0, 2),))
    source = Source("s", "渠.txt", "", 0, "text/plain", "utf-8", "", (), (headed,), ())
    made = Collection((source,), (), False, ())
    index = opened(dict(build_index(made, tmp_path / "c").files), tmp_path / "s")
    for query in ("答复", "答覆"):
        (hit,) = index.search(query)
        assert (len(hit.places), hit.headings) == (2, 1)
