"""The language of the forms: a line is a sign, a space and a text with placeholders.

    # 第{c}篇　{t}      a line of the article's head (its title, or a part of it)
    ~ 作者：{a}         about the article, but neither its title nor its text
    . {a}：您好！       a paragraph of the article, beside those of its text
    ! 点击下载          noise, a line of its own
    {body}              the paragraphs of the text (at the end, where it is not said)
    - * * *             a line between two articles
    ^ {site}精选        a line at the head of the file
    ^^ {n}. {t}         a line at the head of the file for each article; noise
    ^! 返回首页         noise at the head of the file
    $ 返回顶部          noise at the end of the file
    %2 点击下载         noise after every second paragraph
    & （点击下载）      noise within a sentence, on its line
    _ — {page} —        noise, a line of its own that cuts a sentence in two
    =20 {site}          noise after every 20 lines, wherever that is
    ? 此处有图          noise that stands once in the file, between two paragraphs of an article
    ?^ ?$ ?& ?_         once: at the head, at the end of an article, within a sentence, cutting one
    @kinds letter       an option, see `make.make` and `damage`

An empty line is an empty line. A form without `#` has the usual heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

BODY = "{body}"
_SIGNED = re.compile(r"(\^\^|\^!|\?[&_^$]?|[%=]\d+|[#~.!\-^$&_]|@(?=\w))(?: ?(.*))?")
USUAL = ("# 第{c}篇：{t}", "# 篇{n}：{t}", "# 范文{c}：{t}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a form: its sign and its text."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """A form, its lines by where they go."""

    before: Sequence[Line] = ()
    after: Sequence[Line] = ()
    between: Sequence[Line] = ()
    opening: Sequence[Line] = ()
    closing: Sequence[Line] = ()
    among: Sequence[Line] = ()  # % & _ = ?
    options: dict[str, str] = field(default_factory=dict)

    @property
    def headed(self) -> bool:
        """Whether the form says what an article's head looks like."""
        return any(line.sign == "#" for line in self.before)


def parse(form: str) -> Template:
    """The template of a form.

    >>> t = parse("@count 4\\n# {t}\\n{body}\\n! 返回")
    >>> [line.text for line in t.before], [line.text for line in t.after], t.options
    (['{t}'], ['返回'], {'count': '4'})
    """
    parts: dict[str, list[Line]] = {
        k: [] for k in ("before", "after", "between", "opening", "closing", "among")
    }
    options: dict[str, str] = {}
    at = "before"
    for raw in form.split("\n"):
        if raw == BODY:
            at = "after"
            continue
        m = _SIGNED.fullmatch(raw) if raw else None
        if raw and not m:
            raise ValueError(f"no sign: {raw!r} in {form!r}")
        sign, text = (m[1], m[2] or "") if m else ("", "")
        if sign == "@":
            name, _, value = text.partition(" ")
            options[name] = value
        else:
            parts[_place(sign) or at].append(Line(sign, text))
    return Template(options=options, **parts)


def _place(sign: str) -> str | None:
    if sign[:1] == "^":
        return "opening"
    if sign[:1] and sign[0] in "%&_=?":
        return "among"
    return {"$": "closing", "-": "between"}.get(sign)


def joined(templates: Iterable[Template]) -> Template:
    """Several forms as one: the head of the first that has one, the noise of all."""
    whole = Template()
    for t in templates:
        if whole.headed and t.headed:
            t = replace(t, before=[line for line in t.before if line.sign == "!"])
        whole = Template(
            before=[*whole.before, *t.before],
            after=[*t.after, *whole.after],
            between=whole.between or t.between,
            opening=[*whole.opening, *t.opening],
            closing=[*t.closing, *whole.closing],
            among=[*whole.among, *t.among],
            options={**t.options, **whole.options},
        )
    return whole
