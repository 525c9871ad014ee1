"""Tide, sun and weather for one boat and one span of time: ``GET /conditions?boat=&from=&to=`` of the SCC API.

Header ``X-Service-Key``. ``boat`` is the key in ``boats.toml``; ``from`` and ``to`` are RFC 3339 with an offset, at
most 31 days apart. 200 `Conditions`; 400 ``bad_request``; 404 ``not_found`` for a boat that is not known.

The answer is what is stored: no weather server is asked for it. Every moment in it is RFC 3339 in the boat's own zone.
Where a part is not all there, its ``lacking`` says why; what is known stands beside it all the same.

NOAA CO-OPS and the National Weather Service (NWS) are in the public domain; show "NOAA, not for navigation" with it.
"""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from contracts.times import ZoneName

FRESH_HOURS = 6
"""A forecast or marine text that was fetched longer ago is not told to anybody. An alert is, while its time runs."""
FORECAST_DAYS = 7
"""How far NWS's hourly forecast reaches."""
MARINE_DAYS = 5
"""How far NWS's coastal waters forecast reaches."""

Reason = Literal[
    "never_fetched",
    "too_old",
    "beyond_reach",
    "no_data",
    "past",
]
"""
=================  ====================================================================================
``never_fetched``  nothing is stored: the source has not answered yet
``too_old``        the source last answered more than `FRESH_HOURS` ago
``beyond_reach``   the span ends later than the source looks ahead; with what is known of its beginning
``no_data``        the source has nothing for this station, point or zone
``past``           the span is over; no forecast is kept of it
=================  ====================================================================================
"""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Lacking(_Frozen):
    """Why a part is empty or ends early."""

    reason: Reason
    words: str
    """For people: "No current forecast", "The forecast for this day comes on Sat, May 23"."""
    expected_on: dt.date | None = None
    """For ``beyond_reach``: the local day on which the source first reaches the beginning of the span, if it does not
    yet."""


class TideTurn(_Frozen):
    kind: Literal["high", "low"]
    height_feet: float
    """Above mean lower low water (MLLW), the zero of United States charts; may be negative."""
    at: AwareDatetime


class Tide(_Frozen):
    """Astronomical predictions of NOAA CO-OPS: without surge or wind."""

    station: str
    turns: tuple[TideTurn, ...] = ()
    """In order, from the last turn at or before the span to the first at or after it, so that a curve can be drawn."""
    fetched_at: AwareDatetime | None = None
    lacking: Lacking | None = None


class SunDay(_Frozen):
    """One local day; None for what does not happen on it, as near the poles."""

    date: dt.date
    sunrise: AwareDatetime | None
    sunset: AwareDatetime | None
    civil_dusk: AwareDatetime | None
    """The sun is 6 degrees below the horizon: the last light to work by."""


class ForecastHour(_Frozen):
    """One hour of NWS's forecast for the boat's place; None for what NWS left open."""

    start_at: AwareDatetime
    wind_low_knots: int | None = None
    wind_high_knots: int | None = None
    """Equal to the low where NWS names one speed."""
    wind_from: str | None = None
    """Compass point the wind comes from: ``WNW``."""
    gust_knots: int | None = None
    temperature_f: int | None = None
    words: str | None = None
    """In NWS's own words: "Mostly Sunny" or "Patchy Fog" and the like."""
    rain_chance_percent: int | None = None
    wave_height_feet: float | None = None


class Forecast(_Frozen):
    hours: tuple[ForecastHour, ...] = ()
    """Every hour that touches the span, in order."""
    issued_at: AwareDatetime | None = None
    fetched_at: AwareDatetime | None = None
    lacking: Lacking | None = None


class MarinePeriod(_Frozen):
    name: str
    """In NWS's own words: ``TODAY``, ``SAT NIGHT``."""
    text: str


class Marine(_Frozen):
    """The zone's part of NWS's coastal waters forecast (CWF), in NWS's words."""

    zone: str
    """NWS's marine zone: ``PZZ740``."""
    headline: str | None = None
    """As NWS wrote it, in capitals: "SMALL CRAFT ADVISORY IN EFFECT UNTIL 9 PM PDT THIS EVENING"."""
    periods: tuple[MarinePeriod, ...] = ()
    """All that NWS wrote, from the time of issue on, not only those of the span."""
    issued_at: AwareDatetime | None = None
    fetched_at: AwareDatetime | None = None
    lacking: Lacking | None = None


class Alert(_Frozen):
    """An advisory, watch or warning of NWS that touches the span."""

    event: str
    """What it is called: "Small Craft Advisory" or "Dense Fog Advisory"."""
    severity: str | None = None
    headline: str | None = None
    onset: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    """None: until further notice."""
    issued_at: AwareDatetime


class Alerts(_Frozen):
    """``active`` empty and ``lacking`` None: NWS was asked, and there is none."""

    active: tuple[Alert, ...] = ()
    fetched_at: AwareDatetime | None = None
    lacking: Lacking | None = None


class Conditions(_Frozen):
    boat: str
    timezone: ZoneName
    start_at: AwareDatetime
    """The span as it was asked for."""
    end_at: AwareDatetime
    tide: Tide
    sun: tuple[SunDay, ...]
    """Each local day that the span touches; computed, so never lacking."""
    forecast: Forecast
    marine: Marine
    alerts: Alerts
