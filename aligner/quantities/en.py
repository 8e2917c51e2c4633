"""English numbers."""

from __future__ import annotations

import math

from .. import languages
from ..records import Span
from ._grammar import Context, Grammar, Literal, Quantity, by_word, clock, listed, one, roman_numeral
from ._shared import (
    CLOCK_IN_DIGITS,
    CURRENCY_SYMBOLS,
    DIGIT_FRACTION,
    DOLLAR,
    GLUED_CODE,
    PHONE_NUMBER,
    amounts,
    counts,
    dates_in_digits,
    digit_fraction,
    latin_code,
)
from ._words import Words, digits, in_order, one_of, spelled

_ONES = in_order("""zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""")
_TENS = in_order("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = in_order("""zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""")
_TENTHS = in_order("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth")
_PLURAL_TENS = in_order("twenties thirties forties fifties sixties seventies eighties nineties")
WORDS = Words(
    small={word: value for value, word in enumerate(_ONES)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)},
    hundreds={"hundred": 100, "dozen": 12},
    scales={"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
    ordinals={word: value for value, word in enumerate(_ORDINALS)}
    | {word: 20 + 10 * i for i, word in enumerate(_TENTHS)}
    | {"hundredth": 100, "thousandth": 1000},
    joiners=frozenset({"and"}),
    articles={"half a": 0.5, "a": 1, "an": 1, "quarter of a": 0.25},
    tight_scales={"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12},
)
_LANGUAGE = languages.get("en")
_MONTHS = "|".join(_LANGUAGE.months)
_LONG_MONTHS = "January|February|April|June|July|August|September|October|November|December"
_COUNT = rf"(?:{one_of(WORDS.small)}|\d{{1,2}})"
_FRACTIONS = {
    "half": 1 / 2, "one half": 1 / 2, "one third": 1 / 3, "a third": 1 / 3, "two thirds": 2 / 3, "a quarter": 1 / 4,
    "one quarter": 1 / 4, "three quarters": 3 / 4, "a fourth": 1 / 4, "one fourth": 1 / 4, "three fourths": 3 / 4,
    "one fifth": 1 / 5,
    "a fifth": 1 / 5, "two fifths": 2 / 5, "three fifths": 3 / 5, "four fifths": 4 / 5, "a tenth": 1 / 10, "one tenth": 1 / 10,
}  # fmt: skip
_FRACTION = (
    r"\b(?:a\s(?:third|fourth|fifth|tenth)(?=\s(?:of|to|say|said|are|were|have|less|more)\b|[,.;])|(?:one|two|three|four|a)[\s-]quarters?"
    r"|(?:one|two|three|four)[\s-](?:thirds?|fourths?|fifths?|tenths?)|one[\s-]half|half)\b"
)
_BEFORE_MONTH = (
    r"\d(?:st|nd|rd|th)?(?:\sof)?[\s-]|\b(?:in|by|last|next|since|until|till|early|late|mid|of|this|from|to|between|through|"
    r"before|after|during|every)[\s-]"
)
_SEASON = "year|summer|winter|spring|fall|autumn|season"

_MONTH = listed("month", _LANGUAGE.months, 1, hard=True)


def _september_11(_: str) -> list[Quantity]:
    return [Quantity(9.0, "month", "month", False, Span(0, 1)), Quantity(11.0, "day", "day", False, Span(2, 4))]


_VAGUE = {
    "tens": 10, "dozens": 10, "dozen": 10, "hundreds": 100, "hundred": 100, "thousands": 1e3, "thousand": 1e3, "millions": 1e6,
    "million": 1e6, "billions": 1e9, "billion": 1e9, "trillions": 1e12,
}  # fmt: skip


def _vague(matched: str) -> list[Quantity]:
    words = matched.lower().split()
    value = math.prod(_VAGUE[word] for word in words if word in _VAGUE)
    return [Quantity(float(value), "vague", "", False, Span(0, len(matched)))]


def _decades(matched: str) -> list[Quantity]:
    count = matched.lower().split()[0]
    value = float(count) if count.isdecimal() else float(WORDS.small[count])
    return [Quantity(10 * value, "number", "year", False, Span(0, len(matched)))]


GRAMMAR = Grammar(
    guards=(
        r"\b(?:(?:9|nine)[\s-]to[\s-](?:5|five)|one\sanother|no\sone|one['’]s|this\sone|that\sone|first\s(?:name|lady|half)|at\sfirst|second\shalf)\b",
        r"\b(?:split|every|last|any|a|wait\sa|for\sa|in\sa)\ssecond\b(?=[,.;!?]|\s(?:to|later|of))",
    ),
    literals=(
        Literal(
            r"\b(?:tens|dozens|hundreds|thousands|millions|billions|trillions)"
            r"(?:\sof\s(?:hundreds|thousands|millions|billions))?\b"
            r"|\b(?:several|a\sfew|a\scouple(?:\sof)?|many)\s(?:dozen|hundred|thousand|million|billion)\b",
            _vague,
        ),
        PHONE_NUMBER,
        dates_in_digits(day_first=False),
        Literal(
            rf"(?<![\d.:,£$€])\d{{1,2}}(?:[.:]\d{{2}})?\s?(?:[ap]\.m\b\.?|[ap]m\b)|{CLOCK_IN_DIGITS}(?!\s?min)"
            r"|(?<![\d.:,])\d{1,2}\.\d{2}(?=\s?(?:BST|GMT|EST|EDT|local\stime)\b)",
            clock(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?", r"am|a\.m", r"pm|p\.m"),
        ),
        Literal(
            r"\b(?:0\d|1\d|2[0-3])[0-5]\d(?=\s(?:hours|hrs|GMT|local\stime)\b)|(?<![\d.,])0\d[0-5]\d(?![\d.,]\d|\d)",
            clock(r"(?P<hour>\d\d)(?P<minute>\d\d)", r"(?!)", r"(?!)"),
        ),
        Literal(
            rf"\b{_COUNT}\so['’]clock\b", clock(r"(?P<hour>\w+)(?P<minute>(?!))?", r"(?!)", r"(?!)", dict(WORDS.small))
        ),
        Literal(
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
            listed("weekday", tuple(f"(?:{name})s?" for name in _LANGUAGE.weekdays), 0, hard=False),
        ),
        Literal(r"\bday\sbefore\syesterday\b", one("relative day", -2)),
        Literal(r"\b(?:yesterday|last\snight|the\s(?:previous\sday|day\sbefore))\b", one("relative day", -1)),
        Literal(r"\b(?:today|tonight|this\s(?:morning|afternoon|evening))\b", one("relative day", 0)),
        Literal(r"\b(?:tomorrow|the\s(?:next|following)\s(?:day|morning))\b", one("relative day", 1)),
        Literal(r"\b(?:last|previous)\smonth\b", one("relative month", -1)),
        Literal(r"\bthis\smonth\b", one("relative month", 0)),
        Literal(r"\b(?:next|following|coming)\smonth\b", one("relative month", 1)),
        Literal(rf"\b(?:last|previous)\s(?:{_SEASON})\b|\ba\syear\s(?:ago|earlier)\b", one("relative year", -1)),
        Literal(rf"\bthis\s(?:{_SEASON})\b", one("relative year", 0)),
        Literal(rf"\b(?:next|following|coming)\s(?:{_SEASON})\b", one("relative year", 1)),
        Literal(r"(?-i:\b(?:May|March|Mar\.?))(?=\s\d)", _MONTH),
        Literal(r"(?-i:\b(?:May|March|Mar\.?)(?!\w))", _MONTH, before=_BEFORE_MONTH),
        Literal(rf"(?-i:\b(?:{_LONG_MONTHS})\b)", _MONTH),
        Literal(r"(?-i:\b(?:Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|\b(?=\s\d)))", _MONTH),
        Literal(
            rf"\b(?:{'|'.join(_PLURAL_TENS)})\b",
            by_word("decade", {word: 20.0 + 10 * i for i, word in enumerate(_PLURAL_TENS)}),
        ),
        Literal(r"\bhalf[\s-](?:a\s)?(?:percentage[\s-])?point\b", one("percent", 0.5)),
        Literal(r"\bquarter[\s-](?:percentage[\s-])?point\b", one("percent", 0.25)),
        Literal(r"\bquarter(?:[\s-]of[\s-]an)?[\s-]hour\b", one("number", 15, "minute")),
        Literal(r"\bhalf(?:[\s-]an)?[\s-]hour\b", one("number", 30, "minute")),
        Literal(
            r"\b100\s?(?:%|percent|per\scent)(?=\s(?:certain|sure|confident|committed|behind|right)\b)",
            one("percent", 100),
        ),
        Literal(r"\ba\smile\b", one("number", 1, "mile")),
        Literal(r"\ba\sday\b", one("number", 1, "day")),
        Literal(
            rf"{_FRACTION}(?!\sa\s(?:million|billion|trillion|dozen|thousand|hundred)|[-\s]?(?:time|back|way|brother|sister))",
            by_word("fraction", _FRACTIONS),
        ),
        Literal(r"(?<![\d.])9[/.]11(?![\d.]\d|\d)", _september_11),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(rf"\b{_COUNT}\sdecades\b", _decades),
        Literal(r"\bdecade\b", one("number", 10, "year")),
        Literal(r"\bcentury\b", one("number", 100, "year")),
        Literal(r"\bteen(?:s|agers?|age|aged)?\b", one("decade", 10)),
        Literal(r"\bfortnight\b", one("number", 14, "day")),
        Literal(r"\b(?:twice|doubl(?:e[ds]?|ing)|couple)\b", one("number", 2)),
        Literal(r"\btripl(?:e[ds]?|ing)\b", one("number", 3)),
        Literal(r"\b(?:noon|midday)\b", one("clock", 720)),
        Literal(r"\bmidnight\b", one("clock", 0)),
        Literal(r"(?<=[A-Za-z]\s)(?-i:[IVX]{2,7}|V|X)\b(?!['’])", roman_numeral("ordinal")),
        latin_code(
            "mid|pre|post|early|late|the|about|over|around|sub|under|non|circa|nearly|some|or|to|and|us|hk|nz|nt"
        ),
        GLUED_CODE,
    ),
    numerals=(digits(WORDS, decimal=".", group=",", ordinal=r"(?:st|nd|rd|th)(?![A-Za-z])"), spelled(WORDS)),
    before=(*CURRENCY_SYMBOLS, Context("day", rf"\b(?:{_MONTHS})\s(?:the\s)?", "day", 1, 31)),
    after=(
        Context("percent", r"[\s-]?(?:%|per\s?cent\b|percent(?:age)?\b|pct\b|pc\b)(?:[\s-]points?\b)?"),
        Context("day", rf"(?=(?:\sof)?\s(?-i:(?=[A-Z]))(?:{_MONTHS})(?!\w))", "day", 1, 31),
        *amounts(
            {
                "USD": r"[\s-](?:us|u\.s\.|american)\sdollars?\b|\s?USD\b",
                "AUD": r"[\s-]australian\sdollars?\b|\s?AUD\b",
                "CAD": r"[\s-]canadian\sdollars?\b|\s?CAD\b",
                "NZD": r"[\s-]new\szealand\sdollars?\b|\s?NZD\b",
                DOLLAR: r"[\s-]dollars?\b",
                "GBP": r"[\s-](?:(?:british\s)?pounds\ssterling|quid)\b|\s?GBP\b",
                "EUR": r"[\s-]?euros?\b|\s?EUR\b",
                "JPY": r"[\s-](?:japanese\s)?yen\b|\s?JPY\b",
                "CNY": r"[\s-](?:(?:chinese\s)?yuan|renminbi|rmb)\b|\s?CNY\b",
                "KRW": r"[\s-](?:(?:south\s)?korean\s)?won\b(?=\s?[)\],.;(]|\s(?:in|for|from|to|and|or|of|per|a|on|by|as|"
                r"at|worth|each|was|were|is|more|less)\b|$)|\s?KRW\b",
                "INR": r"[\s-](?:indian\s)?rupees?\b|\s?INR\b",
                "RUB": r"[\s-](?:russian\s)?rou?bles?\b|\s?RUB\b",
                "MXN/PHP/ARS/CLP/COP": r"[\s-](?:mexican\s|philippine\s|argentine\s|chilean\s)?pesos?\b",
                "VND": r"[\s-](?:vietnam(?:ese)?\s)?dong\b|\s?VND\b",
                "CHF": r"[\s-](?:swiss\s)?francs?\b|\s?CHF\b",
                "cent": r"\scents?\b|\spence\b|(?<=\d)p\b",
            }
        ),
        Context("century", r"[\s-]centur(?:y|ies)\b"),
        Context("decade", r"(?<=\d0)['’]?s\b"),
        *counts(
            {
                "point": r"[\s-]points?\b",
                "mph": r"[\s-]?mph\b|[\s-]miles?[\s-](?:per|an)[\s-]hour\b",
                "kph": r"[\s-]?(?:km/h|kph|kmh)\b|[\s-]kilomet(?:er|re)s?[\s-](?:per|an)[\s-]hour\b",
                "sqmi": r"[\s-]square[\s-]miles?\b|\ssq\.?\smi(?:les?)?\b",
                "km2": r"[\s-]square[\s-]?(?:kilomet(?:er|re)s?|km)\b|\s?(?:sq\.?\skm|km2|km²)",
                "m2": r"[\s-]square[\s-]?(?:met(?:er|re)s?|m)\b|\s?(?:sq\.?\sm\b|m2\b|m²)",
                "sqft": r"[\s-]square[\s-]?(?:feet|foot|ft)\b|\s?sq\.?\s(?:ft|feet)\b",
                "nmi": r"[\s-]nautical[\s-]miles?\b",
                "mile": r"[\s-]miles?\b",
                "km": r"[\s-]?kms?\b|[\s-]kilomet(?:er|re)s?\b",
                "cm": r"[\s-]?cm\b|[\s-]centimet(?:er|re)s?\b",
                "mm": r"[\s-]?mm\b|[\s-]millimet(?:er|re)s?\b",
                "m": r"m\b|[\s-]met(?:er|re)s?\b",
                "foot": r"[\s-]?(?:ft|feet|foot)\b|['’′](?=\d)",
                "inch": r"[\s-]?(?:inch(?:es)?\b|in\.)|(?<=\d)in\b|[\"”″](?=\s(?:tall|long|wide|screen))",
                "yard": r"[\s-]?(?:yds?|yards?)\b",
                "acre": r"[\s-]acres?\b",
                "hectare": r"[\s-](?:hectares?|ha)\b",
                "kg": r"[\s-]?(?:kgs?|kilos?)\b|[\s-]kilogram(?:me)?s?\b",
                "lb": r"[\s-]?lbs?\b",
                "GBP/lb": r"[\s-]pounds?\b",
                "tonne/ton": r"[\s-](?:metric\s)?ton(?:ne)?s?\b",
                "oz": r"[\s-](?:ounces?|oz)\b",
                "gallon": r"[\s-]gallons?\b",
                "litre": r"[\s-]lit(?:er|re)s?\b",
                "g": r"[\s-]?(?:gram(?:me)?s?|g)\b",
                "F": r"[\s-]?(?:°|º|degrees?)\s?F(?:ahrenheit)?\b|(?<=\d)F\b",
                "C": r"[\s-]?(?:°|º|degrees?)\s?C(?:elsius)?\b|(?<=\d)C\b|℃",
                "C/F": r"[\s-]?(?:°|degrees\b)",
                "year": r"[\s-]years?(?:[\s-]olds?)?\b|[\s-]?yrs?\b|[\s-]?yo\b",
                "month": r"[\s-]months?\b",
                "week": r"[\s-]weeks?\b",
                "day": r"[\s-](?:days?|nights)\b|-night\b",
                "hour": r"[\s-]?(?:hours?|hrs?)\b",
                "minute": r"[\s-]?(?:minutes?|mins?)\b",
                "second": r"[\s-](?:seconds?|secs?)\b",
            }
        ),
    ),
    range_mark=r"\s?[-‐‑–—~]\s?|\s(?:to|and|or)\s",
)
