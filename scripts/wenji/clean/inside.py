"""Rules about advertisements inside sentences: 他们把渠【某某网www.…】修通了.

The same string, in brackets or an address, stands again and again where no sentence has a place
for it: between two words, after a comma, before words as different as chance makes them. What a
text says itself in brackets (见附表, 掌声, 以下简称…) stands at the ends of clauses or always
behind the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from wenji.clean import adverts as v
from wenji.clean import composed, leftovers, lost, tag_pairs
from wenji.clean.disguised import disguised, is_hidden, plain
from wenji.clean.weighed import is_heavy
from wenji.lines import lines_with
from wenji.model import Edit, Role

_SPACES = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
LONGEST = 60  # characters of an advertisement
_OPEN, _CLOSE = r"【〔﹝〖［\[（(＜<{｛「『﹙〈", r"】〕﹞〗］\]）)＞>}｝」』﹚〉"
_FREE = rf"[^\n{_OPEN}{_CLOSE}]"
_BRACKETED = re.compile(
    rf"[{_OPEN}]((?:{_FREE}|[{_OPEN}]{_FREE}{{1,40}}[{_CLOSE}]){{2,{LONGEST}}})[{_CLOSE}]"
)
_SIGN = f"[{re.escape(v.FRAME_SIGNS)}]"
_SIGNED = re.compile(rf"{_SIGN}{{1,3}}((?:(?!{_SIGN})[^\n，。；！？]){{2,30}}){_SIGN}{{1,3}}")
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9@/.])[-—~～*|·_=]{0,3}(?:"
    r"(?:[wW]{3}|[ｗＷ]{3})[.．。·][A-Za-z0-9.\-_/]{2,60}|[wW]{3}\.[\u4e00-\u9fff]{2,10}\.[A-Za-z]{2,8}"
    r"|(?:[wWｗＷ] ?){3}[.．。] ?(?:[A-Za-z0-9Ａ-Ｚａ-ｚ０-９．.-] ?){3,40}(?<! )"
    r"|[ｗＷ]{3}[.．。·][^\W_]{2,16}(?:[.．。·][A-Za-zＡ-Ｚａ-ｚ]{2,8}){1,2}"
    rf"|(?i:https?)[:：]//[A-Za-z0-9./?=&%#~:_-]{{4,80}}|{v.DOMAIN})"
)
_ADDRESS_SIGNS = (
    "ww",
    "w w",
    "W W",
    "ｗ ｗ",
    "Ｗ Ｗ",
    "WW",
    "ｗｗ",
    "ＷＷ",
    "://",
    "：//",
    *v.DOMAIN_ENDS,
)
# One of these is in each address, one of these words or a letter in each mark of a page.
_OF_ADDRESSES = re.compile(r"[wWｗＷ/.](?:(?<=[wWｗＷ])|(?<=[:：]/)/|(?<=\.)[a-z])")
_OF_PAGE_MARKS = re.compile("[A-Za-z分换广](?:(?<![分换广])|(?<=[分换])页|(?<=广)告)")
_DECORATION = "-—~～*|·_="
_PAGE_MARK = re.compile(v.PAGE_MARKS)
_LEFTOVER = re.compile(rf"(?=[!\[【<_%])(?:{v.LEFTOVERS})")
_PHRASE = re.compile("|".join(v.PHRASES))
_COMMENT = re.compile(r"<!--[^\n]{0,200}?-->")
_ADVERT = re.compile(rf"{v.ADVERT}|^(?:{leftovers.RECURRING})$")
_ADVERT_ADDRESS = re.compile(v.ADDRESS)
_SURE = re.compile(v.ADVERT_SURE)
_SOURCE_DISGUISED = re.compile(v.SOURCE_DISGUISED)
_LEADS = re.compile(v.LEADS_TO_ADDRESS)
_BEFORE = re.compile(v.BEFORE_ADDRESS)
_AFTER = re.compile(v.AFTER_ADDRESS)
_PURE = re.compile(rf"(?>{v.ADDRESS}|[\W_]|[wW]{{3}}[\w.]*)*+")  # each of them whole
_PLAIN = re.compile("[\u4e00-\u9fff、。]*")
_DIGITS = re.compile("[0-9]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_WORDY = re.compile("[\u4e00-\u9fffA-Za-z]")
_SITE = re.compile("[网站库]")
# Behind these a sentence is over, or a bracket is at home; before those it ends.
_STOPS = "。！？!?…；;：:”’」』》.．"
_ENDS = "，。、；：？！…,;:?!.．”’」』》）)】]〉"

# --- thresholds; origin: judgement on the strangers' forms and on texts of the seeds -------------
RECURS = 3  # an advertisement by its words
RECURS_ALONE = 5  # by its places alone
CUTTING = 0.6  # share of the occurrences that cut a sentence
CUTTING_ALONE = 0.9
DIFFERENT = 0.6  # share of different words around them
TORN = 0.5  # share of those whose neighbours belong together, of what places alone tell
TORN_PHRASE = 0.3  # the same of a phrase that is known by its words as well
LEAST_LETTERS = 4
LEAST_PHRASE = 8
COMMON = 0.8  # share of the occurrences that go on alike


class _Place(NamedTuple):
    """An occurrence: where, with what before and behind it on its line (white space aside)."""

    start: int
    end: int
    before: str
    after: str

    @property
    def cuts(self) -> bool:
        """Whether it stands in mid-sentence."""
        return (
            bool(self.before and self.after)
            and self.before[-1] not in _STOPS
            and self.after[0] not in _ENDS
            and _HAN.search(self.before[-1] + self.after[0]) is not None
        )

    @property
    def goes_on(self) -> bool:
        """Whether it stands between two words, or a clause goes on behind it."""
        return (
            bool(self.before and self.after)
            and self.before[-1] not in _STOPS
            and self.after[0] not in _ENDS
            and _HAN.match(self.after) is not None
            and not self.before[-1].isascii()
        )


def advertisements(text: str) -> Iterator[Edit]:
    """Advertisements, and marks of a page's end, in the midst of sentences."""
    taken = 0
    rules = (_page_marks, _sources, _leftovers, _groups, _phrases)
    found = chain.from_iterable(rule(text) for rule in rules)
    for place in sorted(set(found), key=lambda p: (p.start, -p.end)):
        if place.start >= taken:
            edit = _dropped(text, place, taken)
            yield edit
            taken = edit.end


