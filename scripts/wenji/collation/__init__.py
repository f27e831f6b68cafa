"""The collation of an article: what the ledger says of it, in the order of its page.

Each paragraph becomes a block of runs: text that was kept, and changes with the old words and
the rules. What stands around the paragraphs (title lines, bylines, what was left out) becomes
asides. Blank lines, indents and the spelling of line ends are layout and are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile
from typing import TypeAlias

from wenji.lines import LineTable
from wenji.model import ArticleId, Op, Piece, Role, Source

_PLAIN = (Role.HEADING, Role.BODY)
# Rules that only settle how line ends and blank lines are written.
_LINE_ENDS = frozenset({"newline", "blank", "last-line"})
_LAYOUT = _LINE_ENDS | {"broken-line"}


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the source, what stands for them now, and the rules that did it.

    `breaks` says that a paragraph ends here that went on in the source.
    """

    old: str
    new: str
    rules: tuple[str, ...]
    breaks: bool = False


Run: TypeAlias = str | Change  # a string was kept as it is


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its runs, and the span of the source text that they come from."""

    start: int
    end: int
    line: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The paragraph's plain text."""
        return "".join(run if isinstance(run, str) else run.new for run in self.runs)

    @property
    def original(self) -> str:
        """The source text that it was made of."""
        return "".join(run if isinstance(run, str) else run.old for run in self.runs)


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands in the source before block number `before` and in no paragraph."""

    before: int
    role: Role
    line: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """All of one article, in the order of the source."""

    blocks: tuple[Block, ...]
    asides: tuple[Aside, ...]


def collate(source: Source) -> dict[ArticleId, Collation]:
    """The collation of each article of a source, from its ledger.

    What belongs to no article is told with the article before it, at the file's head with the
    first one.
    """
    lines = LineTable(source.text)
    return {
        article: _Reader(source.text, lines, article).read(pieces)
        for article, pieces in _by_article(source).items()
    }


def _by_article(source: Source) -> Mapping[ArticleId, Sequence[Piece]]:
    found: dict[ArticleId, list[Piece]] = {article.id: [] for article in source.articles}
    if found:
        owner = source.articles[0].id
        for piece in source.pieces:
            owner = piece.article or owner
            found[owner].append(piece)
    return found


@dataclass
class _Reader:
    """Reads the pieces of one article in their order."""

    text: str
    lines: LineTable  # of the source
    article: ArticleId
    blocks: list[Block] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)  # of the paragraph that is being read
    span: tuple[int, int] | None = None  # of that paragraph in the source
    pending: list[Piece] = field(default_factory=list)  # what may stand in it or around it

    def read(self, pieces: Iterable[Piece]) -> Collation:
        for piece in pieces:
            plain = piece.role in _PLAIN and piece.article == self.article
            if plain and piece.op is not Op.DROP:
                self._plain(piece)
            else:
                self.pending.append(piece)
        self._around(self.pending)
        return Collation(tuple(self.blocks), tuple(self.asides))

    def _plain(self, piece: Piece) -> None:
        """A piece of a paragraph; one that ends with a line break closes it."""
        old = self.text[piece.start : piece.end]
        new = old if piece.op is Op.KEEP else piece.new
        closes = new.endswith("\n")
        new = new.removesuffix("\n")
        rules = _rules(piece)
        silent = not new and _LINE_ENDS.issuperset(rules)  # a line end that was there already
        self._within(ends=silent)
        if silent:
            pass
        elif piece.op is Op.KEEP:
            self._add(new, piece.start, piece.start + len(new))
        else:
            breaks = closes and not _LINE_ENDS.issuperset(rules)
            self._add(Change(old, new, rules, breaks), piece.start, piece.end)
        if closes and self.span is not None:
            start, end = self.span
            runs = tuple(_united(self.runs))
            self.blocks.append(Block(start, end, self._line(start), runs))
            self.runs, self.span = [], None

    def _within(self, ends: bool) -> None:
        """What was left out in a paragraph, or at its head; the rest stands before it."""
        if self.span is None:
            head = [*takewhile(self._is_head, reversed(self.pending))][::-1]
            self._around(self.pending[: len(self.pending) - len(head)])
            self.pending = head
        while ends and self.pending and _LINE_ENDS.issuperset(_rules(self.pending[-1])):
            self.pending.pop()
        for piece in self.pending:
            old = self.text[piece.start : piece.end]
            self._add(Change(old, "", _rules(piece)), piece.start, piece.end)
        self.pending = []

    def _is_head(self, piece: Piece) -> bool:
        left_out = self.text[piece.start : piece.end]
        return piece.op is Op.DROP and piece.role in _PLAIN and bool(left_out.strip())

    def _add(self, run: Run, start: int, end: int) -> None:
        self.span = (start if self.span is None else self.span[0], end)
        self.runs.append(run)

    def _around(self, pieces: Iterable[Piece]) -> None:
        """Asides: neighbouring pieces of one role make one, a title of the file one of its own."""
        groups = groupby((p for p in pieces if p.role is not Role.BREAK), key=_belonging)
        for (role, _), group in groups:
            runs: list[Run] = []
            start = None
            for piece in group:
                old = self.text[piece.start : piece.end]
                if start is None and old.strip():
                    start = piece.start + len(old) - len(old.lstrip())
                runs += _aside_runs(piece, old)
            told = tuple(_trimmed(_united(runs)))
            if told and start is not None:
                self.asides.append(Aside(len(self.blocks), role, self._line(start), told))

    def _line(self, offset: int) -> int:
        return self.lines.line(offset)


def _belonging(piece: Piece) -> tuple[Role, ArticleId | None]:
    if piece.role is Role.NOISE or piece.role in _PLAIN:
        return Role.NOISE, None
    return piece.role, piece.article


def _aside_runs(piece: Piece, old: str) -> Iterator[Run]:
    """A piece of an aside; a line ends where it did, whatever was left out."""
    if piece.op is Op.KEEP:
        yield old
        return
    words = old.rstrip()
    if words or piece.new:
        yield Change(words, piece.new, _rules(piece))
    if len(words) < len(old):
        yield old[len(words) :]


def _united(runs: Iterable[Run]) -> list[Run]:
    """The runs, with neighbouring changes put together that readers see as one."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else ""
        if isinstance(run, Change) and isinstance(last, Change) and _one(last, run):
            out[-1] = _joined(last, run)
        else:
            out.append(run)
    return out


