"""The page of Chinese official documents, GB/T 9704-2012, in numbers.

`overrides/assets/styles/paper-*.css` says the same to browsers. Lengths are in mm, type in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MM = 72 / 25.4  # points

PAGE = (210.0, 297.0)
TOP = 37.0  # 天头
INNER = 28.0  # 订口
TEXT = (156.0, 225.0)  # 版心: 22 lines of 28 characters
OUTER = PAGE[0] - INNER - TEXT[0]
BOTTOM = PAGE[1] - TOP - TEXT[1]

LINES = 22
PITCH = 28.95  # of lines: 225 mm / 22, rounded down to what Word can say

SIZE = 16.0  # 3号
TITLE_SIZE = 22.0  # 2号
SMALL_SIZE = 14.0  # 4号, of page numbers and the last lines
NUMBER_BELOW = 7.0  # mm from the text to the middle of the page number


@dataclass(frozen=True, slots=True)
class Faces:
    """Names of typefaces, as word processors know them; `latin` is for digits and letters."""

    body: str
    title: str
    first: str
    second: str
    number: str
    latin: str


# Simplified faces are those of Windows, which WPS and Linux systems here have as well; the title's
# is not on every machine, and its stand-ins are named beside it in the file.
FACES: Mapping[str, Faces] = {
    "zh": Faces("仿宋", "方正小标宋简体", "黑体", "楷体", "宋体", "Times New Roman"),
    "zh-Hant": Faces("仿宋", "新細明體", "微軟正黑體", "標楷體", "新細明體", "Times New Roman"),
}
# What a system without a face may take instead, and what else it is called.
OTHER_NAMES: Mapping[str, str] = {
    "仿宋": "FangSong;仿宋_GB2312;STFangsong",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S;方正小标宋_GBK;华文中宋;宋体",
    "黑体": "SimHei;Heiti SC",
    "楷体": "KaiTi;楷体_GB2312;STKaiti",
    "宋体": "SimSun;Songti SC",
    "新細明體": "PMingLiU",
    "微軟正黑體": "Microsoft JhengHei",
    "標楷體": "DFKai-SB",
}
