"""What stands around the text of a letter or an official paper: whom it addresses, its
signature and day, its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenji.facts import is_date_line, is_name
from wenji.forms import words
from wenji.forms.line import ATTACHMENT, SALUTATION, SIGNATURE, Free, Line, Lines, Run
from wenji.numbering import label_at

LONGEST_ATTACHMENT = 120  # code points
SIGNATURE_LINES, SIGNATURE_LENGTH = 4, 30
SHORT_NAME = 15  # of a signature that is known by its day alone
SALUTATION_LENGTH, OFFICES_LENGTH, OFFICE_LENGTH = 42, 90, 20

_ADDRESSED = re.compile(words.ADDRESSED)
_OFFICE = re.compile(rf"(?:各|有关|相关|全体).*|.*{words.OFFICE}")
_ENDS_OFFICE = re.compile(rf".*{words.OFFICE}")
_FAREWELL = re.compile(words.FAREWELL)
_LEAVE = re.compile(f"{words.FAREWELL}|{words.REGARDS}")
_SIGNED = re.compile(words.SIGNED)
_DAY = re.compile(words.DAY)
_SIGNED_DAY = re.compile(rf"(?P<who>.{{2,20}}?)\s*{words.DAY}")
_ATTACHED = re.compile(words.ATTACHED)
_ATTACHMENT = re.compile(words.ATTACHMENT)
# What a line that addresses somebody, or takes leave, ends with.
_ADDRESSING = frozenset("：:！!，,。礼 \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")


def is_day(text: str) -> bool:
    """Whether a line tells a day and nothing else, perhaps with signs for its figures.

    >>> is_day("二〇二一年五月十八日"), is_day("20XX年X月X日"), is_day("2021年修渠。")
    (True, True, False)
    """
    return is_date_line(text) or bool(_DAY.fullmatch(text.strip("（）() ")))


def is_close(line: Line) -> bool:
    """Whether a line below a text is no part of it: a day, an attachment, one set right."""
    return line.kind == "p" and (
        is_day(line.text) or line.right or bool(_ATTACHED.match(line.text))
    )


# --- attachments ---------------------------------------------------------------------------------


def attachments(lines: Lines, free: Free) -> Iterator[Run]:
    """附件：1.… with the numbered lines that follow it; a lone 附件1 above what is attached."""
    k = 1
    while k < len(lines):
        start, text = k, lines[k].text
        k += 1
        if not free(start) or len(text) > LONGEST_ATTACHMENT:
            continue
        if _ATTACHED.match(text):
            label = label_at(re.split("[：:]", text, maxsplit=1)[1].strip())
            expected = label.value + 1 if label else 0
            while k < len(lines) and free(k) and len(lines[k].text) <= LONGEST_ATTACHMENT:
                own = lines[k].label
                if not (label and own and own.style == label.style and own.value == expected):
                    break
                expected += 1
                k += 1
            yield start, k, ATTACHMENT
        elif _ATTACHMENT.fullmatch(text):
            while text.endswith(("：", ":")) and free(k) and _listed(lines, k):
                k += 1
            if k > start + 1 or not text.endswith(("：", ":")):
                yield start, k, ATTACHMENT


def attached(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs of lists of attachments, by number.

    >>> sorted(attached(["甲。", "附件：1.用水次序表", "2.值班表", "双渡县水利局"]))
    [1, 2]
    """
    if not any(text.startswith("附") for text in texts):
        return frozenset()
    found = attachments([Line(text) for text in texts], lambda k: 0 <= k < len(texts))
    return frozenset(k for start, end, _ in found for k in range(start, end))


def _listed(lines: Lines, k: int) -> bool:
    """Whether a short paragraph is a numbered member of a list that began right above."""
    label, before = lines[k].label, lines[k - 1].label
    if label is None or len(lines[k].text) > LONGEST_ATTACHMENT:
        return False
    return label.value == 1 if before is None else label.value == before.value + 1


# --- signature -----------------------------------------------------------------------------------


