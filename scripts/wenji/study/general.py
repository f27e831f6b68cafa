"""Words that are sound and repeated, yet no entry of an index: common verbs and qualities.

Beside the tables of `wenji.stopwords`, which say what cannot be a term at all.
"""

from __future__ import annotations


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_GENERAL = _words(
    """
    帮助 保障 保护 报道 比例 变化 变迁 表现 表明 表达 部分 采取 采用 参考 产生 超过
    成熟 承担 程度 出台 出版 处于 传统 创作 创造 从事 促使 带头 担任 导向 到位 登记
    地区 对抗 对策 发布 发达 发动 发现 发育 防止 放弃 分化 符合 负担 改变 概念 感受
    感觉 高级 给予 公开 公共 供应 购买 鼓励 规定 规范 规划 规模 国民 过程 合作 合理
    夯实 恢复 回家 回答 获得 机构 积分 激烈 集约 计划 季度 加入 价值 价格 坚定 减少
    践行 建成 健康 接待 接受 结构 解难 借助 紧张 进入 进展 经济社会 经历 就业 决定
    开发 开放 开通 看法 科学 克服 控制 跨越 困扰 类型 理论 理由 历史 利用 连续 联想
    领域 流程 满足 免费 描述 明显 目的 那种 年代 培养 评价 平台 普通 期望 千万 签订
    前景 切身利益 情绪 取消 缺乏 确定 热情 人口 人数 认可 日常 申请 生产 生活 生命
    胜利 失去 时期 实行 使用 世界 试点 事实 适应 收入 收到 属于 说法 思维 思考 损失
    态度 特约 提供 填报 挑战 同意 投入 突破 推出 推荐 外部 网页 维持 未来 吸引 系统
    显示 相似 享受 销售 协议 协调 新型 信息 信心 行为 形成 选择 学科 迅速 压力 样子
    一致 依靠 拥有 优惠 有限 预测 原理 运动 运用 增加 增长 掌握 正常 支付 执行 职位
    指导 指挥 制作 治疗 周边 主体 主张 注意 转变 专项 准备 资源 自然 综合 总数 总量
    总体 尊重 遵守 作战 重大意义 重点工作 工作方法 社会发展 经济社会发展 同比增长 同期增长
    资料显示 特点 在线
    """
)

_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几各每半全多数首")
_UNITS = frozenset("年月日天周次个人家张笔节项条种批名位份本册块元度期场句段回遍趟户亩吨米分秒时")
_HUGE = frozenset("亿万千")


def is_general(word: str) -> bool:
    """Whether a word counts something, or says nothing of a subject.

    >>> [is_general(w) for w in ("三年", "一张照片", "亿美元", "推出", "四风", "一公里", "三农")]
    [True, True, True, True, False, False, False]
    """
    counts = word[:1] in _NUMERALS and word[1:2] in _UNITS
    return word in _GENERAL or word[:1] in _HUGE or counts
