"""What ``GET /conditions`` answers: which rows it needs, and what they say together. Pure functions of values."""

import datetime as dt
from collections.abc import Iterator, Sequence

from contracts.conditions import (
    FORECAST_DAYS,
    MARINE_DAYS,
    Alert,
    Alerts,
    Conditions,
    Forecast,
    ForecastHour,
    Lacking,
    Marine,
    Tide,
    TideTurn,
)
from services.scc.conditions import rows
from services.scc.conditions.boats import Waters
from services.scc.conditions.coops import TIDE_DAYS, next_month
from services.scc.conditions.lacks import Asked, beyond, lacking, not_current
from services.scc.conditions.rows import AlertsRow, ForecastRow, Key, MarineRow, MonthRow, StationRow
from services.scc.conditions.sun import sun_days
from services.scc.conditions.table import Found

LONGEST_SPAN = dt.timedelta(days=31)
BETWEEN_TURNS = dt.timedelta(days=2)
"""Longer than from any high or low water to the next, also where there is but one tide a day."""
HOURLY_REACH = dt.timedelta(hours=156)
"""So many hours NWS's hourly forecast really holds."""
FORECAST_REACH = dt.timedelta(days=FORECAST_DAYS)
MARINE_REACH = dt.timedelta(days=MARINE_DAYS)
TIDE_REACH = dt.timedelta(days=TIDE_DAYS)
HOUR = dt.timedelta(hours=1)


def keys(waters: Waters, asked: Asked) -> Sequence[Key]:
    """All that is to be read; at most eight rows, since a span is at most `LONGEST_SPAN`."""
    weather = (rows.forecast_key(waters), rows.marine_key(waters), rows.alerts_key(waters))
    return (rows.station_key(waters), *(rows.month_key(waters, month) for month in _months(asked)), *weather)


def answer(waters: Waters, asked: Asked, found: Found) -> Conditions:
    return Conditions(
        boat=waters.boat,
        timezone=waters.timezone,
        start_at=asked.local(asked.start_at),
        end_at=asked.local(asked.end_at),
        tide=_tide(waters, asked, found),
        sun=tuple(sun_days(waters.position, asked.zone, asked.start_at, asked.end_at)),
        forecast=_forecast(asked, found.row(rows.forecast_key(waters), ForecastRow)),
        marine=_marine(waters.nws_zone, asked, found.row(rows.marine_key(waters), MarineRow)),
        alerts=_alerts(asked, found.row(rows.alerts_key(waters), AlertsRow)),
    )


def _months(asked: Asked) -> Iterator[dt.date]:
    month = (asked.start_at - BETWEEN_TURNS).astimezone(dt.UTC).date().replace(day=1)
    last = (asked.end_at + BETWEEN_TURNS).astimezone(dt.UTC).date()
    while month <= last:
        yield month
        month = next_month(month)


def _tide(waters: Waters, asked: Asked, found: Found) -> Tide:
    station = found.row(rows.station_key(waters), StationRow)
    held = (found.row(rows.month_key(waters, month), MonthRow) for month in _months(asked))
    turns = around([turn for month in held if month for turn in month.turns], asked.start_at, asked.end_at)
    return Tide(
        station=waters.noaa_station,
        turns=tuple(turn.model_copy(update={"at": asked.local(turn.at)}) for turn in turns),
        fetched_at=asked.local(station.fetched_at) if station else None,
        lacking=_tide_lack(asked, station),
    )


def around(turns: Sequence[TideTurn], start_at: dt.datetime, end_at: dt.datetime) -> tuple[TideTurn, ...]:
    """From the last turn at or before the span to the first at or after it."""
    first = max((turn.at for turn in turns if turn.at <= start_at), default=start_at)
    last = min((turn.at for turn in turns if turn.at >= end_at), default=end_at)
    return tuple(turn for turn in turns if first <= turn.at <= last)


def _tide_lack(asked: Asked, station: StationRow | None) -> Lacking | None:
    if station is None:
        return lacking("tide", "never_fetched", asked)
    if station.first is None or station.last is None:
        return lacking("tide", "no_data", asked)
    starts, ends = (moment.astimezone(dt.UTC).date() for moment in (asked.start_at, asked.end_at))
    if starts >= station.last:
        return beyond("tide", asked, TIDE_REACH)
    if ends >= station.last:
        return lacking("tide", "beyond_reach", asked)
    return lacking("tide", "past", asked) if starts <= station.first else None