def signature(lines: Lines, free: Free) -> Iterator[Run]:
    """Name and day below the last paragraph, notes and attachments perhaps below them; or a name
    and a day below any other."""
    end = len(lines)
    while end > 1 and lines[end - 1].kind == "p" and not free(end - 1):
        end -= 1
    start = end
    while start > 1 and end - start < SIGNATURE_LINES and free(start - 1):
        if not _may_close(lines[start - 1]):
            break
        start -= 1
    while start < end and not _signs(lines, range(start, end), free):
        start += 1
    if start < end:
        yield start, end, SIGNATURE
    for k in range(2, start):  # above what an official paper publishes with it
        day = free(k) and free(k - 1) and is_day(lines[k].text)
        if day and lines[k - 2].ended and _is_name(lines[k - 1]):
            yield k - 1, k + 1, SIGNATURE


def _may_close(line: Line) -> bool:
    if is_day(line.text) or _is_signed_day(line.text):
        return True
    named = len(line.text) <= SIGNATURE_LENGTH and _SIGNED.fullmatch(line.text)
    return bool(named) and line.label is None and not line.lead


def _is_signed_day(text: str) -> bool:
    """Whether a line holds a name and a day: 石桥乡人民政府 2021年3月5日."""
    m = _SIGNED_DAY.fullmatch(text)
    return bool(m and (is_name(m["who"].strip()) or _ENDS_OFFICE.fullmatch(m["who"].strip())))


def signs_above(text: str, below: str) -> bool:
    """Whether a line is the name above a day: 双渡乡水利站, 2021年3月5日."""
    return len(text) <= SIGNATURE_LENGTH and is_day(below) and _may_sign(Line(text))


def _signs(lines: Lines, told: Sequence[int], free: Free) -> bool:
    """Whether lines at the end are a signature: all of them, by what stands around them."""
    above = lines[told[0] - 1]
    if free(told[0] - 1) and not (above.ended or _LEAVE.fullmatch(above.text)):
        return False
    days = [k for k in told if is_day(lines[k].text) or _is_signed_day(lines[k].text)]
    names = [lines[k] for k in told if k not in days]
    if len(days) > 1 or (days and days[0] != told[-1]):
        return False
    if days:
        return all(_may_sign(n) or len(n.text) <= SHORT_NAME for n in names)
    right = all(n.right for n in names) and not above.right
    return all(map(_may_sign, names)) and (right or bool(_FAREWELL.fullmatch(above.text)))


def _is_name(line: Line) -> bool:
    return _may_close(line) and _may_sign(line) and not is_day(line.text)


def may_sign(text: str) -> bool:
    """Whether a line may be a signature: a person, an organisation, with a day or without.

    >>> may_sign("石桥乡人民政府"), may_sign("石桥乡 2021年3月5日"), may_sign("定价十元")
    (True, True, False)
    """
    line = Line(text)
    return _is_signed_day(text) or is_name(text) or bool(_ENDS_OFFICE.fullmatch(line.text.strip()))


def _may_sign(line: Line) -> bool:
    """Whether a line may be who signs: a person, an organisation, or a line set to the right."""
    text = line.text.strip()
    return line.right or is_name(text) or bool(_ENDS_OFFICE.fullmatch(text)) or "：" in text


# --- salutation ----------------------------------------------------------------------------------


def salutations(lines: Lines, free: Free) -> Iterator[Run]:
    """Lines that address somebody: at the head, and in a speech again and again."""
    for k, line in enumerate(lines):
        may = len(line.text) <= OFFICES_LENGTH and line.text[-1:] in _ADDRESSING
        if may and free(k) and _salutes(lines, k):
            yield k, k + 1, SALUTATION


def _salutes(lines: Lines, k: int) -> bool:
    text = lines[k].text
    if _FAREWELL.fullmatch(text):
        return k > 0
    if k + 1 == len(lines) or lines[k + 1].label is not None:
        return False  # of a list: what it is about
    if len(text) <= SALUTATION_LENGTH and _ADDRESSED.fullmatch(text):
        return True
    # Below a title or the number of a paper, not below prose.
    head = k == 0 or (not lines[k - 1].ended and len(lines[k - 1].text) <= SALUTATION_LENGTH)
    return head and text.endswith(("：", ":")) and _to_offices(text[:-1])


def _to_offices(text: str) -> bool:
    """Whether a line lists offices: 各省、自治区、直辖市人民政府，国务院各部委."""
    parts = re.split("[、，,；;]", _BRACKETED.sub("", text))
    first, last = _OFFICE.fullmatch(parts[0]), _ENDS_OFFICE.fullmatch(parts[-1])
    return bool(first and last) and max(map(len, parts)) <= OFFICE_LENGTH
