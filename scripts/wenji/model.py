"""The central types that travel along the line. All are immutable.

Those of which a text has thousands are named tuples, which are made in a fraction of the time.

Offsets are code points of the decoded source text, from 0, end exclusive, wherever
nothing else is said. Lines are counted from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

SourceId: TypeAlias = str
ArticleId: TypeAlias = str

# The facts that a text may state, in the order in which they are shown.
FACTS = (
    "subtitle", "author", "organisation", "date", "place", "origin", "audience", "number", "genre",
)  # fmt: skip


class Op(StrEnum):
    """What a ledger piece did to its span of the source text (law 1)."""

    KEEP = "keep"
    REPLACE = "replace"
    DROP = "drop"
    INSERT = "insert"


class Role(StrEnum):
    """What a ledger piece is. `heading` and `body` make up an article's plain text."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    META = "meta"
    NOISE = "noise"
    BREAK = "break"


class Severity(StrEnum):
    """How much a finding matters to the editor."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """A coded remark for the editor. Its severity and words stand in `messages.toml`, by `code`.

    `args` fill the placeholders of that text; `start` and `end` are None for a finding
    that concerns the whole source, `source` is None for one that concerns the collection.
    """

    code: str
    source: SourceId | None = None
    start: int | None = None
    end: int | None = None
    args: Mapping[str, str] = field(default_factory=dict)


class Edit(NamedTuple):
    """A rule's wish: replace `text[start:end]` by `new`. Only `draft.Draft` applies it.

    `role` says what the removed text was (noise, meta, break …); None leaves that to the
    paragraph in which it stands.
    """

    start: int
    end: int
    new: str
    rule: str
    role: Role | None = None


class Piece(NamedTuple):
    """One entry of the ledger. Pieces cover the source text without gap or overlap."""

    start: int
    end: int
    op: Op
    new: str
    rule: str
    role: Role
    article: ArticleId | None


@dataclass(frozen=True, slots=True)
class Raw:
    """One raw file as it was found: where it is, what it holds.

    `path` is relative to the sources folder, POSIX, exactly as the file system spells it.
    """

    id: SourceId
    path: str
    data: bytes
    sha256: str
    media_type: str


class Heading(NamedTuple):
    """A section heading. `level` 2 is the first below the title; `label` is its number.

    `start`, `end` are offsets in the decoded source text; `plain_start`, `plain_end` are
    offsets in the article's plain text.
    """

    level: int
    text: str
    label: str
    start: int
    end: int
    plain_start: int
    plain_end: int


class Paragraph(NamedTuple):
    """One paragraph of an article's plain text, without its line break.

    `kind` is `p`, or `h2` … `h6` for a heading; `lead` is the length of a run-in heading or of a
    speaker's name at the paragraph's start (0 for none); `line` is its first line in the source.
    `form` is what a `p` is besides prose (`forms.FORMS`, "" for prose); `opens` says that a
    table, a list, a stanza … begins with it.
    """

    text: str
    kind: str
    start: int
    end: int
    line: int
    lead: int = 0
    form: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text says about itself. None where it says nothing.

    `date` is ISO 8601, to the day or to the month (`2021-05`). `spans` are the places in the
    source text that say so, by fact; what the editor decided has none. Equality asks for the
    values alone.
    """

    date: str | None = None
    author: str | None = None
    origin: str | None = None
    genre: str | None = None
    subtitle: str | None = None
    organisation: str | None = None
    place: str | None = None
    audience: str | None = None
    number: str | None = None
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    def items(self) -> Iterator[tuple[str, str]]:
        """Each fact that is known, and its value, in the order of `FACTS`."""
        for kind in FACTS:
            if value := getattr(self, kind):
                yield kind, value

    def decided(self, kind: str, value: str) -> Facts:
        """The facts with one that the editor gives, which stands nowhere in the source."""
        spans = {k: span for k, span in self.spans.items() if k != kind}
        return replace(self, spans=spans, **{kind: value})

    def through(self, change: Callable[[str], str]) -> Facts:
        """The facts with every value changed."""
        changed = {kind: change(value) for kind, value in self.items()}
        return replace(self, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ThemeMatch:
    """A theme of an article: `score` 0 … 1, and the words that decided, strongest first."""

    id: str
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another article with (nearly) the same text; `similarity` 0 … 1, 1 is identical."""

    article: ArticleId
    similarity: float


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that also stands in another article, both in that side's offsets."""

    start: int
    end: int
    article: ArticleId
    other_start: int
    other_end: int


class Boundary(NamedTuple):
    """Why an article begins where it does, and how sure that is, 0 … 1.

    `evidence` is `mark`, `header`, `override`, or a name of `wenji.split`.
    """

    evidence: str
    score: float


WHOLE = Boundary("whole", 1.0)  # a source that is one article


@dataclass(frozen=True, slots=True)
class Article:
    """One text of a source, as it goes to the page.

    `title` is what readers see; `given_title` what the source says, "" if nothing.
    `text` is the plain text: paragraphs, each closed by a line break. `lines` are the first
    and last line in the source, `page` is the page's path relative to the docs folder.
    """

    id: ArticleId
    source: SourceId
    ordinal: int
    start: int
    end: int
    lines: tuple[int, int]
    title: str
    given_title: str
    title_origin: str
    facts: Facts
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    text: str
    page: str
    summary: str = ""
    tags: tuple[str, ...] = ()
    themes: tuple[ThemeMatch, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    shared: tuple[Shared, ...] = ()
    boundary: Boundary = WHOLE
    _chars: int = field(default=-1, init=False, repr=False, compare=False)  # -1: not counted yet

    @property
    def chars(self) -> int:
        """Length of the text in code points, white space not counted."""
        if self._chars < 0:  # asked for many times, and always of the same text
            object.__setattr__(self, "_chars", len("".join(self.text.split())))
        return self._chars


@dataclass(frozen=True, slots=True)
class Source:
    """One raw file after conversion. `text` is the decoded text before any cleaning.

    `masked` is that text, and `public_path` the path, with signs in the place of what the editor
    has hidden; None where nothing is. Only `published` may show them.
    """

    id: SourceId
    path: str
    sha256: str
    bytes: int
    media_type: str
    encoding: str | None
    text: str
    pieces: tuple[Piece, ...]
    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]
    masked: str | None = None
    public_path: str | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """For workers, that hand sources over: thousands of pieces go as plain tuples."""
        values = [getattr(self, f.name) for f in fields(self)]
        values[_PIECES] = [tuple(p) for p in self.pieces]
        return _source, tuple(values)


_PIECES = [f.name for f in fields(Source)].index("pieces")


def _source(*values: Any) -> Source:
    given = list(values)
    given[_PIECES] = tuple(map(Piece._make, given[_PIECES]))
    return Source(*given)


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of `themes.yml`, or one that the program proposes.

    `names` maps a language (`zh`, `zh-Hant`, `en`) to a name, `zh` always there;
    `keywords` decide which articles belong to it. `description` is Chinese, `descriptions`
    has it in other languages.
    """

    id: str
    names: Mapping[str, str]
    keywords: tuple[str, ...]
    description: str = ""
    descriptions: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The Chinese name."""
        return self.names["zh"]


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything the writer needs, gathered before the first write."""

    sources: tuple[Source, ...]
    themes: tuple[Theme, ...]
    themes_proposed: bool
    findings: tuple[Finding, ...]
    phrases: Mapping[str, str] = field(default_factory=dict)  # the editor's, for Traditional pages

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in the order of sources and places."""
        return tuple(a for s in self.sources for a in s.articles)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a run reads and writes. All absolute."""

    sources: Path
    docs: Path
    site: Path
    work: Path
