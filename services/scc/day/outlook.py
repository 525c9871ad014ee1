"""Wind, tide, advisories and light of a trip in words for the crew, from what is stored. Pure functions of values.

It tells what is forecast, by whom and when it was issued; what to make of it is the captain's.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from contracts.conditions import Alerts, Conditions, Forecast, ForecastHour, Marine, MarinePeriod, Tide
from drawing import tide
from drawing.tide import Chart, Span
from language import times

AROUND = dt.timedelta(hours=4)
"""So much before the start and after the end the tide is drawn, so that it is seen to come and go."""
LONGEST = dt.timedelta(days=30)
NO_FORECAST = "No current forecast."
PERIODS = 4

Row = tuple[str, str]


class Outlook(NamedTuple):
    forecast: tuple[Row, ...]
    issued: str | None
    instead: str | None
    """What to say in the place of a forecast."""
    advisories: tuple[str, ...]
    marine: tuple[MarinePeriod, ...]
    marine_issued: str | None
    chart: Chart | None
    turns: tuple[Row, ...]
    tide_source: str
    sunset: str | None
    dusk: str | None


def window(trip: Span) -> Span:
    start_at = trip.start_at - AROUND
    return Span(start_at, min(trip.end_at + AROUND, start_at + LONGEST))


def outlook(conditions: Conditions | None, trip: Span, zone: dt.tzinfo, now: dt.datetime) -> Outlook:
    """`conditions` of the window around the trip; None where they cannot be had."""
    if conditions is None:
        return Outlook((), None, NO_FORECAST, ("Advisories could not be checked.",), (), None, None, (), "", None, None)
    say = _Says(zone, now.astimezone(zone).date())
    hours = [hour for hour in conditions.forecast.hours if _touches(hour, trip)]
    rows = _rows(hours)
    chart = tide.chart(conditions.tide.turns, window(trip), trip, zone)
    sunset, dusk = _light(conditions, trip, say)
    return Outlook(
        forecast=rows,
        issued=_issued("National Weather Service", conditions.forecast.issued_at, say) if rows else None,
        instead=None if rows else _instead(conditions.forecast),
        advisories=_advisories(conditions.alerts, conditions.marine, say),
        marine=conditions.marine.periods[:PERIODS],
        marine_issued=_issued(f"Coastal waters forecast {conditions.marine.zone}", conditions.marine.issued_at, say)
        if conditions.marine.periods
        else None,
        chart=chart,
        turns=tuple(_turn(mark.turn, say) for mark in chart.marks) if chart else (),
        tide_source=_tide_source(conditions.tide, chart, say),
        sunset=sunset,
        dusk=dusk,
    )


class _Says(NamedTuple):
    zone: dt.tzinfo
    today: dt.date

    def clock(self, at: dt.datetime) -> str:
        return times.clock(at.astimezone(self.zone))

    def moment(self, at: dt.datetime) -> str:
        return times.moment(at.astimezone(self.zone), self.today)


def _touches(hour: ForecastHour, trip: Span) -> bool:
    return hour.start_at < trip.end_at and hour.start_at + dt.timedelta(hours=1) > trip.start_at


def _rows(hours: Sequence[ForecastHour]) -> tuple[Row, ...]:
    told = (("Wind", _wind(hours)), ("Waves", _waves(hours)), ("Sky", _sky(hours)), ("Rain", _rain(hours)))
    return tuple((name, words) for name, words in told if words)


def _wind(hours: Sequence[ForecastHour]) -> str | None:
    highs = [hour.wind_high_knots for hour in hours if hour.wind_high_knots is not None]
    if not highs:
        return None
    low = min([hour.wind_low_knots for hour in hours if hour.wind_low_knots is not None] or highs)
    points = Counter(hour.wind_from for hour in hours if hour.wind_from)
    point = f"{points.most_common(1)[0][0]} " if points else ""
    knots = f"{low}–{max(highs)}" if low < max(highs) else str(max(highs))
    gusts = max((hour.gust_knots or 0 for hour in hours), default=0)
    return f"{point}{knots} knots" + (f", gusts {gusts}" if gusts > max(highs) else "")


def _waves(hours: Sequence[ForecastHour]) -> str | None:
    heights = [hour.wave_height_feet for hour in hours if hour.wave_height_feet is not None]
    return f"up to {max(heights):.0f} ft" if heights and max(heights) >= 1 else None


def _sky(hours: Sequence[ForecastHour]) -> str | None:
    skies = Counter(times.plain(hour.words) for hour in hours if hour.words)
    degrees = [hour.temperature_f for hour in hours if hour.temperature_f is not None]
    air = f"{min(degrees)}–{max(degrees)} °F" if degrees and min(degrees) < max(degrees) else ""
    air = air or (f"{degrees[0]} °F" if degrees else "")
    return ", ".join(filter(None, (skies.most_common(1)[0][0] if skies else "", air))) or None


def _rain(hours: Sequence[ForecastHour]) -> str | None:
    chances = [hour.rain_chance_percent for hour in hours if hour.rain_chance_percent is not None]
    return f"{max(chances)} %" if chances else None


def _instead(forecast: Forecast) -> str:
    """When it will come, where it is known; a forecast that is missing or old is none."""
    if forecast.lacking and forecast.lacking.reason == "beyond_reach":
        return f"{forecast.lacking.words}."
    return NO_FORECAST


def _advisories(alerts: Alerts, marine: Marine, say: _Says) -> tuple[str, ...]:
    told = [
        f"{times.plain(alert.event)}, {f'until {say.moment(alert.ends)}' if alert.ends else 'until further notice'}"
        f" (National Weather Service, issued {say.moment(alert.issued_at)})"
        for alert in alerts.active
    ]
    if marine.headline:
        told.append(times.plain(marine.headline))
    if alerts.lacking:
        told.append(f"{alerts.lacking.words}.")
    return tuple(told)


def _issued(source: str, issued_at: dt.datetime | None, say: _Says) -> str | None:
    return f"{source}, issued {say.moment(issued_at)}." if issued_at else None


def _turn(turn: tide.Turn, say: _Says) -> Row:
    return turn.kind.capitalize(), f"{say.clock(turn.at)}, {turn.height_feet:.1f} ft"


def _tide_source(told: Tide, chart: Chart | None, say: _Says) -> str:
    if chart is None:
        return f"{told.lacking.words}." if told.lacking else "No tide predictions for this trip."
    fetched = f", fetched {say.moment(told.fetched_at)}" if told.fetched_at else ""
    return f"NOAA predictions for station {told.station}{fetched}. Not for navigation."


def _light(conditions: Conditions, trip: Span, say: _Says) -> tuple[str | None, str | None]:
    """Of the day on which the trip ends: that is the light to come home by."""
    day = trip.end_at.astimezone(say.zone).date()
    sun = next((each for each in conditions.sun if each.date == day), None)
    if sun is None:
        return None, None
    return (say.clock(sun.sunset) if sun.sunset else None), (say.clock(sun.civil_dusk) if sun.civil_dusk else None)
