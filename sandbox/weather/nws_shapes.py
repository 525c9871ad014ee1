"""Bodies as api.weather.gov gives them."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from sandbox.weather.forecast import HOURS, ZONE, Warned, Weather, hour, is_windy, issue_before, warned

OFFICE, GRID_X, GRID_Y = "SGX", 57, 14
LAND_ZONE, MARINE_ZONE = "CAZ043", "PZZ740"
_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")

Json = dict[str, Any]


def point(base: str, latitude: str, longitude: str, *, marine: bool) -> Json:
    grid = f"{base}/gridpoints/{OFFICE}/{GRID_X},{GRID_Y}"
    properties = {
        "@id": f"{base}/points/{latitude},{longitude}",
        "@type": "wx:Point",
        "cwa": OFFICE,
        "type": "marine" if marine else "land",
        "forecastOffice": f"{base}/offices/{OFFICE}",
        "gridId": OFFICE,
        "gridX": GRID_X,
        "gridY": GRID_Y,
        "forecast": f"{grid}/forecast",
        "forecastHourly": f"{grid}/forecast/hourly",
        "forecastGridData": grid,
        "forecastZone": f"{base}/zones/forecast/{MARINE_ZONE if marine else LAND_ZONE}",
        "timeZone": str(ZONE),
        "radarStation": "KNKX",
    }
    return {"id": f"{base}/points/{latitude},{longitude}", "type": "Feature", "properties": properties}


def hourly(now: dt.datetime, *, nulls: bool) -> Json:
    periods = [_period(number, each, nulls=nulls) for number, each in enumerate(_hours(now), start=1)]
    return {
        "type": "Feature",
        "properties": {
            "units": "us",
            "forecastGenerator": "HourlyForecastGenerator",
            "generatedAt": _utc(now),
            "updateTime": _utc(issue_before(now)),
            "validTimes": f"{_utc(_full_hour(now))}/P6DT12H",
            "periods": periods,
        },
    }


def raw_grid(now: dt.datetime, *, nulls: bool) -> Json:
    hours = _hours(now)

    def layer(unit: str, values: Iterable[float]) -> Json:
        return {"uom": unit, "values": _spans(zip((each.at for each in hours), values, strict=True), nulls=nulls)}

    return {
        "type": "Feature",
        "properties": {
            "updateTime": _utc(issue_before(now)),
            "validTimes": f"{_utc(_full_hour(now))}/P6DT12H",
            "gridId": OFFICE,
            "gridX": str(GRID_X),
            "gridY": str(GRID_Y),
            "temperature": layer("wmoUnit:degC", (round((each.temperature_f - 32) / 1.8, 4) for each in hours)),
            "windSpeed": layer("wmoUnit:km_h-1", (round(each.wind_mph * 1.609344, 3) for each in hours)),
            "windDirection": layer("wmoUnit:degree_(angle)", (each.wind_degrees for each in hours)),
            "windGust": layer("wmoUnit:km_h-1", (each.gust_kmh for each in hours)),
            "probabilityOfPrecipitation": layer("wmoUnit:percent", (each.rain_percent for each in hours)),
            "waveHeight": layer("wmoUnit:m", (each.wave_metres for each in hours)),
            "weather": {"values": [{"validTime": f"{_utc(_full_hour(now))}/P1D", "value": [{"coverage": None}]}]},
        },
    }


def products(base: str, now: dt.datetime) -> Json:
    latest = issue_before(now)
    issued = [latest, issue_before(latest - dt.timedelta(minutes=1))]
    return {"@graph": [_listed(base, at) for at in issued]}


def product(base: str, now: dt.datetime, product_id: str) -> Json | None:
    at = issue_before(now)
    while _product_id(at) != product_id:
        at = issue_before(at - dt.timedelta(minutes=1))
        if now - at > dt.timedelta(days=2):
            return None
    return {**_listed(base, at), "productText": _text(at)}


def alerts(base: str, now: dt.datetime, *, marine: bool, nulls: bool) -> Json:
    days = (now.astimezone(ZONE).date() + dt.timedelta(days=ahead) for ahead in range(-1, 2))
    told = [each for day in days for each in warned(day) if each.ends > now and _sent(each) <= now]
    meant = [each for each in told if (each.event == "Small Craft Advisory") == marine]
    test = [_alert(base, Warned("Test Message", now, now + dt.timedelta(hours=1)), "Test", nulls=nulls)]
    return {
        "type": "FeatureCollection",
        "features": [*(_alert(base, each, "Actual", nulls=nulls) for each in meant), *test],
    }


def problem(base: str, status: int, kind: str, title: str, detail: str) -> Json:
    return {
        "correlationId": "1d604a85",
        "title": title,
        "type": f"{base}/problems/{kind}",
        "status": status,
        "detail": detail,
        "instance": f"{base}/requests/1d604a85",
    }


def _hours(now: dt.datetime) -> list[Weather]:
    first = _full_hour(now)
    return [hour(first + dt.timedelta(hours=ahead)) for ahead in range(HOURS)]


def _full_hour(now: dt.datetime) -> dt.datetime:
    return now.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)


def _period(number: int, told: Weather, *, nulls: bool) -> Json:
    slower = told.wind_mph - told.wind_mph % 5
    speed = f"{slower} to {told.wind_mph} mph" if 0 < slower < told.wind_mph else f"{told.wind_mph} mph"
    ends = (told.at.astimezone(dt.UTC) + dt.timedelta(hours=1)).astimezone(ZONE)
    return {
        "number": number,
        "name": "",
        "startTime": told.at.isoformat(timespec="seconds"),
        "endTime": ends.isoformat(timespec="seconds"),
        "isDaytime": 6 <= told.at.hour < 18,
        "temperature": None if nulls else told.temperature_f,
        "temperatureUnit": "F",
        "temperatureTrend": None,
        "probabilityOfPrecipitation": {
            "unitCode": "wmoUnit:percent",
            "value": None if nulls else told.rain_percent,
        },
        "windSpeed": None if nulls else speed,
        "windDirection": "" if nulls else _compass(told.wind_degrees),
        "shortForecast": None if nulls else told.words,
        "detailedForecast": "",
    }


def _spans(values: Iterable[tuple[dt.datetime, float]], *, nulls: bool) -> list[Json]:
    """Equal values of hours on end stand once, with how long they last."""
    runs: list[tuple[dt.datetime, float, int]] = []
    for at, value in values:
        if runs and runs[-1][1] == value:
            runs[-1] = (runs[-1][0], value, runs[-1][2] + 1)
        else:
            runs.append((at, value, 1))
    return [
        {"validTime": f"{_utc(at)}/{_duration(hours)}", "value": None if nulls else value} for at, value, hours in runs
    ]


def _duration(hours: int) -> str:
    days, rest = divmod(hours, 24)
    return f"P{f'{days}D' if days else ''}{f'T{rest}H' if rest else ''}"


def _compass(degrees: int) -> str:
    return _POINTS[round(degrees / 22.5) % 16]


def _listed(base: str, at: dt.datetime) -> Json:
    return {
        "@id": f"{base}/products/{_product_id(at)}",
        "id": _product_id(at),
        "wmoCollectiveId": "FZUS56",
        "issuingOffice": f"K{OFFICE}",
        "issuanceTime": _utc(at),
        "productCode": "CWF",
        "productName": "Coastal Waters Forecast",
    }


def _product_id(at: dt.datetime) -> str:
    digits = hashlib.sha256(_utc(at).encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def _text(at: dt.datetime) -> str:
    expires = (at.astimezone(dt.UTC) + dt.timedelta(hours=7)).strftime("%d%H%M")
    said = at.astimezone(ZONE)
    issued = f"{said:%I%M} {said:%p} {said.tzname()} {said:%a %b} {said.day} {said.year}".lstrip("0")
    headline = "...SMALL CRAFT ADVISORY IN EFFECT FROM 1 PM THIS AFTERNOON\nTO 9 PM THIS EVENING...\n\n"
    return (
        f"\n000\nFZUS56 K{OFFICE} {at.astimezone(dt.UTC):%d%H%M}\nCWF{OFFICE}\n\n"
        f"Coastal Waters Forecast\nNational Weather Service San Diego CA\n{issued}\n\n"
        f"PZZ700-{expires}-\n{issued}\n\n.Synopsis for the far Southern CA coast...\n"
        "A 1024 mb high lies 600 nautical miles west of San Francisco.\n\n$$\n\n"
        f"{MARINE_ZONE}-{expires}-\nCoastal Waters from San Mateo Point to the Mexican Border and out\nto 10 nm-\n"
        f"{issued}\n\n{headline if is_windy(said.date()) else ''}{_periods(said)}\n$$\n\n"
        f"PZZ745-{expires}-\nWaters from 10 nm to 60 nm-\n{issued}\n\n.TODAY...Wind NW 15 to 20 kt.\n\n$$\n"
    )


def _periods(said: dt.datetime) -> str:
    days = [said.date() + dt.timedelta(days=ahead) for ahead in range(5)]
    names = ["TODAY", *(f"{day:%a}".upper() for day in days[1:])]
    nights = ["TONIGHT", *(f"{name} NIGHT" for name in names[1:])]
    lines = []
    for day, name, night in zip(days, names, nights, strict=True):
        noon = hour(dt.datetime.combine(day, dt.time(14), ZONE))
        knots = round(noon.wind_mph * 0.869)
        lines.append(
            f".{name}...Wind variable less than 10 kt...becoming W {knots} kt in the\nafternoon. Seas 3 to 4 ft."
        )
        lines.append(
            f".{night}...Wind NW 10 kt. Seas 3 ft. Wave Detail: W 2 ft at 9\nseconds and SW 3 ft at 14 seconds."
        )
    return "\n".join(lines) + "\n"


def _sent(told: Warned) -> dt.datetime:
    return told.onset - dt.timedelta(hours=10)


def _alert(base: str, told: Warned, status: str, *, nulls: bool) -> Json:
    name = f"urn:oid:2.49.0.1.840.0.{hashlib.sha256(f'{told.event}{told.onset}'.encode()).hexdigest()[:40]}.001.1"
    when = f"{told.onset:%B} {told.onset.day} at {told.onset:%I:%M%p} {told.onset.tzname()}"
    return {
        "id": f"{base}/alerts/{name}",
        "type": "Feature",
        "geometry": None,
        "properties": {
            "id": name,
            "areaDesc": "San Diego Bay",
            "sent": _utc(_sent(told)),
            "effective": _utc(_sent(told)),
            "onset": None if nulls else told.onset.isoformat(),
            "expires": told.ends.isoformat(),
            "ends": None if nulls else told.ends.isoformat(),
            "status": status,
            "messageType": "Alert",
            "severity": "Minor",
            "certainty": "Likely",
            "event": told.event,
            "headline": None if nulls else f"{told.event} in effect from {when}, issued by NWS San Diego CA",
            "description": "",
        },
    }


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
