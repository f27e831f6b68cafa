"""Themes of articles, and themes for a collection that has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenji.classify.matching import MAX_TERMS, MAX_THEMES, classify, propose
from wenji.model import Article, Facts, Heading, Theme


def article(key: str, title: str, text: str, *headings: str) -> Article:
    heads = tuple(Heading(2, h, "", 0, 0, 0, 0) for h in headings)
    return Article(
        key, "s", 1, 0, len(text), (1, 1), title, title, "source", Facts(), heads, (), text, ""
    )


RIVER = Theme("river", {"zh": "护河"}, ("巡河", "河道", "河长"))
BOOKS = Theme("books", {"zh": "阅读"}, ("读书", "图书", "借阅"))
SAFETY = Theme("safety", {"zh": "安全"}, ("消防", "隐患", "演练"))
THEMES = (RIVER, BOOKS, SAFETY)

COLLECTION = (
    article("r1", "巡河日记", "清早沿河道走了五里。河长交代，排污口要天天看，水草也要清。\n"),
    article(
        "r2", "河道清淤", "河道清淤用了十天，排污口封了两处。河长在岸边立了牌子，水草清了三船。\n"
    ),
    article("r3", "水变清了", "排污口封住以后，水草少了，鱼也回来了，岸边的牌子还立着。\n"),
    article("b1", "图书角", "图书角每晚开门，借阅不用押金。孩子们围着书架挑故事书，读书声不断。\n"),
    article("b2", "读书会", "读书会上大家轮流念，借阅榜贴在书架旁，故事书最抢手。\n"),
    article("b3", "书架旁的晚上", "孩子们围着书架，故事书翻旧了，又换一批新的故事书。\n"),
    article("s1", "消防演练", "消防演练在车间举行，灭火器人人会用，通道不许堆货。隐患当场登记。\n"),
    article("s2", "查隐患", "查隐患查到仓库，灭火器过期两个，通道堆货一处，消防员当场讲解。\n"),
    article("x1", "菜谱", "豆腐切块，小火慢煎，出锅前撒葱花。\n"),
)

FIRST = [
    ("r1", "river"),
    ("r2", "river"),
    ("b1", "books"),
    ("b2", "books"),
    ("s1", "safety"),
    ("s2", "safety"),
    ("r3", "river"),
    ("b3", "books"),  # none of the keywords: found by the language of the others
]


@pytest.mark.parametrize(("key", "theme"), FIRST)
def test_first_theme(key: str, theme: str) -> None:
    assert classify(COLLECTION, THEMES)[key][0].id == theme


def test_an_article_of_another_kind_has_no_theme() -> None:
    assert classify(COLLECTION, THEMES)["x1"] == ()


def test_words_that_decided_are_named() -> None:
    found = classify(COLLECTION, THEMES)
    assert found["r1"][0].terms[0] in ("巡河", "河道", "河长")
    assert set(found["s1"][0].terms) <= set(SAFETY.keywords)


def test_title_and_heading_weigh_more_than_the_body() -> None:
    body = "消防和图书都说到了。后面是别的话，说了很久，说到天黑。\n"
    titled = article("t", "消防", body)
    headed = article("h", "无题", body, "一、消防")
    found = classify((*COLLECTION, titled, headed), THEMES)
    assert found["t"][0].id == "safety"
    assert found["h"][0].id == "safety"


def test_second_theme_only_when_near_the_best() -> None:
    both = article(
        "both", "图书角查隐患", "图书角里查隐患，借阅处放灭火器。读书会讲消防，书架旁演练。\n"
    )
    found = classify((*COLLECTION, both), THEMES)
    assert {m.id for m in found["both"]} == {"books", "safety"}
    assert [m.id for m in found["s1"]] == ["safety"]


def test_latin_keyword_is_a_word() -> None:
    tech = Theme("it", {"zh": "信息技术"}, ("AI",))
    texts = (
        article("a", "AI 进课堂", "老师用 ai 备课。\n"),
        article("b", "MAIL", "发 mail 给 MAIN 公司。\n"),
        *COLLECTION,
    )
    found = classify(texts, (*THEMES, tech))
    assert found["a"][0].terms == ("AI",)
    assert all(m.terms != ("AI",) for m in found["b"])


EDGES = [((), THEMES), (COLLECTION, ()), ((article("e", "", ""),), THEMES)]


@pytest.mark.parametrize(("articles", "themes"), EDGES)
def test_edges(articles: tuple[Article, ...], themes: tuple[Theme, ...]) -> None:
    assert classify(articles, themes) == {a.id: () for a in articles}


def subject(name: str, parts: str, count: int) -> list[Article]:
    """Articles about one thing, each saying it in another order."""
    words = parts.split()
    return [
        article(
            f"{name}{i}",
            f"{name}手记",
            "".join(f"{words[(i + j) % len(words)]}，{name}。" for j in range(len(words))) + "\n",
        )
        for i in range(count)
    ]


GARDEN = [
    *subject("石榴种植", "修枝要趁早 春肥要足 滴灌省水 果袋套得牢 霜前采收", 5),
    *subject("渔网编织", "麻线要泡软 网眼要匀 浮子用软木 坠子用铅 晒网看天", 5),
    *subject("皮影戏班", "牛皮要薄 唱腔要亮 锣鼓点要准 幕布要白 油灯要稳", 5),
]


def test_proposal_finds_the_subjects() -> None:
    themes = propose(GARDEN)
    assert 3 <= len(themes) <= 6
    assert {t.name for t in themes} >= {"石榴种植", "渔网编织", "皮影戏班"}
    found = classify(GARDEN, themes)
    for name in ("石榴种植", "渔网编织", "皮影戏班"):
        theme = next(t for t in themes if t.name == name)
        assert sum(found[f"{name}{i}"][0].id == theme.id for i in range(5)) >= 4


def test_proposal_does_not_change_with_the_order_of_twins() -> None:
    twins = [article(f"twin{i}", a.title, a.text) for i, a in enumerate(GARDEN)]
    assert propose([*GARDEN, *twins]) == propose(GARDEN)


def test_proposal_is_stable() -> None:
    assert propose(GARDEN) == propose(GARDEN)
    assert all(t.id.startswith("auto-") and t.keywords[0] == t.name for t in propose(GARDEN))


@pytest.mark.parametrize(
    "articles", [(), (article("e", "", ""),), (article("f", "菜谱", "一。\n"),)]
)
def test_nothing_to_propose(articles: tuple[Article, ...]) -> None:
    assert propose(articles) == ()


TEXTS = st.lists(
    st.text(st.sampled_from("巡河道长读书图借阅消防隐患，。\n的"), max_size=60), max_size=6
)


@settings(deadline=None)
@given(TEXTS)
def test_laws(texts: list[str]) -> None:
    """Every article has an entry; scores fall and stay in 0 … 1."""
    articles = [article(str(i), t[:6], t) for i, t in enumerate(texts)]
    for themes in (THEMES, propose(articles)):
        found = classify(articles, themes)
        assert list(found) == [a.id for a in articles]
        for matches in found.values():
            scores = [m.score for m in matches]
            assert scores == sorted(scores, reverse=True)
            assert all(0 < s <= 1 for s in scores)
            assert len({m.id for m in matches}) == len(matches) <= MAX_THEMES
            assert all(len(m.terms) <= MAX_TERMS for m in matches)
