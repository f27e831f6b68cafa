"""What a paragraph looks like that may be a heading, or have one run in at its head."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from wenji.facts import is_byline, is_dateline, is_fact_line, is_name
from wenji.facts.reporters import only_writers
from wenji.forms import CAPTION, is_formula
from wenji.numbering import Label, label_at
from wenji.outline.decimals import DECIMAL, PAUSE
from wenji.sentences import ended, sentence_end

# --- thresholds; origin: the seeds and the development collections -------------------------------
LEAD_LENGTH = 45  # a heading run in at the head of a paragraph
TITLE_LENGTH = 40  # a heading without a label
PROSE_LENGTH = 60  # a paragraph that a heading may stand over
CLAUSE_LENGTH = 20  # an article of a law below the heading of its chapter
CLAUSES_NEAR = 8  # paragraphs of one article

_NOT_A_HEADING = re.compile(
    r"[：:，,；;。\t]|\s{3,}|\S{2,}\u3000\S{2,}\u3000\S{2,}|^[—“\"（(]"
    r"|^【[ \u3000\u4e00-\u9fff]{2,10}】.|[0-9]{4}年(?:.*[日号]$|[0-9]{1,2}月)"
    r"|^(?:中图(?:法|资料)?分类号|文献标识码|文章编号|关[ \u3000]*键[ \u3000]*词|基金项目|作者单位)"
    r"|^[*＊]|资助(?:项目|课题)$"
)
# “开门”治渠; 泥沙：没有解决的问题
_QUOTED = re.compile('[“"][^“”"]{2,16}[”"][^“”"]{2,24}')
_COLON = re.compile("(?!第[一二三四五六七八九十])[^：，。]{3,16}：[^：，。？！]{4,24}")
RELATION = re.compile("[=＝≤≥≠→∑∈]")  # of a formula, in a line
_MEASURED = re.compile("[0-9]°|[±℃]")  # a cell of a table
_LEADS_ON = re.compile("(?:[为得有即则是]|满足|如下|写[成作]|记[为作])$")  # to what stands below
_NUMBER = re.compile("[(（][0-9]{1,3}[a-z]?[)）]")  # of a formula that is lost
_REPORTER = re.compile(r".{1,10}[社报台网](?:特约)?(?:记者|通讯员)\S{2,4}")
_HAN = re.compile("[\u4e00-\u9fff]")
_UNSIGNED = {ord(sign): None for sign in '“”"：'}


def _is_said(text: str) -> bool:
    return is_fact_line(text) or is_dateline(text)


def run_in_length(text: str, label: Label) -> int:
    """Length of the heading run in at a paragraph's head (up to its first sentence end)."""
    end = sentence_end(text, label.length)
    if end is None:
        return 0
    if label.style.startswith(DECIMAL) and PAUSE.search(text, label.length, end.start()):
        return 0  # papers number whole paragraphs as well
    length = end.end()
    while length < len(text) and text[length] in "”’」』）)":
        length += 1
    return length if label.length + 2 <= length <= LEAD_LENGTH else 0


def plain_head(text: str) -> str:
    """A line that may be a heading but for its signs, without these; "" for any other.

    >>> plain_head("“开门”治渠"), plain_head("渠里泥沙：没有解决的问题")
    ('开门治渠', '渠里泥沙没有解决的问题')
    >>> plain_head("“渠通了。”"), plain_head("“开门治渠”"), plain_head("林禾：渠通了，水来了")
    ('', '', '')
    """
    odd = _QUOTED if text[:1] in '“"' else _COLON if "：" in text else None
    return text.translate(_UNSIGNED) if odd is not None and odd.fullmatch(text) else ""


def leads_on(text: str, label: Label) -> bool:
    """Whether a numbered line is a sentence that leads to a formula below it, or holds the next
    number as well: 1.东闸；2.西闸.

    >>> leads_on("（4）对称：这个条件可以写成", Label("arabic_paren", 4, "（4）", 3))
    True
    >>> leads_on("1.东闸；2.西闸；3.老渠", Label("arabic_dot", 1, "1.", 2))
    True
    >>> leads_on("（二）敢作敢为", Label("han_paren", 2, "（二）", 3))
    False
    """
    if _LEADS_ON.search(text) and PAUSE.search(text, label.length):
        return True
    following = re.compile(f"[；;] *[（(]?{label.value + 1}[)）.．、]")
    return ("；" in text or ";" in text) and following.search(text, label.length) is not None


def stands_alone(
    texts: Sequence[str],
    k: int,
    labelled: Container[int],
    sister: bool = False,
    plain: str = "",
) -> bool:
    """A short line without label, alone between paragraphs: a heading of its own.

    Below a numbered heading a line is one where it has a `sister` in the same section; one with
    signs that sentences have, `plain` without them, where the text has others.
    """
    text = plain or texts[k]
    if not 4 <= len(text) <= TITLE_LENGTH or ended(text) or _NOT_A_HEADING.search(text):
        return False
    if len(_HAN.findall(text)) < 0.5 * len(text) or k + 1 >= len(texts) or _is_said(text):
        return False
    if _LEADS_ON.search(text) or is_formula(texts[k + 1]) or _NUMBER.fullmatch(texts[k + 1]):
        return False
    if CAPTION.match(text) or label_at(text) is not None or _names(text):
        return False
    if _MEASURED.search(text):
        return False
    if k and not text[0].isalnum() and texts[k - 1].startswith(text[0]):
        return False  # of a list: the line above begins with the same sign
    byline = k + 2 < len(texts) and is_byline(texts[k + 1])
    follows = texts[k + 2] if byline else texts[k + 1]
    below = (
        len(follows) >= PROSE_LENGTH
        or (k + 1 in labelled and not ended(follows))
        or (k + 1 in labelled and len(follows) >= PROSE_LENGTH // 2)
        or (len(follows) >= CLAUSE_LENGTH and _is_clause(follows) and _is_clause_above(texts, k))
    )
    if sister:
        return below or (len(follows) >= CLAUSE_LENGTH and follows[-1] in "。：:")
    before = texts[k - 1] if k else "。"
    above = ended(before) or len(before) > TITLE_LENGTH or _NOT_A_HEADING.search(before)
    return bool(below and above)


def set_in_bold(texts: Sequence[str], k: int) -> bool:
    """Whether a line that is in bold type is a heading without a label, and no sentence or fact."""
    text = texts[k]
    short = 2 <= len(text) <= TITLE_LENGTH and not ended(text) and k + 1 < len(texts)
    return short and not (_is_said(text) or CAPTION.match(text) or text.endswith(("：", ":")))


def _names(text: str) -> bool:
    """A byline that ends with a name: 石桥日报记者林禾."""
    if only_writers(text):
        return True
    byline = _REPORTER.fullmatch(text) is not None or is_byline(text)
    return byline and any(is_name(text[-length:]) for length in (2, 3))


def _is_clause(text: str) -> bool:
    """An article of a law: 第十二条 …."""
    label = label_at(text) if text.startswith("第") else None
    return label is not None and label.style == "clause" and len(text) > label.length


def _is_clause_above(texts: Sequence[str], k: int) -> bool:
    """Whether a line between articles of a law stands below one."""
    return any(_is_clause(text) for text in texts[max(0, k - CLAUSES_NEAR) : k])
