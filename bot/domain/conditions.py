"""Tide, sun and forecast for the hours of one trip, as the crew system holds them."""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.charter import Charter
from drawing.tide import Span

FRESH = dt.timedelta(hours=6)
"""A forecast that was fetched longer ago is told to nobody."""
AHEAD = dt.timedelta(days=7)
"""So long before the start a page begins to tell of them: as far as a forecast reaches."""
AROUND = dt.timedelta(hours=4)
"""What is asked for before the start and after the end, so that a tide is seen to come and go."""
AT_MOST = dt.timedelta(days=31)


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class TideTurn(_Value):
    kind: Literal["high", "low"]
    height_feet: float
    """Above mean lower low water."""
    at: AwareDatetime


class SunDay(_Value):
    date: dt.date
    sunset: AwareDatetime | None = None
    civil_dusk: AwareDatetime | None = None


class ForecastHour(_Value):
    """None for what was left open."""

    start_at: AwareDatetime
    wind_low_knots: int | None = None
    wind_high_knots: int | None = None
    wind_from: str | None = None
    gust_knots: int | None = None
    temperature_f: int | None = None
    words: str | None = None
    rain_chance_percent: int | None = None
    wave_height_feet: float | None = None


class Forecast(_Value):
    hours: tuple[ForecastHour, ...] = ()
    issued_at: AwareDatetime | None = None
    fetched_at: AwareDatetime | None = None
    expected_on: dt.date | None = None
    """The local day on which it first reaches the trip, where it does not yet."""

    def is_current(self, now: dt.datetime) -> bool:
        return bool(self.hours) and self.fetched_at is not None and now - self.fetched_at <= FRESH


class Conditions(_Value):
    turns: tuple[TideTurn, ...] = ()
    """In order, from the last at or before the span asked for to the first at or after it."""
    sun: tuple[SunDay, ...] = ()
    forecast: Forecast = Forecast()


def told_from(charter: Charter) -> dt.datetime:
    return charter.trip.start_at - AHEAD


def wanted_for(charter: Charter, now: dt.datetime) -> Span | None:
    """The hours to ask for; None where the guest page tells nothing of them now."""
    trip = charter.trip
    if charter.status != "booked" or charter.forgotten_at is not None:
        return None
    if not told_from(charter) <= now < trip.end_at:
        return None
    start_at = trip.start_at - AROUND
    return Span(start_at, min(trip.end_at + AROUND, start_at + AT_MOST))
