"""A head of fields before a text: 【标题】…【作者】…【正文】, or `标题：…` `来源：…` on lines.

Databases, forums and collecting programs write such heads. Their title is the article's title,
what they say of author, date, origin and genre are facts, the rest is kept in the ledger and
not shown. A file may hold several: each begins an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wenji.facts import iso_date
from wenji.model import Facts
from wenji.paras import Para
from wenji.split import Part, Split

EVIDENCE = "header"
LEAST = 2  # fields that make a head, the title's among them
LONGEST_VALUE = 120  # characters; what is longer is text
MOST_SUBTITLES = 2  # lines between the title's field and the next one

_HAN = "[\u4e00-\u9fff]"
_BRACKETED = re.compile(rf"[【\[]\s*({_HAN}(?:\s*{_HAN}){{1,5}})\s*[】\]]\s*(.*)")
_LINE = re.compile(rf"({_HAN}(?:[ \u3000]*{_HAN}){{1,5}}|URL|url)\s*[:：]\s*(.*)")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-2][0-9]|3[01])")
_ROLES = re.compile(r"[(（].*[)）]|[,，].*$")  # behind a name: a nickname, a forum

# What a field is called, without spaces; those that are not here say nothing to readers.
TITLE, BODY = "title", "body"
KEYS = {
    TITLE: ("标题", "题目", "题名", "篇名", "文章标题"),
    BODY: ("正文", "全文", "内容", "文章内容"),
    "author": ("作者", "发信人", "撰稿人", "撰文", "责任者", "供稿"),
    "date": (
        "日期", "时间", "发布时间", "发布日期", "发表时间", "发表日期", "成文日期", "发文日期",
    ),
    "origin": ("来源", "出处", "原文出处", "文章来源", "刊名", "原载", "发布机构", "发文机关"),
    "genre": ("文种", "体裁"),
    "": (
        "版号", "文献号", "分类号", "分类名", "原刊地名", "原刊期号", "原刊页号", "复印期号",
        "发信站", "信区", "栏目", "副题", "主题词", "关键词", "文号", "抓取时间", "采集时间",
        "网址", "链接", "URL", "url", "编辑", "责任编辑", "浏览次数", "阅读次数", "索引号",
    ),
}  # fmt: skip
_KIND = {name: kind for kind, names in KEYS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a head: the paragraph, its kind ("" for what readers need not know), value.

    `at` is the value's place in the paragraph. A line of a subtitle has the kind `title`.
    """

    para: int
    kind: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one article; the text begins with paragraph `end`."""

    fields: tuple[Field, ...]

    @property
    def start(self) -> int:
        """Its first paragraph."""
        return self.fields[0].para

    @property
    def end(self) -> int:
        """The paragraph behind it."""
        return self.fields[-1].para + 1

    @property
    def title(self) -> str:
        """The title, with its subtitle."""
        return "".join(f.value for f in self.fields if f.kind == TITLE)

    @property
    def facts(self) -> Facts:
        """What the fields say of the text."""
        found: dict[str, str] = {}
        for f in self.fields:
            said: str | None = f.value
            if f.kind == "date":
                said = iso_date(f.value) or _compact(f.value)
            elif f.kind == "author":
                said = _ROLES.sub("", f.value).strip()
            if said and f.kind not in (TITLE, BODY, ""):
                found.setdefault(f.kind, said)
        return Facts(
            found.get("date"), found.get("author"), found.get("origin"), found.get("genre")
        )


def heads(paras: Sequence[Para]) -> tuple[Head, ...]:
    """The heads of fields among paragraphs, in order."""
    out: list[Head] = []
    i = 0
    while i < len(paras):
        fields = list(_fields(paras, i))
        if _is_head(fields):
            out.append(Head(tuple(fields)))
            i = out[-1].end
        else:
            i += 1
    return tuple(out)


def _fields(paras: Sequence[Para], first: int) -> Iterator[Field]:
    """The fields from a paragraph on, up to the field of the text or the first other line."""
    i = first
    titled = named = False
    while i < len(paras):
        found = _field(paras[i].text, i)
        if found is None:
            after = _subtitles(paras, i) if titled else i
            if after == i:
                return
            yield from (Field(k, TITLE, paras[k].text, 0) for k in range(i, after))
            i = after
            continue
        if found.kind == BODY and found.value:
            return
        again = found.kind == TITLE and named  # a forward within a forward
        yield replace(found, kind="") if again else found
        if found.kind == BODY:
            return
        titled = found.kind == TITLE and not again
        named = named or titled
        i += 1


def _subtitles(paras: Sequence[Para], i: int) -> int:
    """Behind the lines that stand between a title's field and the next field; `i` for none."""
    for k in range(i + 1, min(i + 1 + MOST_SUBTITLES, len(paras))):
        if _field(paras[k].text, k) is not None:
            return k
    return i


def _field(text: str, para: int) -> Field | None:
    if text[0] not in "【[" and "：" not in text and ":" not in text:
        return None
    bracketed = _BRACKETED.fullmatch(text)
    m = bracketed or _LINE.fullmatch(text)
    if m is None or len(m[2]) > LONGEST_VALUE:
        return None
    kind = _KIND.get(re.sub(r"\s", "", m[1]))
    if kind is None:
        if not bracketed:
            return None
        kind = ""
    return Field(para, kind, m[2].strip(), m.start(2))


def _is_head(fields: Sequence[Field]) -> bool:
    """Whether fields make a head: a title among them, and more than one."""
    titled = any(f.kind == TITLE and f.value for f in fields)
    return titled and sum(f.at > 0 for f in fields) >= LEAST


def _compact(value: str) -> str | None:
    m = _COMPACT.fullmatch(value.strip())
    try:
        return date(*map(int, m.groups())).isoformat() if m else None
    except ValueError:
        return None


def headed_parts(found: Split, all_heads: Sequence[Head]) -> Split:
    """The articles, with those that heads begin.

    A head right below an article's mark belongs to it; one at an article's beginning gives it
    its title; one within an article begins another. What was taken for a beginning among the
    fields is none.
    """
    parts = list(found.parts)
    for head in all_heads:
        parts = list(_with_head(parts, head))
    front = min([found.front, *(p.first for p in parts)])
    return replace(found, front=front, parts=tuple(parts)) if all_heads else found


def _with_head(parts: Sequence[Part], head: Head) -> Iterator[Part]:
    """The articles with one head; `parts` lie in order, and none begins behind the head's end
    but in the text."""
    lines = tuple(range(head.start, head.end))
    inner = [p for p in parts if head.start <= p.first < head.end]
    holder = next((p for p in parts if p.first < head.start < p.last), None)
    last = inner[-1].last if inner else holder.last if holder else None
    below = head.start - holder.first if holder else 0
    for part in parts:
        if part is holder and part.mark is not None and below <= max(1, len(part.title_paras)):
            kept = tuple(i for i in part.title_paras if i < head.start)
            title = part.mark.title or head.title
            yield replace(part, last=last or part.last, given_title=title, title_paras=kept)
            last = None
        elif part is holder:
            yield replace(part, last=head.start)
            yield Part(head.start, last or part.last, None, head.title, lines, EVIDENCE)
            last = None
        elif part in inner:
            if last is not None:
                yield Part(head.start, last, None, head.title, lines, EVIDENCE)
                last = None
        else:
            yield part
