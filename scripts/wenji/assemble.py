"""From the parts of a source to its articles: what each paragraph is, what the text says of
itself, and a span of the ledger for every line.

Nothing is decided about boundaries here (`split`) nor about headings (`outline`): what they
found is put together, and told to the editor where it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wenji import titles
from wenji.draft import Draft
from wenji.editor.decisions import DECIDED, decided_kinds
from wenji.editor.overrides import Value
from wenji.facts import is_colophon, is_fact_line
from wenji.facts.headers import EVIDENCE as HEADER
from wenji.facts.headers import Head, again_below_history, listed, said_by
from wenji.facts.mastheads import Field
from wenji.facts.said import Line, Said
from wenji.facts.stated import of_fact_line, stated
from wenji.facts.words import SUBTITLE, TITLE
from wenji.forms import ATTACHMENT, NOTE, Form, forms, is_formula
from wenji.forms import Line as FormLine
from wenji.forms.decided import decided_forms
from wenji.ledger import Span
from wenji.lines import LineTable
from wenji.model import (
    Article,
    ArticleId,
    Boundary,
    Facts,
    Finding,
    Heading,
    Paragraph,
    Role,
    SourceId,
)
from wenji.outline import Outline, outline
from wenji.outline.entries import without_entries
from wenji.paras import Para
from wenji.sentences import sentence_end
from wenji.split import Part, Split
from wenji.split.trails import take_trails
from wenji.split.wholes import fold

_HAN = re.compile("[\u4e00-\u9fff]")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+")
_ENDED = re.compile(r"[。！？!?…；;：:.．”’」』）)》】〕%％、，,—*]$")
# What minutes say of their meeting: when, then where, who was there, who led and who wrote.
_WHEN = re.compile(r"(?:会议|活动|开会|座谈|召开)?[时日][　 ]*[间期][　 ]*[:：]")
_OF_MEETING = re.compile(
    r"(?:会议|活动)?(?:地[　 ]*点|[出列缺]席|参[加会]|[与到]会|主[　 ]*[持题]|主备|记[　 ]*录"
    r"|议[　 ]*[题程]|应到)[^，。:：]{0,6}[:：]"
)

REPEATED = "repeated-title"
_DAY_END = re.compile("[0-9]{1,2}月[0-9]{1,2}日$")
TRUNCATED_LENGTH = 40  # a paragraph of prose that ends without a sentence end
MOST_SIBLINGS = 50  # articles of one title that a telling title is held against
MINUTES_LINES = 3  # among so many lines below 时间：… the next of the kind must stand
DOUBTFUL = 0.7  # beginnings that are less sure are told to the editor
FACT_LINES = 3  # so many lines below a title may state facts
OF_ALL = frozenset({"date", "origin", "place"})  # what stands before several texts says of each


def _signed_lines(lines: Sequence[int], paragraphs: Sequence[Paragraph]) -> list[int]:
    """The lines of a text without notes and attachments: the signature is the last of them."""
    both = zip(lines, paragraphs, strict=True)
    return [i for i, p in both if p.text and p.form not in (NOTE, ATTACHMENT)]


@dataclass
class _Body:
    """The paragraphs of one article, sorted by what they are."""

    meta: list[int]
    text: list[int]
    fields: tuple[Field, ...] = ()
    again: range = range(0)  # lines that only say the title once more


class Assembly:
    """Puts together what was found: articles, and a span of the ledger for every paragraph.

    `levels` and `forms` are what the editor says of paragraphs, by their index in `paras`.
    """

    def __init__(
        self,
        source: SourceId,
        draft: Draft,
        paras: Sequence[Para],
        fields: Sequence[Head],
        parts: Split,
        markdown: bool,
        levels: Mapping[int, Value],
        forms: Mapping[int, Value],
    ) -> None:
        self.source = source
        self.draft = draft
        self.paras = paras
        self.parts = parts
        self.markdown = markdown
        self.heads = {head.start: head for head in fields}
        self.levels = levels  # of headings that the editor decided, by paragraph
        self.own_front: list[Line] = []
        self.forms = forms  # likewise
        self.spans: list[Span] = []
        self.findings: list[Finding] = list(parts.findings)
        self._lines = LineTable(draft.source)

    def build(self) -> tuple[tuple[Article, ...], list[Span]]:
        """The articles, and the spans of the ledger in order; `findings` are complete then."""
        front_lines = self._front()
        bodies = [(part, self._body(part)) for part in self.parts.parts]
        take_trails(self.paras, [(body.text, body.meta) for _, body in bodies])
        written = [(part, body) for part, body in bodies if body.text]
        for part, body in bodies:
            if not body.text:
                self._place(range(part.first, part.last), Role.TITLE, None)
                if part.last not in self.heads:  # a name above a head of fields needs no text
                    self._find("article-none", part.first)
        if len(written) == 1:  # what stands before a single text are its own lines
            self.own_front = front_lines
        front = [said for line in front_lines for said in of_fact_line(line) if said.kind in OF_ALL]
        articles = [
            self._article(n, part, body, front) for n, (part, body) in enumerate(written, start=1)
        ]
        self.spans.sort(key=lambda s: s.start)
        return tuple(self._titled(articles, [part for part, _ in written])), self.spans

    # --- paragraphs ------------------------------------------------------------------------------

    def _front(self) -> list[Line]:
        """The lines before the first article that state facts; prose among them is told."""
        found: list[Line] = []
        for i in range(self.parts.front):
            line = self.paras[i].text
            fact = is_fact_line(line)
            self._place([i], Role.META if fact else Role.TITLE, None)
            if fact:
                found.append(self._said_line(i))
            elif sentence_end(line):
                self._find("article-introduction", i, chars=str(len(line)))
        return found

    def _said_line(self, i: int) -> Line:
        return Line(self.paras[i].start, self.paras[i].text)

    def _body(self, part: Part) -> _Body:
        first = part.body
        if part.evidence != HEADER and (head := self._head(part)) is not None:
            lines = sorted({f.para for f in head.fields})
            return _Body(lines, list(range(head.end, part.last)))
        again = again_below_history(self.paras, first, part.last, part.given_title)
        if again:
            text = [i for i in range(first, part.last) if i not in again]
            return _Body([*part.lead], text, again=again)
        if fields := listed(self.paras, first, part.last):
            rest = fields[-1].para + 1
            return _Body([f.para for f in fields], list(range(rest, part.last)), tuple(fields))
        meta: list[int] = []
        for i in range(first, min(first + FACT_LINES, part.last)):
            if not is_fact_line(self.paras[i].text) or self._opens_minutes(i):
                break
            meta.append(i)
        first += len(meta)
        last = self._before_colophon(first, part.last)
        return _Body([*part.lead, *meta, *range(last, part.last)], list(range(first, last)))

    def _before_colophon(self, first: int, last: int) -> int:
        """Where a text ends that is followed by what its site says of it: 来源：…, 编辑：…."""
        end = last
        while end - 1 > first and last - end < FACT_LINES and is_colophon(self.paras[end - 1].text):
            end -= 1
        return end

    def _opens_minutes(self, i: int) -> bool:
        """Whether a line 时间：… begins what minutes say of their meeting: that is text."""
        below = self.paras[i + 1 : i + 1 + MINUTES_LINES]
        return _WHEN.match(self.paras[i].text) is not None and any(
            _OF_MEETING.match(p.text) for p in below
        )

    def _head(self, part: Part) -> Head | None:
        """The head of fields with which an article begins, or that stands below its mark."""
        if part.evidence == HEADER:
            return self.heads.get(part.first)
        return self.heads.get(part.body) if part.mark else None

    def _place(self, indexes: Sequence[int] | range, role: Role, article: ArticleId | None,
               drop: str = "") -> None:  # fmt: skip
        for i in indexes:
            p = self.paras[i]
            self.spans.append(Span(p.start, p.end + 1, role, article, drop))

    def _find(self, code: str, para: int, **args: str) -> None:
        p = self.paras[para]
        start, end = self.draft.source_at(p.start), self.draft.source_end(p.end)
        self.findings.append(Finding(code, None, start, end, args))

    # --- articles --------------------------------------------------------------------------------

    def _article(self, ordinal: int, part: Part, body: _Body, front: Sequence[Said]) -> Article:
        ident = f"{self.source}-{ordinal:02d}"
        self._title_spans(part, ident)
        self._place(body.meta, Role.META, ident)
        self._place(body.again, Role.TITLE, ident, REPEATED)
        if part.evidence != HEADER and (head := self._head(part)) is not None:
            self._again(head, ident)
        texts = [self.paras[i].text for i in body.text]
        shape, cuts = self._shape(texts)
        decided = {k: self.levels[i] for k, i in enumerate(body.text) if i in self.levels}
        shape = replace(shape, kinds=decided_kinds(shape.kinds, decided))
        paragraphs, headings, plain = self._paragraphs(body.text, shape, cuts, ident)
        facts = self._facts(part, body, _signed_lines(body.text, paragraphs), front)
        start = self.draft.source_at(self.paras[part.first].start)
        end = self.draft.source_end(self.paras[part.last - 1].end)
        if self._is_unmarked(part):
            self._find("article-unmarked", part.first, evidence=part.evidence)
        elif part.score < DOUBTFUL:
            self._find("article-doubtful", part.first, percent=f"{part.score:.0%}".rstrip("%"))
        below = [*(p.text for p in paragraphs[1:]), ""]
        for i, paragraph, follows in zip(body.text, paragraphs, below, strict=True):
            self._check_end(i, paragraph, follows)
        for gap in shape.gaps:
            self._find(
                "heading-numbering", body.text[gap.index], previous=gap.previous, found=gap.found
            )
        return Article(
            id=ident, source=self.source, ordinal=ordinal, start=start, end=end,
            lines=(self._lines.line(start), self._lines.line(max(start, end - 1))),
            title=part.given_title, given_title=part.given_title, title_origin="source",
            facts=facts, headings=tuple(headings), paragraphs=tuple(paragraphs), text=plain,
            page=f"zh/articles/{self.source}/{ordinal:02d}.md",
            summary=titles.summary(plain),
            boundary=Boundary(part.evidence, round(part.score, 2)),
        )  # fmt: skip

    def _facts(self, part: Part, body: _Body, lines: Sequence[int], front: Sequence[Said]) -> Facts:
        """What the text says of itself, with the places in the source that say it."""
        head = self._head(part)
        headed = set() if head is None else {f.para for f in head.fields}
        titles = [i for i in part.title_paras if i not in headed] or list(part.title_paras)
        meta = [self._said_line(i) for i in body.meta if i not in headed and not body.fields]
        found = stated(
            [self._said_line(i) for i in titles or range(self.parts.front)],
            part.given_title,
            head.said(self.paras) if head is not None else said_by(body.fields, self.paras),
            [*self.own_front, *meta],
            [self._said_line(i) for i in lines],
            front,
        )
        spans = {
            kind: (self.draft.source_at(said.start), self.draft.source_end(said.end))
            for kind, said in found.items()
            if said.start >= 0
        }
        return Facts(**{kind: said.value for kind, said in found.items()}, spans=spans)

    def _again(self, head: Head, ident: ArticleId) -> None:
        """The title written once more below a head, and a line drawn between them."""
        for i in range(head.end - head.again, head.end):
            drawn = not fold(self.paras[i].text)
            role, rule = (Role.NOISE, "separator") if drawn else (Role.TITLE, REPEATED)
            self._place([i], role, ident, rule)

    def _head_spans(self, head: Head, ident: ArticleId) -> None:
        self._again(head, ident)
        once: set[int] = set()
        for field in head.fields:
            p = self.paras[field.para]
            if field.para in once:
                continue
            once.add(field.para)
            if field.kind not in (TITLE, SUBTITLE):
                self._place([field.para], Role.META, ident)
                continue
            if field.at:
                self.spans.append(Span(p.start, p.start + field.at, Role.META, ident))
            self.spans.append(Span(p.start + field.at, p.end + 1, Role.TITLE, ident))

    def _title_spans(self, part: Part, ident: ArticleId) -> None:
        if part.evidence == HEADER and (head := self._head(part)) is not None:
            self._head_spans(head, ident)
            return
        for n, i in enumerate(part.title_paras):
            p = self.paras[i]
            if n == 0 and part.mark is not None and part.mark.title:
                at = p.start + p.text.find(part.mark.title, max(0, part.mark.title_start - 2))
                end = at + len(part.mark.title)
                if at > p.start:
                    self.spans.append(Span(p.start, at, Role.TITLE, ident, "article-mark"))
                self.spans.append(Span(at, end, Role.TITLE, ident))
                self.spans.append(Span(end, p.end + 1, Role.TITLE, ident, "article-mark"))
            else:
                self._place([i], Role.TITLE, ident, REPEATED if n > 0 else "")

    def _shape(self, texts: Sequence[str]) -> tuple[Outline, list[int]]:
        """Kinds of the paragraphs, and how many characters of markup each begins with."""
        shape = outline(texts)
        cuts = [0] * len(texts)
        if self.markdown:
            kinds = list(shape.kinds)
            for k, text in enumerate(texts):
                m = _MARKDOWN_HEADING.match(text)
                if m is not None and len(text) > m.end():
                    kinds[k] = f"h{max(2, len(m[1]))}"
                    cuts[k] = m.end()
            if any(cuts):  # whoever marks headings with # numbers lists, not headings
                kinds = [kind if cut else "p" for kind, cut in zip(kinds, cuts, strict=True)]
            shape = replace(shape, kinds=tuple(kinds))
        return replace(shape, kinds=without_entries(texts, shape.kinds)), cuts

    def _paragraphs(
        self, indexes: Sequence[int], shape: Outline, cuts: Sequence[int], ident: ArticleId
    ) -> tuple[list[Paragraph], list[Heading], str]:
        paragraphs: list[Paragraph] = []
        headings: list[Heading] = []
        plain: list[str] = []
        at = 0
        told = self._forms(indexes, shape, cuts)
        for k, i in enumerate(indexes):
            p, kind, cut = self.paras[i], shape.kinds[k], cuts[k]
            role = Role.BODY if kind == "p" else Role.HEADING
            if cut:
                self.spans.append(Span(p.start, p.start + cut, role, ident, "markdown-heading"))
            self.spans.append(Span(p.start + cut, p.end + 1, role, ident))
            text = p.text[cut:]
            start = self.draft.source_at(p.start + cut)
            end = self.draft.source_end(p.end)
            form = told[k]
            lead = (shape.leads[k] or form.lead) if kind == "p" else 0
            line = self._lines.line(start)
            paragraphs.append(Paragraph(text, kind, start, end, line, lead, form.name, form.opens))
            if kind != "p":
                level = int(kind[1])
                headings.append(
                    Heading(level, text, shape.labels[k], start, end, at, at + len(text))
                )
            plain.append(text + "\n")
            at += len(text) + 1
        return paragraphs, headings, "".join(plain)

    def _forms(self, indexes: Sequence[int], shape: Outline, cuts: Sequence[int]) -> Sequence[Form]:
        """What each paragraph is besides prose."""
        lines = []
        for k, i in enumerate(indexes):
            p, kind = self.paras[i], shape.kinds[k]
            lead = shape.leads[k] if kind == "p" else 0
            lines.append(FormLine(p.text[cuts[k] :], kind, p.gap, p.indent, lead))
        wanted = {k: self.forms[i] for k, i in enumerate(indexes) if i in self.forms}
        return decided_forms(forms(lines), [line.text for line in lines], wanted)

    def _is_unmarked(self, part: Part) -> bool:
        told = part.mark is not None or part.evidence in (DECIDED, HEADER)
        return not told and len(self.parts.parts) > 1

    def _check_end(self, i: int, paragraph: Paragraph, follows: str) -> None:
        """A sentence that breaks off: but above a formula it goes on there, and a day ends one."""
        text = paragraph.text
        if is_formula(follows) or _DAY_END.search(text):
            return
        if (
            paragraph.kind == "p" and len(text) >= TRUNCATED_LENGTH
            and _HAN.match(text[-1]) and "，" in text and not _ENDED.search(text)
        ):  # fmt: skip
            self._find("sentence-truncated", i, tail=text[-8:])

    def _titled(self, articles: Sequence[Article], parts: Sequence[Part]) -> Iterator[Article]:
        """Titles by which readers tell the articles of this source apart."""
        same: dict[str, list[Article]] = {}
        for article in articles:
            same.setdefault(fold(article.given_title), []).append(article)
        used: set[str] = set()
        for n, (article, part) in enumerate(zip(articles, parts, strict=True)):
            given, title = article.given_title, article.given_title
            if not given or len(same[fold(given)]) > 1:
                siblings = [a.text for a in same[fold(given)][:MOST_SIBLINGS] if a is not article]
                names = [h.text for h in article.headings]
                title = titles.telling(given, article.text, names, siblings) or given
                while title in used or not title:
                    title = f"{title}（{n + 1}）"
            used.add(title)
            if title == given:
                yield article
                continue
            if given:
                self._find("title-derived", part.first, given=given, title=title)
            else:
                self._find("title-absent", part.first, title=title)
            yield replace(article, title=title, title_origin="derived")