def _dropped(text: str, place: _Place, after: int) -> Edit:
    """The drop, with the white space that came with it where it stands between Chinese words;
    `after` is where the drop before it ended."""
    start, end = place.start, place.end
    while start > after and text[start - 1] in _SPACES and place.before:
        start -= 1
    if not (place.before and place.after and (place.before + place.after).isascii()):
        while end < len(text) and text[end] in _SPACES:
            end += 1
    return Edit(start, end, "", "inside-advert", Role.NOISE)


def _place(text: str, start: int, end: int) -> _Place:
    if text[start - 1 : start] == "\t" or text[end : end + 1] == "\t":  # a cell of a table
        return _Place(start, end, "", "")
    stop = text.find("\n", end, end + LONGEST)
    before = text[max(0, start - 16) : start].rpartition("\n")[2].strip(_SPACES)
    return _Place(start, end, before, text[end : stop if stop >= 0 else end + 16].strip(_SPACES))


def _page_marks(text: str) -> Iterator[_Place]:
    if text.count("<!--") >= RECURS:
        yield from (_place(text, m.start(), m.end()) for m in _COMMENT.finditer(text))
    if not any(sign in text for sign in v.PAGE_SIGNS):
        return
    for m in _in_lines_with(_OF_PAGE_MARKS, _PAGE_MARK, text):
        place = _place(text, m.start(), m.end())
        if place.before or place.after:
            yield place


def _sources(text: str) -> Iterator[_Place]:
    """Where a text is said to come from, in a spelling that hides it, wherever that stands."""
    if "源" in text or "自" in text or "出处" in text:
        for m in _SOURCE_DISGUISED.finditer(text):
            yield _place(text, m.start(), m.end())


