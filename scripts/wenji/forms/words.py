"""Patterns by which `forms` knows what a paragraph may be. No logic here, and no evidence either:
a line that fits is only a candidate until its neighbours agree.
"""

from __future__ import annotations

_S = r"[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]*"

# --- lists ----------------------------------------------------------------------------------------
# Signs before the items of a list; ASCII signs, dots and stars count only with a space after them.
BULLET = rf"(?P<sign>[•●■◆▪◇□►▶➢➤√✓✔☑]|[-*–·○★☆▲△](?=\s)){_S}\S"
# Styles of `numbering` that number items; 第三条 and 一是 number running text.
ITEM_STYLES = frozenset(
    {"han", "han_paren", "arabic", "arabic_paren", "arabic_half_paren", "circled", "roman"}
)

# --- who speaks -----------------------------------------------------------------------------------
ASKED = (("问", "答"), ("Q", "A"), ("提问", "回答"), ("学员问", "老师答"))
# Speakers by what they are. A person's name is known by its surname (`facts.is_name`).
ROLE = (
    "(?:问|答|提问|回答|学员问|老师答|[QA甲乙丙丁戊]|[男女师生合众父母兄弟姐妹爷奶爸妈]|男声|女声|男女"
    "|旁白|画外音|独白|齐声?|全体|众人|主持人?|记者|采访者|受访者|嘉宾|专家|编辑|编者|小编|读者|听众"
    "|观众|网友|网民|学员|学生|同学|老师|教师|家长|孩子|医生|患者|护士|客户|顾客|营业员|店员|司机|乘客"
    "|民警|村民|居民|群众|代表|委员|评委|选手|法官|律师|审判长|原告|被告|公诉人|辩护人)"
)
# Titles after a name or a part of one: 林主任, 老周, 小禾.
TITLED = (
    "(?:[老小阿大][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,6}(?:先生|女士|老师|同学|同志|师傅|书记|主任|局长"
    "|厂长|院长|校长|教授|队长|站长|所长|处长|科长|乡长|镇长|县长|市长|村长|组长|班长|部长|经理|主席"
    "|大爷|大妈|大叔|大娘|大嫂|大哥|大姐|爷爷|奶奶|爸爸|妈妈|叔叔|阿姨|记者|主持人|医生|律师))"
)
SPEAKER = r"(?P<who>[\u4e00-\u9fffA-Za-z0-9·]{1,8})(?:[（(][^（()）\n]{1,30}[)）])?[：:]"

# --- notes ----------------------------------------------------------------------------------------
NOTES_HEAD = (
    rf"[【\[（(]?(?:注{_S}释|附{_S}注|尾{_S}注|脚{_S}注|注|引文注释|引用文献"
    rf"|主?要?参{_S}考{_S}(?:文{_S}献|资{_S}料|书{_S}目))[】\])）]?{_S}[：:]?"
)
# Signs of notes; signs that number lists as well count only below a head.
_BRACKETED = (
    r"\[(?P<a>[0-9]{1,3})\]|〔(?P<b>[0-9]{1,3})〕|【(?P<c>[0-9]{1,3})】|［(?P<d>[0-9０-９]{1,3})］"
    r"|(?P<e>[①-⑳㉑-㉟])"
)
NOTE_SIGN = rf"{_BRACKETED}|注(?P<f>[0-9]{{1,2}}|[①-⑳])[：:、. ]"
# The same signs where a text calls its notes.
CALLED = rf"注(?P<f>[0-9]{{1,2}}(?![0-9])|[①-⑳])|{_BRACKETED}"
BESIDE = r"(?:注|备注|表注|注[0-9①-⑨])[：:]"

# --- captions -------------------------------------------------------------------------------------
# 图1 …, 附表2-1 …, 续表三, Fig. 2; 附图{图} and 图： where the picture itself is lost.
CAPTION = (
    rf"[附插续]?[图表式例]{_S}[0-9０-９一二三四五六七八九十]|[附插][图表]{_S}[{{｛：:]"
    r"|(?i:fig|table)[. ]"
)

# --- formulas -------------------------------------------------------------------------------------
# (3), （14a）: what is left of a formula that was a picture; L=2(a+b)，其中: one with a sign in it.
FORMULA = r"[（(][0-9０-９]{1,2}[a-zA-Z]?[)）]|[^\u4e00-\u9fff。]*[=＝≈≤≥≠<>＜＞→↔∈〉][^。]*"

# --- letters and official papers ------------------------------------------------------------------
ADDRESSED = (
    r"(?:尊敬|敬爱|亲爱|可敬|可爱)的[^。；]{1,40}[：:！!，,]|(?:各位|诸位)[^。；：:]{1,30}[：:！!，,]"
    r"|(?:[\u4e00-\u9fff]{0,8}(?:同志|同学|老师|朋友|乡亲|战友|村民|居民|家长|职工|委员|代表|党员|先生"
    r"|女士|工友|市民)们[、，,]?)++[：:！!]"
    r"|[\u4e00-\u9fff]{1,8}(?:同志|先生|女士|老师|校长|书记|主任|局长|总编辑|编辑部)"
    r"(?:[、，,][^。；]{1,12})?[：:]"
)
# Whom a notice is sent to: 各乡镇人民政府，县直各部门：
OFFICE = (
    "(?:政府|委员会|办公[室厅]|[局厅院校委办会部处科室所站队组社]|公司|单位|部门|机关|中心|支部|党组"
    "|学校|医院|银行|集团|街道|乡镇|开发区|大队|企业|班级|村|乡|镇)"
)
REGARDS = rf"此{_S}致{_S}[：:，,]?"
FAREWELL = rf"(?:此{_S}致{_S})?敬{_S}礼{_S}[！!。]?"
SIGNED = (
    r"(?:(?:[\u4e00-\u9fff]{1,12}人|署名|落款|[倡建申报汇述承演]\S{0,3}者?)[：:]\s*)?"
    r"[\u4e00-\u9fffA-Za-z0-9·（）()“”\s]{2,30}"
)
DAY = (
    rf"(?:[X×xⅩ]{{2,4}}|20[X×x]{{2}}|[0-9〇○零一二三四五六七八九]{{4}}){_S}年{_S}\S{{1,3}}{_S}月"
    rf"(?:{_S}\S{{1,3}}{_S}日)?"
)
_ATTACHMENT = rf"附{_S}件{_S}[0-9０-９一二三四五六七八九十]{{0,2}}"
ATTACHMENT = rf"{_ATTACHMENT}{_S}[：:]?"
ATTACHED = rf"(?:{_ATTACHMENT}|附){_S}[：:]{_S}\S"

# --- verse ----------------------------------------------------------------------------------------
# Words of a line above that say that verse follows.
SUNG = (
    "诗|词曰|歌[词谣曲：:]|歌$|口诀|顺口溜|谚|民谣|快板|绝句|律诗|三字经|对联|山歌|号子|吟|朗诵|打油"
    "|童谣|歌诀|唱道|首[：:]$"
)
