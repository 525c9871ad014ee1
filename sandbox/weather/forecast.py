"""Weather for any hour in San Diego: a sea breeze each afternoon, fog some mornings, a windy day now and then."""

import datetime as dt
import math
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")
HOURS = 156
WINDY_EVERY, FOGGY_EVERY = 9, 7
"""Days."""


class Weather(NamedTuple):
    """At one local hour."""

    at: dt.datetime
    wind_mph: int
    wind_degrees: int
    gust_kmh: float
    temperature_f: int
    rain_percent: int
    words: str
    wave_metres: float


class Warned(NamedTuple):
    event: str
    onset: dt.datetime
    ends: dt.datetime


def hour(at: dt.datetime) -> Weather:
    local = at.astimezone(ZONE)
    day = local.toordinal()
    breeze = max(0.0, math.sin(math.pi * (local.hour - 8) / 13)) if 8 <= local.hour <= 21 else 0.0
    strongest = 22 if is_windy(local.date()) else 10 + day % 5
    mph = round(3 + breeze * strongest)
    return Weather(
        at=local,
        wind_mph=mph,
        wind_degrees=270 + day % 3 * 15 if breeze else 90,
        gust_kmh=round(mph * 1.609344 * 1.4, 2),
        temperature_f=round(58 + 10 * max(0.0, math.sin(math.pi * (local.hour - 6) / 15)) + day % 4),
        rain_percent=day * 7 % 30 if day % 5 == 0 else 0,
        words=_words(local),
        wave_metres=round(0.6 + breeze * 0.4 + (0.9 if is_windy(local.date()) else 0), 2),
    )


def is_windy(day: dt.date) -> bool:
    return day.toordinal() % WINDY_EVERY == 0


def is_foggy(day: dt.date) -> bool:
    return day.toordinal() % FOGGY_EVERY == 3


def warned(day: dt.date) -> list[Warned]:
    """What is warned of that begins this local day."""
    found = []
    if is_windy(day):
        found.append(Warned("Small Craft Advisory", _at(day, 13), _at(day, 21)))
    if is_foggy(day):
        found.append(Warned("Dense Fog Advisory", _at(day, 4), _at(day, 9)))
    return found


def issue_before(now: dt.datetime) -> dt.datetime:
    """Forecasters write four times a day, at half past two and every six hours from then."""
    local = now.astimezone(ZONE)
    today = [_at(local.date(), hour, 30) for hour in (2, 8, 14, 20)]
    return max((at for at in today if at <= now), default=_at(local.date() - dt.timedelta(days=1), 20, 30))


def _words(local: dt.datetime) -> str:
    if is_foggy(local.date()) and 4 <= local.hour < 9:
        return "Patchy Fog"
    clear = "Sunny" if 6 <= local.hour < 19 else "Clear"
    return clear if local.toordinal() % 2 else f"Mostly {clear}"


def _at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE)
