"""The words by which texts state facts about themselves: tables, no logic.

Origin of all of them: the seeds, the development collections, GB/T 9704—2012 (what an official
document holds, and what it is called) and GB/T 7714—2015 (who is responsible for a text).
"""

from __future__ import annotations

from collections.abc import Mapping

# Keys of lines that only state facts, `作者：林禾`, as alternatives of a pattern, by kind. What
# readers need not know has the kind "".
LINE_KEYS: Mapping[str, str] = {
    "origin": "来源|文章来源|内容来源|新闻来源|来源单位|来源网站|来源媒体|图文来源|图片来源|稿源"
    "|出处|摘自|信息来源|资料来源|来自|转自|转载自"
    "|选自|原载|稿件来源",
    "organisation": "发文单位|发文机关|发布机构|发布单位|发布机关"
    "|公开单位|信息提供|供稿单位|来稿单位|作者单位",
    "author": "作者|通讯员|撰稿人?|撰文|供稿人?|执笔人?|撰写人?|起草人?|投稿人|来稿人"
    "|演讲人|发言人|报告人|汇报人|讲话人|主讲人?"
    "|宣讲人|讲述人|整理人?|文",
    "date": "时间|日期|更新时间|发布时间|发布日期|更新日期|发表时间|写作时间|编辑时间"
    "|成文日期|印发时间|印发日期|成稿时间|公开日期|公开时间|生成日期|发文日期|发文时间|上传时间|录入时间"
    "|添加时间|发稿时间|刊发时间|公布日期|信息时间"
    "|更新",
    "number": "文号",
    "": "点击数?|点击次数|点击量|浏览次数|浏览人次"
    "|浏览人数|浏览数|阅读人数|阅读数|访问次数|人气指数|阅读次数|点击率|浏览量|阅读量|访问量|人气|字号|字体|编辑|责任编辑|栏目"
    "|分类|标签|关键词|责编|审核|校对|审稿|上传|上传者|提交人|发布者|发布人|录入|评论|阅读|浏览|点击|字数"
    "|索引号|作者简介",
}

# What a page counts, and its buttons, as alternatives of a pattern.
COUNTED = (
    "点击|点阅|浏览|阅读|访问|查看|评论|回复|回应|点赞|赞|在看|转发|分享|收藏|人气|热度|下载|人已读|人看过"
    "|人阅读|已读"
)
BUTTONS = (
    "背景色|留言|打印|友善打印|列印|友善列印|关闭|加入收藏|收藏|转发|转寄|复制|纠错|我要纠错|举报|推荐|返回|保存|朗读|听|语音播报"
    "|繁体|简体|无障碍|适老化?|我要评论|我来说两句|评论|点赞|保护视力色|扫一扫|手机[看阅]读?|放大|缩小|默认"
)
# What a page calls those who wrote a text, in front of their names without a colon, and those who
# did something else for it; what may stand before a stroke (文/林小禾).
WRITERS = "记者|通讯员|作者|撰文|撰稿|供稿"
STAFF = "[一二三初复终]审|监制|美编|摄影|签发|编审|编校|策划|统筹|制作|排版"
STROKE_KEYS = (
    "(?:来源|稿源|作者|文|图文|文图|撰文|撰稿|供稿|编辑|责编|责任编辑|审核|校对|摄影|图|记者|通讯员"
    "|栏目)"
)
# How the names of those end that publish.
MEDIA = (
    "日报|晚报|晨报|时报|早报|都市报|周报|商报|农民报|青年报|通讯|新闻网?|网站?|在线|(?<![会府局院部委厅办署社所])发布|融媒体?(?:中心)?"
    "|广播电视台|电视台|客户端|公众号|微信|微博|头条|论坛|博客|频道|文库|传媒"
)
PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南"
    "|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
