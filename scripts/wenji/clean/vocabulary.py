"""Patterns by which cleaning knows what does not belong to a text. No logic here.

Each names a *form* that recurs on many sites, never a site. Half-width and full-width
punctuation are both written out, because these rules run before punctuation is settled.
"""

from __future__ import annotations

# What Word leaves when a document is saved as text: bookmarks and field codes.
WORD_PROCESSOR_LEFTOVERS: tuple[str, ...] = (
    r"\[\s*bookmark\s*:[^\]\n]{0,80}\]",
    r"\{[ ]?(?<![A-Za-z])HYPERLINK[ ][^{}\n]{1,300}\}",
    r"(?<![A-Za-z])HYPERLINK\s+(?:\\[a-z]\s+)?[\"“][^\"”\n]{0,300}[\"”]"
    r"(?:[ ]{0,2}\\[a-z](?![A-Za-z])(?:[ ]{0,2}[\"“][^\"”\n]{0,80}[\"”])?)*+[ ]?",
    r"\bPAGEREF\s+_Toc\d+(?:\s+\\[a-z])*(?:\s+\d+)?",
    r"\bTOC\s+(?:\\[a-z](?:\s+\"[^\"\n]{0,40}\")?\s*)+",
    r"(?<![A-Za-z])_(?:Toc|Ref|Hlk|GoBack)\d*(?![A-Za-z])",
    r"\[\s*(?:此处|点击此处)?插入(?:图片|表格)\s*\]",
    r"\b(?:PAGE|NUMPAGES|SECTIONPAGES|SEQ|DATE|TIME|FILENAME|STYLEREF|REF)\b[^\\\n\u4e00-\u9fff]{0,20}"
    r"\\\*\s*(?:MERGEFORMAT|Arabic|ARABIC|CHINESENUM\d|roman)(?:\s*\d+)?",
    # what its fields say where they find nothing; a text that speaks of it quotes it
    r"(?<![“‘\"「『：:])错误[！!]\s?(?:未找到引用源|未定义书签|书签自引用无效|未指定书签|超?链接引用?无效|未找到目录项"
    r"|文档中没有指定样式的文字|使用“[^”\n]{2,8}”选项卡将[^\n。]{2,40}的文字)[。.]?",
)
# One of these words is in each of them; a text without any need not be searched.
WORD_PROCESSOR_WORDS = (
    "bookmark", "HYPERLINK", "PAGEREF", "TOC", "_Toc", "_Ref", "_Hlk", "_GoBack", "插入", " \\*",
    "错误！", "错误!",
)  # fmt: skip

WEB_ADDRESS = (
    r"(?:https?://|www\.)[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+"
    r"|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|net|org|edu|gov|info|cc|vip|top|xyz)\b"
    r"(?:/[A-Za-z0-9._~/-]*)?"
)
# Words that make a line with an address a sentence about it rather than a site's banner.
# … or a line of a program.
ADDRESS_IN_PROSE = (
    "登录网址|报名|邮箱|电话|联系|投稿|[:：，。]\\s*$|@|[;{}]\\s*$|=\\s*[\"'“]?(?:https?:|www[.])"
)

