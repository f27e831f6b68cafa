"""Strings that return in sentences and tear them, whatever they say.

A term returns in sentences as well, but it belongs there: it goes with what stands beside it, and
what stands before it has nothing to do with what stands behind it. Of a string that was put in,
群|某站出品|众, the opposite is true. Three figures tell it, all from the file itself: how often the
words round it are found together elsewhere; how often they would be by chance (each with another's
follower); how often the string's own first and last character are found beside these words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from wenji.clean import adverts as v
from wenji.clean import composed
from wenji.clean.leftovers import speaks_of_code
from wenji.clean.lexicon import leaping
from wenji.clean.pairs import Gap, Pairs, Span, char_numbers
from wenji.clean.weighed import ACCEPT, weight
from wenji.model import Edit, Role

# --- thresholds; origin: judgement, then what the rule would drop from the development collections
WINDOW = 6  # characters by which such a string is found
SHORTEST, LONGEST = 6, 40
RETURNS = 6  # times it must stand in sentences
RETURNS_KNOWN = 4  # … where it speaks of a site
SAMPLE = 60  # occurrences that are looked at
TEARING = 0.8  # share of the occurrences within lines that are between two words of a sentence
DIFFERENT = 0.6  # share of different words before and behind it
COMMON = 0.8  # share of the occurrences that go on alike
# By so much are neighbours found together more often than chance, and the string join: a string of
# words, of which few are told by chance; one in a frame, a sign of markup; one that is known.
TORN, BY_CHANCE = 0.1, 0.5
TORN_FRAMED, TORN_KNOWN = 0.03, -0.05
JOINED, JOINED_KNOWN = (
    0.15,
    0.35,
)  # share of the places where the string goes with what stands beside it
# A term is made of words that stand outside it as often as in it, in so large a share; it is the
# subject or the object of its sentences, and has words on its sides that say so.
OWN_WORDS, OWN_SHARE = 4, 0.5
GOVERNED = 0.6
LEAST_LETTERS = 4
LEAST_PAIRS, STRANGE = 4, 0.8  # pairs of a string with a sign in it, share that stands nowhere else
LINES = 200  # lines that return, the most frequent ones, that are looked for in sentences
SHIFTS = (1, 2, 3)
_PRIME = np.uint64(1_000_003)

_ADVERT = re.compile(v.ADVERT)
# Where to find somebody, in whatever spelling: 加V信abc, 扣扣12345.
_CONTACT = re.compile(
    r"(?:[加搜+]|扣扣|企鹅|[薇微威徽v]信|[qQ]群|抖音|快手|小红书|直播间).{0,6}[A-Za-z0-9]{4}"
    r"|(?:搜|关注).{1,8}(?:抖音|快手|小红书|视频号)|^(?:抖音|快手|小红书|视频号).{0,2}搜"
)
_DIGIT = re.compile("[0-9]")
_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
_INNER_SIGN = re.compile(
    r"(?<=.)[：:！!？?，,~～|｜★☆@#&+\s\u3000](?=.)|[！!？?]$|^[【（(]|[0-9]{3}"
)
_HAN = re.compile("[\u4e00-\u9fff]")
# Signs round a few words that no sentence has in its midst, and markup of any kind.
_FRAMED = re.compile(
    r"(?P<f>[*#~|…·※★☆◆●]{1,2})[^\s*#~|…·※★☆◆●，。；！？“”《》]{2,16}(?P=f)"
    r"|[【〖\[［]{1,2}[^\n【】〖〗\[\]［］，。；！？]{1,16}[】〗\]］]{1,2}"
    r"|(?:[<{%_^~[]{1,2}[A-Za-z_/!][A-Za-z0-9_/:!.=\" -]{0,40}[>}%_;~\]]{0,2}"
    r"|\$\{\w{1,20}\}|\\[nrtux][0-9A-Fa-f]{0,4}(?![A-Za-z]))++"
)
_FRAMES = re.compile(r"[*#~|…·※★☆◆●【〖\[［<{%_^$\\]")  # the first of them
_WORDY = re.compile("[A-Za-z]\\w|\\[/|%[a-z]$|\\^[a-z]$|[\u4e00-\u9fff]")
# Words that take a noun behind them, and words that stand behind one.
_BEFORE_NOUNS = frozenset("由向对与和在从经被为是的把给于及或以到即如让请按据跟、")
_BEHIND_NOUNS = frozenset("的和与及在将是对为应可要等也都或向被把给已有负并、")
_PAUSES = "，、；,;"
_ENDS = frozenset("，。、；：？！…,;:?!.．”’」』》）)】]〉")
_STOPS = frozenset("。！？!?…；;：:”’」』》）)】]")


def torn_sentences(text: str) -> Iterator[Edit]:
    """Drop the strings that tear sentences, and the lines that say the same."""
    found: set[Span] = set()
    pairs = Pairs(text)
    plain = _DIGIT.sub("0", text)  # as long: each digit by itself
    for words, spans in (*_lines(text), *_mined(plain), *_framed(text)):
        if _tears(text, words, spans, pairs):
            found.update(spans)
    end = 0
    for start, stop in sorted(found, key=lambda s: (s[0], -s[1])):
        if start >= end:
            line = _is_line(text, start, stop)
            end = min(stop + line, len(text))
            rule = "recurring-line" if line else "inside-advert"
            yield Edit(start, end, "", rule, Role.NOISE)


def _lines(text: str) -> Iterator[tuple[str, Sequence[Span]]]:
    """Lines that return and stand in sentences as well, and all their places."""
    times = Counter(line.strip() for line in text.split("\n") if len(line) <= LONGEST + 4)
    for line, n in times.most_common(LINES):
        if n < 2:
            return
        if SHORTEST <= len(line) <= LONGEST and text.count(line) >= n + RETURNS_KNOWN:
            yield line, [m.span() for m in re.finditer(re.escape(line), text)]


def _mined(text: str) -> Iterator[tuple[str, Sequence[Span]]]:
    """Strings that return, as long as most of their occurrences agree, and all their places."""
    places: dict[str, list[int]] = {}
    for i in _returning(text):
        places.setdefault(text[i : i + WINDOW], []).append(i)
    done: set[str] = set()
    for w, found in places.items():
        if len(found) < RETURNS_KNOWN or w in done or "\n" in w or not _HAN.search(w):
            continue
        some = found[:SAMPLE]
        left, right = 0, WINDOW
        while right < LONGEST and _agree(text, [a + right for a in some]):
            right += 1
        while left < LONGEST and _agree(text, [a - left - 1 for a in some]):
            left += 1
        forms = Counter(text[max(0, a - left) : a + right] for a in some)
        words = forms.most_common(1)[0][0]
        done.update(words[k : k + WINDOW] for k in range(len(words) - WINDOW + 1))
        if len(words) == left + right <= LONGEST and "\n" not in words:
            left -= len(words) - len(words.lstrip(_PAUSES))  # where most stand behind a comma
            words = words.strip(_PAUSES)
            at = [a - left for a in found if a >= left and text.startswith(words, a - left)]
            yield words, [(a, a + len(words)) for a in at]


def _returning(text: str) -> list[int]:
    """Where windows begin that seem to return often: their characters give equal numbers.

    Of two windows side by side the one with the lower number counts, so that all occurrences are
    cut up alike and no string that is longer than a window is missed.
    """
    codes = char_numbers(text)
    size = len(codes) - WINDOW + 1
    if size < RETURNS_KNOWN:
        return []
    numbers = codes[:size]
    for k in range(1, WINDOW):
        numbers = numbers * _PRIME + codes[k : size + k]
    first = numbers[:-1] <= numbers[1:]
    chosen = np.zeros(size, dtype=bool)
    chosen[:-1] = first
    chosen[1:] |= ~first
    starts = np.flatnonzero(chosen)
    _, which, times = np.unique(numbers[starts], return_inverse=True, return_counts=True)
    found: list[int] = starts[times[which] >= RETURNS_KNOWN].tolist()
    return found


def _framed(text: str) -> Iterator[tuple[str, Sequence[Span]]]:
    """Words in signs, and markup, that return."""
    places: dict[str, list[Span]] = {}
    for m in leaping(_FRAMED, _FRAMES, text):
        places.setdefault(m[0], []).append(m.span())
    if any(len(spans) >= RETURNS for spans in places.values()) and not speaks_of_code(text):
        for words, spans in places.items():
            if len(spans) >= RETURNS and _WORDY.search(words):
                yield words, spans


def _agree(text: str, places: Sequence[int]) -> bool:
    chars = [text[p] if 0 <= p < len(text) else "\n" for p in places]
    char = max(set(chars), key=chars.count)  # no other one is as common where it is enough
    return char != "\n" and chars.count(char) >= COMMON * len(places)


def _is_line(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 8) : start].rpartition("\n")[2]
    return not before.strip() and text[end : end + 1] in ("", "\n")


def _tears(text: str, words: str, spans: Sequence[Span], pairs: Pairs) -> bool:
    """Whether a string stands between words that belong together, and belongs to neither."""
    framed = _FRAMED.fullmatch(words) is not None
    if words[-1] in "。；":
        return False
    within = [span for span in spans if not _is_line(text, *span)][:SAMPLE]
    gaps = [g for a, b in within if _between(g := Gap(text[a - 2 : a], text[b : b + 2]))]
    if len(gaps) < RETURNS_KNOWN or len(gaps) < TEARING * len(within):
        return False
    before, after = [g.before for g in gaps], [g.after for g in gaps]
    if min(len(set(before)), len(set(after))) < DIFFERENT * len(gaps):
        return False
    known = _is_known(words) or _is_strange(words, len(spans), pairs)
    if words[-1] in "！？" and not known:
        return False
    if not known and len({text[a:b] for a, b in spans[:SAMPLE]}) > 1:
        return False  # figures of the text's own, alike but for their digits
    if _is_term(text, words, spans, gaps):
        return False
    letters = len(_HAN.findall(words))
    if not known and (len(gaps) < RETURNS or (not framed and letters < LEAST_LETTERS)):
        return False
    joined = pairs.joined(words, spans, gaps)
    if joined > (JOINED_KNOWN if weight(words) >= ACCEPT else JOINED):
        return False
    torn = pairs.together(before, after) - (0.0 if known else joined)
    chance = sum(pairs.together(before, after[k:] + after[:k]) for k in SHIFTS) / len(SHIFTS)
    if known or (framed and not letters):
        return torn - chance >= TORN_KNOWN - BY_CHANCE / len(gaps)
    return torn - chance >= (TORN_FRAMED if framed else TORN + BY_CHANCE / len(gaps))


def _is_known(words: str) -> bool:
    """Whether a string speaks of a site."""
    return (
        weight(words) >= ACCEPT
        or _ADVERT.search(words) is not None
        or _CONTACT.search(words) is not None
        or composed.speaks_of_copies(words)
    )


def _is_strange(words: str, times: int, pairs: Pairs) -> bool:
    """Whether a string holds a sign that no term has, and its words stand nowhere else."""
    own = {m[1] for m in _PAIR.finditer(words)}
    if len(own) < LEAST_PAIRS or _INNER_SIGN.search(words) is None:
        return False
    return sum(pairs.count(p) <= times * words.count(p) for p in own) >= STRANGE * len(own)


def _is_term(text: str, words: str, spans: Sequence[Span], gaps: Sequence[Gap]) -> bool:
    """Whether a string belongs to its text: by the words it is made of, or by those beside it."""
    parts = [words[k : k + OWN_WORDS] for k in range(len(words) - OWN_WORDS + 1)]
    own = sum(text.count(part) >= 2 * len(spans) * words.count(part) for part in parts)
    if own > OWN_SHARE * len(parts):
        return True
    governed = sum(g.before[-1] in _BEFORE_NOUNS or g.after[0] in _BEHIND_NOUNS for g in gaps)
    return weight(words) < ACCEPT and governed >= GOVERNED * len(gaps)


def _between(gap: Gap) -> bool:
    """Whether a sentence is torn between two words."""
    return (
        len(gap.before) == len(gap.after) == 2
        and "\n" not in gap.before + gap.after
        and gap.before[-1] not in _STOPS
        and gap.after[0] not in _ENDS
        and _HAN.match(gap.after) is not None
    )
