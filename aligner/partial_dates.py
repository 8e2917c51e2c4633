"""The date of an article that gives it without its year: `PORT SELWICK, Sept. 18 (SNS) —`, `9월 18일`, `(서울=한빛통신) 18일`.

Such a day is taken where something else tells the rest: what the source states of the date, the year and month in the article's
address or file name, or the full dates in its own text. Where nothing does, or two things differ, it stays unknown: an article
without a date meets more counterparts, one with a wrong date misses its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from . import languages
from .dates import OPENING_LINES, days_in_address, full_dates, header_at, in_dateline, month_number, opens_body
from .languages import Language
from .lines import lines_of
from .records import Block

_NEAR = 31  # days: how far a known date may lie from the day of a month that it helps to complete
_NEAR_DAY = 7  # days: the same where the day stands without its month
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_YEAR_AND_MONTH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-/_.년年]\s?(?P<month>1[0-2]|0?[1-9])|(?P<run>0[1-9]|1[0-2])(?=[/_.-]))(?!\d)"
)
_SITE = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AGENCY = re.compile(
    r"\s*[\[(（【][^\])）】\n=＝]{1,30}[=＝][^\])）】\n]{1,30}[\])）】]\s?(?:[^\d.!?=＝]{1,24}[=＝])?\s?"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A date that is known in part: always its year and month."""

    year: int
    month: int
    day: int | None = None


def completed_date(
    text: str, language: Language, blocks: Sequence[Block] = (), stated: Sequence[str] = ()
) -> str | None:
    """Return the day that a header or dateline gives without its year, completed, as ISO 8601; None where that cannot be.

    `stated`: what is known of the article beside its text, such as a date without its day, and its address or file name.
    """
    if (said := _said(text, language, blocks)) is None:
        return None
    for known in stated:
        found = {day for part in _parts(known) if (day := _completed(*said, part))}
        if len(found) == 1:
            return found.pop().isoformat()
    return _from_text(text, language, *said)


def _said(text: str, language: Language, blocks: Sequence[Block]) -> tuple[int | None, int] | None:
    """Return month (if said) and day of the first header or dateline that has them without a year."""
    with_month = _days_of_months(language)
    passed_over = {block.start for block in blocks if block.kind in ("caption", "furniture")}
    for line in islice((line for line in lines_of(text) if line.start not in passed_over), OPENING_LINES):
        header = header_at(text, line, language, opening=True)
        matches: Iterable[re.Match[str] | None]
        if header and header.rule == "date-line" and not header.dates:
            matches = (pattern.search(text, header.span.start, header.span.stop) for pattern in with_month)
        else:
            matches = (in_dateline(text, line, with_month), _day_alone(text, line.start, line.stop, language))
        for match in filter(None, matches):
            month = match.groupdict().get("month")
            return int(month_number(month, language)) if month else None, int(match["day"])
        if opens_body(text, line, language):
            return None
    return None


def _day_alone(text: str, start: int, stop: int, language: Language) -> re.Match[str] | None:
    """Return the day without its month that stands right behind `(place=agency)`."""
    agency = _AGENCY.match(text, start, stop) if language.day_alone else None
    return re.compile(language.day_alone).match(text, agency.end(), stop) if agency else None


@lru_cache(maxsize=64)
def _days_of_months(language: Language) -> tuple[re.Pattern[str], ...]:
    months = "|".join((*language.months, *languages.get("en").months))
    forms = (
        rf"(?P<month>{months})\s?{_DAY}\s?[일日号號]?",
        rf"(?<!\d){_DAY}\.?\s(?:de\s|of\s)?(?P<month>{months})(?![^\W\d_])",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _parts(known: str) -> list[_Known]:
    """Return the days in an address, a file name or a date that lacks its day, or else its years with their months."""
    known = _of_this_article(known)
    if days := [date.fromisoformat(day) for day in days_in_address(known)]:
        return [_Known(day.year, day.month, day.day) for day in days]
    matches = _YEAR_AND_MONTH.finditer(known)
    return [_Known(int(match["year"]), int(match["month"] or match["run"])) for match in matches]


def _of_this_article(known: str) -> str:
    """Return all behind the host of a web address, and of a path the file's name with its folder; anything else as it is.

    Folders further up hold whole collections, whose dates are those of other things; `2025/09` counts as one folder.
    """
    if site := _SITE.match(known):
        return known[site.end() :]
    path, mark, name_inside = known.partition("#")
    parts = path.replace("\\", "/").split("/")
    first = max(0, len(parts) - 2)
    while first and parts[first].isdecimal() and parts[first - 1].isdecimal():
        first -= 1
    return "/".join(parts[first:]) + mark + name_inside


def _completed(month: int | None, day: int, known: _Known) -> date | None:
    """Return the day of that month, if said, that is nearest to a known date, if near enough."""
    if known.day is None:
        return _date(known.year, known.month, day) if month in (None, known.month) else None
    if (anchor := _date(known.year, known.month, known.day)) is None:
        return None
    if month:
        around = [(known.year + shift, month) for shift in (-1, 0, 1)]
    else:
        first = known.year * 12 + known.month - 1
        around = [divmod(first + shift, 12) for shift in (-1, 0, 1)]
        around = [(year, number + 1) for year, number in around]
    days = [found for year, number in around if (found := _date(year, number, day))]
    nearest = min(days, key=lambda found: abs(found - anchor), default=None)
    return nearest if nearest and abs(nearest - anchor).days <= (_NEAR if month else _NEAR_DAY) else None


def _from_text(text: str, language: Language, month: int | None, day: int) -> str | None:
    """Return the day that the full dates in a text complete in one way.

    A story of an anniversary names the day itself, in another year; so a date of the same day tells nothing, and neither does
    any where the text speaks of a later year.
    """
    known = [date.fromisoformat(found) for found in full_dates(text, language)]
    others = [k for k in known if (k.month, k.day) != (month, day)]
    found = {made for k in others if (made := _completed(month, day, _Known(k.year, k.month, k.day)))}
    if len(found) != 1:
        return None
    (made,) = found
    later = any(int(year) > made.year for year in _YEAR.findall(text))
    return None if later else made.isoformat()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