# Remarks of a site about itself. Each is searched in a short line without sentence end.
SITE_LINES: tuple[str, ...] = (
    r"更多.{0,14}(?:请|敬请|欢迎|尽在|可|，|,).{0,8}(?:关注|访问|登录|浏览|点击|搜索|查看|收藏)",
    r"(?:请|敬请|欢迎).{0,4}(?:关注|访问|登录|光临|收藏|订阅).{0,6}(?:本站|本网|我们的?网站|公众号|微信号|首页)",
    r"(?:关注|扫描?|添加|搜索).{0,8}(?:微信公众号|公众号|二维码|微信号)(?!报名|登记)",
    r"(?:本文|本资料|本材料|文档|文章|内容|资料)(?:由|来自|源自).{0,30}(?:整理|收集|搜集|编辑|发布|提供|上传|分享|下载)",
    r"(?:本文|全文|文档|资料|Word|WORD|word)版?.{0,6}(?:免费)?下载(?:地址|链接|本文|全文|文档)?$",
    r"^(?:点击|单击).{0,10}(?:下载|查看|阅读|收藏|返回)",
    r"^(?:返回|回到)(?:首页|列表|顶部|上一?页|目录)$",
    r"^(?:您|你)?(?:现在的|当前|所在的?)位置\s*[:：]",
    r"^(?:首页|网站首页|主页)\s*(?:>|›|»|->|－>|→|/|\|)",
    r"^(?:版权(?:所有|声明)|免责声明|转载请注明|未经.{0,8}(?:许可|授权|允许))",
    r"^(?:本站|网站)(?:声明|提示|公告|导航|地图)",
    r"^(?:【|\[)?(?:打印|关闭|收藏|分享|字体)(?:本页|窗口|此页|到)?(?:】|\])?(?:\s(?!\s*[、，])|$)",
    r"^(?:分享到|分享至|阅读量|点击数|浏览次数|浏览量|点击率|人气|阅读次数|点击次数|字体大小)\s*(?:[:：]|[0-9]|$)",
    r"^[-—=_~*＝－～]{2,}.{0,20}签名[档栏]?[^，。]{0,4}[-—=_~*＝－～]*$",
    r"^字[体号]\s*[:：]?\s*[【\[]?\s*(?:大|小)",
    r"^(?:范文|文档|资料|文秘|作文|论文|公文)[^，。]{0,12}(?:网|站|之家|大全|下载|频道)\s*(?:首页|提供|整理)?$",
    r"^\(?（?(?:未完)?接(?:上|下)(?:一)?页\)?）?$",
)

_TITLE = r"[^\n]{0,60}?"
_TURN = (
    r"(?:[上下前后]一?(?:[篇页条章]|主题|专题|文章|则)(?:文章|主题|范文)?"
    r"|[上下前后]一[节集期讲课回帖])"
)
PAGER = rf"{_TURN}[:：]\s*{_TITLE}\s*{_TURN}[:：]\s*{_TITLE}"
PAGER_LINE = (
    rf"[←→«»‹›<>◀▶⇐⇒]+\s*{_TURN}\s*(?:[:：]|\s)\s*[^\n]{{0,60}}"
    rf"|[【\[«‹<←(（]?\s*{_TURN}\s*(?:[】\]»›>→:：)）]+\s*{_TITLE}"
    rf"|\s(?!\s*[的是里中])[^，。\n]{{0,60}}?)"
    # to both sides: ← 护渠小结 | 清淤小结 →
    r"|[←⇐◀«‹]{1,2}\s[^，。\n]{2,40}?(?:[|｜丨/／]|\s{2,}|\s[A-Za-z]+[:：])[^，。\n]{2,40}\s[→⇒▶»›]{1,2}"
)

HOT_LIST_HEADS = (
    "(?!阅读材料)[【\\[]?(?:(?:本站|本类|本栏|同类|网站|今日|本周|上周|本月|上月|近期|热门|相关|最新|推荐|随机|精彩|猜你|更多|更多相关|阅读|点击|下载|文章|站内|其他|您可能|往期|上期)"
    "(?:热搜|热门|热点|推荐|搜索|标签|文章|阅读|范文|文档|专题|排行榜?|榜|喜欢|资讯|链接|下载|更新|内容|信息|材料|回顾|精选|好文){1,3}"
    "|看[过了](?:本文|此文|该文)的人?还?.{0,4}看了?|(?:你|您)?可能(?:还|也)?(?:会)?(?:喜欢|感兴趣|想看)的?|(?:你|您|读者)?可能(?:还|也)?(?:会)?对[^，。]{2,8}感兴趣的?|拓展阅读|相关|本版(?:新闻|要闻|标题))[】\\]]?[:：]?(?:(?<=[:：])[^。]{0,80})?"
    "|(?:猜你(?:还)?(?:喜欢|想看|关注)|大家(?:都)?在(?:看|搜)|推荐阅读|延伸阅读)(?:[:：][^。]{0,80})?"
)