# Traditional characters of these words and of surnames, with the Simplified ones.
OTHER_SCRIPT: Mapping[str, str] = dict(
    zip(
        "來轉載選處發佈時間訊記員執筆點擊瀏覽閱讀號體編輯責審對數氣關閉評論錄傳報聞網於國華書與稱機構單撰寫講"
        "題標籤類導項複製資絡縣總簡適無礙聽語糾錯舉薦復讚視週禮臺灣門慶遼寧龍蘇廣東貴雲陝肅陽"
        "張陳趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂盧蔣賈葉閻鍾範譚鄒陸顧萬錢湯賴龔龐倪嚴蘆魯韋畢聶莊欒竇鞏勞齊蘭會學團黨協聯廳產業農漁銀館廠場鎮鄉區實驗軍師長辦",
        "来转载选处发布时间讯记员执笔点击浏览阅读号体编辑责审对数气关闭评论录传报闻网于国华书与称机构单撰写讲"
        "题标签类导项复制资络县总简适无碍听语纠错举荐复赞视周礼台湾门庆辽宁龙苏广东贵云陕肃阳"
        "张陈赵黄吴孙马罗郑谢韩冯萧邓许吕卢蒋贾叶阎钟范谭邹陆顾万钱汤赖龚庞倪严芦鲁韦毕聂庄栾窦巩劳齐兰会学团党协联厅产业农渔银馆厂场镇乡区实验军师长办",
        strict=True,
    )
)

# Those of a line below a text that is its site's, not the text's own.
COLOPHON_KEYS = (
    "(?<!资料)来源|稿源|稿件来源|转自|转载自|点击数?|浏览次数|阅读次数|点击率|浏览量|阅读量|访问量|人气|字号|字体"
    "|编辑|责任编辑|责编|审核|校对|审稿|上传者?|提交人|发布者|发布人|录入|评论|阅读|浏览|发布时间|更新时间"
)

# Dates of the page rather than of the text: they count after the signature.
WEAK_DATES = frozenset({"更新时间", "更新日期", "编辑时间", "更新"})

# Keys that state a fact but whose line is the text's own and stays in it.
TEXT_KEYS: Mapping[str, tuple[str, ...]] = {
    "subtitle": ("副标题", "副题"),
    "organisation": (
        "发文机关", "发文单位", "制发机关", "印发机关", "起草单位", "报送单位", "汇报单位",
        "作者单位", "供稿单位", "来稿单位", "发布机构", "制定机关",
    ),
    "author": (
        "作者", "撰稿", "撰稿人", "执笔", "执笔人", "汇报人", "发言人", "演讲人", "供稿",
        "文字", "图文",
    ),
    "audience": ("适用对象", "适用人群", "读者对象", "阅读对象", "面向读者", "主送", "主送机关"),
    "origin": ("来源", "文章来源", "稿源"),
    "number": ("文号", "发文字号", "文件编号"),
}  # fmt: skip
# Where a speech was held or a meeting met; of other texts it is what they are about.
SCENES = ("地点", "会议地点", "讲话地点", "演讲地点", "发言地点")

# What a field in a head is called, without spaces; those of "" say nothing to readers, those of
# `TEXT` hold words of the article itself.
TITLE, BODY, SUBTITLE, TEXT = "title", "body", "subtitle", "text"
HEAD_KEYS: Mapping[str, tuple[str, ...]] = {
    TITLE: ("标题", "题目", "题名", "題名", "篇名", "文章标题", "title"),
    SUBTITLE: ("副题", "副标题", "subtitle"),
    BODY: ("正文", "全文", "内容", "文章内容"),
    "author": ("作者", "发信人", "撰稿人", "撰文", "责任者", "責任者", "供稿", "author"),
    "organisation": (
        "发布机构", "发布主体", "发布单位", "发文机关", "发文单位", "制定机关", "作者单位",
        "供稿单位", "publisher",
    ),
    "date": (
        "日期", "时间", "发布时间", "发布日期", "发表时间", "发表日期", "成文日期", "发文日期",
        "发稿日期", "原刊期号", "date", "publish_date", "published",
    ),
    "place": ("原刊地名", "出版地", "发表地"),
    "origin": ("来源", "出处", "原文出处", "文章来源", "刊名", "原载", "source"),
    "audience": ("主送", "主送机关", "适用对象", "读者对象"),
    "number": ("文号", "发文字号", "doc_no"),
    "genre": ("文种", "体裁", "doc_type", "genre"),
    TEXT: (
        "内容提要", "内容摘要", "提要", "摘要", "编者按", "作者简介", "关键词", "主题词", "译者",
        "标题注释", "英文摘要", "英文关键词",
    ),
    "": (
        "版号", "文献号", "分类号", "分类名", "原刊页号", "复印期号",
        "发信站", "信区", "栏目", "抓取时间", "采集时间",
        "网址", "链接", "来源链接", "URL", "url", "编辑", "责任编辑", "浏览次数", "阅读次数",
        "索引号", "状态", "英文标题", "年卷期", "卷期",
    ),
}  # fmt: skip

