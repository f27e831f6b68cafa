"""Collections for the editing desk: one that is hostile, one with everything the desk tells."""

from __future__ import annotations

import pytest
from conftest import folders_in
from review_desk import HOSTILE_NAME

from wenji.commands.convert import convert
from wenji.model import Folders
from wenji.progress import Silent

HOSTILE = (
    "第一篇：<script>alert(1)</script>工作总结\n"
    '　　"><img src=x onerror=alert(2)>全村,一共\u202e三百户\x00人家，{{ 7*7 }} {% raw %}。\n'
    "- 3 -\n"
    "　　</td></table><style>*{display:none}</style>&lt;b&gt;渠道已经全部修好了。\n"
    "第二篇：&amp;lt;渠道&amp;gt;总结\n"
    "　　大家说好„„就这么办，臵办了三台水泵，\ue000从此不再缺水。\n"
    "下一篇：没有了\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A collection whose texts and file names are hostile."""
    folders = folders_in(tmp_path_factory.mktemp("hostile"))
    folders.sources.mkdir()
    (folders.sources / HOSTILE_NAME).write_text(HOSTILE, "utf-8", newline="\n")
    (folders.sources / "空.txt").write_text("", "utf-8")
    outcome = convert(folders, 1, Silent())
    assert outcome.collection.articles
    return folders


TELLING = {
    "通知.txt": """\
石桥县水利局文件
石水发〔2021〕12号
石桥县水利局关于做好春灌工作的通知
各乡镇人民政府，县直各单位：
　　今年雨水少，各地要先清渠，后放水，一村一村地排好次序。
　　特此通知。

　　　　　　　　　　石桥县水利局
　　　　　　　　　　2021年3月5日
""",
    "汇编.txt": """\
第一篇：春灌总结
来源：石桥日报  作者：林禾  时间：2020-04-24
　　今年开春以来,全乡先后清淤渠道十二里,更换闸门四座。
　　各村的歌谣这样唱：
渠水清，渠水长，
一直流到打谷场。
谷子黄，稻花香，
家家户户有余粮。
　　各村的户数如下。
村名\t户数
柳林\t120
槐荫\t98
　　以上数字都由各村核实过，还要补报一次，由小组的人逐户去问清楚。
上一篇：水利站小记
第二篇：在护渠大会上的讲话
——记柳林村的护渠小组
（2020年5月8日）
地点：柳林村部
同志们：
　　护渠小组是去年冬天成立的，共有九个人，分成三班，
日夜都有人沿渠查看，水情随时报到村里。
　　入夏以后又添了两盏马灯，位臵都记在本子上，夜里也看得清水位，每个时辰都有人去看，谁也不敢大意，
这一年下来没有误过一次水，也没有跑过一次水，大家都说好，其中最要紧的是
　　大家把闸门看好，把水账记清楚，一天一报，到月底再对一遍。
""",
}


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A collection with forms, every fact, and an article that only a stray space shows."""
    folders = folders_in(tmp_path_factory.mktemp("telling"))
    folders.sources.mkdir()
    for name, content in TELLING.items():
        (folders.sources / name).write_text(content, "utf-8", newline="\n")
    convert(folders, 1, Silent())
    return folders
