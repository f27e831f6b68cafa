"""Numbers in every way in which collections write them."""

from __future__ import annotations

from collections.abc import Mapping

_DIGITS = "零一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII",
          "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")  # fmt: skip
_WORDS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
MOST = 20  # no placeholder goes further


def han(n: int) -> str:
    """一 to 二十.

    >>> han(3), han(10), han(14), han(20)
    ('三', '十', '十四', '二十')
    """
    tens, ones = divmod(n, 10)
    return ("二" if tens == 2 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def numbers(n: int, total: int) -> Mapping[str, str]:
    """What stands for `n` of `total` in a form, by placeholder.

    >>> [numbers(3, 5)[k] for k in "cafoCLgRhn"]
    ['三', '3', '３', '③', '叁', 'C', '丙', 'Ⅲ', '㈢', '5']
    """
    low = min(n, 10)
    return {
        "c": han(n), "a": str(n), "aa": f"{n:02}", "n": str(total), "N": han(total),
        "f": str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        "o": chr(ord("①") + n - 1), "q": chr(ord("⑴") + n - 1), "x": chr(ord("⒈") + n - 1),
        "k": chr(ord("❶") + low - 1), "h": chr(ord("㈠") + low - 1), "C": _CAPITALS[low % 10],
        "r": _ROMAN[n], "R": chr(ord("Ⅰ") + low - 1), "w": _WORDS[low],
        "L": chr(ord("A") + n - 1), "g": _STEMS[low - 1], "M": f"{han(1 + (n - 1) % 12)}月",
    }  # fmt: skip