# Those of a mail's head.
MAIL_KEYS: Mapping[str, tuple[str, ...]] = {
    TITLE: ("主题", "标题", "题目", "主旨", "主題", "標題", "subject"),
    "author": ("发件人", "发信人", "寄件人", "发送人", "寄件者", "發件人", "from"),
    "audience": ("收件人", "收信人", "收件者", "to"),
    "date": (
        "日期", "时间", "發送時間", "发送时间", "发送日期", "寄件日期", "发件时间", "date", "sent",
    ),
    "": ("抄送", "密送", "副本", "附件", "优先级", "回复地址", "cc", "bcc", "attachments"),
}  # fmt: skip

# Fields between fences at a file's head, as note programs, clippers and site generators name them.
FRONT_MATTER_KEYS: Mapping[str, tuple[str, ...]] = {
    TITLE: ("标题", "题目", "题名", "篇名", "文章标题", "title", "aliases", "alias", "别名"),
    SUBTITLE: ("副题", "副标题", "subtitle"),
    "author": ("作者", "撰稿人", "撰文", "供稿", "author", "authors", "creator"),
    "organisation": ("发布机构", "发布单位", "供稿单位", "作者单位", "publisher", "organization"),
    "date": (
        "日期", "时间", "发布时间", "发布日期", "发表时间", "date", "created", "published",
        "publish_date", "pubdate",
    ),
    "origin": (
        "来源", "出处", "原文出处", "文章来源", "网址", "链接", "原文链接", "来源链接", "source",
        "url", "link", "site",
    ),
}  # fmt: skip

NAMELESS = frozenset(
    {"网络", "互联网", "佚名", "未知", "不详", "本站", "本站原创", "转载", "admin", "原创", "匿名",
     "无", "暂无", "本刊", "本报", "本网"}
)  # fmt: skip

# The most frequent surnames, but for those that begin common words (季, 童, 章); long ones first.
COMPOUND_SURNAMES = "欧阳|司马|上官|诸葛|东方|皇甫|慕容|令狐|公孙|司徒|尉迟|夏侯|端木|宇文"
SURNAME = (
    f"(?:{COMPOUND_SURNAMES}|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程"
    "曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
    "龙万段雷钱汤尹黎易常武乔贺赖龚文陶洪翟颜倪严芦俞鲁葛伍韦尤毕聂邢岳莫辛涂祁舒耿牟卜詹凌靳甄裴屈鲍覃霍翁隋柏"
    "宁柯阮闵冉辜饶刁瞿戚滕邬臧褚廉娄奚穆邸冀姬屠郜晏栾郁喻窦敖鄢仇艾巩虞卞冼佟栗匡鞠荆谌岑胥蔺])"
)