# --- lines made of nothing but a page's furniture -------------------------------------------------
# Words on the buttons and in the counters of a page. A line that holds only such words, numbers and
# signs is furniture; one such word alone is so only where it cannot be a heading (FURNITURE_SURE).
FURNITURE = (
    r"(?:[上下前后首末尾]\s*[一]?\s*[页篇条章]|[前后]\s*一\s*[页篇条章]|[首末尾]页|[前下上]一主题|目录|没有了|已经?是(?:最后|第)一[篇页条]了?"
    r"|没有(?:[上下]一[篇页])了?|跳?转到|当前|每页|页次|页码|打印|关闭|收藏|推荐|分享|转发|点赞|在看|顶|踩|赞|评论|发表|举报|投诉|反馈|纠错"
    r"|返回|回到|回(?=目录|首页|主页|列表|顶部)|首页|主页|顶部|列表|登录|登陆|注册|用户名|密码|加入|设为|复制|链接|网址|放大|缩小|默认|字[体号]大?小?|[大中小](?=[\s】\]|/、]|$)"
    r"|语音|播报|朗读|听|全文|无障碍|浏览|阅读|点击|访问|下载|查看|人气|热度|评分|好评|有用|没用|回复|次数|总数|[数量率](?=[\s:：\d]|$)|已[有被]|人(?:已读|看过|阅读|浏览|在看|喜欢|收藏)了?|已读"
    r"|微信好友|微信|微博|朋友圈|空间|QQ|qq|新浪|腾讯|人人网|豆瓣|网站|地图|联系我们|关于我们|广告服务|广告|意见|本[页文站]|此[页文]|窗口|按钮|手机版?|电脑版|客户端|全屏|收起|展开|更多|隐藏"
    r"|TOP|top|Top|Home|Previous|Next|previous|next|Share|Print|Like|我要|网友|条|次|人|万|分|篇(?=\s|$)|共|第|页|到|至|了|：|被)"
)
FURNITURE_SIGNS = (
    r"[\s0-9０-９.,，、|｜/／\\:：;；()（）\[\]【】<>〈〉《》«»‹›＜＞→←↑↓▲▼★☆●○·•…_\-—+＋=#*&@A]"
)
FURNITURE_LINE = rf"(?:{FURNITURE}|{FURNITURE_SIGNS})++"
# Such a line must say so clearly: a button's sign beside a word, or one of these.
FURNITURE_SURE = (
    r"[|｜/／\[【<>〈«»‹›→←↑↓(（:：][^，。]|\d|[上下]一?[页篇条]|[上下]一章.*[上下]一章|[首末尾]页|最[后前]一篇|返回|回到顶部|设为首页|加入收藏|(?:分享|点赞|收藏|举报|打印|关闭|评论).*"
    r"(?:分享|点赞|收藏|举报|打印|关闭|评论)|发表评论|我要(?:评论|纠错)|复制链接|无障碍|语音播报|朗读(?:本文|全文)|听全文|全屏|展开全文|阅读全文|查看全文|收起|^(?i:top)$|微信.*微博|分享按钮|更多\W|登录.*注册|用户名"
)
# An enumeration of numbers alone, a label with a year: the text's own, or a page number.
FURNITURE_NEVER = (
    r"^[\W\d]*页[\W\d]*$|^[^\u4e00-\u9fffA-Za-z]*$|^(?:[0-9]+|第?[0-9]+页?)$"
    r"|^[（(]?[共第]?\d+[）)]?(?:人|条|次|万|分|篇)[）)]?$|^第\d+页$"
)

# People of a site's staff: 责任编辑：…, 初审：… 复审：…, （编辑 …）. Roles, names and no more.
_ROLE = (
    r"(?:(?:责任|值班|网络|本文|执行|本期|文字|美术|栏目|信息|内容|网站|稿件|图文)?(?:编辑|责编|审核|校对|编审|编校|审校|审稿|录入|上传|发布|签发|排版|制作|监制|策划|统筹)(?:人员?|者)?"
    r"|[初复终一二三]审|总编辑?|主编|总?监制|图片|摄影|美编|编|审)"
)
_PERSON = r"(?:[\u4e00-\u9fff·]{2,4}|[A-Za-z][A-Za-z0-9_]{1,15})"
STAFF = (
    rf"[（(【\[]?\s*{_ROLE}\s*(?:[:：/／|｜]"
    rf"|\s)\s*{_PERSON}(?:[、，,\s]+(?:{_ROLE}\s*[:：/／|｜]\s*)?{_PERSON})*\s*[）)】\]]?"
)

