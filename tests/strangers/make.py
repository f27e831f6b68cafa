"""A collection of a form, with its truth."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from strangers.damage import damaged, in_lines, past_escape
from strangers.forms import CAREFUL, EXAMS
from strangers.template import USUAL, Line, Template, joined, parse
from strangers.texts import Text, texts
from strangers.words import numbers, of_article, of_file

LEAST_CUT = 12  # noise stands so many characters from the ends of its paragraph
LONG = 3 * LEAST_CUT
MOST = 12
INDENT = "　　"
NEWLINES = {
    "": "\n",
    "cr": "\r",
    "ls": "\u2028",
    "ps": "\u2029",
    "vt": "\v",
    "nel": "\x85",
    "mixed": "\n",
}


@dataclass(slots=True)
class Made:
    """A file and what a careful editor says of it.

    `about` are lines that tell something of an article (author, date, source): it is no mistake
    to show them in its text, and none to take them out.
    """

    form: str
    text: str
    articles: list[Text]
    noise: list[str]
    about: list[str]


@dataclass(slots=True)
class Sheet:
    """The file as it grows: lines, each with whether it is a line of an article's paragraph."""

    rng: Random
    lines: list[tuple[str, bool]] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    page: int = 0

    def put(self, text: str, body: bool = False) -> None:
        """Another line."""
        self.lines.append((text, body))

    def put_noise(self, text: str) -> None:
        """A line of noise."""
        self.put(text)
        if text.strip():
            self.noise.append(text)


def make(form: str, turn: int, exam: str = EXAMS[0]) -> Made:
    """The collection of a form; another turn has other articles and another layout.

    Options: `kinds` and `count` of the articles, `numbers` (as `1 2 5`), `layout` (`indent`,
    `gap`, `both`, `none`), `title` (what the editor calls an article whose head says more or
    less), `untitled` (a number is no title), `glued` (the head behind the last paragraph of the
    article before), `run` (the head before its first paragraph, on one line), `crlf`,
    `newline` (what else ends a line; `mixed`: now one, now another), `doubled`, and those of
    `damage`: its operations, `wrap` and `loose` (so many characters on a line), `left` and `right`
    of every wrapped line. `other` is what the head's line is in every second article, `later` in
    the second half of them; `unmarked` are articles (from 1) with nothing but their title between
    empty lines, `headless` says that the first one has not even that; `apart` stands between the
    characters of a head, `joined` between the paragraphs of an article, all on one line; `whole`
    keeps noise within a paragraph on one line, and escapes in one piece, where lines are broken.
    """
    return _made(form, parse(form), Random(f"{form}|{turn}"), exam)


def mixed(parts: Sequence[str], turn: int, exam: str = EXAMS[0]) -> Made:
    """The collection of several forms at once."""
    form = "\n+\n".join(parts)
    return _made(form, joined(map(parse, parts)), Random(f"{form}|{turn}"), exam)


def _made(form: str, template: Template, rng: Random, exam: str) -> Made:
    options = dict(template.options)
    if exam in CAREFUL:
        options["whole"] = ""
    if not template.headed:
        usual = Line("#", rng.choice(USUAL)[2:])
        template = joined([Template(before=[usual]), template])
    layout = options.get("layout") or rng.choice(("indent", "gap", "both", "none"))
    if ("wrap" in options or "loose" in options) and layout == "none":
        layout = "indent"  # paragraphs would be for no one to tell
    options["layout"] = layout
    count = int(options.get("count", 0)) or rng.choice((3, 4, 5, 6, 7, rng.randrange(8, MOST + 1)))
    given = [int(n) for n in options.get("numbers", "").split()]
    found = texts(rng, options.get("kinds", "any"), len(given) or count, exam)
    once = _once(rng, found) if any(line.sign[0] == "?" for line in template.among) else (-1, -1)
    places = _places(rng, found, given)
    sheet = Sheet(rng)
    for line in template.opening:
        for at in places if line.sign == "^^" else places[:1]:
            words = line.text.format_map(at)
            (sheet.put if line.sign == "^" else sheet.put_noise)(words)
    articles = []
    for i, (text, at) in enumerate(zip(found, places, strict=True)):
        if i:
            for line in template.between:
                sheet.put(line.text.format_map(at))
        own = _own_head(template, options, i, len(found))
        title = {"title": ""} if not own.headed else {}
        articles.append(
            _article(sheet, own, {**options, **title}, text, at, once[1] if once[0] == i else -1)
        )
    for line in template.closing:
        sheet.put_noise(line.text.format_map(places[-1]))
    lines = _with_running(sheet, template, places[0])
    newline = "\r\n" if "crlf" in options else NEWLINES[options.get("newline", "")]
    whole = (newline * 2 if "doubled" in options else newline).join(lines) + newline
    if options.get("newline") == "mixed":
        whole = re.sub("\n", lambda _: rng.choice(("\n", "\r\n")), whole)
    return Made(form, whole, articles, sheet.noise, sheet.about)


