r"""Texts in a dump of records: {"title": "护渠小结", "content": "渠水来了。\n今年…"}.

Programs write the fields of each text with names between quotation marks and spell line ends out.
Each field gets a line of its own, `title：护渠小结`, as in files that write fields themselves; the
name of the field that holds the text goes. Numbers and empty fields are the program's own. A file
that is not such records from the first to the last stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wenji.clean.leftovers import speaks_of_code
from wenji.model import Edit, Role

# --- thresholds; origin: dumps written for the purpose -------------------------------------------
LEAST_RECORDS = 2
LONGEST_FRONT = 300  # characters before the first record, and behind the last
LEAST_TEXT = 60  # characters of the fields that hold the texts, on the average

RULE = "record"
RULE_END = "spelt-end"

_FIELD = re.compile(
    r'"(?P<key>[^\W\d][\w -]{0,23})"[ \t]*[:：][ \t]*'
    r'(?:"(?P<value>(?:[^"\\]|\\.)*+)"|(?P<bare>-?[0-9][0-9.]*|true|false|null|\[\s*\]|\{\s*\}))'
    r"(?P<behind>[\s\[\]{},，;]*)",
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\{1,2}(?:r\\{1,2}n|[rn])|\\(?P<sign>["\\/])|\\{1,2}(?P<tab>t)')


def records(text: str) -> Iterator[Edit]:
    """The fields of a dump's records on lines of their own."""
    start = text.find('"')
    if text.count('":') + text.count('" :') < LEAST_RECORDS or start > LONGEST_FRONT:
        return
    fields = list(_chain(text))
    if not fields or not _are_texts(fields) or speaks_of_code(text[: fields[0].start()]):
        return
    lengths: Counter[str] = Counter()
    for m in fields:
        lengths[m["key"]] += len(m["value"] or "")
    ((body, _),) = lengths.most_common(1)
    first = fields[0]
    opening = _opening(text, first.start())
    yield Edit(opening, first.start(), "", RULE, Role.NOISE)
    for m in fields:
        last = m is fields[-1]
        broken = "\n" if last else "\n\n" if "}" in m["behind"] else "\n"
        if not m["value"]:
            yield Edit(m.start(), m.end(), "", RULE, Role.NOISE)
            continue
        name = "" if m["key"] == body else m["key"] + "："
        yield Edit(m.start(), m.start("value"), name, RULE)
        for code in _ESCAPE.finditer(text, m.start("value"), m.end("value")):
            new = code["sign"] or (" " if code["tab"] else "\n")
            rule = "escape" if code["sign"] or code["tab"] else RULE_END
            yield Edit(code.start(), code.end(), new, rule, Role.BREAK)
        yield Edit(m.end("value"), m.end(), broken, RULE, Role.BREAK)


def _opening(text: str, end: int) -> int:
    """Where the signs before the first field begin."""
    start = end
    while start and text[start - 1] in "[{ \t\n":
        start -= 1
    return start


def _chain(text: str) -> Iterator[re.Match[str]]:
    """The fields one behind the other to the text's end; none where other text is among them."""
    found = []
    m = _FIELD.search(text)
    while m is not None:
        found.append(m)
        end = m.end()
        m = _FIELD.match(text, end)
        if m is None and len(text) - end <= LONGEST_FRONT:
            yield from found


def _are_texts(fields: Sequence[re.Match[str]]) -> bool:
    """Whether some field comes back with a text each time, behind a title or anything shorter."""
    keys = Counter(m["key"] for m in fields)
    texts = [m for m in fields if len(m["value"] or "") >= LEAST_TEXT]
    named = Counter(m["key"] for m in texts)
    if not named:
        return False
    body, count = named.most_common(1)[0]
    return count >= LEAST_RECORDS and 2 * count >= keys[body] and fields[0]["key"] != body
