"""The study pages: what they tell, what they leave out, and that a reader gets to them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import made_collection as made
import pytest
from html_nodes import attribute, first
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data
from search_page import Shown
from selectolax.lexbor import LexborHTMLParser

from wenji.classify.occurrences import occurrences
from wenji.model import Article, Collection, Duplicate, Folders, Paragraph, Shared
from wenji.study.general import is_general
from wenji.study.glossary import glossary
from wenji.study.kindred import SHOWN, kindred
from wenji.study.lexicon import lexicon
from wenji.study.passages import passages
from wenji.study.quotations import introduced, quotations
from wenji.write.pages import render


def paragraph(text: str, line: int = 1) -> Paragraph:
    return Paragraph(text, "p", 0, len(text), line)


def article(number: int, *texts: str, title: str = "", source: str = "a", **more: Any) -> Article:
    """An article of these paragraphs; places in its text are places in its source."""
    body, at = [], 0
    for text in texts:
        body.append(Paragraph(text, "p", at, at + len(text), 1))
        at += len(text) + 1
    return made.article(source, number, title or f"第{number}篇", body, **more)


def metas(collection: Collection) -> dict[str, dict[str, Any]]:
    """The front matter of every page, as MkDocs reads it."""
    return {path: get_data(text)[1] for path, text in render(collection).items()}


# --- quotations: what is one, and what is none -----------------------------------------------

QUOTED = [
    ("张居安书记指出：“修渠要先看水从哪里来，再看水往哪里去。”", "张居安书记", ""),
    ("县长周远在会上强调：“先把渠修通，再来说漂亮话。”", "县长周远", ""),
    ("孔子曾经说过：“工欲善其事，必先利其器。”", "孔子", ""),
    ("正如孟子所说，“得道者多助，失道者寡助”。", "孟子", ""),
    ("《论语》里说：“温故而知新，可以为师矣。”", "", "论语"),
    ("《茶经》：“茶者，南方之嘉木也，一尺二尺乃至数十尺。”", "", "茶经"),
    ("俗话说：“人勤地不懒。”", "", ""),
    ("古人云：“不积跬步，无以至千里。”", "", ""),
    ("常言道“磨刀不误砍柴工”，我们先修工具。", "", ""),
]


@pytest.mark.parametrize(("text", "speaker", "book"), QUOTED)
def test_a_quotation_is_told_with_its_speaker_or_book(text: str, speaker: str, book: str) -> None:
    (found,) = quotations([article(1, text)])
    assert (found.speaker, found.book) == (speaker, book)
    assert found.text in text and found.quoted == 1


NOT_QUOTED = [
    "老张说：“今天的水比昨天大，你们几个先别下去。”",  # a conversation
    "他强调：“先修渠，再修路，最后修桥，一样一样来。”",  # nobody is named
    "群众指出：“水管三天两头坏，找谁也说不清楚。”",  # a crowd
    "我们推行了“先看水、再修渠、后分账”的办法，大家都说好。",  # a name for something
    "会议强调：“开展‘少跑一趟’专项行动”。",
    "县长周远强调，要办好“家门口的晨读角”。",  # a name, not a sentence
    "县委书记林禾同志指出：“关于进一步加强汛期夜间值守工作的通知”。",  # a title
    "高度强调：“先修渠，再修路，一样一样来。”",  # an adverb is no speaker
    "护渠队写道：“先看水，再修渠，后分账，一样一样来。”",  # no name, no office
    "所谓“共同修渠”，就是各家出工。",
    "俗话说得不少，没有一句“记得”。",
]


@pytest.mark.parametrize("text", NOT_QUOTED)
def test_what_is_no_quotation(text: str) -> None:
    assert quotations([article(1, text)]) == ()


def test_words_that_two_articles_quote_are_a_quotation_copies_aside() -> None:
    text = "墙上写着“水往低处流，人往高处走”。"
    one, other = article(1, text), article(2, "村口也有：“水往低处流、人往高处走”")
    (found,) = quotations([one, other])
    assert found.quoted == 2 and [p.article.id for p in found.places] == ["a-1", "a-2"]
    copies = [
        article(1, text, duplicates=[("a-2", 1.0)]),
        article(2, text, duplicates=[("a-1", 1.0)]),
    ]
    assert quotations(copies) == ()


def test_the_most_quoted_come_first() -> None:
    often, once = "“人心齐，泰山也能移开。”", "孔子说：“三人行，必有我师焉。”"
    found = quotations([article(1, once), article(2, often), article(3, often)])
    assert [q.quoted for q in found] == [2, 1]
    assert found[1].speaker == "孔子"


@given(st.text(alphabet="“”《》：指出说古人云孔子，。 a", max_size=80))
def test_any_text_can_be_searched_for_quotations(text: str) -> None:
    for found in quotations([article(1, text)]):
        assert found.text in text
    introduced(text)


# --- passages --------------------------------------------------------------------------------

COMMON = "县里要求，凡是要大家长期配合的事，先在一个村试一年，账目贴在村口，试得好再推开。"


def sharing(*, copies: bool) -> list[Article]:
    """Three articles with one passage in common; as copies they tell it on their own pages."""
    texts = [f"{n}号渠的情况先说到这里。{COMMON}" for n in "甲乙丙"]
    found = [article(n, text) for n, text in enumerate(texts, 1)]
    at, end = texts[0].index(COMMON), len(texts[0])
    return [
        replace(
            one,
            shared=tuple(Shared(at, end, o.id, at, end) for o in found if o is not one),
            duplicates=tuple(Duplicate(o.id, 0.9) for o in found if copies and o is not one),
        )
        for one in found
    ]


def test_a_passage_of_several_articles_is_told_once() -> None:
    (found,) = passages(sharing(copies=False))
    assert (found.text, found.shared) == (COMMON, 3)
    assert [s.article.id for s in found.spots] == ["a-1", "a-2", "a-3"]


def test_what_copies_share_is_no_passage() -> None:
    assert passages(sharing(copies=True)) == ()


def test_an_article_tells_with_which_others_it_shares_a_passage() -> None:
    source = made.source("甲.txt", sharing(copies=False))
    collection = made.collection(replace(source, id="a"))
    told = metas(collection)["zh/articles/a/01.md"]["shared"]
    assert [t["page"] for t in told] == ["zh/articles/a/02.md", "zh/articles/a/03.md"]
    assert told[0]["text"].startswith("县里要求") and told[0]["lead"].startswith("县里要求")


# --- terms -----------------------------------------------------------------------------------


def told_terms(articles: list[Article], keywords: tuple[str, ...] = ()) -> dict[str, int]:
    themes = [replace(made.THEMES[0], keywords=keywords)]
    return {e.term: e.spread for e in glossary(articles, lexicon(articles, themes))}


WATER = [
    article(
        1,
        "护渠队天天巡渠，护渠队也修渠。护渠队推出新办法。东闸门漏水，东闸门换了。",
        title="护渠队的一年",
    ),
    article(
        2,
        "今年护渠队添了两个人。护渠队有账本，推出了账本。看东闸门，守东闸门。",
        title="护渠队怎样记账",
    ),
    article(
        3,
        "学校门口的水沟，由护渠队清理，护渠队还来讲课，推出课程。孩子们画东闸门，东闸门真大。",
        title="水沟",
    ),
    *(article(n, f"第{n}天下雨，{made.sentence(n)}") for n in range(4, 14)),
]


def test_a_term_is_told_with_its_articles() -> None:
    found = told_terms(WATER)
    assert found["护渠队"] == 3


def test_general_words_and_strays_are_no_terms() -> None:
    found = told_terms(WATER)
    assert "推出" not in found
    assert not {"渠队", "护渠", "渠队天", "队天天"} & found.keys()


def with_words(once: str, again: str, title: str) -> list[Article]:
    """Four articles that say one word once and another twice, and ten that say neither."""
    told = [
        f"{made.sentence(n)}{'看挂买做'[n]}{once}{'，！；。'[n]}修{again}，守{again}。"
        for n in range(4)
    ]
    return [
        *(article(n, text, title=title if n == 1 else "") for n, text in enumerate(told, 1)),
        *(article(n, made.sentence(n)) for n in range(5, 15)),
    ]


def test_what_is_said_again_is_a_term_and_what_is_said_once_is_none() -> None:
    found = told_terms(with_words("灯笼", "闸口", "灯笼和闸口"))
    assert found.get("闸口") == 4 and "灯笼" not in found


def test_a_short_word_is_a_term_only_if_a_title_or_heading_has_it() -> None:
    assert "闸口" not in told_terms(with_words("灯笼", "闸口", "短文"))


def test_a_keyword_of_the_editor_is_always_told_where_it_stands() -> None:
    assert "课程" not in told_terms(WATER)
    assert told_terms(WATER, ("课程", "不在这里"))["课程"] == 1
    assert "不在这里" not in told_terms(WATER, ("课程", "不在这里"))


@pytest.mark.parametrize("word", ["三年", "一张照片", "亿美元", "推出", "五个", "全年"])
def test_general_words(word: str) -> None:
    assert is_general(word)


@pytest.mark.parametrize("word", ["四风", "一公里", "三农", "全民阅读", "百姓", "千家万户评"])
def test_words_that_only_look_general(word: str) -> None:
    assert is_general(word) == word.startswith("千")


@given(
    st.lists(st.text("水渠队护，", min_size=2, max_size=4), min_size=1, max_size=6, unique=True),
    st.lists(st.text("水渠队护，\n", max_size=30), max_size=5),
)
def test_words_are_counted_as_python_counts_them(words: list[str], texts: list[str]) -> None:
    def places(word: str, text: str) -> int:
        return len(re.findall(f"(?={re.escape(word)})", text))

    found = list(zip(*(a.tolist() for a in occurrences(words, texts)), strict=True))
    wanted = [
        (w, t, n)
        for w, word in enumerate(words)
        for t, text in enumerate(texts)
        if (n := places(word, text))
    ]
    assert found == wanted


def test_many_words_are_counted_in_the_sample(shown: list[Shown]) -> None:
    texts = [one.text for one in shown]
    words = sorted({text[n : n + 2 + n % 3] for text in texts for n in range(0, 400, 7)})
    words = [w for w in words if len(w) > 1 and "\n" not in w]
    ids, rows, counts = occurrences(words, texts)
    told = dict(zip(zip(ids.tolist(), rows.tolist(), strict=True), counts.tolist(), strict=True))
    for w, word in enumerate(words):
        for t, text in enumerate(texts):
            assert told.get((w, t), 0) == len(re.findall(f"(?={re.escape(word)})", text))


def test_every_term_leads_to_its_search_and_its_articles(sample_site: Folders) -> None:
    checked = 0
    for path in sorted((sample_site.site / "terms").glob("?/index.html")):
        page = LexborHTMLParser(path.read_text("utf-8"))
        for entry in page.css(".wj-entry"):
            term = first(entry, "h2").text()
            query = attribute(first(entry, "p a"), "href")
            assert unquote(query).endswith(f"search/?q={term}")
            for link in entry.css(".wj-rows a"):
                target = path.parent / unquote(link.attributes["href"] or "") / "index.html"
                assert term in squeezed(target.read_text("utf-8"))
                checked += 1
    assert checked > 100


def squeezed(page: str) -> str:
    return "".join(first(LexborHTMLParser(page), "main").text().split())


# --- kindred articles ------------------------------------------------------------------------


def test_kindred_articles_have_telling_words_in_common() -> None:
    found = kindred(WATER, lexicon(WATER, ()))
    assert found["a-1"] and found["a-1"][0].article.id in ("a-2", "a-3")
    assert "护渠队" in found["a-1"][0].terms
    assert all(len(kin) <= SHOWN for kin in found.values())


def test_a_copy_is_not_kindred() -> None:
    one, two, *rest = WATER
    copies = [
        replace(one, duplicates=(Duplicate("a-2", 1.0),)),
        replace(two, duplicates=(Duplicate("a-1", 1.0),)),
        *rest,
    ]
    found = kindred(copies, lexicon(copies, ()))
    assert "a-2" not in [k.article.id for k in found["a-1"]]
    assert sum(k.article.id in ("a-1", "a-2") for k in found["a-3"]) <= 1