def _own_head(template: Template, options: Mapping[str, str], i: int, count: int) -> Template:
    """The template of one of the articles, whose head may be unlike that of its neighbours."""
    if i == 0 and "headless" in options:
        return replace(template, before=[line for line in template.before if line.sign == "!"])
    if str(i + 1) in options.get("unmarked", "").split():
        return replace(template, before=[Line("", ""), Line("#", "{t}"), Line("", "")])
    for name, here in (("other", i % 2 == 1), ("later", i >= (count + 1) // 2)):
        if name in options and here:
            changed = [
                replace(line, text=options[name]) if line.sign == "#" else line
                for line in template.before
            ]
            return replace(template, before=changed)
    return template


def _places(rng: Random, found: Sequence[Text], given: Sequence[int]) -> list[Mapping[str, str]]:
    """The placeholders of each article."""
    common = of_file(rng)
    day = datetime.date(int(common["year"]), rng.randrange(1, 12), rng.randrange(1, 28))
    out: list[Mapping[str, str]] = []
    for i, text in enumerate(found):
        day += datetime.timedelta(days=rng.randrange(1, 9))
        half = max(2, len(text.title) // 2)
        out.append(
            {
                **common,
                **of_article(rng, day),
                **numbers(given[i] if given else i + 1),
                "t": text.title,
                "t1": text.title[:half],
                "t2": text.title[half:],
                "last": found[i - 1].title if i else "没有了",
                "next": found[i + 1].title if i + 1 < len(found) else "没有了",
                "other": found[(i + 2) % len(found)].title,
                "total": str(len(found)),
                "ctotal": numbers(len(found))["c"],
                "page": "0",
            }
        )
    return out


def _once(rng: Random, found: Sequence[Text]) -> tuple[int, int]:
    """The article and the paragraph, a long one and not its last, where noise stands once."""
    every = [(i, j) for i, text in enumerate(found) for j in range(len(text.paragraphs) - 1)]
    return rng.choice([(i, j) for i, j in every if len(found[i].paragraphs[j]) > LONG] or every)


def _article(
    sheet: Sheet,
    template: Template,
    options: Mapping[str, str],
    text: Text,
    at: Mapping[str, str],
    once: int,
) -> Text:
    """An article, with the noise that stands once if `once` is one of its paragraphs."""

    def put_once(sign: str) -> None:
        for line in template.among:
            if line.sign == sign and once >= 0:
                sheet.put_noise(line.text.format_map(at))

    heads = [line.text for line in template.before if line.sign == "#"]
    titled = any(part in head for head in heads for part in ("{t}", "{t1}"))
    title = text.title if titled else " ".join(heads)
    title = options.get("title", "").format_map(at) or (title if titled else title.format_map(at))
    if "untitled" in options:
        title = ""
    own: list[str] = []
    for line in template.before:
        _step(sheet, line, options, at, own)
    put_once("?^")
    begin = len(sheet.lines)  # of the text
    last = len(template.before) and template.before[-1].sign == "#"
    for i, paragraph in enumerate(text.paragraphs):
        first = len(sheet.lines)
        _paragraph(sheet, template, options, paragraph, at, i == 0, i == once)
        if i == 0 and last and "run" in options:
            start = sheet.lines[first][0].strip()
            head = sheet.lines[first - 1][0]
            sheet.lines[first - 1 : first + 1] = [
                (head + options["run"].replace("~", " ") + start, True)
            ]
        for line in template.among:
            if line.sign[0] == "%" and (i + 1) % int(line.sign[1:]) == 0:
                sheet.put_noise(line.text.format_map(at))
        if i == once:
            put_once("?")
    own += text.paragraphs
    _join(sheet, begin, options)
    put_once("?$")
    for line in template.after:
        _step(sheet, line, options, at, own)
    return Text(title, tuple(own))


def _join(sheet: Sheet, begin: int, options: Mapping[str, str]) -> None:
    """Where an option says so, all since line `begin` as one line; noise begins another."""
    if "joined" not in options:
        return
    between = options["joined"].replace("~", " ")
    joined: list[tuple[str, bool]] = []
    for text, body in sheet.lines[begin:]:
        if not body:
            joined.append((text, body))
        elif joined and joined[-1][1]:
            joined[-1] = (between.join(filter(None, (joined[-1][0], text.strip()))), True)
        else:
            joined.append((text.strip(), True))
    sheet.lines[begin:] = joined


def _step(
    sheet: Sheet, line: Line, options: Mapping[str, str], at: Mapping[str, str], own: list[str]
) -> None:
    """A line of a form before or behind an article's text."""
    words = line.text.format_map(at)
    if line.sign == "!":
        sheet.put_noise(words)
    elif line.sign == ".":
        own.append(words.strip())
        sheet.put(words, True)
    elif line.sign == "#" and "glued" in options and sheet.lines and sheet.lines[-1][1]:
        between = options["glued"].replace("~", " ")
        sheet.lines[-1] = (sheet.lines[-1][0] + between + words, True)
    elif line.sign == "#":
        kept = {k: v for k, v in options.items() if k in ("spaces", "wide", "before", "behind")}
        sheet.put(damaged(options.get("apart", "").replace("~", " ").join(words), sheet.rng, kept))
    else:
        sheet.put(words)
        if words.strip():
            sheet.about.append(words)


def _paragraph(
    sheet: Sheet,
    template: Template,
    options: Mapping[str, str],
    text: str,
    at: Mapping[str, str],
    first: bool,
    once: bool,
) -> None:
    """A paragraph's lines, with the noise that is within it."""
    rng = sheet.rng
    if options["layout"] in ("gap", "both") and not first:
        sheet.put("", True)
    among = list(template.among)
    if sum(line.sign == "&" for line in among) > 1:
        rng.shuffle(among)  # each in its turn
    for line in among:
        within = line.sign == "&" or (once and line.sign == "?&")
        if within and len(text) > LONG and (once or rng.random() < 0.5):
            sheet.page += "{page}" in line.text
            words = line.text.format_map(_on_page(at, sheet.page))
            sheet.noise.append(words)
            cut = _cut(text, rng)
            text = text[:cut] + "\0" + text[cut:]
            text = damaged(text, rng, options)
            if "whole" not in options:
                text = text.replace("\0", words)
            inner = True  # what crosses it might cut its noise in two
            break
    else:
        text, words = damaged(text, rng, options), ""
        inner = False
    lines = [line.replace("\0", words) for line in in_lines(text, rng, options)]
    crossing = [x for x in template.among if x.sign == "_" or (once and x.sign == "?_")]
    if crossing and not inner and len(text) > LONG and (once or rng.random() < 0.5):
        if len(lines) == 1:
            cut = _cut(text, rng)
            cut = past_escape(text, cut) if "whole" in options else cut
            lines = [text[:cut], text[cut:]]
        break_at = rng.randrange(1, len(lines))
    else:
        break_at = 0
    indent = options.get("indent") or (INDENT if options["layout"] in ("indent", "both") else "")
    indent, hanging = (
        signs.replace("~", " ").replace("\\t", "\t")
        for signs in (indent, options.get("hanging", ""))
    )
    for i, part in enumerate(lines):
        if break_at and i == break_at:
            sheet.page += 1
            for noise in crossing:
                sheet.put_noise(noise.text.format_map(_on_page(at, sheet.page)))
        sheet.put((indent if i == 0 else hanging) + part, True)


def _on_page(at: Mapping[str, str], page: int) -> Mapping[str, str]:
    """The placeholders on a page: a left one has the file's name at its head, a right one `t`."""
    side = at["t"] if page % 2 else at["book"]
    return {**at, "page": str(page), "zpage": f"{page:03}", "side": side}


def _cut(text: str, rng: Random) -> int:
    """A place in mid-sentence: behind a comma, or between two letters; not at a stop."""
    places = [
        i
        for i in range(LEAST_CUT, len(text) - LEAST_CUT)
        if text[i - 1] not in "。！？；：”" and text[i] not in "，。！？；：、”）"
    ]
    commas = [i for i in places if text[i - 1] == "，"]
    return rng.choice(commas if commas and rng.random() < 0.5 else places)


def _with_running(sheet: Sheet, template: Template, at: Mapping[str, str]) -> Iterable[str]:
    """The lines, with those that return after every so many."""
    running = [line for line in template.among if line.sign[0] == "="]
    out: list[str] = []
    for i, (text, body) in enumerate(sheet.lines):
        out.append(text)
        following = sheet.lines[i + 1 : i + 2]
        for line in running:
            if (i + 1) % int(line.sign[1:]) == 0 and body and following and following[0][1]:
                sheet.page += 1
                words = line.text.format_map(_on_page(at, sheet.page))
                sheet.noise.append(words)
                out.append(words)
    return out
