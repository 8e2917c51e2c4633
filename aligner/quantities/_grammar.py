"""What a language says about its numbers, as data: literals, numerals, and what stands before and after a numeral."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal as OneOf

from ..records import Span

Kind = OneOf[
    "number", "ordinal", "percent", "money", "fraction", "vague", "code", "year", "month", "day", "weekday", "clock",
    "decade", "century", "relative day", "relative month", "relative year",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text: its value in plain terms, what it counts, and where it is (code points).

    A clock's value is minutes after midnight (unit "am/pm" where the half of the day is not said), a weekday's 0 for Monday,
    a fraction's its ratio, a relative day's, month's or year's the distance from now. A unit "a/b" may be either.
    `hard` is False for what translators freely leave out or write otherwise: "one", "first", small spelled numbers.
    """

    value: float
    kind: Kind
    unit: str
    hard: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What a numeral reads as: value, how many characters of the match were used, and what it multiplied by."""

    value: float
    length: int
    scale: float = 1.0
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """Something read whole, before numerals are: a pattern and what it means.

    `before` is a pattern that must match right up to it, within 24 characters.
    """

    pattern: str
    read: Callable[[str], list[Quantity]]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A pattern of numerals and its reader, which gets the text, where the match starts and where it stops."""

    pattern: str
    read: Callable[[str, int, int], Reading | None]
    spelled: bool = False
    needs_context: bool = False
    """True where the words mean a number only with a counter or unit behind them."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands next to a numeral and makes it this kind; outside low..high it is a plain number of that unit."""

    kind: Kind
    pattern: str
    unit: str = ""
    low: float = float("-inf")
    high: float = float("inf")


@dataclass(frozen=True, slots=True)
class Grammar:
    """All that one language says. Patterns ignore case, contexts are tried in order, literals go before numerals."""

    literals: tuple[Literal, ...]
    numerals: tuple[Numeral, ...]
    before: tuple[Context, ...] = ()
    after: tuple[Context, ...] = ()
    range_mark: str = r"\s?[-‐‑–—~～〜−]\s?"
    """What joins the two ends of a range, so that the unit of the second also belongs to the first."""
    combined: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Units said in two halves: what stands before and after, and the unit they make (`시속 40마일` is miles per hour)."""
    starts: str = r"(?:(?<![^\W\d_])(?=\S)|(?=[\d&½⅓⅔¼¾⅕]))"
    """Where anything may start: at a word or a digit. Languages without spaces between words say: anywhere."""
    guards: tuple[str, ...] = ()
    """Stretches that hold no numbers however they look: names and idioms."""


def nothing(_: str) -> list[Quantity]:
    """Read a literal as no quantity at all."""
    return []


def one(kind: Kind, value: float = 0.0, unit: str = "", *, hard: bool = False) -> Callable[[str], list[Quantity]]:
    """Return a reader of literals that always mean the same."""
    return lambda matched: [Quantity(value, kind, unit, hard, Span(0, len(matched)))]


def listed(kind: Kind, patterns: tuple[str, ...], first: int, *, hard: bool) -> Callable[[str], list[Quantity]]:
    """Return a reader of one of several words; the value is its place in the list, counted from `first`."""
    compiled = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]

    def read(matched: str) -> list[Quantity]:
        for value, pattern in enumerate(compiled, start=first):
            if pattern.fullmatch(matched.strip()):
                return [Quantity(float(value), kind, "", hard, Span(0, len(matched)))]
        return []

    return read


def by_word(
    kind: Kind, values: dict[str, float], unit: str = "", *, hard: bool = False
) -> Callable[[str], list[Quantity]]:
    """Return a reader that looks the words up, in lower case and with single spaces."""

    def read(matched: str) -> list[Quantity]:
        value = values.get(" ".join(re.split(r"[\s-]+", matched.lower())))
        return [] if value is None else [Quantity(value, kind, unit, hard, Span(0, len(matched)))]

    return read


def clock(
    pattern: str, morning: str, afternoon: str, words: dict[str, int] | None = None
) -> Callable[[str], list[Quantity]]:
    """Return a reader of times of day from a pattern with the groups hour and minute.

    `morning` and `afternoon` are searched for in the whole match. An hour above 12 or one with a leading 0 says its half itself.
    """
    parts = re.compile(pattern, re.IGNORECASE)
    early, late = re.compile(morning, re.IGNORECASE), re.compile(afternoon, re.IGNORECASE)
    spelled = words or {}

    def read(matched: str) -> list[Quantity]:
        found = parts.search(matched)
        if not found:
            return []
        written, minute = found["hour"].replace(" ", ""), found["minute"] or "0"
        hour = int(written) if written.isdecimal() else spelled.get(written.lower(), -1)
        minutes = int(minute) if minute.isdecimal() else spelled.get(minute.lower(), 30)
        if not (0 <= hour <= 24 and minutes < 60):
            return [Quantity(float(hour), "number", "hour", True, Span(0, len(matched)))]
        unit = "am/pm"
        if late.search(matched):
            hour, unit = hour % 12 + 12 if hour <= 12 else hour, ""
        elif early.search(matched):
            hour, unit = hour % 12, ""
        elif hour > 12 or written.startswith("0"):
            unit = ""
        return [Quantity(float(hour % 24 * 60 + minutes), "clock", unit, True, Span(0, len(matched)))]

    return read


_DIGITS = re.compile(r"\d+")


def numeric_date(day_first: bool) -> Callable[[str], list[Quantity]]:
    """Return a reader of dates in digits: year first where it has four digits, else by the habit of the language."""

    def read(matched: str) -> list[Quantity]:
        spans = [Span(*m.span()) for m in _DIGITS.finditer(matched)]
        year, month, day = spans if len(spans[0]) == 4 else (spans[2], *(spans[1::-1] if day_first else spans[:2]))
        if int(month.of(matched)) > 12:
            month, day = day, month
        if int(month.of(matched)) > 12 or int(day.of(matched)) > 31:
            return []
        kinds: tuple[tuple[Kind, Span], ...] = (("year", year), ("month", month), ("day", day))
        found = [Quantity(float(span.of(matched)), kind, kind, True, span) for kind, span in kinds]
        return sorted(found, key=lambda q: q.span.start)

    return read


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int:
    """Return the value of a Roman numeral below 400."""
    values = [_ROMAN[letter] for letter in text.upper()]
    return sum(-v if v < later else v for v, later in zip(values, [*values[1:], 0], strict=True))


def roman_numeral(kind: Kind, *, hard: bool = False) -> Callable[[str], list[Quantity]]:
    """Return a reader of literals that begin with a Roman numeral."""

    def read(matched: str) -> list[Quantity]:
        letters = re.match(r"[IVXLC]+", matched, re.IGNORECASE)
        return [Quantity(float(roman(letters[0])), kind, "", hard, Span(0, len(matched)))] if letters else []

    return read


def shifted(quantity: Quantity, by: int) -> Quantity:
    """Return the quantity with its span moved."""
    return replace(quantity, span=Span(quantity.span.start + by, quantity.span.stop + by))
