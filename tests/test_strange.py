"""Words of a page that are strange to the text round them go; a text that has them keeps them."""

from __future__ import annotations

import pytest
from plain_texts import CANAL, FERRY, MILL, SCHOOL

from wenji.clean.foreign import strangeness
from wenji.convert import convert_text

OTHERS = (
    "村口有一棵老槐树，树下摆着石桌石凳，夏天的傍晚全村人都到这里乘凉。",
    "孩子们围着讲古的老人，听他说从前怎样挖渠，怎样抬石头，怎样守夜。",
    "秋后分粮的日子最热闹，场院里堆满了谷子，秤杆一起一落，笑声不断。",
    "腊月里杀猪做豆腐，家家冒着热气，出门在外的人一个个都回来过年。",
    "正月十五闹花灯，锣鼓从东岭敲到河湾，连七十岁的奶奶也要走上一程。",
    "开春第一件事是清淤，各家出一个人，从渠头排到渠尾，三天就能干完。",
)
STORY = (*CANAL, *OTHERS, *SCHOOL, *MILL, *FERRY)
# The same with an article that speaks of such matters itself.
OF_GROUPS = (
    "村里的微信群有三百多人，进群备注姓名和村组，是大家商量好的规矩。",
    "扫码报名听课的有八十人，名额有限，先报的先听，老人们也都学会了。",
    "添加小编微信的人多了，小林一个人看不过来，就请了三个帮手。",
    "股市有风险，投资需谨慎，讲课的人说了三遍，老人们都记在本子上。",
)


def _read(text: str) -> str:
    found = convert_text("0" * 12, "测试.txt", text, "utf-8").articles
    return "".join("".join(a.text.split()) for a in found)


def _between(line: str, story: tuple[str, ...] = STORY) -> str:
    rows = ["渠边纪事", *(f"　　{x}" for x in story[:8]), line, *(f"　　{x}" for x in story[8:])]
    return _read("\n".join(rows) + "\n")


def _behind(words: str, story: tuple[str, ...] = STORY) -> str:
    rows = [f"　　{x}{words if i == 4 else ''}" for i, x in enumerate(story)]
    return _read("渠边纪事\n" + "\n".join(rows) + "\n")


WHOLE = "".join(STORY)


@pytest.mark.parametrize("line", [
    "添加小编微信进群，请备注姓名+单位",
    "扫码听课，限时9.9元，名额有限",
    "如需调整格式或补充数据，随时跟我说。",
    "好的，下面是按您的要求改写的通讯稿：",
    "股市有风险，入市须谨慎，据此买卖盈亏自负。",
    "未经本网书面授权，任何媒体不得转载、摘编",
    "海量试卷、精准讲解，尽在清渠教育APP",
    "请记住本书网址：www.qingqu.example，更新超快",
    "点个关注再走呗，下期更精彩",
    "请在此处粘贴正文",
    "虚拟商品一经售出概不退换，请谨慎下单",
    "欢迎来到清渠文库！ 一个上传文档赚积分的网站",
    "内容更新中，请稍后刷新",
    "您的阅读进度已保存",
    "清渠文库 》 范文大全 》 述职报告",
    "首页 要闻 财经 体育 娱乐 汽车 房产 科技 登录",
    "新媒体编辑：林小禾 本期校对：周石 陈河",
    "物理试题 第 3 页（共 6 页）",
])  # fmt: skip
def test_what_is_strange_to_a_text_goes_between_its_paragraphs_and_behind_them(line: str) -> None:
    assert _between(line) == WHOLE
    assert _behind(line) == WHOLE


@pytest.mark.parametrize("line", [
    "错误！未指定书签。",
    "第 PAGE 7 页 共 NUMPAGES 9 页",
    "SEQ 表 \\* ARABIC 4",
    'class="content" id="main">',
    "showAd('top'); loadMore()",
    "※※请※※不※※要※※在※※装※※订※※线※※内※※答※※题※※",
    "…………○…………装…………○…………订…………○…………线…………○…………",
])  # fmt: skip
def test_what_programs_and_printers_left_goes_wherever_it_stands(line: str) -> None:
    assert _between(line) == WHOLE


@pytest.mark.parametrize("line", OF_GROUPS)
def test_a_text_that_speaks_of_such_matters_keeps_its_lines(line: str) -> None:
    story = (*STORY[:6], *OF_GROUPS, *STORY[6:])
    assert line in _between("", story)
    assert line in _behind("", story)


@pytest.mark.parametrize("line", [
    "“请您扫码进群，备注姓名。”",
    "一、扫码报名的办法",
    "三、不要轻信客服电话",
    "投资有风险",
    "怎样下载和安装",
    "请大家提意见",
    "希望这些办法对同志们有所帮助。",
    "作为一种工具，语言模型没有到过现场。",
    "材料仅供参考，决定要人来做。",
    "满分一百分，平均分在七十五左右最好。",
    "要求越具体，稿子越有用。",
    "历史 地理 政治 音乐 体育 美术",
    "农业 工业 教育 卫生",
    "联系电话：0571-12345678",
    "来源：《清渠日报》",
    "祝您工作顺利！",
    "（相关消息见前日二版《一条渠的账》）",
])  # fmt: skip
def test_lines_of_a_text_stay_though_it_has_none_of_their_words(line: str) -> None:
    assert "".join(line.split()) in _between(line)


@pytest.mark.parametrize("words", [
    "请你们记住这一天。",
    "他说，下载一张表要等半天。",
    "投资的事，还要问过大家。",
    "转载要付稿酬，这是法律的规定。",
    "合同末页的免责声明字很小。",
    "如果需要修改，先想清楚要改什么。",
    "请大家关注渠上的水情。",
])  # fmt: skip
def test_last_sentences_stay_though_the_text_has_none_of_their_words(words: str) -> None:
    assert words in _behind(words)


def test_strangeness_asks_for_enough_text_and_enough_pairs() -> None:
    text = "\n".join(STORY)
    assert strangeness("扫码进群领红包", text, 0, 0) == 1.0
    assert strangeness("扫码", text, 0, 0) == 0.0
    assert strangeness("扫码进群领红包", "\n".join(CANAL), 0, 0) == 0.0
    assert strangeness("东岭的老人们都到渠边来看", text, 0, 0) == 0.0 or CANAL[0] in text
