"""Which numbers are given out to persons, and the words by which they are told from others."""

from __future__ import annotations

import re

# The first three digits of mobile numbers, as the Ministry of Industry and Information Technology
# has given them to operators: 电信网编号计划（2017年版） and 我国公众移动通信网网号及H₀分配情况
# (end of March 2023). Left out: 1349, 1619 and most of 174 (satellites), 140 to 144 (things, with
# 13 digits).
MOBILE = frozenset(
    first + last
    for first, lasts in {
        "13": "0123456789",
        "14": "56789",
        "15": "012356789",
        "16": "2567",
        "17": "012345678",
        "18": "0123456789",
        "19": "012356789",
    }.items()
    for last in lasts
)
MOBILE_DIGITS = 11
# Ways in which people divide one: 138 1234 5678, 138 12345678, 1381234 5678 …
MOBILE_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5)})
COUNTRY = ("86", "0086")  # written before a mobile number

# GB 11643-1999: 6 digits of a region (GB/T 2260, the first two a province), the date of birth, 3
# digits of order, a check character (ISO 7064, MOD 11-2). Before 1999: 15 digits, the year of two,
# no check. Provinces, and 81 to 83 for residents from Hong Kong, Macao and Taiwan (since 2018).
PROVINCES = frozenset(
    first + last
    for first, lasts in {
        "1": "12345",
        "2": "123",
        "3": "1234567",
        "4": "123456",
        "5": "01234",
        "6": "12345",
        "7": "1",
        "8": "123",
    }.items()
    for last in lasts
)
IDENTITY_DIGITS, OLD_IDENTITY_DIGITS = 18, 15
BORN = range(1880, 2100)  # the oldest who was ever given a card, and nobody who is not born yet

# Bank cards: 16 to 19 digits, the last a check digit (ISO/IEC 7812-1, annex B: Luhn), the first
# ones the issuer's. UnionPay has 62, and domestic debit cards of the years before it 9558
# (工商银行), 9559 (农业银行), 4367 (建设银行), 6013 (中国银行), 6014 (交通银行).
CARD_DIGITS = range(16, 20)
CARD = ("62", "9558", "9559", "4367", "6013", "6014")
# Of other brands, which any long number may begin like: only where it is called a card, or
# written in groups of four. Visa, Mastercard, JCB.
OTHER_CARD = re.compile(r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|35(?:2[89]|[3-8])")

# How much is left of a number that is hidden: what millions share, and nothing of its end, which
# people ask for as a proof ("尾号"). Network, province, issuer.
SHOWN = {"mobile": 3, "identity": 2, "card": 4}

# --- words near a number -----------------------------------------------------------------------

CALLED_IDENTITY = re.compile("身份证|身份號|身分證|身分证|身份證|证件号|證件號|公民身份")
CALLED_CARD = re.compile(
    "银行|銀行|卡号|卡號|账号|帐号|賬號|帳號|信用卡|借记卡|储蓄卡|工资卡|一卡通"
)
CALLED_PHONE = re.compile("电话|電話|手机|手機|联系|聯繫|聯系|拨打|热线|咨询|微信|[Tt][Ee][Ll]")
NEAR = 24  # characters before a number in which its name is looked for

# What a number is called that is none of these, right before it …
OTHER_NAME = re.compile(
    "(?:编号|編號|文号|单号|订单|定单|流水号|批号|发票|合同|条码|条形码|书号|刊号|版号|登记号|案号|凭证号?"
    "|序列号|型号|货号|档号|运单|快递|群号|学号|工号|许可证号?|备案号|税号|证书号|准考证号|ISBN|ISSN|QQ号?|qq"
    "|[NnＮ][OoＯ][.．]?|№|#|＃|￥|¥|\\$|第|字〔\\d{4}〕)[ \t\u3000:：为是（(【\\[]*\\Z"
)
# … and what it counts, right after it.
COUNTED = re.compile(
    r"[ \t]*(?:[元万亿吨米亩户次件台套册页%％‰℃]|人次|公里|公斤|千克|平方|立方"
    r"|[.．]\d)"
)
# Letters may stand before a number only where they say what it is.
LETTERS_BEFORE = re.compile("(?:tel|phone|mobile|mob|cell|id|ID|Tel|TEL|Phone|Mobile|Mob|MOB)\\Z")
