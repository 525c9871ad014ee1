"""The sun of each local day, to the minute."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from services.scc.conditions.sun import sun_day, sun_days

SAN_DIEGO, PACIFIC = (32.7256, -117.2), ZoneInfo("America/Los_Angeles")
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("day", "sunrise", "sunset", "dusk"),
    [
        (dt.date(2026, 5, 30), "05:43", "19:51", "20:19"),
        (dt.date(2026, 3, 8), "07:08", "18:51", "19:17"),
        (dt.date(2026, 11, 1), "06:07", "16:57", "17:23"),
        (dt.date(2026, 12, 21), "06:47", "16:47", "17:15"),
    ],
)
def test_a_day_in_san_diego_also_when_clocks_change(day: dt.date, sunrise: str, sunset: str, dusk: str) -> None:
    told = sun_day(SAN_DIEGO, PACIFIC, day)
    for computed, expected in ((told.sunrise, sunrise), (told.sunset, sunset), (told.civil_dusk, dusk)):
        assert computed is not None
        assert computed.date() == day
        wall = dt.datetime.combine(day, dt.time.fromisoformat(expected), PACIFIC)
        assert abs(computed - wall) <= MINUTE


def test_each_local_day_that_is_touched() -> None:
    def days(start: str, end: str) -> list[int]:
        span = (dt.datetime.fromisoformat(each) for each in (start, end))
        return [told.date.day for told in sun_days(SAN_DIEGO, PACIFIC, *span)]

    assert days("2026-05-30T13:00:00-07:00", "2026-05-30T16:00:00-07:00") == [30]
    assert days("2026-05-30T18:00:00-07:00", "2026-06-01T10:00:00-07:00") == [30, 31, 1]
    assert days("2026-05-31T02:00:00+00:00", "2026-05-31T06:00:00+00:00") == [30]
    assert days("2026-05-30T18:00:00-07:00", "2026-05-31T00:00:00-07:00") == [30]


def test_near_the_pole_what_does_not_happen_is_left_out() -> None:
    told = sun_day((78.2, 15.6), ZoneInfo("Arctic/Longyearbyen"), dt.date(2026, 6, 21))
    assert (told.sunrise, told.sunset, told.civil_dusk) == (None, None, None)


def test_a_dusk_after_midnight_is_the_one_that_follows_the_sunset() -> None:
    told = sun_day((60.2, 24.9), ZoneInfo("Europe/Helsinki"), dt.date(2026, 6, 21))
    assert told.sunset is not None
    assert told.civil_dusk is not None
    assert told.sunset < told.civil_dusk < told.sunset + dt.timedelta(hours=3)
    assert told.civil_dusk.date() == dt.date(2026, 6, 22)