# Where the visitor is: parts divided by arrows or strokes, one of them a name for a page's place.
TRAIL = (
    r"(?:[^\s>›»→/|＞·\-：:]{0,8}(?:位置|这里|导航"
    r"|栏目)\s*[:：]\s*)?[^，。；]{1,20}?(?:\s*(?:>{1,2}|›|»|→|->|－>|＞|/|\||·)\s*"
    r"|\s+-\s+)[^，。；]{0,40}"
)
TRAIL_PLACE = (
    r"(?:^|[\s>›»→/|＞·\-：:])(?:网站)?(?:首页|主页|正文(?:内容)?|Home)(?=$"
    r"|[\s>›»→/|＞·\-])|^(?:您|你)?(?:现在的?|当前的?|所在的?)?(?:位置|栏目"
    r"|在这里)\s*[:：]"
)

# The foot of a site, and what it says of rights and of itself.
FOOT = (
    r"(?i:copyright|all rights reserved|powered by)|[©®]|\(C\)(?=.{0,12}(?:版权"
    r"|20[0-9]{2}))|版权所有|ICP\s*(?:备|证|许可)|公网安备|备案号|网站标识码"
    r"|网站维护\s*[:：]"
    r"|客服(?:电话|热线|QQ)|投稿邮箱\s*[:：]|联系(?:我们|QQ|微信)\s*(?:QQ|[:：])|(?:建议|浏览|最佳).{0,12}分辨率|分辨率.{0,4}浏览|未经.{0,8}(?:授权|许可|同意|允许).{0,8}(?:不得|禁止|严禁)"
)

# Formulas that may be whole sentences and yet are a site's: rights, thanks, downloads, codes.
SITE_SENTENCES: tuple[str, ...] = (
    r"^(?:如有|若有|如果|若|如)?.{0,8}侵(?:权|犯).{0,16}(?:联系|告知|通知).{0,12}(?:删除|处理|下架)",
    r"(?:文章|内容|资料|图片|素材|文字|本文|稿件|资源).{0,6}(?:来源于|来自|摘自|转自|源于|收集于|搜集于|整理自)(?:于)?.{0,4}(?:网络|互联网|网友)",
    r"^(?:特别)?(?:声明|说明|提示)?\s*[:：]?.{0,4}(?:本文|文章|以上|内容).{0,6}代表.{0,8}(?:观点|立场)",
    r"(?:转载|引用).{0,8}(?:请|需|须|务必).{0,6}(?:注明|保留|联系|经)|^(?:如需|若需|需要)转载|谢绝转载|(?:请勿|禁止|严禁|不得)转载|转载请",
    r"小编.{0,12}(?:整理|收集|分享|带来|搜集|准备|推荐)|^(?:以下|下面|以上)(?:是|为).{0,20}(?:整理|收集|搜集).{0,12}(?:供大家|欢迎|希望)",
    r"^(?:希望|但愿|相信).{0,20}(?:对(?:您|你|大家).{0,6}(?:帮助|帮到|有用)|能帮(?:到|助)(?:您|你|大家))",
    r"^(?:感谢|谢谢)(?:您的?|你的?|大家的?)?(?:阅读|浏览|观看|关注)(?:$|[，,。！!~～]|本)",
    r"^(?:本[文站资网]|以上|所有|资料|内容|文章).{0,16}(?:仅供|只供).{0,6}(?:参考|学习|交流)|(?:请勿|不得).{0,4}(?:用于)?(?:商业|商用)",
    r"版权.{0,4}(?:归|属于?).{0,10}(?:所有|作者|原作者|网站)|(?:^|，)违者必究",
    r"^(?:更多|想看更多|查看更多|了解更多|还有更多|获取更多).{0,24}(?:请|尽在|快来|就来|等你|继续|点击|欢迎|关注)",
    r"^(?:扫码|扫一扫|扫描|长按|识别|用微信|微信扫|打开微信).{0,24}(?:关注|分享|浏览|阅读|查看|识别|二维码|下载|装进|加入|添加|手机|领取)|二维码.{0,10}(?:关注|识别|我们)",
    r"^(?:打开|下载|安装|登录|注册|点击)[^，。]{0,14}(?:APP|App|app|客户端|全文|小程序)",
    r"(?:登录|注册|付费|购买|开通|下载|登陆|充值|关注)(?:后|会员|VIP|即可).{0,10}(?:查看|阅读|可见|下载|浏览|获取|免费|全文)|(?:VIP|会员)(?:专享|免费|下载)|预览(?:已?结束|到此)",
    r"(?:加|联系|咨询|添加)\s*(?:QQ|qq|微信|客服|V信)群?\s*[:：]?\s*[A-Za-z0-9]{4,}|(?:QQ|微信)群?\s*[:：]\s*[A-Za-z0-9]{5,}",
    r"^[（(【]?(?:全文|本文|文章|正文)?(?:共|约|总)?(?:计)?(?:字数)?(?:约|共)?\s*[:：]?\s*[0-9]{2,6}\s*(?:多|余)?个?字[）)】]?$|^字数\s*[:：]\s*[0-9]+$",
    r"^[（(【]?(?:广告|推广|赞助商?链接|商业推广|AD|ad)[）)】]?$",
    r"^(?:阅读|点击|查看|展开|继续|浏览)(?:原文|全文|更多|余下|剩余|阅读)|点击(?:加载|查看|阅读|下载|展开|继续)",
    r"^(?:立即|马上|免费|点击|直接)?下载(?:.{0,4}(?:文档|文件|全文|Word|word|WORD|PDF|附件|资料))?(?:[（(].{0,12}[）)])?$|文档(?:为|格式).{0,12}格式?$",
    r"(?:Ctrl|CTRL|ctrl)\s*\+\s*D|收藏(?:本[页站文]|夹)",
    r"^(?:本文档?|本资料|该文档|文档).{0,6}(?:用户|网友|会员).{0,6}(?:上传|分享|提供|发布)|网友.{0,4}(?:上传|提供|投稿)",
    r"^(?:公文|写作|材料|论文).{0,6}(?:找|代写)|代写.{2,12}(?:联系|咨询|QQ|微信)",
    r"^(?:觉得|喜欢|如果(?:觉得|喜欢)|欢迎|记得|别忘了).{0,10}(?:点个?赞|收藏|转发|分享|在看|关注)",
    r"^(?:原文|本文|文章|来源|原文章)?(?:链接|地址|网址|URL|url|出处)\s*[:：]\s*(?:https?://|www\.|[A-Za-z0-9-]+\.)",
)
# How sites that collect texts are called. A lone line of the kind counts when it recurs.
SITE_NAME = r"[\u4e00-\u9fff]{1,6}(?:网站?|文库|论坛|资料[站库]|文秘|之家|频道)"
SITE_PHRASES: tuple[str, ...] = (
    r"^(?:标签|热门标签|本文标签|TAG标签?|Tags?|tags?|文章标签|相关标签)\s*[:：]",
    r"^(?:站内搜索|栏目导航|网站导航|友情链接|快速导航)",
    r"^(?:继续阅读|推荐阅读|延伸阅读|相关链接|相关阅读|相关文章|文章推荐|推荐文章|上一专题|下一专题)\s*[:：].",
    r"^(?:所在|所属)?(?:栏目|分类|频道|专栏)\s*[:：]\s*\S{2,12}(?:\s*[>›»＞].{0,20})?$",
    r"^欢迎(?:访问|光临|来到|浏览|登录)",
    r"^(?:(?:[（(—]|-(?!\s))[（(—-]*\s*(?:本文)?(?:来源|来自|摘自|转自|转载自)(?:于)?\s*[:：]?|本文(?:来源|来自|摘自|转自)(?:于)?\s*[:：]?|来自)"
    rf"\s*{SITE_NAME}[）)]?$",
)

