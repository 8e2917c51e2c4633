"""Chinese numbers, simplified and traditional."""

from __future__ import annotations

import re

from .. import languages
from ..records import Span
from ._grammar import Context, Grammar, Literal, Numeral, Quantity, clock, listed, nothing, one
from ._myriads import DIGITS, Myriads, characters, mixed, spoken_decimal, vague
from ._shared import (
    ABBREVIATED_UNITS,
    CLOCK_IN_DIGITS,
    CURRENCY_SYMBOLS,
    DIGIT_FRACTION,
    DOLLAR,
    GLUED_CODE,
    PERCENT_SIGN,
    PHONE_NUMBER,
    amounts,
    counts,
    dates_in_digits,
    digit_fraction,
    latin_code,
)

_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
MYRIADS = Myriads(
    digits=_DIGITS,
    small={"十": 10, "百": 100, "千": 1000},
    large={"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12},
    fillers="多余餘几幾",
)
_CHARACTER = "[零〇○一二两兩三四五六七八九十百千万萬亿億兆]"
_DIGIT = "[零〇○一二三四五六七八九]"
# Behind characters alone, one of these makes them a number: 三点 is a time, 一些 is nothing.
_COUNTER = (
    r"(?:多|余|餘|几)?(?:名|个|個|位|人|岁|歲|年|月|日|号|號|次|届|屆|周|週|天|小时|小時|分钟|分鐘|秒|点|點|时(?!候|代|期|间|常|刻|尚|机|报)|"
    r"家|座|场|場|支|辆|輛|艘|架|英里|公里|里|米|英寸|英尺|度|美元|英镑|英鎊|欧元|歐元|元|镑|鎊|倍|票|分(?!别|別|裂|析|享|子|手|钱)|球|轮|輪|杆|局|"
    r"世纪|世紀|种|種|项|項|件|条|條|张|張|起(?!来|來|初|诉)|成(?!为|為|功|立|本|员|長|长)|比|代|级|級|楼|樓|层|層|章|本|部|集|季|句|枚|只|隻|"
    r"头|頭|对|對|双|雙|套|门|門|份|所|间|間|处|股|吨|噸|磅|加仑|英亩|胜|強|强|连|隊|队|洞|码|碼|盎司|万|亿|国|國|省|方|大|党|黨|州|市|县|縣|周年|週年)"
)
_HOURS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_HALF = "上午|下午|早上|早晨|清晨|凌晨|中午|晚上|晚间|晚間|傍晚|深夜|当晚|昨晚"
_TIME = r"(?P<hour>\d{1,2}|十[一二]?|[一二两兩三四五六七八九])\s?[点點时時](?:\s?(?P<minute>\d{1,2}(?=\s?分)|半))?"


def _fraction(matched: str) -> list[Quantity]:
    under, over = (MYRIADS.read(part, 0, len(part)) for part in re.split(r"\s?分之\s?", matched))
    if under and over and under.value == 100:
        return [Quantity(over.value, "percent", "", True, Span(0, len(matched)))]
    if under and over and over.value < under.value:
        return [Quantity(over.value / under.value, "fraction", "", False, Span(0, len(matched)))]
    return []


def _decade(matched: str) -> list[Quantity]:
    century, decade = (MYRIADS.read(part.strip(), 0, len(part.strip())) for part in re.split(r"\s?世[纪紀]", matched))
    if not century or not decade:
        return []
    return [Quantity((century.value - 1) * 100 + decade.value, "decade", "", True, Span(0, len(matched)))]


GRAMMAR = Grammar(
    guards=(
        r"万一|萬一|一千零一夜|千万(?:不要|别|別)|十分(?=[^之钟鐘\d])|千秋|百姓|百货|百貨|百科|万岁|萬歲|九龙|九龍|三星|五角大[楼樓]|七喜|四川|六福",
        r"第一(?:夫人|线|線)|唯一|统一|統一|之一|一起|一些|一样|一樣|一直|一般|一定|一旦|一切|一致|一面|一边|一再|一[点點](?![零一二三四五六七八九\d半钟鐘整])|进一步|進一步|一时",
    ),
    literals=(
        Literal(r"(?:数|數|几|幾|上|成)(?:十|百|千|万|萬|亿|億){1,3}", vague(MYRIADS)),
        PHONE_NUMBER,
        dates_in_digits(day_first=False),
        Literal(CLOCK_IN_DIGITS, clock(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})", r"(?!)", r"(?!)")),
        Literal(rf"(?:{DIGITS}|{_CHARACTER}{{1,3}})\s?世[纪紀]\s?(?:\d0|[二三四五六七八九]?十)\s?年代", _decade),
        Literal(
            rf"(?:(?:{_HALF})\s?(?:\d{{1,2}}|十[一二]?|[一二两兩三四五六七八九])\s?[点點时時]"
            rf"|(?<![\d.,])\d{{1,2}}\s?[点點时時]|(?<!{_CHARACTER})(?:十[一二]?|[二两兩三四五六七八九])[点點])"
            r"(?!候|代|期|间|間|评|評|名|头|出|[一二三四五六七八九])(?:\s?(?:\d{1,2}\s?分|半)|(?!\d))",
            clock(_TIME, "上午|早|清晨|凌晨", "下午|晚|傍晚|深夜", _HOURS),
        ),
        Literal(
            r"(?:星期|礼拜|禮拜|周|週)[一二三四五六日天](?![^\W\d]{0,1}[年月周])",
            listed("weekday", languages.get("zh").weekdays, 0, hard=False),
        ),
        Literal(r"前天", one("relative day", -2)),
        Literal(r"昨天|昨日|昨晚|前一天", one("relative day", -1)),
        Literal(r"今天|今日|当天|當天|今晚|当日|當日", one("relative day", 0)),
        Literal(r"明天|明日|次日|第二天|翌日", one("relative day", 1)),
        Literal(r"上个?月|上個月", one("relative month", -1)),
        Literal(r"本月|这个?月|這個月|当月", one("relative month", 0)),
        Literal(r"下个?月|下個月|次月", one("relative month", 1)),
        Literal(r"去年|上一年", one("relative year", -1)),
        Literal(r"今年|本年", one("relative year", 0)),
        Literal(r"明年|次年|来年", one("relative year", 1)),
        Literal(rf"(?:{DIGITS}|{_CHARACTER}{{1,4}})\s?分之\s?(?:{DIGITS}|{_CHARACTER}{{1,6}})", _fraction),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(r"一半|半数|半數", one("fraction", 0.5)),
        Literal(r"首(?:次|个|個|位|届|屆|场|場|轮)|第一", one("ordinal", 1)),
        Literal(r"(?<!\d)十几|几十|一两|两三|三四|五六|七八", nothing),
        latin_code(),
        GLUED_CODE,
    ),
    numerals=(
        mixed(MYRIADS, ""),
        Numeral(rf"{_DIGIT}{{4}}(?=\s?年)", characters(MYRIADS), spelled=True),
        Numeral(
            rf"{_CHARACTER}{{1,20}}[点點]{_DIGIT}{{1,20}}[万萬亿億]?", spoken_decimal(MYRIADS, "[点點]"), spelled=True
        ),
        # 千人 is a crowd and 亿万 a fortune: a unit needs a digit before it.
        Numeral(
            rf"(?<=第){_CHARACTER}{{1,20}}|(?=[零一二两兩三四五六七八九十])(?:{_CHARACTER}{{1,20}}(?=\s?{_COUNTER})|{_CHARACTER}{{1,20}}[万萬亿億])",
            MYRIADS.read,
            spelled=True,
        ),
    ),
    before=(
        *CURRENCY_SYMBOLS,
        Context("ordinal", r"第\s?"),
        Context("percent", r"百分之\s?"),
        Context("number", r"[时時]速(?:约|約|达|達)?\s?", "per hour"),
        Context("number", r"(?:摄氏|攝氏)\s?(?:零下\s?)?", "C"),
        Context("number", r"(?:华氏|華氏)\s?", "F"),
    ),
    combined={("per hour", "mile"): "mph", ("per hour", "km"): "kph", ("C", "C/F"): "C", ("F", "C/F"): "F"},
    after=(
        Context("percent", rf"{PERCENT_SIGN}|\s?个?百分点|\s?個?百分點"),
        *amounts(
            {
                "AUD": r"\s?(?:多|余)?(?:澳元|澳币|澳大利亚元)",
                "CAD": r"\s?(?:多|余)?(?:加元|加拿大元)",
                "HKD": r"\s?(?:多|余)?(?:港元|港币|港幣)",
                "SGD": r"\s?(?:多|余)?(?:新元|新加坡元)",
                DOLLAR: r"\s?(?:多|余|餘)?(?:美元|美金)",
                "cent": r"\s?(?:美分|便士)",
                "GBP": r"\s?(?:多|余|餘)?(?:英镑|英鎊|镑|鎊)",
                "EUR": r"\s?(?:多|余|餘)?(?:欧元|歐元)",
                "JPY": r"\s?(?:多|余|餘)?(?:日元|日圓|日币)",
                "KRW": r"\s?(?:多|余|餘)?(?:韩元|韓元|韩圜)",
                "VND": r"\s?(?:多|余|餘)?(?:越南盾|越盾)",
                "INR": r"\s?(?:多|余|餘)?(?:印度)?卢比",
                "RUB": r"\s?(?:多|余|餘)?(?:俄罗斯)?卢布",
                "MXN/PHP/ARS/CLP/COP": r"\s?(?:多|余|餘)?(?:墨西哥)?比索",
                "CHF": r"\s?(?:多|余|餘)?(?:瑞士)?法郎",
                "CNY/TWD/HKD": r"\s?(?:多|余|餘)?(?:元|块钱|塊錢|人民币|人民幣)",
            }
        ),
        Context("decade", r"(?<=[0十])\s?年代"),
        Context("century", r"\s?世[纪紀]"),
        Context("ordinal", r"\s?(?:周年|週年)"),
        Context("number", r"\s?[个個]月", "month"),
        Context("month", r"\s?月(?!球|亮|份?间|薪)", "month", 1, 12),
        Context("day", r"\s?[日号號](?!本|元|圆|圓|间|球|航|楼|樓|公路|线|線|州|洞|码|碼|种子)", "day", 1, 31),
        Context("year", r"\s?年(?!前|后|後|内|內|来|來|间|間|期|的时间|轻|輕|龄|多)", "year", 1000, 2199),
        Context("number", r"\s?(?:多|余)?(?:年|岁|歲)", "year"),
        *counts(
            {
                "hour": r"\s?(?:多)?[个個]?(?:小时|小時|钟头)",
                "minute": r"\s?(?:多)?(?:分钟|分鐘)",
                "second": r"\s?秒",
                "day": r"\s?(?:多)?(?:天|日)",
                "week": r"\s?(?:多)?[个個]?(?:周(?!年|一|二|三|四|五|六|日)|週(?!年)|星期|礼拜)",
                "mph": r"\s?英里\s?[/／每]\s?小?[时時]",
                "kph": r"\s?(?:公里|千米)\s?[/／每]\s?小?[时時]",
                "sqmi": r"\s?平方英里",
                "km2": r"\s?平方(?:公里|千米)",
                "m2": r"\s?平方米",
                "sqft": r"\s?平方英尺",
                "nmi": r"\s?海里|\s?浬",
                "mile": r"\s?(?:多|余)?英里",
                "km": r"\s?(?:多|余)?(?:公里|千米)",
                "cm": r"\s?(?:厘米|公分)",
                "mm": r"\s?毫米",
                "foot": r"\s?英尺|\s?英呎",
                "inch": r"\s?英寸|\s?英吋",
                "m": r"\s?(?:多|余)?米(?!尔|勒|歇|德|娜|莉)|(?<=\d)m(?![A-Za-z])",
                "yard": r"\s?码(?!头)|\s?碼(?!頭)",
                "acre": r"\s?英[亩畝]",
                "hectare": r"\s?公[顷頃]",
                "mu": r"\s?[亩畝]",
                "kg": r"\s?(?:公斤|千克)",
                "jin": r"\s?斤",
                "lb": r"\s?磅",
                "tonne/ton": r"\s?(?:多|余|公)?[吨噸]",
                "oz": r"\s?盎司",
                "gallon": r"\s?加[仑侖]",
                "litre": r"\s?(?:公)?升(?!级|至|到|职)",
                "g": r"\s?克(?!里|拉|罗|林|莱|鲁|服|隆|制|斯)",
                "C": r"\s?(?:摄氏度|攝氏度)",
                "F": r"\s?(?:华氏度|華氏度)",
                "C/F": r"\s?度(?!假|过|過|数)",
            },
            ABBREVIATED_UNITS,
        ),
        Context("number", r"\s?(?:多|余|餘)?(?:名|人|位)", "person"),
    ),
    starts=r"(?=\S)",
    range_mark=r"\s?[-‐‑–—~～至到〜]\s?",
)
