"""Vietnamese numbers."""

from __future__ import annotations

import re

from .. import languages
from ..records import Span
from ._grammar import Context, Grammar, Literal, Quantity, by_word, clock, listed, nothing, one, roman_numeral
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
from ._words import Words, digits, spelled

_ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_AFTER_TEN = {
    **{word: value for value, word in enumerate(_ONES) if word not in ("không", "năm")},
    "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7,
}  # fmt: skip
# `năm` is five and year, `ba` also father: they count only as part of a longer numeral or before a few words.
WORDS = Words(
    small={word: value for value, word in enumerate(_ONES) if word not in ("không", "năm")}
    | {"bẩy": 7, "mười": 10}
    | {f"mười {word}": 10 + value for word, value in _AFTER_TEN.items()}
    | {f"{_ONES[ten]} mươi": ten * 10 for ten in range(2, 10)}
    | {f"{_ONES[ten]} mươi {word}": ten * 10 + value for ten in range(2, 10) for word, value in _AFTER_TEN.items()},
    hundreds={"trăm": 100},
    scales={
        "nghìn": 1e3,
        "ngàn": 1e3,
        "triệu": 1e6,
        "tỷ": 1e9,
        "tỉ": 1e9,
        "nghìn tỷ": 1e12,
        "ngàn tỷ": 1e12,
        "nghìn tỉ": 1e12,
    },
    ordinals={},
    articles={"nửa": 0.5},
    bare_scales=False,
    tight_scales={"k": 1e3, "m": 1e6, "bn": 1e9, "million": 1e6, "billion": 1e9},
)
_TIME = r"(?P<hour>\d{1,2})(?:\s?(?:giờ|[hg])|[.:])?\s?(?P<minute>\d{2}(?!\d)|rưỡi)?"
_HALF = r"(?:\s?(?:giờ\s)?(?:sáng|trưa|chiều|tối|đêm|am|pm|[ap]\.m\.?)\b)?"
_WEEKDAY = listed("weekday", languages.get("vi").weekdays, 0, hard=False)
_ORDINAL_OR_WEEKDAY = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_DAY_WORD = r"\b(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|nhật|thứ\s(?:hai|ba|tư|năm|sáu|bảy))\s?[(,]?\s?"


def _weekday(matched: str) -> list[Quantity]:
    """Read a weekday, which unless capitalised may also be an ordinal: `thứ năm` is Thursday or the fifth."""
    found = _WEEKDAY(matched)
    word = matched.split()[-1]
    if word not in _ORDINAL_OR_WEEKDAY:
        return found
    ordinal = Quantity(_ORDINAL_OR_WEEKDAY.index(word) + 2.0, "ordinal", "", False, Span(0, len(matched)))
    return [*found, ordinal]


def _day_month(matched: str) -> list[Quantity]:
    (day, first), (month, second) = [(m[0], Span(*m.span())) for m in re.finditer(r"\d+", matched)]
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return []
    return [Quantity(float(day), "day", "day", True, first), Quantity(float(month), "month", "month", True, second)]


def _fraction(matched: str) -> list[Quantity]:
    over, under = re.findall(r"\d+", matched)[:2]
    value = int(over) / int(under) if int(under) else 0.0
    return [Quantity(value, "fraction", "", False, Span(0, len(matched)))] if 0 < value < 1 else []


