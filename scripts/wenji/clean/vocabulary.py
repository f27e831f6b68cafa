"""Patterns by which cleaning knows what does not belong to a text. No logic here.

Each names a *form* that recurs on many sites, never a site. Half-width and full-width
punctuation are both written out, because these rules run before punctuation is settled.
"""

from __future__ import annotations

# What Word leaves when a document is saved as text: bookmarks and field codes.
WORD_PROCESSOR_LEFTOVERS: tuple[str, ...] = (
    r"\[\s*bookmark\s*:[^\]\n]{0,80}\]",
    r"\bHYPERLINK\s+(?:\\l\s+)?\"[^\"\n]{0,200}\"",
    r"\bPAGEREF\s+_Toc\d+(?:\s+\\[a-z])*(?:\s+\d+)?",
    r"\bTOC\s+(?:\\[a-z](?:\s+\"[^\"\n]{0,40}\")?\s*)+",
    r"(?<![A-Za-z])_(?:Toc|Ref|Hlk|GoBack)\d*(?![A-Za-z])",
    r"\[\s*(?:此处|点击此处)?插入(?:图片|表格)\s*\]",
)

WEB_ADDRESS = (
    r"(?:https?://|www\.)[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+"
    r"|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|net|org|edu|gov|info|cc|vip|top|xyz)\b"
    r"(?:/[A-Za-z0-9._~/-]*)?"
)
# Words that make a line with an address a sentence about it rather than a site's banner.
ADDRESS_IN_PROSE = "登录网址|报名|邮箱|电话|联系|投稿|[:：，。]\\s*$|@"

# Remarks of a site about itself. Each is searched in a short line without sentence end.
SITE_LINES: tuple[str, ...] = (
    r"更多.{0,14}(?:请|敬请|欢迎|尽在|可|，|,).{0,8}(?:关注|访问|登录|浏览|点击|搜索|查看|收藏)",
    r"(?:请|敬请|欢迎).{0,4}(?:关注|访问|登录|光临|收藏|订阅).{0,6}(?:本站|本网|我们的?网站|公众号|微信号|首页)",
    r"(?:关注|扫描?|添加|搜索).{0,8}(?:微信公众号|公众号|二维码|微信号)",
    r"(?:本文|本资料|本材料|文档|文章|内容|资料)(?:由|来自|源自).{0,30}(?:整理|收集|搜集|编辑|发布|提供|上传|分享|下载)",
    r"(?:本文|全文|文档|资料|Word|WORD|word)版?.{0,6}(?:免费)?下载(?:地址|链接|本文|全文|文档)?$",
    r"^(?:点击|单击).{0,10}(?:下载|查看|阅读|收藏|返回)",
    r"^(?:返回|回到)(?:首页|列表|顶部|上一?页|目录)$",
    r"^(?:您|你)?(?:现在的|当前|所在的?)位置\s*[:：]",
    r"^(?:首页|网站首页|主页)\s*(?:>|›|»|->|－>|→|/|\|)",
    r"^(?:版权(?:所有|声明)|免责声明|转载请注明|未经.{0,8}(?:许可|授权|允许))",
    r"^(?:本站|网站)(?:声明|提示|公告|导航|地图)",
    r"^(?:【|\[)?(?:打印|关闭|收藏|分享|字体)(?:本页|窗口|此页|到)?(?:】|\])?(?:\s|$)",
    r"^(?:分享到|分享至|阅读量|点击数|浏览次数|浏览量|点击率|人气|阅读次数|点击次数|字体大小)\s*[:：]?",
    r"^字[体号]\s*[:：]?\s*[【\[]?\s*(?:大|小)",
    r"^(?:范文|文档|资料|文秘|作文|论文|公文)[^，。]{0,12}(?:网|站|之家|大全|下载|频道)\s*(?:首页|提供|整理)?$",
    r"^\(?（?(?:未完)?接(?:上|下)(?:一)?页\)?）?$",
)

_TITLE = r"[^\n]{0,60}?"
PAGER = rf"上一?[篇页条][:：]\s*{_TITLE}\s*下一?[篇页条][:：]\s*{_TITLE}"
PAGER_LINE = rf"(?:上一?[篇页条]|下一?[篇页条]|前一篇|后一篇)\s*[:：]\s*{_TITLE}"

HOT_LIST_HEADS = (
    "(?:本站|网站|今日|本周|本月|近期|热门|相关|最新|推荐|随机|精彩|猜你)"
    "(?:热搜|热门|热点|推荐|搜索|标签|文章|阅读|范文|文档|专题|排行|榜|喜欢|资讯|链接|下载){1,3}(?:[:：][^。]{0,80})?"
    "|(?:猜你(?:还)?(?:喜欢|想看|关注)|大家(?:都)?在(?:看|搜)|推荐阅读|延伸阅读)(?:[:：][^。]{0,80})?"
)

# A line of one sign (or two in turn), drawn to divide texts. Three dashes may be a dash.
SEPARATOR = (
    r"^[ \t\u3000]*(?:([-=*_~+#.·—–─━═☆★◆■●○※])(?:[ \t]?\1){4,}|[-=*~]{2,}[-=*~ ]{4,})[ \t\u3000]*$"
)

# A line that ends with one of these cannot be complete: something must follow. Characters that
# also end words (在 in 存在, 与 in 参与, 向 in 方向) are left out.
DANGLING = frozenset("不把被和及或而且但其最很也就又每该这那第")