def _in_lines_with(
    sign: re.Pattern[str], pattern: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    """What a pattern finds in a text, looked for in the lines with a sign that it must hold."""
    for at, line in lines_with(text, sign):
        yield from pattern.finditer(text, at, at + len(line))


def _leftovers(text: str) -> Iterator[_Place]:
    """What programs leave in a sentence, each by itself."""
    halves = {m.start() for pair in tag_pairs.pairs_in(text) for m in pair}
    every = leftovers.in_sentences(text)
    runs = [span for m in every for span in tag_pairs.without(halves, text, m)]
    if any(sign in text for sign in v.LEFTOVER_SIGNS):
        ends = dict(runs)
        spans = [m.span() for m in _LEFTOVER.finditer(text)]
        spans = [(a, b) for a, b in spans if b > ends.get(a, 0)]
        longer = {a for a, _ in spans}
        runs = [(a, b) for a, b in runs if a not in longer]
        yield from (p for a, b in spans if (p := _place(text, a, b)).cuts)
    yield from (p for a, b in runs if (p := _place(text, a, b)).goes_on)


def _is_sure(words: str) -> bool:
    """Whether what stands in brackets is a page's, once and in mid-sentence."""
    return (
        _SURE.search(words) is not None
        or _named_address(words)
        or (len(words) >= LEAST_LETTERS and (is_heavy(words) or composed.is_sure(words)))
        or composed.speaks_of_copies(words, once=True)
    )


def _set_apart(text: str, place: _Place) -> bool:
    """Whether an address has wide gaps before and behind it."""
    before, after = text[max(0, place.start - 2) : place.start], text[place.end : place.end + 2]
    return len(before + after) == 4 and not (before + after).strip(_SPACES)


def _groups(text: str) -> Iterator[_Place]:
    """Brackets and addresses, by what stands in them."""
    groups: dict[str, list[tuple[int, int]]] = {}
    inner: dict[str, str] = {}
    hidden = list(disguised(text))
    for m in _BRACKETED.finditer(text):
        words = plain(_squeezed(m[1])) if hidden else _squeezed(m[1])
        key = _DIGITS.sub("0", words)
        groups.setdefault(key, []).append(m.span())
        inner.setdefault(key, words)
    for m in _SIGNED.finditer(text):
        groups.setdefault("\1" + _key(m[0]), []).append(m.span())
        inner.setdefault("\1" + _key(m[0]), _squeezed(m[1]))
    for span, words in chain(leftovers.recurring(text), leftovers.pairs(text)):
        key = "\1" + _key(text[slice(*span)])
        groups.setdefault(key, []).append(span)
        inner.setdefault(key, "".join(words.split()))
    groups = {k: spans for k, spans in groups.items() if k[:1] != "\1" or len(spans) >= RECURS}
    brackets = {at for spans in groups.values() for at, _ in spans}
    if hidden or any(sign in text for sign in _ADDRESS_SIGNS):
        taken = {m.start() for m in hidden}
        others = _in_lines_with(_OF_ADDRESSES, _ADDRESS, text)
        for m in chain(hidden, (m for m in others if m.start() not in taken)):
            start, end = m.span()
            while end < len(text) and text[end] in _DECORATION and text[start] in _DECORATION:
                end += 1
            if start - 1 not in brackets and not _within(text, start):
                key = "\0" + _key(text[start:end])
                groups.setdefault(key, []).append((start, end))
                inner.setdefault(key, plain(_squeezed(m[0])) if hidden else _squeezed(m[0]))
    for key, spans in groups.items():
        words = inner[key]
        bare = key[:1] == "\0"
        if len(spans) < RECURS and not bare and not _is_sure(words):
            spans = [span for span in spans if lost.names_source(text, span[0], words)]
        if not spans or not _WORDY.search(words):
            continue
        if len(spans) >= RECURS and (key[:1] == "\0" or _ADVERT_ADDRESS.search(words)):
            spans = _with_name(text, spans)
        places = [_place(text, a, b) for a, b in spans]
        yield from _accepted(text, words, places, bare=bare)


def _with_name(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The addresses with the name that stands before each of them."""
    left, _ = _extended(text, [a for a, _ in spans], 0)
    start = spans[0][0]
    if not left or _BEFORE.search(text[start - left : start]):
        return spans
    name = text[start - left : start]
    return [(a - left * text.endswith(name, 0, a), b) for a, b in spans]


def _within(text: str, start: int) -> bool:
    """Whether a place is inside brackets on its line."""
    head = text[max(0, start - LONGEST) : start].rpartition("\n")[2]
    opened = max(head.rfind(c) for c in "【（(［[﹝〔")
    return opened > max(head.rfind(c) for c in "】）)］]﹞〕")


def _accepted(text: str, words: str, places: Sequence[_Place], *, bare: bool) -> Sequence[_Place]:
    """The occurrences that are to go."""
    cutting = [p for p in places if p.cuts]
    if bare or _PURE.fullmatch(words):  # an address alone may be told by the sentence
        cutting = [
            p for p in cutting if not _BEFORE.search(p.before) and not _AFTER.search(p.after)
        ]
    if len(places) >= RECURS and _by_places(text, words, places, cutting):
        return places
    if bare:
        once = len(places) < RECURS
        return [
            p for p in cutting if is_hidden(text[p.start : p.end]) or _is_lost(text, p, once=once)
        ]
    if _PURE.fullmatch(words):
        return ()
    if not _is_sure(words):
        return [p for p in cutting if lost.names_source(text, p.start, words)]
    # What was put in at one place was at the others, whatever stands before it: 坐在【某某网】树下.
    known = _SURE.search(words) or any(not _BEFORE.search(p.before) for p in cutting)
    return [p for p in cutting if not _is_led_to(p, known=bool(known))]


def _is_led_to(place: _Place, *, known: bool) -> bool:
    """Whether the sentence leads to a site's name; what is known needs more than 在 before it."""
    if known and not _LEADS.search(place.before):
        return _BEFORE.search(place.before) is not None and _AFTER.search(place.after) is not None
    return _BEFORE.search(place.before) is not None


def _is_lost(text: str, place: _Place, *, once: bool) -> bool:
    """Whether an address has nothing to do with the sentence that it stands in."""
    if _set_apart(text, place):
        return True
    return once and place.goes_on and lost.address(text, place.start, place.end)


def _named_address(words: str) -> bool:
    """Whether brackets hold a site's name and its address and nothing else."""
    m = _ADVERT_ADDRESS.search(words) if "." in words else None
    if m is None:
        return False
    rest = words[: m.start()] + words[m.end() :]
    return bool(rest) and len(rest) <= 10 and _SITE.search(rest) is not None and "，" not in rest


def _by_places(text: str, words: str, places: Sequence[_Place], cutting: Sequence[_Place]) -> bool:
    """Whether a string recurs where no sentence has a place for it."""
    if len(cutting) < RECURS - 1:
        return False
    before = {p.before[-2:] for p in cutting}
    after = {p.after[:2] for p in cutting}
    if min(len(before), len(after)) < max(2, DIFFERENT * len(cutting)):
        return False
    if _ADVERT.search(words) or composed.is_sure(words) or composed.speaks_of_copies(words):
        return len(cutting) >= CUTTING * len(places)
    if len(places) < RECURS_ALONE or len(_HAN.findall(words)) < LEAST_LETTERS:
        return False
    torn = sum(_torn(text, p) for p in cutting)
    return len(cutting) >= CUTTING_ALONE * len(places) and torn >= TORN * len(cutting)


def _torn(text: str, place: _Place) -> bool:
    """Whether the neighbours belong together: a clause goes on, or they make a word elsewhere."""
    return place.before[-1] in "，,、" or place.before[-1] + place.after[0] in text


def _phrases(text: str) -> Iterator[_Place]:
    """Advertisements without brackets, found by the words that most of them hold."""
    anchors: dict[str, list[int]] = {}
    for m in _PHRASE.finditer(text):
        anchors.setdefault(m[0], []).append(m.start())
    for anchor, starts in anchors.items():
        if len(starts) < RECURS:
            continue
        left, right = _extended(text, starts, len(anchor))
        if right + left < (LEAST_PHRASE if _HAN.match(anchor) else LEAST_LETTERS):
            continue
        whole = text[starts[0] - left : starts[0] + right]
        whole = max(
            (text[a - left : a + right] for a in starts[:3]),
            key=lambda x: sum(text.startswith(x, a - left) for a in starts),
        )
        places = [
            _place(text, a - left, a + right) for a in starts if text.startswith(whole, a - left)
        ]
        cutting = [p for p in places if p.cuts]
        if len(places) >= RECURS and _by_places(text, whole, places, cutting):
            torn = sum(_torn(text, p) for p in cutting)
            if torn >= TORN_PHRASE * len(cutting):
                yield from places


def _extended(text: str, starts: Sequence[int], length: int) -> tuple[int, int]:
    """How far most occurrences agree, to the left and to the right of where they start."""
    left, right = 0, length
    while right < LONGEST and _agree(text, [a + right for a in starts]):
        right += 1
    while left < LONGEST and _agree(text, [a - left - 1 for a in starts]):
        left += 1
    return left, right


def _agree(text: str, places: Sequence[int]) -> bool:
    times = Counter([text[p] if 0 <= p < len(text) else "\n" for p in places])
    most = max(times, key=lambda c: (times[c], c))
    return most != "\n" and times[most] >= COMMON * len(places)


def _squeezed(words: str) -> str:
    if _PLAIN.fullmatch(words):
        return words
    return unicodedata.normalize("NFKC", "".join(words.split()))


def _key(words: str) -> str:
    """What occurrences of one advertisement have in common: all but white space and numbers."""
    return _DIGITS.sub("0", _squeezed(words))