# A line drawn to divide texts: one sign three times or more (dots, and what may be a table's or
# a fold's, five times), a few signs in turn, a lone box; or words that say that a text is over.
# A page break of the source divides too.
_DRAWN = r"[ \t\u3000]*"
_FRAME = r"[^\w\n，。、；：？！“”‘’（）()【】\[\]<>＜＞〔〕]*"
_ORNAMENT = (
    r"[^\w\s，。、；：？！…“”‘’\"'（）()《》〈〉「」『』【】\[\]{}<>/／\\%％℃°+=^±×÷≤≥≠≈∑∫√.,|]"
)
_OVER = (
    r"(?:(?:本|全|正|以上)(?:文|篇|书|文章)?(?:内容)?(?:到此|至此|已)?(?:完|完毕|结束|终)|文章完|完"
    r"|未完待续|分页符?|第[0-9一二三四五六七八九十]{1,3}[篇章]?(?:完|结束|终)"
    r"|(?i:(?:the )?end)|(?:我是)?分[割隔]线)"
)
SEPARATOR = (
    rf"^{_DRAWN}(?:([-=*_~+#·^/＊>|@%$‧])(?:[ \t]?\1){{4,}}|(\*)(?:[ \t]\2){{2,}}"
    rf"|([—–―─━┄┈═☆★◆◇■□●○◎△▲▽▼⊙⊕♦♢❖♡♥❀✿✽╳※－＝～＿…])(?:[ \t\u3000]?\3){{2,}}"
    rf"|([.|])(?:[ \t]?\4){{9,}}"
    rf"|<(?:center|div|p)>{_DRAWN}[-=*_~#]{{5,}}{_DRAWN}</(?:center|div|p)>"
    rf"|[-=*~·^+_＊～]{{2,}}[-=*~·^+_＊～ ]{{4,}}|<hr ?/?>|oOo){_DRAWN}$"
    rf"|^{_DRAWN}(?:{_ORNAMENT}[ \t\u3000]*){{5,}}$"
    rf"|^(?:{_DRAWN}[.·•*。~∙◦]{{1,3}}{_DRAWN}(?:\n|\Z)){{2,}}"
    rf"|^{_FRAME}(?:{_OVER}|[（(【\[<＜〔]\s*{_OVER}\s*[）)】\]>＞〕]){_FRAME}$"
    rf"|^{_DRAWN}([-=—*~#＝－])\5+[ \t\u3000]*下一篇[ \t\u3000]*\5+{_DRAWN}$"
    r"|\f"
)

