"""Rows of the ShipCaptainCrew table that hold tide and weather. What they hold stands as JSON in ``body``.

====================  ==============================  ===========  ==========================================
``pk``                ``sk``                          ``kind``     body
====================  ==============================  ===========  ==========================================
``TIDE#{station}``    ``STATION``                     ``tide``     `StationRow`: what was asked for, and when
``TIDE#{station}``    ``MONTH#2026-05``               ``tide``     `MonthRow`: its high and low waters, 8 KB
``WEATHER#{boat}``    ``GRID#{point}``                ``weather``  `GridRow`: the point's square, for a day
``WEATHER#{boat}``    ``FORECAST#{point}``            ``weather``  `ForecastRow`: hour by hour, 35 KB
``WEATHER#{boat}``    ``MARINE#{zone}``               ``weather``  `MarineRow`
``WEATHER#{boat}``    ``ALERTS#{point}#{zone}``       ``weather``  `AlertsRow`
====================  ==============================  ===========  ==========================================

The crew notifier's stream lets neither kind through.
"""

import datetime as dt
from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from contracts.conditions import Alert, ForecastHour, MarinePeriod, TideTurn
from services.scc.conditions.boats import Waters
from services.scc.conditions.nws import Grid

WEATHER_KEPT = dt.timedelta(days=7)
TIDE_KEPT = dt.timedelta(days=430)

Key = tuple[str, str]
"""``pk`` and ``sk``."""


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: ClassVar[str] = "weather"
    kept: ClassVar[dt.timedelta] = WEATHER_KEPT

    fetched_at: AwareDatetime
    """When the source last said so, in the charter's time."""

    def to_item(self, key: Key, real_now: dt.datetime) -> dict[str, Any]:
        return {
            "pk": key[0],
            "sk": key[1],
            "kind": self.kind,
            "body": self.model_dump_json(exclude_none=True),
            "expires_at": int((real_now + self.kept).timestamp()),
        }


class StationRow(Row):
    kind: ClassVar[str] = "tide"
    kept: ClassVar[dt.timedelta] = TIDE_KEPT

    first: dt.date | None = None
    """The days for which predictions are held, both included; None: the station has none."""
    last: dt.date | None = None


class MonthRow(Row):
    kind: ClassVar[str] = "tide"
    kept: ClassVar[dt.timedelta] = TIDE_KEPT

    turns: tuple[TideTurn, ...] = ()
    """Those of one month of UTC."""


class GridRow(Row):
    grid: Grid | None = None
    """None: NWS has no grid there."""


class ForecastRow(Row):
    hours: tuple[ForecastHour, ...] = ()
    issued_at: AwareDatetime | None = None
    """None: NWS has no forecast for the point."""


class MarineRow(Row):
    headline: str | None = None
    periods: tuple[MarinePeriod, ...] = ()
    issued_at: AwareDatetime | None = None
    """None: nothing is written about the zone."""
    expires_at: AwareDatetime | None = None


class AlertsRow(Row):
    active: tuple[Alert, ...] = Field(default=())


def station_key(waters: Waters) -> Key:
    return f"TIDE#{waters.noaa_station}", "STATION"


def month_key(waters: Waters, month: dt.date) -> Key:
    return f"TIDE#{waters.noaa_station}", f"MONTH#{month:%Y-%m}"


def grid_key(waters: Waters) -> Key:
    return f"WEATHER#{waters.boat}", f"GRID#{waters.point}"


def forecast_key(waters: Waters) -> Key:
    return f"WEATHER#{waters.boat}", f"FORECAST#{waters.point}"


def marine_key(waters: Waters) -> Key:
    return f"WEATHER#{waters.boat}", f"MARINE#{waters.nws_zone}"


def alerts_key(waters: Waters) -> Key:
    return f"WEATHER#{waters.boat}", f"ALERTS#{waters.point}#{waters.nws_zone}"
