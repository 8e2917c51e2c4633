"""What the grammars of several languages share: currency signs, Latin codes, fractions in digits, unit abbreviations."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..records import Span
from ._grammar import Context, Literal, Quantity, numeric_date

DOLLAR = "USD/AUD/CAD/NZD/SGD/HKD/TWD"
"""A dollar of no stated country."""

_SIGNS = {
    r"US\s?\$": "USD", r"A(?:U|US)?\$": "AUD", r"C(?:A)?\$": "CAD", r"NZ\$": "NZD", r"S\$": "SGD", r"HK\$": "HKD",
    r"NT\$": "TWD", r"R\$": "BRL", r"\$": DOLLAR, "£": "GBP", "€": "EUR", "[¥￥]": "JPY/CNY", "₩": "KRW", "₫": "VND",
    "₹": "INR", "₽": "RUB", r"\bUSD": "USD", r"\bEUR": "EUR", r"\bGBP": "GBP", r"\bVND": "VND", r"\bRMB": "CNY",
}  # fmt: skip
CURRENCY_SYMBOLS = tuple(Context("money", rf"{sign}\s?", unit) for sign, unit in _SIGNS.items())

ABBREVIATED_UNITS = {
    "kph": r"\s?(?:km/h|kmh|kph)\b", "mph": r"\s?mph\b", "km2": r"\s?(?:km2|km²|㎢|sq\skm)(?![A-Za-z0-9])",
    "m2": r"\s?(?:m2|m²|㎡)(?![A-Za-z0-9])",
    "km": r"\s?(?:km|㎞)(?![A-Za-z])", "cm": r"\s?(?:cm|㎝)(?![A-Za-z])", "mm": r"\s?(?:mm|㎜)(?![A-Za-z])",
    "kg": r"\s?(?:kg|㎏)(?![A-Za-z])", "lb": r"\s?lbs?\b", "C": r"\s?(?:°|º)\s?C\b|\s?℃|(?<=\d)C\b",
    "F": r"\s?(?:°|º)\s?F\b|\s?℉|(?<=\d)F\b",
}  # fmt: skip
PERCENT_SIGN = r"\s?(?:[%％٪]p?)"

DATE_IN_DIGITS = (
    r"(?<![\d.,/-])(?:(?:19|20)\d{2}(?:[-/]\d{1,2}[-/]|\.\s?\d{1,2}\.\s?)\d{1,2}"
    r"|\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d{2}|\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d{2})(?![\d/])"
)
DIGIT_FRACTION = r"(?<![\d/.,])[1-9]/(?:[2-9]|10)(?![\d/.,]\d|\d|/)|[½⅓⅔¼¾⅕]"
_SIGN_VALUES = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5}
CLOCK_IN_DIGITS = r"(?<![\d.:,-])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:]|\.\d)"


def dates_in_digits(*, day_first: bool) -> Literal:
    """Return the literal of dates such as 2025-09-18 and 18/09/2025."""
    return Literal(DATE_IN_DIGITS, numeric_date(day_first))


def digit_fraction(matched: str) -> list[Quantity]:
    """Read 2/3 or a fraction sign; a part of the whole only, so that 9/5 reads as nothing."""
    span = Span(0, len(matched))
    if matched in _SIGN_VALUES:
        return [Quantity(_SIGN_VALUES[matched], "fraction", "", False, span)]
    over, under = (int(part) for part in matched.split("/"))
    return [Quantity(over / under, "fraction", "", False, span)] if over < under else []


def latin_code(prefixes: str = "mid|pre|post|us|hk|nt|nz") -> Literal:
    """Return the literal of codes such as HER2, F-125 and COVID-19; its value is the first number in it.

    `prefixes` are what may be glued to a real number.
    """
    pattern = rf"(?<![\w$£€])(?!(?:{prefixes})[-‐‑]?\d)[A-Za-z]{{1,20}}+[-‐‑]?\d[A-Za-z0-9]{{0,20}}(?:-\d{{1,9}})?(?![A-Za-z0-9])"
    return Literal(pattern, _code)


def _code(matched: str) -> list[Quantity]:
    number = re.search(r"\d{1,15}", matched)
    return [Quantity(float(number[0]) if number else 0.0, "code", "", False, Span(0, len(matched)))]


def _groups(matched: str) -> list[Quantity]:
    return [Quantity(float(m[0]), "number", "", True, Span(*m.span())) for m in re.finditer(r"\d+", matched)]


PHONE_NUMBER = Literal(r"(?<![\d.,])0\d{1,4}(?:[\s-]\d{2,4}){1,4}(?![\d.,]\d|\d)", _groups)
"""A telephone number, whose groups of digits are no thousands."""
GLUED_CODE = Literal(r"(?<![\w.])\d{1,3}(?:D|G)\b|(?<![\w.,])\d{1,9}[A-Za-z]{1,9}\d[A-Za-z0-9]{0,20}", _code)


def amounts(units: Mapping[str, str]) -> tuple[Context, ...]:
    """Return the contexts of currencies, by ISO 4217 code."""
    return tuple(Context("money", pattern, unit) for unit, pattern in units.items())


def counts(*tables: Mapping[str, str]) -> tuple[Context, ...]:
    """Return the contexts of units of measure and of time; a unit in several tables may be written in all their ways."""
    merged: dict[str, str] = {}
    for table in tables:
        for unit, pattern in table.items():
            merged[unit] = f"{merged[unit]}|{pattern}" if unit in merged else pattern
    return tuple(Context("number", pattern, unit) for unit, pattern in merged.items())
