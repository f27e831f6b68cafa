"""From the parts of a source to its articles: what each paragraph is, what the text says of
itself, and a span of the ledger for every line.

Nothing is decided here about boundaries (`split`), about headings (`outline`), about forms
(`forms`) or about what a line below a title is (`article_body`): what they found is put together,
and the editor is told where it is doubtful.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from wenji import titles
from wenji.article_body import Body, body_of, signed_lines
from wenji.draft import Draft
from wenji.editor.decisions import decided_kinds
from wenji.editor.overrides import Value
from wenji.facts import is_fact_line
from wenji.facts.front_matter import FrontMatter
from wenji.facts.headers import EVIDENCE as HEADER
from wenji.facts.headers import Head, said_by
from wenji.facts.official import attached
from wenji.facts.said import Line, Said
from wenji.facts.stated import of_fact_line, stated
from wenji.facts.words import SUBTITLE, TITLE
from wenji.file_names import title_from
from wenji.forms import ITEM, ROW, Form, forms
from wenji.forms import Line as FormLine
from wenji.forms.decided import decided_forms
from wenji.ledger import Span
from wenji.lines import LineTable, only_words
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
from wenji.remarks import breaks_off
from wenji.sentences import sentence_end
from wenji.split import Part, Split
from wenji.split.part import DECIDED
from wenji.split.trails import take_trails

REPEATED = "repeated-title"  # the rule in the ledger

# --- thresholds; origin: the seeds and the development collections -------------------------------
MOST_SIBLINGS = 50  # articles of one title that a telling title is held against
LEAST_SURE = 0.7  # beginnings that are less sure are told to the editor
OF_ALL = frozenset({"date", "origin", "place"})  # what stands before several texts says of each


def _told(paragraphs: Sequence[Paragraph]) -> str:
    """What a summary is made of: the text without its tables, and without the items of its lists
    where there is prose beside them."""
    rows = [p for p in paragraphs if p.form != ROW]
    prose = "\n".join(p.text for p in rows if p.form != ITEM)
    return prose if titles.is_told(prose) else "\n".join(p.text for p in rows)


def _boundary(part: Part) -> Boundary:
    """By what it was found that an article begins, and how sure that is: the editor is."""
    return Boundary(DECIDED, 1) if part.confirmed else Boundary(part.evidence, round(part.score, 2))


class _Front(NamedTuple):
    """What stands before the first article states: `said` of each of several texts.

    Where they are a single text's own, `own` are the lines themselves and `matter` the facts of the
    front matter.
    """

    said: Sequence[Said]
    own: Sequence[Line] = ()
    matter: Sequence[Said] = ()


@dataclass
class Assembly:
    """Puts together what was found: articles, and a span of the ledger for every paragraph.

    `heads` are the blocks of fields above texts, by their first paragraph; `matter` is the file's
    own front matter, above all `paras`; `levels` and `forms` are what the editor says of paragraphs
    (heading levels, verse, lists …), by their index, `kept` those that the editor keeps in the
    text. `build` is called once; `findings` are complete then.
    """

    source: SourceId
    path: str
    draft: Draft
    paras: Sequence[Para]
    heads: Mapping[int, Head]
    parts: Split
    matter: FrontMatter
    levels: Mapping[int, Value]
    forms: Mapping[int, Value]
    kept: Collection[int] = ()
    spans: list[Span] = field(default_factory=list, init=False)
    findings: list[Finding] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.findings += self.parts.findings
        self._lines = LineTable(self.draft.source)

    def build(self) -> tuple[tuple[Article, ...], list[Span]]:
        """The articles, and the spans of the ledger in order."""
        bodies = [(part, body_of(self.paras, part, self.heads)) for part in self.parts.parts]
        take_trails(self.paras, [(body.text, body.meta) for _, body in bodies])
        bodies = [(part, body.keeping(self.kept)) for part, body in bodies]
        written = [(part, body) for part, body in bodies if body.text]
        for part, body in bodies:
            if not body.text:
                self._add_spans(range(part.first, part.last), Role.TITLE, None)
                if part.last not in self.heads:  # a name above a head of fields needs no text
                    self._add_finding("article-none", part.first)
        # What stands before a single text is its own, also where the editor has divided it.
        alone = sum(n == 0 or part.evidence != DECIDED for n, (part, _) in enumerate(written)) == 1
        above = [i for i in range(self.parts.front) if alone and written and i in self.kept]
        if above:
            part, body = written[0]
            written[0] = part, replace(body, text=above + body.text, kept=(*above, *body.kept))
        front_lines = self._front(above)
        told = (*self.matter.said, *(said for line in front_lines for said in of_fact_line(line)))
        front = _Front([said for said in told if said.kind in OF_ALL])
        own = front._replace(own=front_lines, matter=self.matter.said) if alone else front
        for p in self.matter.paras:
            ident = f"{self.source}-01" if alone else None
            self.spans.append(Span(p.start, p.end + 1, Role.META, ident))
        articles = [
            self._article(n, part, body, own if n == 1 else front)
            for n, (part, body) in enumerate(written, start=1)
        ]
        self.spans.sort(key=lambda s: s.start)
        return tuple(self._titled(articles, [part for part, _ in written])), self.spans

    # --- paragraphs ------------------------------------------------------------------------------

    def _front(self, shown: Sequence[int]) -> list[Line]:
        """The lines before the first article that state facts; prose among them is told, but for
        what is shown in its text."""
        found: list[Line] = []
        for i in range(self.parts.front):
            line = self.paras[i].text
            fact = is_fact_line(line)
            if i not in shown:
                self._add_spans([i], Role.META if fact else Role.TITLE, None)
            if fact:
                found.append(self._said_line(i))
            elif sentence_end(line) and i not in shown:
                self._add_finding("article-introduction", i, chars=str(len(line)))
        return found

    def _said_line(self, i: int) -> Line:
        return Line(self.paras[i].start, self.paras[i].text)

    def _add_spans(self, indexes: Sequence[int] | range, role: Role, article: ArticleId | None,
                   drop: str = "") -> None:  # fmt: skip
        for i in indexes:
            p = self.paras[i]
            self.spans.append(Span(p.start, p.end + 1, role, article, drop))

    def _add_finding(self, code: str, para: int, **args: str) -> None:
        p = self.paras[para]
        start, end = self.draft.source_at(p.start), self.draft.source_end(p.end)
        self.findings.append(Finding(code, None, start, end, args))

    # --- articles --------------------------------------------------------------------------------

    def _article(self, ordinal: int, part: Part, body: Body, front: _Front) -> Article:
        """One article; its spans go to `spans`, what is doubtful in it to `findings`.

        Its title is the given one still, see `_titled`.
        """
        if part.evidence != DECIDED:
            words = [self.paras[i].text for i in body.text]
            part = replace(part, given_title=titles.bare_title(part.given_title, words))
        ident = f"{self.source}-{ordinal:02d}"
        self._title_spans(part, body, ident)
        self._add_spans(body.meta, Role.META, ident)
        self._add_spans(body.again, Role.TITLE, ident, REPEATED)
        if part.evidence != HEADER and body.head is not None:
            self._title_again_spans(body.head, ident)
        shape = self._shape([self.paras[i] for i in body.text], part.given_title)
        decided = {k: self.levels[i] for k, i in enumerate(body.text) if i in self.levels}
        shape = replace(shape, kinds=decided_kinds(shape.kinds, decided))
        paragraphs, headings, plain = self._paragraphs(body.text, shape, ident)
        facts = self._facts(part, body, signed_lines(body.text, paragraphs), front)
        start = self.draft.source_at(self.paras[min(part.first, body.text[0])].start)
        end = self.draft.source_end(self.paras[part.last - 1].end)
        if self._is_unmarked(part):
            self._add_finding("article-unmarked", part.first, evidence=part.evidence)
        elif part.score < LEAST_SURE and not part.confirmed:
            self._add_finding(
                "article-doubtful", part.first, percent=f"{part.score:.0%}".rstrip("%")
            )
        below = [*(p.text for p in paragraphs[1:]), ""]
        for i, paragraph, follows in zip(body.text, paragraphs, below, strict=True):
            self._check_end(i, paragraph, follows)
        for gap in shape.gaps:
            if gap.index in decided:
                continue
            self._add_finding(
                "heading-numbering", body.text[gap.index], previous=gap.previous, found=gap.found
            )
        return Article(
            id=ident, source=self.source, ordinal=ordinal, start=start, end=end,
            lines=(self._lines.line(start), self._lines.line(max(start, end - 1))),
            title=part.given_title, given_title=part.given_title, title_origin="source",
            facts=facts, headings=tuple(headings), paragraphs=tuple(paragraphs), text=plain,
            page=f"zh/articles/{self.source}/{ordinal:02d}.md",
            summary=titles.summary(_told(paragraphs) or plain),
            boundary=_boundary(part),
        )  # fmt: skip

    def _facts(self, part: Part, body: Body, lines: Sequence[int], front: _Front) -> Facts:
        """What the text says of itself, with the places in the source that say it."""
        head = body.head
        headed = set() if head is None else {f.para for f in head.fields}
        titles = [i for i in part.title_paras if i not in headed] or list(part.title_paras)
        mute = headed | body.silent
        stating = sorted([*body.meta, *(i for i in body.kept if i >= part.first)])
        meta = [self._said_line(i) for i in stating if i not in mute and not body.fields]
        found = stated(
            [self._said_line(i) for i in titles or range(self.parts.front)],
            part.given_title,
            [*said_by(head.fields if head else body.fields, self.paras), *front.matter],
            [*front.own, *meta],
            [self._said_line(i) for i in lines if i not in body.kept],
            front.said,
        )
        spans = {
            kind: (self.draft.source_at(said.start), self.draft.source_end(said.end))
            for kind, said in found.items()
            if said.start >= 0
        }
        return Facts(**{kind: said.value for kind, said in found.items()}, spans=spans)

    def _title_again_spans(self, head: Head, ident: ArticleId) -> None:
        """The title written once more below a head, and a line drawn between them."""
        for i in range(head.end - head.again, head.end):
            drawn = not only_words(self.paras[i].text)
            role, rule = (Role.NOISE, "separator") if drawn else (Role.TITLE, REPEATED)
            self._add_spans([i], role, ident, rule)

    def _head_spans(self, head: Head, kept: Sequence[int], ident: ArticleId) -> None:
        """The lines of a block of fields: the title's value is the title, all else says of it."""
        self._title_again_spans(head, ident)
        once = {*head.text, *kept}  # the text's own paragraphs, which may state facts as well
        for f in head.fields:
            p = self.paras[f.para]
            if f.para in once:
                continue
            once.add(f.para)
            if f.kind not in (TITLE, SUBTITLE):
                self._add_spans([f.para], Role.META, ident)
                continue
            if f.at:
                self.spans.append(Span(p.start, p.start + f.at, Role.META, ident))
            self.spans.append(Span(p.start + f.at, p.end + 1, Role.TITLE, ident))

    def _title_spans(self, part: Part, body: Body, ident: ArticleId) -> None:
        """The title's lines; of a mark (第三篇：…) what stands round the title is left out."""
        if part.evidence == HEADER and body.head is not None:
            self._head_spans(body.head, body.kept, ident)
            return
        title = part.mark.title if part.mark is not None else ""
        own = next((i for i in part.title_paras if title and title in self.paras[i].text), -1)
        for n, i in enumerate(part.title_paras):
            p = self.paras[i]
            if i == own and part.mark is not None:
                at = p.start + p.text.find(part.mark.title, max(0, part.mark.title_start - 2))
                end = at + len(part.mark.title)
                if at > p.start:
                    self.spans.append(Span(p.start, at, Role.TITLE, ident, "article-mark"))
                self.spans.append(Span(at, end, Role.TITLE, ident))
                self.spans.append(Span(end, p.end + 1, Role.TITLE, ident, "article-mark"))
            else:
                goes_on = n > 0 and part.given_title.endswith(p.text) and p.text != part.given_title
                rule = "article-mark" if i < own else REPEATED if n > 0 and not goes_on else ""
                self._add_spans([i], Role.TITLE, ident, rule)

    def _shape(self, paras: Sequence[Para], title: str) -> Outline:
        """What the paragraphs of an article are. Whoever marks headings as Markdown does numbers
        lists, not headings; the title of what a document issues is one above its text."""
        texts = [p.text for p in paras]
        issued = only_words(attached(title))
        bold = [
            k for k, p in enumerate(paras) if p.bold or (issued and only_words(p.text) == issued)
        ]
        shape = outline(texts, bold)
        if levels := [p.level for p in paras if p.level]:
            up = max(0, min(levels) - 2)  # the highest of an article is its second level
            kinds = tuple(f"h{max(2, p.level - up)}" if p.level else "p" for p in paras)
            shape = replace(shape, kinds=kinds)
        return replace(shape, kinds=without_entries(texts, shape.kinds))

    def _paragraphs(
        self, indexes: Sequence[int], shape: Outline, ident: ArticleId
    ) -> tuple[list[Paragraph], list[Heading], str]:
        """The paragraphs and headings of an article, and its plain text.

        `indexes` are its paragraphs among those of the source.
        """
        paragraphs: list[Paragraph] = []
        headings: list[Heading] = []
        plain: list[str] = []
        at = 0
        told = self._forms(indexes, shape)
        for k, i in enumerate(indexes):
            p, kind, text = self.paras[i], shape.kinds[k], self.paras[i].text
            role = Role.BODY if kind == "p" else Role.HEADING
            self.spans.append(Span(p.start, p.end + 1, role, ident))
            start = self.draft.source_at(p.start)
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

    def _forms(self, indexes: Sequence[int], shape: Outline) -> Sequence[Form]:
        """What each paragraph is besides prose."""
        lines = []
        for k, i in enumerate(indexes):
            p, kind = self.paras[i], shape.kinds[k]
            lead = shape.leads[k] if kind == "p" else 0
            lines.append(FormLine(p.text, kind, p.gap, p.indent, lead))
        wanted = {k: self.forms[i] for k, i in enumerate(indexes) if i in self.forms}
        return decided_forms(forms(lines), [line.text for line in lines], wanted)

    def _is_unmarked(self, part: Part) -> bool:
        told = part.mark is not None or part.confirmed or part.evidence in (DECIDED, HEADER)
        by_itself = sum(p.evidence != DECIDED for p in self.parts.parts)
        return not told and by_itself > 1

    def _check_end(self, i: int, paragraph: Paragraph, follows: str) -> None:
        if breaks_off(paragraph, follows):
            self._add_finding("sentence-truncated", i, tail=paragraph.text[-8:])

    def _titled(self, articles: Sequence[Article], parts: Sequence[Part]) -> Iterator[Article]:
        """Titles by which readers tell the articles of this source apart."""
        same: dict[str, list[Article]] = {}
        for article in articles:
            same.setdefault(only_words(article.given_title), []).append(article)
        used: set[str] = set()
        for n, (article, part) in enumerate(zip(articles, parts, strict=True)):
            given, title = article.given_title, article.given_title
            if not given or len(same[only_words(given)]) > 1:
                siblings = [
                    a.text for a in same[only_words(given)][:MOST_SIBLINGS] if a is not article
                ]
                names = [h.text for h in article.headings]
                lone = len(articles) == 1 and not given
                named = title_from(self.path, article.text) if lone else ""
                title = named or titles.telling(given, article.text, names, siblings) or given
                while title in used or not title:
                    title = f"{title}（{n + 1}）"
            used.add(title)
            if title == given:
                yield article
                continue
            if given:
                self._add_finding("title-derived", part.first, given=given, title=title)
            else:
                code = "title-from-name" if named else "title-absent"
                self._add_finding(code, part.first, title=title)
            yield replace(article, title=title, title_origin="derived")
