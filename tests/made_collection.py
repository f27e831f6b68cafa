"""Collections made up for tests of what comes after the conversion: all of it invented."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from wenji.model import (
    Article,
    Collection,
    Duplicate,
    Facts,
    Finding,
    Folders,
    Heading,
    Paragraph,
    Source,
    Theme,
    ThemeMatch,
)

THEMES = (
    Theme(
        "water", {"zh": "水利建设"}, ("水渠", "堤坝"), "青柳县各乡修渠引水、护堤防汛的做法与总结"
    ),
    Theme("school", {"zh": "乡村学校"}, ("课堂", "学生"), "偏远乡镇办学的经验，课堂记录和教师来稿"),
    Theme("野外 & 田间", {"zh": "田间记录"}, ("稻田",), ""),
    Theme("unused", {"zh": "尚未使用"}, (), "还没有文章的专题"),
)

# Titles that a careless template would act upon.
HOSTILE = (
    "<script>alert(1)</script>关于渠道",
    "带\"引号\"与'单引号'的标题 & 符号 &lt;b&gt;",
    "{{ config.site_name }} {% raw %}",
    "\N{RIGHT-TO-LEFT OVERRIDE}反向文字\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH} 结尾",
    "---\n标题里有换行\N{LINE SEPARATOR}和控制字符\x07\x00",
    "一个非常长的标题" * 20,
    "[点我](javascript:alert(1)) *粗* _斜_ `码`",
)

HOSTILE_PARAGRAPHS = (
    "<script>alert('x')</script> <img src=x onerror=alert(1)> <!-- 注释 -->",
    "[点我](javascript:alert(1)) ![图](http://192.0.2.1/x.png) <http://192.0.2.1/>",
    "{{ page.title }} {% include 'x' %} {: .md-button } { #id }",
    "1. 不是列表",
    "---",
    "| 甲 | 乙 |",
    "|---|---|",
    "~~~ 不是代码",
    "!!! note 不是提示框",
    "*[缩写]: 说明 [^1]: 脚注 &lt; &amp; &#60; \\* [TOC]",
)

_SUBJECTS = ("东岭村", "石桥镇", "柳林乡", "红枫农场", "北渡口", "青柳县")
_VERBS = (
    "召开了专门会议",
    "修好了三里水渠",
    "办起了识字班",
    "清点了仓库",
    "走访了农户",
    "栽下了新苗",
)
_RESULTS = (
    "大家都说办得及时",
    "账目逐项写在墙上",
    "雨季以前全部完工",
    "老人和孩子都来帮忙",
    "问题一件一件有了着落",
)


def sentence(n: int) -> str:
    """A sentence that belongs to no source text; other numbers, other words."""
    subject, verb = _SUBJECTS[n % 6], _VERBS[n // 6 % 6]
    return f"{subject}第{n}天{verb}，{_RESULTS[n % 5]}。"


def paragraphs(seed: int, chars: int) -> list[Paragraph]:
    """Headings and paragraphs of about `chars` characters."""
    made: list[Paragraph] = []
    size = 0
    while size < chars:
        n = len(made)
        if n % 5 == 0:
            kind, text, lead = (
                "h2",
                f"{'一二三四五六七八九十'[n // 5 % 10]}、{_VERBS[(seed + n) % 6]}",
                0,
            )
        elif n % 5 == 3:
            kind, text, lead = "h3", f"（{'一二三'[n // 5 % 3]}）{_RESULTS[(seed + n) % 5]}", 0
        else:
            text = "".join(sentence(seed * 31 + n * 7 + k) for k in range(5))
            kind, lead = "p", 0
            if n % 5 == 4:
                text, lead = f"一是讲清楚。{text}", 6
        made.append(Paragraph(text, kind, size, size + len(text), n + 2, lead))
        size += len(text) + 1
    return made


def article(
    source: str,
    ordinal: int,
    title: str,
    body: Sequence[Paragraph],
    themes: Sequence[str] = (),
    facts: Facts | None = None,
    given_title: str = "",
    duplicates: Sequence[tuple[str, float]] = (),
    tags: Sequence[str] = (),
) -> Article:
    """An article; its summary is its first paragraph that is no heading."""
    text = "".join(f"{p.text}\n" for p in body)
    headings, at = [], 0
    for p in body:
        if p.kind != "p":
            span = (at, at + len(p.text))
            headings.append(Heading(int(p.kind[1:]), p.text, "", p.start, p.end, *span))
        at += len(p.text) + 1
    return Article(
        id=f"{source}-{ordinal}",
        source=source,
        ordinal=ordinal,
        start=0,
        end=len(text),
        lines=(ordinal * 10, ordinal * 10 + len(body)),
        title=title,
        given_title=given_title or title,
        title_origin="derived" if given_title else "source",
        facts=facts or Facts(),
        headings=tuple(headings),
        paragraphs=tuple(body),
        text=text,
        page=f"zh/articles/{source}/{ordinal:02}.md",
        summary=next((p.text[:90] for p in body if p.kind == "p"), ""),
        tags=tuple(tags),
        themes=tuple(ThemeMatch(t, 0.9 - n / 10, ("水渠",)) for n, t in enumerate(themes)),
        duplicates=tuple(Duplicate(i, s) for i, s in duplicates),
    )


def source(path: str, articles: Sequence[Article], findings: Sequence[Finding] = ()) -> Source:
    """A source that holds these articles."""
    text = "".join(a.text for a in articles)
    data = text.encode("utf-8", "replace")
    return Source(
        id=source_id(path),
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        media_type="text/plain",
        encoding="gb18030",
        text=text,
        pieces=(),
        articles=tuple(articles),
        findings=tuple(findings),
    )


def source_id(path: str) -> str:
    """Twelve hexadecimal digits of the path."""
    return hashlib.sha256(path.encode("utf-8", "replace")).hexdigest()[:12]


def collection(*sources: Source, proposed: bool = False) -> Collection:
    """A collection of these sources with the themes above."""
    return Collection(tuple(sources), THEMES, proposed, ())


def sample() -> Collection:
    """A small collection with one of everything, hostile texts as well."""
    a, b, c = source_id("水利/汛期 总结.txt"), source_id("学校来稿.txt"), source_id("怪题.txt")
    facts = Facts("2019-06-02", "青柳县水利站", "《柳林通讯》第四期", "工作总结")
    water = [
        article(a, 1, "汛期值守工作总结", paragraphs(1, 1800), ["water"], facts, tags=["防汛"]),
        article(
            a, 2, "渠道清淤的几点做法", paragraphs(2, 900), ["water", "school"], given_title="总结"
        ),
        article(a, 3, "没有小标题的短文", [Paragraph(sentence(9), "p", 0, 9, 2)], ["water"]),
    ]
    school = [
        article(b, 1, "石桥小学的晨读", paragraphs(3, 1500), ["school"], Facts("2020-09")),
        article(
            b,
            2,
            "教师来稿",
            paragraphs(4, 700),
            ["school"],
            Facts("2021"),
            duplicates=[(f"{c}-1", 1.0)],
        ),
        article(
            b,
            3,
            "教师来稿",
            paragraphs(5, 700),
            ["野外 & 田间", "school"],
            duplicates=[(f"{a}-2", 0.914)],
        ),
    ]
    odd = [
        article(
            c,
            n,
            title,
            [
                Paragraph("# 一、<b>标题</b> {#x} ##", "h2", 0, 9, 2),
                *(Paragraph(t, "p", 0, len(t), k + 3) for k, t in enumerate(HOSTILE_PARAGRAPHS)),
                Paragraph("二、`小标题` [x](y)", "h3", 0, 9, 2),
                Paragraph("（一）*起头*。其余", "p", 0, 9, 2, 7),
            ],
            facts=Facts(None, "<b>某</b>", '"来源"', None),
        )
        for n, title in enumerate(HOSTILE, 1)
    ]
    findings = [
        Finding("encoding-doubtful", b, args={"encoding": "gb18030", "other": "big5"}),
        Finding("sentence-truncated", b, 60, 70, {"tail": "<i>到此"}),
        Finding("text-control", b, 10, 11, {"count": "2"}),
    ]
    return collection(
        source("水利/汛期 总结.txt", water),
        source("学校来稿.txt", school, findings),
        source("怪题.txt", odd),
        source("空<b>.txt", [], [Finding("source-empty", source_id("空<b>.txt"))]),
    )


def many(articles: int, chars: int) -> Collection:
    """A collection for measurements: five articles to a source, three themes in turn."""
    ids = [THEMES[n % 3].id for n in range(articles)]
    sources = []
    for first in range(0, articles, 5):
        path = f"批量/{first:05}.txt"
        numbers = range(first, min(first + 5, articles))
        made = [
            article(
                source_id(path),
                n - first + 1,
                f"{_SUBJECTS[n % 6]}第{n}号纪要",
                paragraphs(n, chars),
                [ids[n]],
                Facts(f"20{n % 24:02}-0{n % 9 + 1}-11"),
            )
            for n in numbers
        ]
        sources.append(source(path, made))
    return collection(*sources)


def folders(root: Path) -> Folders:
    """Folders below `root`, as a run has them."""
    return Folders(root / "sources", root / "docs", root / "site", root / ".work")