# A line that ends with one of these cannot be complete: something must follow. Characters that
# also end words (在 in 存在, 与 in 参与, 向 in 方向) are left out.
DANGLING = frozenset("不把被和及或而且但其最很也就又每该这那第")

# Private-use characters to which Unicode's tables of GB 18030 map what GBK has: its wide space,
# and signs for vertical setting (A3A0; A6D9 to A6DF).
PRIVATE_GLYPHS: dict[str, str] = {
    "\ue5e5": "\u3000", "\ue78d": "，", "\ue78e": "。", "\ue78f": "、", "\ue790": "：",
    "\ue791": "；", "\ue792": "！", "\ue793": "？",
}  # fmt: skip

# Glyphs that a PDF's font table maps to a wrong character. The wrong characters are so rare
# in modern Chinese that each occurrence is the damage. 臵 stands for 置 and „„ for the two
# halves of …… in texts copied from Word 97 PDFs set in GB 2312 fonts; 〝 〞 are what fonts for
# vertical setting have for quotation marks.
GLYPHS: dict[str, str] = {
    "臵": "置",
    "„„": "……",
    "„": "…",
    "‚": "，",
    "｡": "。",
    "､": "、",
    "｢": "「",
    "｣": "」",
    "〝": "“",
    "〞": "”",
    "〟": "”",
    **PRIVATE_GLYPHS,
}

# Names of entities that stand in Chinese prose and are no words of it: they are known without `;`.
PROSE_ENTITIES = (
    "ldquo", "rdquo", "lsquo", "rsquo", "quot", "hellip", "mdash", "ndash", "middot", "bull",
    "nbsp", "ensp", "emsp", "thinsp", "permil", "laquo", "raquo",
)  # fmt: skip

# The signs of columns (Vertical Forms, CJK Compatibility Forms), and those of lines: what Unicode's
# own decompositions say, in full width. A dash in columns is the upright line.
VERTICAL_SIGNS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈︱",
        "，、。：；！？〖〗…（）｛｝〔〕【】《》〈〉「」『』［］—",
        strict=True,
    )
)

# Small Form Variants, as tables of Big5 have them, and the signs of Chinese that they stand for.
# Not ﹒, which stands for a stop as well as for a dot.
SMALL_SIGNS = dict(zip("﹐﹑﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞", "，、；：？！—（）｛｝〔〕", strict=True))

# Radicals that stand for characters in texts copied from PDFs: the fonts have one glyph for both.
# Those of the block Kangxi Radicals, and the compatibility ideographs, are what Unicode's own
# decompositions say; these of the block CJK Radicals Supplement are from its table
# EquivalentUnifiedIdeograph.txt, as far as they are characters by themselves.
RADICALS: dict[str, str] = {
    "⺁": "厂", "⺎": "兀", "⺟": "母", "⺠": "民", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角",
    "⻉": "贝", "⻋": "车", "⻑": "長", "⻓": "长", "⻔": "门", "⻗": "雨", "⻘": "青", "⻙": "韦",
    "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼",
    "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻫": "斉", "⻬": "齐", "⻭": "歯",
    "⻮": "齿", "⻯": "竜", "⻰": "龙", "⻲": "亀", "⻳": "龟",
}  # fmt: skip