def _rules(piece: Piece) -> tuple[str, ...]:
    """The rules of a piece; where it was left out, the one that left it out."""
    rules = tuple(piece.rule.split("+")) if piece.rule else ()
    return rules[-1:] if piece.op is Op.DROP else rules


def _one(a: Change, b: Change) -> bool:
    """Whether readers see two neighbouring changes as one: left out by one rule, or a line end."""
    if a.breaks or a.new.strip() or b.new.strip():
        return False
    return a.rules == b.rules or _LAYOUT.issuperset(a.rules) or _LAYOUT.issuperset(b.rules)


def _joined(a: Change, b: Change) -> Change:
    rules = dict.fromkeys((*a.rules, *b.rules))
    telling = tuple(r for r in rules if r not in _LINE_ENDS) or tuple(rules)
    return Change(a.old + b.old, a.new + b.new, telling, b.breaks)


def _trimmed(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs of an aside without white space at its ends and without what is nothing then."""
    told = [n for n, run in enumerate(runs) if (run if isinstance(run, str) else run.old).strip()]
    first, last = (told[0], told[-1]) if told else (0, -1)
    for n in range(first, last + 1):
        run = runs[n]
        for at, strip in ((first, str.lstrip), (last, str.rstrip)):
            if n == at and isinstance(run, str):
                run = strip(run)
            elif n == at and isinstance(run, Change):
                run = replace(run, old=strip(run.old), new=strip(run.new))
        yield run
