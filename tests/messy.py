"""Messy collections with known truth: texts made up here, then damaged as real ones are.

`made(seed, mess)` gives the source text that an editor would have collected and the articles
that must come out of it. The sentences are put together from the words below and tell of an
invented county; nothing is taken from any real text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

PLACES = ("石桥乡", "柳林村", "东岭", "北渡口", "青柳县", "沙湾镇", "梅坞", "枫树坪")
PEOPLE = ("护渠小组", "看闸人", "老支书", "水站干部", "驻村队员", "放水员", "几位船工")
DEEDS = (
    "沿着老渠查看了一遍", "把各户的用水账贴在墙上", "连夜堵住了三处漏口", "重新排出轮灌的次序",
    "挨家商量占地补偿的办法", "给闸门上了新油", "在坝上搭起值守的棚子", "清出淤泥几十方",
)  # fmt: skip
REASONS = (
    "入夏以后雨水一天比一天多", "下游的稻田正等着水", "去年的教训大家都还记得",
    "上面拨的款子刚刚到账", "眼看就要到栽秧的时节", "村里的年轻人多半外出做工",
)  # fmt: skip
ENDS = (
    "人人都说这件事办得及时", "账目清清楚楚地摆在那里", "从此再没有人为水红过脸",
    "雨季到来之前全部完了工", "闸门的位置也重新定了下来", "剩下的活计留到冬天再做",
)  # fmt: skip
QUOTED = ("护渠日", "连心渠", "一把锹", "明白账")
BOOKS = ("水渠养护办法", "轮灌公约", "值守手册")
SUBJECTS = ("修渠", "护渠", "清淤", "值守", "轮灌", "换闸", "护堤", "用水公开")
GENRES = ("工作总结", "情况汇报", "经验材料", "心得体会", "实施方案", "调查报告")
DIGITS = "一二三四五六七八九十"

MARKS: Mapping[str, Callable[[int, str], str]] = {
    "第一篇：": lambda n, t: f"第{DIGITS[n - 1]}篇：{t}",
    "第1篇 ": lambda n, t: f"第{n}篇 {t}",
    "篇一：": lambda n, t: f"篇{DIGITS[n - 1]}：{t}",
    "范文1：": lambda n, t: f"范文{n}：{t}",
    "【篇一】": lambda n, t: f"【篇{DIGITS[n - 1]}】{t}",
    "（篇一）": lambda n, t: f"{t}（篇{DIGITS[n - 1]}）",
}
SITE_LINES = (
    "本文由 www.example.com 整理提供",
    "更多精彩内容请关注本站！",
    "当前位置：首页 > 范文大全",
    "转载请注明出处",
    "阅读次数：1208",
)
BOOKMARKS = ("[bookmark: _Toc31007]", "_Toc31007", "[bookmark: a2]")
DAMAGE: Mapping[str, Callable[[str], str]] = {
    "half-width": lambda t: t.translate(str.maketrans("，。；", ",.;")),
    "straight": lambda t: t.translate(str.maketrans("“”", '""')),
    "reversed": lambda t: t.translate(str.maketrans("“”", "”“")),
    "escaped": lambda t: t.replace("《", "&amp;lt;&amp;lt;").replace("》", "&amp;gt;&amp;gt;"),
    "escaped-quotes": lambda t: t.replace("“", "&ldquo;").replace("”", "&rdquo;"),
    "glyphs": lambda t: t.replace("置", "臵").replace("……", "„„"),
    "none": lambda t: t,
}
NEWLINES = ("\n", "\r\n", "\r")


@dataclass(frozen=True, slots=True)
class Mess:
    """How a collection was spoilt: form of its marks, layout, damage, and what a site left."""

    mark: str = "第一篇："
    first: int = 1
    articles: int = 3
    headings: bool = True
    width: int = 0  # lines are wrapped at it, 0: not at all
    indent: bool = False
    blank: bool = False
    damage: str = "none"
    site_lines: bool = False
    bookmarks: bool = False
    newline: str = "\n"


@dataclass(frozen=True, slots=True)
class Truth:
    """An article as the editor would make it."""

    title: str
    paragraphs: tuple[str, ...]


def messes() -> st.SearchStrategy[Mess]:
    """Ways of spoiling that a reader could still undo: wrapped paragraphs need a sign."""
    layouts = [
        (width, indent, blank)
        for width in (0, 28, 36)
        for indent in (False, True)
        for blank in (False, True)
        if not width or indent or blank
    ]
    return st.builds(
        _mess,
        st.sampled_from(layouts),
        mark=st.sampled_from(sorted(MARKS)),
        first=st.sampled_from([1, 4]),
        articles=st.integers(2, 4),
        headings=st.booleans(),
        damage=st.sampled_from(sorted(DAMAGE)),
        site_lines=st.booleans(),
        bookmarks=st.booleans(),
        newline=st.sampled_from(NEWLINES),
    )


def _mess(layout: tuple[int, bool, bool], **others: Any) -> Mess:
    width, indent, blank = layout
    return Mess(width=width, indent=indent, blank=blank, **others)


def made(seed: int, mess: Mess) -> tuple[str, tuple[Truth, ...]]:
    """A collection spoilt by `mess`, and the articles in it."""
    random = Random(seed)
    subjects = random.sample(SUBJECTS, mess.articles)
    articles = [_article(random, subject, mess.headings) for subject in subjects]
    lines: list[str] = []
    for n, article in enumerate(articles, mess.first):
        lines.append(MARKS[mess.mark](n, article.title))
        for paragraph in article.paragraphs:
            lines += _laid_out(random, paragraph, mess)
        if mess.site_lines:
            lines.append(random.choice(SITE_LINES))
    if mess.site_lines:
        lines += ["上一篇：春耕要点  下一篇：没有了", "本站热搜", "防汛值班安排", "护林倡议书"]
    return mess.newline.join(lines) + mess.newline, tuple(articles)


def sentence(random: Random) -> str:
    """One sentence of an invented county."""
    who = f"{random.choice(PLACES)}的{random.choice(PEOPLE)}"
    middle = random.choice(
        (
            random.choice(REASONS),
            f"说到“{random.choice(QUOTED)}”这件事",
            f"照着《{random.choice(BOOKS)}》的条文",
            "修堤、清淤、看闸……样样都要人手",
        )
    )
    return f"{who}{random.choice(DEEDS)}，{middle}，{random.choice(ENDS)}。"


def paragraph(random: Random) -> str:
    """A paragraph of two to five sentences."""
    return "".join(sentence(random) for _ in range(random.randint(2, 5)))


def _article(random: Random, subject: str, headings: bool) -> Truth:
    place = random.choice(PLACES)
    paragraphs = [paragraph(random)]
    for n in range(3):
        if headings:
            paragraphs.append(f"{DIGITS[n]}、{random.choice(SUBJECTS)}要早、要实、要有人管")
        paragraphs += [paragraph(random) for _ in range(random.randint(1, 2))]
    return Truth(f"{place}{subject}{random.choice(GENRES)}", tuple(paragraphs))


def _laid_out(random: Random, text: str, mess: Mess) -> list[str]:
    """The lines that a paragraph takes up in the source."""
    line = "\N{IDEOGRAPHIC SPACE}" * 2 * mess.indent + text
    width = mess.width or len(line)
    out = [DAMAGE[mess.damage](line[at : at + width]) for at in range(0, len(line), width)]
    if mess.bookmarks and random.random() < 0.2:
        out[0] = random.choice(BOOKMARKS) + out[0]
    return [*out, ""] if mess.blank else out