# What texts copied from document-sharing sites have instead of common characters: their PDFs
# carry fonts with a table that is shifted here and there, most often by one place. The wrong
# characters are told by the words they stand in: 积枀, 推迚, 幵丏, 情冴, 记彔, 挃导, 地匙.
SHIFTED_GLYPHS: dict[str, str] = {
    "丌": "不", "丏": "且", "乊": "之", "亍": "于", "亊": "事", "仸": "任", "兲": "关", "冴": "况",
    "刜": "初", "劢": "动", "匙": "区", "卲": "即", "収": "发", "叐": "受", "叧": "另", "呾": "和",
    "幵": "并", "弼": "当", "彔": "录", "挃": "指", "敀": "故", "斱": "方", "枀": "极", "殏": "毕",
    "癿": "的", "秱": "移", "觃": "规", "迚": "进",
}  # fmt: skip
# Those of them that words of today and names have too: alone they prove nothing.
LIVING_GLYPHS = frozenset("丌亍匙卲収弼")

# What a text says aside, in round brackets: those who listen, what is left out, who took a
# picture.
ASIDES = (
    r"^[（(].*(?:掌|笑|起立|欢呼|口号|音乐|略|全文|节选|[图表注见摄]|记者|此件|公开|同志|完)"
    r".*[）)]$"
)

# Lines that many texts share and that are theirs: names of a text's parts (an empty one may stand
# last), what stands for a figure, what is said to those who hear or get it, who signs. White space,
# signs round them and numbers aside.
OF_TEXTS = (
    r".{0,6}(?:目标|目的|过程|准备|设计|反思|布置|点评|评语|评价|评析|分析|解析|赏析|欣赏|背景|启示|思考|问题|不足|困难"
    r"|措施|对策|建议|成效|成果|效果|做法|经验|体会|感悟|打算|要求|安排|内容|方法|方式|步骤|环节|意义|作用|特点|特色"
    r"|原则|任务|重点|难点|要点|考点|练习|习题|作业|导入|小结|总结|回顾|说明|须知|介绍|简介|情况|概况|概述|综述|现状|原因"
    r"|事迹|寄语|感言|链接|延伸|拓展|阅读|答案|提示|注意|原文|译文|注释|翻译|题解|出处|释义|典故|故事|人物|时间|地点"
    r"|对象|范围|期限|标准|条件|程序|流程|职责|分工|保障|监督|管理|建设|发展|改革|创新|服务|活动|材料|资料|名单|目录"
    r"|主题|标语|口号|结果|公示|附注|备注|展望|规划|计划|方案|制度|机制|举措|亮点|数据|案例|范例|示例|用语|词语)"
    r"|(?:主要|本文|内容|中文|英文|论文)?(?:参考(?:文献|书目|资料|答案)|注释|注解|摘要|提要|关键词|引言|前言|绪论|导言"
    r"|序言?|结论|结语|结束语|小结|讨论|致谢|附录|附件|附表|附图|后记|正文|目录|总则|附则|作者简介|作者单位|编者按)"
    r"|[附插]?[图表].{0,12}|此处.{0,8}"
    r"|(?:尊敬的|敬爱的|亲爱的|各位|同志|老师|同学|朋友|大家).{0,20}"
    r"|(?:谢谢|感谢|多谢|此致|敬礼|致以|特此|妥否|当否|以上|此复|此令|专此|顺祝|敬祝|恭祝|祝).{0,16}"
    r"|.{2,24}(?:委员会|人民政府|办公厅|办公室|委|局|部|厅|院|处|科|司|署|会|校|系|所|公司|集团|支部|党组|小组|团)"
    r"|.{2,12}(?:学报|日报|晚报|时报|周刊|月刊|杂志|通讯|研究|科学)"
    r"|(?:中图法?)?分类号.*|文献标识码.*|文章编号.*|[a-z .,&:'-]+"
)