GRAMMAR = Grammar(
    guards=(
        r"\b(?:một\s(?:số|vài|chút|phần|cách|mình|khi|lần\snữa|trong|cái|người|loạt)|duy\snhất|ba\smẹ|ông\sba|hai\sbên)\b",
        r"\bbảy\snúi\b|\btám\schuyện\b",
    ),
    literals=(
        Literal(
            r"\b(?:hàng|vài|mấy|nhiều)\s(?:chục|trăm|nghìn|ngàn|triệu|tỷ)(?:\s(?:nghìn|ngàn|triệu|tỷ))?\b|\bvài\b",
            one("vague"),
        ),
        PHONE_NUMBER,
        dates_in_digits(day_first=True),
        Literal(r"\d{1,2}[/-]\d{1,2}(?![\d/])", _day_month, before=_DAY_WORD),
        Literal(
            rf"(?:{CLOCK_IN_DIGITS}|(?<![\d.,])\d{{1,2}}(?:\.\d{{2}})?\s?(?:giờ|[hg](?=\d{{2}}\b|[\s,.;)]))"
            r"(?!\s?(?:liền|đồng\shồ|bay|làm\sviệc))(?:\s?\d{2}(?!\d|[.,]\d)(?:\s?phút)?|\s?rưỡi)?)"
            rf"{_HALF}|(?<![\d.,])\d{{1,2}}(?:[.:]\d{{2}})?\s?(?:[ap]m\b|[ap]\.m\b\.?)",
            clock(_TIME, r"sáng|\bam|a\.m|đêm", r"chiều|tối|trưa|pm|p\.m"),
        ),
        Literal(r"\bthứ\s(?:hai|ba|tư|năm|sáu|bảy)\b|\bchủ\snhật\b", _weekday),
        Literal(r"\bhôm\skia\b", one("relative day", -2)),
        Literal(r"\bhôm\squa\b|\btối\squa\b|\bđêm\squa\b|\bngày\shôm\strước\b", one("relative day", -1)),
        Literal(r"\bhôm\snay\b|\bcùng\sngày\b|\bsáng\snay\b|\bchiều\snay\b|\btối\snay\b", one("relative day", 0)),
        Literal(r"\bngày\smai\b|\bhôm\ssau\b|\bngày\shôm\ssau\b", one("relative day", 1)),
        Literal(r"\btháng\s(?:trước|vừa\squa|rồi)\b", one("relative month", -1)),
        Literal(r"\btháng\snày\b", one("relative month", 0)),
        Literal(r"\btháng\s(?:sau|tới)\b", one("relative month", 1)),
        Literal(r"\bnăm\s(?:ngoái|trước|vừa\squa)\b", one("relative year", -1)),
        Literal(r"\bnăm\snay\b", one("relative year", 0)),
        Literal(r"\bnăm\s(?:sau|tới)\b", one("relative year", 1)),
        Literal(
            r"\btháng\s(?:giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười\smột|mười\shai|mười|chạp)\b",
            listed("month", languages.get("vi").months, 1, hard=True),
        ),
        Literal(r"\b\d{1,2}\sphần\s\d{1,3}\b", _fraction),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(r"\b(?:một\s)?nửa\b(?!\s(?:triệu|tỷ))", one("fraction", 0.5)),
        Literal(r"\b(?:đầu\stiên|thứ\snhất|lần\sđầu)\b", one("ordinal", 1)),
        Literal(r"\bthứ\snhì\b", one("ordinal", 2)),
        Literal(
            r"\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\sthập\s(?:kỷ|niên)\b",
            by_word(
                "number",
                {f"{word} thập {end}": 10.0 * i for i, word in enumerate(_ONES) for end in ("kỷ", "niên")},
                "year",
            ),
        ),
        Literal(r"\bthập\s(?:kỷ|niên)\b(?!\s\d)", one("number", 10, "year")),
        Literal(r"\b(?:gấp\s)?đôi\b", one("number", 2)),
        Literal(r"(?-i:\b[IVX]{2,7}\b)", roman_numeral("ordinal")),
        Literal(
            r"(?<=tầng\s)năm\b|\bnăm\b(?=\s(?:người|ngày|tháng|năm|lần|quốc|trận|tuần|bàn|điểm|con|cuộc))",
            one("number", 5),
        ),
        Literal(r"\bkhông\b", nothing),
        latin_code("tp|us|hk|nt|nz"),
        GLUED_CODE,
    ),
    numerals=(digits(WORDS, decimal=",", group="."), spelled(WORDS)),
    before=(
        *CURRENCY_SYMBOLS,
        Context("decade", r"\b(?:thập\s(?:kỷ|niên)|những\snăm)\s"),
        Context("century", r"\bthế\skỷ\s(?:thứ\s)?"),
        Context("month", r"\btháng\s", "month", 1, 12),
        Context("day", r"\b(?:ngày|mùng|mồng|hôm)\s", "day", 1, 31),
        Context("day", r"(?:\b(?:hai|ba|tư|năm|sáu|bảy|nhật))\s?[(,]?\s?ngày\s", "day", 1, 31),
        Context("year", r"\bnăm\s", "year", 1000, 2199),
        Context("ordinal", r"\b(?:thứ|lần\sthứ|hạng)\s"),
    ),
    after=(
        Context("percent", rf"{PERCENT_SIGN}|\s(?:phần\străm|điểm\sphần\străm)\b"),
        Context("day", r"(?=\stháng\s(?:\d|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp))", "day", 1, 31),
        *amounts(
            {
                "AUD": r"\s(?:đô[\s-]la\s(?:úc|australia))\b|\s?AUD\b",
                "CAD": r"\s(?:đô[\s-]la\scanada)\b|\s?CAD\b",
                "USD": r"\s(?:đô[\s-]la\smỹ|mỹ\skim)\b|\s?USD\b",
                DOLLAR: r"\s(?:đô[\s-]la|đô(?!\s(?:thị|đốc|hộ))|dollar)\b",
                "GBP": r"\s(?:bảng(?:\s?anh)?)\b|\s?GBP\b",
                "EUR": r"\s?(?:euro|eur)\b",
                "JPY": r"\s(?:yên|yen)\b",
                "CNY": r"\s(?:nhân\sdân\stệ|tệ)\b|\s?CNY\b",
                "KRW": r"\swon\b|\s?KRW\b",
                "RUB": r"\s(?:rúp|rub)\b",
                "INR": r"\s(?:rupee|rupi)\b",
                "VND": r"\s?(?:đồng|vnd|vnđ|₫|đ)(?!\w)",
                "cent": r"\s(?:xu(?!\s(?:hướng|thế))|cent|pence|xen)\b",
            }
        ),
        *counts(
            {
                "mph": r"\s(?:dặm\s?(?:/|mỗi\s|một\s|trên\s)?\s?giờ)\b|\s?mph\b",
                "kph": r"\s(?:(?:ki-?lô-?mét|km)\s?(?:/|mỗi\s|một\s|trên\s)?\s?(?:giờ|h))\b",
                "sqmi": r"\sdặm\svuông\b",
                "km2": r"\s(?:km|ki-?lô-?mét)\svuông\b",
                "m2": r"\s(?:m|mét)\svuông\b",
                "sqft": r"\s(?:feet|foot|bộ)\svuông\b",
                "nmi": r"\shải\slý\b",
                "mile": r"\s(?:dặm|miles?)\b",
                "km": r"\s(?:ki-?lô-?mét|kilomet|cây\ssố)\b",
                "kg": r"\s(?:ki-?lô-?gam|kilogam|ký|cân)\b",
                "cm": r"\s(?:xen-?ti-?mét|centimet)\b",
                "m": r"\smét\b|\s?m\b(?!\s(?:vuông))",
                "foot": r"\s(?:feet|foot|ft|bộ(?!\s(?:trưởng|phim|phận|tộc|ngoại|quốc|ba)))\b",
                "inch": r"\s(?:inch|inches|in)\b",
                "yard": r"\s(?:yards?|thước\sanh)\b",
                "acre": r"\s(?:mẫu\s?anh|acres?|mẫu)\b",
                "hectare": r"\s(?:héc-?ta|hecta|ha)\b",
                "lb": r"\s(?:pounds?|cân\sanh|lbs?)\b",
                "tonne/ton": r"\stấn\b(?!\scông)",
                "oz": r"\s(?:ounce|oz)\b",
                "gallon": r"\s(?:gallons?|ga-?lông)\b",
                "litre": r"\s(?:lít)\b",
                "g": r"\s(?:gam|gram)\b",
                "F": r"\s?độ\sF\b",
                "C": r"\s?độ\sC\b",
                "C/F": r"\s?độ\b",
                "year": r"\s(?:năm|tuổi)\b",
                "month": r"\stháng\b(?!\s\d)",
                "week": r"\stuần\b",
                "day": r"\s(?:ngày|đêm)\b",
                "hour": r"\s(?:giờ|tiếng)\b",
                "minute": r"\sphút\b",
                "second": r"\sgiây\b",
                "person": r"\s(?:người)\b",
            },
            ABBREVIATED_UNITS,
        ),
    ),
    range_mark=r"\s?[-‐‑–—~]\s?|\s(?:đến|tới|và)\s",
)
