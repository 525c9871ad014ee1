"""NOAA CO-OPS' tide predictions: how they are asked for and read (api.tidesandcurrents.noaa.gov/api/prod/).

Times are asked for in GMT: local ones would stand twice in the hour that is repeated in autumn. Heights and times come
as text, and an error can come with status 200.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from contracts.conditions import TideTurn
from services.scc.conditions.errors import NoPredictions, Refused, Unreadable

PATH = "/api/prod/datagetter"
TIDE_DAYS = 400
"""So far ahead predictions are kept; they are the same however early one asks."""
MONTHS_PER_REQUEST = 6
"""CO-OPS gives at least a year of high and low waters per request."""
_KINDS = {"H": "high", "L": "low"}


class _Error(BaseModel):
    message: str = ""


class _Prediction(BaseModel):
    t: str
    v: float
    type: str


class _Answer(BaseModel):
    predictions: tuple[_Prediction, ...] = ()
    error: _Error | None = None


def query(station: str, first: dt.date, last: dt.date) -> Mapping[str, str]:
    """Every high and low water of the days given, in feet above MLLW."""
    return {
        "station": station,
        "product": "predictions",
        "interval": "hilo",
        "datum": "MLLW",
        "units": "english",
        "time_zone": "gmt",
        "format": "json",
        "application": "charter-bot",
        "begin_date": f"{first:%Y%m%d}",
        "end_date": f"{last:%Y%m%d}",
    }


def turns(content: bytes) -> tuple[TideTurn, ...]:
    """The turns of the tide in order. Raises `NoPredictions`, `Refused`, `Unreadable`."""
    try:
        answer = _Answer.model_validate_json(content)
        if answer.error:
            raise _to_error(answer.error.message)
        if not answer.predictions:
            raise NoPredictions("CO-OPS", "an empty list")
        return tuple(sorted(map(_to_turn, answer.predictions), key=lambda turn: turn.at))
    except (ValueError, KeyError) as error:
        raise Unreadable("CO-OPS", str(error)) from error


def months_to_hold(today: dt.date) -> tuple[dt.date, ...]:
    """First days of the months from the one before this to the one in which `TIDE_DAYS` end."""
    month = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    months = []
    while month <= today + dt.timedelta(days=TIDE_DAYS):
        months.append(month)
        month = next_month(month)
    return tuple(months)


def chunks(months: tuple[dt.date, ...]) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last day of each request; `months` are first days, one after the other."""
    for start in range(0, len(months), MONTHS_PER_REQUEST):
        part = months[start : start + MONTHS_PER_REQUEST]
        yield part[0], next_month(part[-1]) - dt.timedelta(days=1)


def next_month(month: dt.date) -> dt.date:
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _to_turn(prediction: _Prediction) -> TideTurn:
    at = dt.datetime.strptime(prediction.t, "%Y-%m-%d %H:%M").replace(tzinfo=dt.UTC)
    return TideTurn.model_validate({"kind": _KINDS[prediction.type[:1]], "height_feet": prediction.v, "at": at})


def _to_error(message: str) -> NoPredictions | Refused:
    if "no predictions data" in message.lower():
        return NoPredictions("CO-OPS", message)
    return Refused("CO-OPS", message)
