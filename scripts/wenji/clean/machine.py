"""Lines that programs and machines write: paths, names of files, digests, counts, bar codes.

They have a grammar of their own and no words of a text. A text that quotes one says so in a
sentence; a line that is nothing else was left by a program, a scanner or a shop's printer.
"""

from __future__ import annotations

import re

_PATH = r"[a-z]:\\[^，。]*|file:///\S{3,}.*|about:blank.*|(?:/[\w.-]{1,24}){3,}"
# Of files that programs name; a file's name alone may be an article's title.
_FILE = (
    r"[\w.-]{1,40}\.(?:indd|jpe?g|png|gif|bmp|tiff?|mp[34]|html?)(?: +[0-9]{1,4})?"
    r"|(?:[~$]\S{1,40}|(?:未命名|新建|无标题|qq图片|微信图片|截图|img|dsc|scan)[^，。\s]{0,40}"
    r"|[^，。\s]{1,40}(?:副本|\([0-9]{1,2}\)))\.[a-z]{2,4}"
)
_DIGEST = (
    r"(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{16,64}"
    r"|(?:[ug]?id|sn|md5|sha1) ?[:#=]? ?[0-9a-f-]{4,}(?: .*|&\w+=\S*)?"
)
_MESSAGE = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9:]{5,8}(?:z|[+-][0-9:]{4,5})?"
    r"|[45][0-9]{2} (?:not found|bad gateway|forbidden|internal|service|gateway)[a-z ]*"
    r"|processed in .*|.*\b(?:seconds?\(s\)|queries)\b.*|gmt ?[+-] ?[0-9].*"
    r"|(?:localhost|[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?::[0-9]+)?(?:/\S*)?"
)
_STROKES = (
    r"\*[0-9a-z]{6,}\*|no[.: ]{0,2}[0-9]{5,}"
    r"|(?=[^0-9]*[|▮▯▌▍▎▏║┃] ?[|▮▯▌▍▎▏║┃])[|▮▯▌▍▎▏║┃ ]{5,}(?:[0-9][0-9 ]*)?"
)
_OF_A_BOOK = r"(?:e?issn|isbn|cn|cssn) ?[:-]? ?[0-9][0-9x -]{4,20}(?:/[a-z][0-9.·]*)?"
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3,7})"
_MINUTES = r"(?:预计|读完|阅读|需时?|约|大约|时间){1,4} ?[0-9]+ ?分钟"
# What a program counted: 全文3755字，读完约7分钟; 字符数（计空格）：1986
_BLANKS = r"(?:\(不?计空格\))?[:： ]{0,2}"
_COUNTED = (
    rf"[(\[【]?(?:(?:全文|本文|正文|本篇|总?字数|字符数|共计?|总计|约){{1,2}}{_BLANKS}"
    rf"{_NUMBER} ?[余多]?个?[字词]符?|(?:总?字数|字符数|word ?counts?){_BLANKS}{_NUMBER})"
    rf"(?:[^\w\n]{{0,2}}{_MINUTES}|[ \u3000,]+[0-9]+ ?段(?:[ \u3000,]+[0-9]+ ?页)?)?[)\]】]?"
)
# Pictures of the counters below a post: 👍 12 💬 3
_PICTURE = "[\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff]\ufe0f?"
_COUNTERS = (
    rf"(?:(?:{_PICTURE} ?[\u4e00-\u9fff]{{0,2}}|[\u4e00-\u9fff]{{1,2}}) ?"
    r"[0-9.]+[万wk+]*[ \u3000]*){2,}+"
)

# The line that candidates must not write beyond: its words stand far apart, or among signs.
_SEALED = (
    r"(?=[※○·.…—_~\- 密封装订线请不内学])(?=.*封.*线|.*线.*[封订]|.*订.*线)[※○·.…—_~\- \u3000]*"
    r"(?:[密封装订线内外请不要得勿准在答题作区域弥]{1,2}[※○·.…—_~\- \u3000]+){3,}"
    r"[密封装订线内外请不要得勿准在答题作区域弥]{0,2}"
)
# Fields of a word processor whose codes were copied: 第 PAGE 3 页, STYLEREF "标题 1" \n
_CODE = r"(?: ?(?:\\[*@#a-z]?[ a-z]{0,16}|\"[^\"]{0,24}\"|_?[a-z]*[0-9]{1,8}|arabic|[图表]))"
_FIELD = (
    rf"(?:numpages|sectionpages|styleref|pageref|formtext|formcheckbox|mergefield){_CODE}{{0,4}}"
    rf"|(?:page|seq|ref|eq|date|time|filename|toc)(?=.*\\|.*numpages){_CODE}{{1,4}}"
    r"|第 ?page ?[0-9]* ?页"
)
_FIELDS = rf"(?:[第共/ -]{{0,4}}(?:{_FIELD}) ?页? ?){{1,3}}"

_MACHINE = re.compile(
    "|".join(
        (_PATH, _FILE, _DIGEST, _MESSAGE, _STROKES, _COUNTED, _SEALED, _FIELDS,
         rf"{_OF_A_BOOK}(?:[ \u3000]+{_OF_A_BOOK})?", rf"(?={_PICTURE}){_COUNTERS}")
    )
)  # fmt: skip


def is_of_machine(line: str) -> bool:
    """Whether a line, in narrow and small letters, is what a program or a machine writes.

    >>> [is_of_machine(x) for x in ("~wrl12.tmp", "*35063650*", "(约3000字)", "👍 3 💬 2")]
    [True, True, True, True]
    >>> [is_of_machine(x) for x in ("密……封……线……内", "第 page 3 页", "第 3 页")]
    [True, True, False]
    >>> [is_of_machine(line) for line in ("3000字", "第3页", "春耕.doc", "☆☆☆", "1949")]
    [False, False, False, False, False]
    """
    return _MACHINE.fullmatch(line) is not None
