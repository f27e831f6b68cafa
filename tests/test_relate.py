"""Identical and nearly identical articles, and passages that several articles share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji.decode import decode
from wenji.decode.hanzi import SIMPLIFIED
from wenji.fold import fold, fold_all
from wenji.model import Shared
from wenji.relate import (
    DUPLICATE,
    MAX_DUPLICATES,
    MAX_SHARED,
    Related,
    relate,
)
from wenji.relate.winnow import MAX_PLACES, PASSAGE

# Sentences written for these tests, so different from each other that nothing in them repeats.
SENTENCES = (
    "石桥村去年修通了进山的水泥路，运橘子的三轮车第一次开到了果园门口。",
    "老支书把账本摊在晒场的长桌上，谁家出了几个工都写得清清楚楚。",
    "入冬以后，夜校改在供销社旧仓库里上课，煤炉边总挤满了听讲的人。",
    "技术员小陶骑着摩托跑遍九个小组，教大家辨认叶子背面的红蜘蛛。",
    "雨水多的年份，沟渠比肥料更要紧，这是几代种田人传下来的道理。",
    "镇上的邮局每逢集日替老人代写书信，柜台后面贴着一张手抄的价目。",
    "合作社年底分红那天，会计先念名单，再把现金装进牛皮纸信封。",
    "学校后墙的黑板报由高年级轮流出刊，最近一期讲的是怎样节约用水。",
    "卫生院新来的医生每周三下乡，药箱里总备着治腰腿疼的膏药。",
    "清淤的队伍天不亮就出发，午饭由沿途各户轮流送到堤坝上面去。",
    "他们把废弃的砖窑改成展览室，陈列旧农具和几百张发黄的照片。",
    "评议会提出八条意见，其中五条当场答复，余下的限期一个月办结。",
)
ALL = "\n".join(SENTENCES) + "\n"
CHANGED = ALL.replace(SENTENCES[5], "集日那天邮局里人很多，大家排队等着寄包裹。")
OTHER = "暴风雪封住了山口，测绘队只好在帐篷里多待两天，围着马灯核对去年的数据。" * 2
LONG = "".join(SENTENCES[:2])  # more than PASSAGE characters when folded
WIDE = ALL.replace("，", ", ").replace("。", " .\n\n").replace("\n", "\r\n\u3000\u3000")


def related(*texts: str) -> list[Related]:
    """The relations of `texts`, named a, b, c …"""
    names = [chr(ord("a") + i) for i in range(len(texts))]
    found = relate(list(zip(names, texts, strict=True)))
    assert list(found) == names
    return [found[name] for name in names]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("ＡＢＣ　ｄｅｆ", "abcdef"),
        ("（一）学习，学习！", "一学习学习"),
        ("㎡ ① ㈠ ﬁ", "m21一fi"),
        ("学\u200b习\ufeff\n\t\0材料", "学习材料"),
        ("學習", "學習"),
        ("１２．５％", "125"),
    ],
)
def test_folding_keeps_what_counts(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert "".join(map(chr, fold_all([text]).codes.tolist())) == folded


def test_identical_after_folding_is_similarity_one() -> None:
    a, b = related(ALL, WIDE)
    assert [(d.article, d.similarity) for d in a.duplicates] == [("b", 1.0)]
    assert [(d.article, d.similarity) for d in b.duplicates] == [("a", 1.0)]


def test_nearly_identical_is_a_duplicate_below_one() -> None:
    a, b = related(ALL, CHANGED)
    assert DUPLICATE <= a.duplicates[0].similarity < 1
    assert a.duplicates[0].similarity == b.duplicates[0].similarity
    assert [ALL[s.start : s.end] for s in a.shared] == [
        ALL[: ALL.index(SENTENCES[5]) - 2],
        ALL[ALL.index(SENTENCES[6]) : -2],
    ]


def test_a_reordered_copy_is_not_called_identical() -> None:
    half = "".join(SENTENCES[:6])
    rest = "".join(SENTENCES[6:])
    a, _ = related(half + rest, rest + half)
    assert [d.similarity for d in a.duplicates] == [0.999]


def test_one_passage_in_two_different_articles() -> None:
    left, right = OTHER + LONG + SENTENCES[7], SENTENCES[9] + LONG + SENTENCES[10]
    a, b = related(left, right)
    here, there = left.index(LONG), right.index(LONG)
    size = len(LONG) - 1  # the last 。 does not count
    assert a == Related((), (Shared(here, here + size, "b", there, there + size),))
    assert b == Related((), (Shared(there, there + size, "a", here, here + size),))


@pytest.mark.parametrize(("length", "found"), [(PASSAGE - 1, 0), (PASSAGE, 1), (PASSAGE + 1, 1)])
def test_the_shortest_passage(length: int, found: int) -> None:
    passage = fold(LONG)[:length]
    a, _ = related("甲乙丙" * 4 + passage + OTHER, SENTENCES[4] + passage + "东南西北" * 3)
    assert len(a.shared) == found


UNRELATED: tuple[tuple[str, list[str]], ...] = (
    ("nothing at all", []),
    ("one article", [ALL]),
    ("different articles", [ALL, OTHER]),
    ("empty articles", ["", "", "\n \u3000"]),
    ("only punctuation", ["。。。！！", "——……"]),
    ("too short to say", ["同上。", "同上"]),
    ("a quoted phrase", [OTHER + "清清楚楚写得", ALL]),
    ("a repetition within one article", [LONG + OTHER + LONG]),
    ("the end of one and the start of the next", [OTHER + SENTENCES[0], SENTENCES[1], LONG[-9:]]),
)


@pytest.mark.parametrize("texts", [row[1] for row in UNRELATED], ids=[row[0] for row in UNRELATED])
def test_what_must_not_be_related(texts: list[str]) -> None:
    assert related(*texts) == [Related()] * len(texts)


def test_a_character_that_folds_to_several_is_never_cut() -> None:
    left, right = "建成5㎡" + LONG, "共2" + LONG
    a, b = related(left, right)
    assert left[a.shared[0].start : a.shared[0].end] == LONG[:-1]
    assert right[b.shared[0].start : b.shared[0].end] == LONG[:-1]


def letters(count: int) -> list[tuple[str, str]]:
    """Articles that have nothing in common but one passage."""
    alone = [chr(0x4E00 + 37 * i) * 60 for i in range(count)]
    return [(f"{i:03}", one + LONG + one) for i, one in enumerate(alone)]


def test_a_passage_at_the_start_after_a_text_of_one_character() -> None:
    _, b, _ = related("甲", LONG + OTHER, SENTENCES[9] + LONG)
    assert [(s.start, s.end) for s in b.shared] == [(0, len(LONG) - 1)]


def test_boilerplate_in_very_many_articles_is_not_told() -> None:
    found = relate(letters(MAX_PLACES))
    assert {len(r.shared) for r in found.values()} == {MAX_PLACES - 1}
    found = relate(letters(MAX_PLACES + 1))
    assert set(found.values()) == {Related()}


def test_very_many_copies_stay_within_the_limits_on_both_sides() -> None:
    texts = [(f"{i:03}", ALL) for i in range(150)]
    texts += [(f"n{i:03}", ALL + chr(0x4E00 + 37 * i)) for i in range(150)]
    found = relate(texts)
    assert max(len(r.duplicates) for r in found.values()) == MAX_DUPLICATES
    assert min(len(r.duplicates) for r in found.values()) > 0
    assert max(len(r.shared) for r in found.values()) <= MAX_SHARED
    assert_symmetric(found)


def test_text_that_repeats_itself_is_no_trap() -> None:
    a, b, c = related("哈" * 5000, "哈" * 5001, "啊" * 50)
    assert [d.article for d in a.duplicates] == ["b"]
    assert [d.article for d in b.duplicates] == ["a"]
    assert c == Related()


def assert_symmetric(found: dict[str, Related]) -> None:
    duplicates = {(a, d.article, d.similarity) for a, r in found.items() for d in r.duplicates}
    assert duplicates == {(b, a, similarity) for a, b, similarity in duplicates}
    shared = {
        (a, s.start, s.end, s.article, s.other_start, s.other_end)
        for a, r in found.items()
        for s in r.shared
    }
    assert shared == {(b, other, stop, a, start, end) for a, start, end, b, other, stop in shared}


PIECES = st.lists(
    st.sampled_from((*SENTENCES, OTHER, LONG, "㎡㈠①", "ＡＢ，", "\n", " ")), max_size=12
)
ARTICLES = st.lists(PIECES.map("".join), max_size=7)


@given(ARTICLES)
def test_relations_are_true_symmetric_and_sorted(texts: list[str]) -> None:
    named = [(str(i), text) for i, text in enumerate(texts)]
    plain = dict(named)
    found = relate(named)
    assert_symmetric(found)
    for name, relations in found.items():
        places = [(s.start, s.end) for s in relations.shared]
        assert places == sorted(places)
        similar = [d.similarity for d in relations.duplicates]
        assert similar == sorted(similar, reverse=True)
        for d in relations.duplicates:
            same = fold(plain[name]) == fold(plain[d.article])
            assert (d.similarity == 1.0) == same
            assert d.similarity >= DUPLICATE
            assert d.article != name
        for s in relations.shared:
            passage = fold(plain[name][s.start : s.end])
            assert passage == fold(plain[s.article][s.other_start : s.other_end])
            assert len(passage) > 0
            assert s.article != name


@given(
    ARTICLES.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(range(len(texts)))))
)
def test_the_order_of_articles_does_not_matter(case: tuple[list[str], list[int]]) -> None:
    texts, order = case
    one = relate([(str(i), text) for i, text in enumerate(texts)])
    two = relate([(str(i), texts[i]) for i in order])
    assert {name: set(r.duplicates) for name, r in one.items()} == {
        name: set(r.duplicates) for name, r in two.items()
    }


HANZI = st.text(st.sampled_from(SIMPLIFIED[:300]), max_size=120)
PASSAGES = st.text(st.sampled_from(SIMPLIFIED[300:]), min_size=PASSAGE, max_size=90)


@given(HANZI, HANZI, HANZI, HANZI, PASSAGES)
def test_every_passage_long_enough_is_found(
    before: str, after: str, other_before: str, other_after: str, passage: str
) -> None:
    left, right = before + passage + after, other_before + passage + other_after
    a, _ = related(left, right)
    start = len(before)
    assert any(s.start <= start and s.end >= start + len(passage) for s in a.shared)


CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "seeds"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the client's collections are not on this machine")
def test_the_article_that_stands_in_two_files_is_found() -> None:
    files = sorted(CORPUS.glob("*.txt"))[1:3]
    texts = [
        (f"{path.name[:3]}:{start}", "\n".join(lines[start : start + 12]))
        for path in files
        for lines in [decode(path.read_bytes()).text.splitlines()]
        for start in range(0, len(lines), 12)
    ]
    found = relate(texts)
    across = [
        shared.end - shared.start
        for name, relations in found.items()
        for shared in relations.shared
        if name.startswith("001:") and shared.article.startswith("002:")
    ]
    assert sum(across) > 800
