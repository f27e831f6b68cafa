"""What carries a text and what strews it: each row beside one that must not change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from plain_texts import CANAL, MILL, SCHOOL

from wenji.clean.escapes import torn_codes
from wenji.convert import convert_text
from wenji.draft import Draft

TITLES = ("渠边纪事", "灯下读书", "河上旧事")
TEXTS = (CANAL, SCHOOL, MILL)


def _articles(text: str) -> list[str]:
    found = convert_text("0" * 12, "测试.txt", text, "utf-8").articles
    return ["".join(a.text.split()) for a in found]


def _collection(line: str = "", at: str = "end", every: bool = True) -> str:
    rows: list[str] = []
    for n, (title, text) in enumerate(zip(TITLES, TEXTS, strict=True), start=1):
        body = list(text)
        if line and (every or n == 1):
            body.insert(len(body) if at == "end" else 1, line.replace("{n}", str(10 + 7 * n)))
        rows += [f"第{n}篇：{title}", *body]
    return "\n".join(rows) + "\n"


CLEAN = ["".join(text) for text in TEXTS]


@pytest.mark.parametrize("at", ["end", "inside"])
@pytest.mark.parametrize("line", [
    "档号：3-1998-12　件号：8",
    "ISBN 978-7-5300-1234-8",
    "ISSN 1002-3909　CN 11-3021/Z",
    "国内统一刊号：CN11-2340/C",
    "开本：850×1168 1/32　印张：9.5　字数：39千",
    "收文登记号：6241　密级：普通　份数：26",
    "架位：B-61-47　册次：18",
    "经手人：林小禾　入册日期：2020-05-07",
    "*3506365044*",
    "~WRL4858.tmp",
    "D:\\资料\\1998\\渠.doc",
    "字符数（计空格）：1986",
    "全文3755字，读完约8分钟",
    "👍 12  💬 3  ⭐ 5",
])  # fmt: skip
def test_what_carries_a_text_goes(line: str, at: str) -> None:
    assert _articles(_collection(line, at, every=False)) == CLEAN


@pytest.mark.parametrize("line", [
    "档号怎么编，馆里有一张表",
    "定价：十二元",
    "借书和还书",
    "第12页的那幅画",
    "收件人写错了",
    "批号：9812",
    "No. 3",
    "要求：正文用三号仿宋",
    "渠长：12里",
    "甲 3　乙 5　丙 8",
])  # fmt: skip
def test_what_a_text_says_of_such_things_stays(line: str) -> None:
    shown = "".join(_articles(_collection(line, "inside", every=False)))
    assert "".join(line.split()) in shown


@pytest.mark.parametrize(
    "line", ["阅后请放回东屋", "〔渠上第{n}号样本册〕", "围观者共有 {n} 人", "此册不卖，借者请留名"]
)
def test_what_stands_behind_every_article_is_none_of_them(line: str) -> None:
    assert _articles(_collection(line)) == CLEAN


@pytest.mark.parametrize("line", [
    "谢谢大家！",
    "特此报告",
    "东岭乡人民政府",
    "林小禾", "2012年3月5日", "附件{n}：名册", "水是清的。", "图{n} 渠", "习作{n}",
])  # fmt: skip
def test_what_texts_end_with_stays(line: str) -> None:
    shown = _articles(_collection(line))
    said = ["".join(line.replace("{n}", str(10 + 7 * n)).split()) for n in (1, 2, 3)]
    assert all(x.strip("0123456789") in text for x, text in zip(said, shown, strict=True))


def test_what_stands_behind_two_of_them_stays() -> None:
    text = _collection("此册不卖，借者请留名").replace("此册不卖，借者请留名\n", "", 1)
    assert sum("此册不卖，借者请留名" in x for x in _articles(text)) == 2


TABLES = (
    "目录\n渠边纪事……1\n灯下读书……4\n河上旧事……9\n",
    "总　目\n一　渠边纪事 / 1\n二　灯下读书 / 4\n三　河上旧事 / 9\n",
    "文集目录\n[1] 渠边纪事 林小禾\n[2] 灯下读书 王大河\n[3] 河上旧事 陈小满\n",
    "目录\n上编\n渠边纪事……1\n灯下读书……4\n下编\n河上旧事……9\n",
    "目录\n渠边\n纪事……1\n灯下读书……4\n河上旧事……9\n后记……12\n",
    "内容一览\n■渠边纪事　　第1版\n■灯下读书　　第2版\n■河上旧事　　第2版\n",
)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_contents_tells_where_texts_begin(table: str) -> None:
    text = "".join(
        f"{t}\n" + "".join(f"　　{p}\n" for p in ps * 2)
        for t, ps in zip(TITLES, TEXTS, strict=True)
    )
    assert _articles(table + text) == ["".join(ps * 2) for ps in TEXTS]


def test_a_table_of_contents_at_the_end_goes() -> None:
    table = "目录\n渠边纪事……1\n灯下读书……4\n河上旧事……9\n"
    assert _articles(_collection() + table) == CLEAN


@pytest.mark.parametrize("list_", [
    "豆腐……3元\n青菜……1元\n鸡蛋……5元\n",
    "东岭……9\n北渡……4\n石桥……7\n",
])  # fmt: skip
def test_a_price_list_stays(list_: str) -> None:
    assert "".join(list_.split()) in _articles(_collection() + list_)[-1]


# --- damage ---------------------------------------------------------------------------------------


def _long(texts: Sequence[Sequence[str]] = TEXTS) -> Sequence[Sequence[str]]:
    """The texts twice in other orders, so that words return."""
    return [[*text, *other] for text, other in zip(texts, [*texts[1:], texts[0]], strict=True)]


def _paras(before: str = "", behind: str = "", sign: str = "", step: int = 12) -> str:
    rows = []
    for n, (title, text) in enumerate(zip(TITLES, _long(), strict=True), start=1):
        rows.append(f"{before}第{n}篇：{title}{behind}")
        for p in text:
            cut = [p[i : i + step] for i in range(0, len(p), step)] if sign else [p]
            rows.append(before + sign.join(cut) + behind)
    return "\n".join(rows) + "\n"


LONG = ["".join(text) for text in _long()]


@pytest.mark.parametrize("before, behind", [
    ("<w:t>", "</w:t>"), ("{p}", "{/p}"), ("※ ", ""), ("* ", ""), ("\\par ", ""), ("", "<br>"),
    ("", "\\par"), ("%", "%"), ("★", "★"), ("", " ^p"),
])  # fmt: skip
def test_what_every_line_begins_and_ends_with_goes(before: str, behind: str) -> None:
    assert _articles(_paras(before, behind)) == LONG


@pytest.mark.parametrize(
    "left, right", [("< ", ""), ("-- ", ""), ("# ", ""), ("", "=20"), ("", " »")]
)
def test_frames_of_wrapped_lines_go(left: str, right: str) -> None:
    rows = []
    for n, (title, text) in enumerate(zip(TITLES, _long(), strict=True), start=1):
        rows.append(f"第{n}篇：{title}")
        for p in text:
            lines = [p[i : i + 26] for i in range(0, len(p), 26)]
            rows += [left + x + right for x in lines[:-1]] + [left + lines[-1], ""]
    assert _articles("\n".join(rows)) == LONG


@pytest.mark.parametrize(
    "items", ["- 修渠\n- 架桥\n- 种树\n- 读书\n- 记账\n- 扫盲\n- 通电\n- 守夜\n"]
)
def test_a_list_keeps_its_signs(items: str) -> None:
    text = (
        "第一篇：几件小事\n"
        + "\n".join(CANAL)
        + "\n"
        + items
        + "第二篇：灯下\n"
        + "\n".join(SCHOOL)
    )
    assert _articles(text)[0].endswith("".join(items.split()))


@pytest.mark.parametrize("sign", ["\ue004", "·", "▪", "%20", "[/b]", "<wbr>", "\u3164"])
def test_a_sign_that_parts_words_goes(sign: str) -> None:
    whole = _paras()
    strewn = "\n".join(
        "".join(c + sign * (k % 13 == 11) for k, c in enumerate(line)) if len(line) > 20 else line
        for line in whole.replace("，", "，").split("\n")
    )
    assert (
        _articles(whole + strewn.replace("第1", "第4").replace("第2", "第5").replace("第3", "第6"))[
            3:
        ]
        == LONG
    )


@pytest.mark.parametrize("line", [
    "书架上有卡尔·马修、约翰·李、安娜·周、彼得·陈、玛丽·王、保罗·林、露西·何、汤姆·吴的书。",
    "关键词：修渠∥架桥∥种树∥读书∥记账∥扫盲∥通电∥守夜",
])  # fmt: skip
def test_a_sign_between_names_stays(line: str) -> None:
    assert line in _articles(_collection(line, "inside", every=False))[0]


@pytest.mark.parametrize("end", ["¶", "^p", "\\r\\n", "{br}", "</p><p>", "//", "■", "_x000D_"])
def test_paragraphs_on_one_line_are_parted(end: str) -> None:
    text = "".join(
        f"第{n}篇：{t}\n{end.join(ps)}\n"
        for n, (t, ps) in enumerate(zip(TITLES, _long(), strict=True), 1)
    )
    found = convert_text("0" * 12, "测试.txt", text, "utf-8").articles
    assert [a.text.splitlines() for a in found] == [list(ps) for ps in _long()]


@pytest.mark.parametrize(
    "line",
    [
        "和/或、甲/乙、东/西、南/北，四种写法都有人用。",
        "见 http://a.example/b 与 http://c.example/d 两处。",
    ],
)
def test_a_stroke_in_a_sentence_parts_nothing(line: str) -> None:
    found = convert_text(
        "0" * 12, "测试.txt", _collection(line, "inside", every=False), "utf-8"
    ).articles
    assert line in found[0].text.split("\n")


@pytest.mark.parametrize(
    "text, whole",
    [
        ("渠&nb\nsp;水", "渠&nbsp;\n水"),
        ("渠&#261\n　　04;水", "渠&#26104;\n　　水"),
        ("甲&乙\n丙;", None),
        ("A&B\nC;", None),
    ],
)
def test_a_code_that_was_wrapped_is_whole_again(text: str, whole: str | None) -> None:
    assert Draft.of(text).apply(torn_codes(text)).text == (whole or text)


WIDE = 26


def _wrapped(line: str) -> str:
    """One long paragraph in lines of one width, with a line between two halves of a sentence."""
    text = "".join(p for ps in _long() for p in ps)
    rows = [text[i : i + WIDE] for i in range(0, len(text), WIDE)]
    at = next(
        i
        for i in range(3, len(rows))
        if rows[i - 1][-1] not in "。，" and text.count(rows[i - 1][-1] + rows[i][0]) > 1
    )
    return "第一篇：渠边纪事\n　　" + "\n".join([*rows[:at], line, *rows[at:]]) + "\n"


@pytest.mark.parametrize(
    "line", ["石桥通讯·25", "〔水利文选　第5页〕", "（影印本第32页）", "12　　石桥通讯"]
)
def test_the_head_of_a_page_goes_where_it_cuts_a_sentence(line: str) -> None:
    (shown,) = _articles(_wrapped(line))
    assert shown == "".join(p for ps in _long() for p in ps)


@pytest.mark.parametrize("line", ["图3 渠的剖面", "（3）渠宽", "y＝ax＋b（5）", "甲村的渠"])
def test_what_else_stands_there_stays(line: str) -> None:
    (shown,) = _articles(_wrapped(line))
    assert "".join(line.split()) in shown


def test_a_day_below_a_text_is_no_half_of_a_sentence() -> None:
    text = "".join(
        f"第{n}篇：{t}，一个很长的题目，写到了渠，也写到了桥和磨坊，还写到了人\n"
        + "".join(f"　　{p}\n" for p in ps)
        + "　　2013年冬至\n阅读原文\n"
        for n, (t, ps) in enumerate(zip(TITLES, TEXTS, strict=True), start=1)
    )
    assert [x.endswith("2013年冬至") for x in _articles(text)] == [True, True, True]


@pytest.mark.parametrize("words", ["仅供东岭小学使用", "内部学习请勿外传"])
def test_an_order_about_copies_in_brackets_goes(words: str) -> None:
    text = _collection().replace("账目贴在墙上", f"账目贴【{words}】在墙上")
    assert _articles(text) == CLEAN


@pytest.mark.parametrize("words", ["仅供参考", "共十二笔", "机密"])
def test_what_a_text_says_in_brackets_stays(words: str) -> None:
    text = _collection().replace("账目贴在墙上", f"账目（{words}）贴在墙上")
    assert f"（{words}）" in _articles(text)[0]


# --- what is foreign to its text, known by its shape, glued to a paragraph ------------------------

TOLD = [*CANAL, *SCHOOL, *MILL] * 3


def _between(line: str) -> str:
    """What is read of a text with a line more between two of its paragraphs."""
    rows = ["第一篇：渠边纪事", *TOLD[:10], line, *TOLD[10:], "第二篇：灯下读书", *SCHOOL]
    return "".join(_articles("\n".join(rows) + "\n"))


@pytest.mark.parametrize("line", [
    "配片编号：7-31　灰阶：良",
    "〔此处夹有便条一张　2枚〕",
    "☞ 借去勿忘还　2012",
    "胶卷编号 B14 | 第6格",
    "编排丨林小禾 · 校审丨周石",
    "校园频道>>作文>>素材",
    "^^^^12^^^^",
    "utm_id=k20931&from=rss",
])  # fmt: skip
def test_lines_foreign_to_a_text_go(line: str) -> None:
    assert "".join(line.split()) not in _between(line)


@pytest.mark.parametrize("line", [
    "修桥与账目",  # a heading with the text's words
    "夜航船与旧地图",  # one without, in no form but a heading's
    "渠边老人 2",  # its words are the text's
    "附件：分户统计表　草图",
    "联系人：林小禾　手机：12345678",
    "图3　闸门剖面",
    "*省自然科学基金资助项目（编号：2041）",
    "——周石《夜航》",
    "工序：浸种→催芽→育秧",
    "灌溉→排涝→补种",
    "锟斤拷锟斤拷锟斤拷",  # damage is told to the editor, and stays
    "Ã¦Â¸Â Ã¦Â°Â´Ã¥Ë†Â°",
    "（本文有删减）",
])  # fmt: skip
def test_lines_of_a_text_stay_where_they_stand(line: str) -> None:
    assert "".join(line.split()) in _between(line)


def test_heads_of_one_form_are_not_foreign() -> None:
    days = ("4月5日　　星期三　　晴", "4月16日　　星期日　　小雨", "5月2日　　星期二　　多云")
    rows = [x for day, text in zip(days, TEXTS, strict=True) for x in (day, *text, *TOLD[:6])]
    assert len(_articles("\n".join(rows) + "\n")) == 3


@pytest.mark.parametrize(
    "remark", ["内容加载失败", "点击下方蓝字关注我们", "本章未完，点下一页继续阅读。"]
)
def test_a_remark_at_a_paragraph_s_end_goes_where_lines_are_paragraphs(remark: str) -> None:
    rows = [
        "第一篇：渠边纪事",
        *CANAL[:1],
        CANAL[1] * 2 + remark,
        CANAL[2],
        "第二篇：灯下",
        *SCHOOL,
    ]
    assert _articles("\n".join(rows) + "\n")[0] == CANAL[0] + CANAL[1] * 2 + CANAL[2]


@pytest.mark.parametrize(("lead", "stays"), [
    ("扫一扫在手机打开当前页　　", False),
    ("打印此页　", False),
    ("石桥讯　", True),
    ("记者　", True),
])  # fmt: skip
def test_a_remark_before_a_paragraph(lead: str, stays: bool) -> None:
    rows = ["第一篇：渠边纪事", CANAL[0], lead + CANAL[1], CANAL[2], "第二篇：灯下读书", *SCHOOL]
    assert ("".join(lead.split()) in _articles("\n".join(rows) + "\n")[0]) is stays


@pytest.mark.parametrize(("line", "title"), [
    ("渠边的老人们_百度文库", "渠边的老人们"),
    ("渠边的老人们 - 石桥教育网", "渠边的老人们"),
    ("渠边的老人们_范文大全_石桥文库", "渠边的老人们"),
    ("怎样办好乡村信息网", "怎样办好乡村信息网"),
    ("春耕-秋收之间", "春耕-秋收之间"),
])  # fmt: skip
def test_a_saved_page_keeps_its_title_without_the_site(line: str, title: str) -> None:
    text = "\n".join([line, *CANAL, *SCHOOL]) + "\n"
    (article,) = convert_text("0" * 12, "测试.txt", text, "utf-8").articles
    assert article.title == title
