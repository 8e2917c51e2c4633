"""When articles appeared: the time a stated date holds, the days between two, and which days may hold a counterpart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.clocks import (
    A_DAY,
    APPEARED,
    Appeared,
    Calendar,
    DateWindow,
    Reach,
    all_inside,
    days_apart,
    fitting,
    inside,
    timestamp,
)
from aligner.errors import UsageError

DAY = "2025-09-18"


@pytest.mark.parametrize(
    ("stated", "time"),
    [
        ("2025-09-18T08:00:00+09:00", "08:00:00+09:00"),
        ("2025-09-18T08:00:00.250-0400", "08:00:00-04:00"),
        ("2025-09-18T23:10:00Z", "23:10:00+00:00"),
        ("20250918T083000Z", "08:30:00+00:00"),
        ("Thu, 18 Sep 2025 10:30:00 +0900", "10:30:00+09:00"),
        ("Thu, 18 Sep 2025 23:59:59 GMT", "23:59:59+00:00"),
        ("Thu Sep 18 2025 08:00:00 GMT+0900 (KST)", "08:00:00+09:00"),
        ("18/9/2025, 10:00 (GMT+7)", "10:00:00+07:00"),
        ("2025-09-18 2:30 PM EDT", "14:30:00-04:00"),
        ("2025-09-18 12:05 a.m.", "00:05:00"),
        ("2025.09.18 10:30", "10:30:00"),
        ("2025-09-18 10:30 CST", "10:30:00"),
        ("2025-09-18T08:00+99:00", "08:00:00"),
    ],
)
def test_a_stated_date_may_hold_a_time_and_its_zone(stated, time):
    assert timestamp(stated, DAY) == f"{DAY}T{time}"


@pytest.mark.parametrize(
    "stated",
    [
        DAY,
        "2025-09-18T00:00:00",
        "2025-09-18T00:00:00.000Z",
        "2025-09-18 오후 2:30",
        "2025-09-18 10:30 - 11:00",
        "2025-09-18T25:00",
        "",
    ],
)
def test_no_time_two_times_and_midnight_are_a_day_alone(stated):
    assert timestamp(stated, DAY) is None


def at(stated, window=0, source="", **settings):
    made = DateWindow(window, **settings).appeared(stated[:10], stated if len(stated) > 10 else None, source)
    return np.array([made], APPEARED)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2025-09-18T08:00:00+09:00", "2025-09-17T19:00:00-04:00", 0),
        ("2025-09-18T00:10:00+09:00", "2025-09-17T10:50:00-04:00", 0),
        ("2025-09-17T23:50:00+09:00", "2025-09-17T15:10:00+00:00", 0),
        ("2025-09-18T00:10:00+14:00", "2025-09-18T23:50:00-10:00", 1),
        ("2025-09-18T00:10:00+09:00", "2025-09-17T23:50:00+09:00", 1),
        ("2025-09-18T00:10:00+09:00", "2025-09-18T23:50:00+09:00", 0),
        ("2025-09-18T08:00:00", "2025-09-17T19:00:00-04:00", 1),
        ("2025-09-18", "2025-09-17T19:00:00-04:00", 1),
        ("2025-09-18", "2025-09-20", 2),
    ],
)
def test_days_are_counted_on_one_clock_where_both_state_it(one, other, days):
    assert days_apart(at(one), at(other)).tolist() == days_apart(at(other), at(one)).tolist() == [days]
    assert inside(at(one), at(other)).tolist() == [days == 0]


def test_an_undated_article_is_inside_every_window():
    nowhere = np.array([DateWindow().appeared(None, None, "")], APPEARED)
    assert np.isnan(days_apart(nowhere, at(DAY))).all()
    assert inside(nowhere, at(DAY)).all()


def test_the_wider_of_two_windows_counts():
    narrow, wide = (
        at("2025-09-18", 1),
        at("2025-09-24", 1, "https://weekly.example/6", by_source=(("weekly.example", 7),)),
    )
    assert wide["window"] == 7
    assert inside(narrow, wide).all()
    assert not inside(narrow, at("2025-09-24", 1)).any()


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("weekly.example", True),
        ("Weekly.Example", True),
        ("*.example", True),
        ("https://weekly.example/*", True),
        ("weekly", False),
        ("*weekly*", True),
        ("9.html", True),
        ("daily.example", False),
    ],
)
def test_a_pattern_is_for_all_of_a_source_or_one_part(pattern, fits):
    assert fitting([("none", 1), (pattern, 2), ("*", 3)], "https://weekly.example/2025/9.html", 0) == (2 if fits else 3)


def test_the_zone_of_a_source_stands_in_for_one_that_is_not_stated():
    zones = (("hanbit", "Asia/Seoul"), ("harbour", "-04:00"))
    seoul = at("2025-09-18T08:00:00", source="in/hanbit/1.txt", zones=zones)
    east = at("2025-09-17T19:00:00", source="in\\harbour\\1.txt", zones=zones)
    assert (seoul["offset"], east["offset"]) == (540, -240)
    assert days_apart(seoul, east) == 0
    assert at("2025-09-18T08:00:00+02:00", source="in/hanbit/1.txt", zones=zones)["offset"] == 120


@pytest.mark.parametrize("name", ["Asia/Soeul", "+99:99", "+9", "", "../etc/passwd"])
def test_a_zone_that_does_not_exist_is_an_error(name):
    from aligner.clocks import zone_named

    with pytest.raises(UsageError, match=r"IANA"):
        zone_named(name)


OFFSETS = st.sampled_from([-720, -600, -240, 0, 60, 330, 345, 540, 765, 840])


@st.composite
def articles(draw):
    """Return an article of one of some days, with its time or not; its day is that of its own clock."""
    window, offset = draw(st.integers(0, 4)), draw(OFFSETS)
    minute = 739_000 * A_DAY + draw(st.integers(0, 12 * A_DAY))
    stamped = draw(st.booleans())
    return Appeared((minute + offset) // A_DAY, minute if stamped else -1, offset if stamped else 0, window)


UNDATED = st.integers(0, 4).map(lambda window: Appeared(0, window=window))
SIDES = st.lists(articles() | UNDATED, max_size=6) | st.lists(
    articles().map(lambda one: one._replace(window=9)), max_size=6
)


@given(SIDES, SIDES)
def test_inside_is_what_the_days_apart_and_the_wider_window_say(some, others):
    a, b = np.array(some, APPEARED), np.array(others, APPEARED)
    found = inside(a[:, None], b[None, :])
    assert found.shape == (len(a), len(b))
    wider = np.maximum(a["window"][:, None], b["window"][None, :])
    assert (found == ~(days_apart(a[:, None], b[None, :]) > wider)).all()
    assert found.all() or not all_inside(a, b)
    assert [[bool(inside(one, other)) for other in b] for one in a] == found.tolist()


def test_what_lies_well_inside_every_window_is_told_from_the_extremes():
    here = np.concatenate([at("2025-09-18", 2), at("2025-09-18T08:00:00+09:00", 3), at("2025-09-18T08:00:00", 2)])
    near = np.concatenate([at("2025-09-20", 2), at("2025-09-17T08:00:00+09:00", 2)])
    nowhere = np.array([DateWindow(0).appeared(None, None, "")], APPEARED)
    assert all_inside(here, near)
    assert all_inside(here, np.concatenate([near, nowhere]))
    assert all_inside(nowhere, here)
    assert all_inside(here[:0], near)
    assert not all_inside(here, at("2025-09-21", 2))
    assert not all_inside(at("2025-09-18", 1), np.concatenate([at("2025-09-20", 1), at("2025-09-18", 9)]))
    # Both of the 18th by their own clocks, and two days apart by either.
    assert not all_inside(at("2025-09-18T00:10:00+14:00", 1), at("2025-09-18T23:50:00-12:00", 1))


@pytest.mark.parametrize("stated", ["0001-01-01T08:00:00+09:00", "9999-12-31T20:00:00-04:00"])
def test_a_time_that_utc_cannot_hold_is_none(stated):
    assert at(stated, 2).tolist() == [DateWindow(2).appeared(stated[:10], None, "")]
    assert at(stated, zones=(("*", "Asia/Seoul"),)).tolist() == at(stated[:10]).tolist()


@pytest.mark.parametrize("day", ["0001-01-02", "5025-09-18", "9999-12-30"])
def test_the_minutes_of_every_year_fit(day):
    one, other = at(f"{day}T08:00:00+09:00"), at(f"{day}T23:00:00+00:00")
    assert other["minute"] - one["minute"] == 24 * 60
    assert days_apart(one, other).tolist() == [1]


@given(articles(), st.lists(articles(), min_size=1, max_size=8))
def test_no_counterpart_lies_on_a_day_that_is_not_offered(one, others):
    reached = {}
    for other in others:
        reached[other.day] = reached.get(other.day, Reach()).with_one(other)
    days = list(Calendar.of(reached).near(one))
    assert days == sorted(days)
    for other in others:
        if inside(np.array([one], APPEARED), np.array([other], APPEARED)).all():
            assert other.day in days


@given(articles(), articles())
def test_without_two_clocks_exactly_the_days_of_the_window_are_offered(one, other):
    if one.minute < 0 or other.minute < 0 or one.offset == other.offset:
        offered = list(Calendar.of({other.day: Reach().with_one(other)}).near(one))
        assert bool(offered) == (abs(one.day - other.day) <= max(one.window, other.window))


@given(articles(), st.lists(articles(), max_size=30))
def test_a_calendar_offers_the_days_that_a_look_at_every_day_finds(one, others):
    reached = {}
    for other in others:
        reached[other.day] = reached.get(other.day, Reach()).with_one(other)
    expected = [day for day in sorted(reached) if abs(day - one.day) <= reached[day].days(one)]
    assert list(Calendar.of(reached).near(one)) == expected


def test_a_calendar_looks_at_the_days_around_an_article_alone(monkeypatch):
    looked = []
    days = Reach.days
    monkeypatch.setattr(Reach, "days", lambda reach, article: looked.append(reach) or days(reach, article))
    calendar = Calendar.of({day: Reach(window=2) for day in range(700_000, 704_000)})
    assert list(calendar.near(Appeared(702_000, window=2))) == list(range(701_998, 702_003))
    assert len(looked) == 6  # the widest and five days
