"""Japanese numbers."""

from __future__ import annotations

import re

from .. import languages
from ..records import Span
from ._grammar import Context, Grammar, Literal, Numeral, Quantity, clock, listed, nothing, one
from ._myriads import DIGITS, Myriads, characters, mixed, vague
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

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
MYRIADS = Myriads(digits=_DIGITS, small={"十": 10, "百": 100, "千": 1000}, large={"万": 1e4, "億": 1e8, "兆": 1e12})
_CHARACTER = "[〇零一二三四五六七八九十百千万億兆]"
_HOURS = {
    "一": 1,
    "二": 2,
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
_COUNTER = (
    r"(?:数)?(?:人(?!物|間|々|類|種|気|口|権|材|生)|名(?!前|誉|義|声)|歳|才|年|月|日|か月|ヶ月|カ月|ヵ月|時間|分(?!野|析|裂|類|離)|秒|回|度|件|個|台|"
    r"匹|頭|本(?!当|来|人|部|国)|枚|冊|社|校|カ国|か国|ヶ国|ヵ国|か所|カ所|ヶ所|つ|倍|割|位|番|世紀|周年|ドル|ポンド|ユーロ|円|元(?!来)|ウォン|マイル|"
    r"キロ|メートル|トン|世帯|点|票|戦|勝|敗|試合|週間|泊|階|代|児|組|隻|機|発|万|億|兆|行|列|段|章|巻|店|都市|州)"
)
_HALF = "午前|午後|早朝|朝|夜|深夜|夕方|正午"
_TIME = r"(?P<hour>\d{1,2}|十[一二]?|[一二三四五六七八九])\s?時(?:\s?(?P<minute>\d{1,2}(?=\s?分)|半))?"


def _fraction(matched: str) -> list[Quantity]:
    under, over = (MYRIADS.read(part, 0, len(part)) for part in re.split(r"\s?分の\s?", matched))
    if not under or not over or over.value >= under.value:
        return []
    return [Quantity(over.value / under.value, "fraction", "", False, Span(0, len(matched)))]


GRAMMAR = Grammar(
    guards=(
        r"一(?:部|緒|般|方|番|度(?!目)|致|時(?!\d|間)|体|切|層|部分|旦|気|生|種|定|連|環|族|家|面|人(?:ひとり|称|前|娘|息子))|唯一|統一|第一(?!次|回|位)",
        r"十分(?!間|後|前|以)|万(?:一|が一|全|歳|引)|千(?:葉|代田|秋)|百(?:貨|科|姓)|三(?:菱|井|重|角)|四国|六本木|八百屋|九州|五輪|二(?:度と|人三脚)",
    ),
    literals=(
        Literal(r"数(?:十|百|千|万|億){1,3}|何(?:十|百|千|万)+", vague(MYRIADS)),
        PHONE_NUMBER,
        dates_in_digits(day_first=False),
        Literal(CLOCK_IN_DIGITS, clock(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})", r"(?!)", r"(?!)")),
        Literal(
            rf"(?:(?:{_HALF})\s?)?(?:(?<![\d.,])\d{{1,2}}|(?<!{_CHARACTER})(?:十[一二]?|[一二三四五六七八九]))\s?時(?!間|代|期|点|速|折|計|給|々|刻|事|効|差)"
            r"(?:\s?(?:\d{1,2}\s?分|半(?!ば)))?",
            clock(_TIME, "午前|朝", "午後|夜|夕方", _HOURS),
        ),
        Literal(r"[月火水木金土日]曜日?", listed("weekday", languages.get("ja").weekdays, 0, hard=False)),
        Literal(r"(?<=日[(（])[月火水木金土日](?=[)）])", listed("weekday", tuple("月火水木金土日"), 0, hard=False)),
        Literal(r"一昨日|おととい", one("relative day", -2)),
        Literal(r"昨日|昨夜|昨晩|前日|きのう", one("relative day", -1)),
        Literal(r"今日|本日|同日|今夜|今朝|きょう|当日", one("relative day", 0)),
        Literal(r"明日|翌日|あした|あす", one("relative day", 1)),
        Literal(r"先月|前月", one("relative month", -1)),
        Literal(r"今月|同月|当月", one("relative month", 0)),
        Literal(r"来月|翌月", one("relative month", 1)),
        Literal(r"一昨年|おととし", one("relative year", -2)),
        Literal(r"昨年|去年|前年", one("relative year", -1)),
        Literal(r"今年|本年|同年|ことし", one("relative year", 0)),
        Literal(r"来年|翌年", one("relative year", 1)),
        Literal(rf"(?:{DIGITS}|{_CHARACTER}{{1,4}})\s?分の\s?(?:{DIGITS}|{_CHARACTER}{{1,4}})", _fraction),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(r"半分|半数", one("fraction", 0.5)),
        Literal(r"初めて|初の|最初", one("ordinal", 1)),
        Literal(r"一人|ひとり|一つ|ひとつ", one("number", 1)),
        Literal(r"ふたり|ふたつ|2つ", one("number", 2)),
        Literal(r"(?<!\d)十数|数(?=人|年|日|回|カ月|か月)", nothing),
        latin_code(),
        GLUED_CODE,
    ),
    numerals=(
        mixed(MYRIADS, ""),
        Numeral(r"[〇一二三四五六七八九]{4}(?=年)", characters(MYRIADS), spelled=True),
        Numeral(
            rf"(?<=第){_CHARACTER}{{1,20}}|(?=[一二三四五六七八九十]){_CHARACTER}{{1,20}}(?=\s?{_COUNTER})",
            MYRIADS.read,
            spelled=True,
        ),
    ),
    before=(
        *CURRENCY_SYMBOLS,
        Context("ordinal", r"第\s?"),
        Context("number", r"時速(?:約)?\s?", "per hour"),
        Context("number", r"摂氏\s?", "C"),
        Context("number", r"華氏\s?", "F"),
    ),
    combined={("per hour", "mile"): "mph", ("per hour", "km"): "kph", ("C", "C/F"): "C", ("F", "C/F"): "F"},
    after=(
        Context("percent", rf"{PERCENT_SIGN}|\s?(?:パーセント|ポイント(?=[上下差の]))"),
        *amounts(
            {
                "AUD": r"\s?(?:豪|オーストラリア)ドル",
                "CAD": r"\s?(?:加|カナダ)ドル",
                "HKD": r"\s?香港ドル",
                "USD": r"\s?米ドル",
                DOLLAR: r"\s?ドル",
                "cent": r"\s?(?:セント(?!ラ|ル|・)|ペンス)",
                "GBP/lb": r"\s?(?:英)?ポンド",
                "EUR": r"\s?ユーロ",
                "KRW": r"\s?ウォン",
                "CNY": r"\s?(?:人民)?元(?!来|年|々|首)",
                "VND": r"\s?ドン(?!\w)",
                "INR": r"\s?ルピー",
                "RUB": r"\s?ルーブル",
                "MXN/PHP/ARS/CLP/COP": r"\s?ペソ",
                "CHF": r"\s?(?:スイス)?フラン(?!ス)",
                "JPY": r"\s?円(?!形|盤|卓|滑)",
            }
        ),
        Context("decade", r"(?<=0)\s?年代|(?<=[1-9]0)代(?!表|理|替|目)"),
        Context("century", r"\s?世紀"),
        Context("ordinal", r"\s?(?:周年|番目|回目|度目|人目|位(?!置)|年目)"),
        Context("number", r"\s?(?:か月|ヶ月|カ月|ヵ月|箇月)", "month"),
        Context("month", r"\s?月(?!曜|間)", "month", 1, 12),
        Context("day", r"\s?日(?!間|本|目|曜|後(?!半)|以内|連続)", "day", 1, 31),
        Context("year", r"\s?年(?!間|前|後(?!半)|以上|ぶり|来|齢|目|代|生)", "year", 1000, 2199),
        Context("number", r"\s?(?:年|歳|才(?!能))", "year"),
        *counts(
            {
                "hour": r"\s?時間",
                "minute": r"\s?分(?!の|野|析|裂|類|離|散|割)",
                "second": r"\s?秒",
                "day": r"\s?日(?!本)",
                "week": r"\s?週(?:間)?",
                "sqmi": r"\s?平方マイル",
                "km2": r"\s?平方キロ(?:メートル)?",
                "m2": r"\s?平方メートル",
                "sqft": r"\s?平方フィート",
                "nmi": r"\s?海里",
                "mile": r"\s?マイル",
                "kg": r"\s?キログラム",
                "cm": r"\s?センチ(?:メートル)?",
                "mm": r"\s?ミリ(?:メートル)?",
                "km": r"\s?キロメートル",
                "km/kg": r"\s?キロ(?!ワ|バ|カ|ヘ)",
                "m": r"\s?メートル|(?<=\d)m(?![A-Za-z])",
                "foot": r"\s?フィート|\s?フット",
                "inch": r"\s?インチ",
                "yard": r"\s?ヤード",
                "acre": r"\s?エーカー",
                "hectare": r"\s?ヘクタール",
                "tonne/ton": r"\s?トン(?!ネ)",
                "oz": r"\s?オンス",
                "gallon": r"\s?ガロン",
                "litre": r"\s?リットル",
                "g": r"\s?グラム",
                "C/F": r"\s?度(?!目|合|々)",
            },
            ABBREVIATED_UNITS,
        ),
        Context("number", r"\s?(?:人(?!目)|名)", "person"),
    ),
    starts=r"(?=\S)",
    range_mark=r"\s?(?:[-‐‑–—~～〜]|から|ないし)\s?",
)
