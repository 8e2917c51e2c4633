"""Dates said in different ways: a weekday, a day of the month, `last month`, resolved with the date of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..quantities import Quantity

_WINDOW_DAYS = 8
"""How far from the article's date a bare weekday or day of the month is looked for; news speaks of the week around it."""


_TELLING = frozenset({"weekday", "day", "month", "relative day", "relative month", "relative year"})


@dataclass(frozen=True, slots=True)
class Moment:
    """The quantities of one side, those among them that tell of days (each once), and the date of its article."""

    quantities: Sequence[Quantity]
    sayings: Sequence[Quantity]
    today: date | None

    @classmethod
    def of(cls, quantities: Sequence[Quantity], today: date | None) -> Moment:
        """Return the moment of some quantities."""
        once = {(q.kind, q.value): q for q in reversed(quantities) if q.kind in _TELLING}
        return cls(quantities, list(once.values())[::-1], today)


def parse(stated: str | None) -> date | None:
    """Return an ISO date, or None where there is none."""
    try:
        return date.fromisoformat(stated[:10]) if stated else None
    except ValueError:
        return None


def days_of(said: Quantity, today: date) -> list[date]:
    """Return the days that a weekday or a relative day may mean in an article of that date."""
    if said.kind == "relative day":
        # A dateline may be a day before publication, and the reader's day another than the scene's.
        return [today + timedelta(int(said.value) + shift) for shift in (0, -1)]
    if said.kind == "weekday":
        around = [today + timedelta(shift) for shift in range(-_WINDOW_DAYS, _WINDOW_DAYS + 1)]
        return [day for day in around if day.weekday() == int(said.value)]
    return []


def explains(missing: Quantity, other: Moment) -> Quantity | None:
    """Return what the other side says instead of a day, month or year that it lacks: a weekday, `yesterday`, `last year`.

    With no article date nothing can be told, and nothing is explained.
    """
    today = other.today
    if today is None or missing.kind not in ("day", "month", "year"):
        return None
    for said in other.sayings:
        if any(_part(day, missing.kind) == int(missing.value) for day in days_of(said, today)):
            return said
        if said.kind == "relative month" and missing.kind in ("month", "year"):
            month = today.year * 12 + today.month - 1 + int(said.value)
            if missing.value == (month % 12 + 1 if missing.kind == "month" else month // 12):
                return said
        if said.kind == "relative year" and missing.kind == "year" and missing.value == today.year + said.value:
            return said
    return None


def could_be_rewritten(missing: Quantity, other: Moment) -> Quantity | None:
    """Return the weekday or relative date on the other side that might stand for a day, month or year, with no date to tell."""
    wanted = {
        "day": ("weekday", "relative day"),
        "month": ("relative month", "weekday", "relative day", "day"),
        "year": ("relative year", "relative month", "weekday", "relative day"),
    }.get(missing.kind, ())
    return next((said for kind in wanted for said in other.sayings if said.kind == kind), None)


def implied(missing: Quantity, own: Moment, other: Moment) -> bool:
    """Return whether a month or year only says what the article's date makes plain: `Sept. 18` for `18일`."""
    today = other.today or own.today
    if today is None:
        return False
    if missing.kind == "year":
        return abs(missing.value - today.year) <= 1 and any(q.kind in ("month", "day", "weekday") for q in own.sayings)
    if missing.kind == "month":
        days = [q for q in own.sayings if q.kind == "day"]
        near = (today + timedelta(shift) for shift in range(-31, 32))
        return any(day.month == int(missing.value) and any(day.day == int(q.value) for q in days) for day in near)
    return False


def _part(day: date, kind: str) -> int:
    return {"day": day.day, "month": day.month, "year": day.year}[kind]
