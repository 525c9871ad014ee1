"""The crew page's wind, tide, advisories and light in words."""

import datetime as dt
from typing import Any

import pytest

from contracts.conditions import (
    Alert,
    Alerts,
    Conditions,
    Forecast,
    ForecastHour,
    Lacking,
    Marine,
    MarinePeriod,
    Reason,
    SunDay,
    Tide,
    TideTurn,
)
from drawing.tide import Span
from services.scc.day.outlook import outlook, window

ZONE = dt.timezone(dt.timedelta(hours=-7))
HOUR = dt.timedelta(hours=1)
START = dt.datetime(2026, 5, 30, 13, 0, tzinfo=ZONE)
TRIP = Span(START, START + 3 * HOUR)
NOW = START - 4 * HOUR
ISSUED = NOW - HOUR


def hour(number: int, **fields: Any) -> ForecastHour:
    return ForecastHour(start_at=START + number * HOUR, **fields)


def conditions(**parts: Any) -> Conditions:
    turns = tuple(
        TideTurn(
            kind="high" if number % 2 else "low", height_feet=1 + 4 * (number % 2), at=START + (6 * number - 9) * HOUR
        )
        for number in range(4)
    )
    whole: dict[str, Any] = {
        "boat": "jada",
        "timezone": "America/Los_Angeles",
        "start_at": window(TRIP).start_at,
        "end_at": window(TRIP).end_at,
        "tide": Tide(station="9410170", turns=turns, fetched_at=NOW),
        "sun": (SunDay(date=START.date(), sunrise=None, sunset=START + 7 * HOUR, civil_dusk=START + 7.5 * HOUR),),
        "forecast": Forecast(hours=(hour(0),), issued_at=ISSUED, fetched_at=NOW),
        "marine": Marine(zone="PZZ740"),
        "alerts": Alerts(fetched_at=NOW),
    }
    return Conditions(**whole | parts)


def told(*hours: ForecastHour) -> dict[str, str]:
    forecast = Forecast(hours=hours, issued_at=ISSUED, fetched_at=NOW)
    return dict(outlook(conditions(forecast=forecast), TRIP, ZONE, NOW).forecast)


def test_wind_goes_from_the_weakest_to_the_strongest_of_the_trips_hours() -> None:
    calm = {"wind_low_knots": 6, "wind_high_knots": 9, "wind_from": "W"}
    fresh = {"wind_low_knots": 10, "wind_high_knots": 14, "wind_from": "W", "gust_knots": 19}
    before = hour(-1, wind_low_knots=1, wind_high_knots=40, wind_from="E")
    assert (
        told(before, hour(0, **calm), hour(1, **fresh), hour(3, wind_high_knots=50))["Wind"] == "W 6–14 knots, gusts 19"
    )
    assert told(hour(0, wind_high_knots=8, wind_low_knots=8))["Wind"] == "8 knots"


def test_what_is_left_open_is_not_told() -> None:
    assert told(hour(0, temperature_f=68)) == {"Sky": "68 °F"}
    assert told(hour(0, wave_height_feet=0.4, rain_chance_percent=10)) == {"Rain": "10 %"}


def test_each_part_tells_whose_it_is_and_when_it_was_issued() -> None:
    marine = Marine(zone="PZZ740", periods=(MarinePeriod(name="TODAY", text="W winds."),), issued_at=ISSUED)
    forecast = Forecast(hours=(hour(0, wind_high_knots=8),), issued_at=ISSUED, fetched_at=NOW)
    shown = outlook(conditions(forecast=forecast, marine=marine), TRIP, ZONE, NOW)
    assert shown.issued == "National Weather Service, issued Sat, May 30, 8:00 AM."
    assert shown.marine_issued == "Coastal waters forecast PZZ740, issued Sat, May 30, 8:00 AM."
    assert shown.tide_source.startswith("NOAA predictions for station 9410170, fetched Sat, May 30, 9:00 AM.")
    assert (shown.sunset, shown.dusk) == ("8:00 PM", "8:30 PM")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("never_fetched", "No current forecast."),
        ("too_old", "No current forecast."),
        ("no_data", "No current forecast."),
        ("beyond_reach", "The forecast for this day comes on Sat, May 23."),
    ],
)
def test_what_is_said_in_the_place_of_a_forecast(reason: Reason, words: str) -> None:
    lacking = Lacking(reason=reason, words="The forecast for this day comes on Sat, May 23")
    shown = outlook(conditions(forecast=Forecast(issued_at=ISSUED, lacking=lacking)), TRIP, ZONE, NOW)
    assert (shown.forecast, shown.issued, shown.instead) == ((), None, words)


def test_advisories_stand_with_their_end() -> None:
    alert = Alert(event="Small Craft Advisory", ends=START + 8 * HOUR, issued_at=ISSUED)
    until_further_notice = Alert(event="Dense Fog Advisory", issued_at=ISSUED)
    lacking = Lacking(reason="too_old", words="Advisories could not be checked lately")
    alerts = Alerts(active=(alert, until_further_notice), lacking=lacking)
    marine = Marine(zone="PZZ740", headline="SMALL CRAFT ADVISORY IN EFFECT")
    assert outlook(conditions(alerts=alerts, marine=marine), TRIP, ZONE, NOW).advisories == (
        "Small Craft Advisory, until Sat, May 30, 9:00 PM (National Weather Service, issued Sat, May 30, 8:00 AM)",
        "Dense Fog Advisory, until further notice (National Weather Service, issued Sat, May 30, 8:00 AM)",
        "SMALL CRAFT ADVISORY IN EFFECT",
        "Advisories could not be checked lately.",
    )


def test_a_tide_that_does_not_reach_is_not_drawn() -> None:
    lacking = Lacking(reason="never_fetched", words="No tide predictions yet")
    shown = outlook(conditions(tide=Tide(station="9410170", lacking=lacking)), TRIP, ZONE, NOW)
    assert (shown.chart, shown.turns, shown.tide_source) == (None, (), "No tide predictions yet.")


def test_nothing_at_all_is_said_in_words() -> None:
    shown = outlook(None, TRIP, ZONE, NOW)
    assert (shown.instead, shown.advisories) == ("No current forecast.", ("Advisories could not be checked.",))