# --- below a text: what programs write there -----------------------------------------------------
_FROM = r"(?:[0-9]{1,3}\.){3}[0-9*]{1,3}|(?:[0-9]{1,3}\.){2}\*"
_FORUM = rf"[\[［](?:FROM|From|from)[:：][^\[\]］\n]{{1,60}}[\]］]|{_FROM}|(?:bbs|BBS)[.\s]"
_SITE = r"(?:https?://|www\.)[\w./]{4}|[a-z0-9-]{2,24}\.(?:com|net|org|edu|cn|cc|tw|hk)\b"
# A record of a post: ※ 来源:·…·[FROM: 10.1.*], ◆ From: 10.1.2.3; once, and on one line. An address
# alone tells it only behind words that no text has: ◆来源：www.… is a fact of the text below.
POSTED: tuple[str, ...] = (
    r"[※◆☆★●]\s?(?:(?:来源|來源|修改|转载|轉載|转寄|轉寄|转信|轉信|编辑|編輯|引用|引述|合集|From|FROM|Origin)"
    rf"\s?[:：](?=[^\n]*(?:{_FORUM}))|(?:发信站|發信站|文章[网網]址)\s?[:：](?=[^\n]*(?:{_FORUM}|{_SITE})))"
    r"[^\n。！？]{1,160}",
    r"[^\n。！？，]{0,60}·?[\[［]FROM[:：]\s?[^\[\]］\n]{1,60}[\]］]",
)
# Who sent it, as programs for mail write below `--`: a maker, a model, a program, and no other
# word: 来自三星堆的报告 is a title.
_SENDER = (
    r"(?:iPhone|iPad|Android|Windows|HTC|vivo|OPPO|Outlook|Foxmail|QQ|安卓|小米|红米|华为|華為"
    r"|荣耀|榮耀|三星|魅族|诺基亚|网易|網易|新浪|手机|手機|平板|邮箱|郵箱)"
    r"(?:[A-Za-z0-9 +-]|安卓|荣耀|榮耀|网易|新浪|智能|智慧|手机|手機|平板|电脑|電腦|自带|邮箱|郵箱"
    r"|邮件|郵件|大师|客户端|应用|版|的(?=\s?(?:QQ|网易|新浪|邮箱))){0,24}"
)
SENT_FROM: tuple[str, ...] = (
    rf"(?:此?邮件)?(?:发送?自|發自|来自|來自|傳送自|传送自)我?的?\s?{_SENDER}",
    rf"[从從]我的\s?{_SENDER}(?:发送|發送|传送|傳送|发出)",
    r"(?i:sent (?:from|via|using) [\w .']{2,30})",
    r"(?i:(?:获取|get|下载) ?outlook (?:for|适用于).{2,12})",
)
# Ways to say whose a page is. One alone a text may say; two of them are a page's foot.
OWNED: tuple[str, ...] = (
    r"copyrights?\b",
    r"(?:[©®]|[(（]c[)）])[\s:：]*(?:copyright\s*)?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}\s*[©®]|[©®]",
    r"all\s?rights?\s?reserved[.!]?",
    r"版权所有",
    r"[\u4e00-\u9fff]?\s?ICP\s?[备备證证許许][案可]?\s?(?:字\s?第?\s?)?[A-Z]?[-0-9]{5,14}\s?号?(?:-[0-9]{1,3})?",
    r"[\u4e00-\u9fff]?公网?安备\s?(?:第|字)?\s?[0-9]{6,16}\s?号?",
    r"powered\s?by\s?[A-Za-z!]{2,16}(?:!?\s?[XV]?[0-9.]{1,6})?",
    r"(?:增值电信业务|网络文化|信息网络传播|互联网[\u4e00-\u9fff]{2,12})[\u4e00-\u9fff]{0,8}许可证(?:编号|号)?\s?[:：]?\s?[^\s，。]{4,30}",
)
# What else stands in such a line, however long.
OWNED_BESIDE: tuple[str, ...] = (
    r"(?:https?://|www\.)[\w./-]+|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org)\b",
    r"未经[\u4e00-\u9fff]{0,8}(?:许可|授权|同意|允许)[，,]?(?:不得|禁止|严禁|请勿)[\u4e00-\u9fff]{0,12}",
    r"(?:技术支持|主办(?:单位)?|承办(?:单位)?|制作|设计|地址|邮编|电话|联系电话|传真|版权|备案(?:序|编)?号|网站标识码)\s?[:：]\s?[^\s，。]{2,32}",
    r"本站由[^\s，。]{2,16}(?:提供)?技术支持|网站统计|站长统计",
    r"\b(?:inc|ltd|co|corp|corporation|limited|company)\b\.?",
)
