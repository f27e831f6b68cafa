"""Bytes → text: rows for each kind of file, and the laws that hold for every one."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenji.decode import FINDINGS_SHOWN, Decoded, NotText, decode, findings
from wenji.decode.hanzi import SIMPLIFIED, TRADITIONAL
from wenji.decode.mojibake import looks_like_mojibake, undone
from wenji.decode.plausible import score
from wenji.messages import finding_text

SIMPLE = (
    "河湾乡的图书室周末也开门，孩子们放学以后都愿意来坐一坐。\r\n管理员说，今年添了三百本新书。\n"
)
COMPLEX = (
    "河灣鄉的圖書室週末也開門，孩子們放學以後都願意來坐一坐。\r\n管理員說，今年添了三百本新書。\n"
)
LATIN = "The reading room opens at nine; please bring your card.\n"
BAD = "\N{REPLACEMENT CHARACTER}"

WHOLE: tuple[tuple[str, str, bytes, str], ...] = (
    ("empty", "utf-8", b"", ""),
    ("ascii", "utf-8", LATIN.encode(), LATIN),
    ("utf-8", "utf-8", SIMPLE.encode(), SIMPLE),
    ("utf-8 marked", "utf-8-sig", codecs.BOM_UTF8 + SIMPLE.encode(), SIMPLE),
    ("mark alone", "utf-8-sig", codecs.BOM_UTF8, ""),
    ("gb18030", "gb18030", SIMPLE.encode("gb18030"), SIMPLE),
    ("gb2312", "gb18030", SIMPLE.encode("gb2312"), SIMPLE),
    ("traditional in gbk", "gb18030", COMPLEX.encode("gbk"), COMPLEX),
    (
        "four-byte forms",
        "gb18030",
        (SIMPLE + "㐀𠀀😀\ue000").encode("gb18030"),
        SIMPLE + "㐀𠀀😀\ue000",
    ),
    ("gb18030 marked", "gb18030", ("\ufeff" + SIMPLE).encode("gb18030"), SIMPLE),
    ("big5", "big5", COMPLEX.encode("big5"), COMPLEX),
    (
        "big5 extended",
        "big5hkscs",
        (COMPLEX + "佢哋喺啲").encode("big5hkscs"),
        COMPLEX + "佢哋喺啲",
    ),
    ("utf-16 marked", "utf-16-le", codecs.BOM_UTF16_LE + SIMPLE.encode("utf-16-le"), SIMPLE),
    ("utf-16 be marked", "utf-16-be", codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be"), SIMPLE),
    ("utf-16 le", "utf-16-le", SIMPLE.encode("utf-16-le"), SIMPLE),
    ("utf-16 be", "utf-16-be", SIMPLE.encode("utf-16-be"), SIMPLE),
    ("utf-16, no plain character", "utf-16-le", "孩子们愿意来".encode("utf-16-le"), "孩子们愿意来"),
    ("utf-16 english", "utf-16-le", LATIN.encode("utf-16-le"), LATIN),
    ("utf-16 english be", "utf-16-be", LATIN.encode("utf-16-be"), LATIN),
    ("utf-32 marked", "utf-32-le", codecs.BOM_UTF32_LE + SIMPLE.encode("utf-32-le"), SIMPLE),
    ("utf-32", "utf-32-be", SIMPLE.encode("utf-32-be"), SIMPLE),
    ("nul in utf-8", "utf-8", ("a\0b" + SIMPLE).encode(), "a\0b" + SIMPLE),
    ("nul in ascii", "utf-8", b"one\0two\nthree\n", "one\0two\nthree\n"),
    ("nul in gb18030", "gb18030", (SIMPLE + "\0完").encode("gb18030"), SIMPLE + "\0完"),
    ("replacement in the source", "utf-8", ("原" + BAD + "文").encode(), "原" + BAD + "文"),
    ("letters with marks", "utf-8", "Café résumé naïve".encode(), "Café résumé naïve"),
    ("cyrillic", "utf-8", "Читальный зал открыт".encode(), "Читальный зал открыт"),
    ("short gb18030", "gb18030", "今年工作总结".encode("gb18030"), "今年工作总结"),
    ("carriage returns", "gb18030", "今年\r明年\r后年\r".encode("gb18030"), "今年\r明年\r后年\r"),
    ("html stays text", "utf-8", "<b>今年</b>&amp;".encode(), "<b>今年</b>&amp;"),
)


@pytest.mark.parametrize(
    ("encoding", "data", "text"), [r[1:] for r in WHOLE], ids=[r[0] for r in WHOLE]
)
def test_whole_files_are_read_exactly_and_without_a_finding(
    encoding: str, data: bytes, text: str
) -> None:
    assert decode(data) == Decoded(text, encoding, (), None)
    assert findings(decode(data), "s") == ()


BROKEN: tuple[tuple[str, bytes, str, list[tuple[int, bytes, int]]], ...] = (
    ("utf-8, a stray byte", b"\xe6\xb2\xb3\xff\xe6\xb9\xbe", f"河{BAD}湾", [(3, b"\xff", 1)]),
    ("utf-8, cut", SIMPLE.encode()[:5], f"河{BAD}", [(3, b"\xe6\xb9", 1)]),
    (
        "utf-8, a byte lost",
        "河湾乡的图书室".encode()[:4] + "河湾乡的图书室".encode()[5:],
        f"河{BAD}乡的图书室",
        [(3, b"\xe6\xbe", 1)],
    ),
    (
        "utf-8 marked, a stray byte",
        codecs.BOM_UTF8 + b"\xe6\xb2\xb3\xff",
        f"河{BAD}",
        [(6, b"\xff", 1)],
    ),
    (
        "gb18030, cut",
        "孩子们放学以后".encode("gb18030")[:-1],
        f"孩子们放学以{BAD}",
        [(12, b"\xba", 6)],
    ),
    (
        "gb18030, a stray byte",
        "孩子们".encode("gb18030") + b"\xff" + "\n放学以后".encode("gb18030"),
        f"孩子们{BAD}\n放学以后",
        [(6, b"\xff", 3)],
    ),
    (
        "gb18030, a byte lost: only its character is",
        "今年我们工作的时间比去年".encode("gb18030")[:5]
        + "工作的时间比去年，大家都说好。\n".encode("gb18030"),
        f"今年{BAD}工作的时间比去年，大家都说好。\n",
        [(4, b"\xce", 2)],
    ),
    (
        "gb18030, a byte lost beside plain characters",
        "共3人A组今年我".encode("gb18030")[:-1]
        + "工作的时间比去年多，大家说好。\n".encode("gb18030"),
        f"共3人A组今年{BAD}工作的时间比去年多，大家说好。\n",
        [(12, b"\xce", 7)],
    ),
    (
        "gb18030, replacement in the source beside a fault",
        f"今年{BAD}我们".encode("gb18030") + b"\xff",
        f"今年{BAD}我们{BAD}",
        [(12, b"\xff", 5)],
    ),
    (
        "big5, cut",
        "孩子們放學以後".encode("big5")[:-1],
        f"孩子們放學以{BAD}",
        [(12, "後".encode("big5")[:1], 6)],
    ),
    (
        "utf-16, half a character at the end",
        "今年我们一起工作".encode("utf-16-le") + b"\x00",
        f"今年我们一起工作{BAD}",
        [(16, b"\x00", 8)],
    ),
)


@pytest.mark.parametrize(
    ("data", "text", "faults"), [r[1:] for r in BROKEN], ids=[r[0] for r in BROKEN]
)
def test_broken_bytes_cost_only_themselves(
    data: bytes, text: str, faults: list[tuple[int, bytes, int]]
) -> None:
    decoded = decode(data)
    assert decoded.text == text
    assert [(f.offset, f.data, f.start) for f in decoded.faults] == faults
    assert [(f.code, f.start) for f in findings(decoded, "s")] == [
        ("bytes-undecodable", start) for _, _, start in faults
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"PK\x03\x04" + b"text" * 20,
        b"%PDF-1.7\n1 0 obj\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
        bytes(range(256)) * 8,
        bytes(400),
        bytes((i * i * 7 + i * 13) % 256 for i in range(5000)),
        b"\xff" * 500,
    ],
    ids=["png", "zip", "pdf", "ole", "all bytes", "nuls", "noise", "one byte only"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SIMPLE.encode().decode("gb18030", "replace"), True),
        (SIMPLE.encode().decode("latin-1"), True),
        ("café, naïve".encode().decode("latin-1"), False),
        (SIMPLE, False),
        (COMPLEX, False),
        ("锛", False),
        ("", False),
        ("鈥这个字很少见，" + SIMPLE, False),
        ("Читальный зал", False),
    ],
    ids=[
        "as gb",
        "as latin",
        "western",
        "simplified",
        "traditional",
        "one",
        "none",
        "rare",
        "cyrillic",
    ],
)
def test_mojibake_is_told_by_certain_signs_only(text: str, expected: bool) -> None:
    assert looks_like_mojibake(text) is expected
    found = [f.code for f in findings(decode(text.encode()), "s")]
    assert found in ([["text-mojibake"], ["text-mojibake-undone"]] if expected else [[]])


def test_many_faults_end_in_a_count() -> None:
    decoded = decode((SIMPLE.encode() + b"\xff\n") * 50)
    found = findings(decoded, "s")
    assert len(decoded.faults) == 50
    assert [f.code for f in found] == ["bytes-undecodable"] * FINDINGS_SHOWN + [
        "bytes-undecodable-more"
    ]
    assert found[-1].args == {"count": str(50 - FINDINGS_SHOWN)}
    assert all(finding_text(f, lang) for f in found for lang in ("zh", "en"))


def test_an_uncertain_reading_says_what_else_it_could_be() -> None:
    decoded = decode("模式".encode("gb18030"))  # valid UTF-8 too, two letters of no language
    assert (decoded.text, decoded.encoding, decoded.doubt) == ("模式", "gb18030", "utf-8")
    assert [f.code for f in findings(decoded, "s")] == ["encoding-doubtful"]


def test_a_single_character_of_an_extension_may_be_damage() -> None:
    decoded = decode((COMPLEX + "喺").encode("big5hkscs"))
    assert (decoded.text, decoded.encoding, decoded.doubt) == (COMPLEX + "喺", "big5hkscs", "big5")


def test_western_text_in_one_byte_is_read_with_a_doubt() -> None:
    text = "The résumé was naïve, but the café owner read it twice anyway, très bien. " * 2
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "cp1252")
    assert decoded.doubt


CHINESE = st.text(st.sampled_from(SIMPLIFIED), min_size=16, max_size=80)
BOTH = st.text(st.sampled_from(SIMPLIFIED + TRADITIONAL), min_size=16, max_size=80)
# What may stand among Chinese: anything but control characters and what no text is made of.
SPICE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff"),
    max_size=4,
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030")


@given(head=BOTH, spice=SPICE, tail=BOTH, encoding=st.sampled_from(ENCODINGS))
def test_chinese_text_comes_back_in_every_encoding(
    head: str, spice: str, tail: str, encoding: str
) -> None:
    text = f"{head}，{spice}\r\n{tail}。\n"
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.faults) == (text, encoding, ())


@given(text=st.text(st.sampled_from("".join(sorted(set(TRADITIONAL)))), min_size=16, max_size=80))
def test_traditional_text_comes_back_from_big5(text: str) -> None:
    data = text.encode("big5", "ignore")
    assert decode(data).text == data.decode("big5")


@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_text_or_are_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except NotText:
        return
    decoded.text.encode("utf-8")  # no lone surrogates
    for fault in decoded.faults:
        assert decoded.text[fault.start] == BAD
        assert data[fault.offset : fault.offset + len(fault.data)] == fault.data
    assert len(findings(decoded, "s")) <= 2 * FINDINGS_SHOWN + 3


@given(text=CHINESE, encoding=st.sampled_from(("utf-8", "gb18030")))
def test_a_stray_byte_after_a_line_costs_nothing_else(text: str, encoding: str) -> None:
    lines = [text + "。\n", "另一行也要好好的。\n"]
    data = lines[0].encode(encoding) + b"\xff\n" + lines[1].encode(encoding)
    decoded = decode(data)
    assert decoded.text == lines[0] + BAD + "\n" + lines[1]
    assert [f.data for f in decoded.faults] == [b"\xff"]


def test_scores_tell_right_from_wrong_readings() -> None:
    assert score(SIMPLE).mean > 1.2
    assert score(COMPLEX).mean > 1.2
    assert score(SIMPLE.encode("gb18030").decode("big5", "replace")).mean < 0
    assert score(COMPLEX.encode("big5").decode("gb18030", "replace")).mean < 0
    assert score(LATIN).evidence == 0


PLAIN = "今年开春以来，石桥乡先后清淤渠道十二里，更换闸门四座。\n各村都排出了用水的次序。\n"


@pytest.mark.parametrize("misread", ["latin-1", "cp1252"])
@pytest.mark.parametrize("meant", ["utf-8", "gb18030"])
def test_a_wrong_reading_is_undone_where_that_is_certain(misread: str, meant: str) -> None:
    data = PLAIN.encode(meant)
    # Windows reads the bytes that its code page leaves free as control characters.
    read = "".join(bytes([b]).decode(misread, "ignore") or chr(b) for b in data)
    decoded = decode(read.encode())
    assert decoded.text == PLAIN
    assert decoded.misread in ("latin-1", "cp1252")
    assert [f.code for f in findings(decoded, "s")] == ["text-mojibake-undone"]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Café naïve, déjà vu: the article is in French and stays so.",
        "锟斤拷锟斤拷锟斤拷锟斤拷",
        PLAIN.encode().decode("latin-1") + "一半是好的，不能还原。",
        PLAIN.encode("utf-8")[:-2].decode("latin-1"),
    ],
)
def test_what_is_not_certain_stays_as_it_is(text: str) -> None:
    assert undone(text) is None
    assert decode(text.encode()).text == text


@given(st.text(max_size=200))
def test_no_text_that_is_chinese_or_anything_else_is_changed_by_chance(text: str) -> None:
    found = undone(text)
    assert found is None or found.text.encode("utf-8", "surrogatepass") != text.encode(
        "utf-8", "surrogatepass"
    )
