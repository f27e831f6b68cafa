"""Words and signs by which lines are known by their form alone. No logic here.

For `shapes`, what labels and sections are called; for `foreign`, how lines that are not the text's
are written, and which forms are a text's own though they share no word with it.
"""

from __future__ import annotations

# --- shapes ---------------------------------------------------------------------------------------
# How the labels of forms and catalogues end.
LABELS_OF_FORMS = (
    "号|码|编号|日期|时间|人|者|数|数量|次数|字数|类别|类型|类目|分类|编码|状态|级别|等级|格式"
    "|大小|版本|单号|期限|份数|页数|册数|情况|节点|流程|来源|权限|进度|率|单位|机构|机关|主体|体裁"
    "|语种|形式|方式"
)
# A notice says these itself.
LABELS_OF_NOTICES = (
    "时间$|地点|联系|收稿|收到|修订|修回|定稿日|报名|电话|主讲|主持|姓名|性别|年龄|职务|地址|咨询"
    "|邮箱|对象|案号|案由|责任|完成|牵头|配合|整改|参加|出席|记录人|申请|住所|法定|身份证|借款"
    "|项目|合同|甲方|乙方|发文字号|签发人"
)
# What stands before a role: 新媒体编辑, 本期责编.
ROLES_BEGIN = (
    "本期|本版|值班|责任|执行|网络|新媒体|全媒体|融媒体|文字|视觉|美术|内容|图文|轮值|首席|实习|特约"
    "|高级|公众号|微信|版面|数据|图片|视频|音频"
)
# How the sections of sites are called.
SECTIONS_END = (
    "频道|园地|天地|中心|专栏|专题|首页|主页|列表|在线|之窗|大全|资讯|论坛|文库|社区|正文|栏目"
    "|题库|素材"
)

# --- foreign --------------------------------------------------------------------------------------
# What belongs to a text without sharing its words, from a line's beginning.
OWN_LINES = (
    r"[*＊]|[—-]{2}|[“《「『]",
    r"[0-9０-９]+(?:[.．][0-9]+)*[.．、\s]|[一二三四五六七八九十]+[\s，、]",
    r"[【\[]?(?:参考文献|注释|附录|摘要|关键词|英文|作者|内容提要)",
    r"[【\[（(]?(?:附[件表图录：:]|[注按例问答题曰]\w{0,2}[：:]|案例|例题|材料|口号|标语|主题|原文|译文|释义"
    r"|简介|背景|目标)",
    r".*(?:联系|电话|地址|报名|邮箱|地点|时间[：:])|.{0,6}(?:记者|通讯员)|.*[讯电]$",
    r"(?:\S\s+){1,6}\S$",  # characters set apart
    r".*[（(]见|[（(].*[0-9]年.*[）)]$",
)
# Below a title and at the end of a text stand who wrote it, when, and where it was printed.
AT_EDGES = "^[（(〔【]|日期|[收修]稿|原稿|[摘出转译]自|原载|[作编译]者|[原著]作|编译|编辑|来源"
# How a line is written that a page, a programme or a reader put between two paragraphs.
MANNERS = (
    r"\S(?: {2,}|[ \t]*\u3000[ \t\u3000]*)\S{2}|[|｜丨┊»›]|\S ?[·•] ?\S+ ?[·•]",  # cells
    r"^[^：:]{2,8}[：:]\s*[^\s：:]",  # a label
    "[A-Za-z]{3}",
    r"[0-9]{4,}(?!年)|[0-9]+ ?[/%#:\-.][0-9]*|[0-9][^0-9]+[0-9]|[0-9]+$",  # numbers
    r"^[（(\[〔{].*[）)\]〕}]$|^[√✓✔▲△▼▽→↓↑☞※•▷▶►■□◆◇●○★☆@#&~～>]|[~～♥♡❤]$",  # dress
    "[您你亲]|请|谢|欢迎",  # the reader is spoken to
    # a head in brackets, a rule on both sides, pictures
    r"^[【\[][^】\]]{1,8}[】\]]|^([-=~*·•—#]{2,}).*[-=~*·•—#]{2,}$|[\u2764\u2b50\U0001f300-\U0001faff]",
    "星期[一二三四五六日天]|农历|℃|今[天日]是",  # a clock's and a calendar's
    "(?:网|文库|书院|书屋|工作室|组|公司)(?:荣誉|独家|精心|倾情)?(?:出品|制作|首发|整理|提供|发布)$",
)
# One who speaks of himself, not of his country, office or school.
SPEAKER = "我(?![国省市县区镇乡村院校厂局部委行社司们方军党队区州])"
