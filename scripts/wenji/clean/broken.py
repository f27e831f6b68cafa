"""Rules about lines: which ones one paragraph was broken into, and which are empty.

After these rules every line of the text is one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wenji.clean.own_lines import LONGEST_DRESSED, is_glyph_note, is_own
from wenji.clean.vocabulary import DANGLING
from wenji.clean.wrapping import HAN, SPACES, WORD_REST, Line, Lines
from wenji.facts import is_dateline, is_fact_line, is_name
from wenji.forms import ROW, VERSE
from wenji.forms.letters import signs_above
from wenji.marks import mark_in
from wenji.model import Edit, Role
from wenji.numbering import HAN_NUMBER, Label
from wenji.sentences import clause_end
from wenji.unlisted_marks import ends_with_mark, may_count

_BREAK = re.compile(rf"\n[{SPACES}\n]*")
_COLUMNS = re.compile(r"\S(?:[ \t]{3,}|\t)\S|[ \t\N{IDEOGRAPHIC SPACE}]{4,}\S+$")
# A field of a head: 【 作  者 】林禾
_FIELD = re.compile(
    "【[ \u3000]*[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff]){1,5}[ \u3000]*】"
    "|[题題篇][ \u3000]*名[ \u3000]*[:：]|[Tt]itle *:"
)
_KEYED = re.compile("[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff]){1,3}[ \u3000]*[:：]")  # 作  者：
_LONE_NUMBER = re.compile(HAN_NUMBER)  # of a section without a title
_STARS = re.compile(r"[＊*☆★◇◆○●□■△▲※\s]+")  # a row of them parts a text
# An entry of a table of contents, to its page: 护渠小结 …… 12
_ENTRY = re.compile(r"(?:…|[.．·‥・]{3})[ \t\u3000]*[（(]?[0-9]{1,4}[）)]?$")
# Below the title of a law: （1983年8月8日 国务院发布）, perhaps over two lines.
_DATED_REMARK = re.compile(
    r"（[12１２][0-9０-９]{3} ?年 ?[0-9０-９]{1,2} ?月 ?[0-9０-９]{1,2} ?日[^（）。，；]{0,60}）"
)
# When something was posted: 3楼 林小禾 发表于 2021-03-05 10:21
_MOMENT = re.compile(
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ \t\u3000]*[0-9]{1,2}[:：][0-9]{2}"
    r"(?:[:：][0-9]{2})?$"
)
# Who says what follows, and when: a chat, a forum.
_SENDER = re.compile(
    r"(?:[^\s，。]{1,12}[ \t]+)?(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ \t]+"
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[ \t]+[^\s，。]{1,12})?"
)
_SPACE = re.compile("[ \t\N{IDEOGRAPHIC SPACE}]")

_QUOTED = re.compile('[“"][^“”"，。；：！？]{1,12}[”"][\u4e00-\u9fff]{2}')
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
_COMMA = re.compile("[，。；,;]")
# Numbers that count inside a sentence, so that a line may begin with them by chance.
LABELS_IN_SENTENCES = frozenset({"one_is", "han_step"})
# Nothing begins with these.
_CLOSING = "，。、；：？！）」』》”’,;:?!)．."
_OPEN_PAIRS = (("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"), ("【", "】"))

# --- thresholds; origin: lines of the seeds and of the development collections -------------------
# A line of prose that breaks off is at least so long; shorter lines may be headings.
PROSE_LENGTH = 30
# The same where the next line begins with a word in quotation marks that no sentence ends behind.
LEAST_PROSE = 16
# A heading is at most so long.
HEADING_LENGTH = 45
# What is left of a heading broken over two lines is at most so long.
HEADING_REST = 14
# After a heading of this length so short a line is its rest, whatever the words.
LONG_HEADING, HEADING_TAIL = 12, 4
LONGEST_NAME = 4  # a person's
LONGEST_MOMENT = 24  # a day and a time
# The longest salutation: 尊敬的各位领导、各位来宾，
SALUTATION = 16
# How far a neighbour in a sequence of labels may be, in lines.
NEIGHBOURHOOD = 60


def broken_lines(text: str) -> Iterator[Edit]:
    """Join the lines that one paragraph was broken into."""
    evidence = Lines(text)
    lines = evidence.lines
    for i, (a, b) in enumerate(pairwise(lines)):
        after = lines[i + 2] if i + 2 < len(lines) else None
        if _joined(evidence, lines, i, a, b, after):
            gap = text[a.end : b.start]
            latin = a.text[-1].isascii() and a.text[-1].isalpha() and b.text[0].isascii()
            wrapped = " " if latin and b.text[0].isalpha() else ""
            if gap != wrapped:
                yield Edit(a.end, b.start, wrapped, "broken-line", Role.BREAK)


def _joined(
    evidence: Lines, lines: Sequence[Line], i: int, a: Line, b: Line, after: Line | None
) -> bool:
    """Whether line `b` (number `i` + 1) goes on where line `a` breaks off.

    Most pairs of lines do not, and the first look tells; what speaks against it whatever the
    first look says is asked last.
    """
    return _seems_joined(evidence, lines, i, a, b, after) and not (
        _FIELD.match(b.text)
        or (may_count(b.text) and b.start in evidence.counted)
        or (len(b.text) <= LONGEST_DRESSED and b.start in evidence.dressed)
        or _above_name(a, b, after)
        or is_glyph_note(a.text)
        or (is_name(b.text) and not evidence.full(a))
        or _ENTRY.search(a.text, max(0, len(a.text) - HEADING_REST))
        or b.start in evidence.entries
        or (b.blank_before and evidence.parted and not _dangles(a) and b.text[0] != "“")
        or (is_own(b.text) and not evidence.full(a))
        or ends_with_mark(a.text)
        or _SENDER.fullmatch(b.text)
        or (a.text[-1].isdigit() and _MOMENT.search(a.text, max(0, len(a.text) - LONGEST_MOMENT)))
        or _begins_anew(evidence, i, a, b, after)
        or (is_dateline(b.text) and (i == 0 or not evidence.full(a)))
        or any(mark_in(x.text) is not None for x in (a, b))
        or (any(is_fact_line(x.text) for x in (a, b)) and not _closes(a, b))
    )


def _above_name(a: Line, b: Line, after: Line | None) -> bool:
    """Whether a title stands below a text that breaks off, and who wrote below the title."""
    if after is None or b.ended or len(b.text) > HEADING_LENGTH or not is_name(after.text):
        return False
    prose = len(a.text) >= PROSE_LENGTH and _COMMA.search(a.text) is not None
    return prose and len(b.text) > LONGEST_NAME


def _closes(a: Line, b: Line) -> bool:
    """Whether a line of prose breaks off within brackets: …。（收稿⏎日期：2021年4月6日）"""
    return len(a.text) >= PROSE_LENGTH and _open_pair(a.text, b.text)


def _seems_joined(
    evidence: Lines, lines: Sequence[Line], i: int, a: Line, b: Line, after: Line | None
) -> bool:
    if b.text[0] in _CLOSING and not b.text[1:2].isdecimal() and not a.ended:
        return True
    if _STARS.fullmatch(a.text) or _STARS.fullmatch(b.text):
        return False
    if a.ended and _LONE_NUMBER.fullmatch(b.text):
        return False
    if b.start in evidence.strays and not evidence.full(a):
        return False
    if _DATED_REMARK.fullmatch(a.text) or _DATED_REMARK.fullmatch(b.text):
        return False
    if a.text[0] == "（" and _DATED_REMARK.fullmatch(a.text + b.text):
        return True
    if evidence.width is not None:
        return _wrapped(evidence, lines, i, a, b) and not _is_title(evidence, a, b, after)
    if _dangles(a) and not _fits(lines, i + 1):
        joined = True
    elif _labelled(b) and (a.ended or not _interrupts(lines, i + 1)):
        joined = False
    else:
        joined = _open_pair(a.text, b.text) or _goes_on(evidence, a, b, after)
    return joined and not _stands_for_itself(a) and not _stands_for_itself(b)


def _begins_anew(evidence: Lines, i: int, a: Line, b: Line, after: Line | None) -> bool:
    """Whether line `b` (number `i` + 1) is a turn, a note …, by what stands around it."""
    here, there = evidence.apart.get(i), evidence.apart.get(i + 1)
    if (there is not None and there != ROW) or here == VERSE:
        return True
    if evidence.full(a):  # a table that was wrapped with its text has no rows any more
        return False
    return ROW in (here, there) or (after is not None and signs_above(b.text, after.text))


def _labelled(line: Line) -> bool:
    """Whether a line begins with a number that does not count inside sentences: not 三是."""
    return line.label is not None and line.label.style not in LABELS_IN_SENTENCES


def _goes_on(evidence: Lines, a: Line, b: Line, after: Line | None) -> bool:
    """The same in a text that was not wrapped, where a line is a paragraph unless it breaks off."""
    if a.ended or a.text.startswith("—"):
        return False
    if evidence.indent and b.indent:
        return False
    if len(a.text) >= LEAST_PROSE and _QUOTED.match(b.text) and _COMMA.search(a.text):
        return not _labelled(b) and (a.text[-1] not in "，。；,;" or len(a.text) >= PROSE_LENGTH)
    heading = a.label is not None and len(a.text) <= HEADING_LENGTH and not clause_end(a.text)
    if not heading and len(a.text) >= PROSE_LENGTH and _COMMA.search(a.text) and not _labelled(b):
        if _stands_alone(b, after):
            return evidence.strong(a, b)
        return not evidence.breaks_off(a.text, b.text)
    strong = evidence.strong(a, b)
    if strong and WORD_REST.match(b.text):
        return True
    # The rest of a heading that was broken over two lines.
    if b.label is not None or b.ended or not _is_prose(after):
        return False
    tail = heading and len(a.text) >= LONG_HEADING and len(b.text) <= HEADING_TAIL
    tail = tail and not is_name(b.text)
    return tail or (strong and len(b.text) <= HEADING_REST)


def _dangles(line: Line) -> bool:
    """A line that cannot be complete. A short one with a comma is a salutation."""
    return line.text[-1] in DANGLING or (line.text[-1] in "，,、" and len(line.text) > SALUTATION)


def _is_prose(line: Line | None) -> bool:
    return line is not None and len(line.text) > PROSE_LENGTH


def _stands_alone(line: Line, after: Line | None) -> bool:
    """A short line without a sentence end, most likely a heading.

    It stands above a paragraph, above a remark in brackets, or above its own words once more.
    """
    text = line.text
    if len(text) > HEADING_LENGTH or clause_end(text):
        return False
    if after is None:
        return False
    remark = after.text[0] in "（(" and after.text[-1] in "）)"
    return _is_prose(after) or remark or text.endswith(after.text)


def _wrapped(evidence: Lines, lines: Sequence[Line], i: int, a: Line, b: Line) -> bool:
    """The same in a text wrapped at one width: full lines go on, shorter ones end a paragraph."""
    full = evidence.full(a)
    if evidence.indent and (b.indent == evidence.indent or (b.indent and not full)):
        return False
    blank = b.blank_before and not evidence.spaced_out
    if b.label is not None:
        joined = _wrapped_before_label(lines, i, a, b.label, blank, full)
    elif blank:
        joined = (full or _dangles(a)) and evidence.strong(a, b)
    else:
        long = 2 * len(a.text) >= (evidence.width or 0)
        joined = full or (long and (evidence.strong(a, b) or _runs_on(evidence, a, b)))
    return joined and (full or not (_stands_for_itself(a) or _stands_for_itself(b)))


def _is_title(evidence: Lines, a: Line, b: Line, after: Line | None) -> bool:
    """Whether the line `b` below a whole sentence is no paragraph's last one: it breaks off short.

    The last line of a text may be as long as the print is wide, so that length tells nothing.
    """
    if not a.ended or a.text[-1] in "：:；;" or b.ended or evidence.full(b) or after is None:
        return False
    if b.text[0] in _CLOSING or b.text[-1] in _CLOSING or not _WORDS.search(b.text):
        return False
    short = 2 * len(b.text) <= (evidence.width or 0)
    if evidence.indent:
        return after.indent == evidence.indent or (short and not evidence.full(after))
    return short and evidence.full(after) and not evidence.gapped


def _runs_on(evidence: Lines, a: Line, b: Line) -> bool:
    """Whether only `a` may begin a paragraph, by their indents, and a sentence breaks off there."""
    inside = bool(evidence.indent) and len(a.indent) <= len(evidence.indent) and not b.indent
    prose = not a.ended and len(a.text) >= LEAST_PROSE
    return inside and prose and not any(_KEYED.match(x.text) for x in (a, b))


def _wrapped_before_label(
    lines: Sequence[Line], i: int, a: Line, label: Label, blank_before: bool, full: bool
) -> bool:
    """Whether a line goes on although the next one begins with a label: by chance, or glued."""
    if label.style in LABELS_IN_SENTENCES and full and not blank_before:
        return True
    if a.ended or _fits(lines, i + 1) or not full:
        return _dangles(a) and not _fits(lines, i + 1)
    return not blank_before


def _stands_for_itself(line: Line) -> bool:
    """A row of a table, or a line without any Chinese."""
    spaced = _SPACE.search(line.text) is not None and _COLUMNS.search(line.text) is not None
    return spaced or not HAN.search(line.text)


def _around(lines: Sequence[Line], i: int, label: Label) -> tuple[int | None, int | None]:
    """The numbers of the same style before and after line `i`."""
    same = (x.label.value for x in reversed(lines[max(0, i - NEIGHBOURHOOD) : i])
            if x.label and x.label.style == label.style)  # fmt: skip
    later = (x.label.value for x in lines[i + 1 : i + NEIGHBOURHOOD]
             if x.label and x.label.style == label.style)  # fmt: skip
    return next(same, None), next(later, None)


def _fits(lines: Sequence[Line], i: int) -> bool:
    """Whether the label of line `i` has its place in a sequence."""
    label = lines[i].label
    if label is None:
        return False
    before, after = _around(lines, i, label)
    if before is not None and after == before + 1:
        return False
    return before == label.value - 1 or after == label.value + 1


def _interrupts(lines: Sequence[Line], i: int) -> bool:
    """Whether the label of line `i` breaks into a sequence that goes on after it (2, [1], 3)."""
    label = lines[i].label
    if label is None:
        return False
    before, after = _around(lines, i, label)
    return before is not None and after == before + 1 and label.value != before + 1


def _open_pair(a: str, b: str) -> bool:
    """Whether a bracket or title mark opened in `a` is closed at the head of `b`."""
    tail = a[-20:]
    for opening, closing in _OPEN_PAIRS:
        if opening in tail and a.rfind(opening) > a.rfind(closing):
            at = b.find(closing)
            if 0 <= at <= 20 and (b.find(opening) < 0 or b.find(opening) > at):
                return True
    return False


def blank_lines(text: str) -> Iterator[Edit]:
    """Blank lines, indents and white space at line ends go; one line break stays."""
    blank = SPACES + "\n"
    body = len(text) - len(text.lstrip(blank))
    last = max(body, len(text.rstrip(blank)))
    yield Edit(0, body, "", "blank", Role.BREAK)
    for m in _BREAK.finditer(text, body, last):
        at = start = m.start()
        while text[start - 1] in SPACES:
            start -= 1
        if at > start:
            yield Edit(start, at, "", "blank", Role.BREAK)
        if m.end() > at + 1:
            yield Edit(at + 1, m.end(), "", "blank", Role.BREAK)
    yield Edit(last, len(text), "", "blank", Role.BREAK)
