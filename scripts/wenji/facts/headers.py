"""A head of fields before a text: 【标题】…【作者】…【正文】, or `标题：…` `来源：…` on lines.

Databases, forums and collecting programs write such heads; journals and offices have mastheads
and letterheads instead (`mastheads`). Their title is the article's title, what they say of the
text are facts, their abstract is part of the text, the rest is kept in the ledger and not shown.
A file may hold several: each begins an article (`split.headed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from wenji.facts.dates import compact_date, dates
from wenji.facts.fences import FENCE
from wenji.facts.mails import mail, may_be_mail
from wenji.facts.mastheads import Field, masthead, near_mastheads
from wenji.facts.official import is_history, without_town
from wenji.facts.postings import PERSON
from wenji.facts.said import Line, Said
from wenji.facts.words import BODY, HEAD_KEYS, NAMELESS, SUBTITLE, TEXT, TITLE
from wenji.lines import only_words
from wenji.paras import Para
from wenji.sentences import ended

EVIDENCE = "header"
KEY_WITHIN = 30  # characters of a line in which a field's name ends
LEAST = 2  # fields that make a head, the title's among them
LONGEST_VALUE = 120  # characters; what is longer is text
LONGEST_TEXT = 3000  # … of an abstract
MOST_FURTHER = 6  # paragraphs that it may have behind its first
LONGEST_UNSEEN = 600  # … of a field that is known and says nothing to readers
MOST_PARAGRAPHS = 60  # of a head; origin: judgement, the longest seen has a third of that
MOST_SUBTITLES = 2  # lines between the title's field and the next one
WRAPPED = 30  # characters of a title's line that goes on in the next one
FRONT = 3  # front matter begins among so many paragraphs
MASTHEAD = 16  # paragraphs that a masthead may take up
MOST_HISTORY = 12  # lines that tell when a law was passed and changed
MOST_AGAIN = 3  # lines over which a title written again may run
LEAST_LATIN = 4  # fields `key: …` that make front matter, the title's among them …
LEAST_KNOWN = 3  # … or of different kinds that are known

_HAN = "[\u4e00-\u9fff]"
_BRACKETED = re.compile(rf"[【\[]\s*({_HAN}(?:\s*{_HAN}){{1,5}})\s*[】\]]\s*(.*)")
_NUMBERED = r"(?:[-*·•]\s+|[（(][0-9]{1,2}[)）]\s*)?"
_LINE = re.compile(
    rf"{_NUMBERED}({_HAN}(?:[ \u3000]*{_HAN}){{1,5}}|URL"
    rf"|url)(?:[,，、]{_HAN}{{2,6}})*\s*[:：]\s*(.*)"
)
# Front matter, as programs write it: `title: …`, perhaps as a list.
_LATIN = re.compile(r"(?:[-*]\s+)?([A-Za-z][A-Za-z0-9_]{1,23})\s*:(?:\s+(.*)|)$")
_TITLED = re.compile(r"[Tt]itle\s*:")
_BULLET = re.compile(r"[-*·•]\s+")
# What several lines say of one kind is one fact, with this between them.
_BETWEEN = {"author": "、", "organisation": "；", "place": " "}
_DASHED = re.compile(r"(?:[—－―─]|--){1,4}\s*")
_REMARK = re.compile(r"[（(【\[]\s*注")  # of a title's footnote
_ONE = rf"(?!本[报刊台网]|记者|通讯员|编辑){_HAN}{{2,4}}"
_NAMES = re.compile(rf"{_ONE}(?:/{_ONE})+")
_LATIN_LINE = re.compile(r"[^\u3400-\u9fff]+")  # not a sign of Chinese
# In what a paper tells of its author: 【作者简介】林禾　作者单位：渠县水利研究所
_WORKS_AT = re.compile(
    r"(?:^|[\s；;，,。])作者单位[：:]\s*(?P<unit>[\u4e00-\u9fff]{4,30})(?=[；;，,。\s]|$)"
)
# Above a letter in a forum: qiaobian (林小禾), 信区: Reading. A nickname is no name.
_ON_FORUM = re.compile(rf"[A-Za-z0-9_]+\s*[(（](?P<name>{PERSON})[)）]\s*[,，]\s*信区")
_ROLES = re.compile(r"[(（].*[)）]|[,，].*$")  # behind a name: a nickname, a forum

_KIND = {name: kind for kind, names in HEAD_KEYS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Head:
    """The block of fields above one article (not a heading); its text begins with paragraph `end`.

    `again` paragraphs behind the fields only write the title once more. `printed` says that it
    is a journal's masthead or a letterhead, not fields with names.
    """

    fields: tuple[Field, ...]
    again: int = 0
    printed: bool = False

    @property
    def start(self) -> int:
        """Its first paragraph."""
        return self.fields[0].para

    @property
    def end(self) -> int:
        """The paragraph behind it, and behind the title written once more."""
        return self.fields[-1].para + 1 + self.again

    @property
    def text(self) -> list[int]:
        """The paragraphs that hold words of the article itself: its abstract, its keywords."""
        return sorted({f.para for f in self.fields if f.kind == TEXT})

    @property
    def title(self) -> str:
        """The title, with its subtitle."""
        title = ""
        fields = [f for f in self.fields if f.kind in (TITLE, SUBTITLE)]
        between = " " if fields[0].at else ""  # in a masthead a line only breaks
        for n, f in enumerate(fields):
            goes_on = n > 0 and fields[n - 1].kind == SUBTITLE and not f.at
            if f.kind == SUBTITLE and not goes_on and not _DASHED.match(f.value):
                title += f"——{f.value}"
            elif f.kind == TITLE and title and len(title) < WRAPPED and not f.at:
                title += f"{between}{f.value}"
            else:
                title += f.value
        return title


def said_by(fields: Sequence[Field], paras: Sequence[Para]) -> Iterator[Said]:
    """The facts that fields state, in their order; what several lines say together is one."""
    for kind in _BETWEEN:
        yield from _joined([f for f in fields if f.kind == kind], paras)
    for f in fields:
        if f.kind in (TITLE, BODY, TEXT, *_BETWEEN, "") or not f.value:
            continue
        line = Line(paras[f.para].start, paras[f.para].text)
        if f.kind == "date":
            yield from _date(line, f)
        elif f.kind == SUBTITLE:
            dashes = _DASHED.match(f.value)
            cut = dashes.end() if dashes else 0
            more = [g for g in fields if g.kind == SUBTITLE and g.para > f.para and not g.at]
            value = f.value[cut:] + "".join(g.value for g in more)
            last = more[-1] if more else f
            end = paras[last.para].start + last.at + len(last.value)
            yield Said(f.kind, value, line.at + f.at + cut, end)
        elif f.value not in NAMELESS:
            yield line.said(f.kind, f.value, f.at, f.at + len(f.value))


def _joined(fields: Sequence[Field], paras: Sequence[Para]) -> Iterator[Said]:
    """A fact of one field, or of several of its kind that follow one another."""
    if fields and fields[0].kind == "author":
        bare = [_ROLES.sub("", f.value).strip() for f in fields]
        fields = [f if f.said else replace(f, value=b) for f, b in zip(fields, bare, strict=True)]
        fields = [replace(f, said=_several(f.value)) if "/" in f.value else f for f in fields]
    if fields and fields[0].kind == "organisation":
        fields = [replace(f, value=without_town(f.value)) for f in fields]
    fields = [f for f in fields if f.value and f.value not in NAMELESS]
    apart = next((n for n, (a, b) in enumerate(pairwise(fields), 1) if b.para - a.para > 2), None)
    fields = fields[:apart]
    if fields:
        first, last = fields[0], fields[-1]
        value = _BETWEEN[first.kind].join(dict.fromkeys(f.fact for f in fields))
        end = paras[last.para].start + last.at + len(last.value)
        yield Said(first.kind, value, paras[first.para].start + first.at, end)


def _several(names: str) -> str:
    """林禾/周满 as texts name several persons; "" where it is something else.

    >>> _several("林禾/周满"), _several("文/林禾"), _several("本刊记者/林禾")
    ('林禾、周满', '', '')
    """
    return names.replace("/", "、") if _NAMES.fullmatch(names) else ""


def _date(line: Line, field: Field) -> Iterator[Said]:
    if iso := compact_date(field.value):
        yield line.said("date", iso, field.at, field.at + len(field.value))
    for d in islice(dates(field.value, months=True), 1):
        yield line.said("date", d.iso, field.at + d.start, field.at + d.end)


def heads(paras: Sequence[Para]) -> tuple[Head, ...]:
    """The blocks of fields among the paragraphs of a source, in order."""
    out: list[Head] = []
    near = near_mastheads([p.text for p in paras])
    subjects: set[str] = set()
    i = 0
    while i < len(paras):
        fields = list(_fields(paras, i)) if _field(paras[i].text, i) is not None else []
        if not fields and (i < FRONT or _TITLED.match(paras[i].text)):
            fields = list(_front_matter(paras, i))
        if not fields and FENCE.fullmatch(paras[i].text):
            fields = _fenced(paras, i)
        if not _is_head(fields) and may_be_mail(paras[i].text):
            fields = [replace(f, para=i + f.para) for f in mail(_texts(paras, i))]
            if subject := "".join(f.value for f in fields if f.kind == TITLE):
                fields = [] if subject in subjects else fields  # the mail that is answered
                subjects.add(subject)
        named = _is_head(fields)
        if not named:
            fields = []
            if i in near:
                fields = [replace(f, para=i + f.para) for f in masthead(_texts(paras, i))]
        if fields:
            head = Head(tuple(fields), printed=not named)
            out.append(replace(head, again=_again(head, paras)))
            i = out[-1].end
        else:
            i += 1
    return tuple(out)


def _texts(paras: Sequence[Para], first: int) -> Sequence[str]:
    return [p.text for p in paras[first : first + MASTHEAD]]


def _again(head: Head, paras: Sequence[Para]) -> int:
    """How many lines below the fields are the title again, as one or over several lines."""
    return lines_saying(head.title, paras[head.end : head.end + MOST_AGAIN])


def lines_saying(title: str, paras: Sequence[Para]) -> int:
    """How many of these lines say a title together; 0 if they do not."""
    wanted, said = only_words(title), ""
    for n, p in enumerate(paras, start=1):
        said += only_words(p.text)
        if said == wanted:
            return n
        if not wanted.startswith(said):
            break
    return 0


def again_below_history(paras: Sequence[Para], first: int, last: int, title: str) -> range:
    """The lines that repeat the title of a law below the lines that tell when it was changed, or,
    over several lines, right below it.

    `first` and `last` bound the article's body; an empty range where there are none.
    """
    at = first
    while at < min(first + MOST_HISTORY, last) and is_history(paras[at].text):
        at += 1
    said = lines_saying(title, paras[at : min(at + MOST_AGAIN, last)]) if only_words(title) else 0
    return range(at, at + said) if said > (at == first) else range(0)


def _fields(paras: Sequence[Para], first: int) -> Iterator[Field]:
    """The fields from a paragraph on, up to the field of the text or the first other line."""
    i = first
    titled = named = told = foreign = False
    seen: set[str] = set()
    while i < min(first + MOST_PARAGRAPHS, len(paras)):
        found = _field(paras[i].text, i)
        if found is None and told and (after := _next_field(paras, i)):
            yield from (Field(k, TEXT, paras[k].text, 0) for k in range(i, after))
            i = after
            continue
        if found is None and foreign and (after := _next_field(paras, i, _LATIN_LINE)):
            yield from (Field(k, "", paras[k].text, 0) for k in range(i, after))
            i = after
            continue
        if found is None:
            after = _subtitles(paras, i) if titled else i
            if after == i:
                return
            below = [paras[k].text for k in range(i, after)]
            told = any("。" in text for text in below)  # what a paper prints above its text
            field = _field(paras[after].text, after)
            if told and (field is None or field.kind in seen):
                return  # the next text's fields: what stands here is all of this one
            dashed = False
            for k, text in enumerate(below, start=i):
                dashed = dashed or _DASHED.match(text) is not None
                kind = TEXT if told else SUBTITLE if dashed else TITLE
                yield Field(k, "" if _REMARK.match(text) else kind, text, 0)
            i = after
            continue
        if found.kind == BODY and found.value:
            return
        again = found.kind == TITLE and named  # a forward within a forward
        seen |= {found.kind} - {"", TEXT}
        yield replace(found, kind="") if again else found
        if found.kind == TEXT and (m := _WORKS_AT.search(found.value)):
            yield Field(i, "organisation", m["unit"], found.at + m.start("unit"))
        if found.kind == BODY:
            return
        titled, told = found.kind == TITLE and not again, found.kind == TEXT
        foreign = found.kind == "" and _LATIN_LINE.fullmatch(found.value or "-") is not None
        named = named or titled
        i += 1


def _next_field(paras: Sequence[Para], i: int, only: re.Pattern[str] | None = None) -> int:
    """Behind the further paragraphs of an abstract: where the next field stands; 0 for none.

    All of them are `only` of that form: the lines below a title in English, say.
    """
    for k in range(i, min(i + 1 + MOST_FURTHER, len(paras))):
        if k > i and _BRACKETED.match(paras[k].text) and _field(paras[k].text, k) is not None:
            return k
        if only is not None and only.fullmatch(paras[k].text) is None:
            return 0
    return 0


def _fenced(paras: Sequence[Para], first: int) -> list[Field]:
    """The fields between two lines `---`, these among them; none if anything else stands there."""
    found = [Field(first, "", paras[first].text, 0)]
    for i in range(first + 1, len(paras)):
        text = paras[i].text
        if FENCE.fullmatch(text):
            return [*found, Field(i, "", text, 0)]
        field = _field(text, i) or _latin(text, i)
        if field is None:
            break
        found.append(field)
    return []


def _latin(text: str, para: int) -> Field | None:
    """A field `author: …`, as programs write it."""
    m = _LATIN.fullmatch(text)
    if m is None:
        return None
    value = (m[2] or "").strip().strip("\"'“”‘’")
    return Field(para, _KIND.get(m[1].lower(), ""), value, text.find(value, m.end(1)))


def _front_matter(paras: Sequence[Para], first: int) -> Iterator[Field]:
    """`title: …`, `author: …` on lines at a file's beginning, without fences round them."""
    found: list[Field] = []
    for i in range(first, len(paras)):
        field = _latin(paras[i].text, i)
        if field is None:
            break
        found.append(field)
    known = {f.kind for f in found if f.value} - {""}
    if len(found) >= LEAST_LATIN or (TITLE in known and len(known) >= LEAST_KNOWN):
        yield from found


