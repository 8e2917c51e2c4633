"""Puts number errors into single translated lines, and beside each a harmless rewriting that must not be reported.

The places are found by plain patterns of digits and words, not by the grammars under test. Every choice comes from a seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

ARTICLE_DATE = date(2018, 10, 1)
"""The documents state no date; they are news of the last days of September and the first of October 2018."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line after one change, and where the change is in it."""

    text: str
    start: int
    stop: int


Inject = Callable[[str, random.Random], Change | None]


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of error in one target language; a twin changes the writing and not the meaning."""

    name: str
    lang: str
    inject: Inject
    is_twin: bool = False


_INTEGER = r"(?<![A-Za-z\d.,:#/-])\d{1,3}(?:,\d{3})+(?![\d.,]\d)|(?<![A-Za-z\d.,:#/-])\d+(?!\d|[.,:]\d|[A-Za-z-])"
_NUMBER = rf"{_INTEGER}|(?<![A-Za-z\d.,:#/-])\d+\.\d+(?![\dA-Za-z.])"


def replaced(pattern: str, new: Callable[[re.Match[str], random.Random], str | None]) -> Inject:
    """Return an injector that rewrites one match of a pattern, chosen at random."""
    compiled = re.compile(pattern)

    def inject(line: str, rng: random.Random) -> Change | None:
        matches = list(compiled.finditer(line))
        if not matches:
            return None
        match = rng.choice(matches)
        text = new(match, rng)
        if text is None or text == match[0]:
            return None
        return Change(
            line[: match.start()] + text + line[match.end() :], match.start(), match.start() + max(1, len(text))
        )

    return inject


def _other_digit(match: re.Match[str], rng: random.Random) -> str:
    places = [i for i, c in enumerate(match[0]) if c.isdigit()]
    at = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != match[0][at]])
    return match[0][:at] + digit + match[0][at + 1 :]


def _one_of_cycle(words: str) -> Callable[[re.Match[str], random.Random], str]:
    choices = words.split()

    def new(match: re.Match[str], rng: random.Random) -> str:
        return rng.choice([word for word in choices if word != match[0]])

    return new


def _ten_times(match: re.Match[str], rng: random.Random) -> str:
    value = int(match[0].replace(",", ""))
    value = value // 10 if value % 10 == 0 and rng.random() < 0.5 else value * 10
    return f"{value:,}" if "," in match[0] else str(value)


def _near(low: int, high: int, reach: int) -> Callable[[re.Match[str], random.Random], str]:
    def new(match: re.Match[str], rng: random.Random) -> str | None:
        value = int(match[0])
        others = [v for v in range(value - reach, value + reach + 1) if low <= v <= high and v != value]
        return str(rng.choice(others)) if others else None

    return new


def _swapped(line: str, rng: random.Random) -> Change | None:
    matches = list(re.finditer(_NUMBER, line))
    pairs = [(a, b) for i, a in enumerate(matches) for b in matches[i + 1 :] if a[0] != b[0]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    text = line[: a.start()] + b[0] + line[a.end() : b.start()] + a[0] + line[b.end() :]
    return Change(text, a.start(), b.end())


def _table(pairs: dict[str, str]) -> Callable[[re.Match[str], random.Random], str]:
    both = {**pairs, **{new: old for old, new in pairs.items() if new not in pairs}}
    return lambda match, _: both[match[0]]


def _weekday_as_date(days_off: int) -> Inject:
    """Rewrite a Korean weekday as the day of the month, of the week before the article or a wrong one."""

    def new(match: re.Match[str], rng: random.Random) -> str:
        weekday = "월화수목금토일".index(match[0][0])
        day = next(d for d in (ARTICLE_DATE - timedelta(i) for i in range(7)) if d.weekday() == weekday)
        # A week off would be the same weekday, so a wrong day is never that.
        return f"{(day + timedelta(rng.choice((1, 2, 3, -2, -3)) if days_off else 0)).day}일(현지시간)"

    return replaced(r"[월화수목금토일]요일", new)


def _as_myriads(match: re.Match[str], _: random.Random) -> str | None:
    value = int(match[0].replace(",", ""))
    if value % 1000 or value < 10_000:
        return None
    thousands = f"{value % 10_000 // 1000}천" if value % 10_000 else ""
    return f"{value // 10_000}만{thousands}"


def _millions_in_digits(match: re.Match[str], _: random.Random) -> str:
    return f"{round(float(match[1]) * (10**6 if match[2] == 'million' else 10**9)):,}"


_KO_CURRENCY = r"(?<=[\d만억조천백])(\s?)(?:달러|파운드|유로)(?!존)"
_KO_UNITS = {"킬로미터": "마일", "마일": "킬로미터", "km": "m", "미터": "센티미터", "피트": "미터", "야드": "피트",
"kg": "t", "킬로그램": "톤",
             "시간": "분", "개월": "년", "주": "개월", "세": "개월", "야": "야"}  # fmt: skip
_EN_UNITS = {"miles": "metres", "kilometers": "miles", "kilometres": "miles", "feet": "yards", "meters": "feet", "metres": "feet",
             "hours": "minutes", "minutes": "hours", "months": "years", "years": "months", "weeks": "months",
             "days": "weeks"}  # fmt: skip
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTHS = "January February March April June July August September October November December"

FAMILIES = (
    Family("NUM-D one digit", "ko", replaced(_NUMBER, _other_digit)),
    Family(
        "NUM-M 만 for 억",
        "ko",
        replaced(
            r"(?<=[\d천백십])[만억](?=\s?(?:[\d여]|명|달러|파운드|유로|원|표|대|건|개|마리|에이커|년))",
            _table({"만": "억"}),
        ),
    ),
    Family("NUM-M ten times", "ko", replaced(_INTEGER, _ten_times)),
    Family("NUM-X dropped", "ko", replaced(_NUMBER, lambda *_: "")),
    Family(
        "NUM-W spelled",
        "ko",
        replaced(
            r"(?<![가-힣])(?:세|네|다섯|여섯|일곱|여덟|아홉)(?=\s?(?:명|번|개|살|가지|달|마리|시간))",
            _one_of_cycle("세 네 다섯 여섯 일곱 여덟 아홉"),
        ),
    ),
    Family("NUM-SWAP", "ko", _swapped),
    Family("DATE year", "ko", replaced(r"(?<!\d)(?:19|20)\d\d(?=년)", _near(1900, 2030, 9))),
    Family("DATE month", "ko", replaced(r"(?<!\d)\d{1,2}(?=월(?!드))", _near(1, 12, 11))),
    Family("DATE day", "ko", replaced(r"(?<!\d)\d{1,2}(?=일(?=[\s(에,.]))", _near(1, 28, 6))),
    Family("DATE weekday", "ko", replaced(r"[월화수목금토일](?=요일)", _one_of_cycle("월 화 수 목 금 토 일"))),
    Family("DATE weekday as a wrong day", "ko", _weekday_as_date(1)),
    Family("DATE half of the day", "ko", replaced(r"오전|오후(?=\s?\d)", _table({"오전": "오후"}))),
    Family(
        "CUR",
        "ko",
        replaced(
            r"(?<=[\d만억조천백])\s?(?:달러|파운드|유로)",
            lambda m, rng: rng.choice([c for c in ("달러", "파운드", "유로", "원") if c not in m[0]]),
        ),
    ),
    Family(
        "UNIT", "ko", replaced(r"(?<=\d)(?:킬로미터|마일|km|미터|피트|야드|kg|킬로그램|시간|개월)", _table(_KO_UNITS))
    ),
    Family("PCT lost", "ko", replaced(r"(?<=\d)\s?(?:%|퍼센트)(?:\s?포인트)?", lambda *_: "")),
    Family(
        "twin: 20,000 as 2만", "ko", replaced(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d만억])", _as_myriads), is_twin=True
    ),
    Family("twin: weekday as the right day", "ko", _weekday_as_date(0), is_twin=True),
    Family(
        "twin: sum in won added",
        "ko",
        replaced(
            r"(?<=[\d만억조천백])\s?(?:달러|파운드|유로)", lambda m, rng: f"{m[0]}(약 {rng.randint(12, 980)}억 원)"
        ),
        is_twin=True,
    ),
    Family("twin: % as 퍼센트", "ko", replaced(r"(?<=\d)%(?!p|포)", lambda *_: "퍼센트"), is_twin=True),
    Family(
        "twin: miles as km",
        "ko",
        replaced(r"(?<![\d.,])(\d{1,3})\s?마일(?!\s?의?\s?속)", lambda m, _: f"{round(int(m[1]) * 1.609344)}km"),
        is_twin=True,
    ),
    Family("NUM-D one digit", "en", replaced(_NUMBER, _other_digit)),
    Family("NUM-M million for billion", "en", replaced(r"\b(?:million|billion)\b", _table({"million": "billion"}))),
    Family("NUM-M ten times", "en", replaced(_INTEGER, _ten_times)),
    Family("NUM-X dropped", "en", replaced(_NUMBER, lambda *_: "")),
    Family(
        "NUM-W spelled",
        "en",
        replaced(
            r"\b(?:three|four|five|six|seven|eight|nine)\b", _one_of_cycle("three four five six seven eight nine")
        ),
    ),
    Family(
        "NUM-W ordinal",
        "en",
        replaced(
            r"\b(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b",
            _one_of_cycle("fourth fifth sixth seventh eighth ninth tenth"),
        ),
    ),
    Family("NUM-SWAP", "en", _swapped),
    Family("DATE year", "en", replaced(r"(?<![\d$£€,.])(?:19|20)\d\d(?![\d,s%])", _near(1900, 2030, 9))),
    Family("DATE month", "en", replaced(rf"\b(?:{_MONTHS.replace(' ', '|')})\b", _one_of_cycle(_MONTHS))),
    Family("DATE weekday", "en", replaced(rf"\b(?:{_DAYS.replace(' ', '|')})\b", _one_of_cycle(_DAYS))),
    Family("CUR", "en", replaced(r"[$£€](?=\d)", _one_of_cycle("$ £ €"))),
    Family("UNIT", "en", replaced(rf"(?<=\d[\s-])(?:{'|'.join(_EN_UNITS)})\b", _table(_EN_UNITS))),
    Family("PCT lost", "en", replaced(r"(?<=\d)(?:%|\sper\scent|\spercent)", lambda *_: "")),
    Family(
        "twin: million in digits",
        "en",
        replaced(r"(?<=[\s$£€])(\d+(?:\.\d)?)\s(million|billion)\b", _millions_in_digits),
        is_twin=True,
    ),
    Family("twin: % as percent", "en", replaced(r"(?<=\d)%", lambda *_: " percent"), is_twin=True),
)
