"""What is told of the rows as they are stored, and what is said to be lacking."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contracts.conditions import Alert, Conditions, ForecastHour, MarinePeriod, TideTurn
from services.scc.conditions import rows
from services.scc.conditions.answer import LONGEST_SPAN, answer, keys
from services.scc.conditions.boats import Waters
from services.scc.conditions.lacks import Asked
from services.scc.conditions.rows import AlertsRow, ForecastRow, Key, MarineRow, MonthRow, Row, StationRow
from services.scc.conditions.table import Found

PACIFIC = ZoneInfo("America/Los_Angeles")
JADA = Waters(
    boat="jada",
    timezone="America/Los_Angeles",
    position=(32.7256, -117.2),
    noaa_station="9410170",
    nws_zone="PZZ740",
)
NOW = dt.datetime(2026, 5, 28, 17, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
FORECAST, MARINE, ALERTS = rows.forecast_key(JADA), rows.marine_key(JADA), rows.alerts_key(JADA)
STATION = rows.station_key(JADA)
STARTS, ENDS = "2026-05-30T13:00", "2026-05-30T16:00"


def local(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=PACIFIC)


def tides(first: str, hours: int = 6, count: int = 120) -> tuple[TideTurn, ...]:
    """A turn every six hours of UTC, by turns high and low."""
    begins = dt.datetime.fromisoformat(first).replace(tzinfo=dt.UTC)
    return tuple(
        TideTurn(kind="low" if number % 2 else "high", height_feet=number, at=begins + number * hours * HOUR)
        for number in range(count)
    )


def stored(fetched_at: dt.datetime = NOW - HOUR, **changed: Row | None) -> dict[Key, Row]:
    """All that a refresh leaves behind; a part given as None is missing."""
    hours = tuple(ForecastHour(start_at=NOW + each * HOUR, wind_low_knots=5) for each in range(156))
    held: dict[str, Row | None] = {
        "station": StationRow(fetched_at=fetched_at, first=dt.date(2026, 4, 1), last=dt.date(2027, 7, 31)),
        "may": MonthRow(fetched_at=fetched_at, turns=tides("2026-05-01T03:00", count=124)),
        "june": MonthRow(fetched_at=fetched_at, turns=tides("2026-06-01T03:00")),
        "forecast": ForecastRow(fetched_at=fetched_at, hours=hours, issued_at=NOW - 2 * HOUR),
        "marine": MarineRow(
            fetched_at=fetched_at,
            headline="SMALL CRAFT ADVISORY",
            periods=(MarinePeriod(name="SAT", text="W wind."),),
            issued_at=NOW - 3 * HOUR,
            expires_at=NOW + 4 * HOUR,
        ),
        "alerts": AlertsRow(fetched_at=fetched_at),
        **changed,
    }
    may, june = rows.month_key(JADA, dt.date(2026, 5, 1)), rows.month_key(JADA, dt.date(2026, 6, 1))
    at = {"station": STATION, "may": may, "june": june, "forecast": FORECAST, "marine": MARINE, "alerts": ALERTS}
    return {at[name]: row for name, row in held.items() if row}


def told(held: dict[Key, Row], starts: str = STARTS, ends: str = ENDS, now: dt.datetime = NOW) -> Conditions:
    asked = Asked(local(starts), local(ends), now, PACIFIC)
    wanted = set(keys(JADA, asked))
    return answer(JADA, asked, Found({key: row.model_dump_json() for key, row in held.items() if key in wanted}))


def reasons(conditions: Conditions) -> dict[str, str | None]:
    parts: dict[str, Any] = {name: getattr(conditions, name) for name in ("tide", "forecast", "marine", "alerts")}
    return {name: part.lacking and part.lacking.reason for name, part in parts.items()}


def test_all_of_it_in_the_boats_own_time() -> None:
    conditions = told(stored())
    assert set(reasons(conditions).values()) == {None}
    assert [hour.start_at.isoformat() for hour in conditions.forecast.hours] == [
        "2026-05-30T13:00:00-07:00",
        "2026-05-30T14:00:00-07:00",
        "2026-05-30T15:00:00-07:00",
    ]
    assert [turn.at.isoformat() for turn in conditions.tide.turns] == [
        "2026-05-30T08:00:00-07:00",
        "2026-05-30T14:00:00-07:00",
        "2026-05-30T20:00:00-07:00",
    ]
    assert (conditions.marine.headline, len(conditions.marine.periods)) == ("SMALL CRAFT ADVISORY", 1)
    moments = (conditions.forecast.issued_at, conditions.forecast.fetched_at, conditions.alerts.fetched_at)
    assert all(moment is not None and moment.tzinfo == PACIFIC for moment in moments)


@pytest.mark.parametrize(
    ("starts", "ends", "turns"),
    [
        ("2026-05-30T14:00", "2026-05-30T20:00", ["14:00", "20:00"]),
        ("2026-05-30T14:01", "2026-05-30T14:02", ["14:00", "20:00"]),
        ("2026-05-31T19:00", "2026-05-31T21:00", ["14:00", "20:00", "02:00"]),
        ("2026-05-31T15:00", "2026-05-31T18:00", ["14:00", "20:00"]),
        ("2026-05-31T14:30", "2026-05-31T16:30", ["14:00", "20:00"]),
    ],
)
def test_the_tide_reaches_from_the_turn_before_to_the_turn_after(starts: str, ends: str, turns: list[str]) -> None:
    """Also over the end of a month, which in UTC comes at 5 PM."""
    assert [f"{turn.at:%H:%M}" for turn in told(stored(), starts, ends).tide.turns] == turns


@pytest.mark.parametrize("part", ["forecast", "marine", "alerts"])
def test_six_hours_old_is_current_and_older_is_lacking(part: str) -> None:
    assert reasons(told(stored(NOW - 6 * HOUR)))[part] is None
    old = told(stored(NOW - 6 * HOUR - dt.timedelta(seconds=1)))
    assert reasons(old)[part] == "too_old"
    assert not old.forecast.hours
    assert not old.marine.periods
    assert old.forecast.fetched_at is not None
    assert old.forecast.lacking is not None
    assert old.forecast.lacking.words == "No current forecast"


def test_tides_do_not_age() -> None:
    assert reasons(told(stored(NOW - dt.timedelta(days=29))))["tide"] is None


def test_nothing_stored_yet() -> None:
    conditions = told({})
    assert set(reasons(conditions).values()) == {"never_fetched"}
    assert (conditions.tide.turns, conditions.forecast.hours, conditions.marine.periods) == ((), (), ())
    assert conditions.sun[0].sunset is not None


def test_each_part_lacks_for_itself() -> None:
    assert reasons(told(stored(forecast=None))) == {
        "tide": None,
        "forecast": "never_fetched",
        "marine": None,
        "alerts": None,
    }


def test_a_place_of_which_nothing_is_known() -> None:
    nothing = stored(
        station=StationRow(fetched_at=NOW),
        may=None,
        june=None,
        forecast=ForecastRow(fetched_at=NOW),
        marine=MarineRow(fetched_at=NOW),
    )
    assert reasons(told(nothing)) == {"tide": "no_data", "forecast": "no_data", "marine": "no_data", "alerts": None}
    lacking = told(nothing).tide.lacking
    assert lacking is not None
    assert lacking.words == "NOAA has no tide predictions for this station"


@pytest.mark.parametrize("held", [stored(), {}], ids=["stored", "nothing stored"])
def test_beyond_seven_days_the_day_is_named_on_which_it_comes(held: dict[Key, Row]) -> None:
    conditions = told(held, "2026-06-10T13:00", "2026-06-10T16:00")
    assert conditions.forecast.lacking is not None
    assert conditions.marine.lacking is not None
    assert reasons(conditions)["alerts"] == "beyond_reach"
    assert conditions.forecast.lacking.reason == "beyond_reach"
    assert conditions.forecast.lacking.expected_on == dt.date(2026, 6, 4)
    assert conditions.forecast.lacking.words == "The forecast for this day comes on Thu, Jun 4"
    assert conditions.marine.lacking.expected_on == dt.date(2026, 6, 5)


def test_within_seven_days_but_not_reached_yet_it_comes_tomorrow_at_the_earliest() -> None:
    conditions = told(stored(), "2026-06-04T06:00", "2026-06-04T09:00")
    assert conditions.forecast.lacking is not None
    assert conditions.forecast.lacking.expected_on == dt.date(2026, 5, 29)


def test_a_forecast_that_ends_early_is_told_as_far_as_it_goes() -> None:
    conditions = told(stored(), "2026-06-03T20:00", "2026-06-04T02:00")
    assert [hour.start_at.hour for hour in conditions.forecast.hours] == [20, 21]
    assert conditions.forecast.lacking is not None
    assert (conditions.forecast.lacking.reason, conditions.forecast.lacking.expected_on) == ("beyond_reach", None)


def test_tides_beyond_what_is_held() -> None:
    conditions = told(stored(), "2027-09-10T13:00", "2027-09-10T16:00")
    assert conditions.tide.lacking is not None
    assert conditions.tide.lacking.reason == "beyond_reach"
    assert conditions.tide.lacking.expected_on == dt.date(2026, 8, 6)
    assert reasons(told(stored(), "2026-03-10T13:00", "2026-03-10T16:00"))["tide"] == "past"


def test_what_is_over_has_tides_and_sun() -> None:
    conditions = told(stored(), "2026-05-20T13:00", "2026-05-20T16:00")
    assert reasons(conditions) == {"tide": None, "forecast": "past", "marine": "past", "alerts": "past"}
    assert conditions.tide.turns
    assert conditions.sun


def test_a_charter_under_way_lacks_nothing() -> None:
    conditions = told(stored(), "2026-05-28T08:00", "2026-05-28T14:00")
    assert set(reasons(conditions).values()) == {None}
    assert conditions.forecast.hours[0].start_at == NOW


def test_a_marine_text_that_has_expired_is_not_told() -> None:
    late = NOW + 4 * HOUR
    conditions = told(stored(late - HOUR), now=late)
    assert reasons(conditions)["marine"] == "too_old"
    assert conditions.marine.headline is None
    assert conditions.marine.issued_at is not None


def alert(onset: str | None, ends: str | None) -> AlertsRow:
    return AlertsRow(
        fetched_at=NOW - HOUR,
        active=(
            Alert(
                event="Small Craft Advisory",
                onset=local(onset) if onset else None,
                ends=local(ends) if ends else None,
                issued_at=NOW - 2 * HOUR,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("onset", "ends", "is_told"),
    [
        ("2026-05-30T10:00", "2026-05-30T14:00", True),
        ("2026-05-30T15:59", "2026-05-30T21:00", True),
        ("2026-05-30T16:00", "2026-05-30T21:00", False),
        ("2026-05-30T04:00", "2026-05-30T13:00", False),
        ("2026-05-28T04:00", None, True),
        (None, "2026-05-30T14:00", True),
        (None, None, True),
    ],
)
def test_an_alert_is_told_where_it_touches_the_span(onset: str | None, ends: str | None, is_told: bool) -> None:
    conditions = told(stored(alerts=alert(onset, ends)))
    assert bool(conditions.alerts.active) is is_told
    assert conditions.alerts.lacking is None


def test_an_alert_that_runs_is_told_though_nobody_could_be_asked_since() -> None:
    conditions = told(
        stored(alerts=alert("2026-05-28T09:00", "2026-05-28T21:00")),
        "2026-05-28T19:00",
        "2026-05-28T22:00",
        NOW + 8 * HOUR,
    )
    assert [each.event for each in conditions.alerts.active] == ["Small Craft Advisory"]
    assert reasons(conditions)["alerts"] == "too_old"


def test_an_alert_that_has_ended_is_not_told_to_who_sails_on() -> None:
    conditions = told(
        stored(alerts=alert("2026-05-28T07:00", "2026-05-28T09:00")), "2026-05-28T08:00", "2026-05-28T14:00"
    )
    assert conditions.alerts.active == ()


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        ("2026-11-01T00:00", "2026-11-01T03:00", ["00:00-07:00", "01:00-07:00", "01:00-08:00", "02:00-08:00"]),
        ("2026-03-08T01:00", "2026-03-08T04:00", ["01:00-08:00", "03:00-07:00"]),
    ],
)
def test_hours_on_the_days_when_clocks_change(starts: str, ends: str, hours: list[str]) -> None:
    now = local(starts).astimezone(dt.UTC) - 24 * HOUR
    forecast = ForecastRow(
        fetched_at=now,
        hours=tuple(ForecastHour(start_at=now.replace(minute=0) + each * HOUR) for each in range(100)),
        issued_at=now,
    )
    conditions = told({FORECAST: forecast}, starts, ends, now)
    assert [
        hour.start_at.isoformat()[11:16] + hour.start_at.isoformat()[19:] for hour in conditions.forecast.hours
    ] == hours


def test_the_longest_span_needs_eight_rows_at_most() -> None:
    for day in range(0, 366, 5):
        starts = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=day)
        assert len(keys(JADA, Asked(starts, starts + LONGEST_SPAN, NOW, PACIFIC))) <= 8
