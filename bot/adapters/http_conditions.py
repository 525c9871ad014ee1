"""Tide, sun and forecast, over ShipCaptainCrew's API."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.adapters.http_api import HttpApi
from bot.domain.boat import BoatKey
from bot.domain.conditions import Conditions, Forecast, ForecastHour, SunDay, TideTurn
from contracts.conditions import Conditions as Stored
from contracts.conditions import Forecast as StoredForecast
from drawing.tide import Span


@dataclass(frozen=True)
class HttpConditions:
    api: HttpApi

    def conditions(self, boat: BoatKey, span: Span) -> Conditions:
        asked = urlencode({"boat": boat, "from": _written(span.start_at), "to": _written(span.end_at)})
        stored = self.api.call("GET", f"/conditions?{asked}", Stored)
        return Conditions(
            turns=tuple(TideTurn.model_validate(turn.model_dump()) for turn in stored.tide.turns),
            sun=tuple(SunDay.model_validate(day.model_dump()) for day in stored.sun),
            forecast=_forecast(stored.forecast),
        )


def _forecast(stored: StoredForecast) -> Forecast:
    return Forecast(
        hours=tuple(ForecastHour.model_validate(hour.model_dump()) for hour in stored.hours),
        issued_at=stored.issued_at,
        fetched_at=stored.fetched_at,
        expected_on=stored.lacking.expected_on if stored.lacking else None,
    )


def _written(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