def listed(paras: Sequence[Para], first: int, last: int) -> tuple[Field, ...]:
    """Fields as a list below a title, `- 来源：…`; none if it is one line, or has other items.

    Beside at least as many fields with names that are known, one with another is a field too.
    """
    found: list[Field] = []
    unknown = 0
    for i in range(first, last):
        text = paras[i].text
        if _BULLET.match(text) is None:
            break
        field = _field(text, i)
        if field is None and (m := _LINE.fullmatch(text)) and len(m[2]) <= LONGEST_VALUE:
            unknown += 1
            field = None if ended(m[2]) else Field(i, "", m[2].strip(), m.start(2))
        if field is None:
            break
        found.append(field)
    other = first + len(found) < last and bool(_BULLET.match(paras[first + len(found)].text))
    known = sum(f.kind != "" for f in found)
    enough = known >= LEAST and 2 * unknown <= len(found)
    return tuple(found) if enough and not other else ()


def _subtitles(paras: Sequence[Para], i: int) -> int:
    """The index of the next field below a title's, where only few lines stand between; else `i`."""
    for k in range(i + 1, min(i + 1 + MOST_SUBTITLES, len(paras))):
        if _field(paras[k].text, k) is not None:
            return k
    return i


def _field(text: str, para: int) -> Field | None:
    """The field that a line is, 【来源】…, 来源：…; None where its name is not known (`HEAD_KEYS`).

    In 【brackets】 any name is a field, with the kind "".
    """
    if text[0] not in "【[" and ":" not in text[:KEY_WITHIN] and "：" not in text[:KEY_WITHIN]:
        return None  # most lines, and this looks at every one
    bracketed = _BRACKETED.fullmatch(text)
    m = bracketed or _LINE.fullmatch(text)
    if m is None:
        return None
    kind = _KIND.get(re.sub(r"\s", "", m[1]))
    longest = LONGEST_TEXT if kind == TEXT else LONGEST_UNSEEN if kind == "" else LONGEST_VALUE
    if len(m[2]) > longest:
        return None
    if kind is None:
        if not bracketed:
            return None
        kind = ""
    if kind == "author" and (by := _ON_FORUM.match(m[2])):
        return Field(para, kind, by["name"], m.start(2) + by.start("name"))
    return Field(para, kind, m[2].strip(), m.start(2))


def _is_head(fields: Sequence[Field]) -> bool:
    """Whether fields make a head: a title among them, and more than one."""
    if not fields:
        return False  # of most lines
    titled = any(f.kind == TITLE and f.value for f in fields)
    return titled and sum(f.at > 0 for f in fields) >= LEAST