# What begins as names do and is none: places, offices, groups, kinds of books, and the commonest
# words. Origin: the surnames above, looked up among the words of the texts and in a gazetteer.
NO_NAME = (
    "(?:[\u4e00-\u9fff]{1,2}[省市县縣区區镇鎮乡鄉村屯街寺庙局厅所处處院校馆館店队隊班组組部站社厂廠集]"
    "|江[苏西南北东山湖河]|宁夏|[郑徐贺雷]州|[唐黄金高方]山|黄河|黄海|石家庄|马鞍山|龙岩|龙门|钱塘江"
    "|文[选稿摘件章学艺化献库告书汇明物坛]|史[记话料书诗]|易经|汉?乐府|常[识态]|方[法案式向针面略圆]|任[务命]"
    "|金[融色秋]|石油|万[里岁家]|武[术装器]|程[序度]|田[园野间]|马[路上]|白[天云雪露]|毛笔"
    "|夏[天日夜至季收]|林[业区场间]|雷[雨声]|段落|严[冬寒]|贺[词信电卡]|张望|许多|许愿|康庄|宁静|高[度潮速原中考兴山峰温]"
    "|余[音晖]|路[上途口]|向[前上往日]|应[用急对]|于是|何[时处为必]|曾经|曾几何)(?![\u4e00-\u9fff])"
)

# How the name of an organisation ends that signs, issues or is written to.
BODIES = (
    "人民政府|政府|国务院|政务院|委员会|人民代表大会|常务委员会|办公厅|办公室|总局|指挥部|领导小组|课题组|编写组|编辑部|报社|杂志社"
    "|党校|党委|党组|党总支|总支部?|党支部|支部|工会|团委|妇联|联合会|总工会|协会|学会|商会|农会|渔会|水利会|法院|检察院"
    "|学院|大学|学校|中学|小学|幼儿园|医院|研究院|研究所|研究室|实验室|公司|集团|中心|大队|支队|合作社|村委会|居委会|出版社"
    "|[市县区州]委|省委|军委|[厅局处科所站馆社校院系办]|[\u4e00-\u9fff]部"
)
# How those end to whom an official document is sent: also places and groups of bodies.
PLACES = "部门|机构|单位|部委|机关|兵团|街道|各[\u4e00-\u9fff]{0,6}[省市县区州旗乡镇村组队班室股]"
ADDRESSEES = f"(?:{BODIES}|{PLACES})"

# Whom a speech or a letter is addressed to.
HONORIFICS = "尊敬的|敬爱的|亲爱的"
GROUPS = (
    "同志们|朋友们|同学们|老师们|代表们|委员们|乡亲们|战友们|女士们|先生们|家长们|来宾们|同仁们|青年们|职工们"
    "|同志|领导|朋友|同学|老师|代表|委员|来宾|嘉宾|评委|家长|乡亲|战友|女士|先生|同仁|师生|职工|党员|干部|居民|村民|读者|网友|市民"
    "|党组织|党支部|校长|书记|主席|主任|局长|县长|市长|镇长|院长|团长"
)

# Agencies whose datelines stand at the head of a report: 新华社北京5月7日电.
AGENCIES = "新华社|中新社|中国新闻社|新华网|人民网|中新网"
# What a report calls its own paper, and who wrote it by what he is.
OWN_MEDIA = "本报|本刊|本社|本网|本台"
REPORTERS = f"(?:{OWN_MEDIA}|新华社|特约|见习|实习)*(?:记者|通讯员)"

# The part of a day, and what was done to a text then, behind a date that signs it.
HOUR = "(?:凌晨|清晨|晨|早晨?|上午|中午|午后|下午|傍晚|黄昏|深夜|午夜|夜|晚上?)"
DONE = "(?:初稿|[二三四五]稿|草稿|草|脱稿|完稿|定稿|改定|修改|修订|改|记|识|补记|又记)"

# What makes a law what it is today; the last of these dates is that of the text at hand.
ENACTED = "通过|修正|修订|修改|公布|发布|颁布|批准|制定|印发"
# What an official document is, at its title's end.
OFFICIAL = (
    "通知|通告|公告|通报|意见|决定|决议|批复|请示|报告|函|纪要|公报|命令|令|议案"
    "|办法|规定|细则|方案|规划|计划|要点|条例|解释"
)

PUBLISHED_IN = "发表于|刊登于|刊载于|刊于|载于|原刊于|首发于"
TAKEN_FROM = "原载于?|选自|摘自|转自|转载自|摘编自|节选自"
