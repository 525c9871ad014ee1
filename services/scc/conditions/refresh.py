"""Fetching anew: what is due of each boat's tide and weather, each part for itself.

Weather is asked for at every run, the grid of a point once a day, tides once a month and until they are there. Whatever
fails leaves what was stored as it was; its age tells.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from contracts.conditions import Alert, ForecastHour, TideTurn
from services.scc.conditions import coops, marine_text, nws, rows
from services.scc.conditions.boats import Waters
from services.scc.conditions.errors import NoPredictions, Refused, SourceError, Unreadable
from services.scc.conditions.rows import AlertsRow, ForecastRow, GridRow, Key, MarineRow, MonthRow, Row, StationRow
from services.scc.conditions.sources import Source
from services.scc.conditions.table import ConditionsTable

logger = logging.getLogger(__name__)

TIDES_EVERY = dt.timedelta(days=30)
NO_TIDES_EVERY = dt.timedelta(days=1)
GRID_EVERY = dt.timedelta(days=1)
HOURS_BEHIND = dt.timedelta(hours=2)
HOURS_AHEAD = dt.timedelta(days=9)
"""More than any forecast holds: the row stays small whatever comes."""

Rows = Mapping[Key, Row]
Outcome = Mapping[str, str]


@dataclass(frozen=True)
class Refresh:
    """One run, at one moment."""

    table: ConditionsTable
    tides: Source
    weather: Source
    now: dt.datetime

    def all(self, fleet: Iterable[Waters]) -> Mapping[str, Outcome]:
        """Per boat and part: ``stored``, ``kept`` or why it failed."""
        return {waters.boat: self._one(waters) for waters in fleet}

    def _one(self, waters: Waters) -> Outcome:
        parts: Mapping[str, Callable[[Waters], Rows]] = {
            "tide": self._tide,
            "forecast": self._forecast,
            "marine": self._marine,
            "alerts": self._alerts,
        }
        return {name: self._part(name, part, waters) for name, part in parts.items()}

    def _part(self, name: str, part: Callable[[Waters], Rows], waters: Waters) -> str:
        try:
            fetched = part(waters)
        except SourceError as error:
            logger.warning("%s of %s: %s", name, waters.boat, error)
            return f"failed: {error}"
        self.table.write(fetched)
        return "stored" if fetched else "kept"

    def _tide(self, waters: Waters) -> Rows:
        held = self.table.read([rows.station_key(waters)]).row(rows.station_key(waters), StationRow)
        every = TIDES_EVERY if held and held.first else NO_TIDES_EVERY
        if held and dt.timedelta(0) <= self.now - held.fetched_at < every:
            return {}
        months = coops.months_to_hold(self.now.astimezone(dt.UTC).date())
        try:
            turns = [turn for first, last in coops.chunks(months) for turn in self._turns(waters, first, last)]
        except NoPredictions:
            if held and held.first:
                raise
            return {rows.station_key(waters): StationRow(fetched_at=self.now)}
        by_month = {
            rows.month_key(waters, month): MonthRow(
                fetched_at=self.now, turns=tuple(turn for turn in turns if turn.at.date().replace(day=1) == month)
            )
            for month in months
        }
        self.table.write(by_month)  # before the row that says they are there
        last = coops.next_month(months[-1]) - dt.timedelta(days=1)
        return {rows.station_key(waters): StationRow(fetched_at=self.now, first=months[0], last=last)}

    def _turns(self, waters: Waters, first: dt.date, last: dt.date) -> Iterable[TideTurn]:
        return self.tides.get(coops.PATH, coops.turns, coops.query(waters.noaa_station, first, last))

    def _grid(self, waters: Waters) -> nws.Grid | None:
        key = rows.grid_key(waters)
        held = self.table.read([key]).row(key, GridRow)
        if held and dt.timedelta(0) <= self.now - held.fetched_at < GRID_EVERY:
            return held.grid
        try:
            grid = self.weather.get(f"/points/{waters.point}", nws.grid)
        except Refused as refused:
            if refused.problem != nws.INVALID_POINT:
                raise
            grid = None
        self.table.write({key: GridRow(fetched_at=self.now, grid=grid)})
        return grid

    def _forecast(self, waters: Waters) -> Rows:
        grid = self._grid(waters)
        if grid is None:
            return {rows.forecast_key(waters): ForecastRow(fetched_at=self.now)}
        forecast = self._hours(grid)
        hours = tuple(filter(self._is_near, forecast.hours))
        if not hours:
            raise Unreadable("NWS", f"a forecast of {forecast.issued_at} that says nothing of today")
        return {rows.forecast_key(waters): ForecastRow(fetched_at=self.now, hours=hours, issued_at=forecast.issued_at)}

    def _hours(self, grid: nws.Grid) -> nws.Hours:
        """The hourly forecast with the grid's gusts and waves; on the water, where there is no hourly one, the grid."""
        try:
            told = self.weather.get(f"{grid.path}/forecast/hourly", nws.hourly, {"units": "us"})
        except Refused as refused:
            if refused.problem != nws.MARINE_NOT_SUPPORTED:
                raise
            return self.weather.get(grid.path, nws.raw_grid)
        try:
            more = self.weather.get(grid.path, nws.raw_grid)
        except SourceError as error:
            logger.warning("gusts and waves: %s", error)
            return told
        return told.model_copy(update={"hours": nws.with_grid(told.hours, more.hours)})

    def _is_near(self, hour: ForecastHour) -> bool:
        return self.now - HOURS_BEHIND < hour.start_at < self.now + HOURS_AHEAD

    def _marine(self, waters: Waters) -> Rows:
        key = rows.marine_key(waters)
        nothing = {key: MarineRow(fetched_at=self.now)}
        grid = self._grid(waters)
        if grid is None:
            return nothing
        latest = self.weather.get(f"/products/types/CWF/locations/{grid.office}", nws.newest_product)
        if latest is None:
            return nothing
        product = self.weather.get(f"/products/{latest}", nws.product)
        block = marine_text.block(product.text, waters.nws_zone)
        if block is None:
            return nothing
        row = MarineRow(
            fetched_at=self.now,
            headline=marine_text.headline(block.text),
            periods=marine_text.periods(block.text),
            issued_at=product.issued_at,
            expires_at=marine_text.expires_at(block, product.issued_at),
        )
        return {key: row}

    def _alerts(self, waters: Waters) -> Rows:
        """Those of the marine zone and those of the point: the dock lies in a zone on land."""
        found: dict[str, Alert] = {}
        for query in ({"zone": waters.nws_zone}, {"point": waters.point}):
            found |= self.weather.get("/alerts/active", nws.alerts, query)
        active = sorted(found.values(), key=lambda alert: alert.onset or alert.issued_at)
        return {rows.alerts_key(waters): AlertsRow(fetched_at=self.now, active=tuple(active))}
