"""The words that name a text's genre: tables, no logic (that is `genres`).

Origin: the seeds, the development collections, GB/T 9704—2012 and the 党政机关公文处理工作条例 for
official documents.
"""

from __future__ import annotations

from collections.abc import Mapping

# Every genre that a title or a text names, by a key that is the same in every language.
KEYS: Mapping[str, str] = {
    "心得体会": "reflections",
    "讲话": "speeches",
    "通知": "notices",
    "方案": "plans",
    "总结": "summaries",
    "调研报告": "surveys",
    "经验材料": "experience",
    "倡议书": "appeals",
    "法规": "regulations",
    "论文": "papers",
    "公文": "official",
    "纪要": "minutes",
    "书信": "letters",
}

# What a title ends with, behind remarks like （试行） taken off; the first that fits is the genre.
# Behind the words, `(?<!…)` says after what they are none of the kind.
ENDS: tuple[tuple[str, str], ...] = (
    (
        "心得体会",
        r"心得(?:体会)?|(?:学习|工作|实践|读书|培训|参观|个人|的)(?:体会|感悟|感想)|读后感"
        r"|观后感|(?:学习|读书)笔记",
    ),
    (
        "讲话",
        r"(?<![并作了席])(?<!发表)(?<!重要)讲话|(?:上|中|时)的重要讲话|讲话(?:稿|提纲)|致辞"
        r"|致词|贺词|发言(?:稿|提纲|材料|摘登)|(?:上|中|时|的|表态|交流|大会|典型)发言"
        r"|演讲(?:稿|词)?|演说|讲稿|开幕词|闭幕词|主持词|党课(?:讲稿|稿|教案)?|宣讲稿",
    ),
    (
        "总结",
        r"(?:总结|小结)(?:报告|材料)?(?:(?:及|和|与|暨|、).{0,14}(?:计划|打算|安排|思路"
        r"|要点))?"
        r"|述职(?:述[廉德学法]+)*报告"
        r"|(?<!思想)(?<!听取)(?:工作|情况|学习|专题|进展)汇报(?:材料)?"
        r"|(?:情况|工作|自查|自评)报告",
    ),
    ("倡议书", r"倡议书|倡议|公开信|承诺书|申请书|保证书|决心书|建议书|思想汇报"),
    ("书信", r"感谢信|慰问信|贺信|表扬信|邀请函|一封信|家书"),
    ("纪要", r"会议纪要|纪要|会议记录"),
    ("通知", r"(?<![接收]到)通知|通告|(?<![发]布)公告|启事"),
    (
        "方案",
        r"方案|预案|规划(?:纲要)?"
        r"|(?:工作|学习|活动|行动|实施|教学|培训|年度|发展|党建|宣传|整改|复习)"
        r"(?:要点|计划|安排|打算)"
        r"|计划书",
    ),
    (
        "调研报告",
        r"(?:调研|调查|考察)报告|(?:专题|实地|情况|工作)调研"
        r"|(?:现状|情况|社会|抽样|问卷)调查|调查与(?:思考|分析|建议|研究)",
    ),
    (
        "公文",
        r"关于.{2,60}(?:意见|决定|决议|批复|请示|函|通报|议案|报告)"
        r"|(?:实施|指导|若干|处理)意见|公报",
    ),
    (
        "经验材料",
        r"(?:经验(?:交流)?|典型(?:经验|发言)?|交流|(?:先进)?事迹)材料"
        r"|(?:先进|典型|工作|基本)经验|先进事迹|经验交流|的做法"
        r"|做法(?:和|与|及)(?:经验|成效|启示|体会)|经验(?:和|与|及)?做法",
    ),
    (
        "法规",
        r"条例(?:实施细则)?|(?<![方想好新有没土老妙笨看怎么的])办法|(?<![新有无定的])规定"
        r"|细则|守则|规程|章程|准则|(?:议事|竞赛|工作|管理|评审|交易)规则"
        r"|(?:管理|工作|责任|值班|考勤|会议|报告|公开|考核|奖惩|安全|财务|请假|巡查|登记|例会"
        r"|保密|学习)制度",
    ),
    (
        "论文",
        r"(?<!进行)(?<!会议)(?<!专题)研究|探析|浅析|浅谈|探讨|初探|新探|刍议"
        r"|(?:若干|几点|的|与)思考|(?:实证|比较|对策|问题|原因|因素|影响|学|案例|的)分析"
        r"|(?:之|的)反思|述评|综述|辨析|考辨|管窥|述略|简论|概论",
    ),
)

# What a title begins with.
BEGINS: tuple[tuple[str, str], ...] = (
    ("论文", r"(?:试|略|简|再|浅)?论(?![语坛文调证述])|浅[谈析论议]|试[析谈]|漫谈|刍议"),
    ("法规", r"中华人民共和国[^，。]{1,30}法$"),
)

# A title of these genres that begins so tells of a text, and is not that text.
OF_TEXTS = frozenset({"讲话", "通知", "法规"})
NEVER = r"(?:听取|收听|收看)"  # of whatever genre
ABOUT = (
    r"(?:深入|认真|组织|全面)*(?:学习|传达|解读|读懂|评|析|颁布|修改|听取|违反|聆听)"
    r"|(?:深入|认真|组织|全面)+(?:贯彻|落实)"
)
# What stands at a title's end and is no part of it: （试行）, （精选三篇）, 范文, 之二, （上）
TAILS = (
    r"(?:[（(【\[〔][^（()）【】\[\]〔〕]{1,24}[）)】\]〕]"
    r"|(?:优秀|精选|通用|最新)?(?:范文|模板|例文)|[0-9一二三四五六七八九十]{1,3}篇"
    r"|之?[一二三四五六七八九十0-9]{1,2}|[\s*＊。！!”》])+$"
)

# Words at a text's end that say what it is, where the title does not.
CLOSINGS: tuple[tuple[str, str], ...] = (
    ("通知", r"特此(?:通知|通告|公告)[。.!！]?"),
    (
        "公文",
        r"特此(?:函复|函告|函达|批复|请示|报告)[。.!！]?"
        r"|(?:妥否|当否|以上意见如无不妥)，请.{0,8}[批指]示[。.]?",
    ),
    ("书信", r"此致[，,。]?(?:敬礼[！!。]?)?"),
)
# Who stands in a contract, whose articles are no law.
CONTRACTS = r"甲方|乙方|合同|协议"

# Any of these in a line that may be a title: evidence that texts begin there, together with
# other lines of the form (`signs`, `sequences`). Wide on purpose; no genre is claimed by it.
ANYWHERE = (
    r"心得(?:体会)?|体会|感悟|感想|读后感|观后感|学习笔记|读书笔记|随笔"
    r"|讲话稿?|致辞|致词|发言稿?|演讲稿?|讲稿|开幕词|闭幕词|主持词|党课"
    r"|通知|通告|公告|启事"
    r"|方案|预案|计划|规划|安排|要点|打算|清单"
    r"|总结|小结|汇报|述职.{0,4}报告|情况报告|工作报告"
    r"|调研报告|调查报告|考察报告|调研|调查"
    r"|经验.{0,4}材料|典型材料|事迹.{0,2}材料|交流材料|经验|做法|纪实|侧记"
    r"|倡议书?|公开信|承诺书|申请书|思想汇报"
    r"|(?<!工作)(?:条例|办法|规定|细则|守则|制度|章程|法)$"
    r"|研究|探析|浅谈|浅析|论|思考|探讨|初探|分析"
)
