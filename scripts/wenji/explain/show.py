"""The account of a place as lines of text, Chinese first, then English."""

from __future__ import annotations

from collections.abc import Iterator

from wenji.audit.pages import site_file
from wenji.contract import Row
from wenji.explain.account import Account, Change, Outcome, Told
from wenji.messages import both
from wenji.model import Severity
from wenji.rules import names, reason
from wenji.visible import excerpt, visible, with_spaces

WORDS = 200  # code points shown of a place's own text
BETWEEN = " · "  # of a title in Chinese and in English


def account_lines(account: Account) -> Iterator[str]:
    """Everything that is known of a place."""
    yield from _origin(account)
    yield ""
    yield both("explain.became", BETWEEN)
    if account.place.front:
        yield _indented(both("explain.front"))
    if not account.outcomes:
        yield _indented(both("explain.nothing" if account.words.strip() else "explain.blank"))
    for outcome in account.outcomes:
        yield from _outcome(outcome)
        yield from _joined(outcome, account.lines)
    if account.facts:
        yield ""
        yield both("explain.facts", BETWEEN)
        yield from map(_fact, account.facts)
    if account.changes:
        yield ""
        yield both("explain.changes", BETWEEN, count=len(account.changes))
        whole = account.place.line is None or account.place.front
        yield from _counts(account) if whole else _changes(account.changes)
    if account.findings:
        yield ""
        yield both("explain.findings", BETWEEN)
        for finding in account.findings:
            yield f"  {_severity(finding)}{visible(finding['message'])}"
            if english := finding.get("message_en"):
                yield f"    {visible(english)}"


def _severity(finding: Row) -> str:
    level = Severity(finding["severity"]).value
    return both(f"explain.severity-{level}", "/") + ": "


def _origin(account: Account) -> Iterator[str]:
    place = account.place
    source = place.record.source
    yield f"{both('explain.source', BETWEEN)}: {visible(source['path'])}"
    first, last = account.lines
    yield _indented(
        both(
            "explain.line" if first == last else "explain.lines",
            first=first,
            last=last,
            start=place.end - len(account.words),
            end=place.end,
            encoding=source["encoding"] or "?",
        )
    )
    if place.line is not None and not place.front:
        yield f"  “{excerpt(account.words, WORDS)}”"


def _outcome(outcome: Outcome) -> Iterator[str]:
    role = both(f"role.{outcome.role.value}", "/")
    if outcome.rule:
        yield f"  {both('explain.left-out', ' ')}: {role}, {outcome.rule}"
    else:
        form = both(f"review.form-{outcome.form}", "/") if outcome.form else ""
        yield f"  {role}{form and f' ({form})'}: {excerpt(outcome.text, WORDS)}"
    article = outcome.article
    if article is None:
        return
    facts = [article[k] for k in ("date", "author", "origin", "genre") if article[k]]
    title = f"《{visible(article['title'])}》" + "".join(f" {visible(f)}" for f in facts)
    yield f"    {both('explain.article', BETWEEN, ordinal=article['ordinal'])}: {title}"
    if not outcome.rule:
        page = article["page"] + (f":{outcome.line}" if outcome.line else "")
        address = site_file(article["page"]).removesuffix("index.html")
        yield f"    {both('explain.page', BETWEEN)}: {page}  ({address})"


def _joined(outcome: Outcome, asked: tuple[int, int]) -> Iterator[str]:
    """That a paragraph was made of more lines than those that were asked for."""
    if outcome.made_of and (outcome.made_of[0] < asked[0] or outcome.made_of[1] > asked[1]):
        first, last = outcome.made_of
        yield f"    {both('explain.made-of', BETWEEN, first=first, last=last)}"


def _fact(told: Told) -> str:
    name = both("site.published" if told.kind == "place" else f"site.{told.kind}", "/")
    by = f"{told.article['ordinal']}. {name}: {visible(told.value)}"
    if told.line is None:
        return f"  {by}"
    where = both("explain.fact", BETWEEN, line=told.line)
    return f"  {by}  ← {where}: “{excerpt(told.words, WORDS)}”"


def _changes(changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        where = both("explain.at", BETWEEN, line=change.line, start=change.start, end=change.end)
        yield f"  {where}: {_quoted(change.before)} → {_quoted(change.after)}"
        yield from _reasons(change.rule)


def _counts(account: Account) -> Iterator[str]:
    for rule, count in account.counts.items():
        yield f"  {count} × {rule}"
        yield from _reasons(rule)


def _reasons(rule: str) -> Iterator[str]:
    for name in names(rule):
        yield f"      {name}: {reason(name)}"
        yield f"      {' ' * len(name)}  {reason(name, 'en')}"


def _quoted(words: str) -> str:
    """A text between quotes, white space to be seen; ∅ for nothing."""
    return f"“{with_spaces(words)}”" if words else "∅"


def _indented(lines: str) -> str:
    return "  " + lines.replace("\n", "\n  ")
