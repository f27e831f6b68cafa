"""Files in which two encodings are mixed, and files in one that look as if they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_decode import COMPLEX, SIMPLE

from wenji.decode import decode, findings
from wenji.decode.hanzi import SIMPLIFIED, TRADITIONAL
from wenji.decode.runs import runs_of_other
from wenji.messages import finding_text

GB_LINE = "门前的老树是祖父那一辈人种下的。\r\n"
MIXED: tuple[tuple[str, bytes, str], ...] = (
    (
        "gb lines in utf-8",
        (SIMPLE * 3).encode() + GB_LINE.encode("gb18030") + SIMPLE.encode(),
        "utf-8",
    ),
    (
        "utf-8 lines in gb",
        (SIMPLE * 3).encode("gb18030") + GB_LINE.encode() + SIMPLE.encode("gb18030"),
        "gb18030",
    ),
    ("big5 in utf-8", (COMPLEX * 3).encode() + COMPLEX.encode("big5"), "utf-8"),
    (
        "within a line",
        (SIMPLE * 3 + "上半句，").encode() + "下半句是别人后来接着写的".encode("gb18030"),
        "utf-8",
    ),
    ("big5 behind gb", (SIMPLE * 2).encode("gb18030") + COMPLEX.encode("big5"), "gb18030"),
    ("gb behind big5", (COMPLEX * 3).encode("big5") + SIMPLE.encode("gb18030"), "big5"),
    ("gb before big5", SIMPLE.encode("gb18030") + (COMPLEX * 3).encode("big5"), "big5"),
    (
        "one long line of gb in big5",
        COMPLEX.encode("big5") + GB_LINE.encode("gb18030") + COMPLEX.encode("big5"),
        "big5",
    ),
    (
        "big5 in gb, lines that end in carriage returns",
        (SIMPLE * 2).replace("\r", "").replace("\n", "\r").encode("gb18030")
        + COMPLEX.replace("\r", "").replace("\n", "\r").encode("big5"),
        "gb18030",
    ),
    (
        "three encodings",
        SIMPLE.encode() + (SIMPLE * 2).encode("gb18030") + COMPLEX.encode("big5"),
        "gb18030",
    ),
    (
        "an extension of big5 behind gb",
        (SIMPLE * 3).encode("gb18030") + ("門口\n佢哋喺啲\n" + COMPLEX).encode("big5hkscs"),
        "gb18030",
    ),
)
MIXED_TEXT = (
    SIMPLE * 3 + GB_LINE + SIMPLE,
    SIMPLE * 3 + GB_LINE + SIMPLE,
    COMPLEX * 4,
    SIMPLE * 3 + "上半句，下半句是别人后来接着写的",
    SIMPLE * 2 + COMPLEX,
    COMPLEX * 3 + SIMPLE,
    SIMPLE + COMPLEX * 3,
    COMPLEX + GB_LINE + COMPLEX,
    (SIMPLE * 2 + COMPLEX).replace("\r", "").replace("\n", "\r"),
    SIMPLE * 3 + COMPLEX,
    SIMPLE * 3 + "門口\n佢哋喺啲\n" + COMPLEX,
)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [(row[1], row[2], text) for row, text in zip(MIXED, MIXED_TEXT, strict=True)],
    ids=[row[0] for row in MIXED],
)
def test_a_second_encoding_is_read_and_reported(data: bytes, encoding: str, text: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.faults) == (text, encoding, ())
    assert {f.code for f in findings(decoded, "s")} == {"encoding-mixed"}
    for part in decoded.foreign:
        piece = data[part.offset : part.offset + part.length]
        assert piece.decode(part.encoding) == decoded.text[part.start : part.end]


def test_a_foreign_part_of_two_characters_is_enough() -> None:
    decoded = decode((SIMPLE * 3).encode() + "工作\n".encode("gb18030"))
    assert (decoded.text, decoded.faults) == (SIMPLE * 3 + "工作\n", ())


def test_findings_on_bytes_tell_the_lines() -> None:
    data = (SIMPLE * 2).encode("gb18030") + COMPLEX.encode("big5") + b"\xff\n"
    mixed, broken = findings(decode(data), "s")
    assert (mixed.args["line"], mixed.args["last"], broken.args["line"]) == ("5", "6", "7")
    assert finding_text(mixed, "zh").startswith("从第 5 行")
    assert "in line 7" in finding_text(broken, "en")


def test_a_foreign_line_too_short_to_be_certain_is_left() -> None:
    data = (SIMPLE * 3).encode("gb18030") + "回憶錄\n".encode("big5")
    assert decode(data).foreign == ()


# What stands in one encoding and looks like the other, line by line.
KANA = "これはとてもたのしいことでした\nコンピュータープログラミング\n東京から大阪まで行きました\n"
LETTERS = "Читальный зал открыт каждый день\nΑλφα Βητα Γαμμα Δελτα\n"
FRAME = "┌────┬────┐\n│　　│　　│\n└────┴────┘\n"
SOUNDS = "ā á ǎ à ō ó ǒ ò ē é ě è ī í ǐ ì\nㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒ\n"
SELDOM = "囍堃喆犇骉淼焱垚\n畀甴曱嘢嚟嗰瞓攰\n魑魅魍魉饕餮梼杌\n"
UNDIVIDED: tuple[tuple[str, str, str], ...] = (
    ("kana in gb", "gb18030", SIMPLE * 4 + KANA * 2 + SIMPLE),
    ("kana in big5", "big5", COMPLEX * 4 + KANA * 2 + COMPLEX),
    ("letters in gb", "gb18030", SIMPLE * 4 + LETTERS * 3 + SIMPLE),
    ("frames in gb", "gb18030", SIMPLE + FRAME * 3 + SIMPLE),
    ("frames in big5", "cp950", COMPLEX * 4 + "╔══╦══╗\n恒裏粧嫺\n" + FRAME),
    ("signs of sounds in gb", "gb18030", SIMPLE * 4 + SOUNDS + SIMPLE),
    ("rare characters in gb", "gb18030", SIMPLE + SELDOM * 4 + SIMPLE),
    ("rare characters in big5", "big5hkscs", COMPLEX * 4 + "佢哋喺啲畀嘢嚟嗰瞓\n" * 3 + COMPLEX),
    ("signs of a font in gb", "gb18030", SIMPLE * 4 + "\ue010\ue02b\ue033\ue047\n" * 4 + SIMPLE),
    ("traditional in gb", "gb18030", SIMPLE + COMPLEX * 4),
    ("a table of characters in big5", "big5", COMPLEX * 4 + "祡离秺秸秶秷窏窔窐笵筇笴笥笰笢\n"),
)


@pytest.mark.parametrize(
    ("encoding", "text"), [r[1:] for r in UNDIVIDED], ids=[r[0] for r in UNDIVIDED]
)
def test_a_file_in_one_encoding_is_not_divided(encoding: str, text: str) -> None:
    data = text.encode(encoding, "ignore")
    decoded = decode(data)
    assert (decoded.text, decoded.foreign, decoded.faults) == (data.decode(encoding), (), ())


def test_broken_bytes_do_not_divide_a_file() -> None:
    lines = [*(SIMPLE * 4).encode("gb18030").splitlines(keepends=True)]
    data = b"".join(line[:9] + b"\xff" + line[10:] for line in lines)
    decoded = decode(data)
    assert (decoded.encoding, decoded.foreign) == ("gb18030", ())
    assert len(decoded.faults) >= len(lines)


def _some_lines(characters: str, encoding: str) -> st.SearchStrategy[bytes]:
    """Some lines in an encoding of characters that differ from each other."""
    usual = [c for c in dict.fromkeys(characters) if c.encode(encoding, "ignore")]
    line = st.lists(st.sampled_from(usual), min_size=20, max_size=60, unique=True)
    return st.lists(line, min_size=3, max_size=6).map(
        lambda lines: "".join("".join(chars) + "\n" for chars in lines).encode(encoding)
    )


@given(
    gb=_some_lines(SIMPLIFIED, "gb2312"),
    big5=_some_lines(TRADITIONAL, "big5"),
    again=st.booleans(),
    turned=st.booleans(),
)
def test_lines_in_gb_and_in_big5_are_told_apart(
    gb: bytes, big5: bytes, again: bool, turned: bool
) -> None:
    parts = [(gb, "gb18030"), (big5, "big5")]
    parts = (parts[::-1] if turned else parts) * (1 + again)
    decoded = decode(b"".join(data for data, _ in parts))
    assert decoded.text == "".join(data.decode(encoding) for data, encoding in parts)
    assert decoded.faults == ()
    assert {decoded.encoding, *(part.encoding for part in decoded.foreign)} == {"gb18030", "big5"}


ANY_HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=40)
ANY_KANA = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30F6), max_size=40)


@given(usual=_some_lines(SIMPLIFIED + TRADITIONAL, "gb18030"), odd=st.lists(ANY_HANZI | ANY_KANA))
def test_no_line_of_gb_is_taken_for_big5(usual: bytes, odd: list[str]) -> None:
    data = usual + "\n".join(odd).encode("gb18030")
    assert runs_of_other(data, "gb18030") == ()


@given(
    usual=_some_lines(TRADITIONAL, "big5hkscs"),
    odd=st.lists((ANY_HANZI | ANY_KANA).map(lambda line: line.encode("big5hkscs", "ignore"))),
)
def test_no_line_of_big5_is_taken_for_gb(usual: bytes, odd: list[bytes]) -> None:
    assert runs_of_other(usual + b"\n".join(odd), "big5hkscs") == ()
