"""Words by which a quotation is known: tables for `quotations`.

Nothing here comes from one collection: verbs of speech, titles under which people are cited,
the classics and their authors, and how proverbs are introduced.
"""

from __future__ import annotations


def _words(table: str) -> tuple[str, ...]:
    """Longest first, so that an alternation takes the whole word."""
    return tuple(sorted(set(table.split()), key=lambda w: (-len(w), w)))


CITING = _words(
    """
    指出 强调 写道 告诫 教导 提出 说过 讲过 曾说 曾言 有言 所言 所说 明确规定 规定
    记载 所载 曰 云 有云 有诗 题词 勉励 寄语 警示 论述 阐述 要求我们 提醒我们 告诫我们
    教导我们 认为
    """
)
"""Verbs with which a text cites somebody, and does not tell what was said in a conversation."""

SPEAKING = _words("说 讲 道 说道 问 答 写 称")
"""Verbs of conversation: they cite only where the speaker is one who is cited."""

CITED = _words(
    """
    总书记 主席 总理 委员长 同志 先生 导师 伟人 革命家 教育家 思想家 哲学家 科学家
    文学家 诗人 作家 孔子 孟子 老子 庄子 荀子 墨子 韩非子 管子 曾子 子贡 子夏 司马迁
    诸葛亮 陶渊明 李白 杜甫 白居易 韩愈 柳宗元 范仲淹 欧阳修 王安石 苏轼 陆游 朱熹
    王阳明 顾炎武 黄宗羲 曾国藩 林则徐 郑板桥 龚自珍 孙中山 鲁迅 陶行知 蔡元培 马克思
    恩格斯 列宁 毛泽东 周恩来 邓小平 江泽民 胡锦涛 习近平 雷锋 焦裕禄 高尔基 苏霍姆林斯基
    爱因斯坦 培根 歌德 莎士比亚 托尔斯泰 泰戈尔 爱迪生 居里夫人 苏格拉底 柏拉图 亚里士多德
    """
)
"""Whoever bears one of these names or titles is cited, with whatever verb."""

PROVERBS = _words(
    """
    古人云 古人说 古人讲 古人有云 古人言 古语云 古语说 古语讲 古语有云 古语 古训 古话
    古诗云 诗云 诗曰 有诗云 俗话说 俗话说得好 俗话讲 俗语说 俗语 俗话 常言道 常言说 常言
    老话说 老话讲 老话 民谚说 民谚 谚语说 农谚说 农谚 谚语 有句话说 有句名言 有句格言
    有句古话 有句老话 有句俗话 有句谚语 古人常说 有道是 正所谓 人常说 人们常说 先贤说
    先哲说 圣人云 子曰 诗经云 歌词说 歌里唱道 对联
    """
)
"""What introduces a saying of nobody in particular."""

ROLES = _words(
    """
    学家 诗人 作家 书记 主席 总理 总统 校长 部长 省长 市长 县长 区长 局长 厅长 会长
    院长 主任 秘书长 教授 院士 专家 学者 导师 将军 元帅 烈士 英雄 模范 报告 讲话 决定
    决议 宪法 章程 党章 公报 宣言 文件精神 序言 遗嘱 日记 书信 全会 大会 党代会
    """
)
"""Words of which one makes a speaker of what stands before a verb of citing, also unnamed."""

NOBODY = _words(
    """
    他 她 它 我 你 您 咱 我们 你们 他们 她们 大家 自己 有人 别人 人们 群众 居民
    村民 社员 职工 老人 老汉 大娘 大爷 大妈 大叔 阿姨 孩子 学生 同学 家长 老师 记者
    店主 老板 邻居 群众们 村民们 会议 大会 文件 通知 不得不 就是 也就是 只是 常常 还
    又 都 再 最后 这样 这么 一句话
    """
)
"""Ends of what stands before the verb that make no name: pronouns, crowds, meetings, adverbs."""

CLASSICAL = frozenset("之乎者也矣焉哉其乃夫岂勿毋弗莫若则兮吾尔汝曰云非无而于以")
"""Characters that are frequent in classical sentences."""
