"""What api.weather.gov answers: points, hours, the raw grid, products, alerts."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from services.scc.conditions import nws, units
from services.scc.conditions.errors import Unreadable

POINT = {"properties": {"cwa": "SGX", "gridId": "SGX", "gridX": "57", "gridY": 14, "type": "land"}}
PERIOD = {
    "number": 1,
    "startTime": "2026-05-30T13:00:00-07:00",
    "endTime": "2026-05-30T14:00:00-07:00",
    "temperature": 68,
    "temperatureUnit": "F",
    "probabilityOfPrecipitation": {"unitCode": "wmoUnit:percent", "value": 20},
    "windSpeed": "5 to 15 mph",
    "windDirection": "NW",
    "shortForecast": "Mostly Sunny",
}
GRID = {
    "updateTime": "2026-05-30T09:30:00+00:00",
    "temperature": {"uom": "wmoUnit:degC", "values": [{"validTime": "2026-05-30T20:00:00+00:00/PT2H", "value": 20}]},
    "windSpeed": {
        "uom": "wmoUnit:km_h-1",
        "values": [
            {"validTime": "2026-05-30T20:00:00+00:00/PT2H", "value": 18.52},
            {"validTime": "2026-05-30T22:00:00+00:00/P1DT1H", "value": 9.26},
        ],
    },
    "windDirection": {
        "uom": "wmoUnit:degree_(angle)",
        "values": [{"validTime": "2026-05-30T20:00:00+00:00/PT1H", "value": 290}],
    },
    "windGust": {
        "uom": "wmoUnit:km_h-1",
        "values": [{"validTime": "2026-05-30T20:00:00+00:00/PT3H", "value": 37.04}],
    },
    "waveHeight": {"uom": "wmoUnit:m", "values": [{"validTime": "2026-05-30T20:00:00+00:00/PT6H", "value": 1.2}]},
    "probabilityOfPrecipitation": {
        "uom": "wmoUnit:percent",
        "values": [{"validTime": "2026-05-30T20:00:00+00:00/PT1H", "value": None}],
    },
    "weather": {"values": [{"validTime": "2026-05-30T20:00:00+00:00/PT1H", "value": [{"coverage": None}]}]},
}
ALERT = {
    "id": "urn:oid:1",
    "event": "Small Craft Advisory",
    "status": "Actual",
    "messageType": "Update",
    "severity": "Minor",
    "headline": "Small Craft Advisory until 9 PM",
    "sent": "2026-05-30T03:00:00-07:00",
    "onset": "2026-05-30T13:00:00-07:00",
    "ends": "2026-05-30T21:00:00-07:00",
}


def body(value: Any) -> bytes:
    return json.dumps(value).encode()


def hourly(*periods: dict[str, Any]) -> bytes:
    return body({"properties": {"updateTime": "2026-05-30T09:30:00+00:00", "periods": list(periods)}})


def alerts(*properties: dict[str, Any]) -> bytes:
    return body({"type": "FeatureCollection", "features": [{"properties": each} for each in properties]})


def test_a_point_lies_in_a_square_of_the_grid() -> None:
    grid = nws.grid(body(POINT))
    assert grid is not None
    assert (grid.office, grid.path) == ("SGX", "/gridpoints/SGX/57,14")


def test_far_out_there_is_no_grid() -> None:
    assert nws.grid(body({"properties": {"gridId": None, "gridX": None, "gridY": None}})) is None


def test_an_hour_of_the_forecast() -> None:
    forecast = nws.hourly(hourly(PERIOD))
    [hour] = forecast.hours
    assert forecast.issued_at == dt.datetime(2026, 5, 30, 9, 30, tzinfo=dt.UTC)
    assert hour.model_dump() == {
        "start_at": dt.datetime(2026, 5, 30, 20, 0, tzinfo=dt.UTC),
        "wind_low_knots": 4,
        "wind_high_knots": 13,
        "wind_from": "NW",
        "gust_knots": None,
        "temperature_f": 68,
        "words": "Mostly Sunny",
        "rain_chance_percent": 20,
        "wave_height_feet": None,
    }


@pytest.mark.parametrize(
    ("told", "low_and_high"),
    [
        ("10 mph", (9, 9)),
        ("5 to 15 mph", (4, 13)),
        ("5 TO 15 MPH", (4, 13)),
        ("15 kt", (15, 15)),
        ("10 to 20 km/h", (5, 11)),
        ("0 mph", (0, 0)),
        ("Calm", (0, 0)),
        ("", (None, None)),
        ("breezy", (None, None)),
        (None, (None, None)),
        ({"unitCode": "wmoUnit:km_h-1", "value": 18.52}, (10, 10)),
        ({"unitCode": "wmoUnit:km_h-1", "minValue": 9.26, "maxValue": 18.52}, (5, 10)),
        ({"unitCode": "wmoUnit:km_h-1", "value": None}, (None, None)),
        ({"value": 5}, (None, None)),
    ],
)
def test_a_wind_in_any_form(told: Any, low_and_high: tuple[int | None, int | None]) -> None:
    [hour] = nws.hourly(hourly(PERIOD | {"windSpeed": told})).hours
    assert (hour.wind_low_knots, hour.wind_high_knots) == low_and_high


def test_whatever_may_be_null_is_left_open() -> None:
    nulls = dict.fromkeys(("temperature", "windSpeed", "windDirection", "shortForecast", "probabilityOfPrecipitation"))
    [hour] = nws.hourly(hourly(PERIOD | nulls)).hours
    [bare] = nws.hourly(hourly({"startTime": PERIOD["startTime"]})).hours
    assert hour == bare
    assert hour.model_dump(exclude={"start_at"}, exclude_none=True) == {}


def test_celsius_is_told_in_fahrenheit() -> None:
    [hour] = nws.hourly(hourly(PERIOD | {"temperature": 20, "temperatureUnit": "C"})).hours
    assert hour.temperature_f == 68


def test_the_grid_is_read_hour_by_hour() -> None:
    hours = nws.raw_grid(body({"properties": GRID})).hours
    assert [hour.start_at.hour for hour in hours[:6]] == [20, 21, 22, 23, 0, 1]
    first, second, third = hours[:3]
    assert (first.wind_low_knots, first.wind_high_knots, first.wind_from) == (10, 10, "WNW")
    assert (first.gust_knots, first.temperature_f, first.wave_height_feet) == (20, 68, 3.9)
    assert (first.rain_chance_percent, first.words) == (None, None)
    assert (second.wind_high_knots, second.wind_from, second.temperature_f) == (10, None, 68)
    assert (third.wind_high_knots, third.gust_knots, third.temperature_f) == (5, 20, None)
    assert len(hours) == 2 + 25


def test_the_hourly_forecast_takes_gusts_and_waves_from_the_grid() -> None:
    told, more = nws.hourly(hourly(PERIOD)).hours, nws.raw_grid(body({"properties": GRID})).hours
    [hour] = nws.with_grid(told, more)
    assert (hour.gust_knots, hour.wave_height_feet) == (20, 3.9)
    assert (hour.wind_low_knots, hour.wind_high_knots, hour.words) == (4, 13, "Mostly Sunny")
    assert nws.with_grid(told, ()) == told


def test_the_newest_product_is_taken_wherever_it_stands() -> None:
    listed = [
        {"id": "old", "issuanceTime": "2026-05-30T03:00:00+00:00"},
        {"id": "new", "issuanceTime": "2026-05-30T09:00:00Z"},
    ]
    assert nws.newest_product(body({"@graph": listed})) == "new"
    assert nws.newest_product(body({"@graph": []})) is None


def test_alerts_in_earnest() -> None:
    found = nws.alerts(
        alerts(
            ALERT,
            ALERT | {"id": "test", "status": "Test"},
            ALERT | {"id": "exercise", "status": "Exercise"},
            ALERT | {"id": "taken back", "messageType": "Cancel"},
            ALERT | {"id": "open", "onset": None, "ends": None, "headline": None, "severity": None},
        )
    )
    assert list(found) == ["urn:oid:1", "open"]
    assert found["urn:oid:1"].event == "Small Craft Advisory"
    assert found["urn:oid:1"].issued_at == dt.datetime(2026, 5, 30, 10, 0, tzinfo=dt.UTC)
    assert found["open"].ends is None


def test_many_alerts_and_long_words_are_kept_short() -> None:
    found = nws.alerts(alerts(*(ALERT | {"id": str(number), "headline": "A" * 9000} for number in range(500))))
    assert len(found) == nws.MOST_ALERTS
    assert all(len(alert.headline or "") <= nws.LONGEST_LINE for alert in found.values())


@pytest.mark.parametrize("read", [nws.grid, nws.hourly, nws.raw_grid, nws.newest_product, nws.product, nws.alerts])
@pytest.mark.parametrize(
    "content", [b"", b"<html>Gateway</html>", b"null", b'{"properties": null}', b'{"@graph": 3}', b"[]"]
)
def test_another_body_than_documented(read: Callable[[bytes], Any], content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


@pytest.mark.parametrize(
    "properties",
    [
        {"updateTime": "2026-05-30T09:30:00+00:00", "periods": []},
        {"updateTime": None, "periods": [PERIOD]},
        {"updateTime": "2026-05-30T09:30:00", "periods": [PERIOD]},
        {"updateTime": "2026-05-30T09:30:00Z", "periods": [PERIOD | {"temperatureUnit": "K"}]},
        {
            "updateTime": "2026-05-30T09:30:00Z",
            "periods": [PERIOD | {"windSpeed": {"unitCode": "furlong", "value": 1}}],
        },
    ],
)
def test_an_hourly_forecast_that_cannot_be_relied_on(properties: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        nws.hourly(body({"properties": properties}))


@pytest.mark.parametrize("valid", ["2026-05-30T20:00:00+00:00", "2026-05-30T20:00:00+00:00/forever", "/PT1H", ""])
def test_a_grid_whose_intervals_are_none(valid: str) -> None:
    layer = {"uom": "wmoUnit:m", "values": [{"validTime": valid, "value": 1}]}
    with pytest.raises(Unreadable):
        nws.raw_grid(body({"properties": GRID | {"waveHeight": layer}}))


@pytest.mark.parametrize(
    ("valid", "hours"),
    [
        ("2026-05-30T20:00:00+00:00/PT6H", 6),
        ("2026-05-30T13:00:00-07:00/P1D", 24),
        ("2026-05-30T20:00:00+00:00/P7DT15H", 183),
        ("2026-05-30T20:00:00+00:00/PT30M", 1),
    ],
)
def test_how_long_an_interval_lasts(valid: str, hours: int) -> None:
    assert units.hours_of(valid) == (dt.datetime(2026, 5, 30, 20, 0, tzinfo=dt.UTC), hours)


@pytest.mark.parametrize(("degrees", "point"), [(0, "N"), (359, "N"), (290, "WNW"), (180, "S"), (None, None)])
def test_where_the_wind_comes_from(degrees: float | None, point: str | None) -> None:
    assert units.compass(degrees) == point