def _forecast(asked: Asked, row: ForecastRow | None) -> Forecast:
    lack = _forecast_lack(asked, row)
    if row is None or row.issued_at is None:
        return Forecast(fetched_at=asked.local(row.fetched_at) if row else None, lacking=lack)
    is_told = lack is None or lack.reason == "beyond_reach"
    return Forecast(
        hours=tuple(_touching(row.hours, asked)) if is_told else (),
        issued_at=asked.local(row.issued_at),
        fetched_at=asked.local(row.fetched_at),
        lacking=lack,
    )


def _touching(hours: Sequence[ForecastHour], asked: Asked) -> Iterator[ForecastHour]:
    for hour in hours:
        if hour.start_at < asked.end_at and hour.start_at + HOUR > asked.start_at:
            yield hour.model_copy(update={"start_at": asked.local(hour.start_at)})


def _forecast_lack(asked: Asked, row: ForecastRow | None) -> Lacking | None:
    if asked.is_over:
        return lacking("forecast", "past", asked)
    if row and row.issued_at is None:
        return lacking("forecast", "no_data", asked)
    if asked.start_at > asked.now + FORECAST_REACH:
        return beyond("forecast", asked, HOURLY_REACH)
    if row is None or (stale := not_current("forecast", asked, row.fetched_at)):
        return stale if row else lacking("forecast", "never_fetched", asked)
    known_until = row.hours[-1].start_at + HOUR if row.hours else asked.now
    if known_until <= asked.start_at:
        return beyond("forecast", asked, HOURLY_REACH)
    return lacking("forecast", "beyond_reach", asked) if known_until < asked.end_at else None


def _marine(zone: str, asked: Asked, row: MarineRow | None) -> Marine:
    lack = _marine_lack(asked, row)
    if row is None or row.issued_at is None or lack:
        return Marine(
            zone=zone,
            issued_at=asked.local(row.issued_at) if row and row.issued_at else None,
            fetched_at=asked.local(row.fetched_at) if row else None,
            lacking=lack,
        )
    return Marine(
        zone=zone,
        headline=row.headline,
        periods=row.periods,
        issued_at=asked.local(row.issued_at),
        fetched_at=asked.local(row.fetched_at),
    )


def _marine_lack(asked: Asked, row: MarineRow | None) -> Lacking | None:
    if asked.is_over:
        return lacking("marine", "past", asked)
    if row and row.issued_at is None:
        return lacking("marine", "no_data", asked)
    if asked.start_at > asked.now + MARINE_REACH:
        return beyond("marine", asked, MARINE_REACH)
    if row and row.expires_at and row.expires_at <= asked.now:
        return lacking("marine", "too_old", asked)
    return not_current("marine", asked, row.fetched_at if row else None)


def _alerts(asked: Asked, row: AlertsRow | None) -> Alerts:
    """An alert that still runs is told however long ago it was heard of."""
    active = [alert for alert in row.active if _concerns(alert, asked)] if row and not asked.is_over else []
    return Alerts(
        active=tuple(_local_alert(alert, asked) for alert in active),
        fetched_at=asked.local(row.fetched_at) if row else None,
        lacking=_alerts_lack(asked, row),
    )


def _concerns(alert: Alert, asked: Asked) -> bool:
    """Whether it touches the span and still runs. One until further notice counts as far as a forecast reaches."""
    begins = alert.onset or alert.issued_at
    ends = alert.ends or asked.now + FORECAST_REACH
    return begins < asked.end_at and ends > max(asked.start_at, asked.now)


def _local_alert(alert: Alert, asked: Asked) -> Alert:
    moments = {"onset": alert.onset, "ends": alert.ends, "issued_at": alert.issued_at}
    return alert.model_copy(update={name: at and asked.local(at) for name, at in moments.items()})


def _alerts_lack(asked: Asked, row: AlertsRow | None) -> Lacking | None:
    if asked.is_over:
        return lacking("alerts", "past", asked)
    if asked.start_at > asked.now + FORECAST_REACH:
        return lacking("alerts", "beyond_reach", asked)
    return not_current("alerts", asked, row.fetched_at if row else None)
