"""The time a stated date holds, and how many days lie between two articles, counted on one clock.

An article's date is the day its source speaks of. Where both sources state the time, those days alone mislead:
`2025-09-18T08:00+09:00` is the minute of `2025-09-17T19:00-04:00`. Such days are counted on the clock of either source, and the
fewer count: two articles of one minute are always of one day.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from .errors import UsageError

V = TypeVar("V")
A_DAY = 24 * 60
APPEARED = np.dtype([("day", "<i4"), ("minute", "<i8"), ("offset", "<i2"), ("window", "<i4")])
"""Rows of Appeared."""
_FURTHEST = 14 * 60  # the clocks furthest ahead of UTC; those behind it are at most 12 hours behind
# Those in use by one country or of one meaning; CST, IST and BST mean several.
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "KST": 9, "JST": 9, "ICT": 7, "HKT": 8, "CET": 1, "CEST": 2, "MSK": 3}
_ZONES |= {"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_TIME = re.compile(
    r"(?<![\d:.+-])(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?|(?<=T)(?P<compact>\d{4}(?:\d{2})?))(?![\d:])"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"\s?\(?(?:(?P<zone>{'|'.join(_ZONES)})(?![A-Za-z]))?(?:(?P<sign>[+-])(?P<ahead>\d{{1,2}}(?::?\d{{2}})?)(?!\d))?",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"[^\W\d_]\s?$")


def timestamp(stated: str, day: str) -> str | None:
    """Return the time that a stated date of that day (ISO 8601) holds, as ISO 8601 with its offset from UTC if that is stated.

    None where there is no time or more than one, where a word stands before it (`오후 2:30`), and at midnight to the second,
    which is how programs write a day without a time.
    """
    times = list(_TIME.finditer(stated))
    if len(times) != 1:
        return None
    (time,) = times
    before = stated[: time.start()]
    if _WORD_BEFORE.search(before) and not before.endswith(("T", "t")):
        return None
    digits = time["compact"]
    parts = [digits[:2], digits[2:4], digits[4:]] if digits else [time["hour"], time["minute"], time["second"]]
    hour, minute, second = (int(part or 0) for part in parts)
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    try:
        moment = datetime.fromisoformat(day).replace(hour=hour, minute=minute, second=second, tzinfo=_zone(time))
    except ValueError:
        return None
    return moment.isoformat() if (hour, minute, second) != (0, 0, 0) else None


def _zone(time: re.Match[str]) -> tzinfo | None:
    """Return the zone behind a time, or None; `GMT+9` is nine hours ahead."""
    if not time["sign"]:
        return timezone(timedelta(hours=_ZONES[time["zone"].upper()])) if time["zone"] else None
    digits = time["ahead"].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    ahead = (hours * 60 + minutes) * (1 if time["sign"] == "+" else -1)
    return timezone(timedelta(minutes=ahead)) if abs(ahead) <= _FURTHEST and minutes < 60 else None


class Appeared(NamedTuple):
    """When an article appeared: its own day (ordinal, 0 if undated), the minute in UTC (since ordinal 0, -1 if unknown), how many
    minutes its clock is ahead of UTC, and how many days away its counterparts may be."""

    day: int
    minute: int = -1
    offset: int = 0
    window: int = 0


@dataclass(frozen=True, slots=True)
class DateWindow:
    """How far apart articles may be: `days`, or for sources that fit a pattern of `by_source` so many, the first that fits.

    `zones`: the time zones of sources whose times state none, in the same way. A pattern is a glob for the whole source, or for
    one part of it between slashes: `weekly.example`, `*.weekly.example`, `news/weekly/*`.
    """

    days: int = 2
    by_source: tuple[tuple[str, int], ...] = ()
    zones: tuple[tuple[str, str], ...] = ()

    def appeared(self, day: str | None, time: str | None, source: str) -> Appeared:
        """Return when an article of that date, timestamp and source appeared; a time outside years 1 to 9999 in UTC is none."""
        window = fitting(self.by_source, source, self.days)
        if not day:
            return Appeared(0, window=window)
        ordinal = date.fromisoformat(day).toordinal()
        moment = datetime.fromisoformat(time) if time else None
        if moment and not moment.tzinfo and (name := fitting(self.zones, source, "")):
            moment = moment.replace(tzinfo=zone_named(name))
        if not moment or not moment.tzinfo:
            return Appeared(ordinal, window=window)
        try:
            ahead, utc = moment.utcoffset() or timedelta(), moment.astimezone(UTC)
        except OverflowError:
            return Appeared(ordinal, window=window)
        minute = utc.toordinal() * A_DAY + utc.hour * 60 + utc.minute
        return Appeared(ordinal, minute, int(ahead.total_seconds()) // 60, window)


def fitting(patterns: Sequence[tuple[str, V]], source: str, otherwise: V) -> V:
    """Return what belongs to the first pattern that fits a source, whatever its case."""
    if not patterns:
        return otherwise
    whole = source.replace("\\", "/").casefold()
    parts = dict.fromkeys((whole, *whole.split("/")))
    return next((v for glob, v in patterns if any(fnmatchcase(part, glob.casefold()) for part in parts)), otherwise)


@cache
def zone_named(name: str) -> tzinfo:
    """Return a time zone of the IANA database, or of an offset such as `+09:00`; raises UsageError for any other name."""
    from difflib import get_close_matches
    from zoneinfo import ZoneInfo, available_timezones

    try:
        return (datetime.strptime(name, "%z").tzinfo or UTC) if name.startswith(("+", "-")) else ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        close = get_close_matches(name, sorted(available_timezones()), n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise UsageError(
            f"There is no time zone {name!r}: {hint}Give a name of the IANA database, such as Asia/Seoul, or +09:00."
        ) from error


def days_apart(a: Any, b: Any) -> NDArray[np.float64]:  # noqa: ANN401 - arrays or single rows of APPEARED
    """Return the days between articles, NaN where one is undated; `a` and `b` are of dtype APPEARED and broadcast."""
    apart = np.abs(a["day"] - b["day"]).astype(np.float64)
    if (a["minute"] >= 0).any() and (b["minute"] >= 0).any():
        clocks = (
            np.abs((a["minute"] + clock) // A_DAY - (b["minute"] + clock) // A_DAY)
            for clock in (a["offset"].astype(np.int64), b["offset"].astype(np.int64))
        )
        apart = np.where((a["minute"] >= 0) & (b["minute"] >= 0), np.minimum(*clocks), apart)
    return np.where((a["day"] == 0) | (b["day"] == 0), np.nan, apart)


def inside(a: Any, b: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - as in days_apart
    """Return whether articles lie inside the wider of their windows, or one of them is undated.

    What is compared are the first and last days, or minutes, that a window holds: nothing is worked out for each two articles.
    """
    own, other = a["window"].astype(np.int64), b["window"].astype(np.int64)
    alike = own.size > 0 < other.size and min(own.min(), other.min()) == max(own.max(), other.max())
    reach = (own, None if alike else other)
    near = _overlap(a["day"], a["day"] + 1, b["day"], *reach)
    a_stamped, b_stamped = a["minute"] >= 0, b["minute"] >= 0
    if a_stamped.any() and b_stamped.any():
        on_one_clock = _overlap(*_own_day(a), b["minute"], *_in_minutes(*reach))
        on_one_clock |= _overlap(*_own_day(b), a["minute"], *_in_minutes(other, None if alike else own))
        np.copyto(near, on_one_clock, where=a_stamped & b_stamped)
    for undated in (a["day"] == 0, b["day"] == 0):
        if undated.any():
            near |= undated
    return near


def _overlap(begin: Any, end: Any, point: Any, own: Any, other: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - integers
    """Return whether a point lies from begin to before end, with the wider of two margins around; None is no wider."""
    found = np.asarray((begin - own <= point) & (point < end + own))
    if other is not None:
        found |= (begin <= point + other) & (point - other < end)
    return found


def _own_day(rows: Any) -> tuple[Any, Any]:  # noqa: ANN401 - as in days_apart
    """Return the minutes in UTC at which the day of each article begins and ends on its own clock."""
    begin = (rows["minute"] + rows["offset"]) // A_DAY * A_DAY - rows["offset"]
    return begin, begin + A_DAY


def _in_minutes(*days: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as in days_apart
    return tuple(None if some is None else some * A_DAY for some in days)


def all_inside(a: NDArray[Any], b: NDArray[Any]) -> bool:
    """Return True only if `inside` is true of each of some articles with each of some others, worked out from their extremes.

    `a`, `b`: APPEARED (n,) and (m,). Two times that lie so many days apart, begun ones counted, do so at most on every clock.
    """
    a, b = a[a["day"] != 0], b[b["day"] != 0]
    if not len(a) or not len(b):
        return True
    days = _widest(a["day"], b["day"])
    stamped = [rows["minute"][rows["minute"] >= 0] for rows in (a, b)]
    if all(map(len, stamped)):
        days = max(days, -(-_widest(*stamped) // A_DAY))
    return days <= max(int(a["window"].min()), int(b["window"].min()))


def _widest(a: NDArray[Any], b: NDArray[Any]) -> int:
    return max(int(a.max()) - int(b.min()), int(b.max()) - int(a.min()))


@dataclass(frozen=True, slots=True)
class Reach:
    """What articles of one day have in common: their widest window, and how many minutes their clocks are ahead of UTC at least
    and at most, the least above the most where none of them states its time."""

    window: int = 0
    least: int = A_DAY
    most: int = -A_DAY

    def with_one(self, article: Appeared) -> Reach:
        """Return the reach with one more article."""
        window = max(self.window, article.window)
        if article.minute < 0:
            return Reach(window, self.least, self.most)
        return Reach(window, min(self.least, article.offset), max(self.most, article.offset))

    def days(self, article: Appeared) -> int:
        """Return how many days away, each counted by its own clock, an article may be that lies inside a window of these."""
        widest = max(self.window, article.window)
        if article.minute < 0 or self.least > self.most:
            return widest
        return widest + -(-max(abs(self.least - article.offset), abs(self.most - article.offset)) // A_DAY)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that have articles, ordinals in order, with the reach of those of each day, and of all together."""

    days: tuple[int, ...] = ()
    reaches: tuple[Reach, ...] = ()
    widest: Reach = Reach()

    @classmethod
    def of(cls, reaches: Mapping[int, Reach]) -> Calendar:
        """Return the calendar of days with such reaches."""
        days = tuple(sorted(reaches))
        found = tuple(reaches[day] for day in days)
        return cls(
            days,
            found,
            Reach(
                max((one.window for one in found), default=0),
                min((one.least for one in found), default=A_DAY),
                max((one.most for one in found), default=-A_DAY),
            ),
        )

    def near(self, article: Appeared) -> Iterator[int]:
        """Yield the days, in order, among whose articles some may lie inside a window of this one."""
        widest = self.widest.days(article)
        begin, end = bisect_left(self.days, article.day - widest), bisect_right(self.days, article.day + widest)
        for day, reach in zip(self.days[begin:end], self.reaches[begin:end], strict=True):
            if abs(day - article.day) <= reach.days(article):
                yield day
