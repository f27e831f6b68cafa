"""How doubtful a decision is: 0 (nobody need look) to 1 (something is wrong), on one scale.

The desk puts what is at `LOOK` or above first, by falling doubt, whatever kind it is. Numbers were
set by reading the first rows for the sample, the seeds and the official papers of the development
collection beside their sources: what was wrong, or could only be decided by a person, had to come
before what was right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wenji.contract import Row
from wenji.editor.masks import MASKED
from wenji.forms import line as forms
from wenji.numbering import label_at
from wenji.sentences import ended, sentence_end

LOOK = 0.3  # from here on a decision is put before the editor

_SEVERITIES = {"error": 1.0, "warning": 0.8, "info": 0.2}
# Findings that say more, or less, than their severity.
_FINDINGS: Mapping[str, float] = {
    "article-duplicate": 0.5,  # both are published; which one stays is a question of taste
    "article-none": 0.75,
    "article-introduction": 0.45,  # it may be a text of its own
    "article-numbering-gap": 0.55,  # a beginning may have been missed
    "heading-numbering": 0.45,
    "article-no-theme": 0.4,
    "encoding-doubtful": 0.9,
    "text-identity": 0.65,
    "text-card": 0.65,
    "text-mobile": 0.6,
    "text-private": 0.6,
    "text-picture": 0.05,
    "text-masked": 0.05,  # as the source has it
    "source-unsupported": 0.6,
}  # fmt: skip
_SURE_EVIDENCE = frozenset({"mark", "header", "override", "whole"})
_LEAST_BOUNDARY = 0.4  # an article without a mark of its own, however sure
_TITLE_FROM_TEXT, _TITLE_MADE = 0.55, 0.15  # nothing was given; what was given got an addition

# Rules whose lines are what they are by their own form; those of others are judged by their words.
_CERTAIN = frozenset({"page-number", "repeated-title", "bookmark", "override-drop"})
_PROSE = 60  # Chinese characters of a line that is no signpost any more
_FORMS: Mapping[str, float] = {
    forms.VERSE: 0.4,
    forms.TURN: 0.25,
    forms.NOTE: 0.2,
    forms.ROW: 0.2,
    forms.ATTACHMENT: 0.15,
    forms.ITEM: 0.1,
    forms.SIGNATURE: 0.1,
    forms.SALUTATION: 0.1,
}
_ENTITY = "entity"  # a rule: `&ldquo;` says itself what it is
_LONG_HEADING = 40  # characters; a heading may be a sentence
_FACTS: Mapping[str, int] = {
    "author": 6,
    "organisation": 20,
    "place": 16,
    "origin": 16,
    "number": 16,
}
"""Characters that such a fact seldom has more of; a longer one may be something else."""


def of_finding(finding: Row) -> float:
    """Of a finding, by its code or severity."""
    return _FINDINGS.get(finding["code"], _SEVERITIES[finding["severity"]])


def of_boundary(evidence: str, score: float, first: bool) -> float:
    """Of an article that begins here: by how sure that is. The first of a source begins anyway.

    >>> of_boundary("indent", 0.5, False), of_boundary("mark", 1.0, False)
    (0.9, 0.0)
    """
    unsure = 1 - score
    found = unsure if evidence in _SURE_EVIDENCE else _LEAST_BOUNDARY + unsure
    return round(min(0.95, found) * (0.5 if first else 1), 2)


def of_title(given: str) -> float:
    """Of a title that the program made."""
    return _TITLE_MADE if given else _TITLE_FROM_TEXT


def of_dropped(words: str, rule: str) -> float:
    """Of lines left out: whole sentences are doubtful, addresses and numbers are not.

    >>> of_dropped("下一篇：没有了", "pager") < LOOK
    True
    >>> of_dropped("渠上日夜都有人走，水情随时报到村里。谁也没有误过一班。", "hot-list") > LOOK
    True
    """
    if rule in _CERTAIN:
        return 0.05
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in words)
    sentence = 0.25 if sentence_end(words) and chinese > 15 else 0
    return round(min(0.75, 0.5 * chinese / _PROSE) + sentence, 2)


def of_joint(left: str, right: str) -> float:
    """Of a line joined to the one before: a number, or a sentence that had ended, speaks against.

    >>> of_joint("当天登记。", "二、分片包干"), of_joint("先后清淤渠", "道十二里")
    (0.85, 0.05)
    """
    numbered, closed = bool(label_at(right)), bool(left and ended(left))
    return 0.85 if numbered and closed else 0.6 if numbered else 0.4 if closed else 0.05


def of_division(heading: str) -> float:
    """Of a heading that was set apart from a paragraph: a long one may be the sentence itself."""
    return round(min(0.45, 0.1 + len(heading) / 160), 2)


def of_replacement(before: str, after: str, rule: str) -> float:
    """Of words replaced: letters matter more than signs, and what was an entity is beyond doubt.

    >>> of_replacement("臵", "置", "font-glyph") > LOOK > of_replacement("&lt;", "《", "entity")
    True
    """
    if MASKED in rule:
        return 0
    letters = any(c.isalnum() for c in before + after)
    return 0.35 if letters and not rule.startswith(_ENTITY) else 0.05


def of_form(name: str, paragraphs: int) -> float:
    """Of a table, a list, a stanza: a short one has fewer neighbours that speak for it."""
    return _FORMS.get(name, 0.1) + (0.15 if paragraphs <= 2 and name == forms.VERSE else 0)


def of_headings(texts: Sequence[str]) -> list[float]:
    """Of the headings of one level in an article: by what tells one of them from the others.

    A full stop at the end, or many words, say little where all the others have them too.

    >>> of_headings(["一、抓早。", "二、分片。"])
    [0.0, 0.0]
    >>> of_headings(["一、抓早", "二、分片", "三、渠修好了。"])
    [0.0, 0.0, 0.3]
    """
    middle = sorted(map(len, texts))[len(texts) // 2]
    closed = sum(ended(text) for text in texts)
    return [
        0.3 * (ended(text) and 2 * closed < len(texts))
        + 0.25 * (len(text) > max(_LONG_HEADING / 2, 2.5 * middle))
        + 0.35 * (sentence_end(text) is not None and not ended_at(text))
        + 0.15 * (len(text) > _LONG_HEADING)
        for text in texts
    ]


def ended_at(text: str) -> bool:
    """Whether the first sentence of a text is all of it.

    >>> ended_at("一、抓早。"), ended_at("一、抓早。二月动手")
    (True, False)
    """
    found = sentence_end(text)
    return found is not None and not text[found.end() :].strip("”’」』）) ")


def of_fact(kind: str, value: str) -> float:
    """Of what a text says of itself: whether the value looks like one of its kind."""
    most = _FACTS.get(kind)
    return 0.4 if most and len(value) > most else 0.05
